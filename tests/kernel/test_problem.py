"""Problems as values: said in one sentence, flat for JSON, sorted as they are read."""

from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse, sorted_problems

LEDGER = Source("台账.xlsx", "久治县", "E16")


def wrong(cell: str, severity: Severity = Severity.ERROR, code: str = "TOTAL_MISMATCH") -> Problem:
    """A problem at a cell of one sheet."""
    return Problem(code, severity, Source("台账.xlsx", "久治县", cell))


def test_a_sentence_says_where_what_and_what_to_do() -> None:
    one = Problem(
        "TOTAL_MISMATCH",
        Severity.ERROR,
        LEDGER,
        "34,000",
        "35,000",
        "Correct the cell or the total.",
    )
    assert one.sentence() == (
        "台账.xlsx › 久治县 › E16: TOTAL_MISMATCH, found 34,000, expected 35,000. "
        "Correct the cell or the total."
    )
    assert Problem("CORRUPT_FILE", Severity.ERROR, Source()).sentence() == "CORRUPT_FILE."


def test_a_problem_is_a_flat_row_of_strings() -> None:
    assert Problem("NAME_TYPO", Severity.WARNING, LEDGER, "久志县", "久治县").as_row() == {
        "file": "台账.xlsx",
        "sheet": "久治县",
        "cell": "E16",
        "code": "NAME_TYPO",
        "severity": "warning",
        "found": "久志县",
        "expected": "久治县",
        "hint": "",
    }


def test_problems_are_sorted_gravest_first_and_then_as_cells_are_read() -> None:
    cells = ["row:12", "B10", "AA3", "C3", "B3", "col:F", ""]
    order = ["", "col:F", "B3", "C3", "AA3", "B10", "row:12"]
    found = sorted_problems([wrong("A1", Severity.INFO), *map(wrong, cells)])
    assert [one.source.cell for one in found] == [*order, "A1"]


def test_problems_of_one_sheet_stay_together() -> None:
    other = Problem("X", Severity.ERROR, Source("台账.xlsx", "德钦县", "A1"))
    found = sorted_problems([other, wrong("A2", Severity.INFO), wrong("B9", Severity.WARNING)])
    assert [one.source.sheet for one in found] == ["久治县", "久治县", "德钦县"]


def test_severities_rank_from_grave_to_light() -> None:
    assert [one.rank for one in (Severity.ERROR, Severity.WARNING, Severity.INFO)] == [0, 1, 2]


def test_a_refusal_carries_every_reason() -> None:
    refused = Refused([wrong("A1"), wrong("B2")])
    assert len(refused.problems) == 2
    assert str(refused).count("TOTAL_MISMATCH") == 2
    single = refuse("PERIOD_CLOSED", found="2016", expected="an open period", source=LEDGER)
    assert str(single) == (
        "台账.xlsx › 久治县 › E16: PERIOD_CLOSED, found 2016, expected an open period."
    )
    assert single.problems[0].severity is Severity.ERROR


def test_entries_are_told_in_the_order_of_their_numbers() -> None:
    cells = ["entry:49", "entry:7", "entry:100"]
    found = sorted_problems([wrong(cell) for cell in cells])
    assert [one.source.cell for one in found] == ["entry:7", "entry:49", "entry:100"]
