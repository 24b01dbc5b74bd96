"""The assessment, reconciliation and duties on the desk: what pages show, who may, the cost."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.assess import duties, queries
from jiedui.assess.duty import Duty
from jiedui.assess.indicator import Side
from jiedui.assess.queries import set_for
from jiedui.kernel import workdays
from jiedui.kernel.period import Period
from tests.assess.test_reconciling import partner_file
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    AsUser = Callable[[str], Client]

BOARD = "/desk/assessment?year=2017"
ITEM = "/desk/assessment/items/ORG-02"
OF_2017 = {"set": "six-blocks/2017", "year": "2017", "side": "east"}

QUERIES_MAX = {
    BOARD: 10,
    f"{ITEM}?year=2017": 12,
    "/desk/assessment/reports": 6,
    "/desk/duties?month=2017-11": 14,
    "/desk/reconciliation": 4,
}


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("path", QUERIES_MAX)
def test_pages_cost_no_more_than_they_should(as_user: AsUser, path: str) -> None:
    client = as_user("reviewer")
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    asked = [one["sql"][:120] for one in captured.captured_queries]
    assert len(asked) <= QUERIES_MAX[path], "\n".join(asked)


@pytest.mark.usefixtures("book")
def test_the_board_says_what_is_certain_and_what_is_possible(as_user: AsUser) -> None:
    client = as_user("officer")
    page = client.get(BOARD).content.decode()
    assert "确定得分" in page
    assert "分值和目标为示意，官方分值未公开" in page
    assert 'href="/desk/assessment/items/FUN-01?' in page
    twin = client.get("/desk/assessment.json?year=2017").json()["content"]
    assert twin["set"]["code"] == "six-blocks"
    assert twin["suggestions"]
    csv = client.get("/desk/assessment.csv?year=2017").content.decode("utf-8-sig")
    assert "FUN-01" in csv
    english = client.get(f"{BOARD}&lang=en").content.decode()
    assert "What would raise the score" in english
    for form in ("html", "docx", "pdf", "xlsx"):
        made = client.get(f"/desk/assessment/index/{form}?year=2017")
        assert made.status_code == 200
        assert len(made.content) > 2000


@pytest.mark.usefixtures("book")
def test_only_who_sees_the_whole_office_sees_its_score(as_user: AsUser) -> None:
    assert as_user("jiuzhi").get(BOARD).status_code == 403
    assert as_user("viewer").get(BOARD).status_code == 200
    viewer = as_user("viewer")
    told = viewer.post(f"{ITEM}/tell", {**OF_2017, "kind": "left_out", "words": "x"})
    assert told.status_code == 403
    assert queries.sayings(set_for("", 2017), 2017, Side.EAST) == {}


@pytest.mark.usefixtures("book")
def test_from_a_document_to_a_filed_report_and_the_verifiers_points(as_user: AsUser) -> None:
    officer, reviewer = as_user("officer"), as_user("reviewer")
    paper = SimpleUploadedFile("纪要.txt", "第一次联席会议".encode())
    told = officer.post(f"{ITEM}/tell", {**OF_2017, "kind": "value", "amount": "1", "file": paper})
    assert told.status_code == 302
    page = officer.get(f"{ITEM}?year=2017").content.decode()
    assert "纪要" in page
    (kept,) = queries.documents(set_for("", 2017), 2017, Side.EAST)
    opened = officer.get(f"/desk/assessment/evidence/{kept.number}")
    assert opened.content.decode() == "第一次联席会议"
    frozen = officer.post("/desk/assessment/freeze", OF_2017)
    assert frozen.headers["Location"] == "/desk/assessment/reports/1"
    assert officer.post("/desk/assessment/reports/1/file").status_code == 403
    assert reviewer.post("/desk/assessment/reports/1/file").status_code == 302
    said = {"indicator": "ORG-02", "points": "3", "reason": "缺签到"}
    assert reviewer.post("/desk/assessment/reports/1/verify", said).status_code == 302
    page = reviewer.get("/desk/assessment/reports/1").content.decode()
    assert "缺签到" in page
    assert "没有变化" in page
    assert "已报送" in officer.get(f"{ITEM}?year=2017").content.decode()


@pytest.mark.usefixtures("book")
def test_the_partners_list_is_matched_and_printed(as_user: AsUser) -> None:
    client = as_user("officer")
    own = SimpleUploadedFile("我方.xlsx", partner_file(120))
    theirs = SimpleUploadedFile("对方.xlsx", partner_file(110))
    page = client.post("/desk/reconciliation", {"file": theirs, "own": own})
    assert page.status_code == 200
    text = page.content.decode()
    assert "不一致" in text
    assert "-10" in text
    files = {
        "file": io.BytesIO(partner_file(110)), "own": io.BytesIO(partner_file(120)),
    }  # fmt: skip
    files["file"].name, files["own"].name = "对方.xlsx", "我方.xlsx"
    made = client.post("/desk/reconciliation", {**files, "form": "docx"})
    assert made.headers["Content-Type"].startswith("application/vnd.openxml")
    broken = SimpleUploadedFile("对方.xlsx", b"no workbook")
    refused = client.post("/desk/reconciliation", {"file": broken})
    assert refused.status_code == 422


@pytest.mark.usefixtures("book")
def test_a_month_its_locks_and_its_files(as_user: AsUser) -> None:
    told = Duty(
        0, "报送月报", "德钦县乡村振兴局", "", "monthly", None, 5, is_working=True,
        since=dt.date(2017, 9, 1),
    )  # fmt: skip
    duties.keep_duty(told, actor=actor_named("officer"), now=NOW)
    officer, reviewer = as_user("officer"), as_user("reviewer")
    page = officer.get("/desk/duties?month=2017-10").content.decode()
    assert "国庆节、中秋节" in page
    assert "德钦县乡村振兴局：报送月报" in officer.get("/desk/").content.decode()
    assert "须由有权批准延期的人员延期后方可办理" in page
    asked = {"ends": "2017-09-30", "month": "2017-10"}
    assert officer.post("/desk/duties/1/done", asked).status_code == 422
    assert "/desk/duties/1/extend" not in page
    said = {**asked, "until": "2099-01-05", "reason": "系统故障"}
    assert officer.post("/desk/duties/1/extend", said).status_code == 403
    assert reviewer.post("/desk/duties/1/extend", said).status_code == 302
    assert officer.post("/desk/duties/1/done", {**asked, "words": "已报"}).status_code == 302
    window = duties.tasks(EVERYWHERE, Period(dt.date(2017, 10, 1), dt.date(2017, 10, 31)),
                          today=dt.date(2017, 11, 1))  # fmt: skip
    assert [one.stand.value for one in window] == ["done"]
    assert officer.get("/desk/duties/plan/pdf?month=2017-10").content.startswith(b"%PDF")
    calendar = officer.get("/desk/duties/plan/ics?month=2017-10")
    assert calendar.headers["Content-Type"] == "text/calendar"
    kept = officer.post(
        "/desk/duties/keep",
        {
            "title": "联席会议",
            "owner": "办公室",
            "frequency": "once",
            "due": "2017-12-01",
            "days": "0",
        },
    )
    assert kept.status_code == 302
    assert (
        officer.post("/desk/duties/adopt", {"year": "2017", "owner": "办公室"}).status_code == 302
    )
    assert "/desk/duties/1/end" not in officer.get("/desk/duties?month=2017-10").content.decode()
    end = {"until": "2099-01-05", "reason": "机构撤并"}
    assert "/desk/duties/1/end" in reviewer.get("/desk/duties?month=2017-10").content.decode()
    assert officer.post("/desk/duties/1/end", end).status_code == 403
    assert reviewer.post("/desk/duties/1/end", {**end, "until": "2017-01-05"}).status_code == 422
    assert reviewer.post("/desk/duties/1/end", end).status_code == 302
    assert "至 2099-01-05 止" in reviewer.get("/desk/duties?month=2017-10").content.decode()
    assert officer.get("/desk/duties.json?month=2018-01").json()["content"]["duties"]


@pytest.mark.usefixtures("book")
def test_a_years_days_off_are_pasted(as_user: AsUser, tmp_path: Path) -> None:
    officer, reviewer = as_user("officer"), as_user("reviewer")
    workdays.kept_at(lambda: tmp_path / workdays.FILE)
    try:
        assert "2031年的放假和调休安排尚不知道" in _month(reviewer, "2031-01")
        told = {"year": "2031", "month": "2031-01"}
        told["notice"] = (
            "一、元旦：1月1日（周三）至3日（周五）放假调休，共3天。1月4日（周六）上班。"
        )
        assert officer.post("/desk/duties/days-off", told).status_code == 403
        wrong = {**told, "notice": told["notice"].replace("共3天", "共4天")}
        refused = reviewer.post("/desk/duties/days-off", wrong)
        assert (refused.status_code, "写明共 4 天，实为 3 天" in refused.content.decode()) == (
            422,
            True,
        )
        assert not (tmp_path / workdays.FILE).exists()
        assert reviewer.post("/desk/duties/days-off", told).status_code == 302
        page = _month(reviewer, "2031-01")
        assert "尚不知道" not in page
        assert "元旦" in page
        assert workdays.is_workday(dt.date(2031, 1, 4))
    finally:
        workdays.kept_at(lambda: Path(settings.DATA_DIR) / workdays.FILE)


def _month(client: Client, month: str) -> str:
    return client.get(f"/desk/duties?month={month}").content.decode()
