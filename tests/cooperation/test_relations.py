"""Pairings, agreements and visits by forms: two people, one line in the book, a life beside it."""

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE, Scope
from jiedui.books.commands import post_reversal, propose_reversal
from jiedui.books.feed import facts
from jiedui.books.queries import entry, head
from jiedui.books.verify import verify_book
from jiedui.cooperation.commands.agreements import keep_document
from jiedui.cooperation.commands.proposing import post_proposal, propose, withdraw_proposal
from jiedui.cooperation.queries import agreements, relations, visits
from jiedui.cooperation.queries.listing import Wanted
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Refused
from tests.cooperation.world import NOW, answer, filed, recorded, settle, workbook

if TYPE_CHECKING:
    from tests.conftest import Office

JIUZHI = {"donor": "嘉定区", "recipient": "久治县", "pairing_kind": "对口支援"}


@pytest.fixture
def settled(office: "Office") -> "Office":
    settle()
    return office


@pytest.fixture
def small(sqlite_office: "Office") -> "Office":
    settle()
    return sqlite_office


def paired(day: str) -> set[tuple[str, str, str]]:
    found = relations.in_force(EVERYWHERE, dt.date.fromisoformat(day))
    return {(one.donor.name_on(), one.recipient.name_on(), one.kind) for one in found}


def codes(refused: "pytest.ExceptionInfo[Refused]") -> set[tuple[str, str]]:
    return {(one.code, one.source.cell) for one in refused.value.problems}


def test_a_life_of_a_pairing(settled: "Office") -> None:
    """New, changed to another kind and partner, ended: who is paired on each day, counted once."""
    assert settled.vendor
    first = recorded("pairing", **JIUZHI, start_date="2012", basis="沪府〔2012〕1号")
    assert answer("pairings").value.stated == 1
    changed = recorded(
        "pairing_change", pairing=str(first), start_date="2015-03", recipient="德钦县"
    )
    assert paired("2015-02-28") == {("嘉定区", "久治县", "COUNTERPART_SUPPORT")}
    assert paired("2015-03-01") == {("嘉定区", "德钦县", "COUNTERPART_SUPPORT")}
    recorded("pairing_end", pairing=str(changed), end_date="2016-12-31", basis="调整通知")
    assert paired("2016-12-31") == {("嘉定区", "德钦县", "COUNTERPART_SUPPORT")}
    assert paired("2017-01-01") == set()
    for day in ("2011-12-31", "2012-01-01", "2015-03-01", "2016-12-31", "2017-01-01"):
        assert answer("pairings", as_of=day).value.stated in {None, len(paired(day))}
    one = relations.pairing(EVERYWHERE, changed)
    assert (one.follows, one.end_basis, one.programme) == (first, "调整通知", "COUNTERPART")
    assert [row.number for row in relations.chain(EVERYWHERE, changed)] == [first, changed]
    assert not verify_book().problems


def test_what_cannot_be_is_refused_at_its_field(small: "Office") -> None:
    assert small.vendor
    with pytest.raises(Refused) as refused:
        propose("pairing", {"donor": "嘉定区", "start_date": "2012年13月"}, **by("wang"))
    assert codes(refused) == {
        ("FIELD_MISSING", "recipient"),
        ("FIELD_MISSING", "pairing_kind"),
        ("DATE_UNREADABLE", "start_date"),
    }
    recorded("pairing", **JIUZHI, start_date="2012", end_date="2014")
    with pytest.raises(Refused, match="PAIRING_OVERLAPS"):
        propose("pairing", {**JIUZHI, "start_date": "2014-06"}, **by("wang"))
    form = {**JIUZHI, "pairing_kind": "东西部协作", "start_date": "2017"}
    with pytest.raises(Refused, match="PAIRING_KIND_ERA"):
        propose("pairing", form, **by("wang"))
    with pytest.raises(Refused, match="PAIRING_ENDS"):
        propose("pairing", {**JIUZHI, "recipient": "嘉定区"}, **by("wang"))
    assert head().number == 1


