"""An entry as text and back: for tests, documents and other programs. Knows no Django.

The text is a journal that hledger reads too::

    2016-05-01=2016-05-31 (aid) 市级统筹资金投入
        ; document:2017 年拨付情况
        Place:Contributed  1000.00 CNY  ; recipient:533422, source:MUNICIPAL_POOLED, wording:over
        Source:Aid  -1000.00 CNY  ; recipient:533422, source:MUNICIPAL_POOLED, wording:over

The two days are the period's first and last; one day stands alone. Money is in yuan; every other
unit is counted in its smallest part and stands in brackets, because it does not balance. What no
tag says is as usual; a comma, a per cent sign or a line break in a value is written %2C, %25, %0A.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import unquote

from jiedui.books.chain import PLAIN_ENTRY
from jiedui.books.chart import side_of
from jiedui.books.collector import paused
from jiedui.books.entry import EXACT, NOTHING_MORE, Dims, EntryDraft, LineDraft
from jiedui.kernel.quantity import UNITS, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ENTRY_TAGS = ("document", "evidence", "source", "pairing", "reverses", "batch")
_NUMBER_TAGS = ("low_delta", "high_delta", "low_open", "high_open", "sense", "carves")
_TEXT_TAGS = ("overlap", "excluding", "cell")
_LINE_TAGS = frozenset(
    (*Dims._fields, *_NUMBER_TAGS, *_TEXT_TAGS, "wording", "itemised", "from", "to")
)
_KEPT_MAX = 100_000

_Tags = tuple[Dims, dict[str, str]]

_new = tuple.__new__
"""Makes an entry or a line of all its values at once, which a bulk of them needs."""


class NotationError(ValueError):
    """A text is not in the notation.

    Attributes:
        line: Which line of the text, from 1.
    """

    def __init__(self, line: int, found: str, expected: str) -> None:
        """Say where, what was found and what was expected."""
        self.line = line
        super().__init__(f"line {line}: found {found!r}, expected {expected}")


def written(drafts: Iterable[EntryDraft]) -> str:
    """Return entries as text."""
    return "\n".join("".join(_written(draft)) for draft in drafts)


def _written(draft: EntryDraft) -> Iterator[str]:
    days = draft.starts.isoformat()
    if draft.ends != draft.starts:
        days += f"={draft.ends.isoformat()}"
    yield f"{days} ({draft.kind}) {_escaped(draft.words)}\n"
    for name in _ENTRY_TAGS:
        value = getattr(draft, name)
        if value not in ("", None):
            yield f"    ; {name}:{_escaped(str(value))}\n"
    for one in draft.lines:
        account = one.account if side_of(one.account) else f"({one.account})"
        tags = ", ".join(f"{name}:{_escaped(value)}" for name, value in _tags(draft, one))
        yield f"    {account}  {_amount(one)}{'  ; ' if tags else ''}{tags}\n"


def _amount(one: LineDraft) -> str:
    if one.unit != "fen":
        return f'{one.amount} "{one.unit}"'
    sign = "-" if one.amount < 0 else ""
    return f"{sign}{abs(one.amount) // 100}.{abs(one.amount) % 100:02d} CNY"


def _tags(draft: EntryDraft, one: LineDraft) -> Iterator[tuple[str, str]]:
    """Yield what differs from the usual."""
    for name, key in zip(Dims._fields, one.dims, strict=True):
        if key is not None:
            yield name, key
    for name, usual in _USUAL.items():
        value = getattr(one, name)
        if value != usual:
            yield name, "no" if value is False else str(value)
    if (one.starts, one.ends) != (draft.starts, draft.ends):
        yield "from", one.starts.isoformat()
        yield "to", one.ends.isoformat()


_USUAL: dict[str, object] = {
    "wording": Wording.EXACT.value,
    "low_delta": 0,
    "high_delta": 0,
    "low_open": 0,
    "high_open": 0,
    "sense": 1,
    "carves": None,
    "itemised": True,
    "overlap": "counted",
    "excluding": None,
    "cell": "",
}

_ESCAPES = str.maketrans({mark: f"%{ord(mark):02X}" for mark in ",%\n\r\t\v\f;"})


def _escaped(value: str) -> str:
    text = value.translate(_ESCAPES)
    return text if text == text.strip(" ") else text.replace(" ", "%20")


def read(text: str) -> list[EntryDraft]:
    """Return the entries of a text.

    Who posts a long journal pauses Python's collector until that is done (`books.collector`): it
    would walk all entries as soon as they are read.

    Raises:
        NotationError: A line is not in the notation.
    """
    with paused():
        return list(entries(text.split("\n")))


def entries(lines: Iterable[str]) -> Iterator[EntryDraft]:
    """Yield the entries of lines that end without line break, one after another.

    Raises:
        NotationError: A line is not in the notation.
    """
    tags = _KeptTags()
    days: dict[str, tuple[dt.date, dt.date]] = {}
    head: tuple[str, dt.date, dt.date, str] | None = None
    found: list[LineDraft] = []
    own: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if line[:4] == "    ":
            if head is None:
                raise NotationError(number, line, "a line that begins with a day")
            if line[4:5] == ";":
                name, _, value = line[5:].strip(" ").partition(":")
                own[name] = value
            else:
                body, _, comment = line.partition("  ; ")
                found.append(_read_line(number, body, (tags.of(number, comment), head[1:3])))
            continue
        if head is not None:
            yield _entry(head, tuple(found), own)
            head, found, own = None, [], {}
        if line and line[0] not in ";#":
            head = _read_head(number, line, days)
    if head is not None:
        yield _entry(head, tuple(found), own)


class _KeptTags:
    """The tags read so far: journals repeat theirs a thousand times."""

    def __init__(self) -> None:
        self._kept: dict[str, _Tags] = {"": (Dims(), {})}

    def of(self, number: int, comment: str) -> _Tags:
        """Return the keys and the other tags of a comment."""
        found = self._kept.get(comment)
        if found is None:
            if len(self._kept) > _KEPT_MAX:
                self._kept.clear()
            found = self._kept[comment] = _read_tags(number, comment)
        return found


def _entry(
    head: tuple[str, dt.date, dt.date, str], lines: tuple[LineDraft, ...], own: dict[str, str]
) -> EntryDraft:
    kind, starts, ends, words = head
    if not own:
        return _new(EntryDraft, (kind, starts, ends, words, lines, *PLAIN_ENTRY))
    texts = {
        name: unquote(own.get(name, "")) for name in ("document", "evidence", "source", "pairing")
    }
    numbers = {name: int(own[name]) for name in ("reverses", "batch") if name in own}
    return EntryDraft(kind, starts, ends, words, lines, **texts, **numbers)  # type: ignore[arg-type]


def _read_head(
    number: int, line: str, kept: dict[str, tuple[dt.date, dt.date]]
) -> tuple[str, dt.date, dt.date, str]:
    first, _, rest = line.partition(" (")
    kind, closed, words = rest.partition(")")
    days = kept.get(first)
    if days is None:
        starts, _, ends = first.partition("=")
        try:
            days = dt.date.fromisoformat(starts), dt.date.fromisoformat(ends or starts)
        except ValueError as error:
            raise NotationError(number, first, "a day as 2016-05-01, or two joined by =") from error
        kept[first] = days
    if not closed:
        raise NotationError(number, line, "the kind of entry in brackets after the day")
    words = words[1:]
    return kind, *days, unquote(words) if "%" in words else words


def _read_tags(number: int, comment: str) -> _Tags:
    pairs: dict[str, str] = {}
    is_escaped = "%" in comment
    for tag in comment.split(", ") if comment else ():
        name, colon, value = tag.partition(":")
        if not colon or name not in _LINE_TAGS:
            raise NotationError(number, tag, "a tag of the notation")
        pairs[name] = unquote(value) if is_escaped else value
    return Dims._make([pairs.pop(name, None) for name in Dims._fields]), pairs


def _read_line(number: int, body: str, context: tuple[_Tags, tuple[dt.date, dt.date]]) -> LineDraft:
    account, _, rest = body[4:].partition("  ")
    (dims, pairs), days = context
    if account[:1] == "(":
        account = account[1:-1]
    try:
        if rest[-7:-6] == "." and rest[-4:] == " CNY":
            unit, amount = "fen", int(rest[:-7] + rest[-6:-4])
        else:
            unit, amount = _read_amount(number, rest)
    except NotationError:
        raise
    except ValueError as error:
        raise NotationError(number, rest, "an amount as 1000.00 CNY") from error
    one = _new(LineDraft, (account, unit, amount, *EXACT, *days, dims, *NOTHING_MORE))
    return _with_tags(one, pairs) if pairs else one


def _read_amount(number: int, text: str) -> tuple[str, int]:
    digits, _, commodity = text.strip(" ").partition(" ")
    if commodity == "CNY":
        return "fen", _fen(digits)
    if commodity.strip('"') not in UNITS:
        raise NotationError(number, commodity, "CNY or a unit of the book")
    return commodity.strip('"'), int(digits)


def _fen(digits: str) -> int:
    """Return yuan with at most two decimals as fen."""
    whole, point, part = digits.partition(".")
    if len(part) > 2 or (point and not part.isdigit()):
        raise ValueError(digits)
    return int(whole + part.ljust(2, "0"))


def _with_tags(one: LineDraft, pairs: dict[str, str]) -> LineDraft:
    changes: dict[str, object] = {name: int(pairs[name]) for name in _NUMBER_TAGS if name in pairs}
    changes |= {name: pairs[name] for name in (*_TEXT_TAGS, "wording") if name in pairs}
    changes |= {
        field: dt.date.fromisoformat(pairs[name])
        for name, field in (("from", "starts"), ("to", "ends"))
        if name in pairs
    }
    if pairs.get("itemised") == "no":
        changes["itemised"] = False
    return one._replace(**changes)  # type: ignore[arg-type]
