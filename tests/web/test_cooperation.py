"""Cooperation on the desk: lists, a day's picture, forms by two people, twins, queries, scope."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jiedui.access.queries import actor_named
from jiedui.cooperation.commands.proposing import post_proposal, propose
from jiedui.cooperation.kinds import KINDS
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    Browser = Callable[[str], Client]

PAIR = {"donor": "嘉定区", "recipient": "久治县", "pairing_kind": "对口支援", "start_date": "2012"}
LISTS = (
    "pairings",
    "agreements",
    "visits",
    "secondments",
    "trainings",
    "placements",
    "enterprises",
    "workshops",
    "sales",
    "programmes",
    "proposals",
)


def recorded(kind: str, **form: str) -> int:
    waiting = propose(kind, form, actor=actor_named("officer"), now=NOW)
    return post_proposal(waiting.number, actor=actor_named("reviewer"), now=NOW).number


def test_a_form_is_corrected_proposed_and_posted(as_user: Browser) -> None:
    officer = as_user("officer")
    page = officer.post("/desk/records/pairing/new", {**PAIR, "start_date": "去年"})
    assert page.status_code == 422
    text = page.content.decode()
    assert 'aria-describedby="w-start_date"' in text
    assert 'value="久治县"' in text, "what was typed is still there"
    done = officer.post("/desk/records/pairing/new", PAIR, follow=True).content.decode()
    assert "等待另一人复核" in done
    assert "/desk/proposals/1/post" not in done
    assert officer.post("/desk/proposals/1/post").status_code in {403, 409}
    posted = as_user("reviewer").post("/desk/proposals/1/post", follow=True).content.decode()
    assert "已入账入档" in posted
    shown = officer.get("/desk/pairings/1").content.decode()
    assert "久治县" in shown
    assert 'href="/desk/book/1"' in shown


def test_the_picture_of_a_day_and_what_changed(as_user: Browser) -> None:
    recorded("pairing", **PAIR)
    recorded(
        "pairing", **{**PAIR, "recipient": "香格里拉县", "start_date": "2004"}, end_date="2011"
    )
    client = as_user("viewer")
    page = client.get("/desk/pairings/picture?on=2010").content.decode()
    assert "香格里拉县" in page
    assert ">久治县" not in page
    twin = client.get("/desk/pairings/picture.json?on=2017-10-31&before=2010-12-31").json()
    assert [one["recipient"]["key"] for one in twin["content"]] == ["632625"]
    changed = client.get("/desk/pairings/picture?on=2017-10-31&before=2010-12-31").content.decode()
    assert "香格里拉县" in changed
    assert client.get("/desk/pairings/picture?on=1999").status_code == 200
    assert "PLACE" not in client.get("/desk/pairings?place=无此地").content.decode()
    assert client.get("/desk/pairings?place=无此地").status_code == 422


def test_promises_and_documents_beside_an_agreement(as_user: Browser) -> None:
    recorded(
        "agreement", title="2017年度协议", agreement_kind="ANNUAL", donor="嘉定区",
        recipient="久治县", signed="2017-03-01", start_date="2017", end_date="2017",
    )  # fmt: skip
    year = {"agreement": "1", "start_date": "2017", "end_date": "2017"}
    recorded("promise", **year, measure="visits", amount="不少于2次")
    recorded("visit", visit_kind="VISIT", county="久治县", start_date="2017-06", leader="某某某")
    officer = as_user("officer")
    page = officer.get("/desk/agreements/1").content.decode()
    assert "/desk/figures/visits?" in page
    assert officer.get("/desk/agreements").content.decode().count("未兑现") == 1
    upload = SimpleUploadedFile("协议.pdf", b"%PDF-")
    done = officer.post("/desk/agreements/1/attach", {"file": upload}, follow=True)
    assert "文件已加密保存" in done.content.decode()
    assert officer.get("/desk/documents/1").content == b"%PDF-"
    assert as_user("viewer").get("/desk/documents/1").status_code == 403
    assert "某某某" in officer.get("/desk/visits/1").content.decode()
    assert "某某某" not in as_user("viewer").get("/desk/visits/1").content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_lists_when_there_is_nothing_and_their_twins(as_user: Browser, name: str) -> None:
    client = as_user("auditor")
    assert 'class="empty"' in client.get(f"/desk/{name}").content.decode()
    assert client.get(f"/desk/{name}.json").json()["content"] == []
    assert client.get(f"/desk/{name}.csv").status_code == 200
    assert client.get(f"/desk/{name}?lang=en").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_can_be_shown_and_says_what_is_missing(as_user: Browser, kind: str) -> None:
    client = as_user("officer")
    assert client.get(f"/desk/records/{kind}/new").status_code == 200
    assert client.post(f"/desk/records/{kind}/new", {}).status_code == 422
    assert as_user("viewer").get(f"/desk/records/{kind}/new").status_code == 403


@pytest.mark.parametrize("path", ["pairings", "pairings/picture", "visits", "proposals"])
def test_a_list_asks_as_often_for_many_as_for_few(as_user: Browser, path: str) -> None:
    client = as_user("auditor")
    counts = []
    for year in (2001, 2002):
        for at in range(1 if year == 2001 else 12):
            recorded("pairing", **{**PAIR, "start_date": f"{year}-{at + 1:02d}",
                                   "end_date": f"{year}-{at + 1:02d}"})  # fmt: skip
            day = f"{year}-{at + 1:02d}-01"
            recorded("visit", visit_kind="VISIT", county="久治县", start_date=day)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/desk/{path}?limit=100").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 9


def test_a_list_leaves_as_a_workbook(as_user: Browser) -> None:
    form = {
        "sale_kind": "PURCHASE",
        "sale_date": "2017-09-01",
        "county": "久治县",
        "buyer": "某工会",
    }
    recorded("sale", **form, product="牦牛肉", amount_fen="3.2万元", claimed_by="某街道")
    client = as_user("viewer")
    assert "?sort=-on&amp;format=xlsx" in client.get("/desk/sales?sort=-on").content.decode()
    file = client.get("/desk/sales?sort=-on&format=xlsx")
    sheet = load_workbook(io.BytesIO(file.content)).worksheets[0]
    heads, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert dict(zip(heads, row, strict=True))["金额 (元)"] == 32000


def test_a_reader_of_one_county_sees_no_other(as_user: Browser) -> None:
    recorded("pairing", **PAIR)
    recorded("pairing", **{**PAIR, "recipient": "德钦县"})
    twin = as_user("deqin").get("/desk/pairings.json").json()["content"]
    assert [one["place"] for one in twin] == ["533422"]
    assert as_user("deqin").get("/desk/pairings/1").status_code == 404


def test_the_board_of_posts_names_people_to_the_office_only(as_user: Browser) -> None:
    form = {"secondment_kind": "OFFICIAL", "county": "久治县", "host_position": "副书记"}
    recorded("secondment", **form, name="某甲", actual_start="2015-07", actual_end="2016-06")
    recorded("secondment", **form, name="某乙", actual_start="2016-09")
    officer, viewer = as_user("officer"), as_user("viewer")
    page = officer.get("/desk/secondments").content.decode()
    assert 'class="gap"' in page
    assert "某甲 2015-07 – 2016-06" in page
    for path in ("secondments", "secondments/1", "proposals/1"):
        assert "某甲" in officer.get(f"/desk/{path}").content.decode()
        for twin in ("", ".json"):
            assert "某甲" not in viewer.get(f"/desk/{path}{twin}").content.decode()
    assert "某甲" not in officer.get("/desk/secondments.csv").content.decode()


def test_classes_and_placements_say_what_they_count(as_user: Browser) -> None:
    lines = "某戊\n某己"
    recorded(
        "training", class_name="班", county="久治县", start_date="2017", batches="1", roster=lines
    )
    recorded("placement", name="某", county="久治县", channel="EAST", start_date="2016-01-01")
    officer = as_user("officer")
    assert "1 个班有花名册" in officer.get("/desk/trainings").content.decode()
    assert "某戊" in officer.get("/desk/trainings/1").content.decode()
    assert "某戊" not in as_user("viewer").get("/desk/trainings/1").content.decode()
    assert "满六个月" in officer.get("/desk/placements").content.decode()
    assert officer.get("/desk/placements/1").status_code == 200


def test_a_sale_shows_who_claims_it_and_an_enterprise_its_steps(as_user: Browser) -> None:
    form = {"sale_kind": "PURCHASE", "sale_date": "2017-09-01", "county": "久治县"}
    form |= {"product": "牦牛肉", "buyer": "某工会", "amount_fen": "3万元"}
    for unit in ("某街道", "某平台"):
        recorded("sale", **form, claimed_by=unit)
    client = as_user("viewer")
    page = client.get("/desk/sales/1").content.decode()
    assert "不重复计" in page
    assert page.count("某平台") == 1
    assert "1 笔" in client.get("/desk/sales").content.decode()
    recorded("enterprise", name="某公司", county="久治县", start_date="2017")
    step = {"enterprise": "1", "on": "2017", "amount_fen": "500万元"}
    for stage in ("SIGNED", "ARRIVED"):
        recorded("investment", **step, stage=stage)
    assert "尚未到位" in client.get("/desk/enterprises").content.decode()
    assert client.get("/desk/enterprises/1").content.decode().count("500") >= 2
