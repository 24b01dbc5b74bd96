"""Cards read as rows: those with the same labels make a table of their own, one row for each card.

While a file is read such a table stands on a sheet of its own, which is called as the cards' sheet
with `CARDS` behind; in the end every value is back where it stands. Knows no Django.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.cards import cards_of
from jiedui.exchange.columns import ALIKE, bindings_of, strongest
from jiedui.exchange.grid import address, box_of, letters_of, number_of
from jiedui.exchange.headings import heading_weight
from jiedui.exchange.headingwords import word_of
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.looks import looks_of
from jiedui.exchange.rows import Alike
from jiedui.exchange.sheetfaults import ASIDE
from jiedui.exchange.sidelines import is_line
from jiedui.exchange.tableread import Cells
from jiedui.exchange.tables import Heading, Table
from jiedui.kernel.problem import sorted_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.exchange.cards import Card, Place
    from jiedui.exchange.columns import Binding
    from jiedui.exchange.grid import Book, CellValue, Sheet
    from jiedui.exchange.rows import ColumnReading, Reading, Row
    from jiedui.kernel.problem import Problem

CARDS = "\v"
"""Behind the name of a sheet: the table that its cards make; no name of a sheet ends so."""

_FEWEST, _FEWEST_ALONE = 3, 4
_MOST_LAYOUTS = 40
_ABOVE = 6
_NUMBERS = frozenset(
    (FieldKind.MONEY, FieldKind.COUNT, FieldKind.RATE, FieldKind.FIGURE, FieldKind.QUANTITY)
)


class CardTable(NamedTuple):
    """Cards with the same labels as a table, and where its cells stand.

    Attributes:
        sheet: Its own sheet.
        table: The table.
        title: The words above its first card.
        places: Row and column of the table to row and column of the file.
        labels: Column of the table to where its label first stands.
    """

    sheet: Sheet
    table: Table
    title: str
    places: Mapping[Place, Place]
    labels: Mapping[int, Place]


class Cards(NamedTuple):
    """The tables that a file's cards make, and the file without these cards."""

    tables: tuple[CardTable, ...]
    rest: Book


def real_name(name: str) -> str:
    """Return the name of the sheet in the file on which what a sheet holds stands."""
    return name.rstrip(CARDS)


def cards_in(book: Book, told: Mapping[str, str]) -> Cards:
    """Return the tables that the cards of a file make, and the file without them.

    Args:
        book: The file.
        told: Headings whose field a person has said.
    """
    tables: list[CardTable] = []
    sheets = []
    for sheet in book.sheets:
        taken: set[int] = set()
        known = () if sheet.name.strip() in ASIDE else _known(sheet, told)
        for table, rows in known:
            tables.append(table)
            taken |= rows
        left = {row: values for row, values in sheet.rows.items() if row not in taken}
        sheets.append(dataclasses.replace(sheet, rows=left) if taken else sheet)
    rest = dataclasses.replace(book, sheets=tuple(sheets)) if tables else book
    return Cards(tuple(tables), rest)


def _known(sheet: Sheet, told: Mapping[str, str]) -> list[tuple[CardTable, frozenset[int]]]:
    """Return the tables of a sheet's cards that are of a kind, each with the rows it takes."""
    cards = cards_of(sheet)
    rows = frozenset().union(*(one.rows for one in cards))
    found: list[tuple[CardTable, frozenset[int]]] = []
    kinds: set[str] = set()
    for layout in sorted(_layouts(cards), key=len, reverse=True)[:_MOST_LAYOUTS]:
        table = _table(sheet, layout, _lines_above(sheet, cards[0], rows), number=len(found) + 1)
        bindings = bindings_of(table.table, table.title, told)
        best = strongest(bindings, next(iter(kinds), None))
        if best is not None and _is_of(best, layout, is_more=best.kind.code in kinds):
            kinds.add(best.kind.code)
            found.append((table, frozenset().union(*(one.rows for one in layout))))
    return sorted(found, key=lambda one: one[0].table.top)


def _layouts(cards: Iterable[Card]) -> list[list[Card]]:
    """Return the cards by their labels; one that only lacks some is with those that have them."""
    found: list[tuple[frozenset[tuple[str, ...]], list[Card]]] = []
    for card in cards:
        for at, (labels, like) in enumerate(found):
            if card.labels <= labels or labels <= card.labels:
                found[at] = (labels | card.labels, [*like, card])
                break
        else:
            found.append((card.labels, [card]))
    return [like for _, like in found]


def _lines_above(sheet: Sheet, first: Card, rows: frozenset[int]) -> tuple[int, ...]:
    """Return the rows of the lines above a sheet's first card, back to where a table ends."""
    found: list[int] = []
    for row in sorted((one for one in sheet.rows if one < first.row), reverse=True)[:_ABOVE]:
        if row in rows or not is_line(sheet.rows[row]):
            break
        found.append(row)
    return tuple(reversed(found))