def test_two_people_and_only_once(small: "Office") -> None:
    assert small.vendor
    one = propose("pairing", {**JIUZHI, "start_date": "2012"}, **by("zhao"))
    with pytest.raises(Refused, match="SECOND_PERSON"):
        post_proposal(one.number, **by("zhao"))
    with pytest.raises(Refused, match="NOT_ALLOWED"):
        post_proposal(one.number, **by("wang"))
    post_proposal(one.number, **by("qian"))
    with pytest.raises(Refused, match="PROPOSAL_DECIDED"):
        post_proposal(one.number, **by("qian"))
    other = propose("pairing", {**JIUZHI, "recipient": "德钦县"}, **by("wang"))
    withdraw_proposal(other.number, **by("wang"))
    with pytest.raises(Refused, match="PROPOSAL_DECIDED"):
        post_proposal(other.number, **by("qian"))
    assert head().number == 1


def by(name: str) -> dict[str, Any]:
    return {"actor": actor_named(name), "now": NOW}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_walk_of_changes_against_a_list_of_days(small: "Office", seed: int) -> None:
    """After any sequence of new, changed and ended ones the book, the records and a list agree."""
    assert small.vendor
    chance = random.Random(seed)  # noqa: S311  A walk that can be walked again.
    counties = ["久治县", "德钦县", "永仁县", "双柏县"]
    model: dict[int, list[Any]] = {}
    for _ in range(9):
        start = dt.date(chance.randint(2008, 2016), chance.randint(1, 12), 1)
        act = chance.choice(["new", "change", "end"])
        chosen = chance.choice(list(model)) if model else 0
        county = chance.choice(counties)
        try:
            if act == "new" or not model:
                number = recorded(
                    "pairing", **{**JIUZHI, "recipient": county}, start_date=start.isoformat()
                )
                model[number] = [county, start, dt.date.max]
            elif act == "change":
                form = {"start_date": start.isoformat(), "recipient": county}
                number = recorded("pairing_change", pairing=str(chosen), **form)
                model[number] = [county, start, model[chosen][2]]
                model[chosen][2] = start - dt.timedelta(days=1)
            else:
                recorded("pairing_end", pairing=str(chosen), end_date=start.isoformat())
                model[chosen][2] = start
        except Refused:
            continue
    assert model
    for year in range(2007, 2019):
        day = dt.date(year, 5, 17)
        wanted = sorted(one[0] for one in model.values() if one[1] <= day <= one[2])
        assert sorted(one[1] for one in paired(day.isoformat())) == sorted(set(wanted))
        value = answer("pairings", as_of=day.isoformat()).value
        assert (value.stated or 0) == len(set(wanted))


def test_a_renamed_county_keeps_its_history(small: "Office") -> None:
    assert small.vendor
    number = recorded(
        "pairing", donor="嘉定区", recipient="香格里拉县", pairing_kind="对口帮扶",
        start_date="2004", end_date="2011",
    )  # fmt: skip
    one = relations.pairing(EVERYWHERE, number)
    assert (one.recipient.key, one.recipient_then) == ("533401", "香格里拉县")
    assert one.recipient.name_on() == "香格里拉市"
    (found,) = relations.in_force(EVERYWHERE, dt.date(2008, 1, 1), place="533400")
    assert name_of(found.place, dt.date(2008, 1, 1)) == "香格里拉县"


def test_an_entry_taken_back_takes_its_pairing_out_of_the_picture(small: "Office") -> None:
    assert small.vendor
    number = recorded("pairing", **JIUZHI, start_date="2012")
    entry_no = relations.pairing(EVERYWHERE, number).entry or 0
    proposal = propose_reversal(entry_no, reason="重复登记", **by("wang"))
    post_reversal(proposal.number, **by("zhao"))
    assert relations.pairing(EVERYWHERE, number).is_taken_back
    assert paired("2017-01-01") == set()
    assert recorded("pairing", **JIUZHI, start_date="2012") != number


