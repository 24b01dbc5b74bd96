"""A report written from the book as it is at one entry, with every number frozen.

Nothing is kept yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.access.queries import own_office
from jiedui.giving.queries.unnamed import unnamed_payers
from jiedui.kernel.period import EARLIEST
from jiedui.kernel.problem import refuse
from jiedui.publish.compose import compose
from jiedui.publish.frozen import freeze
from jiedui.publish.sight import sight
from jiedui.publish.survey import Wanted, survey
from jiedui.publish.unnamed import replaced, without_names

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.papers.document import Document
    from jiedui.papers.frozen import Frozen
    from jiedui.publish.survey import Behind


@dataclass(frozen=True, slots=True)
class Paper:
    """A Word file made from an office's own template, and what it was made of.

    Attributes:
        template: Hash of the template; `name` is its file name.
        subject: Kind and key of what it is about, None for the whole programme.
        is_typed_allowed: Whether numbers typed in it were let stand.
        content: The finished document.
    """

    template: str
    name: str
    subject: tuple[str, str] | None
    is_typed_allowed: bool
    content: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A report as written.

    Attributes:
        report: Its name.
        wanted: What was asked for; `known_at` is the last entry read.
        head: Hash of that entry.
        documents: One per language.
        figures: Its numbers, by key.
        behind: The lines behind each number, by key.
        paper: The Word file, where an office's own template made it.
    """

    report: str
    wanted: Wanted
    head: str
    documents: dict[str, Document]
    figures: dict[str, Frozen]
    behind: dict[str, tuple[Behind, ...]]
    paper: Paper | None = None


def write_report(
    report: str,
    *,
    as_of: dt.date,
    since: dt.date | None = None,
    owner: str = "",
    known_at: int | None = None,
) -> Written:
    """Write a report about a programme.

    Args:
        report: `page` or `funds`.
        as_of: The reporting day.
        since: First day; None = each recipient from its own first line.
        owner: The donor district; "" = the office's own.
        known_at: Read the book as known at this entry; None = now.

    Raises:
        Refused: No such report, no office set, or nothing in the book to tell.
    """
    asked = owner or own_office()
    seen = sight(known_at)
    wanted = Wanted(asked, as_of, since or EARLIEST, seen.known_at)
    found = survey(seen, wanted)
    edition = compose(report, found, seen)
    if not edition.told:
        raise refuse(
            "NOTHING_TO_TELL",
            found=f"{asked}, {as_of}",
            expected="entries of this programme in the book",
        )
    seen.look_up(told.answer.question for told in edition.told.values())
    behind = {key: tuple(seen.lines(told.answer.question)) for key, told in edition.told.items()}
    figures = {key: freeze(told, behind[key]) for key, told in edition.told.items()}
    payers = unnamed_payers()
    told, figures = without_names(edition.documents, figures, payers)
    behind = {replaced(key, payers): lines for key, lines in behind.items()}
    return Written(report, wanted, seen.read.head.hash, told, figures, behind)
