"""What was frozen, as it is shown: without the names of donors who asked since not to be named.

What a publication says is fixed when it is proposed, and its hash proves that. A donor who asks
later not to be named is shown by a number from that moment on, on every page and in every file; the
frozen content stays in the database as it was, and a finding asks an officer to restate it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from jiedui.giving.queries.unnamed import unnamed_payers
from jiedui.papers import document as documents
from jiedui.papers import frozen
from jiedui.papers.document import Paragraph, Text
from jiedui.publish.models import Publication, PublicationPaper, PublishedFigure
from jiedui.publish.unnamed import as_unnamed, hidden_words, masked
from jiedui.publish.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.papers.document import Document
    from jiedui.papers.frozen import Frozen


def hidden() -> dict[str, str]:
    """Return the names that may not be shown now, each with what stands for it."""
    return hidden_words(unnamed_payers())


def document(found: Publication, language: str) -> Document:
    """Return what a publication says, in `zh` or `en`; a note says where names were taken out."""
    language = "en" if language == "en" else "zh"
    kept = documents.from_json(found.documents[language])
    shown = as_unnamed(kept, hidden())
    if shown == kept:
        return shown
    note = Paragraph((Text(say("unnamed.note", language)),), "note")
    return replace(shown, blocks=(note, *shown.blocks))


def numbers(number: int) -> dict[str, Frozen]:
    """Return the numbers of a publication in any state, by key."""
    told = partial(masked, hidden=hidden())
    rows = (
        PublishedFigure.objects.filter(publication_id=number)
        .order_by("ordinal")
        .values_list("body", flat=True)
    )
    return {found.key: found for found in (frozen.from_json(told(body)) for body in rows)}


def paper(number: int) -> bytes | None:
    """Return the Word file that an office's own template made, unless it names who asked since."""
    found = paper_as_kept(number)
    return None if found is None or names_who_asked_since(number) else found


def paper_as_kept(number: int) -> bytes | None:
    """Return the Word file of a publication in any state that an office's own template made."""
    found = (
        PublicationPaper.objects.filter(publication=number)
        .values_list("content", flat=True)
        .first()
    )
    return None if found is None else bytes(found)


def names_who_asked_since(number: int) -> tuple[int, ...]:
    """Return the numbers of donors whom frozen content names though they ask not to be named."""
    payers = unnamed_payers()
    found = Publication.objects.filter(number=number).first() if payers else None
    return () if found is None else _named_in(found, payers)


def naming_now(payers: Mapping[str, int]) -> list[tuple[Publication, tuple[int, ...]]]:
    """Return the publications that stand and name donors who ask not to be named, with those."""
    issued = Publication.objects.filter(acts__kind="issued").exclude(acts__kind="withdrawn")
    restated = Publication.objects.filter(acts__kind="issued", replaces__isnull=False)
    standing = issued.exclude(number__in=restated.values("replaces")) if payers else issued.none()
    told = [(one, _named_in(one, payers)) for one in standing.order_by("number")]
    return [(one, donors) for one, donors in told if donors]


def _named_in(found: Publication, payers: Mapping[str, int]) -> tuple[int, ...]:
    bodies = PublishedFigure.objects.filter(publication=found).values_list("body", flat=True)
    whole = [found.documents, found.title_zh, found.title_en, found.changes, [*bodies]]
    return tuple(
        sorted(
            number
            for name, number in payers.items()
            if (alone := hidden_words({name: number})) and masked(whole, alone) != whole
        )
    )
