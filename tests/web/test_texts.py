"""Texts on the desk: taken in, shown with marks, filtered, accepted, made drafts, handed out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

TEXT = """2013年至2017年10月,嘉定区投入久治县帮扶资金1200万元,其中市级统筹资金1200万元。

2013年至2017年10月,为德钦县培训各类人才996人。嘉定区向久治县捐赠图书3000册。
"""
pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
def number(as_user: Callable[[str], Client]) -> int:
    """A text that the officer registered."""
    said = {"words": TEXT, "title": "区报", "said_by": "报社", "as_of": "2017-10-31"}
    response = as_user("officer").post("/desk/texts", said)
    assert response.status_code == 302, response.content.decode()
    return int(response.headers["Location"].rsplit("/", 1)[1])


def test_the_page_shows_the_text_with_marks_and_both_sides(
    as_user: Callable[[str], Client], number: int
) -> None:
    page = as_user("reviewer").get(f"/desk/texts/{number}").content.decode()
    words = re.search(r'<div class="words".*?</div>', page, re.DOTALL)
    assert words is not None
    plain = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", words[0])
    assert plain.strip() == TEXT.strip()
    marks = re.findall(r'class="said (\w+)" id="m(\d+)" href="#c(\d+)"', page)
    assert marks
    assert all(mark == card for _, mark, card in marks)
    assert all(f'id="c{card}"' in page for _, _, card in marks)
    assert "<script" not in page
    assert "style=" not in page


def test_cards_can_be_filtered_and_the_twin_says_the_same(
    as_user: Callable[[str], Client], number: int
) -> None:
    client = as_user("reviewer")
    twin = client.get(f"/desk/texts/{number}.json").json()["content"]
    tally = twin["tally"]
    assert sum(tally.values()) == len(twin["claims"])
    for outcome, count in tally.items():
        page = client.get(f"/desk/texts/{number}?outcome={outcome}").content.decode()
        assert page.count('class="claim-card') == count
    register = client.get("/desk/texts/claims.json").json()["content"]
    assert [one["span"] for one in register] == [one["text"] for one in twin["claims"]]


def test_a_second_person_accepts_with_a_cause(
    as_user: Callable[[str], Client], number: int
) -> None:
    reviewer = as_user("reviewer")
    found = reviewer.get("/desk/texts/claims.json?state=open").json()["content"]
    assert found
    at = found[0]["at"]
    assert as_user("officer").post(f"/desk/texts/{number}/accept", {"at": at}).status_code == 403
    said = {"at": at, "cause": "slip", "remark": "已请报社更正"}
    response = reviewer.post(f"/desk/texts/{number}/accept", said)
    assert response.headers["Location"] == f"/desk/texts/{number}#c{at}"
    page = reviewer.get(f"/desk/texts/{number}").content.decode()
    assert "已请报社更正" in page
    left = reviewer.get("/desk/texts/claims.json?state=open").json()["content"]
    assert len(left) == len(found) - 1


def test_chosen_numbers_become_a_batch(as_user: Callable[[str], Client], number: int) -> None:
    officer = as_user("officer")
    page = officer.get(f"/desk/texts/{number}").content.decode()
    chosen = re.findall(r'name="at" value="(\d+)" form="drafts"', page)
    assert chosen
    said = {"at": chosen[:1], "relation": "含明细"}
    response = officer.post(f"/desk/texts/{number}/drafts", said)
    assert response.headers["Location"].startswith("/desk/batches/")
    assert officer.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("form", ["docx", "html"])
def test_a_marked_copy_is_handed_out(
    as_user: Callable[[str], Client], number: int, form: str
) -> None:
    response = as_user("auditor").get(f"/desk/texts/{number}/copy/{form}")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].endswith(f'.{form}"')


def test_bad_input_gets_a_sentence(as_user: Callable[[str], Client]) -> None:
    officer = as_user("officer")
    for said, words in (
        ({"words": ""}, "没有文字"),
        ({"words": TEXT, "as_of": "昨天"}, "日期看不懂"),
        ({"words": "天气很好。"}, "没有可核对的数字"),
        ({"file": SimpleUploadedFile("a.txt", bytes(range(256)) * 9)}, "不是文字文件"),
    ):
        response = officer.post("/desk/texts", said)
        assert response.status_code == 422
        assert words in response.content.decode()


def test_what_is_outside_ones_places_is_not_shown(
    as_user: Callable[[str], Client], number: int
) -> None:
    assert as_user("viewer").get("/desk/texts").status_code == 403
    assert as_user("viewer").get(f"/desk/texts/{number}").status_code == 403


def test_a_typed_question_is_answered_with_how_it_was_understood(
    as_user: Callable[[str], Client],
) -> None:
    client = as_user("viewer")
    page = client.get("/desk/ask", {"q": "久治县市级统筹资金"}).content.decode()
    assert "市级统筹资金" in page
    assert "/desk/figures/money?" in page
    twin = client.get("/desk/ask.json", {"q": "德钦县培训了多少人"}).json()["content"]
    assert twin["answer"]["rows"][0]["stated"] == 886
    open_one = client.get("/desk/ask", {"q": "久治县培训"}).content.decode()
    assert "/desk/figures/training_batches?" in open_one
    assert "/desk/figures/people_trained?" in open_one
    outside = as_user("jiuzhi").get("/desk/ask", {"q": "德钦县帮扶资金"})
    assert outside.status_code == 200
    assert "不在您的地区范围内" in outside.content.decode()
