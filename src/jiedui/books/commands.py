"""Writes to the book: post entries, take one back (two people), close periods.

The main path: every draft is checked, the book's lock is taken, drafts are held against the book
(closed periods, what they take back), numbered, chained and inserted, all in one transaction.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries
from jiedui.books.beside import GIFT, Stated, holder_of, is_told_beside, said_again
from jiedui.books.collector import paused
from jiedui.books.entry import DAYS, Dims, EntryDraft, LineDraft, check_entry, reversal, taken_back
from jiedui.books.models import Closing, Posting, Proposal
from jiedui.books.resting import carved_because_of, resting_on
from jiedui.books.soundness import is_sound
from jiedui.books.writing import locked_state, placed, write_entries
from jiedui.kernel.moment import stamp
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from jiedui.access.scope import Actor

PROBLEMS_MAX = 500
"""So many problems are told at once; more would help nobody."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted: the first and last number, and the book's new head."""

    first: int
    last: int
    hash: str

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"entries {self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class ProposedReversal:
    """A proposal that was made: its number and the entry it would take back."""

    number: int
    entry: int

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"proposal {self.number}: entry {self.entry}"


@command("books.post")
def post_entries(
    drafts: Sequence[EntryDraft], *, actor: Actor, now: dt.datetime, key: str = ""
) -> Posted:
    """Post drafts, all of them or none.

    Args:
        drafts: At least one, in the order they will be numbered.
        actor: Who posts; each line's recipient must lie within the actor's places.
        now: The moment.
        key: What may be posted once only, for example `batch:7`; "" for none.

    Raises:
        Refused: A draft is wrong, reaches into a closed period, takes back what it may not, or the
            key was used before. Every reason is given; nothing is written.
    """
    if not drafts:
        raise refuse("POSTING_EMPTY", found="no entries", expected="at least one entry")
    with paused():
        unsure = [draft for draft in drafts if not is_sound(draft)]
        if unsure:
            _refuse_if(problem for draft in unsure for problem in check_entry(draft))
        if not actor.scope("books.post").is_everywhere:
            _refuse_if(_out_of_place(drafts, actor))
        return _posted(drafts, actor, now, key=key)


def _posted(
    drafts: Sequence[EntryDraft], actor: Actor, now: dt.datetime, *, key: str = ""
) -> Posted:
    state = locked_state()
    if key:
        _refuse_used(key)
    if state.closed is not None:
        _refuse_if(_closed(drafts, state.closed))
    last_number = state.head.number + len(drafts)
    pointing = [draft for draft in drafts if _points(draft)]
    if pointing:
        going = frozenset(draft.reverses for draft in pointing if draft.reverses is not None)
        _refuse_if(
            problem
            for draft in pointing
            for problem in _against_book(draft, state.head.number, last_number, going=going)
        )
        drafts = [placed(draft, state.head.number + 1) for draft in drafts]
    head = write_entries(drafts, state, posted_by=actor.username, moment=stamp(now))
    posted = Posted(state.head.number + 1, head.number, head.hash)
    if key:
        Posting.objects.create(key=key, first=posted.first, last=posted.last)
    return posted


@command("books.propose_reversal")
def propose_reversal(
    entry: int, *, actor: Actor, now: dt.datetime, reason: str
) -> ProposedReversal:
    """Propose to take an entry back; another person posts it.

    Raises:
        Refused: There is no such entry in the actor's places, no reason is given, it was taken
            back or proposed before, or takes another back itself.
    """
    record = queries.entry(actor.scope("books.propose_reversal"), entry)
    _refuse_if(_not_reversible(record))
    if not reason.strip():
        raise refuse(
            "REASON_MISSING", found="no reason", expected="why the entry is wrong, in a sentence"
        )
    open_one = Proposal.objects.filter(entry_id=entry).first()
    if open_one is not None:
        raise refuse(
            "REVERSAL_PROPOSED",
            found=f"proposal {open_one.pk} of {open_one.proposed_by} for entry {entry}",
            expected="an entry nobody has proposed to take back",
            hint="A second person can post that proposal.",
        )
    row = Proposal.objects.create(
        entry_id=entry, reason=reason.strip(), proposed_by=actor.username, proposed_at=now
    )
    return ProposedReversal(row.pk, entry)


