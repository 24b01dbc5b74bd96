"""Lists: what an address may ask, and what it is told when it asks nonsense."""

import datetime as dt

import pytest
from django.test import RequestFactory

from jiedui.kernel.problem import Refused
from jiedui.web.tables import Choice, Filter, asked, pager, whole_number

FILTERS = (
    Filter("place", "book.place"),
    Filter("period", "book.period", "period"),
    Filter("kind", "book.kind", "choice", (Choice("aid", "aid"), Choice("plan", "plan"))),
    Filter("batch", "book.batch", "number"),
)


def test_filters_are_understood() -> None:
    request = RequestFactory().get(
        "/x?place=+久治县+&period=2013/2017-10&kind=aid&batch=7&offset=50"
    )
    wanted = asked(request, FILTERS)
    assert wanted.get("place") == "久治县"
    assert wanted.periods["period"].ends == dt.date(2017, 10, 31)
    assert wanted.numbers["batch"] == 7
    assert (wanted.limit, wanted.offset) == (50, 50)


def test_every_unreadable_filter_is_named_at_once() -> None:
    request = RequestFactory().get("/x?period=soon&kind=gold&batch=seven")
    with pytest.raises(Refused) as caught:
        asked(request, FILTERS)
    assert [(one.code, one.source.cell) for one in caught.value.problems] == [
        ("FILTER_UNREADABLE", "period"),
        ("FILTER_UNREADABLE", "kind"),
        ("FILTER_UNREADABLE", "batch"),
    ]


@pytest.mark.parametrize("text", ["-1", "1e9", "²", "9" * 30, "", None, "x"])
def test_a_number_that_is_none_changes_nothing(text: str | None) -> None:
    assert whole_number(text, 50) == 50


def test_no_address_asks_for_more_than_the_most() -> None:
    assert asked(RequestFactory().get("/x?limit=999999"), FILTERS).limit == 1000


def test_the_pager_leads_both_ways_and_keeps_the_filters() -> None:
    request = RequestFactory().get("/x?kind=aid&offset=50")
    here = pager(request, asked(request, FILTERS), shown=50, total=120)
    assert (here.first, here.last, here.total) == (51, 100, 120)
    assert here.previous == "?kind=aid&offset=0"
    assert here.following == "?kind=aid&offset=100"


def test_the_last_page_leads_no_further() -> None:
    request = RequestFactory().get("/x?offset=100")
    assert pager(request, asked(request, FILTERS), shown=20, total=120).following == ""
