"""Gifts by donor and named projects: each as the book has it, an amount not stated said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.figures.model import Question
from jiedui.papers.document import Table, Text
from jiedui.papers.numbers import Style
from jiedui.publish.names import place_words
from jiedui.publish.parts.asking import cell, known_at
from jiedui.publish.wording import say

if TYPE_CHECKING:
    from jiedui.papers.document import Span
    from jiedui.publish.telling import Telling

_YUAN = Style("元", bare=False)
_WAN = Style("万元")
_BARE_WAN = Style("万元", bare=True)
_WAN_FEN = 1_000_000
_BARE = Style(bare=True)


def gifts_table(telling: Telling, language: str) -> Table | None:
    """Return the table of gifts, one row per donor and recipient."""
    rows = []
    for donor, recipient in telling.survey.givers:
        if not donor and not recipient:
            continue
        key = f"gift.{donor or '-'}.{recipient or '-'}"
        where = [("owner", (telling.survey.owner,))]
        where += [("payer", (donor,))] if donor else []
        where += [("recipient", (recipient,))] if recipient else []
        question = Question("gift", where=tuple(where), known_at=known_at(telling))
        told = telling.tell(key, question, _WAN)
        stated = told.row.value.stated or 0
        if stated % (_WAN_FEN // 100):
            told = telling.keep_styled(told, _YUAN)
        rows.append(
            (
                Text(place_words(donor, language)),
                Text(place_words(recipient, language)),
                cell(told, language),
            )
        )
    if not rows:
        return None
    heads = (
        say("gifts.donor", language),
        say("recipient", language),
        say("gifts.amount", language),
    )
    return Table(
        "gifts",
        say("gifts.caption", language),
        heads,
        tuple(rows),
        stub=2,
        notes=(say("gifts.note", language),),
    )


def projects_table(telling: Telling, language: str) -> Table | None:
    """Return the table of projects the book knows by name."""
    telling.expect(
        _of_project(key, code, telling) for key in telling.survey.projects for code in _TOLD
    )
    rows = [_project(key, telling, language) for key in telling.survey.projects]
    if not rows:
        return None
    heads = tuple(
        say(name, language)
        for name in ("recipient", "projects.name", "projects.area", "projects.cost", "projects.aid")
    )
    return Table(
        "projects",
        say("projects.caption", language),
        heads,
        tuple(rows),
        stub=2,
        notes=(say("projects.note", language),),
    )


def _project(key: str, telling: Telling, language: str) -> tuple[Span, ...]:
    place, _, name = key.partition("/")

    def told(code: str, style: Style) -> Span:
        question = _of_project(key, code, telling)
        return cell(telling.tell(f"{place}.{name}.{code}", question, style), language)

    return (
        Text(place_words(place, language)),
        Text(name),
        *(told(code, style) for code, style in _TOLD.items()),
    )


def _of_project(key: str, code: str, telling: Telling) -> Question:
    where = (("project", (key,)), ("owner", (telling.survey.owner,)))
    return Question(code, where=where, until=telling.survey.as_of, known_at=known_at(telling))


_TOLD = {"building_area": _BARE, "project_cost": _BARE_WAN, "money": _BARE_WAN}
"""What is told of each project, and how it is written."""
