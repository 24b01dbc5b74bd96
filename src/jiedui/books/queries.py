"""Reads of the book: the head, entries with their lines, lines inside a scope.

Rows come back as the drafts they were posted from, with their numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, Min, OuterRef

from jiedui.books.chain import START, Head
from jiedui.books.entry import Dims, EntryDraft, LineDraft
from jiedui.books.models import Closing, Entry, Line, Posting, Proposal
from jiedui.kernel.place import covers
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from django.db.models import QuerySet

    from jiedui.access.scope import Scope

PAGE_MAX = 1000
"""The most entries one call returns."""

_LINE_FIELDS = (
    "account",
    "unit",
    "amount",
    "low_delta",
    "high_delta",
    "low_open",
    "high_open",
    "wording",
    "sense",
    "starts",
    "ends",
    *Dims._fields,
    "itemised",
    "overlap",
    "excluding",
    "cell",
    "carves",
)
_DIMS_AT = 11


class EntryRecord(NamedTuple):
    """A posted entry.

    Attributes:
        number: Its number.
        draft: Its content.
        posted_by: Sign-in name of who posted it.
        posted_at: When.
        previous: Hash of the entry before.
        hash: Its own hash.
        reversed_by: Number of the entry that takes it back, or None.
    """

    number: int
    draft: EntryDraft
    posted_by: str
    posted_at: dt.datetime
    previous: str
    hash: str
    reversed_by: int | None


class BookLine(NamedTuple):
    """A line in the book: entry, position, its entry's kind and document, content."""

    entry: int
    line: int
    kind: str
    document: str
    content: LineDraft


class Proposed(NamedTuple):
    """A proposal to take an entry back; `posted` is the reversing entry, None while open."""

    number: int
    entry: int
    reason: str
    proposed_by: str
    proposed_at: dt.datetime
    posted: int | None


class EntryFilter(NamedTuple):
    """Which entries are asked for; None and () leave a side open.

    Attributes:
        kind: Kind of entry.
        batch: Number of the batch they came in.
        recipient: A place: entries with a line inside it.
        account: Entries with a line on this account.
        document: The document that states them.
        words: A piece of their words.
        starts: Effective on or after this day.
        ends: Effective on or before this day.
    """

    kind: str = ""
    batch: int | None = None
    recipient: str = ""
    account: str = ""
    document: str = ""
    words: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None


def head() -> Head:
    """Return the number and hash of the last entry; (0, genesis) in an empty book."""
    row = Entry.objects.order_by("-number").values_list("number", "hash").first()
    return Head(*row) if row else START


def hash_at(number: int) -> str | None:
    """Return the hash of an entry, the genesis hash for 0, None where there is no such entry."""
    if number == 0:
        return START.hash
    return Entry.objects.filter(number=number).values_list("hash", flat=True).first()


def closed_through() -> dt.date | None:
    """Return the last day of the closed periods, or None while none is closed."""
    return Closing.objects.order_by("-through").values_list("through", flat=True).first()


def posted_under(key: str) -> tuple[int, int] | None:
    """Return the first and last number of what was posted under a key, or None."""
    return Posting.objects.filter(key=key).values_list("first", "last").first()


def entry(scope: Scope, number: int) -> EntryRecord:
    """Return one entry with its lines.

    Raises:
        Refused: There is no such entry, or none of its lines may be seen.
    """
    found = entries(scope, numbers=(number,))
    if not found:
        raise refuse(
            "ENTRY_UNKNOWN",
            found=f"entry {number}",
            expected=f"1 to {head().number}, within your places",
        )
    return found[0]


