"""How values of the book are shown on the desk: intervals, dimensions, sources, periods.

Numbers are worded by `papers.numbers`: the desk and a publication never say it differently.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import reverse

from jiedui.kernel.codes import CATEGORIES, PAIRING_KINDS, PROJECT_STATES, REASONS, SOURCES
from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import UNITS, Interval, Wording
from jiedui.papers.numbers import Style, absent, exactly, said_as, shown_for
from jiedui.web.problems import well_set
from jiedui.web.tables import Cell
from jiedui.web.wording import is_worded, pick, say

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.figures.model import AnswerRow, Figure
    from jiedui.web.wording import Language

__all__ = (
    "Manner",
    "amount_words",
    "bare_words",
    "cell_anchor",
    "cell_words",
    "digits",
    "dimension_value",
    "entry_cell",
    "figure_name",
    "grouped",
    "interval_of",
    "kind_words",
    "period_words",
    "place_cell",
    "reason_words",
    "source_href",
    "unit_words",
    "well_set",
    "yuan",
)

MONEY_UNITS = ("万元", "元", "亿元")
VOCABULARIES = {
    "source": SOURCES,
    "category": CATEGORIES,
    "pairing_kind": PAIRING_KINDS,
    "state": PROJECT_STATES,
}
PLACE_DIMENSIONS = frozenset(
    {"recipient", "payer", "owner", "province", "prefecture", "county", "donor"}
)
REASON_TONES = {
    "not_in_book": "mute",
    "not_broken_down": "warn",
    "outside_pairing": "mute",
    "ambiguous": "warn",
    "not_known": "warn",
    "stage_not_stated": "warn",
    "amount_not_stated": "warn",
}
_GROUP = 3


@dataclass(frozen=True, slots=True)
class Manner:
    """How a reader wants numbers said: the language, and the unit of money (万元, 元 or 亿元)."""

    language: Language
    money: str = MONEY_UNITS[0]

    def style(self, unit: str, *, bare: bool = False) -> Style:
        """Return how a number of a unit is said."""
        return Style(unit=self.money if UNITS[unit].is_money else "", bare=bare)


def amount_words(value: Interval, unit: str, manner: Manner) -> str:
    """Return an interval with its unit in words."""
    if value.wording is Wording.NOT_KNOWN:
        return say("value.not_known", manner.language)
    if value.wording is Wording.NOT_STATED:
        reason = "amount_not_stated" if UNITS[unit].is_money else "number_not_stated"
        return absent(reason, manner.language)
    return said_as(value, unit, manner.style(unit), language=manner.language)


def bare_words(value: Interval, unit: str, manner: Manner) -> str:
    """Return an interval in words for a column whose heading states the unit."""
    if value.wording is Wording.NOT_KNOWN:
        return "—"
    if value.wording is Wording.NOT_STATED:
        return say("value.not_stated", manner.language)
    return grouped(said_as(value, unit, manner.style(unit, bare=True), language=manner.language))


def digits(amount: int, unit: str, manner: Manner) -> str:
    """Return an exact amount as digits with separators, in the shown unit."""
    decimals = 6 if UNITS[unit].is_money else None
    style = replace(manner.style(unit, bare=True), decimals=decimals)
    return grouped(said_as(exactly(amount), unit, style, language=manner.language))


def yuan(amount: int) -> str:
    """Return fen as yuan with separators and two decimals, as an account book writes them."""
    sign = "-" if amount < 0 else ""
    whole, fen = divmod(abs(amount), 100)
    return f"{sign}{whole:,}.{fen:02d}"


def grouped(text: str) -> str:
    """Put separators between thousands of the digits in a text that has none."""
    if "," in text:
        return text
    out: list[str] = []
    run = ""
    after_point = False
    for char in [*text, ""]:
        if char.isdigit():
            run += char
            continue
        out.append(run if after_point or len(run) <= _GROUP else f"{int(run):,}")
        after_point = char == "."
        run = ""
        out.append(char)
    return "".join(out)


def unit_words(unit: str, manner: Manner) -> str:
    """Return the word of a unit as a heading states it; in English in the plural."""
    shown = shown_for(unit, manner.style(unit))
    if manner.language == "zh" or UNITS[unit].is_money:
        return shown.zh if manner.language == "zh" else shown.en
    two = said_as(exactly(2 * UNITS[unit].scale), unit, manner.style(unit), language="en")
    return two.lstrip("0123456789.,").strip()


def figure_name(figure: Figure, language: Language) -> str:
    """Return a figure's name as a title."""
    return figure.zh if language == "zh" else figure.en[:1].upper() + figure.en[1:]


