"""Claims of wishes that came in a posted file: each row a part of a wish, and how far it has got.

A row says where a claim stands now; the steps of the table that lead there are taken one by one, so
that nothing is skipped: a wish that was delivered was claimed first, one confirmed was delivered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.giving.commands.claims import reserve_for, step_claims
from jiedui.giving.commands.filing_goods import each
from jiedui.giving.donation import public_name
from jiedui.giving.done import Done
from jiedui.giving.models import Claim, Wish
from jiedui.giving.models.wishes import LIVE
from jiedui.giving.naming import is_person
from jiedui.giving.vocabulary import CLAIMANTS
from jiedui.giving.wishing import CLAIM_STATES, DONE
from jiedui.kernel.codes import meant_by
from jiedui.kernel.problem import Problem, Refused, Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Source

WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("released", ("放弃", "退出", "释放", "取消")),
    ("disputed", ("异议",)),
    ("thanked", ("致谢", "感谢", "办结")),
    ("confirmed", ("确认", "签收", "已实现", "圆梦", "完成")),
    ("delivered", ("送达", "发放", "交付", "配送")),
    ("at_station", ("集中", "到站", "入站")),
    ("purchased", ("购", "采买")),
    ("claimed", ("认领",)),
    ("reserved", ("预约", "意向")),
)
"""Words of a row and the state they tell, the furthest first."""

DENIED = ("未", "待", "尚")
_ON_THE_WAY = {"purchased": "purchase", "at_station": "gather"}
_TO_THE_END = (("delivered", "deliver"), ("confirmed", "confirm"), ("thanked", "thank"))
ORDER = ("reserved", "claimed", "purchased", "at_station", "delivered", "confirmed", "thanked")


@dataclass(frozen=True, slots=True)
class FiledClaim:
    """What a row tells: which wish, who took how many pieces on, how far it is, where, proof."""

    wish: int | None
    item: str
    alias: str
    by: str
    claimant: str
    quantity: int | None
    words: str
    station: str
    note: str
    where: Source


@command("giving.wish")
def record_claims(rows: Sequence[FiledClaim], *, actor: Actor, now: dt.datetime) -> Done:
    """Take on and carry on claims as the rows of a posted file tell; a row again adds nothing.

    Args:
        rows: The claims, in the order of the file.
        actor: Who posts it.
        now: The moment.

    Raises:
        Refused: A row names no published wish or several, no state, or a step of the table is
            refused: more pieces than are left, no station, no proof of the receiver. Every such row
            is told, nothing of the file is kept.
    """
    count = each(rows, lambda row: _record(row, actor=actor, now=now))
    return Done(count, f"{count} claims of a file", count)


def _record(row: FiledClaim, *, actor: Actor, now: dt.datetime) -> bool:
    target = _target(row)
    wish, name = _wish(row), _name(row)
    claim = Claim.objects.filter(wish=wish, public_name=name, state__in=(*LIVE, *DONE)).last()
    if claim is None and target == "released":
        raise _unclear(row, f"{name}: {row.words}", "a claim that is on record")
    is_new = claim is None
    number = claim.pk if claim else _taken(row, wish.pk, name, actor=actor, now=now)
    for step in _steps(claim.state if claim else "reserved", target):
        is_new = True
        step_claims(
            [number], step, actor=actor, now=now, words=row.note or row.words, station=row.station
        )
    return is_new


def _taken(row: FiledClaim, wish: int, name: str, *, actor: Actor, now: dt.datetime) -> int:
    claimant = meant_by(CLAIMANTS, row.claimant) if row.claimant else None
    kind = claimant or ("person" if is_person(row.by) else "unit")
    reserve_for(
        wish, claimant=kind, public_name=name, quantity=row.quantity or 1, actor=actor, now=now
    )
    return Claim.objects.filter(wish=wish, public_name=name, state="reserved").latest("pk").pk


def _steps(state: str, target: str) -> list[str]:
    """Return the steps that lead from a state to another, none where it is there or beyond."""
    if target == "released":
        return ["release"]
    if target == "disputed":
        return [] if state == "disputed" else [*_steps(state, "delivered"), "dispute"]
    if state not in ORDER or ORDER.index(state) >= ORDER.index(target):
        return []
    found = ["claim"] if state == "reserved" else []
    if target in _ON_THE_WAY:
        return [*found, _ON_THE_WAY[target]]
    at = ORDER.index(state)
    return found + [
        step for reached, step in _TO_THE_END if at < ORDER.index(reached) <= ORDER.index(target)
    ]


def _target(row: FiledClaim) -> str:
    """Return the state a row tells."""
    words = "".join(row.words.split())
    exact = [code for code, one in CLAIM_STATES.items() if words in (code, one.zh, one.en)]
    if exact:
        return exact[0]
    if not any(no in words for no in DENIED):
        for state, known in WORDS:
            if any(word in words for word in known):
                return state
    raise _unclear(row, row.words, "、".join(one.zh for one in CLAIM_STATES.values()))


def _wish(row: FiledClaim) -> Wish:
    """Return the one wish a row means: by number, else by its thing and whose it is."""
    rows = Wish.objects.filter(state__in=("published", "closed"))
    if row.wish is not None:
        rows = rows.filter(pk=row.wish)
    else:
        rows = rows.filter(item=row.item)
        rows = rows.filter(alias=row.alias) if row.alias else rows
    found = list(rows.order_by("pk")[:2])
    if len(found) != 1:
        told = f"wish {row.wish}" if row.wish is not None else f"{row.item} {row.alias}".strip()
        raise _unclear(row, told, "one published wish; name its number in 心愿编号")
    return found[0]


def _name(row: FiledClaim) -> str:
    """Return how the board names who claims: a person by the surname."""
    if is_person(row.by):
        return public_name("person", row.by, "surname")
    return row.by[:60]


def _unclear(row: FiledClaim, found: str, expected: str) -> Refused:
    return Refused([Problem("VALUE_UNKNOWN", Severity.ERROR, row.where, found, expected)])
