"""How long a form of 500 cells takes: read, bound, answered and written, in CPU seconds.

A book of a district with 25 counties and some thousand lines; the form has 25 counties in rows and
20 columns of money by source, projects by category, training and stocks, with totals. The first
filling compiles the questions' shapes; the second is what an office waits for every day.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Border, Side

from jiedui.forms.fill import fill_form
from jiedui.forms.handing_out import filled_workbook
from jiedui.kernel.place import name_of
from tests.figures.book import aid, count, facts_of, observed, pairing
from tests.figures.programme import dims

LIMIT = 3
"""Most CPU seconds (issue: a form of 500 cells in under 3 s)."""

SOURCES = {
    "市级统筹": "MUNICIPAL_POOLED",
    "区财政": "DISTRICT_FISCAL",
    "社会捐赠": "SOCIAL_DONATION",
}
CATEGORIES = {
    "新农村建设": "RURAL",
    "社会事业": "SOCIAL",
    "产业发展": "INDUSTRY",
    "人才培养": "TALENT",
}
YEARS = range(2013, 2017)
COUNTIES = (
    "532322 532323 532324 532325 532326 532327 532328 532329 533422 533423 532622 532623 532624 "
    "532625 532626 532627 532628 533122 533123 533124 530923 530924 530925 530926 530927"
).split()


def book() -> list[object]:
    """Return the entries of the district's book."""
    made: list[object] = [pairing(one, "2012/", owner="310114") for one in COUNTIES]
    for at, county in enumerate(COUNTIES):
        for year in YEARS:
            for number, source in enumerate(SOURCES.values(), 1):
                amount = (at + 3) * number * year * 1000 + 7
                made.append(aid(amount, f"{year}", dims(county, source=source)))
            for number, category in enumerate(CATEGORIES.values(), 1):
                made.append(
                    count("Count:Projects", "project", at + number, f"{year}",
                          dims(county, category=category))
                )  # fmt: skip
            made.append(count("Count:TrainingBatches", "batch", 3, f"{year}", dims(county)))
            made.append(count("Count:Trained", "person_time", 90 + at, f"{year}", dims(county)))
        made.append(observed(1000 + at, 4000 + at, "2013-12-31", county))
        made.append(observed(500 + at, 2000 + at, "2017-10-31", county))
    return made


def form() -> bytes:
    """Return the blank form."""
    workbook = Workbook()
    page = workbook.active
    heads = [f"{name}（万元）" for name in SOURCES] + ["资金合计（万元）"]
    heads += [f"{name}项目（个）" for name in CATEGORIES] + ["项目合计（个）"]
    heads += [
        "培训班（期）",
        "培训人次",
        "2013年底建档立卡户数",
        "2013年底建档立卡人口",
        "2017年10月底建档立卡户数",
    ]
    heads += ["2017年10月底建档立卡人口", "较2013年底减少户数", "建档立卡户数较2013年底减少率（%）"]
    heads += [f"2016年{name}（万元）" for name in SOURCES]
    page.append(["2013年至2016年对口帮扶情况统计表"])
    page.append(["受援县", *heads])
    for county in COUNTIES:
        page.append([name_of(county)])
    line = Side(style="thin")
    for row in page.iter_rows(min_row=2, max_row=2 + len(COUNTIES), max_col=1 + len(heads)):
        for cell in row:
            cell.border = Border(line, line, line, line)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def main() -> int:
    """Measure, print, and return 1 when the limit is passed."""
    content = form()
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        facts = facts_of(Path(folder), book())  # type: ignore[arg-type]
        for name in ("first", "again"):
            started = time.process_time()
            filled = fill_form(
                "form.xlsx", content, facts, as_of=None, latest=dt.date(2017, 10, 31)
            )
            copy = filled_workbook(filled)
            worst = time.process_time() - started
            told = sum(cell.shown is not None for cell in filled.cells)
            print(
                f"fill {name}: {len(filled.cells)} cells, {told} filled, {len(copy)} bytes, "
                f"{worst:.2f} s CPU on {os.cpu_count()} cores (at most {LIMIT})"
            )
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
