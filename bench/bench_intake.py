"""Reads, understands and checks a ledger of 100,000 rows; openpyxl only reads the same file.

Prints seconds of processor time of each, the ratio, and the most memory our reading took.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from openpyxl import load_workbook

from jiedui.exchange.reading import read_workbook

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
HEADINGS = (
    "序号 受援县 项目名称 项目类别 实施单位 总投资 市级统筹 区级财政 自筹 开工日期 完工日期 备注"
).split()
COUNTIES = ("普定县", "镇宁县", "关岭县", "紫云县")


def write(path: Path) -> None:
    """Write a ledger of `ROWS` rows and 12 columns."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, ["帮扶资金项目台账"])
    sheet.write_row(1, 0, ["单位:万元"])
    sheet.write_row(2, 0, HEADINGS)
    for at in range(ROWS):
        first, second, own = at % 491 + 0.5, at % 307, at % 89
        sheet.write_row(
            at + 3,
            0,
            [
                at + 1,
                COUNTIES[at % 4],
                f"示例{at}号项目",
                ("产业", "教育", "卫生")[at % 3],
                f"单位{at % 50}",
                first + second + own,
                first,
                second,
                own,
                f"2022-{at % 9 + 1:02d}-{at % 28 + 1:02d}",
                f"2022年{at % 3 + 10}月",
                "示例",
            ],
        )
    book.close()


def ours(path: Path) -> None:
    """Read the ledger as an office's return."""
    content = path.read_bytes()
    start = time.process_time()
    reading = read_workbook(path.name, content)
    spent = time.process_time() - start
    told = [one for one in reading.problems if one.severity.value != "info"]
    if len(reading.rows) != ROWS or told:
        sys.exit(f"{len(reading.rows)} rows read, {len(told)} problems told: {told[:3]}")
    print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def peer(path: Path) -> None:
    """Read the same file with openpyxl, values only."""
    start = time.process_time()
    book = load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    spent = time.process_time() - start
    if book.worksheets[0].max_row != ROWS + 3:
        sys.exit("openpyxl read another number of rows")
    print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _run(what: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "bench.bench_intake", what, str(path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1])


def main() -> None:
    """Measure both in processes of their own and print the ratio."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        write(path)
        mine, memory = _run("ours", path)
        other, other_memory = _run("peer", path)
    print(f"{ROWS} rows x {len(HEADINGS)} columns")
    print(f"jiedui reads, understands, checks  {mine:6.1f} s  {memory:5.0f} MB")
    print(f"openpyxl reads                     {other:6.1f} s  {other_memory:5.0f} MB")
    print(f"ratio                              {other / mine:6.2f} times as fast")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        {"ours": ours, "peer": peer}[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
