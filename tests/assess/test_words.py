"""The words of the command line: a year's score, what would raise it, what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import posted, terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Terminal

__all__ = ("posted", "terminal")


def test_a_year_from_the_command_line(posted: Terminal, tmp_path: Path) -> None:
    found = posted.good("assess", "--year", "2019", "--as-of", "2019-06-30", "--json").data
    assert found["set"]["code"] == "six-blocks"
    assert found["set"]["illustrative"] is True
    items = {one["code"]: one for one in found["indicators"]}
    assert items["PAIR-01"]["value"]["origin"] == "book"
    assert items["ORG-02"]["value"]["reason"] == "not_told"
    assert items["ORG-02"]["points"] == {
        "low": 0, "stated": None, "high": 4, "wording": "between",
    }  # fmt: skip
    assert found["score"]["total"]["low"] <= found["score"]["total"]["high"]
    table = posted.good("assess", "--year", "2019", "--as-of", "2019-06-30").out
    assert "分值和目标为示意" in table

    minutes = tmp_path / "纪要.txt"
    minutes.write_text("第一次联席会议", encoding="utf-8")
    posted.good(
        "assess-tell", "ORG-02", "1", "--year", "2019", "--file", str(minutes), "--as", "officer"
    )
    again = posted.good("assess", "--year", "2019", "--as-of", "2019-06-30", "--json").data
    told = next(one for one in again["indicators"] if one["code"] == "ORG-02")
    assert (told["value"]["origin"], told["points"]["low"]) == ("told", 4)
    raised = posted.good("assess-raise", "--year", "2019", "--before", "2020-01-10", "--json").data
    assert "ORG-02" not in {one["indicator"] for one in raised["suggestions"]}
    assert raised["suggestions"][0]["why"]["zh"]
    both = posted.good("assess", "--year", "2019", "--side", "pair", "--json").data
    assert set(both) == {"east", "west", "joint"}


def test_what_is_called_wrongly(posted: Terminal, tmp_path: Path) -> None:
    assert posted.run("assess", "seven-blocks", "--year", "2019").status == 2
    assert posted.run("assess", "six-blocks", "--year", "2022").status == 2
    assert posted.run("assess-tell", "XYZ-1", "1", "--year", "2019", "--as", "officer").status == 2
    wrong = tmp_path / "set.toml"
    wrong.write_text('code = "x"', encoding="utf-8")
    run = posted.run("assess-set", str(wrong), "--as", "reviewer")
    assert run.status == 1
    assert "set.toml › set.version" in run.error


def test_units_are_ranked_within_their_class(posted: Terminal, tmp_path: Path) -> None:
    scores = tmp_path / "scores.csv"
    scores.write_bytes(
        "单位,类别,得分\n甲县,一类,92\n乙县,一类,80-93\n丙县,二类,70分\n".encode("gb18030")
    )
    found = posted.good("assess-rank", str(scores), "--year", "2019", "--json").data
    ranks = {one["unit"]: (one["best_rank"], one["worst_rank"]) for one in found}
    assert ranks == {"甲县": (1, 2), "乙县": (1, 2), "丙县": (1, 1)}
    assert "分类评定" in posted.good("assess-rank", str(scores), "--year", "2019").out
    scores.write_text("单位,类别,得分\n甲县,一类,\n甲县,一类,x\n乙县,,90\n", encoding="utf-8")
    run = posted.run("assess-rank", str(scores), "--year", "2019")
    assert run.status == 1
    assert "row:2" in run.error
    assert "row:3" in run.error
    assert "乙县: no class" in run.error


def test_a_month_of_duties_and_returns(posted: Terminal, tmp_path: Path) -> None:
    """The district's return of December 2017 is due ten working days later: 15 January 2018.

    (1 January is off: 2, 3, 4, 5, 8, 9, 10, 11, 12, 15.) In calendar days it is the 10th.
    """
    sender = ("sender", "雷波县扶贫办", "--owes", "project_fund", "--since", "2017-12-01")
    posted.good(*sender, "--as", "officer")
    posted.good("duty-adopt", "--year", "2017", "--owner", "区合作交流办", "--as", "officer")
    asked = ("duties", "--month", "2018-01", "--on", "2018-01-11")
    found = posted.good(*asked, "--json").data
    assert [one["due"] for one in found["returns"]] == ["2018-01-15"]
    report = next(one for one in found["duties"] if one["title"].startswith("报送自评"))
    assert (report["due"], report["state"], report["working_days_late"]) == (
        "2018-01-10",
        "late",
        1,
    )
    assert "当日有效" in report["locked"]["zh"]
    posted.good(*sender, "--calendar-days", "--as", "officer")
    again = posted.good(*asked, "--json").data
    assert [one["due"] for one in again["returns"]] == ["2018-01-10"]
    number = str(report["number"])
    assert posted.run("duty-done", number, "--as", "officer").status == 1
    posted.good(
        "duty-extend", number, "--until", "2099-01-05", "--reason", "等待对方", "--as", "reviewer"
    )
    posted.good("duty-done", number, "--words", "已报", "--as", "officer")
    plan = tmp_path / "plan.ics"
    posted.good(*asked, "--out", str(plan))
    assert "BEGIN:VEVENT" in plan.read_text(encoding="utf-8")
    assert "等待对方" in posted.good("duties", "--month", "2018-01").out


def test_the_evidence_and_the_self_report(posted: Terminal, tmp_path: Path) -> None:
    of = ("--year", "2019")
    paper = tmp_path / "计划.txt"
    paper.write_text("年度计划", encoding="utf-8")
    posted.good("evidence-attach", "ORG-03", str(paper), *of, "--as", "officer")
    listed = posted.good("evidence", *of, "--json").data
    assert [one["indicator"] for one in listed["documents"]] == ["ORG-03"]
    assert "ORG-01" in listed["missing"]
    for form in ("docx", "pdf", "html", "xlsx"):
        posted.good("evidence", *of, "--out", str(tmp_path / f"目录.{form}"))
    assert posted.run("evidence", *of, "--out", str(tmp_path / "目录.odt")).status == 2
    posted.good("assess-freeze", *of, "--as", "officer")
    assert posted.run("assess-file", "1", "--as", "officer").status in (1, 2)
    posted.good("assess-file", "1", "--as", "reviewer")
    posted.good("assess-verify", "1", "ORG-03", "4", "--reason", "缺签章", "--as", "reviewer")
    report = posted.good("assess-report", "1", "--json").data
    assert report["verified_total"]["low"] == report["total"]["low"] + 4
    assert "缺签章" in posted.good("assess-report", "1").out
    assert posted.good("verify").status == 0
