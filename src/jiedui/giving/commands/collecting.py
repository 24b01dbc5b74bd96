"""Wishes of a posted list: each collected once, for the campaign it names or the only one open.

A row that tells too much refuses the whole list, every fault at its row; a wish that is there
already is left as it is. Each still needs a second person's review before anybody sees it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.giving.commands.wishes import collect_wish
from jiedui.giving.done import Done
from jiedui.giving.drafts import WishDraft
from jiedui.giving.models import Campaign
from jiedui.giving.vocabulary import NEEDS
from jiedui.kernel.codes import meant_by
from jiedui.kernel.problem import Problem, Refused, Severity, Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor


@dataclass(frozen=True, slots=True)
class FiledWish:
    """A row of a wish list; see `drafts.WishDraft`, and where it stands in its file."""

    item: str
    alias: str
    receiver: str
    contact: str
    need: str
    words: str
    place: str
    quantity: int
    unit: str
    price_fen: int | None
    campaign: str
    file: str
    sheet: str
    row: int


@command("giving.wish")
def collect_filed(
    rows: Sequence[FiledWish], *, collector: Actor, actor: Actor, now: dt.datetime
) -> Done:
    """Collect the wishes of a posted list.

    Args:
        rows: The wishes, in the order of the list.
        collector: Who received the list and so collected them; another person reviews them.
        actor: Who posts it.
        now: The moment.

    Raises:
        Refused: A row names no campaign that takes wishes, or a wish cannot be so; every fault of
            every row is told, and nothing is kept.
    """
    problems: list[Problem] = []
    count = 0
    campaigns = _campaigns()
    by = collector if collector.allows("giving.wish") else actor
    for row in rows:
        campaign = campaigns.get(row.campaign or "")
        if campaign is None:
            problems.append(_no_campaign(row, campaigns))
            continue
        try:
            collect_wish(campaign, _draft(row), actor=by, now=now)
        except Refused as refused:
            if [one.code for one in refused.problems] != ["WISH_KNOWN"]:
                problems += [_at(one, row) for one in refused.problems]
        else:
            count += 1
    if problems:
        raise Refused(problems)
    return Done(count, f"{count} wishes of a list", count)


def _campaigns() -> dict[str, int]:
    """Return the needs campaigns that take wishes by name; "" names the only one there is."""
    rows = Campaign.objects.filter(kind="needs", state__in=("draft", "open"))
    found = dict(rows.values_list("name", "pk"))
    if len(found) == 1:
        found[""] = next(iter(found.values()))
    return found


def _draft(row: FiledWish) -> WishDraft:
    return WishDraft(
        row.item,
        row.alias,
        meant_by(NEEDS, row.need) or "daily",
        row.place,
        row.receiver,
        contact=row.contact,
        words=row.words,
        quantity=row.quantity,
        unit=row.unit,
        price_fen=row.price_fen,
    )


def _at(problem: Problem, row: FiledWish) -> Problem:
    return replace(problem, source=Source(row.file, row.sheet, f"row:{row.row}"))


def _no_campaign(row: FiledWish, campaigns: dict[str, int]) -> Problem:
    """Return why a wish has no campaign: it takes none any more, or there is none of that name."""
    source = Source(row.file, row.sheet, f"row:{row.row}")
    known = Campaign.objects.filter(name=row.campaign).values_list("kind", "state").first()
    if known is not None:
        return Problem(
            "CAMPAIGN_STATE",
            Severity.ERROR,
            source,
            f"{row.campaign} ({', '.join(known)})",
            "a needs campaign that is not closed",
            "Wishes of a campaign that is over are told by their number, in a list of campaigns.",
        )
    return Problem(
        "CAMPAIGN_UNKNOWN",
        Severity.ERROR,
        source,
        row.campaign or "no campaign named",
        "、".join(name for name in campaigns if name) or "an open needs campaign",
        "Prepare a campaign first, or name it in a column 活动名称.",
    )
