"""English returns of every kind: headings, sums, days, amounts, places, lines around a table."""

import pytest

from jiedui.exchange.englishheadings import headings_of
from jiedui.exchange.headings import fits
from jiedui.exchange.headingwords import stated_unit, word_of
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.naming import resolve
from tests.exchange.office import column, read, told
from tests.exchange.shown_books import Shown, as_printed, shown_books

BOOKS = shown_books("english")


@pytest.mark.parametrize("book", BOOKS, ids=[one.name for one in BOOKS])
def test_an_english_return_is_read_as_printed(book: Shown) -> None:
    as_printed(book)


@pytest.mark.parametrize("code", KINDS)
def test_every_field_of_every_kind_has_an_english_heading(code: str) -> None:
    for field in KINDS[code].fields:
        meant = {
            one.name for text in headings_of(KINDS[code], field) for _, one in fits(code, (text,))
        }
        assert field.name in meant


@pytest.mark.parametrize(
    ("heading", "text", "unit"),
    [
        ("Amount (RMB 10,000)", "amount", "万元"),
        ("Amount in RMB", "amount", "元"),
        ("Amount, 10k yuan", "amount", "万元"),
        ("Number of trainees (persons)", "numberoftrainees", "人"),
        ("捐赠金额（万元）\nAmount (RMB 10,000)", "捐赠金额", "万元"),
        ("Donor / 捐赠单位", "捐赠单位", ""),
        ("GDP增速", "GDP增速", ""),
    ],
)
def test_a_heading_is_taken_apart(heading: str, text: str, unit: str) -> None:
    assert (word_of(heading).text, word_of(heading).unit) == (text, unit)


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Unit: RMB 10,000", "万元"),
        ("(Unit: yuan)", "元"),
        ("All amounts in RMB million", "百万元"),
        ("Currency: CNY", "元"),
        ("Unit: household, 10k yuan", "户、万元"),
        ("Donation ledger", ""),
    ],
)
def test_a_line_states_its_unit(line: str, unit: str) -> None:
    assert stated_unit(line) == unit


HEADING = ["No.", "Donor", "Recipient", "County", "Amount (RMB)", "Date", "Remarks"]


def test_english_blanks_sums_and_wordings() -> None:
    reading = read(
        ["Donation ledger 2019"],
        HEADING,
        [1, "Firm A", "School B", "礼县", "at least 3,000", "May 2019", "none"],
        [2, "Same as above", "ditto", "〃", "TBD", "3 Jun 2019", "N/A"],
        ["Subtotal", None, None, None, 3000, None, None],
        ["Total", None, None, None, 3000, None, None],
        ["Notes: one gift is pending."],
        ["Prepared by: Wang", None, "Approved by: Li"],
    )
    assert column(reading, "amount_fen") == [300000, None]
    assert column(reading, "donor") == ["Firm A", "Firm A"]
    assert column(reading, "remark") == [None, None]
    assert [one.label for one in reading.totals] == ["Subtotal", "Total"]
    assert reading.rows[0].wordings["amount_fen"] == "at_least"


def test_a_wrong_english_total_is_told() -> None:
    rows = (
        [1, "Firm A", "School B", "礼县", 3000, "May 2019"],
        ["GRAND TOTAL", None, None, None, 5000],
    )
    assert told(read(["Donations"], HEADING, *rows)) == {("TOTAL_MISMATCH", "E4")}


@pytest.mark.parametrize(
    ("written", "nearby", "name"),
    [
        ("Tanchang County", (), "宕昌县"),
        ("Wudu District", (), "武都区"),
        ("Shangri-La", (), "香格里拉市"),
        ("Weining Yi, Hui and Miao Autonomous County", (), "威宁彝族回族苗族自治县"),
        ("Li County, Longnan", (), "礼县"),
        ("Li County", ("621223",), "礼县"),
        ("Li County", (), None),
        ("Nowhere County", (), None),
    ],
)
def test_a_county_in_latin_letters(written: str, nearby: tuple[str, ...], name: str | None) -> None:
    assert resolve(written, on=None, nearby=nearby).name == name
