"""The words crosscheck, crosscheck-keys and synth as an office runs them; what they never say."""

from __future__ import annotations

import csv
import json
import os
import re
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from jiedui import cli
from jiedui.checks.rules import RULES
from jiedui.kernel.identity import contains_identity, keyed_hash
from tests.checks.small import clues, number, person, write

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.checks.run import Job

KEY = "an agreed key of at least thirty-two bytes"
WHOLE = re.compile(rb"(?<!\d)\d{17}[\dXx]")


def evidence(out: Path) -> list[str]:
    """Everything a run's clues say but the masked number, in an order of its own."""
    return sorted(
        repr({name: value for name, value in row.items() if name != "person"})
        for file in (out / "clues").rglob("*.parquet")
        for row in pq.read_table(file).to_pylist()
    )


def words_of(job: Job) -> list[str]:
    lists = [f"--dataset={code}={path}" for code, path in job.lists.items()]
    return ["crosscheck", "--register", job.register, *lists, "--as-of", job.day.isoformat()]


def test_a_cross_check_from_the_command_line(
    country_job: Job, answered: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*words_of(country_job), "--out", str(tmp_path / "out"), "--json"]) == 0
    said = capsys.readouterr()
    manifest = json.loads(said.out)
    told = json.loads((answered / "manifest.json").read_text("utf-8"))
    assert manifest["clues"] == told["clues"]
    assert "comparing part 2 of 2" in said.err
    assert manifest["left_out"] == []
    assert len(manifest["clues"]["by_rule"]) == len(RULES)
    register = manifest["inputs"][0]
    assert len(register["sha256"]["register.parquet"]) == 64
    assert register["without_usable_number"]["missing"] > 0
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "clues", "clues.csv", "counts.csv", "manifest.json", "near.csv",
    ]  # fmt: skip


