"""What a correction changed in a publication.

Each number, from what to what, because of which entries.

A later version is never a silent change: it carries this note.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from jiedui.papers.document import Heading, Number, Paragraph, Table, Text
from jiedui.papers.typography import set_in_chinese
from jiedui.publish import lookup
from jiedui.publish.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.papers.document import Document
    from jiedui.papers.frozen import Frozen
    from jiedui.publish.survey import Behind


@dataclass(frozen=True, slots=True)
class Because:
    """An entry that came after the earlier version: its number, kind and document."""

    entry: int
    kind: str
    document: str


@dataclass(frozen=True, slots=True)
class Change:
    """One number that changed; no words before or after means it was not there.

    Attributes:
        key: Its key.
        name: The figure, by language.
        before: As it read, by language.
        after: As it reads now, by language.
        because: The entries posted since that it rests on.
        about: What it is narrowed to, by language: numbers of one figure are told apart by it.
    """

    key: str
    name: dict[str, str]
    before: dict[str, str]
    after: dict[str, str]
    because: tuple[Because, ...]
    about: dict[str, str] = field(default_factory=dict)

    def called(self, language: str) -> str:
        """Return what the number is called, with what it is narrowed to."""
        about, name = self.about.get(language, ""), self.name[language]
        if not about:
            return name
        return f"{name}（{about}）" if language == "zh" else f"{name} ({about})"


def changes(
    before: Mapping[str, Frozen],
    after: Mapping[str, Frozen],
    behind: Mapping[str, Sequence[Behind]],
    *,
    known_at: int,
) -> list[Change]:
    """Return every number that reads or means something else now.

    Args:
        before: The numbers of the earlier version, by key.
        after: The numbers now, by key.
        behind: The lines behind each number now, of those that are gone too.
        known_at: The last entry the earlier version read.
    """
    found = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old is not None and new is not None and _same(old, new):
            continue
        either = new or old
        if either is None:
            continue
        because = _since(behind.get(key, ()), known_at)
        told = (old.text if old else {}, new.text if new else {})
        about = lookup.about(either.question["where"])
        found.append(Change(key, either.name, *told, because, about))
    return found


def with_note(
    document: Document, found: Sequence[Change], *, replaces: int, reason: str
) -> Document:
    """Return the document with its restatement note at the head."""
    language = document.language
    said = say("restated.lead", language).format(number=replaces, reason=reason.rstrip("。.;； "))
    lead = Paragraph((Text(said),), "lead")
    rows = tuple(
        (
            Text(one.called(language)),
            Text(one.before.get(language, "—")),
            Number(one.key, one.after[language]) if one.after else Text("—"),
            Text(_because_words(one.because, language)),
        )
        for one in found
    )
    heads = tuple(
        say(f"restated.{name}", language) for name in ("figure", "before", "after", "because")
    )
    table = Table("restatement", say("restated.caption", language), heads, rows, stub=1)
    note = (Heading(1, say("restated.heading", language)), lead, *((table,) if rows else ()))
    noted = replace(document, blocks=note)
    told = set_in_chinese(noted) if language == "zh" else noted
    return replace(document, blocks=(*told.blocks, *document.blocks))


def as_json(found: Sequence[Change]) -> list[dict[str, Any]]:
    """Return the changes as plain values."""
    return [asdict(one) for one in found]


def from_json(found: Sequence[dict[str, Any]]) -> tuple[Change, ...]:
    """Return the changes `as_json` made."""
    return tuple(
        Change(**{**one, "because": tuple(Because(**each) for each in one["because"])})
        for one in found
    )


def _same(old: Frozen, new: Frozen) -> bool:
    names = ("text", "stated", "low", "high", "wording", "reason", "version")
    return all(getattr(old, name) == getattr(new, name) for name in names)


def _since(lines: Sequence[Behind], known_at: int) -> tuple[Because, ...]:
    later = {
        line.entry: Because(line.entry, line.kind, line.document)
        for line in lines
        if line.entry > known_at
    }
    return tuple(later[entry] for entry in sorted(later))


def _because_words(because: Sequence[Because], language: str) -> str:
    if not because:
        return say("restated.definition", language)
    names = [
        say("restated.entry", language).format(entry=one.entry, document=one.document).strip()
        for one in because
    ]
    return ("、" if language == "zh" else ", ").join(names)
