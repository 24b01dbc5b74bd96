"""Backup, restore and move: one file holds everything; either engine takes over from the other."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import connection

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named, log
from jiedui.access.queries import office as own_office
from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries
from jiedui.books.anchor import make_receipt, read_receipt
from jiedui.books.archive import finish_restore, move_database, unpack_backup, write_backup
from jiedui.books.commands import close_period, post_entries, post_reversal, propose_reversal
from jiedui.books.feed import extend_facts
from jiedui.books.verify import verify_book
from jiedui.kernel.problem import Refused
from tests.books.drafts import aid, count
from tests.conftest import Office
from tests.moment import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.postgres import Cluster


@pytest.fixture
def filled(office: Office) -> Office:
    """An office with users, entries, a reversal, a closed year, facts, an upload and a key."""
    return fill(office)


def fill(office: Office) -> Office:
    he = add_user("he", role="reviewer", password=None, now=NOW)
    lin = add_user("lin", role="reviewer", password="long enough indeed 7", now=NOW)
    set_office("310114")
    post_entries(
        [aid(number, "2016")._replace(words="括\t号\\N") for number in range(9)],
        actor=he,
        now=NOW,
        key="batch:1",
    )
    made = propose_reversal(2, actor=he, now=NOW, reason="错")
    post_reversal(made.number, actor=lin, now=NOW.replace(microsecond=123456))
    close_period(NOW.date().replace(year=2015), actor=lin, now=NOW)
    extend_facts()
    post_entries([count(5, "2017")], actor=lin, now=NOW)
    (office.data_dir / "uploads" / "1.bin").write_bytes(b"encrypted")
    (office.data_dir / "vocabulary").mkdir()
    (office.data_dir / "vocabulary" / "own.toml").write_text("# own words")
    (office.data_dir / "thresholds.toml").write_text("# own thresholds")
    make_receipt(now=NOW)
    apps.get_model("publish", "Publication").objects.create(
        number=1,
        report="page",
        owner="310114",
        as_of=NOW.date(),
        known_at=9,
        head="0" * 64,
        title_zh="页",
        title_en="page",
        documents={"b": 1, "a": ["二", {"d": 1.5, "c": None}]},
        changes=[],
        reason="",
        digest="0" * 64,
        proposed_by="he",
        proposed_at=NOW,
    )
    return office


def everything() -> list[object]:
    """What the office knows."""
    return [
        queries.entries(EVERYWHERE, limit=100),
        queries.closed_through(),
        queries.posted_under("batch:1"),
        queries.proposals(EVERYWHERE, open_only=False),
        log(EVERYWHERE),
        actor_named("lin"),
        own_office(),
        list(apps.get_model("publish", "Publication").objects.values()),
    ]


@pytest.mark.usefixtures("filled")
def test_a_backup_restores_everything_into_an_empty_directory(
    tmp_path: Path, opened: Callable[[Office], None]
) -> None:
    before, receipt = everything(), make_receipt(now=NOW)
    made = write_backup(tmp_path / "b.tar", now=NOW)
    assert (made.entries, made.head) == queries.head()
    assert (tmp_path / "b.tar").stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".backup*"))
    target = tmp_path / "restored"
    unpack_backup(tmp_path / "b.tar", target)
    opened(Office(target, ""))
    assert connection.vendor == "sqlite"
    finish_restore()
    verified = verify_book(anchors=[read_receipt(receipt)])
    assert verified.ok, verified.problems
    assert everything() == before
    assert (target / "uploads" / "1.bin").read_bytes() == b"encrypted"
    assert (target / "vocabulary" / "own.toml").read_text() == "# own words"
    assert (target / "thresholds.toml").read_text() == "# own thresholds"
    assert not (target / "backup.json").exists()
    assert (target / "keys" / "receipts.key").stat().st_mode & 0o777 == 0o600
    assert post_entries([aid(1)], actor=actor_named("lin"), now=NOW).first == made.entries + 1


def test_restoring_writes_over_nothing(filled: Office, tmp_path: Path) -> None:
    write_backup(tmp_path / "b.tar", now=NOW)
    with pytest.raises(Refused, match="DATA_DIR_FILLED"):
        unpack_backup(tmp_path / "b.tar", filled.data_dir)
    assert verify_book().ok


KILLED = """
import os, signal, sys
def watch(event, given):
    if event == "os.rename" and str(given[0]).endswith("office"):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
