"""How a page says no: the right status, a sentence each, and never a trace of the program."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from django.test import Client, RequestFactory

from jiedui.kernel.problem import Refused, refuse
from jiedui.web.errors import SayNo, status_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

SAY_NO = SayNo(lambda _request: pytest.fail("not reached"))


def _answer(exception: Exception, *, method: str = "post", query: str = "") -> HttpResponse:
    request = getattr(RequestFactory(), method)(f"/desk/x{query}")
    answer = SAY_NO.process_exception(request, exception)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("NOT_ALLOWED", 403),
        ("OUTSIDE_SCOPE", 403),
        ("ENTRY_UNKNOWN", 404),
        ("SECOND_PERSON", 409),
        ("PERIOD_CLOSED", 409),
        ("ALREADY_POSTED", 409),
        ("DISK_FULL", 503),
        ("DATABASE_LOCKED", 503),
        ("REASON_MISSING", 422),
        ("ENTRY_UNBALANCED", 422),
        ("PLACE_UNKNOWN", 422),
        ("A_CODE_NOBODY_KNOWS_YET", 422),
    ],
)
def test_the_status_of_a_refusal(code: str, status: int) -> None:
    assert status_of(refuse(code).problems) == status
    assert _answer(refuse(code)).status_code == status


def test_every_reason_is_told_at_once() -> None:
    one = refuse("ENTRY_UNBALANCED", found="off by 3 fen", expected="nothing", hint="Mend row 4.")
    two = refuse("PERIOD_CLOSED", found="2016")
    page = _answer(Refused((*one.problems, *two.problems))).content.decode()
    for words in ("借贷不平", "off by 3 fen", "Mend row 4.", "期间已结账，不能再记入", "2016"):
        assert words in page


def test_programs_get_the_reasons_as_data() -> None:
    import json  # noqa: PLC0415

    response = _answer(refuse("SECOND_PERSON", found="lin"), query="?format=json")
    content = json.loads(response.content)["content"]
    assert response.status_code == content["status"] == 409
    assert content["problems"][0]["code"] == "SECOND_PERSON"


def test_a_bug_shows_a_reference_and_logs_the_trace(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="jiedui.web"):
        response = _answer(ValueError("secret 310114199001011234 inside"))
    page = response.content.decode()
    assert response.status_code == 500
    assert "Traceback" not in page
    assert "secret" not in page
    logged = caplog.records[0].getMessage()
    reference = logged.split()[1].rstrip(":")
    assert reference in page
    assert "ValueError: secret" in logged
    assert "310114199001011234" not in logged, "no identity number reaches a log"


def test_what_a_file_says_is_never_markup() -> None:
    page = _answer(refuse("NAME_UNKNOWN", found="<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.django_db
def test_an_address_nobody_serves() -> None:
    response = Client().get("/nothing/here")
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()
    assert "There is no such page" in Client().get("/nothing/here?lang=en").content.decode()


def test_an_unreadable_question_does_not_speak_of_writing() -> None:
    page = _answer(refuse("DATE_UNREADABLE", found="soon"), method="get").content.decode()
    assert "查询条件看不懂" in page
    assert "没有写入" not in page


def test_pages_of_the_wrong_role(as_user: Callable[[str], Client]) -> None:
    assert as_user("officer").get("/desk/users").status_code == 403
    assert as_user("viewer").get("/desk/log").status_code == 403
    assert as_user("auditor").get("/desk/log").status_code == 200
    assert as_user("auditor").post("/desk/users/add", {"username": "x"}).status_code == 403


def test_a_page_of_others_says_who_may_see_it(as_user: Callable[[str], Client]) -> None:
    answer = as_user("viewer").get("/desk/duties")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "viewer（角色 viewer）" in page
    assert "有权“管理职责任务”的人" in page
