"""The desk's chapter of giving: what each page shows, forms, two persons, bulk work, scope."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.giving.commands.claims import reserve_for
from jiedui.giving.queries.donors import donor
from jiedui.web.clock import now
from tests.giving.world import settle

if TYPE_CHECKING:
    from tests.conftest import Office
    from tests.giving.world import World


@pytest.fixture
def world(sqlite_office: Office) -> World:
    """The small world of giving, of today."""
    assert sqlite_office.data_dir.is_dir()
    return settle(now())


def desk(username: str) -> Client:
    """Return the browser of a signed-in person."""
    client = Client()
    user = get_user_model().objects.get(username=username)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


PAGES = (
    "/desk/gifts", "/desk/gifts/1", "/desk/gifts/2", "/desk/gifts/new", "/desk/donors",
    "/desk/donors/2", "/desk/donors/new", "/desk/store", "/desk/pledges", "/desk/pledges/new",
    "/desk/bills", "/desk/campaigns", "/desk/campaigns/1", "/desk/campaigns/2",
    "/desk/campaigns/new", "/desk/wishes", "/desk/wishes/1", "/desk/wishes/new",
    "/desk/wishes/substitute", "/desk/claims", "/desk/offers", "/desk/offers/new",

)  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_shown_in_both_languages(world: World, language: str) -> None:
    _ = world
    client = desk("reviewer")
    for path in PAGES:
        response = client.get(path, {"lang": language})
        assert response.status_code == 200, path
        if not path.endswith(("new", "substitute")):
            assert client.get(f"{path}.json").status_code == 200, path
    assert "5" in client.get("/desk/gifts.csv").content.decode()
    for path in PAGES:
        if path.count("/") == 2:
            assert client.get(f"{path}.csv").status_code == 200, path
            file = client.get(path, {"format": "xlsx", "lang": language})
            sheet = load_workbook(io.BytesIO(file.content)).worksheets[0]
            assert next(cell.value for cell in sheet[1]), path
            assert "format=xlsx" in client.get(path).content.decode(), path


def test_a_gift_is_recorded_by_one_and_posted_by_another(world: World) -> None:
    one, two = desk("officer"), desk("reviewer")
    form = {
        "donor": world.temple, "kind": "cash", "words": "善款", "amount": "10余万元",
        "basis": "invoice", "recipient_name": "久治县卫生局", "place": "久治县", "day": "2017-03",
        "purpose": "医务培训", "is_designated": "1", "is_here": "1", "document": "回单",
        "goods": "", "pledge": "",
    }  # fmt: skip
    wrong = one.post("/desk/gifts/new", {**form, "amount": "很多", "place": "无此地"})
    assert wrong.status_code == 422
    assert "金额看不懂" in wrong.content.decode()
    assert "没有这个地名" in wrong.content.decode()
    page = one.post("/desk/gifts/new", form, follow=True).content.decode()
    assert "已登记，等另一人记账" in page
    assert "10万元余" in page
    assert one.post("/desk/gifts/post", {"pick": ["3"]}).status_code == 403
    done = two.post("/desk/gifts/post", {"pick": ["3"]}, follow=True).content.decode()
    assert "1 笔捐赠已记账" in done
    assert two.post("/desk/gifts/post", {"pick": ["3"]}).status_code == 409
    bill = {"action": "bill", "issuer": "示范慈善基金会", "number": "A001", "issued_on": ""}
    shown = one.post("/desk/gifts/3/do", bill, follow=True).content.decode()
    assert "示范慈善基金会 A001" in shown
    missing = one.get("/desk/bills.json").json()["content"]
    assert [gift["number"] for gift in missing] == [1]


def test_the_way_of_a_gift_is_told_and_its_letter_handed_out(world: World) -> None:
    client = desk("officer")
    for taker in ("示范慈善基金会", "久治县教育局"):
        client.post(f"/desk/gifts/{world.gift}/do", {"action": "hand", "taker": taker})
    use = {
        "action": "use", "words": "资助60名学生", "purpose": "修路", "amount": "18万元",
        "document": "签字表",
    }  # fmt: skip
    refused = client.post(f"/desk/gifts/{world.gift}/do", use)
    assert refused.status_code == 422
    assert "定向捐赠不得改变用途" in refused.content.decode()
    use["purpose"] = "久治县中学助学金"
    page = client.post(f"/desk/gifts/{world.gift}/do", use, follow=True).content.decode()
    assert "示范慈善基金会 → <strong>久治县教育局</strong>" in page
    letter = client.get(f"/desk/gifts/{world.gift}/letter/docx").content
    with zipfile.ZipFile(io.BytesIO(letter)) as parts:
        text = parts.read("word/document.xml").decode()
    for words in ("晨曦实业公司", "助学款", "50万元", "资助60名学生"):
        assert words in text


def test_goods_are_moved_from_the_page(world: World) -> None:
    client = desk("officer")
    address = f"/desk/gifts/{world.goods}/do"
    move = {"action": "move", "line": "0", "move": "received", "document": "清单"}
    client.post(address, move)
    client.post(address, {**move, "move": "accepted"})
    store = client.get("/desk/store.json").json()["content"]
    assert [(one["name"], one["in_store"]) for one in store] == [("感冒药", 40), ("棉被", 100)]
    one = {"action": "move", "line": "1", "move": "wasted", "quantity": "3"}
    assert client.post(address, one).status_code == 422
    assert client.post(address, {**one, "document": "霉变记录"}).status_code == 302


def test_wishes_are_collected_reviewed_and_carried_on_in_bulk(world: World) -> None:
    one, two = desk("officer"), desk("reviewer")
    form = {
        "campaign": world.needs, "item": "棉鞋", "alias": "一年级男生", "words": "冬天上学路远",
        "need": "daily", "place": "德钦县", "quantity": "1", "unit": "双", "price": "150元",
        "due_on": "", "receiver": "受助人乙", "contact": "13700000000",
    }  # fmt: skip
    told = one.post("/desk/wishes/new", {**form, "words": "电话13712345678"})
    assert "公开文字含有" in told.content.decode()
    page = one.post("/desk/wishes/new", form, follow=True).content.decode()
    assert "等另一人审核" in page
    assert "受助人乙" not in page
    done = two.post("/desk/wishes/review", {"pick": ["9"]}, follow=True).content.decode()
    assert "1 个心愿已上墙" in done
    shown = two.post("/desk/wishes/9/do", {"action": "receiver"}).content.decode()
    assert "受助人乙" in shown
    officer = actor_named("officer")
    for number in (world.wishes[1], 9):
        reserve_for(number, claimant="unit", public_name="区图书馆", actor=officer, now=now())
    for step in ("claim", "gather", "deliver"):
        sent = {"pick": ["1", "2"], "action": step, "station": "县民政局仓库"}
        assert one.post("/desk/claims/step", sent).status_code == 302
    assert (
        one.post(
            "/desk/claims/step", {"pick": ["1", "2"], "action": "thank", "words": "谢谢"}
        ).status_code
        == 422
    )
    found = one.get("/desk/claims.json").json()["content"]
    assert [claim["state"] for claim in found] == ["delivered", "delivered"]


def test_a_place_sees_its_own_and_nobody_unsigned_sees_anything(world: World) -> None:
    deqin = desk("deqin")
    gifts = deqin.get("/desk/gifts.json").json()["content"]
    assert [one["number"] for one in gifts] == [world.goods]
    assert deqin.get(f"/desk/gifts/{world.gift}").status_code == 404
    assert deqin.get(f"/desk/wishes/{world.wishes[0]}").status_code == 404
    assert desk("viewer").get("/desk/gifts").status_code == 403
    assert Client().get("/desk/gifts").status_code == 302


@pytest.mark.parametrize("path", ["/desk/gifts", "/desk/donors", "/desk/wishes", "/desk/claims"])
def test_lists_ask_the_database_a_constant_number_of_times(world: World, path: str) -> None:
    client = desk("reviewer")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
        officer = actor_named("officer")
        for at in range(3):
            reserve_for(
                world.wishes[6], claimant="person", public_name=f"第{at}人", actor=officer,
                now=now(),
            )  # fmt: skip
    assert counts[1] <= counts[0]
    assert counts[0] <= 14


def test_an_offer_finds_the_wishes_that_fit_and_says_why(world: World) -> None:
    client = desk("officer")
    form = {
        "item": "儿童书包", "need": "schooling", "quantity": "2", "unit": "个", "price": "100元",
        "public_name": "晨曦实业公司", "claimant": "unit", "place": "久治县", "until": "",
        "donor": str(world.company),
    }  # fmt: skip
    assert "晨曦实业公司" in _choices(client.get("/desk/offers/new").content.decode())
    page = client.post("/desk/offers/new", form, follow=True).content.decode()
    assert "物品相近" in page
    found = client.get("/desk/offers/1.json").json()["content"]["matches"]
    assert found[0]["wish"]["item"] == "书包"
    assert sum(one["points"] for one in found[0]["reasons"]) == found[0]["points"]
    assert found[0]["points"] > found[-1]["points"]
    assert world.wishes[1] not in [one["wish"]["number"] for one in found]
    assert client.post("/desk/offers/1/close").status_code == 302


def _choices(page: str) -> str:
    """Return the donors that a page lets a person choose from."""
    return page.partition('name="donor"')[2].partition("</select>")[0]


@pytest.mark.parametrize("path", ["/desk/claims", "/desk/wishes/{wish}"])
def test_who_takes_a_wish_is_chosen_by_name(world: World, path: str) -> None:
    officer, wish = actor_named("officer"), world.wishes[6]
    reserve_for(world.wishes[1], claimant="unit", public_name="区图书馆", actor=officer, now=now())
    page = desk("officer").get(path.format(wish=wish)).content.decode()
    assert f'<option value="{world.company}">晨曦实业公司' in _choices(page)


def test_the_donor_to_merge_with_is_found_by_name(world: World) -> None:
    client = desk("reviewer")
    page = f"/desk/donors/{world.temple}"
    assert "没有名称相符的其他捐赠人" in client.get(page).content.decode()
    name = donor(EVERYWHERE, world.company).summary.name
    found = client.get(page, {"same": name[:4]}).content.decode()
    assert f'name="other" value="{world.company}"' in found
    assert f'value="{world.temple}"' not in found
    told = {"action": "merge", "other": world.company, "reason": "同一家"}
    done = client.post(f"{page}/do", told, follow=True).content.decode()
    assert "同一家" in done
    assert f'name="other" value="{world.company}" required' not in done
    assert 'name="other"' not in desk("officer").get(page, {"same": name}).content.decode()
