"""docs/glossary.md speaks of every word of the closed vocabularies, the chart and the figures."""

from pathlib import Path

import pytest

from jiedui.books.chart import ACCOUNTS
from jiedui.figures.catalogue import FIGURES
from jiedui.kernel.codes import CATEGORIES, PAIRING_KINDS, PROJECT_STATES, REASONS, SOURCES
from jiedui.kernel.quantity import Wording, said

DOCS = Path(__file__).resolve().parents[2] / "docs"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Chinese ")
]
TERMS = {row[0]: row[2] for row in ROWS}


@pytest.mark.parametrize(
    "vocabulary",
    [SOURCES, CATEGORIES, PAIRING_KINDS, PROJECT_STATES, REASONS, ACCOUNTS, FIGURES],
    ids=["sources", "categories", "pairings", "states", "reasons", "accounts", "figures"],
)
def test_every_word_has_its_row_with_its_code(vocabulary: dict[str, object]) -> None:
    for code, member in vocabulary.items():
        term = getattr(member, "zh", "")
        assert code in TERMS.get(term, "").replace("`", "").split(", "), (code, term)


def test_every_wording_has_its_row() -> None:
    for wording in Wording:
        assert f"`Wording.{wording.name}`" in TERMS.values()


def test_every_row_says_what_it_means_and_where_it_comes_from() -> None:
    assert [row for row in ROWS if len(row) != 5 or not all(row)] == []


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("exact", "[200", "200]"),
        ("about", "[180", "220]"),
        ("over", "[200", "…)"),
        ("at least", "[200", "…)"),
        ("nearly", "[180", "200]"),
        ("at most", "(…", "200]"),
    ],
)
def test_the_decision_says_what_the_code_does(name: str, low: str, high: str) -> None:
    text = (DOCS / "decisions" / "0004-intervals.md").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith(f"| {name} |")]
    assert line.endswith(f"| {low}, {high} |")
    one = said(200, Wording(name.replace(" ", "_")))
    assert f"{'(…' if one.low is None else f'[{one.low}'}, " in line
    assert f"{'…)' if one.high is None else f'{one.high}]'} |" in line
