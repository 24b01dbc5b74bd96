"""What is done with a household on the desk: scoped by place, a second person where one is due."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.registry.looking import looks
from jiedui.registry.overviews import board, proposals
from jiedui.registry.privacy import look_at
from jiedui.registry.publishing import statistics
from jiedui.registry.queries import Days, Filters, households
from tests.registry.lists import LEIBO, number
from tests.registry.test_pages import client

if TYPE_CHECKING:
    from django.test import Client

    from jiedui.registry.dossier import Dossier
    from tests.conftest import Office

FIRST, SECOND, THIRD = (f"{LEIBO}-{at:06d}" for at in (1, 2, 3))
HOMES = "/desk/register/households"


def full(household: str) -> Dossier:
    days = Days(dt.date(2030, 1, 1), dt.date(2030, 1, 1))
    now = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    wang = actor_named("wang")
    return look_at(household, days, purpose="核实", actor=wang, now=now, reveal=True)


def send(browser: Client, path: str, **form: str) -> str:
    """Send a form; return the page it leads to, or the codes of what is wrong with it."""
    answer = browser.post(f"/desk/register/{path}", form)
    if answer.status_code == 302:
        return str(answer["Location"]).removeprefix("/desk/register/")
    return f"{answer.status_code}"


@pytest.fixture
def office(register: Office) -> Office:
    cache.clear()
    return register


def test_what_happened_is_recorded_and_what_is_decided_waits(office: Office) -> None:
    assert office.vendor == "sqlite"
    wang, zhao = client("wang"), client("zhao")
    came = {"kind": "born", "on": "2019-03-01", "people": f"乙小妹,{number(91, '20190301')},之女"}
    assert send(wang, f"households/{SECOND}/event", **came) == f"households/{SECOND}"
    assert [one.name for one in full(SECOND).members] == ["乙二二", "乙小妹"]
    shown = wang.get(f"{HOMES}/{SECOND}/event").content.decode()
    assert "乙二二" not in shown
    assert number(12) not in shown
    assert any("脱敏" in one.purpose for one in looks(EVERYWHERE, number=SECOND))
    child = full(SECOND).members[1].person
    left = {"kind": "moved_out", "on": "2019-03-04", f"member-{child}": "1"}
    assert send(wang, f"households/{SECOND}/event", **left) == f"households/{SECOND}"
    assert len(full(SECOND).members) == 1
    for wrong in (
        {"kind": "exited"},
        {"people": "没有逗号"},
        {"on": "某日"},
        {"place": "无此县 甲镇 乙村"},
    ):
        assert send(wang, f"households/{SECOND}/event", **{**came, **wrong}) == "422"
    moved = {"kind": "moved", "on": "2019-03-04", "place": "雷波县 锦城镇 花坪村"}
    assert send(wang, f"households/{SECOND}/event", **moved) == f"households/{SECOND}"
    exit_ = {"kind": "exited", "on": "2019-03-04", "reason": "收入达标"}
    assert send(wang, f"households/{SECOND}/proposal", **exit_) == "changes"
    assert full(SECOND).standing == "registered"
    (one,) = proposals(EVERYWHERE)
    assert send(wang, f"proposals/{one.number}", confirm="1") == "403"
    assert send(zhao, f"proposals/{one.number}", confirm="1") == "changes"
    assert full(SECOND).standing == "exited"
    event = full(SECOND).events[-1].number
    fixed = {"kind": "corrected", "corrects": str(event), "is_void": "1", "on": "2019-03-04"}
    assert send(wang, f"households/{SECOND}/proposal", **fixed) == "changes"
    assert str(event) in wang.get(f"{HOMES}/{SECOND}/proposal?corrects={event}").content.decode()


def test_households_split_and_merge(office: Office) -> None:
    assert office.vendor == "sqlite"
    wang = client("wang")
    people = f"丙小三,{number(92, '19950101')},之子"
    send(wang, f"households/{THIRD}/event", kind="listed", on="2019-01-01", people=people)
    son = full(THIRD).members[1].person
    made = send(wang, f"households/{THIRD}/split", on="2019-03-01", **{f"member-{son}": "HEAD"})
    assert made == f"households/{LEIBO}-000006"
    assert [one.name for one in full(f"{LEIBO}-000006").members] == ["丙小三"]
    back = send(wang, f"households/{LEIBO}-000006/merge", on="2019-03-02", into=THIRD)
    assert back == f"households/{THIRD}"
    assert len(full(THIRD).members) == 2


def test_a_case_is_opened_from_the_desk_and_dropped(office: Office) -> None:
    assert office.vendor == "sqlite"
    wang, zhao = client("wang"), client("zhao")
    opening = {
        "procedure": "monitoring", "on": "2019-03-01", "found_by": "self", "watch": "sudden",
        "main_cause": "ACCIDENT", "place": "雷波县 锦城镇 花坪村",
        "people": f"丑二二,{number(93)},户主",
    }  # fmt: skip
    assert send(wang, "cases/new", **opening) == "board/1"
    (row,) = board(EVERYWHERE, dt.date(2019, 3, 5))
    assert (row.place, row.found_by) == (f"{LEIBO}:锦城镇:花坪村", "self")
    assert send(wang, "cases/new", **{**opening, "people": ""}) == "422"
    assert send(client("meigu"), "cases/new", **opening) == "422"
    assert send(wang, "board/1/drop", reason="不实") == "403"
    assert send(zhao, "board/1/drop", reason="不实") == "board/1"
    assert board(EVERYWHERE, dt.date(2019, 3, 5)) == []


def test_what_it_got_and_what_its_form_says(office: Office) -> None:
    assert office.vendor == "sqlite"
    wang = client("wang")
    got = {
        "kind": "goods",
        "words": "化肥",
        "on": "2018-05-01",
        "amount": "500元",
        "project": "产业扶持",
    }
    assert send(wang, f"households/{FIRST}/measure", **got) == f"households/{FIRST}"
    item = {"item": "structure", "word": "砖混", "on": "2018-01-01"}
    assert send(wang, f"households/{FIRST}/item", **item) == f"households/{FIRST}"
    assert send(wang, f"households/{FIRST}/item", **{**item, "word": "竹屋"}) == "422"
    own = {"own": "G1", "word": "有", "on": "2018-01-01", "item": "structure"}
    assert send(wang, f"households/{FIRST}/item", **own) == f"households/{FIRST}"
    earned = {
        "year": "2018",
        "wages": "12000",
        "transfers": "2000",
        "business": "0",
        "holdings": "0",
    }
    told = {**earned, "expense": "0", "people": "4"}
    assert send(wang, f"households/{FIRST}/income", **told) == f"households/{FIRST}"
    assert send(wang, f"households/{FIRST}/income", **told, total="99") == "422"
    safe = {"name": "housing", "met": "unmet", "grade": "D", "on": "2018-06-01"}
    assert send(wang, f"households/{FIRST}/guarantee", **safe) == f"households/{FIRST}"
    found = full(FIRST)
    assert (found.got[0].words, found.got[0].fen, found.got[0].came_from) == (
        "化肥", 50_000, "产业扶持",
    )  # fmt: skip
    assert (found.items["structure"], found.items["G1"]) == ("BRICK_CONCRETE", "有")
    assert [one.net_pc for one in found.incomes if one.year == 2018][-1] == 350_000
    assert [(one.name, one.is_met, one.grade) for one in found.guarantees] == [
        ("housing", False, "D")
    ]
    csv = f"户编号,类型,内容,日期\n{FIRST},实物,化肥,2018-09-01\n".encode()
    sent = {"file": SimpleUploadedFile("发放.csv", csv)}
    assert wang.post("/desk/register/measures", sent).status_code == 302
    assert len(full(FIRST).got) == 2
    csv = f"户编号,姓名,证件号码,与户主关系\n{FIRST},甲小一,{number(94)},配偶\n".encode()
    sent = {"file": SimpleUploadedFile("成员.csv", csv)}
    assert wang.post("/desk/register/members", sent).status_code == 302
    assert len(full(FIRST).members) == 2


def test_an_export_says_what_for_and_holds_one_s_own_places(office: Office) -> None:
    assert office.vendor == "sqlite"
    zhao, meigu = client("zhao"), client("meigu")
    form = {"form": "csv", "purpose": "数据比对", "as_of": "2019-03-05", "known": "2030-01-01"}
    left = zhao.post("/desk/register/export/file", form)
    assert number(11) in left.content.decode()
    assert "attachment" in left["Content-Disposition"]
    starred = zhao.post("/desk/register/export/file", {**form, "masked": "1"})
    assert number(11) not in starred.content.decode()
    assert zhao.post("/desk/register/export/file", {**form, "purpose": ""}).status_code == 422
    assert client("wang").post("/desk/register/export/file", form).status_code == 403
    other = meigu.post("/desk/register/export/file", form)
    assert number(11) not in other.content.decode()
    shown = zhao.get("/desk/register/export").content.decode()
    assert shown.count("数据比对") >= 2
    assert number(11) not in shown


def test_statistics_are_proposed_by_one_and_issued_by_another(office: Office) -> None:
    assert office.vendor == "sqlite"
    qian, zhao = client("qian"), client("zhao")
    assert send(client("leibo"), "statistics/propose", quarter="2018Q4") == "403"
    assert send(qian, "statistics/propose", quarter="某季") == "422"
    assert send(qian, "statistics/propose", quarter="2018年四季度") == "statistics"
    assert "须由另一人签发" in qian.get("/desk/register/statistics").content.decode()
    assert client("leibo").get("/desk/register/statistics.json").json()["content"] == []
    assert send(qian, "statistics/issue") == "409"
    assert send(zhao, "statistics/issue") == "statistics"
    assert {one.issued_by for one in statistics()} == {"zhao"}
    page = client("leibo").get("/desk/register/statistics?quarter=2018-12-31&lang=en")
    assert "issued by zhao" in page.content.decode()


def test_a_household_is_erased_from_the_desk_and_other_places_do_nothing(office: Office) -> None:
    assert office.vendor == "sqlite"
    wang, zhao, meigu = client("wang"), client("zhao"), client("meigu")
    for form in ("event", "proposal", "split", "item"):
        assert meigu.get(f"{HOMES}/{FIRST}/{form}").status_code == 404, form
    for form in ("event", "measure", "merge", "erasure", "income"):
        assert client("auditor").get(f"{HOMES}/{FIRST}/{form}").status_code == 403, form
        sent = send(meigu, f"households/{FIRST}/{form}", reason="x", on="2019-01-01", words="x")
        assert sent in {"404", "422"}, form
    assert send(wang, f"households/{FIRST}/erasure", reason="本人申请") == "changes"
    assert "本人申请" in zhao.get("/desk/register/changes").content.decode()
    assert "本人申请" not in meigu.get("/desk/register/changes").content.decode()
    assert send(wang, "erasures/1") == "403"
    assert send(zhao, "erasures/1") == "changes"
    assert households(EVERYWHERE, Days(dt.date(2019, 3, 5), dt.date(2019, 3, 5)),
                      Filters(find=number(11))).total == 0  # fmt: skip
    assert "原件中 1 行已去除" in zhao.get("/desk/batches/1").content.decode()
