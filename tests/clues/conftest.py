"""A county's list came in as a workbook, lists of other departments were compared with it."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from jiedui.access.commands import add_user
from jiedui.access.queries import actor_named
from jiedui.checks.rules import RULES
from jiedui.checks.run import Job, crosscheck
from jiedui.registry.exporting import export_register
from jiedui.registry.queries import Days
from tests.registry.conftest import settle
from tests.registry.lists import LEIBO, ROWS, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Office

NOW = dt.datetime(2020, 3, 2, 2, 0, tzinfo=dt.UTC)
DAY = dt.date(2020, 3, 1)
CARS = (
    (number(11), "车架A0001", "小型客车", "52000", "2019-06-01"),
    (number(11), "车架A0002", "货车", "81000", "2019-08-01"),
    (number(13), "车架B0001", "小型客车", "45000", "2018-02-01"),
)
DEAD = ((number(12), "亡000001", "病故", "2019-12-24"),)
ILL = ((number(77), "医900001", "肺癌丙类", "2020-01-05"),)
MORE = (
    ("zhou", "reviewer", LEIBO),
    ("lin", "officer", f"{LEIBO}:锦城镇"),
)
SECRETS = (
    *(str(row[0]) for row in ROWS), *(str(row[1]) for row in ROWS),
    number(77), "车架A0001", "车架A0002", "车架B0001", "亡000001", "医900001", "肺癌丙类",
)  # fmt: skip
"""Words that stand nowhere unsealed."""


def write_list(path: Path, heads: str, rows: tuple[tuple[str, ...], ...]) -> str:
    """Write a department's list as CSV and return its name."""
    with path.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened)
        table.writerow(heads.split())
        table.writerows(rows)
    return str(path)


def compare(
    folder: Path, cars: tuple[tuple[str, ...], ...], *, out: str, reveal: bool = False
) -> Path:
    """Export the register, compare it with lists and return the directory of clues."""
    zhao = actor_named("zhao")
    days = Days(DAY, DAY)
    made = export_register(days, form="parquet", purpose="数据比对", actor=zhao, now=NOW)
    (folder / "register.parquet").write_bytes(made.content)
    lists = {
        "vehicles": write_list(folder / "cars.csv", "id_number record kind amount day", cars),
        "deaths": write_list(folder / "dead.csv", "id_number record kind day", DEAD),
        "severe_illness": write_list(folder / "ill.csv", "id_number record kind day", ILL),
    }
    rules = [RULES[code] for code in ("V1", "D1", "N2")]
    job = Job(
        str(folder / "register.parquet"), lists, rules, DAY, folder / out, reveal=reveal,
        memory_mb=600,
    )  # fmt: skip
    crosscheck(job)
    return folder / out


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the office and the run are kept between tests."""
    return tmp_path_factory.mktemp("clues")


@pytest.fixture
def county(sqlite_office: Office, compared: Path) -> Iterator[Office]:
    """An office whose register holds the list; the runs lie in `compared`."""
    cache.clear()
    kept = compared / "office"
    if kept.exists():
        shutil.copytree(kept, sqlite_office.data_dir, dirs_exist_ok=True)
    else:
        settle()
        for username, role, place in MORE:
            add_user(username, role=role, place=place, password=None, now=NOW)
        shutil.copytree(sqlite_office.data_dir, kept)
        compare(compared, CARS, out="first")
    yield sqlite_office
    cache.clear()


@pytest.fixture
def run(county: Office, compared: Path) -> Path:
    """The directory of the first run."""
    assert county.vendor == "sqlite"
    return compared / "first"


@pytest.fixture
def again(county: Office, compared: Path) -> Callable[..., Path]:
    """Compare once more, with other cars."""
    assert county.vendor == "sqlite"

    def go(*cars: tuple[str, ...], out: str = "again", reveal: bool = False) -> Path:
        folder = compared / out
        if not (folder / "out").exists():
            folder.mkdir(exist_ok=True)
            compare(folder, cars, out="out", reveal=reveal)
        return folder / "out"

    return go
