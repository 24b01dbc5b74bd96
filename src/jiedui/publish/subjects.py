"""Whom and what publications tell of: places, projects and donors, each with all that is published.

Read from the numbers and paragraphs of current publications and from nothing else, so a subject
holds what an office has issued and no more. Whoever gave without a name has no page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from jiedui.giving.naming import is_unnamed
from jiedui.giving.queries.unnamed import unnamed_payers
from jiedui.kernel.place import covers, parents
from jiedui.kernel.problem import refuse
from jiedui.papers.document import Chart, Number, Paragraph, Table
from jiedui.papers.numbers import LANGUAGES
from jiedui.publish import shown
from jiedui.publish.amounts import readable, whole
from jiedui.publish.lookup import about, current
from jiedui.publish.models import Publication, PublishedFigure
from jiedui.publish.names import above_words, place_words
from jiedui.publish.unnamed import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from jiedui.papers.document import Document, Span

KINDS = ("county", "project", "donor")
"""Kinds of subjects: a partner place, a named project, whoever gave."""

_CODE = re.compile(r"\d{6}(:.*)?")
_PARTS = (".itemised", ".not_itemised", ".UNSPLIT")
"""Ends of keys of numbers that only divide another one."""

_NARROWER = ("source", "category", "payer", "project", "year")


class Source(NamedTuple):
    """A current publication: number, report, title by language, reporting day."""

    number: int
    report: str
    title: dict[str, str]
    as_of: dt.date


class Mention(NamedTuple):
    """One published number, as it stands in the latest publication that has it.

    Attributes:
        source: Its publication.
        key: Its key there.
        code: The figure.
        name: What it is called, by language.
        about: What it was narrowed to beyond its place, in words, by language.
        shown: The number with its unit, by language: money in 万元 and its English twin.
        amount: The amount said, None where none was; `is_exact` when it is known to the digit.
        unit: Unit code.
        where: What it was narrowed to.
        planned: Whether it is a plan.
        span: First and last day asked for, or the day observed; "" where open.
    """

    source: Source
    key: str
    code: str
    name: dict[str, str]
    about: dict[str, str]
    shown: dict[str, str]
    amount: int | None
    is_exact: bool
    unit: str
    where: dict[str, tuple[str, ...]]
    planned: bool
    span: tuple[str, str]

    @property
    def places(self) -> tuple[str, ...]:
        """The recipients it tells of, each by its key."""
        return self.where.get("recipient") or self.where.get("county") or ()

    def is_whole(self) -> bool:
        """Whether it is narrowed to nothing but a programme and its places."""
        return not any(name in self.where for name in _NARROWER)


class Named(NamedTuple):
    """A subject in a list: kind, key, name and what it lies in, how many numbers tell of it."""

    kind: str
    key: str
    name: dict[str, str]
    above: dict[str, str]
    numbers: int


@dataclass(frozen=True, slots=True)
class Subject:
    """All that is published of one place, project or donor.

    Attributes:
        named: Its names.
        mentions: Its own numbers, the latest of each; `joint` those told of it with others.
        said: Paragraphs of publications that tell of it alone: publication, then spans.
        rows: Rows of tables without numbers of their own that name it (its pairings), by table.
        projects: Projects that stand in it, or none.
        donors: Donors who gave to it, or none.
        counties: Places a project stands in, or a donor gave to.
        sources: The publications these are from, the newest first.
    """

    named: Named
    mentions: tuple[Mention, ...]
    joint: tuple[Mention, ...] = ()
    said: dict[str, tuple[tuple[Source, tuple[Span, ...]], ...]] = field(default_factory=dict)
    rows: dict[str, tuple[Table, ...]] = field(default_factory=dict)
    projects: tuple[Named, ...] = ()
    donors: tuple[Named, ...] = ()
    counties: tuple[Named, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What all current publications tell: their numbers, and the publications."""

    mentions: tuple[Mention, ...]
    sources: tuple[Source, ...]

    def named(self, kind: str) -> list[Named]:
        """Return every subject of a kind, in the order publications tell of them."""
        counts: dict[str, int] = {}
        for one in self.mentions:
            for key in _subjects_of(one, kind):
                counts[key] = counts.get(key, 0) + 1
        return [_named(kind, key, count) for key, count in counts.items()]


