"""An accessibility checker (axe-core) in a real browser: no serious finding on any kind of page.

The checker comes with the package `axe-playwright-python`; its rules are WCAG 2.1 A and AA and its
own good practice. *Serious* is its word for what shuts some out, *critical* for all.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from tests.web.test_browser import PAGES, _sign_in, site

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web.test_browser import Site

pytestmark = pytest.mark.browser

__all__ = ["site"]

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RUN = """async () => {
  const told = await axe.run(document, {resultTypes: ['violations']});
  return told.violations.map(({id, impact, nodes}) => [
    impact, `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`]);
}"""
SQUEEZED = """() => [...document.querySelectorAll('td, th')]
  .filter((cell) => cell.innerText.trim().length > 3 && cell.clientHeight > 5 * cell.clientWidth / 3
    && cell.clientWidth < 60)
  .map((cell) => cell.innerText.trim())"""
"""Cells with a character or two a line: Chinese breaks anywhere, so a full table squeezes them."""

GRAVE = {"serious", "critical"}

PORTAL = (
    "/",
    "/publications/1",
    "/publications/1/object",
    "/publications/2",
    "/counties",
    "/counties/632625",
    "/projects",
    "/donors",
    "/search?q=久治",
    "/objections",
    "/wishes",
    "/nothing",
)


def _faults(page: Page, path: str) -> list[str]:
    page.goto(path)
    page.evaluate(AXE)
    found = page.evaluate(RUN)
    squeezed = [f"{path}: {words}" for words in page.evaluate(SQUEEZED)]
    return [f"{path}: {words}" for impact, words in found if impact in GRAVE] + squeezed


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_portal_shuts_nobody_out(issued: int, site: Site, language: str) -> None:
    """Every kind of public page, the page of a number and its frame, in both languages."""
    page = site.context(viewport={"width": 1100, "height": 800}).new_page()
    page.goto(f"/?lang={language}")
    faults = [fault for path in PORTAL for fault in _faults(page, path)]
    page.goto(f"/publications/{issued}")
    number = page.locator("a.figure-number").first.get_attribute("href") or ""
    assert number.startswith(f"/publications/{issued}/numbers/")
    faults += [fault for path in (number, f"{number}/embed") for fault in _faults(page, path)]
    assert faults == []


def test_the_desk_shuts_nobody_out(site: Site) -> None:
    page = site.context(viewport={"width": 1100, "height": 800}).new_page()
    _sign_in(page, "boss")
    assert [fault for path in PAGES for fault in _faults(page, path)] == []


def test_the_checker_bites(site: Site) -> None:
    """A picture without words, a field without a name and a squeezed cell are found."""
    page = site.context().new_page()
    page.goto("/")
    narrow = "<table><tr><td width=30>2013年以来结对</td></tr></table>"
    page.evaluate(f"document.querySelector('main').innerHTML = '{narrow}'")
    page.evaluate("document.querySelector('main table').style.width = '30px'")
    assert page.evaluate(SQUEEZED) == ["2013年以来结对"]
    page.evaluate("document.querySelector('main').innerHTML += '<img src=x><input>'")
    page.evaluate(AXE)
    found = [words.partition(":")[0] for impact, words in page.evaluate(RUN) if impact in GRAVE]
    assert {"image-alt", "label"} <= {*found}
