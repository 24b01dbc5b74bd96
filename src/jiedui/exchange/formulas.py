"""Formulas of a sheet: nothing is run, saved values are compared with what simple ones give.

Understands numbers, cells, ranges, + - * / % and brackets, SUM, ROUND, AVERAGE, MAX, MIN and COUNT
over the same file; anything else is left as saved. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.exchange.grid import CellError, Remark, address, box_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.exchange.grid import Book, Box, CellValue, Sheet

STALE = "FORMULA_STALE"
"""The code of a saved value that its formula does not give."""

MAX_EVALUATED = 60_000
"""Most formulas of a file that are worked out again."""

_MAX_UNSAVED = 2_000
_MAX_DEPTH = 12
_MAX_RANGE = 300_000
_MAX_LOOKED_AT = 2_000_000
_TOLERANCE = Fraction(1, 2000)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<name>[A-Z][A-Z.]*)\(|"
    r"(?P<sheet>'(?:[^']|'')+'!|[\w\u4e00-\u9fff]+!)?(?P<ref>\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)|"
    r"(?P<sign>[-+*/%(),]))"
)
_EXTERNAL = re.compile(
    r"\[[^\]]+\]|'[^']*\[[^\]]+\][^']*'!|(?:https?|file|ftp)://|\\\\", re.IGNORECASE
)


class Budget:
    """How many more cells the formulas of a file may look at, and which have no value yet."""

    def __init__(self) -> None:
        self.left = _MAX_LOOKED_AT
        self.open: dict[str, set[tuple[int, int]]] = {}

    def take(self, cells: int) -> None:
        """Count cells that are looked at; give up beyond the most."""
        self.left -= cells
        if self.left < 0:
            raise _TooHardError

    def need(self, sheet: Sheet, box: Box) -> None:
        """Give up on what rests on a formula without a value."""
        unsaved = self.open.get(sheet.name, set())
        rows, cols = range(box.top, box.bottom + 1), range(box.left, box.right + 1)
        if len(rows) * len(cols) < len(unsaved):
            is_open = any(place in unsaved for place in itertools.product(rows, cols))
        else:
            is_open = any(row in rows and col in cols for row, col in unsaved)
        if is_open:
            raise _TooHardError


class _TooHardError(Exception):
    """The formula uses something that is not understood here."""


def settle(book: Book) -> list[Remark]:
    """Return what is to be said of the formulas; fill in values not saved where possible."""
    remarks: list[Remark] = []
    left, budget = MAX_EVALUATED, Budget()
    _fill_unsaved(book, budget)
    for sheet in book.sheets:
        for place, formula in sheet.formulas.items():
            left -= 1
            if left >= 0 or not formula.is_saved:
                remarks.extend(_remarks(book, sheet, place, budget=budget))
    return remarks


def _fill_unsaved(book: Book, budget: Budget) -> None:
    """Work out formulas without a saved value, those that rest on others of them after these."""
    budget.open = {
        sheet.name: {place for place, one in sheet.formulas.items() if not one.is_saved}
        for sheet in book.sheets
    }
    if sum(map(len, budget.open.values())) > _MAX_UNSAVED:
        return
    for _ in range(_MAX_DEPTH):
        if not sum(_fill_round(book, sheet, budget) for sheet in book.sheets):
            return


def _fill_round(book: Book, sheet: Sheet, budget: Budget) -> int:
    """Return how many formulas of a sheet now have a value that had none."""
    done = 0
    for place in sorted(budget.open[sheet.name]):
        text = sheet.formulas[place].text
        budget.open[sheet.name].discard(place)
        result = evaluated(book, sheet, text, budget=budget) if text else None
        if result is None:
            budget.open[sheet.name].add(place)
        else:
            _fill(sheet, place, result)
            done += 1
    return done


def _remarks(
    book: Book, sheet: Sheet, place: tuple[int, int], *, budget: Budget
) -> Iterator[Remark]:
    formula = sheet.formulas[place]
    saved = sheet.at(*place)
    cell = address(*place)
    if _EXTERNAL.search(formula.text):
        yield Remark("EXTERNAL_LINK", sheet.name, cell, f"={formula.text}"[:120])
    if isinstance(saved, CellError):
        return
    is_judged = formula.text and formula.is_saved
    result = evaluated(book, sheet, formula.text, budget=budget) if is_judged else None
    if not formula.is_saved:
        yield Remark("FORMULA_NO_CACHE", sheet.name, cell, f"={formula.text}"[:120])
    elif result is not None and contradicts(saved, result):
        yield Remark(STALE, sheet.name, cell, str(saved), _plain(result))


def contradicts(saved: CellValue, result: Fraction) -> bool:
    """Whether a saved number is not what its formula gives, the dust of binary fractions aside."""
    if not isinstance(saved, int | Decimal) or isinstance(saved, bool):
        return False
    return abs(result - Fraction(saved)) > max(_TOLERANCE, abs(result) / 10**9)


def _plain(number: Fraction) -> str:
    rounded = (Decimal(number.numerator) / Decimal(number.denominator)).quantize(
        Decimal("0.0001"), ROUND_HALF_UP
    )
    text = format(rounded, "f").rstrip("0").rstrip(".")
    return text or "0"


def _fill(sheet: Sheet, place: tuple[int, int], result: Fraction | None) -> None:
    if result is None:
        return
    row, col = place
    values = sheet.rows.setdefault(row, [])
    values.extend([None] * (col - len(values)))
    number = Decimal(result.numerator) / Decimal(result.denominator)
    values[col - 1] = int(number) if number == int(number) else number


def evaluated(
    book: Book, sheet: Sheet, text: str, *, budget: Budget | None = None
) -> Fraction | None:
    """Return what a simple formula gives from the saved values, None when it is not simple."""
    if len(text) > 400:
        return None
    try:
        parser = _Parser(book, sheet, text, budget=budget or Budget())
        result = parser.expression()
        parser.end()
    except (_TooHardError, ZeroDivisionError, IndexError):
        return None
    return result


class _Parser:
    """Works out one formula by recursive descent."""

    def __init__(self, book: Book, sheet: Sheet, text: str, *, budget: Budget) -> None:
        self.budget = budget
        self.book = book
        self.sheet = sheet
        self.tokens = self._split(
            text.lstrip("=+").upper() if "!" not in text else text.lstrip("=+")
        )
        self.at = 0

    @staticmethod
    def _split(text: str) -> list[re.Match[str]]:
        tokens, at = [], 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            if found is None:
                raise _TooHardError
            tokens.append(found)
            at = found.end()
        return tokens

    def _sign(self) -> str | None:
        return self.tokens[self.at]["sign"] if self.at < len(self.tokens) else None

    def _take(self, sign: str) -> None:
        if self._sign() != sign:
            raise _TooHardError
        self.at += 1

    def end(self) -> None:
        if self.at != len(self.tokens):
            raise _TooHardError

    def expression(self) -> Fraction:
        value = self._term()
        while (sign := self._sign()) in ("+", "-"):
            self.at += 1
            other = self._term()
            value = value + other if sign == "+" else value - other
        return value

    def _term(self) -> Fraction:
        value = self._factor()
        while (sign := self._sign()) in ("*", "/"):
            self.at += 1
            other = self._factor()
            value = value * other if sign == "*" else value / other
        return value

    def _factor(self) -> Fraction:
        sign = self._sign()
        if sign in ("-", "+"):
            self.at += 1
            value = self._factor()
            return -value if sign == "-" else value
        value = self._atom()
        while self._sign() == "%":
            self.at += 1
            value /= 100
        return value

    def _atom(self) -> Fraction:
        if self._sign() == "(":
            self.at += 1
            value = self.expression()
            self._take(")")
            return value
        token = self.tokens[self.at]
        self.at += 1
        if token["number"]:
            return Fraction(token["number"])
        if token["name"]:
            return self._called(token["name"])
        if token["ref"]:
            return self._cell(token)
        raise _TooHardError

    def _cell(self, token: re.Match[str]) -> Fraction:
        values = list(self._range(token))
        if len(values) != 1:
            raise _TooHardError
        if values[0] is None:
            return Fraction(0)
        number = _number(values[0])
        if number is None:
            raise _TooHardError
        return number

    def _range(self, token: re.Match[str]) -> Iterator[CellValue]:
        sheet = self._sheet(token["sheet"])
        box = box_of(token["ref"])
        if box is None or (box.bottom - box.top + 1) * (box.right - box.left + 1) > _MAX_RANGE:
            raise _TooHardError
        rows = min(box.bottom - box.top + 1, 2 * len(sheet.rows) + 1)
        self.budget.take(rows * (box.right - box.left + 1))
        self.budget.need(sheet, box)
        return _values(sheet, box)

    def _sheet(self, prefix: str | None) -> Sheet:
        if not prefix:
            return self.sheet
        name = prefix[:-1].strip("'").replace("''", "'")
        found = next((one for one in self.book.sheets if one.name == name), None)
        if found is None:
            raise _TooHardError
        return found

    def _called(self, name: str) -> Fraction:
        if name == "ROUND":
            return self._rounded()
        numbers: list[Fraction] = []
        while True:
            numbers.extend(self._argument())
            if self._sign() == ",":
                self.at += 1
                continue
            self._take(")")
            return _aggregate(name, numbers)

    def _argument(self) -> list[Fraction]:
        token = self.tokens[self.at]
        after = self.tokens[self.at + 1]["sign"] if self.at + 1 < len(self.tokens) else None
        if token["ref"] and after in (",", ")"):
            self.at += 1
            return [
                number for value in self._range(token) if (number := _number(value)) is not None
            ]
        return [self.expression()]

    def _rounded(self) -> Fraction:
        value = self.expression()
        self._take(",")
        digits = self.expression()
        self._take(")")
        scale = Fraction(10) ** int(digits)
        scaled = abs(value) * scale + Fraction(1, 2)
        rounded = Fraction(scaled.numerator // scaled.denominator) / scale
        return rounded if value >= 0 else -rounded


def _number(value: CellValue) -> Fraction | None:
    if isinstance(value, CellError):
        raise _TooHardError
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, dt.date):
        raise _TooHardError
    return None


def _values(sheet: Sheet, box: Box) -> Iterator[CellValue]:
    if box.bottom - box.top > 2 * len(sheet.rows):
        numbers = sorted(row for row in sheet.rows if box.top <= row <= box.bottom)
    else:
        numbers = list(range(box.top, box.bottom + 1))
    for row in numbers:
        for col in range(box.left, box.right + 1):
            yield sheet.at(row, col)


def _aggregate(name: str, numbers: list[Fraction]) -> Fraction:
    if name == "SUM":
        return sum(numbers, Fraction(0))
    if name == "COUNT":
        return Fraction(len(numbers))
    if not numbers:
        raise _TooHardError
    if name == "AVERAGE":
        return sum(numbers, Fraction(0)) / len(numbers)
    if name in ("MAX", "MIN"):
        return max(numbers) if name == "MAX" else min(numbers)
    raise _TooHardError
