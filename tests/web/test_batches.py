"""Batches: a workbook received, its problems at their cells, and the post by a second person."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from jiedui.exchange import commands

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

HEADINGS = (
    "序号",
    "捐赠单位",
    "受赠单位",
    "捐赠日期",
    "捐赠形式",
    "捐赠金额(万元)",
    "统一社会信用代码",
    "备注",
)
GOOD = (1, "某某商会", "久治县教育局", "2017-03-05", "现金", 12.5, "", "")
INEXACT = (2, "某某街道", "久治县教育局", "2017-04-01", "实物", "10余万", "", "")
WRONG = (3, "某某公司", "久治县卫生局", "2017-13-45", "现金", 3, "91310000000000000X", "")


def staged_ledger() -> SimpleUploadedFile:
    """Return a fund ledger whose project has had money allotted, and part of it disbursed."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2017年项目资金台账(单位:万元)"])
    sheet.append(["受援县", "项目名称", "市级统筹", "区财政", "县自筹", "已下达", "已拨付"])
    sheet.append(["久治县", "县医院改扩建", 120, 30, 10, 150, 108])
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("台账.xlsx", out.getvalue())


def fund_ledger() -> SimpleUploadedFile:
    """Return a fund ledger with a hidden row, a project of two sources and a strange column."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2017年项目资金台账(单位:万元)"])
    sheet.append(["受援县", "项目名称", "市级统筹", "区财政", "甲乙"])
    sheet.append(["久治县", "县医院改扩建", 120, 30, "丙"])
    sheet.append(["久治县", "门堂乡便民桥", 60, "约20", "丁"])
    sheet.row_dimensions[4].hidden = True
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("台账.xlsx", out.getvalue())


def workbook(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    """Return a donation ledger of an invented programme as an upload."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "捐赠台账"
    sheet.append(["测试区捐赠台账(2017年)"])
    sheet.append(["单位:万元"])
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("捐赠台账.xlsx", out.getvalue())


def receive(client: Client, *files: SimpleUploadedFile) -> str:
    """Upload files and return the page that follows."""
    return client.post(
        "/desk/batches/receive", {"files": list(files)}, follow=True
    ).content.decode()


def test_a_good_file_becomes_a_batch_that_a_second_person_posts(
    as_user: Callable[[str], Client],
) -> None:
    one, two = as_user("officer"), as_user("reviewer")
    page = receive(one, workbook(GOOD))
    assert "已收《捐赠台账.xlsx》" in page
    assert "须由另一位复核人记账" in page
    assert 'id="c-' in page
    page = two.get("/desk/batches/1").content.decode()
    assert "将记入账簿的内容" in page
    digest = two.get("/desk/batches/1.json").json()["content"]["digest"]
    assert f'value="{digest}"' in page
    done = two.post("/desk/batches/1/post", {"digest": digest, "accept_warnings": "1"}, follow=True)
    assert "来件第 1 号已记账" in done.content.decode()
    assert two.get("/desk/batches/1.json").json()["content"]["summary"]["state"] == "posted"
    assert two.post("/desk/batches/1/post", {"digest": digest}).status_code in (409, 422)


def test_the_receiver_is_refused_with_a_sentence(as_user: Callable[[str], Client]) -> None:
    client = as_user("second")
    receive(client, workbook(GOOD))
    response = client.post("/desk/batches/1/post", {})
    assert response.status_code == 409
    assert "须由另一人复核" in response.content.decode()
    assert as_user("officer").post("/desk/batches/1/post", {}).status_code == 403


