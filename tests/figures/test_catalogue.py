"""Every declaration holds together, and every answer can be written as data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from jiedui.books.chart import ACCOUNTS
from jiedui.figures.answer_json import answer_json
from jiedui.figures.catalogue import DIMENSIONS, FIGURES
from jiedui.figures.compute import compute
from jiedui.figures.model import Kind, Question
from jiedui.figures.trace import lines_behind
from jiedui.figures.wording import PROBLEMS, WHY
from jiedui.kernel.codes import REASONS
from jiedui.kernel.quantity import UNITS, Wording
from tests.figures.book import facts_of
from tests.figures.programme import entries

if TYPE_CHECKING:
    from jiedui.facts.store import Facts


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(tmp_path_factory.mktemp("facts"), entries())


@pytest.mark.parametrize("code", FIGURES)
def test_a_declaration_names_what_there_is(code: str) -> None:
    figure = FIGURES[code]
    assert figure.code == code
    assert figure.unit in UNITS
    assert all(figure.definition)
    assert figure.zh
    assert figure.en
    assert figure.group
    assert set(figure.dimensions) <= set(DIMENSIONS)
    assert set(figure.additive) <= set(figure.dimensions)
    assert set(figure.terms) <= set(FIGURES)
    for account in (*figure.accounts, *figure.plan_accounts, *figure.maybe_accounts):
        assert ACCOUNTS[account].unit in (figure.unit, None, "pairing")
    assert bool(figure.accounts) != (figure.kind is Kind.DERIVED)
    sides = {ACCOUNTS[account].side for account in figure.accounts}
    assert len(sides) <= 1
    assert all(ACCOUNTS[account].side in ("plan", "count") for account in figure.plan_accounts)


def test_definitions_are_worded_once() -> None:
    assert len({figure.zh for figure in FIGURES.values()}) == len(FIGURES)
    assert len({figure.en for figure in FIGURES.values()}) == len(FIGURES)


@pytest.mark.parametrize("code", FIGURES)
def test_every_figure_answers_by_each_of_its_dimensions(code: str, facts: Facts) -> None:
    for dimension in FIGURES[code].dimensions:
        answer = compute(Question(code, by=(dimension,)), facts)
        assert answer.known_at == facts.known_at
        for row in answer.rows:
            assert [name for name, _ in row.by] == [dimension]
            assert (row.value.wording is not Wording.NOT_KNOWN) or row.reason
            assert not row.reason or row.reason in REASONS
            assert not row.reason or all(row.why)


@pytest.mark.parametrize(
    "code", [code for code, figure in FIGURES.items() if figure.kind is Kind.FLOW]
)
def test_every_flow_adds_up_over_the_dimensions_it_says(code: str, facts: Facts) -> None:
    (whole,) = compute(Question(code), facts).rows
    for dimension in FIGURES[code].additive:
        rows = compute(Question(code, by=(dimension,)), facts).rows
        parts = sum(row.itemised + row.not_itemised for row in rows)
        assert parts == whole.itemised + whole.not_itemised, dimension


@pytest.mark.parametrize("code", FIGURES)
def test_every_figure_leads_back_to_its_lines(code: str, facts: Facts) -> None:
    figure = FIGURES[code]
    (row,) = compute(Question(code), facts).rows
    page = lines_behind(Question(code), facts, limit=1000)
    if figure.kind is Kind.DERIVED or figure.unit == "year":
        return
    total = page.sign * sum(line["amount"] for line in page.rows)
    assert total == (row.itemised + row.not_itemised)
    assert page.total == len(page.rows)


def test_an_answer_as_data(facts: Facts) -> None:
    data = answer_json(
        compute(Question("money", by=("source",), where=(("recipient", ("久治县",)),)), facts)
    )
    assert list(data)[:5] == ["code", "definition_version", "known_at", "as_of", "rows"]
    assert data["rows"][1] | {"why": "", "lines": 0} == {
        "by": {"source": "MUNICIPAL_POOLED"}, "low": 12_231_300_000, "stated": 12_231_300_000,
        "high": 12_231_300_000, "wording": "exact", "unit": "fen", "reason": None, "why": "",
        "itemised": 3_338_000_000, "not_itemised": 8_893_300_000, "lines": 0, "as_of": None,
    }  # fmt: skip
    assert len(data["beside"]) == 3
    rate = answer_json(
        compute(
            Question("registered_poor_households_fall_rate", where=(("recipient", ("632625",)),)),
            facts,
        )
    )
    assert '"stated": 73.26,' in json.dumps(rate)
    assert rate["as_of"] == "2017-10-31"


def test_every_answer_can_be_written(facts: Facts) -> None:
    for code in FIGURES:
        assert (
            json.loads(json.dumps(answer_json(compute(Question(code, by=("county",)), facts))))[
                "code"
            ]
            == code
        )


def test_every_reason_and_refusal_is_worded_in_both_languages() -> None:
    for words in (*WHY.values(), *PROBLEMS.values()):
        zh, en = words
        assert zh.endswith("。")
        assert en.endswith(".")
        assert sorted(_names(zh)) == sorted(_names(en))


def _names(text: str) -> list[str]:
    names = [part.partition("}")[0] for part in text.split("{")[1:]]
    return [name.removeprefix("zh_").removeprefix("en_") for name in names]


def test_an_answer_says_how_it_was_made(facts: Facts) -> None:
    trace = compute(
        Question("money", where=(("recipient", ("久治县",)), ("year", ("2015",)))), facts
    ).trace
    assert trace.filters == (
        "受援方 recipient: 久治县 632625",
        "期间 period: 2015",
        f"账至第{facts.known_at}笔 entries up to {facts.known_at}",
    )
    asked = Question("money", where=(("source", ("SOCIAL_DONATION",)),), planned=True)
    assert compute(asked, facts).trace.filters[:2] == (
        "资金来源 source: 社会捐赠(助) SOCIAL_DONATION",
        "计划 planned",
    )
    assert "'632625'" in trace.sql[0]
    assert "JOIN" not in " ".join(trace.sql).upper()
    assert trace.head == facts.head.hash
