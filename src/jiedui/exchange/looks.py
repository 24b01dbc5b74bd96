"""What the values of a column look like, and how well that suits a field. Knows no Django.

A heading may mean two things (目标任务: an indicator, or a target); the values below it decide.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.kernel import place
from jiedui.kernel.quantity import Wording
from jiedui.reader.amounts import amount_of
from jiedui.reader.dates import date_of, date_of_number
from jiedui.reader.latinplaces import chinese_names
from jiedui.reader.text import Blank, blank_of, normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.exchange.grid import CellValue
    from jiedui.exchange.kinds.declaration import Field, Kind

SAMPLED = 40
"""Most values of a column that are looked at."""

_ZERO = Decimal(0)
_FEWEST = 2
_SEVERAL = 3
_PLACE_SIGNS = frozenset("县区旗市州省盟")
_SHORT = 20
_IDENTITY = re.compile(r"\d{14,17}[\dXx](?:\d\d)?")
_CREDIT_CODE = re.compile(r"[1-9A-HJ-NP-RT-UW-Y][\dA-HJ-NP-RT-UW-Y]\d{6}[\dA-HJ-NP-RT-UW-Y]{9,10}")
_MEASURE = re.compile(
    r"[万千百亿]?(?:元|人|户|人次|户次|个|家|项|场|次|批|期|对|所|名|件|只|头|匹|羽|套|台|箱|盒|袋|瓶|桶|"
    r"罐|包|份|块|张|本|册|床|双|副|把|辆|吨|斤|公斤|千克|克|升|亩|公里|平方米|米|株|棵|枚|条|支|%|"
    r"kg|g|t|KG|Kg)"
)
"""What a column of units holds: words that goods, people or money are counted in."""

_IN_DIGITS = re.compile(r"电话|号|联系")
"""What is written in digits although it is no number."""

_BODY = re.compile(r".+(?:局|委|办|院|校|学|园|中心|公司|会|政府|站|所|厂|社|部|处|科)")

_UNITS = frozenset(("unit", "qty_unit", "piece_unit"))
_SUM_LABEL = re.compile(r".{0,12}(?:小计|合计|总计|共计|累计)[::]?")
_SIGNED = re.compile(r"[\u4e00-\u9fff]{2,8}[人章位字]:|(?:注|备注|说明)[::]")
_DURATION = re.compile(
    r"(?:约|共)?(?:\d+(?:\.5)?|[一二两三四五六七八九十半]+)(?:个)?(?:年|月|天|周|学年|学期|日)(?:半)?"
)
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:镇|乡|街道|苏木|村|社区|镇[\u4e00-\u9fff]{1,6}村)")
_BELOW_COUNTY = ("town", "location")
_NUMBERS = frozenset(
    (
        FieldKind.MONEY,
        FieldKind.COUNT,
        FieldKind.FIGURE,
        FieldKind.QUANTITY,
        FieldKind.RATE,
    )
)
_DATES = frozenset((FieldKind.DATE, FieldKind.SPAN, FieldKind.MONTH, FieldKind.AS_OF))


@dataclass(frozen=True, slots=True)
class Looks:
    """How many of a column's values are of which shape; `middle` is the median of bare numbers.

    `texts` are its short texts, made comparable; `is_counted` is whether bare numbers go up by one
    from 1, or begin again at 1. `amounts` are the bare numbers of all rows looked at, for
    adding columns up beside each other: 0 for nothing, None for what is no bare number.
    """

    values: int = 0
    numbers: int = 0
    dates: int = 0
    identities: int = 0
    sexes: int = 0
    counties: int = 0
    codes: int = 0
    middle: Decimal | None = None
    texts: tuple[str, ...] = ()
    is_counted: bool = False
    amounts: tuple[Decimal | None, ...] = ()


def looks_of(values: Sequence[CellValue]) -> Looks:
    """Return what the values of a column look like; blanks, 同上 and 小计 say nothing."""
    told = [one for one in values if one is not None and not _is_nothing(one)]
    return Looks(
        len(told),
        sum(map(_is_number, told)),
        sum(map(_is_date, told)),
        sum(isinstance(one, str) and bool(_IDENTITY.fullmatch(normal(one))) for one in told),
        sum(isinstance(one, str) and normal(one) in ("男", "女") for one in told),
        sum(map(_is_county, told)),
        sum(isinstance(one, str) and bool(_CREDIT_CODE.fullmatch(normal(one))) for one in told),
        _middle(told),
        tuple(normal(one) for one in told if isinstance(one, str) and len(one) <= _SHORT),
        _goes_up(told),
        tuple(map(_bare_number, values)),
    )


def _bare_number(value: CellValue) -> Decimal | None:
    """Return a bare number, 0 for a cell that holds nothing, None for anything else."""
    if value is None:
        return _ZERO
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    if not isinstance(value, str):
        return None
    if blank_of(value) is Blank.EMPTY:
        return _ZERO
    amount = amount_of(value)
    is_bare = amount is not None and not amount.unit and not amount.scale and amount.high is None
    is_bare = is_bare and amount is not None and amount.wording is Wording.EXACT
    return amount.value if is_bare and amount is not None else None


def _is_nothing(value: CellValue) -> bool:
    """Whether a text states nothing, or is what stands before a sum."""
    if not isinstance(value, str):
        return False
    plain = normal(value)
    is_aside = _SUM_LABEL.fullmatch(plain) or _SIGNED.match(plain)
    return blank_of(value) is not None or is_aside is not None


_DIGITS = 19
"""A count of rows has fewer digits; a longer text of digits is something else."""


def _goes_up(values: Sequence[CellValue]) -> bool:
    numbers = [
        int(normal(str(one)))
        for one in values
        if (isinstance(one, int) and not isinstance(one, bool))
        or (isinstance(one, str) and len(one) < _DIGITS and normal(one).isdecimal())
    ]
    pairs = itertools.pairwise(numbers)
    return (
        len(numbers) >= _FEWEST
        and numbers[0] == 1
        and all(later in (1, one + 1) for one, later in pairs)
        and max(numbers) > 1
    )


def _middle(values: Iterable[CellValue]) -> Decimal | None:
    amounts = [
        amount.value if isinstance(one, str) else Decimal(one)
        for one in values
        if isinstance(one, str | int | Decimal)
        and not isinstance(one, bool)
        and (amount := amount_of(str(one))) is not None
        and not amount.unit
        and not amount.scale
    ]
    return sorted(amounts)[len(amounts) // 2] if amounts else None


def _is_number(value: CellValue) -> bool:
    if isinstance(value, str):
        return amount_of(value) is not None
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _is_date(value: CellValue) -> bool:
    if isinstance(value, dt.date):
        return True
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return date_of_number(value).first is not None
    return isinstance(value, str) and date_of(value, 2000).fault is None


def _is_county(value: CellValue) -> bool:
    """Whether a text is the full name of a county: 县, 区, 旗 or 市 at its end."""
    if not isinstance(value, str) or not 2 < len(plain := normal(value)) < 20:
        return False
    if plain.isascii():
        return value.strip().isalpha() is False and bool(chinese_names(value))
    if plain[-1] not in "县区旗市":
        return False
    found = place.find(plain)
    return bool(found) and not found[0].rest and found[0].level is place.Level.COUNTY


def unfit(kind: Kind, field: Field, looks: Looks, *, is_sure: bool = True) -> int:
    """Return by how much a column's values speak against a field: 0 when they do not.

    Args:
        kind: The kind.
        field: The field.
        looks: What the values look like.
        is_sure: Whether the heading says the field: then words may well be written in digits.
    """
    if looks.values < _FEWEST:
        return 0
    if field.kind in (FieldKind.TEXT, FieldKind.PARTY):
        return _unfit_words(kind, field, looks, is_sure=is_sure)
    against = 0
    if field.kind in _NUMBERS and not looks.numbers:
        against = 40 if is_sure else 60
    elif field.kind in _DATES and not looks.dates:
        against = 60 if any(map(_DURATION.fullmatch, looks.texts)) else 25
    elif field.kind is FieldKind.PLACE and _is_no_place(looks):
        against = 60
    elif field.kind is FieldKind.IDENTITY and not looks.numbers + looks.identities:
        against = 30
    return against


def _unfit_words(kind: Kind, field: Field, looks: Looks, *, is_sure: bool) -> int:
    """Return by how much a column's values speak against a field of words."""
    if field.kind is FieldKind.TEXT and looks.numbers == looks.values:
        if _IN_DIGITS.search(field.zh):
            return 0
        return _unfit_name(kind, field, looks) if is_sure else 60
    is_other = bool(looks.texts) and (field.name in _UNITS) != _are_units(looks)
    return 60 if is_other and not (is_sure and field.name in _UNITS) else 0


