"""Whoever reads a publication may object; the answer is public, in time or late."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from lxml import etree

from jiedui.access.queries import actor_named
from jiedui.kernel.problem import Refused
from jiedui.publish.answering import answer_objection, take_objection
from jiedui.publish.commands import withdraw_publication
from jiedui.publish.objections import counts, object_to, objection, objections

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = dt.datetime(2017, 11, 3, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2017, 11, 3)
DAY = dt.date(2017, 10, 31)


def refused(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.problems[0].code


def test_an_objection_goes_from_the_number_to_its_public_answer(
    issued: int, as_user: Callable[[str], Client]
) -> None:
    public = Client()
    page = public.get(f"/publications/{issued}").content.decode()
    assert f"/publications/{issued}/object" in page
    key = next(iter(public.get(f"/publications/{issued}.json").json()["content"]["figures"]))
    form = public.get(f"/publications/{issued}/object", {"key": key}).content.decode()
    assert key in form
    told = {"key": key, "words": "这个数与县里公布的不一致。"}
    made = public.post(f"/publications/{issued}/object", told, follow=True)
    assert "第 1 号异议" in made.content.decode()
    assert "待答复" in made.content.decode()
    officer, reviewer = as_user("officer"), as_user("reviewer")
    assert "这个数与县里公布的不一致" in officer.get("/desk/objections").content.decode()
    assert officer.post("/desk/objections/1/take", follow=True).status_code == 200
    said = {"outcome": "rejected", "answer": "与第1笔原始凭证核对无误。"}
    done = reviewer.post("/desk/objections/1/answer", said, follow=True)
    assert "已答复" in done.content.decode()
    page = public.get("/objections/1").content.decode()
    assert "与第1笔原始凭证核对无误" in page
    assert "不成立" in page
    listed = public.get("/objections.json").json()["content"]
    assert (listed["counts"]["all"], listed["counts"]["rejected"]) == (1, 1)


def test_personal_numbers_empty_words_and_what_is_not_there_are_refused(issued: int) -> None:
    for words, code in (
        ("短", "OBJECTION_WORDS"),
        ("我的电话是 139 1234 5678 请回复", "OBJECTION_PERSONAL"),
        ("身份证 11010519491231002X 的人不是贫困户", "OBJECTION_PERSONAL"),
    ):
        with pytest.raises(Refused) as error:
            object_to(issued, key="", words=words, now=NOW)
        assert refused(error) == code
    with pytest.raises(Refused):
        object_to(99, key="", words="没有这一号发布", now=NOW)
    with pytest.raises(Refused):
        object_to(issued, key="no-such-number", words="没有这个数字的", now=NOW)
    assert objections(today=TODAY) == []
    words = "我的电话是 139 1234 5678 请回复"
    refused_page = Client().post(f"/publications/{issued}/object", {"words": words})
    assert refused_page.status_code == 422
    page = refused_page.content.decode()
    assert f">{words}</textarea>" in page, "what was written is still there to be mended"
    assert "身份证号、电话或其他长号码" in page


def test_its_deadline_is_fifteen_working_days_and_late_ones_are_counted(issued: int) -> None:
    number = object_to(issued, key="", words="数字前后不一致。", now=NOW)
    assert objection(number, today=TODAY).due_on == dt.date(2017, 11, 24)
    assert not objection(number, today=dt.date(2017, 11, 24)).is_late
    assert objection(number, today=dt.date(2017, 11, 25)).is_late
    assert counts(today=dt.date(2017, 11, 25)).late == 1
    late = dt.datetime(2017, 12, 1, 2, 0, tzinfo=dt.UTC)
    answer_objection(
        number, outcome="partly", answer="口径说明已补充。", actor=actor_named("reviewer"), now=late
    )
    assert counts(today=dt.date(2017, 12, 2)) == (1, 0, 1, 0, 1, 0)


def test_two_people_and_a_correction_where_it_is_right(issued: int) -> None:
    number = object_to(issued, key="", words="总数不对，应更正。", now=NOW)
    reviewer, second = actor_named("reviewer"), actor_named("second")
    take_objection(number, actor=reviewer, now=NOW)
    said = {"answer": "经核实，予以更正。", "now": NOW}
    with pytest.raises(Refused) as error:
        answer_objection(number, outcome="rejected", actor=reviewer, **said)  # type: ignore[arg-type]
    assert refused(error) == "SECOND_PERSON"
    with pytest.raises(Refused) as error:
        answer_objection(number, outcome="upheld", actor=second, **said)  # type: ignore[arg-type]
    assert refused(error) == "CORRECTION_MISSING"
    with pytest.raises(Refused) as error:
        answer_objection(number, outcome="upheld", actor=second, correction=issued, **said)  # type: ignore[arg-type]
    assert refused(error) == "CORRECTION_WRONG", "what is objected to puts itself right"
    with pytest.raises(Refused) as error:
        answer_objection(
            number, outcome="rejected", answer="请致电13912345678。", actor=second, now=NOW
        )
    assert refused(error) == "OBJECTION_PERSONAL", "an answer is public too"
    withdraw_publication(issued, reason="数据有误", actor=second, now=NOW)
    answer_objection(number, outcome="upheld", actor=second, correction=issued, **said)  # type: ignore[arg-type]
    assert objection(number, today=TODAY).correction == issued
    with pytest.raises(Refused) as error:
        answer_objection(number, outcome="upheld", actor=second, correction=issued, **said)  # type: ignore[arg-type]
    assert refused(error) == "OBJECTION_ANSWERED"


def test_who_reads_the_number_sees_that_it_is_objected_to(
    issued: int, as_user: Callable[[str], Client]
) -> None:
    key, *others = Client().get(f"/publications/{issued}.json").json()["content"]["figures"]
    number = object_to(issued, key=key, words="这个数与县里公布的不一致。", now=NOW)
    pages = {
        where: Client().get(where).content.decode()
        for where in (
            f"/publications/{issued}",
            f"/publications/{issued}/numbers/{key}",
            f"/publications/{issued}/numbers/{others[0]}",
            f"/objections?publication={issued}",
        )
    }
    assert "对本版的异议 1 件，待答复 1 件" in pages[f"/publications/{issued}"]
    assert f"/objections/{number}" in pages[f"/publications/{issued}/numbers/{key}"]
    assert f"/objections/{number}" not in pages[f"/publications/{issued}/numbers/{others[0]}"]
    assert f"/objections/{number}" in pages[f"/objections?publication={issued}"]
    assert Client().get("/objections?publication=99").status_code == 404
    # The office sees it where its day begins, then who has it in hand.
    assert f"第 {number} 号异议" in as_user("officer").get("/desk/").content.decode()
    assert f"第 {number} 号异议" not in as_user("viewer").get("/desk/").content.decode()
    take_objection(number, actor=actor_named("officer"), now=NOW)
    listed = as_user("reviewer").get("/desk/objections").content.decode()
    assert "承办人 officer" in listed
    assert "officer" not in Client().get(f"/objections/{number}").content.decode()


def test_the_feed_names_every_publication(issued: int) -> None:
    answer = Client().get("/feed")
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = etree.fromstring(answer.content)
    links = [one.get("href") or "" for one in root.iter("{*}link")]
    assert any(link.endswith(f"/publications/{issued}") for link in links)
    # What RFC 4287 asks: an author, and identifiers that stay when the address does not.
    assert root.find("{*}author/{*}name") is not None
    elsewhere = etree.fromstring(Client().get("/feed", headers={"host": "127.0.0.1"}).content)
    identifiers = [[one.text for one in each.iter("{*}id")] for each in (root, elsewhere)]
    assert identifiers[0] == identifiers[1]
    assert len(set(identifiers[0])) == 2
