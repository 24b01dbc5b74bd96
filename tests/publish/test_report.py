"""Templates: no figure, no number; every fault at its line, all at once."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from jiedui.kernel.problem import Refused
from jiedui.publish import wording
from jiedui.publish.names import stem_words
from jiedui.publish.report import (
    Choice,
    Listing,
    Prose,
    Slot,
    parse_template,
    report_names,
    template,
)

HEAD = "report: t\nlanguage: zh\nname: F1\n---\n"


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("投入资金14万元。", "1"),
        ("培训１００人。", "１"),
        ("共三个县。", "三个"),
        ("实施十二项工程。", "十二项"),
        ("Aid went to three counties.", "three"),
        ("比上年增长½。", "½"),
        ("[其中{total},约5成]", "5"),
        ("<、: 产业{total} | 2个>", "2"),
    ],
)
def test_a_typed_number_is_refused_where_it_stands(line: str, typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_template(f"{HEAD}{line}", file="t.zh.txt")
    (problem,) = refusal.value.problems
    assert (problem.code, problem.found) == ("NUMBER_TYPED", typed)
    assert str(problem.source) == "t.zh.txt › row:5"


def test_dates_come_from_the_context_and_names_may_hold_digits() -> None:
    made = parse_template(f"{HEAD}截至{{as_of}},借助F1大奖赛宣传,一如既往。")
    assert isinstance(made.body[0], Prose)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(Refused) as refusal:
        parse_template(f"{HEAD}有7个。\nfigure x 1\n[没有结束\nfor recipients\n末尾")
    assert [problem.code for problem in refusal.value.problems] == [
        "NUMBER_TYPED", "REPORT_FIGURE_UNREADABLE", "REPORT_BRACKET_OPEN",
        "REPORT_END_MISSING",
    ]  # fmt: skip


def test_clauses_lists_and_slots_are_read() -> None:
    (made,) = parse_template(
        f"{HEAD}投入{{total}}[,其中{{a.itemised}}|。]<、: 甲{{a}} | 乙{{b}}>"
    ).body
    assert isinstance(made, Prose)
    _, slot, choice, listing = made.line
    assert slot == Slot("total")
    assert isinstance(choice, Choice)
    assert choice.alternatives == ((",其中", Slot("a", "itemised")), ("。",))
    assert isinstance(listing, Listing)
    assert listing.items == (("甲", Slot("a")), ("乙", Slot("b")))


def test_the_shipped_reports_are_sound_in_both_languages() -> None:
    assert report_names() == ["funds", "page"]
    for name in report_names():
        zh, en = template(name, "zh"), template(name, "en")
        assert len(zh.body) == len(en.body)


def test_an_unknown_report_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused, match=r"found ../page, expected funds、page"):
        template("../page", "zh")


@given(some.text(alphabet="{}[]<>|:、甲a ", max_size=30))
def test_no_text_breaks_the_reader(line: str) -> None:
    with contextlib.suppress(Refused):
        assert parse_template(HEAD + line).report == "t"


def test_every_refusal_of_this_package_is_worded() -> None:
    package = Path(wording.__file__).parent
    folders = (package, package.parent / "papers")
    files = [path for folder in folders for path in folder.rglob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    used = re.findall(r'(?:refuse|_fault)\(\s*"([A-Z_]+)"', text)
    assert set(used) == set(wording.PROBLEMS)


def test_a_syllable_that_begins_with_a_vowel_is_kept_apart() -> None:
    """GB/T 16159: 裕安 is Yu'an, not Yuan; 久治 and 延安 as everybody writes them."""
    assert [stem_words(one) for one in ("裕安", "久治", "延安", "普洱")] == [
        "Yu'an", "Jiuzhi", "Yan'an", "Pu'er",
    ]  # fmt: skip