def dimension_value(dimension: str, value: str | None, language: Language) -> str:
    """Return the words of a dimension's value; None is the part not broken down."""
    if value is None:
        return say("value.not_broken_down", language)
    if dimension in PLACE_DIMENSIONS:
        return name_of(value)
    if dimension == "stage":
        return say(f"stage.{value}", language) if is_worded(f"stage.{value}") else value
    if dimension == "project":
        return value.rpartition("/")[2]
    vocabulary = VOCABULARIES.get(dimension)
    if vocabulary is not None:
        return "、".join(
            getattr(vocabulary[code], language) if code in vocabulary else code
            for code in value.split("+")
        )
    return str(value)


def reason_words(row: AnswerRow, language: Language) -> str:
    """Return why a row is not one exact number, "" when it is."""
    known = REASONS.get(row.reason)
    why = pick(row.why, language) or (getattr(known, language) if known else row.reason)
    return well_set(why, language)


def period_words(starts: dt.date, ends: dt.date, language: Language) -> str:
    """Return a period no finer than it is: 2013—2017-10-31, 2012 to now, as of a day."""
    if starts == EARLIEST and ends == LATEST:
        return say("value.any_time", language)
    said = str(Period(starts, ends))
    first, slash, last = said.partition("/")
    if not slash:
        return said
    last = last or say("value.open_end", language)
    return f"{first or '…'} – {last}"


def cell_words(source: str) -> str:
    """Return `file TAB sheet TAB cell` as file › sheet › cell."""
    return " › ".join(part for part in source.split("\t") if part)


def source_href(batch: int | None, source: str) -> str:
    """Return the address of the cell a line was read from; "" when it came from no file."""
    parts = source.split("\t")
    if batch is None or len(parts) < 3:
        return ""
    page = reverse("desk:batch", args=[batch])
    return f"{page}?sheet={quote(parts[1])}#{cell_anchor(parts[1], parts[2])}"


def cell_anchor(sheet: str, cell: str) -> str:
    """Return the mark of a cell inside its batch's page."""
    return f"c-{quote(sheet, safe='')}-{cell}".replace("%", "_")


def entry_cell(number: int) -> Cell:
    """Return a cell that opens an entry."""
    return Cell(number, str(number), reverse("desk:entry", args=[number]))


def place_cell(key: str | None) -> Cell:
    """Return a cell that names a place or a party."""
    return Cell(key, name_of(key) if key else "")


def kind_words(kind: str, language: Language) -> str:
    """Return the words of a kind of entry; the kind itself where none are known."""
    code = f"kind.{kind}"
    return say(code, language) if is_worded(code) else kind


def interval_of(
    amount: int, ends: tuple[int, int, int, int], wording: str, *, sign: int = 1
) -> Interval:
    """Return the interval of a line as it stands in the book.

    Args:
        amount: The stated amount.
        ends: Distance to the lowest and to the highest value, then whether either end is open.
        wording: How it was said, of the amount without its sign: a credit of 10余万 is one too.
        sign: -1 reads a credit as it was said, its ends changed over.

    Returns:
        The interval; ends that taking a line back has crossed are swapped.
    """
    low_delta, high_delta, low_open, high_open = ends
    if sign < 0:
        amount, low_delta, high_delta = -amount, high_delta, low_delta
        low_open, high_open = high_open, low_open
    low = None if low_open else amount - low_delta
    high = None if high_open else amount + high_delta
    if low is not None and high is not None and low > high:
        low, high = high, low
    is_stated = wording != Wording.NOT_STATED
    return Interval(amount if is_stated else None, low, high, Wording(wording))
