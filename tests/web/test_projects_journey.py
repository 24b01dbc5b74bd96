"""An officer's month in a real browser: plan, allot, pay with two signatures, accept, hand over."""

import datetime as dt
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.programme.commands.money import set_signing
from tests.programme import world
from tests.programme.world import COUNTY
from tests.serving import browsed
from tests.web.conftest import NOW, PASSWORD
from tests.web.test_browser import CONTRAST, TOO_WIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.conftest import Office

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("JIEDUI_SHOTS", "")
"""A folder for pictures of the pages, when somebody wants to look at them."""


@pytest.fixture
def desk(sqlite_office: "Office", chromium: "Browser") -> "Iterator[Callable[[str], Page]]":
    """A window of the desk for each person, signed in."""
    set_office("310114")
    people = (("officer", "officer", ""), ("reviewer", "reviewer", ""),
              ("li", "leader", COUNTY), ("wang", "cadre", COUNTY))  # fmt: skip
    for name, role, place in people:
        add_user(name, role=role, place=place, password=PASSWORD, now=NOW)
    since = dt.date(2026, 6, 1)
    set_signing(since, is_needed=True, actor=actor_named("reviewer"), now=NOW)
    known: dict[str, Page] = {}
    with browsed(sqlite_office, chromium) as address:

        def window(name: str) -> "Page":
            if name not in known:
                context = chromium.new_context(base_url=address)
                context.set_default_timeout(60_000)
                signed_in(context, name)
                known[name] = context.new_page()
            return known[name]

        yield window


def signed_in(context: "BrowserContext", name: str) -> None:
    """Sign somebody in without looking at the page, which is tried elsewhere."""
    shown = context.request.get("/desk/sign-in").text()
    token = shown.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    told: dict[str, str | float | bool] = {
        "csrfmiddlewaretoken": token, "username": name, "password": PASSWORD,
    }  # fmt: skip
    headers = {"Referer": context.request.get("/desk/sign-in").url}
    assert context.request.post("/desk/sign-in", form=told, headers=headers).url.endswith("/desk/")


def papers(page: "Page", on: str, first: str, *others: str) -> None:
    """Put papers on record: the first by the form, the others as the same form sends them."""
    fill(page, "paper", kind=first, title=first, on=on)
    form = page.locator("#paper form")
    address = form.get_attribute("action") or page.url
    token = form.locator("[name=csrfmiddlewaretoken]").get_attribute("value") or ""
    for kind in others:
        told: dict[str, str | float | bool] = {
            "csrfmiddlewaretoken": token, "kind": kind, "title": kind, "on": on,
        }  # fmt: skip
        sent = page.request.post(address, form=told, headers={"Referer": page.url})
        assert sent.ok, kind
    page.reload()


def fill(page: "Page", code: str, **told: str) -> None:
    """Fill in one form of a project's page and send it."""
    if not page.locator(f"#{code}[open]").count():
        page.click(f"#{code} > summary")
    for name, value in told.items():
        field = page.locator(f"#{code} [name={name}]").last
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.click(f"#{code} button[type=submit]")
    page.wait_for_load_state()


def step(desk: Any, page: "Page", state: str, on: str) -> None:  # noqa: ANN401
    """Propose a step and, where it waits, let the reviewer approve it."""
    page.fill(f"#on-{state}", on)
    page.locator(".offer", has=page.locator(f"#on-{state}")).locator("button").click()
    page.wait_for_load_state()
    if state in ("LIBRARY", "REVIEWED"):
        return
    decide(desk, page, "approve")


def decide(desk: Any, page: "Page", verb: str) -> None:  # noqa: ANN401
    reviewer = desk("reviewer")
    reviewer.goto("/desk/waiting")
    reviewer.locator("input[name=number]").first.check()
    reviewer.click(f"button[value={verb}]")
    reviewer.wait_for_load_state()
    page.reload()


