"""Files that would take too long: refused, or read in part, with a sentence that says so."""

import io
import json
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from jiedui.exchange import candidates, celltext, effort, grid, placing, sheetfaults, tables
from jiedui.exchange.celltext import number_value, unescaped
from jiedui.exchange.grid import Box, Sheet, number_of
from jiedui.exchange.merges import Merges
from jiedui.exchange.phrases import in_chinese
from jiedui.exchange.reading import read_workbook, reading_json
from jiedui.exchange.readingjson import reading_lines
from jiedui.exchange.rows import Context, Reading
from jiedui.exchange.runningsums import RunningSums, exact_sum, is_plain
from jiedui.exchange.tableread import Record, TableRead
from tests.exchange.office import column, read, told

HEADINGS: list[object] = ["县", "项目名称", "总投资(万元)"]


def ledger(count: int) -> list[list[object]]:
    """Return a small ledger of so many rows."""
    return [HEADINGS, *(["绿春县", f"项目{at}", at + 1] for at in range(count))]


def as_csv(rows: list[list[object]]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in rows).encode()


def as_page(rows: list[list[object]]) -> bytes:
    lines = ("".join(f"<td>{one}</td>" for one in row) for row in rows)
    return f"<html><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table></html>".encode()


def as_sheets(sheets: list[list[list[object]]]) -> bytes:
    book = xlsxwriter.Workbook(buffer := io.BytesIO())
    for rows in sheets:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    return buffer.getvalue()


Made = Callable[[list[list[object]]], bytes]
FORMS: list[tuple[str, Made]] = [
    ("a.csv", as_csv),
    ("a.xls", as_page),
    ("a.xlsx", lambda rows: as_sheets([rows])),
]


def refused(reading: Reading) -> str:
    """Return in Chinese what a file was refused for, after a look at its code."""
    assert reading.fatal is not None
    assert reading.fatal.code == "EXPANSION_LIMIT"
    assert not reading.rows
    assert "拆分文件" in in_chinese(reading.fatal.expected)
    return in_chinese(reading.fatal.found)


@pytest.mark.parametrize(("name", "made"), FORMS)
def test_a_file_of_too_many_rows_is_refused_in_every_form(
    name: str, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "MAX_ROWS", 5)
    assert len(read_workbook(name, made(ledger(4))).rows) == 4
    assert refused(read_workbook(name, made(ledger(5)))) == "有内容的行多于5行"


@pytest.mark.parametrize(("name", "made"), FORMS)
def test_a_file_of_too_many_filled_cells_is_refused(
    name: str, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "MAX_CELLS", 15)
    assert len(read_workbook(name, made(ledger(4))).rows) == 4
    assert refused(read_workbook(name, made(ledger(5)))) == "有内容的单元格多于15个"


def test_an_ordinary_large_ledger_is_within_all_bounds() -> None:
    assert grid.MAX_ROWS >= 120_000
    assert grid.MAX_CELLS >= 120_000 * 12
    assert effort.MOST_TEXTS >= 100_000 * 2


def test_texts_that_all_differ_are_read_up_to_a_bound_and_numbers_cost_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(effort, "MOST_TEXTS", 4)
    same: list[list[object]] = [["绿春县", f"项目{at}", "约30"] for at in range(9)]
    assert len(read(HEADINGS, *same).rows) == 9
    assert len(read(*ledger(9)).rows) == 9
    different: list[list[object]] = [["绿春县", f"项目{at}", f"约{at}"] for at in range(5)]
    assert refused(read(HEADINGS, *different)) == "数字和日期列中不同的文字多于4种"


def test_names_across_may_not_make_more_records_than_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows: list[list[object]] = [["建档立卡贫困户数"], ["县", "2016年底", "2017年底"]]
    rows += [[county, 3, 5] for county in ("绿春县", "元阳县", "红河县")]
    assert len(read(*rows).rows) == 6
    monkeypatch.setattr(effort, "MOST_RECORDS", 5)
    assert refused(read(*rows)) == "记录多于5条"


def test_headings_without_end_are_read_up_to_a_bound_and_the_rest_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tables, "MOST_HEADS", 9)
    rows = [one for at in range(6) for one in (HEADINGS, ["绿春县", f"项目{at}", at])]
    reading = read(*rows)
    assert len(reading.rows) == 3
    assert ("TABLES_UNREAD", "row:7") in told(reading)


def test_sheets_beyond_the_tables_of_a_file_are_told_as_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (candidates, sheetfaults, tables):
        monkeypatch.setattr(module, "MAX_TABLES", 3)
    reading = read_workbook("a.xlsx", as_sheets([ledger(2)] * 5))
    assert {row.sheet for row in reading.rows} == {"Sheet1", "Sheet2", "Sheet3"}
    unread = [one for one in reading.problems if one.code == "TABLES_UNREAD"]
    assert [one.source.sheet for one in unread] == ["Sheet4"]
    assert in_chinese(unread[0].found) == "前面已有3张表,自《Sheet4》起2个工作表未读"
    assert not [one for one in reading.problems if one.code == "TABLE_NOT_FOUND"]


