"""Problems on the terminal: notes that say the same are said once, with where else they hold."""

import pytest

from jiedui.cli.saying import say_problems
from jiedui.kernel.problem import Problem, Severity, Source


def of(severity: Severity, row: int, found: str = "the cost of the class") -> Problem:
    return Problem("COST_BESIDE", severity, Source("a.xlsx", "台账", f"F{row}"), found)


def lines(capsys: pytest.CaptureFixture[str], *problems: Problem) -> list[str]:
    say_problems(problems)
    return capsys.readouterr().err.splitlines()


def test_equal_notes_are_one_line_that_names_the_other_cells(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = lines(capsys, *(of(Severity.INFO, row) for row in range(4, 9)))
    assert len(said) == 1
    assert "F4" in said[0]
    assert said[0].endswith("(also F5, F6, F7 and 1 more)")


def test_what_differs_or_asks_for_something_is_told_by_itself(
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = of(Severity.INFO, 6, found="another cost")
    said = lines(capsys, of(Severity.INFO, 4), of(Severity.INFO, 5), other)
    assert [line.count("(also F5)") for line in said] == [1, 0]
    assert len(lines(capsys, *(of(Severity.WARNING, row) for row in range(4, 9)))) == 5
