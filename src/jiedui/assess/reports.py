"""Reads of self-reports: what was frozen, what the verifier said, what has changed since."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jiedui.assess.as_json import assessment_json
from jiedui.assess.models import SelfReport
from jiedui.assess.span import Span, added, exactly, minus, span_text
from jiedui.assess.whole import capped, grades_of, less, penalty_of
from jiedui.assess.wording import value_words
from jiedui.books.anchor import Anchor
from jiedui.kernel.problem import Problem, Severity, Source, refuse
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from jiedui.access.scope import Scope
    from jiedui.assess.assessing import Assessment
    from jiedui.assess.indicator import Grade, IndicatorSet
    from jiedui.assess.queries import Document
    from jiedui.kernel.problem import Refused


@dataclass(frozen=True, slots=True)
class Verified:
    """A verifier's points for an item: how many, why, who, when; whether it was falsified."""

    points: Fraction
    reason: str
    verified_by: str
    verified_at: dt.datetime
    is_falsified: bool = False


@dataclass(frozen=True, slots=True)
class FrozenItem:
    """One item as it was frozen.

    Attributes:
        code: Its code, with `zh` and `en` its name.
        value: Its value then, `points` what it earned, as they counted.
        possible: The most it could give.
        is_bonus: Whether it came on top.
        state: How it stood.
        verified: What the verifier said last, None while nothing.
    """

    code: str
    zh: str
    en: str
    value: Span
    points: Span
    possible: Fraction
    is_bonus: bool
    state: str
    verified: Verified | None

    @property
    def difference(self) -> Span | None:
        """The verifier's points less the self score; None while there are none."""
        return None if self.verified is None else minus(exactly(self.verified.points), self.points)


@dataclass(frozen=True, slots=True)
class Report:
    """A self-report.

    Attributes:
        number: Its number.
        set_code: The set, with `set_version`.
        year: The year assessed, `side` whose.
        as_of: The self-report date.
        known_at: The book's head: entry and `head` its hash.
        digest: SHA-256 of what was frozen.
        total: The score then.
        items: Its items, by code.
        proposed_by: Who froze it, `proposed_at` when.
        filed_by: Who filed it, None while nobody has; `filed_at` when.
        content: All that was frozen, as data.
    """

    number: int
    set_code: str
    set_version: str
    year: int
    side: str
    as_of: dt.date
    known_at: int
    head: str
    digest: str
    total: Span
    items: Mapping[str, FrozenItem]
    proposed_by: str
    proposed_at: dt.datetime
    filed_by: str | None
    filed_at: dt.datetime | None
    content: Mapping[str, Any]

    @property
    def is_verified(self) -> bool:
        """Whether a verifier has said anything."""
        return any(one.verified is not None for one in self.items.values())


def frozen_json(found: Assessment, documents: Sequence[Document]) -> dict[str, Any]:
    """Return all that is frozen: the assessment, its exact fractions and its evidence."""
    exact = {
        one.indicator.code: {"value": _kept(one.value.span), "points": _kept(one.points)}
        for one in found.items
    }
    return {
        **assessment_json(found),
        "exact": {
            "items": exact,
            "total": _kept(found.score.total),
            "penalty": _kept(found.score.penalty),
            "possible": {one.indicator.code: str(one.possible) for one in found.items},
        },
        "documents": [
            {
                "number": one.number,
                "indicator": one.indicator,
                "title": one.title,
                "digest": one.digest,
                "size": one.size,
            }
            for one in documents
        ],
    }


def _kept(span: Span) -> list[str | None]:
    ends = [None if one is None else str(one) for one in span.ends]
    return [*ends, str(span.wording)]


def _span(kept: Sequence[str | None]) -> Span:
    low, stated, high = (None if one is None else Fraction(one) for one in kept[:3])
    return Span(low, stated, high, Wording(kept[3] or "exact"))


def self_reports(scope: Scope, *, year: int | None = None) -> list[Report]:
    """Return self-reports, the newest first; only to those who see the whole office."""
    if not scope.is_everywhere:
        return []
    rows = SelfReport.objects.select_related("filing").prefetch_related("verifications")
    rows = rows.order_by("-id")
    return [_report(row) for row in (rows.filter(year=year) if year else rows)]


def self_report(scope: Scope, number: int) -> Report:
    """Return one self-report.

    Raises:
        Refused: There is none such for this reader.
    """
    found = SelfReport.objects.select_related("filing").prefetch_related("verifications")
    row = found.filter(pk=number).first() if scope.is_everywhere else None
    if row is None:
        raise unknown(number)
    return _report(row)


def filed_reports(set_code: str, year: int, side: str) -> list[int]:
    """Return the numbers of what was filed of a year and a side, the newest first."""
    rows = SelfReport.objects.filter(set_code=set_code, year=year, side=side, filing__isnull=False)
    return list(rows.order_by("-id").values_list("pk", flat=True))