def _is_no_place(looks: Looks) -> bool:
    """Whether a column's values are no names of counties."""
    is_numeric = looks.numbers == looks.values
    return is_numeric or _holds_towns(looks) or _no_place(looks) or _holds_bodies(looks)


def _are_units(looks: Looks) -> bool:
    """Whether most texts are words that something is counted in."""
    return 2 * sum(_MEASURE.fullmatch(one) is not None for one in looks.texts) > looks.values


def _unfit_name(kind: Kind, field: Field, looks: Looks) -> int:
    """Return by how much digits speak against what a record is called by."""
    if field.name not in kind.keys:
        return 0
    return 30 if any(not one.isdecimal() for one in looks.texts) else 60


def _no_place(looks: Looks) -> bool:
    """Whether several texts are there and none is, or ends as, the name of a place."""
    texts = set(looks.texts)
    named = any(set(one) & _PLACE_SIGNS or place.find(one) or chinese_names(one) for one in texts)
    return len(texts) >= _SEVERAL and len(looks.texts) == looks.values and not named


def _holds_bodies(looks: Looks) -> bool:
    """Whether most values are names of offices, schools, firms: of no place, though in one."""
    bodies = sum(_BODY.fullmatch(one) is not None for one in looks.texts)
    return looks.counties == 0 and bodies * 5 >= looks.values * 3 > 0


