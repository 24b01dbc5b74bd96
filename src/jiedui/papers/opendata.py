"""A finished publication as open data: one archive described as a Data Package.

It holds every public number (CSV, JSON, Parquet), every table in both languages (CSV), what each
column means, and `datapackage.json` that describes them. The same publication gives the same bytes:
times are fixed, names sorted by their place in the document. Cells of rosters of people are left
out. Source of the format: the specifications Data Package and Table Schema, version 1. Knows no
Django.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from jiedui.papers import frozen
from jiedui.papers.datafields import (
    COLUMN,
    DICTIONARY_FIELDS,
    FIGURE_FIELDS,
    HEAD,
    KEY_COLUMN,
    LICENCE,
    RESOURCES,
    Field,
    values_of,
)
from jiedui.papers.document import Number
from jiedui.papers.downloads import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.papers.document import Document, Table
    from jiedui.papers.frozen import Frozen

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment an archive can carry: no file in it has a time of its own."""

_READABLE = 0o644 << 16
_MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
_EXACT = re.compile(r"-?\d+(/\d+)?")
"""A value as it is frozen: no spreadsheet can make anything else of it."""

_UNFIT = re.compile(r"[^a-z0-9_-]+")


class Origin(NamedTuple):
    """Where the data comes from.

    Attributes:
        number: The publication.
        report: The report it is a version of.
        title: Its title, by language.
        as_of: The reporting day.
        issued_at: When it became public.
        known_at: The last entry of the book it read; `head` is that entry's hash.
        digest: Hash of everything the publication says.
        replaces: The publication it restates, else None.
    """

    number: int
    report: str
    title: Mapping[str, str]
    as_of: dt.date
    issued_at: dt.datetime | None
    known_at: int
    head: str
    digest: str
    replaces: int | None


class _Resource(NamedTuple):
    """One file of the package with its description; `fields` is empty where it is no table."""

    name: str
    form: str
    title: tuple[str, str]
    content: bytes
    fields: tuple[Field, ...] = ()

    @property
    def path(self) -> str:
        folder = "tables/" if self.name.startswith("table-") else ""
        stem = self.name.removeprefix("table-").removesuffix("-json").removesuffix("-parquet")
        return f"{folder}{stem}.{self.form}"


