"""Twins: the same page as JSON and CSV, nothing rounded, nothing a spreadsheet would run."""

import csv
import datetime as dt
import io
import json
from fractions import Fraction

from django.test import RequestFactory

from jiedui.kernel.quantity import Wording, said
from jiedui.web.pages import Page, as_plain, safe_cell, show
from jiedui.web.tables import Cell, Column, Row, Table

TABLE = Table(
    (Column("place", "book.place"), Column("amount", "line.amount", "number")),
    [
        Row((Cell("632625", "久治县"), Cell(14_056_300_000, "14,056.3"))),
        Row((Cell("=cmd|' /C calc'!A0", "x"), Cell(-5, "-5"))),
    ],
)
PAGE = Page(
    "error.html",
    "一页",
    twin={"value": said(886, Wording.OVER), "rate": Fraction(-1211, 1653)},
    table=TABLE,
)


def test_json_keeps_every_digit() -> None:
    content = json.loads(show(RequestFactory().get("/x?format=json"), PAGE).content)["content"]
    assert content == {
        "value": {"stated": 886, "low": 886, "high": None, "wording": "over"},
        "rate": "-1211/1653",
    }


def test_csv_holds_values_and_no_formula() -> None:
    response = show(RequestFactory().get("/desk/book?format=csv"), PAGE)
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows == [["place", "amount"], ["632625", "14056300000"], ["'=cmd|' /C calc'!A0", "-5"]]
    assert response["Content-Disposition"] == 'attachment; filename="book.csv"'


def test_a_page_without_a_table_says_so() -> None:
    response = show(RequestFactory().get("/x?format=csv&lang=en"), Page("error.html", "t"))
    assert response.status_code == 404
    assert response.content.decode() == "This page has no table; ask for .json instead."


def test_the_table_is_the_twin_of_a_page_that_has_no_other() -> None:
    content = json.loads(
        show(RequestFactory().get("/x?format=json"), Page("error.html", "t", table=TABLE)).content
    )["content"]
    assert content[0] == {"place": "632625", "amount": 14_056_300_000}


def test_plain_values() -> None:
    assert as_plain(
        {"day": dt.date(2017, 10, 31), "wording": Wording.ABOUT, "many": (1, None, True)}
    ) == {
        "day": "2017-10-31",
        "wording": "about",
        "many": [1, None, True],
    }


def test_cells_of_a_spreadsheet_are_never_run() -> None:
    assert [safe_cell(one) for one in ("=1+1", "@x", "+1", "-x", "\tx", "plain", -3, None)] == [
        "'=1+1", "'@x", "'+1", "'-x", "'\tx", "plain", "-3", "",
    ]  # fmt: skip
