"""The published IATI 2.03 standard: schemas, code lists and rules, from the package with them.

The package's own code is never run. Its schema of organisations has one type that no deterministic
validator takes (a wildcard beside an optional element); that wildcard alone is left out here.
"""

from __future__ import annotations

import importlib.util
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    import datetime as dt

if TYPE_CHECKING:
    from collections.abc import Callable

_EXTENSION = "complexType[@name='documentLinkWithReceipientCountry']//xsd:sequence/xsd:any"
_XSD = {"xsd": "http://www.w3.org/2001/XMLSchema"}


@cache
def folder() -> Path:
    """Where the standard lies."""
    found = importlib.util.find_spec("iati")
    assert found is not None
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "resources" / "standard" / "2-03"


@cache
def schema(name: str) -> etree.XMLSchema:
    """The schema `activities` or `organisations`."""
    path = folder() / "schemas" / f"iati-{name}-schema.xsd"
    tree = etree.parse(path)
    for one in tree.getroot().findall(f".//xsd:{_EXTENSION}", _XSD):
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    return etree.XMLSchema(tree)


@cache
def codes(name: str) -> frozenset[str]:
    """The codes of a code list."""
    tree = etree.parse(folder() / "codelists" / f"{name}.xml")
    return frozenset(one.text or "" for one in tree.getroot().findall(".//codelist-item/code"))


CODED = {
    "//activity-status/@code": "ActivityStatus",
    "//activity-date/@type": "ActivityDateType",
    "//activity-scope/@code": "ActivityScope",
    "//reporting-org/@type": "OrganisationType",
    "//participating-org/@type": "OrganisationType",
    "//participating-org/@role": "OrganisationRole",
    "//recipient-country/@code": "Country",
    "//sector[@vocabulary='1']/@code": "Sector",
    "//transaction-type/@code": "TransactionType",
    "//budget/@type": "BudgetType",
    "//budget/@status": "BudgetStatus",
    "//total-budget/@status": "BudgetStatus",
    "//value/@currency": "Currency",
    "//@default-currency": "Currency",
    "//description/@type": "DescriptionType",
}
"""Where the standard's code lists hold, of what we write."""


def outside_lists(root: etree._Element) -> list[tuple[str, str]]:
    """Values that are not in their code list."""
    return [
        (path, str(value))
        for path, name in CODED.items()
        for value in _found(root, path)
        if str(value) not in codes(name)
    ]


def broken_rules(root: etree._Element, *, today: dt.date) -> list[str]:
    """Rules of the standard's ruleset that a file breaks."""
    rules = json.loads((folder() / "rulesets" / "standard_ruleset.json").read_text("utf-8"))
    found = []
    for context, kinds in rules.items():
        for element in _elements(root, context):
            for kind, told in kinds.items():
                found += [
                    f"{context} {kind} {case}"
                    for case in told["cases"]
                    if not _HOLDS[kind](element, case, today)
                ]
    return found


def _found(element: etree._Element, path: str) -> list[object]:
    found = element.xpath(path)
    assert isinstance(found, list)
    return list(found)


def _elements(element: etree._Element, path: str) -> list[etree._Element]:
    return [one for one in _found(element, path) if isinstance(one, etree._Element)]


def _values(element: etree._Element, path: str, today: dt.date) -> list[str]:
    if path == "NOW":
        return [today.isoformat()]
    return [_text(one) for one in _found(element, path)]


def _text(one: object) -> str:
    return one.text or "" if isinstance(one, etree._Element) else str(one)


def _at_least_one(element: etree._Element, case: dict[str, list[str]], _: dt.date) -> bool:
    return any(_found(element, path) for path in case["paths"])


def _no_more_than_one(element: etree._Element, case: dict[str, list[str]], _: dt.date) -> bool:
    return sum(len(_found(element, path)) for path in case["paths"]) <= 1


def _in_order(element: etree._Element, case: dict[str, str], today: dt.date) -> bool:
    first, last = (_values(element, case[name], today) for name in ("less", "more"))
    return not first or not last or first[0] <= last[0]


def _matches(element: etree._Element, case: dict[str, object], today: dt.date) -> bool:
    paths: list[str] = case["paths"]  # type: ignore[assignment]
    values = [value for path in paths for value in _values(element, path, today)]
    return all(re.fullmatch(str(case["regex"]), value) for value in values)


def _sums(element: etree._Element, case: dict[str, object], today: dt.date) -> bool:
    paths: list[str] = case["paths"]  # type: ignore[assignment]
    values = [int(value) for path in paths for value in _values(element, path, today)]
    return not values or sum(values) == case["sum"]


_HOLDS: dict[str, Callable[[etree._Element, Any, dt.date], bool]] = {
    "atleast_one": _at_least_one,
    "no_more_than_one": _no_more_than_one,
    "date_order": _in_order,
    "regex_matches": _matches,
    "sum": _sums,
}
