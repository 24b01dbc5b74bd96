"""Answers for pages: computed once for each state of the book, then kept.

The book only grows and a question is answered at one entry and its hash, so an answer that was
computed stays true for as long as the book has not moved on.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.cache import cache

from jiedui.figures.compute import compute

if TYPE_CHECKING:
    from jiedui.facts.snapshot import Facts
    from jiedui.figures.model import Answer, Question

KEPT_SECONDS = 24 * 3600
ROWS_KEPT_MAX = 500


def answered(question: Question, known: Facts) -> Answer:
    """Return the answer to a question from the facts as they are known, or as they were kept."""
    asked = hashlib.sha256(repr(question).encode()).hexdigest()
    key = f"answer:{known.head.hash}:{asked}"
    found: Answer | None = cache.get(key)
    if found is None:
        found = compute(question, known)
        if len(found.rows) <= ROWS_KEPT_MAX:
            found = replace(found, rows=tuple(found.rows))
            cache.set(key, found, timeout=KEPT_SECONDS)
    return found
