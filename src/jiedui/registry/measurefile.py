"""A CSV of what households got, read into rows; everything wrong with it at its cell."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from jiedui.kernel.encoding import decoded
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.registry.measures import KINDS, Given

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "to": ("户编号", "身份证号", "身份证号码", "household", "to"),
    "kind": ("类型", "措施类型", "kind"),
    "words": ("内容", "措施", "名称", "words"),
    "day": ("日期", "发放日期", "day"),
    "yuan": ("金额(元)", "金额（元）", "金额", "yuan"),
    "quantity": ("数量", "quantity"),
    "project": ("项目", "项目名称", "project"),
    "gift": ("捐赠", "捐赠编号", "gift"),
    "training": ("培训", "培训班", "training"),
}
"""What each column may be called."""

_NEEDED = ("to", "kind", "words", "day")


def given(content: bytes, file: str) -> list[Given]:
    """Return the rows of a CSV (UTF-8 or GB 18030).

    Raises:
        Refused: A column that is needed is missing, or cells cannot be read; all told at once.
    """
    table = list(csv.reader(io.StringIO(decoded(content))))
    heads = [one.strip() for one in table[0]] if table else []
    at = {
        name: next((heads.index(word) for word in words if word in heads), None)
        for name, words in HEADINGS.items()
    }
    missing = [name for name in _NEEDED if at[name] is None]
    if missing:
        raise Refused(
            [
                Problem(
                    "COLUMN_UNKNOWN",
                    Severity.ERROR,
                    Source(file, cell="row:1"),
                    f"no column {HEADINGS[name][0]}",
                    " or ".join(HEADINGS[name]),
                )
                for name in missing
            ]
        )
    problems: list[Problem] = []
    rows = [
        _row(cells, at, Source(file, cell=f"row:{number}"), problems=problems)
        for number, cells in enumerate(table[1:], start=2)
        if any(one.strip() for one in cells)
    ]
    if problems:
        raise Refused(problems)
    return rows


def _row(
    cells: list[str], at: Mapping[str, int | None], source: Source, *, problems: list[Problem]
) -> Given:
    def cell(name: str) -> str:
        place = at[name]
        return cells[place].strip() if place is not None and place < len(cells) else ""

    return Given(
        cell("to"),
        _kind(cell("kind")),
        cell("words"),
        _day(cell("day"), source, problems),
        _fen(cell("yuan"), source, problems),
        cell("quantity"),
        cell("project"),
        cell("gift"),
        cell("training"),
        f"{source.file}\t\t{source.cell.removeprefix('row:')}",
    )


def _kind(text: str) -> str:
    return next((code for code, words in KINDS.items() if text in (code, *words)), text)


def _day(text: str, source: Source, problems: list[Problem]) -> dt.date:
    plain = text.replace("/", "-").replace(".", "-").replace("年", "-").replace("月", "-")
    parts = plain.replace("日", "").split("-")
    try:
        return dt.date(*(int(one) for one in parts))
    except (ValueError, TypeError):
        problems.append(
            Problem("DATE_UNREADABLE", Severity.ERROR, source, text or "nothing", "2019-03-05")
        )
        return dt.date.min


def _fen(text: str, source: Source, problems: list[Problem]) -> int | None:
    if not text:
        return None
    try:
        fen = Decimal(text.replace(",", "").replace("元", "")) * 100
    except InvalidOperation:
        fen = Decimal("NaN")
    if not fen.is_finite() or fen != fen.to_integral_value():
        problems.append(
            Problem("NUMBER_UNREADABLE", Severity.ERROR, source, text, "yuan, to the fen")
        )
        return None
    return int(fen)
