"""Open data: a publication as an archive for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from jiedui.publish import queries
from jiedui.web.files import file_response

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def data(request: HttpRequest, number: int) -> HttpResponse:
    """Return a publication's numbers and tables with their description."""
    del request
    return file_response(queries.open_data(number), number, "zip")
