"""Blank forms on the desk: taken in, shown cell by cell, confirmed, downloaded, filed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from jiedui.access.queries import actor_named
from jiedui.books.commands import post_entries
from jiedui.books.feed import extend_facts
from tests.forms.written import form
from tests.web.conftest import NOW, aid

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


def test_what_an_issued_report_tells_otherwise_is_said_before_the_form_leaves(
    as_user: Callable[[str], Client], issued: int
) -> None:
    officer = as_user("officer")
    blank = BLANK.replace("|其中：贫困村", "").replace("久治县|||", "久治县||\n德钦县||")
    file = SimpleUploadedFile("资金表.xlsx", form(blank).content)
    address = officer.post("/desk/forms", {"file": file}, follow=True).redirect_chain[-1][0]
    assert "报出前请先核对" not in officer.get(address).content.decode()
    filed = officer.post(f"{address}/file", {"sender": "市合作交流办"}, follow=True)
    assert "第 1 版" in filed.content.decode()
    late = aid("补报的市级统筹资金", 100_000_000, "533422", row=9)
    post_entries([late], actor=actor_named("reviewer"), now=NOW)
    extend_facts()
    page = officer.get(address).content.decode()
    assert "有1格与最近发布的报告不一致" in page
    assert page.index("有1格") < page.index("下载填好的表")
    assert "6946.2万元" in page
    assert "7046.2万元" in page
    refused = officer.post(f"{address}/file", {"sender": "市合作交流办"})
    assert refused.status_code == 422
    again = {"sender": "市合作交流办", "even_so": "1"}
    changed = officer.post(f"{address}/file", again, follow=True).content.decode()
    assert "第 2 版" in changed
    assert "6946.20万元" in changed
    assert "7046.20万元" in changed
    assert issued


def test_tables_with_the_same_words_are_compared_each_with_itself(
    as_user: Callable[[str], Client], book: int
) -> None:
    officer = as_user("officer")
    one = "2013年以来市级统筹资金　　单位：{}\n受援县|金额\n德钦县|\n\n"
    several = one.format("万元") + one.format("元")
    file = SimpleUploadedFile("两表.xlsx", form(several).content)
    address = officer.post("/desk/forms", {"file": file}, follow=True).redirect_chain[-1][0]
    officer.post(f"{address}/say", {"all": "1"})

    def filed() -> str:
        return officer.post(f"{address}/file", {"sender": "市"}, follow=True).content.decode()

    assert "第 1 版" in filed()
    assert "与上一版相比没有变化" in filed()
    post_entries(
        [aid("补报", 100_000_000, "533422", row=9)], actor=actor_named("reviewer"), now=NOW
    )
    extend_facts()
    changed = filed()
    for told in ("6946.20万元", "7046.20万元", "69462000.00元", "70462000.00元"):
        assert told in changed
    assert book
