"""The house rules about stated totals: R15 and R16 of DOMAIN 11, run nightly over the whole book.

A total that a return states is an assertion of the book; the records explain it, or they do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.attention.declaration import Hit, Rule
from jiedui.books.feed import facts
from jiedui.figures.claim import claims_in_book, judge
from jiedui.kernel.quantity import UNITS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from jiedui.attention.declaration import Find, Looking
    from jiedui.figures.claim import Verdict

SUBJECT = "stated"


def _contradicted(looking: Looking) -> Iterator[Verdict]:
    if looking.subjects is not None and not looking.subjects:
        return
    known = facts()
    for claim in claims_in_book(known, as_of=looking.today):
        if claim.entry is None or (
            looking.subjects is not None and claim.entry not in looking.subjects
        ):
            continue
        verdict = judge(claim, known)
        if verdict.outcome == "contradicted":
            yield verdict


def _finding(verdicts: list[Verdict], today: dt.date) -> Hit:
    claim = verdicts[0].claim
    place = dict(claim.where).get("recipient", ("",))
    zh, en = ("; ".join(one.why[at] for one in verdicts) for at in (0, 1))
    off = sum(abs(one.off) for one in verdicts if UNITS[one.unit].is_money)
    return Hit(
        f"{SUBJECT}:{claim.entry}",
        "+".join(place) or None,
        f"{claim.words}:{zh}",
        f"{claim.words}: {en}",
        str([(one.claim.code, str(one.claim.value), str(one.book)) for one in verdicts]),
        claim.until or claim.since or today,
        amount_fen=off,
        link=f"/desk/book/{claim.entry}",
    )


def _by_entry(looking: Looking, *, is_other: bool) -> Iterator[Hit]:
    """Return one hit an entry, for totals set against their own return's rows or against others."""
    parted: dict[int, list[Verdict]] = {}
    for one in _contradicted(looking):
        if bool(one.independent) == is_other and one.claim.entry is not None:
            parted.setdefault(one.claim.entry, []).append(one)
    for verdicts in parted.values():
        yield _finding(verdicts, looking.today)


def rows_differ(looking: Looking) -> Iterator[Hit]:
    """R15: an indicator that its own rows do not add up to."""
    return _by_entry(looking, is_other=False)


def sides_differ(looking: Looking) -> Iterator[Hit]:
    """R16: what one side states and what the other side's records say."""
    return _by_entry(looking, is_other=True)


def _rule(code: str, zh: str, en: str, *, find: Find) -> Rule:
    return Rule(code, SUBJECT, zh, en, 2, 10, find)


RULES: tuple[Rule, ...] = (
    _rule("R15", "指标与明细之和不符", "an indicator differs from the sum of its rows",
          find=rows_differ),
    _rule("R16", "双方数字不一致", "what one side states differs from the other's records",
          find=sides_differ),
)  # fmt: skip
"""The rules of this package."""
