"""Whether money may move: limits, order of days, state; and what it becomes in the book.

No database here: a `Purse` holds what is known of one project and is drawn on act by act, so that
two hundred payments in one go are held against each other as well. Knows no Django.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.kernel.codes import SOURCES
from jiedui.programme.drafting import OWN, entry_of, moving, new_money, words_of
from jiedui.programme.lifecycle import ALLOTTING, PAYING, RETURNING
from jiedui.programme.outcomes import KINDS, PAYMENTS
from jiedui.programme.standing import balances_of, by_source, draw, put, standing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from jiedui.books.entry import Dims, EntryDraft, LineDraft
    from jiedui.programme.drafting import About
    from jiedui.programme.outcomes import MoneyAsk
    from jiedui.programme.standing import Balances, Moved

MOVES: dict[str, tuple[tuple[str, str], ...]] = {
    "DISBURSE": (("Place:Allotted", "Place:Disbursed"),),
    "PAY": (("Place:Disbursed", "Place:Spent"),),
    "DIRECT": (("Place:Allotted", "Place:Spent"),),
    "RETURN": (
        ("Place:Allotted", "Place:ReturnedAllotted"),
        ("Place:Disbursed", "Place:ReturnedDisbursed"),
    ),
}
"""From which place to which an act moves money, the first as far as it reaches."""

STATES = {
    "ALLOT": ALLOTTING,
    "DISBURSE": PAYING,
    "PAY": PAYING,
    "DIRECT": PAYING,
    "RETURN": RETURNING,
}


@dataclass
class Purse:
    """What one project may move: its state, what is approved and where its money stands.

    Attributes:
        name: The project's name.
        state: Its state.
        approved: Source to approved fen.
        balances: What stands where; acts waiting are taken off as they are counted.
        allotted: Source to fen that were allotted.
        accepted_on: Day of acceptance, None before it.
    """

    name: str
    state: str
    approved: Mapping[str, int]
    balances: Balances
    allotted: dict[str, int]
    accepted_on: dt.date | None = None


def purse_of(
    name: str,
    state: str,
    lines: Sequence[Moved],
    *,
    approved: Mapping[str, int],
    accepted_on: dt.date | None = None,
) -> Purse:
    """Return the purse of a project as the book has it."""
    allotted = {
        source: one.allotted + one.own for source, one in by_source(lines).items() if source
    }
    return Purse(name, state, approved, balances_of(lines), allotted, accepted_on)


Fault = tuple[str, str, str]
"""Code, what was found, what was expected."""


def faults_of(purse: Purse, ask: MoneyAsk) -> Iterator[Fault]:
    """Yield why money may not move."""
    if ask.kind not in KINDS:
        yield "VALUE_UNKNOWN", ask.kind, ", ".join(KINDS)
        return
    if ask.source not in SOURCES:
        yield "VALUE_UNKNOWN", ask.source, ", ".join(SOURCES)
        return
    if ask.amount_fen <= 0:
        yield "AMOUNT_WRONG", f"{ask.amount_fen} fen", "more than nothing"
    if purse.state not in STATES[ask.kind]:
        yield "STATE_WRONG", purse.state or "no state", ", ".join(STATES[ask.kind])
    yield from _wrong_days(purse, ask)
    yield from _over(purse, ask)


def _wrong_days(purse: Purse, ask: MoneyAsk) -> Iterator[Fault]:
    """Yield faults in the order of days (DOMAIN 3.3: what reviewers reject)."""
    if ask.kind not in PAYMENTS:
        if not ask.notice.strip():
            yield "NOTICE_MISSING", "no notice number", "the number of the notice or voucher"
        return
    milestone = ask.milestone_on or purse.accepted_on
    if ask.kind != "DISBURSE" and milestone is None:
        yield "DATE_MISSING", "no milestone", "the day of acceptance or of a contract milestone"
    days = (
        ("milestone", milestone),
        ("request", ask.requested_on),
        ("opinion", ask.opinion_on),
        ("payment", ask.on),
    )
    for name, on in days[1:3]:
        if on is None:
            yield "DATE_MISSING", f"no day of the {name}", f"the day of the {name}"
    known = [(name, on) for name, on in days if on is not None]
    for (before, first), (name, on) in itertools.pairwise(known):
        if on < first:
            yield "DATE_ORDER", f"{name} {on}", f"not before {first} ({before})"


def _over(purse: Purse, ask: MoneyAsk) -> Iterator[Fault]:
    """Yield that more would move than there is."""
    if ask.kind == "ALLOT":
        limit = purse.approved.get(ask.source, 0)
        after = purse.allotted.get(ask.source, 0) + ask.amount_fen
        if after > limit:
            yield (
                "OVER_APPROVED",
                f"{words_of(after)} of {SOURCES[ask.source].zh} allotted",
                f"at most the approved {words_of(limit)}",
            )
        return
    if ask.source == OWN:
        yield "OWN_MONEY", SOURCES[OWN].zh, "aid: the recipient's own money is not claimed"
        return
    there = sum(standing(purse.balances, origin, ask.source) for origin, _ in MOVES[ask.kind])
    if ask.amount_fen > there:
        code = "OVER_DISBURSED" if ask.kind == "PAY" else "OVER_ALLOTTED"
        yield (
            code,
            f"{words_of(ask.amount_fen)} of {SOURCES[ask.source].zh}",
            f"at most the {words_of(max(there, 0))} that stand there",
        )


def entry_for(purse: Purse, about: About, ask: MoneyAsk) -> EntryDraft:
    """Return the entry of an act and take it off the purse; the act has no faults.

    An allotment first takes up money that is in the book with its stage not stated: it is the same
    money. Only what is beyond it enters anew.
    """
    kind = "transfer"
    if ask.kind == "ALLOT":
        lines, is_new = _allotted(purse, about, ask)
        kind = "aid" if is_new else "transfer"
    else:
        lines = _moved(purse, ask)
    words = f"{KINDS[ask.kind][0]}{SOURCES[ask.source].zh}{words_of(ask.amount_fen)}"
    document = ask.notice or about.document
    return entry_of(about._replace(document=document), kind, ask.on, words, lines=lines)


def take_off(purse: Purse, ask: MoneyAsk) -> None:
    """Take an act that is only proposed off the purse, so that the next finds less."""
    if ask.kind == "ALLOT":
        purse.allotted[ask.source] = purse.allotted.get(ask.source, 0) + ask.amount_fen
        return
    _moved(purse, ask)


def _moved(purse: Purse, ask: MoneyAsk) -> list[LineDraft]:
    lines: list[LineDraft] = []
    wanted = ask.amount_fen
    for origin, target in MOVES[ask.kind]:
        taken, wanted = draw(purse.balances, origin, ask.source, amount=wanted)
        put(purse.balances, target, taken)
        lines += moving(taken, origin, target, on=ask.on)
    return lines


def _allotted(purse: Purse, about: About, ask: MoneyAsk) -> tuple[list[LineDraft], bool]:
    taken: list[tuple[Dims, int]] = []
    rest = ask.amount_fen
    if ask.source != OWN:
        taken, rest = draw(purse.balances, "Place:Contributed", ask.source, amount=rest)
        put(purse.balances, "Place:Allotted", taken)
    purse.allotted[ask.source] = purse.allotted.get(ask.source, 0) + ask.amount_fen
    lines = moving(taken, "Place:Contributed", "Place:Allotted", on=ask.on)
    if rest:
        fresh = new_money(about, ask.source, rest, on=ask.on)
        put(purse.balances, fresh[0].account, [(fresh[0].dims, rest)])
        lines += fresh
    return lines, rest > 0
