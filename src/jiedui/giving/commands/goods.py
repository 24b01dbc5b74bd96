"""Writes to goods: every movement of a line, one by one or for a whole gift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.giving.done import Done
from jiedui.giving.finding import gift_row, unknown
from jiedui.giving.goods import MOVES, ORDER, PILES, check_move, later
from jiedui.giving.models import Gift, GoodsLine, GoodsMove
from jiedui.kernel.problem import Refused, refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Problem


@command("giving.record")
def move_goods(  # noqa: PLR0913  it has that many sides
    line: int,
    move: str,
    quantity: int,
    *,
    on: dt.date,
    actor: Actor,
    now: dt.datetime,
    document: str = "",
    note: str = "",
) -> Done:
    """Move some pieces of a line of goods.

    Raises:
        Refused: There are not so many where they are taken from, the move is unknown, or its
            document is missing.
    """
    found = GoodsLine.objects.filter(pk=line).first()
    if found is None:
        raise unknown("goods", line)
    row = gift_row(actor.scope("giving.record"), found.gift_id)
    one = GoodsLine.objects.select_for_update().get(pk=line)
    said = _Said(move, on, document.strip()[:300], note.strip()[:300])
    problems = _check(row, one, said, quantity=quantity)
    if problems:
        raise Refused(problems)
    _move(row, one, said, quantity=quantity, actor=actor, now=now)
    return Done(row.pk, f"goods {line} of gift {row.pk}: {move}")


@command("giving.record")
def move_all(  # noqa: PLR0913  it has that many sides
    number: int,
    move: str,
    *,
    on: dt.date,
    actor: Actor,
    now: dt.datetime,
    document: str = "",
    note: str = "",
) -> Done:
    """Move everything of a gift that can make a move: receive it, store it, send it, deliver it.

    Raises:
        Refused: Nothing of the gift can make the move, or the document is missing.
    """
    row = gift_row(actor.scope("giving.record"), number)
    said = _Said(move, on, document.strip()[:300], note.strip()[:300])
    lines = [
        (one, quantity)
        for one in GoodsLine.objects.select_for_update().filter(gift=row).order_by("pk")
        if (quantity := _all_of(one, move)) > 0
    ]
    if not lines:
        raise refuse(
            "MOVE_NOTHING", found=f"{move} of gift {number}", expected="goods that can make it"
        )
    problems = [
        problem for one, quantity in lines for problem in _check(row, one, said, quantity=quantity)
    ]
    if problems:
        raise Refused(problems)
    for one, quantity in lines:
        _move(row, one, said, quantity=quantity, actor=actor, now=now)
    return Done(number, f"goods of gift {number}: {move}", len(lines))


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said of a movement."""

    move: str
    on: dt.date
    document: str
    note: str


def _all_of(one: GoodsLine, move: str) -> int:
    """Return how many pieces of a line can make a move; of what is told, what has not come."""
    known = MOVES.get(move)
    if known is None:
        return 1
    if known.takes:
        return int(getattr(one, known.takes))
    came = sum(
        GoodsMove.objects.filter(line=one, move="received").values_list("quantity", flat=True)
    )
    return one.announced - came if move == "received" else 0


def _check(row: Gift, one: GoodsLine, said: _Said, *, quantity: int) -> list[Problem]:
    have = {pile: getattr(one, pile) for pile in PILES}
    problems = check_move(have, said.move, quantity, name=one.name, document=said.document)
    if row.state == "withdrawn":
        problems += refuse(
            "GIFT_STATE", found=f"gift {row.pk} is withdrawn", expected="a gift that stands"
        ).problems
    is_old = one.expires_on is not None and one.expires_on < said.on
    if said.move == "sent" and is_old:
        problems += refuse(
            "GOODS_EXPIRED",
            found=f"{one.name} expired on {one.expires_on}",
            expected="goods of use when they reach the person",
            hint="Take them out of the store as wastage, with a document.",
        ).problems
    return problems


def _move(
    row: Gift, one: GoodsLine, said: _Said, *, quantity: int, actor: Actor, now: dt.datetime
) -> None:
    """Write a movement, the piles it changes and the state its gift has from then on."""
    known = MOVES[said.move]
    GoodsMove.objects.create(
        line=one, move=said.move, quantity=quantity, on=said.on, document=said.document,
        note=said.note, recorded_by=actor.username, recorded_at=now,
    )  # fmt: skip
    if known.takes:
        setattr(one, known.takes, getattr(one, known.takes) - quantity)
    if known.gives:
        setattr(one, known.gives, getattr(one, known.gives) + quantity)
    one.save(update_fields=list(PILES))
    if row.state in ORDER:
        row.state = later(row.state, known.state)
        Gift.objects.filter(pk=row.pk).update(state=row.state)
