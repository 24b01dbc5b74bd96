"""The programme of the figures' tests, with the projects, gifts and towns that forms ask of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.figures import programme
from tests.figures.book import WAN, count, gift, pairing
from tests.figures.programme import JIADING, JIUZHI, TO_DATE, dims

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft

_DUSHAN = "341503:独山镇"


def entries() -> list[EntryDraft]:
    """Return every entry; the gift to 武定县 may or may not be inside a stated total."""
    kept = [one for one in programme.entries() if one.lines[0].dims.payer != "民盟嘉定区委"]
    return [*kept, *_gifts(), *_projects(), _town_pair()]


def _gifts() -> list[EntryDraft]:
    given = (
        (15 * WAN, JIUZHI, "区检察院"),
        (311 * WAN // 100, JIUZHI, "区信访办"),
        (15 * WAN, "532329", "民盟上海市嘉定区委"),
    )
    return [
        gift(amount, "/2017-10-31", dims(place, payer=payer, source="SOCIAL_DONATION"))
        for amount, place, payer in given
    ]


def _projects() -> list[EntryDraft]:
    tourists, hospital = "632625/游客集散中心", "632625/人民医院"
    area, own = "Count:FloorArea", "Source:Own"
    return [
        count(area, "cm2", 7520 * 10_000, TO_DATE, dims(JIUZHI, project=tourists)),
        count(area, "cm2", 3800 * 10_000, TO_DATE, dims(JIUZHI, project=hospital)),
        count(own, "fen", -1362 * WAN, TO_DATE, dims(JIUZHI, project=hospital,
              source="RECIPIENT_OWN")),
        count("Count:Projects", "project", 6, "2015/2017-10-31", dims(_DUSHAN), itemised=False),
    ]  # fmt: skip


def _town_pair() -> EntryDraft:
    town, donor = "533422:升平镇", "310114:南翔镇"
    return pairing(town, "2017/", owner=JIADING, payer=donor, kind="TOWN_PAIR")
