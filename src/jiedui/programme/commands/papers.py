"""Puts on record what is known of a project beside its money: papers, progress, contract, checks.

Nothing here is counted; what is counted follows with the next step.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.vault import keep_upload
from jiedui.kernel.identity import mask
from jiedui.programme.lifecycle import PAPERS
from jiedui.programme.models import (
    Paper,
    Progress,
)
from jiedui.programme.opening import check_day, problem, project, refuse_all
from jiedui.programme.outcomes import (
    Done,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Problem
    from jiedui.programme.models import (
        Project,
    )

SIZE_MAX = 32 * 1024 * 1024
"""Largest paper or photo that is kept, in bytes."""


def choice_problems(value: str, choices: Mapping[str, object], where: str) -> list[Problem]:
    """Return a problem when a value is none of the choices."""
    if value in choices:
        return []
    return [problem("VALUE_UNKNOWN", where, found=value or "nothing", expected=", ".join(choices))]


def filled_problems(value: str, what: str, where: str) -> list[Problem]:
    """Return a problem when nothing is said."""
    if value.strip():
        return []
    return [problem("FIELD_EMPTY", where, found="nothing", expected=what)]


@command("programme.record")
def add_paper(  # noqa: PLR0913  what the record bears
    number: int,
    kind: str,
    *,
    title: str,
    on: dt.date,
    actor: Actor,
    now: dt.datetime,
    reference: str = "",
    file: tuple[str, bytes] | None = None,
) -> Done:
    """Put a paper of a project on record; its file is kept sealed.

    Args:
        number: The project.
        kind: A kind of `PAPERS`.
        title: What it is called.
        on: The day it bears.
        actor: Who does it.
        now: The moment.
        reference: Its own number.
        file: Name and content, None for a paper kept elsewhere.

    Raises:
        Refused: Kind or day is wrong, the file is empty or too large.
    """
    row = project(number, actor, "programme.record")
    refuse_all(
        [
            *choice_problems(kind, PAPERS, row.name),
            *filled_problems(title, "a title", row.name),
            *check_day(on, now, row.name),
            *_wrong_file(file, row.name),
        ]
    )
    paper = _paper(row, kind, title=title, on=on, actor=actor, now=now, file=file)
    if reference:
        paper.number = reference[:100]
        paper.save(update_fields=["number"])
    return Done((paper.pk,), f"project {number}: {kind}")


def _wrong_file(file: tuple[str, bytes] | None, where: str) -> list[Problem]:
    if file is None or 0 < len(file[1]) <= SIZE_MAX:
        return []
    found = f"{len(file[1])} bytes"
    return [problem("FILE_SIZE", where, found=found, expected=f"1 to {SIZE_MAX} bytes")]


def _paper(  # noqa: PLR0913  what a paper bears
    row: Project,
    kind: str,
    *,
    title: str,
    on: dt.date,
    actor: Actor,
    now: dt.datetime,
    file: tuple[str, bytes] | None,
) -> Paper:
    paper = Paper(
        project=row,
        kind=kind,
        title=mask(title.strip())[:200],
        on=on,
        added_by=actor.username,
        added_at=now,
    )
    if file is not None:
        name, content = file
        paper.upload = f"paper-{hashlib.sha256(content).hexdigest()}"
        paper.file_name = mask(PurePath(name.replace("\\", "/")).name)[:200]
        paper.size = len(content)
        keep_upload(content, name=paper.upload)
    paper.save()
    return paper


@command("programme.record")
def report_progress(  # noqa: PLR0913  what the record bears
    number: int,
    percent: int,
    *,
    on: dt.date,
    actor: Actor,
    now: dt.datetime,
    words: str = "",
    spot: str = "",
    photo: tuple[str, bytes] | None = None,
) -> Done:
    """Tell how far a project was on a day, with a photo and where it was taken.

    Raises:
        Refused: The percentage is none, falls behind what was told before, or the day is ahead.
    """
    row = project(number, actor, "programme.record")
    refuse_all(
        [
            *check_day(on, now, row.name),
            *_wrong_file(photo, row.name),
            *_wrong_percent(row, percent, on),
        ]
    )
    shot = None
    if photo is not None:
        shot = _paper(
            row, "photo", title=spot or "形象进度", on=on, actor=actor, now=now, file=photo
        )
    told = Progress.objects.create(
        project=row,
        on=on,
        percent=percent,
        words=mask(words.strip()),
        spot=spot.strip()[:200],
        photo=shot,
        told_by=actor.username,
        told_at=now,
    )
    if row.progress_on is None or on >= row.progress_on:
        row.progress_percent, row.progress_on = percent, on
        row.save(update_fields=["progress_percent", "progress_on"])
    return Done((told.pk,), f"project {number}: {percent} percent on {on}")


def _wrong_percent(row: Project, percent: int, on: dt.date) -> list[Problem]:
    if not 0 <= percent <= 100:
        return [problem("PERCENT_WRONG", row.name, found=str(percent), expected="0 to 100 percent")]
    last = Progress.objects.filter(project=row, on__lte=on).order_by("-on", "-pk").first()
    if last is None or percent >= last.percent:
        return []
    return [
        problem(
            "PROGRESS_BACK",
            row.name,
            found=f"{percent} percent",
            expected=f"at least the {last.percent} percent of {last.on}",
        )
    ]