def test_who_sees_what(small: "Office") -> None:
    assert small.vendor
    for county in ("久治县", "德钦县升平镇", "永仁县"):
        recorded("pairing", **{**JIUZHI, "recipient": county}, start_date="2012")

    def seen(*places: str) -> set[str]:
        found = relations.pairings(Scope(places), Wanted()).rows
        return {one.recipient.name_on() for one in found}

    assert seen("533400") == {"升平镇"}
    assert seen("530000") == {"升平镇", "永仁县"}
    assert seen("632625", "532300") == {"久治县", "永仁县"}
    assert seen() == set()


def test_a_visit_reported_without_being_counted_is_at_least_one(settled: "Office") -> None:
    assert settled.vendor
    form = {"visit_kind": "互访", "county": "久治县", "start_date": "2017-06"}
    recorded("visit", **form, leader="某某某", leader_post="区委书记", people="约12", times="2")
    number = recorded("visit", **{**form, "start_date": "2017"}, times="多次", agenda="多次互访")
    value = answer("visits").value
    assert (value.low, value.high, value.wording.value) == (3, None, "at_least")
    one = visits.visit(EVERYWHERE, number, with_names=True)
    assert (one.visit.times, one.visit.is_counted) == (1, False)
    named = visits.visit(EVERYWHERE, number - 1, with_names=True)
    assert (named.leader, named.visit.leader_post) == ("某某某", "区委书记")
    assert visits.visit(EVERYWHERE, number - 1, with_names=False).leader == ""
    assert "某某某" not in str(entry(EVERYWHERE, 1))
    people = named.visit.people
    assert people is not None
    assert (people.low, people.high) == (10, 14)


def test_minutes_are_kept_sealed(small: "Office") -> None:
    number = recorded("visit", visit_kind="会议", county="久治县", start_date="2017-06-12")
    done = keep_document(b"minutes", name="纪要.docx", visit=number, **by("wang"))
    assert visits.document(EVERYWHERE, done.number) == ("纪要.docx", b"minutes")
    with pytest.raises(Refused, match="DOCUMENT_UNKNOWN"):
        visits.document(Scope(("533422",)), done.number)
    for file in (small.data_dir / "uploads").iterdir():
        assert b"minutes" not in file.read_bytes()


def test_promises_against_what_the_book_says(small: "Office") -> None:
    assert small.vendor
    number = recorded(
        "agreement", title="2017年度协作协议", agreement_kind="年度协议", donor="嘉定区",
        recipient="久治县", signed="2017-03-01", start_date="2017", end_date="2017",
    )  # fmt: skip
    year = {"agreement": str(number), "start_date": "2017", "end_date": "2017"}
    recorded("promise", **year, measure="visits", amount="不少于2次")
    recorded("promise", **year, measure="money", amount="200万元")
    with pytest.raises(Refused, match="NUMBER_UNREADABLE"):
        propose("promise", {**year, "measure": "visits", "amount": "200万元"}, **by("wang"))
    form = {"visit_kind": "互访", "county": "久治县", "start_date": "2017-06"}
    recorded("visit", **form)

    def standings(day: str) -> list[tuple[str, str, int]]:
        found = agreements.agreement(
            EVERYWHERE, number, facts(), today=dt.date.fromisoformat(day), office="310114"
        )
        return [(one.measure, one.standing.value, one.missing) for one in found.promises]  # type: ignore[union-attr]

    assert standings("2016-05-01")[0] == ("visits", "ahead", 1)
    assert standings("2017-07-01")[0] == ("visits", "under_way", 1)
    assert standings("2018-01-01")[0] == ("visits", "short", 1)
    due = agreements.promises_due(EVERYWHERE, facts(), today=dt.date(2017, 11, 1), office="310114")
    assert {one.measure for one in due} == {"visits", "money"}
    recorded("visit", **{**form, "start_date": "2017-11-20"})
    assert standings("2018-01-01") == [("visits", "met", 0), ("money", "open", 200_000_000)]
    amended = recorded("amendment", agreement=str(number), title="补充协议", signed="2017-11-01")
    assert amended == number
    recorded("promise", **year, measure="visits", amount="3", amendment="1")
    found = agreements.agreement(EVERYWHERE, number, facts(), today=dt.date(2018, 1, 1))
    assert [(one.measure, one.is_replaced) for one in found.promises] == [
        ("visits", True), ("money", False), ("visits", False),
    ]  # fmt: skip


