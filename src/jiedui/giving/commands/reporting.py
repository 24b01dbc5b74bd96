"""Campaigns that came in a file: opened where everything is stated, else kept as reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.giving.commands.campaigns import count_wishes, open_campaign, prepare_campaign
from jiedui.giving.commands.filing import donor_named
from jiedui.giving.done import Done
from jiedui.giving.drafts import CampaignDraft, check_campaign
from jiedui.giving.linking import REPORTED, link_reported
from jiedui.giving.models import Campaign
from jiedui.giving.vocabulary import CAMPAIGN_KINDS
from jiedui.kernel.codes import meant_by
from jiedui.kernel.problem import Problem, Refused, Severity, each_at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Source


@dataclass(frozen=True, slots=True)
class FiledCampaign:
    """What a row tells of a campaign; what it does not state is None or "".

    Attributes:
        name: Its name.
        kind: Its kind in words: 许愿配捐, 微心愿认领.
        sponsor: Who gives, in words.
        unit_gift_fen: The gift for each wish, in fen.
        cap_fen: The cap, in fen.
        fund: The fund it goes to.
        purpose: What for.
        recipient: Place key.
        starts: The first day; `ends` the last; as wide as they are known.
        has_days: Whether both days are stated.
        host: The charity or platform it runs under.
        permit: Its permit to raise publicly.
        counted: Wishes counted so far.
        source: The document, or file, sheet and row, that tells it.
        where: Its row.
    """

    name: str
    kind: str
    sponsor: str
    unit_gift_fen: int | None
    cap_fen: int | None
    fund: str
    purpose: str
    recipient: str
    starts: dt.date
    ends: dt.date
    has_days: bool
    host: str
    permit: str
    counted: int | None
    source: str
    where: Source


@command("giving.campaign")
def record_campaigns(
    rows: Sequence[FiledCampaign], *, proposer: Actor, actor: Actor, now: dt.datetime
) -> Done:
    """Keep the campaigns of a posted file.

    One that is stated whole and not over yet is prepared by who received the file and opened by who
    posts it; any other is kept as reported, with what was not stated left so. Of one on record the
    wishes that have come since are counted.

    Args:
        rows: The campaigns.
        proposer: Who received the file.
        actor: Who posts it.
        now: The moment.

    Raises:
        Refused: A kind is unknown, or something is wrong with a campaign; every row is told.
    """
    each_at(
        rows,
        lambda row: _record(row, proposer=proposer, actor=actor, now=now),
        lambda row: row.where,
    )
    link_reported()
    return Done(len(rows), f"{len(rows)} campaigns of a file", len(rows))


def _record(row: FiledCampaign, *, proposer: Actor, actor: Actor, now: dt.datetime) -> None:
    known = Campaign.objects.filter(name=row.name).first()
    if known is not None:
        _again(known, row, actor=actor, now=now)
        return
    sponsor = donor_named(row.sponsor, "", actor=actor, now=now).pk if row.sponsor else None
    draft = CampaignDraft(
        _kind(row), row.name, row.starts, row.ends, sponsor=sponsor,
        unit_gift_fen=row.unit_gift_fen, cap_fen=row.cap_fen, fund=row.fund, purpose=row.purpose,
        recipient=row.recipient, host=row.host, host_permit=row.permit,
    )  # fmt: skip
    problems = check_campaign(draft)
    is_running = row.has_days and row.ends >= now.astimezone().date()
    if is_running and not problems:
        number = prepare_campaign(draft, actor=proposer, now=now).number
        open_campaign(number, actor=actor, now=now)
        if row.counted:
            _count(Campaign.objects.get(pk=number), row, actor=actor, now=now)
        return
    grave = [one for one in problems if one.code not in ("MATCH_INCOMPLETE", "CHARITY_MISSING")]
    if grave:
        raise Refused(grave)
    Campaign.objects.create(
        kind=draft.kind, name=row.name[:100], state=REPORTED, sponsor_id=sponsor,
        unit_gift_fen=row.unit_gift_fen, cap_fen=row.cap_fen, fund=row.fund[:200],
        purpose=row.purpose[:300], recipient=row.recipient, starts=row.starts, ends=row.ends,
        host=row.host[:200], host_permit=row.permit[:100], counted=row.counted or 0,
        lead=row.source[:400], recorded_by=proposer.username, recorded_at=now,
        opened_by=actor.username, opened_at=now,
    )  # fmt: skip


def _again(known: Campaign, row: FiledCampaign, *, actor: Actor, now: dt.datetime) -> None:
    """Take what a later file tells of a campaign on record: more wishes, terms stated since."""
    if known.state == "open":
        _count(known, row, actor=actor, now=now)
        return
    if known.state != REPORTED:
        return
    known.unit_gift_fen = row.unit_gift_fen or known.unit_gift_fen
    known.cap_fen = row.cap_fen or known.cap_fen
    known.fund, known.purpose = row.fund or known.fund, row.purpose or known.purpose
    known.counted = max(known.counted, row.counted or 0)
    known.save()


def _count(known: Campaign, row: FiledCampaign, *, actor: Actor, now: dt.datetime) -> None:
    more = (row.counted or 0) - known.counted
    if known.kind == "matched" and more > 0:
        day = min(max(now.astimezone().date(), known.starts), known.ends)
        source = row.source[:180]
        count_wishes(known.pk, on=day, count=more, source=source, actor=actor, now=now)


def _kind(row: FiledCampaign) -> str:
    found = meant_by(CAMPAIGN_KINDS, row.kind)
    if found is None:
        expected = "、".join(one.zh for one in CAMPAIGN_KINDS.values())
        raise Refused([Problem("VALUE_UNKNOWN", Severity.ERROR, row.where, row.kind, expected)])
    return found
