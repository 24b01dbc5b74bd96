"""What a cell counts: subject, family of its unit, operation, stage, planned or actual. No Django.

Row and column, then the rows it is a part of, its section, the title. Two labels that each name a
subject of their own are a conflict, unless one only qualifies the other (项目 and 资金).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.forms.dividing import divided
from jiedui.forms.measures import DIVISORS, RATES, says_rate, usual_family
from jiedui.forms.rewording import core_of
from jiedui.forms.statuses import is_planned
from jiedui.forms.worked import GROWING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.around import Around
    from jiedui.forms.facets import Facets
    from jiedui.forms.units import FormUnit


@dataclass(frozen=True, slots=True)
class Subject:
    """What a cell counts.

    Attributes:
        name: The subject, None = not said.
        family: The family of units it is counted in, rates aside.
        operation: What is done with it.
        stage: A stage of the money.
        planned: Whether the plan is asked.
        conflict: Whether the words name two subjects.
        is_paid: Whether money is asked of something whose money the book does not tell apart.
    """

    name: str | None
    family: str | None
    operation: str | None
    stage: str | None
    planned: bool
    conflict: bool = False
    is_paid: bool = False


_WEAK = ("area", "cost", "money", "projects")
_PAID = {"gift", "consumption", "registered"}
"""Subjects whose money is a figure of its own, or that money is divided by."""

_FALLS = {"fall", "fall_rate"}
_RATED = {"percent", "ratio", "year"}


def subject_of(around: Around, line_unit: FormUnit | None) -> Subject:
    """Return what a cell counts."""
    operation = _operation(around)
    units = [one.unit for one in around.near if one.unit is not None]
    units += [line_unit] if line_unit else []
    unit = next((one.family for one in units if one.family not in _RATED), None)
    if operation == "fall" and any(one.family == "percent" for one in units):
        operation = "fall_rate"
    if operation in GROWING:
        operation = _growth(around, operation)
    operation = _over_unit(operation, units)
    if (is_mean := operation == "per_person") or (operation == "rank" and unit == "people"):
        unit = None  # 资金名次（名）: the unit is of the places in the order.
    worded = _worded(around, is_stated=bool(line_unit) or _is_of_money(around))
    name, conflict = _name(around, unit or worded)
    name = _worked_of(around, operation, name)
    is_staged = _stage(around) is not None and (unit or worded) in {None, "money"}
    is_clear = not any(one.unknown or one.narrower for one in around.near)
    is_paid = is_mean and (
        worded == "money" or (is_clear and any(one.family == "money" for one in units))
    )
    is_far = name in {"projects", "cost"} and not any(one.subject for one in around.near)
    if (name is None and (is_paid or is_staged)) or (is_far and is_staged):
        name = "money"  # 投资完成额 of a work, whatever the title counts.
    family = (_MEAN_OF.get(operation or "") if unit is None else None) or _family(
        around, name, unit=unit, worded=worded
    )
    if operation is None and not units and _is_titled_share(around, worded, name):
        operation = "share"
    if operation is None and any(one.family == "percent" for one in units):
        is_known = worded is None and name in {None, *_WEAK} and not says_rate(around)
        operation = "share" if is_known else "unsaid_rate"
    if operation == "share" and _falls(around):
        operation = "fall_rate"
    paid, planned = _is_paid(around, name), is_planned(around) and operation not in RATES
    return Subject(name, family, operation, _stage(around), planned, conflict, paid)


def _worded(around: Around, *, is_stated: bool) -> str | None:
    """Return the family that words say, that of a heading of any value left out if it is stated."""
    said = (one for one in around.near if not (is_stated and _is_value(one)))
    return next((one.family for one in said if one.family), None)


def _is_value(one: Facets) -> bool:
    """Whether a heading is of the value whatever it is: 数量 beside a column of units."""
    return core_of(one.text) == "数量"


def _is_of_money(around: Around) -> bool:
    """Whether a row says itself that it is of money, in no unit of its own: 市统筹."""
    own = around.row[-1] if around.row else None
    if own is None or own.unit is not None or own.subject not in {None, "money", "cost", "gift"}:
        return False
    return bool(own.subject or own.sources) and own.family in {None, "money"}


def _worked_of(around: Around, operation: str | None, name: str | None) -> str | None:
    """Return the subject that a fall, a share or a mean is of."""
    is_worked = name == "exited" and any(one.base or one.over for one in around.near)
    is_bare = name in {None, "exited"} and not any(one.subject for one in around.near)
    is_bare = is_bare or is_worked  # 减贫人数（2013年底人口－2017年10月底人口）.
    is_bare = is_bare or any(_REGISTERED.search(one.text) for one in around.near)
    if (operation in _FALLS and is_bare) or (name == "exited" and _is_compared_stock(around)):
        return "registered"  # A stock falls; who was recorded as exited is counted, not compared.
    if operation == "share" and name == "gift" and not any(one.payers for one in around.told):
        return "money"  # What society gave is a part of the money.
    if name == "money" and (_is_whole_project(around) or _is_of_cost(around, operation)):
        return "cost"
    if name == "cost" and _is_paid_by_aid(around):
        return "money"
    if name == "money" and operation is None and _is_given(around):
        return "gift"
    return _MEAN_BY.get((operation or "", name), name)


def _is_given(around: Around) -> bool:
    """Whether 投入金额 stands beside one who gave and is paired with none of those helped."""
    payers = {one for told in around.row for one in told.payers}
    places = {one for told in around.row for one in told.places}
    if not payers or not places or any(one.sources for one in around.near):
        return False
    return not any(payers & set(around.partners.get(place, ())) for place in places)


def _is_paid_by_aid(around: Around) -> bool:
    """Whether 政府投资 stands beside a place, no project: what the purses that it names paid."""
    told = [*around.near, *around.parent]
    purses = {code for one in told for code in one.sources}
    is_of_projects = any(one.projects or one.subject == "projects" for one in around.told)
    return bool(purses) and "RECIPIENT_OWN" not in purses and not is_of_projects


_REGISTERED = re.compile(r"建档立卡|在册")
"""脱贫进度：建档立卡人口降幅 is of the stock, whatever it shows."""

_MEAN_BY = {
    ("per_person", "registered"): "money",
    ("per_project", "projects"): "money",
    ("per_project", None): "money",
    ("per_batch", None): "training",
}
"""What a mean is of by what it is taken over, where that alone or nothing is named."""

_MEAN_OF = {"per_batch": "people", "per_project": "money"}
"""What a mean over trainings or projects is of where no unit says: people trained, money."""


def _over_unit(operation: str | None, units: Sequence[FormUnit]) -> str | None:
    """Return the operation of a mean that only its unit says what it is taken over: 人次/班."""
    if operation not in {None, "mean"}:
        return operation
    return next((one.per for one in units if one.per), operation)


_MEANS = {"mean_county", *DIVISORS}
"""Means of one kind each: row and column may not ask two of them."""

_CHANGES = {"fall", "fall_rate", "change", *GROWING}


def _are_of_others(told: set[str]) -> bool:
    """Whether row and column ask for means of two kinds, or for the change of a mean."""
    means = told & {*_MEANS, "people_per_household"}
    return len(told & _MEANS) > 1 or bool(means and told & _CHANGES)


_MADE_OF = re.compile(r"构成|组成|结构|变化|变动")
"""Words that over other headings only say what these are of, by themselves ask for something."""


def _operation(around: Around) -> str | None:
    outer = [*around.row[:-1], *around.head[:-1]]
    told = [
        one.operation
        for one in around.near
        if one.operation and not (_MADE_OF.search(one.text) and any(one is it for it in outer))
    ]
    if len(set(told)) > 1 and (
        {"difference", "ratio", "times", "of_rates"} & {*told} or _are_of_others(set(told))
    ):
        return "of_rates"  # A difference of shares, a mean of means: no figure is worked out so.
    for name in ("fall_rate", "people_per_household"):
        if name in told:
            return name
    if "fall" in told and "share" in told:
        return "fall_rate"
    if told:
        return told[0]
    if any(divided(one.text)[1] for one in around.near):
        return "unsaid_rate"  # What is divided by something is not what is divided.
    above = (one.operation for one in around.parent if one.operation != "change")
    return next(filter(None, above), None)


def _is_titled_share(around: Around, worded: str | None, name: str | None) -> bool:
    """Whether a title in percent (资金来源构成，％) stands over sources or categories of money."""
    titled = next((one for one in around.context if one.unit is not None), None)
    is_rate = titled is not None and titled.unit is not None and titled.unit.family == "percent"
    parts = any(one.sources or one.donation or one.categories for one in around.near)
    return is_rate and parts and worded is None and name in {None, "money", "projects"}


def _is_whole_project(around: Around) -> bool:
    """Whether 总投入 stands beside a project by its name: all that it cost, whoever paid."""
    is_named = any(one.projects for one in around.near)
    told = [one for one in around.head if one.subject == "money" or one.family == "money"]
    is_whole = bool(told) and not told[-1].sources
    return is_named and is_whole and ("总" in told[-1].text or _has_purses_beside(around))


def _has_purses_beside(around: Around) -> bool:
    """Whether other columns say which purses paid for the whole that this one states."""
    return any(one.sources for one in around.beside)


def _is_of_cost(around: Around, operation: str | None) -> bool:
    """Whether 市级统筹占比 stands beside the cost of projects, of which it is a share then."""
    if operation != "share" or any(one.subject == "money" for one in around.near):
        return False
    beside = {one.subject for one in around.beside if not one.operation and not one.sources}
    return "cost" in beside and "money" not in beside


def _growth(around: Around, worded: str) -> str:
    """Return whether a growth is told in percent or as an amount: by the unit beside the word."""
    told = next((one.unit for one in around.near if one.operation and one.unit), None)
    if told is None:
        return worded
    return "growth_rate" if told.family == "percent" else "growth"


def _is_compared_stock(around: Around) -> bool:
    """Whether 户数 of 2016年底 stands beside a column of what it fell by: a stock, not exits."""
    if not around.is_comparing or any(one.subject for one in around.near):
        return False
    return any(one.span is not None and one.span.at for one in around.near)


def _falls(around: Around) -> bool:
    return any(one.operation == "fall" for one in around.parent)


def _name(around: Around, family: str | None) -> tuple[str | None, bool]:
    """Return the subject, and whether two are named."""
    near = [*_own_subjects(around.row), *_own_subjects(around.head)]
    if family not in {None, "year", "count"} and len(set(near)) > 1:
        near = [one for one in near if one != "pairing"]  # Over sums it is only the chapter.
    strong = list(dict.fromkeys(one for one in near if one not in _WEAK))
    if strong:
        return strong[0], len(strong) > 1
    if near:
        return _weak(near, family), False
    whole = next((one.subject for one in around.parent if one.subject), None)
    if whole in _WEAK and any("of_which" in one.roles for one in around.head):
        return whole, False  # 其中2017年（万元） beside 帮扶资金, whoever gave.
    is_given = any(one.donation for one in around.near)
    given = around.parent if is_given else ()
    is_purse = any(one.sources for one in around.beside) or around.has_purses
    if is_given and family is None and is_purse:
        family = "money"  # 捐赠 beside 市级统筹.
    return _implied(around.near, family, above=given) or _far(around, family), False


def _own_subjects(told: Sequence[Facets]) -> list[str]:
    """Return the subjects that a row or a column names, the innermost first; of strong ones one.

    A group (脱贫) over a label that says itself what it counts (贫困户减少数) is only a chapter.
    """
    named = [one.subject for one in reversed(told) if one.subject]
    strong = [one for one in named if one not in _WEAK]
    return [one for one in named if one in _WEAK or one == strong[0]]


def _is_paid(around: Around, name: str | None) -> bool:
    """Whether row or column asks for money, and the other for trainings, officials, households."""
    leaves = [
        next((one.subject for one in reversed(told) if one.subject), None)
        for told in (around.row, around.head)
    ]
    strong = name is not None and name not in {*_WEAK, *_PAID, "pairing"}
    return strong and any(leaf in {"money", "cost"} for leaf in leaves)


def _far(around: Around, family: str | None) -> str | None:
    """Return the subject that the rows above, the section or the titles say."""
    far = [*around.parent, *([around.section] if around.section else []), *around.context]
    named = [one.subject for one in far if one.subject and _fits(one.subject, family)]
    if named or _implied(far, family):
        return named[0] if named else _implied(far, family)
    is_clear = not any(one.unknown or one.narrower for one in around.near)
    return "money" if family == "money" and is_clear else None


def _weak(weak: list[str], family: str | None) -> str:
    if len(set(weak)) == 1:
        return "money" if (weak[0], family) == ("projects", "money") else weak[0]
    if family == "count" and "projects" in weak:
        return "projects"
    if family == "area":
        return "area"
    for name in _WEAK[:3]:
        if name in weak:
            return name
    return weak[0]


def _implied(
    told: Sequence[Facets], family: str | None, *, above: Sequence[Facets] = ()
) -> str | None:
    """Return the subject that a source, a gift or a project implies; above: what it is part of."""
    purses = {code for one in told for code in one.sources} - {"SOCIAL_DONATION"}
    if any(one.payers for one in [*told, *above]) and family in {None, "money"}:
        return "money" if purses else "gift"
    if any(one.sources for one in told) and family in {None, "money"}:
        return "money"
    if any(one.projects for one in told):
        return {"area": "area", "money": "cost"}.get(family or "")
    if any(one.donation for one in told):
        return {"count": "projects", "money": "money"}.get(family or "")
    if any(one.categories for one in told) and family in {"count", "money"}:
        return {"count": "projects", "money": "money"}[family]
    return None


def _fits(subject: str, family: str | None) -> bool:
    """Whether a subject can be counted in a family of units."""
    usual = usual_family(subject)
    if family is None or usual is None:
        return family is None or family in {"count", "people", "households"}
    return usual == family


def _family(
    around: Around, name: str | None, *, unit: str | None, worded: str | None
) -> str | None:
    if worded and not (unit and worded == "money"):
        if unit and unit != worded and worded in {"count", "people"}:
            return unit
        return worded
    if unit:
        return unit
    usual = usual_family(name)
    if usual:
        return usual
    far = [*around.parent, *([around.section] if around.section else []), *around.context]
    told = [one for one in far if one.subject in {name, None}]
    worded = next((one.family for one in told if one.family), None)
    above = [one.unit.family for one in around.parent if one.unit and one.subject == name]
    return worded or next((one for one in above if one not in _RATED), None)


def _stage(around: Around) -> str | None:
    return next((one.stage for one in around.near if one.stage), None) or next(
        (one.stage for one in around.parent if one.stage), None
    )
