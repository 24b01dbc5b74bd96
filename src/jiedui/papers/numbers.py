"""Answers into official wording: 14056.3万元, 886人次以上, 约, 近; and the English twin.

Every number a reader sees goes through here, so an inexact number always says that it is inexact
and an unknown one says so in words. Nothing here computes; it only shows. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.kernel.codes import REASONS
from jiedui.kernel.quantity import UNITS, Interval, Rounding, Shown, Wording, plain, shown_decimal

if TYPE_CHECKING:
    from jiedui.figures.model import AnswerRow

LANGUAGES = ("zh", "en")
"""The languages every document is written in, Chinese first."""

MONEY_SHOWN: dict[str, Shown] = {
    "元": Shown("元", "yuan", 100, 2),
    "万元": Shown("万元", "million yuan", 1_000_000, 2),
    "亿元": Shown("亿元", "million yuan", 10_000_000_000, 4),
}
"""Units money may be shown in.

English has no 万: it is shown in millions to the same last place.
"""

_MILLION = 100_000_000
_SINGULAR_EXCEPTIONS = frozenset({"yuan", "million yuan", "people per household", "percent", "%"})
_PLURALS = {"batch": "batches", "person": "people", "people": "people"}


@dataclass(frozen=True, slots=True)
class Style:
    """How one number is to be said.

    Attributes: unit: For money 元, 万元 or 亿元; "" for the unit of the figure itself. decimals:
    Places after the point; None = the unit's own (money 2, 亿元 4, percent 2, else 0). rounding:
    Half-up or truncated; offices use both. over: The word for *over*: 以上 (886人次以上) or 余
    (886余人次). bare: Leave the unit out (a table whose heading states it). unsigned: Show the
    size only; the sentence says the direction (减少). padded: Keep zeros at the end, where so many
    decimals were asked for (1415.0万元); Chinese only.
    """

    unit: str = ""
    decimals: int | None = None
    rounding: Rounding = Rounding.HALF_UP
    over: str = "以上"
    bare: bool = False
    unsigned: bool = False
    padded: bool = False


def shown_for(unit: str, style: Style) -> Shown:
    """Return how a figure's unit is shown under a style.

    Args:
        unit: Unit code of the figure.
        style: The style asked for.

    Raises:
        ValueError: A money unit asked of something that is not money, or an unknown one.
    """
    known = UNITS[unit]
    if known.is_money:
        money = MONEY_SHOWN.get(style.unit or "万元")
        if money is None:
            message = f"money cannot be shown in {style.unit!r} (use 元, 万元 or 亿元)"
            raise ValueError(message)
        decimals = money.decimals if style.decimals is None else style.decimals
        return Shown(money.zh, money.en, money.divisor, decimals, style.rounding)
    if style.unit not in ("", known.zh):
        message = f"{unit} is shown in {known.zh}, not in {style.unit!r}"
        raise ValueError(message)
    fractional = unit in ("percent", "person_per_household") or known.scale > 1
    decimals = style.decimals if style.decimals is not None else (2 if fractional else 0)
    return Shown(known.zh, known.en, known.scale, decimals, style.rounding)


def decimal_shown(amount: int | Fraction, shown: Shown) -> Decimal:
    """Return an amount in its shown unit, cut as `shown` says; exact for integers and fractions."""
    if isinstance(amount, int):
        return shown_decimal(amount, shown)
    places = 10**shown.decimals
    scaled = amount / shown.divisor * places
    size = abs(scaled)
    whole = int(size + Fraction(1, 2)) if shown.rounding is Rounding.HALF_UP else int(size)
    return Decimal(-whole if scaled < 0 else whole).scaleb(-shown.decimals)


def words(row: AnswerRow, style: Style, language: str) -> str:
    """Return one row of an answer as a reader sees it, in `zh` or `en`.

    A row that is not known says why in words; a number is never made up for it.
    """
    if row.value.wording is Wording.NOT_KNOWN:
        return absent(row.reason, language)
    if row.value.wording is Wording.NOT_STATED:
        return absent(
            "amount_not_stated" if UNITS[row.unit].is_money else "number_not_stated", language
        )
    exact = row.ratio.stated if row.ratio is not None else None
    if exact is not None and row.value.wording is Wording.EXACT:
        return _says(row.unit, style, language).plain_number(exact * UNITS[row.unit].scale)
    return said_as(row.value, row.unit, style, language=language)


def decimal_words(amount: Decimal, style: Style, language: str) -> str:
    """Return an exact amount of 万元 that is already cut, as `said_as` would say it."""
    return said_as(exactly(int(amount * 1_000_000)), "fen", style, language=language)


def exactly(amount: int) -> Interval:
    """Return the interval of one exact amount."""
    return Interval(amount, amount, amount)


def absent(reason: str, language: str) -> str:
    """Return the words that stand where a number cannot: 账中无此数, not observed that day ..."""
    if reason == "number_not_stated":
        return "数量未列明" if language == "zh" else "number not stated"
    if reason == "amount_not_stated":
        return "金额未列明" if language == "zh" else "amount not stated"
    code = REASONS.get(reason) or REASONS["not_in_book"]
    return code.zh if language == "zh" else code.en


def said_as(value: Interval, unit: str, style: Style, *, language: str) -> str:
    """Return an interval in words: exact, 以上, 约, 近, 至少, 不超过 or 至."""
    says = _says(unit, style, language)
    stated, low, high = value.stated, value.low, value.high
    if value.wording is Wording.EXACT and stated is not None:
        return says.plain_number(stated)
    if stated is not None and value.wording not in (Wording.BETWEEN, Wording.NOT_STATED):
        return says.inexact(stated, value.wording)
    if low is not None and low == high:
        return says.plain_number(low)
    return says.ends(low, high)


def _says(unit: str, style: Style, language: str) -> _Chinese | _English:
    shown = shown_for(unit, style)
    return _Chinese(shown, style) if language == "zh" else _English(shown, style)


def _size(amount: int | Fraction) -> int | Fraction:
    return amount if amount >= 0 else -amount


@dataclass(frozen=True, slots=True)
class _Chinese:
    shown: Shown
    style: Style

    def number(self, amount: int | Fraction) -> str:
        """Return the digits alone."""
        size = _size(amount) if self.style.unsigned else amount
        cut = decimal_shown(size, self.shown)
        return format(cut, "f") if self.style.padded else plain(cut)

    @property
    def unit(self) -> str:
        """The unit behind the number, or nothing where the heading states it."""
        return "%" if self.shown.zh == "%" else ("" if self.style.bare else self.shown.zh)

    def plain_number(self, amount: int | Fraction) -> str:
        """Return an exact number."""
        return f"{self.number(amount)}{self.unit}"

    def inexact(self, amount: int, wording: Wording) -> str:
        """Return a number with its wording; 余 stands inside 万元 (10万余元)."""
        digits, unit = self.number(amount), self.unit
        if wording is Wording.OVER and self.style.over == "余":
            scale = unit[:-1] if unit in ("万元", "亿元") else ""
            return f"{digits}{scale}余{unit[len(scale) :]}"
        before, after = {
            Wording.OVER: ("", "以上"),
            Wording.ABOUT: ("约", ""),
            Wording.NEARLY: ("近", ""),
            Wording.AT_LEAST: ("至少", ""),
            Wording.AT_MOST: ("不超过", ""),
        }[wording]
        return f"{before}{digits}{unit}{after}"

    def ends(self, low: int | None, high: int | None) -> str:
        """Return an interval known by its ends only."""
        if low is None and high is None:
            return "不能确定"
        if high is None and low is not None:
            return f"不少于{self.plain_number(low)}"
        if low is None and high is not None:
            return f"不超过{self.plain_number(high)}"
        return f"{self.number(low or 0)}至{self.plain_number(high or 0)}"


@dataclass(frozen=True, slots=True)
class _English:
    shown: Shown
    style: Style

    def number(self, amount: int | Fraction) -> str:
        """Return the digits with thousands separators.

        万元 and 亿元 become millions, same last place.
        """
        return _grouped(self._cut(amount) / self._per(amount))

    def _cut(self, amount: int | Fraction) -> Decimal:
        """Return the amount cut as shown, money in yuan."""
        size = _size(amount) if self.style.unsigned else amount
        cut = decimal_shown(size, self.shown)
        return cut * (self.shown.divisor // 100) if self.shown.en == "million yuan" else cut

    def _per(self, amount: int | Fraction) -> int:
        """Return how many yuan make one of the unit said: a sentence says small money in yuan."""
        if self.shown.en != "million yuan":
            return 1
        return 1 if not self.style.bare and _size(amount) < _MILLION else 1_000_000

    def unit(self, amount: int | Fraction, digits: str) -> str:
        """Return the unit word for these digits, in the plural where English wants it."""
        name = (
            "yuan" if self.shown.en == "million yuan" and self._per(amount) == 1 else self.shown.en
        )
        if name == "percent":
            return "%"
        if self.style.bare:
            return ""
        if name in _SINGULAR_EXCEPTIONS:
            return f" {name}"
        return f" {name}" if digits == "1" else f" {_PLURALS.get(name, name + 's')}"

    def plain_number(self, amount: int | Fraction) -> str:
        """Return an exact number."""
        digits = self.number(amount)
        return f"{digits}{self.unit(amount, digits)}"

    def inexact(self, amount: int, wording: Wording) -> str:
        """Return a number with its wording in front."""
        before = {
            Wording.OVER: "over",
            Wording.ABOUT: "about",
            Wording.NEARLY: "nearly",
            Wording.AT_LEAST: "at least",
            Wording.AT_MOST: "at most",
        }[wording]
        return f"{before} {self.plain_number(amount)}"

    def ends(self, low: int | None, high: int | None) -> str:
        """Return an interval known by its ends only."""
        if low is None and high is None:
            return "cannot be decided"
        if high is None and low is not None:
            return f"at least {self.plain_number(low)}"
        if low is None and high is not None:
            return f"at most {self.plain_number(high)}"
        return f"{self.number(low or 0)} to {self.plain_number(high or 0)}"


def _grouped(number: Decimal) -> str:
    """Return a decimal with separators between thousands."""
    whole, _, rest = plain(number).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}" + (f".{rest}" if rest else "")
