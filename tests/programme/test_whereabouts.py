"""Where the money is, held against a plain count of every project, line and idle lot."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.access.scope import EVERYWHERE, Scope
from jiedui.attention.thresholds import limits_on
from jiedui.kernel.problem import Refused
from jiedui.programme.attention import months_before
from jiedui.programme.lifecycle import FINISHED
from jiedui.programme.models import FundingLine, IdleLot, Project, ProjectLine
from jiedui.programme.queries.listing import ProjectFilter, filtered
from jiedui.programme.queries.whereabouts import (
    BECAME,
    BY,
    flow,
    idle_over,
    shares,
    summed,
    targets,
)
from jiedui.programme.standing import PASSED, Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test.utils import CaptureQueriesContext

    from tests.conftest import Office

TODAY = dt.date(2018, 12, 20)
COUNTIES = ("632625", "533422", "532329")
SOURCES = ("MUNICIPAL_POOLED", "DISTRICT_FISCAL", None)
STATES = ("PLANNED", "ALLOTTED", "COMPLETED", "CANCELLED", "")
NOW = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
LOOKS = (
    (EVERYWHERE, ProjectFilter()),
    (EVERYWHERE, ProjectFilter(category="INDUSTRY")),
    (EVERYWHERE, ProjectFilter(place="533422", year=2018)),
    (EVERYWHERE, ProjectFilter(source="DISTRICT_FISCAL")),
    (EVERYWHERE, ProjectFilter(state="CANCELLED")),
    (EVERYWHERE, ProjectFilter(words="第1")),
    (EVERYWHERE, ProjectFilter(year=1999)),
    (Scope(("632625", "532329")), ProjectFilter()),
    (Scope(()), ProjectFilter()),
)


@pytest.fixture
def many(office: "Office") -> None:
    """Sixty projects with lines in every place account and none, one or two idle lots each."""
    assert office.data_dir.is_dir()
    accounts = ("Count:Projects", *PASSED)
    for at in range(60):
        amounts = {account: (at * 37 + n * 101) % 997 for n, account in enumerate(accounts)}
        sums = dict.fromkeys(Stages._fields, 0)
        for account, names in PASSED.items():
            for name in names:
                sums[name] += amounts[account]
        lots = [TODAY - dt.timedelta(days=at * 17 + 11 * n) for n in range(at % 3)]
        row = Project.objects.create(
            key=f"{COUNTIES[at % 3]}/第{at}村", name=f"第{at}村", place=COUNTIES[at % 3],
            county=COUNTIES[at % 3], category=("", "INDUSTRY")[at % 2], year=2016 + at % 4,
            state=STATES[at % 5], created_by="officer", created_at=NOW,
            idle_since=min(lots, default=None),
            **{f"{name}_fen": amount for name, amount in sums.items()},
        )  # fmt: skip
        FundingLine.objects.create(project=row, source=SOURCES[at % 2] or "", approved_fen=1)
        for n, (account, amount) in enumerate(amounts.items()):
            ProjectLine.objects.create(
                project=row, county=row.county, entry=row.pk, line=n, kind="aid", account=account,
                amount=amount, is_exact=True, sense=1, starts=TODAY, ends=TODAY,
                source=SOURCES[(at + n % 2) % 3],
            )  # fmt: skip
        for n, since in enumerate(lots):
            IdleLot.objects.create(
                project=row, county=row.county, source=SOURCES[(at + n) % 3] or "", since=since,
                amount_fen=at + n,
            )  # fmt: skip


def plain_shares(rows: list[Project], by: str) -> dict[str, tuple[object, ...]]:
    """Count by going through every row: key to projects, stages and the oldest idle day."""
    found: dict[str, list[tuple[int, dict[str, int], list[dt.date]]]] = {}
    for row in rows:
        lots = list(IdleLot.objects.filter(project=row))
        if by != "source":
            sums = {one: getattr(row, f"{one}_fen") for one in Stages._fields}
            days = [lot.since for lot in lots]
            found.setdefault(str(getattr(row, by)), []).append((row.pk, sums, days))
            continue
        for line in ProjectLine.objects.filter(project=row, account__in=PASSED):
            sums = dict.fromkeys(PASSED[line.account], line.amount)
            days = [lot.since for lot in IdleLot.objects.filter(source=line.source or "")
                    if lot.project_id in {one.pk for one in rows}]  # fmt: skip
            found.setdefault(line.source or "", []).append((row.pk, sums, days))
    return {
        key: (
            len({pk for pk, _, _ in own}),
            tuple(sum(sums.get(name, 0) for _, sums, _ in own) for name in Stages._fields),
            min((day for _, _, days in own for day in days), default=None),
        )
        for key, own in found.items()
    }


@pytest.mark.usefixtures("many")
def test_every_breakdown_is_the_plain_count() -> None:
    for scope, asked in LOOKS:
        rows = list(filtered(scope, asked))
        known = summed(scope, asked, today=TODAY)
        for by in BY:
            found = {
                one.key: (one.projects, tuple(one.stages), one.idle_since)
                for one in shares(known, by)
            }
            assert found == plain_shares(rows, by), (scope, asked, by)


@pytest.mark.usefixtures("many")
def test_idle_money_and_targets_are_the_plain_count() -> None:
    limits = limits_on(TODAY)
    for scope, asked in LOOKS:
        rows = [one for one in filtered(scope, asked) if one.state != "CANCELLED"]
        known = summed(scope, asked, today=TODAY)
        lots = list(IdleLot.objects.filter(project__in=rows))
        for one, name in zip(idle_over(known), ("first", "second", "third"), strict=True):
            end = months_before(TODAY, limits[f"idle_months_{name}"])
            own = [lot for lot in lots if lot.since < end]
            assert one.months == limits[f"idle_months_{name}"]
            assert one.amount_fen == sum(lot.amount_fen for lot in own)
            assert one.projects == len({lot.project_id for lot in own})
        year = [one for one in rows if one.year == 2018]
        half, completed, paid = targets(known, 2018)
        money = (sum(one.disbursed_fen for one in year), sum(one.allotted_fen for one in year))
        assert (half.part, half.whole) == (paid.part, paid.whole) == money
        done = sum(one.state in FINISHED for one in year)
        assert (completed.part, completed.whole) == (done, len(year))


@pytest.mark.usefixtures("many")
def test_the_flow_loses_nothing_between_its_columns() -> None:
    for scope, asked in LOOKS:
        rows = list(filtered(scope, asked))
        found = flow(summed(scope, asked, today=TODAY))
        came = sum(one.contributed_fen + one.allotted_fen for one in rows)
        assert sum(one.amount_fen for one in found.to_county) == came
        assert sum(one.amount_fen for one in found.to_project) == came
        became = dict.fromkeys(BECAME, 0)
        for one in found.became:
            became[one.target] += one.amount_fen
        assert became == {what: sum(getattr(one, f"{what}_fen") for one in rows) for what in BECAME}


@pytest.mark.usefixtures("many")
def test_the_queries_are_few_and_ranks_are_kept(
    django_assert_max_num_queries: "Callable[[int], CaptureQueriesContext]",
) -> None:
    with django_assert_max_num_queries(6):
        known = summed(EVERYWHERE, today=TODAY)
        ranked = [one.used_percent for one in shares(known, "source", sort="used")]
        idle_over(known)
        targets(known, 2018)
        flow(known)
    assert ranked == sorted(one for one in ranked if one is not None)
    assert [one.stages.put_in for one in shares(known, "year")] == sorted(
        (one.stages.put_in for one in shares(known, "year")), reverse=True
    )
    with pytest.raises(Refused):
        shares(known, "colour")
