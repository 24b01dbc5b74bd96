"""What a newcomer sees: the sample programme's figures, asked on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Run, Terminal

pytestmark = pytest.mark.xdist_group("demo")

WAN = 1_000_000


def values(rows: list[dict[str, Any]], dimension: str) -> dict[str | None, int | None]:
    return {row["by"][dimension]: row["stated"] for row in rows}


def one(rows: list[dict[str, Any]]) -> dict[str, Any]:
    assert len(rows) == 1, rows
    return rows[0]


def test_total_of_a_county_and_its_parts(demo: Terminal) -> None:
    whole = one(demo.figure("money", "--where", "recipient=久治县"))
    assert (whole["low"], whole["stated"], whole["high"]) == (14_056_300_000,) * 3
    assert (whole["wording"], whole["unit"], whole["reason"]) == ("exact", "fen", None)
    parts = values(demo.figure("money", "--by", "source", "--where", "recipient=632625"), "source")
    assert parts == {
        "MUNICIPAL_POOLED": 12_231_300_000,
        "DISTRICT_FISCAL": 1_415_000_000,
        "SOCIAL_DONATION": 410_000_000,
    }


def test_items_and_what_is_not_itemised(demo: Terminal) -> None:
    row = one(
        demo.figure("money", "--where", "recipient=632625", "--where", "source=MUNICIPAL_POOLED")
    )
    assert row["itemised"] == 3338 * WAN
    assert row["not_itemised"] == 88_933 * WAN // 10
    by_project = values(
        demo.figure(
            "money",
            "--by",
            "project",
            "--where",
            "recipient=632625",
            "--where",
            "source=MUNICIPAL_POOLED",
        ),
        "project",
    )
    assert by_project[None] == 88_933 * WAN // 10
    named = {key.rpartition("/")[2]: value for key, value in by_project.items() if key and value}
    assert sorted(named.values()) == [638 * WAN, 1200 * WAN, 1500 * WAN]


def test_other_counties(demo: Terminal) -> None:
    deqin = one(demo.figure("money", "--where", "recipient=德钦县", "--since", "2013"))
    assert deqin["stated"] == 855_295 * WAN // 100
    both = one(demo.figure("money", "--where", "recipient=德钦县,香格里拉县", "--since", "2004"))
    assert both["stated"] == 17_990 * WAN
    garrison = one(demo.figure("money", "--where", "recipient=裕安区"))
    assert garrison["stated"] == 900 * WAN


def test_a_plan_is_not_an_actual(demo: Terminal) -> None:
    asked = ("--where", "recipient=532300", "--where", "year=2017")
    planned = one(demo.figure("money", *asked, "--planned"))
    assert planned["stated"] == 2982 * WAN
    actual = one(demo.figure("money", *asked))
    assert (actual["stated"], actual["reason"]) == (None, "not_in_book")
    counts = values(demo.figure("projects", "--by", "category", *asked, "--planned"), "category")
    assert {key: counts[key] for key in ("RURAL", "INDUSTRY", "TALENT")} == {
        "RURAL": 3,
        "INDUSTRY": 9,
        "TALENT": 13,
    }


def test_stocks_then_and_now(demo: Terminal) -> None:
    place = ("--where", "recipient=久治县")
    assert (
        one(demo.figure("registered_poor_households", *place, "--as-of", "2013-12-31"))["stated"]
        == 1653
    )
    assert (
        one(demo.figure("registered_poor_households", *place, "--as-of", "2017-10-31"))["stated"]
        == 442
    )
    assert one(demo.figure("registered_poor_people", *place))["stated"] == 1778
    unseen = one(demo.figure("registered_poor_households", *place, "--as-of", "2016-12-31"))
    assert (unseen["stated"], unseen["wording"], unseen["reason"]) == (
        None,
        "not_known",
        "not_known",
    )
    fall = one(demo.figure("registered_poor_households_fall", *place))
    assert fall["stated"] == 1211
    rate = one(demo.figure("registered_poor_households_fall_rate", *place))
    assert str(rate["stated"]) == "73.26"


def test_inexact_stays_inexact(demo: Terminal) -> None:
    row = one(demo.figure("people_trained", "--where", "recipient=德钦县", "--since", "2013"))
    assert (row["low"], row["stated"], row["high"], row["wording"]) == (886, 886, None, "over")
    batches = one(demo.figure("training_batches", "--where", "recipient=德钦县"))
    assert batches["stated"] == 24
    distinct = one(demo.figure("people_trained_distinct", "--where", "recipient=德钦县"))
    assert distinct["reason"] == "not_in_book"


def test_a_coarse_total_asked_for_one_year(demo: Terminal) -> None:
    row = one(
        demo.figure("money", "--where", "recipient=久治县", "--since", "2015", "--until", "2015")
    )
    assert (row["low"], row["stated"], row["high"]) == (0, None, 14_056_300_000)
    assert row["reason"] == "not_broken_down"
    table = demo.figure("money", "--by", "year", "--where", "recipient=久治县")
    undated = [entry for entry in table if entry["by"]["year"] is None]
    assert one(undated)["stated"] == 14_056_300_000


def test_unpaired_county(demo: Terminal) -> None:
    row = one(demo.figure("money", "--where", "recipient=香格里拉县", "--since", "2013"))
    assert (row["stated"], row["reason"]) == (None, "outside_pairing")


def test_project_counts_contain_the_named_ones(demo: Terminal) -> None:
    rows = demo.figure("projects", "--by", "category", "--where", "recipient=久治县")
    counts = values(rows, "category")
    assert {key: counts[key] for key in ("RURAL", "SOCIAL", "INDUSTRY", "DONATION")} == {
        "RURAL": 13,
        "SOCIAL": 24,
        "INDUSTRY": 12,
        "DONATION": 15,
    }
    social = next(row for row in rows if row["by"]["category"] == "SOCIAL")
    assert social["itemised"] > 0
    assert social["itemised"] + social["not_itemised"] == 24
    assert one(demo.figure("projects", "--where", "recipient=久治县"))["stated"] == 64


def test_gifts_stand_beside_the_total(demo: Terminal) -> None:
    answer = demo.good("figure", "money", "--where", "recipient=久治县", "--json").data
    assert answer["rows"][0]["stated"] == 14_056_300_000
    payers = {beside["payer"] for beside in answer["beside"]}
    assert any("民政局" in payer for payer in payers if payer)
    everything = one(demo.figure("money_given", "--where", "recipient=久治县"))
    assert everything["low"] == 14_056_300_000
    assert everything["high"] is None, "a gift of unstated amount leaves the end open"


def test_checks_say_what_supports_them(demo: Terminal) -> None:
    verdicts = demo.good("check", "--json").data
    outcomes = {verdict["outcome"] for verdict in verdicts}
    assert {"confirmed", "not_independently_supported"} <= outcomes
    assert "contradicted" not in outcomes


def test_trace_reaches_the_cell(demo: Terminal) -> None:
    asked = ("--where", "recipient=632625", "--where", "source=MUNICIPAL_POOLED")
    lines = demo.good("trace", "money", *asked, "--json").data["lines"]
    assert sum(-line["amount"] for line in lines) == 12_231_300_000
    assert all(len(line["cell"].split("\t")) == 3 for line in lines)


def test_verify_is_sound(demo: Terminal) -> None:
    assert demo.good("verify", "--json").data["ok"] is True


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "xlsx"])
def test_report_in_every_format(demo: Terminal, form: str, tmp_path: Path) -> None:
    out = tmp_path / f"page.{form}"
    done = demo.good("report", "page", "--format", form, "--out", str(out))
    assert "as of 2017-10-31" in done.out, "the last day the book knows of, not today"
    assert out.stat().st_size > 5_000


def test_what_a_newcomer_reads(made: tuple[Path, Run]) -> None:
    folder, done = made
    assert done.error == ""
    for words in (
        "  2  02-项目资金台账.xlsx: entries 12 to 40",
        "  8  08-公益活动台账.xlsx: records",
        "久治县 632625",
        "14056.3",
        "3338 / 8893.3",
        "[0, 14056.3]",
        "886余",
        "2013-12-31 1653 → 2017-10-31 442",
        "25 相符 confirmed, 35 仅有同一文件为据 not independently supported",
        "账中数比公布数多18万元。",
        "✗ 不符 contradicted",
        "✓ 127 entries",
        "Sign-ins 登录 (password 口令 jiedui-demo)",
        f"--data-dir {folder}",
    ):
        assert words in done.out, words
    assert "\x1b[" not in done.out, "no colours where nobody sees them"
    assert max(map(len, done.out.splitlines())) < 400


def test_the_demonstration_goes_on_with_its_book(demo: Terminal, made: tuple[Path, Run]) -> None:
    folder, first = made
    again = demo.good("demo", "--no-serve").out.replace(str(demo.folder), str(folder))
    assert "7  07-公布数表.xlsx: 41 rows, posted" in again
    assert again.partition("Every partner")[2] == first.out.partition("Every partner")[2]


def test_a_blank_form_is_filled_and_what_the_book_cannot_answer_stays_empty(
    made: tuple[Path, Run],
) -> None:
    """累计 under a title that says since when begins then; a county no longer paired is empty."""
    folder, done = made
    assert "19 cells filled, the others left empty for a reason" in done.out
    sheet = load_workbook(folder / "workbooks" / "已填-资金和成效汇总表.xlsx")["汇总表"]
    rows = {sheet.cell(row, 2).value: row for row in range(1, 12)}

    def told(county: str) -> list[object]:
        return [sheet.cell(rows[county], col).value for col in range(3, 11)]

    assert told("久治县") == [12231.3, 1415, 410, 14056.3, 1001, 1653, None, 442]
    assert told("德钦县") == [6946.2, 1115, 491.75, 8552.95, "886余", 4801, None, 1987]
    assert told("武定县") == [None] * 8
    assert told("香格里拉市") == [None] * 8
