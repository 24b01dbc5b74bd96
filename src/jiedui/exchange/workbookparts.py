"""Where the parts of an .xlsx workbook lie in its archive: by its relations. Knows no Django."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from jiedui.exchange.archive import xml_part
from jiedui.exchange.sheetparts import attributes

if TYPE_CHECKING:
    import zipfile


def workbook_path(archive: zipfile.ZipFile, names: set[str]) -> str:
    """Return the path of the workbook itself, among the names of an archive."""
    if "xl/workbook.xml" in names:
        return "xl/workbook.xml"
    root = xml_part(archive, "_rels/.rels") or ""
    for tag in re.findall(r"<Relationship\s([^>]*?)/?>", root):
        one = attributes(tag)
        if one.get("Type", "").endswith("/officeDocument"):
            return one.get("Target", "").lstrip("/")
    return "xl/workbook.xml"


Links = dict[str, tuple[str, str]]
"""The relations of a part: id to kind and path."""


def relations(archive: zipfile.ZipFile, home: str) -> Links:
    """Return the relations of a part: id to (kind, path inside the archive)."""
    folder, name = posixpath.split(home)
    text = xml_part(archive, f"{folder}/_rels/{name}.rels") or ""
    found: Links = {}
    for tag in re.findall(r"<Relationship\s([^>]*?)/?>", text):
        one = attributes(tag)
        target = one.get("Target", "")
        path = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], path)
    return found


def target(links: Links, one: dict[str, str]) -> str | None:
    """Return the path of the worksheet that a tag's attributes name, None for none."""
    key = next((value for name, value in one.items() if name.endswith(":id")), "")
    kind, path = links.get(key, ("", ""))
    return path if kind == "worksheet" else None


def of_kind(links: Links, kind: str) -> str | None:
    """Return the path of the first part of a kind, None for none."""
    return next((path for one, path in links.values() if one == kind), None)
