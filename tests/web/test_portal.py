"""The public side: issued publications and their derivations, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from jiedui.access.queries import actor_named
from jiedui.publish.commands import (
    propose_publication,
    withdraw_publication,
)
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable


DAY = dt.date(2017, 10, 31)


@pytest.fixture
def published(issued_funds: int) -> int:
    """Return the number of the fund table, which was issued."""
    return issued_funds


def _text(response: Any) -> str:  # noqa: ANN401  The test client dresses responses up.
    text: str = response.content.decode()
    return text


def test_nothing_is_public_before_it_is_issued(book: int) -> None:
    assert book
    done = propose_publication("funds", as_of=DAY, actor=actor_named("officer"), now=NOW)
    client = Client()
    assert "还没有签发的内容" in _text(client.get("/"))
    for path in ("", "/file/pdf", "/numbers/x", "/saved/x/csv"):
        assert client.get(f"/publications/{done.number}{path}").status_code == 404


def test_every_number_opens_its_derivation(published: int) -> None:
    client = Client()
    page = _text(client.get(f"/publications/{published}"))
    links = sorted(set(re.findall(r'class="figure-number" href="([^"]+)"', page)))
    assert links
    for link in links:
        shown = client.get(link.replace("&amp;", "&"))
        assert shown.status_code == 200
        assert "定义" in _text(shown)
    assert "台账.xlsx › 资金" in "".join(_text(client.get(link)) for link in links)
    assert "style=" not in page
    assert "<script" not in page


def test_the_twin_holds_every_number(published: int) -> None:
    content = Client().get(f"/publications/{published}.json").json()["content"]
    assert content["publication"]["head"]
    assert content["figures"]
    assert all(one["sql"] and one["known_at"] == 4 for one in content["figures"].values())


@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
def test_downloads(published: int, form: str) -> None:
    response = Client().get(f"/publications/{published}/file/{form}")
    assert response.status_code == 200
    assert len(response.content) > 1000
    assert response["Content-Disposition"] == f'attachment; filename="jiedui-{published}.{form}"'


def test_what_is_not_there_is_not_found(published: int) -> None:
    client = Client()
    for path in (
        "/publications/99",
        f"/publications/{published}/numbers/none",
        f"/publications/{published}/file/exe",
    ):
        assert client.get(path).status_code == 404, path


def test_a_withdrawn_publication_keeps_its_address_and_says_why(published: int) -> None:
    withdraw_publication(published, reason="数字有误", actor=actor_named("reviewer"), now=NOW)
    response = Client().get(f"/publications/{published}")
    assert response.status_code == 200
    assert "数字有误" in _text(response)
    assert "figure-number" not in _text(response)
    assert Client().get(f"/publications/{published}/file/pdf").status_code == 404
    assert "还没有签发的内容" in _text(Client().get("/"))


def test_the_portal_shows_no_way_into_the_book(published: int) -> None:
    for path in ("/", f"/publications/{published}"):
        page = _text(Client().get(path))
        inside = set(re.findall(r'href="(/desk/[^"]*)"', page))
        assert inside <= {"/desk/"}, inside


def test_two_people_issue(as_user: Callable[[str], Client], book: int) -> None:
    assert book
    one, two = as_user("reviewer"), as_user("second")
    draft = _text(one.get("/desk/publications/draft?report=funds&as_of=2017-10-31"))
    assert "草稿预览" in draft
    assert "/desk/figures/money/trace" in draft, "a number in a draft leads to its lines"
    made = one.post(
        "/desk/publications/propose", {"report": "funds", "as_of": "2017-10-31"}, follow=True
    )
    assert "须由另一人签发" in _text(made)
    assert one.post("/desk/publications/1/issue").status_code == 409
    assert as_user("officer").post("/desk/publications/1/issue").status_code == 403
    assert "已签发" in _text(two.post("/desk/publications/1/issue", follow=True))
    assert "统计截至 2017-10-31" in _text(Client().get("/"))
    assert two.post("/desk/publications/1/restate", {"reason": "x"}).status_code == 409
    assert as_user("viewer").get("/desk/publications").status_code == 403


def test_a_draft_needs_a_report_and_a_day(as_user: Callable[[str], Client], book: int) -> None:
    assert book
    client = as_user("officer")
    assert client.get("/desk/publications/draft?report=gold").status_code == 404
    assert client.get("/desk/publications/draft?report=funds&as_of=soon").status_code == 422