def entries(
    scope: Scope,
    asked: EntryFilter = EntryFilter(),  # noqa: B008  an immutable value
    *,
    numbers: Sequence[int] | None = None,
    after: int = 0,
    before: int | None = None,
    limit: int = 50,
) -> list[EntryRecord]:
    """Return entries the scope sees, newest first, or in order of number when `after` is given.

    Args:
        scope: Who looks.
        asked: Which entries.
        numbers: Only these.
        after: Only greater numbers, in rising order.
        before: Only smaller numbers.
        limit: At most so many, up to PAGE_MAX.
    """
    rows = _filtered(asked)
    if numbers is not None:
        rows = rows.filter(number__in=list(numbers))
    if before is not None:
        rows = rows.filter(number__lt=before)
    rows = rows.filter(number__gt=after).order_by("number") if after else rows.order_by("-number")
    if not scope.is_everywhere:
        rows = _with_line(rows, Line.objects.filter(recipient__in=_seen(scope)))
    return _records(rows[: min(limit, PAGE_MAX)])


def entries_after(number: int, *, upto: int, limit: int = PAGE_MAX) -> list[EntryRecord]:
    """Return the entries after one number up to another, in order: to read the book in pages."""
    rows = Entry.objects.filter(number__gt=number, number__lte=upto).order_by("number")
    return _records(rows[: min(limit, PAGE_MAX)])


def _filtered(asked: EntryFilter) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    exact = {"kind": asked.kind, "batch": asked.batch, "document": asked.document}
    rows = rows.filter(**{name: value for name, value in exact.items() if value not in ("", None)})
    if asked.words:
        rows = rows.filter(words__contains=asked.words)
    if asked.starts:
        rows = rows.filter(starts__gte=asked.starts)
    if asked.ends:
        rows = rows.filter(ends__lte=asked.ends)
    if asked.account or asked.recipient:
        lines = Line.objects.all()
        if asked.account:
            lines = lines.filter(account=asked.account)
        if asked.recipient:
            lines = lines.filter(
                recipient__in=[key for key in _recipients() if covers(asked.recipient, key)]
            )
        rows = _with_line(rows, lines)
    return rows


def _with_line(rows: QuerySet[Entry], lines: QuerySet[Line]) -> QuerySet[Entry]:
    """Return the entries that have one of some lines, asked entry by entry: a page is soon full."""
    return rows.filter(Exists(lines.filter(entry_id=OuterRef("number"))))


class _Known(NamedTuple):
    """The recipients of all lines up to an entry."""

    upto: Head
    keys: frozenset[str]


_known = _Known(START, frozenset())


def _recipients() -> frozenset[str]:
    """Return every line's recipient.

    What was read stays true as long as its last entry is there, because a book only grows: so only
    what came since is read.
    """
    global _known  # noqa: PLW0603  one book in a process
    known, now = _known, head()
    if known.upto == now:
        return known.keys
    if hash_at(known.upto.number) != known.upto.hash:
        known = _Known(START, frozenset())
    rows = Line.objects.filter(
        entry_id__gt=known.upto.number, entry_id__lte=now.number, recipient__isnull=False
    )
    fresh = rows.values_list("recipient", flat=True).distinct()
    _known = _Known(now, known.keys.union(key for key in fresh if key is not None))
    return _known.keys


def _seen(scope: Scope) -> list[str]:
    return [key for key in _recipients() if scope.sees(key)]


def _records(rows: Iterable[Entry]) -> list[EntryRecord]:
    found = list(rows)
    numbers = [row.number for row in found]
    lines: dict[int, list[LineDraft]] = {number: [] for number in numbers}
    fetched = Line.objects.filter(entry_id__in=numbers).order_by("entry_id", "line")
    for number, *values in fetched.values_list("entry_id", *_LINE_FIELDS):
        lines[number].append(_line(values))
    taken = dict(Entry.objects.filter(reverses__in=numbers).values_list("reverses", "number"))
    return [
        EntryRecord(
            row.number,
            _draft(row, lines[row.number]),
            row.posted_by,
            row.posted_at,
            row.previous,
            row.hash,
            taken.get(row.number),
        )
        for row in found
    ]


def _line(values: Sequence[Any]) -> LineDraft:
    last = _DIMS_AT + len(Dims._fields)
    itemised, *rest = values[last:]
    plain = values[:_DIMS_AT]
    return LineDraft._make((*plain, Dims._make(values[_DIMS_AT:last]), itemised == 1, *rest))


