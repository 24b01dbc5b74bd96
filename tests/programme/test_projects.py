"""A project's life: steps by the table only, money only as far as there is, the book in step."""

import datetime as dt
import sqlite3
from typing import TYPE_CHECKING

import pytest

from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries as books
from jiedui.books.archive import unpack_backup, write_backup
from jiedui.books.commands import post_reversal, propose_reversal
from jiedui.books.feed import facts
from jiedui.books.verify import verify_book
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.kernel.problem import Refused
from jiedui.programme.commands import audits, money, notices, papers, projects, results, steps
from jiedui.programme.commands.watching import copy_anew
from jiedui.programme.following import follow_book
from jiedui.programme.lifecycle import STEPS, steps_from
from jiedui.programme.models import Project, ProjectLine
from jiedui.programme.outcomes import StepAsk
from jiedui.programme.queries.listing import ProjectFilter, number_of
from jiedui.programme.queries.listing import projects as listed
from jiedui.programme.verify import copies_differ
from tests.programme import world
from tests.programme.world import COUNTY, NOW, WAN, ask, day, go, move, payment, view, who

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Office


def told(code: str, **where: str) -> int:
    """What a figure answers now, in fen or pieces."""
    filters = tuple((name, (value,)) for name, value in where.items())
    row = compute(Question(code, where=filters), facts()).rows[0]
    return row.value.stated or 0


def codes(refused: "pytest.ExceptionInfo[Refused]") -> set[str]:
    return {problem.code for problem in refused.value.problems}


def test_an_officers_month(office: "Office") -> None:  # noqa: PLR0915  a month is long
    """Plan, allot, pay with two signatures, accept, settle, return, hand over: the book agrees."""
    assert office.data_dir.is_dir()
    world.people()
    money.set_signing(day(1, 1), is_needed=True, place=COUNTY, actor=who("reviewer"), now=NOW)
    (number,) = world.planned()
    assert view(number).stages.planned == 400 * WAN
    assert told("projects") == 0
    move(ask(number, "ALLOT", 300, day(2, 20), notice="青财农〔2018〕5号"))
    assert world.state(number) == "ALLOTTED"
    assert (told("allotted"), told("idle"), told("projects")) == (300 * WAN, 300 * WAN, 1)
    assert told("building_area") == 12_000_000

    world.file_papers([number], "contract", "start_report", "completion_report", "acceptance_form")
    go([number], "STARTED", day(3, 2))
    go([number], "IN_PROGRESS", day(3, 20))
    done = money.propose_money([payment(number, 120, day(6, 10))], actor=who("officer"), now=NOW)
    with pytest.raises(Refused) as unsigned:
        money.decide_money(done.numbers, is_approved=True, actor=who("reviewer"), now=NOW)
    assert codes(unsigned) == {"SIGNATURE_MISSING"}
    money.sign_money(done.numbers, role="leader", actor=who("leader"), now=NOW)
    with pytest.raises(Refused) as twice:
        money.sign_money(done.numbers, role="cadre", actor=who("leader"), now=NOW)
    assert codes(twice) == {"SECOND_PERSON"}
    money.sign_money(done.numbers, role="cadre", actor=who("cadre"), now=NOW)
    posted = money.decide_money(done.numbers, is_approved=True, actor=who("reviewer"), now=NOW)
    assert posted.first == posted.last == books.head().number
    assert (told("disbursed"), told("spent"), told("idle")) == (120 * WAN, 120 * WAN, 180 * WAN)

    accepted_and_handed_over(number)
    assert told("benefit_people") == 430
    go([number], "CLOSED", day(12, 1))
    assert (told("returned"), told("idle"), told("allotted")) == (180 * WAN, 0, 300 * WAN)
    assert (told("projects", state="CLOSED"), told("projects", state="ALLOTTED")) == (1, 0)
    assert told("building_area") == 12_500_000
    stages = view(number).stages
    assert stages[2:] == (300 * WAN, 120 * WAN, 120 * WAN, 180 * WAN, 0, 0)
    passed = [(one.origin, one.target) for one in view(number).steps if one.is_approved]
    assert set(passed[1:]) <= {(step.origin, step.target) for step in STEPS}
    assert verify_book().problems == ()


