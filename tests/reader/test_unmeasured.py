"""Columns of a table that no header measures, known by the total column that adds them up."""

from __future__ import annotations

from jiedui.reader.read import read_text

HEAD = "单位:万元、个\n县区\t结对区\t省级补助\t乡贤\t资金合计\t项目\n"
ROWS = "金塔县\t城北区\t3,200\t140\t3,340\t11\n玉门市\t城南区\t2,850\t{}\t2,945\t9\n"
ROWS += "肃北县\t城东区\t1,760\t88\t1,848\t6\n"


def test_a_column_that_a_total_of_money_adds_up_holds_money() -> None:
    claims = read_text(HEAD + ROWS.format(95)).claims
    assert [one.measure for one in claims[:4]] == ["money", "money", "money", "projects"]
    assert claims[1].value == 1_400_000


def test_one_row_that_does_not_add_up_is_a_slip_and_changes_no_column() -> None:
    reading = read_text(HEAD + ROWS.format(59))
    wrong = [reading.claims[one.total].text for one in reading.findings if not one.is_ok]
    assert wrong == ["2,945"]


def test_a_column_that_no_total_adds_up_keeps_its_silence() -> None:
    text = (HEAD + ROWS.format(95)).replace("140", "7").replace("\t95", "\t3").replace("88", "2")
    texts = [one.text for one in read_text(text).claims]
    assert "7" not in texts
    assert "3" not in texts
