"""Desk pages of projects: an officer's work by forms, lists with a constant number of queries."""

import copy
import io
import json
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedui.programme.commands import money
from jiedui.programme.models import MoneyAct, Passed, Project
from tests.programme import world
from tests.programme.world import NOW, day, move, payment, who

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Office

PAGES = ("projects", "waiting", "whereabouts", "attention")


@pytest.fixture
def desk(sqlite_office: "Office") -> "Callable[[str], Client]":
    assert sqlite_office.data_dir.is_dir()
    world.people()

    def signed_in(username: str) -> Client:
        client = Client()
        user = get_user_model().objects.get(username=username)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_office_says_so(page: str, desk: "Callable[[str], Client]") -> None:
    client = desk("officer")
    for language in ("zh", "en"):
        answer = client.get(f"/desk/{page}?lang={language}")
        assert answer.status_code == 200
    assert client.get(f"/desk/{page}.json").json()["content"] is not None


def test_an_officer_enters_a_project_and_a_reviewer_decides(
    desk: "Callable[[str], Client]",
) -> None:
    """Enter, add papers, take a step, ask for money, refuse what is not there."""
    officer, reviewer = desk("officer"), desk("reviewer")
    answer = officer.post(
        "/desk/projects/new",
        {"name": "甲村卫生室", "place": "久治县", "year": "2018", "category": "SOCIAL",
         "MUNICIPAL_POOLED": "300万元", "RECIPIENT_OWN": "100万元", "area": "1200"},
    )  # fmt: skip
    assert answer.status_code == 302
    row = Project.objects.get()
    page = f"/desk/projects/{row.pk}"
    for kind in ("proposal", "village_vote", "review", "approval", "consent"):
        told = {"kind": kind, "title": kind, "on": "2018-01-05"}
        assert officer.post(f"{page}/do/paper", told).status_code == 302
    for target, on in (("LIBRARY", "2018-01-10"), ("REVIEWED", "2018-01-20")):
        officer.post(f"{page}/step", {"target": target, "on": on})
    officer.post(f"{page}/step", {"target": "PLANNED", "on": "2018-02-01"})
    step = row.steps.get(is_approved=None)
    assert "待审定" in officer.get(page).content.decode()
    reviewer.post("/desk/waiting/steps", {"number": step.pk, "verb": "approve"})
    row.refresh_from_db()
    assert row.state == "PLANNED"
    told_money = {"kind": "ALLOT", "source": "MUNICIPAL_POOLED", "amount": "300万元",
             "on": "2018-02-20", "notice": "青财农〔2018〕5号"}  # fmt: skip
    officer.post(f"{page}/do/money", told_money)
    over = officer.post(f"{page}/do/money", {**told_money, "amount": "1元"})
    assert over.status_code in (400, 409, 422)
    assert "下达超过批复" in over.content.decode()
    unread = officer.post(f"{page}/do/money", {**told_money, "amount": "很多", "on": "昨天"})
    assert unread.content.decode().count("看不懂") >= 2
    act = MoneyAct.objects.get()
    own = officer.post("/desk/waiting/money", {"number": act.pk, "verb": "post"})
    assert own.status_code == 403
    reviewer.post("/desk/waiting/money", {"number": act.pk, "verb": "post"})
    row.refresh_from_db()
    assert (row.state, row.allotted_fen) == ("ALLOTTED", 300 * world.WAN)
    assert desk("viewer").get(page).status_code == 404


def test_lists_filter_sort_and_leave_as_files(desk: "Callable[[str], Client]") -> None:
    numbers = world.allotted(*(f"第{at}村道路" for at in range(6)))
    move(*(payment(one, at * 40, day(6, 1)) for at, one in enumerate(numbers) if at))
    client = desk("officer")
    found = client.get("/desk/projects.json?sort=-used&limit=2&category=SOCIAL").json()["content"]
    assert found["total"] == 6
    assert [row["used_percent"] for row in found["rows"]] == [66, 53]
    lines = client.get("/desk/projects.csv?words=第1村").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    book = openpyxl.load_workbook(io.BytesIO(client.get("/desk/projects/workbook").content))
    rows = list(book.worksheets[0].values)
    assert len(rows) == 7
    assert 3_000_000 in rows[1]
    where = client.get("/desk/whereabouts.json?by=source").json()["content"]
    assert where[0]["key"] == "MUNICIPAL_POOLED"
    stages = where[0]["stages"]
    assert (stages["allotted"], stages["disbursed"]) == (1800 * world.WAN, 600 * world.WAN)
    page = client.get("/desk/whereabouts?by=year").content.decode()
    assert '<svg class="flow"' in page
    assert client.get("/desk/whereabouts/flow.svg").content.startswith(b"<svg")


