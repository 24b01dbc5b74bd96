"""What every test may stand on: `db` on either engine, and `office`, a data directory of its own.

`office` gives each test a fresh, migrated database with real files and real commits, once on SQLite
and once on PostgreSQL. Tests that use pytest-django's `db` run on SQLite, or with
`--database postgres` on a server that is started for them.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connections

from jiedui import settings as own_settings
from jiedui.access.databases import postgres_database, sqlite_database
from tests.engines import need
from tests.postgres import running_cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_django.fixtures import Settings
    from pytest_django.plugin import DjangoDbBlocker

    from tests.postgres import Cluster

NOW = dt.datetime(2017, 11, 3, 2, 0, tzinfo=dt.UTC)
"""The moment at which tests act."""

_numbers = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--database postgres` run the tests that use `db` on PostgreSQL."""
    parser.addoption("--database", choices=("sqlite", "postgres"), default="sqlite")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of this test run's own."""
    with running_cluster(need("postgres")) as running:
        yield running


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
def sqlite_template(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    """A migrated, empty SQLite database to copy."""
    folder = tmp_path_factory.mktemp("template")
    office = Office(folder, "")
    del django_db_blocker
    _migrate(office)
    return folder / "book.sqlite3"


@pytest.fixture(scope="session")
def postgres_template(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated, empty PostgreSQL database to copy."""
    url = cluster.create("jiedui_template")
    _migrate(Office(tmp_path_factory.mktemp("template"), url))
    return "jiedui_template"


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
    running.run("createdb", "-h", str(running.folder), "-U", "jiedui", "-T", origin, name)
    return Office(folder, running.url(name))


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
