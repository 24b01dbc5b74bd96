"""Writes to campaigns: prepare, open (a second person), count, close, settle into a gift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F

from jiedui.access.command import command
from jiedui.access.vault import sealed
from jiedui.giving.commands.gifts import keep_gift
from jiedui.giving.done import Done
from jiedui.giving.drafts import GiftDraft, check_campaign
from jiedui.giving.finding import campaign_row, donor_row, second_person
from jiedui.giving.models import BoardKey, Campaign, Claim, Tally
from jiedui.giving.sealbox import KEY_PLACE, new_pair
from jiedui.kernel.period import Period
from jiedui.kernel.problem import Refused, refuse
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.giving.drafts import CampaignDraft


@command("giving.campaign")
def prepare_campaign(draft: CampaignDraft, *, actor: Actor, now: dt.datetime) -> Done:
    """Prepare a campaign; a second person opens it.

    Raises:
        Refused: Something is wrong with it, its sponsor is not known, or its name is taken.
    """
    problems = check_campaign(draft)
    if problems:
        raise Refused(problems)
    if draft.sponsor is not None:
        donor_row(draft.sponsor)
    try:
        with transaction.atomic():
            row = Campaign.objects.create(
                kind=draft.kind, name=draft.name.strip(), lead=draft.lead.strip()[:400],
                state="draft", sponsor_id=draft.sponsor, unit_gift_fen=draft.unit_gift_fen,
                cap_fen=draft.cap_fen, fund=draft.fund.strip()[:200],
                purpose=draft.purpose.strip()[:300], recipient=draft.recipient,
                starts=draft.starts, ends=draft.ends, host=draft.host.strip()[:200],
                host_code=draft.host_code, host_permit=draft.host_permit.strip()[:100],
                is_members_only=draft.is_members_only, hold_hours=draft.hold_hours,
                recorded_by=actor.username, recorded_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise refuse(
            "CAMPAIGN_KNOWN", found=draft.name.strip(), expected="a name not used before"
        ) from error
    return Done(row.pk, f"campaign {row.pk}")


@command("giving.open")
def open_campaign(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Open a campaign that another person prepared; the board shows it from then on.

    Raises:
        Refused: The actor prepared it, or it is no draft.
    """
    row = campaign_row(actor.scope("giving.open"), number)
    if row.recorded_by == actor.username:
        raise second_person(actor.username, f"prepared campaign {number}")
    _refuse_state(row, "draft")
    if not BoardKey.objects.exists():
        public, private = new_pair()
        BoardKey.objects.create(
            public=public, sealed_private=sealed(private, place=KEY_PLACE), made_at=now
        )
    Campaign.objects.filter(pk=number).update(state="open", opened_by=actor.username, opened_at=now)
    return Done(number, f"campaign {number} opened")


