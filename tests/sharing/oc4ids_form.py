"""What OC4IDS 0.9 documents of the fields that we write, as a JSON Schema of our own.

No package brings the standard's own schema, so this is told from its documentation, and stricter:
a field that is not documented here is refused. Dates are date-times with their zone; the codes are
those of the closed lists, and the standard's own ones where its lists are open.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

TEXT = {"type": "string", "minLength": 1}
DAY = {"type": "string", "format": "date-time"}


def _made_of(needed: str, **fields: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": fields,
        "required": needed.split(),
        "additionalProperties": False,
        "minProperties": 1,
    }


def _list_of(one: object) -> dict[str, object]:
    return {"type": "array", "items": one, "uniqueItems": True, "minItems": 1}


STATUS = ("identification", "preparation", "implementation", "completion", "completed", "cancelled")
ROLES = ("buyer", "procuringEntity", "supplier", "tenderer", "funder", "enquirer", "payer", "payee",
         "reviewBody", "publicAuthority", "administrativeEntity")  # fmt: skip
SECTORS = ("education", "health", "energy", "communications", "waterAndWaste", "governance",
           "economy", "cultureSportsAndRecreation", "transport", "socialHousing",
           "naturalResources")  # fmt: skip

VALUE = _made_of("amount currency", amount={"type": "number"}, currency={"const": "CNY"})
PERIOD = _made_of(
    "", startDate=DAY, endDate=DAY, maxExtentDate=DAY, durationInDays={"type": "integer"}
)
CLASS = _made_of("scheme id", scheme=TEXT, id=TEXT, description=TEXT, uri=TEXT)
ADDRESS = _made_of(
    "", streetAddress=TEXT, locality=TEXT, region=TEXT, postalCode=TEXT, countryName=TEXT
)
LOCATION = _made_of("id", id=TEXT, description=TEXT, address=ADDRESS)
PARTY = _made_of("id name roles", id=TEXT, name=TEXT, roles=_list_of({"enum": [*ROLES]}))
COMPLETION = _made_of(
    "", endDate=DAY, endDateDetails=TEXT, finalValue=VALUE, finalValueDetails=TEXT, finalScope=TEXT
)
PROJECT = _made_of(
    "id",
    id=TEXT,
    updated=DAY,
    title=TEXT,
    description=TEXT,
    status={"enum": [*STATUS]},
    period=PERIOD,
    sector=_list_of({"enum": [*SECTORS]}),
    additionalClassifications=_list_of(CLASS),
    locations=_list_of(LOCATION),
    budget=_made_of("", amount=VALUE, approvalDate=DAY),
    parties=_list_of(PARTY),
    completion=COMPLETION,
)
PACKAGE = _made_of(
    "uri publisher publishedDate projects version",
    uri={"type": "string", "format": "uri"},
    publishedDate=DAY,
    version={"const": "0.9"},
    publisher=_made_of("name", name=TEXT, scheme=TEXT, uid=TEXT, uri=TEXT),
    projects=_list_of(PROJECT),
)


def _is_day(value: object) -> bool:
    return dt.datetime.fromisoformat(str(value)).tzinfo is not None


def _is_address(value: object) -> bool:
    scheme, _, rest = str(value).partition(":")
    return scheme.isalpha() and bool(rest) and " " not in rest


FORMATS = FormatChecker(formats=())
FORMATS.checks("date-time", raises=ValueError)(_is_day)
FORMATS.checks("uri")(_is_address)


def faults(package: Any) -> list[str]:  # noqa: ANN401  Whatever JSON holds.
    """Return what in a package is not as the standard documents it, each with its place."""
    checker = Draft202012Validator(PACKAGE, format_checker=FORMATS)
    return [f"{one.json_path}: {one.message[:200]}" for one in checker.iter_errors(package)]
