"""Which figure of the book a subject, a family of units and an operation make. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.forms.rewording import core_of
from jiedui.forms.units import FormUnit
from jiedui.forms.worked import WORKED

if TYPE_CHECKING:
    from jiedui.forms.around import Around


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of forms and the figure that answers it.

    Attributes:
        name: As forms name it.
        code: The figure's code, "" = the book has none.
        unit: The unit when the form states none.
    """

    name: str
    code: str
    unit: FormUnit | None


WAN = FormUnit("万元", "money", 10_000)
_PERCENT = FormUnit("%", "percent")
_RANK = FormUnit("名次", "rank")
_UNITS = {
    "money": None,
    "people": FormUnit("人", "people"),
    "households": FormUnit("户", "households"),
    "count": FormUnit("个", "count"),
    "area": FormUnit("平方米", "area"),
    "year": FormUnit("年", "year"),
    "ratio": FormUnit("人/户", "ratio"),
}
_FIGURES = {
    ("money", "money"): ("money", "money"),
    ("cost", "money"): ("project_cost", "project_cost"),
    ("area", "area"): ("building_area", "building_area"),
    ("projects", "count"): ("projects", "projects"),
    ("projects", "area"): ("building_area", "building_area"),
    ("training", "count"): ("training_batches", "training_batches"),
    ("training", "people"): ("people_trained", "people_trained"),
    ("registered", "households"): ("registered_poor_households", "registered_poor_households"),
    ("registered", "people"): ("registered_poor_people", "registered_poor_people"),
    ("exited", "households"): ("households_exited", "households_exited"),
    ("exited", "people"): ("people_exited", ""),
    ("officials", "people"): ("officials_sent", "officials_sent"),
    ("professionals", "people"): ("professionals_sent", "professionals_sent"),
    ("labour", "people"): ("labour_placed", "labour_placed"),
    ("consumption", "money"): ("consumption_purchases", "consumption_purchases"),
    ("benefit", "households"): ("benefit_households", "benefit_households"),
    ("benefit", "people"): ("benefit_people", "benefit_people"),
    ("enterprises", "count"): ("enterprises_brought", "enterprises_brought"),
    ("investment", "money"): ("investment_arrived", "investment_arrived"),
    ("investment_signed", "money"): ("investment_signed", "investment_signed"),
    ("jobs", "people"): ("jobs_created", "jobs_created"),
    ("helped_sales", "money"): ("helped_sales", "helped_sales"),
    ("relapsed", "households"): ("households_relapsed", "households_relapsed"),
    ("visits", "count"): ("visits", "visits"),
    ("activities", "count"): ("activities", "activities"),
    ("gift", "money"): ("gift", "gift"),
    ("gift", "count"): ("gifts_count", "gifts_count"),
    ("pairing", "year"): ("pairing_start_year", "pairing_start_year"),
    ("pairing", "count"): ("pairings", "pairings"),
}
_USUAL = {
    "money": "money",
    "cost": "money",
    "area": "area",
    "projects": "count",
    "officials": "people",
    "professionals": "people",
    "labour": "people",
    "consumption": "money",
    "gift": "money",
    "pairing": "year",
    "visits": "count",
    "enterprises": "count",
    "investment": "money",
    "investment_signed": "money",
    "jobs": "people",
    "helped_sales": "money",
    "activities": "count",
}
RATES = {"arrival_rate", "utilisation_rate", "spending_rate"}
"""What came, was paid out or was spent of what came or was planned: of nothing but the actual."""

_NEVER_KEPT = {"settled", "contracted", "completed"}
"""Stages of what a project cost that the book keeps none of: 决算, 合同价, 累计完成投资."""

_FALLING = {"households": "registered_poor_households", "people": "registered_poor_people"}


def usual_family(subject: str | None) -> str | None:
    """Return the family that a subject is counted in when nothing says; None when it may be two."""
    return _USUAL.get(subject or "")


_WORKED_OUT: dict[str, tuple[set[str | None], str, FormUnit | None]] = {
    **{rate: (set(), rate, _PERCENT) for rate in sorted(RATES)},
    "people_per_household": (set(), "people_per_household", _UNITS["ratio"]),
    "per_person": (
        {"money", "registered"},
        "money_per_registered_person",
        FormUnit("元", "money"),
    ),
    "mean_county": ({"money", None}, "money_mean_per_county", None),
    "distinct": ({"training"}, "people_trained_distinct", _UNITS["people"]),
}
"""Operations: the subjects they may be of (none = any), the figure, the usual unit."""


DIVISORS = {
    "per_batch": "training_batches",
    "per_project": "projects",
    "per_household": "registered_poor_households",
}
"""The figure that a mean over trainings, projects or households is divided by."""


_RATE = re.compile(r"(?<!比)率$")


def says_rate(around: Around) -> bool:
    """Whether a label in percent is of a rate that no figure is: 配套率（%） is no share."""
    return any(_RATE.search(core_of(one.text)) for one in around.near if one.unit)


def measure_of(
    subject: str | None, *, family: str | None, operation: str | None, stage: str | None
) -> Measure | None:
    """Return the measure of a cell, None when it is not settled.

    Args:
        subject: What is counted.
        family: The family of its unit; None = not said.
        operation: What is done with it.
        stage: A stage of the money.
    """
    is_unkept = stage in _NEVER_KEPT and subject in {"money", "cost"}  # 完成投资占总投资, too.
    if operation is None or is_unkept:
        return _plain(subject, family or usual_family(subject), stage)
    if operation in {"fall", "fall_rate"}:
        return _fall(subject, family, operation)
    if operation == "share":
        return Measure(f"{subject or 'money'}_share", "", _PERCENT)
    if operation == "per_household" and subject in {None, "registered"} and family != "money":
        operation = "people_per_household"
    plain = _plain(subject, family or usual_family(subject), stage)
    is_mean = operation == "mean_county" and plain is not None and plain.code not in {"", "money"}
    if is_mean or operation in {*WORKED, *DIVISORS, "difference", "ratio"}:
        return _worked(plain, operation)
    found = _WORKED_OUT.get(operation)
    if found is None or (found[0] and subject not in found[0]):
        return Measure(operation, "", None)
    return Measure(found[1], found[1], found[2])


def _worked(plain: Measure | None, operation: str) -> Measure | None:
    """Return the measure of what is worked out of a plain one: its growth, rank, mean."""
    if plain is None:
        return None
    unit: FormUnit | None = _RANK if operation == "rank" else _PERCENT
    if operation in {"growth", "yearly", "mean_county", "difference", *DIVISORS}:
        unit = plain.unit
    return Measure(f"{plain.name}_{operation}", plain.code, unit)


def _plain(subject: str | None, family: str | None, stage: str | None) -> Measure | None:
    if subject is None or family is None:
        return None
    found = _FIGURES.get((subject, family))
    if found is None:
        return Measure(subject, "", _UNITS.get(family))
    name, code = found
    if stage in _NEVER_KEPT and code in {"money", "project_cost"}:
        return Measure(stage, "", _UNITS.get(family))
    if stage and code == "money":
        name = code = stage
    return Measure(name, code, _UNITS.get(family))


def _fall(subject: str | None, family: str | None, operation: str) -> Measure | None:
    if subject in {"registered", None} and family in _FALLING:
        code = f"{_FALLING[family]}_{operation}"
        unit = _PERCENT if operation == "fall_rate" else _UNITS[family]
        return Measure(code, code, unit)
    if subject in {"registered", None}:
        return None
    return Measure(f"{subject}_{operation}", "", None)
