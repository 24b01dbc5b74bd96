"""From one cell to one value: what it says, how exactly, and what is wrong with it.

Each way of reading (money, count, date ...) is a function from a cell's value and its column's
settings to a `Said`. They are pure, so a column may remember what it has read. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.cellnumbers import (
    NOT_STATED,
    count_cell,
    figure_cell,
    money_cell,
    quantity_cell,
    rate_cell,
)
from jiedui.exchange.grid import CellError, Percent
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.naming import EAST
from jiedui.exchange.said import EMPTY, Said
from jiedui.kernel import place
from jiedui.kernel.identity import IdKind, check_identity
from jiedui.kernel.organisation import check_credit_code
from jiedui.kernel.quantity import Wording
from jiedui.reader.dates import DateFault, SaidDate, date_of, date_of_number
from jiedui.reader.english import spaced
from jiedui.reader.englishdays import date_words
from jiedui.reader.numerals import with_year_digits
from jiedui.reader.spans import closed, last_day, period_in
from jiedui.reader.text import Blank, blank_of, normal, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.exchange.grid import CellValue
    from jiedui.exchange.said import Setting

_PENDING = Said(wording=Wording.NOT_STATED.value, code="VALUE_PENDING", expected="a settled value")
_DITTO = Said(is_ditto=True)
_BLANKS = {
    Blank.EMPTY: EMPTY,
    Blank.NOT_STATED: NOT_STATED,
    Blank.PENDING: _PENDING,
    Blank.DITTO: _DITTO,
}
_FAULTS = {
    DateFault.UNREADABLE: ("DATE_INVALID", "a date, for example 2017-03-05"),
    DateFault.INVALID: ("DATE_INVALID", "a day that exists"),
    DateFault.AMBIGUOUS: ("DATE_AMBIGUOUS", "a date that can mean only one day or month"),
}


def read_cell(kind: FieldKind, value: CellValue, setting: Setting) -> Said:
    """Return what a cell says when it is read as a field of this kind."""
    if value is None:
        return EMPTY
    if isinstance(value, CellError):
        return Said(code="FORMULA_ERROR", expected="a value")
    if isinstance(value, str):
        blank = blank_of(value)
        if blank is not None and not (blank is Blank.PENDING and setting.keeps_pending):
            return _BLANKS[blank]
        if is_injection(value):
            kept = trimmed(value) if kind in _WORDS else None
            return Said(
                kept, code="FORMULA_INJECTION", expected="words that no spreadsheet would run"
            )
    return _READERS[kind](value, setting)


_INJECTION = re.compile(r"[\s']*(?:[=@]\s*[\w(+\-'\"@]|[+\-][^|(!]*(?:[|!]|\w\())")


def is_injection(text: str) -> bool:
    """Whether a spreadsheet would run a text: `=1+1`, `@SUM(A1)`, `-2+3+cmd|' /C calc'!A0`."""
    return text.lstrip()[:1] in "=@+-＝＠" and _INJECTION.match(normal(text)) is not None


def shown(value: CellValue) -> str:
    """Return a cell's value as people see it."""
    if isinstance(value, Percent):
        return f"{format((value * 100).normalize(), 'f')}%"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


_WORDS = frozenset((FieldKind.TEXT, FieldKind.PLACE, FieldKind.PARTY))


# --- words -------------------------------------------------------------------------------------


def _text(value: CellValue, _: Setting) -> Said:
    return Said(trimmed(value) if isinstance(value, str) else shown(value))


def _sequence(value: CellValue, _: Setting) -> Said:
    if isinstance(value, str):
        plain = normal(value).strip(".、")
        return Said(
            int(plain)
            if plain.isascii() and plain.isdigit() and len(plain) < 10
            else trimmed(value)
        )
    return Said(value if isinstance(value, int) else shown(value))


_SEXES = {
    "男性": "男",
    "女性": "女",
    "M": "男",
    "F": "女",
    "MALE": "男",
    "FEMALE": "女",
    "1": "男",
    "2": "女",
}


def _sex(value: CellValue, _: Setting) -> Said:
    plain = normal(shown(value)).upper()
    return Said(_SEXES.get(plain, plain))