def test_a_file_holds_every_row_of_a_list_longer_than_a_page(
    desk: "Callable[[str], Client]",
) -> None:
    """Three pages make one file in each form; a limit that is asked for is kept and told."""
    [number] = world.planned("第0村")
    row = Project.objects.get(pk=number)
    copies = []
    for at in range(1, 2_050):
        one = copy.copy(row)
        one.pk, one.name, one.key = None, f"第{at}村", f"632625/第{at}村"
        copies.append(one)
    Project.objects.bulk_create(copies, batch_size=500)
    client = desk("officer")
    answer = client.get("/desk/projects.csv?state=PLANNED&sort=number")
    assert answer["X-Jiedui-Rows"] == "1-2050/2050"
    lines = [line.split(",") for line in answer.getvalue().decode("utf-8-sig").splitlines()]
    assert lines[0][:2] == ["number", "name"]
    assert len({line[0] for line in lines[1:]}) == 2_050
    told = json.loads(client.get("/desk/projects.json?state=PLANNED").getvalue())["content"]
    assert told["total"] == len({one["number"] for one in told["rows"]}) == 2_050
    for address in ("/desk/projects/workbook?state=PLANNED", "/desk/projects?format=xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(client.get(address).getvalue()), read_only=True)
        assert len({values[0] for values in book.worksheets[0].values}) == 2_051
    page = client.get("/desk/projects.json?limit=20&offset=20")
    assert page["X-Jiedui-Rows"] == "21-40/2050"
    assert page.json()["page"]["following"]


def test_a_list_asks_the_same_number_of_queries_however_long(
    desk: "Callable[[str], Client]",
) -> None:
    client = desk("officer")
    world.allotted("甲村道路")
    client.get("/desk/projects")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/desk/projects?lang=zh").status_code == 200
        counts.append(len(asked))
        world.allotted(*(f"{len(counts)}-{at}村道路" for at in range(12)))
    assert counts[0] == counts[1] <= 12


def test_findings_are_answered_on_the_desk(desk: "Callable[[str], Client]") -> None:
    world.allotted("乡政府办公楼")
    reviewer, second = desk("reviewer"), desk("second")
    reviewer.post("/desk/attention/run")
    found = reviewer.get("/desk/attention.json?rule=R09").json()["content"]["rows"]
    assert len(found) == 1
    page = f"/desk/attention/{found[0]['number']}"
    assert "负面清单" in reviewer.get(page).content.decode()
    reviewer.post(f"{page}/answer", {"verb": "explain", "words": "系便民服务中心"})
    assert reviewer.post(f"{page}/answer", {"verb": "accept"}).status_code == 409
    second.post(f"{page}/answer", {"verb": "accept"})
    assert second.get(f"{page}.json").json()["content"]["finding"]["state"] == "ACCEPTED"


def test_many_steps_in_one_go(desk: "Callable[[str], Client]") -> None:
    """One step of a whole page, or of those ticked: all are proposed, or none with every reason."""
    numbers = world.planned("第1村", "第2村", "第3村")
    move(*(world.ask(one, "ALLOT", 300, day(2, 20), notice="1") for one in numbers))
    client, reviewer = desk("officer"), desk("reviewer")
    page = client.get("/desk/projects?state=ALLOTTED").content.decode()
    assert "已开工" in page.partition("bulk-target")[2].partition("</select>")[0]
    told = {"which": "page", "shown": numbers, "target": "STARTED", "on": "2018-03-05"}
    lacking = client.post("/desk/projects/steps", told)
    assert lacking.status_code == 422
    assert all(name in lacking.content.decode() for name in ("第1村", "第2村", "第3村"))
    world.file_papers(numbers, "contract", "start_report")
    assert client.post("/desk/projects/steps", told).status_code == 302
    waiting = list(Passed.objects.filter(is_approved=None).values_list("pk", flat=True))
    assert len(waiting) == 3
    reviewer.post("/desk/waiting/steps", {"number": waiting, "verb": "approve"})
    assert {world.state(one) for one in numbers} == {"STARTED"}
    nothing = client.post("/desk/projects/steps", {**told, "which": "picked"})
    assert nothing.status_code in (409, 422)


def test_signing_in_one_go(desk: "Callable[[str], Client]") -> None:
    money.set_signing(day(1, 1), is_needed=True, place=world.COUNTY, actor=who("reviewer"), now=NOW)
    (number,) = world.allotted()
    asks = [payment(number, 10, day(6, at)) for at in (1, 2, 3)]
    done = money.propose_money(asks, actor=who("officer"), now=NOW)
    numbers = list(done.numbers)
    desk("leader").post("/desk/waiting/money", {"number": numbers, "verb": "leader"})
    desk("cadre").post("/desk/waiting/money", {"number": numbers, "verb": "cadre"})
    desk("reviewer").post("/desk/waiting/money", {"number": numbers, "verb": "post"})
    assert set(MoneyAct.objects.filter(pk__in=numbers).values_list("is_approved", flat=True)) == {
        True
    }


def test_what_is_ticked_is_told_and_nothing_ticked_is_said(desk: "Callable[[str], Client]") -> None:
    officer, reviewer = desk("officer"), desk("reviewer")
    for address, form in (
        ("/desk/projects/steps", {"target": "LIBRARY", "on": "2018-01-05", "which": "picked"}),
        ("/desk/waiting/steps", {"verb": "approve"}),
        ("/desk/waiting/money", {"verb": "post"}),
    ):
        answer = reviewer.post(address, form)
        assert answer.status_code == 422
        assert "没有勾选任何一项" in answer.content.decode()
    numbers = world.allotted("甲村道路", "乙村道路")
    world.file_papers(numbers, "contract", "start_report")
    step = {"target": "STARTED", "on": "2018-07-01", "which": "picked"}
    said = officer.post(
        "/desk/projects/steps", {**step, "pick": numbers}, follow=True
    ).content.decode()
    assert "已提出2个项目的步骤" in said
    page = reviewer.get("/desk/waiting").content.decode()
    assert 'data-pick-all="number"' in page
    waiting = [one.pk for one in Passed.objects.filter(is_approved=None)]
    decided = {"verb": "approve", "number": waiting}
    said = reviewer.post("/desk/waiting/steps", decided, follow=True).content.decode()
    assert "已审定2项" in said


def test_what_a_notice_lacks_is_said_in_english(desk: "Callable[[str], Client]") -> None:
    (number,) = world.allotted("甲村道路")
    page = desk("officer").get(f"/desk/projects/{number}?lang=en").content.decode()
    lacks = re.findall(r"lacks: ([^<]+)<", page)
    assert lacks
    assert "contractor" in lacks[0]
    assert not re.search("[一-鿿]", "".join(lacks))