def test_problems_stand_at_their_cells_and_rows_wait(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    page = receive(client, workbook(GOOD, WRONG, INEXACT))
    typed = '<q class="typed"><span class="unseen">原文：</span>10余万</q>'
    assert typed in page, "what was typed stands beside what was understood"
    assert page.count('class="typed"') == 1, "and nowhere where it says the same"
    content = client.get("/desk/batches/1.json").json()["content"]
    problem = next(one for one in content["problems"] if one["code"] == "DATE_INVALID")
    assert problem["source"]["cell"] == "D5"
    assert 'href="#c-' in page, "the list of problems leads to the cell"
    assert 'href="#p-1"' in page, "the cell leads to the list of problems"
    assert 'class="waits"' in page
    assert "错误" in page, "colour is never alone"
    assert content["summary"]["waiting"] == 1


def test_what_will_be_posted_shows_all_money_of_a_row(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    page = receive(client, fund_ledger())
    entries = page[page.index("将记入账簿的内容") :]
    assert ">150万元<" in entries, "of both sources, not of the first"
    assert ">约80万元<" in entries
    assert ">市级统筹资金、区级财政资金<" in entries
    assert "第4行" in page, "a row is called as people call it"
    assert "E列" in page
    assert not re.search(r"\b(?:row|col):", page)
    english = client.get("/desk/batches/1?lang=en").content.decode()
    assert "column E" in english


def test_what_will_be_posted_shows_what_was_given_whatever_stage_it_has_reached(
    as_user: Callable[[str], Client],
) -> None:
    page = receive(as_user("officer"), staged_ledger())
    entries = page[page.index('id="to-come"') :]
    assert ">150万元<" in entries, "given by both, not the 42 allotted and not yet disbursed"
    assert ">42万元<" not in entries
    assert "市级统筹资金、区级财政资金" in entries


def test_the_same_file_twice_is_refused(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    upload = workbook(GOOD)
    receive(client, upload)
    upload.seek(0)
    response = client.post("/desk/batches/receive", {"files": [upload]})
    assert response.status_code == 422
    assert "没有收下" in response.content.decode()
    assert len(client.get("/desk/batches.json").json()["content"]) == 1


def test_a_bad_file_keeps_no_good_one_back(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    bad = SimpleUploadedFile("坏.xlsx", b"PK\x03\x04 no workbook at all")
    page = receive(client, bad, workbook(GOOD))
    assert "《坏.xlsx》没有收下" in page
    assert "已收《捐赠台账.xlsx》" in page
    assert [one["number"] for one in client.get("/desk/batches.json").json()["content"]] == [1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.xlsx", b""),
        ("图.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64),
        ("../../etc/passwd.xlsx", b"root:x:0:0"),
        ("<script>.xlsx", b"<html><script>alert(1)</script></html>"),
    ],
)
def test_hostile_files_are_sentences(
    as_user: Callable[[str], Client], name: str, content: bytes
) -> None:
    client = as_user("officer")
    response = client.post("/desk/batches/receive", {"files": [SimpleUploadedFile(name, content)]})
    page = response.content.decode()
    assert response.status_code == 422
    assert "没有收下" in page
    assert "<script>" not in page
    assert client.get("/desk/batches.json").json()["content"] == []


def test_too_large_a_file_is_refused_unread(
    as_user: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jiedui.web.desk.batches.SIZE_MAX", 1000)
    assert commands.SIZE_MAX > 1000
    response = as_user("officer").post("/desk/batches/receive", {"files": [workbook(GOOD)]})
    assert response.status_code == 422
    assert "文件太大" in response.content.decode()


def test_who_may_not_receive_or_read(as_user: Callable[[str], Client]) -> None:
    assert as_user("viewer").get("/desk/batches").status_code == 403
    assert (
        as_user("auditor").post("/desk/batches/receive", {"files": [workbook(GOOD)]}).status_code
        == 403
    )
    receive(as_user("officer"), workbook(GOOD))
    assert as_user("auditor").get("/desk/batches/1").status_code == 200
    assert as_user("auditor").get("/desk/batches/99").status_code == 404


def test_a_withdrawn_file_may_come_again(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    receive(client, workbook(GOOD))
    assert "已撤回" in client.post("/desk/batches/1/withdraw", follow=True).content.decode()
    assert "编为来件第 2 号" in receive(client, workbook(GOOD))


def test_identity_numbers_are_masked_on_every_page(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    number = "110101199003077715"
    row = (1, f"王某 {number}", "久治县教育局", "2017-03-05", "现金", 1, "", number)
    page = receive(client, workbook(row))
    twin = client.get("/desk/batches/1.json").content.decode()
    assert number not in page + twin
    assert "*" in page
