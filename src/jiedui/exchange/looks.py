"""What the values of a column look like, and how well that suits a field. Knows no Django.

A heading may mean two things (目标任务: an indicator, or a target); the values below it decide.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.kernel import place
from jiedui.reader.amounts import amount_of
from jiedui.reader.dates import date_of, date_of_number
from jiedui.reader.text import blank_of, normal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.exchange.grid import CellValue
    from jiedui.exchange.kinds.declaration import Field, Kind

SAMPLED = 40
"""Most values of a column that are looked at."""

_FEWEST = 2
_SHORT = 20
_IDENTITY = re.compile(r"\d{14,17}[\dXx](?:\d\d)?")
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

    `texts` are its short texts, made comparable.
    """

    values: int = 0
    numbers: int = 0
    dates: int = 0
    identities: int = 0
    sexes: int = 0
    counties: int = 0
    middle: Decimal | None = None
    texts: tuple[str, ...] = ()


def looks_of(values: Iterable[CellValue]) -> Looks:
    """Return what the values of a column look like; blanks and 同上 say nothing."""
    told = [
        one
        for one in values
        if one is not None and not (isinstance(one, str) and blank_of(one) is not None)
    ]
    return Looks(
        len(told),
        sum(map(_is_number, told)),
        sum(map(_is_date, told)),
        sum(isinstance(one, str) and bool(_IDENTITY.fullmatch(normal(one))) for one in told),
        sum(isinstance(one, str) and normal(one) in ("男", "女") for one in told),
        sum(map(_is_county, told)),
        _middle(told),
        tuple(normal(one) for one in told if isinstance(one, str) and len(one) <= _SHORT),
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
    if plain[-1] not in "县区旗市":
        return False
    found = place.find(plain)
    return bool(found) and not found[0].rest and found[0].level is place.Level.COUNTY


def unfit(kind: Kind, field: Field, looks: Looks) -> int:
    """Return by how much a column's values speak against a field: 0 when they do not."""
    if looks.values < _FEWEST:
        return 0
    if field.kind in _NUMBERS and looks.numbers == 0:
        return 40
    if field.kind in _DATES and looks.dates == 0:
        return 60 if any(map(_DURATION.fullmatch, looks.texts)) else 25
    if field.kind is FieldKind.PLACE and _holds_towns(looks):
        return 60
    is_name = field.kind is FieldKind.TEXT and field.name in kind.keys
    if is_name and looks.numbers == looks.values:
        return 30 if any(not one.isdecimal() for one in looks.texts) else 60
    return 30 if field.kind is FieldKind.IDENTITY and looks.numbers + looks.identities == 0 else 0


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
        (looks.counties, FieldKind.PLACE),
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
