"""Rows that words work out of other rows: 区级财政资金÷财政援助资金（FUN-01）. Knows no Django.

A row is named by its number, its code or its very words. What is divided by such a row is divided
by what that row asks and by nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.forms.rewording import code_of, core_of, plain_label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Line, Table

_CODED = r"[A-Za-z]{1,5}-?\d{1,4}(?:[-.]\d{1,3})*"
_ORDINAL = r"(?:第|指标|项目|序号|行次|代码|编号)+\d{1,6}(?:行|项|栏|号)?"
_DIVIDED = re.compile(
    r"(?:^|[=:,;(])(?P<above>[^÷=:,;]*?)(?:÷|除以)(?P<below>[^÷=,;×*/+]+)(?:[×*]100%?)?(?:[,;)]|$)"
)
_SHARED = re.compile(
    r"(?P<above>[^占(),;=]*)占(?P<below>[^占,;=]+?)的?(?:比例|比重|百分比|份额|的比)*(?:\([%]\))?$"
)
_SIGN = rf"{_ORDINAL}|{_CODED}"
_POINTED = re.compile(rf"^\(?(?:{_SIGN})\)?(?:指标|行|项)?$|\((?P<inner>{_SIGN})\)?$")
_CODE, _NUMBER = re.compile(_CODED), re.compile(r"\d{1,6}")
_LED = re.compile(r"\s*[(（]?(\d{1,2})[)）.．、](?!\d)")


@dataclass(frozen=True, slots=True)
class Quotient:
    """Of which rows a row is the quotient.

    Attributes:
        above: The row that is divided, None = the words name none.
        below: The row it is divided by, None = the words name none.
        words: What is divided, as written.
        under: What it is divided by, as written.
        is_open: Whether a number or code is named that no row has, or two rows at once.
    """

    above: int | None
    below: int | None
    words: str = ""
    under: str = ""
    is_open: bool = False


def quotients_in(table: Table, reader: LabelReader) -> dict[int, Quotient]:
    """Return the quotients that the words of rows speak of, by the place of the row."""
    elsewhere = {str(one) for one in reader.numbered} | {one.upper() for one in reader.codes}
    rows = _Rows(table.lines, elsewhere)
    told = {at: rows.of(_told(line, reader), at) for at, line in enumerate(table.lines)}
    return {at: one for at, one in told.items() if one is not None}


def _told(line: Line, reader: LabelReader) -> list[str]:
    """Return what a row and the notes on its words say."""
    noted = (reader.defined.get(core_of(one), "") for one in line.labels)
    return [plain_label(one) for one in (*line.labels, *noted) if one]


_ABSENT = -1


class _Rows:
    """The rows of a table by their numbers, codes and words; what other tables number is theirs."""

    def __init__(self, lines: Sequence[Line], elsewhere: Collection[str]) -> None:
        self.elsewhere = elsewhere
        self.signs = _alone({at: _signs_of(one) for at, one in enumerate(lines)})
        names = {at: {core_of(told) for told in one.labels} for at, one in enumerate(lines)}
        self.names = _alone(names)

    def of(self, several: Sequence[str], own: int) -> Quotient | None:
        """Return the quotient that the words of a row speak of, None = they name no other row."""
        for text in several:
            told = _DIVIDED.search(text) or _SHARED.search(text)
            if told is None:
                continue
            divided = _LED.sub("", told["above"].rpartition("(")[2])
            above, below = self._row(divided, own), self._row(told["below"], own)
            is_open = _ABSENT in {above, below}
            if is_open or below is not None:
                return Quotient(above, below, divided, told["below"], is_open)
        return None

    def _row(self, words: str, own: int) -> int | None:
        """Return the row that words name, None = no other one, -1 = one that is not there."""
        pointed = _POINTED.search(words)
        named = self.names.get(core_of(words))
        if pointed is None:
            return None if named == own else named
        sign = _sign(pointed["inner"] or pointed[0])
        found = self.signs.get(sign)
        if found is None:
            return None if sign in self.elsewhere else _ABSENT
        return found if found != own and named in {None, found} else _ABSENT


def _signs_of(line: Line) -> set[str]:
    """Return the number and the code of a row: of its own column, else before its words."""
    led = [_LED.match(one) for one in line.labels[-1:] if not line.serial]
    told = [line.serial, *(code_of(one) for one in line.labels), *(one[1] for one in led if one)]
    return {_sign(one) for one in told if one.strip()}


def _sign(told: str) -> str:
    """Return a number or code without what it is called and without leading zeros."""
    plain = plain_label(told).upper()
    code, number = _CODE.search(plain), _NUMBER.search(plain)
    return code[0] if code else (number[0].lstrip("0") if number else plain)


def _alone(told: Mapping[int, set[str]]) -> dict[str, int]:
    """Return the rows by the words that only one of them has."""
    rows: dict[str, list[int]] = defaultdict(list)
    for at, several in told.items():
        for one in several - {""}:
            rows[one].append(at)
    return {one: several[0] for one, several in rows.items() if len(several) == 1}
