"""The house rules of giving as declarations: R11, R12 and R20 of DOMAIN 11.

What they look for stands in `rules`, free of Django; here it is handed facts and dated thresholds.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.access.scope import EVERYWHERE
from jiedui.attention.declaration import Hit, Rule
from jiedui.giving.models import Gift, Wish
from jiedui.giving.queries.rules import findings
from jiedui.giving.rules import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jiedui.attention.declaration import Find, Looking
    from jiedui.giving.rules import Found

LIMITS = {
    "near": "gift_near_days",
    "bill": "bill_days",
    "unclaimed": "wish_unclaimed_days",
    "undelivered": "wish_undelivered_days",
    "unconfirmed": "wish_unconfirmed_days",
}
"""Thresholds of `rules` and the dated data that hold them."""


def _found(looking: Looking, code: str) -> list[Found]:
    """Return what one rule finds, over everything or among the numbers that were touched."""
    limits = Limits(**{name: looking.limit(said) for name, said in LIMITS.items()})
    rows = [
        one for one in findings(EVERYWHERE, today=looking.today, limits=limits) if one.rule == code
    ]
    if looking.subjects is None:
        return rows
    return [one for one in rows if looking.subjects & set(one.numbers)]


def _gift_hits(code: str, told: Callable[[Gift, Found], tuple[str, str]]) -> Find:
    def find(looking: Looking) -> Iterator[Hit]:
        rows = {one.numbers[-1 if code == "R11" else 0]: one for one in _found(looking, code)}
        gifts = Gift.objects.in_bulk(list(rows))
        for number, one in rows.items():
            row = gifts[number]
            zh, en = told(row, one)
            since = (row.posted_at or row.recorded_at).astimezone().date()
            yield Hit(
                f"gift:{number}", row.recipient or None, zh, en, str(one.numbers), since,
                amount_fen=row.amount_fen or 0, owner=row.recorded_by, link=f"/desk/gifts/{number}",
            )  # fmt: skip

    return find


def _twice(row: Gift, one: Found) -> tuple[str, str]:
    return (
        f"捐赠{one.numbers[0]}与{one.numbers[1]}或为同一笔:{row.words}",
        f"gifts {one.numbers[0]} and {one.numbers[1]} may be one: {row.words}",
    )


def _no_bill(row: Gift, one: Found) -> tuple[str, str]:
    return (
        f"捐赠{row.pk}已入账{one.days}天,票据未到:{row.words}",
        f"gift {row.pk}: no bill {one.days} days after it was posted: {row.words}",
    )


def wishes_wait(looking: Looking) -> Iterator[Hit]:
    """R20: a wish nobody claims, delivers or confirms; a dispute."""
    rows = {one.numbers[0]: one for one in _found(looking, "R20")}
    wishes = Wish.objects.in_bulk(list(rows))
    for number, one in rows.items():
        row = wishes[number]
        claimed = len(one.numbers) > 1
        yield Hit(
            f"wish:{number}",
            row.place or None,
            f"心愿{number}" + ("认领后未完成" if claimed else "无人认领") + f",已{one.days}天",
            f"wish {number} "
            + ("claimed, not done" if claimed else "unclaimed")
            + f" for {one.days} days",
            f"{one.numbers}",
            looking.today - dt.timedelta(days=one.days),
            link=f"/desk/wishes/{number}",
        )


RULES: tuple[Rule, ...] = (
    Rule("R11", "gift", "疑似重复计算的捐赠", "a gift that may be counted twice", 2, 10,
         _gift_hits("R11", _twice), ("gift_near_days",)),
    Rule("R12", "gift", "捐赠票据缺失", "the bill of a gift is missing", 3, 20,
         _gift_hits("R12", _no_bill), ("bill_days",)),
    Rule("R20", "wish", "心愿久未认领或送达", "a wish unclaimed or undelivered", 2, 10,
         wishes_wait, ("wish_unclaimed_days", "wish_undelivered_days", "wish_unconfirmed_days")),
)  # fmt: skip
"""The rules of this package."""
