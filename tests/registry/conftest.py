"""An office whose register holds one posted list; made once, copied for every test."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.exchange.commands import post_batch, receive_file
from tests.registry.lists import LEIBO, MEIGU, listed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Office

NOW = dt.datetime(2019, 3, 5, 2, 0, tzinfo=dt.UTC)
PEOPLE = (
    ("wang", "officer", ""),
    ("zhao", "reviewer", ""),
    ("qian", "reviewer", ""),
    ("admin", "administrator", ""),
    ("viewer", "viewer", ""),
    ("auditor", "auditor", ""),
    ("leibo", "officer", LEIBO),
    ("meigu", "reviewer", MEIGU),
    ("town", "officer", f"{LEIBO}:锦城镇"),
    ("village", "officer", f"{LEIBO}:黄琅镇:海子村"),
)


def settle() -> None:
    """Set the office up, add its people, post the list."""
    set_office("440606")
    for username, role, place in PEOPLE:
        add_user(username, role=role, place=place, password=None, now=NOW)
    post_list(listed())


def post_list(content: bytes, *, now: dt.datetime = NOW, name: str = "名单.xlsx") -> int:
    """Receive a list by one person and post it by another; return how many were touched."""
    received = receive_file(content, name=name, actor=actor_named("wang"), now=now)
    posted = post_batch(received.number, actor=actor_named("zhao"), now=now, accept_warnings=True)
    return posted.recorded


@pytest.fixture(scope="session")
def kept_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the settled office is kept between tests."""
    return tmp_path_factory.mktemp("registry") / "office"


@pytest.fixture
def register(sqlite_office: Office, kept_folder: Path) -> Office:
    """An office on SQLite whose register holds the list."""
    if kept_folder.exists():
        shutil.copytree(kept_folder, sqlite_office.data_dir, dirs_exist_ok=True)
    else:
        settle()
        shutil.copytree(sqlite_office.data_dir, kept_folder)
    return sqlite_office
