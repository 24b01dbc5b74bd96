"""The register on the desk: masked, scoped, recorded, both languages, twins, constant queries."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.registry.cases import Opening, open_case
from jiedui.registry.commands import propose_event
from jiedui.registry.household import Kind, Watch
from jiedui.registry.looking import looks
from jiedui.registry.measures import Given, record_measures
from jiedui.registry.telling import Comer, What
from tests.registry.conftest import post_list
from tests.registry.lists import ACCOUNT, LEIBO, ROWS, listed, number

if TYPE_CHECKING:
    from tests.conftest import Office

LATER = dt.datetime(2022, 11, 20, 2, 0, tzinfo=dt.UTC)
FIRST, SECOND = f"{LEIBO}-000001", f"{LEIBO}-000002"
SECRETS = [ACCOUNT, *(str(row[1]) for row in ROWS), *(str(row[0]) for row in ROWS)]
PAGES = {
    "/desk/register/households": 8,
    f"/desk/register/households/{FIRST}": 26,
    "/desk/register/board": 8,
    "/desk/register/board/1": 9,
    "/desk/register/changes": 9,
    "/desk/register/villages": 5,
    "/desk/register/quality": 20,
    "/desk/register/got?list=nothing&year=2019": 5,
    "/desk/register/export": 5,
    "/desk/register/statistics": 5,
}
"""Pages and the most queries each may ask; session, reader and grants are three of them."""


@pytest.fixture
def filled(register: Office) -> Office:
    """The register with an open case, a proposal and measures."""
    cache.clear()
    wang = actor_named("wang")
    opening = Opening(
        "monitoring", dt.date(2022, 11, 1), "self", Watch.SUDDEN, "ACCIDENT",
        people=(Comer("丑二二", number(91), "HEAD"),), place=f"{LEIBO}:锦城镇:花坪村",
    )  # fmt: skip
    open_case("", opening, actor=wang, now=LATER)
    propose_event(SECOND, What(Kind.EXITED, dt.date(2019, 10, 17)), actor=wang, now=LATER)
    given = Given(FIRST, "goods", "化肥", dt.date(2019, 5, 1), 50_000, project="产业扶持")
    record_measures([given], actor=wang, now=LATER)
    return register


def client(username: str) -> Client:
    made = Client()
    user = get_user_model().objects.get(username=username)
    made.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return made


@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_nobody_in_both_languages_and_for_programs(filled: Office, path: str) -> None:
    assert filled.vendor == "sqlite"
    browser = client("auditor")
    join = "&" if "?" in path else "?"
    for asked in (
        path,
        f"{path}{join}lang=en",
        f"{path}{join}format=json",
        f"{path}{join}format=csv",
    ):
        answer = browser.get(asked)
        assert answer.status_code == 200, asked
        text = answer.content.decode()
        assert [one for one in SECRETS if one in text] == [], asked


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_within_its_budget(filled: Office, path: str) -> None:
    assert filled.vendor == "sqlite"
    rows = tuple(
        (
            f"众{at}",
            number(300 + at),
            "锦城镇",
            f"村{at}",
            3,
            "一般贫困户",
            "因病",
            3000,
            None,
            None,
        )
        for at in range(40)
    )
    post_list(
        listed(rows, title="雷波县建档立卡贫困户名单(截至2019年6月30日)"), now=LATER, name="b.xlsx"
    )
    browser = client("auditor")
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    asked = [one["sql"][:120] for one in captured.captured_queries]
    assert len(asked) <= PAGES[path], "\n".join(asked)


def test_who_may_see_in_full_says_what_for(filled: Office) -> None:
    assert filled.vendor == "sqlite"
    browser = client("wang")
    path = f"/desk/register/households/{FIRST}"
    assert browser.post(f"{path}/full", {"purpose": ""}).status_code in {400, 409, 422}
    shown = browser.post(f"{path}/full", {"purpose": "入户核实"})
    text = shown.content.decode()
    assert number(11) in text
    assert "甲一一" in text
    assert "no-store" in shown["Cache-Control"]
    last = looks(EVERYWHERE, number=FIRST)[0]
    assert (last.actor, last.purpose) == ("wang", "入户核实")
    assert client("auditor").post(f"{path}/full", {"purpose": "看"}).status_code == 403
    assert client("meigu").get(path).status_code == 404
    assert client("viewer").get("/desk/register/households").status_code == 403


def test_other_places_see_nothing(filled: Office) -> None:
    assert filled.vendor == "sqlite"
    for path in PAGES:
        answer = client("meigu").get(path)
        assert answer.status_code == 404 or f"{LEIBO}-0" not in answer.content.decode(), path


def test_a_step_and_a_decision_from_the_page(filled: Office) -> None:
    assert filled.vendor == "sqlite"
    browser = client("zhao")
    form = {"code": "verified", "day": "2022-11-03", "remark": "属实"}
    assert browser.post("/desk/register/board/1/step", form).status_code == 302
    assert "属实" in browser.get("/desk/register/board/1").content.decode()
    wrong = browser.post("/desk/register/board/1/step", {**form, "day": "soon", "code": "voted"})
    assert wrong.status_code in {400, 409, 422}
    assert browser.post("/desk/register/proposals/1", {"confirm": "1"}).status_code == 302
    assert "确认" in browser.get("/desk/register/changes").content.decode()
