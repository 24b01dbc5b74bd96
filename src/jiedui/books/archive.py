"""Backup, restore and move: everything of an office in one file, or its database on another engine.

A backup is a tar file: first `backup.json` (moment, head, hash of every file), then the database as
one SQLite file whatever engine it is kept on, then facts, uploads, keys and the office's own words
and thresholds. Restoring checks every hash before anything is put in place.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from jiedui.access.command import engine_errors, reason_of, refused
from jiedui.access.databases import postgres_database, sqlite_database
from jiedui.books import copying, feed, queries
from jiedui.books.passing import folder_of_its_own
from jiedui.books.rereading import reread
from jiedui.books.verify import address_of
from jiedui.facts.manifest import MANIFEST, read_manifest
from jiedui.kernel import workdays
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.books.rereading import Address
    from jiedui.kernel.problem import Refused

RECORD = "backup.json"
DATABASE = "book.sqlite3"
_FORM = "jiedui backup 1"
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written: its file, the entries in it and the hash of the last one."""

    file: Path
    entries: int
    head: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A move that was made: rows, entries, the head that both ends share, the new place."""

    rows: int
    entries: int
    head: str
    place: str


def write_backup(out: Path, *, now: dt.datetime) -> Backup:
    """Write one file with everything of the office, consistent while people work.

    Raises:
        Refused: The disk took no more, or the file cannot be written there.
    """
    try:
        with folder_of_its_own(".backup-", out.resolve().parent) as folder:
            return _written(out, Path(folder), now)
    except OSError as error:
        raise _unwritten(f"{error.filename or out}: {error.strerror}") from error
    except engine_errors() as error:
        if reason_of(error) != "full":
            raise
        raise _unwritten(f"{out}: no room left") from error


def _unwritten(found: str) -> Refused:
    return refuse(
        "BACKUP_UNWRITTEN",
        found=found,
        expected="a place with room",
        hint="No backup was made; choose another place or make room.",
    )


_OWN_WORDS = ("vocabulary", "thresholds.toml", workdays.FILE)
"""What an office writes into its directory itself: words for reading, thresholds, days off."""


def _written(out: Path, folder: Path, now: dt.datetime) -> Backup:
    keys = ("keys", settings.KEYS_DIR)
    _copy_kept(folder, keys)  # Before and after what they seal: they may be renewed meanwhile.
    _copy_facts(folder / "facts")
    _copy_database(folder / DATABASE)
    own = [(one, Path(settings.DATA_DIR) / one) for one in _OWN_WORDS]
    _copy_kept(folder, ("uploads", settings.UPLOADS_DIR), keys, *own)
    with closing(sqlite3.connect(folder / DATABASE)) as copy:
        row = copy.execute(
            "SELECT number, hash FROM books_entry ORDER BY number DESC LIMIT 1"
        ).fetchone()
    entries, head = row or (0, "")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    record = {
        "form": _FORM,
        "at": now.astimezone(dt.UTC).isoformat(),
        "entries": entries,
        "head": head,
        "files": {path.relative_to(folder).as_posix(): _sha256(path) for path in files},
    }
    fresh = folder / "whole.tar"
    with fresh.open("xb") as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            _add_bytes(tar, RECORD, json.dumps(record, ensure_ascii=False, indent=1).encode())
            for path in files:
                tar.add(path, path.relative_to(folder).as_posix(), filter=_private)
        file.flush()
        os.fsync(file.fileno())
    fresh.chmod(0o600)
    fresh.replace(out)
    return Backup(out, entries, head)


def _copy_kept(folder: Path, *kept: tuple[str, str | Path]) -> None:
    for name, place in kept:
        if Path(place).is_dir():
            shutil.copytree(place, folder / name, dirs_exist_ok=True)
        elif Path(place).is_file():
            shutil.copyfile(place, folder / name)


def _private(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave owner and rights of this machine out."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = _private(tarfile.TarInfo(name))
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


def _copy_facts(folder: Path) -> None:
    """Copy the manifest and the files it names; again where a compaction took one away.

    Facts are copied before the database, so that they never reach further than the book.
    """
    source = Path(settings.FACTS_DIR)
    for attempt in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if not (source / MANIFEST).exists():
            return
        try:
            shutil.copyfile(source / MANIFEST, folder / MANIFEST)
            named = read_manifest(folder)
            for part in (*named.parts, *named.rollups):
                (folder / part.file).parent.mkdir(exist_ok=True)
                shutil.copyfile(source / part.file, folder / part.file)
        except FileNotFoundError:
            if attempt == _TRIES - 1:
                raise
            continue
        return


def _copy_database(file: Path) -> None:
    """Copy the database as it stands at one moment into one SQLite file."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        return
    with copying.opened("backup", sqlite_database(file)) as copy:
        copying.copy_all("backup")
        with copy.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack_backup(backup: Path, data_dir: Path) -> None:
    """Put a backup into an empty data directory, after checking every file in it.

    Raises:
        Refused: The directory is not empty, or the file is no backup, or one that was changed.
    """
    if data_dir.exists() and (not data_dir.is_dir() or any(data_dir.iterdir())):
        raise refuse(
            "DATA_DIR_FILLED",
            found=f"{data_dir}, which is not empty",
            expected="an empty or new directory",
            hint="Restoring never writes over a book; name another directory.",
        )
    data_dir.resolve().parent.mkdir(parents=True, exist_ok=True)
    with folder_of_its_own(".restore-", data_dir.resolve().parent) as folder:
        fresh = Path(folder) / "office"
        fresh.mkdir(mode=0o700)
        try:
            with tarfile.open(backup, "r:") as tar:
                _unpack(tar, fresh)
        except (tarfile.TarError, OSError, ValueError) as error:
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise refused("full") from error
            raise _no_backup(backup, str(error) or type(error).__name__) from error
        if data_dir.exists():
            data_dir.rmdir()
        fresh.rename(data_dir)


