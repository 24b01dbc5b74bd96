"""A small office for the tests of cooperation: a district, its people, records by two of them."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from openpyxl import Workbook

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.books.feed import facts
from jiedui.cooperation.commands.proposing import post_proposal, propose
from jiedui.exchange.answering import say_replacing
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.figures.compute import compute
from jiedui.figures.model import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.outcomes import PostedBatch
    from jiedui.figures.model import AnswerRow

NOW = dt.datetime(2018, 1, 5, 3, 0, tzinfo=dt.UTC)
OFFICE = "310114"


def settle(office: str = OFFICE) -> None:
    """Set the district up with an officer and two reviewers."""
    set_office(office)
    people = (("wang", "officer"), ("zhao", "reviewer"), ("qian", "reviewer"))
    for name, role in people:
        add_user(name, role=role, place="", password=None, now=NOW)


def recorded(kind: str, **form: str) -> int:
    """Propose a record by one person, post it by another, and return the record's number."""
    waiting = propose(kind, form, actor=actor_named("wang"), now=NOW)
    return post_proposal(waiting.number, actor=actor_named("zhao"), now=NOW).number


def answer(code: str, **where: str) -> AnswerRow:
    """Return the only row of a figure's answer."""
    filters = tuple((name, (value,)) for name, value in where.items() if name != "as_of")
    as_of = dt.date.fromisoformat(where["as_of"]) if "as_of" in where else None
    (row,) = compute(Question(code, where=filters, as_of=as_of), facts()).rows
    return row


def workbook(title: str, *rows: Sequence[object]) -> bytes:
    """Return a workbook of one sheet: a title, the headings, the rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([title])
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filed(content: bytes, name: str, *, replaces: int | None = None) -> PostedBatch:
    """Receive a workbook as one person and post it as another; it may be one sent again."""
    received = receive_file(content, name=name, actor=actor_named("wang"), now=NOW)
    if replaces is not None:
        say_replacing(received.number, replaces=replaces, actor=actor_named("wang"), now=NOW)
    return post_batch(received.number, actor=actor_named("zhao"), now=NOW, accept_warnings=True)