_GOING = re.compile(r"赴|去往|去访|前往|出访|往访|派出|援派|选派到|派往|到访")
_COMING = re.compile(r"来访|来[^往]|接收|接待|回访|来$")


_SIDES = re.compile(
    r"(?:from\s+)?(e|w|east|west)(?:ern)?\s*(?:-+>?|–|—|→|>|to|2|visits?|goes\s+to)\s*(?:the\s+)?(?:e|w|east|west)(?:ern)?"
    r"(?:\s+(?:side|county|district))?",
    re.IGNORECASE,
)


def _direction(value: CellValue, _: Setting) -> Said:
    plain = normal(shown(value))
    if plain.upper() in ("E2W", "W2E"):
        return Said(plain.upper())
    if found := _SIDES.fullmatch(spaced(shown(value))):
        return Said("E2W" if found[1][0] in "eE" else "W2E")
    east, west = plain.find("东"), plain.find("西")
    if east >= 0 and west >= 0:
        return Said("E2W" if east < west else "W2E")
    if found := _GOING.search(plain):
        return Said("W2E" if _is_east(plain[found.end() :]) else "E2W")
    if found := _COMING.search(plain):
        return Said("E2W" if _is_east(plain[: found.start()]) else "W2E")
    return Said(trimmed(shown(value)))


def _is_east(words: str) -> bool:
    """Whether words say the east, or begin with a place of a donor province."""
    found = place.leading(words)
    return words.startswith("东") or (bool(found) and found[0].code[:2] in EAST)


def _status(value: CellValue, _: Setting) -> Said:
    plain = normal(shown(value)).lower()
    if any(word in plain for word in ("结转", "续建", "carried", "跨年")):
        return Said("carried_over")
    if any(word in plain for word in ("实际", "actual", "完成")):
        return Said("actual")
    return Said(
        "planned"
        if any(word in plain for word in ("计划", "plan", "新建", "新增", "改建", "扩建"))
        else trimmed(shown(value))
    )


def _is_too_long(value: CellValue) -> bool:
    """Whether a number has more digits than a spreadsheet keeps."""
    return isinstance(value, int | Decimal) and abs(Decimal(value)) >= Decimal(10) ** 15


_NO_LONGER = "18 characters: numbers of 15 are out of use since 2013"


def _identity(value: CellValue, _: Setting) -> Said:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        if _is_too_long(value):
            return Said(code="ID_PRECISION_LOST", expected="the number as text, all 18 characters")
        number = shown(value)
    else:
        number = shown(value).lstrip("'\u2018\u2019`")
    if re.fullmatch(r"\d(?:\.\d+)?[Ee]\+?1[4-9]", normal(number)):
        return Said(code="ID_PRECISION_LOST", expected="the number as text, all 18 characters")
    checked = check_identity(number)
    if checked.kind is IdKind.ID_15 and not checked.code:
        return Said(checked.number, code="ID_FORMAT", expected=_NO_LONGER)
    return Said(checked.number, code=checked.code, expected=checked.expected)


def _account(value: CellValue, _: Setting) -> Said:
    number = normal(shown(value).lstrip("'\u2018\u2019`"))
    if _is_too_long(value) or re.fullmatch(r"\d(?:\.\d+)?[Ee]\+?1\d", number):
        return Said(code="ID_PRECISION_LOST", expected="the number as text, all its digits")
    return Said(number)


def _credit_code(value: CellValue, _: Setting) -> Said:
    if _is_too_long(value):
        return Said(code="ID_PRECISION_LOST", expected="the code as text, all 18 characters")
    checked = check_credit_code(shown(value).lstrip("'"))
    return Said(checked.number, code=checked.code, expected=checked.expected)


# --- dates -------------------------------------------------------------------------------------


_SERIAL_LONG = 5
"""How many digits the days since 1900 have, as a text file keeps them."""


def _said_date(value: CellValue, setting: Setting) -> SaidDate:
    if isinstance(value, dt.date):
        return SaidDate(value.isoformat())
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return date_of_number(value, is_1904=setting.is_1904)
    text = shown(value)
    if len(digits := text.strip()) == _SERIAL_LONG and digits.isdecimal():
        return date_of_number(int(digits), is_1904=setting.is_1904)
    return _at_year_end(text) or date_of(text, setting.year)


