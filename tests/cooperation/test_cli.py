"""The words of cooperation as an officer would script them."""

import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from jiedui.cli import run
from jiedui.cli.start import Outcome
from tests.cooperation.test_posts import identity

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Office


def test_a_morning_of_words(
    sqlite_office: "Office",
    tmp_path: "Path",
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = ("--data-dir", str(sqlite_office.data_dir))

    def told(*words: str) -> str:
        assert run([*words, *folder]) is Outcome.GOOD, words
        return capsys.readouterr().out

    monkeypatch.setenv("COLUMNS", "200")  # what runs the tests may tell another width

    def recorded(kind: str, *fields: str) -> None:
        told("record", kind, *fields, "--as", "officer")
        (waiting,) = json.loads(told("proposals", "--json"))["proposals"]
        told("post-record", str(waiting["number"]), "--as", "reviewer")

    pair = ("donor=嘉定区", "recipient=香格里拉县", "pairing_kind=对口帮扶")
    recorded("pairing", *pair, "start_date=2004", "end_date=2011")
    found = json.loads(told("pairings", "--at", "2008", "--json"))
    assert (found["total"], found["pairings"][0]["recipient_then"]) == (1, "香格里拉县")
    assert json.loads(told("pairings", "--at", "2012-06-30", "--json"))["total"] == 0
    assert "香格里拉市" in told("pairings", "--place", "云南省")
    recorded("training", "class_name=班", "county=久治县", "start_date=2017", "batches=1")
    book = Workbook()
    for row in (("姓名", "身份证号"), ("某甲", identity(1)), ("某乙", identity(2))):
        book.worksheets[0].append(row)
    book.save(tmp_path / "people.xlsx")
    recorded("roster", "training=1", f"roster=@{tmp_path / 'people.xlsx'}")
    assert json.loads(told("trainings", "--json"))["distinct"]["people"]["stated"] == 2
    for word in ("visits", "secondments", "placements", "enterprises", "sales", "promises"):
        json.loads(told(word, "--json"))
        assert told(word)
    assert run(["record", "nothing", "--as", "officer", *folder]) is Outcome.MISUSE
    assert run(["pairings", "--place", "无此地", *folder]) is Outcome.MISUSE
    text = ["record", "roster", "training=1", "roster=@/nothing", "--as", "officer", *folder]
    assert run(text) is Outcome.MISUSE
