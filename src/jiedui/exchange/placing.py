"""Giving every record its places: county names resolved to present names and codes, problems told.

Knows the whole file at once, because a misspelt or counted name (三县) is decided by the counties
named elsewhere in it. Knows no Django.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from jiedui.exchange.headingwords import word_of
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.latinnames import in_chinese
from jiedui.exchange.naming import (
    EAST,
    Named,
    Party,
    is_general,
    places_in,
    resolve,
    resolve_party,
)
from jiedui.kernel import place
from jiedui.kernel.period import EARLIEST, parse_iso
from jiedui.kernel.place import Level
from jiedui.reader.text import normal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jiedui.exchange.faults import Faults
    from jiedui.exchange.rows import Value
    from jiedui.exchange.tableread import Record, TableRead
    from jiedui.kernel.place import Place

_PARTIES = ("donor", "recipient")
_MOST_TEXTS = 5_000
_MOST_UNKNOWN = 500
"""So many names that no place has are held against all names in a file; further ones only told."""
_MOST_KNOWN = 60_000

MOST_ASKED = 10_000
"""So many different names of a file are looked up; further ones are told as unknown unseen."""

_NOT_ASKED = Named(
    None,
    problem="NAME_UNKNOWN",
    expected=f"a division of China; not looked up: more than {MOST_ASKED:,} different names",
)
_UNKNOWN = frozenset(("NAME_UNKNOWN", "NAME_TYPO"))


class _Names:
    """Resolves the names of one file and counts those that no place has."""

    def __init__(self, nearby: tuple[str, ...]) -> None:
        """Begin a file whose places that are sure are `nearby`."""
        self.nearby = nearby
        self.unknown: set[str] = set()
        self.asked: set[str] = set()
        self.known: dict[tuple[str, dt.date | None], Named] = {}
        self.parties: dict[tuple[str, dt.date | None], Party] = {}

    def resolve(self, text: str, day: dt.date | None) -> Named:
        """Return what a cell of a place column names."""
        named = self.known.get((text, day))
        if named is None:
            if not self._may_ask(text):
                return _NOT_ASKED
            offers_near = self._offers_near(text)
            named = resolve(text, on=day, nearby=self.nearby, offers_near=offers_near)
            self._count(text, named.problem)
            if len(self.known) < _MOST_KNOWN:
                self.known[text, day] = named
        return named

    def party(self, text: str, day: dt.date | None) -> Party:
        """Return what a cell of a party's column names."""
        party = self.parties.get((text, day))
        if party is None:
            if not self._may_ask(text):
                return Party(text, None, _NOT_ASKED.problem, _NOT_ASKED.expected)
            offers_near = self._offers_near(text)
            party = resolve_party(text, on=day, nearby=self.nearby, offers_near=offers_near)
            self._count(text, party.problem)
            if len(self.parties) < _MOST_KNOWN:
                self.parties[text, day] = party
        return party

    def _may_ask(self, text: str) -> bool:
        if text not in self.asked and len(self.asked) >= MOST_ASKED:
            return False
        self.asked.add(text)
        return True

    def _offers_near(self, text: str) -> bool:
        return len(self.unknown) < _MOST_UNKNOWN or text in self.unknown

    def _count(self, text: str, problem: str) -> None:
        if problem in _UNKNOWN and len(self.unknown) < _MOST_UNKNOWN:
            self.unknown.add(text)


def place_records(tables: Iterable[TableRead], faults: Faults) -> None:
    """Resolve the places of all records of a file; each problem is told at its cell."""
    tables = list(tables)
    _fill_grouped(tables)
    names = _Names(_nearby(tables))
    for table in tables:
        parties = table.binding.kind.code == "pairing"
        for record in table.records:
            day = first_day(record)
            if parties:
                _place_parties(record, faults, day, names=names)
            if not parties or "county" in record.fields:
                _place_county(record, faults, day, names=names)


def first_day(record: Record) -> dt.date | None:
    """Return the first day a record speaks of; None when nothing in the file dates it."""
    for name in ("period", "start_date", "planned_start", "as_of", "donation_date", "year"):
        value = record.fields.get(name)
        if isinstance(value, str) and (day := _first(value.partition("/")[0])):
            return day
    context = record.table.context
    if context.period is not None and context.period.starts != EARLIEST:
        return context.period.starts
    return context.cut_off


@functools.lru_cache(maxsize=8192)
def _first(text: str) -> dt.date | None:
    try:
        return parse_iso(text).starts
    except ValueError:
        return None


def _fill_grouped(tables: list[TableRead]) -> None:
    """Carry a county down where only the first row of each group names it."""
    for table in tables:
        if not table.records or "county" not in table.records[0].letters:
            continue
        column = table.binding.column("county")
        if (
            column is None
            or not table.binding.kind.field("county")
            or not column.field
            or not column.field.is_required
        ):
            continue
        empty = sum(one.fields.get("county") is None for one in table.records)
        if (
            empty < 2
            or empty * 10 < 3 * len(table.records)
            or table.records[0].fields.get("county") is None
        ):
            continue
        last: Value = None
        for record in table.records:
            last = record.fields.get("county") or last
            record.fields["county"] = last


