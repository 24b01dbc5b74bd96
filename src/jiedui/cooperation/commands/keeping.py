"""What several writes share: who does it, parties and programmes kept once, dates as said.

Boundary: inner steps of commands; nothing here checks a permission.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.queries import office
from jiedui.cooperation import eras
from jiedui.cooperation.models import Party, Programme
from jiedui.kernel.period import EARLIEST, LATEST, Grain
from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.cooperation.parties import Party as PartyValue
    from jiedui.kernel.period import Period


@dataclass(frozen=True, slots=True)
class By:
    """Who posts, when, and who proposed it; `batch` when it came in by a file."""

    actor: Actor
    now: dt.datetime
    proposed_by: str = ""
    batch: int | None = None

    def stamped(self) -> dict[str, object]:
        """Return the columns of who recorded it."""
        return {
            "proposed_by": self.proposed_by,
            "recorded_by": self.actor.username,
            "recorded_at": self.now,
        }


@dataclass(frozen=True, slots=True)
class Done:
    """What was written: the record's number and what the log says."""

    number: int
    subject: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a proposal is about: the place by which it may be seen, and words that name nobody."""

    place: str
    words: str


def kept_party(one: PartyValue) -> Party:
    """Return the kept row of a party, made where it is new."""
    values = {"kind": one.kind, "place": one.place, "name": one.name}
    return Party.objects.get_or_create(key=one.key, defaults=values)[0]


def programme_for(kind: str, day: dt.date, by: By) -> Programme | None:
    """Return the programme whose kinds and days a new pairing falls into; None when none does.

    A shipped programme becomes the office's own row when it is first needed.
    """
    rows = Programme.objects.filter(starts__lte=day, ends__gte=day).order_by("starts", "code")
    mine = [one for one in rows if kind in one.kinds.split()]
    if mine:
        return mine[0] if len(mine) == 1 else None
    known = [
        one
        for one in eras.known_programmes()
        if kind in one.kinds and one.period.starts <= day <= one.period.ends
    ]
    if len(known) != 1:
        return None
    return _shipped(known[0], by)


def _shipped(one: eras.KnownProgramme, by: By) -> Programme:
    era = eras.era_on(one.period.starts)
    row, _ = Programme.objects.get_or_create(
        code=one.code,
        defaults={
            "title": one.zh,
            "title_en": one.en,
            "starts": one.period.starts,
            "ends": one.period.ends,
            "era": era.code if era else "",
            "indicators": one.indicators,
            "kinds": " ".join(one.kinds),
            "recorded_by": by.actor.username,
            "recorded_at": by.now,
        },
    )
    return row


def start_said(period: Period | None) -> str:
    """Return a start as precisely as it was said: 2016, 2016-11, 2016-11-03; "" for none."""
    if period is None or period.starts == EARLIEST:
        return ""
    return period.starts.isoformat()[: _LENGTHS[period.grain]]


def end_said(period: Period | None) -> str:
    """Return an end as precisely as it was said; "" while it is open."""
    if period is None or period.ends == LATEST:
        return ""
    return period.ends.isoformat()[: _LENGTHS[period.grain]]


_LENGTHS = {Grain.YEAR: 4, Grain.MONTH: 7, Grain.DAY: 10, Grain.QUARTER: 10, Grain.SPAN: 10}


def in_places(actor: Actor, permission: str, place: str) -> None:
    """Refuse what lies outside the places in which an actor holds a permission.

    Raises:
        Refused: It lies outside.
    """
    scope = actor.scope(permission)
    if not scope.sees(place or None):
        raise refuse(
            "OUT_OF_PLACE",
            found=place or "a place nobody stated",
            expected="within " + (", ".join(scope.places) or "no place"),
            hint="Ask a person whose role reaches there.",
        )


def office_of() -> str:
    """Return the key of the district that keeps this book."""
    return office()


def wrong(name: str, code: str, *, found: str, expected: str, hint: str = "") -> Problem:
    """Return a problem with one field of a form."""
    return Problem(code, Severity.ERROR, Source(cell=name), found, expected, hint)


def refuse_all(problems: list[Problem]) -> None:
    """Refuse for every reason at once, where there is any.

    Raises:
        Refused: There is a problem.
    """
    if problems:
        raise Refused(problems)
