"""Cards of a sheet (项目卡片, 登记卡): records whose labels stand down, their values beside.

A card's row is a label and its value, or two of such pairs; a title, a blank row or the first label
once more begins the next card. Knows no Django.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.asides import handles
from jiedui.exchange.cells import shown
from jiedui.exchange.headings import heading_weight
from jiedui.exchange.merges import Merges
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.exchange.grid import CellValue, Sheet

MOST_CARDS = 2_000
"""Cards of one sheet that are read; what stands below further ones is read as tables are."""

_SEARCHED = 400
"""So many rows without a label that begins them, and no card is looked for any further."""

_WIDEST = 8
_LONGEST = 20
_LONGEST_LATIN = 48
_FEWEST = 3
_TITLE = re.compile(
    r"卡片?|登记|信息表|情况表|编号|[第之]?[一二三四五六七八九十\d]+[号、.)]?$|No\.?\d|card",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^(?:注|备注|说明|附注|填[表报制]|※|\*|Note|Remark)", re.IGNORECASE)

_NUMBERED = re.compile(r"[(]?(?:[一二三四五六七八九十]+|[IVX]+|\d)[)、.]")
_SUM = re.compile(r"(?:本页|全县)?(?:合计|小计|总计|共计|累计)|(?i:(?:sub|grand)?\s*-?total)")

Place = tuple[int, int]
"""Row and column of a cell."""


class Pair(NamedTuple):
    """A label with its value.

    Attributes:
        levels: The label's words, those it stands in before its own.
        label: Where it stands.
        value: What stands beside it, None for nothing.
        place: Where that stands, or would.
    """

    levels: tuple[str, ...]
    label: Place
    value: CellValue
    place: Place


class Card(NamedTuple):
    """One card: its pairs in their order, and the rows it takes."""

    pairs: tuple[Pair, ...]
    rows: frozenset[int]

    @property
    def row(self) -> int:
        """The row of its first label."""
        return self.pairs[0].label[0]

    @property
    def labels(self) -> frozenset[tuple[str, ...]]:
        """What its labels say."""
        return frozenset(one.levels for one in self.pairs)


def cards_of(sheet: Sheet) -> list[Card]:
    """Return what may be cards of a sheet from top to bottom; what they are of is not asked."""
    begun = _labelled(sheet)
    if len(begun) < _FEWEST:
        return []
    finder = _Finder(sheet, _label_columns(sheet, begun))
    for row in sorted(sheet.rows):
        if row > begun[-1] + _FEWEST or len(finder.found) > MOST_CARDS:
            break
        finder.take(row)
    return _joined(finder.ended())


def _filled(values: Sequence[CellValue]) -> list[tuple[int, CellValue]]:
    return [(col, one) for col, one in enumerate(values, start=1) if one is not None]


def _words(value: CellValue) -> str:
    """Return a text as a label is compared, "" for what is none: a number, a sentence."""
    if not isinstance(value, str) or len(value) > 2 * _LONGEST_LATIN:
        return ""
    plain = normal(value).strip(":*")
    is_short = len(plain) <= (_LONGEST_LATIN if plain.isascii() else _LONGEST)
    return plain if is_short and not plain.isdigit() else ""


def _is_label(value: CellValue) -> bool:
    words = _words(value)
    return bool(words) and heading_weight(words) > 0


def _is_sure(value: CellValue) -> bool:
    """Whether a cell alone in its row is a label without a value, no caption of a part."""
    words = _words(value)
    return heading_weight(words) > 1 and not _NUMBERED.match(words)


def _labelled(sheet: Sheet) -> list[int]:
    """Return the rows that begin with a word that heads something and hold no more than a few."""
    found: list[int] = []
    without = 0
    for row in sorted(sheet.rows):
        values = sheet.rows[row]
        first = next((one for one in values if one is not None), None)
        if len(values) - values.count(None) <= _WIDEST and _is_label(first):
            found.append(row)
            without = 0
        else:
            without += 1
            if without > _SEARCHED:
                break
    return found


def _label_columns(sheet: Sheet, rows: Iterable[int]) -> frozenset[int]:
    """Return the columns that hold labels in most of some rows that begin with one."""
    filled: Counter[int] = Counter()
    labels: Counter[int] = Counter()
    for row in rows:
        for col, value in _filled(sheet.rows[row]):
            filled[col] += 1
            labels[col] += _is_label(value)
    return frozenset(
        col for col in labels if labels[col] > 1 and 10 * labels[col] >= 7 * filled[col]
    )


class _Finder:
    """Goes down a sheet and gathers runs of rows that are labels with values."""

    def __init__(self, sheet: Sheet, columns: frozenset[int]) -> None:
        self.sheet = sheet
        self.columns = columns
        self.merges = Merges(sheet.merged)
        self.found: list[tuple[Card, str]] = []
        self.pairs: list[Pair] = []
        self.rows: set[int] = set()
        self.last = 0
        self.line = ""

    def take(self, row: int) -> None:
        """Take the next row that holds something."""
        filled = _filled(self.sheet.rows[row])
        if len(filled) == 1 and self._goes_on(row, filled[0]):
            return
        pairs = self._pairs(row, filled)
        if not pairs:
            self._end()
            is_line = len(filled) == 1 and isinstance(filled[0][1], str)
            self.line = normal(str(filled[0][1])) if is_line else "|"
            return
        if self.pairs and (row > self.last + 1 or pairs[0].levels == self.pairs[0].levels):
            self._end()
        said = {one.levels for one in self.pairs}
        self.pairs += [one for one in pairs if one.levels not in said]
        self.rows.add(row)
        self.last = row

    def ended(self) -> list[tuple[Card, str]]:
        """Return the runs found, each with the line above it: "" for none, `|` for a table's."""
        self._end()
        return self.found

    def _end(self) -> None:
        if self.pairs:
            self.found.append((Card(tuple(self.pairs), frozenset(self.rows)), self.line))
            self.line = ""
        self.pairs, self.rows = [], set()

    def _goes_on(self, row: int, one: tuple[int, CellValue]) -> bool:
        """Whether a row only goes on with the value above it; then it is taken."""
        col, value = one
        if not self.pairs or row != self.last + 1 or not isinstance(value, str):
            return False
        last = self.pairs[-1]
        if col in self.columns or col != last.place[1] or not isinstance(last.value, str):
            return False
        self.pairs[-1] = last._replace(value=f"{last.value}\n{value}")
        self.rows.add(row)
        self.last = row
        return True

    def _pairs(self, row: int, filled: list[tuple[int, CellValue]]) -> list[Pair]:
        """Return a row's labels with their values; [] where it is no row of a card."""
        if not filled or filled[0][0] not in self.columns or len(filled) > _WIDEST:
            return []
        if self._is_heading(filled) or (not self.pairs and _SUM.fullmatch(_words(filled[0][1]))):
            return []
        if len(filled) == 1 and (self._wide(row, filled[0][0]) > 1 or not _is_sure(filled[0][1])):
            return []
        found: list[Pair] = []
        group = self._group(row, filled[0][0])
        for at, (col, value) in enumerate(filled):
            after = filled[at + 1] if at + 1 < len(filled) else None
            words = _words(value)
            if words and self._is_group(row, col, after):
                group = words
            elif col in self.columns and self._heads(value, after):
                levels = (group, words) if group else (words,)
                found.append(Pair(levels, (row, col), None, (row, col + self._wide(row, col))))
            elif not found:
                return []
            else:
                found[-1] = _with(found[-1], value, (row, col))
        return found

    def _is_heading(self, filled: list[tuple[int, CellValue]]) -> bool:
        """Whether a row of several labels heads a table: no value stands between them."""
        if len(filled) < _FEWEST or not all(_is_label(one) for _, one in filled):
            return False
        return not self.pairs or all(col in self.columns for col, _ in filled)

    def _heads(self, value: CellValue, after: tuple[int, CellValue] | None) -> bool:
        """Whether a cell of a column of labels is one, known or not."""
        words = _words(value)
        if not words or handles(words) or _NOTE.match(words):
            return _is_label(value) and not handles(words)
        is_beside = after is not None and after[0] not in self.columns
        return _is_label(value) or (is_beside and bool(self.pairs) and ":" not in words)

    def _wide(self, row: int, col: int) -> int:
        box = self.merges.at(row, col)
        return box.right - box.left + 1 if box else 1

    def _is_group(self, row: int, col: int, after: tuple[int, CellValue] | None) -> bool:
        """Whether a label reaches down beside labels of its own."""
        box = self.merges.at(row, col)
        if box is None or box.bottom == box.top or after is None or after[0] != box.right + 1:
            return False
        return after[0] in self.columns and _is_label(after[1])

    def _group(self, row: int, col: int) -> str:
        """Return the label that reaches down beside the first one of a row, "" for none."""
        box = self.merges.at(row, col - 1) if col > 1 else None
        if box is None or not box.top < row <= box.bottom or box.left not in self.columns:
            return ""
        return _words(self.sheet.at(box.top, box.left))


def _with(pair: Pair, value: CellValue, place: Place) -> Pair:
    """Return a pair with what stands beside it, behind what does already."""
    if pair.value is None:
        return pair._replace(value=value, place=place)
    return pair._replace(value=f"{shown(pair.value)}{shown(value)}")


def _joined(found: Sequence[tuple[Card, str]]) -> list[Card]:
    """Join runs that a note, a caption or a blank row parts, where their labels are others."""
    cards: list[Card] = []
    for card, line in found:
        last = cards[-1] if cards else None
        is_next = last is None or line == "|" or bool(line and _TITLE.search(line))
        if last is None or is_next or _is_alike(last, card):
            cards.append(card)
        else:
            cards[-1] = Card((*last.pairs, *card.pairs), last.rows | card.rows)
    return cards


def _is_alike(last: Card, card: Card) -> bool:
    same = len(last.labels & card.labels)
    return card.pairs[0].levels == last.pairs[0].levels or 4 * same >= len(card.labels)