HEADINGS = ("东部单位", "西部单位", "结对类型", "起始时间", "终止时间", "依据")


def pairing_table(*rows: tuple[object, ...]) -> bytes:
    return workbook("嘉定区结对关系表", HEADINGS, *rows)


def test_posted_workbooks_become_records_and_count_once(settled: "Office") -> None:
    assert settled.vendor
    rows = (
        ("嘉定区", "久治县", "对口支援", "2012年", "至今", "沪府〔2012〕1号"),
        ("嘉定区", "楚雄州(永仁县、双柏县)", "携手奔小康", "2016年11月", "至今", ""),
        ("南翔镇", "德钦县升平镇", "镇镇结对", "2017年", "至今", ""),
        ("嘉定区某某小学", "久治县民族小学", "学校结对", "2017年9月", "至今", ""),
    )
    filed(pairing_table(*rows), "结对关系表.xlsx")
    found = relations.pairings(EVERYWHERE, Wanted(sort="number")).rows
    assert [(one.donor.name_on(), one.recipient.name_on()) for one in found] == [
        ("嘉定区", "久治县"), ("嘉定区", "双柏县"), ("嘉定区", "永仁县"),
        ("南翔镇", "升平镇"), ("嘉定区某某小学", "久治县民族小学"),
    ]  # fmt: skip
    assert [one.recipient.kind for one in found] == [*["COUNTY"] * 3, "TOWN", "SCHOOL"]
    assert answer("pairings").value.stated == 5
    again = (("嘉定区", "久治县", "对口支援", "2012年", "2017年12月", "沪府〔2012〕1号"), *rows[1:])
    filed(pairing_table(*again), "结对关系表(更正).xlsx", replaces=1)
    after = relations.pairings(EVERYWHERE, Wanted(sort="number")).rows
    assert len([one for one in after if not one.is_taken_back]) == 5
    assert answer("pairings", as_of="2018-01-02").value.stated == 4
    ended = [one for one in after if one.end_said]
    assert [(one.recipient.name_on(), one.end_said) for one in ended] == [("久治县", "2017-12-31")]


def test_visits_from_a_workbook(small: "Office") -> None:
    assert small.vendor
    headings = (
        "互访时间",
        "受援县",
        "互访方向",
        "带队领导",
        "级别",
        "人数",
        "主要议题",
        "纪要编号",
    )
    rows = (
        (
            "2017-06-12至2017-06-15",
            "久治县",
            "赴西部",
            "某某某(区委书记)",
            "主要领导",
            12,
            "调研",
            "",
        ),
        ("2017-09-01", "久治县", "来访", "某某", "部门", 5, "联席会议", "2017-3"),
    )
    filed(workbook("2017年互访台账", headings, *rows), "互访台账.xlsx")
    found = visits.visits(EVERYWHERE, Wanted(sort="start")).rows
    assert [(one.kind, one.direction, one.leader_post) for one in found] == [
        ("VISIT", "E2W", "区委书记"), ("MEETING", "W2E", ""),
    ]  # fmt: skip
    assert [one.level for one in found] == ["PRINCIPAL", "DEPARTMENT_LEVEL"]
    assert visits.visit(EVERYWHERE, found[0].number, with_names=True).leader == "某某某(区委书记)"
    assert answer("visits").value.stated == 2
