"""One person prepares the assessment in a real browser: board, item, document, index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.test_browser import CONTRAST, TOO_WIDE, _sign_in, site

if TYPE_CHECKING:
    from pathlib import Path

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
    assert faults == []
