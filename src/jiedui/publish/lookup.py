"""Search in what is published: words of current publications' titles and of their public numbers.

Reads what was frozen and who asked not to be named, in three statements; what is asked never
becomes part of one.
"""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from jiedui.giving.queries.unnamed import unnamed_payers
from jiedui.kernel.codes import CATEGORIES, PAIRING_KINDS, PROJECT_STATES, SOURCES
from jiedui.kernel.problem import refuse
from jiedui.publish.amounts import readable
from jiedui.publish.models import Publication, PublishedFigure
from jiedui.publish.names import place_words
from jiedui.publish.unnamed import hidden_words, masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

HITS_MAX = 100
"""How many numbers a search gives at most; it says how many there are."""

ASKED_MAX = 60
"""How many characters of a search are read."""

_VOCABULARIES = (SOURCES, CATEGORIES, PAIRING_KINDS, PROJECT_STATES)


class Hit(NamedTuple):
    """A number that was found, or a publication where `key` is empty; words by language."""

    publication: int
    title: dict[str, str]
    key: str
    name: dict[str, str]
    about: dict[str, str]
    exact: dict[str, str]
    shown: dict[str, str]


class Found(NamedTuple):
    """What a search found: how much in all, and the first of it."""

    total: int
    hits: tuple[Hit, ...]


def search(asked: str) -> Found:
    """Return the current publications and their numbers in which every word asked for stands.

    A number is found by its name, its places and funds, and how it reads, in either language; the
    words of its publication's title narrow it. Nothing asked finds nothing.
    """
    words = _folded(asked[:ASKED_MAX]).split()
    if not words:
        return Found(0, ())
    told = partial(masked, hidden=hidden_words(unnamed_payers()))
    titles = {
        number: told({"zh": zh, "en": en})
        for number, zh, en in current()
        .order_by("-number")
        .values_list("number", "title_zh", "title_en")
    }
    nothing = {"zh": "", "en": ""}
    found = [
        Hit(number, title, "", title, nothing, nothing, nothing)
        for number, title in titles.items()
        if _stands(words, _folded(" ".join(title.values())))
    ]
    for hit, text in _numbers(titles, told):
        said = (hit.name, hit.about, text, hit.exact, hit.shown)
        own = _folded(" ".join((hit.key, *(one for each in said for one in each.values()))))
        whole = f"{own} {_folded(' '.join(hit.title.values()))}"
        if any(word in own for word in words) and _stands(words, whole):
            found.append(hit)
    return Found(len(found), tuple(found[:HITS_MAX]))


_KEPT = (
    "publication", "key", "body__name", "body__text", "body__exact", "body__question", "unit",
    "body__wording", "stated", "low", "high",
)  # fmt: skip


def _numbers(
    titles: Mapping[int, dict[str, str]], told: Callable[[Any], Any]
) -> Iterator[tuple[Hit, dict[str, str]]]:
    """Yield the numbers of publications, each with how it reads, those told twice once."""
    rows = PublishedFigure.objects.filter(publication__in=list(titles))
    seen: set[tuple[int, str, str]] = set()
    for number, *kept in rows.order_by("-publication", "ordinal").values_list(*_KEPT):
        key, name, text, exact, question = told(kept[:5])
        mark = (number, exact["zh"], json.dumps(question, sort_keys=True))
        if mark in seen:
            continue  # A template may ask the same in several places.
        seen.add(mark)
        shown = readable(kept[5], tuple(kept[6:]), text=text, exact=exact)
        yield Hit(number, titles[number], key, name, about(question["where"]), exact, shown), text


def latest_of(report: str) -> int:
    """Return the number of a report's latest publication that stands.

    Raises:
        Refused: No publication of this report stands.
    """
    newest = current().filter(report=report).order_by("-as_of", "-number")
    found = newest.values_list("number", flat=True).first()
    if found is None:
        raise refuse(
            "PUBLICATION_UNKNOWN", found=report, expected="a report with a current publication"
        )
    return int(found)


def current() -> QuerySet[Publication]:
    """Publications that were issued, and neither withdrawn nor restated by one that was issued."""
    issued = Publication.objects.filter(acts__kind="issued")
    restated = issued.filter(replaces__isnull=False).values("replaces")
    return issued.exclude(acts__kind="withdrawn").exclude(number__in=restated)


def _stands(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def about(where: dict[str, Any]) -> dict[str, str]:
    """Return what a number was narrowed to, in words, by language."""
    values = [str(value) for some in where.values() for value in some]
    return {
        language: (", " if language == "en" else "、").join(
            _words(value, language) for value in values
        )
        for language in ("zh", "en")
    }


@lru_cache(maxsize=4096)
def _words(value: str, language: str) -> str:
    code = next((words[value] for words in _VOCABULARIES if value in words), None)
    if code:
        return str(getattr(code, language))
    place, slash, project = value.partition("/")
    if not slash or not (place[:6].isdigit() and project):
        return place_words(value, language)
    said = place_words(place, language)
    return f"{said}{project}" if language == "zh" else f"{project} of {said}"
