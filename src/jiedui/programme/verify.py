"""Whether what projects show is what the book holds: the copies against the lines themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Sum

from jiedui.books import queries as books
from jiedui.kernel.problem import Problem, Severity, Source
from jiedui.programme.models import Followed, Project, ProjectLine

if TYPE_CHECKING:
    from collections.abc import Iterator

PROBLEMS_MAX = 50


def copies_differ() -> list[Problem]:
    """Return every project whose copied lines are not those of the book, the first of them.

    Up to the entry through which the book was followed; what came since is copied next time.
    """
    upto = Followed.objects.order_by("pk").values_list("upto", flat=True).first() or 0
    if upto > books.head().number:
        return [_differs("projects", f"followed up to entry {upto}", "no further than the book")]
    found = []
    for key, told, held in _different(upto):
        found.append(_differs(key, told, held))
        if len(found) >= PROBLEMS_MAX:
            break
    return found


def _different(upto: int) -> Iterator[tuple[str, str, str]]:
    """Yield projects whose numbers and sums of lines by account differ: key, copies, book."""
    book: dict[tuple[str, str], list[int]] = {}
    at = 0
    while at < upto:
        page = books.entries_after(at, upto=upto)
        for record in page:
            for one in record.draft.lines:
                if one.dims.project is not None:
                    sums = book.setdefault((one.dims.project, one.account), [0, 0])
                    sums[0] += 1
                    sums[1] += one.amount
        at = page[-1].number
    rows = ProjectLine.objects.order_by().values_list("project__key", "account")
    copies = {
        (key, account): [number, amount]
        for key, account, number, amount in rows.annotate(number=Count("id"), whole=Sum("amount"))
    }
    for key in sorted({*book, *copies}):
        if book.get(key) != copies.get(key):
            yield f"{key[0]} {key[1]}", str(copies.get(key)), str(book.get(key))
    yield from _sums_differ()


def _sums_differ() -> Iterator[tuple[str, str, str]]:
    """Yield projects whose kept sum of money allotted is not that of their copies."""
    places = tuple(
        f"Place:{name}"
        for name in ("Allotted", "Disbursed", "Spent", "ReturnedAllotted", "ReturnedDisbursed")
    )
    sums = dict(
        ProjectLine.objects.filter(account__in=places)
        .order_by()
        .values_list("project__key")
        .annotate(whole=Sum("amount"))
    )
    for key, allotted in Project.objects.values_list("key", "allotted_fen"):
        if allotted != sums.get(key, 0):
            yield key, f"allotted {allotted}", f"{sums.get(key, 0)}"


def _differs(where: str, told: str, held: str) -> Problem:
    return Problem(
        "PROJECT_COPIES",
        Severity.ERROR,
        Source(cell=where),
        told,
        held,
        "The book is right; `jiedui attention --anew --as USER` makes the copies again.",
    )
