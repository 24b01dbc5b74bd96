"""One small programme: a donor district, two counties, one project on its way through life."""

import datetime as dt
from collections.abc import Sequence

from jiedui.access.commands import add_user, grant_role, set_office
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE, Actor
from jiedui.programme.commands import money, papers, projects, steps
from jiedui.programme.outcomes import Figures, MoneyAsk, ProjectSheet, StepAsk
from jiedui.programme.queries.project import ProjectView, project

OFFICE, COUNTY, OTHER = "310114", "632625", "533422"
WAN = 1_000_000
NOW = dt.datetime(2018, 12, 20, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2018, 12, 20)
RIGHTS = dict.fromkeys(
    ("ownership", "operation", "benefit", "distribution", "disposal", "supervision"), "甲村村委会"
)


def people() -> None:
    """Add an officer, two reviewers, a county leader and a cadre."""
    set_office(OFFICE)
    for name, role, place in (
        ("officer", "officer", ""),
        ("reviewer", "reviewer", ""),
        ("second", "reviewer", ""),
        ("leader", "leader", COUNTY),
        ("cadre", "cadre", COUNTY),
        ("viewer", "viewer", OTHER),
    ):
        add_user(name, role=role, password=None, place=place, now=NOW)
    grant_role("leader", role="cadre", place=COUNTY, now=NOW)


def who(name: str) -> Actor:
    return actor_named(name)


def day(month: int, number: int, year: int = 2018) -> dt.date:
    return dt.date(year, month, number)


def figures(municipal: int = 300, own: int = 100, *, area: int | None = None) -> Figures:
    """Figures of a project in 万元, area in square metres."""
    parts = {"MUNICIPAL_POOLED": municipal * WAN, "RECIPIENT_OWN": own * WAN}
    parts = {source: amount for source, amount in parts.items() if amount}
    return Figures(
        parts, sum(parts.values()), "新建卫生室", area * 10_000 if area else None,
        day(3, 1), day(10, 31),
    )  # fmt: skip


def sheet(name: str = "甲村卫生室", place: str = COUNTY) -> ProjectSheet:
    return ProjectSheet(
        name, place, 2018, "SOCIAL", figures(area=1200),
        texts={"unit": "久治县卫健局", "location": "门堂乡甲村", "mechanism": "就近务工"},
        reach={"households": 120, "people": 430, "registered_households": 30,
               "registered_people": 110},
    )  # fmt: skip


def registered(*names: str) -> list[int]:
    """Put projects on record and return their numbers."""
    sheets = [sheet(name) for name in names or ("甲村卫生室",)]
    done = projects.register_projects(sheets, actor=who("officer"), now=NOW)
    return list(done.numbers)


def file_papers(numbers: Sequence[int], *kinds: str) -> None:
    for number in numbers:
        for kind in kinds:
            papers.add_paper(number, kind, title=kind, on=day(1, 5), actor=who("officer"), now=NOW)


def go(numbers: Sequence[int], target: str, on: dt.date, reason: str = "") -> None:
    """Propose a step and approve it where it must be."""
    asks = [StepAsk(number, target, on, reason) for number in numbers]
    done = steps.propose_steps(asks, actor=who("officer"), now=NOW)
    if target not in ("LIBRARY", "REVIEWED"):
        steps.decide_steps(done.numbers, is_approved=True, actor=who("reviewer"), now=NOW)


def planned(*names: str) -> list[int]:
    """Projects that are planned."""
    numbers = registered(*names)
    file_papers(numbers, "proposal", "village_vote", "review", "approval", "consent")
    go(numbers, "LIBRARY", day(1, 10))
    go(numbers, "REVIEWED", day(1, 20))
    go(numbers, "PLANNED", day(2, 1))
    return numbers


def ask(number: int, kind: str, amount: int, on: dt.date, **said: object) -> MoneyAsk:
    """A money act in 万元 of municipal money."""
    source = str(said.pop("source", "MUNICIPAL_POOLED"))
    return MoneyAsk(number, kind, source, amount * WAN, on, **said)  # type: ignore[arg-type]


def payment(number: int, amount: int, on: dt.date, kind: str = "DIRECT") -> MoneyAsk:
    """A payment whose days are in order: milestone, request, opinion within three days before."""
    back = dt.timedelta(days=1)
    return ask(
        number, kind, amount, on, milestone_on=on - 3 * back, requested_on=on - 2 * back,
        opinion_on=on - back,
    )  # fmt: skip


def move(*asks: MoneyAsk, by: str = "reviewer") -> tuple[int, ...]:
    """Propose money acts and post them."""
    done = money.propose_money(list(asks), actor=who("officer"), now=NOW)
    money.decide_money(done.numbers, is_approved=True, actor=who(by), now=NOW)
    return done.numbers


def allotted(*names: str) -> list[int]:
    """Projects with all municipal money allotted."""
    numbers = planned(*names)
    move(*(ask(one, "ALLOT", 300, day(2, 20), notice="青财农〔2018〕5号") for one in numbers))
    return numbers


def view(number: int) -> ProjectView:
    return project(EVERYWHERE, number)


def state(number: int) -> str:
    return str(view(number).fields["state"])
