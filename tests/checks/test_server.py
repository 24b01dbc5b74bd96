"""A table of a real PostgreSQL server as a list: the same clues, read anew whenever it changed."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest

from jiedui import cli
from tests.checks.small import clues, person, write
from tests.checks.test_inputs import CARS, EXPECTED, HEADINGS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres import Cluster

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server(cluster: Cluster) -> str:
    """The address of a database with the cars as text, typed in a schema, and an empty table."""
    address = cluster.create("crosscheck")
    text = ", ".join(f'"{one}" text' for one in HEADINGS)
    with closing(psycopg.connect(address, autocommit=True)) as base:
        base.execute(f"CREATE TABLE cars ({text})")
        with base.cursor() as cursor:
            cursor.executemany("INSERT INTO cars VALUES (%s, %s, %s, %s, %s)", CARS)
        base.execute("CREATE SCHEMA police")
        base.execute(
            "CREATE TABLE police.cars AS SELECT 编号 AS record, 公民身份号码 AS id_number,"
            ' 车辆类型 AS kind, "购置价(万元)"::numeric * 10000 AS amount,'
            " DATE '2019-03-05' AS day"
            " FROM cars WHERE 编号 <= 'a3'"
        )
        base.execute("CREATE TABLE nothing (LIKE cars)")
    return address


def words(folder: Path, table: str, out: str) -> list[str]:
    register = write(folder / "register.parquet", [person(at) for at in range(1, 9)])
    return ["crosscheck", "--register", register, f"--dataset=vehicles={table}", "--as-of",
            "2020-06-30", "--out", str(folder / out), "--json"]  # fmt: skip


@pytest.mark.parametrize("table", ["cars", "public.cars", "police.cars"])
def test_a_table_of_a_server_gives_the_same_clues(
    server: str, table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words(tmp_path, f"{server}#{table}", "out")) == 0
    said = capsys.readouterr()
    told = json.loads(said.out)["inputs"][1]
    assert {one for one in clues(tmp_path / "out") if one[0] in {"V1", "V2"}} == EXPECTED
    assert told["rows"] == (3 if table.startswith("police") else 6)
    assert [len(one) for one in told["sha256"].values()] == [64]
    assert "jiedui@" not in said.out + said.err  # Neither the user nor a password.


def test_a_table_that_changed_is_read_anew(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even where prepared tables are kept: nothing tells from outside that it changed."""
    kept = ["--work", str(tmp_path / "work")]
    assert cli.run([*words(tmp_path, f"{server}#police.cars", "before"), *kept]) == 0
    with closing(psycopg.connect(server, autocommit=True)) as base:
        base.execute("UPDATE police.cars SET amount = 1 WHERE record = 'a1'")
    assert cli.run([*words(tmp_path, f"{server}#police.cars", "after"), *kept]) == 0
    assert cli.run([*words(tmp_path, f"{server}#police.cars", "again"), *kept]) == 0
    assert clues(tmp_path / "after") == clues(tmp_path / "before") - {("V2", "1", "a1")}
    assert clues(tmp_path / "again") == clues(tmp_path / "after")
    assert capsys.readouterr().err.count("preparing vehicles") == 2


@pytest.mark.parametrize(
    ("table", "code", "said"),
    [
        ("#boats", "TABLE_MISSING", "police.cars"),
        ("", "TABLE_MISSING", "public.cars"),
        ("#nowhere.cars", "TABLE_MISSING", "police.cars"),
        ("#nothing", "TABLE_EMPTY", "nothing"),
    ],
)
def test_a_table_that_is_not_there_is_a_sentence(
    server: str,
    table: str,
    code: str,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.run(words(tmp_path, f"{server}{table}", "out")) == 1
    told = capsys.readouterr()
    assert code in told.out + told.err
    assert said in told.out + told.err
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_a_server_that_does_not_answer_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = f"postgresql://jiedui:secret@/x?host={tmp_path}"
    assert cli.run(words(tmp_path, f"{nobody}#cars", "out")) == 1
    told = capsys.readouterr()
    assert "FILE_UNREADABLE" in told.out + told.err
    assert "secret" not in told.out + told.err
