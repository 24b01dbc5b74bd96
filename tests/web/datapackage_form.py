"""What the Data Package and Table Schema specifications (v1) ask of a description, as JSON Schema.

Told from their documentation in words of our own; properties beyond them are allowed there too.
Rows are read by their field types, as a reader of the package would read them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NAME = {"type": "string", "pattern": r"^[-a-z0-9._/]+$"}
_TYPES = (
    "string", "number", "integer", "boolean", "object", "array", "date", "time", "datetime",
    "year", "yearmonth", "duration", "geopoint", "geojson", "any",
)  # fmt: skip
_FIELD = {
    "type": "object",
    "required": ["name", "type"],
    "properties": {"name": {"type": "string", "minLength": 1}, "type": {"enum": [*_TYPES]}},
}
_SCHEMA = {
    "type": "object",
    "required": ["fields"],
    "properties": {
        "fields": {"type": "array", "minItems": 1, "items": _FIELD},
        "primaryKey": {"type": ["string", "array"]},
        "missingValues": {"type": "array", "items": {"type": "string"}},
    },
}
_RESOURCE = {
    "type": "object",
    "required": ["name", "path"],
    "properties": {
        "name": _NAME,
        # Inside the package: neither absolute nor above it.
        "path": {"type": "string", "pattern": r"^(?!/)(?!.*\.\.)(?!.*://).+$"},
        "title": {"type": "string"},
        "format": {"type": "string"},
        "mediatype": {"type": "string", "pattern": r"^.+/.+$"},
        "encoding": {"type": "string"},
        "bytes": {"type": "integer"},
        "hash": {"type": "string", "pattern": r"^([^:]+:)?[0-9a-f]+$"},
        "profile": {"enum": ["data-resource", "tabular-data-resource"]},
        "schema": _SCHEMA,
    },
    "if": {"required": ["profile"], "properties": {"profile": {"const": "tabular-data-resource"}}},
    "then": {"required": ["schema"]},
}
_PACKAGE = {
    "type": "object",
    "required": ["resources"],
    "properties": {
        "profile": {"enum": ["data-package", "tabular-data-package"]},
        "name": _NAME,
        "title": {"type": "string"},
        "version": {"type": "string"},
        "sources": {"type": "array", "minItems": 1, "items": {"required": ["title"]}},
        "resources": {"type": "array", "minItems": 1, "items": _RESOURCE},
    },
}
_READ: Mapping[str, Callable[[str], object]] = {
    "string": str, "integer": int, "number": float, "date": dt.date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}  # fmt: skip


def faults(told: Any, files: Mapping[str, bytes]) -> list[str]:  # noqa: ANN401  Whatever JSON holds.
    """Return what in a package is not as the specifications ask, descriptions and rows alike."""
    found = [
        f"{one.json_path}: {one.message[:200]}"
        for one in Draft202012Validator(_PACKAGE).iter_errors(told)
    ]
    names = [one["name"] for one in told["resources"]]
    found += [f"{name}: twice" for name in {*names} if names.count(name) > 1]
    for one in told["resources"]:
        if one.get("profile") == "tabular-data-resource":
            found += _row_faults(one, files[one["path"]].decode(one.get("encoding", "utf-8")))
    return found


def _row_faults(resource: dict[str, Any], text: str) -> list[str]:
    schema, found = resource["schema"], []
    rows = list(csv.DictReader(io.StringIO(text)))
    missing = {*schema.get("missingValues", [""])}
    for field in schema["fields"]:
        for at, row in enumerate(rows, start=2):
            value = row[field["name"]]
            if value in missing:
                continue
            try:
                _READ[field["type"]](value)
            except (KeyError, ValueError):
                found.append(f"{resource['path']}:{at} {field['name']}: {value!r}")
    keys = [row[schema["primaryKey"]] for row in rows] if "primaryKey" in schema else []
    if len({*keys}) != len(keys) or "" in keys:
        found.append(f"{resource['path']}: its key is not one of each row")
    return found