def accepted_and_handed_over(number: int) -> None:
    """From a finished building to the asset card and the returned surplus."""
    papers.report_progress(
        number, 100, on=day(9, 1), spot="门堂乡甲村", photo=("a.jpg", b"\xff\xd8photo"),
        actor=who("cadre"), now=NOW,
    )  # fmt: skip
    go([number], "COMPLETED", day(9, 5))
    results.record_acceptance(
        number, "COUNTY", on=day(9, 20), has_passed=True, area_cm2=12_500_000,
        actor=who("officer"), now=NOW,
    )  # fmt: skip
    go([number], "ACCEPTED", day(9, 20))
    results.record_settlement(number, 280 * WAN, on=day(10, 8), actor=who("officer"), now=NOW)
    world.file_papers([number], "price_audit", "handover", "archive_list", "performance")
    go([number], "SETTLED", day(10, 8))
    results.record_asset(
        number,
        {"number": "JZ-1", "name": "卫生室", "kind": "PUBLIC", "form": "PHYSICAL",
         "value_fen": 280 * WAN, **world.RIGHTS},
        actor=who("officer"), now=NOW,
    )  # fmt: skip
    go([number], "TRANSFERRED", day(11, 1))
    with pytest.raises(Refused) as rest:
        go([number], "CLOSED", day(12, 1))
    assert codes(rest) == {"STEP_NEEDS"}
    move(ask(number, "RETURN", 180, day(11, 20), notice="缴回凭证1号"))


def test_money_never_exceeds_what_there_is(sqlite_office: "Office") -> None:
    """Over-commitment and payments beyond the allotment are refused, within one go as well."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    (number,) = world.planned()
    with pytest.raises(Refused) as over:
        move(ask(number, "ALLOT", 301, day(2, 20), notice="x"))
    assert codes(over) == {"OVER_APPROVED"}
    with pytest.raises(Refused) as early:
        move(payment(number, 1, day(3, 20)))
    assert codes(early) == {"STATE_WRONG", "OVER_ALLOTTED"}
    move(ask(number, "ALLOT", 200, day(2, 20), notice="x"))
    with pytest.raises(Refused) as both:
        move(payment(number, 150, day(3, 20)), payment(number, 51, day(3, 21)))
    assert codes(both) == {"OVER_ALLOTTED"}
    move(payment(number, 100, day(4, 1), "DISBURSE"))
    with pytest.raises(Refused) as spent:
        move(payment(number, 101, day(4, 2), "PAY"))
    assert codes(spent) == {"OVER_DISBURSED"}
    with pytest.raises(Refused) as own:
        move(ask(number, "DIRECT", 1, day(4, 2), source="RECIPIENT_OWN"))
    assert "OWN_MONEY" in codes(own)
    move(payment(number, 60, day(4, 2), "PAY"), ask(number, "RETURN", 140, day(5, 1), notice="y"))
    assert view(number).stages[2:6] == (200 * WAN, 100 * WAN, 60 * WAN, 140 * WAN)


def test_days_must_be_in_order(sqlite_office: "Office") -> None:
    assert sqlite_office.data_dir.is_dir()
    world.people()
    (number,) = world.allotted()
    wrong = ask(
        number, "DIRECT", 10, day(5, 10), milestone_on=day(5, 5), requested_on=day(5, 4),
        opinion_on=day(5, 3),
    )  # fmt: skip
    with pytest.raises(Refused) as order:
        move(wrong)
    assert [one.code for one in order.value.problems] == ["DATE_ORDER", "DATE_ORDER"]
    with pytest.raises(Refused) as missing:
        move(ask(number, "DIRECT", 10, day(5, 10)))
    assert codes(missing) == {"DATE_MISSING"}
    with pytest.raises(Refused) as ahead:
        move(payment(number, 10, dt.date(2019, 5, 1)))
    assert codes(ahead) == {"DATE_AHEAD"}


def test_two_persons(sqlite_office: "Office") -> None:
    """Nobody decides what they proposed: steps, money, changes, answers to auditors."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    (number,) = world.allotted()
    world.file_papers([number], "contract", "start_report", "change_request", "change_approval")
    step = steps.propose_steps(
        [StepAsk(number, "STARTED", day(3, 2))], actor=who("reviewer"), now=NOW
    )
    act = money.propose_money([payment(number, 1, day(4, 1))], actor=who("reviewer"), now=NOW)
    change = projects.propose_figures(
        number, world.figures(320), on=day(5, 1), reason="加建围墙", actor=who("reviewer"), now=NOW
    )
    finding = audits.record_audit_finding(
        number, "超范围列支", found_by="县审计局", on=day(6, 1), owner="officer", due=day(8, 1),
        amount_fen=2 * WAN, actor=who("officer"), now=NOW,
    )  # fmt: skip
    answer = audits.answer_audit_finding(
        finding.number, "REFUNDED", words="已缴回", on=day(7, 1), amount_fen=2 * WAN,
        actor=who("reviewer"), now=NOW,
    )  # fmt: skip
    same = who("reviewer")
    calls: tuple[Callable[[], object], ...] = (
        lambda: steps.decide_steps(step.numbers, is_approved=True, actor=same, now=NOW),
        lambda: money.decide_money(act.numbers, is_approved=True, actor=same, now=NOW),
        lambda: projects.decide_change(change.number, is_approved=True, actor=same, now=NOW),
        lambda: audits.confirm_audit_answer(answer.number, actor=same, now=NOW),
    )
    for call in calls:
        with pytest.raises(Refused) as refused:
            call()
        assert codes(refused) == {"SECOND_PERSON"}
    audits.confirm_audit_answer(answer.number, actor=who("second"), now=NOW)
    assert view(number).audits[0].state == "REFUNDED"
    with pytest.raises(Refused) as officer:
        steps.decide_steps(step.numbers, is_approved=True, actor=who("officer"), now=NOW)
    assert codes(officer) == {"NOT_ALLOWED"}


