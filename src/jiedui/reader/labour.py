"""Who sends those that are told behind people sent to work: 分县区看,安定区320人,通渭县305人.

The counties of a total that was sent send their own, and what is told of the total goes on with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.reader.parties import party_of
from jiedui.reader.reading import PEOPLE, PERCENT, PERSONS_POOR, TRAINEES
from jiedui.reader.sides import GIVES, RECEIVES

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.reader.naming import Mention
    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.sides import Side

    Sides = Callable[[Mention], Side]

_SENT = re.compile(r"[向往][^,。;:\d]{2,14}?(?:输[转出送]|劳务输)[^,。;:\d]{0,10}$")
_BY_PLACE = re.compile(
    r"[,。;、:]?\s?(?:其中|(?:分|按)[^,。;:\d]{1,4}(?:看|分|来看|统计)?)?[:,]?\s?(?:有|是)?"
)
_GOES_ON = re.compile(r"输[转出送]|务工|就业|劳动力|其中|上岗")
_PERSONS = (PEOPLE, TRAINEES, PERSONS_POOR)


def send_on(passage: Passage, side: Sides) -> None:
    """Give the numbers behind people sent to work the sender and the goal that they go on with.

    Args:
        passage: A passage whose numbers have their parties.
        side: The side on which a place stands.
    """
    sent: Draft | None = None
    for draft in passage.drafts:
        if _is_sent(draft, side):
            sent = draft
        elif sent is not None and not _follows(draft, sent, side):
            sent = None


def _is_sent(draft: Draft, side: Sides) -> bool:
    """Whether words right before a number say that they are sent to the side that gives."""
    start = draft.number.clause[0]
    if draft.measure not in _PERSONS or not _SENT.search(draft.passage.text, start, draft.start):
        return False
    goals = [one for one in draft.passage.named(start, draft.start) if side(one) is GIVES]
    to = draft.recipient
    return to is not None and bool(goals) and goals[-1].key in to.keys


def _follows(draft: Draft, sent: Draft, side: Sides) -> bool:
    """Give a number what was sent, if it goes on about it; return whether it does."""
    passage, last = draft.passage, draft.previous
    start = last.end if last else sent.end
    named = passage.named(start, draft.start)
    is_beside = last is not None and last.number.sentence == draft.number.sentence
    if draft.measure is PERCENT and not named and last is not None and is_beside:
        draft.donor, draft.recipient = last.donor, last.recipient
        return True
    if draft.measure not in _PERSONS or len(named) > 1:
        return False
    if not named:
        goes_on = _GOES_ON.search(passage.text, start, draft.start) is not None
        if goes_on:
            draft.donor, draft.recipient = sent.donor, sent.recipient
        return goes_on or is_beside
    own = named[0]
    is_listed = _BY_PLACE.fullmatch(passage.text, start, own.start) is not None
    is_its = is_listed and own.end == draft.number.start and side(own) is RECEIVES
    if is_its:
        draft.donor, draft.recipient, draft.is_named = party_of(own), sent.recipient, True
    return is_its
