"""The register goes with a backup, and from one engine to the other, keys and all."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.books.archive import finish_restore, move_database, unpack_backup, write_backup
from jiedui.registry.privacy import look_at
from jiedui.registry.queries import Days, Filters, households
from tests.registry.conftest import NOW
from tests.registry.lists import LEIBO, number

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Office
    from tests.postgres import Cluster

DAY = dt.date(2019, 3, 5)
DAYS = Days(DAY, DAY)


def test_a_backup_holds_the_register_and_its_keys(register: Office, tmp_path: Path) -> None:
    out = tmp_path / "office.tar"
    write_backup(out, now=NOW)
    connection.close()
    shutil.rmtree(register.data_dir)
    unpack_backup(out, register.data_dir)
    finish_restore()
    assert households(EVERYWHERE, DAYS, Filters(find=number(12))).total == 1
    first = look_at(
        f"{LEIBO}-000001", DAYS, purpose="核实", actor=actor_named("wang"), now=NOW, reveal=True
    )
    assert first.members[0].number == number(11)


@pytest.mark.postgres
def test_a_move_carries_the_register(register: Office, cluster: Cluster) -> None:
    assert register.vendor == "sqlite"
    before = households(EVERYWHERE, DAYS)
    moved = move_database(cluster.create("jiedui_register_moved"))
    assert moved.rows > 30
    assert households(EVERYWHERE, DAYS) == before
