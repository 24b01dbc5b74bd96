"""Reads of districts and bundles: what a district handed over, where it stands, what conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.access.vault import upload
from jiedui.books.chain import GENESIS, Head
from jiedui.books.stretches import balances, entries_saying, said_by
from jiedui.bundles.form import key_name, read_bundle
from jiedui.bundles.models import Bundle, District
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Scope
    from jiedui.books.stretches import Said
    from jiedui.bundles.form import Balances, Carried
    from jiedui.kernel.problem import Refused

_MOVING = ("Source:", "Plan:Aid", "Plan:Own", "Count:")


class DistrictStand(NamedTuple):
    """How far a district's book has come here.

    Attributes:
        place: Its place key.
        name: Its name.
        key: What its key is called (`key_name`).
        last: The last entry of its book that is posted here; 0 while none is.
        made_at: When the bundle with it was made.
        waiting: Bundles that wait to be posted.
    """

    place: str
    name: str
    key: str
    last: int
    made_at: dt.datetime | None
    waiting: int


class BundleStand(NamedTuple):
    """One bundle in the list.

    Attributes:
        number: Its number here.
        place: The district's place key.
        name: The district's name.
        starts_at: Its first entry, as the district numbers it.
        ends_at: Its last.
        made_at: When the district made it.
        state: received, posted or withdrawn.
        received_by: Who received it.
        received_at: When.
        decided_by: Who posted or withdrew it, "" while it waits.
        first: First entry it became here; None while it is not posted.
        last: Last entry it became here.
    """

    number: int
    place: str
    name: str
    starts_at: int
    ends_at: int
    made_at: dt.datetime
    state: str
    received_by: str
    received_at: dt.datetime
    decided_by: str
    first: int | None
    last: int | None


class Conflict(NamedTuple):
    """An entry of a bundle that says what is in this book already.

    Attributes:
        number: The entry's number in the district's book.
        words: Its words.
        entries: Entries here that say the same: from another district, or of this office's own.
    """

    number: int
    words: str
    entries: tuple[int, ...]


class Origin(NamedTuple):
    """Where an entry here came from: a district and its entry's number there."""

    place: str
    name: str
    number: int


def districts(scope: Scope) -> list[DistrictStand]:
    """Return the districts whose bundles are taken; only to those who see everything."""
    if not scope.is_everywhere:
        return []
    rows = District.objects.order_by("place")
    return [_district(one) for one in rows]


def _district(one: District) -> DistrictStand:
    posted = one.bundles.filter(state=Bundle.POSTED).order_by("-ends_at").first()
    return DistrictStand(
        one.place,
        name_of(one.place),
        key_name(one.key),
        posted.ends_at if posted else 0,
        posted.made_at if posted else None,
        one.bundles.filter(state=Bundle.RECEIVED).count(),
    )


def bundles(scope: Scope, *, limit: int = 200) -> list[BundleStand]:
    """Return bundles, newest first; only to those who see everything."""
    if not scope.is_everywhere:
        return []
    rows = Bundle.objects.select_related("district").order_by("-id")[:limit]
    return [_stand(one) for one in rows]


def bundle_stand(scope: Scope, number: int) -> BundleStand:
    """Return one bundle as the list shows it.

    Raises:
        Refused: There is none that the scope sees.
    """
    if not scope.is_everywhere:
        raise _unknown(number)
    return _stand(bundle(number))


def _stand(one: Bundle) -> BundleStand:
    return BundleStand(
        one.pk,
        one.district.place,
        name_of(one.district.place),
        one.starts_at,
        one.ends_at,
        one.made_at,
        one.state,
        one.received_by,
        one.received_at,
        one.decided_by,
        one.first,
        one.last,
    )


def bundle(number: int) -> Bundle:
    """Return a bundle by number.

    Raises:
        Refused: There is none.
    """
    found = Bundle.objects.select_related("district").filter(pk=number).first()
    if found is None:
        raise _unknown(number)
    return found


def _unknown(number: int) -> Refused:
    return refuse(
        "BUNDLE_UNKNOWN",
        found=f"bundle {number}",
        expected="the number of a bundle that was received",
        hint="`jiedui bundle list` shows them.",
    )


def reached(district: District) -> Head:
    """Return where a district's book stands here: the last entry received and not withdrawn."""
    rows = district.bundles.exclude(state=Bundle.WITHDRAWN).order_by("-ends_at")
    last = rows.values_list("ends_at", "head").first()
    return Head(*last) if last else Head(0, GENESIS)


def stretches(district: District) -> list[tuple[int, int]]:
    """Return the stretches of this book that a district's posted bundles became."""
    rows = district.bundles.filter(state=Bundle.POSTED, first__isnull=False).order_by("first")
    return [(first, last) for first, last in rows.values_list("first", "last") if first and last]


def held(district: District) -> Balances:
    """Return the balances of a district's book as far as its bundles are posted here."""
    return balances(stretches(district))


def conflicts(found: Bundle) -> list[Conflict]:
    """Return the entries of a bundle that say what this book holds already from elsewhere.

    Raises:
        Refused: The kept file is gone or damaged.
    """
    return conflicting(found.district, read_bundle(upload(found.digest)).entries)


def conflicting(district: District, carried: tuple[Carried, ...]) -> list[Conflict]:
    """Return the entries among some of a district's that this book holds from elsewhere."""
    said = {one.number: _facts_of(one) for one in carried if one.draft.reverses is None}
    same = entries_saying(fact for facts in said.values() for fact in facts)
    own = stretches(district)
    found = []
    for one in carried:
        numbers = sorted(
            {
                number
                for fact in said.get(one.number, ())
                for number in same.get(fact, ())
                if not any(first <= number <= last for first, last in own)
            }
        )
        if numbers:
            found.append(Conflict(one.number, one.draft.words, tuple(numbers)))
    return found


def _facts_of(one: Carried) -> list[Said]:
    """Return what an entry adds that would be counted twice if another said it too."""
    return [
        said_by(line)
        for line in one.draft.lines
        if line.itemised and line.sense == 1 and line.account.startswith(_MOVING)
    ]


def origin_of(number: int) -> Origin | None:
    """Return which district's entry became an entry here; None for this office's own."""
    row = (
        Bundle.objects.select_related("district")
        .filter(first__lte=number, last__gte=number, state=Bundle.POSTED)
        .first()
    )
    if row is None or row.first is None:
        return None
    place = row.district.place
    return Origin(place, name_of(place), row.starts_at + number - row.first)


def district(place: str) -> District:
    """Return a district by its place key.

    Raises:
        Refused: No key of it is trusted here.
    """
    found = District.objects.filter(place=place).first()
    if found is None:
        raise unknown_district(place)
    return found


def unknown_district(place: str) -> Refused:
    """Return the refusal of a district whose key nobody has vouched for."""
    return refuse(
        "DISTRICT_UNKNOWN",
        found=f"a bundle of {name_of(place)} ({place})",
        expected="a district whose key an administrator has entered",
        hint="Ask the district for `jiedui bundle key`, compare it by telephone, then "
        "`jiedui bundle trust`.",
    )
