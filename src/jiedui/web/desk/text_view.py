"""A checked text as its page shows it: pieces with marks, cards with both sides, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from jiedui.claims.drafting import fate_of
from jiedui.claims.marking import MARKS, UNREAD, pieces
from jiedui.claims.queries import CAUSES
from jiedui.figures.binding.judging import TEXT_OUTCOMES, tally
from jiedui.figures.catalogue import FIGURES
from jiedui.web.desk.answers import filter_words
from jiedui.web.desk.asking import address_of
from jiedui.web.desk.shown import Manner, amount_words, figure_name, period_words, well_set
from jiedui.web.wording import pick, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.claims.drafting import Fate
    from jiedui.claims.marking import Mark
    from jiedui.claims.queries import Registered
    from jiedui.figures.binding.judging import Checked, CheckedText
    from jiedui.figures.model import Question
    from jiedui.reader.reading import Finding
    from jiedui.web.wording import Language


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of the text on its page; `at` is None for words without a claim."""

    text: str
    at: int | None = None
    tone: str = ""
    sign: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One claim's card: what the text says, what the book says, why, and what may be done."""

    at: int
    span: str
    mark: Mark
    outcome: str
    verdict: str
    figure: str
    period: str
    filters: list[tuple[str, str]]
    says: str
    book: str
    why: list[str]
    entries: tuple[int, ...]
    trace: str
    figure_href: str
    changed_from: str
    accepted: str
    drafted_as: str
    not_drafted: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class TextView:
    """The page of a text."""

    pieces: list[Shown]
    cards: list[Card]
    tally: list[tuple[str, int, Mark, str]]
    chosen: str
    count: int
    slips: list[tuple[int, str]]
    agreed: int
    unread: list[str]
    unread_mark: Mark
    known_at: int
    can_draft: bool


def text_view(
    found: CheckedText,
    kept: Mapping[int, Registered],
    *,
    outcome: str,
    language: Language,
) -> TextView:
    """Return what the page of a text shows.

    Args:
        found: The text, judged by the book as it is.
        kept: Its claims in the register, by position.
        outcome: Show cards of this outcome only; "" = all, what needs a person first.
        language: The reader's language.
    """
    chosen = outcome if outcome in MARKS else ""
    cards = [
        _card(one, kept.get(one.at), fate_of(one, found), language=language) for one in found.claims
    ]
    order = {name: at for at, name in enumerate(TEXT_OUTCOMES)}
    shown = [one for one in cards if chosen in {"", one.outcome}]
    if not chosen:
        shown.sort(key=lambda one: (order[one.outcome], one.at))
    return TextView(
        [_piece(one, language) for one in _pieces(found)],
        shown,
        [
            (name, count, MARKS[name], say(f"verdict.{name}", language))
            for name, count in tally(found.claims).items()
        ],
        chosen,
        len(cards),
        [(one.total, _slip(one, found, language)) for one in found.slips],
        len(found.reading.findings) - len(found.slips),
        ["".join(one.text.split()) for one in found.reading.not_understood],
        UNREAD,
        found.known_at,
        any(one.drafted_as for one in shown),
    )


def _pieces(found: CheckedText) -> list[tuple[str, Checked | None, Mark | None]]:
    """Return the text in pieces, without blank lines before it begins."""
    told = [(one.text, one.claim, one.mark) for one in pieces(found)]
    if told and told[0][2] is None:
        told[0] = (told[0][0].lstrip(), *told[0][1:])
    return told


def _piece(one: tuple[str, Checked | None, Mark | None], language: Language) -> Shown:
    words, claim, mark = one
    if mark is None:
        return Shown(words)
    said = mark.zh if language == "zh" else mark.en
    return Shown(words, -1 if claim is None else claim.at, mark.tone, mark.sign, said)


def _card(one: Checked, kept: Registered | None, fate: Fate, *, language: Language) -> Card:
    asked, verdict, manner = one.question, one.verdict, Manner(language)
    says = book = ""
    if verdict is not None:
        says = amount_words(verdict.claim.value, verdict.unit, manner)
        book = amount_words(verdict.book, verdict.unit, manner)
    changed = kept is not None and kept.first.outcome != one.outcome
    return Card(
        one.at,
        "".join(one.said.text.split()),
        MARKS[one.outcome],
        one.outcome,
        say(f"verdict.{one.outcome}", language),
        _named(asked, language) if asked else "",
        _period(asked, language) if asked else "",
        filter_words(asked, language) if asked else [],
        says,
        book,
        [well_set(pick(words, language), language) for words in one.why],
        verdict.entries[:12] if verdict else (),
        reverse("desk:trace", args=[asked.code]) + address_of(asked) if asked and verdict else "",
        reverse("desk:figure", args=[asked.code]) + address_of(asked) if asked else "",
        _then(kept, language) if kept is not None and changed else "",
        _accepted(kept, language),
        say(f"texts.as_{fate.kind}", language) if fate.kind else "",
        pick(fate.why, language) if not fate.kind else "",
        kept is not None and kept.is_open,
    )


def _named(asked: Question, language: Language) -> str:
    planned = f" · {say('figure.planned_mark', language)}" if asked.planned else ""
    return f"{figure_name(FIGURES[asked.code], language)}{planned}"


def _period(asked: Question, language: Language) -> str:
    if asked.since and asked.until:
        return period_words(asked.since, asked.until, language)
    day = asked.as_of or asked.until or asked.since
    return day.isoformat() if day else ""


def _then(kept: Registered, language: Language) -> str:
    return say(
        "texts.was",
        language,
        verdict=say(f"verdict.{kept.first.outcome}", language),
        number=kept.first.known_at,
    )


def _accepted(kept: Registered | None, language: Language) -> str:
    if kept is None or kept.accepted is None:
        return ""
    one = kept.accepted
    return say(
        "texts.accepted_by",
        language,
        person=one.accepted_by,
        day=one.accepted_at.date(),
        cause=pick(CAUSES[one.cause], language),
        remark=one.remark,
    )


def _slip(one: Finding, found: CheckedText, language: Language) -> str:
    claims = found.reading.claims
    parts = "、".join("".join(claims[at].text.split()) for at in one.parts)
    note = next(iter(found.claims[one.total].why), ("", ""))
    return say(
        "texts.slip",
        language,
        total="".join(claims[one.total].text.split()),
        parts=parts,
        why=well_set(pick(note, language), language),
    )
