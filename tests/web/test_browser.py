"""The desk and the portal in a real browser: keyboard, narrow screen, print, no script."""

from __future__ import annotations

import base64
import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from jiedui.access.commands import add_user
from jiedui.access.queries import actor_named
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.exchange.returns import ReturnDue
from jiedui.exchange.senders import keep_due, keep_sender
from jiedui.publish.commands import issue_publication, propose_publication
from jiedui.publish.queries import publications
from tests.serving import browsed
from tests.web.conftest import NOW, PASSWORD
from tests.web.test_batches import GOOD, WRONG, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.conftest import Office

pytestmark = pytest.mark.browser

PAGES = (
    "/desk/",
    "/desk/figures",
    "/desk/figures/money?by=county&by=source",
    "/desk/figures/money/trace",
    "/desk/book",
    "/desk/book/1",
    "/desk/batches",
    "/desk/batches/receive",
    "/desk/batches/2",
    "/desk/senders",
    "/desk/senders/1",
    "/desk/senders/owed",
    "/desk/checks",
    "/desk/texts",
    "/desk/texts/claims",
    "/desk/ask?q=久治县市级统筹资金",
    "/desk/pairings",
    "/desk/pairings/picture",
    "/desk/records/sale/new",
    "/desk/reversals",
    "/desk/publications",
    "/desk/publications/1",
    "/desk/papers",
    "/desk/users",
    "/desk/log",
    "/",
    "/publications/1",
    "/counties",
    "/counties/632625",
    "/nothing",
)
"""One page of every kind."""

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")


@dataclass
class Site:
    """A running server and a browser on it."""

    address: str
    browser: Browser

    def context(self, **options: Any) -> BrowserContext:  # noqa: ANN401  Whatever Playwright takes.
        """Open a browser window on this server."""
        made = self.browser.new_context(base_url=self.address, **options)
        made.set_default_timeout(60_000)
        return made


@pytest.fixture
def site(
    sqlite_office: Office,
    book: int,
    settled: Callable[[str, Callable[[], None]], None],
    chromium: Browser,
) -> Iterator[Site]:
    """Serve the small office, with one publication issued, to Chromium."""
    assert book
    settled(f"site-after-{len(publications())}", _settle)
    with browsed(sqlite_office, chromium) as address:
        yield Site(address, chromium)


def _settle() -> None:
    for name, role in (("second-officer", "officer"), ("boss", "administrator")):
        add_user(name, role=role, place="", password=PASSWORD, now=NOW)
    for name in ("reviewer", "auditor"):
        add_user(f"{name}-web", role=name, place="", password=PASSWORD, now=NOW)
    day = dt.date(2017, 10, 31)
    _returns()
    done = propose_publication("funds", as_of=day, actor=actor_named("officer"), now=NOW)
    issue_publication(done.number, actor=actor_named("reviewer"), now=NOW)


GIVEN = (1, "另一商会", *GOOD[2:])


def _returns() -> None:
    """A sender, what it owes, a posted return and the same sent again with a change."""
    officer, now = actor_named("officer"), NOW
    kept = keep_sender("久治县教育局", contact="王老师", actor=officer, now=now)
    due = ReturnDue("donation", "yearly", 10, dt.date(2017, 1, 1))
    keep_due(kept.number, due, actor=officer, now=now)
    first = workbook(GIVEN, (2, "某某街道", "久治县教育局", "2017-04-01", "实物", 8, "", ""))
    receive_file(first.read(), name="台账.xlsx", actor=officer, now=now, sender=kept.number)
    post_batch(1, actor=actor_named("reviewer"), now=now, accept_warnings=True)
    again = workbook((*GIVEN[:5], 15, *GIVEN[6:]), WRONG)
    receive_file(again.read(), name="台账(更正).xlsx", actor=officer, now=now)


