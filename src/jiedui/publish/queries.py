"""What is public.

Issued publications, their numbers and downloads. Takes no scope, because it is public.

Everything here comes from what was frozen; the book is not reached from here.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Max

from jiedui.giving.queries.unnamed import unnamed_payers
from jiedui.kernel.problem import refuse
from jiedui.papers.document import Chart
from jiedui.papers.downloads import chart_json, table_csv
from jiedui.papers.drawing import svg
from jiedui.papers.opendata import Origin, package
from jiedui.papers.render import rendered
from jiedui.papers.render.html import Links, article
from jiedui.publish import amounts, lookup, names, restatement, shown, subjects
from jiedui.publish import story as stories
from jiedui.publish.models import Objection, Publication, PublicationAct, PublishedFigure
from jiedui.publish.unnamed import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet

    from jiedui.papers.document import Document
    from jiedui.papers.frozen import Frozen
    from jiedui.publish.lookup import Found
    from jiedui.publish.restatement import Change
    from jiedui.publish.subjects import Subject, Told

ASKED_MAX = lookup.ASKED_MAX


class Kept(NamedTuple):
    """A head of the book kept in a publication: entry number, hash, and which publication."""

    number: int
    hash: str
    where: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One publication as anybody may see it.

    Attributes:
        number: Its permanent number.
        report: The report it is a version of.
        title: Its title, by language.
        owner: The district it tells of.
        as_of: The reporting day.
        known_at: The last entry of the book it read; `head` is that entry's hash.
        digest: Hash of everything it says.
        issued_at: When it became public, None while it is proposed.
        withdrawn_at: When it was withdrawn, else None; `withdrawn_reason` says why.
        replaces: The publication it restates, else None.
        replaced_by: The later version that restates it, once issued, else None.
        reason: Why it restates.
        changes: What it changed.
    """

    number: int
    report: str
    title: dict[str, str]
    owner: str
    as_of: dt.date
    known_at: int
    head: str
    digest: str
    issued_at: dt.datetime | None
    withdrawn_at: dt.datetime | None
    withdrawn_reason: str
    replaces: int | None
    replaced_by: int | None
    reason: str
    changes: tuple[Change, ...]


def publications() -> list[Issue]:
    """Return every publication that is public now, the newest first.

    Restated ones too, withdrawn ones not.
    """
    found = _issued().exclude(acts__kind="withdrawn").order_by("-number")
    return [issue_of(one) for one in found]


def publication(number: int) -> Issue:
    """Return a publication that was issued; one that was withdrawn without its content.

    Raises:
        Refused: There is none of this number.
    """
    return issue_of(_found(number))


def search(asked: str) -> Found:
    """Return the current publications and their numbers in which every word asked for stands."""
    return lookup.search(asked)


def state_now() -> tuple[object, ...]:
    """Return what changes whenever what is public changes: compare two of them for equality."""
    acts = PublicationAct.objects.aggregate(last=Max("pk"))["last"]
    said = Objection.objects.aggregate(
        last=Max("pk"), answered=Max("answered_at"), answers=Count("answered_at")
    )
    owned = Objection.objects.exclude(owner="").count()
    return (acts, *said.values(), owned, *sorted(unnamed_payers().items()))


def latest_of(report: str) -> int:
    """Return the number of a report's latest publication that stands.

    Raises:
        Refused: No publication of this report stands.
    """
    return lookup.latest_of(report)


def told_now() -> Told:
    """Return the numbers of all current publications, each in its latest wording."""
    return subjects.told_now()


def story() -> stories.Story:
    """Return what was promised, given, built and whom it reached, as published."""
    return stories.story(told_now().mentions)


def subject(kind: str, key: str) -> Subject:
    """Return all that is published of a place (`county`), a `project` or a `donor`.

    Raises:
        Refused: No publication ever told of it.
    """
    return subjects.subject(kind, key)


def places_in_words(keys: tuple[str, ...], language: str) -> str:
    """Return recipients told together, in words."""
    return names.place_words("+".join(keys), language) if keys else ""


def readable(one: Frozen) -> dict[str, str]:
    """Return a number as people read it, by language: 1.799亿元, 12231.3万元."""
    return amounts.readable_number(one)


def about(one: Frozen) -> dict[str, str]:
    """Return what a number was narrowed to, in words, by language."""
    return lookup.about(one.question["where"])


def document(number: int, language: str) -> Document:
    """Return what a publication says, in `zh` or `en`.

    Raises:
        Refused: There is none of this number, or it was withdrawn.
    """
    return shown.document(_readable(number), language)


def article_of(
    number: int,
    language: str,
    *,
    number_link: Callable[[str], str],
    download_link: Callable[[str, str], str],
) -> str:
    """Return a publication as an HTML article for a page.

    Args: number: The publication. language: `zh` or `en`. number_link: Address of a number's
    derivation, from its key. download_link: Address of a download, from the key of a table or
    chart and `csv`, `json` or `svg`.
    """
    return article(document(number, language), Links(number_link, download_link))


def figures(number: int) -> dict[str, Frozen]:
    """Return every number of a publication, by key, in reading order."""
    _readable(number)
    return numbers_of(number)


def figure(number: int, key: str) -> Frozen:
    """Return one number of a publication with its derivation.

    Raises:
        Refused: The publication has no such number.
    """
    found = figures(number).get(key)
    if found is None:
        raise refuse(
            "PUBLISHED_FIGURE_UNKNOWN", found=key, expected=f"a number of publication {number}"
        )
    return found


