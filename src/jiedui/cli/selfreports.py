"""Self-reports on the terminal: as frozen, as verified, and what has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.assess.as_json import number, span_json
from jiedui.assess.queries import Wanted, assessed, set_for, side_of
from jiedui.assess.reports import changes, total_difference, verified_total
from jiedui.assess.span import decimal_text, span_text
from jiedui.books.feed import facts
from jiedui.cli.start import console_scope
from jiedui.cli.tables import Heading, words_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.assess.indicator import IndicatorSet
    from jiedui.assess.reports import Changed, FrozenItem, Report, Verified


def reports_text(found: Sequence[Report]) -> str:
    """Return self-reports, one a line."""
    lines = [
        f"{one.number:>4}  {one.set_code}/{one.set_version} {one.year} {one.side}"
        f"  as of {one.as_of}  {span_text(one.total)}  "
        + (f"filed by {one.filed_by}" if one.filed_by else f"proposed by {one.proposed_by}")
        for one in found
    ]
    return "\n".join(lines) or "No self-report is frozen yet; `jiedui assess-freeze` makes one."


def _set_of(one: Report) -> IndicatorSet:
    return set_for(f"{one.set_code}/{one.set_version}", one.year)


def _changed(one: Report) -> list[Changed]:
    wanted = Wanted(_set_of(one), one.year, side_of(one.side), one.as_of)
    return changes(one, assessed(console_scope(), wanted, facts()))


def report_text(one: Report) -> str:
    """Return a self-report for people."""
    columns = (
        Heading("指标 indicator", wide=24),
        Heading("自评 self", is_right=True),
        Heading("核查 verified", is_right=True),
        Heading("差 difference", is_right=True),
        Heading("理由 reason", wide=24),
    )
    title = f"自评报告 self-report {one.number} · {one.set_code} {one.year} {one.side}"
    parts = [words_table(title, columns, [_row(item) for item in one.items.values()])]
    parts.append(f"  自评得分 self score: {span_text(one.total)}")
    if one.is_verified:
        total, grades = verified_total(one, _set_of(one))
        names = " – ".join(f"{grade.zh} {grade.en}" for grade in reversed(grades))
        parts.append(
            f"  核查得分 verified: {span_text(total)}   {names}"
            f"   差 difference: {span_text(total_difference(one, _set_of(one)))}"
        )
    parts.append(f"  frozen at entry {one.known_at}, head {one.head[:16]}…, as of {one.as_of}")
    changed = _changed(one)
    parts += [
        f"  ~ {row.code} {row.zh}: 报送时 then {row.then}; 现在 now {row.now}" for row in changed
    ]
    if not changed:
        parts.append("  报送后没有变化 nothing has changed since")
    return "\n".join(parts)


def _row(item: FrozenItem) -> list[str]:
    said, difference = item.verified, item.difference
    return [
        f"{item.code} {item.zh}",
        span_text(item.points),
        "" if said is None else _verified(said),
        "" if difference is None else span_text(difference),
        "" if said is None else said.reason,
    ]


def _verified(said: Verified) -> str:
    words = decimal_text(said.points)
    return f"{words} 弄虚作假 falsified" if said.is_falsified else words


def report_json(one: Report) -> dict[str, Any]:
    """Return a self-report as data."""
    total = difference = None
    if one.is_verified:
        total = span_json(verified_total(one, _set_of(one))[0])
        difference = span_json(total_difference(one, _set_of(one)))
    return {
        "number": one.number,
        "set": f"{one.set_code}/{one.set_version}",
        "year": one.year,
        "side": one.side,
        "as_of": one.as_of.isoformat(),
        "known_at": one.known_at,
        "head": one.head,
        "digest": one.digest,
        "proposed_by": one.proposed_by,
        "filed_by": one.filed_by,
        "total": span_json(one.total),
        "verified_total": total,
        "total_difference": difference,
        "indicators": [
            {
                "code": item.code,
                "points": span_json(item.points),
                "verified": None if item.verified is None else number(item.verified.points),
                "falsified": item.verified is not None and item.verified.is_falsified,
                "difference": None if item.difference is None else span_json(item.difference),
                "reason": None if item.verified is None else item.verified.reason,
            }
            for item in one.items.values()
        ],
        "changed_since": [
            {"code": row.code, "then": row.then, "now": row.now} for row in _changed(one)
        ],
    }
