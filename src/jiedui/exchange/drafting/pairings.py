"""Rows of a pairing table (结对关系): who is paired with whom, in what kind, from when to when.

Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from jiedui.books.entry import Dims
from jiedui.books.payers import place_key
from jiedui.cooperation.parties import party_of
from jiedui.exchange.drafting.fields import Stamp, day_in
from jiedui.kernel import place
from jiedui.kernel.codes import PAIRING_KINDS, code_of
from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.problem import Severity
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.funds import Drafted
    from jiedui.exchange.rows import Row
    from jiedui.kernel.problem import Problem

_INNER = re.compile(r"(.+?)[((](.+)[))]")


def draft(case: Case) -> Drafted:
    """Return the entry of a pairing: a line for each recipient, open while it lasts."""
    period = _period(case)
    kind, problems = _kind(case)
    told = case.text("recipient_key")
    keys = list(place.members(told)) if told else recipients(case.text("recipient"), period)
    if not keys:
        return [], [*problems, _no_place(case)]
    stamp = Stamp(case, period, _donor_side(case)._replace(pairing_kind=kind))
    lines = [
        stamp.line("Pairing:InForce", said(1), "recipient", dims=stamp.dims._replace(recipient=key))
        for key in keys
    ]
    basis = f",依据{case.text('basis')}" if case.text("basis") else ""
    words = f"{case.text('donor')}与{case.text('recipient')}{case.text('pairing_kind')}{basis}"
    return [stamp.entry("pairing", words, lines)._replace(pairing=words)], problems


def _kind(case: Case) -> tuple[str, list[Problem]]:
    """Return the code of the pairing's kind; 其他结对, with a warning, for words nobody knows."""
    words = case.text("pairing_kind")
    kind = code_of(PAIRING_KINDS, words)
    if kind is not None:
        return kind, []
    told = case.problem(
        "PAIRING_KIND_UNKNOWN",
        Severity.WARNING,
        "pairing_kind",
        found=words or "nothing",
        expected="、".join(one.zh for one in PAIRING_KINDS.values()),
        hint="Accept it as 其他结对, or correct the cell.",
    )
    return "OTHER_PAIR", [told]


def _no_place(case: Case) -> Problem:
    return case.problem(
        "NAME_UNKNOWN",
        Severity.ERROR,
        "recipient",
        found=case.text("recipient") or "nothing",
        expected="a place with a GB/T 2260 code, or a town in one",
        hint="Write the county before the town, for example 德钦县升平镇.",
    )


def _period(case: Case) -> Period:
    """Return the days of a pairing.

    A change of kind ends one pairing and begins another: where another row of the same two begins
    in the very month or year in which this one ends, this one ends the day before.
    """
    started, ended = day_in(case, "start_date"), day_in(case, "end_date")
    starts = EARLIEST if started is None else started.starts
    if ended is None:
        return Period(starts, LATEST)
    ends = ended.ends
    for other in case.reading.rows:
        if _is_next(case, other):
            ends = max(starts, ended.starts - dt.timedelta(days=1))
    return Period(starts, ends)


def _is_next(case: Case, other: Row) -> bool:
    mine = case.row.fields
    return (
        other is not case.row
        and all(other.get(name) == mine.get(name) for name in ("donor", "recipient"))
        and other.get("start_date") == mine.get("end_date")
    )


def recipients(words: str, period: Period) -> list[str]:
    """Return the keys a recipient cell names: 楚雄州(永仁县、双柏县) gives its two counties."""
    on = period.starts if period.starts != EARLIEST else None
    found = _INNER.fullmatch(words.strip())
    if found is None:
        key = place_key(words, on=on) or _place_of_unit(words, on)
        return list(place.members(key)) if key else []
    whole = place_key(found[1], on=on)
    inner = place_key(found[2], within=whole, on=on)
    return list(place.members(inner)) if inner else ([whole] if whole else [])


def _place_of_unit(words: str, on: dt.date | None) -> str:
    """Return where a unit lies that is named after its place: 久治县民族小学 lies in 久治县.

    Only a unit whose name says what it is (a school, a hospital, a firm ...) is taken for one.
    """
    unit = party_of(words, on=on)
    return "" if unit.kind == "OTHER_PARTY" else unit.place


def _donor_side(case: Case) -> Dims:
    """Return whose programme the pairing is, and who acts in it where that is not the district.

    A province, prefecture or district is the owner; its towns and every organisation act in the
    programme of the title's district or of the office.
    """
    donor = place.normal(case.text("donor"))
    office, said = case.view.office, case.context.donor
    home = (place_key(said, near=office) if said else None) or office
    key = (
        (place_key(donor, near=home) if home else "")  # The file was read without the office.
        or case.text("donor_key")
        or place_key(donor)
        or (place_key(donor, within=home) if home else "")
    )
    if key and ":" not in key and "+" not in key:
        return Dims(owner=key)
    owner = key.partition(":")[0] if key and "+" not in key else home
    return Dims(owner=owner or home, payer=key or donor)
