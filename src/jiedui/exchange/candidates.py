"""The tables of a file and the kind each is read as; what a person has to say where it is not sure.

A person's word for the file's kind holds for every table that may be of it, or of no kind at all.
Knows no Django.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.beside import parts_of
from jiedui.exchange.cardsheets import real_name
from jiedui.exchange.columns import (
    COMMON,
    SURE,
    bindings_of,
    bound_as,
    speaking_titles,
    strongest,
    summary_of,
)
from jiedui.exchange.englishheadings import LONGEST
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.rows import Guess
from jiedui.exchange.secondlook import completed, shared
from jiedui.exchange.sheetfaults import ASIDE
from jiedui.exchange.tables import MAX_TABLES, find_tables, table_from, table_like
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.exchange.cardsheets import Cards
    from jiedui.exchange.columns import Binding
    from jiedui.exchange.grid import Book, CellValue, Sheet
    from jiedui.exchange.tables import Table

_NEAR = 0.85
"""From this part of the strongest claim on, another kind is about equally likely."""

_GUESSES = 5
_LIKELY = 50
"""So many tables that nobody knows are looked at to guess the kind of all."""

_LIKE = 3
"""Most tables of other sheets that a sheet without known headings is held against."""

_SEARCHED = 40
_HEADING_MAX = 24
_LOOKED_BELOW = 3


class Candidate(NamedTuple):
    """A table found, the words above it, and what it may be."""

    sheet: Sheet
    table: Table
    title: str
    bindings: dict[str, Binding]


class Chosen(NamedTuple):
    """A table and the kind it is read as; `is_summary` where it sums up the file's other tables."""

    sheet: Sheet
    table: Table
    binding: Binding
    is_summary: bool = False


def candidates_of(book: Book, told: Mapping[str, str]) -> list[Candidate]:
    """Return the tables of a file whose headings are words that some kind knows."""
    sheets = _parts(book)
    found: dict[int, list[Table]] = {}
    many = 0
    for sheet in sheets:
        found[id(sheet)] = find_tables(sheet) if many < MAX_TABLES else []
        many += len(found[id(sheet)])
    if many >= MAX_TABLES:
        return _candidates(sheets, found, told)[:MAX_TABLES]
    known = [tables[0] for tables in found.values() if tables]
    for sheet in sheets:
        if not found[id(sheet)] and known:
            like = (table_like(sheet, one) for one in known[:_LIKE])
            found[id(sheet)] = [one for one in like if one is not None][:1]
    return _candidates(sheets, found, told)


def candidates_on_cards(cards: Cards, told: Mapping[str, str]) -> list[Candidate]:
    """Return the tables that the cards of a file make, with what each may be."""
    return [
        Candidate(one.sheet, one.table, one.title, bindings_of(one.table, one.title, told))
        for one in cards.tables
    ]


def unread_sheets(book: Book, found: Sequence[Candidate]) -> list[str]:
    """Return the names of the sheets that are not looked at, because those before hold so many."""
    if len(found) < MAX_TABLES:
        return []
    seen = {real_name(one.sheet.name) for one in found}
    last = max(at for at, one in enumerate(book.sheets) if one.name in seen)
    return [one.name for one in book.sheets[last + 1 :] if one.rows]


def _candidates(
    sheets: Sequence[Sheet], found: Mapping[int, Sequence[Table]], told: Mapping[str, str]
) -> list[Candidate]:
    return [
        _candidate(sheet, table, told, first=tables[0])
        for sheet in sheets
        if (tables := found[id(sheet)])
        for table in tables
    ]


def unnamed_of(book: Book, known: Sequence[Candidate]) -> list[Candidate]:
    """Return what looks like a table although its headings are no words that any kind knows.

    Args:
        book: The file.
        known: Its tables whose headings are known; their sheets are not looked at again.
    """
    names = {one.sheet.name for one in known}
    found = ((one, _unnamed(one)) for one in _parts(book) if one.name not in names)
    tables = ((sheet, table) for sheet, table in found if table is not None)
    left = max(MAX_TABLES - len(known), 0)
    return [_candidate(sheet, table, {}) for sheet, table in itertools.islice(tables, left)]


def _parts(book: Book) -> list[Sheet]:
    wholes = (one for one in book.sheets if one.rows and one.name.strip() not in ASIDE)
    return [part for whole in wholes for part in parts_of(whole)]


def _candidate(
    sheet: Sheet, table: Table, told: Mapping[str, str], *, first: Table | None = None
) -> Candidate:
    """Return a table with what it may be; the title of its like further up speaks for it too."""
    title = _titles(sheet, table)
    if first is not None and first is not table and _leaves(first) == _leaves(table):
        title = _titles(sheet, first) + title
    return Candidate(sheet, table, title, bindings_of(table, title, told))


def _leaves(table: Table) -> list[str]:
    return [one.levels[-1] for one in table.headings if one.levels]


def _titles(sheet: Sheet, table: Table) -> str:
    texts: list[CellValue] = [value for number in table.above for value in sheet.rows[number]]
    return sheet.name + "".join(one for one in texts if isinstance(one, str))


def chosen(candidates: Sequence[Candidate], told: Mapping[str, str]) -> list[Chosen]:
    """Return the tables that are read, each as the kind it fits best; `told` as `bindings_of`."""
    main = _main_kind(candidates)
    found = []
    for one in candidates:
        binding, summary = strongest(one.bindings, main), _summary(one, main, candidates)
        if summary is not None and (binding is None or _is_weaker(binding)):
            found.append(Chosen(one.sheet, one.table, summary, is_summary=True))
        elif binding is not None:
            found.append(Chosen(one.sheet, one.table, completed(binding, told)))
    return _alike(found, told)