def _draft(row: Entry, lines: Sequence[LineDraft]) -> EntryDraft:
    return EntryDraft(
        row.kind,
        row.starts,
        row.ends,
        row.words,
        tuple(lines),
        row.document,
        row.evidence,
        row.source,
        row.reverses,
        row.pairing,
        row.batch,
    )


def projects_on_record() -> list[str]:
    """Return every project that a line names, in the order in which they were first posted."""
    named = Line.objects.filter(project__isnull=False).values_list("project", flat=True)
    ordered = named.annotate(first=Min("entry_id")).order_by("first", "project")
    return [project for project in ordered if project is not None]


def lines_on(
    accounts: Iterable[str] | None,
    *,
    recipient: str | None = None,
    itemised: bool | None = None,
    projects: Collection[str] | None = None,
    entries: Collection[int] | None = None,
) -> list[BookLine]:
    """Return the lines in force on some accounts: neither taken back nor taking back.

    Carve-outs (sense -1) that are in force are included, since what is left of a stated total
    depends on them; those made because of an entry taken back since are not.

    Args:
        accounts: Account codes; None = all.
        recipient: Only lines whose recipient lies inside this place; None = all.
        itemised: Only single records (True) or only stated totals' parts (False); None = both.
        projects: Only lines of these projects; None = all.
        entries: Only lines of these entries; None = all.
    """
    rows = _in_force(accounts, itemised=itemised).order_by("entry_id", "line")
    if projects is not None:
        rows = rows.filter(project__in=projects)
    if entries is not None:
        rows = rows.filter(entry_id__in=entries)
    if recipient is not None:
        rows = rows.filter(recipient__in=[key for key in _recipients() if covers(recipient, key)])
    return book_lines(rows)


def amounts_on(account: str, *, itemised: bool | None = None) -> Iterator[tuple[int, int]]:
    """Yield amount and entry of every line in force on an account, with little memory."""
    return _in_force([account], itemised=itemised).values_list("amount", "entry_id").iterator()


def _in_force(accounts: Iterable[str] | None, *, itemised: bool | None) -> QuerySet[Line]:
    reversed_numbers = Entry.objects.filter(reverses__isnull=False).values("reverses")
    rows = Line.objects.filter(entry__reverses__isnull=True)
    rows = rows.exclude(entry_id__in=reversed_numbers).exclude(carves__in=reversed_numbers)
    if accounts is not None:
        rows = rows.filter(account__in=list(accounts))
    return rows if itemised is None else rows.filter(itemised=int(itemised))


def book_lines(rows: QuerySet[Line]) -> list[BookLine]:
    """Return rows of lines as the drafts they were posted from."""
    names = ("entry_id", "line", "entry__kind", "entry__document", *_LINE_FIELDS)
    return [
        BookLine(number, at, kind, document, _line(values))
        for number, at, kind, document, *values in rows.values_list(*names)
    ]


def taken_back_by(numbers: Iterable[int]) -> dict[int, int]:
    """Return which of some entries were taken back, each with the entry that did so."""
    asked = sorted(set(numbers))
    found: dict[int, int] = {}
    for at in range(0, len(asked), PAGE_MAX):
        rows = Entry.objects.filter(reverses__in=asked[at : at + PAGE_MAX])
        found.update(
            (back, number)
            for back, number in rows.values_list("reverses", "number")
            if back is not None
        )
    return found


def proposals(scope: Scope, *, open_only: bool = True) -> list[Proposed]:
    """Return proposals to take entries back that the scope sees, newest first."""
    rows = list(Proposal.objects.order_by("-id"))
    done = dict(
        Entry.objects.filter(reverses__in=[row.entry_id for row in rows]).values_list(
            "reverses", "number"
        )
    )
    seen = (
        None
        if scope.is_everywhere
        else {
            one.number
            for one in entries(scope, numbers=[row.entry_id for row in rows], limit=PAGE_MAX)
        }
    )
    return [
        Proposed(
            row.pk,
            row.entry_id,
            row.reason,
            row.proposed_by,
            row.proposed_at,
            done.get(row.entry_id),
        )
        for row in rows
        if (seen is None or row.entry_id in seen) and not (open_only and row.entry_id in done)
    ]
