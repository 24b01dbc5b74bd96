"""The partner's project list read from a file, ours from the book: both ready to be matched.

It stands here because the assessment may not see the readers of files.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.assess.reconciling import Listed, reconciled
from jiedui.exchange.headings import fits
from jiedui.exchange.reading import read_workbook
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.kernel.place import find
from jiedui.kernel.problem import Refused, refuse
from jiedui.kernel.quantity import Wording, between, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.assess.reconciling import Row
    from jiedui.exchange.rows import Reading
    from jiedui.exchange.rows import Row as FileRow
    from jiedui.facts.store import Facts
    from jiedui.kernel.period import Period
    from jiedui.kernel.quantity import Interval

FIGURES = {
    "total": "project_cost", "aid": "money", "allotted": "allotted", "paid": "disbursed",
    "spent": "spent",
}  # fmt: skip
FIELDS = {"total": "total_fen", "aid": "aid_fen", "allotted": "allotted_fen", "paid": "paid_fen"}
ARRIVED = ("到位", "收到", "到账")
"""Words of a heading that say money arrived, not that it was allotted."""

_SURE = 80
"""From this score a heading says what its column holds."""

_SPENT = ("支出", "报账", "使用")
"""Words of a heading that say money was spent there, not that it was paid out to there."""


def listed_of_file(name: str, content: bytes) -> list[Listed]:
    """Return the projects a workbook or a csv list holds.

    Raises:
        Refused: It cannot be read, or lists no project.
    """
    reading = read_workbook(name, content)
    if reading.refusals:
        raise Refused(reading.refusals)
    stated = _stated(name, content, reading)
    found = [
        _listed(row, reading, stated[row.sheet, row.row])
        for row in reading.rows
        if row.get("project_name") and not row.get("not_itemised")
    ]
    if not found:
        raise (
            Refused(reading.problems)
            if reading.problems
            else refuse(
                "NO_PROJECTS",
                found=f"no project in {name}",
                expected="a list with a column 项目名称 and amounts",
            )
        )
    return found


Amounts = dict[str, "Interval"]


def _stated(name: str, content: bytes, reading: Reading) -> Mapping[tuple[str, int], Amounts]:
    """Return what each row states, by sheet and row number.

    For the book 下达 and 到位 are one stage, 拨付 and 支出 another: of two such columns a reading
    takes one. Two sides compare all four, so that the columns passed over are read as well.
    """
    found: dict[tuple[str, int], Amounts] = {}
    for told in ({}, *_passed_over(reading)):
        again = read_workbook(name, content, told=told) if told else reading
        for row in again.rows:
            amounts = found.setdefault((row.sheet, row.row), {})
            for measure, amount in _amounts(row, again).items():
                amounts.setdefault(measure, amount)
    return found


def _passed_over(reading: Reading) -> list[dict[str, str]]:
    """Return the headings of money that no field was left for, with the field each says.

    Each of the parts names no field twice: so many further readings tell all of them.
    """
    rounds: list[dict[str, str]] = []
    for one in reading.columns:
        if one.field is not None:
            continue
        offers = fits(reading.kind or "", tuple(one.header.split("|")))
        said_by = next((field.name for score, field in offers if score >= _SURE), "")
        if said_by in FIELDS.values() and not any(one.header in told for told in rounds):
            free = next((told for told in rounds if said_by not in told.values()), None)
            if free is None:
                rounds.append(free := {})
            free[one.header] = said_by
    return rounds


def _listed(row: FileRow, reading: Reading, amounts: Amounts) -> Listed:
    context = reading.context.get(row.sheet)
    words = str(row.get("county") or (context.county if context else "") or "")
    places = find(words) if words else ()
    cell = row.cells.get("project_name", f"row:{row.row}")
    return Listed(
        str(row.get("project_name")),
        str(row.get("county_code") or (places[0].key[:6] if places else "")),
        str(row.get("location") or ""),
        str(row.get("approval_no") or ""),
        amounts,
        f"{reading.file} › {row.sheet} › {cell}",
    )


def _amounts(row: FileRow, reading: Reading) -> Amounts:
    headings = {
        one.field: one.header for one in reading.columns if one.sheet == row.sheet and one.field
    }
    found: Amounts = {}
    for measure, field in FIELDS.items():
        value = row.get(field)
        if not isinstance(value, int):
            continue
        wording = Wording(row.wordings.get(field, "exact"))
        amount = said(value, wording)
        found[_said_of(measure, headings.get(field, ""))] = amount
    return found


def _said_of(measure: str, heading: str) -> str:
    """Return what a column holds by the words of its heading."""
    if measure == "allotted" and any(one in heading for one in ARRIVED):
        return "received"
    if measure == "paid" and any(one in heading for one in _SPENT) and "拨" not in heading:
        return "spent"
    return measure


def listed_of_book(known: Facts, window: Period | None) -> list[Listed]:
    """Return the projects the book names, with what it has of each."""
    since, until = (None, None) if window is None else (window.starts, window.ends)
    amounts: dict[tuple[str, str], dict[str, Interval]] = {}
    for measure, code in FIGURES.items():
        question = Question(code, by=("recipient", "project"), since=since, until=until)
        for row in compute(question, known).rows:
            by = dict(row.by)
            recipient, project = by["recipient"], by["project"]
            if recipient and project and row.value.wording is not Wording.NOT_KNOWN:
                amounts.setdefault((recipient, project), {})[measure] = row.value
    found = []
    for (recipient, project), values in amounts.items():
        code, _, name = project.partition("/")
        paid, spent = values.get("paid"), values.get("spent")
        if paid is not None and (spent is None or spent.high == 0):
            # What is not on record as spent may be: no more than was paid out.
            values["spent"] = between(0, paid.high)
        town = recipient.partition(":")[2]
        found.append(Listed(name, code, town, "", values, "book"))
    return found


def sides(ours: Sequence[Listed], theirs: Sequence[Listed]) -> list[Row]:
    """Return both lists matched; ours only where theirs speaks of the same counties.

    What we paid out is set against what they say arrived.
    """
    counties = {one.place for one in theirs if one.place}
    mine = [one for one in ours if not counties or not one.place or one.place in counties]
    return reconciled(map(_arrived, mine), theirs)


def _arrived(one: Listed) -> Listed:
    paid = one.amounts.get("paid")
    return one if paid is None else replace(one, amounts={**one.amounts, "received": paid})
