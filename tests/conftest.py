"""What every test may stand on: `db` on either engine, and `office`, a data directory of its own.

`office` gives each test a fresh, migrated database with real files and real commits, once on SQLite
and once on PostgreSQL. Tests that use pytest-django's `db` run on SQLite, or with
`--database postgres` on a server that is started for them.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections
from hypothesis import settings as examples
from pytest_django.fixtures import django_db_setup as migrated_here  # noqa: F401  A fixture.

from jiedui import settings as own_settings
from jiedui.access.databases import postgres_database, sqlite_database
from tests.engines import need
from tests.postgres import running_cluster
from tests.serving import started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from pytest_django.fixtures import Settings
    from pytest_django.plugin import DjangoDbBlocker

    from tests.postgres import Cluster

examples.register_profile("same", derandomize=True)
examples.load_profile("same")  # Each run tries the same examples; `make fuzz` tries new ones.

_numbers = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--database postgres` run the tests that use `db` on PostgreSQL."""
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite")


def pytest_collection_finish() -> None:
    """Let the collector of garbage leave alone what stays anyway, and come more seldom."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Hash invented people's passwords by argon2 at its least cost: many tests add people."""
    with pytest.MonkeyPatch.context() as patch:
        for name, least in {"time_cost": 1, "memory_cost": 8, "parallelism": 1}.items():
            patch.setattr(Argon2PasswordHasher, name, least)
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The database of `db`: on SQLite a copy of the migrated one, in memory; else migrated here."""
    if request.config.getoption("--database") == "postgres":
        yield request.getfixturevalue("migrated_here")
        return
    template: Path = request.getfixturevalue("sqlite_template")
    _point_at(sqlite_database(":memory:"))
    with django_db_blocker.unblock():
        connections["default"].ensure_connection()
        with contextlib.closing(sqlite3.connect(template)) as filled:
            filled.backup(connections["default"].connection)
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of this test run's own."""
    with running_cluster(need("postgres")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser for the tests of one file, started once; each opens and loses its own windows."""
    fonts = tmp_path_factory.getbasetemp() / "browser-fonts"
    fonts.mkdir(exist_ok=True)
    with started(fonts) as browser:
        yield browser


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Point `db` at PostgreSQL when the run asks for it."""
    if request.config.getoption("--database") == "postgres":
        running: Cluster = request.getfixturevalue("cluster")
        _point_at(postgres_database(running.url("jiedui")))


def _point_at(database: dict[str, Any]) -> None:
    """Make another database Django's default one."""
    connections.settings["default"] = connections.configure_settings({"default": database})[
        "default"
    ]
    with contextlib.suppress(AttributeError):
        del connections["default"]


@dataclass(frozen=True)
class Office:
    """A data directory with its own database.

    Attributes:
        data_dir: The directory.
        url: URL of the PostgreSQL database; "" on SQLite.
    """

    data_dir: Path
    url: str

    @property
    def vendor(self) -> str:
        """The engine's name as Django has it."""
        return "postgresql" if self.url else "sqlite"

    def environment(self) -> dict[str, str]:
        """The environment in which another process opens the same office."""
        return {
            **os.environ,
            "JIEDUI_DATA_DIR": str(self.data_dir),
            "JIEDUI_DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "jiedui.settings",
        }

    def start(self, script: str, *arguments: str) -> subprocess.Popen[str]:
        """Start a Python script on this office in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-c", "import django; django.setup()\n" + script, *arguments],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(scope="session")
def once(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, Callable[[Path], None]], Path]:
    """Give the path of a file that the first worker to ask makes, for all of this run."""
    folder = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        folder = folder.parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        path = folder / name
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                make(path)
        return path

    return made


@pytest.fixture(scope="session")
def sqlite_template(
    once: Callable[[str, Callable[[Path], None]], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A migrated, empty SQLite database to copy."""

    def make(path: Path) -> None:
        folder = tmp_path_factory.mktemp("template")
        _migrate(Office(folder, ""))
        shutil.copyfile(folder / "book.sqlite3", path)

    return once("template.sqlite3", make)


@pytest.fixture(scope="session")
def postgres_template(
    cluster: Cluster,
    once: Callable[[str, Callable[[Path], None]], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """The name of a migrated, empty PostgreSQL database to copy."""
    name = "jiedui_template"
    url = cluster.create(name)

    def make(path: Path) -> None:
        _migrate(Office(tmp_path_factory.mktemp("template"), url))
        path.write_text(cluster.run("pg_dump", *cluster.at(name)), encoding="utf-8")

    dumped = once("template.sql", make).read_text(encoding="utf-8")
    if (
        cluster.run(
            "psql",
            *cluster.at(name),
            "-Atc",
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'",
        ).strip()
        == "0"
    ):
        cluster.run("psql", *cluster.at(name), "-q", "-v", "ON_ERROR_STOP=1", told=dumped)
    return name


def _migrate(office: Office) -> None:
    """Migrate in a process of its own, as an office does."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--skip-checks", "--verbosity", "0"],
        env=office.environment(), check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def office(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    settings: Settings,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Office]:
    """An office of its own for this test, on each engine: real files, real commits."""
    own_settings.make_folders(tmp_path / "office")
    made = _made(request, tmp_path / "office")
    yield from _opened(made, settings, django_db_blocker)


@pytest.fixture
def sqlite_office(
    tmp_path: Path,
    sqlite_template: Path,
    settings: Settings,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Office]:
    """An office of its own on SQLite only."""
    folder = tmp_path / "office"
    own_settings.make_folders(folder)
    shutil.copyfile(sqlite_template, folder / "book.sqlite3")
    yield from _opened(Office(folder, ""), settings, django_db_blocker)


@pytest.fixture(scope="session")
def settled_at(
    once: Callable[[str, Callable[[Path], None]], Path],
) -> Callable[[Office, str, Callable[[], None]], None]:
    """Bring the office that is open, on SQLite, to a state that is made once in all of this run."""

    def brought(opened: Office, name: str, settle: Callable[[], None]) -> None:
        here = []

        def make(path: Path) -> None:
            settle()
            connections["default"].close()
            part = path.with_name(f"{name}.part")
            shutil.copytree(opened.data_dir, part)
            here.append(part.rename(path))

        kept = once(name, make)
        if not here:
            connections["default"].close()
            shutil.copytree(kept, opened.data_dir, dirs_exist_ok=True)

    return brought


@pytest.fixture
def settled(
    sqlite_office: Office, settled_at: Callable[[Office, str, Callable[[], None]], None]
) -> Callable[[str, Callable[[], None]], None]:
    """Bring the office to a state that the first test to ask for it makes, for all of this run."""
    return partial(settled_at, sqlite_office)


@pytest.fixture
def opened(settings: Settings) -> Callable[[Office], None]:
    """Go over to another office within a test; the test's own is put back at its end."""

    def go(other: Office) -> None:
        connections["default"].close()
        for name, value in _places(other.data_dir).items():
            setattr(settings, name, value)
        _point_at(database_of(other))

    return go


def _made(request: pytest.FixtureRequest, folder: Path) -> Office:
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copyfile(template, folder / "book.sqlite3")
        return Office(folder, "")
    running: Cluster = request.getfixturevalue("cluster")
    origin: str = request.getfixturevalue("postgres_template")
    name = f"office_{next(_numbers)}"
    return Office(folder, running.create(name, like=origin))


def _opened(
    made: Office, settings: Settings, django_db_blocker: DjangoDbBlocker
) -> Iterator[Office]:
    """Open an office in this process, and put everything back afterwards."""
    for name, value in _places(made.data_dir).items():
        setattr(settings, name, value)
    before = connections.settings["default"]
    with django_db_blocker.unblock():
        held = connections["default"]
        _point_at(database_of(made))
        try:
            yield made
        finally:
            connections["default"].close()
            connections.settings["default"] = before
            connections["default"] = held


def _places(folder: Path) -> dict[str, Path]:
    return {
        "DATA_DIR": folder,
        "KEYS_DIR": folder / "keys",
        "FACTS_DIR": folder / "facts",
        "UPLOADS_DIR": folder / "uploads",
        "BOOK_FILE": folder / "book.sqlite3",
        "DATABASE_URL_FILE": folder / "database.url",
    }


def database_of(made: Office) -> dict[str, Any]:
    """Return Django's settings for an office's database."""
    if made.url:
        return postgres_database(made.url)
    return sqlite_database(made.data_dir / "book.sqlite3")
