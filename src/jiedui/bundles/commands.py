"""Writes of bundles: make one, trust a district's key, receive, post as a second person, withdraw.

The main path: proven bytes are kept sealed as received; a second person posts their entries into
this book as they stand, in their order, each pointer to another entry moved to its number here.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from jiedui.access.command import command
from jiedui.access.commands import known_place
from jiedui.access.queries import own_office
from jiedui.access.vault import forget_upload, keep_upload, upload
from jiedui.books import queries as books
from jiedui.books.anchor import public_key, sign
from jiedui.books.chain import entry_text, line_text
from jiedui.books.commands import hold_book, post_entries
from jiedui.books.feed import extend_facts
from jiedui.books.stretches import balances
from jiedui.bundles import queries
from jiedui.bundles.following import refuse_others, refuse_sums, refuse_unless_next
from jiedui.bundles.form import (
    SIZE_MAX,
    BundleHead,
    added,
    key_name,
    read_bundle,
    write_bundle,
)
from jiedui.bundles.models import Bundle, District
from jiedui.bundles.moving import Moved
from jiedui.kernel import place as places
from jiedui.kernel.moment import stamp
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.access.scope import Actor
    from jiedui.books.entry import EntryDraft
    from jiedui.bundles.form import Balances, Carried
    from jiedui.bundles.form import Bundle as Proven
    from jiedui.bundles.queries import Conflict
    from jiedui.kernel.problem import Refused


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was made: its bytes and what stands in it."""

    content: bytes
    head: BundleHead

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"bundle of entries {self.head.first}-{self.head.last}"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a bundle: its number, the district, the entries in it and here.

    Attributes:
        number: Its number here.
        place: The district.
        starts_at: Its first entry in the district's book.
        ends_at: Its last.
        conflicts: Entries of it that this book holds from elsewhere.
        first: First entry it became here; 0 while it is not posted.
        last: Last entry it became here.
    """

    number: int
    place: str
    starts_at: int
    ends_at: int
    conflicts: tuple[Conflict, ...] = ()
    first: int = 0
    last: int = 0

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"bundle {self.number} of {self.place}: {self.starts_at}-{self.ends_at}"


@dataclass(frozen=True, slots=True)
class Trusted:
    """A district whose key was entered."""

    place: str
    key: str

    @property
    def subject(self) -> str:
        """What the log says."""
        return f"district {self.place}: key {key_name(self.key)}"


@command("bundles.make")
def make_bundle(*, actor: Actor, now: dt.datetime, after: int = 0) -> Made:
    """Return a signed bundle of every entry after one.

    Args:
        actor: Who makes it.
        now: The moment.
        after: The last entry that the city has already; 0 = from the beginning.

    Raises:
        Refused: Nothing came after that entry, or the office's place is not set.
    """
    del actor
    hold_book()
    own, head = own_office(), books.head()
    previous = books.hash_at(after) if 0 <= after < head.number else None
    if previous is None:
        raise refuse(
            "BUNDLE_EMPTY",
            found=f"no entry after {after}; the book ends at {head.number}",
            expected="at least one entry that the city does not have",
        )
    text = "".join(_texts(after, head.number)).encode()
    said = BundleHead(
        own,
        after + 1,
        head.number,
        previous,
        head.hash,
        hashlib.sha256(text).hexdigest(),
        now.astimezone(dt.UTC).isoformat(),
        balances(),
        public_key(),
    )
    content = write_bundle(said, text, sign)
    if len(content) > SIZE_MAX:
        raise refuse(
            "BUNDLE_TOO_LARGE",
            found=f"{len(content)} bytes",
            expected=f"at most {SIZE_MAX}",
            hint="Hand over more often, so that each bundle carries less.",
        )
    return Made(content, said)


def _texts(after: int, upto: int) -> Iterator[str]:
    while after < upto:
        records = books.entries_after(after, upto=upto)
        for one in records:
            moment = stamp(one.posted_at)
            own = entry_text(one.number, one.draft, posted_by=one.posted_by, posted_at=moment)
            yield f"{own}\n"
            for at, line in enumerate(one.draft.lines, start=1):
                yield f"{line_text(one.number, at, line)}\n"
        after = records[-1].number


@command("bundles.trust")
def trust_district(place: str, *, key: str, actor: Actor, now: dt.datetime) -> Trusted:
    """Enter the key with which a district signs its bundles, or another one from now on.

    Args:
        place: The district, by code or name.
        key: Its public key in base64, as `jiedui bundle key` prints it there.
        actor: Who vouches for it, having compared it with the district.
        now: The moment.

    Raises:
        Refused: The place is not known, or the key is none.
    """
    own = known_place(place)
    try:
        is_key = len(base64.b64decode(key, validate=True)) == 32
    except (ValueError, binascii.Error):
        is_key = False
    if not is_key:
        raise refuse(
            "BUNDLE_KEY_WRONG",
            found=f"{len(key)} signs",
            expected="the key that `jiedui bundle key` prints in the district",
        )
    District.objects.update_or_create(
        place=own, defaults={"key": key, "trusted_by": actor.username, "trusted_at": now}
    )
    return Trusted(own, key)


def receive_bundle(content: bytes, *, actor: Actor, now: dt.datetime) -> Taken:
    """Receive a bundle: prove it, and keep it sealed until a second person posts it.

    Raises:
        Refused: It is no bundle, was changed or cut, is of a district or key nobody vouched for,
            was received before, does not follow what was received, tells of another district's
            programme, or its sums are not those of its entries. Nothing is kept.
    """
    found = read_bundle(content) if actor.allows("bundles.receive") else None
    return _receive(content, found, actor=actor, now=now)


@command("bundles.receive")
def _receive(content: bytes, bundle: Proven | None, *, actor: Actor, now: dt.datetime) -> Taken:
    assert bundle is not None  # noqa: S101  Whoever gets here may receive.
    head = bundle.head
    district = queries.district(head.office)
    if head.key != district.key:
        raise refuse(
            "BUNDLE_KEY_OTHER",
            found=f"a bundle signed with the key {key_name(head.key)}",
            expected=f"the key {key_name(district.key)} of {places.name_of(district.place)}",
            hint="Compare the key with the district by telephone; `jiedui bundle trust` enters it.",
        )
    refuse_unless_next(district, head)
    refuse_others(district, bundle.entries)
    if not district.bundles.filter(state=Bundle.RECEIVED).exists():
        refuse_sums(head, _with(queries.held(district), bundle.entries))
    digest = hashlib.sha256(content).hexdigest()
    keep_upload(content, name=digest)
    row = Bundle.objects.create(
        district=district,
        digest=digest,
        starts_at=head.first,
        ends_at=head.last,
        previous=head.previous,
        head=head.hash,
        made_at=dt.datetime.fromisoformat(head.made_at),
        received_by=actor.username,
        received_at=now,
    )
    told = tuple(queries.conflicting(district, bundle.entries))
    return Taken(row.pk, district.place, head.first, head.last, told)


def _with(held: Balances, carried: tuple[Carried, ...]) -> Balances:
    return added(held, (one.draft for one in carried))


def post_bundle(
    number: int, *, actor: Actor, now: dt.datetime, accept_conflicts: bool = False
) -> Taken:
    """Post a bundle's entries into this book, all or none, as a second person.

    Args:
        number: The bundle.
        actor: Who posts; not who received it.
        now: The moment.
        accept_conflicts: Say yes to every conflict: each is a fact of its own.

    Raises:
        Refused: The actor received it, it is not the next one of its district, a conflict has
            nobody's yes, its sums are not those of its entries, or the book refuses an entry.
    """
    done = _post(number, actor=actor, now=now, accept_conflicts=accept_conflicts)
    if not connection.in_atomic_block:
        extend_facts()
    return done


@command("bundles.post")
def _post(number: int, *, actor: Actor, now: dt.datetime, accept_conflicts: bool) -> Taken:
    hold_book()
    row = _waiting(number)
    if row.received_by == actor.username:
        raise refuse(
            "SECOND_PERSON",
            found=f"{actor.username} received bundle {number}",
            expected="a second person",
            hint="Ask a colleague who may post bundles.",
        )
    upper = row.district.bundles.filter(state=Bundle.RECEIVED).order_by("starts_at").first()
    if upper is not None and upper.pk != row.pk:
        raise refuse(
            "BUNDLE_NOT_NEXT",
            found=f"bundle {number}, which begins with entry {row.starts_at}",
            expected=f"bundle {upper.pk} first, which begins with entry {upper.starts_at}",
        )
    bundle = read_bundle(upload(row.digest))
    refuse_sums(bundle.head, _with(queries.held(row.district), bundle.entries))
    told = tuple(queries.conflicting(row.district, bundle.entries))
    if told and not accept_conflicts:
        raise _conflicting(number, told)
    first, last = _posted(row, bundle.entries, actor=actor, now=now)
    Bundle.objects.filter(pk=number).update(
        state=Bundle.POSTED, decided_by=actor.username, decided_at=now, first=first, last=last
    )
    return Taken(number, row.district.place, row.starts_at, row.ends_at, told, first, last)


def _conflicting(number: int, told: tuple[Conflict, ...]) -> Refused:
    shown = "; ".join(
        f"entry {one.number} as {', '.join(map(str, one.entries))} here" for one in told[:5]
    )
    return refuse(
        "BUNDLE_CONFLICTS",
        found=f"{len(told)} entries of bundle {number} that this book already holds ({shown})",
        expected="a person's yes that each is a fact of its own",
        hint="Look at both sides; take one back, or post with --accept-conflicts.",
    )


def _waiting(number: int) -> Bundle:
    row = queries.bundle(number)
    if row.state != Bundle.RECEIVED:
        raise refuse(
            "BUNDLE_DECIDED",
            found=f"bundle {number} was {row.state} by {row.decided_by}",
            expected="a bundle that waits",
        )
    return row


def _posted(
    row: Bundle, carried: tuple[Carried, ...], *, actor: Actor, now: dt.datetime
) -> tuple[int, int]:
    """Post entries in runs: one that takes back another of the same bundle needs it in the book."""
    moved = Moved(row, books.head().number + 1)
    first = moved.first
    run: list[EntryDraft] = []
    for one in carried:
        back = one.draft.reverses
        if back is not None and run and moved.number(back) >= moved.number(one.number) - len(run):
            post_entries(run, actor=actor, now=now)
            run = []
        run.append(moved.draft(one))
    posted = post_entries(run, actor=actor, now=now, key=f"bundle:{row.pk}")
    return first, posted.last


@command("bundles.receive")
def withdraw_bundle(number: int, *, actor: Actor, now: dt.datetime) -> Taken:
    """Withdraw a bundle that was not posted, with those of its district that follow it.

    Raises:
        Refused: There is none, or it was decided already.
    """
    row = _waiting(number)
    following = row.district.bundles.filter(state=Bundle.RECEIVED, starts_at__gte=row.starts_at)
    for one in following:
        forget_upload(one.digest)
    following.update(state=Bundle.WITHDRAWN, decided_by=actor.username, decided_at=now)
    return Taken(number, row.district.place, row.starts_at, row.ends_at)
