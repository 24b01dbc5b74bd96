"""Words about giving: gifts, donors, campaigns, wishes and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jiedui.cli.start import (
    Outcome,
    actor,
    console_scope,
    now,
    open_office,
    say,
    say_json,
    with_data_dir,
    with_json,
    with_user,
)
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from jiedui.giving.queries.gifts import GiftSummary

LIMIT = 50


def _json(thing: object) -> None:
    from jiedui.web.pages import as_plain

    say_json(as_plain(thing))


def _place(words: str) -> str:
    from jiedui.kernel.place import find

    if not words:
        return ""
    found = find(words)
    if not found:
        raise refuse("PLACE_UNKNOWN", found=words, expected="a place with a GB/T 2260 code")
    return found[0].key


@click.command("gifts")
@with_data_dir
@with_json
@click.option("--words", "text", default="", help="Part of what, for what or to whom.")
@click.option("--kind", default="", help="cash, goods, service or sponsorship.")
@click.option("--state", default="", help="Where it stands: announced, received ...")
@click.option("--place", default="", help="The receiver's place, with all inside it.")
@click.option("--open", "is_open", is_flag=True, help="Only what is not in the book yet.")
@click.option("--bill-missing", is_flag=True, help="Only gifts in the book without a bill.")
@click.option("--limit", default=LIMIT, show_default=True, help="How many at most.")
def gifts_word(
    data_dir: Path,
    as_json: bool,
    text: str,
    kind: str,
    state: str,
    place: str,
    is_open: bool,
    bill_missing: bool,
    limit: int,
) -> Outcome:
    """List gifts, the newest first."""
    open_office(data_dir, must_exist=True)
    from jiedui.giving.queries.gifts import GiftFilter, gifts

    asked = GiftFilter(
        words=text,
        kind=kind,
        state=state,
        recipient=_place(place),
        posted="no" if is_open else "",
        bill="missing" if bill_missing else "",
    )
    found = gifts(console_scope(), asked, limit=limit)
    if as_json:
        _json(found)
    else:
        for one in found:
            _say_gift(one)
    return Outcome.GOOD


def _say_gift(one: GiftSummary) -> None:
    from jiedui.web.amounts import money

    entry = f"entry {one.entry}" if one.entry else "not in the book"
    bill = one.bill or ("bill missing" if one.entry and one.is_bill_due else "")
    say(
        f"{one.number:>6} {one.ends} {one.donor_name} → {one.recipient_name}: {one.words}"
        f" ({money(one.amount, 'zh')}), {one.state}, {entry}{', ' if bill else ''}{bill}"
    )


@click.command("gift")
@click.argument("number", type=int)
@with_data_dir
@with_json
def gift_word(number: int, data_dir: Path, as_json: bool) -> Outcome:
    """Show one gift: its way from hand to hand, its goods, uses and papers."""
    open_office(data_dir, must_exist=True)
    from jiedui.giving.queries.gifts import gift

    found = gift(console_scope(), number)
    if as_json:
        _json(found)
        return Outcome.GOOD
    _say_gift(found.summary)
    for hand in found.hands:
        say(f"  {hand.on} {hand.giver} → {hand.taker} {hand.document}")
    for line in found.goods:
        say(
            f"  {line.name} {line.announced}{line.unit}: {line.in_store} in store,"
            f" {line.on_way} on the way, {line.delivered} delivered, {line.lost} lost"
        )
    for use in found.uses:
        say(f"  {use.on} {use.words}: {use.amount_fen} fen, {use.document}")
    return Outcome.GOOD


@click.command("post-gifts")
@click.argument("numbers", type=int, nargs=-1, required=True)
@with_data_dir
@with_user
def post_gifts_word(numbers: Sequence[int], data_dir: Path, username: str) -> Outcome:
    """Post gifts that another person recorded; all of them or none."""
    open_office(data_dir, must_exist=True)
    from jiedui.giving.commands.gifts import post_gifts

    say(post_gifts(numbers, actor=actor(username), now=now()).subject)
    return Outcome.GOOD


@click.command("donors")
@with_data_dir
@with_json
@click.option("--words", "text", default="", help="Part of the name.")
@click.option("--limit", default=LIMIT, show_default=True, help="How many at most.")
def donors_word(data_dir: Path, as_json: bool, text: str, limit: int) -> Outcome:
    """List donors with what was posted of each."""
    open_office(data_dir, must_exist=True)
    from jiedui.giving.queries.donors import donors

    found = donors(console_scope(), words=text, limit=limit)
    if as_json:
        _json(found)
    else:
        for one in found:
            say(f"{one.number:>6} {one.name} ({one.kind}): {one.gifts} gifts, {one.stated_fen} fen")
    return Outcome.GOOD


@click.command("donor-page")
@click.argument("number", type=int)
@with_data_dir
@with_user
def donor_page_word(number: int, data_dir: Path, username: str) -> Outcome:
    """Make the address of a donor's own page; an address made before ends."""
    open_office(data_dir, must_exist=True)
    from jiedui.giving.commands.donors import hand_out_page

    say(f"/gifts/mine/{hand_out_page(number, actor=actor(username), now=now()).token}")
    return Outcome.GOOD


