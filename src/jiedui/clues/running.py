"""A cross-check that a person asks for: register and lists compared, the clues taken in.

The register leaves for the comparison only: it is written, with the lists, into a passing directory
that its owner alone may read, and all of it is removed when the clues are taken in. The export is
numbered and written down like every other.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from jiedui.checks.inlets import DELIMITED, WORKBOOKS
from jiedui.checks.rules import DATASETS, RULES
from jiedui.clues.taking import take_run
from jiedui.kernel.problem import refuse
from jiedui.registry.exporting import export_register
from jiedui.registry.queries import Days

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from jiedui.access.scope import Actor
    from jiedui.clues.taking import TakenIn

SIZE_MAX = 200 << 20
"""Largest list that a person may send, in bytes; larger ones go through `jiedui crosscheck`."""

MEMORY_MB = 1000
ENDINGS = frozenset({".parquet", *DELIMITED, *WORKBOOKS})
"""How the name of a list may end."""

_PASSING = "comparing-"
_STALE_SECONDS = 6 * 3600


class Sent(NamedTuple):
    """A department's list as somebody sent it: the data set, the file's name, its bytes."""

    data: str
    name: str
    parts: Iterable[bytes]


def compare_now(
    lists: Sequence[Sent], *, day: dt.date, purpose: str, actor: Actor, now: dt.datetime
) -> TakenIn:
    """Compare the register of the actor's places with lists, and take the clues in.

    Args:
        lists: The lists; rules whose list is not given are left out.
        day: The day asked for.
        purpose: What the register leaves for; it is written down.
        actor: Who asks; may export the register and take clues in.
        now: The moment.

    Raises:
        Refused: The actor may not, a list is none we know, is empty, too large or cannot be read.
    """
    from jiedui.checks.run import Job, crosscheck  # noqa: PLC0415  Loads Ibis.

    _check(lists)
    home = Path(settings.DATA_DIR)
    _sweep(home, now)
    with tempfile.TemporaryDirectory(prefix=_PASSING, dir=home) as name:
        folder = Path(name)
        days = Days(day, now.astimezone().date())
        made = export_register(days, form="parquet", purpose=purpose, actor=actor, now=now)
        register = folder / "register.parquet"
        register.write_bytes(made.content)
        paths = {one.data: _written(one, folder) for one in lists}
        job = Job(
            str(register), paths, list(RULES.values()), day, folder / "out",
            memory_mb=MEMORY_MB, with_csv=False,
        )  # fmt: skip
        crosscheck(job)
        return take_run(folder / "out", actor=actor, now=now)


def _check(lists: Sequence[Sent]) -> None:
    for one in lists:
        if one.data not in DATASETS:
            raise refuse("VALUE_UNKNOWN", found=one.data, expected=", ".join(DATASETS))
        ending = PurePath(one.name).suffix.lower()
        if ending not in ENDINGS:
            raise refuse(
                "FILE_UNREADABLE", found=ending or "no ending", expected=", ".join(sorted(ENDINGS))
            )


def _written(one: Sent, folder: Path) -> str:
    path = folder / f"{one.data}{PurePath(one.name).suffix.lower()}"
    size = 0
    with path.open("wb") as out:
        for part in one.parts:
            size += len(part)
            if size > SIZE_MAX:
                raise refuse(
                    "FILE_TOO_LARGE",
                    found=f"more than {SIZE_MAX >> 20} MiB",
                    expected=f"at most {SIZE_MAX >> 20} MiB",
                    hint="Run `jiedui crosscheck` where the list lies, then `jiedui clues take`.",
                )
            out.write(part)
    if not size:
        raise refuse("FILE_EMPTY", found="a file without content", expected="a list")
    return str(path)


def _sweep(home: Path, now: dt.datetime) -> None:
    """Remove what a comparison left that was cut off."""
    for left in home.glob(f"{_PASSING}*"):
        if now.timestamp() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
