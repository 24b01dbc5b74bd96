"""An assessment on the terminal: score, blocks, items, what would raise it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.assess.as_json import assessment_json, span_json
from jiedui.assess.queries import sets
from jiedui.assess.span import decimal_text, span_text
from jiedui.assess.whole import State, joint
from jiedui.assess.wording import (
    ILLUSTRATIVE,
    ORIGINS,
    SIDES,
    STATES,
    WAYS,
    shape_words,
    value_words,
)
from jiedui.cli.tables import Heading, words_table
from jiedui.papers.typography import chinese

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from jiedui.assess.assessing import AssessedItem, Assessment, Value
    from jiedui.assess.raising import Suggestion
    from jiedui.assess.span import Span
    from jiedui.assess.whole import Rated

_ITEM_COLUMNS = (
    Heading("指标 indicator", wide=24),
    Heading("数值 value", is_right=True, wide=9),
    Heading("目标 target", is_right=True, wide=7),
    Heading("得分\npoints", is_right=True, wide=7),
    Heading("满分\nmost", is_right=True),
    Heading("依据 rests on", wide=22),
)


def sets_text() -> str:
    """Return the indicator sets there are, one a line."""
    return "\n".join(
        f"{one.code + '/' + one.version:<22} {one.since}/{one.until or ''}  {one.zh} {one.en}"
        for one in sets()
    )


def board(found: Assessment) -> str:
    """Return an assessment for people."""
    title = f"{found.set.zh} {found.set.en} · {found.year} · {' '.join(SIDES[found.side])}"
    parts = [words_table(title, _ITEM_COLUMNS, [_row(one) for one in found.items])]
    parts.append(summary(found))
    if found.set.is_illustrative:
        parts.append(f"  ! {' '.join(ILLUSTRATIVE)}")
    parts.append(
        f"  known at entry {found.known_at}, as of {found.as_of}; what would raise it:"
        f" jiedui assess-raise --set {found.set.code} --year {found.year} --side {found.side}"
    )
    return "\n".join(parts)


def summary(found: Assessment) -> str:
    """Return the blocks and the score, one a line."""
    lines = [
        f"  {one.block.zh} {one.block.en}: {span_text(one.got)} / {decimal_text(one.possible)}"
        for one in found.score.blocks
    ]
    return "\n".join([*lines, "", *_sums(found)])


def _sums(found: Assessment) -> list[str]:
    score = found.score
    lines = []
    if score.bonus.high:
        lines.append(f"  加分 bonus: {span_text(score.bonus)}")
    if score.penalty.high:
        lines.append(f"  弄虚作假扣分 falsification: -{span_text(score.penalty)}")
    grades = " – ".join(f"{one.zh} {one.en}" for one in reversed(score.grades))
    lines.append(
        f"自评得分 self score: {span_text(score.total)} / {decimal_text(found.set.full)}"
        f"   等次 grade: {grades}"
    )
    open_items = sum(one.item.state is State.UNANSWERED for one in found.items)
    if open_items:
        lines.append(
            f"  {open_items} 项没有确切依据,得分为区间 items rest on no exact number: the score is"
            " what is certain, and what is possible"
        )
    return lines


def _row(one: AssessedItem) -> list[str]:
    indicator = one.indicator
    name = f"{indicator.code} {indicator.zh}" + (" (加分)" if indicator.is_bonus else "")
    target = "" if one.target is None else value_words(one.target.span)[0]
    if one.before is not None:
        target = f"上年 {value_words(one.before.span)[0]}"
    value = value_words(one.value.span)[0]
    unit = "" if value == "—" else f" {indicator.unit[0]}"
    return [
        name,
        f"{value}{unit}",
        target,
        span_text(one.points),
        decimal_text(one.possible),
        _basis(one),
    ]


def _basis(one: AssessedItem) -> str:
    if one.item.state in (State.LEFT_OUT, State.FALSIFIED):
        return " ".join(STATES[one.item.state])
    words = _told(one.value)
    if one.item.points.is_exact:
        return f"{words}; {shape_words(one.indicator.shape)[0]}"
    why = chinese(one.value.why[0])
    if one.value.span.is_exact and one.target is not None:
        why = chinese(one.target.why[0])
    if one.value.span.is_exact and one.before is not None:
        why = chinese(one.before.why[0])
    return f"{words}; {why}" if why else words


def _told(value: Value) -> str:
    words = ORIGINS[value.origin][0]
    if value.origin == "book" and value.question is not None:
        words = f"{words} {value.question.code}"
    if value.contradicts:
        words += ",与账簿不符 contradicts the book"
    return words


def raise_table(rows: Sequence[Suggestion], days_left: int | None) -> str:
    """Return what would raise the score, for people."""
    title = "可提分事项 what would raise the score"
    if days_left is not None:
        title += f" · 剩{days_left}个工作日 {days_left} working days left"
    columns = (
        Heading("", is_right=True),
        Heading("指标 indicator", wide=20),
        Heading("办法 way", wide=12),
        Heading("可增分\ngain", is_right=True),
        Heading("工作日\ndays", is_right=True),
        Heading("分/日\nper day", is_right=True),
        Heading("说明 why", wide=30),
    )
    cells = [
        [
            str(at),
            f"{one.indicator} {one.zh}",
            WAYS[one.way][0],
            decimal_text(one.gain),
            decimal_text(one.effort),
            decimal_text(one.per_day, places=3),
            chinese(one.why[0]) + ("" if one.is_in_time is not False else " 来不及 not in time"),
        ]
        for at, one in enumerate(rows, start=1)
    ]
    return words_table(title, columns, cells)


def _joint(east: Assessment, west: Assessment) -> tuple[Span, Fraction]:
    share = east.set.east_share
    return joint(east.score.total, west.score.total, share), share


def pair_text(east: Assessment, west: Assessment) -> str:
    """Return both sides and their joint score, for people."""
    total, share = _joint(east, west)
    lines = [board(east), "", board(west), ""]
    lines.append(
        f"结对双方合并得分 joint score: {span_text(total)} (帮扶方占 east's share"
        f" {decimal_text(share * 100)}%)"
    )
    return "\n".join(lines)


def pair_json(east: Assessment, west: Assessment) -> dict[str, Any]:
    """Return both sides and their joint score as data."""
    total, _ = _joint(east, west)
    return {
        "east": assessment_json(east),
        "west": assessment_json(west),
        "joint": span_json(total),
    }


def rated_table(found: Sequence[Rated]) -> str:
    """Return units ranked within their class, for people."""
    columns = (
        Heading("类别 class", wide=8),
        Heading("名次 rank", is_right=True),
        Heading("单位 unit", wide=14),
        Heading("得分 score", is_right=True),
        Heading("等次 grade", wide=12),
    )
    cells = [
        [
            one.of_class,
            str(one.best) if one.best == one.worst else f"{one.best}–{one.worst}",
            one.unit,
            span_text(one.total),
            " – ".join(grade.zh for grade in reversed(one.grades)),
        ]
        for one in found
    ]
    return words_table("分类评定 rated within classes", columns, cells)


def rated_json(found: Sequence[Rated]) -> list[dict[str, Any]]:
    """Return units ranked within their class as data."""
    return [
        {
            "unit": one.unit,
            "class": one.of_class,
            "score": span_json(one.total),
            "best_rank": one.best,
            "worst_rank": one.worst,
            "grades": [grade.code for grade in one.grades],
        }
        for one in found
    ]