def told_now() -> Told:
    """Return what current publications tell, the newest first, each number once."""
    hidden = shown.hidden()
    sources = tuple(
        Source(number, report, masked({"zh": zh, "en": en}, hidden), as_of)
        for number, report, zh, en, as_of in current()
        .order_by("-as_of", "-number")
        .values_list("number", "report", "title_zh", "title_en", "as_of")
    )
    return Told(tuple(_mentions(sources)), sources)


def subject(kind: str, key: str) -> Subject:
    """Return all that is published of a subject.

    One that stood only in publications that were withdrawn or restated keeps its address: it has
    no numbers now.

    Raises:
        Refused: No publication ever told of it.
    """
    told = told_now()
    own = [one for one in told.mentions if _is_of(one, kind, key)]
    joint = [one for one in told.mentions if kind == "county" and _is_joint(one, key)]
    if not own and not joint and not _was_told(kind, key):
        raise refuse(
            "PUBLISHED_SUBJECT_UNKNOWN",
            found=f"{kind} {key}"[:80],
            expected="a place, project or donor that a publication tells of",
        )
    used = {one.source.number for one in (*own, *joint)}
    sources = tuple(one for one in told.sources if one.number in used)
    named = _named(kind, key, len(own))
    said, rows = _words_of(named, own, sources)
    return Subject(
        named,
        tuple(own),
        tuple(joint),
        said,
        rows,
        projects=tuple(_beside(own, "project", kind)),
        donors=tuple(_beside(own, "donor", kind)),
        counties=tuple(_beside(own, "county", kind)),
        sources=sources,
    )


def _mentions(sources: tuple[Source, ...]) -> Iterator[Mention]:
    order = {one.number: one for one in sources}
    hidden = unnamed_payers()
    rows = (
        PublishedFigure.objects.filter(publication__in=list(order))
        .order_by("ordinal")
        .values_list(
            "publication", "key", "code", "unit", "body__name", "body__exact", "body__question",
            "body__as_of", "body__text", "body__wording", "stated", "low", "high",
        )
    )  # fmt: skip
    found: dict[int, list[Mention]] = {number: [] for number in order}
    for number, key, code, unit, name, exact, asked, day, text, *said in rows:
        where = {one: tuple(values) for one, values in asked["where"].items()}
        if asked["by"] or key.endswith(_PARTS) or hidden.keys() & set(where.get("payer", ())):
            continue
        read = readable(unit, tuple(said), text=text, exact=exact)
        mention = Mention(
            order[number], key, code, name, _narrowed(where), read,
            whole(said[1]), said[1] is not None and said[1] == said[2] == said[3], unit, where,
            bool(asked["planned"]),
            (asked["since"] or "", day or asked["as_of"] or asked["until"] or ""),
        )  # fmt: skip
        found[number].append(mention)
    seen: set[tuple[object, ...]] = set()
    for number in order:
        for one in found[number]:
            mark = (one.code, tuple(sorted(one.where.items())), one.planned, _day_of(one))
            if mark not in seen:
                seen.add(mark)
                yield one


def _day_of(one: Mention) -> object:
    """Return the day that makes a stock another number, or the year that makes a plan one."""
    if one.planned:
        return one.span
    return one.span[1] if not one.span[0] and one.code.startswith("registered") else ""


def _narrowed(where: dict[str, tuple[str, ...]]) -> dict[str, str]:
    rest = {name: values for name, values in where.items() if name in _NARROWER}
    if "project" in rest:
        rest["project"] = tuple(key.partition("/")[2] or key for key in rest["project"])
    return about(rest)


def _subjects_of(one: Mention, kind: str) -> list[str]:
    if kind == "project":
        return list(one.where.get("project", ()))
    if kind == "donor":
        return [key for key in one.where.get("payer", ()) if not is_unnamed(key)]
    if "project" in one.where:
        return [place for key in one.where["project"] if (place := key.partition("/")[0])]
    return list(one.places) if len(one.places) == 1 else []


