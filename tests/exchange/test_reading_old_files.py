"""Old and foreign workbooks are read like new ones; damaged ones end in a sentence."""

from __future__ import annotations

import io
import random
import struct
import zipfile
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


TOLD = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def opendocument(rows: list[list[tuple[str, str]]]) -> bytes:
    """An .ods file of one sheet: of each cell its attributes and the words it shows."""
    body = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell {said}>{f'<text:p>{words}</text:p>' if words else ''}"
            "</table:table-cell>"
            for said, words in row
        )
        + "</table:table-row>"
        for row in rows
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<office:document-content {TOLD} office:version="1.3"><office:body>'
            f'<office:spreadsheet><table:table table:name="台账">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            "/>",
        )
    return out.getvalue()


def words(text: str) -> tuple[str, str]:
    return ('office:value-type="string"', text)


def number(value: float, formula: str = "") -> tuple[str, str]:
    told = f'table:formula="{formula}" ' if formula else ""
    return (f'{told}office:value-type="float" office:value="{value}"', str(value))


HEAD = [words(one) for one in ("序号", "受援县", "项目名称", "总投资", "开工日期")]
WRONG = ('table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"', "#DIV/0!")


def test_formulas_of_an_open_document_are_seen() -> None:
    """Saved values are taken and held against the formula; none saved is worked out and told."""
    day = words("2022-04-05")
    rows = [
        [words("普定县项目资金台账")],
        [words("单位:万元")],
        HEAD,
        [number(1), words("普定县"), words("甲"), number(1200, "of:=[.A4]*1200"), day],
        [number(2), words("普定县"), words("乙"), WRONG, day],
        [number(3), words("普定县"), words("丙"), ('table:formula="of:=[.A6]*10"', ""), day],
        [number(4), words("普定县"), words("丁"), number(5, "of:=SUM([.D4:.D4];[.A4])"), day],
    ]
    reading = read_workbook("a.ods", opendocument(rows))
    assert [row.get("total_fen") for row in reading.rows] == [
        1_200_000_000, None, 30_000_000, 5_000_000,
    ]  # fmt: skip
    assert {(one.code, one.source.cell, one.expected) for one in reading.problems} == {
        ("FORMULA_ERROR", "D5", "a value"),
        ("FORMULA_NO_CACHE", "D6", ""),
        ("FORMULA_STALE", "D7", "1201"),
    }
    assert reading.context["台账"].formulas == 3


def test_what_an_old_workbook_hides_is_told() -> None:
    """Row 6 is hidden, D7 is #DIV/0!, D5 is a formula: as a spreadsheet program saved them."""
    reading = read_workbook("a.xls", (DATA / "hidden.xls").read_bytes())
    assert [row.row for row in reading.rows] == [4, 5, 6, 7]
    assert {(one.code, one.source.cell) for one in reading.problems} == {
        ("HIDDEN_ROW", "row:6"),
        ("FORMULA_ERROR", "D7"),
    }
    assert reading.context["台账"].formulas == 1


def test_a_formula_of_an_old_workbook_is_held_against_its_value() -> None:
    """D7 to G7 add up rows 4 to 6; what D7 saved is then made another number."""
    content = (DATA / "formulas.xls").read_bytes()
    codes = {one.code for one in read_workbook("a.xls", content).problems}
    assert codes == {"TABLE_NOT_FOUND"}
    changed = content.replace(struct.pack("<d", 60.0), struct.pack("<d", 61.0), 1)
    problems = read_workbook("a.xls", changed).problems
    assert [
        (one.source.cell, one.found, one.expected)
        for one in problems
        if one.code == "FORMULA_STALE"
    ] == [("D7", "61", "60")]
