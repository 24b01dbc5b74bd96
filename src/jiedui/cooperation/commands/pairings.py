"""Pairings: a new one, a change of partner or kind, an end; each with its line in the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.scope import EVERYWHERE
from jiedui.books.commands import post_entries
from jiedui.books.queries import entry, taken_back_by
from jiedui.cooperation import eras
from jiedui.cooperation.booking import back, ended, pairing_entry
from jiedui.cooperation.commands.keeping import (
    Done,
    Subject,
    end_said,
    kept_party,
    office_of,
    programme_for,
    refuse_all,
    start_said,
    wrong,
)
from jiedui.cooperation.models import Pairing, Programme
from jiedui.cooperation.pair import Pair, clashes, split
from jiedui.cooperation.parties import party_of
from jiedui.cooperation.queries.relations import pairing as pairing_of
from jiedui.kernel.codes import PAIRING_KINDS, code_of
from jiedui.kernel.period import EARLIEST, Period

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.books.entry import EntryDraft
    from jiedui.cooperation.commands.keeping import (
        By,
    )
    from jiedui.cooperation.given import Given
    from jiedui.cooperation.parties import Party
    from jiedui.cooperation.queries.relations import PairingRow
    from jiedui.kernel.problem import Problem


def check_pairing(given: Given, by: By) -> Subject:
    """Return what a new pairing is about.

    Raises:
        Refused: Its kind was not in use then, or the same two are so paired already.
    """
    del by
    donor, recipient = ends_of(given)
    period = given.span("start_date", "end_date")
    problems = check_pair(donor, recipient, given.text("pairing_kind"), period=period)
    refuse_all(problems)
    kind = PAIRING_KINDS[given.text("pairing_kind")].zh
    return Subject(recipient.place, f"{donor.name} ↔ {recipient.name} {kind}")


def check_pair(donor: Party, recipient: Party, kind: str, *, period: Period) -> list[Problem]:
    """Return what is wrong with a pairing to be: its ends, its kind then, a second of the same."""
    problems = []
    if donor.key == recipient.key:
        found = f"{donor.name} on both sides"
        problems.append(wrong("recipient", "PAIRING_ENDS", found=found, expected="two parties"))
    used = eras.kind_period(kind)
    starts = period.starts if period.starts != EARLIEST else used.starts
    if not used.starts <= starts <= used.ends:
        problems.append(
            wrong(
                "pairing_kind",
                "PAIRING_KIND_ERA",
                found=f"{PAIRING_KINDS[kind].zh} from {starts}",
                expected=f"a kind in use then; this one: {used}",
                hint="Choose the kind of that time, or correct the start.",
            )
        )
    pair = Pair(donor.key, recipient.key, kind, period)
    problems += [
        wrong(
            "start_date",
            "PAIRING_OVERLAPS",
            found=f"the same two in the same kind, {other.period}",
            expected="days on which they are not so paired yet",
            hint="End or change that pairing first.",
        )
        for other in clashes(pair, _standing_pairs(donor, recipient))
    ]
    return problems


def _standing_pairs(donor: Party, recipient: Party) -> list[Pair]:
    rows = list(Pairing.objects.filter(donor__key=donor.key, recipient__key=recipient.key))
    gone = taken_back_by([row.entry for row in rows if row.entry is not None])
    return [
        Pair(donor.key, recipient.key, row.kind, Period(row.starts, row.ends))
        for row in rows
        if row.entry not in gone
    ]


def post_pairing(given: Given, by: By) -> Done:
    """Post a new pairing into the book and keep its record."""
    check_pairing(given, by)
    ends = ends_of(given)
    period = given.span("start_date", "end_date")
    draft = pairing_entry(given, ends, office_of(), period=period)
    posted = post_entries([draft], actor=by.actor, now=by.now)
    row = keep_pairing(given, ends, by, period=period, entry=posted.last)
    return Done(row.pk, f"pairing {row.pk}")


def keep_pairing(
    given: Given, ends: tuple[Party, Party], by: By, *, period: Period, entry: int
) -> Pairing:
    """Keep the record of a pairing whose line stands in the book already."""
    donor, recipient = ends
    kind = given.text("pairing_kind")
    first = period.starts if period.starts != EARLIEST else period.ends
    return Pairing.objects.create(
        programme=programme_for(kind, first, by),
        donor=kept_party(donor),
        recipient=kept_party(recipient),
        kind=kind,
        starts=period.starts,
        ends=period.ends,
        start_said=start_said(given.period("start_date")),
        end_said=end_said(given.period("end_date")),
        basis=given.text("basis"),
        note=given.text("note"),
        place=recipient.place,
        entry=entry,
        batch=by.batch,
        source=given.source,
        **by.stamped(),
    )


def ends_of(given: Given) -> tuple[Party, Party]:
    """Return the donor and the recipient of a form, with what was said of their kind and place."""
    donor, recipient = given.party("donor"), given.party("recipient")
    assert donor is not None  # noqa: S101  Both are required fields.
    assert recipient is not None  # noqa: S101
    start = given.period("start_date")
    on = start.starts if start else None
    home = office_of()
    return (
        _again(donor, given.text("donor_kind"), home, on=on),
        _again(recipient, given.text("recipient_kind"), given.text("recipient_place"), on=on),
    )


def _again(one: Party, kind: str, within: str, *, on: dt.date | None) -> Party:
    """Return a party read again with its kind and place, on the day it is spoken of."""
    return party_of(one.name, kind=kind, within=within or None, on=on)


def check_change(given: Given, by: By) -> Subject:
    """Return what a change is about.

    Raises:
        Refused: There is no such pairing, it does not stand, nothing changes, or the day lies
            outside it.
    """
    old, new, period = _changed(given, by)
    problems = []
    if new == (old.donor, old.recipient, old.kind):
        found = "the same partners and the same kind"
        expected = "a new donor, recipient or kind"
        problems.append(wrong("donor", "PAIRING_UNCHANGED", found=found, expected=expected))
    else:
        problems += check_pair(new[0], new[1], new[2], period=period)
    refuse_all(problems)
    words = f"{old.donor.name} ↔ {old.recipient.name} → {new[0].name} ↔ {new[1].name}"
    return Subject(old.place, f"{words} {PAIRING_KINDS[new[2]].zh} {period.starts}")


def post_change(given: Given, by: By) -> Done:
    """End a pairing the day before its change and begin what follows, in one posting."""
    check_change(given, by)
    old, (donor, recipient, kind), period = _changed(given, by)
    before, _ = _split(old, period.starts)
    said = {**given.values, "pairing_kind": kind}
    fresh = _told(given, said)
    ends = (donor, recipient)
    new = pairing_entry(fresh, ends, office_of(), period=period)
    drafts = [*_end_drafts(old, before, "结对调整"), new]
    posted = post_entries(drafts, actor=by.actor, now=by.now)
    Pairing.objects.filter(entry=old.entry).update(entry=posted.first + 1)
    last = {"ends": before.ends, "end_said": before.ends.isoformat()}
    Pairing.objects.filter(pk=old.number).update(end_basis=given.text("basis"), **last)
    row = keep_pairing(fresh, ends, by, period=period, entry=posted.last)
    Pairing.objects.filter(pk=row.pk).update(follows=old.number)
    return Done(row.pk, f"pairing {old.number} changed to {row.pk}")


def check_end(given: Given, by: By) -> Subject:
    """Return what an end is about.

    Raises:
        Refused: There is no such pairing, it does not stand, or the day lies outside it.
    """
    old = _standing(given, by)
    last = given.period("end_date")
    assert last is not None  # noqa: S101  A required field.
    if not old.period.starts <= last.ends < old.period.ends:
        expected = f"a day within {old.period}"
        refuse_all([wrong("end_date", "PAIRING_DAY", found=str(last.ends), expected=expected)])
    return Subject(old.place, f"{old.donor.name} ↔ {old.recipient.name} 至 {last.ends}")


def post_end(given: Given, by: By) -> Done:
    """End a pairing: its entry is taken back and said again with its last day."""
    check_end(given, by)
    old = _standing(given, by)
    last = given.period("end_date")
    assert last is not None  # noqa: S101  A required field.
    period = Period(old.period.starts, last.ends)
    drafts = _end_drafts(old, period, "结对终止")
    posted = post_entries(drafts, actor=by.actor, now=by.now)
    Pairing.objects.filter(entry=old.entry).update(entry=posted.last)
    Pairing.objects.filter(pk=old.number).update(
        ends=last.ends, end_said=end_said(last), end_basis=given.text("basis")
    )
    return Done(old.number, f"pairing {old.number} ended")


def _changed(given: Given, by: By) -> tuple[PairingRow, tuple[Party, Party, str], Period]:
    """Return a pairing, what it becomes (donor, recipient, kind), and the days of that."""
    old = _standing(given, by)
    start = given.period("start_date")
    assert start is not None  # noqa: S101  A required field.
    _, after = _split(old, start.starts)
    told = given.period("end_date")
    new = (
        given.party("donor") or old.donor,
        given.party("recipient") or old.recipient,
        given.text("pairing_kind") or old.kind,
    )
    return old, new, Period(start.starts, told.ends if told else after.ends)


def _split(old: PairingRow, begins: dt.date) -> tuple[Period, Period]:
    try:
        return split(Pair(old.donor.key, old.recipient.key, old.kind, old.period), begins)
    except ValueError:
        expected = f"a day within {old.period}, after its first"
        refuse_all([wrong("start_date", "PAIRING_DAY", found=str(begins), expected=expected)])
        raise


def _standing(given: Given, by: By) -> PairingRow:
    old = pairing_of(by.actor.scope("cooperation.propose"), given.number("pairing") or 0)
    if old.is_taken_back or old.entry is None:
        found = f"pairing {old.number}, whose entry was taken back"
        refuse_all([wrong("pairing", "PAIRING_GONE", found=found, expected="one that stands")])
    return old


def _end_drafts(old: PairingRow, period: Period, why: str) -> list[EntryDraft]:
    """Return the entry that takes a pairing's entry back, and the same again with its end."""
    record = entry(EVERYWHERE, old.entry or 0)
    keys = frozenset((old.recipient.place,))
    return [
        back(record.number, record.draft, why),
        ended(record.number, record.draft, keys, period=period),
    ]


