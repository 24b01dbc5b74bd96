"""The one table of allowed steps of wishes and claims. Knows no Django.

A wish is collected by one person and reviewed by another before anybody sees it; a claim holds a
part of it. A reservation ends by itself at `expires_at`; whatever is read or written holds it
against the moment passed in. Nothing moves but by a row of this table (DOMAIN 6.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.giving.saying import wrong
from jiedui.kernel.codes import Code

if TYPE_CHECKING:
    from jiedui.kernel.problem import Problem

PUBLIC = "public"
"""Who a step of the board is noted under: nobody signed in."""


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed step.

    Attributes:
        code: Its code.
        zh: Official wording.
        en: English wording.
        of: `wish` or `claim`.
        sources: The states it may start from; () = it makes the thing.
        target: The state it leads to.
        holds: +1 takes pieces of the wish, -1 gives them back, 0 neither.
        needs_note: Whether it needs words: a reason, a proof, an answer.
    """

    code: str
    zh: str
    en: str
    of: str
    sources: tuple[str, ...]
    target: str
    holds: int = 0
    needs_note: bool = False


STEPS: dict[str, Step] = {
    one.code: one
    for one in (
        Step("collect", "采集", "collect", "wish", (), "draft"),
        Step("review", "审核发布", "review and publish", "wish", ("draft",), "published"),
        Step("return", "退回修改", "return to the collector", "wish", ("draft",), "withdrawn",
             needs_note=True),
        Step("withdraw", "撤下", "withdraw", "wish", ("published",), "withdrawn",
             needs_note=True),
        Step("substitute", "换物", "substitute", "wish", ("draft", "published"), "",
             needs_note=True),
        Step("close", "办结", "close", "wish", ("published",), "closed"),
        Step("reserve", "预约", "reserve", "claim", (), "reserved", holds=1),
        Step("claim", "认领", "claim", "claim", ("reserved",), "claimed"),
        Step("purchase", "已购", "purchased", "claim", ("claimed",), "purchased"),
        Step("gather", "到集中点", "at the station", "claim", ("claimed", "purchased"),
             "at_station"),
        Step("deliver", "送达", "delivered", "claim", ("at_station", "purchased", "claimed"),
             "delivered"),
        Step("confirm", "受助人确认", "confirmed by the receiver", "claim",
             ("delivered", "disputed"), "confirmed", needs_note=True),
        Step("thank", "致谢", "thanked", "claim", ("confirmed",), "thanked", needs_note=True),
        Step("dispute", "有异议", "disputed", "claim", ("delivered", "confirmed"), "disputed",
             needs_note=True),
        Step("redeliver", "重新送达", "delivered again", "claim", ("disputed",), "delivered",
             needs_note=True),
        Step("release", "放弃", "release", "claim",
             ("reserved", "claimed", "purchased", "at_station"), "released", holds=-1,
             needs_note=True),
        Step("expire", "逾期释放", "expire", "claim", ("reserved",), "expired", holds=-1),
    )
}  # fmt: skip
"""Every step, by code."""

WISH_STATES = {
    one.code: one
    for one in (
        Code("draft", "待审核", "to be reviewed"),
        Code("published", "已发布", "published"),
        Code("closed", "已办结", "closed"),
        Code("withdrawn", "已撤下", "withdrawn"),
    )
}
CLAIM_STATES = {
    one.code: one
    for one in (
        Code("reserved", "已预约", "reserved"),
        Code("claimed", "已认领", "claimed"),
        Code("purchased", "已购买", "purchased"),
        Code("at_station", "在集中点", "at the station"),
        Code("delivered", "已送达", "delivered"),
        Code("confirmed", "已确认", "confirmed"),
        Code("thanked", "已致谢", "thanked"),
        Code("disputed", "有异议", "disputed"),
        Code("released", "已放弃", "released"),
        Code("expired", "已逾期", "expired"),
    )
}
DONE = frozenset(("confirmed", "thanked"))
"""States of a claim whose part of the wish has come true."""


def check_step(code: str, of: str, state: str, *, note: str = "") -> list[Problem]:
    """Return why a wish or a claim in a state cannot take a step."""
    step = STEPS.get(code)
    if step is None or step.of != of or not step.sources:
        known = "、".join(one.code for one in STEPS.values() if one.of == of and one.sources)
        return [wrong("STEP_UNKNOWN", "", found=code, expected=known)]
    problems = []
    if state not in step.sources:
        allowed = "、".join(next_steps(of, state)) or "no further step"
        found = f"{code} from {state}"
        problems.append(wrong("STEP_NOT_ALLOWED", "", found=found, expected=allowed))
    if step.needs_note and not note.strip():
        expected = f"words for {step.en} ({step.zh})"
        problems.append(wrong("NOTE_MISSING", "", found="no words", expected=expected))
    return problems


def next_steps(of: str, state: str) -> tuple[str, ...]:
    """Return the codes of the steps that lead on from a state."""
    return tuple(one.code for one in STEPS.values() if one.of == of and state in one.sources)
