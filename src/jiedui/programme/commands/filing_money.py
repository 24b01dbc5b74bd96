"""Rows of a posted payments list as money acts, inside the posting's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.kernel.codes import SOURCES, code_of
from jiedui.programme.commands.filed_rows import key_of, projects_of, unclear, unknown_project
from jiedui.programme.commands.money import make_acts, post_acts
from jiedui.programme.commands.watching import follow
from jiedui.programme.models import FundingLine
from jiedui.programme.opening import refuse_all
from jiedui.programme.outcomes import Done, MoneyAsk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Problem
    from jiedui.programme.filed import FiledRow
    from jiedui.programme.models import Project

WORDS = (
    ("下达", "ALLOT"),
    ("直接", "DIRECT"),
    ("收回", "RETURN"),
    ("缴回", "RETURN"),
    ("退回", "RETURN"),
    ("拨付", "DISBURSE"),
    ("支付", "PAY"),
    ("报账", "PAY"),
)
"""Words of a payments list and the kind of act they mean, the narrowest first."""


@command("programme.record")
def record_money_rows(
    rows: Sequence[FiledRow], *, proposed_by: str, actor: Actor, now: dt.datetime
) -> Done:
    """Make the money acts of a payments list and post those that need no signature.

    Args:
        rows: The rows, in the order of the file.
        proposed_by: Who received the file: that person proposed them.
        actor: Who posts it and so decides them; another person.
        now: The moment.

    Raises:
        Refused: A row names no project on record, no source or kind, no day, or the money is not
            there. Every reason is given at its row; nothing of the file is posted.
    """
    follow(actor=actor, now=now)
    known = projects_of(rows)
    sources = _sources(known)
    refuse_all(one for row in rows for one in _unclear(row, known, sources))
    asks = [_ask(row, known, sources) for row in rows]
    acts = make_acts(asks, proposed_by=proposed_by, actor=actor, now=now)
    ready = [act for act in acts if not act.needs_signatures]
    done = post_acts(ready, actor=actor, now=now) if ready else None
    return Done(
        tuple(act.pk for act in acts),
        f"payments list: {len(acts)} acts, {len(ready)} posted",
        done.first if done else 0,
        done.last if done else 0,
    )


def _sources(known: dict[str, Project]) -> dict[int, list[str]]:
    """Return the aid sources of each project."""
    rows = FundingLine.objects.filter(project__in=known.values()).exclude(source="RECIPIENT_OWN")
    found: dict[int, list[str]] = {}
    for pk, source in rows.values_list("project_id", "source"):
        found.setdefault(pk, []).append(source)
    return found


def _source(row: FiledRow, project: Project, sources: dict[int, list[str]]) -> str | None:
    said = row.text("fund_source")
    if said:
        return code_of(SOURCES, said)
    own = sources.get(project.pk, [])
    return own[0] if len(own) == 1 else None


def _kind(row: FiledRow) -> str | None:
    said = row.text("act_kind")
    if not said:
        return "DIRECT"
    return next((kind for word, kind in WORDS if word in said), None)


def _unclear(
    row: FiledRow, known: dict[str, Project], sources: dict[int, list[str]]
) -> list[Problem]:
    """Return what a row does not say clearly enough to move money."""
    missing = unknown_project(row, known)
    if missing:
        return missing
    project = known[key_of(row)]
    faults = []
    if _source(row, project, sources) is None:
        faults.append(
            ("资金来源", row.text("fund_source"), ", ".join(one.zh for one in SOURCES.values()))
        )
    if _kind(row) is None:
        faults.append(("资金事项", row.text("act_kind"), "下达、拨付、支付、直接支付、收回"))
    if row.day("paid_date") is None:
        faults.append(("支付日期", row.text("paid_date"), "a day"))
    if not row.whole("amount_fen"):
        faults.append(("支付金额", "nothing exact", "an exact amount"))
    return [unclear(row, name, found=found, expected=expected) for name, found, expected in faults]


def _ask(row: FiledRow, known: dict[str, Project], sources: dict[int, list[str]]) -> MoneyAsk:
    project = known[key_of(row)]
    on = row.day("paid_date")
    assert on is not None  # noqa: S101  `_unclear` asked for it.
    return MoneyAsk(
        project.pk,
        _kind(row) or "DIRECT",
        _source(row, project, sources) or "",
        row.whole("amount_fen") or 0,
        on,
        row.day("milestone_date"),
        row.day("requested_date"),
        row.day("opinion_date"),
        row.text("notice")[:100],
        "",
        row.text("payee")[:200],
        row.text("purpose")[:200],
    )
