"""What came in by a posted workbook is the project's own: seen once, carried on at the desk."""

import datetime as dt
import io
from typing import TYPE_CHECKING

import openpyxl
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
from tests.programme import world

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


HEADINGS = (
    "受援县", "项目名称", "资金事项", "资金来源", "支付金额(万元)", "验收或合同节点日期",
    "用款申请日期", "乡镇意见日期", "支付日期", "收款单位",
)  # fmt: skip


def payments_list(rows: list[tuple[object, ...]]) -> bytes:
    """A payments list as a county's finance bureau sends it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["久治县2018年项目资金支付明细表"])
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_two_hundred_payments_come_in_one_file(sqlite_office: "Office") -> None:
    """The receiver proposed them, who posts the file decides; one too many keeps all back."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    world.allotted(*(f"第{at}村道路" for at in range(50)))
    rows: list[tuple[object, ...]] = [
        ("久治县", f"第{at % 50}村道路", "直接支付", "市级统筹资金", 10, "2018-06-01", "2018-06-03",
         "2018-06-05", f"2018-06-{6 + at // 50:02d}", "某建设公司")
        for at in range(200)
    ]  # fmt: skip
    officer, reviewer = world.who("officer"), world.who("reviewer")
    too_many = [*rows, ("久治县", "第0村道路", "直接支付", "市级统筹资金", 261, *rows[0][5:])]
    received = receive_file(payments_list(too_many), name="p.xlsx", actor=officer, now=world.NOW)
    assert (received.rows, received.waiting) == (201, 0)
    before = books.head().number
    with pytest.raises(Refused) as over:
        post_batch(received.number, actor=reviewer, now=world.NOW, accept_warnings=True)
    assert {one.code for one in over.value.problems} == {"OVER_ALLOTTED"}
    assert books.head().number == before
    received = receive_file(payments_list(rows), name="p.xlsx", actor=officer, now=world.NOW)
    posted = post_batch(received.number, actor=reviewer, now=world.NOW, accept_warnings=True)
    assert posted.recorded == 200
    assert books.head().number == before + 200
    page = projects(EVERYWHERE)
    assert page.disbursed_fen == told("disbursed") == 2000 * world.WAN
    act = project(EVERYWHERE, page.rows[0].number).acts[-1]
    assert (act.proposed_by, act.decided_by, act.payee) == ("officer", "reviewer", "某建设公司")
