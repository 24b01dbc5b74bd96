"""The house rule about registered texts: R22 of DOMAIN 11.

A number of a registered report, newspaper page or draft that the book contradicts, as it was last
judged, until somebody accepts it as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.attention.declaration import Hit, Rule
from jiedui.claims.models import RegisteredClaim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.attention.declaration import Looking


def text_differs(looking: Looking) -> Iterator[Hit]:
    """R22: a number in a text that is not the book's."""
    rows = RegisteredClaim.objects.select_related("document").prefetch_related(
        "verdicts", "acceptances"
    )
    if looking.subjects is not None:
        rows = rows.filter(pk__in=looking.subjects)
    for row in rows.filter(verdicts__outcome="contradicted").distinct():
        last = max(row.verdicts.all(), key=lambda one: one.known_at)
        accepted = any(one.verdict_id == last.pk for one in row.acceptances.all())
        if last.outcome != "contradicted" or accepted:
            continue
        document = row.document
        places = row.places.split(";") if row.places else []
        yield Hit(
            f"claim:{row.pk}",
            places[0] if len(places) == 1 else None,
            f"《{document.title}》“{row.span}”与账簿不符",
            f"{document.title}: “{row.span}” differs from the book",
            f"{last.book_stated} {last.book_low} {last.book_high} {row.stated}",
            last.judged_at.date(),
            owner=document.registered_by,
            link=f"/desk/texts/{document.pk}",
        )


RULES: tuple[Rule, ...] = (
    Rule("R22", "claim", "文稿数字与账簿不符", "a number of a text differs from the book", 2, 10,
         text_differs),
)  # fmt: skip
"""The rules of this package."""
