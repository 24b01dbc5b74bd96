"""Movements of donated goods that came in a posted file: each row one movement, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from jiedui.access.command import command
from jiedui.giving.commands.goods import move_goods
from jiedui.giving.done import Done
from jiedui.giving.goods import MOVES
from jiedui.giving.models import Gift, GoodsLine, GoodsMove
from jiedui.kernel.problem import Problem, Refused, Severity, each_at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Source

TOLD = ("告知", "清单", "认捐", "announced")
"""Words of a row that only tells what will come: a line of the gift's list, nothing moves."""

WORDS = (
    ("received", ("收到", "接收", "收货", "到货")),
    ("surplus", ("溢余", "多收", "盘盈", "溢出")),
    ("accepted", ("验收", "入库")),
    ("rejected", ("验收不合格", "拒收", "退货")),
    ("wasted", ("在库损耗", "盘亏", "过期")),
    ("sent", ("发出", "出库", "发货", "发放", "调拨", "寄出", "发运")),
    ("delivered", ("对方签收", "签收", "送达", "对方收到", "受赠方收到", "交付")),
    ("short", ("短少", "少收", "短缺", "缺少")),
    ("broken", ("途中损耗", "破损")),
)
"""Words of a movement; the longest that stands in a row's words says it."""


LOST = ("损耗", "损坏", "丢失", "报废", "灭失", "变质", "wastage")
WASTAGE = ("broken", "wasted", "rejected")
"""Words that do not say where goods were lost; where they may have been, the last place first."""


@dataclass(frozen=True, slots=True)
class FiledMove:
    """What a row tells: whose goods, which, how many of what, which movement, when, its proof."""

    donor: str
    gift: int | None
    name: str
    model: str
    quantity: int
    unit: str
    words: str
    on: dt.date | None
    expires_on: dt.date | None
    value_fen: int | None
    document: str
    where: Source


class Placed(Protocol):
    """A row that knows its place in its file."""

    @property
    def where(self) -> Source:
        """Its file, sheet and row."""
        ...


Filed = TypeVar("Filed", bound=Placed)


@command("giving.record")
def record_moves(rows: Sequence[FiledMove], *, actor: Actor, now: dt.datetime) -> Done:
    """Move goods as the rows of a posted file tell; a row on record already adds nothing.

    Args:
        rows: The movements, in the order of the file.
        actor: Who posts it.
        now: The moment.

    Raises:
        Refused: A row names no gift of goods, or several; a movement is unknown, lacks its proof,
            or more is moved than is there. Every such row is told, nothing of the file is kept.
    """
    stored = [row for row in rows if _is_stored(row)]
    meant = [row for row in rows if not (_is_inspected(row) and _is_among(row, stored))]
    count = each(meant, lambda row: _record(row, actor=actor, now=now))
    return Done(count, f"{count} movements of goods of a file", count)


def each(rows: Sequence[Filed], keep: Callable[[Filed], bool]) -> int:
    """Keep the rows of a file one after another; return how many told something new.

    Raises:
        Refused: With what is wrong with every row, at its place in the file.
    """
    return sum(each_at(rows, keep, lambda row: row.where))


def _is_stored(row: FiledMove) -> bool:
    return "入库" in row.words


def _is_inspected(row: FiledMove) -> bool:
    """Whether a row only says that goods were found good: they enter the store in a row of its own.

    Where no row does, being found good puts them there.
    """
    return "验收" in row.words and "入库" not in row.words and "不合格" not in row.words


def _is_among(row: FiledMove, stored: list[FiledMove]) -> bool:
    same = (row.donor, row.gift, row.name, row.model, row.quantity)
    return any((one.donor, one.gift, one.name, one.model, one.quantity) == same for one in stored)


def _record(row: FiledMove, *, actor: Actor, now: dt.datetime) -> bool:
    if row.quantity <= 0 or row.on is None:
        raise _unclear(row, f"{row.quantity} on {row.on}", "whole pieces, on a day")
    line = _line(row)
    if line is None:
        line = _added(row)
    move = _move(row, line)
    if move is None:
        return False
    same = GoodsMove.objects.filter(
        line=line, move=move, on=row.on, quantity=row.quantity, document=row.document[:300]
    )
    if same.exists():
        return False
    move_goods(line.pk, move, row.quantity, on=row.on, actor=actor, now=now, document=row.document)
    return True


def _line(row: FiledMove) -> GoodsLine | None:
    """Return the line of a gift's list that a row speaks of, None where there is none yet."""
    found = GoodsLine.objects.filter(name=row.name, gift__in=_gifts(row))
    if row.model:
        found = found.filter(model=row.model)
    lines = list(found.order_by("pk")[:2])
    if len(lines) > 1:
        raise _unclear(row, row.name, "one line of one gift; name its number in 捐赠编号")
    return lines[0] if lines else None


def _added(row: FiledMove) -> GoodsLine:
    """Put a line into the list of the one gift a row can mean."""
    gifts = list(_gifts(row)[:2])
    if len(gifts) != 1:
        raise _unclear(row, row.donor, "one gift of goods on record; name its number in 捐赠编号")
    if not row.unit:
        raise _unclear(row, row.name, "the unit of its pieces")
    return GoodsLine.objects.create(
        gift_id=gifts[0], name=row.name[:200], model=row.model[:100], unit=row.unit[:16],
        announced=row.quantity, expires_on=row.expires_on, value_fen=row.value_fen,
        basis="statement" if row.value_fen else "none",
    )  # fmt: skip


def _gifts(row: FiledMove) -> list[int]:
    """Return the gifts of goods a row may mean: by number, else by the donor's name."""
    gifts = Gift.objects.filter(kind="goods").exclude(state="withdrawn")
    if row.gift is not None:
        found = gifts.filter(pk=row.gift)
    else:
        found = gifts.filter(donor__name=row.donor) or gifts.filter(donor__public_name=row.donor)
    return list(found.order_by("pk").values_list("pk", flat=True))


def _move(row: FiledMove, line: GoodsLine) -> str | None:
    """Return the movement a row says; None where it only tells what will come.

    Goods that were lost without a word of where were lost where they lay: on their way, in the
    store, or before they were inspected.
    """
    if any(word in row.words for word in TOLD):
        return None
    exact = [code for code, one in MOVES.items() if row.words in (code, one.zh, one.en)]
    if exact:
        return exact[0]
    likely = [(len(word), code) for code, words in WORDS for word in words if word in row.words]
    if not likely and any(word in row.words for word in LOST):
        return next(
            (code for code in WASTAGE if getattr(line, MOVES[code].takes) >= row.quantity),
            WASTAGE[0],
        )
    if not likely:
        raise _unclear(row, row.words, "、".join(one.zh for one in MOVES.values()))
    return max(likely)[1]


def _unclear(row: FiledMove, found: str, expected: str) -> Refused:
    return Refused([Problem("VALUE_UNKNOWN", Severity.ERROR, row.where, found, expected)])