@click.command("donor-name")
@click.argument("number", type=int)
@click.argument("choice", type=click.Choice(["full", "surname", "anonymous"]))
@with_data_dir
@with_user
def donor_name_word(number: int, choice: str, data_dir: Path, username: str) -> Outcome:
    """Note how a donor wants to be named; pages and files that are public follow at once.

    Publications issued with a name that may not be shown any more are listed in `jiedui attention`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.giving.commands.donors import choose_name

    say(choose_name(number, choice, actor=actor(username), now=now()).subject)
    return Outcome.GOOD


@click.command("campaigns")
@with_data_dir
@with_json
def campaigns_word(data_dir: Path, as_json: bool) -> Outcome:
    """List campaigns with their counters."""
    open_office(data_dir, must_exist=True)
    from jiedui.giving.queries.wishes import campaigns

    found = campaigns(console_scope())
    if as_json:
        _json(found)
        return Outcome.GOOD
    for one in found:
        counted = (
            f"{one.counted} wishes, {one.promised_fen} fen promised"
            if one.kind == "matched"
            else f"{one.pieces} wished for, {one.held} held, {one.granted} granted"
        )
        say(f"{one.number:>6} {one.name} ({one.kind}, {one.state}): {counted}")
    return Outcome.GOOD


@click.command("wishes")
@with_data_dir
@with_json
@click.option("--campaign", type=int, default=None, help="Only of this campaign.")
@click.option("--state", default="", help="draft, published, closed or withdrawn.")
@click.option("--place", default="", help="Only of this place and what lies inside it.")
@click.option("--limit", default=LIMIT, show_default=True, help="How many at most.")
def wishes_word(
    data_dir: Path, as_json: bool, campaign: int | None, state: str, place: str, limit: int
) -> Outcome:
    """List wishes with what is left of each."""
    open_office(data_dir, must_exist=True)
    from jiedui.giving.queries.wishes import WishFilter, wishes
    from jiedui.kernel.place import name_of

    asked = WishFilter(campaign=campaign, state=state, place=_place(place))
    found = wishes(console_scope(), asked, now=now(), limit=limit)
    if as_json:
        _json(found)
        return Outcome.GOOD
    for one in found:
        say(
            f"{one.number:>6} {one.item} for {one.alias}, {name_of(one.place)}: {one.left} of"
            f" {one.quantity} {one.unit} left, {one.state}"
        )
    return Outcome.GOOD


@click.command("review-wishes")
@click.argument("numbers", type=int, nargs=-1, required=True)
@with_data_dir
@with_user
def review_word(numbers: Sequence[int], data_dir: Path, username: str) -> Outcome:
    """Review and publish wishes that another person collected; all of them or none."""
    open_office(data_dir, must_exist=True)
    from jiedui.giving.commands.wishes import review_wishes

    say(review_wishes(numbers, actor=actor(username), now=now()).subject)
    return Outcome.GOOD


@click.command("claim-step")
@click.argument("step")
@click.argument("numbers", type=int, nargs=-1, required=True)
@with_data_dir
@with_user
@click.option("--words", "text", default="", help="The reason, the proof or the thanks.")
@click.option("--station", default="", help="Where things are gathered, for gather.")
def claim_step_word(
    step: str, numbers: Sequence[int], data_dir: Path, username: str, text: str, station: str
) -> Outcome:
    """Carry claims on by a step: claim, purchase, gather, deliver, confirm, thank, release."""
    open_office(data_dir, must_exist=True)
    from jiedui.giving.commands.claims import step_claims

    who = actor(username)
    done = step_claims(numbers, step, words=text, station=station, actor=who, now=now())
    say(done.subject)
    return Outcome.GOOD


@click.command("lapse")
@with_data_dir
@with_user
def lapse_word(data_dir: Path, username: str) -> Outcome:
    """Give back what reservations hold that have lapsed; for the nightly work."""
    open_office(data_dir, must_exist=True)
    from jiedui.giving.commands.claims import lapse_reservations

    say(lapse_reservations(actor=actor(username), now=now()).subject)
    return Outcome.GOOD


WORDS = (
    gifts_word,
    gift_word,
    post_gifts_word,
    donors_word,
    donor_page_word,
    donor_name_word,
    campaigns_word,
    wishes_word,
    review_word,
    claim_step_word,
    lapse_word,
)
