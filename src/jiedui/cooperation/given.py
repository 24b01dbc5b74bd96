"""What a form or a posted row gives, read into values: parties, days, amounts with their wording.

A form's words are read here, every fault at once; a posted row was read by the exchange already.
Nothing is made finer than it was said. Knows no Django.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.cooperation.parties import Party, party_of
from jiedui.cooperation.vocabulary import VOCABULARIES
from jiedui.kernel import place
from jiedui.kernel.codes import code_of
from jiedui.kernel.identity import mask
from jiedui.kernel.period import EARLIEST, LATEST, Period, parse_iso
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.kernel.quantity import Interval, Wording, between, said
from jiedui.reader.amounts import amount_of
from jiedui.reader.dates import date_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEXT_MAX = 2_000
"""Longest text of a field, in characters."""

LINES_MAX = 200_000
"""Longest roster that is taken, in characters."""

SEVERAL = re.compile(r"(?:多|数|若干|几)次?|several|some", re.IGNORECASE)
"""Words for acts that were reported but not counted."""


class Ask(enum.StrEnum):
    """What a field asks for; what is sealed, or a roster's lines, names people."""

    TEXT = "text"
    LONG = "long"
    PARTY = "party"
    PLACE = "place"
    DAY = "day"
    END = "end"
    CHOICE = "choice"
    MONEY = "money"
    COUNT = "count"
    TIMES = "times"
    YES = "yes"
    RECORD = "record"
    SEALED = "sealed"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record.

    Attributes:
        name: Its name; the same as in the workbooks of the exchange where they have it.
        ask: What it asks for.
        zh: Its label in Chinese.
        en: Its label in English.
        is_required: Whether it must be filled.
        choices: For a choice, the vocabulary's name.
        hint: An example, "" when none is needed.
    """

    name: str
    ask: Ask
    zh: str
    en: str
    is_required: bool = False
    choices: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record: its code, its names and its fields.

    Attributes:
        code: Its code in addresses and proposals.
        zh: Its name in Chinese.
        en: Its name in English.
        fields: Its fields, in the order of the form.
        spans: Pairs of day fields of which the second may not lie before the first.
    """

    code: str
    zh: str
    en: str
    fields: tuple[Field, ...]
    spans: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """The values of one record.

    Attributes:
        kind: The kind's code.
        values: Field name to value; a field without value is not there.
        entries: The entries of the book that say it already, when it came in by a file.
        source: file, sheet and row, joined by tabs; "" when not from a file.
    """

    kind: str
    values: Mapping[str, object]
    entries: tuple[int, ...] = ()
    source: str = ""

    def text(self, name: str) -> str:
        """Return words, "" when nothing was said."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def party(self, name: str) -> Party | None:
        """Return a party."""
        value = self.values.get(name)
        return value if isinstance(value, Party) else None

    def period(self, name: str) -> Period | None:
        """Return the day, month or year of a day field."""
        value = self.values.get(name)
        return value if isinstance(value, Period) else None

    def amount(self, name: str) -> Interval | None:
        """Return a number with its wording."""
        value = self.values.get(name)
        return value if isinstance(value, Interval) else None

    def number(self, name: str) -> int | None:
        """Return the number of a record that was named."""
        value = self.values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def is_yes(self, name: str) -> bool:
        """Whether a mark was set."""
        return self.values.get(name) is True

    def span(self, start: str, end: str) -> Period:
        """Return the days from one field to another; a side nobody said stays open."""
        first, last = self.period(start), self.period(end)
        return Period(first.starts if first else EARLIEST, last.ends if last else LATEST)


@dataclass(slots=True)
class _Reading:
    """A form being read: its faults so far."""

    problems: list[Problem] = field(default_factory=list)

    def wrong(self, one: Field, code: str, *, found: str, expected: str) -> None:
        where = Source(cell=one.name)
        self.problems.append(Problem(code, Severity.ERROR, where, found, expected))


def read(kind: RecordKind, raw: Mapping[str, str]) -> Given:
    """Return the values of a form.

    Raises:
        Refused: A field is missing or cannot be read; every such field is told at once.
    """
    reading = _Reading()
    values: dict[str, object] = {}
    for one in kind.fields:
        words = raw.get(one.name, "").strip()
        if words:
            value = _READERS[one.ask](reading, one, words)
            if value is not None:
                values[one.name] = value
        elif one.is_required:
            reading.wrong(one, "FIELD_MISSING", found="nothing", expected=f"{one.zh} ({one.en})")
    given = Given(kind.code, values)
    _check_order(kind, given, reading)
    if reading.problems:
        raise Refused(reading.problems)
    return given


def _check_order(kind: RecordKind, given: Given, reading: _Reading) -> None:
    for start, end in kind.spans:
        first, last = given.period(start), given.period(end)
        if first is not None and last is not None and last.ends < first.starts:
            one = next(field for field in kind.fields if field.name == end)
            reading.wrong(one, "DATE_ORDER", found=str(last), expected=f"not before {first}")


def _text(reading: _Reading, one: Field, words: str) -> str | None:
    most = {Ask.LONG: TEXT_MAX, Ask.LINES: LINES_MAX}.get(one.ask, 200)
    if len(words) > most:
        reading.wrong(
            one, "TEXT_TOO_LONG", found=f"{len(words)} characters", expected=f"at most {most}"
        )
        return None
    if one.ask not in {Ask.LONG, Ask.LINES} and not words.isprintable():
        reading.wrong(one, "TEXT_CHARACTERS", found="control characters", expected="one line")
        return None
    return words if one.ask in {Ask.SEALED, Ask.LINES} else mask(words)


def _party(reading: _Reading, one: Field, words: str) -> Party | None:
    if _text(reading, one, words) is None:
        return None
    if "\\" in words:
        reading.wrong(one, "TEXT_CHARACTERS", found="a backslash", expected="a name")
        return None
    return party_of(words)


def _place(reading: _Reading, one: Field, words: str) -> str | None:
    found = place.find(words)
    if found:
        return found[0].key
    likely = place.nearest(words)
    expected = "、".join(likely) if likely else "a place, for example 久治县 or 632625"
    key = place.present_code(words)
    if place.known(key):
        return key
    reading.wrong(one, "PLACE_UNKNOWN", found=words[:40], expected=expected)
    return None


def _day(reading: _Reading, one: Field, words: str) -> Period | None:
    told = date_of(words)
    if told.fault is None and told.first and not told.is_range:
        return parse_iso(told.first)
    if one.ask is Ask.END and told.is_open:
        return Period(LATEST, LATEST)
    expected = "a day, month or year: 2017-03-05, 2017-03, 2017年3月, 2017"
    reading.wrong(one, "DATE_UNREADABLE", found=words[:40], expected=expected)
    return None


def _choice(reading: _Reading, one: Field, words: str) -> str | None:
    vocabulary = VOCABULARIES[one.choices]
    code = code_of(vocabulary, words)
    if code is None:
        expected = "、".join(member.zh for member in vocabulary.values())
        reading.wrong(one, "VALUE_UNKNOWN", found=words[:40], expected=expected)
    return code


def _money(reading: _Reading, one: Field, words: str) -> Interval | None:
    """Return an amount in fen: 12.5 (yuan), 12.5万元, 约30万元, 10万余元."""
    return _scaled(reading, one, words, scale=100, expected="an amount, for example 50万元")


def _count(reading: _Reading, one: Field, words: str) -> Interval | None:
    return _scaled(reading, one, words, scale=1, expected="a whole number, for example 32 or 约30")


def _scaled(
    reading: _Reading, one: Field, words: str, *, scale: int, expected: str
) -> Interval | None:
    told = amount_of(words)
    low = None if told is None else told.value * scale
    high = None if told is None or told.high is None else told.high * scale
    is_money = told is not None and (told.is_money or not told.unit)
    whole = low is not None and low == int(low) and (high is None or high == int(high))
    if told is None or low is None or not whole or low < 0 or (scale > 1 and not is_money):
        reading.wrong(one, "NUMBER_UNREADABLE", found=words[:40], expected=expected)
        return None
    if max(low, high or 0) > 10**17:
        reading.wrong(one, "AMOUNT_WRONG", found=words[:40], expected="an amount up to 10^15 yuan")
        return None
    return between(int(low), int(high)) if high is not None else said(int(low), told.wording)


def _times(reading: _Reading, one: Field, words: str) -> Interval | None:
    """Return how often: a number, or at least one where it was reported and not counted."""
    if SEVERAL.fullmatch(words):
        return said(1, Wording.AT_LEAST)
    return _count(reading, one, words)


def _yes(reading: _Reading, one: Field, words: str) -> bool | None:
    del reading, one
    return words.casefold() in {"1", "on", "yes", "true", "是", "有"} or None


def _record(reading: _Reading, one: Field, words: str) -> int | None:
    if words.isascii() and words.isdigit() and len(words) < 10:
        return int(words)
    reading.wrong(one, "NUMBER_UNREADABLE", found=words[:40], expected="the number of a record")
    return None


_READERS: dict[Ask, Callable[[_Reading, Field, str], object]] = {
    Ask.TEXT: _text,
    Ask.LONG: _text,
    Ask.SEALED: _text,
    Ask.LINES: _text,
    Ask.PARTY: _party,
    Ask.PLACE: _place,
    Ask.DAY: _day,
    Ask.END: _day,
    Ask.CHOICE: _choice,
    Ask.MONEY: _money,
    Ask.COUNT: _count,
    Ask.TIMES: _times,
    Ask.YES: _yes,
    Ask.RECORD: _record,
}
