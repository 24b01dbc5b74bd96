"""From one cell to one value: what it says, how exactly, and what is wrong with it.

Each way of reading (money, count, date ...) is a function from a cell's value and its column's
settings to a `Said`. They are pure, so a column may remember what it has read. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.grid import CellError, Percent
from jiedui.exchange.headings import MONEY_UNITS
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.kernel.identity import check_identity
from jiedui.kernel.organisation import check_credit_code
from jiedui.kernel.quantity import Wording
from jiedui.reader.amounts import Amount, amount_of
from jiedui.reader.dates import DateFault, SaidDate, date_of, date_of_number
from jiedui.reader.spans import closed, last_day, period_in
from jiedui.reader.text import Blank, blank_of, normal, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.exchange.grid import CellValue
    from jiedui.exchange.rows import Value


class Said(NamedTuple):
    """What a cell says.

    Attributes:
        value: The value, None when it states none.
        wording: A `Wording` value where it is not exact or expressly not stated.
        code: What is wrong or worth knowing, "" when nothing is.
        expected: What was expected, for the problem.
        end: The end of a range said in the same cell; for an amount range its upper end.
        is_ditto: Whether the value above is meant.
        is_part: Whether value and end are the months of a quarter or half of a year.
    """

    value: Value = None
    wording: str = ""
    code: str = ""
    expected: str = ""
    end: Value = None
    is_ditto: bool = False
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a column knows that its cells do not say.

    Attributes:
        unit: The unit stated for it (万元), "" when none is.
        fen: How many fen one of its numbers is worth when the cell says no unit.
        is_percent: Whether plain numbers in it are percentages.
        is_mixed_rate: Whether ratios stand among its percentages.
        year: The year of dates that name none.
        cut_off: The day up to which the sheet reports.
        is_1904: Whether serial numbers count from 1904.
    """

    unit: str = ""
    fen: int = 100
    is_percent: bool = False
    is_mixed_rate: bool = False
    year: int | None = None
    cut_off: dt.date | None = None
    is_1904: bool = False


