"""A second programme, invented: other district and counties, its money dated by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims, line
from jiedui.kernel.period import parse_period
from jiedui.kernel.quantity import Wording, said
from tests.figures.book import WAN, aid, count, entry, pairing

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft
    from jiedui.kernel.quantity import Interval

SHUNDE = "440606"
LEIBO, MEIGU, ZHAOJUE = "513437", "513436", "513431"
MUNICIPAL, DISTRICT, SOCIAL = "MUNICIPAL_POOLED", "DISTRICT_FISCAL", "SOCIAL_DONATION"
_FEN = WAN // 100

_MONEY = (
    (LEIBO, "2017", 30000, MUNICIPAL, "RURAL", "Spent"),
    (LEIBO, "2017", 10000, DISTRICT, "INDUSTRY", "Spent"),
    (LEIBO, "2018", 45000, MUNICIPAL, "INDUSTRY", "Disbursed"),
    (LEIBO, "2018", 15050, DISTRICT, "SOCIAL", "Disbursed"),
    (LEIBO, "2019-02", 12025, MUNICIPAL, "INDUSTRY", "Allotted"),
    (LEIBO, "2019-05", 8000, DISTRICT, "SOCIAL", "Allotted"),
    (MEIGU, "2017", 20000, MUNICIPAL, "RURAL", "Spent"),
    (MEIGU, "2018", 26000, MUNICIPAL, "RURAL", "Disbursed"),
    (MEIGU, "2018", 4000, DISTRICT, "INDUSTRY", "Disbursed"),
    (MEIGU, "2019-03", 15000, MUNICIPAL, "INDUSTRY", "Allotted"),
    (MEIGU, "2019-06", 888, SOCIAL, "SOCIAL", "Allotted"),
    (ZHAOJUE, "2017", 9000, MUNICIPAL, "RURAL", "Spent"),
)
"""Whom, when, hundredths of 万元, source, category, where the money is."""

_PLANS = (
    (LEIBO, 30000, MUNICIPAL, 5),
    (LEIBO, 10000, DISTRICT, 0),
    (MEIGU, 32000, MUNICIPAL, 4),
)
_PROJECTS = (
    (LEIBO, "2017", 3, "RURAL"),
    (LEIBO, "2017", 1, "INDUSTRY"),
    (LEIBO, "2018", 4, "INDUSTRY"),
    (LEIBO, "2018", 2, "SOCIAL"),
    (LEIBO, "2019-03", 2, "INDUSTRY"),
    (LEIBO, "2019-05", 1, "SOCIAL"),
    (MEIGU, "2017", 2, "RURAL"),
    (MEIGU, "2018", 2, "RURAL"),
    (MEIGU, "2018", 1, "INDUSTRY"),
    (MEIGU, "2019-03", 2, "INDUSTRY"),
)
_COUNTS: tuple[tuple[str, str, str, str, Interval | int], ...] = (
    ("TrainingBatches", "batch", LEIBO, "2018", 4),
    ("Trained", "person_time", LEIBO, "2018", 210),
    ("TrainingBatches", "batch", LEIBO, "2019-04", 2),
    ("Trained", "person_time", LEIBO, "2019-04", 95),
    ("TrainingBatches", "batch", LEIBO, "2019-06", 1),
    ("Trained", "person_time", LEIBO, "2019-06", 40),
    ("TrainingBatches", "batch", MEIGU, "2018", 3),
    ("Trained", "person_time", MEIGU, "2018", 160),
    ("TrainingBatches", "batch", MEIGU, "2019-05", 1),
    ("Trained", "person_time", MEIGU, "2019-05", said(60, Wording.OVER)),
    ("OfficialsSent", "person", LEIBO, "2018-07", 2),
    ("OfficialsSent", "person", LEIBO, "2019-03", 1),
    ("OfficialsSent", "person", MEIGU, "2018-07", 1),
    ("ProfessionalsSent", "person", LEIBO, "2018-09", 5),
    ("ProfessionalsSent", "person", MEIGU, "2019-03", 4),
    ("LabourPlaced", "person", LEIBO, "2018", 120),
    ("LabourPlaced", "person", LEIBO, "2019-02", 45),
    ("LabourPlaced", "person", LEIBO, "2019-05", 30),
    ("LabourPlaced", "person", MEIGU, "2018", 80),
    ("LabourPlaced", "person", MEIGU, "2019-04", 66),
    ("Consumption", "fen", LEIBO, "2018", 52060 * _FEN),
    ("Consumption", "fen", LEIBO, "2019-01", 10000 * _FEN),
    ("Consumption", "fen", LEIBO, "2019-04", 8840 * _FEN),
    ("Consumption", "fen", MEIGU, "2018", 7500 * _FEN),
    ("Consumption", "fen", MEIGU, "2019-06", 3120 * _FEN),
    ("Enterprises", "enterprise", LEIBO, "2018", 2),
    ("Enterprises", "enterprise", LEIBO, "2019-03", 1),
    ("InvestmentArrived", "fen", LEIBO, "2018", 3200 * WAN),
    ("InvestmentArrived", "fen", LEIBO, "2019-03", 800 * WAN),
    ("JobsCreated", "person", LEIBO, "2018", 60),
    ("JobsCreated", "person", LEIBO, "2019-03", 25),
    ("HelpedSales", "fen", LEIBO, "2018", 150 * WAN),
    ("Visits", "act", LEIBO, "2018", 3),
    ("Visits", "act", LEIBO, "2019-04", 2),
    ("Visits", "act", MEIGU, "2019-05", 1),
    ("HouseholdsExited", "household", LEIBO, "2018", 2700),
    ("HouseholdsExited", "household", MEIGU, "2018", 2400),
)
_STOCKS = (
    (LEIBO, "2017-12-31", 8000, 33000),
    (LEIBO, "2018-12-31", 5200, 21500),
    (LEIBO, "2019-06-30", 2100, 9000),
    (MEIGU, "2017-12-31", 9000, 41000),
    (MEIGU, "2018-12-31", 6500, 30000),
    (MEIGU, "2019-06-30", 4000, 18500),
)


def _dims(recipient: str, **rest: str) -> Dims:
    return Dims(recipient=recipient, owner=SHUNDE, **rest)


def entries() -> list[EntryDraft]:
    """Return the whole programme, pairings first."""
    kind = "EAST_WEST_POVERTY"
    pairs = [
        pairing(LEIBO, "2016/", owner=SHUNDE, kind=kind),
        pairing(MEIGU, "2016/", owner=SHUNDE, kind=kind),
        pairing(ZHAOJUE, "2016/2017", owner=SHUNDE, kind=kind),
    ]
    money = [
        aid(amount * _FEN, when, _dims(whom, source=source, category=category), at=f"Place:{at}")
        for whom, when, amount, source, category, at in _MONEY
    ]
    projects = [
        count("Count:Projects", "project", number, when, _dims(whom, category=category))
        for whom, when, number, category in _PROJECTS
    ]
    counts = [
        count(f"Count:{account}", unit, amount, when, _dims(whom))
        for account, unit, whom, when, amount in _COUNTS
    ]
    stocks = [_observed(*one) for one in _STOCKS]
    return [*pairs, *money, *_plans(), *projects, *counts, *stocks]


def _plans() -> list[EntryDraft]:
    found = []
    for whom, amount, source, projects in _PLANS:
        dims, year = _dims(whom, source=source), parse_period("2019")
        lines = [
            line("Plan:Aid", "fen", said(amount * _FEN), year, dims),
            line("Plan:Commitment", "fen", said(-amount * _FEN), year, dims),
        ]
        if projects:
            lines.append(line("Count:PlannedProjects", "project", said(projects), year, dims))
        found.append(entry("plan", *lines))
    return found


def _observed(whom: str, day: str, households: int, people: int) -> EntryDraft:
    dims, at = _dims(whom), parse_period(day)
    return entry(
        "stock",
        line("Stock:RegisteredHouseholds", "household", said(households), at, dims),
        line("Stock:RegisteredPeople", "person", said(people), at, dims),
    )
