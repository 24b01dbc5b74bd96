"""An office that posted another programme's workbooks: made once, copied for every test."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.exchange.commands import post_batch, receive_file
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Office

NOW = dt.datetime(2019, 7, 1, 2, 0, tzinfo=dt.UTC)
AS_OF = dt.date(2019, 6, 30)
PEOPLE = (
    ("officer", "officer", ""),
    ("reviewer", "reviewer", ""),
    ("second", "reviewer", ""),
    ("viewer", "viewer", ""),
    ("leibo", "officer", other.LEIBO),
)


@pytest.fixture(scope="session")
def posted_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the posted office is kept between tests."""
    return tmp_path_factory.mktemp("posted") / "office"


@pytest.fixture
def posted_office(sqlite_office: Office, posted_folder: Path) -> Iterator[Office]:
    """The office with everything of the other programme posted."""
    cache.clear()
    if posted_folder.exists():
        shutil.copytree(posted_folder, sqlite_office.data_dir, dirs_exist_ok=True)
    else:
        settle(NOW)
        shutil.copytree(sqlite_office.data_dir, posted_folder)
    yield sqlite_office
    cache.clear()


def settle(now: dt.datetime) -> None:
    """Set the office up, add its people, and post the other programme's workbooks."""
    set_office(other.OFFICE)
    for username, role, place in PEOPLE:
        add_user(username, role=role, place=place, password=None, now=now)
    files = {
        "结对.xlsx": other.pairings(),
        "台账.xlsx": other.ledger(),
        "计划.xlsx": other.plan(),
        "捐赠.xlsx": other.gifts(),
        "建档立卡.xlsx": other.stocks(),
    }
    for name, content in files.items():
        received = receive_file(content, name=name, actor=actor_named("officer"), now=now)
        post_batch(received.number, actor=actor_named("reviewer"), now=now, accept_warnings=True)
