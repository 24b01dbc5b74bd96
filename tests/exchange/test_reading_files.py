"""Any bytes give an answer: hostile and odd files end in a sentence, not in a crash."""

import io
import random
import re
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from jiedui.exchange.kinds import KINDS
from jiedui.exchange.phrases import in_chinese
from jiedui.exchange.reading import read_workbook
from jiedui.exchange.wording import WORDING, fatal_sentence, sentence_of
from tests.exchange.office import column, read, told, workbook

ROWS: list[list[object]] = [
    ["单位:万元"],
    ["序号", "受援县", "项目名称", "总投资"],
    [1, "绿春县", "甲", 30],
    [2, "元阳县", "乙", 40],
]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def repacked(content: bytes, change: dict[str, bytes]) -> bytes:
    """The archive with some parts replaced or added."""
    old, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, part in change.items():
            new.writestr(name, part)
    return out.getvalue()


def lying(content: bytes, name: str, size: int) -> bytes:
    """The archive with a part listed as smaller than it is."""
    changed = bytearray(content)
    at = changed.rindex(name.encode()) - 46
    assert changed[at : at + 4] == b"PK\x01\x02"
    changed[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(changed)


def packed_by(method: int) -> bytes:
    """A workbook whose archive is packed in a way that no spreadsheet program packs."""
    old, out = zipfile.ZipFile(io.BytesIO(plain())), io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE s [<!ENTITY a "ha">]><worksheet><c>&a;</c></worksheet>'


def plain() -> bytes:
    return workbook(("台账", ROWS, ()))


def plain_sheet() -> bytes:
    return zipfile.ZipFile(io.BytesIO(plain())).read(SHEET)


ODS = (Path(__file__).with_name("data") / "ledger.ods").read_bytes()

FATAL = [
    ("empty.xlsx", b"", "CORRUPT_FILE"),
    ("cut.xlsx", plain()[:1500], "CORRUPT_FILE"),
    ("a.pdf", b"%PDF-1.7 ...", "UNSUPPORTED_FORMAT"),
    ("a.xls", OLE + bytes(3000), "UNSUPPORTED_FORMAT"),
    (
        "locked.xlsx",
        OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        "UNSUPPORTED_FORMAT",
    ),
    ("broken.xls", OLE + bytes(600) + "Workbook".encode("utf-16-le") + bytes(6000), "CORRUPT_FILE"),
    ("a.bin", bytes(range(256)) * 40, "UNSUPPORTED_FORMAT"),
    ("a.xls", "<html><table><tr><td>序号</td></tr></table></html>".encode(), "UNSUPPORTED_FORMAT"),
    ("a.csv", b"\n\n,,,\n", "CORRUPT_FILE"),
    (
        "xml.xlsx",
        repacked(plain(), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}),
        "CORRUPT_FILE",
    ),
    (
        "laughs.xlsx",
        repacked(plain(), {"xl/worksheets/sheet1.xml": LAUGHS}),
        "EXPANSION_LIMIT",
    ),
    (
        "lying.xlsx",
        lying(repacked(plain(), {SHEET: plain_sheet() + b" " * 19_000_000}), SHEET, 5_000),
        "EXPANSION_LIMIT",
    ),
    (
        "lying.ods",
        lying(repacked(ODS, {"content.xml": b" " * 9_000_000}), "content.xml", 500),
        "EXPANSION_LIMIT",
    ),
    ("bz2.xlsx", packed_by(zipfile.ZIP_BZIP2), "EXPANSION_LIMIT"),
    (
        "bomb.xlsx",
        repacked(plain(), {"xl/worksheets/sheet1.xml": b" " * 60_000_000}),
        "EXPANSION_LIMIT",
    ),
]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("fruit.csv", "水果,价格\n苹果,3\n".encode(), "KIND_UNKNOWN"),
        ("words.csv", "没有表格的一句话".encode(), "KIND_UNKNOWN"),
        ("nothing.xlsx", workbook(("a", (), ()), ("b", (), ())), "FILE_EMPTY"),
    ],
)
def test_a_sound_file_that_is_no_return_says_so(name: str, content: bytes, code: str) -> None:
    reading = read_workbook(name, content)
    assert (reading.fatal, reading.kind, reading.rows) == (None, None, ())
    assert [one.code for one in reading.refusals] == [code]


@pytest.mark.parametrize(
    ("name", "content", "code"), FATAL, ids=[f"{one[0]}-{one[2]}" for one in FATAL]
)
def test_a_file_that_cannot_be_read_says_why(name: str, content: bytes, code: str) -> None:
    reading = read_workbook(name, content)
    assert reading.fatal is not None
    assert reading.fatal.code == code
    assert reading.rows == ()
    assert re.search(r"[\u4e00-\u9fff]", in_chinese(reading.fatal.found)), reading.fatal.found
    for language in ("zh", "en"):
        assert len(fatal_sentence(reading.fatal, file=name, language=language)) > 20


