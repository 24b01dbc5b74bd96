"""House rules: each fires on its case and not on another; findings are answered by two people."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.access.scope import EVERYWHERE
from jiedui.attention.catalogue import rules
from jiedui.attention.commands import (
    accept_finding,
    assign_finding,
    explain_finding,
    run_rules,
)
from jiedui.attention.declaration import Hit, Looking, Rule
from jiedui.attention.queries import FindingFilter, finding, findings, overdue
from jiedui.attention.thresholds import limits_on, words_on
from jiedui.books.commands import post_entries
from jiedui.books.entry import EntryDraft
from jiedui.kernel.problem import Refused
from jiedui.programme.attention import months_before
from jiedui.programme.commands import audits, money, notices
from jiedui.programme.commands.watching import follow
from jiedui.programme.drafting import money_dims, moving
from jiedui.programme.models import Disclosure, FundingLine, Project
from jiedui.programme.opening import about
from tests.programme import world
from tests.programme.world import NOW, WAN, ask, day, move, payment, who

if TYPE_CHECKING:
    from tests.conftest import Office


def found(code: str, on: dt.date = world.TODAY) -> dict[int, Hit]:
    """What a rule finds on a day, by project."""
    looking = Looking(on, limits_on(on), words_on(on))
    return {int(hit.subject.partition(":")[2]): hit for hit in rules()[code].find(looking)}


def run(on: dt.date = world.TODAY) -> None:
    moment = dt.datetime(on.year, on.month, on.day, 2, 0, tzinfo=dt.UTC)
    run_rules(actor=who("reviewer"), now=moment)


def waiting(code: str) -> list[tuple[int, str]]:
    page = findings(EVERYWHERE, FindingFilter(rule=code))
    return [(one.number, one.state) for one in page.rows]


def test_idle_money_by_how_long_it_stands(sqlite_office: "Office") -> None:
    """R05: what came first goes first; each limit raises the urgency; spent money is not idle."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    (number,) = world.planned()
    move(
        ask(number, "ALLOT", 100, day(2, 20), notice="1"),
        ask(number, "ALLOT", 200, day(8, 20), notice="2"),
    )
    move(payment(number, 60, day(9, 1)))
    assert found("R05", day(8, 20)) == {}
    first = found("R05", day(8, 21))[number]
    assert (first.amount_fen, first.since, first.urgency) == (40 * WAN, day(2, 20), 3)
    assert found("R05", dt.date(2019, 2, 20))[number].urgency == 3
    second = found("R05", dt.date(2019, 2, 21))[number]
    assert (second.amount_fen, second.urgency) == (240 * WAN, 2)
    assert found("R05", dt.date(2020, 2, 21))[number].urgency == 1
    move(payment(number, 240, day(9, 2)))
    assert found("R05", dt.date(2021, 1, 1)) == {}


def test_months_end_where_the_month_ends() -> None:
    assert months_before(dt.date(2018, 8, 31), 6) == dt.date(2018, 2, 28)
    assert months_before(dt.date(2020, 3, 30), 1) == dt.date(2020, 2, 29)
    assert months_before(dt.date(2019, 1, 15), 12) == dt.date(2018, 1, 15)


def test_sums_limits_and_days(sqlite_office: "Office") -> None:
    """R01, R02, R03: a sound project is silent; each fault alone is found."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    sound, broken = world.allotted("甲村道路", "乙村道路")
    rows = Project.objects.filter(pk=broken)
    for code in ("R01", "R02", "R03"):
        assert found(code) == {}
    FundingLine.objects.filter(project=broken, source="RECIPIENT_OWN").update(approved_fen=1)
    assert set(found("R01")) == {broken}
    rows.update(disbursed_fen=300 * WAN + 1)
    assert set(found("R02")) == {broken}
    rows.update(actual_start=day(5, 1), actual_end=day(4, 1))
    assert set(found("R03")) == {broken}
    assert sound not in {*found("R01"), *found("R02"), *found("R03")}


def test_late_steps(sqlite_office: "Office") -> None:
    """R06 and R07 count from the day of completion and of acceptance."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    one, other = world.allotted("甲村道路", "乙村道路")
    Project.objects.filter(pk=one).update(state="COMPLETED", actual_end=day(9, 1))
    Project.objects.filter(pk=other).update(state="SETTLED", accepted_on=day(6, 1))
    assert (set(found("R06", day(11, 30))), set(found("R06", day(12, 1)))) == (set(), {one})
    assert (set(found("R07", day(11, 28))), set(found("R07", day(11, 29)))) == (set(), {other})