def shot(page: "Page", name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def test_an_officers_month(desk: "Callable[[str], Page]") -> None:
    page = desk("officer")
    entered(page)
    papers(page, "2026-01-05", "proposal", "village_vote", "review", "approval", "consent")
    for state, on in (("LIBRARY", "2026-01-10"), ("REVIEWED", "2026-01-20")):
        step(desk, page, state, on)
    step(desk, page, "PLANNED", "2026-02-01")
    fill(page, "money", kind="ALLOT", source="MUNICIPAL_POOLED", amount="300万元",
         on="2026-02-20", notice="青财农〔2026〕5号")  # fmt: skip
    decide(desk, page, "post")
    assert page.locator(".life .here").inner_text().startswith("资金已下达")
    papers(page, "2026-03-01", "contract", "start_report", "completion_report", "acceptance_form",
           "price_audit", "handover", "archive_list", "performance")  # fmt: skip
    step(desk, page, "STARTED", "2026-03-02")
    step(desk, page, "IN_PROGRESS", "2026-03-20")
    paid_with_two_signatures(desk, page)
    photographed(page)
    step(desk, page, "COMPLETED", "2026-07-01")
    fill(page, "acceptance", level="COUNTY", passed="YES", on="2026-07-10")
    step(desk, page, "ACCEPTED", "2026-07-10")
    fill(page, "settlement", amount="300万元", on="2026-07-20")
    step(desk, page, "SETTLED", "2026-07-20")
    rights = dict.fromkeys(
        ("ownership", "operation", "benefit", "distribution", "disposal", "supervision"), "甲村"
    )
    fill(page, "asset", reference="JZ-1", name="卫生室", kind="PUBLIC", form="PHYSICAL",
         amount="300万元", **rights)  # fmt: skip
    step(desk, page, "TRANSFERRED", "2026-08-01")
    assert page.locator(".life .here").inner_text().startswith("已移交")
    shot(page, "project")
    keeps_the_rules(desk)


def entered(page: "Page") -> None:
    page.goto("/desk/projects")
    assert "还没有项目" in page.content()
    page.click("summary:has-text('登记项目')")
    for name, value in (("name", "甲村卫生室"), ("place", "久治县"), ("year", "2026"),
                        ("MUNICIPAL_POOLED", "300万元"), ("area", "1200"), ("unit", "县卫健局"),
                        ("mechanism", "就近务工"), ("households", "120"),
                        ("people", "430")):  # fmt: skip
        page.fill(f"#new-{name}", value)
    page.select_option("#new-category", "SOCIAL")
    page.click("form[action='/desk/projects/new'] button[type=submit]")
    page.wait_for_url("**/desk/projects/1")


def paid_with_two_signatures(desk: "Callable[[str], Page]", page: "Page") -> None:
    fill(page, "money", kind="DIRECT", source="MUNICIPAL_POOLED", amount="300万元",
         on="2026-06-10", milestone_on="2026-06-05", requested_on="2026-06-07",
         opinion_on="2026-06-08", payee="某建设公司")  # fmt: skip
    reviewer = desk("reviewer")
    reviewer.goto("/desk/waiting")
    shot(reviewer, "waiting")
    reviewer.locator("input[name=number]").first.check()
    reviewer.click("button[value=post]")
    assert "缺少会签" in reviewer.content()
    for name, role in (("li", "leader"), ("wang", "cadre")):
        signer = desk(name)
        signer.goto("/desk/waiting")
        signer.locator("input[name=number]").first.check()
        signer.click(f"button[value={role}]")
        signer.wait_for_load_state()
    decide(desk, page, "post")
    assert "某建设公司" in page.content()


def photographed(page: "Page") -> None:
    """Tell how far the work is with photographs, which the page shows; a text is only kept."""
    for percent, on, name, content in (
        ("90", "2026-06-20", "甲村.png", page.screenshot()),
        ("100", "2026-06-30", "b.jpg", b"text"),
    ):
        page.locator("#progress > summary").click()
        page.set_input_files(
            "#progress [name=photo]", {"name": name, "mimeType": "image/png", "buffer": content}
        )
        fill(page, "progress", percent=percent, on=on, spot="门堂乡甲村")
    page.locator(".shots img").last.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    widths = page.locator(".shots img").evaluate_all("all => all.map((one) => one.naturalWidth)")
    assert widths == [1280, 0]


def keeps_the_rules(desk: "Callable[[str], Page]") -> None:
    """Every page of the area fits a narrow screen, says nothing in the console, reads well."""
    reviewer = desk("reviewer")
    said: list[str] = []
    reviewer.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    reviewer.goto("/desk/attention")
    reviewer.click("button:has-text('立即检查')")
    for name in ("projects", "projects/1", "waiting", "whereabouts", "attention"):
        reviewer.goto(f"/desk/{name}")
        for width in (1280, 360):
            reviewer.set_viewport_size({"width": width, "height": 800})
            assert reviewer.evaluate(TOO_WIDE) <= 0, (name, width)
            shot(reviewer, f"{name.replace('/', '-')}-{width}")
        assert reviewer.evaluate(CONTRAST) == [], name
    assert said == []


def test_a_whole_page_is_ticked_at_once_and_printed(desk: "Callable[[str], Page]") -> None:
    page = desk("officer")
    with ThreadPoolExecutor(1) as other:  # The browser's loop runs in this thread.
        other.submit(world.registered, "甲村道路", "乙村道路", "丙村道路").result()
    page.goto("/desk/projects")
    every = page.get_by_label("全选本页")
    every.check()
    assert page.locator("input[name=pick]:checked").count() == 3
    assert page.locator(".pick-all output").inner_text() == "3 / 3"
    page.locator("input[name=pick]").first.uncheck()
    assert every.evaluate("one => one.indeterminate")
    assert page.locator(".pick-all output").inner_text() == "2 / 3"
    page.emulate_media(media="print")
    assert page.get_by_role("link", name="乙村道路").is_visible()
    assert not page.locator("input[name=pick]").first.is_visible()
    assert not page.get_by_role("button", name="提出（勾选的）").is_visible()
