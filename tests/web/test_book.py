"""The book's pages: the list, one entry down to its cells, and taking an entry back."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from jiedui.books.entry import Dims, reversal
from jiedui.web.desk.entries import speaking_lines
from tests.figures.book import WAN, aid

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.usefixtures("book")


def _numbers(client: Client, query: str) -> list[int]:
    content = client.get(f"/desk/book.json{query}").json()["content"]
    return [record["number"] for record in content]


def test_the_list_is_newest_first_and_filtered(as_user: Callable[[str], Client]) -> None:
    client = as_user("viewer")
    assert _numbers(client, "") == [4, 3, 2, 1]
    assert _numbers(client, "?place=久治县") == [2, 1]
    assert _numbers(client, "?kind=count") == [4]
    assert _numbers(client, "?words=教学楼") == [1]
    assert _numbers(client, "?period=2013/2017-10-31&place=533422") == [4, 3]
    assert _numbers(client, "?period=2016") == []
    assert _numbers(client, "?limit=2&before=4") == [3, 2]


def test_paging_leads_from_the_newest_to_the_oldest(as_user: Callable[[str], Client]) -> None:
    client = as_user("viewer")
    page = client.get("/desk/book?limit=2").content.decode()
    assert "?limit=2&amp;before=3" in page
    last = client.get("/desk/book?limit=2&before=3").content.decode()
    assert "before=1" not in last


def test_an_unreadable_filter_is_a_sentence(as_user: Callable[[str], Client]) -> None:
    response = as_user("viewer").get("/desk/book?period=soon")
    assert response.status_code == 422
    assert "筛选条件看不懂" in response.content.decode()


def test_a_reader_outside_a_place_gets_nothing_of_it(as_user: Callable[[str], Client]) -> None:
    client = as_user("jiuzhi")
    assert _numbers(client, "") == [2, 1]
    assert _numbers(client, "?place=533422") == []
    response = client.get("/desk/book/3")
    assert response.status_code == 404
    assert "市级统筹专项资金" not in response.content.decode()
    assert (
        client.get("/desk/book/3.json").json()["content"]["problems"][0]["code"] == "ENTRY_UNKNOWN"
    )
    assert client.get("/desk/book/1").status_code == 200


def test_an_entry_shows_both_sides_its_hash_and_its_cell(as_user: Callable[[str], Client]) -> None:
    client = as_user("auditor")
    page = client.get("/desk/book/1").content.decode()
    assert page.count("12,000,000.00") == 4, "debit, credit and both sums"
    assert "台账.xlsx › 资金 › E5" in page
    record = json.loads(client.get("/desk/book/1.json").content)["content"]
    assert record["hash"] in page
    assert len(record["hash"]) == 64


def test_an_inexact_amount_says_so(as_user: Callable[[str], Client]) -> None:
    page = as_user("auditor").get("/desk/book/2").content.decode()
    assert page.count(">100000元以上<") == 2, "the credit is of as much as the debit"
    assert "-100000" not in page


def test_lines_behind_a_figure_say_an_inexact_credit_as_it_was_said(
    as_user: Callable[[str], Client],
) -> None:
    page = as_user("auditor").get("/desk/figures/money/trace?w.county=632625").content.decode()
    assert ">100,000以上<" in page
    assert "不超过" not in page


def test_a_total_is_listed_with_what_it_states_whatever_of_it_other_entries_hold() -> None:
    dims = Dims(recipient="533422", owner="310114")
    held = aid(30 * WAN, "2014", dims)
    whole = aid(100 * WAN, "2013/2017", dims, itemised=False, carved=held.lines, kind="summary")
    assert [one.amount for one in speaking_lines(whole.lines)] == [100 * WAN]
    back = reversal(1, whole, "")
    assert [one.amount for one in speaking_lines(back.lines)] == [-100 * WAN]


def test_csv_of_the_list(as_user: Callable[[str], Client]) -> None:
    response = as_user("viewer").get("/desk/book.csv?place=久治县")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["number"], row["money"]) for row in rows] == [
        ("2", "10000000"),
        ("1", "1200000000"),
    ]


def test_two_people_take_an_entry_back(as_user: Callable[[str], Client]) -> None:
    one, two = as_user("reviewer"), as_user("second")
    made = one.post("/desk/book/1/propose", {"reason": "金额有误"}, follow=True)
    assert "已提出冲正第 1 号记账" in made.content.decode()
    own = one.post("/desk/reversals/1/post")
    assert own.status_code == 409
    assert "须由另一人复核" in own.content.decode()
    assert one.post("/desk/reversals/1/post").status_code == 409
    done = two.post("/desk/reversals/1/post", follow=True)
    assert done.redirect_chain[-1][0] == "/desk/book/5"
    assert "冲正第 1 号记账" in done.content.decode()
    assert "已被第 5 号记账冲正" in two.get("/desk/book/1").content.decode()
    assert two.post("/desk/reversals/1/post").status_code == 409


def test_a_proposal_needs_a_reason_and_a_role(as_user: Callable[[str], Client]) -> None:
    assert as_user("officer").post("/desk/book/1/propose", {"reason": "  "}).status_code == 422
    assert as_user("viewer").post("/desk/book/1/propose", {"reason": "x"}).status_code == 403
    assert as_user("officer").get("/desk/book/1/propose").status_code == 405
    assert "申请冲正" not in as_user("viewer").get("/desk/book/1").content.decode()
