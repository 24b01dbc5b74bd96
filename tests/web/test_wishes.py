"""The public board: what it shows, its twins, the one thing it writes, pages behind a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from jiedui.access.queries import actor_named
from jiedui.giving.commands.donors import hand_out_page
from jiedui.web.clock import now
from jiedui.web.portal.wishes import forget_kept
from tests.giving.world import DEQIN, settle

if TYPE_CHECKING:
    from tests.conftest import Office
    from tests.giving.world import World

FORM = {
    "name": "沈女士",
    "contact": "13900000001",
    "claimant": "person",
    "quantity": "1",
    "public_name": "",
}


@pytest.fixture
def world(sqlite_office: Office) -> World:
    """The small world of giving, of today."""
    assert sqlite_office.data_dir.is_dir()
    forget_kept()
    return settle(now())


def test_the_board_shows_cards_and_counters_in_both_languages(world: World) -> None:
    page = Client().get("/wishes").content.decode()
    for words in ("暖冬微心愿", "指尖许愿", "386214", "书包", "三年级女生", "还需", "示民慈公募"):
        assert words in page
    assert "受助人" not in page.replace("真实的受助人", "").replace("受助人的姓名", "")
    english = Client().get("/wishes?lang=en").content.decode()
    assert "Make it come true" in english
    mark = Client().get("/wishes").headers["ETag"]
    again = Client().get("/wishes", headers={"If-None-Match": mark})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get("/wishes?lang=en").headers["ETag"] != mark
    assert "schooling" in english
    assert world.needs


def test_the_board_is_narrowed_by_kind_and_place(world: World) -> None:
    client = Client()
    found = client.get("/wishes.json", {"place": DEQIN, "need": "medical"}).json()["content"]
    assert [one["item"] for one in found["wishes"]] == ["血压计"]
    csv = client.get("/wishes.csv", {"show": "granted"}).content.decode()
    assert len(csv.strip().splitlines()) == 1
    nothing = client.get("/wishes", {"need": "sports", "place": DEQIN})
    assert nothing.status_code == 200
    assert "暂时没有" in nothing.content.decode()
    assert world.wishes


def test_a_reservation_is_made_shown_once_and_seen_at_once(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    number = world.wishes[1]
    assert "电饭锅" in client.get("/wishes").content.decode()
    assert client.post(f"/wishes/{number}/reserve", FORM).status_code == 403
    page = client.get(f"/wishes/{number}")
    token = client.cookies["csrftoken"].value
    assert page.status_code == 200
    made = client.post(f"/wishes/{number}/reserve", {**FORM, "csrfmiddlewaretoken": token})
    assert made.status_code == 302
    held = client.get(made.headers["Location"])
    assert held.headers["Referrer-Policy"] == "no-referrer"
    assert "已预约" in held.content.decode()
    assert "电饭锅" not in client.get("/wishes").content.decode()
    assert "13900000001" not in held.content.decode()


def test_a_taken_wish_and_bad_words_are_said_on_the_page(world: World) -> None:
    client = Client()
    number = world.wishes[1]
    bad = client.post(f"/wishes/{number}/reserve", {**FORM, "contact": "12", "name": ""})
    assert bad.status_code == 422
    assert "文字缺少或过长" in bad.content.decode()
    assert client.post(f"/wishes/{number}/reserve", FORM).status_code == 302
    late = client.post(f"/wishes/{number}/reserve", {**FORM, "contact": "13900000002"})
    assert "心愿已被认领完" in late.content.decode()
    assert client.post("/wishes/999/reserve", FORM).status_code == 404
    assert client.get("/wishes/999").status_code == 404
    assert client.get("/wishes/held/nothing").status_code == 404


def test_the_campaign_has_its_counter_as_picture_and_table(world: World) -> None:
    page = Client().get(f"/wishes/campaigns/{world.matched}").content.decode()
    assert "<svg" in page
    assert "386,214" in page
    assert "100万元" in page
    found = Client().get(f"/wishes/campaigns/{world.needs}.json").json()["content"]
    assert (found["wishes"], found["held"], found["granted"]) == (8, 0, 0)


def test_the_donor_follows_every_gift(world: World) -> None:
    page = hand_out_page(world.company, actor=actor_named("officer"), now=now())
    shown = Client().get(f"/gifts/mine/{page.token}")
    text = shown.content.decode()
    for words in ("我的捐赠去了哪里", "晨曦实业公司", "50万元", "久治县中学助学金", "感冒药"):
        assert words in text
    assert "noindex" in shown.headers["X-Robots-Tag"]
    twin = Client().get(f"/gifts/mine/{page.token}.json").json()["content"]
    assert len(twin["gifts"]) == 2
    assert Client().get("/gifts/mine/guessed").status_code == 404