EMPTY = Said()
_NOT_STATED = Said(wording=Wording.NOT_STATED.value)
_PENDING = Said(wording=Wording.NOT_STATED.value, code="VALUE_PENDING", expected="a settled value")
_DITTO = Said(is_ditto=True)
_BLANKS = {
    Blank.EMPTY: EMPTY,
    Blank.NOT_STATED: _NOT_STATED,
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
        if blank is not None:
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


def _direction(value: CellValue, _: Setting) -> Said:
    plain = normal(shown(value))
    if plain.upper() in ("E2W", "W2E"):
        return Said(plain.upper())
    east, west = plain.find("东"), plain.find("西")
    if east >= 0 and west >= 0:
        return Said("E2W" if east < west else "W2E")
    if any(word in plain for word in ("派出", "援派", "选派到西", "赴西", "去往")):
        return Said("E2W")
    return Said(
        "W2E"
        if any(word in plain for word in ("接收", "来", "赴东", "选派到东"))
        else trimmed(shown(value))
    )


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
    return Said(checked.number, code=checked.code, expected=checked.expected)


def _credit_code(value: CellValue, _: Setting) -> Said:
    if _is_too_long(value):
        return Said(code="ID_PRECISION_LOST", expected="the code as text, all 18 characters")
    checked = check_credit_code(shown(value).lstrip("'"))
    return Said(checked.number, code=checked.code, expected=checked.expected)


# --- numbers -----------------------------------------------------------------------------------


def fen_of(number: Decimal, fen: int) -> int:
    """Return an amount in whole fen, halves up: saved sums carry the dust of binary fractions."""
    return int((number * fen).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _unreadable(expected: str) -> Said:
    return Said(code="NUMBER_UNREADABLE", expected=expected)


def _amount(value: CellValue) -> Amount | None:
    if isinstance(value, bool | dt.date):
        return None
    if isinstance(value, int | Decimal):
        return Amount(Decimal(value))
    return amount_of(str(value))


def _money(value: CellValue, setting: Setting) -> Said:
    if isinstance(value, int) and not isinstance(value, bool):
        return Said(value * setting.fen)
    amount = _amount(value)
    if amount is None or (amount.unit and not amount.is_money):
        return _unreadable("an amount of money")
    has_unit = bool(amount.scale) or amount.is_money
    fen = 100 if has_unit else setting.fen
    said_unit = amount.scale + "元"
    is_mixed = has_unit and setting.unit in MONEY_UNITS and said_unit != setting.unit
    code = "UNIT_MIXED" if is_mixed else ""
    return _worded(amount, fen, code=code, expected=setting.unit if is_mixed else "")


def _worded(amount: Amount, fen: int, *, code: str = "", expected: str = "") -> Said:
    number = fen_of(amount.value, fen)
    if amount.high is not None:
        return Said(number, amount.wording.value, code, expected, fen_of(amount.high, fen))
    wording = "" if amount.wording is Wording.EXACT else amount.wording.value
    return Said(number, wording, code, expected)


def _count(value: CellValue, setting: Setting) -> Said:
    if isinstance(value, int) and not isinstance(value, bool) and not setting.unit.startswith("万"):
        return Said(value)
    amount = _amount(value)
    if amount is None or amount.is_money or amount.unit in ("%", "‰"):
        return _unreadable("a number")
    if setting.unit.startswith("万") and not amount.scale:
        amount = Amount(
            amount.value * 10_000,
            amount.unit,
            "万",
            amount.wording,
            amount.high and amount.high * 10_000,
        )
    if amount.value != amount.value.to_integral_value():
        return Said(
            float(amount.value), "" if amount.wording is Wording.EXACT else amount.wording.value
        )
    return _worded(amount, 1)


_FINISHED = frozenset("完工 已完工 竣工 已竣工 完成 已完成 全部完工 全部完成 已验收".split())


def _rate(value: CellValue, setting: Setting) -> Said:
    if isinstance(value, Percent):
        return Said(float(value))
    if isinstance(value, str) and all("\u4e00" <= sign <= "\u9fff" for sign in normal(value)):
        return Said(1.0) if normal(value) in _FINISHED else _NOT_STATED
    return _numeric_rate(value, setting)


def _numeric_rate(value: CellValue, setting: Setting) -> Said:
    amount = _amount(value)
    if amount is None or amount.is_money or amount.high is not None:
        return _unreadable("a rate")
    wording = "" if amount.wording is Wording.EXACT else amount.wording.value
    if amount.unit in ("%", "‰"):
        return Said(float(amount.value / (100 if amount.unit == "%" else 1000)), wording)
    is_ratio = 0 < amount.value <= 1
    if setting.is_percent and not (is_ratio and setting.is_mixed_rate):
        return Said(float(amount.value / 100), wording)
    if is_ratio and setting.is_mixed_rate:
        return Said(
            float(amount.value), wording, "RATE_SCALE", "a percentage like the others in the column"
        )
    ratio = amount.value / 100 if amount.value > Decimal("1.5") else amount.value
    return Said(float(ratio), wording)


# --- dates -------------------------------------------------------------------------------------


def _said_date(value: CellValue, setting: Setting) -> SaidDate:
    if isinstance(value, dt.date):
        return SaidDate(value.isoformat())
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return date_of_number(value, is_1904=setting.is_1904)
    return date_of(shown(value), setting.year)


def _date(value: CellValue, setting: Setting) -> Said:
    said = _said_date(value, setting)
    if said.fault is not None:
        code, expected = _FAULTS[said.fault]
        return Said(code=code, expected=expected)
    return Said(said.first, end=said.last, is_part=said.is_part)


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
    said = _said_date(value, setting)
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
    FieldKind.MONEY: _money,
    FieldKind.COUNT: _count,
    FieldKind.RATE: _rate,
    FieldKind.DATE: _date,
    FieldKind.SPAN: _date,
    FieldKind.MONTH: _month,
    FieldKind.PERIOD: _period,
    FieldKind.AS_OF: _as_of,
    FieldKind.YEAR: _year,
}
