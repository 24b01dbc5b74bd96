"""Returns on the desk: sent again and answered, columns asked once, senders and what they owe."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from jiedui.exchange.kinds import KINDS
from tests.web.test_batches import GOOD, HEADINGS, WRONG, receive, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

SECOND = (2, "某某街道", "久治县教育局", "2017-04-01", "实物", 8, "", "")


def named(upload: SimpleUploadedFile, name: str) -> SimpleUploadedFile:
    upload.name = name
    return upload


def posted(as_user: Callable[[str], Client], number: int) -> None:
    client = as_user("reviewer")
    digest = client.get(f"/desk/batches/{number}.json").json()["content"]["digest"]
    page = client.post(
        f"/desk/batches/{number}/post", {"digest": digest, "accept_warnings": "1"}, follow=True
    )
    assert "已记账" in page.content.decode()


def corrected() -> SimpleUploadedFile:
    changed = (*GOOD[:5], 15, *GOOD[6:])
    return named(workbook(changed, SECOND), "捐赠台账(更正).xlsx")


def test_a_return_sent_again_is_shown_answered_and_posted(
    as_user: Callable[[str], Client],
) -> None:
    client = as_user("officer")
    receive(client, workbook(GOOD))
    posted(as_user, 1)
    page = receive(client, corrected())
    assert "这像是来件第 1 号改正后的重报" in page
    assert "<del>12.5</del> → <ins>15</ins>" in page
    assert 'class="was"' in page, "the sheet shows what the cell said before"
    reviewer = as_user("reviewer")
    waiting = reviewer.get("/desk/batches/2").content.decode()
    assert "先说明是否替换先前的来件" in waiting
    assert reviewer.post("/desk/batches/2/post", {}).status_code == 409
    said = client.post("/desk/batches/2/answer", {"replaces": "1"}, follow=True).content.decode()
    assert "已记下" in said
    posted(as_user, 2)
    twin = reviewer.get("/desk/batches/2.json").json()["content"]
    assert (twin["replaces"], twin["summary"]["first"], twin["summary"]["last"]) == (1, 2, 4)
    entry = reviewer.get("/desk/book/2").content.decode()
    assert "捐赠台账.xlsx" in entry
    assert "捐赠台账(更正).xlsx" in entry or "捐赠台账（更正）.xlsx" in entry


def test_a_row_that_is_gone_is_taken_back_only_when_said(
    as_user: Callable[[str], Client],
) -> None:
    client = as_user("officer")
    receive(client, workbook(GOOD, SECOND))
    posted(as_user, 1)
    page = receive(client, named(workbook((*GOOD[:5], 15, *GOOD[6:])), "改.xlsx"))
    [code] = re.findall(r'name="gone\.(1r\d+)" value="1"', page)
    assert f'name="gone.{code}" value="0" checked' in page
    client.post("/desk/batches/2/answer", {"replaces": "1", f"gone.{code}": "1"})
    twin = client.get("/desk/batches/2.json").json()["content"]
    assert [one["kind"] for one in twin["entries"]] == ["reversal", "reversal", "gift"]


def unusual(name: str = "表.xlsx", heading: str = "旁注甲乙") -> SimpleUploadedFile:
    """A ledger with a column whose heading nobody has heard of."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["测试区捐赠台账(2017年)"])
    sheet.append([heading if one == "备注" else one for one in HEADINGS])
    sheet.append([*GOOD[:7], f"用于校服 {name}"])
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def test_a_column_is_asked_once_and_remembered(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    client.post("/desk/senders/keep", {"name": "久治县教育局", "contact": "王老师"})
    upload = {"files": [unusual()], "sender": "1"}
    page = client.post("/desk/batches/receive", upload, follow=True).content.decode()
    assert 'name="column.旁注甲乙"' in page
    assert "用于校服 表.xlsx" in page, "what the column holds helps to answer"
    client.post("/desk/batches/1/answer", {"column.旁注甲乙": "purpose"})
    twin = client.get("/desk/batches/1.json").json()["content"]
    assert twin["rows"][0]["thing"]["fields"]["purpose"].startswith("用于校服")
    sender = client.get("/desk/senders/1").content.decode()
    assert "旁注甲乙" in sender
    upload = {"files": [unusual("二.xlsx")], "sender": "1"}
    client.post("/desk/batches/receive", upload)
    again = client.get("/desk/batches/2.json").json()["content"]
    assert again["rows"][0]["thing"]["fields"]["purpose"].startswith("用于校服")
    assert [one["is_answered"] for one in again["questions"]] == [True]
    client.post("/desk/senders/1/remembered", {"meaning": "1", "forget": "1"})
    client.post("/desk/batches/receive", {"files": [unusual("三.xlsx")], "sender": "1"})
    third = client.get("/desk/batches/3.json").json()["content"]
    assert [one["is_answered"] for one in third["questions"]] == [False]


def test_what_is_remembered_can_be_changed_without_a_batch_that_waits(
    as_user: Callable[[str], Client],
) -> None:
    client = as_user("officer")
    client.post("/desk/senders/keep", {"name": "久治县教育局", "contact": "王老师"})
    client.post("/desk/batches/receive", {"files": [unusual()], "sender": "1"})
    client.post("/desk/batches/1/answer", {"column.旁注甲乙": "purpose"})
    client.post("/desk/batches/1/withdraw")
    page = client.get("/desk/senders/1").content.decode()
    assert '<option value="purpose" selected>' in page
    wrong = client.post("/desk/senders/1/remembered", {"meaning": "1", "said": "nonsense"})
    assert wrong.status_code == 422
    client.post("/desk/senders/1/remembered", {"meaning": "1", "said": "remark"})
    client.post("/desk/batches/receive", {"files": [unusual("二.xlsx")], "sender": "1"})
    [row] = client.get("/desk/batches/2.json").json()["content"]["rows"]
    assert row["thing"]["fields"]["remark"].startswith("用于校服")
    assert "purpose" not in row["thing"]["fields"]


def test_what_was_said_holds_for_a_return_that_only_the_one_before_tells_the_sender_of(
    as_user: Callable[[str], Client],
) -> None:
    client = as_user("officer")
    client.post("/desk/senders/keep", {"name": "久治县教育局", "contact": "王老师"})
    client.post("/desk/batches/receive", {"files": [unusual()], "sender": "1"})
    client.post("/desk/batches/1/answer", {"column.旁注甲乙": "purpose"})
    posted(as_user, 1)
    receive(client, unusual("重报.xlsx"))
    again = client.get("/desk/batches/2.json").json()["content"]
    assert again["replaces"] == 1
    assert [one["is_answered"] for one in again["questions"]] == [True]
    assert again["rows"][0]["thing"]["fields"]["purpose"] == "用于校服 重报.xlsx"


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        ("填报单位：久治县教育局", 1),
        ("填报单位（盖章）：久治县教育局　填报日期：2017年6月", 1),
        ("填报单位:久治县审计局", None),
        ("报送单位（公章）： 德钦县扶贫办", 2),
    ],
)
def test_the_file_names_who_filled_it_in(
    as_user: Callable[[str], Client], line: str, sender: int | None
) -> None:
    client = as_user("officer")
    for name in ("久治县教育局", "德钦县扶贫办", "久治县卫生局"):
        client.post("/desk/senders/keep", {"name": name, "contact": ""})
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["2017年捐赠台账(单位:万元)"], [line], HEADINGS, GOOD):
        sheet.append([*row])
    out = io.BytesIO()
    book.save(out)
    receive(client, SimpleUploadedFile("表.xlsx", out.getvalue()))
    origin = client.get("/desk/batches/1").content.decode()
    chosen = re.findall(r'<option value="(\d+)" selected', origin[origin.index("origin-sender") :])
    assert chosen[:1] == ([str(sender)] if sender else [])


