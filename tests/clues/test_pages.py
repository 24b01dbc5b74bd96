"""Clues on the desk: a journey from the workbook to the closed clue; scope, twins, budget."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.cli import run as run_word
from jiedui.clues.queries import Filters, clues, story
from jiedui.clues.taking import take_run
from jiedui.registry.looking import looks
from jiedui.web.clock import now, today
from tests.clues.conftest import SECRETS
from tests.registry.lists import LEIBO, number

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Office

PAGES = {
    "/desk/register/clues": 8,
    "/desk/register/clues?sort=likely&only=open": 8,
    "/desk/register/clues/1": 34,
    "/desk/register/clue-runs": 8,
    "/desk/register/clue-learning": 5,
}
"""Pages and the most queries each may ask; session, reader and grants are three of them."""

FIRST = f"{LEIBO}-000001"


def client(username: str) -> Client:
    made = Client()
    user = get_user_model().objects.get(username=username)
    made.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return made


@pytest.fixture
def taken(run: Path) -> Path:
    """The first run, taken in today."""
    take_run(run, actor=actor_named("wang"), now=now())
    return run


@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_nobody_and_keeps_its_budget(taken: Path, path: str) -> None:
    assert taken.is_dir()
    browser = client("auditor")
    join = "&" if "?" in path else "?"
    for tail in ("", f"{join}lang=en", f"{join}format=json", f"{join}format=csv"):
        with CaptureQueriesContext(connection) as captured:
            answer = browser.get(path + tail)
        assert answer.status_code == 200, tail
        text = answer.content.decode()
        assert [one for one in SECRETS if one in text] == [], tail
        asked = [one["sql"][:100] for one in captured.captured_queries]
        assert len(asked) <= PAGES[path], "\n".join(asked)


def test_other_places_and_roles_reach_nothing(taken: Path) -> None:
    assert taken.is_dir()
    meigu = client("meigu")
    for path in PAGES:
        answer = meigu.get(path)
        assert answer.status_code == 404 or LEIBO not in answer.content.decode(), path
    for tail in ("full", "sheet", "papers", "steps/assign"):
        form = {"purpose": "看", "to": "meigu"}
        assert meigu.post(f"/desk/register/clues/1/{tail}", form).status_code >= 400, tail
    assert client("viewer").get("/desk/register/clues").status_code == 403
    assert (
        client("auditor").post("/desk/register/clues/1/full", {"purpose": "看"}).status_code == 403
    )
    assert Client().get("/register/clues").status_code == 404


def test_the_sheet_names_the_person_and_no_more(taken: Path) -> None:
    assert taken.is_dir()
    (clue,) = clues(EVERYWHERE, Filters(find=number(11)), today=today()).rows
    page, lin = f"/desk/register/clues/{clue.number}", client("lin")
    full = lin.post(f"{page}/full", {"purpose": "入户核查"}).content.decode()
    assert number(11) in full
    assert "甲一一" in full
    sheet = lin.post(f"{page}/sheet", {"purpose": "入户核查"}).content.decode()
    word = lin.post(f"{page}/sheet", {"purpose": "入户核查", "form": "docx"})
    made = docx.Document(io.BytesIO(word.content))
    said = "\n".join(
        [one.text for one in made.paragraphs]
        + [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    )
    assert "入户核查表" in said
    for text in (sheet, said):
        assert "甲一一" in text
        assert "小型客车" in text
        assert number(11) not in text
        assert "车架A0001" not in text
    seen = story(EVERYWHERE, clue.number, today=today()).looks
    assert [(one.actor, one.is_revealed) for one in seen] == [("lin", True)] * 3
    told = {(one.actor, one.purpose) for one in looks(EVERYWHERE, number=FIRST)}
    assert told == {("lin", "入户核查")}


def test_a_clue_is_taken_assigned_visited_explained_signed_by_two_and_closed(
    county: Office, run: Path
) -> None:
    data_dir = ("--data-dir", str(county.data_dir))
    assert run_word(["clues", "take", str(run), "--as", "wang", *data_dir]) == 0
    assert run_word(["clues", "take", str(run), "--as", "wang", *data_dir]) == 1
    (clue,) = clues(EVERYWHERE, Filters(find=number(11)), today=today()).rows
    page = f"/desk/register/clues/{clue.number}"
    wang, lin, zhao = client("wang"), client("lin"), client("zhao")
    assert wang.post(f"{page}/steps/assign", {"to": "lin"}).status_code == 302
    assert lin.post(f"{page}/steps/visit").status_code == 302
    scan = SimpleUploadedFile("核查表.pdf", b"%PDF-1.4 signed")
    assert lin.post(f"{page}/papers", {"file": scan}).status_code == 302
    form = {
        "visited_on": today().isoformat(),
        "conclusion": "explained",
        "explanation": "LIVELIHOOD_TOOL",
        "words": "货车跑运输,全家主要收入",
    }
    assert f'min="{today()}" max="{today()}"' in lin.get(page).content.decode()
    early = lin.post(f"{page}/steps/conclude", {**form, "visited_on": "2020-01-01"})
    assert f"应为：不早于{today()}，即线索接收之日" in early.content.decode()
    assert lin.post(f"{page}/steps/conclude", {**form, "explanation": ""}).status_code >= 400
    assert lin.post(f"{page}/steps/conclude", form).status_code == 302
    decision = {"decision": "keep", "words": "同意"}
    assert lin.post(f"{page}/steps/decide", decision).status_code == 403
    assert zhao.post(f"{page}/steps/decide", decision).status_code == 302
    paper = zhao.post(f"{page}/paper", {"paper": "1", "purpose": "复核"})
    assert paper.content == b"%PDF-1.4 signed"
    assert wang.post(f"{page}/steps/close", {"words": "已归档"}).status_code == 302
    found = story(EVERYWHERE, clue.number, today=today())
    assert (found.clue.state, found.verifier, found.decider) == ("closed", "lin", "zhao")
    told = wang.get("/desk/register/clue-learning").content.decode()
    assert "营运或生产工具" in told
    assert "1 条中属实 0 条" in told


def test_a_page_of_clues_is_assigned_at_once_or_not_at_all(taken: Path) -> None:
    assert taken.is_dir()
    browser = client("wang")
    form = {"number": ["1", "2", "3"], "to": "lin", "next": "/desk/register/clues?state=new"}
    assert browser.post("/desk/register/clues/assign", form).status_code >= 400
    assert clues(EVERYWHERE, Filters(state="assigned"), today=today()).total == 0
    answer = browser.post("/desk/register/clues/assign", {**form, "to": "leibo"})
    assert (answer.status_code, answer["Location"]) == (302, form["next"])
    assert clues(EVERYWHERE, Filters(assignee="leibo"), today=today()).total == 3
    away = browser.post(
        "/desk/register/clues/assign", {**form, "to": "leibo", "next": "//elsewhere/x"}
    )
    assert away["Location"] == "/desk/register/clues"
