"""Values as people write them: one value, many writings, none of which changes what is said."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

FEN = {"元": 100, "万元": 1_000_000}
_WIDE = str.maketrans("0123456789.,-()", "０１２３４５６７８９．，－（）")


@dataclass(frozen=True)
class Said:
    """A value: its form (text, money, count, rate, date, id), its wording; None is a blank."""

    value: object
    form: str = "text"
    wording: str = ""
    end: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is stated."""
        return self.value is None

    def fields(self, name: str) -> dict[str, object]:
        """Return what a reading must hold of it."""
        found: dict[str, object] = {name: self.value}
        if self.wording and self.value is not None:
            found[f"{name}_q"] = self.wording
        if self.end:
            found["end_date" if name == "start_date" else f"{name}_end"] = self.end
        return found


def text_of(random: Random, said: Said, unit: str = "", *, plain: bool = False) -> object:
    """Return one way of writing a value in a column of a unit."""
    if said.value is None:
        return random.choice((None, None, "—", "-", "/", "无", "——"))
    text = str(said.value)
    match said.form:
        case "money":
            return _money(random, said, unit, plain=plain)
        case "count":
            return _count(random, said, plain=plain)
        case "text":
            return _text(random, text)
    return _other(random, said, text)


def _other(random: Random, said: Said, text: str) -> object:
    """Return one way of writing what has no unit of its own to choose."""
    match said.form:
        case "rate":
            return _rate(random, said)
        case "date":
            return _date(random, text, said.end)
        case "year" | "year_end":
            return _year(random, text[:4], is_end=said.form == "year_end")
        case "direction":
            return random.choice(_WAYS[text])
    parts = _PARTS.get(said.form)
    return said.value if parts is None else _digits(random, Decimal(text) / parts)


_PARTS = {"yuan": 100, "in:万元": 1_000_000, "in:人": 1, "in:人次": 1, "in:家": 1}


_WAYS = {
    "E2W": ("东→西", "东部赴西部", "赴西", "东部到西部"),
    "W2E": ("西→东", "西部赴东部", "来访", "西部到东部"),
}


def _year(random: Random, year: str, *, is_end: bool) -> object:
    ways: list[object] = [int(year), year, f"{year}年"]
    return random.choice([*ways, f"{year}年底", f"{year}年末"] if is_end else ways)


def _text(random: Random, text: str) -> str:
    return random.choice((text, text, text, f" {text}", f"{text} ", f"{text}\n"))


def _digits(random: Random, number: Decimal) -> object:
    shown = format(number.normalize(), "f")
    value = int(number) if number == int(number) else float(number)
    ways: list[object] = [
        value,
        value,
        value,
        shown,
        f"{number:,}",
        shown.translate(_WIDE),
        f" {shown} ",
    ]
    return random.choice(ways)


def _worded(random: Random, shown: str, wording: str) -> str:
    return random.choice(
        {
            "about": (f"约{shown}", f"大约{shown}", f"{shown}左右"),
            "over": (f"{shown}余", f"{shown}多", f"超过{shown}"),
            "nearly": (f"近{shown}", f"将近{shown}"),
            "atleast": (f"{shown}以上", f"不少于{shown}", f"至少{shown}"),
        }[wording]
    )


def _money(random: Random, said: Said, unit: str, *, plain: bool) -> object:
    fen = Decimal(int(str(said.value)))
    number = fen / FEN[unit]
    if said.wording:
        return _worded(random, format(number.normalize(), "f"), said.wording)
    if not plain and random.random() < 0.12:
        other = random.choice(("元", "万元"))
        amount = format((fen / FEN[other]).normalize(), "f")
        return f"{amount}{other}"
    if fen < 0:
        return random.choice((f"({-number})", f"({-number})", f"-{-number}"))
    return _digits(random, number)


_SIGNS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Return a whole number up to 9999 in Chinese numerals."""
    if number == 0:
        return _SIGNS[0]
    words, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if gap and words else "") + _SIGNS[digit] + name
            gap = False
        else:
            gap = True
    return words.removeprefix("一") if words.startswith("一十") else words


def _count(random: Random, said: Said, *, plain: bool) -> object:
    number = int(str(said.value))
    if said.wording:
        return _worded(random, str(number), said.wording)
    if not plain and 0 < number < 10_000 and random.random() < 0.06:
        return chinese(number)
    return _digits(random, Decimal(number))


def _rate(random: Random, said: Said) -> object:
    percent = (Decimal(str(said.value)) * 100).normalize()
    return random.choice((f"{percent:f}%", f"{percent:f}%", f"{percent:f}%".translate(_WIDE)))


def _date(random: Random, first: str, last: str) -> object:
    if last:
        return _span(random, first, last)
    parts = [int(one) for one in first.split("-")]
    if len(parts) == 1:
        return random.choice((parts[0], f"{parts[0]}年", f"{parts[0]}年度", str(parts[0])))
    if len(parts) == 2:
        year, month = parts
        return random.choice(
            (
                f"{year}年{month}月",
                f"{year}.{month}",
                f"{year}.{month:02d}",
                f"{year}-{month:02d}",
                f"{year}/{month}",
                f"{year}{month:02d}",
                f"{year}年{month:02d}月",
                f"{year}年{month}月份",
                f"{_spelt(year)}年{chinese(month)}月",
            )
        )
    year, month, day = parts
    date = dt.date(year, month, day)
    return random.choice(
        (
            date,
            dt.datetime(year, month, day, 9, 30),  # noqa: DTZ001
            first,
            f"{year}年{month}月{day}日",
            f"{year}.{month}.{day}",
            f"{year}/{month}/{day}",
            int(f"{year}{month:02d}{day:02d}"),
            f"{year}{month:02d}{day:02d}",
            f"{year}. {month}. {day}",
            (date - dt.date(1899, 12, 30)).days,
            unicodedata.normalize("NFKC", f"{year}年{month}月{day}日").translate(_WIDE),
            f"{_spelt(year)}年{chinese(month)}月{chinese(day)}日",
            f"{year}-{month}-{day} 00:00:00",
        )
    )


def _spelt(year: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


def _span(random: Random, first: str, last: str) -> object:
    to = random.choice(("-", "至", "—", "~", "到", "--", " - "))
    one, two = ([int(part) for part in text.split("-")] for text in (first, last))
    if len(one) == 2:
        ways = [
            f"{one[0]}.{one[1]}{to}{two[0]}.{two[1]}",
            f"{one[0]}年{one[1]}月{to}{two[0]}年{two[1]}月",
        ]
        if one[0] == two[0]:
            ways += [f"{one[0]}年{one[1]}{to}{two[1]}月", f"{one[0]}年{one[1]}月{to}{two[1]}月"]
        return random.choice(ways)
    ways = [
        f"{one[0]}.{one[1]}.{one[2]}{to}{two[0]}.{two[1]}.{two[2]}",
        f"{one[0]}年{one[1]}月{one[2]}日{to}{two[0]}年{two[1]}月{two[2]}日",
    ]
    if one[0] == two[0]:
        ways += [
            f"{one[0]}年{one[1]}月{one[2]}日{to}{two[1]}月{two[2]}日",
            f"{one[0]}.{one[1]}.{one[2]}{to}{two[1]}.{two[2]}",
        ]
    if one[:2] == two[:2]:
        ways += [
            f"{one[0]}年{one[1]}月{one[2]}日{to}{two[2]}日",
            f"{one[0]}年{one[1]}月{one[2]}{to}{two[2]}日",
        ]
    return random.choice(ways)
