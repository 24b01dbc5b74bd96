"""Writes of a self-report: frozen by one person, filed by another, scored again by a verifier."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.assess import queries, reports
from jiedui.assess.commands import WORDS_MAX, Done
from jiedui.assess.models import Filing, SelfReport, Verification
from jiedui.assess.span import decimal_text
from jiedui.kernel.identity import mask
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.assess.queries import Wanted
    from jiedui.facts.store import Facts


@command("assess.propose")
def propose_self_report(wanted: Wanted, *, known: Facts, actor: Actor, now: dt.datetime) -> Done:
    """Freeze an assessment as a self-report that another person may file.

    Args:
        wanted: Which assessment, and the self-report date.
        known: The facts; their head (N, hash) stands in the report.
        actor: Who proposes it.
        now: The moment.

    Raises:
        Refused: A self-report of that set, year and side is filed already.
    """
    found = queries.assessed(actor.scope("assess.propose"), wanted, known)
    keys = {"set_code": found.set.code, "year": found.year, "side": str(found.side)}
    _refuse_filed(keys)
    documents = queries.documents(found.set, found.year, found.side)
    content = json.dumps(reports.frozen_json(found, documents), ensure_ascii=False, sort_keys=True)
    row = SelfReport.objects.create(
        **keys, set_version=found.set.version, as_of=found.as_of, known_at=found.known_at,
        head=found.head, content=content, digest=hashlib.sha256(content.encode()).hexdigest(),
        proposed_by=actor.username, proposed_at=now,
    )  # fmt: skip
    return Done(row.pk, f"self-report {row.pk} {found.set.code} {found.year} {found.side}")


@command("assess.file")
def file_self_report(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """File a self-report another person proposed; from then on its numbers stand.

    Raises:
        Refused: There is none such, the actor proposed it, or one of that year is filed already.
    """
    row = SelfReport.objects.filter(pk=number).first()
    if row is None:
        raise reports.unknown(number)
    if row.proposed_by == actor.username:
        raise refuse(
            "SECOND_PERSON",
            found=f"{actor.username} proposed self-report {number}",
            expected="a second person",
            hint="Ask a colleague who may file self-reports.",
        )
    _refuse_filed({"set_code": row.set_code, "year": row.year, "side": row.side})
    Filing.objects.create(report=row, filed_by=actor.username, filed_at=now)
    return Done(row.pk, f"self-report {row.pk} filed")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verifier says of an item.

    Attributes:
        indicator: Code of the item.
        points: The points, as written: "7.5".
        reason: Why they differ from the self score; needed when they do.
        is_falsified: Whether its figure was false: then it has no points, and more are lost.
    """

    indicator: str
    points: str = ""
    reason: str = ""
    is_falsified: bool = False


@command("assess.verify")
def verify_points(number: int, told: Verdict, *, actor: Actor, now: dt.datetime) -> Done:
    """Record a verifier's points for an item of a filed self-report.

    Args:
        number: The self-report.
        told: The item, its points, and why they differ from the self score.
        actor: Who records it; not who proposed the report.
        now: The moment.

    Raises:
        Refused: There is no such report or item, it is not filed, the points are none, a reason is
            missing, or the actor proposed the report.
    """
    report = reports.self_report(actor.scope("assess.verify"), number)
    if report.filed_by is None or report.proposed_by == actor.username:
        unfiled = report.filed_by is None
        raise refuse(
            "REPORT_NOT_FILED" if unfiled else "SECOND_PERSON",
            found=f"self-report {number}, proposed by {report.proposed_by}",
            expected="a filed self-report" if unfiled else "a second person",
        )
    item = report.items.get(told.indicator)
    if item is None:
        raise refuse("INDICATOR_UNKNOWN", found=told.indicator, expected=", ".join(report.items))
    amount = Fraction(0) if told.is_falsified else _points(told.points, item.possible)
    if told.is_falsified or not item.points.is_exact or item.points.low != amount:
        _refuse_without_reason(told.reason, told.indicator)
    row = Verification.objects.create(
        report_id=number, indicator=told.indicator, points=str(amount),
        is_falsified=told.is_falsified,
        reason=mask(" ".join(told.reason.split()))[:WORDS_MAX], verified_by=actor.username,
        verified_at=now,
    )  # fmt: skip
    return Done(row.pk, f"self-report {number} {told.indicator} verified")


def _points(text: str, possible: Fraction) -> Fraction:
    try:
        amount = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        amount = Fraction(-1)
    if not 0 <= amount <= possible:
        raise refuse(
            "POINTS_WRONG",
            found=text or "nothing",
            expected=f"points from 0 to {decimal_text(possible)}",
            hint="An item left out or falsified has no points.",
        )
    return amount


def _refuse_without_reason(reason: str, indicator: str) -> None:
    if not reason.strip():
        raise refuse(
            "REASON_MISSING",
            found="no words",
            expected=f"why the points of {indicator} differ from the self score",
        )


def _refuse_filed(keys: dict[str, object]) -> None:
    filed = SelfReport.objects.filter(**keys, filing__isnull=False).first()
    if filed is not None:
        raise refuse(
            "REPORT_FILED",
            found=f"self-report {filed.pk} of {keys['set_code']} {keys['year']} {keys['side']}",
            expected="a year whose self-report is not filed",
            hint="It stands as it was filed; `jiedui assess-report` tells what has changed since.",
        )