from jiedui.cli import main
main()
"""


@pytest.mark.parametrize("office", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("filled")
def test_a_restore_that_is_killed_leaves_nothing_and_can_be_done_again(tmp_path: Path) -> None:
    made = write_backup(tmp_path / "b.tar", now=NOW)
    target = tmp_path / "restored"
    words = ["restore", str(tmp_path / "b.tar"), "--data-dir", str(target)]
    done = subprocess.run([sys.executable, "-c", KILLED, *words], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not target.exists()
    unpack_backup(tmp_path / "b.tar", target)
    assert (target / "book.sqlite3").exists()
    assert not list(tmp_path.glob(".restore*"))
    assert made.entries == queries.head().number


@pytest.mark.usefixtures("filled")
def test_a_backup_that_was_changed_is_refused_whole(tmp_path: Path) -> None:
    good = tmp_path / "b.tar"
    write_backup(good, now=NOW)
    content = good.read_bytes()
    at = content.index(b"encrypted")
    wrongs = {
        "changed": content[:at] + b"Encrypted" + content[at + 9 :],
        "cut": content[: len(content) // 2],
        "none": b"no tar at all",
        "empty": b"",
    }
    for name, wrong in wrongs.items():
        (tmp_path / name).write_bytes(wrong)
        with pytest.raises(Refused, match="BACKUP_WRONG"):
            unpack_backup(tmp_path / name, tmp_path / "restored")
        assert not (tmp_path / "restored").exists()
    with pytest.raises(Refused, match="BACKUP_WRONG"):
        unpack_backup(tmp_path / "missing", tmp_path / "restored")


def test_a_backup_cannot_write_elsewhere(tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    (tmp_path / "backup.json").write_text(
        json.dumps({"form": "jiedui backup 1", "files": {"../x": "0"}})
    )
    (tmp_path / "x").write_text("x")
    with tarfile.open(evil, "w") as tar:
        tar.add(tmp_path / "backup.json", "backup.json")
        tar.add(tmp_path / "x", "../x")
    with pytest.raises(Refused, match="does not belong in it"):
        unpack_backup(evil, tmp_path / "a" / "restored")


@pytest.mark.usefixtures("filled")
def test_what_a_killed_backup_left_over_goes_with_the_next_one(tmp_path: Path) -> None:
    left = [tmp_path / name for name in (".backup-4194305-a", f".backup-{os.getpid()}-b")]
    for folder in left:
        folder.mkdir()
        (folder / "keys").touch()
    write_backup(tmp_path / "b.tar", now=NOW)
    assert [folder.exists() for folder in left] == [False, True]


@pytest.mark.usefixtures("filled")
def test_a_backup_with_no_room_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="BACKUP_UNWRITTEN"):
        write_backup(tmp_path / "nowhere" / "b.tar", now=NOW)


@pytest.mark.postgres
def test_moving_there_and_back_keeps_every_row(
    sqlite_office: Office, cluster: Cluster, opened: Callable[[Office], None]
) -> None:
    fill(sqlite_office)
    before = everything()
    url = cluster.create("moved_there")
    there = move_database(url)
    assert (there.entries, there.head) == queries.head()
    assert (sqlite_office.data_dir / "database.url").read_text() == url + "\n"
    opened(Office(sqlite_office.data_dir, url))
    assert connection.vendor == "postgresql"
    assert everything() == before
    verified = verify_book()
    assert verified.ok, verified.problems
    post_entries([aid(3)], actor=actor_named("lin"), now=NOW)
    before = everything()
    with pytest.raises(Refused, match="TARGET_FILLED"):
        move_database(url)
    back = move_database("sqlite")
    assert back.entries == there.entries + 1
    assert not (sqlite_office.data_dir / "database.url").exists()
    assert (sqlite_office.data_dir / "book.before-move-1.sqlite3").exists()
    opened(Office(sqlite_office.data_dir, ""))
    assert everything() == before
    assert verify_book().ok
    assert post_entries([aid(3)], actor=actor_named("lin"), now=NOW).first == back.entries + 1
    with connection.cursor() as cursor, pytest.raises(Exception, match="JIEDUI append-only"):
        cursor.execute("DELETE FROM books_entry")


@pytest.mark.postgres
def test_a_move_that_cannot_be_made_changes_nothing(
    sqlite_office: Office, cluster: Cluster
) -> None:
    fill(sqlite_office)
    shutil.copytree(sqlite_office.data_dir, sqlite_office.data_dir.with_name("kept"))
    for target, code in (
        ("mysql://x", "TARGET_UNKNOWN"),
        ("sqlite", "TARGET_SAME"),
        (cluster.url("no_such_database"), "TARGET_UNUSABLE"),
    ):
        with pytest.raises(Refused, match=code):
            move_database(target)
        assert not (sqlite_office.data_dir / "database.url").exists()
    assert verify_book().ok
