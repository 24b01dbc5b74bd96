"""What stands in the book of the returns received earlier, and which one a new return replaces.

Reads batches and the book; decides nothing and writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries as books
from jiedui.books.resting import resting_on
from jiedui.exchange import sealing
from jiedui.exchange.models import Answer, Batch, BatchRow
from jiedui.exchange.resent import Earlier, Resend, overlap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.exchange.resent import Key
    from jiedui.exchange.rows import Reading

LIKE_ENOUGH = 0.5
"""From this share of common keys a return is taken for an earlier one sent again."""

_LOOKED_AT = 12
GONE = "gone:"
SAME = "same:"
YES, NO = "yes", "no"


def candidates(batch: Batch) -> list[Batch]:
    """Return the posted batches that a batch may replace, those of its own sender first."""
    rows = Batch.objects.filter(state=Batch.POSTED, kind=batch.kind).exclude(pk=batch.pk)
    replacing = Batch.objects.filter(state=Batch.POSTED, replaces__isnull=False)
    replaced = replacing.exclude(replaces_said=NO).values_list("replaces_id", flat=True)
    found = list(rows.exclude(pk__in=replaced).order_by("-id")[: 5 * _LOOKED_AT])
    return sorted(found, key=lambda one: one.sender_id is None or one.sender_id != batch.sender_id)


def replaced_by(batch: Batch, reading: Reading) -> Batch | None:
    """Return the posted batch that a reading looks like sent again; None when it is like none.

    It tells of the same period, its sender is not another one, and most rows have the same keys.
    """
    best: tuple[float, Batch] | None = None
    for one in candidates(batch)[:_LOOKED_AT]:
        if _is_apart(one.sender_id, batch.sender_id) or _is_apart(one.ends, batch.ends):
            continue
        share = overlap(reading, standing_of(one))
        if share >= LIKE_ENOUGH and (best is None or share > best[0]):
            best = (share, one)
    return best[1] if best else None


def _is_apart(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def resend_of(batch: Batch) -> Resend | None:
    """Return the earlier return that a batch replaces, unless a person has said it does not."""
    if batch.replaces_id is None or batch.replaces_said == NO:
        return None
    earlier = Batch.objects.get(pk=batch.replaces_id)
    given_up = Answer.objects.filter(batch=batch, question__startswith=GONE, answer=YES)
    return Resend(
        earlier.pk,
        earlier.content,
        tuple(standing_of(earlier)),
        resting_on,
        frozenset(one.question.removeprefix(GONE) for one in given_up),
        is_later=earlier.ends is not None and batch.ends is not None and batch.ends > earlier.ends,
    )


def settled(batch: Batch, reading: Reading) -> dict[Key, int]:
    """Return the rows of which a person has said which entry on record is the same."""
    said = {
        one.question.removeprefix(SAME): int(one.answer)
        for one in Answer.objects.filter(batch=batch, question__startswith=SAME)
        if one.answer.isdecimal()
    }
    return {
        (False, at): said[f"{row.sheet}!{row.row}"]
        for at, row in enumerate(reading.rows)
        if f"{row.sheet}!{row.row}" in said
    }


def standing_of(batch: Batch) -> list[Earlier]:
    """Return a posted batch's rows with their entries in force, and older ones that still stand.

    What a batch left standing of the one it replaced itself comes after its own rows.
    """
    found: list[Earlier] = []
    said: set[int] = set()
    current: Batch | None = batch
    while current is not None:
        rows = _rows_of(current)
        fresh = [one for one in rows if not said & set(one.entries)]
        found += fresh if current is batch else [one for one in fresh if one.entries]
        said |= {number for one in rows for number in one.entries}
        goes_on = current.replaces_id is not None and current.replaces_said != NO
        current = current.replaces if goes_on else None
    return found


def _rows_of(batch: Batch) -> list[Earlier]:
    numbers = {
        (is_total, at): [int(one) for one in entries.split(",") if one]
        for is_total, at, entries in BatchRow.objects.filter(batch=batch).values_list(
            "is_total", "at", "entries"
        )
    }
    now = in_force({number for one in numbers.values() for number in one})
    kept = sealing.kept_rows(batch)
    return [
        Earlier(
            batch.pk,
            batch.name,
            one.at,
            one.thing,
            getattr(one.thing, "kind", "") or batch.kind,
            tuple(now[number] for number in numbers[one.is_total, one.at] if number in now),
        )
        for one in kept
    ]


def in_force(numbers: Iterable[int]) -> dict[int, int]:
    """Return which entry says now what each of some entries said; none where it was taken back.

    An entry that was taken back and posted again elsewhere (a gift now beside a total) lives on in
    the entry that follows its reversal.
    """
    asked = {number: number for number in numbers}
    found: dict[int, int] = {}
    while asked:
        taken = books.taken_back_by(asked.values())
        following = {}
        for first, number in asked.items():
            back = taken.get(number)
            if back is None:
                found[first] = number
            elif _is_posted_again(number, back):
                following[first] = back + 1
        asked = following
    return found


def _is_posted_again(number: int, back: int) -> bool:
    """Whether the entry after a reversal says again what the reversal took back."""
    records = books.entries(EVERYWHERE, numbers=[number, back, back + 1], limit=3)
    by_number = {one.number: one.draft for one in records}
    if not {number, back, back + 1} <= by_number.keys():
        return False
    source, again = by_number[number].source, by_number[back + 1]
    return (
        bool(source)
        and not by_number[back].source
        and again.source == source
        and again.reverses is None
    )
