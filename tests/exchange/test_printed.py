"""A cell's own words stay beside what was understood of them, personal ones excepted."""

from jiedui.exchange.keeping import masked, row_from, to_bytes, total_from
from jiedui.exchange.printed import PRINTED_ROWS
from jiedui.exchange.reading import read_workbook
from tests.exchange import other_programme as other
from tests.exchange.office import read

HEADING = ("序号", "捐赠单位", "受赠单位", "金额(元)", "捐赠时间", "备注")


def test_what_is_understood_otherwise_than_printed_keeps_its_text() -> None:
    reading = read(
        ["绿春县捐赠台账"],
        HEADING,
        [1, "甲公司", "绿春县第一中学", "3.2万元", "2020.3", "约定分两次"],
        [2, "同上", "绿春县教育局", 500, "2020-04-01", "—"],
        ["合计", None, None, "3.25万", None, None],
    )
    assert [row.printed for row in reading.rows] == [
        {"amount_fen": "3.2万元", "donation_date": "2020.3"},
        {"donor": "同上", "remark": "—"},
    ]
    assert [one.printed for one in reading.totals] == [{"amount_fen": "3.25万"}]
    assert row_from(to_bytes(reading.rows[0])).printed == reading.rows[0].printed
    assert total_from(to_bytes(reading.totals[0])).printed == reading.totals[0].printed


def test_only_the_first_rows_of_a_table_keep_their_words() -> None:
    rows = [[at, f"{at}公司", "绿春县教育局", "1万", "2020.3"] for at in range(1, 700)]
    printed = [bool(row.printed) for row in read(HEADING[:5], *rows).rows]
    assert printed.index(False) == sum(printed) == PRINTED_ROWS


def test_no_personal_number_is_kept_as_printed() -> None:
    kept = masked(read_workbook("名册.xlsx", other.roster()))
    assert any(row.printed for row in kept.rows)
    told = "".join(text for row in kept.rows for text in row.printed.values())
    assert not any(number in told for number in (*other.ID_NUMBERS, other.WRONG_ID))
    assert not any("id_no" in row.printed for row in kept.rows)