def test_disclosure(sqlite_office: "Office") -> None:
    """R04 asks for the notice of each moment passed; R21 sees a number that got into one."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    told, silent = world.planned("甲村道路", "乙村道路")
    assert found("R04", day(2, 28)) == {}
    assert set(found("R04", day(3, 1))) == {told, silent}
    notices.record_disclosure(
        told,
        "PLAN",
        on=day(2, 10),
        where="县政府网站",
        phone="12317",
        actor=who("officer"),
        now=NOW,
    )
    assert set(found("R04", day(3, 1))) == {silent}
    assert found("R21") == {}
    Disclosure.objects.update(text="联系人 13812345678")
    assert set(found("R21")) == {told}


def test_payments_of_a_ledger_have_no_signatures(sqlite_office: "Office") -> None:
    """R08: signed payments are silent, those of a posted ledger are not; nor where no rule asks."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    signed, ledger = world.allotted("甲村道路", "乙村道路")
    move(payment(signed, 10, day(6, 1)))
    row = Project.objects.get(pk=ledger)
    dims = money_dims(about(row), "MUNICIPAL_POOLED")
    lines = moving([(dims, 20 * WAN)], "Place:Allotted", "Place:Disbursed", on=day(6, 1))
    entry = EntryDraft("transfer", day(6, 1), day(6, 1), "台账", tuple(lines), "资金台账")
    post_entries([entry], actor=who("reviewer"), now=NOW)
    follow(actor=who("reviewer"), now=NOW)
    assert found("R08") == {}
    money.set_signing(day(6, 2), is_needed=True, place=world.COUNTY, actor=who("reviewer"), now=NOW)
    assert found("R08") == {}
    money.set_signing(day(1, 1), is_needed=True, actor=who("reviewer"), now=NOW)
    assert set(found("R08")) == {ledger}
    assert found("R08")[ledger].amount_fen == 20 * WAN


def test_words_and_twins(sqlite_office: "Office") -> None:
    """R09 and R10."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    bad, plain, twin = world.registered("乡政府办公楼", "甲村道路建设项目", "甲村道路工程")
    assert set(found("R09")) == {bad}
    assert set(found("R10")) == {twin}
    assert str(plain) in found("R10")[twin].facts
    Project.objects.filter(pk=twin).update(year=2017)
    assert found("R10") == {}


def test_an_audit_finding_past_its_day(sqlite_office: "Office") -> None:
    assert sqlite_office.data_dir.is_dir()
    world.people()
    (number,) = world.allotted()
    audits.record_audit_finding(
        number, "超范围列支", found_by="县审计局", on=day(6, 1), owner="officer", due=day(8, 1),
        amount_fen=2 * WAN, actor=who("officer"), now=NOW,
    )  # fmt: skip
    assert (set(found("P01", day(8, 1))), set(found("P01", day(8, 2)))) == (set(), {number})


def test_two_people_answer_and_changed_facts_open_again(office: "Office") -> None:
    """Explained by one, accepted by another; reopened when the facts move; cleared when gone."""
    assert office.data_dir.is_dir()
    world.people()
    (number,) = world.allotted()
    run()
    ((at, state),) = waiting("R05")
    assert state == "OPEN"
    assign_finding(at, owner="officer", actor=who("reviewer"), now=NOW)
    explain_finding(at, words="用地手续未批 13812345678", actor=who("reviewer"), now=NOW)
    assert "13812345678" not in finding(EVERYWHERE, at)[0].explanation
    with pytest.raises(Refused) as same:
        accept_finding(at, is_accepted=True, actor=who("reviewer"), now=NOW)
    assert same.value.problems[0].code == "SECOND_PERSON"
    accept_finding(at, is_accepted=False, words="说明不清", actor=who("second"), now=NOW)
    explain_finding(at, words="用地手续未批", actor=who("officer"), now=NOW)
    accept_finding(at, is_accepted=True, actor=who("second"), now=NOW)
    assert waiting("R05") == []
    run()
    assert waiting("R05") == []
    move(payment(number, 10, day(12, 1)))
    assert waiting("R05") == [(at, "OPEN")]
    move(payment(number, 290, day(12, 2)))
    assert waiting("R05") == []
    notes = [one.verb for one in finding(EVERYWHERE, at)[1]]
    assert notes == [
        "found", "assigned", "explained", "sent back", "explained", "accepted", "changed",
        "cleared",
    ]  # fmt: skip
    assert overdue(EVERYWHERE, dt.date(2030, 1, 1)) > 0


def test_thresholds_are_dated_data_of_the_office(sqlite_office: "Office") -> None:
    own = sqlite_office.data_dir / "thresholds.toml"
    own.write_text("[[limits]]\nsince = 2019-01-01\naccept_days = 30\n", "utf-8")
    assert limits_on(day(12, 31))["accept_days"] == 90
    assert limits_on(dt.date(2019, 1, 1))["accept_days"] == 30
    for wrong in (
        "[[limits]]\naccept_days = 1\n",
        "[[limits]]\nsince = 2019-01-01\na = 'x'\n",
        "[",
    ):
        own.write_text(wrong, "utf-8")
        with pytest.raises(Refused) as refused:
            limits_on(day(12, 31))
        assert refused.value.problems[0].code == "THRESHOLDS_WRONG"


def test_every_rule_is_declared_once_and_bounded() -> None:
    for rule in rules().values():
        assert isinstance(rule, Rule)
        assert rule.urgency in (1, 2, 3)
        assert rule.days > 0
        known = {*limits_on(world.TODAY), *words_on(world.TODAY)} if rule.limits else set()
        assert set(rule.limits) <= known