@command("books.post_reversal")
def post_reversal(proposal: int, *, actor: Actor, now: dt.datetime) -> Posted:
    """Post the entry that takes another back, as a second person.

    Carve-outs that other entries made because of it are taken back with it, so that what was
    stated as a total stands again as stated; records of a total that goes lie in the wider one
    around it. Gifts told beside it count again, or are said again beside another total that may
    hold them.

    Raises:
        Refused: There is no such proposal in the actor's places, the actor made it, or it was
            taken back meanwhile.
    """
    row = Proposal.objects.filter(pk=proposal).first()
    if row is None:
        raise refuse(
            "PROPOSAL_UNKNOWN", found=f"proposal {proposal}", expected="a proposal that was made"
        )
    if row.proposed_by == actor.username:
        raise refuse(
            "SECOND_PERSON",
            found=f"{actor.username} proposed it",
            expected="a second person",
            hint="Ask a colleague who may post reversals.",
        )
    locked_state()
    record = queries.entry(actor.scope("books.post_reversal"), row.entry_id)
    draft = reversal(record.number, record.draft, f"冲正第 {record.number} 笔: {row.reason}")
    again = _freed_gifts(record.number)
    going = frozenset({record.number, *again})
    drafts = [draft, *(one for pair in again.values() for one in pair)]
    return _posted([_with_adjustments(one, going) for one in drafts], actor, now)


@command("books.close")
def close_period(through: dt.date, *, actor: Actor, now: dt.datetime) -> Posted:
    """Close every period that ends on or before a day: no later entry may lie inside.

    Corrections may: a reversal, and what says at once, of the same kind and days, what is right.
    Figures as known at the closing entry stay as they were closed.

    Raises:
        Refused: The book is already closed through that day or a later one.
    """
    closed = locked_state().closed
    if closed is not None and through <= closed:
        raise refuse(
            "ALREADY_CLOSED", found=f"closed through {closed}", expected=f"a day after {closed}"
        )
    if through > now.date():
        raise refuse(
            "CLOSING_AHEAD",
            found=str(through),
            expected=f"a day that has passed, before {now.date()}",
        )
    mark = LineDraft("Closing:Through", "act", 1, 0, 0, 0, 0, "exact", 1, DAYS[0], through, Dims())
    posted = _posted(
        [EntryDraft("closing", DAYS[0], through, f"结账至 {through}", (mark,))], actor, now
    )
    Closing.objects.create(entry_id=posted.last, through=through)
    return posted


def hold_book() -> None:
    """Take the book's lock until the transaction ends, so that what is read of it stays true."""
    locked_state()


def _refuse_if(problems: Iterable[Problem]) -> None:
    if found := list(itertools.islice(problems, PROBLEMS_MAX)):
        raise Refused(found)


def _refuse_used(key: str) -> None:
    used = queries.posted_under(key)
    if used is not None:
        raise refuse(
            "ALREADY_POSTED",
            found=f"{key} is in the book as entries {used[0]} to {used[1]}",
            expected="something not posted yet",
        )


def _problem(draft: EntryDraft, code: str, *, found: str, expected: str, hint: str = "") -> Problem:
    file, _, rest = draft.source.partition("\t")
    sheet, _, row = rest.partition("\t")
    return Problem(
        code,
        Severity.ERROR,
        Source(file, sheet, f"row:{row}" if row else ""),
        found,
        expected,
        hint,
    )


def _out_of_place(drafts: Sequence[EntryDraft], actor: Actor) -> Iterable[Problem]:
    """Find lines whose recipient lies outside the actor's places."""
    scope = actor.scope("books.post")
    if scope.is_everywhere:
        return
    for draft in drafts:
        for key in {one.dims.recipient for one in draft.lines}:
            if not scope.sees(key):
                yield _problem(
                    draft,
                    "OUT_OF_PLACE",
                    found=f"recipient {key or 'not stated'}",
                    expected="within " + ", ".join(scope.places),
                    hint="Ask a person whose role reaches there.",
                )


def _closed(drafts: Sequence[EntryDraft], through: dt.date) -> Iterable[Problem]:
    """Find what would enter a closed period and corrects nothing.

    A reversal corrects, and for each reversal before it so does one entry that says again, of the
    same kind and days, what that took back.
    """
    numbers = tuple(draft.reverses for draft in drafts if draft.reverses is not None)
    days_of = {
        one.number: (one.draft.kind, one.draft.starts, one.draft.ends)
        for one in (queries.entries(EVERYWHERE, numbers=numbers) if numbers else ())
    }
    corrected: Counter[tuple[str, dt.date, dt.date]] = Counter()
    for draft in drafts:
        if draft.reverses is not None:
            corrected.update([days_of[draft.reverses]] if draft.reverses in days_of else [])
            continue
        early = min(draft.ends, *(one.ends for one in draft.lines))
        days = (draft.kind, draft.starts, draft.ends)
        is_correcting = corrected[days] > 0
        if days in corrected:
            corrected[days] -= 1
        if early <= through and not is_correcting:
            yield _problem(
                draft,
                "PERIOD_CLOSED",
                found=f"an entry effective through {early}",
                expected=f"a day after {through}",
                hint=f"The book is closed through {through}; what is learnt later enters later, "
                "and what was wrong is taken back.",
            )


