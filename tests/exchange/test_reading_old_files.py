"""Old and foreign workbooks are read like new ones; damaged ones end in a sentence."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from jiedui.exchange.reading import read_workbook
from tests.exchange.office import workbook

ROWS: list[list[object]] = [
    ["普定县项目资金台账"],
    ["单位:万元"],
    ["序号", "受援县", "项目名称", "总投资", "开工日期"],
    [1, "普定县", "甲", "1,200", "2022年3月"],
    [2, None, "乙", 30.5, "2022-04-05"],
    ["合计", None, None, 1230.5, None],
]


DATA = Path(__file__).parent / "data"
"""The same ledger as LibreOffice saves it in the old forms."""


def saved(form: str) -> bytes:
    """The ledger in a form."""
    if form == "xlsx":
        return workbook(("台账", ROWS, ["A1:E1", "B4:B5"]))
    return (DATA / f"ledger.{form}").read_bytes()


@pytest.mark.parametrize("form", ["xls", "ods"])
def test_an_old_workbook_reads_as_the_new_one(form: str) -> None:
    reading = read_workbook(f"a.{form}", saved(form))
    assert [(row.get("county"), row.get("total_fen")) for row in reading.rows] == [
        ("普定县", 1_200_000_000),
        ("普定县", 30_500_000),
    ]
    assert [total.values["total_fen"] for total in reading.totals] == [1_230_500_000]
    assert reading.problems == ()


@pytest.mark.parametrize("form", ["xls", "ods", "xlsx"])
def test_damaged_bytes_never_end_the_program(form: str) -> None:
    chance = random.Random(form)  # noqa: S311
    sound = saved(form)
    for _ in range(12):
        damaged = bytearray(sound)
        for _ in range(chance.randrange(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        reading = read_workbook(f"a.{form}", bytes(damaged))
        assert reading.fatal is not None or reading.kind is not None


def test_rows_of_formulas_without_values_are_told() -> None:
    content = workbook(("台账", [*ROWS, *[[f"=SUM(A{at}:XFD{at})"] for at in range(7, 40)]], ()))
    reading = read_workbook("a.xlsx", content)
    assert reading.fatal is None
    assert len(reading.rows) == 2
