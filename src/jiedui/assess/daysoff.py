"""The days off of a year, told by pasting the State Council's notice; kept in the office's file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.assess.commands import Done
from jiedui.kernel.daysoff import read_notice, written_years
from jiedui.kernel.problem import refuse
from jiedui.kernel.workdays import own_file, own_years

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor

YEARS = range(1990, 2201)


@command("assess.extend")
def keep_days_off(year: int, notice: str, *, actor: Actor, now: dt.datetime) -> Done:
    """Keep the days off and make-up days of a year; deadlines count by them from then on.

    Args:
        year: The year; what the office kept of it before, or the package holds, is replaced.
        notice: The notice 关于某年部分节假日安排的通知, or its numbered lines.
        actor: Who tells it.
        now: The moment.

    Raises:
        Refused: The year is none, a line of the notice is not understood or its days are not as
            many as it says, or the office's file is not what it should be.
    """
    del actor, now  # The log has both.
    if year not in YEARS:
        raise refuse("NUMBER_UNREADABLE", found=str(year), expected="a year: 2027")
    path = own_file()
    assert path is not None  # noqa: S101  A command runs in an office.
    told = read_notice(notice, year)
    _write(path, written_years({**own_years(), year: told}))
    return Done(year, f"days off of {year}: {len(told.off)} off, {len(told.work)} worked")


def _write(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
