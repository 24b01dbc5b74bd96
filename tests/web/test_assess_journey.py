"""One person prepares the assessment and answers a form in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.forms.written import form
from tests.web.test_browser import CONTRAST, TOO_WIDE, _sign_in, site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.web.test_browser import Site

__all__ = ("site",)

pytestmark = pytest.mark.browser

PAGES = (
    "/desk/assessment?year=2017",
    "/desk/assessment/items/FUN-01?year=2017",
    "/desk/assessment/reports",
    "/desk/reconciliation",
    "/desk/duties?month=2017-10",
)


def test_from_the_board_to_a_document_and_the_printed_index(site: Site, tmp_path: Path) -> None:
    faults: list[str] = []
    page = site.context(viewport={"width": 360, "height": 740}).new_page()
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    _sign_in(page, "officer")
    for path in PAGES:
        page.goto(path)
        assert page.evaluate(TOO_WIDE) <= 0, path
        assert page.evaluate(CONTRAST) == [], path
    page.goto(PAGES[0])
    page.click("text=ORG-02")
    paper = tmp_path / "会议纪要.txt"
    paper.write_text("第一次联席会议", encoding="utf-8")
    page.set_input_files("#told-file", paper)
    page.fill("#amount", "1")
    page.click("section:has(#tell) button[type=submit]")
    page.wait_for_selector("text=已填报")
    assert page.locator("text=会议纪要").count() > 0
    page.click("nav.crumbs a")
    with page.expect_download() as coming:
        page.click("a:has-text('PDF')")
    assert coming.value.suggested_filename.endswith("考核佐证材料目录.pdf")
    _a_form_arrives(page, tmp_path)
    assert faults == []


ARRIVED = """
对口支援资金月报表
截至2017年10月31日　　单位：万元
受援县|2013年以来资金|其中：贫困村
德钦县||
"""


def _a_form_arrives(page: Page, folder: Path) -> None:
    """It is read, its question answered at its cell, a number derived, filed; then it changes."""
    _upload(page, folder, ARRIVED)
    assert page.evaluate(TOO_WIDE) <= 0
    assert page.evaluate(CONTRAST) == []
    questions = page.locator("section:has(#open) li")
    assert questions.count() == 1
    questions.locator("button[value=leave]").click()
    page.wait_for_selector("text=没有要确认的")
    page.fill("#sender", "市合作交流办")
    page.fill("#deadline", "2017-11-10")
    page.click("form[action$='/file'] button[type=submit]")
    page.wait_for_selector("text=第 1 版")
    _upload(page, folder, ARRIVED.replace("德钦县||", "久治县||\n德钦县||"))
    asked = page.locator("section:has(#open) li strong").all_inner_texts()
    assert asked == ["Sheet1!B4", "Sheet1!C4"], "only the new row"
    page.click("button[name=all]")
    page.wait_for_selector("[role=alert]:has-text('与最近发布的报告不一致')")
    page.check("[name=even_so]")
    page.click("form[action$='/file'] button[type=submit]")
    page.wait_for_selector("text=第 2 版")
    assert page.locator("section:has(#changed) tbody tr").count() <= 1
    page.go_back()
    page.click("div.sheet a >> nth=0")
    page.wait_for_selector("text=由来")


def _upload(page: Page, folder: Path, drawn: str) -> None:
    file = folder / "月报表.xlsx"
    file.write_bytes(form(drawn).content)
    page.goto("/desk/forms")
    page.set_input_files("#file", file)
    page.click("form[enctype] button[type=submit]")
    page.wait_for_selector("#open")
