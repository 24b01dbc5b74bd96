"""Whether the entry a record of another package names still stands, as a condition of a query.

The book keeps no word of who points at it; a record says its entry's number and asks here.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from jiedui.books.models import Entry


def taken_back(field: str) -> Exists:
    """Return the condition that the entry whose number a field holds was taken back.

    Args:
        field: The field of the asking table; a record without an entry was never taken back.
    """
    return Exists(Entry.objects.filter(reverses=OuterRef(field)))