def _holds_towns(looks: Looks) -> bool:
    """Whether nearly all values are names of towns or villages and none is a county's."""
    towns = sum(_TOWN.fullmatch(one) is not None for one in looks.texts)
    return looks.counties == 0 and towns > 0 and towns * 5 >= looks.values * 4


def shown_field(kind: Kind, looks: Looks) -> Field | None:
    """Return the field that a column's values alone show, None when they show none."""
    if looks.values < _FEWEST:
        return None
    for seen, of in (
        (looks.identities, FieldKind.IDENTITY),
        (looks.sexes, FieldKind.SEX),
        (looks.codes, FieldKind.CREDIT_CODE),
    ):
        if seen * 5 >= looks.values * 4:
            return next((one for one in kind.fields if one.kind is of), None)
    if _holds_towns(looks):
        return next((one for one in kind.fields if one.name in _BELOW_COUNTY), None)
    return next((one for one in kind.fields if one.shape and _has_shape(one.shape, looks)), None)


def _has_shape(shape: str, looks: Looks) -> bool:
    """Whether nearly all values of a column are words of a field's vocabulary."""
    known = _compiled(shape)
    return sum(known.fullmatch(one) is not None for one in looks.texts) * 5 >= looks.values * 4


@functools.cache
def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(shape)


def is_name_like(looks: Looks) -> bool:
    """Whether a column holds words of its own: no numbers, days, identity numbers or places."""
    others = looks.numbers + looks.dates + looks.identities + looks.sexes + looks.counties
    return looks.values >= _FEWEST and others == 0
