"""The house rules of cooperation: R17 to R19 of DOMAIN 11, posts that stand empty, promises.

Each looks at indexed columns; thresholds are dated data of `attention`. No hit names a person.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.access.queries import office
from jiedui.access.scope import EVERYWHERE
from jiedui.attention.declaration import Hit, Rule
from jiedui.books.feed import facts
from jiedui.books.standing import taken_back
from jiedui.cooperation.models import Placement, Sale, Secondment
from jiedui.cooperation.placement import Work, is_stable_claim_wrong
from jiedui.cooperation.promise import MEASURES
from jiedui.cooperation.queries.agreements import promises_due
from jiedui.cooperation.queries.people import days, posts
from jiedui.cooperation.vocabulary_people import SECONDMENT_KINDS
from jiedui.kernel.place import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.attention.declaration import Looking

POSTS_MAX = 500
"""So many posts are looked at in one run."""

PROMISES_MAX = 500
"""So many promises are asked in one run, the most urgent first."""


def not_arrived(looking: Looking) -> Iterator[Hit]:
    """R17: planned, the days of grace are over, and nobody arrived."""
    last = looking.today - dt.timedelta(days=looking.limit("arrival_days"))
    rows = Secondment.objects.filter(arrived__isnull=True, planned_starts__lt=last)
    if looking.subjects is not None:
        rows = rows.filter(pk__in=looking.subjects)
    for row in rows:
        kind = SECONDMENT_KINDS[row.kind]
        where = name_of(row.place) if row.place else ""
        yield Hit(
            f"secondment:{row.pk}",
            row.place or None,
            f"{where}{row.post}:{kind.zh}计划{row.planned_starts}到岗,尚未到岗",
            f"{where} {row.post}: {kind.en} planned for {row.planned_starts} has not arrived",
            str((row.planned_starts, row.arrived)),
            row.planned_starts or looking.today,
            owner=row.recorded_by,
            link=f"/desk/secondments/{row.pk}",
        )


def told_as_stable(looking: Looking) -> Iterator[Hit]:
    """R18: a placement told as lasting that cannot have lasted so long."""
    least = looking.limit("stable_months")
    rows = Placement.objects.filter(claimed_months__gte=least)
    if looking.subjects is not None:
        rows = rows.filter(pk__in=looking.subjects)
    for row in rows:
        work = Work(days(row.began, row.began_last), days(row.ended, row.ended_last))
        if not is_stable_claim_wrong(work, claimed=row.claimed_months, on=looking.today):
            continue
        where = name_of(row.place) if row.place else ""
        yield Hit(
            f"placement:{row.pk}",
            row.place or None,
            f"{where} 就业第{row.pk}号报稳定{row.claimed_months}个月,"
            f"起止{work.began}至{work.ended or '今'}",
            f"{where} placement {row.pk} told as lasting {row.claimed_months} months",
            str((row.began, row.ended, row.claimed_months)),
            row.ended or row.began or looking.today,
            owner=row.recorded_by,
            link=f"/desk/placements/{row.pk}",
        )


def sale_without_evidence(looking: Looking) -> Iterator[Hit]:
    """R19: a sale of some size without invoice, contract or any other evidence."""
    last = looking.today - dt.timedelta(days=looking.limit("evidence_days"))
    rows = Sale.objects.filter(evidence="", stated__gte=looking.limit("evidence_fen"))
    rows = rows.filter(on_last__lt=last).exclude(taken_back("entry"))
    if looking.subjects is not None:
        rows = rows.filter(pk__in=looking.subjects)
    for row in rows:
        where = name_of(row.place) if row.place else ""
        yield Hit(
            f"sale:{row.pk}",
            row.place or None,
            f"{where} {row.product}({row.on}):没有发票、合同等凭证",
            f"{where} {row.product} ({row.on}): no invoice, contract or other evidence",
            str((row.stated, row.on, row.evidence)),
            row.on_last,
            amount_fen=row.stated or 0,
            owner=row.recorded_by,
            link=f"/desk/sales/{row.pk}",
        )


def post_stands_empty(looking: Looking) -> Iterator[Hit]:
    """C01: a post somebody held stands empty now, longer than a hand-over takes."""
    if looking.subjects is not None:
        return
    grace = looking.limit("handover_days")
    for one in posts(EVERYWHERE, today=looking.today, limit=POSTS_MAX):
        gap = next((gap for gap in one.gaps if gap.ends == looking.today), None)
        if gap is None or (looking.today - gap.starts).days < grace:
            continue
        number = one.stays[-1].number
        where = name_of(one.place) if one.place else ""
        yield Hit(
            f"post:{number}",
            one.place or None,
            f"{where}{one.post}:{gap.starts}起无人在岗",
            f"{where} {one.post}: nobody in post since {gap.starts}",
            str(gap.starts),
            gap.starts,
            link=f"/desk/secondments/{number}",
        )


def promise_short(looking: Looking) -> Iterator[Hit]:
    """C02: a promise of an agreement is near or past its day and not met."""
    if looking.subjects is not None:
        return
    found = promises_due(
        EVERYWHERE, facts(), today=looking.today, office=office(), limit=PROMISES_MAX
    )
    for one in found:
        is_past = one.period.ends < looking.today
        measure = MEASURES[one.measure]
        place = next((values[0] for name, values in one.where if name == "recipient"), None)
        yield Hit(
            f"promise:{one.number}",
            place,
            f"{one.title}:{measure.zh}承诺未兑现(期限{one.period.ends})",
            f"{one.title}: {measure.en} not met (until {one.period.ends})",
            str((one.standing, one.missing)),
            one.period.ends if is_past else looking.today,
            amount_fen=one.missing if one.unit == "fen" else 0,
            urgency=1 if is_past else 2,
            link=f"/desk/agreements/{one.agreement}",
        )


RULES: tuple[Rule, ...] = (
    Rule(
        "R17", "secondment", "派出未到岗", "seconded and not arrived", 2, 10, not_arrived,
        ("arrival_days",),
    ),
    Rule(
        "R18", "placement", "不满三个月报为稳定就业", "short work told as lasting", 2, 10,
        told_as_stable, ("stable_months",),
    ),
    Rule(
        "R19", "sale", "销售无凭证", "sale without evidence", 3, 20, sale_without_evidence,
        ("evidence_days", "evidence_fen"),
    ),
    Rule(
        "C01", "post", "岗位空缺", "post without anybody", 2, 15, post_stands_empty,
        ("handover_days",),
    ),
    Rule("C02", "promise", "协议承诺未兑现", "promise not met", 2, 15, promise_short),
)  # fmt: skip
"""The rules of this package."""
