"""Documents written from the hand-made programmes, ready to be drawn."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.papers.document import Heading, Paragraph
from jiedui.publish.compose import compose
from jiedui.publish.frozen import freeze
from jiedui.publish.survey import Wanted, survey
from tests.publish.handbook import day
from tests.publish.programmes import jiading, willow

if TYPE_CHECKING:
    from jiedui.papers.document import Document
    from jiedui.papers.frozen import Frozen
    from tests.publish.handbook import HandBook


@dataclass(frozen=True)
class Paper:
    """A report as written: its documents by language and its numbers by key."""

    documents: dict[str, Document]
    figures: dict[str, Frozen]


@functools.cache
def page_of_jiading() -> Paper:
    """The district's page of the published programme."""
    return write(jiading(), Wanted("310114", day("2017-10-31")))


@functools.cache
def page_of_willow() -> Paper:
    """The same report about another programme."""
    return write(willow(), Wanted("320506", day("2021-12-31")))


def write(book: HandBook, wanted: Wanted, report: str = "page") -> Paper:
    """Write a report from a hand-made book."""
    edition = compose(report, survey(book, wanted), book)
    figures = {
        key: freeze(told, book.lines(told.answer.question)) for key, told in edition.told.items()
    }
    return Paper(edition.documents, figures)


def words_of(document: Document) -> str:
    """All prose of a document."""
    parts = []
    for block in document.blocks:
        if isinstance(block, Heading):
            parts.append(block.text)
        elif isinstance(block, Paragraph):
            parts.append("".join(span.text for span in block.spans))
    return "\n".join(parts)
