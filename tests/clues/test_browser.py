"""Clues in a real browser: a clue verified on a telephone, decided, and every page looked at."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from jiedui.access.commands import add_user
from jiedui.access.queries import actor_named
from jiedui.clues.taking import take_run
from jiedui.web.clock import now
from tests.engines import need, with_fonts
from tests.registry.lists import LEIBO
from tests.web.conftest import PASSWORD
from tests.web.test_browser import CONTRAST, SERVER, TOO_WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Office

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("JIEDUI_SHOTS", "")
"""A folder for pictures of the pages, when somebody wants to look at them."""

PAGES = ("clues", "clues/1", "clue-runs", "clue-learning")


@pytest.fixture
def browser(county: Office, run: Path, tmp_path: Path) -> Iterator[tuple[Browser, str]]:
    """A browser and the address of an office that has taken the first run in."""
    take_run(run, actor=actor_named("wang"), now=now())
    for username, role in (("visitor", "officer"), ("second", "reviewer")):
        add_user(username, role=role, place=LEIBO, password=PASSWORD, now=now())
    server = county.start(SERVER)
    try:
        assert server.stdout is not None
        address = f"http://127.0.0.1:{int(server.stdout.readline())}"
        with sync_playwright() as playwright:
            made = playwright.chromium.launch(
                executable_path=str(need("chromium")),
                args=["--no-sandbox"],
                env={**with_fonts(tmp_path)},
            )
            yield made, address
            made.close()
    finally:
        server.terminate()
        server.communicate(timeout=20)


def window(browser: tuple[Browser, str], name: str, width: int, faults: list[str]) -> Page:
    made, address = browser
    page = made.new_context(base_url=address, viewport={"width": width, "height": 800}).new_page()
    page.set_default_timeout(60_000)
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("/desk/sign-in")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/")
    return page


def send(page: Page, step: str, **told: str) -> None:
    form = page.locator(f"form[action$='/{step}']")
    for name, value in told.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator("button").first.click()
    page.wait_for_load_state()


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def test_a_visit_on_a_telephone_and_the_second_signature(
    browser: tuple[Browser, str], tmp_path: Path
) -> None:
    faults: list[str] = []
    phone = window(browser, "visitor", 360, faults)
    phone.goto("/desk/register/clues/1")
    send(phone, "steps/assign", to="visitor")
    send(phone, "steps/visit")
    scan = tmp_path / "核查表.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    phone.set_input_files("#file", scan)
    send(phone, "papers")
    told = {"conclusion": "explained", "explanation": "LIVELIHOOD_TOOL", "words": "跑运输"}
    send(phone, "steps/conclude", **told)
    assert phone.locator("form[action$='/steps/decide']").count() == 0
    desk = window(browser, "second", 1280, faults)
    desk.goto("/desk/register/clues/1")
    send(desk, "steps/decide", decision="keep", words="同意")
    send(desk, "steps/close", words="已归档")
    assert desk.locator("text=已办结").count() > 0
    for at, page in (("phone", phone), ("desk", desk)):
        for path in PAGES:
            page.goto(f"/desk/register/{path}")
            assert page.evaluate(TOO_WIDE) <= 0, (at, path)
            assert page.evaluate(CONTRAST) == [], (at, path)
            shot(page, f"{at}-{path.replace('/', '-')}")
    desk.goto("/desk/register/clues/2")
    send(desk, "sheet", purpose="入户核查")
    assert desk.locator("h1:has-text('入户核查表')").count() == 1
    desk.emulate_media(media="print")
    assert not desk.locator("nav").first.is_visible()
    shot(desk, "sheet")
    assert faults == []