def _sign_in(page: Page, username: str) -> None:
    page.goto("/desk/sign-in")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.click("button[type=submit].primary")
    assert page.url.endswith("/desk/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_keeps_the_rules(site: Site, scheme: Literal["light", "dark"]) -> None:
    """No page needs the internet, breaks the policy, overflows 360 px or is hard to read."""
    asked: list[str] = []
    faults: list[str] = []
    page = site.context(viewport={"width": 360, "height": 740}, color_scheme=scheme).new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    _sign_in(page, "boss")
    for path in PAGES:
        page.goto(path)
        over = page.evaluate(TOO_WIDE)
        faults += [f"{path}: {over} px too wide"] if over > 0 else []
        faults += [f"{path}: {one}" for one in page.evaluate(CONTRAST)]
    assert [fault for fault in faults if "status of 40" not in fault] == []
    assert [url for url in asked if not url.startswith(site.address)] == []
    assert len(asked) > len(PAGES)


def test_from_a_total_to_its_cell_by_keyboard_without_scripts(site: Site) -> None:
    """An auditor signs in, opens a figure and reaches the entry, touching no mouse."""
    context = site.context(java_script_enabled=False)
    page = context.new_page()
    page.goto("/desk/figures/money?w.county=533422")
    page.locator("input:focus").wait_for()
    page.keyboard.type("auditor-web")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk/figures/money"))
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "跳到正文"
    page.keyboard.press("Enter")
    page.get_by_role("link", name="追溯由来").press("Enter")
    page.get_by_role("link", name="台账.xlsx › 资金 › E7").press("Enter")
    assert page.url.endswith("/desk/book/3#line-2-cell")
    assert "台账.xlsx › 资金 › E7" in page.locator("#line-2-cell").inner_text()
    context.close()


def test_a_workbook_is_received_and_posted_by_another(site: Site, tmp_path: Path) -> None:
    """Two people: one receives and finds the problem at its cell, the other posts."""
    file = tmp_path / "捐赠台账.xlsx"
    file.write_bytes(workbook(GOOD, WRONG).read())
    page = site.context().new_page()
    _sign_in(page, "second-officer")
    page.goto("/desk/batches/receive")
    page.set_input_files("#files", str(file))
    page.get_by_role("button", name="收件").click()
    page.wait_for_url(re.compile("/desk/batches/3"))
    assert page.get_by_role("button", name="记账").count() == 0, "the receiver cannot post"
    page.locator("aside a.where", has_text="D5").first.click()
    cell = page.locator("td:target")
    assert cell.evaluate("cell => getComputedStyle(cell).outlineStyle") == "solid"
    cell.locator("a.mark").first.press("Enter")
    assert page.locator("li:target").count() == 1, "and back to the sentence"
    other = site.context().new_page()
    _sign_in(other, "reviewer-web")
    other.goto("/desk/batches/3")
    if other.locator("[name=accept_warnings]").count():
        other.locator("[name=accept_warnings]").check()
    other.get_by_role("button", name="记账").click()
    assert "已记账" in other.locator("[role=status]").first.inner_text()


DROP = """([name, text]) => {
  const data = new DataTransfer();
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  data.items.add(new File([bytes], name));
  for (const kind of ['dragenter', 'dragover', 'drop'])
    document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true}));
}"""


def test_from_a_dropped_file_to_the_corrected_entry_and_back(site: Site) -> None:
    """A corrected return is dropped, its question answered, posted by another, traced back."""
    page = site.context().new_page()
    _sign_in(page, "second-officer")
    page.goto("/desk/batches/receive")
    changed = (*GIVEN[:5], 20, *GIVEN[6:])
    upload = workbook(changed, (2, "某某街道", "久治县教育局", "2017-04-01", "实物", 8, "", ""))
    page.evaluate(DROP, ["更正.xlsx", base64.b64encode(upload.read()).decode()])
    page.wait_for_url(re.compile("/desk/batches/3"))
    assert page.locator("tr", has_text="12.5").first.locator("ins").inner_text() == "20"
    page.get_by_role("button", name="是，替换第 1 号").press("Enter")
    assert "已记下" in page.locator("[role=status]").inner_text()
    other = site.context().new_page()
    _sign_in(other, "reviewer-web")
    other.goto("/desk/batches/3")
    other.get_by_role("button", name="记账").click()
    assert "已记账" in other.locator("[role=status]").first.inner_text()
    other.get_by_role("link", name=re.compile("第 .* 至 .* 号")).click()
    other.locator("table a", has_text=re.compile(r"^\d+$")).first.click()
    other.get_by_role("link", name="打开原始单元格").first.click()
    assert other.locator("td:target").inner_text().startswith("20")


def test_two_files_dropped_show_what_became_of_each(site: Site) -> None:
    page = site.context().new_page()
    _sign_in(page, "second-officer")
    page.goto("/desk/batches/receive")
    for name, content in (("坏.xlsx", b"PK no workbook"), ("空.csv", b"")):
        page.evaluate(DROP, [name, base64.b64encode(content).decode()])
    page.locator(".sendings li.bad").nth(1).wait_for()
    told = page.locator(".sendings").inner_text()
    assert "坏.xlsx" in told
    assert "没有收下" in told
    assert page.url.endswith("/desk/batches/receive")


def test_paper_shows_the_content_and_not_the_tools(site: Site, tmp_path: Path) -> None:
    page = site.context().new_page()
    _sign_in(page, "auditor-web")
    page.goto("/desk/figures/money?by=county")
    page.emulate_media(media="print")
    assert not page.locator("nav.nav").is_visible()
    assert not page.locator("form.card").is_visible()
    assert page.get_by_role("cell", name="6,946.2", exact=True).is_visible()
    made = page.pdf(format="A4", path=str(tmp_path / "page.pdf"))
    assert made.startswith(b"%PDF")


def test_the_language_switch_stays_on_the_page(site: Site) -> None:
    page = site.context().new_page()
    page.goto("/publications/1")
    page.get_by_role("link", name="English").click()
    assert "/publications/1" in page.url
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("article.publication").get_attribute("lang") == "en"
    page.locator("a.figure-number").first.click()
    assert "Definition" in page.locator("main").inner_text()


SAID = "2013年至2017年10月,嘉定区投入久治县帮扶资金1200万元,为德钦县培训各类人才996人。"


def test_a_text_is_marked_and_a_second_person_accepts_a_number(site: Site) -> None:
    """A pasted page: from the mark to the evidence and back by keyboard, accepted with a cause."""
    page = site.context().new_page()
    _sign_in(page, "second-officer")
    page.goto("/desk/texts")
    page.fill("#words", SAID)
    page.fill("#title", "区报")
    page.fill("#as_of", "2017-10-31")
    page.locator("form.card button.primary").press("Enter")
    page.wait_for_url(re.compile(r"/desk/texts/\d+"))
    assert SAID[:20] in page.locator(".words").inner_text()
    mark = page.locator(".words a.said").first
    mark.press("Enter")
    card = page.locator("li.claim-card:target")
    assert card.count() == 1, "from the number to its evidence"
    card.locator("header a.said").press("Enter")
    assert page.locator(".words a.said:target").count() == 1, "and back to the number"
    other = site.context(viewport={"width": 360, "height": 740}).new_page()
    _sign_in(other, "reviewer-web")
    other.goto(page.url.partition("#")[0])
    assert other.evaluate(TOO_WIDE) <= 0
    assert other.evaluate(CONTRAST) == []
    other.locator("details summary").first.click()
    other.locator("form.accept select").first.select_option("slip")
    other.locator("form.accept button").first.click()
    other.wait_for_url(re.compile(r"#c\d+$"))
    assert "reviewer-web" in other.locator("ol.cards").inner_text()
