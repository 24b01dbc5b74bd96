"""Reads: the sets there are, what was told, the assessment of a year as the book stands now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.access.vault import upload
from jiedui.assess.assessing import Asking, Saying, Told, assess
from jiedui.assess.indicator import Side
from jiedui.assess.models import Evidence, SetFile
from jiedui.assess.models import Saying as SayingRow
from jiedui.assess.setfile import read_set, shipped
from jiedui.figures.compute import compute
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from jiedui.access.scope import Scope
    from jiedui.assess.assessing import Answering, Assessment
    from jiedui.assess.indicator import IndicatorSet
    from jiedui.facts.store import Facts


def sets() -> list[IndicatorSet]:
    """Return every set: those shipped, and the office's own, which stand for shipped ones alike."""
    own = [
        read_set(row.content.encode(), label=f"{row.code} {row.version}")
        for row in SetFile.objects.order_by("code", "version")
    ]
    named = {(one.code, one.version) for one in own}
    kept = [one for one in shipped() if (one.code, one.version) not in named]
    return sorted([*kept, *own], key=lambda one: (one.code, one.version))


def set_for(code: str, year: int) -> IndicatorSet:
    """Return the latest version of a set that is in force in a year.

    Args:
        code: The set's code, or code and version (`six-blocks/2017`); "" = the national one.
        year: The year assessed.

    Raises:
        Refused: No set is called so, or none of its versions is in force in that year.
    """
    name, _, version = code.partition("/")
    known = sets()
    wanted = (
        [one for one in known if one.code == name]
        if name
        else [one for one in known if one.code in NATIONAL]
    )
    if not wanted:
        raise refuse(
            "SET_UNKNOWN",
            found=code,
            expected=", ".join(dict.fromkeys(one.code for one in known)),
            hint="`jiedui assess --sets` lists them.",
        )
    fits = [one for one in wanted if one.serves(year) and version in ("", one.version)]
    if not fits:
        spans = ", ".join(
            f"{one.code}/{one.version} {one.since}/{one.until or ''}" for one in wanted
        )
        raise refuse("SET_UNKNOWN", found=f"{code or 'a national set'} in {year}", expected=spans)
    return max(fits, key=lambda one: one.version)


def side_of(text: str) -> Side:
    """Return a side by its code.

    Raises:
        Refused: There is none such.
    """
    found = next((one for one in Side if one == text), None)
    if found is None:
        raise refuse("VALUE_UNKNOWN", found=text, expected=", ".join(Side))
    return found


def evidence_name(digest: str) -> str:
    """Return the name under which the vault keeps a document."""
    return f"evidence-{digest}"


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the evidence.

    Attributes:
        number: Its number.
        indicator: The item it supports.
        title: What it is.
        file_name: Its file's name.
        digest: SHA-256 of the file.
        size: Its size in bytes.
        attached_by: Who attached it, `attached_at` when.
    """

    number: int
    indicator: str
    title: str
    file_name: str
    digest: str
    size: int
    attached_by: str
    attached_at: dt.datetime


def documents(found: IndicatorSet, year: int, side: Side) -> list[Document]:
    """Return the evidence of a year's assessment, by item in the set's order, then as it came."""
    rows = Evidence.objects.filter(
        set_code=found.code, year=year, side=str(side), withdrawn_at=None
    ).order_by("id")
    order = {one.code: at for at, one in enumerate(found.of(side))}
    return sorted(
        (
            Document(
                row.pk, row.indicator, row.title, row.file_name, row.digest, row.size,
                row.attached_by, row.attached_at,
            )
            for row in rows
        ),
        key=lambda one: order.get(one.indicator, len(order)),
    )  # fmt: skip


def document_content(scope: Scope, number: int) -> tuple[Document, bytes]:
    """Return a document of the evidence, opened.

    Raises:
        Refused: There is none such for this reader, or it cannot be opened.
    """
    row = Evidence.objects.filter(pk=number).first() if scope.is_everywhere else None
    if row is None:
        raise refuse("EVIDENCE_UNKNOWN", found=f"evidence {number}", expected="one attached")
    one = Document(
        row.pk, row.indicator, row.title, row.file_name, row.digest, row.size, row.attached_by,
        row.attached_at,
    )  # fmt: skip
    return one, upload(evidence_name(row.digest))


NATIONAL = ("six-blocks", "collaboration")
"""The sets of the national assessment, by era."""


def sayings(found: IndicatorSet, year: int, side: Side) -> dict[str, dict[Told, Saying]]:
    """Return what was told of each item, the latest word of each kind, by item and kind."""
    rows = SayingRow.objects.filter(set_code=found.code, year=year, side=str(side)).order_by("id")
    told: dict[str, dict[Told, Saying]] = {}
    for row in rows:
        kinds = told.setdefault(row.indicator, {})
        if row.is_taken_back:
            kinds.pop(Told(row.kind), None)
        else:
            kinds[Told(row.kind)] = _saying(row)
    return told


def _saying(row: SayingRow) -> Saying:
    amount = Fraction(row.amount) if row.amount else None
    return Saying(
        Told(row.kind), amount, Wording(row.wording), row.words, row.document_id, row.said_by,
        row.said_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which assessment is wanted: a set, the year and the side assessed, and the day asked at."""

    set: IndicatorSet
    year: int
    side: Side
    as_of: dt.date | None = None


def assessed(
    scope: Scope, wanted: Wanted, known: Facts, *, answer: Answering | None = None
) -> Assessment:
    """Return the assessment of a year as the book stands.

    Args:
        scope: Who looks; an assessment speaks of the whole office.
        wanted: Which assessment; without a day as of the year's last one.
        known: The facts.
        answer: Answers a question of the book; by default computed from `known`.

    Raises:
        Refused: The scope does not see the whole office, or the set has nothing for that side.
    """
    if not scope.is_everywhere:
        raise refuse(
            "OUTSIDE_SCOPE",
            found="some places",
            expected="the whole office: an assessment speaks of all its places",
        )
    found, side = wanted.set, wanted.side
    if not found.of(side):
        raise refuse("SET_UNKNOWN", found=f"{found.code} for {side}", expected="the other side")
    asking = Asking(
        found, wanted.year, side, wanted.as_of or dt.date(wanted.year, 12, 31),
        answer or (lambda question: compute(question, known)), known.known_at, known.head.hash,
    )  # fmt: skip
    return assess(asking, sayings(found, wanted.year, side))