def test_nothing_written_or_said_holds_an_identity_number(
    country_job: Job, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*words_of(country_job), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert not contains_identity(said.out + said.err)
    for file in (tmp_path / "out").rglob("*"):
        if file.suffix in {".csv", ".json"}:
            assert not WHOLE.search(file.read_bytes()), file.name
    for file in (tmp_path / "out" / "clues").rglob("*.parquet"):
        for row in pq.read_table(file).to_pylist():
            assert not contains_identity(str(row)), "a clue shows a number"
            assert re.fullmatch(r"\d{3}\*{13}\d[\dX]|\*{3}", row["person"])


def test_numbers_are_revealed_only_when_asked(tmp_path: Path) -> None:
    register = write(tmp_path / "register.parquet", [person(1)])
    cars = write(tmp_path / "cars.parquet", [{"record": 7, "id_number": number(1), "kind": "轿车"}])
    words = ["crosscheck", "--register", register, "--dataset", f"vehicles={cars}", "--reveal"]
    assert cli.run([*words, "--out", str(tmp_path / "out")]) == 0
    with (tmp_path / "out" / "clues.csv").open(encoding="utf-8-sig", newline="") as opened:
        row = next(csv.DictReader(opened))
    assert row["身份证号"] == number(1)
    assert oct((tmp_path / "out").stat().st_mode)[-3:] == "700"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    register = write(
        tmp_path / "register.parquet", [person(1, record="=1+1", household="@SUM(A1)")]
    )
    cars = write(
        tmp_path / "cars.parquet",
        [{"record": "-2+3", "id_number": number(1), "kind": "+HYPERLINK()"}],
    )
    words = ["crosscheck", "--register", register, "--dataset", f"vehicles={cars}"]
    assert cli.run([*words, "--out", str(tmp_path / "out")]) == 0
    with (tmp_path / "out" / "clues.csv").open(encoding="utf-8-sig", newline="") as opened:
        row = next(csv.DictReader(opened))
    assert [row[name] for name in ("人员编号", "户编号", "来源编号", "发现")] == [
        "'=1+1", "'@SUM(A1)", "'-2+3", "'+HYPERLINK()",
    ]  # fmt: skip


def test_keyed_hashes_give_the_same_clues(
    country_job: Job, answered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIEDUI_CROSSCHECK_KEY", KEY)
    tables = {"register": country_job.register, **country_job.lists}
    words = [f"--table={code}={path}" for code, path in tables.items()]
    assert cli.run(["crosscheck-keys", *words, "--out", str(tmp_path / "keyed")]) == 0
    for code, path in tables.items():
        table = pq.read_table(tmp_path / "keyed" / f"{code}.parquet")
        assert not {"id_number", "name", "birth"} & set(table.column_names)
        assert table.num_rows == pq.read_metadata(path).num_rows
    keyed = [
        "crosscheck", "--keyed", "--register", str(tmp_path / "keyed" / "register.parquet"),
        *(f"--dataset={code}={tmp_path / 'keyed' / code}.parquet" for code in country_job.lists),
        "--as-of", country_job.day.isoformat(),
    ]  # fmt: skip
    assert cli.run([*keyed, "--out", str(tmp_path / "out")]) == 0
    assert evidence(tmp_path / "out") == evidence(answered)
    told = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert set(told["clues"]["by_rule"]) == set(RULES)
    assert not told["left_out"]


def test_what_is_not_compared_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIEDUI_CROSSCHECK_KEY", KEY)
    more = {"手机号": "13800000001", "身份证": number(1), "银行卡号": "6222000000000000001"}
    register = write(
        tmp_path / "register.parquet",
        [person(1, name="买买提·艾力", **more), person(2, name="买买提·艾力", **more)],
    )
    words = ["crosscheck-keys", f"--table=register={register}", "--out", str(tmp_path / "keyed")]
    assert cli.run(words) == 0
    rows = pq.read_table(tmp_path / "keyed" / "register.parquet").to_pylist()
    told = str(rows)
    assert not any(secret in told for secret in (*more.values(), "买买提"))
    assert rows[0]["keyed_name"] != rows[1]["keyed_name"], "one name, two people: two hashes"


@pytest.mark.parametrize("way", ["plain", "keyed"])
def test_a_name_differs_by_its_characters_alone(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIEDUI_CROSSCHECK_KEY", KEY)
    pairs = (
        ("张三", " 张\u3000三 "), ("买买提·艾力", "买买提•艾力"), ("李四", "李泗"), ("王五", None),
        ("赵 六", "赵六"), ("阿牛", "阿牛木"),
    )  # fmt: skip
    tables = {
        "register": [person(at, name=one) for at, (one, _) in enumerate(pairs, start=1)],
        "population": [
            {"record": 100 + at, "id_number": number(at), "name": other}
            for at, (_, other) in enumerate(pairs, start=1)
        ],
    }
    for code, rows in tables.items():
        write(tmp_path / f"{code}.parquet", rows)
    folder = tmp_path
    if way == "keyed":
        words = [f"--table={code}={tmp_path / code}.parquet" for code in tables]
        folder = tmp_path / "keyed"
        assert cli.run(["crosscheck-keys", *words, "--out", str(folder)]) == 0
    words = ["crosscheck", "--register", str(folder / "register.parquet")]
    words += [f"--dataset=population={folder / 'population.parquet'}"]
    assert cli.run([*words, "--out", str(tmp_path / "out")]) == 0
    assert clues(tmp_path / "out") == {("D5", "3", "103"), ("D5", "6", "106")}


def test_keyed_tables_without_names_say_why_a_rule_did_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIEDUI_CROSSCHECK_KEY", KEY)
    register = write(tmp_path / "register.parquet", [person(1, name="张三")])
    listed = [{"record": 1, "id_number": number(1)}]
    residents = write(tmp_path / "population.parquet", listed)
    words = [f"--table=register={register}", f"--table=population={residents}"]
    assert cli.run(["crosscheck-keys", *words, "--out", str(tmp_path / "keyed")]) == 0
    words = ["crosscheck", "--register", str(tmp_path / "keyed" / "register.parquet")]
    words += [f"--dataset=population={tmp_path / 'keyed' / 'population.parquet'}"]
    assert cli.run([*words, "--out", str(tmp_path / "out")]) == 0
    told = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    why = {one["rule"]: one["why"] for one in told["left_out"]}
    assert why["D5"] == "a keyed table holds no hashed names"


def test_a_keyed_hash_is_the_kernels_own(tmp_path: Path) -> None:
    register = write(tmp_path / "register.parquet", [person(1), person(2, id_number="无")])
    (tmp_path / "key").write_text(KEY + "\n", encoding="utf-8")
    words = [
        "crosscheck-keys",
        "--table",
        f"register={register}",
        "--key-file",
        str(tmp_path / "key"),
    ]
    assert cli.run([*words, "--out", str(tmp_path / "keyed")]) == 0
    rows = pq.read_table(tmp_path / "keyed" / "register.parquet").to_pylist()
    hashes = {row["record"]: row["keyed"] for row in rows}
    assert hashes == {1: keyed_hash(number(1), key=KEY.encode()), 2: None}


def test_mixed_tables_and_weak_or_missing_keys_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "JIEDUI_CROSSCHECK_KEY" not in os.environ
    register = write(tmp_path / "register.parquet", [person(1)])
    (tmp_path / "key").write_text("short", encoding="utf-8")
    words = ["crosscheck-keys", "--table", f"register={register}", "--out", str(tmp_path / "keyed")]
    assert cli.run(words) == 2
    assert "[KEY_MISSING]" in capsys.readouterr().err
    assert cli.run([*words, "--key-file", str(tmp_path / "key")]) == 2
    assert "found 5 bytes, expected at least 32 bytes" in capsys.readouterr().err
    words = ["crosscheck", "--keyed", "--register", register, "--out", str(tmp_path / "out")]
    assert cli.run(words) == 1
    assert "[NUMBERS_NOT_KEYED]" in capsys.readouterr().err


def test_a_country_is_made_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["synth", "--people", "200", "--seed", "4", "--out", str(tmp_path / "made")]
    assert cli.run(words) == 0
    assert "register" in capsys.readouterr().out
    assert pq.read_metadata(tmp_path / "made" / "register.parquet").num_rows >= 200
    assert cli.run(words) == 2
    assert "[OUT_FILLED]" in capsys.readouterr().err
