"""The register in a real browser: find a household, see it masked, then in full for a purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.access.commands import add_user
from tests.registry.conftest import NOW
from tests.registry.lists import LEIBO, number
from tests.serving import browsed
from tests.web.test_browser import CONTRAST, TOO_WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.conftest import Office

pytestmark = pytest.mark.browser
PASSWORD = "only-for-tests-2019"
FIRST = f"{LEIBO}-000001"


@pytest.fixture
def page(register: Office, chromium: Browser) -> Iterator[Page]:
    """A narrow window of the register's office, without scripts."""
    add_user("screen", role="reviewer", password=PASSWORD, now=NOW)
    with browsed(register, chromium) as address:
        made = chromium.new_context(base_url=address, viewport={"width": 360, "height": 740})
        made.set_default_timeout(60_000)
        yield made.new_page()


def test_an_officer_finds_a_household_and_says_what_for(page: Page) -> None:
    page.goto("/desk/register/households")
    page.fill("#username", "screen")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/register/households")
    page.fill("#f-find", number(11))
    page.keyboard.press("Enter")
    page.get_by_role("link", name=FIRST).click()
    page.wait_for_url(f"**/{FIRST}")
    assert "甲**" in page.inner_text("main")
    assert number(11) not in page.content()
    page.fill("#purpose", "入户核实")
    page.keyboard.press("Enter")
    page.wait_for_url("**/full")
    assert number(11) in page.inner_text("main")
    for path in ("households", f"households/{FIRST}", "board", "changes", "villages", "got"):
        page.goto(f"/desk/register/{path}")
        assert page.evaluate(TOO_WIDE) == 0, path
        assert page.evaluate(CONTRAST) == [], path
