"""Classes and their rosters: batches, attendances and distinct people, each on its own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.scope import EVERYWHERE
from jiedui.access.vault import person_key, sealed
from jiedui.books.commands import post_entries
from jiedui.books.entry import Dims, EntryDraft, line, reversal
from jiedui.books.queries import entry as entry_of
from jiedui.books.queries import taken_back_by
from jiedui.cooperation.booking import DOCUMENT, counted_entry, visit_period
from jiedui.cooperation.commands.keeping import Done, Subject, office_of, refuse_all, wrong
from jiedui.cooperation.commands.visits import said_of
from jiedui.cooperation.models import Attendance, Training
from jiedui.cooperation.personal import distinct, known, roster
from jiedui.cooperation.queries.trainings import ROSTER_PLACE, training
from jiedui.kernel.identity import check_identity
from jiedui.kernel.period import Period
from jiedui.kernel.place import name_of

if TYPE_CHECKING:
    from jiedui.cooperation.commands.keeping import By
    from jiedui.cooperation.given import Given
    from jiedui.cooperation.personal import Known
    from jiedui.kernel.problem import Problem
    from jiedui.kernel.quantity import Interval


def check_training(given: Given, by: By) -> Subject:
    """Return what a class is about.

    Raises:
        Refused: The roster holds nobody or a number that cannot be one, or more registered people
            than attendances.
    """
    del by
    problems = roster_problems(given.text("roster")) if given.text("roster") else []
    attended, poor = given.amount("person_times"), given.amount("poor_people")
    if attended and poor and attended.high is not None and (poor.low or 0) > attended.high:
        found = f"{poor.low} of {attended.high}"
        expected = "not more than all"
        problems.append(wrong("poor_people", "PART_TOO_LARGE", found=found, expected=expected))
    refuse_all(problems)
    words = f"{name_of(given.text('county'))} {given.text('class_name')}"
    return Subject(given.text("county"), words)


def roster_problems(text: str) -> list[Problem]:
    """Return what is wrong with a roster, by line; nobody is named."""
    people = roster(text)
    if not people:
        expected = "a line for each person: name, identity number"
        return [wrong("roster", "ROSTER_EMPTY", found="nobody", expected=expected)]
    found = []
    for at, one in enumerate(people, start=1):
        checked = check_identity(one.id_no) if one.id_no else None
        if checked is not None and not checked.is_valid:
            where = f"person {at} of the roster"
            found.append(wrong("roster", checked.code, found=where, expected=checked.expected))
    return found


def post_training(given: Given, by: By) -> Done:
    """Post a class into the book, with its roster where one is given, and keep its record."""
    check_training(given, by)
    drafts = _drafts(given)
    posted = post_entries(drafts, actor=by.actor, now=by.now) if drafts else None
    row = keep_training(given, by, entry=posted.last if posted else None)
    if given.text("roster"):
        keep_roster(row, given.text("roster"), by)
    return Done(row.pk, f"training {row.pk}")


def _drafts(given: Given) -> list[EntryDraft]:
    period = visit_period(given)
    dims = Dims(recipient=given.text("county") or None, owner=office_of() or None)
    words = f"{name_of(given.text('county'))} 培训:{given.text('class_name')}"
    parts = (
        ("Count:TrainingBatches", "batch", given.amount("batches")),
        ("Count:Trained", "person_time", given.amount("person_times")),
    )
    lines = tuple(
        line(account, unit, amount, period, dims) for account, unit, amount in parts if amount
    )
    if not lines:
        return []
    entry = EntryDraft("count", period.starts, period.ends, words, lines, document=DOCUMENT)
    return [entry]


def keep_training(given: Given, by: By, *, entry: int | None) -> Training:
    """Keep the record of a class whose counts stand in the book already."""
    period = visit_period(given)
    return Training.objects.create(
        title=given.text("class_name"),
        trainee_kind=given.text("trainee_kind"),
        organiser=given.text("organiser"),
        held_at=given.text("held_at"),
        starts=period.starts,
        ends=period.ends,
        said=said_of(given),
        hours=_exact(given.amount("hours")),
        batches=_exact(given.amount("batches")),
        poor_people=_exact(given.amount("poor_people")),
        cost_fen=_exact(given.amount("cost_fen")),
        fund_source=given.text("fund_source")[:60],
        place=given.text("county"),
        entry=entry,
        batch=by.batch,
        source=given.source,
        **attendance_columns(given.amount("person_times")),
        **by.stamped(),
    )


def attendance_columns(attended: Interval | None) -> dict[str, object]:
    """Return the columns of how many attended."""
    if attended is None:
        return {}
    return {
        "attendances_low": attended.low,
        "attendances_high": attended.high,
        "attendances_stated": attended.stated,
        "attendances_wording": attended.wording.value,
    }


def _exact(amount: Interval | None) -> int | None:
    return amount.stated if amount is not None and amount.is_exact else None


def check_roster(given: Given, by: By) -> Subject:
    """Return what a roster is about.

    Raises:
        Refused: There is no such class in the actor's places, or the roster cannot be read.
    """
    row = training(by.actor.scope("cooperation.propose"), given.number("training") or 0)
    refuse_all(roster_problems(given.text("roster")))
    count = len(roster(given.text("roster")))
    return Subject(row.place, f"{row.title}: {count} 人")


def post_roster(given: Given, by: By) -> Done:
    """Keep a class's roster, or another in its place; distinct people are counted anew."""
    check_roster(given, by)
    number = given.number("training") or 0
    keep_roster(Training.objects.get(pk=number), given.text("roster"), by)
    return Done(number, f"roster of training {number}")


