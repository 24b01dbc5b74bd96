"""A return sent again: its rows set against what stands of the earlier one, and what is taken back.

A row that says the same makes nothing; one that says something else takes the earlier entries back
and is drafted anew; a row that is gone takes back only what a person says. Knows no Django.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from jiedui.books.entry import reversal, taken_back
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.rows import Row
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jiedui.books.entry import EntryDraft, LineDraft
    from jiedui.exchange.rows import Reading, Total, Value

Key = tuple[bool, int]
"""Which row is meant: whether it is a printed sum, and its position among the rows or sums."""

ALIKE = 0.6
"""From this share of equal fields two rows without a common key are taken for one."""

_PAIRS_MAX = 250_000
_ASIDE = frozenset(("seq", "remark", "county_codes"))


class Change(enum.StrEnum):
    """What became of a row when its return was sent again."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Earlier:
    """One row, or printed sum, of an earlier return with what stands of it in the book.

    Attributes:
        batch: The batch it came with.
        file: Its file.
        at: Its position among the rows, or among the sums, of that batch.
        thing: The row or sum.
        kind: The kind of its table.
        entries: Entries in force that say it.
    """

    batch: int
    file: str
    at: int
    thing: Row | Total
    kind: str
    entries: tuple[int, ...]

    @property
    def is_total(self) -> bool:
        """Whether it is a printed sum."""
        return not isinstance(self.thing, Row)

    @property
    def code(self) -> str:
        """Batch, what and position: `3r12` or `3s1`; by it a person says what becomes of it."""
        return f"{self.batch}{'s' if self.is_total else 'r'}{self.at}"

    @property
    def where(self) -> str:
        """File, sheet and row for people."""
        return " › ".join(
            part for part in (self.file, self.thing.sheet, f"第{self.thing.row}行") if part
        )


class Shares(Protocol):
    """Tells what goes with an entry in other entries: what each line rests on, and the line."""

    def __call__(
        self, number: int, *, going: frozenset[int] = ...
    ) -> Iterable[tuple[int, LineDraft]]:
        """Return the lines; `going` are all entries that are taken back together."""


@dataclass(frozen=True, slots=True)
class Resend:
    """The earlier return that a new one replaces.

    Attributes:
        batch: Its batch.
        evidence: The hash of its file.
        earlier: Its rows and sums, and those of returns it replaced itself that still stand.
        shares: What goes with an entry in others when some go together, see `books.resting`.
        given_up: Codes of gone rows that a person has said to take back.
        is_later: Whether the new return reports a later day, so that it may tell progress.
    """

    batch: int
    evidence: str
    earlier: tuple[Earlier, ...]
    shares: Shares
    given_up: frozenset[str] = frozenset()
    is_later: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of the difference between a return and what is posted of the earlier one.

    Attributes:
        change: What became of it.
        key: The row in the new return; None when it is gone.
        earlier: The row in the earlier return; None when it is new.
        fields: Names of the fields that say something else.
        is_given_up: Whether a gone row is taken back.
    """

    change: Change
    key: Key | None
    earlier: Earlier | None
    fields: tuple[str, ...] = ()
    is_given_up: bool = False


def pairs_of(reading: Reading, earlier: Sequence[Earlier]) -> dict[Key, Earlier]:
    """Return which earlier row each row of a reading is: by key, then by likeness."""
    mine: dict[Key, Row | Total] = {
        **{(False, at): row for at, row in enumerate(reading.rows)},
        **{(True, at): total for at, total in enumerate(reading.totals)},
    }
    found: dict[Key, Earlier] = {}
    theirs: dict[tuple[Value, ...], list[Earlier]] = defaultdict(list)
    for one in earlier:
        theirs[_name(one.thing, one.kind)].append(one)
    wanted: dict[tuple[Value, ...], list[Key]] = defaultdict(list)
    for key, thing in mine.items():
        wanted[_name(thing, _kind(reading, thing))].append(key)
    for name, keys in wanted.items():
        if name and name in theirs:
            _pair(keys, theirs[name], mine, found=found, least=0.0)
    taken = {id(one) for one in found.values()}
    keys = [key for key in mine if key not in found and not key[0]]
    left = [one for one in earlier if id(one) not in taken and not one.is_total]
    if len(keys) * len(left) <= _PAIRS_MAX:
        _pair(keys, left, mine, found=found, least=ALIKE)
    return found


def overlap(reading: Reading, earlier: Sequence[Earlier]) -> float:
    """Return the share of the smaller return's rows whose key the other one has too."""
    mine = {_name(row, _kind(reading, row)) for row in reading.rows} - {()}
    theirs = {_name(one.thing, one.kind) for one in earlier if not one.is_total} - {()}
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0


