"""How untidy tables are told: columns in offices' own words, and how their records are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.exchange.messy_records import Record


@dataclass(frozen=True)
class Spec:
    """A column: its field, its headings, the heading above it, the columns it needs beside it."""

    field: str
    words: tuple[str, ...]
    form: str = "text"
    group: str = ""
    is_key: bool = False
    unit: str = ""
    needs: frozenset[str] = frozenset()

    @property
    def is_money(self) -> bool:
        """Whether it holds money."""
        return self.form == "money"

    @property
    def is_added(self) -> bool:
        """Whether a sum row adds it up."""
        return self.form in ("money", "count")


@dataclass(frozen=True)
class TableSpec:
    """A kind of table: titles, columns, and how its records are made."""

    kind: str
    titles: tuple[str, ...]
    columns: tuple[Spec, ...]
    records: Callable[[Random], list[Record]]
    has_sums: bool = True
    needs_title: bool = False


def spec(
    field: str,
    words: str,
    form: str = "text",
    *,
    group: str = "",
    unit: str = "",
    needs: frozenset[str] = frozenset(),
) -> Spec:
    """Return a column whose headings are separated by blanks; a star marks a key."""
    headings = tuple(one.replace("_", " ") for one in words.split())
    name = field.strip("*")
    return Spec(name, headings, form, group, is_key=name != field, unit=unit, needs=needs)


SEQ = spec("seq", "序号 编号 序 No.")
REMARK = spec("remark", "备注 说明 备_注")
COUNTY = spec(
    "county*", "受援县 县区 县(市) 受援地区 县 所在县 受援县(市、区) 帮扶县 项目县 对口县 协作县"
)
