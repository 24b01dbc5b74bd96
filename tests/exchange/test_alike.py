"""Very many problems: the first are told one by one, the rest counted; rows wait all the same."""

from jiedui.exchange import keeping
from jiedui.exchange.faults import ALL_MAX, EACH_MAX, Faults, told_of
from jiedui.exchange.judging import Standing, judge
from jiedui.exchange.phrases import in_chinese
from jiedui.exchange.reading import read_workbook
from jiedui.exchange.rows import Reading
from jiedui.kernel.problem import Severity
from tests.exchange.readings import Book

HEADINGS = "序号,受援县,项目名称,总投资(万元),市级统筹(万元),区级财政(万元)"
MORE = 300
ROWS = 2 * (EACH_MAX + MORE)


def ledger() -> Reading:
    """A ledger in which one of so many rows holds an amount that nobody can read."""
    lines = [
        f"{at},元阳县,示例{at}号,{'abc' if at % 2 == 0 else 30},10,20" for at in range(1, ROWS + 1)
    ]
    return read_workbook("ledger.csv", "\n".join([HEADINGS, *lines]).encode())


def test_very_many_alike_are_counted_at_the_first_of_them() -> None:
    reading = ledger()
    unread = [one for one in reading.problems if one.code == "NUMBER_UNREADABLE"]
    assert len(unread) == EACH_MAX + 1
    (spoken,) = reading.alike
    first, last = 2 * (EACH_MAX + 1) + 1, ROWS + 1
    assert spoken.problem.source.cell == f"D{first}"
    assert (
        spoken.problem.found
        == f"{MORE} more like this in rows {first} to {last}; the first says: abc"
    )
    assert in_chinese(spoken.problem.found) == (
        f"第{first}至{last}行另有{MORE}处同样问题,首处为“abc”"
    )
    assert spoken.rows[:2] == ((first, first), (first + 2, first + 2))


def test_rows_that_are_only_counted_wait_and_their_neighbours_do_not() -> None:
    reading = ledger()
    kept = keeping.frame_from(keeping.frame_to_bytes(keeping.masked(reading)))
    assert kept.alike == reading.alike
    for one in (reading, keeping.masked(reading)):
        states = {
            row.thing.row: row.standing is Standing.WAITS for row in judge(one, Book().view()).rows
        }
        assert states == {number: number % 2 == 1 for number in range(2, ROWS + 2)}


def test_what_the_whole_file_tells_one_by_one_has_an_end() -> None:
    faults = Faults("many.xlsx")
    columns = ALL_MAX // EACH_MAX + 1
    for col in range(1, columns + 1):
        for row in range(EACH_MAX):
            faults.at("NUMBER_UNREADABLE", "表", (row + 1, col), found="x")
    faults.add("HIDDEN_ROW", "表", "row:7", severity=Severity.INFO)
    faults.column("UNKNOWN_COLUMN", "表", 3, found="指标")
    problems, alike = told_of(faults)
    assert len(problems) == ALL_MAX + 3
    assert [(one.problem.source.cell, one.rows) for one in alike] == [
        ("F1", ((1, EACH_MAX),)),
        ("row:7", ((7, 7),)),
        ("col:C", ()),
    ]
    assert faults.is_told("表", "F9")
    assert not faults.is_told("表", "F9", ("DATE_INVALID",))


def test_one_more_is_counted_without_words_only_where_very_many_were_told() -> None:
    faults = Faults("many.xlsx")
    for row in range(1, EACH_MAX + 1):
        assert not faults.is_one_more("TOTAL_UNCHECKED", "表", f"B{row}")
        faults.add("TOTAL_UNCHECKED", "表", f"B{row}")
    last = EACH_MAX + 1
    assert not faults.is_one_more("TOTAL_UNCHECKED", "表", f"B{last}")
    faults.add("TOTAL_UNCHECKED", "表", f"B{last}", found="the first beyond")
    assert faults.is_one_more("TOTAL_UNCHECKED", "表", f"B{last + 1}")
    assert not faults.is_one_more("TOTAL_UNCHECKED", "表", "C1")
    (alike,) = faults.alike()
    assert alike.rows == ((last, last + 1),)
    assert alike.problem.found.startswith("2 more like this")
    assert alike.problem.found.endswith("the first says: the first beyond")
    assert faults.is_told("表", f"B{last + 1}", ("TOTAL_UNCHECKED",))