def package(
    origin: Origin, editions: Mapping[str, Document], figures: Mapping[str, Frozen]
) -> bytes:
    """Return a publication as an archive.

    Args:
        origin: Where it comes from.
        editions: What it says, by language: `zh` and `en`.
        figures: Its numbers by key, in reading order; what is not public is left out here.
    """
    resources = [*_figures(list(figures.values())), *_tables(editions)]
    resources.append(_dictionary(resources))
    described = json.dumps(_described(origin, resources), ensure_ascii=False, indent=1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path, content in [
            ("datapackage.json", described),
            *((one.path, one.content) for one in resources),
        ]:
            told = zipfile.ZipInfo(path, _EPOCH)
            told.compress_type = zipfile.ZIP_DEFLATED
            told.create_system = 3
            told.external_attr = _READABLE
            archive.writestr(told, content)
    return out.getvalue()


def _figures(figures: Sequence[Frozen]) -> list[_Resource]:
    rows = [values_of(one) for one in figures]
    public = [frozen.as_json(replace(one, cells=one.public_cells)) for one in figures]
    title = RESOURCES["figures"]
    # An engine may keep the names in a record in another order; the bytes stay the same.
    as_json = json.dumps(public, ensure_ascii=False, indent=1, sort_keys=True).encode()
    return [
        _Resource("figures", "csv", title, _csv(FIGURE_FIELDS, rows), FIGURE_FIELDS),
        _Resource("figures-json", "json", title, as_json),
        _Resource("figures-parquet", "parquet", title, _parquet(rows), FIGURE_FIELDS),
    ]


def _tables(editions: Mapping[str, Document]) -> list[_Resource]:
    """Return every table of every edition; each is described in both languages."""
    by_key = {
        language: {table.key: table for table in told.tables()}
        for language, told in editions.items()
    }
    found: list[_Resource] = []
    names: set[str] = set()
    for language in ("zh", "en"):
        for table in editions[language].tables():
            zh, en = (_same(table, by_key[one]) for one in ("zh", "en"))
            fields, rows = _columns(table, zh, en)
            stem = _fit(table.key)
            name = stem
            while f"table-{name}.{language}" in names:
                name = f"{stem}-{len(names)}"
            names.add(f"table-{name}.{language}")
            captions = (zh.caption, en.caption)
            content = _csv(fields, rows)
            found.append(_Resource(f"table-{name}.{language}", "csv", captions, content, fields))
    return found


def _same(table: Table, edition: Mapping[str, Table]) -> Table:
    """Return the table as an edition has it, or itself where the edition has none like it."""
    found = edition.get(table.key, table)
    return found if len(found.columns) == len(table.columns) else table


def _columns(
    table: Table, zh: Table, en: Table
) -> tuple[tuple[Field, ...], list[dict[str, object]]]:
    """Return a table's columns, with one for the keys beside each that holds numbers."""
    fields: list[Field] = []
    rows: list[dict[str, object]] = [{} for _ in table.rows]
    taken: set[str] = set()
    for at, heading in enumerate(table.columns):
        name = safe_text(heading) or f"column-{at + 1}"
        name = f"{name} ({at + 1})" if name in taken or f"{name}#" in taken else name
        taken |= {name, f"{name}#"}
        said = {"zh": zh, "en": en}
        words = {
            language: COLUMN[language].format(caption=one.caption, column=one.columns[at])
            for language, one in said.items()
        }
        keys = {
            language: KEY_COLUMN[language].format(column=one.columns[at])
            for language, one in said.items()
        }
        cells = [row[at] for row in table.rows]
        fields.append(Field(name, "string", words["zh"], words["en"]))
        for row, cell in zip(rows, cells, strict=True):
            row[name] = cell.text
        if any(isinstance(cell, Number) for cell in cells):
            fields.append(Field(f"{name}#", "string", keys["zh"], keys["en"]))
            for row, cell in zip(rows, cells, strict=True):
                row[f"{name}#"] = cell.key if isinstance(cell, Number) else None
    return tuple(fields), rows


def _dictionary(resources: Iterable[_Resource]) -> _Resource:
    rows: list[dict[str, object]] = [
        dict(zip(
            (field.name for field in DICTIONARY_FIELDS),
            (one.name, field.name, field.kind, field.zh, field.en),
            strict=True,
        ))
        for one in resources
        for field in one.fields
    ]  # fmt: skip
    content = _csv(DICTIONARY_FIELDS, rows)
    return _Resource(
        "dictionary", "csv", RESOURCES["dictionary"], content, tuple(DICTIONARY_FIELDS)
    )


def _described(origin: Origin, resources: Sequence[_Resource]) -> dict[str, Any]:
    """Return the description of the package."""
    heads = {language: words.format(number=origin.known_at) for language, words in HEAD.items()}
    source = {"title": heads["zh"], "titles": heads}
    found: dict[str, Any] = {
        "profile": "data-package",
        "name": f"jiedui-{_fit(origin.report)}-{origin.number}",
        "title": origin.title["zh"],
        "titles": {language: origin.title[language] for language in ("zh", "en")},
        "version": str(origin.number),
        "publication": origin.number,
        "report": origin.report,
        "as_of": origin.as_of.isoformat(),
        "replaces": origin.replaces,
        "digest": origin.digest,
        "licence_note": LICENCE,
        "sources": [{**source, "entry": origin.known_at, "head": origin.head}],
        "resources": [_resource(one) for one in resources],
    }
    if origin.issued_at is not None:
        issued = origin.issued_at.astimezone(dt.UTC).replace(microsecond=0)
        found["created"] = issued.isoformat().replace("+00:00", "Z")
    return found


def _resource(one: _Resource) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": one.name,
        "path": one.path,
        "title": one.title[0],
        "titles": {"zh": one.title[0], "en": one.title[1]},
        "format": one.form,
        "mediatype": _MEDIA[one.form],
        "bytes": len(one.content),
        "hash": f"sha256:{hashlib.sha256(one.content).hexdigest()}",
    }
    if one.form == "parquet":
        return {**found, "schema": _schema(one.fields)}
    found["encoding"] = "utf-8"
    if not one.fields:
        return found
    return {**found, "profile": "tabular-data-resource", "schema": _schema(one.fields)}


def _schema(fields: Sequence[Field]) -> dict[str, Any]:
    found: dict[str, Any] = {"fields": [field.schema() for field in fields]}
    return {**found, "primaryKey": "key"} if fields == FIGURE_FIELDS else found


def _csv(fields: Sequence[Field], rows: Iterable[Mapping[str, object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in fields])
    writer.writerows([_cell(row.get(field.name)) for field in fields] for row in rows)
    return out.getvalue().encode()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return text if _EXACT.fullmatch(text) else safe_text(text)


def _parquet(rows: Sequence[Mapping[str, object]]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415  Who only reads pages does without.
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {"string": pa.string(), "integer": pa.int64(), "date": pa.date32()}
    schema = pa.schema(
        [
            pa.field(one.name, kinds[one.kind], metadata={"description": f"{one.zh} / {one.en}"})
            for one in FIGURE_FIELDS
        ]
    )
    days = {one.name for one in FIGURE_FIELDS if one.kind == "date"}
    columns = {
        one.name: [
            dt.date.fromisoformat(str(row[one.name]))
            if one.name in days and row[one.name]
            else row[one.name]
            for row in rows
        ]
        for one in FIGURE_FIELDS
    }
    out = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _fit(text: str) -> str:
    """Return a name as a package may carry it: small letters, digits, `-` and `_`."""
    return _UNFIT.sub("-", text.lower()).strip("-") or "table"