def _told(given: Given, values: dict[str, object]) -> Given:
    return type(given)(given.kind, values, given.entries, given.source)


def check_programme(given: Given, by: By) -> Subject:
    """Return what a programme is about.

    Raises:
        Refused: Its code is taken or no code, or a kind of pairing is unknown.
    """
    problems = []
    code = given.text("code")
    if not code.replace("-", "").replace("_", "").isalnum() or len(code) > 40:
        expected = "letters, digits and hyphens, at most 40"
        problems.append(wrong("code", "PROGRAMME_CODE", found=code, expected=expected))
    if Programme.objects.filter(code=code).exists():
        problems.append(
            wrong("code", "PROGRAMME_EXISTS", found=code, expected="a code not yet used")
        )
    problems += [
        wrong("kinds", "VALUE_UNKNOWN", found=words, expected="、".join(_kind_words()))
        for words in kind_list(given.text("kinds"))
        if code_of(PAIRING_KINDS, words) is None
    ]
    refuse_all(problems)
    del by
    return Subject("", f"{code} {given.text('title')}")


def post_programme(given: Given, by: By) -> Done:
    """Keep a programme of the office's own."""
    check_programme(given, by)
    period = given.span("start_date", "end_date")
    codes = [code_of(PAIRING_KINDS, words) or "" for words in kind_list(given.text("kinds"))]
    era = eras.era_on(period.starts)
    row = Programme.objects.create(
        code=given.text("code"),
        title=given.text("title"),
        title_en=given.text("title_en"),
        starts=period.starts,
        ends=period.ends,
        era=era.code if era else "",
        indicators=given.text("indicators"),
        kinds=" ".join(codes),
        basis=given.text("basis"),
        recorded_by=by.actor.username,
        recorded_at=by.now,
    )
    return Done(row.pk, f"programme {row.code}")


def kind_list(words: str) -> list[str]:
    """Return the kinds that words list, separated by 、 or a comma."""
    parts = words.replace(",", "、").replace(",", "、").split("、")
    return [part.strip() for part in parts if part.strip()]


def _kind_words() -> list[str]:
    return [one.zh for one in PAIRING_KINDS.values()]
