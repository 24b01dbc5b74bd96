"""Records of posted workbooks: pairings and visits whose lines the posting has just booked.

The book says the days, the recipient and the kind; the row says the rest. A row sent again finds
the record of the entry it replaces, so a record is never kept twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.scope import EVERYWHERE
from jiedui.access.vault import sealed
from jiedui.books.queries import entry as entry_of
from jiedui.cooperation.commands.keeping import By, Done, kept_party, office_of, programme_for
from jiedui.cooperation.commands.visits import people_columns
from jiedui.cooperation.models import Pairing, Visit
from jiedui.cooperation.parties import party_of
from jiedui.cooperation.queries.listing import scope_place
from jiedui.cooperation.queries.visits import LEADER_PLACE
from jiedui.cooperation.vocabulary import DIRECTIONS, VISIT_LEVELS
from jiedui.kernel.codes import meant_by
from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.books.entry import LineDraft
    from jiedui.cooperation.filed import FiledRow
    from jiedui.cooperation.models import Party as PartyRow
    from jiedui.cooperation.parties import Party

_MEETING = re.compile(r"会议|联席|座谈会|会商|例会|推进会|现场会")
_POST = re.compile(
    r"[^()（）]*[(（]([^()（）]*(?:书记|长|主任|委员|主席|经理|干部|处|科)[^()（）]*)[)）]"
)


@command("cooperation.record")
def record_pairings(
    rows: Sequence[FiledRow], *, actor: Actor, now: dt.datetime, batch: int
) -> Done:
    """Keep a record for every line of the pairings a batch posted; return how many."""
    by = By(actor, now, batch=batch)
    count = 0
    for row in rows:
        for number in row.entries:
            draft = entry_of(EVERYWHERE, number).draft
            lines = [one for one in draft.lines if one.account == "Pairing:InForce"]
            for one in lines:
                _record_pairing(row, one, by, number=number, alone=len(lines) == 1)
            count += len(lines)
    return Done(count, f"{count} pairings of batch {batch}")


def _record_pairing(row: FiledRow, one: LineDraft, by: By, *, number: int, alone: bool) -> None:
    period = Period(one.starts, one.ends)
    donor, recipient = _donor(row, one, period), _recipient(row, one, period, alone=alone)
    kind = one.dims.pairing_kind or "OTHER_PAIR"
    ends = (kept_party(donor), kept_party(recipient))
    values = {
        "donor": ends[0],
        "recipient": ends[1],
        "kind": kind,
        "starts": period.starts,
        "ends": period.ends,
        "start_said": row.text("start_date")[:10],
        "end_said": "" if period.ends == LATEST else period.ends.isoformat(),
        "basis": row.text("basis"),
        "note": row.text("remark"),
        "place": recipient.place,
        "entry": number,
    }
    old = _old_pairing(row, number, recipient)
    if old is not None:
        Pairing.objects.filter(pk=old.pk).update(**values)
        return
    first = period.starts if period.starts != EARLIEST else period.ends
    before = _before(*ends, period)
    Pairing.objects.create(
        **values,
        programme=programme_for(kind, first, by),
        follows=before,
        batch=by.batch,
        source=row.source,
        **by.stamped(),
    )


def _old_pairing(row: FiledRow, number: int, recipient: Party) -> Pairing | None:
    entries = (number, *row.replaced)
    rows = Pairing.objects.filter(entry__in=entries, recipient__place=recipient.place)
    return rows.order_by("pk").first()


def _before(donor: PartyRow, recipient: PartyRow, period: Period) -> Pairing | None:
    """Return the pairing of the same two that ended just before this one begins."""
    if period.starts == EARLIEST:
        return None
    rows = Pairing.objects.filter(donor=donor, recipient=recipient)
    return rows.filter(ends__lt=period.starts).order_by("-ends", "-pk").first()


def _donor(row: FiledRow, one: LineDraft, period: Period) -> Party:
    on = period.starts if period.starts != EARLIEST else None
    home = one.dims.owner or office_of() or None
    if one.dims.payer is None and one.dims.owner:
        return party_of(name_of(one.dims.owner, on), within=one.dims.owner, on=on)
    return party_of(row.text("donor") or one.dims.payer or "", within=home, on=on)


def _recipient(row: FiledRow, one: LineDraft, period: Period, *, alone: bool) -> Party:
    """Return the recipient of a line: the place it names, or the unit of a row with one line."""
    key = one.dims.recipient or ""
    on = period.starts if period.starts != EARLIEST else None
    if alone:
        told = party_of(row.text("recipient"), within=scope_place(key) or None, on=on)
        if not told.is_place:
            return told._replace(place=key, key=f"{key}/{told.name}")
        if told.key == key:
            return told
    found = party_of(name_of(key, on), within=key or None, on=on)
    return found._replace(key=key, place=key) if found.is_place else found


@command("cooperation.record")
def record_visits(rows: Sequence[FiledRow], *, actor: Actor, now: dt.datetime, batch: int) -> Done:
    """Keep a record for every visit a batch posted; return how many."""
    by = By(actor, now, batch=batch)
    for row in rows:
        _record_visit(row, by)
    return Done(len(rows), f"{len(rows)} visits of batch {batch}")


def _record_visit(row: FiledRow, by: By) -> None:
    number = row.entries[0] if row.entries else None
    line = entry_of(EVERYWHERE, number).draft.lines[0] if number is not None else None
    place = (line.dims.recipient if line else None) or row.place
    leader = row.text("leader")
    post = _POST.fullmatch(leader)
    agenda = row.text("agenda")
    uncounted = line is not None and line.wording == Wording.AT_LEAST.value
    values = {
        "kind": "MEETING" if _MEETING.search(agenda) else "VISIT",
        "direction": meant_by(DIRECTIONS, row.text("direction")) or "",
        "starts": line.starts if line else EARLIEST,
        "ends": line.ends if line else LATEST,
        "said": "/".join(
            dict.fromkeys(one for one in (row.text("start_date"), row.text("end_date")) if one)
        )[:24],
        "level": meant_by(VISIT_LEVELS, row.text("level")) or "",
        "leader_post": post[1].strip() if post else "",
        "leader": sealed(leader.encode(), place=LEADER_PLACE) if leader else b"",
        "times": line.amount if line else 1,
        "is_counted": not uncounted,
        "agenda": agenda,
        "minutes_no": row.text("minutes_no")[:200],
        "place": scope_place(place),
        "entry": number,
        **people_columns(row.amount("people")),
    }
    old = Visit.objects.filter(entry__in=(*row.entries, *row.replaced)).order_by("pk").first()
    if old is not None:
        Visit.objects.filter(pk=old.pk).update(**values)
        return
    Visit.objects.create(**values, batch=by.batch, source=row.source, **by.stamped())