def _is_of(one: Mention, kind: str, key: str) -> bool:
    if kind == "county":
        return any(covers(key, place) for place in _subjects_of(one, kind))
    return key in _subjects_of(one, kind) and not (kind == "donor" and is_unnamed(key))


def _is_joint(one: Mention, key: str) -> bool:
    places = one.places
    return len(places) > 1 and any(covers(key, place) for place in places)


def _was_told(kind: str, key: str) -> bool:
    """Whether any publication that was ever issued has a number of this subject."""
    dimension = {"county": "recipient", "project": "project", "donor": "payer"}[kind]
    if kind == "donor" and (is_unnamed(key) or key in unnamed_payers()):
        return False
    issued = Publication.objects.filter(acts__kind="issued").values("number")
    asked = PublishedFigure.objects.filter(publication__in=issued).values_list(
        f"body__question__where__{dimension}", flat=True
    )
    return any(
        covers(key, one) if kind == "county" else key == one
        for values in asked
        for one in values or ()
    )


def _named(kind: str, key: str, count: int) -> Named:
    place, _, rest = key.partition("/") if kind == "project" else (key, "", "")
    if kind == "project":
        name = {"zh": rest or key, "en": rest or key}
        above = {language: place_words(place, language) for language in LANGUAGES}
    else:
        name = {language: place_words(key, language) for language in LANGUAGES}
        lies = key if _CODE.fullmatch(key) else ""
        above = {language: above_words(lies, language) if lies else "" for language in LANGUAGES}
    return Named(kind, key, name, above, count)


def _beside(own: Iterable[Mention], kind: str, asked: str) -> Iterator[Named]:
    """Yield the subjects of another kind that stand in the numbers of this one."""
    if kind == asked:
        return
    counts: dict[str, int] = {}
    for one in own:
        for key in _subjects_of(one, kind):
            counts[key] = counts.get(key, 0) + 1
    yield from (_named(kind, key, count) for key, count in counts.items())


def _words_of(
    named: Named, own: Iterable[Mention], sources: Iterable[Source]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the paragraphs that tell of a subject alone, and the tables that only name it."""
    said: dict[str, list[object]] = {"zh": [], "en": []}
    rows: dict[str, list[Table]] = {"zh": [], "en": []}
    stored = Publication.objects.in_bulk([one.number for one in sources])
    for source in sources:
        keys = {one.key for one in own if one.source.number == source.number}
        for language in LANGUAGES:
            told = shown.document(stored[source.number], language)
            said[language] += [(source, spans) for spans in _paragraphs(told, keys)]
            have = {table.key for table in rows[language]}
            rows[language] += [
                table for table in _naming(told, named, language) if table.key not in have
            ]
    return (
        {language: tuple(some) for language, some in said.items()},
        {language: tuple(some) for language, some in rows.items()},
    )


def _paragraphs(told: Document, keys: set[str]) -> Iterator[tuple[Span, ...]]:
    for block in told.blocks:
        if isinstance(block, Paragraph):
            numbers = [span.key.removesuffix(".itemised").removesuffix(".not_itemised")
                       for span in block.spans if isinstance(span, Number)]  # fmt: skip
            if numbers and all(key in keys for key in numbers):
                yield block.spans


def _naming(told: Document, named: Named, language: str) -> Iterator[Table]:
    """Yield tables of words (pairings), cut down to the rows that name the subject."""
    for block in told.blocks:
        table = block.table if isinstance(block, Chart) else block
        if not isinstance(table, Table) or any(
            isinstance(cell, Number) for row in table.rows for cell in row
        ):
            continue
        name = named.name[language]
        kept = tuple(row for row in table.rows if any(_names(cell.text, name) for cell in row))
        if kept:
            yield Table(table.key, table.caption, table.columns, kept, table.stub)


def _names(words: str, name: str) -> bool:
    """Whether a cell is a name, or ends with it behind what it lies in."""
    return words == name or words.endswith(name) or words.startswith((f"{name}（", f"{name} ("))


def county_of(key: str) -> str:
    """Return the county a place lies in; the place itself where it stands higher."""
    return parents(key).county or key