def _table(
    sheet: Sheet, cards: Sequence[Card], above: tuple[int, ...], *, number: int
) -> CardTable:
    """Return cards as a table: one row for each, one column for every label."""
    labels = list(dict.fromkeys(pair.levels for card in cards for pair in card.pairs))
    cols = {levels: col for col, levels in enumerate(labels, start=1)}
    rows: dict[int, list[CellValue]] = {row: sheet.rows[row] for row in above}
    places: dict[Place, Place] = {}
    stand: dict[int, Place] = {}
    for card in cards:
        values: list[CellValue] = [None] * len(labels)
        for pair in card.pairs:
            col = cols[pair.levels]
            values[col - 1] = pair.value
            places[card.row, col] = pair.place
            stand.setdefault(col, pair.label)
        rows[card.row] = values
    body = tuple(card.row for card in cards)
    headings = tuple(
        Heading(
            col, levels, word_of(levels[-1]).unit, looks_of([rows[row][col - 1] for row in body])
        )
        for levels, col in cols.items()
    )
    formulas = {
        at: sheet.formulas[place] for at, place in places.items() if place in sheet.formulas
    }
    own = dataclasses.replace(
        sheet,
        name=sheet.name + CARDS * number,
        rows=rows,
        merged=(),
        hidden_cols=frozenset(),
        formulas=formulas,
        comments={},
    )
    texts = [one for row in above for one in sheet.rows[row] if isinstance(one, str)]
    table = Table(body[0], body[0], headings, above, body)
    return CardTable(own, table, sheet.name + "".join(texts), places, stand)


def _is_of(binding: Binding, cards: Sequence[Card], *, is_more: bool) -> bool:
    """Whether cards are of a kind: most labels are its fields, one says what a record is.

    Args:
        binding: Their labels, understood.
        cards: The cards.
        is_more: Whether other cards of the sheet are of that kind.
    """
    kind = binding.kind
    known = [one for one in binding.columns if one.field is not None and one.score >= ALIKE]
    fewest = _FEWEST if is_more or len(cards) > 1 else _FEWEST_ALONE
    if len(known) < fewest or 2 * len(known) < len(binding.columns):
        return False
    keys = [one for one in kind.keys if binding.says(one)]
    named = [one for one in keys if (field := kind.field(one)) and field.kind not in _NUMBERS]
    if not named or (kind.across and len(keys) < len(kind.keys)):
        return False
    return _are_values([pair.value for card in cards for pair in card.pairs])


def _are_values(values: Sequence[CellValue]) -> bool:
    """Whether what stands beside labels is filled in, and seldom a word that heads something."""
    words = [one for one in values if isinstance(one, str)]
    heading = sum(heading_weight(one) > 1 for one in words)
    return 5 * values.count(None) <= 3 * len(values) and 3 * heading <= len(words)


# --- back to where the cards stand ---------------------------------------------------------------


def put_back(reading: Reading, tables: Sequence[CardTable]) -> Reading:
    """Return a reading in which what was read of cards has the cells of the file."""
    own = {one.sheet.name: one for one in tables}
    if not own:
        return reading
    problems = sorted_problems(_told(one, own) for one in reading.problems)
    return dataclasses.replace(
        reading,
        rows=tuple(_row(one, own) for one in reading.rows),
        columns=tuple(_column(one, own) for one in reading.columns),
        totals=tuple(
            dataclasses.replace(one, sheet=real_name(one.sheet)) for one in reading.totals
        ),
        problems=tuple(problems),
        context={real_name(name): one for name, one in reversed(reading.context.items())},
        alike=tuple(Alike(_told(one.problem, own), one.rows) for one in reading.alike),
    )


def _row(row: Row, own: Mapping[str, CardTable]) -> Row:
    table = own.get(row.sheet)
    if table is None:
        return row
    letters: dict[str, str] = {}
    rows: dict[str, int] = {}
    for name, cell in row.cells.items():
        place = _place(cell, table)
        if place is not None:
            rows[name], letters[name] = place[0], letters_of(place[1])
    return dataclasses.replace(row, sheet=real_name(row.sheet), cells=Cells(row.row, letters, rows))


def _place(cell: str, table: CardTable) -> Place | None:
    box = box_of(cell)
    return table.places.get((box.top, box.left)) if box else None


def _column(column: ColumnReading, own: Mapping[str, CardTable]) -> ColumnReading:
    table = own.get(column.sheet)
    if table is None:
        return column
    row, col = table.labels[number_of(column.col)]
    value = next(
        (place for (_, at), place in table.places.items() if at == number_of(column.col)),
        (row, col),
    )
    return dataclasses.replace(
        column,
        sheet=real_name(column.sheet),
        col=letters_of(value[1]),
        header_rows=(row, row),
    )


def _told(problem: Problem, own: Mapping[str, CardTable]) -> Problem:
    """Return a problem at the value it is of; at the label where it is of all of a column."""
    table = own.get(problem.source.sheet)
    if table is None:
        return problem
    cell = problem.source.cell
    word, _, rest = cell.partition(":")
    place = table.labels.get(number_of(rest)) if word == "col" else _place(cell, table)
    source = dataclasses.replace(
        problem.source,
        sheet=real_name(problem.source.sheet),
        cell=address(*place) if place else cell,
    )
    return dataclasses.replace(problem, source=source)