def keep_roster(row: Training, text: str, by: By) -> None:
    """Seal a roster, keep who is on it by hash, and post how many distinct people it adds.

    What is posted is an interval: at least those who are on no roster before it, at most all of
    it; so sums over any classes contain the true number of different people.
    """
    people = _known(text, row.place)
    Attendance.objects.filter(training=row).delete()
    hashes = [one.person for one in people]
    before = set(
        Attendance.objects.filter(person__in=hashes).values_list("person", flat=True).distinct()
    )
    Attendance.objects.bulk_create(
        Attendance(training=row, person=one.person, is_certain=one.is_certain) for one in people
    )
    drafts = [*_without_old(row), _distinct_entry(row, distinct(people, before))]
    posted = post_entries(drafts, actor=by.actor, now=by.now)
    Training.objects.filter(pk=row.pk).update(
        roster=sealed(text.encode(), place=ROSTER_PLACE),
        people=len(people),
        roster_entry=posted.last,
    )


def _without_old(row: Training) -> list[EntryDraft]:
    if row.roster_entry is None or row.roster_entry in taken_back_by([row.roster_entry]):
        return []
    old = entry_of(EVERYWHERE, row.roster_entry)
    words = f"冲正第 {old.number} 笔: 花名册更换"
    return [reversal(old.number, old.draft, words)]


def _distinct_entry(row: Training, people: Interval) -> EntryDraft:
    words = f"{name_of(row.place)} 培训花名册:{row.title}"
    dims = Dims(recipient=row.place or None, owner=office_of() or None)
    period = Period(row.starts, row.ends)
    return counted_entry("Count:TrainedDistinct", people, words, period=period, dims=dims)


def _known(text: str, place: str) -> list[Known]:
    """Return who is on a roster, each once; two of one name without a number stay two."""
    key = person_key()
    found: dict[str, Known] = {}
    for one in roster(text):
        who = known(one.name, one.id_no, beside=place, key=key)
        again = 1
        while not who.is_certain and who.person in found:
            again += 1
            who = known(one.name, one.id_no, beside=f"{place}#{again}", key=key)
        found.setdefault(who.person, who)
    return list(found.values())