_YEAR_END = re.compile(r"((?:19|20)\d{2})年?度?(?:年?底|年?末|年终)")


def _at_year_end(text: str) -> SaidDate | None:
    """Return the last month of a year whose end a text says (2020年底), None for any other."""
    found = _YEAR_END.fullmatch(normal(with_year_digits(date_words(text))))
    return SaidDate(f"{found[1]}-12") if found else None


def _date(value: CellValue, setting: Setting) -> Said:
    said = _said_date(value, setting)
    if said.fault is not None:
        code, expected = _FAULTS[said.fault]
        return Said(code=code, expected=expected)
    return Said(said.first, end=said.last, is_part=said.is_part)


def _span(value: CellValue, setting: Setting) -> Said:
    """Return a start and an end; a month that stands alone holds a short act from end to end."""
    said = _date(value, setting)
    is_month = isinstance(said.value, str) and len(said.value) == len("2017-03")
    is_both = setting.is_short and said.end is None and is_month
    return said._replace(end=said.value) if is_both else said


def _month(value: CellValue, setting: Setting) -> Said:
    said = _date(value, setting)
    return said._replace(value=said.value[:7]) if isinstance(said.value, str) else said


def _period(value: CellValue, setting: Setting) -> Said:
    if isinstance(value, str):
        found = period_in(value)
        if found is not None:
            return Said(closed(found, setting.cut_off))
    said = _said_date(value, setting)
    if said.fault is not None or said.first is None:
        code, expected = _FAULTS[said.fault or DateFault.UNREADABLE]
        return Said(code=code, expected=expected)
    last = said.last if said.is_range else said.first
    if said.is_open or last is None:
        last = setting.cut_off.isoformat() if setting.cut_off else ""
    if setting.cut_off and last == setting.cut_off.isoformat()[:7]:
        last = setting.cut_off.isoformat()
    return Said(f"{said.first}/{last}")


def as_of_day(said: str, cut_off: dt.date | None) -> str:
    """Return the day of an observation: the cut-off day in its month, else the last day said."""
    if cut_off is not None and len(said) == 7 and said == cut_off.isoformat()[:7]:
        return cut_off.isoformat()
    return last_day(said)


def _as_of(value: CellValue, setting: Setting) -> Said:
    said = _said_date(value, setting)
    if said.is_open and setting.cut_off:
        return Said(setting.cut_off.isoformat())
    if said.fault is not None:
        code, expected = _FAULTS[said.fault]
        return Said(code=code, expected=expected)
    day = said.last or said.first
    return Said(as_of_day(day, setting.cut_off) if day else None)


def _year(value: CellValue, setting: Setting) -> Said:
    """Return a year; what has not come about (未脱贫) has none."""
    said, words = _said_date(value, setting), normal(shown(value))
    if said.first is None and words.startswith("未"):
        return EMPTY
    if said.first is None and words.rstrip("年度").isdigit():
        return Said(code="OUT_OF_RANGE", expected="a year from 1900 to 2100")
    return Said(said.first[:4] if said.first else trimmed(shown(value)))


_READERS: dict[FieldKind, Callable[[CellValue, Setting], Said]] = {
    FieldKind.TEXT: _text,
    FieldKind.PLACE: _text,
    FieldKind.PARTY: _text,
    FieldKind.AMOUNT: _text,
    FieldKind.SEQ: _sequence,
    FieldKind.SEX: _sex,
    FieldKind.DIRECTION: _direction,
    FieldKind.STATUS: _status,
    FieldKind.IDENTITY: _identity,
    FieldKind.CREDIT_CODE: _credit_code,
    FieldKind.MONEY: money_cell,
    FieldKind.COUNT: count_cell,
    FieldKind.RATE: rate_cell,
    FieldKind.FIGURE: figure_cell,
    FieldKind.QUANTITY: quantity_cell,
    FieldKind.ACCOUNT: _account,
    FieldKind.DATE: _date,
    FieldKind.SPAN: _span,
    FieldKind.MONTH: _month,
    FieldKind.PERIOD: _period,
    FieldKind.AS_OF: _as_of,
    FieldKind.YEAR: _year,
}
