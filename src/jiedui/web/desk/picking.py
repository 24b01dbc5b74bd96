"""What was ticked in a list, to be done at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from django.http import HttpRequest


def picked(request: HttpRequest, name: str = "pick") -> list[int]:
    """Return the numbers ticked in a form.

    Raises:
        Refused: Nothing is ticked.
    """
    numbers = [int(one) for one in request.POST.getlist(name) if one.isdecimal()]
    if not numbers:
        raise refuse("NONE_PICKED", found="", expected="")
    return numbers