@command("giving.campaign")
def count_wishes(
    number: int, *, on: dt.date, count: int, source: str, actor: Actor, now: dt.datetime
) -> Done:
    """Add wishes of the public that came on a day, from a source that is named.

    The same day and source are counted once.

    Raises:
        Refused: The campaign counts no wishes, is not open, the day lies outside it, nothing came,
            or this day and source are counted already.
    """
    row = campaign_row(actor.scope("giving.campaign"), number)
    _refuse_state(row, "open")
    if row.kind != "matched" or count <= 0 or not source.strip():
        raise refuse(
            "TALLY_WRONG",
            found=f"{count} from {source or 'nowhere'}",
            expected="wishes of a matched campaign, above 0, from a named source",
        )
    if not row.starts <= on <= row.ends:
        raise refuse("TALLY_DAY", found=str(on), expected=f"{row.starts} to {row.ends}")
    try:
        with transaction.atomic():
            Tally.objects.create(
                campaign=row, on=on, count=count, source=source.strip()[:200],
                recorded_by=actor.username, recorded_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise refuse(
            "TALLY_KNOWN", found=f"{source.strip()} of {on}", expected="a day not counted before"
        ) from error
    Campaign.objects.filter(pk=number).update(counted=F("counted") + count)
    return Done(number, f"campaign {number}: {count} wishes", count)


@command("giving.campaign")
def close_campaign(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Close a campaign: nothing more is counted or reserved.

    Raises:
        Refused: It is not open.
    """
    del now
    row = campaign_row(actor.scope("giving.campaign"), number)
    _refuse_state(row, "open")
    Campaign.objects.filter(pk=number).update(state="closed")
    return Done(number, f"campaign {number} closed")


@command("giving.record")
def settle_campaign(
    number: int, *, on: dt.date, document: str, actor: Actor, now: dt.datetime
) -> Done:
    """Turn what a closed matched campaign promised into its sponsor's gift.

    The gift is the unit gift for each wish counted, at most the cap, bound to the fund. A second
    person posts it like any other gift.

    Raises:
        Refused: It is not closed, is settled, counted nothing, or the document is missing.
    """
    row = campaign_row(actor.scope("giving.record"), number)
    _refuse_state(row, "closed")
    promised = promised_fen(row.counted, row.unit_gift_fen, row.cap_fen)
    if row.kind != "matched" or not promised or row.sponsor_id is None or not document.strip():
        raise refuse(
            "SETTLEMENT_WRONG",
            found=f"{row.counted} wishes, {document or 'no document'}",
            expected="a matched campaign that counted wishes, and the proof of payment",
        )
    gift = keep_gift(
        GiftDraft(
            donor=row.sponsor_id,
            kind="cash",
            words=f"{row.name}:{row.counted}个心愿",
            recipient_name=row.fund or row.name,
            period=Period(on, on),
            amount=said(promised),
            basis="invoice",
            purpose=row.purpose or row.fund or row.name,
            is_designated=True,
            recipient=row.recipient,
            document=document,
            origin=f"campaign {row.pk}",
        ),
        actor=actor,
        now=now,
    )
    Campaign.objects.filter(pk=number).update(state="settled", gift=gift, settled_by=actor.username)
    return Done(gift.pk, f"campaign {number} settled as gift {gift.pk}")


@command("giving.record")
def settle_claims(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Make gifts of every confirmed claim of a needs campaign that is none yet, for posting.

    Raises:
        Refused: No claim is waiting, or a claimant is no donor yet.
    """
    row = campaign_row(actor.scope("giving.record"), number)
    claims = list(
        Claim.objects.filter(
            wish__campaign=row, gift__isnull=True, state__in=("confirmed", "thanked")
        )
        .select_related("wish")
        .order_by("pk")
    )
    if not claims:
        raise refuse("SETTLEMENT_WRONG", found="no claim", expected="confirmed claims not settled")
    unnamed = [claim.pk for claim in claims if claim.donor_id is None]
    if unnamed:
        raise refuse(
            "CLAIM_NO_DONOR",
            found="claims " + ", ".join(map(str, unnamed[:20])),
            expected="a donor for each, if only an anonymous one",
        )
    for claim in claims:
        wish, day = claim.wish, now.astimezone().date()
        value = None if wish.price_fen is None else said(wish.price_fen * claim.quantity)
        gift = keep_gift(
            GiftDraft(
                donor=claim.donor_id or 0,
                kind="goods",
                words=f"微心愿:{wish.item}{claim.quantity}{wish.unit}",
                recipient_name=wish.alias,
                period=Period(min(claim.reserved_at.astimezone().date(), day), day),
                amount=value,
                basis="statement" if value is not None else "none",
                purpose=row.name,
                recipient=wish.place,
                document=f"心愿{wish.pk}签收",
                origin=f"claim {claim.pk}",
            ),
            actor=actor,
            now=now,
        )
        type(gift).objects.filter(pk=gift.pk).update(state="delivered", is_bill_due=False)
        Claim.objects.filter(pk=claim.pk).update(gift=gift)
    return Done(number, f"campaign {number}: {len(claims)} gifts", len(claims))


def promised_fen(counted: int, unit_gift_fen: int | None, cap_fen: int | None) -> int:
    """Return what a matched campaign promises: the unit gift for each wish, at most the cap."""
    return min(counted * (unit_gift_fen or 0), cap_fen or 0)


def _refuse_state(row: Campaign, state: str) -> None:
    if row.state != state:
        raise refuse("CAMPAIGN_STATE", found=f"campaign {row.pk} is {row.state}", expected=state)
