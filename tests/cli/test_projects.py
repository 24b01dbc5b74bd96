"""An officer's month as words: put on record, step, allot, pay with two signatures, look."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Terminal

NAME = "甲村卫生室"
AID = ("--source", "市级统筹资金")


def test_a_month_by_words(terminal: "Terminal", tmp_path: "Path") -> None:  # noqa: PLR0915
    terminal.good("init", "--office", "310114")
    terminal.good(
        "project", NAME, "--place", "久治县", "--year", "2018", "--category", "社会事业",
        "--money", "市级统筹资金=300万元", "--area", "1200", "--as", "officer",
    )  # fmt: skip
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"\xff\xd8photo")
    for kind in ("proposal", "village_vote", "review", "approval", "consent"):
        terminal.good("paper", NAME, kind, "--title", kind, "--on", "2018-01-05", "--as", "officer")
    terminal.good(
        "paper", NAME, "photo", "--title", "门堂乡", "--percent", "30", "--file", str(photo),
        "--on", "2018-01-06", "--as", "officer",
    )  # fmt: skip
    steps = (("LIBRARY", "2018-01-10"), ("REVIEWED", "2018-01-20"), ("列入计划", "2018-02-01"))
    for state, on in steps:
        terminal.good("step", NAME, "--to", state, "--on", on, "--as", "officer")
    (waiting,) = json.loads(terminal.good("step", "--as", "reviewer", "--json").out)
    assert terminal.run("step", "--approve", str(waiting["step"]), "--as", "officer").status == 2
    terminal.good("step", "--approve", str(waiting["step"]), "--as", "reviewer")
    for name, role in (("li", "leader"), ("wang", "cadre")):
        secret = ("--password", "only-for-tests-2018")
        terminal.good("user", "add", name, "--role", role, *secret)
    terminal.good("signing", "--place", "久治县", "--since", "2018-01-01", "--as", "reviewer")
    terminal.good("pay", NAME, "--kind", "ALLOT", *AID, "--amount", "300万元", "--on", "2018-02-20",
                  "--notice", "5号", "--as", "officer")  # fmt: skip
    terminal.good("pay", "--post", "1", "--as", "reviewer")
    over = terminal.run("pay", NAME, "--kind", "ALLOT", *AID, "--amount", "1元",
                        "--on", "2018-02-21", "--notice", "6号", "--as", "officer")  # fmt: skip
    assert over.status == 1
    assert "下达超过批复" in over.error
    terminal.good("pay", NAME, *AID, "--amount", "120万元", "--milestone", "2018-06-01",
                  "--requested", "2018-06-02", "--opinion", "2018-06-03", "--on", "2018-06-04",
                  "--as", "officer")  # fmt: skip
    assert terminal.run("pay", "--post", "2", "--as", "reviewer").status == 1
    terminal.good("pay", "--sign", "2", "--role", "leader", "--as", "li")
    terminal.good("pay", "--sign", "2", "--role", "cadre", "--as", "wang")
    terminal.good("pay", "--post", "2", "--as", "reviewer")
    entered(terminal)
    page = json.loads(terminal.good("projects", "--sort", "-idle", "--json").out)
    assert (page["total"], page["disbursed_fen"], page["idle_fen"]) == (1, 120_000_000, 180_000_000)
    shown = terminal.good("projects", NAME).out
    assert "资金已下达" in shown
    assert "缺 施工(采购)合同" in shown
    view = json.loads(terminal.good("projects", NAME, "--json").out)
    assert len(view["entries"]) == 4
    terminal.good("verify")
    assert terminal.run("projects", "乙村").status == 2
    attention(terminal)


def entered(terminal: "Terminal") -> None:
    """A contract, reach and an audit finding by words; what is wrong is told, nothing is kept."""
    assert "contractor *" in terminal.good("enter", "contract", "--as", "officer").out
    contract = ("contractor=某公司", "method=公开招标", "on=2018-03-01")
    wrong = terminal.run("enter", "contract", NAME, *contract, "amount=约30万", "--as", "officer")
    assert wrong.status != 0
    terminal.good("enter", "contract", NAME, *contract, "amount=250万元", "--as", "officer")
    terminal.good("enter", "reach", NAME, "households=120", "people=430", "--as", "officer")
    terminal.good("enter", "audit", NAME, "words=超付", "found_by=县审计局", "on=2018-05-01",
                  "owner=officer", "due=2018-06-01", "--as", "officer")  # fmt: skip
    view = json.loads(terminal.good("projects", NAME, "--json").out)
    assert [one["contractor"] for one in view["contracts"]] == ["某公司"]
    assert (view["fields"]["households"], len(view["audits"])) == (120, 1)


def attention(terminal: "Terminal") -> None:
    """The rules are run, a finding is explained by one and accepted by another."""
    assert "R05" in terminal.good("attention", "--rules").out
    assert terminal.run("attention", "--run").status == 2
    found = json.loads(terminal.good("attention", "--run", "--as", "reviewer", "--json").out)
    number = str(next(one["number"] for one in found["rows"] if one["rule"] == "R05"))
    terminal.good("attention", "--explain", number, "--words", "用地未批", "--as", "officer")
    terminal.good("attention", "--accept", number, "--as", "reviewer")
    left = json.loads(terminal.good("attention", "--rule", "R05", "--json").out)
    assert left["total"] == 0
    terminal.good("attention", "--anew", "--as", "reviewer")