def unheard(name: str, *rows: tuple[object, ...]) -> SimpleUploadedFile:
    """A ledger whose headings nobody has heard of."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("甲", "乙", "丙", "丁"), *rows):
        sheet.append([*row])
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def test_a_kind_is_asked_once_and_remembered(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    client.post("/desk/senders/keep", {"name": "久治县教育局"})
    first = unheard("一.xlsx", ("某商会", "久治县教育局", "2017-03-05", 12))
    upload = {"files": [first], "sender": "1"}
    page = client.post("/desk/batches/receive", upload, follow=True).content.decode()
    assert "这是哪一种台账或报表" in page
    assert "某商会" in page, "what the table holds helps to answer"
    assert "请先指明表种" in page
    twin = client.get("/desk/batches/1.json").json()["content"]
    assert (twin["summary"]["kind"], twin["kind_question"]["is_open"]) == ("", True)
    assert client.post("/desk/batches/1/answer", {"kind": "x"}).status_code == 404
    page = client.post("/desk/batches/1/answer", {"kind": "donation"}, follow=True).content.decode()
    assert 'name="column.甲"' in page, "now its columns are asked"
    fields = {"甲": "donor", "乙": "recipient", "丙": "donation_date", "丁": "amount_fen"}
    client.post("/desk/batches/1/answer", {f"column.{one}": name for one, name in fields.items()})
    upload = {
        "files": [unheard("二.xlsx", ("某厂", "久治县卫生局", "2017-04-05", 3))],
        "sender": "1",
    }
    client.post("/desk/batches/receive", upload)
    [row] = client.get("/desk/batches/2.json").json()["content"]["rows"]
    assert row["thing"]["fields"]["donor"] == "某厂"
    assert row["state"] == "ready"
    page = client.get("/desk/senders/1").content.decode()
    assert "表头为 甲、乙、丙、丁 的表 → 捐赠台账" in page
    meanings = client.get("/desk/senders/1.json").json()["content"]["meanings"]
    [number] = [one["number"] for one in meanings if one["is_kind"]]
    assert (
        client.post("/desk/senders/1/remembered", {"meaning": number, "said": "x"}).status_code
        == 404
    )
    client.post("/desk/senders/1/remembered", {"meaning": number, "forget": "1"})
    client.post(
        "/desk/batches/receive", {"files": [unheard("三.xlsx", ("丙厂", 1, 2, 3))], "sender": "1"}
    )
    third = client.get("/desk/batches/3.json").json()["content"]
    assert third["kind_question"]["is_open"]


def test_two_likely_kinds_are_asked(as_user: Callable[[str], Client]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["单位", "对方单位", "金额(万元)", "时间", "内容"])
    sheet.append(["某商会", "久治县教育局", 12, "2017-03-05", "助学"])
    out = io.BytesIO()
    book.save(out)
    client = as_user("officer")
    page = receive(client, SimpleUploadedFile("表.xlsx", out.getvalue()))
    assert "两种都像" in page
    twin = client.get("/desk/batches/1.json").json()["content"]
    assert {one["kind"] for one in twin["kind_question"]["guesses"]} == {
        "pairing",
        "monthly_return",
    }
    client.post("/desk/batches/1/answer", {"likely": "pairing", "kind": ""})
    twin = client.get("/desk/batches/1.json").json()["content"]
    assert twin["summary"]["kind"] == "pairing"
    assert twin["rows"][0]["state"] == "waits", "who supports has no column, so none is posted"
    assert "KIND_UNSURE" not in {one["code"] for one in twin["problems"]}


def test_the_annotated_copy_is_handed_out_to_officers_and_logged(
    as_user: Callable[[str], Client],
) -> None:
    client = as_user("officer")
    receive(client, workbook(GOOD, WRONG))
    answer = client.post("/desk/batches/1/annotated")
    assert "UTF-8''" in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["问题清单", "捐赠台账"]
    assert book["捐赠台账"]["D5"].comment is not None
    assert as_user("auditor").post("/desk/batches/1/annotated").status_code == 403
    log = as_user("administrator").get("/desk/log").content.decode()
    assert "annotated copy of batch 1" in log


def test_what_a_unit_owes_is_shown_with_a_reminder(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    client.post("/desk/senders/keep", {"name": "久治县教育局", "place": "久治县"})
    due = {"kind": "donation", "frequency": "yearly", "days": "10", "since": "2017-01-01"}
    client.post("/desk/senders/1/due", due)
    rows = client.get("/desk/senders/owed.json").json()["content"]
    assert rows[-1]["period"] == {"starts": "2017-01-01", "ends": "2017-12-31"}
    assert rows[-1]["state"] == "late"
    page = client.get("/desk/senders/owed").content.decode()
    assert "久治县教育局：请报送" in page
    client.post("/desk/batches/receive", {"files": [workbook(GOOD)], "sender": "1"})
    rows = client.get("/desk/senders/owed.json").json()["content"]
    assert (rows[-1]["state"], rows[-1]["batch"]) == ("received", 1)
    posted(as_user, 1)
    assert client.get("/desk/senders/owed.json").json()["content"][-1]["state"] == "posted"
    client.post("/desk/senders/1/due", {"kind": "donation", "drop": "1"})
    assert client.get("/desk/senders/owed.json").json()["content"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_blank_workbooks_are_handed_out(as_user: Callable[[str], Client], kind: str) -> None:
    answer = as_user("auditor").get(f"/desk/templates/{kind}")
    assert answer.status_code == 200
    assert load_workbook(io.BytesIO(answer.content)).worksheets[0].max_row > 3


def test_the_script_is_answered_with_sentences(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    bad = SimpleUploadedFile("坏.xlsx", b"PK\x03\x04 no workbook at all")
    answer = client.post("/desk/batches/receive.json", {"files": [bad]})
    assert answer.status_code == 422
    [told] = json.loads(answer.content)["content"]
    assert told["batch"] is None
    assert told["said"][0]
    [kept] = client.post("/desk/batches/receive.json", {"files": [workbook(GOOD)]}).json()[
        "content"
    ]
    assert kept["batch"] == 1


def test_who_may_not_change_senders_or_answer(as_user: Callable[[str], Client]) -> None:
    receive(as_user("officer"), workbook(GOOD))
    auditor = as_user("auditor")
    assert auditor.get("/desk/senders").status_code == 200
    assert auditor.post("/desk/senders/keep", {"name": "某单位"}).status_code == 403
    assert auditor.post("/desk/batches/1/answer", {"replaces": "no"}).status_code == 403
    assert as_user("viewer").get("/desk/senders").status_code == 403
    wrong = as_user("officer").post("/desk/batches/1/answer", {"sender": "99"})
    assert wrong.status_code in (409, 422, 404)
