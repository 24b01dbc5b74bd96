"""From a county's ugly list to a closed clue in a real browser; every page looked at."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from jiedui.access.commands import add_user, set_office
from jiedui.web.clock import now
from tests.registry.lists import LEIBO, ROWS, number
from tests.serving import browsed
from tests.web.conftest import PASSWORD
from tests.web.test_browser import CONTRAST, TOO_WIDE

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
def browser(sqlite_office: Office, chromium: Browser) -> Iterator[tuple[Browser, str]]:
    """A browser and the address of an office with people and nothing else."""
    set_office("440606")
    for username, role in (("visitor", "officer"), ("second", "reviewer")):
        add_user(username, role=role, place=LEIBO, password=PASSWORD, now=now())
    with browsed(sqlite_office, chromium) as address:
        yield chromium, address


def ugly_list(path: Path) -> Path:
    """A county's list as counties write it: two rows of headings, towns merged, signatures."""
    book = Workbook()
    sheet = book.create_sheet("名单", 0)
    sheet.append(["雷波县建档立卡贫困户名单（截至2018年12月31日）"])
    sheet.append(["填报单位：雷波县某某办公室", *[None] * 6, "单位：户、人、元"])
    sheet.append(["序号", "户主基本情况", None, "住址", None, "家庭人口", "户属性", "致贫原因",
                  "人均纯收入", "脱贫时间"])  # fmt: skip
    sheet.append([None, "户主", "公民身份号码", "乡镇", "村", *[None] * 5])
    town = ""
    for at, row in enumerate(ROWS, start=1):
        head, said, own, village, *rest = row[:9]
        text = str(said)
        spaced = f" {text[:6]} {text[6:14]} {text[14:]}" if at % 2 else text
        shown, town = (own if own != town else None), own
        sheet.append([at, f"{head} ", spaced, shown, village, *rest])
    sheet.append(["合计", None, None, None, None, sum(int(str(row[4])) for row in ROWS)])
    sheet.append(["填表人：某某", None, None, "审核人：某某"])
    tall = (f"{one}3:{one}4" for one in "AFGHIJ")
    for box in ("A1:J1", "B3:C3", "D3:E3", "D5:D6", "D7:D9", *tall):
        sheet.merge_cells(box)
    book.save(path)
    return path


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


def test_from_an_ugly_list_to_a_closed_clue(browser: tuple[Browser, str], tmp_path: Path) -> None:
    """A list comes in, a cross-check runs, a clue is visited, explained, signed and closed."""
    faults: list[str] = []
    phone = window(browser, "visitor", 360, faults)
    desk = window(browser, "second", 1280, faults)
    _list_comes_in(phone, desk, tmp_path)
    _compare(desk, tmp_path)
    phone.goto("/desk/register/clues/1")
    household = phone.locator("p.lead a").inner_text()
    send(phone, "steps/assign", to="visitor")
    send(phone, "steps/visit")
    scan = tmp_path / "核查表.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    phone.set_input_files("#file", scan)
    send(phone, "papers")
    told = {"conclusion": "explained", "explanation": "LIVELIHOOD_TOOL", "words": "跑运输"}
    send(phone, "steps/conclude", **told)
    assert phone.locator("form[action$='/steps/decide']").count() == 0
    desk.goto("/desk/register/clues/1")
    send(desk, "steps/decide", decision="keep", words="同意")
    send(desk, "steps/close", words="已归档")
    desk.goto(f"/desk/register/households/{household}")
    assert "已办结" in desk.locator("section[aria-labelledby=clues]").inner_text()
    _seen(phone, desk, household)
    _printed(desk)
    assert faults == []


def _list_comes_in(phone: Page, desk: Page, folder: Path) -> None:
    """One person sends the list from a telephone, another posts it."""
    phone.goto("/desk/batches/receive")
    phone.set_input_files("#files", ugly_list(folder / "名单.xlsx"))
    phone.locator("#receive button[type=submit]").click()
    phone.wait_for_url("**/desk/batches/1")
    desk.goto("/desk/batches/1")
    assert number(11) not in desk.content()
    if desk.locator("input[name=accept_warnings]").count():
        desk.check("input[name=accept_warnings]")
    desk.locator("form[action$='/post'] button").first.click()
    desk.wait_for_load_state()
    desk.goto("/desk/register/households")
    assert desk.locator("tbody tr").count() == len(ROWS)


def _printed(desk: Page) -> None:
    desk.goto("/desk/register/clues/2")
    send(desk, "sheet", purpose="入户核查")
    assert desk.locator("h1:has-text('入户核查表')").count() == 1
    desk.emulate_media(media="print")
    assert not desk.locator("nav").first.is_visible()
    shot(desk, "sheet")


def _compare(desk: Page, folder: Path) -> None:
    """Send the traffic police's and the civil affairs' lists, as they wrote them."""
    cars, dead = folder / "车管所 车辆登记.csv", folder / "死亡名单.csv"
    heads = "编号,公民身份号码,姓名,车辆类型,购置价格,登记日期"
    rows = (
        f"A1,{number(11)},甲一一,小型客车,52000,2018-06-01",
        f"B1,{number(13)},丙三三,货车,45000,2018-02-01",
    )
    cars.write_text("\n".join((heads, *rows)), encoding="gb18030")
    dead.write_text(f"身份证号,姓名,死亡日期\n{number(12)},乙二二,2018-11-24\n", encoding="utf-8")
    desk.goto("/desk/register/clue-runs")
    desk.get_by_role("link", name="发起比对").click()
    shot(desk, "desk-run-new")
    desk.set_input_files("#list-vehicles", cars)
    desk.set_input_files("#list-deaths", dead)
    desk.fill("#purpose", "年度数据比对")
    desk.locator("main form button[type=submit]").click()
    desk.wait_for_url("**/desk/register/clues")
    assert desk.locator("tbody tr").count() >= 3


def _seen(phone: Page, desk: Page, household: str) -> None:
    """Look at every page of the register on a telephone and on a desk."""
    pages = [f"households/{household}{form}" for form in ("", "/event", "/proposal", "/item")]
    pages += ["cases/new", "export", "statistics", "clue-runs/new", "changes", "got", "board"]
    for at, page in (("phone", phone), ("desk", desk)):
        for path in (*PAGES, *pages):
            if at == "phone" and path == "clue-runs/new":
                continue
            page.goto(f"/desk/register/{path}")
            assert page.evaluate(TOO_WIDE) <= 0, (at, path)
            assert page.evaluate(CONTRAST) == [], (at, path)
            shot(page, f"{at}-{path.replace('/', '-')}")
