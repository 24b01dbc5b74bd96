"""Files sent by a form, and files handed out: a publication, a table, a chart, an honest type."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpResponse

from jiedui.kernel.filesigns import kind_of
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from django.http import HttpRequest

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "zip": "application/zip",
}

SHOWN = ("jpg", "jpeg", "png")
"""The names that photographs end with which a page shows."""


def sent_file(request: HttpRequest, expected: str, field: str = "file") -> tuple[str, bytes]:
    """Return the name and the content of the file that a form sent.

    Args:
        request: The request.
        expected: What was to be sent, for the refusal: `.docx`.
        field: The form's field.

    Raises:
        Refused: The form came without a file.
    """
    file = request.FILES.get(field)
    if file is None:
        raise refuse("FILE_MISSING", found="—", expected=expected)
    return file.name or "?", file.read()


def file_response(content: bytes, number: int, form: str) -> HttpResponse:
    """Return a publication as a file to keep."""
    return _attached(content, f"jiedui-{number}.{form}", form)


def saved_response(content: bytes, key: str, form: str) -> HttpResponse:
    """Return a table or a chart as a file to keep."""
    name = "".join(char if char.isalnum() or char in "-_" else "-" for char in key)
    return _attached(content, f"{name}.{form}", form)


def named_response(content: bytes, name: str, form: str) -> HttpResponse:
    """Return a file to keep under a name that may be Chinese (RFC 6266)."""
    response = HttpResponse(content, content_type=TYPES.get(form, "application/octet-stream"))
    plain = f"jiedui.{form}"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    return response


def photo_response(content: bytes, name: str) -> HttpResponse:
    """Return a file that is shown where it is a photograph by its content, else only to keep."""
    response = named_response(content, name, name.rpartition(".")[2].lower())
    kind = kind_of(content)
    if kind in SHOWN:
        response["Content-Type"] = f"image/{kind}"
    return response


def _attached(content: bytes, name: str, form: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES.get(form, "application/octet-stream"))
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