def _unpack(tar: tarfile.TarFile, folder: Path) -> None:
    members = iter(tar)
    first = next(members, None)
    opened = tar.extractfile(first) if first is not None and first.name == RECORD else None
    if opened is None:
        raise ValueError(f"it does not begin with {RECORD}")
    content = opened.read()
    record = json.loads(content)
    if not isinstance(record, dict) or record.get("form") != _FORM:
        raise ValueError("it has another form")
    expected: dict[str, str] = dict(record["files"])
    for member in members:
        _unpack_one(tar, member, folder=folder, expected=expected)
    if expected:
        raise ValueError(f"{min(expected)} is missing")
    (folder / RECORD).write_bytes(content)


def _unpack_one(
    tar: tarfile.TarFile, member: tarfile.TarInfo, *, folder: Path, expected: dict[str, str]
) -> None:
    name = PurePosixPath(member.name)
    if (
        not member.isfile()
        or name.is_absolute()
        or ".." in name.parts
        or member.name not in expected
    ):
        raise ValueError(f"{member.name} does not belong in it")
    source = tar.extractfile(member)
    if source is None:
        raise ValueError(f"{member.name} cannot be read")
    target = folder / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        shutil.copyfileobj(source, out)
    if _sha256(target) != expected.pop(member.name):
        raise ValueError(f"{member.name} was changed")


def _no_backup(backup: Path, why: str) -> Refused:
    return refuse(
        "BACKUP_WRONG",
        found=f"{backup}: {why}",
        expected="a file that `jiedui backup` wrote, unchanged",
        hint="Nothing was restored.",
    )


def finish_restore() -> None:
    """Hold the restored book against the head its backup recorded, then bring its facts up to date.

    Raises:
        Refused: The book ends with another entry than the backup says.
    """
    file = Path(settings.DATA_DIR) / RECORD
    record = json.loads(file.read_bytes())
    head = queries.head()
    if (head.number, head.hash if head.number else "") != (record["entries"], record["head"]):
        raise _no_backup(
            file, f"the book ends with entry {head.number}, not with {record['entries']}"
        )
    feed.extend_facts()
    file.unlink()


def move_database(target: str) -> Moved:
    """Move the book to another database, verified at both ends; the old one is left as it was.

    Args:
        target: `postgresql://...` of an empty database, or `sqlite` for the directory's own file.

    Raises:
        Refused: The target is where the book is already, cannot be opened, holds rows, or an end
            does not verify. Nothing is changed.
    """
    if target == "sqlite":
        return _moved_to_file()
    if not target.startswith(("postgresql://", "postgres://")):
        raise refuse(
            "TARGET_UNKNOWN", found=target, expected="postgresql://user@host/name, or sqlite"
        )
    moved = _moved(postgres_database(target), place=target)
    _write_whole(Path(settings.DATABASE_URL_FILE), target + "\n")
    return moved


def _moved_to_file() -> Moved:
    if connection.vendor == "sqlite":
        raise refuse(
            "TARGET_SAME", found="a book already kept on SQLite", expected="a book on a server"
        )
    file = Path(settings.BOOK_FILE)
    fresh = file.with_name("book.moving.sqlite3")
    for path in _with_logs(fresh):
        path.unlink(missing_ok=True)
    moved = _moved(sqlite_database(fresh), place=str(file))
    if file.exists():
        kept = next(name for name in _free_names(file) if not name.exists())
        for old, new in zip(_with_logs(file), _with_logs(kept), strict=True):
            if old.exists():
                old.rename(new)
    fresh.rename(file)
    for path in _with_logs(fresh):
        path.unlink(missing_ok=True)
    Path(settings.DATABASE_URL_FILE).unlink(missing_ok=True)
    return moved


def _with_logs(file: Path) -> list[Path]:
    return [file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))]


def _free_names(file: Path) -> Iterator[Path]:
    number = 1
    while True:
        yield file.with_name(f"book.before-move-{number}.sqlite3")
        number += 1


def _moved(database: dict[str, Any], *, place: str) -> Moved:
    head = queries.head()
    _refuse_broken(
        address_of(connection.settings_dict, connection.vendor), head.number, "the present database"
    )
    try:
        with copying.opened("target", database) as target:
            rows = copying.copy_all("target")
            address = address_of(target.settings_dict, target.vendor)
            with target.cursor() as cursor:
                cursor.execute("SELECT number, hash FROM books_entry ORDER BY number DESC LIMIT 1")
                there = cursor.fetchone() or (0, head.hash)
                if target.vendor == "sqlite":
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except engine_errors() as error:
        raise refuse(
            "TARGET_UNUSABLE",
            found=str(error).strip().splitlines()[0],
            expected="a database that can be written",
            hint="Nothing was changed; look at the address and the server.",
        ) from error
    _refuse_broken(address, int(there[0]), "the new database")
    return Moved(rows, int(there[0]), str(there[1]), place)


def _refuse_broken(address: Address, last: int, where: str) -> None:
    found = reread(address, 1, last) if last else None
    if found is not None and found.breaks:
        first = found.breaks[0]
        raise refuse(
            "BOOK_BROKEN",
            found=f"entry {first.entry} in {where}: {first.found}",
            expected=first.expected,
            hint="Nothing was moved. Run `jiedui verify`.",
        )


def _write_whole(file: Path, text: str) -> None:
    fresh = file.with_name(f".{file.name}")
    fresh.write_text(text, encoding="utf-8")
    fresh.chmod(0o600)
    fresh.replace(file)
