"""Figures: asked in words, answered with their doubt, walked back to the cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.usefixtures("book")

JIUZHI, DEQIN = "632625", "533422"


def _rows(client: Client, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = client.get(f"/desk/figures/money.json{query}").json()["content"][
        "rows"
    ]
    return rows


def test_every_figure_is_listed_and_opens(as_user: Callable[[str], Client]) -> None:
    client = as_user("viewer")
    page = client.get("/desk/figures").content.decode()
    addresses = set(re.findall(r'href="(/desk/figures/[a-z_]+)"', page))
    assert len(addresses) > 20
    for address in sorted(addresses):
        assert client.get(address).status_code == 200, address


def test_places_are_asked_by_name_or_code(as_user: Callable[[str], Client]) -> None:
    client = as_user("viewer")
    by_name = _rows(client, "?w.recipient=德钦县")
    assert by_name == _rows(client, f"?w.recipient={DEQIN}")
    assert by_name[0]["stated"] == 6_946_200_000


def test_a_breakdown_has_a_row_each_a_chart_and_a_table(as_user: Callable[[str], Client]) -> None:
    client = as_user("viewer")
    rows = _rows(client, "?by=county")
    assert {row["by"]["county"]: row["stated"] for row in rows} == {
        JIUZHI: 1_210_000_000,
        DEQIN: 6_946_200_000,
    }
    page = client.get("/desk/figures/money?by=county").content.decode()
    assert "6,946.2" in page
    assert '<svg role="img" aria-label="德钦县' in page
    assert "style=" not in page
    csv = client.get("/desk/figures/money.csv?by=county").content.decode("utf-8-sig")
    assert (
        csv.splitlines()[0]
        == "county,low,stated,high,wording,unit,reason,why,itemised,not_itemised,as_of"
    )
    [address] = re.findall(r'<a href="([^"]+)">SVG</a>', page)
    svg = client.get(address.replace("&amp;", "&"))
    assert svg["Content-Type"] == "image/svg+xml"


def test_an_inexact_sum_is_an_interval_in_words(as_user: Callable[[str], Client]) -> None:
    row = _rows(as_user("viewer"), f"?w.county={JIUZHI}")[0]
    assert (row["low"], row["high"], row["wording"]) == (1_210_000_000, None, "over")
    page = as_user("viewer").get(f"/desk/figures/money?w.county={JIUZHI}").content.decode()
    assert "1,210以上" in page


def test_a_coarse_period_answers_a_bound_and_says_why(as_user: Callable[[str], Client]) -> None:
    row = _rows(as_user("viewer"), f"?w.county={DEQIN}&w.year=2015")[0]
    assert (row["low"], row["stated"], row["high"], row["reason"]) == (
        0,
        None,
        6_946_200_000,
        "not_broken_down",
    )
    page = (
        as_user("viewer").get(f"/desk/figures/money?w.county={DEQIN}&w.year=2015").content.decode()
    )
    assert "0至6,946.2" in page
    assert "未分列" in page


def test_the_plan_is_asked_apart(as_user: Callable[[str], Client]) -> None:
    row = _rows(as_user("viewer"), "?planned=1")[0]
    assert (row["stated"], row["reason"]) == (None, "not_in_book")


def test_as_known_at_an_earlier_entry(as_user: Callable[[str], Client]) -> None:
    assert _rows(as_user("viewer"), "?known_at=1")[0]["stated"] == 1_200_000_000


def test_money_is_shown_in_the_unit_asked_for(as_user: Callable[[str], Client]) -> None:
    client = as_user("viewer")
    assert (
        "69,462,000" in client.get(f"/desk/figures/money?w.county={DEQIN}&unit=元").content.decode()
    )
    assert (
        "0.6946" in client.get(f"/desk/figures/money?w.county={DEQIN}&unit=亿元").content.decode()
    )


def test_from_a_total_to_its_cell_in_three_clicks(as_user: Callable[[str], Client]) -> None:
    client = as_user("auditor")
    figure = client.get(f"/desk/figures/money?w.county={DEQIN}").content.decode()
    trace = _link(figure, r'href="(/desk/figures/money/trace[^"]*)"')
    page = client.get(trace).content.decode()
    assert "台账.xlsx › 资金 › E7" in page
    assert "SELECT" in page
    entry = _link(page, r'href="(/desk/book/3#line-\d+-cell)"')
    shown = client.get(entry.partition("#")[0]).content.decode()
    assert f'id="{entry.partition("#")[2]}"' in shown
    assert "台账.xlsx › 资金 › E7" in shown


def _link(page: str, pattern: str) -> str:
    found = re.search(pattern, page)
    assert found is not None
    return found.group(1).replace("&amp;", "&")


def test_the_lines_behind_add_up_to_the_figure(as_user: Callable[[str], Client]) -> None:
    content = as_user("auditor").get("/desk/figures/money/trace.json?by=county").json()["content"]
    assert -sum(line["amount"] for line in content["lines"]) == 8_156_200_000


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("?since=soon&known_at=x", 422, ("日期看不懂", "数字看不懂")),
        ("?w.recipient=无此地", 422, ("无此地",)),
        ("?known_at=99", 404, ("99",)),
        ("?w.source=GOLD", 422, ("GOLD",)),
    ],
)
def test_a_question_that_cannot_be_read_is_told(
    as_user: Callable[[str], Client], query: str, status: int, words: tuple[str, ...]
) -> None:
    response = as_user("viewer").get(f"/desk/figures/money{query}")
    assert response.status_code == status
    assert all(word in response.content.decode() for word in words)


def test_an_unknown_figure_is_not_found(as_user: Callable[[str], Client]) -> None:
    assert as_user("viewer").get("/desk/figures/gold").status_code == 404
    assert as_user("viewer").get("/desk/figures/gold/trace").status_code == 404


def test_a_reader_outside_a_place_gets_nothing_of_it(as_user: Callable[[str], Client]) -> None:
    client = as_user("jiuzhi")
    assert _rows(client, "")[0]["stated"] == 1_210_000_000
    assert {row["by"]["county"] for row in _rows(client, "?by=county")} == {JIUZHI}
    for query in (
        f"?w.county={DEQIN}",
        "?w.recipient=德钦县",
        "?w.province=530000",
        "?w.recipient=-",
    ):
        response = client.get(f"/desk/figures/money{query}")
        assert response.status_code == 403, query
        assert "6,946" not in response.content.decode()
    assert "6,946" not in client.get("/desk/").content.decode()
    lines = client.get("/desk/figures/money/trace.json").json()["content"]["lines"]
    assert {line["recipient"] for line in lines} == {JIUZHI}


def test_a_narrower_place_inside_the_scope_may_be_asked(as_user: Callable[[str], Client]) -> None:
    assert as_user("jiuzhi").get("/desk/figures/money?w.town=632625:智青松多镇").status_code in (
        200,
        422,
    )
