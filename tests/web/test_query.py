"""What an address asks that its page does not know is said in a sentence, never passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.access.scope import EVERYWHERE, Scope
from jiedui.web.desk.asking import OUTSIDE, sql_within

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.usefixtures("book")

STRANGE = "网址里有此页不认识的查询条件"


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("/desk/book?knid=gift&kind=", "kind"),
        ("/desk/figures/money?recipient=632625", "w.recipient"),
        ("/desk/figures/money/trace?w.colour=red", "w.source"),
        ("/desk/projects?place=632625&yaer=2017", "year"),
        ("/desk/whereabouts?plaec=632625", "place"),
        ("/desk/?w.recipient=632625", "lang"),
        ("/wishes?campain=1", "campaign"),
        ("/search?query=久治", "q"),
        ("/?from=2017", "lang"),
    ],
)
def test_a_word_the_page_does_not_know_is_said_and_what_it_knows(
    as_user: Callable[[str], Client], address: str, known: str
) -> None:
    answer = as_user("officer").get(address)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert STRANGE in page
    assert known in page
    told = as_user("officer").get(address + "&lang=en").content.decode()
    assert "The address asks by something this page does not know" in told


def test_what_sharing_puts_behind_an_address_asks_nothing(client: Client) -> None:
    shared = "from=singlemessage&isappinstalled=0&utm_source=letter&scene=126"
    assert client.get(f"/?{shared}").status_code == 200
    assert client.get(f"/wishes?{shared}&campain=1").status_code == 422


def test_the_way_on_keeps_what_the_page_knows(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    page = client.get("/desk/book?kind=gift&knid=gift").content.decode()
    assert '<a class="button primary" href="/desk/book?kind=gift">' in page
    assert client.get("/desk/book?kind=gift&limit=5&lang=zh").status_code == 200
    twin = client.get("/desk/book.json?knid=gift")
    assert twin.status_code == 422
    assert twin.json()["content"]["problems"][0]["code"] == "QUERY_UNKNOWN"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("by=colour", ("没有这个维度", "colour")),
        ("unit=美元", ("筛选条件看不懂", "万元")),
        ("planned=yes", ("筛选条件看不懂", "yes")),
        ("format=cvs", ("此页没有这种格式", "csv")),
    ],
)
def test_an_option_that_does_not_exist_is_said(
    as_user: Callable[[str], Client], query: str, words: tuple[str, ...]
) -> None:
    answer = as_user("viewer").get(f"/desk/figures/money?{query}")
    assert answer.status_code == 422
    assert all(word in answer.content.decode() for word in words)


def test_a_plan_is_not_asked_of_a_figure_without_one(as_user: Callable[[str], Client]) -> None:
    answer = as_user("viewer").get("/desk/figures/registered_poor_people?planned=1")
    assert answer.status_code == 422
    assert "这个指标没有计划数" in answer.content.decode()


def test_no_button_leads_to_a_refusal(as_user: Callable[[str], Client]) -> None:
    assert "/desk/batches/receive" in as_user("officer").get("/desk/").content.decode()
    assert "/desk/batches/receive" not in as_user("viewer").get("/desk/").content.decode()


def test_keys_outside_the_scope_do_not_stand_in_the_sql() -> None:
    sql = (
        "recipient IN ('632625') OR recipient IN ('533422+632625', '632600', '533422')"
        " OR recipient || '|' || owner IN ('533422|310114') AND account = 'Source:Aid'"
    )
    recipients = ("632625", "533422+632625", "632600", "533422", "")
    [shown] = sql_within([sql], Scope(("632625",)), recipients)
    assert shown == (
        f"recipient IN ('632625') OR recipient IN ({OUTSIDE}, '632600', {OUTSIDE})"
        f" OR recipient || '|' || owner IN ({OUTSIDE}) AND account = 'Source:Aid'"
    )
    assert sql_within([sql], EVERYWHERE, recipients) == (sql,)
