"""Another programme by the command line alone: other places, amounts in 元, every name invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import run_process
from tests.exchange import other_programme as other
from tests.forms.written import form

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.terminal import Terminal

WAN = 1_000_000
WORKBOOKS = ("pairings", "ledger", "plan", "gifts", "stocks")


@pytest.fixture
def shunde(
    terminal: Terminal, tmp_path: Path, settled: Callable[[str, Callable[[], None]], None]
) -> Terminal:
    """The other programme with all its workbooks posted but the stated totals."""

    def settle() -> None:
        terminal.good("init", "--office", other.OFFICE)
        for name in WORKBOOKS:
            terminal.post(tmp_path / f"{name}.xlsx", getattr(other, name)())

    settled("shunde", settle)
    return terminal


def by(rows: list[dict[str, object]], dimension: str) -> dict[object, object]:
    """Dimension value to stated amount."""
    return {row["by"][dimension]: row["stated"] for row in rows}  # type: ignore[index]


def test_its_money(shunde: Terminal) -> None:
    place = ("--where", "recipient=雷波县")
    total = shunde.one("money", *place)
    assert (total["low"], total["stated"], total["high"]) == (1358 * WAN,) * 3
    assert (total["itemised"], total["not_itemised"]) == (298 * WAN, 1060 * WAN)
    parts = by(shunde.figure("money", "--by", "source", *place), "source")
    assert parts == {
        "MUNICIPAL_POOLED": 750 * WAN,
        "DISTRICT_FISCAL": 600 * WAN,
        "SOCIAL_DONATION": 8 * WAN,
    }
    assert shunde.one("money", "--planned", "--where", "year=2019")["stated"] == 200 * WAN
    year = shunde.one("money", *place, "--since", "2018", "--until", "2018")
    assert (year["low"], year["stated"], year["high"]) == (8 * WAN, 8 * WAN, 1358 * WAN)
    assert year["reason"] == "not_broken_down"


def test_a_form_of_its_own_is_filled(shunde: Terminal, tmp_path: Path) -> None:
    """Units of a row, a plan beside what arrived, a county never paired, a rank."""
    blank = form("""
东西部扶贫协作资金情况表
统计期间：2018年至2019年6月　　截至2019年6月30日
受援县|资金（元）|其中：区财政（万元）|2019年计划资金（万元）|资金排名
雷波县||||
美姑县||||
盐源县||||
""")
    (tmp_path / "form.xlsx").write_bytes(blank.content)
    words = ("fill", str(tmp_path / "form.xlsx"), "--out", str(tmp_path / "filled.xlsx"))
    cells = {one["cell"]: one for one in shunde.good(*words, "--json").data["cells"]}
    assert (cells["B4"]["value"], cells["C4"]["value"]) == (13_580_000, 600)
    assert {cells[ref]["reason"] for ref in ("D4", "D5")} == {"not_broken_down"}
    assert {cells[f"{col}6"]["reason"] for col in "BCD"} == {"outside_pairing"}


def test_its_households(shunde: Terminal) -> None:
    fall = by(shunde.figure("registered_poor_households_fall", "--by", "county"), "county")
    assert fall == {other.LEIBO: 5900, other.MEIGU: 5000}
    unseen = shunde.one("registered_poor_people", "--as-of", "2018-12-31")
    assert (unseen["stated"], unseen["reason"]) == (None, "not_known")


def test_a_newspapers_totals(shunde: Terminal, tmp_path: Path) -> None:
    """A total that may hold a gift or not: once it is posted, the gift stands beside it."""
    draft = tmp_path / "公布数.xlsx"
    draft.write_bytes(other.statements())
    checked = shunde.run("check", str(draft), "--json")
    joint = [one for one in checked.data if one["says"]["stated"] == 3600 * WAN]
    assert [one["outcome"] for one in joint] == ["not_independently_supported"]
    assert checked.status == 0
    shunde.post(draft, other.statements())
    both = shunde.one("money", "--where", "recipient=雷波县,美姑县")
    assert (both["stated"], both["itemised"]) == (3600 * WAN, 290 * WAN)
    everything = shunde.one("money_given")
    assert (everything["low"], everything["high"]) == (3600 * WAN, 361_130 * WAN // 100)
    counts = by(
        shunde.figure("projects", "--by", "category", "--where", "recipient=雷波县"), "category"
    )
    assert (counts["INDUSTRY"], counts["SOCIAL"]) == (7, 5)
    claims = shunde.good("check", "--json").data
    assert {claim["outcome"] for claim in claims} == {"confirmed", "not_independently_supported"}


def test_its_report_and_its_proof(shunde: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert "as of 2019-06-30" in shunde.good("report", "page", "--out", str(out)).out
    page = out.read_text(encoding="utf-8")
    assert "雷波县" in page
    assert "久治县" not in page
    assert shunde.good("verify").out.startswith("✓ 23 entries, ")
    lines = shunde.good("trace", "money", "--where", "recipient=雷波县", "--json").data["lines"]
    assert sum(-line["amount"] for line in lines) == 1358 * WAN
    assert {line["cell"].split("\t")[0] for line in lines} == {"ledger.xlsx", "gifts.xlsx"}


def test_it_is_corrected(shunde: Terminal) -> None:
    """One person proposes to take an entry back, another posts it; every figure forgets both."""
    entry = shunde.good("trace", "money", "--where", "project=513437/彝绣工坊", "--json").data[
        "lines"
    ][0]["entry"]
    shunde.good("reverse", "propose", str(entry), "--as", "officer", "--reason", "录入重复")
    shunde.good("reverse", "post", "1", "--as", "reviewer")
    before = shunde.one("money", "--where", "project=513437/彝绣工坊", "--known-at", "23")
    after = shunde.one("money", "--where", "project=513437/彝绣工坊")
    assert (before["stated"], after["reason"]) == (200 * WAN, "not_in_book")


def test_the_whole_way_in_processes_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    (tmp_path / "台账.xlsx").write_bytes(other.ledger())
    steps = (
        ("init", "--office", other.OFFICE),
        ("receive", str(tmp_path / "台账.xlsx"), "--as", "officer"),
        ("post", "1", "--as", "reviewer", "--accept-warnings"),
        ("verify",),
    )
    for words in steps:
        done = run_process(folder, *words)
        assert done.status == 0, done.error
    figure = run_process(folder, "figure", "money", "--by", "source", "--json")
    assert by(figure.data["rows"], "source") == {
        "MUNICIPAL_POOLED": 750 * WAN,
        "DISTRICT_FISCAL": 600 * WAN,
    }
    assert set(figure.data) >= {"code", "definition_version", "known_at", "as_of", "rows"}
    row = figure.data["rows"][0]
    assert set(row) >= {"by", "low", "stated", "high", "wording", "unit", "reason"}