def test_parties_beyond_very_many_different_names_are_told_unseen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(placing, "MOST_ASKED", 2)
    names = ["绿春县", "元阳县", "绿春县"]
    rows: list[list[object]] = [["县县结对", "嘉定区", name, "2021-03-01"] for name in names]
    reading = read(["结对关系表"], ["结对类型", "帮扶方", "受援方", "结对时间"], *rows)
    assert column(reading, "recipient") == names
    assert [one.source.cell for one in reading.problems if one.code == "NAME_UNKNOWN"] == ["C4"]


def test_a_formula_that_rests_on_one_without_a_value_is_not_judged() -> None:
    book = xlsxwriter.Workbook(buffer := io.BytesIO())
    sheet = book.add_worksheet()
    for at, row in enumerate(ledger(3)):
        sheet.write_row(at, 0, row)
    sheet.write_formula("C3", "=INDIRECT(A1)", None, "")
    sheet.write_formula("C2", "=C3+1", None, 7)
    sheet.write_formula("C4", "=SUM(D2:D3)", None, 7)
    book.close()
    codes = told(read_workbook("a.xlsx", buffer.getvalue()))
    assert ("FORMULA_STALE", "C2") not in codes
    assert ("FORMULA_STALE", "C4") in codes


@given(
    st.lists(
        st.tuples(st.none() | st.integers(-5, 5), st.sampled_from(["", "about"]), st.booleans()),
        max_size=12,
    ),
    st.integers(0, 12),
    st.integers(0, 12),
)
def test_running_sums_say_what_adding_up_says(
    cells: list[tuple[int | None, str, bool]], first: int, end: int
) -> None:
    table = TableRead(Sheet("", {}), None, None, Context())  # type: ignore[arg-type]
    records = [
        Record(table, at, {"n": value}, {"n": word} if word else {}, {}, is_duplicate=twice)
        for at, (value, word, twice) in enumerate(cells)
    ]
    end = min(end, len(records))
    first = min(first, end)
    sums, some = RunningSums(records, "n"), records[first:end]
    assert sums.exact((first, end)) == exact_sum(some, "n")
    assert sums.is_plain((first, end)) == is_plain(some, "n")


@pytest.mark.parametrize("number", ["1e308", "-1e308", "1e31", "1" + "0" * 200, "1e-320"])
def test_a_number_beyond_all_office_numbers_is_told_and_nothing_fails(number: str) -> None:
    found = number_value(number, is_date=False, is_1904=False)
    rows: list[list[object]] = [
        ["绿春县", "甲", found],
        ["绿春县", "乙", number],
        ["绿春县", "丙", 5],
    ]
    for reading in (read(HEADINGS, *rows), read_workbook("a.csv", as_csv([HEADINGS, *rows]))):
        assert column(reading, "total_fen")[2] == 5_000_000
        assert len(reading.rows) == 3
    if not number.endswith("-320"):
        assert ("NUMBER_UNREADABLE", "C2") in told(reading)


def test_half_of_a_pair_of_characters_is_marked_as_none() -> None:
    assert unescaped("甲_xD800_乙&#55296;") == "甲\ufffd乙\ufffd"


def test_more_shared_texts_than_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = as_sheets([ledger(4)])
    monkeypatch.setattr(celltext, "MAX_SHARED", 3)
    assert refused(read_workbook("a.xlsx", content)) == "共享的文字多于3条"


def test_comments_that_never_end_are_not_sought_to_the_end_of_a_page() -> None:
    page = as_page(ledger(3)).decode().replace("项目1", "项目1<!-- x")
    assert len(read_workbook("a.xls", page.encode()).rows) == 3
    many = f"<table>{'<tr><td>a</td><!-- x' * 200_000}</table>"
    assert read_workbook("a.xls", many.encode()).fatal is not None


def test_a_reading_as_lines_says_what_it_says_as_data() -> None:
    reading = read(HEADINGS, ["绿春县", "甲", "约30"], ["绿村县", "乙", "abc"], ["合计", None, 40])
    assert json.loads("".join(reading_lines(reading))) == reading_json(reading)
    nothing = read_workbook("a.xlsx", b"")
    assert json.loads("".join(reading_lines(nothing))) == reading_json(nothing)


def test_a_heading_merged_to_the_last_column_is_one_of_those_that_are_read() -> None:
    reading = read([*HEADINGS, "备注"], ["绿春县", "甲", 3, "乙"], merged=["D1:XFD1"])
    assert len(reading.rows) == 1
    assert max(number_of(one.col) for one in reading.columns) <= grid.MAX_COLUMNS


def test_of_ranges_that_overlap_the_first_counts() -> None:
    first, second, far = Box(1, 2, 2, 4), Box(1, 3, 1, 9), Box(1, 1, 1, 16_384)
    merges = Merges((first, second, far))
    assert [merges.at(1, col) for col in (1, 2, 4, 5, 9, 10)] == [
        far, first, first, second, second, far,
    ]  # fmt: skip
    assert merges.at(2, 4) == first
    assert merges.at(2, 5) is None