def _alike(tables: Sequence[Chosen], told: Mapping[str, str]) -> list[Chosen]:
    """Return the tables with what a heading was taken for in one of them, in all of its kind."""
    bindings = shared([one.binding for one in tables], told)
    return [one._replace(binding=binding) for one, binding in zip(tables, bindings, strict=True)]


def told_kind(
    candidates: Sequence[Candidate], kind: str, told: Mapping[str, str]
) -> list[Candidate]:
    """Return candidates with a person's word for the file's kind.

    It holds for the tables that may be of that kind, else for those that nobody knows, else for
    all: a person who says so has seen them.
    """
    able = [one for one in candidates if kind in one.bindings]
    unknown = [one for one in candidates if not one.bindings]
    meant = {id(one.table) for one in able or unknown or candidates}
    return [
        one._replace(bindings={kind: _forced(one, kind, told)}) if id(one.table) in meant else one
        for one in candidates
    ]


def _forced(one: Candidate, kind: str, told: Mapping[str, str]) -> Binding:
    binding = bound_as(KINDS[kind], one.table, one.title, told=told)
    return replace(binding, strength=max(binding.strength, 1))


def near_kinds(candidates: Sequence[Candidate]) -> tuple[Guess, ...]:
    """Return the kinds that are about equally likely; () where every table is sure.

    A table between two kinds is of the one that another, surer table of the file is of.
    """
    near = [_near(one) for one in candidates]
    sure = {kinds[0] for kinds in near if len(kinds) == 1}
    for one, kinds in zip(candidates, near, strict=True):
        if len(kinds) > 1 and not sure & set(kinds):
            return tuple(_guess(one, one.bindings[code]) for code in kinds)
    return ()


def _near(one: Candidate) -> list[str]:
    best = max((binding.strength for binding in one.bindings.values()), default=0)
    found = {
        code: binding.strength
        for code, binding in one.bindings.items()
        if binding.strength >= _NEAR * best
    }
    return sorted(found, key=lambda code: -found[code])


def likely_kinds(candidates: Sequence[Candidate]) -> tuple[Guess, ...]:
    """Return the kinds that tables nobody knows may be of, the likeliest first."""
    weights: dict[str, float] = {}
    guesses: dict[str, Guess] = {}
    for one in candidates[:_LIKELY]:
        for code in KINDS:
            binding = one.bindings.get(code) or bound_as(KINDS[code], one.table, one.title)
            guess = _guess(one, binding)
            weight = 3 * len(guess.titles) + _weight(binding)
            if weight > 0:
                weights[code] = weights.get(code, 0) + weight
                guesses.setdefault(code, guess)
    ranked = sorted(guesses, key=lambda code: -weights[code])
    return tuple(guesses[code] for code in ranked[:_GUESSES])


def _guess(one: Candidate, binding: Binding) -> Guess:
    columns = tuple(
        (column.heading.text, column.field.name)
        for column in binding.columns
        if column.field is not None and column.heading.levels
    )
    return Guess(binding.kind.code, speaking_titles(binding.kind, one.title), columns)


def _weight(binding: Binding) -> float:
    """Return how much the headings speak for a kind: fields of its own more than common ones."""
    found = 0.0
    for column in binding.columns:
        if column.field is not None:
            is_own = column.field.name not in COMMON
            found += (1.0 if column.score >= SURE else 0.6) if is_own else 0.2
            found += column.field.name in binding.kind.keys and is_own
    return found if found >= 1 else 0


# --- which kind the file is of -------------------------------------------------------------------


def _is_weaker(binding: Binding) -> bool:
    """Whether a table read as another kind than its file's lacks what tells that kind's records."""
    return "as_of" not in binding.kind.across and not all(map(binding.says, binding.kind.keys))


def _summary(one: Candidate, main: str | None, candidates: Sequence[Candidate]) -> Binding | None:
    """Return a table as a summary of the file's kind, where another table lists its rows."""
    if main is None or main in one.bindings:
        return None
    is_listed = any(main in other.bindings for other in candidates if other is not one)
    return summary_of(one.table, KINDS[main]) if is_listed else None


def _main_kind(candidates: Sequence[Candidate]) -> str | None:
    """Return the kind that the file's tables together speak for most."""
    strengths: dict[str, float] = {}
    for one in candidates:
        for code, binding in one.bindings.items():
            strengths[code] = strengths.get(code, 0) + binding.strength
    return max(strengths, key=lambda code: strengths[code]) if strengths else None


# --- tables whose headings nobody knows ----------------------------------------------------------


def _unnamed(sheet: Sheet) -> Table | None:
    """Return the table below the first row of short words that rows of values follow."""
    numbers = sorted(sheet.rows)[: _SEARCHED + _LOOKED_BELOW]
    for at, number in enumerate(numbers[:_SEARCHED]):
        words = [one for one in sheet.rows[number] if one is not None]
        below = [_filled(sheet.rows[one]) for one in numbers[at + 1 : at + 1 + _LOOKED_BELOW]]
        if len(words) > 1 and all(map(_is_word, words)) and _goes_on(len(words), below):
            return table_from(sheet, number)
    return None


def _goes_on(width: int, below: Sequence[int]) -> bool:
    return bool(below) and max(below) > 1 and 2 * width >= max(below)


def _filled(values: Sequence[CellValue]) -> int:
    return len(values) - values.count(None)


def _is_word(value: CellValue) -> bool:
    """Whether a cell may head a column: a short text that holds a letter and no long number."""
    if not isinstance(value, str) or len(value) > (LONGEST if value.isascii() else _HEADING_MAX):
        return False
    plain = normal(value)
    return any(one.isalpha() for one in plain) and sum(one.isdigit() for one in plain) < 5