def _nearby(tables: list[TableRead]) -> tuple[str, ...]:
    """Return the keys of places the file names rightly: rows first, then titles."""
    found = {key: None for text in _place_texts(tables) for key in _sure_keys(text)}
    for table in tables:
        for _, _, one in (*places_in(table.context.title), *places_in(table.sheet.name)):
            found[one.key] = None
    return tuple(found)


def _place_texts(tables: list[TableRead]) -> list[str]:
    """Return the different words in the place columns of a file, in their order."""
    texts = {
        value: None
        for table in tables
        for record in table.records
        for name in ("county", *_PARTIES)
        if isinstance(value := record.fields.get(name), str) and len(value) < 40
    }
    return list(texts)[:_MOST_TEXTS]


def _sure_keys(text: str) -> list[str]:
    if is_general(text):
        return []
    places = [
        one
        for one in place.find(normal(in_chinese(text) or text))
        if not one.rest and not one.is_loose
    ]
    if len({one.key for one in places}) == 1:
        return [places[0].key]
    return list(place.resolve_joint(normal(text)))


def _place_county(record: Record, faults: Faults, day: dt.date | None, *, names: _Names) -> None:
    fields = record.fields
    sections = [word_of(one).text for one in (record.section, *reversed(record.outer)) if one]
    if "county" in fields:
        written = fields["county"]
        if isinstance(written, str):
            _set(record, names.resolve(written, day), faults, written=written)
        else:
            fields["county_code"] = None
        return
    context = record.table.context
    for words in filter(None, (*sections, context.caption)):
        named = names.resolve(words, day)
        if named.key is not None:
            fields.update({"county": named.name, "county_code": named.code})
            _tell_above(record, named, words, faults=faults)
            if sections and words == sections[0]:
                record.section = record.outer[-1] if record.outer else ""
            return
    _place_by_sheet(record)


def _place_by_sheet(record: Record) -> None:
    """Take a record's county from its sheet, the office that filled it in, or its receiver."""
    fields, context = record.fields, record.table.context
    is_gift = record.table.binding.kind.code == "donation"
    if is_gift and _is_wide(context.county_code) and _from_recipient(record):
        return
    if context.county is not None:
        fields.update({"county": context.county, "county_code": context.county_code})
    elif context.preparer and (home := _county_of_preparer(context.preparer)):
        fields.update({"county": place.name_of(home.code), "county_code": home.code})
    elif is_gift:
        _from_recipient(record)


def _tell_above(record: Record, named: Named, words: str, *, faults: Faults) -> None:
    """Tell once what is wrong with a county's name in a line above the rows it is for."""
    table = record.table
    if named.problem not in ("NAME_TYPO", "NAME_OLD") or words in table.placed:
        return
    table.placed[words] = named.name
    cell = table.line_cell(words, record.row)
    faults.add(named.problem, table.sheet.name, cell, found=words, expected=named.expected)


def _county_of_preparer(unit: str) -> Place | None:
    """Return the western county whose office filled a sheet in (填报单位:久治县扶贫局)."""
    found = [
        one
        for at, _, one in places_in(unit)
        if one.level is Level.COUNTY and one.code[:2] not in EAST
    ]
    return found[-1] if len(found) == 1 else None


def _is_wide(code: str | None) -> bool:
    """Whether a code is a prefecture's or a province's, in which a gift's county is another."""
    return code is not None and code.endswith("00")


def _from_recipient(record: Record) -> bool:
    """Take the county of a gift from the words its receiver begins with (久治县教育局)."""
    receiver = record.fields.get("recipient")
    if not isinstance(receiver, str):
        return False
    found = [one for at, _, one in places_in(receiver) if at == 0]
    if not found:
        return False
    one = found[0]
    record.fields.update({"county": place.name_of(one.code), "county_code": one.code})
    return True


def _set(record: Record, named: Named, faults: Faults, *, written: str) -> None:
    record.fields["county"] = named.name
    record.fields["county_code"] = named.code
    if named.key is not None and "+" in named.key:
        record.fields["county_codes"] = named.key
    if named.town and record.fields.get("town") is None:
        record.fields["town"] = named.town
    stands_across = any(name == "county" for name, _ in record.group)
    is_told = stands_across and written in record.table.placed
    if stands_across:
        record.table.placed.setdefault(written, named.name)
    if named.problem and not is_told and "county" not in record.carried:
        cell = record.table.head_cell(written) if stands_across else record.cell("county")
        faults.add(
            named.problem,
            record.table.sheet.name,
            cell,
            found=written,
            expected=named.expected,
        )


def _place_parties(record: Record, faults: Faults, day: dt.date | None, *, names: _Names) -> None:
    for name in _PARTIES:
        written = record.fields.get(name)
        if not isinstance(written, str):
            continue
        party = names.party(written, day)
        record.fields[name] = party.name
        record.fields[f"{name}_key"] = party.key
        if party.problem and name not in record.carried:
            faults.add(
                party.problem,
                record.table.sheet.name,
                record.cell(name),
                found=written,
                expected=party.expected,
            )


__all__ = ["FieldKind", "first_day", "place_records"]
