"""East and west set their lists side by side: what matches, what differs, what one side lacks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl

from jiedui.assess.reconciling import By, Listed, Standing, lines, reconciled, rows_json, sheet
from jiedui.kernel.quantity import between, said
from jiedui.papers.render import rendered
from jiedui.web.partners import listed_of_file, sides
from tests.cli.conftest import posted, terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Terminal

__all__ = ("posted", "terminal")

WAN = 1_000_000


def one(name: str, paid: int, *, town: str = "", number: str = "", measure: str = "paid") -> Listed:
    return Listed(name, "533422", town, number, {measure: said(paid * WAN)})


def test_how_two_lists_are_matched() -> None:
    """By number, name, like name, town and amount; each row once; what is left stands alone."""
    ours = [
        one("村小学宿舍楼", 300, number="沪合作〔2017〕5号"),
        one("卫生院改扩建", 120, town="升平镇"),
        one("葡萄种植基地", 80, town="燕门乡"),
        one("人畜饮水", 45, town="佛山乡"),
        one("河道清淤", 10),
    ]
    theirs = [
        one("小学学生宿舍", 300, number="沪合作(2017)5号"),
        one("卫生院 改扩建", 110, town="升平镇"),
        one("葡萄种植基地建设", 80, town="燕门乡"),
        one("安全饮水入户", 45, town="佛山乡"),
        one("茶叶加工", 20),
    ]
    rows = {row.name: row for row in reconciled(ours, theirs)}
    assert {row.by for row in rows.values()} == {*By, None}
    differing = rows["卫生院改扩建"]
    assert (differing.standing, differing.measures[0].more) == (Standing.DIFFERS, -10 * WAN)
    assert rows["村小学宿舍楼"].standing is Standing.SAME
    assert rows["河道清淤"].standing is Standing.ONLY_OURS
    assert rows["茶叶加工"].standing is Standing.ONLY_THEIRS
    assert len(rows) == 6


def test_a_number_that_is_not_exact_differs_only_when_it_excludes_the_other() -> None:
    mine = Listed("甲", "533422", amounts={"paid": between(0, 100 * WAN), "aid": said(90 * WAN)})
    (row,) = reconciled([mine], [Listed("甲", "533422", amounts={"paid": said(60 * WAN)})])
    assert row.standing is Standing.UNDECIDED
    (row,) = reconciled([mine], [Listed("甲", "533422", amounts={"paid": said(160 * WAN)})])
    assert row.standing is Standing.DIFFERS
    (row,) = reconciled([mine], [Listed("甲", "533422")])
    assert row.standing is Standing.UNDECIDED, "nothing is stated on both sides"


def test_a_partners_name_may_say_the_county_and_that_it_is_a_project() -> None:
    for mine, theirs in (
        ("民族中学教学楼", "德钦县民族中学教学楼建设项目"),
        ("德钦葡萄酒庄", "葡萄酒庄工程"),
        ("升平镇敬老院", "敬老院援建项目"),
    ):
        (row,) = reconciled([one(mine, 10, town="升平镇")], [one(theirs, 12)])
        assert (row.by, row.standing) == (By.LIKE, Standing.DIFFERS), mine
    assert len(reconciled([one("小学教学楼", 10)], [one("小学食堂项目", 12)])) == 2
    (row,) = reconciled([one("德钦县项目", 10)], [one("德钦县", 12)])
    assert row.standing is Standing.DIFFERS, "a name of nothing else is kept"


def test_names_that_fit_several_are_left_to_people() -> None:
    rows = reconciled([one("道路硬化", 10), one("道路硬化", 12)], [one("道路硬化", 10)])
    assert {row.standing for row in rows} == {Standing.ONLY_OURS, Standing.ONLY_THEIRS}


def partner_file(arrived: int = 110) -> bytes:
    book = openpyxl.Workbook()
    page = book.create_sheet("雷波县", 0)
    page.append(["雷波县援建项目资金台账(单位:万元)"])
    page.append(["序号", "项目名称", "项目类别", "建设内容", "总投资", "到位资金", "批复文号"])
    page.append([1, "彝绣工坊", "产业发展", "新建", 200, arrived, "佛协〔2019〕3号"])
    page.append([2, "养老院", "社会事业", "新建", 80, 80, ""])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_partners_workbook_is_read() -> None:
    found = listed_of_file("对方台账.xlsx", partner_file())
    assert [one.name for one in found] == ["彝绣工坊", "养老院"]
    assert found[0].place == "513437"
    assert found[0].number == "佛协〔2019〕3号"
    assert found[0].amounts == {"total": said(200 * WAN), "received": said(110 * WAN)}


def test_the_word_and_the_sheet_both_sides_sign(posted: Terminal, tmp_path: Path) -> None:
    """The book says 120 of 200 were paid out; the partner says 110 arrived."""
    (tmp_path / "对方台账.xlsx").write_bytes(partner_file())
    run = posted.run("reconcile", str(tmp_path / "对方台账.xlsx"), "--json")
    assert run.status == 1
    rows = {row["name"]: row for row in run.data["projects"]}
    assert rows["养老院"]["standing"] == "only_theirs"
    workshop = rows["彝绣工坊"]
    assert workshop["standing"] == "differs"
    received = next(one for one in workshop["measures"] if one["measure"] == "received")
    assert received["theirs_more_fen"] == -10 * WAN
    out = tmp_path / "核对单.docx"
    posted.run("reconcile", str(tmp_path / "对方台账.xlsx"), "--out", str(out))
    assert out.stat().st_size > 5000
    own = tmp_path / "我方.xlsx"
    own.write_bytes(partner_file(110))
    same = posted.run("reconcile", str(tmp_path / "对方台账.xlsx"), "--own", str(own), "--json")
    assert same.status == 0


def test_the_sheet_in_both_languages() -> None:
    rows = reconciled([one("甲", 10), one("乙", 5)], [one("甲", 9), one("乙", 5)])
    for language, word in (("zh", "不一致"), ("en", "differs")):
        made = sheet(rows, subtitle="x", language=language)
        assert any(
            word in cell.text for table in made.tables() for row in table.rows for cell in row
        )
        assert rendered(made, {}, "pdf", stamp="x").startswith(b"%PDF")
    assert rows_json(rows)["tally"]["differs"] == 1


def ledger(heads: str, *rows: str) -> bytes:
    book = openpyxl.Workbook()
    page = book.create_sheet("雷波县", 0)
    page.append(["雷波县援建项目资金台账(单位:万元)"])
    for told in (heads, *rows):
        page.append([int(one) if one.isdecimal() else one for one in told.split("|")])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_was_paid_out_is_set_against_what_arrived_and_spent_against_spent() -> None:
    """638 paid out, 600 arrived: 38 lacking. Their 580 spent says nothing of what we paid out."""
    ours = ledger("项目名称|下达资金|拨付资金", "养老院|638|638", "彝绣工坊|80|80")
    theirs = ledger("项目名称|到位资金|支出资金", "养老院|600|580", "彝绣工坊|80|10")
    rows = sides(listed_of_file("ours.xlsx", ours), listed_of_file("theirs.xlsx", theirs))
    measures = {row.name: [(one.measure, one.more) for one in row.measures] for row in rows}
    assert measures == {"养老院": [("received", -38 * WAN)], "彝绣工坊": [("received", 0)]}
    both = sides(listed_of_file("theirs.xlsx", theirs), listed_of_file("theirs.xlsx", theirs))
    assert {one.measure for row in both for one in row.measures} == {"received", "spent"}


def test_what_was_allotted_and_arrived_paid_and_spent_are_compared_side_by_side() -> None:
    """638 paid out, 600 arrived; we have 500 spent, they 480: both differ, 下达 does not."""
    ours = ledger("项目名称|下达资金|拨付资金|支出资金", "养老院|638|638|500", "彝绣工坊|80|80|80")
    theirs = ledger(
        "项目名称|下达资金|到位资金|支出资金", "养老院|638|600|480", "彝绣工坊|80|80|80"
    )
    rows = sides(listed_of_file("ours.xlsx", ours), listed_of_file("theirs.xlsx", theirs))
    more = {row.name: {one.measure: one.more for one in row.measures} for row in rows}
    home = {"allotted": 0, "received": -38 * WAN, "spent": -20 * WAN}
    assert more == {"养老院": home, "彝绣工坊": dict.fromkeys(home, 0)}


def test_each_line_of_a_project_says_how_its_own_measure_stands() -> None:
    mine = Listed("甲", "533422", amounts={"paid": said(60 * WAN), "spent": said(50 * WAN)})
    theirs = Listed("甲", "533422", amounts={"paid": said(60 * WAN), "spent": said(40 * WAN)})
    (row,) = reconciled([mine], [theirs])
    assert row.standing is Standing.DIFFERS
    assert [told[-1] for told in lines(row, 0)] == ["一致 (按名称和乡镇)", "不一致"]