def test_a_wrong_ending_is_read_with_a_warning() -> None:
    reading = read_workbook("台账.csv", plain())
    assert column(reading, "project_name") == ["甲", "乙"]
    assert told(reading) == {("EXTENSION_MISMATCH", "")}


def test_hidden_things_are_read_and_told() -> None:
    book = load_workbook(io.BytesIO(plain()))
    sheet = book["台账"]
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.protection.sheet = True
    book.create_sheet("空")
    out = io.BytesIO()
    book.save(out)
    reading = read_workbook("a.xlsx", out.getvalue())
    assert len(reading.rows) == 2
    found = {(one.code, one.source.sheet, one.source.cell) for one in reading.problems}
    assert found == {
        ("HIDDEN_ROW", "台账", "row:4"),
        ("HIDDEN_COLUMN", "台账", "col:D"),
        ("SHEET_PROTECTED", "台账", ""),
        ("SHEET_EMPTY", "空", ""),
    }


def formulas(values: dict[str, tuple[str, object]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("台账")
    rows: list[list[object]] = [*ROWS, ["合计", None, None, None]]
    for number, row in enumerate(rows):
        for col, value in enumerate(row):
            sheet.write(number, col, value)
    for cell, (formula, saved) in values.items():
        sheet.write_formula(cell, formula, None, saved)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "formula", "saved", "codes"),
    [
        ("D5", "=SUM(D3:D4)", 70, set()),
        ("D5", "=SUM(D3:D4)", 71, {"FORMULA_STALE"}),
        ("D4", "=10*(2+2)", 40, set()),
        ("D4", "=D3+1", 40, {"FORMULA_STALE"}),
        ("D4", "=VLOOKUP(A4,A1:B9,2)", 40, set()),
        ("D4", "=1/0", "#DIV/0!", {"FORMULA_ERROR"}),
        ("D4", "='[other.xlsx]Sheet1'!A1", 40, {"EXTERNAL_LINK"}),
    ],
)
def test_formulas_are_compared_never_run(
    cell: str, formula: str, saved: object, codes: set[str]
) -> None:
    reading = read_workbook("a.xlsx", formulas({cell: (formula, saved)}))
    assert {code for code, where in told(reading) if where == cell} == codes
    assert all(where == cell for _, where in told(reading))


@pytest.mark.parametrize(
    ("words", "saved", "codes"),
    [
        ("约30", 70, set()),
        ("300000元", 70, set()),
        ("三十", 70, set()),
        ("约30", 75, {"FORMULA_STALE"}),
        ("待定", 70, {"FORMULA_STALE"}),
    ],
)
def test_a_sum_saved_with_the_numbers_that_stand_in_words_is_not_stale(
    words: str, saved: int, codes: set[str]
) -> None:
    content = formulas({"D5": ("=SUM(D3:D4)", saved)})
    reading = read_workbook("a.xlsx", _with_text(content, "30", words))
    assert {code for code, where in told(reading) if where == "D5"} == codes


