"""Entries of every shape are stored and chained alike, those too that one statement takes whole."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction

from jiedui.access.scope import EVERYWHERE, Actor, Held
from jiedui.books import queries
from jiedui.books.chain import GENESIS, entry_text, hash_of, line_text
from jiedui.books.commands import close_period, post_entries
from jiedui.books.entry import Dims, credited, line
from jiedui.books.verify import verify_book
from jiedui.kernel.moment import stamp
from jiedui.kernel.period import parse_period
from jiedui.kernel.quantity import Wording, said
from tests.books.drafts import aid, bare, count
from tests.moment import NOW

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft
    from tests.conftest import Office

REVIEWER = Actor("he", "何", (Held("reviewer", ""),))
YEAR = parse_period("2017")
NAMES = (
    "number, kind, starts, ends, words, posted_by, posted_at, previous, hash, side, debit, credit, "
    "amount"
)


def transfer(dims: Dims, fen: int = 100, *accounts: str) -> EntryDraft:
    """Return money that goes from one account to another, nothing more said."""
    debit, credit = accounts or ("Place:Contributed", "Source:Aid")
    one = line(debit, "fen", said(fen), YEAR, dims)
    whole = bare("aid", (one, credited(one, credit)))
    return whole._replace(starts=YEAR.starts, ends=YEAR.ends)


def shapes() -> list[EntryDraft]:
    """Return transfers, and entries that differ from a transfer in one thing each."""
    dims = Dims("533422", "310000", source="MUNICIPAL_POOLED")
    plain = transfer(dims)
    one, other = plain.lines
    day = dt.date(2017, 5, 1)
    about = line("Place:Spent", "fen", said(500, Wording.ABOUT), YEAR, dims)
    over = line("Place:Spent", "fen", said(500, Wording.OVER), YEAR, dims)
    elsewhere = Dims("532300")
    return [
        plain,
        transfer(Dims()),
        transfer(Dims(*"abcdefghi"), -7),
        transfer(Dims(state="在建"), 0),
        transfer(Dims("533422", project="533422/卫生院 二期"), 5, "Plan:Aid", "Plan:Commitment"),
        transfer(dims, 5, "Source:Aid", "Source:Gift")._replace(words="带\t制表符\\与\n换行"),
        plain._replace(document="2017 年拨付情况"),
        plain._replace(batch=7),
        plain._replace(lines=(one, other._replace(dims=elsewhere))),
        plain._replace(lines=(one._replace(cell="C4"), other._replace(cell="C4"))),
        plain._replace(lines=tuple(each._replace(starts=day, ends=day) for each in plain.lines)),
        plain._replace(lines=tuple(each._replace(itemised=False) for each in plain.lines)),
        plain._replace(lines=(one, one._replace(amount=-100), one, other)),
        bare("aid", (about, credited(about, "Source:Aid"))),
        bare("aid", (over, credited(over, "Source:Aid"))),
        count(5, "2017"),
        aid(3),
        transfer(dims, 9),
    ]


@pytest.mark.usefixtures("office")
def test_every_shape_comes_back_as_posted_under_the_hash_of_its_text() -> None:
    drafts = shapes()
    post_entries(drafts, actor=REVIEWER, now=NOW)
    for draft in drafts[:3]:
        post_entries([draft], actor=REVIEWER, now=NOW)
    link = GENESIS
    records = queries.entries(EVERYWHERE, numbers=tuple(range(1, len(drafts) + 4)))
    for record, draft in zip(
        sorted(records, key=lambda record: record.number), drafts + drafts[:3], strict=True
    ):
        assert record.draft == draft
        own = entry_text(record.number, draft, posted_by="he", posted_at=stamp(NOW))
        texts = [line_text(record.number, at, one) for at, one in enumerate(draft.lines, 1)]
        link = hash_of(link, "\n".join([own, *texts]) + "\n")
        assert queries.hash_at(record.number) == link
    assert verify_book().ok


@pytest.mark.parametrize(
    ("number", "previous", "ends", "words"),
    [
        (1, None, "2017-12-31", "JIEDUI posted"),
        (2, None, "2017-12-31", "JIEDUI posted"),
        (4, None, "2017-12-31", "JIEDUI gap"),
        (3, "f" * 64, "2017-12-31", "JIEDUI chain"),
        (3, None, "2016-12-31", "JIEDUI closed"),
        (3, None, "2015-12-31", "entry_days|line_days"),
    ],
)
def test_a_transfer_that_is_refused_leaves_nothing(
    number: int, previous: str | None, ends: str, words: str, office: Office
) -> None:
    if office.vendor != "sqlite":
        return
    post_entries([transfer(Dims("533422"))], actor=REVIEWER, now=NOW)
    close_period(dt.date(2016, 12, 31), actor=REVIEWER, now=NOW)
    link = previous or queries.head().hash
    told = (number, "aid", "2016-01-01", ends, "x", "he", stamp(NOW), link, "0" * 64)
    values = (*told, "actual", "Place:Contributed", "Source:Aid", 5)
    marks = ", ".join(["%s"] * len(values))
    sql = f"INSERT INTO books_transfer ({NAMES}) VALUES ({marks})"  # noqa: S608  constants
    with transaction.atomic(), connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match=words):
            cursor.execute(sql, values)
        cursor.execute("SELECT count(*) FROM books_line")
        assert cursor.fetchone() == (3,)
    assert verify_book().ok
