"""What other programs may read with a token, described as OpenAPI 3.1.

Every desk page has a machine twin at its own address with `.json` or `.csv`; the description names
those that programs are meant to rely on, with what may be asked of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from jiedui import __version__
from jiedui.figures.catalogue import DIMENSIONS, FIGURES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


class Asked(NamedTuple):
    """One thing that may be asked of a resource: name, type, what it means."""

    name: str
    kind: str
    words: str


class Resource(NamedTuple):
    """One page that programs may rely on: its address under the desk, its words, what it takes."""

    address: str
    zh: str
    en: str
    asked: tuple[Asked, ...] = ()
    has_csv: bool = True


_PAGE = (
    Asked("limit", "integer", "How many rows at most."),
    Asked("offset", "integer", "How many rows to leave out before the first."),
)
_DIMENSION_NAMES = ", ".join(sorted(DIMENSIONS))
_FIGURE = (
    Asked("by", "array", f"Broken down by these dimensions: {_DIMENSION_NAMES}."),
    Asked("w.DIMENSION", "string", "Only where a dimension has these values, parted by commas."),
    Asked("since", "string", "From this day on (2017, 2017-03 or 2017-03-05)."),
    Asked("until", "string", "Up to this day."),
    Asked("as_of", "string", "As of this day."),
    Asked("known_at", "integer", "As known at this entry."),
    Asked("planned", "string", "1 for the plan instead of what was done."),
)
RESOURCES = (
    Resource("figures", "数字目录", "The figures of the catalogue", has_csv=False),
    Resource("figures/{code}", "一个数字", "One figure: value, interval, wording, reason", _FIGURE),
    Resource(
        "figures/{code}/trace",
        "数字的来历",
        "What a figure rests on, down to the cell",
        (*_FIGURE, *_PAGE),
    ),
    Resource("book", "总账", "Entries, newest first", _PAGE),
    Resource("book/{number}", "一笔记账", "One entry with its lines and its source", has_csv=False),
    Resource("batches", "来件", "Batches of received workbooks", _PAGE),
    Resource(
        "batches/{number}", "一份来件", "One batch: rows, problems at their cells", has_csv=False
    ),
    Resource("senders", "报送单位", "Units that send returns"),
    Resource("senders/owed", "欠报", "What each unit still owes"),
    Resource("checks", "核对", "Stated totals set against the book", has_csv=False),
    Resource("texts", "读文", "Texts whose claims were registered"),
    Resource("texts/claims", "说法登记", "Every registered claim with its verdict"),
    Resource("publications", "发布", "Publications and drafts"),
    Resource("publications/{number}", "一份发布", "One publication, cell by cell", has_csv=False),
    Resource("projects", "项目", "Projects with their money by stage", _PAGE),
    Resource("pairings", "结对", "Pairings, and who is paired with whom on a day"),
)
"""The pages that programs may rely on. An address with a brace takes what it names."""

_INTEGERS = frozenset({"number"})


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Return the description; it holds nothing of the book."""
    del request
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False, "indent": 1})


def described() -> dict[str, object]:
    """Return what may be read with a token, as an OpenAPI 3.1 document."""
    paths: dict[str, object] = {}
    for one in RESOURCES:
        base = f"/desk/{one.address}".rstrip("/") or "/desk"
        paths[f"{base}.json"] = {"get": _operation(one, "json")}
        if one.has_csv:
            paths[f"{base}.csv"] = {"get": _operation(one, "csv")}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Jiedui 结对",
            "version": __version__,
            "description": "Read what a token's user may read, within the token's place. "
            "Every answer states the entry N it was read at where it holds figures.",
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Page": {
                    "type": "object",
                    "required": ["title", "content"],
                    "properties": {"title": {"type": "string"}, "content": {}},
                },
            },
        },
    }


def _operation(one: Resource, form: str) -> dict[str, object]:
    schema = {"$ref": "#/components/schemas/Page"} if form == "json" else {"type": "string"}
    media = "application/json" if form == "json" else "text/csv"
    name = one.address.replace("/", "_").replace("{", "").replace("}", "")
    return {
        "operationId": f"{name}_{form}",
        "summary": one.en,
        "description": one.zh,
        "parameters": [*_in_path(one.address), *map(_parameter, one.asked)],
        "responses": {
            "200": {"description": one.en, "content": {media: {"schema": schema}}},
            "401": {"description": "No token, or one that holds no longer."},
            "403": {"description": "The token's user may not read this."},
            "404": {"description": "There is no such thing within the token's place."},
            "422": {"description": "What is asked cannot be understood, or not be asked of this."},
            "429": {"description": "Asked too often; wait a minute."},
        },
    }


def _in_path(address: str) -> list[dict[str, object]]:
    names = [part.strip("{}") for part in address.split("/") if part.startswith("{")]
    found: list[dict[str, object]] = []
    for name in names:
        schema: dict[str, object] = {"type": "integer" if name in _INTEGERS else "string"}
        if name == "code":
            schema["enum"] = sorted(FIGURES)
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    return found


def _parameter(asked: Asked) -> dict[str, object]:
    schema: dict[str, object] = {"type": asked.kind}
    if asked.kind == "array":
        schema["items"] = {"type": "string"}
    told = {"name": asked.name, "in": "query", "required": False, "description": asked.words}
    return {**told, "schema": schema}


ADDRESSES: list[URLPattern] = [path("openapi", openapi, name="openapi")]
