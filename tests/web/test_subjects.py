"""Pages of places, projects and donors, and the front page's story: from publications alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from jiedui.access.queries import actor_named
from jiedui.books.commands import post_entries
from jiedui.giving.commands.donors import add_donor
from jiedui.giving.drafts import DonorDraft
from jiedui.publish import queries
from jiedui.publish.commands import issue_publication, propose_publication, withdraw_publication
from tests.figures.programme import JIUZHI, entries
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from tests.conftest import Office

DAY = dt.date(2017, 10, 31)


@pytest.fixture
def issued(sqlite_office: Office, people: dict[str, tuple[str, str]]) -> int:
    """Issue the district's page of the sample programme and return its number."""
    assert sqlite_office.data_dir.is_dir()
    assert people
    post_entries(entries(), actor=actor_named("reviewer"), now=NOW)
    done = propose_publication("page", as_of=DAY, actor=actor_named("officer"), now=NOW)
    return issue_publication(done.number, actor=actor_named("reviewer"), now=NOW).number


def test_every_subject_has_a_page_in_both_tongues_that_shows_what_was_issued(issued: int) -> None:
    told = queries.told_now()
    client = Client()
    for kind, folder in (("county", "counties"), ("project", "projects"), ("donor", "donors")):
        listed = client.get(f"/{folder}").content.decode()
        named = told.named(kind)
        assert named or kind == "project"
        for one in named:
            for language in ("zh", "en"):
                page = client.get(f"/{folder}/{one.key}?lang={language}")
                assert page.status_code == 200, one
                assert one.name[language] in page.content.decode()
                assert b"<script" not in page.content
                assert b"style=" not in page.content
            client.get("/?lang=zh")
            assert one.name["zh"] in listed
    twin = client.get(f"/counties/{JIUZHI}.json").json()["content"]
    frozen = queries.figures(issued)
    assert twin["numbers"]
    for one in twin["numbers"]:
        kept = frozen[one["key"]]
        assert kept.stated == (None if one["amount"] is None else str(one["amount"]))
    assert twin["numbers"][0]["shown"]["zh"].endswith("万元")
    front = client.get("/").content.decode()
    for words in ("计划安排", "已投入", "建成或实施", "培训", f"/counties/{JIUZHI}"):
        assert words in front
    story = queries.story()
    assert story.totals["given"].places == ()
    for line in story.lines:
        for mention in line.told.values():
            said = None if mention.amount is None else str(mention.amount)
            assert frozen[mention.key].stated == said


def test_who_asked_not_to_be_named_is_named_nowhere_and_what_is_withdrawn_tells_nothing(
    issued: int,
) -> None:
    assert issued
    for path in (
        "/counties/110000",
        "/projects/无此项目",
        "/donors/匿名捐赠人",
        "/donors/个人捐赠者第3号",
    ):
        assert Client().get(path).status_code == 404, path
    asked = DonorDraft("association", "区民政局", name_choice="anonymous")
    number = add_donor(asked, actor=actor_named("officer"), now=NOW).number
    done = propose_publication("page", as_of=DAY, actor=actor_named("officer"), now=NOW)
    later = issue_publication(done.number, actor=actor_named("reviewer"), now=NOW).number
    client = Client()
    for path in (f"/publications/{later}", f"/publications/{later}.json"):
        page = client.get(path).content.decode()
        assert "区民政局" not in page
        assert f"匿名捐赠人第{number}号" in page
    assert client.get(f"/donors/匿名捐赠人第{number}号").status_code == 404
    assert client.get("/donors/区民政局").status_code == 404, "though an earlier version named it"
    assert queries.figures(later)[f"gift.匿名捐赠人第{number}号.{JIUZHI}"].stated == "25000000"
    for path in (f"/publications/{issued}", f"/publications/{issued}.json"):
        assert "区民政局" not in client.get(path).content.decode()
    for one in (issued, later):
        withdraw_publication(one, reason="数字有误", actor=actor_named("reviewer"), now=NOW)
    left = Client().get(f"/counties/{JIUZHI}")
    assert left.status_code == 200
    assert "已没有关于它的内容" in left.content.decode()
    assert "14056" not in left.content.decode()
    assert "14056" not in Client().get("/").content.decode()
