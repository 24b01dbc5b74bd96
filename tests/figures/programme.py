"""One real programme (a district's page of autumn 2017) as entries of a tiny book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims
from jiedui.kernel.quantity import NOT_STATED, Wording, said
from tests.figures.book import WAN, aid, count, gift, observed, pairing

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft, LineDraft

JIADING = "310114"
JIUZHI, DEQIN, SHANGRILA = "632625", "533422", "533401"
TO_DATE = "2013/2017-10-31"
BOTH = f"{SHANGRILA}+{DEQIN}"
CHUXIONG = "532322+532327+532329"
_SOURCES = ("MUNICIPAL_POOLED", "DISTRICT_FISCAL", "SOCIAL_DONATION")


def dims(recipient: str, **rest: str) -> Dims:
    return Dims(recipient=recipient, owner=JIADING, **rest)


def _aid_line(draft: EntryDraft) -> LineDraft:
    return draft.lines[0]


def entries() -> list[EntryDraft]:
    """Return the whole programme, pairings first."""
    return [*_pairings(), *_money(), *_counts(), *_gifts(), *_stocks()]


def _pairings() -> list[EntryDraft]:
    return [
        pairing("632600", "2010-07/", owner="310000", kind="COUNTERPART_SUPPORT"),
        pairing(JIUZHI, "2012/", owner=JIADING, kind="COUNTERPART_SUPPORT"),
        pairing(SHANGRILA, "2004/2011", owner=JIADING),
        pairing(DEQIN, "2004/", owner=JIADING),
        pairing("530000", "/", owner="310000", kind="COUNTERPART_AID"),
        pairing("532322+532327", "2017/", owner=JIADING, kind="EAST_WEST_POVERTY"),
        pairing("532329", "2017/", owner=JIADING, kind="XIAOKANG_ACTION"),
        pairing(
            "341503:独山镇", "2015/", owner=JIADING, payer="区人武部", kind="REVOLUTIONARY_BASE"
        ),
        pairing("632600", "2017/", owner=JIADING, payer="区交发集团", kind="AID_CONSTRUCTION"),
    ]


def _money() -> list[EntryDraft]:
    projects = [
        aid(
            1200 * WAN,
            TO_DATE,
            dims(JIUZHI, source=_SOURCES[0], category="SOCIAL", project="632625/教学楼"),
        ),
        aid(1500 * WAN, TO_DATE, dims(JIUZHI, source=_SOURCES[0], project="632625/游客集散中心")),
        aid(638 * WAN, TO_DATE, dims(JIUZHI, source=_SOURCES[0], project="632625/人民医院")),
    ]
    shares = [line for one in projects for line in one.lines]
    jiuzhi = [
        aid(
            1_223_130 * WAN // 100,
            TO_DATE,
            dims(JIUZHI, source=_SOURCES[0]),
            itemised=False,
            carved=shares,
        ),
        aid(1415 * WAN, TO_DATE, dims(JIUZHI, source=_SOURCES[1]), itemised=False),
        aid(410 * WAN, TO_DATE, dims(JIUZHI, source=_SOURCES[2]), itemised=False),
    ]
    deqin = [
        aid(amount * WAN // 100, TO_DATE, dims(DEQIN, source=source), itemised=False)
        for amount, source in zip((694_620, 111_500, 49_175), _SOURCES, strict=True)
    ]
    excluding = f"{DEQIN}@2013-01-01/2017-10-31"
    joint = aid(
        17990 * WAN, "2004/2017-10-31", dims(BOTH), itemised=False, excluding=excluding,
        carved=[line for one in deqin for line in one.lines],
    )  # fmt: skip
    plans = [_plan(2552, _SOURCES[0]), _plan(430, _SOURCES[1])]
    town = aid(900 * WAN, "2015/2017-10-31", dims("341503:独山镇"), itemised=False)
    return [*projects, *jiuzhi, *deqin, joint, *plans, town]


def _plan(amount: int, source: str) -> EntryDraft:
    one = count(
        "Plan:Aid",
        "fen",
        amount * WAN,
        "2017",
        dims(CHUXIONG, source=source),
        itemised=False,
        kind="plan",
    )
    other = count(
        "Plan:Commitment",
        "fen",
        -amount * WAN,
        "2017",
        dims(CHUXIONG, source=source),
        itemised=False,
    )
    return one._replace(lines=one.lines + other.lines)


def _counts() -> list[EntryDraft]:
    found = []
    stated = {JIUZHI: (13, 24, 12, 15), DEQIN: (16, 11, 13, 10)}
    for county, numbers in stated.items():
        for number, category in zip(
            numbers, ("RURAL", "SOCIAL", "INDUSTRY", "DONATION"), strict=True
        ):
            found.append(_project_count(number, county, category))
    for number, category in ((3, "RURAL"), (9, "INDUSTRY"), (13, "TALENT")):
        found.append(
            count(
                "Count:PlannedProjects",
                "project",
                number,
                "2017",
                dims(CHUXIONG, category=category),
                itemised=False,
            )
        )
    of_deqin = [line for one in found[4:8] for line in one.lines]
    excluding = f"{DEQIN}@2013-01-01/2017-10-31"
    wide = "2004/2017-10-31"
    found.append(
        count("Count:Projects", "project", said(180, Wording.OVER), wide, dims(BOTH),
              itemised=False,
              excluding=excluding, carved=of_deqin)
    )  # fmt: skip
    trained = count(
        "Count:Trained",
        "person_time",
        said(886, Wording.OVER),
        TO_DATE,
        dims(DEQIN),
        itemised=False,
    )
    return [
        *found,
        count("Count:TrainingBatches", "batch", 29, TO_DATE, dims(JIUZHI), itemised=False),
        count("Count:TrainingBatches", "batch", 24, TO_DATE, dims(DEQIN), itemised=False),
        count("Count:Trained", "person_time", 1001, TO_DATE, dims(JIUZHI), itemised=False),
        trained,
        count("Count:Trained", "person_time", said(1000, Wording.OVER), wide, dims(BOTH),
              itemised=False,
              excluding=excluding, carved=trained.lines),
        count("Count:FloorArea", "cm2", 4000 * 10_000, TO_DATE,
              dims(JIUZHI, project="632625/教学楼")),
    ]  # fmt: skip


def _project_count(number: int, county: str, category: str) -> EntryDraft:
    return count(
        "Count:Projects",
        "project",
        number,
        TO_DATE,
        dims(county, category=category),
        itemised=False,
    )


def _gifts() -> list[EntryDraft]:
    social = {"source": "SOCIAL_DONATION"}
    return [
        gift(NOT_STATED, "/2017-10-31", dims(JIUZHI, payer="万佛寺", **social)),
        gift(
            said(10 * WAN, Wording.OVER),
            "/2017-10-31",
            dims(JIUZHI, payer="310114:嘉定镇街道", **social),
        ),
        gift(25 * WAN, "/2017-10-31", dims(JIUZHI, payer="区民政局", **social)),
        gift(50 * WAN, "2017", dims("533422:升平镇", payer="310114:南翔镇", **social)),
        gift(
            15 * WAN,
            "/2017-10-31",
            dims("532329", payer="民盟嘉定区委", **social),
            overlap="counted",
        ),
    ]


def _stocks() -> list[EntryDraft]:
    return [
        observed(1653, 6358, "2013-12-31", JIUZHI),
        observed(4801, 21164, "2013-12-31", DEQIN),
        observed(442, 1778, "2017-10-31", JIUZHI),
        observed(1987, 9007, "2017-10-31", DEQIN),
    ]
