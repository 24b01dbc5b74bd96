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