def _with_text(content: bytes, number: str, words: str) -> bytes:
    """A workbook in which a number stands as words in its cell."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                cell = f'<c r="D3" t="inlineStr"><is><t>{words}</t></is></c>'
                text = text.replace(f'<c r="D3"><v>{number}</v></c>'.encode(), cell.encode())
                assert cell.encode() in text
            new.writestr(name, text)
    return out.getvalue()


def test_rows_read_alike_however_their_cells_are_written() -> None:
    content = formulas({})
    plain = read_workbook("a.xlsx", content)
    cells = {
        b'<c r="D3"><v>30</v></c>': b'<c r="D3" s="0" t="n"><v>30.0</v></c><c r="F3"><v/></c>',
        b'<c r="D4"><v>40</v></c>': b'<c r="D4"><f>20*2</f><v>40</v></c><c r="E4"><v ></v></c>',
        b'<c r="A4"><v>2</v></c>': b'<c r="A4"><v>2.00</v></c>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for one, other in cells.items() if name.endswith("sheet1.xml") else ():
                assert one in text
                text = text.replace(one, other)
            new.writestr(name, text)
    assert read_workbook("a.xlsx", out.getvalue()).rows == plain.rows


def test_a_formula_without_a_saved_value_is_told_and_worked_out() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    rows: list[list[object]] = [*ROWS, ["合计", None, None, "=SUM(D3:D4)"]]
    for row in rows:
        sheet.append(tuple(row))  # type: ignore[arg-type]
    out = io.BytesIO()
    book.save(out)
    reading = read_workbook("a.xlsx", out.getvalue())
    assert told(reading) == {("FORMULA_NO_CACHE", "D5")}
    assert reading.totals[0].values == {"total_fen": 70_000_000}


def test_sums_over_a_formula_without_a_value_are_not_told_wrong() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    rows: list[list[object]] = [
        ["单位:万元"],
        ["序号", "受援县", "项目名称", "市级统筹", "区财政", "援助小计"],
        [1, "绿春县", "甲", "='[1]表'!A1", 2, 30],
        [2, "元阳县", "乙", 40, 5, 45],
        ["合计", None, None, 68, 7, 76],
    ]
    for row in rows:
        sheet.append(tuple(row))  # type: ignore[arg-type]
    out = io.BytesIO()
    book.save(out)
    found = told(read_workbook("a.xlsx", out.getvalue()))
    assert ("FORMULA_NO_CACHE", "D3") in found
    sums = {cell for code, cell in found if code.endswith("_MISMATCH")}
    assert sums == {"F5"}, "what is known is held against its sum, what is not is left"


def test_formulas_in_text_files_stay_text() -> None:
    content = '受援县,项目名称,总投资(万元),备注\n绿春县,=HYPERLINK("http://x"),3,@SUM(A1)\n'
    reading = read_workbook("a.csv", content.encode())
    assert column(reading, "project_name") == ['=HYPERLINK("http://x")']
    assert told(reading) == {("FORMULA_INJECTION", "B2"), ("FORMULA_INJECTION", "D2")}


def test_a_cell_at_the_far_corner_costs_nothing() -> None:
    book = load_workbook(io.BytesIO(plain()))
    book["台账"]["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)
    assert len(read_workbook("a.xlsx", out.getvalue()).rows) == 2


def test_numbers_as_text_and_rows_prepared_but_not_filled_in() -> None:
    reading = read(*ROWS, [3, None, None, None], [4, None, None, None])
    assert [row.row for row in reading.rows] == [3, 4]
    assert told(reading) == set()


@pytest.mark.parametrize("seed", range(60))
def test_damaged_bytes_never_raise(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311  A seeded damage, no secret.
    content = bytearray(plain())
    for _ in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    reading = read_workbook(str(tmp_path / "a.xlsx"), bytes(content))
    assert reading.file == "a.xlsx"


def test_every_problem_can_be_said_in_both_languages() -> None:
    reading = read(*ROWS, ["合计", None, None, 71])
    problem = reading.problems[0]
    assert "合计数与所列各行之和不符" in sentence_of(problem)
    assert "not the sum of its rows" in sentence_of(problem, language="en")
    assert all(words.zh and words.en for words in WORDING.values())


def test_every_kind_reads_its_own_official_headings() -> None:
    for kind in KINDS.values():
        fields = list({one.name: one for one in reversed(kind.fields)}.values())
        reading = read([kind.zh], [one.zh for one in fields], ["1" for _ in fields])
        assert reading.kind == kind.code
        wanted = {one.name for one in fields}
        assert wanted - {one.field for one in reading.columns} == set()


LONG = (
    "1" * 5_000,
    "一" * 5_000,
    "0" * 5_000 + "1",
    "(" * 20_000,
    "县" * 20_000,
    "2017.3-" * 4_000,
    "至" * 20_000,
)
"""Texts as long as a cell may hold that look like a number, a place, a heading or a date."""


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:7])
def test_a_cell_of_thousands_of_signs_is_only_a_text(text: str) -> None:
    began = time.process_time()
    last = "备注" if text.isdecimal() else text
    heading = ["序号", "受援县", "项目名称", "总投资", "开工日期", last]
    rows: list[list[str | int | None]] = [[*[text] * 5, one] for one in (text, 3, None)]
    reading = read(["单位:万元"], heading, *rows)
    assert len(reading.rows) == 3
    assert ("NUMBER_UNREADABLE", "D3") in told(reading)
    assert time.process_time() - began < 2


def test_one_long_text_in_thousands_of_cells_is_refused() -> None:
    book, out = xlsxwriter.Workbook(buffer := io.BytesIO()), "字" * 30_000
    sheet = book.add_worksheet()
    for at, row in enumerate([*ROWS, *([1, "绿春县", out, 3] for _ in range(2_500))]):
        sheet.write_row(at, 0, row)
    book.close()
    reading = read_workbook("a.xlsx", buffer.getvalue())
    assert reading.fatal is not None
    assert reading.fatal.code == "EXPANSION_LIMIT"
    assert in_chinese(reading.fatal.found) == "单元格文字多于60000000字"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf16_is_read_with_a_mark_and_without(encoding: str) -> None:
    text = (
        "单位:万元\n受援县;项目名称;开工日期;总投资\n久治县;一小;2017-03-05;30\n德钦县;二小;2017;40"
    )
    reading = read_workbook("a.csv", text.encode(encoding))
    assert column(reading, "total_fen") == [30_000_000, 40_000_000]