def test_a_change_is_a_new_version(office: "Office") -> None:
    """Approved figures stand; the plan in the book moves by the difference."""
    assert office.data_dir.is_dir()
    world.people()
    (number,) = world.allotted()
    world.file_papers([number], "change_request", "change_approval")
    change = projects.propose_figures(
        number, world.figures(250), on=day(5, 1), reason="缩减", actor=who("officer"), now=NOW
    )
    with pytest.raises(Refused) as less:
        projects.decide_change(change.number, is_approved=True, actor=who("reviewer"), now=NOW)
    assert codes(less) == {"OVER_APPROVED"}
    projects.decide_change(change.number, is_approved=False, actor=who("reviewer"), now=NOW)
    change = projects.propose_figures(
        number, world.figures(350), on=day(5, 1), reason="加建围墙", actor=who("officer"), now=NOW
    )
    projects.decide_change(change.number, is_approved=True, actor=who("reviewer"), now=NOW)
    found = view(number)
    assert [(one.number, one.is_approved) for one in found.versions] == [
        (1, True), (2, False), (3, True),
    ]  # fmt: skip
    assert found.stages.planned == 450 * WAN
    assert found.fields["state"] == "ALLOTTED"
    assert [(one.origin, one.target) for one in found.steps][-2:] == [
        ("ALLOTTED", "CHANGED"), ("CHANGED", "ALLOTTED"),
    ]  # fmt: skip
    move(ask(number, "ALLOT", 50, day(6, 1), notice="x"))


def test_suspended_and_back_and_cancelled(sqlite_office: "Office") -> None:
    assert sqlite_office.data_dir.is_dir()
    world.people()
    (number,) = world.allotted()
    world.file_papers([number], "suspension", "resumption", "cancellation")
    with pytest.raises(Refused) as silent:
        go([number], "SUSPENDED", day(3, 1))
    assert codes(silent) == {"STEP_NEEDS"}
    go([number], "SUSPENDED", day(3, 1), "用地未批")
    with pytest.raises(Refused):
        move(payment(number, 1, day(3, 20)))
    with pytest.raises(Refused) as elsewhere:
        go([number], "STARTED", day(4, 1))
    assert codes(elsewhere) == {"STEP_NOT_ALLOWED"}
    go([number], "ALLOTTED", day(4, 1))
    with pytest.raises(Refused):
        go([number], "CANCELLED", day(5, 1), "选址不成")
    move(ask(number, "RETURN", 300, day(5, 1), notice="缴回"))
    go([number], "CANCELLED", day(5, 2), "选址不成")
    assert told("projects") == 0
    assert list(steps_from("CANCELLED")) == []


def test_bulk_is_one_command_and_all_or_none(sqlite_office: "Office") -> None:
    """Two hundred payments and fifty steps go together; one wrong one keeps all back."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    numbers = world.allotted(*(f"第{at}村道路" for at in range(50)))
    before = books.head().number
    asks = [payment(one, 10, day(5, at + 4)) for one in numbers for at in range(4)]
    with pytest.raises(Refused) as one_wrong:
        move(*asks, payment(numbers[0], 300, day(6, 1)))
    assert len(one_wrong.value.problems) == 1
    assert books.head().number == before
    acts = move(*asks)
    assert len(acts) == 200
    assert books.head().number == before + 200
    world.file_papers(numbers, "contract", "start_report")
    go(numbers, "STARTED", day(7, 1))
    page = listed(EVERYWHERE, ProjectFilter(state="STARTED"), sort="-used", limit=5)
    assert (page.total, page.disbursed_fen, len(page.rows)) == (50, 2000 * WAN, 5)


def test_a_reversal_reaches_the_project(sqlite_office: "Office") -> None:
    """Whatever is posted, the project's money is the book's money."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    (number,) = world.allotted()
    (act,) = move(payment(number, 30, day(4, 10)))
    entry = next(one.entry for one in view(number).acts if one.number == act)
    assert entry is not None
    reversal = propose_reversal(entry, actor=who("officer"), now=NOW, reason="重复付款")
    post_reversal(reversal.number, actor=who("reviewer"), now=NOW)
    follow_book()
    assert view(number).stages[2:] == (300 * WAN, 0, 0, 0, 0, 300 * WAN)
    assert view(number).lots[0].since == day(2, 20)


