"""Blank forms on the desk: taken in, shown cell by cell, confirmed, downloaded, filed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tests.forms.written import form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

BLANK = """
对口帮扶资金情况表
2013年以来，截至2017年10月31日　　单位：万元
受援县|市级统筹|区财政|其中：贫困村
久治县|||
"""


def test_a_form_goes_the_whole_way(as_user: Callable[[str], Client], book: int) -> None:
    officer = as_user("officer")
    assert "还没有存档的报表" in officer.get("/desk/forms").content.decode()
    content = form(BLANK.replace("久治县|||", "久治县||||").replace("||||", "|||")).content
    file = SimpleUploadedFile("资金表.xlsx", content)
    taken = officer.post("/desk/forms", {"file": file}, follow=True)
    page = taken.content.decode()
    assert taken.status_code == 200
    assert "贫困村" in page
    address = taken.redirect_chain[-1][0]
    refused = officer.post(f"{address}/file", {"sender": "市合作交流办"})
    assert refused.status_code == 422
    assert "还有没确认的填报格" in refused.content.decode()
    kept = officer.post(f"{address}/say", {"all": "1"}, follow=True).content.decode()
    assert "没有要确认的" in kept
    copy = officer.get(f"{address}/filled")
    assert load_workbook(io.BytesIO(copy.content)).sheetnames == ["Sheet1", "数据来源"]
    filed = officer.post(
        f"{address}/file", {"sender": "市合作交流办", "deadline": "2017-11-10"}, follow=True
    )
    assert "第 1 版" in filed.content.decode()
    told = officer.get("/desk/forms.json").json()["content"]
    assert [(one["version"], one["sender"]) for one in told["filings"]] == [(1, "市合作交流办")]
    assert officer.get("/desk/filings/1.csv").status_code == 200
    assert officer.get("/desk/filings/1/file").content == copy.content
    assert "Forms" in officer.get("/desk/forms?lang=en").content.decode()
    assert f"{book}" in filed.content.decode()


def test_one_cell_is_said_to_ask_something_else(
    as_user: Callable[[str], Client], book: int
) -> None:
    officer = as_user("officer")
    content = form(BLANK).content
    file = SimpleUploadedFile("资金表.xlsx", content)
    address = officer.post("/desk/forms", {"file": file}, follow=True).redirect_chain[-1][0]
    said = {"cell": "Sheet1!D4", "choice": "other", "figure": "pairing_start_year"}
    said |= {"recipient": "632625", "unit": "年"}
    page = officer.post(f"{address}/say", said, follow=True)
    assert page.status_code == 200
    cells = officer.get(f"{address}.json").json()["content"]["cells"]
    assert next(one for one in cells if one["cell"] == "D4")["confidence"] == "confirmed"
    wrong = officer.post(f"{address}/say", {"cell": "Sheet1!Z9", "choice": "leave"})
    assert wrong.status_code == 422
    assert book


def test_what_is_no_form_is_said_in_a_sentence(as_user: Callable[[str], Client]) -> None:
    officer = as_user("officer")
    file = SimpleUploadedFile("a.xlsx", b"no workbook")
    refused = officer.post("/desk/forms", {"file": file})
    assert refused.status_code == 422
    assert "报表打不开" in refused.content.decode()
    assert as_user("viewer").get("/desk/forms").status_code == 403
    assert officer.get("/desk/forms/0123").status_code in {404, 409, 422}
    assert officer.get("/desk/filings/9").status_code in {404, 409, 422}
