"""Whether a bundle follows what was received of its district, and its sums those of its entries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.books.chain import Head
from jiedui.bundles import queries
from jiedui.bundles.models import Bundle
from jiedui.kernel.place import covers, members, name_of
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.bundles.form import Balances, BundleHead, Carried
    from jiedui.bundles.models import District
    from jiedui.kernel.problem import Refused


CODE = re.compile(r"\d{6}")


def refuse_unless_next(district: District, head: BundleHead) -> None:
    """Refuse a bundle that was received before, leaves a gap, or tells another history.

    Raises:
        Refused: It is one of them.
    """
    last = queries.reached(district)
    name = name_of(district.place)
    if head.first == last.number + 1:
        if head.previous != last.hash:
            raise _forked(name, last, head.previous)
        return
    if head.first > last.number + 1:
        raise refuse(
            "BUNDLE_GAP",
            found=f"entries {head.first} to {head.last} of {name}; here its book ends at "
            f"{last.number}",
            expected=f"a bundle that begins with entry {last.number + 1}",
            hint=f"Ask {name} for `jiedui bundle make --after {last.number}`.",
        )
    for one in district.bundles.exclude(state=Bundle.WITHDRAWN).order_by("starts_at"):
        if one.starts_at == head.first and one.previous != head.previous:
            raise _forked(name, Head(head.first - 1, one.previous), head.previous)
        if one.ends_at == head.last and one.head != head.hash:
            raise _forked(name, Head(head.last, one.head), head.hash)
    raise refuse(
        "BUNDLE_RECEIVED",
        found=f"entries {head.first} to {head.last} of {name}; here its book ends at {last.number}",
        expected=f"a bundle that begins with entry {last.number + 1}",
        hint="Nothing is overwritten. If they were never posted, withdraw the earlier bundle.",
    )


def refuse_others(district: District, carried: Iterable[Carried]) -> None:
    """Refuse entries of another district's programme: they would stand in that one's totals.

    Of the city's, of its own towns and of several districts together it may tell.

    Raises:
        Refused: There are some.
    """
    found: dict[str, int] = {}
    for one in carried:
        for owner in filter(None, {line.dims.owner for line in one.draft.lines}):
            if not any(_is_near(district.place, each) for each in members(owner)):
                found.setdefault(owner, one.number)
    if found:
        told = ", ".join(
            f"{name_of(owner)} {owner} (entry {number} first)" for owner, number in found.items()
        )
        raise refuse(
            "BUNDLE_OF_OTHERS",
            found=f"entries for the programme of {told}",
            expected=f"entries for the programme of {name_of(district.place)} {district.place}",
            hint="Nothing was taken. Ask the district to take them back, and its own office's place"
            " (`jiedui init --office`) to be set right.",
        )


def _is_near(place: str, owner: str) -> bool:
    """Whether a programme's owner is a place, lies in it or holds it; organisations are its own."""
    is_place = CODE.fullmatch(owner.partition(":")[0]) is not None
    return not is_place or covers(place, owner) or covers(owner, place)


def _forked(name: str, here: Head, there: str) -> Refused:
    return refuse(
        "BUNDLE_FORKED",
        found=f"entry {here.number} of {name} with the hash {there[:16]}…",
        expected=f"the hash {here.hash[:16]}… that it had when it was handed over before",
        hint="The district's book was rewritten since. Ask for an audit; nothing was taken.",
    )


def refuse_sums(head: BundleHead, sums: Balances) -> None:
    """Refuse a bundle whose head states other balances than all entries handed over come to.

    Args:
        head: Its head.
        sums: What the entries posted here and those of the bundle come to.

    Raises:
        Refused: A balance differs.
    """
    ours = {key: amount for key, amount in sums.items() if amount}
    theirs = {key: amount for key, amount in head.balances.items() if amount}
    off = sorted(key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key))
    if off:
        account, unit = off[0]
        raise refuse(
            "BUNDLE_SUMS",
            found=f"{account} comes to {theirs.get(off[0], 0)} {unit} by its head",
            expected=f"{ours.get(off[0], 0)} {unit}, the sum of the entries handed over",
            hint=f"{len(off)} balances differ. Ask the district to verify its book.",
        )