def file(number: int, form: str, language: str) -> bytes:
    """Return a publication as html, docx, pdf or xlsx.

    One that an office's own template made is handed out in Word as that template looks; where a
    donor has asked since not to be named in it, as every other publication looks.
    """
    issue = publication(number)
    told = document(number, language)
    paper = shown.paper(number) if form == "docx" else None
    if paper is not None:
        return paper
    return rendered(told, figures(number), form, stamp=stamp_of(issue, language))


def download(number: int, key: str, form: str, *, language: str) -> bytes:
    """Return a table as csv, or a chart as svg or json.

    Raises:
        Refused: The publication has no such table or chart, or not in this form.
    """
    return saved(document(number, language), key, form)


def open_data(number: int) -> bytes:
    """Return a publication as open data: an archive described as a Data Package.

    Raises:
        Refused: There is none of this number, or it was withdrawn.
    """
    issue = publication(number)
    origin = Origin(
        issue.number,
        issue.report,
        issue.title,
        issue.as_of,
        issued_at=issue.issued_at,
        known_at=issue.known_at,
        head=issue.head,
        digest=issue.digest,
        replaces=issue.replaces,
    )
    editions = {language: document(number, language) for language in ("zh", "en")}
    return package(origin, editions, figures(number))


def saved(told: Document, key: str, form: str) -> bytes:
    """Return a table of a document as csv, or a chart as svg or json."""
    chart = next(
        (block for block in told.blocks if isinstance(block, Chart) and block.key == key), None
    )
    table = next((table for table in told.tables() if table.key == key), None)
    if form == "csv" and table is not None:
        return table_csv(table)
    if form == "json" and chart is not None:
        return chart_json(chart)
    if form == "svg" and chart is not None:
        return svg(chart).encode()
    raise refuse(
        "DOWNLOAD_UNKNOWN",
        found=f"{key}.{form}",
        expected="a table as csv, a chart as svg or json",
    )


def anchors() -> list[Kept]:
    """Return the heads of the book kept in publications, for `verify` to hold the book against."""
    rows = Publication.objects.order_by("number").values_list("number", "known_at", "head")
    return [Kept(known_at, head, f"publication {number}") for number, known_at, head in rows]


def numbers_of(number: int) -> dict[str, Frozen]:
    """Return the numbers of a publication in any state, by key."""
    return shown.numbers(number)


def names_who_asked_since(number: int) -> tuple[int, ...]:
    """Return the donors whom a publication's frozen content names though they ask not to be."""
    return shown.names_who_asked_since(number)


def is_intact(number: int) -> bool:
    """Whether a publication still says what it said when it was proposed."""
    found = Publication.objects.get(number=number)
    bodies = (
        PublishedFigure.objects.filter(publication_id=number)
        .order_by("ordinal")
        .values_list("body", flat=True)
    )
    return found.digest == digest_of(found, bodies, paper=shown.paper_as_kept(number))


def digest_of(found: Publication, bodies: Iterable[object], *, paper: bytes | None = None) -> str:
    """Return the hash of everything a publication says and of its place in the book."""
    names = (
        "number",
        "report",
        "owner",
        "known_at",
        "head",
        "documents",
        "changes",
        "replaces",
        "reason",
    )
    said = {name: getattr(found, name) for name in names}
    said |= {"as_of": found.as_of.isoformat(), "figures": list(bodies)}
    if paper is not None:
        said["paper"] = hashlib.sha256(paper).hexdigest()
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def stamp_of(issue: Issue, language: str) -> str:
    """Return the line every copy carries: which publication, the day, and the head of the book."""
    day = issue.issued_at.date().isoformat() if issue.issued_at else ""
    at, head, digest = issue.known_at, issue.head, issue.digest
    if language == "zh":
        return f"第{issue.number}号发布 {day} · 账簿第{at}笔 {head} · 内容摘要 {digest}"
    return f"Publication {issue.number}, {day} · book at entry {at} {head} · content {digest}"


def issue_of(found: Publication) -> Issue:
    """Return a publication's outside, whatever its state."""
    acts = {act.kind: act for act in found.acts.all()}
    issued, withdrawn = acts.get("issued"), acts.get("withdrawn")
    later = (
        Publication.objects.filter(replaces=found.number, acts__kind="issued")
        .values_list("number", flat=True)
        .first()
    )
    told = partial(masked, hidden=shown.hidden())
    return Issue(
        found.number,
        found.report,
        told({"zh": found.title_zh, "en": found.title_en}),
        found.owner,
        found.as_of,
        known_at=found.known_at,
        head=found.head,
        digest=found.digest,
        issued_at=issued.at if issued else None,
        withdrawn_at=withdrawn.at if withdrawn else None,
        withdrawn_reason=told(withdrawn.reason) if withdrawn else "",
        replaces=found.replaces,
        replaced_by=later,
        reason=told(found.reason),
        changes=restatement.from_json(told(found.changes)),
    )


def _issued() -> QuerySet[Publication]:
    return Publication.objects.filter(acts__kind="issued").prefetch_related("acts")


def _found(number: int) -> Publication:
    found = _issued().filter(number=number).first()
    if found is None:
        raise refuse(
            "PUBLICATION_UNKNOWN",
            found=f"publication {number}",
            expected="the number of a publication",
        )
    return found


def _readable(number: int) -> Publication:
    found = _found(number)
    if any(act.kind == "withdrawn" for act in found.acts.all()):
        raise refuse(
            "PUBLICATION_WITHDRAWN",
            found=f"publication {number}",
            expected="one that was not withdrawn",
        )
    return found
