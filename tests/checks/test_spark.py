"""The same cross-check on a real Spark: a master with two workers here, the same clues.

Eight lists take every way there is: rows and sums, who is absent, called otherwise or changed,
named and nameless, people in and outside the register, each kind of condition. Spark plans each
list for seconds, however few its rows.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import socket
import subprocess
import time
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiedui.checks.rules import RULES
from jiedui.checks.run import Job, crosscheck
from jiedui.checks.synth.lists import AS_OF
from jiedui.checks.synth.write import write_country
from tests.checks.small import clues
from tests.cli.terminal import JIEDUI
from tests.engines import pyspark_home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.spark

SUBMIT = (
    "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN"
    " --conf spark.executor.memory=600m pyspark-shell"
)
ASKED = (
    "vehicles", "deposits", "deaths", "hospital", "severe_illness", "absences", "population",
    "household_changes",
)  # fmt: skip
PEOPLE, SEED = 800, 9
SMALL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Compiling dwarfs so few rows."""


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Spark master with two workers, started for these tests."""
    home = pyspark_home()
    assert home is not None
    folder = tmp_path_factory.mktemp("spark")
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "JAVA_TOOL_OPTIONS": SMALL,  # the executors have it from their workers
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "400m",
    }
    deploy = "org.apache.spark.deploy"
    ours = ["--host", "127.0.0.1", "--webui-port", "0"]
    worker = ["--cores", "1", "--memory", "800m", "--work-dir", str(folder / "work")]
    words = [[f"{deploy}.master.Master", *ours, "--port", str(port)]]
    words += [[f"{deploy}.worker.Worker", *ours, *worker, address]] * 2
    with contextlib.ExitStack() as stack:
        logs = []
        for at, one in enumerate(words):
            logs.append(folder / f"{at}.log")
            opened = stack.enter_context(logs[-1].open("w"))
            running = stack.enter_context(
                subprocess.Popen(
                    [home / "bin" / "spark-class", *one],
                    env=environment,
                    stdout=opened,
                    stderr=subprocess.STDOUT,
                )
            )
            stack.callback(running.terminate)
        _wait_for(logs[0], "Registering worker", times=2)
        yield address


def _wait_for(log: Path, words: str, *, times: int) -> None:
    for _ in range(600):
        if log.read_text("utf-8").count(words) >= times:
            return
        time.sleep(0.2)
    pytest.fail(f"{words!r} did not come {times} times:\n{log.read_text('utf-8')[-2000:]}")


def slip(country: Path) -> None:
    """Let people stand in the deaths with a digit wrong, and one without a number."""
    register = pq.read_table(country / "register.parquet").slice(0, 40).to_pylist()
    people = [row for row in register if row["id_number"] and len(row["id_number"]) == 18][:3]
    deaths = pq.read_table(country / "deaths.parquet")
    more = [
        {**row, "record": 10_000 + at, "id_number": number and number[:9] + "1" + number[10:],
         "day": dt.date(2020, 1, 1)}
        for at, row in enumerate(people)
        for number in [row["id_number"] if at else None]
    ]  # fmt: skip
    added = pa.Table.from_pylist(more, schema=deaths.schema)
    pq.write_table(pa.concat_tables([deaths, added]), country / "deaths.parquet")


def truths(country: Path) -> set[tuple[str, str, str]]:
    """What is planted for the lists that are asked."""
    rows = pq.read_table(country / "truth.parquet").to_pylist()
    return {
        (row["rule"], row["record"], row["source"])
        for row in rows
        if RULES[row["rule"]].data in {"", *ASKED}
    }


def test_a_cluster_gives_the_same_set_of_clues(master: str, tmp_path: Path) -> None:
    country = tmp_path / "country"
    write_country(PEOPLE, country, seed=SEED)
    slip(country)
    lists = {code: str(country / f"{code}.parquet") for code in ASKED}
    job = Job(
        str(country / "register.parquet"), lists, list(RULES.values()), AS_OF, tmp_path / "duckdb"
    )
    manifest = crosscheck(job)
    words = [f"--dataset={code}={path}" for code, path in lists.items()]
    here = tmp_path / "here"
    here.mkdir()
    done = subprocess.run(
        [
            JIEDUI, "crosscheck", "--register", job.register, *words, "--as-of", AS_OF.isoformat(),
            "--engine", "spark", "--spark-master", master, "--out", str(tmp_path / "spark"),
            "--json",
        ],
        env={**os.environ, "PYSPARK_SUBMIT_ARGS": SUBMIT, "JAVA_TOOL_OPTIONS": SMALL},
        capture_output=True, text=True, check=False, cwd=here,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert list(here.iterdir()) == [], "Spark leaves nothing where it was called"
    told = json.loads(done.stdout)
    assert told["engine"] == "spark"
    assert told["clues"] == manifest["clues"]
    assert len(told["clues"]["by_rule"]) >= 12
    assert told["near_matches"] >= 3
    near = [(tmp_path / engine / "near.csv").read_bytes() for engine in ("spark", "duckdb")]
    assert near[0] == near[1]
    assert clues(tmp_path / "spark") == clues(tmp_path / "duckdb") == truths(country)
    for one, other in zip(told["inputs"], manifest["inputs"], strict=True):
        assert one == other