def _not_reversible(record: queries.EntryRecord) -> Iterable[Problem]:
    if record.reversed_by is not None:
        yield _problem(
            record.draft,
            "REVERSED_ALREADY",
            found=f"entry {record.number} was taken back by entry {record.reversed_by}",
            expected="an entry that stands",
        )
    if record.draft.reverses is not None or record.draft.kind == "closing":
        yield _problem(
            record.draft,
            "NOT_REVERSIBLE",
            found=f"entry {record.number} is a {record.draft.kind}",
            expected="an entry that states something",
            hint="Post what is right as a new entry.",
        )


def _adjustments(number: int, going: frozenset[int]) -> tuple[LineDraft, ...]:
    """Return the lines that take back what rests on entry `number` in entries that stay."""
    found = resting_on(number, going=going | {number})
    return tuple(taken_back(line)._replace(carves=entry) for entry, line in found)


def _with_adjustments(draft: EntryDraft, going: frozenset[int]) -> EntryDraft:
    """Return a reversal with the carve-outs that go with it."""
    if draft.reverses is None:
        return draft
    return draft._replace(lines=draft.lines + _adjustments(draft.reverses, going))


def _freed_gifts(total: int) -> dict[int, tuple[EntryDraft, EntryDraft]]:
    """Return gifts told beside a total, by number, that another may hold: what says them again."""
    told = {one.entry for one in carved_because_of(total) if is_told_beside([one.content])}
    if not told:
        return {}
    stated = [
        Stated(one.entry, one.kind, one.content)
        for one in queries.lines_on(["Source:Aid"], itemised=False)
        if one.entry != total
    ]
    found = {}
    for number in sorted(told):
        gift = queries.entry(EVERYWHERE, number).draft
        other = holder_of(gift, stated) if gift.kind == GIFT else None
        if other is not None:
            found[number] = said_again(number, gift, other)
    return found


def _points(draft: EntryDraft) -> bool:
    """Whether a draft names another entry."""
    if draft.reverses is not None or draft.kind == "reversal":
        return True
    return any(one.carves is not None for one in draft.lines)


def _against_book(
    draft: EntryDraft, head: int, last_number: int, *, going: frozenset[int]
) -> Iterable[Problem]:
    """Hold a draft against the book: its pointers, and the entry it takes back."""
    if (draft.kind == "reversal") != (draft.reverses is not None):
        yield _problem(
            draft,
            "REVERSAL_WRONG",
            found=f"kind {draft.kind}, takes back {draft.reverses}",
            expected="both or neither",
        )
        return
    for one in draft.lines:
        if one.carves is not None and (
            one.carves == 0 or one.carves > last_number or -one.carves > last_number - head
        ):
            yield _problem(
                draft,
                "CARVES_WRONG",
                found=f"a carve-out because of entry {one.carves}",
                expected=f"1 to {last_number}",
            )
    if draft.reverses is not None:
        yield from _reversal_problems(draft, draft.reverses, head, going=going)


def _reversal_problems(
    draft: EntryDraft, number: int, head: int, *, going: frozenset[int]
) -> Iterable[Problem]:
    if not 1 <= number <= head:
        yield _problem(draft, "ENTRY_UNKNOWN", found=f"entry {number}", expected=f"1 to {head}")
        return
    record = queries.entry(EVERYWHERE, number)
    yield from _not_reversible(record)
    expected = reversal(number, record.draft, draft.words)
    whole = (*expected.lines, *_adjustments(number, going))
    same = (draft.starts, draft.ends, draft.document, draft.pairing) == (
        expected.starts,
        expected.ends,
        expected.document,
        expected.pairing,
    )
    if not same or draft.lines not in (expected.lines, whole):
        yield _problem(
            draft,
            "REVERSAL_WRONG",
            found=f"lines that are not those of entry {number}",
            expected="every line of it, negated, and nothing else",
        )