def _kind(reading: Reading, thing: Row | Total) -> str:
    return (thing.kind if isinstance(thing, Row) else "") or reading.kind or ""


def _name(thing: Row | Total, kind: str) -> tuple[Value, ...]:
    """Return what a row is known by: its kind's keys and its place; () when it has none."""
    if not isinstance(thing, Row):
        return ("sum", thing.sheet, normal(thing.label), thing.values.get("as_of"))
    known = KINDS.get(kind)
    keys = tuple(_plain(thing.get(name)) for name in known.keys) if known else ()
    if all(part is None for part in keys):
        return ()
    place = thing.get("county_code") or _plain(thing.get("county"))
    return (kind, place, *keys)


def _plain(value: Value) -> Value:
    return (normal(value) or None) if isinstance(value, str) else value


def _fields(thing: Row | Total) -> dict[str, Value]:
    told = thing.fields if isinstance(thing, Row) else thing.values
    return {name: _plain(value) for name, value in told.items() if name not in _ASIDE}


def differing(mine: Row | Total, theirs: Row | Total) -> tuple[str, ...]:
    """Return the names of the fields in which two rows say something else."""
    one, other = _fields(mine), _fields(theirs)
    return tuple(
        name
        for name in dict.fromkeys((*one, *other))
        if one.get(name) != other.get(name)
        or mine.wordings.get(name, "") != theirs.wordings.get(name, "")
    )


def _likeness(mine: Row | Total, theirs: Row | Total) -> float:
    one, other = _fields(mine), _fields(theirs)
    names = [
        name for name in {*one, *other} if one.get(name) is not None or other.get(name) is not None
    ]
    return sum(one.get(name) == other.get(name) for name in names) / len(names) if names else 0.0


def _pair(
    keys: Sequence[Key],
    theirs: Sequence[Earlier],
    mine: Mapping[Key, Row | Total],
    *,
    found: dict[Key, Earlier],
    least: float,
) -> None:
    """Pair rows with earlier ones, the most alike first; in one sheet before across sheets."""
    offers = sorted(
        (
            (-_likeness(mine[key], one.thing), mine[key].sheet != one.thing.sheet, key, at)
            for key in keys
            for at, one in enumerate(theirs)
        ),
    )
    taken: set[int] = set()
    for distance, _, key, at in offers:
        if key not in found and at not in taken and -distance >= least:
            found[key] = theirs[at]
            taken.add(at)


def says_the_same(
    drafts: Iterable[EntryDraft], posted: Iterable[EntryDraft], *, is_alike: bool
) -> bool:
    """Return whether drafts say what entries on record say, whatever totals those lie in.

    Args:
        drafts: What a row says by itself.
        posted: What stands of the earlier row.
        is_alike: Whether both rows say the same word by word, so that days that moved only because
            the whole return reports a later day are no change.
    """
    return sorted(_said(drafts, is_alike)) == sorted(_said(posted, is_alike))


def _said(entries: Iterable[EntryDraft], is_alike: bool) -> Iterator[str]:  # noqa: FBT001
    for entry in entries:
        lines = sorted(
            repr((line[:8], line.dims, line.itemised, *_days(line, is_alike)))
            for line in entry.lines
            if line.carves is None
        )
        yield repr((entry.kind, entry.words, lines))


def _days(line: LineDraft, is_alike: bool) -> tuple[object, ...]:  # noqa: FBT001
    return () if is_alike else (line.starts, line.ends)


def takings_back(
    resend: Resend,
    pairs: Iterable[tuple[Earlier, Row | Total | None]],
    *,
    entry: Mapping[int, EntryDraft],
    file: str,
) -> list[EntryDraft]:
    """Return the reversals of what earlier rows say, each citing both files.

    Args:
        resend: The earlier return.
        pairs: The earlier rows, each with the row that replaces it, None when it is gone.
        entry: Entries on record by number.
        file: The new file's name.
    """
    told = list(pairs)
    going = {number for earlier, _ in told for number in earlier.entries}
    found = []
    for earlier, row in told:
        where = f"第{row.row}行" if row is not None else "已删去此行"
        sheet = row.sheet if row is not None else earlier.thing.sheet
        for number in earlier.entries:
            draft = reversal(number, entry[number], "")
            shares = tuple(
                taken_back(line)._replace(carves=by)
                for by, line in resend.shares(number, going=frozenset(going))
            )
            words = f"冲正第 {number} 笔({earlier.where}):重报件《{file}》{sheet} {where}"
            found.append(
                draft._replace(
                    words=words,
                    lines=draft.lines + shares,
                    source=f"{file}\t{sheet}\t{row.row if row is not None else ''}",
                )
            )
    return found
