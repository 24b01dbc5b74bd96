"""A form once confirmed is known: a moved column asks nothing, a changed unit or a new row does."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.forms.as_json import form_json
from jiedui.forms.fill import fill_form
from jiedui.forms.memory import WHOLE, Memory, settled, understood, words_of
from jiedui.kernel.problem import Refused
from tests.figures.book import facts_of
from tests.forms.programme import entries
from tests.forms.written import form

if TYPE_CHECKING:
    from jiedui.facts.store import Facts
    from jiedui.forms.fill import Filled

TO_DATE = dt.date(2017, 10, 31)
FIRST = """
对口帮扶资金情况表
2013年以来，截至2017年10月31日　　单位：万元
受援县|市级统筹|区财政|社会捐赠
久治县||
"""
MOVED = """
对口帮扶资金情况表
2013年以来，截至2017年10月31日　　单位：万元
受援县|社会捐赠|市级统筹|区财政
久治县||
"""
CHANGED = """
对口帮扶资金情况表
2013年以来，截至2017年10月31日　　单位：万元
受援县|市级统筹|区财政（元）|社会捐赠
久治县|||
德钦县|||
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts_of(tmp_path_factory.mktemp("facts"), entries())


def filled(text: str, facts: Facts, memory: Memory | None = None) -> Filled:
    content = form(text.replace("||\n", "|||\n").replace("||||", "|||")).content
    told = (lambda _: memory) if memory else None
    return fill_form("f.xlsx", content, facts, as_of=None, latest=TO_DATE, memory=told)


def confirmed(one: Filled) -> Memory:
    said = {(words_of(cell.slot, 2017), understood(cell.read)): "" for cell in one.cells}
    return Memory(one.key, {**said, WHOLE: ""})


def test_a_moved_column_asks_nothing(facts: Facts) -> None:
    first = filled(FIRST, facts)
    moved = filled(MOVED, facts, confirmed(first))
    assert moved.key == first.key
    assert moved.asks == []
    assert {cell.ref: cell.text for cell in moved.cells} == {
        "B4": "410.00",
        "C4": "12231.30",
        "D4": "1415.00",
    }


def test_a_renamed_sheet_asks_nothing(facts: Facts) -> None:
    renamed = filled(f"\n## 附表2\n{FIRST.strip()}\n", facts, confirmed(filled(FIRST, facts)))
    assert renamed.cells[0].sheet == "附表2"
    assert renamed.asks == []


def test_only_what_changed_asks_again(facts: Facts) -> None:
    changed = filled(CHANGED, facts, confirmed(filled(FIRST, facts)))
    assert {cell.ref for cell in changed.asks} == {"C4", "B5", "C5", "D5"}
    asked = {one["cell"]: one["question"] for one in form_json(changed)["asks"]}
    assert {*asked} == {cell.ref for cell in changed.asks}
    assert all("新增或改动" in words and "“”" not in words for words in asked.values()), asked


def test_what_a_person_says_is_asked_instead(facts: Facts) -> None:
    first = filled(FIRST, facts)
    said = dict(confirmed(first).said)
    key = next(one for one in said if "社会捐赠" in one[0])
    other = "figure=training_batches;recipient=632625;unit=期"
    told = filled(FIRST, facts, Memory(first.key, said | {key: other}))
    assert [cell.text for cell in told.cells] == ["12231.30", "1415.00", "29"]
    left = filled(FIRST, facts, Memory(first.key, said | {key: "leave"}))
    assert left.cells[-1].shown is None


def test_what_there_is_none_of_is_refused(facts: Facts) -> None:
    cell = filled(FIRST, facts).cells[0]
    with pytest.raises(Refused):
        settled(cell.read, "figure=nothing")
    with pytest.raises(Refused):
        settled(cell.read, "figure=money;since=yesterday")
