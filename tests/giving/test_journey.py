"""Two journeys in a real browser: a donor's gift, and a wish from collection to thanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from jiedui.web.clock import now
from tests.giving.world import settle
from tests.serving import browsed
from tests.web.test_browser import CONTRAST, TOO_WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.conftest import Office

pytestmark = pytest.mark.browser

PASSWORD = "only-for-tests-2017"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


class Site:
    """A running server and a browser on it."""

    def __init__(self, address: str, browser: Browser) -> None:
        """Keep both."""
        self.address = address
        self.browser = browser

    def page(self, username: str = "", **options: Any) -> Page:  # noqa: ANN401  Whatever Playwright takes.
        """Open a window, signed in when a name is given."""
        context = self.browser.new_context(base_url=self.address, **options)
        context.set_default_timeout(60_000)
        page = context.new_page()
        if username:
            page.goto("/desk/sign-in")
            page.fill("#username", username)
            page.fill("#password", PASSWORD)
            page.click("button[type=submit].primary")
        return page


@pytest.fixture
def site(sqlite_office: Office, chromium: Browser) -> Iterator[Site]:
    """Serve the small world of giving to Chromium."""
    settle(now(), password=PASSWORD)
    with browsed(sqlite_office, chromium) as address:
        yield Site(address, chromium)


def test_a_gift_from_its_record_to_the_donors_own_page(site: Site) -> None:
    """One person records, another posts; hands, use and bill follow; the donor looks on a phone."""
    officer = site.page("officer", viewport=DESK)
    officer.goto("/desk/gifts/new")
    officer.select_option("#i-donor", label="清凉寺 (1)")
    officer.fill("#i-words", "医务培训善款")
    officer.fill("#i-amount", "12.5万元")
    officer.fill("#i-recipient_name", "久治县卫生局")
    officer.fill("#i-place", "久治县")
    officer.fill("#i-purpose", "医务人员培训")
    officer.check("[name=is_designated]")
    officer.get_by_role("button", name="保存").press("Enter")
    assert "等另一人记账" in officer.locator("[role=status]").inner_text()
    assert officer.get_by_role("button", name="记账").count() == 0, "who recorded cannot post"
    address = officer.url
    reviewer = site.page("reviewer", viewport=DESK)
    reviewer.goto("/desk/gifts?posted=no")
    reviewer.locator("tr", has_text="医务培训善款").locator("[name=pick]").check()
    reviewer.get_by_role("button", name="记账").click()
    assert "1 笔捐赠已记账" in reviewer.locator("[role=status]").inner_text()
    _carry_on(officer, address)
    officer.get_by_role("link", name="清凉寺").first.click()
    officer.get_by_role("button", name="生成地址").click()
    own = officer.locator(".note code").inner_text()
    phone = site.page(viewport=PHONE, java_script_enabled=False)
    phone.goto(own)
    told = phone.locator("main").inner_text()
    for words in ("我的捐赠去了哪里", "12.5万元", "示范慈善基金会", "培训村医20名", "A0001"):
        assert words in told


def _carry_on(officer: Page, address: str) -> None:
    """Note a hand-over, a use and the bill of a gift."""
    officer.goto(address)
    officer.locator("summary", has_text="登记经手").click()
    officer.fill("#taker", "示范慈善基金会")
    officer.get_by_role("button", name="登记经手").click()
    officer.locator("summary", has_text="登记使用").click()
    officer.fill("#use-words", "培训村医20名")
    officer.fill("#use-amount", "5万元")
    officer.fill("#use-document", "签到表")
    officer.get_by_role("button", name="登记使用").click()
    officer.fill("#issuer", "示范慈善基金会")
    officer.fill("#bill-number", "A0001")
    officer.get_by_role("button", name="登记票据").click()


STEPS = (
    ("认领", ""),
    ("到集中点", ""),
    ("送达", ""),
    ("受助人确认", "签字"),
    ("致谢", "谢谢你"),
)


def _collect(officer: Page) -> None:
    """Collect a wish."""
    officer.goto("/desk/wishes/new")
    officer.fill("#i-item", "棉鞋")
    officer.fill("#i-alias", "一年级男生")
    officer.fill("#i-words", "上学要走很远的雪路。")
    officer.select_option("#i-need", "daily")
    officer.fill("#i-place", "德钦县")
    officer.fill("#i-receiver", "受助人乙")
    officer.get_by_role("button", name="保存").click()


def _step(officer: Page, step: str, words: str) -> None:
    """Carry the claim on by one step."""
    officer.goto("/desk/claims")
    officer.locator("tr", has_text="棉鞋").locator("[name=pick]").check()
    officer.fill("#b-words", words)
    officer.fill("#b-station", "县民政局仓库")
    officer.get_by_role("button", name=step, exact=True).click()
    assert "1 份认领已办理" in officer.locator("[role=status]").inner_text()


def test_a_wish_from_its_collection_to_the_thanks(site: Site) -> None:
    """Collected, reviewed, reserved on a phone without scripts, delivered, confirmed, thanked."""
    officer = site.page("officer", viewport=DESK)
    _collect(officer)
    number = re.findall(r"\d+$", officer.url)[0]
    reviewer = site.page("reviewer", viewport=DESK)
    reviewer.goto("/desk/wishes?state=draft")
    reviewer.locator("[name=pick]").check()
    reviewer.get_by_role("button", name="审核发布").click()
    phone = site.page(viewport=PHONE, java_script_enabled=False)
    phone.goto("/wishes")
    card = phone.locator("article.wish", has_text="棉鞋")
    card.get_by_role("link", name=re.compile("我来实现")).click()
    phone.fill("#name", "热心人")
    phone.fill("#contact", "13900000001")
    phone.fill("#public_name", "一位邻居")
    phone.get_by_role("button", name="预约").click()
    phone.wait_for_url(re.compile("/wishes/held/"))
    held = phone.url
    assert "已预约" in phone.locator("main").inner_text()
    for step, words in STEPS:
        _step(officer, step, words)
    phone.goto(held)
    told = phone.locator("main").inner_text()
    assert "谢谢你" in told
    assert "县民政局仓库" in told
    phone.goto("/wishes?show=granted")
    assert "谢谢你" in phone.locator("article.wish", has_text="棉鞋").inner_text()
    officer.goto(f"/desk/wishes/{number}")
    assert "一位邻居" in officer.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_giving_keeps_the_rules(site: Site, scheme: str) -> None:
    """No page overflows a phone, breaks the policy, asks elsewhere or is hard to read."""
    faults: list[str] = []
    asked: list[str] = []
    page = site.page("reviewer", viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    for path in (
        "/wishes", "/wishes/1", "/wishes/campaigns/1", "/wishes/campaigns/2", "/desk/gifts",
        "/desk/gifts/1", "/desk/gifts/2", "/desk/gifts/new", "/desk/donors/2", "/desk/store",
        "/desk/campaigns/1", "/desk/campaigns/2", "/desk/wishes", "/desk/wishes/1", "/desk/claims",
        "/desk/offers",
    ):  # fmt: skip
        page.goto(path)
        over = page.evaluate(TOO_WIDE)
        faults += [f"{path}: {over} px too wide"] if over > 0 else []
        faults += [f"{path}: {one}" for one in page.evaluate(CONTRAST)]
    assert faults == []
    assert [url for url in asked if not url.startswith(site.address)] == []