def test_places_keep_people_out(sqlite_office: "Office") -> None:
    assert sqlite_office.data_dir.is_dir()
    world.people()
    (number,) = world.registered()
    scope = who("viewer").scope("programme.read")
    assert listed(scope).total == 0
    with pytest.raises(Refused):
        number_of(scope, str(number))
    with pytest.raises(Refused) as cadre:
        projects.register_projects([world.sheet("乙", world.OTHER)], actor=who("cadre"), now=NOW)
    assert codes(cadre) == {"OUT_OF_PLACE"}


def test_every_fault_of_a_sheet_is_told(sqlite_office: "Office") -> None:
    assert sqlite_office.data_dir.is_dir()
    world.people()
    world.registered()
    bad = world.sheet("丙")
    figures = world.figures()
    wrong = type(bad)(
        "丙", "000000", 2018, "NONE",
        type(figures)(figures.parts, 1, planned_start=day(5, 1), planned_end=day(4, 1)),
        reach={"households": 6920, "people": 22, "registered_people": 23},
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        projects.register_projects([wrong], actor=who("officer"), now=NOW)
    assert codes(refused) == {
        "PLACE_UNKNOWN", "VALUE_UNKNOWN", "FIGURES_WRONG", "DATE_ORDER", "REACH_WRONG",
    }  # fmt: skip
    with pytest.raises(Refused) as again:
        world.registered()
    assert codes(again) == {"PROJECT_EXISTS"}


def test_a_notice_is_made_from_the_record(sqlite_office: "Office") -> None:
    """It tells the mandatory fields, and no personal number can get in."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    sheet = world.sheet()
    texts = {**sheet.texts, "unit": "卫健局 联系人王某 13812345678"}
    made = projects.register_projects(
        [type(sheet)(sheet.name, sheet.place, 2018, "SOCIAL", sheet.figures, texts, sheet.reach)],
        actor=who("officer"), now=NOW,
    )  # fmt: skip
    number = made.number
    with pytest.raises(Refused) as own:
        notices.record_disclosure(
            number, "LIBRARY", on=day(1, 5), where="村公示栏", phone="13912345678",
            actor=who("officer"), now=NOW,
        )  # fmt: skip
    assert codes(own) == {"PHONE_PERSONAL"}
    with pytest.raises(Refused) as gap:
        notices.record_disclosure(
            number, "AFTER", on=day(1, 5), where="村公示栏", phone="12317",
            actor=who("officer"), now=NOW,
        )  # fmt: skip
    assert codes(gap) == {"DISCLOSURE_GAP"}
    notices.record_disclosure(
        number, "LIBRARY", on=day(1, 5), until=day(1, 12), where="村公示栏", phone="12317",
        actor=who("officer"), now=NOW,
    )  # fmt: skip
    text = view(number).disclosures[0]["text"]
    assert "13812345678" not in text
    assert "资金规模:400万元" in text
    assert "受益120户430人" in text


def test_copies_are_held_against_the_book_and_made_anew(office: "Office") -> None:
    assert office.data_dir.is_dir()
    world.people()
    (number,) = world.allotted()
    move(payment(number, 30, day(4, 10)))
    assert copies_differ() == []
    ProjectLine.objects.filter(account="Place:Spent").update(amount=1)
    Project.objects.filter(pk=number).update(allotted_fen=7)
    assert {one.code for one in copies_differ()} == {"PROJECT_COPIES"}
    copy_anew(actor=who("reviewer"), now=NOW)
    assert copies_differ() == []
    assert view(number).stages.spent == 30 * WAN


def test_everything_moves_with_the_book(sqlite_office: "Office", tmp_path: "Path") -> None:
    """A backup, restored elsewhere, holds projects, papers and history, and copies that agree."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    world.allotted()
    write_backup(tmp_path / "all.jiedui", now=NOW)
    unpack_backup(tmp_path / "all.jiedui", tmp_path / "other")
    rows = sqlite3.connect(tmp_path / "other" / "book.sqlite3")
    counts = [
        rows.execute(f"SELECT count(*) FROM programme_{name}").fetchone()[0]  # noqa: S608
        for name in ("project", "passed", "moneyact", "paper", "projectline")
    ]
    rows.close()
    assert counts[:4] == [1, 5, 1, 5]
    assert counts[4] > 0
