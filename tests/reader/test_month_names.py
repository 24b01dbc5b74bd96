"""Dates with English names of months, as spreadsheets set to English write them."""

from __future__ import annotations

import pytest

from jiedui.reader.dates import DateFault, date_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12-Mar-2018", "2018-03-12", None),
        ("9 April 2018", "2018-04-09", None),
        ("12th March, 2018", "2018-03-12", None),
        ("12-Mar-18", "2018-03-12", None),
        ("12/Mar/2018 10:20 AM", "2018-03-12", None),
        ("Sep 3, 2018", "2018-09-03", None),
        ("Sept. 3 2018", "2018-09-03", None),
        ("2018-Mar-05", "2018-03-05", None),
        ("May 2018", "2018-05", None),
        ("Mar-18", "2018-03", None),
        ("18-Mar", "2019-03-18", None),  # The day of a year told elsewhere.
        ("Nov 30", "2019-11-30", None),
        ("5-9 Mar 2018", "2018-03-05", "2018-03-09"),
        ("Mar 5-9, 2018", "2018-03-05", "2018-03-09"),
        ("5 Mar 2018 - 9 Apr 2018", "2018-03-05", "2018-04-09"),
        ("Jan 5 to Feb 7", "2019-01-05", "2019-02-07"),
        ("Mar 2018至May 2018", "2018-03", "2018-05"),
    ],
)
def test_english_months_are_read(text: str, first: str, last: str | None) -> None:
    found = date_of(text, 2019)
    assert (found.fault, found.first, found.last) == (None, first, last)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31-Jun-2018", DateFault.INVALID),
        ("March", DateFault.UNREADABLE),
        ("Marathon 3", DateFault.UNREADABLE),
        ("A12 March5X", DateFault.UNREADABLE),
    ],
)
def test_what_is_no_date_stays_none(text: str, fault: DateFault) -> None:
    found = date_of(text, 2019)
    assert (found.first, found.fault) == (None, fault)
