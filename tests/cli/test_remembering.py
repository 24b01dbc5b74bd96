"""`jiedui remembered`: what was answered once is listed, changed and forgotten without a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.exchange.office import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Terminal

HEADINGS = ["序号", "捐赠方", "受赠方", "捐赠日期", "捐赠金额(元)", "旁注甲乙"]


def _gifts(purpose: str) -> bytes:
    row = [1, "甲商会", "昭觉县教育局", "2019-03-05", 5000, purpose]
    return workbook(("捐赠", [["捐赠台账"], HEADINGS, row], ()))


def test_what_is_remembered_is_listed_changed_and_forgotten(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.good("sender", "昭觉县教育局", "--as", "officer")
    assert "Nothing is remembered" in terminal.good("remembered").out
    path = tmp_path / "捐赠.xlsx"
    number = terminal.receive(path, _gifts("校服"))
    terminal.good("answer", str(number), "--sender", "昭觉县教育局", "--as", "officer")
    terminal.good("answer", str(number), "--column", "旁注甲乙=purpose", "--as", "officer")
    listed = terminal.good("remembered", "昭觉县教育局")
    assert "donation: 旁注甲乙 = purpose (officer," in listed.out
    [[one]] = terminal.good("remembered", "--json").data.values()
    meaning = str(one["number"])
    assert terminal.run("remembered", "--change", meaning, "remark").status == 2
    changed = terminal.good("remembered", "--change", meaning, "", "--as", "officer")
    assert "donation: 旁注甲乙 is not used" in changed.out
    refused = terminal.run("remembered", "--change", meaning, "nonsense", "--as", "officer")
    assert refused.status != 0
    assert "nonsense" in refused.error
    terminal.good("remembered", "--forget", meaning, "--as", "officer")
    assert "Nothing is remembered" in terminal.good("remembered").out
    assert terminal.run("remembered", "--forget", meaning, "--as", "officer").status != 0
