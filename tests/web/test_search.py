"""Search in what is published: current publications only, in both languages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.test import Client

from jiedui.access.queries import actor_named
from jiedui.books.commands import post_entries
from jiedui.publish.commands import issue_publication, propose_publication, withdraw_publication
from jiedui.publish.lookup import search
from tests.web.conftest import NOW, aid, settle

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.conftest import Office

DAY = dt.date(2017, 10, 31)


def test_a_place_in_either_language_leads_to_its_numbers(issued: int) -> None:
    public = Client()
    for asked in ("久治", "jiuzhi", "ＪＩＵＺＨＩ county"):
        content = public.get("/search.json", {"q": asked}).json()["content"]
        assert content["total"] > 0, asked
        one = next(hit for hit in content["hits"] if hit["key"])
        assert public.get(f"/publications/{issued}/numbers/{one['key']}").status_code == 200
        assert (
            f"/publications/{issued}/numbers/{one['key']}"
            in public.get("/search", {"q": asked}).text
        )
    names = {hit.name["zh"] for hit in search("久治").hits}
    assert all(
        "久治" in f"{hit.name}{hit.about}{hit.exact}" for hit in search("久治").hits if hit.key
    )
    assert names
    narrowed = search("久治 no-such-word")
    assert narrowed.total == 0


def test_a_title_is_found_and_nothing_finds_nothing(issued: int) -> None:
    public = Client()
    title = public.get(f"/publications/{issued}.json").json()["content"]["publication"]["title"]
    for words in title.values():
        assert any(not hit.key for hit in search(words[:60]).hits), words
    assert search("  ").total == 0
    assert 'role="status"' not in public.get("/search").text
    answer = public.get("/search", {"q": "<b>%_' OR 1=1 --"})
    assert answer.status_code == 200
    assert "&lt;b&gt;" in answer.text
    assert "没有" in answer.text
    assert "<b>%_" not in answer.text


def test_only_what_is_current_is_found_in_three_queries(
    issued: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    proposed = propose_publication("funds", as_of=DAY, actor=actor_named("officer"), now=NOW)
    assert {hit.publication for hit in search("久治").hits} == {issued}
    issue_publication(proposed.number, actor=actor_named("reviewer"), now=NOW)
    with django_assert_num_queries(3):
        found = search("久治")
    assert {hit.publication for hit in found.hits} == {issued, proposed.number}
    withdraw_publication(issued, reason="数字有误", actor=actor_named("reviewer"), now=NOW)
    assert {hit.publication for hit in search("久治").hits} == {proposed.number}


def test_both_databases_find_the_same(office: Office) -> None:
    assert office.data_dir.is_dir()
    settle()
    drafts = [aid("民族中学教学楼", 1_200_000_000, "632625", row=5)]
    post_entries(drafts, actor=actor_named("reviewer"), now=NOW)
    done = propose_publication("page", as_of=DAY, actor=actor_named("officer"), now=NOW)
    issue_publication(done.number, actor=actor_named("reviewer"), now=NOW)
    for asked in ("久治 资金", "jiuzhi county aid"):
        found = search(asked)
        assert found.total >= 1, asked
        assert found.hits[0].exact["zh"].endswith("元")
