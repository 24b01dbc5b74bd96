"""What came in by a posted workbook is the project's own: seen once, carried on at the desk."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries as books
from jiedui.books.feed import facts
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.kernel.problem import Refused
from jiedui.programme.commands import money, steps
from jiedui.programme.following import follow_book
from jiedui.programme.outcomes import MoneyAsk, StepAsk
from jiedui.programme.queries.listing import ProjectFilter, projects
from jiedui.programme.queries.project import project
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from tests.conftest import Office

NOW = dt.datetime(2019, 7, 5, 3, 0, tzinfo=dt.UTC)


def told(code: str) -> int:
    return compute(Question(code), facts()).rows[0].value.stated or 0


def test_a_posted_ledger_makes_projects_whose_money_is_the_books(office: "Office") -> None:
    """Sums of the list equal the figures; following again changes nothing; the desk goes on."""
    assert office.data_dir.is_dir()
    set_office(other.OFFICE)
    for name, role in (("wang", "officer"), ("zhao", "reviewer")):
        add_user(name, role=role, password=None, place="", now=NOW)
    wang, zhao = actor_named("wang"), actor_named("zhao")
    received = receive_file(other.ledger(), name="l.xlsx", actor=wang, now=NOW)
    posted = post_batch(received.number, actor=zhao, now=NOW, accept_warnings=True)
    assert posted.recorded > 0
    page = projects(EVERYWHERE)
    assert page.total == told("projects") > 0
    row_of_money = compute(Question("money"), facts()).rows[0]
    assert page.contributed_fen + page.allotted_fen == row_of_money.itemised
    assert page.disbursed_fen == told("disbursed")
    assert follow_book() == set()
    row = next(one for one in page.rows if one.allotted_fen > one.disbursed_fen)
    carried_on(row.number)


def carried_on(number: int) -> None:
    """The desk pays out of what the ledger allotted, and no more."""
    wang, zhao = actor_named("wang"), actor_named("zhao")
    row = projects(EVERYWHERE, ProjectFilter(number=number)).rows[0]
    view = project(EVERYWHERE, row.number)
    assert view.fields["origin"] == "file"
    assert view.fields["content"] or view.fields["location"] or view.fields["unit"]
    assert view.entries
    before = (books.head().number, told("money"), told("disbursed"))
    if row.state not in ("ALLOTTED", "STARTED", "IN_PROGRESS", "COMPLETED", "ACCEPTED", "SETTLED"):
        done = steps.propose_steps(
            [StepAsk(row.number, "ALLOTTED", dt.date(2019, 7, 1), "台账未载明状态")],
            actor=wang, now=NOW,
        )  # fmt: skip
        steps.decide_steps(done.numbers, is_approved=True, actor=zhao, now=NOW)
    days = [dt.date(2019, 7, at) for at in (1, 2, 3, 4)]
    ask = MoneyAsk(
        row.number, "DIRECT", "MUNICIPAL_POOLED", 100, days[3], days[0], days[1], days[2]
    )
    act = money.propose_money([ask], actor=wang, now=NOW)
    money.decide_money(act.numbers, is_approved=True, actor=zhao, now=NOW)
    assert (told("money"), told("disbursed")) == (before[1], before[2] + 100)
    too_much = MoneyAsk(
        row.number,
        "DIRECT",
        "MUNICIPAL_POOLED",
        row.allotted_fen * 10,
        days[3],
        days[0],
        days[1],
        days[2],
    )
    with pytest.raises(Refused):
        money.propose_money([too_much], actor=wang, now=NOW)