def anchors() -> list[Anchor]:
    """Return the heads of the book kept in self-reports, for `verify` to hold the book against."""
    rows = SelfReport.objects.order_by("id").values_list("id", "known_at", "head")
    return [Anchor(known_at, head, f"self-report {number}") for number, known_at, head in rows]


def changed_reports() -> list[Problem]:
    """Return a problem for every self-report that is not what was frozen any more."""
    return [
        Problem(
            "SELF_REPORT_CHANGED",
            Severity.ERROR,
            Source(f"self-report {number}"),
            hashlib.sha256(content.encode()).hexdigest()[:16],
            digest[:16],
            "Restore the database from a backup that verifies.",
        )
        for number, content, digest in SelfReport.objects.order_by("id").values_list(
            "id", "content", "digest"
        )
        if hashlib.sha256(content.encode()).hexdigest() != digest
    ]


def unknown(number: int) -> Refused:
    """Return the refusal of a self-report that is not there, or not for this person."""
    return refuse(
        "SELF_REPORT_UNKNOWN", found=f"self-report {number}", expected="the number of one",
        hint="`jiedui assess-report` lists them.",
    )  # fmt: skip


def _report(row: SelfReport) -> Report:
    content = json.loads(row.content)
    exact = content["exact"]
    said = {
        one.indicator: Verified(
            Fraction(one.points), one.reason, one.verified_by, one.verified_at, one.is_falsified
        )
        for one in sorted(row.verifications.all(), key=lambda one: one.pk)
    }
    items = {
        one["code"]: FrozenItem(
            one["code"], one["zh"], one["en"], _span(exact["items"][one["code"]]["value"]),
            _span(exact["items"][one["code"]]["points"]), Fraction(exact["possible"][one["code"]]),
            one["bonus"], one["state"], said.get(one["code"]),
        )
        for one in content["indicators"]
    }  # fmt: skip
    filing = getattr(row, "filing", None)
    return Report(
        row.pk, row.set_code, row.set_version, row.year, row.side, row.as_of, row.known_at,
        row.head, row.digest, _span(exact["total"]), items, row.proposed_by, row.proposed_at,
        filing.filed_by if filing else None, filing.filed_at if filing else None, content,
    )  # fmt: skip


def verified_total(report: Report, found: IndicatorSet) -> tuple[Span, tuple[Grade, ...]]:
    """Return the score with the verifier's points where there are some, and its grades.

    An item the verifier found falsified loses its points and what the set takes off beyond them.
    """
    total = added((_base(report), _bonus(report, found)))
    total = less(total, _penalty(report, found))
    return total, grades_of(total, found.grades)


def total_difference(report: Report, found: IndicatorSet) -> Span:
    """Return the verifier's score less the self score.

    Items the verifier said nothing of stand alike in both and cancel out, however wide they are.
    """
    total, _ = verified_total(report, found)
    if total.is_exact and report.total.is_exact:
        return minus(total, report.total)
    base = [one.difference for one in report.items.values() if not one.is_bonus and one.difference]
    untold = replace(
        report, items={code: replace(one, verified=None) for code, one in report.items.items()}
    )
    others = (
        (_bonus(report, found), _bonus(untold, found)),
        (_penalty(untold, found), _penalty(report, found)),
    )
    return added([*base, *(minus(one, off) for one, off in others if one != off)])


def _base(report: Report) -> Span:
    return added(_counted(one) for one in report.items.values() if not one.is_bonus)


def _bonus(report: Report, found: IndicatorSet) -> Span:
    bonus = added(_counted(one) for one in report.items.values() if one.is_bonus)
    return capped(bonus, found.bonus_most)


def _penalty(report: Report, found: IndicatorSet) -> Span:
    lost = [one.points for one in report.items.values() if _is_falsified(one)]
    return penalty_of(found.falsified, lost)


def _counted(one: FrozenItem) -> Span:
    return one.points if one.verified is None else exactly(one.verified.points)


def _is_falsified(one: FrozenItem) -> bool:
    said = one.verified
    return one.state == "falsified" or (said is not None and said.is_falsified)


@dataclass(frozen=True, slots=True)
class Changed:
    """An item that is no longer as it was frozen.

    Attributes:
        code: Its code, with `zh` and `en` its name.
        then: Value and points as frozen, in words.
        now: Value and points now, in words.
        points_then: The points as frozen, `points_now` as they would be.
    """

    code: str
    zh: str
    en: str
    then: str
    now: str
    points_then: Span
    points_now: Span


def changes(report: Report, now: Assessment) -> list[Changed]:
    """Return what would be told otherwise today; the report itself stands as it was frozen."""
    found = []
    for one in now.items:
        then = report.items.get(one.indicator.code)
        if then is None:
            continue
        if (then.value, then.points) != (one.value.span, one.points):
            found.append(
                Changed(
                    then.code, then.zh, then.en,
                    f"{value_words(then.value)[0]} → {span_text(then.points)}",
                    f"{value_words(one.value.span)[0]} → {span_text(one.points)}",
                    then.points, one.points,
                )
            )  # fmt: skip
    return found
