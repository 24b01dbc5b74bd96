"""Which years' days off and make-up days are known, for people and as data. Knows no Django."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from jiedui.kernel.workdays import calendar_years, caveat, known_words, workdays_left

if TYPE_CHECKING:
    from pathlib import Path

_FORM = """\
  [{year}]
  off = [
    ["01-01", "01-03", "元旦"],
  ]
  work = ["01-04"]"""


def year_words(year: int | None, *, own: Path) -> str:
    """Return which years are known, or the days of one.

    Args:
        year: The year; None = which are known.
        own: The office's own file, in which it may write more of them.
    """
    zh, en = known_words()
    if year is None:
        after = max(calendar_years()) + 1
        return (
            f"放假和调休安排已知 days off and make-up days are known of: {zh} ({en})\n"
            f"其他年份写入 for other years write into {own}:\n{_FORM.format(year=after)}"
        )
    found = calendar_years().get(year)
    days = f"{year}年共{_worked(year)}个工作日 {_worked(year)} working days in {year}"
    if found is None:
        return f"{days}\n{' '.join(caveat((year,)))}"
    lines = [f"  {day} 休 off  {name}" for day, name in sorted(found.off.items())]
    lines += [f"  {day} 班 worked instead" for day in sorted(found.work)]
    return "\n".join([days, *lines])


def year_json(year: int | None) -> dict[str, Any]:
    """Return the same as data."""
    known = calendar_years()
    if year is None:
        return {"known": sorted(known)}
    found = known.get(year)
    return {
        "year": year,
        "is_known": found is not None,
        "working_days": _worked(year),
        "off": {day.isoformat(): name for day, name in sorted(found.off.items())} if found else {},
        "work": [day.isoformat() for day in sorted(found.work)] if found else [],
    }


def _worked(year: int) -> int:
    return workdays_left(dt.date(year, 1, 1), dt.date(year, 12, 31)).days
