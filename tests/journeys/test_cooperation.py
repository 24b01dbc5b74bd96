"""Two people in a real browser: a pairing entered, corrected, posted, changed and seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from jiedui.access.commands import add_user, set_office
from tests.serving import browsed
from tests.web.conftest import NOW, PASSWORD
from tests.web.test_browser import TOO_WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.conftest import Office

pytestmark = pytest.mark.browser


@pytest.fixture
def site(sqlite_office: Office, chromium: Browser) -> Iterator[tuple[str, Browser]]:
    """Serve an office with an officer and a reviewer, to Chromium."""
    set_office("310114")
    for name in ("officer", "reviewer"):
        add_user(name, role=name, place="", password=PASSWORD, now=NOW)
    with browsed(sqlite_office, chromium) as address:
        yield address, chromium


def signed_in(site: tuple[str, Browser], name: str) -> Page:
    page = site[1].new_context(base_url=site[0], viewport={"width": 1100, "height": 800}).new_page()
    page.set_default_timeout(60_000)
    page.goto("/desk/sign-in")
    page.fill("#username", name)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    return page


def proposed(page: Page, kind: str, **form: str) -> None:
    page.goto(f"/desk/records/{kind}/new")
    for name, words in form.items():
        field = page.locator(f"#f-{name}")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=words)
        else:
            field.fill(words)
    page.get_by_role("button", name="提交复核").click()


def test_a_pairing_from_the_form_to_the_picture(site: tuple[str, Browser]) -> None:
    officer, reviewer = signed_in(site, "officer"), signed_in(site, "reviewer")
    pair = {"donor": "嘉定区", "recipient": "久治县", "pairing_kind": "对口支援"}
    proposed(officer, "pairing", **pair, start_date="去年")
    fault = officer.locator("#w-start_date")
    expect(fault).to_be_visible()
    assert officer.locator("#f-start_date").get_attribute("aria-describedby") == "w-start_date"
    officer.fill("#f-start_date", "2012")
    officer.get_by_role("button", name="提交复核").click()
    expect(officer.get_by_text("须由另一人复核")).to_be_visible()
    reviewer.goto("/desk/proposals?state=open")
    reviewer.get_by_role("link", name="久治县").click()
    reviewer.get_by_role("button", name="复核通过").click()
    reviewer.get_by_role("link", name="打开记录").click()
    reviewer.get_by_role("link", name="登记：结对调整").click()
    assert reviewer.locator("#f-pairing").input_value() == "1"
    reviewer.fill("#f-recipient", "德钦县")
    reviewer.fill("#f-start_date", "2015-03")
    reviewer.get_by_role("button", name="提交复核").click()
    expect(reviewer.get_by_text("须由另一人复核")).to_be_visible()
    proposed(officer, "pairing", donor="嘉定区", recipient="永仁县", pairing_kind="携手奔小康")
    reviewer.goto("/desk/proposals/3")
    reviewer.get_by_role("button", name="复核通过").click()
    officer.goto("/desk/pairings/picture?on=2014")
    expect(officer.locator(".picture")).to_contain_text("久治县")
    officer.goto("/desk/pairings")
    assert officer.locator(".timeline rect[class^=s]").count() == 2
    for width in (1100, 390):
        officer.set_viewport_size({"width": width, "height": 800})
        for path in ("pairings", "pairings/picture", "records/sale/new", "proposals/2"):
            officer.goto(f"/desk/{path}")
            assert officer.evaluate(TOO_WIDE) <= 0, (path, width)
