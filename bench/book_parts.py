"""Our side of the book's benchmarks; each part runs in its own process and prints JSON last."""

from __future__ import annotations

import datetime as dt
import json
import resource
import sqlite3
import statistics
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from jiedui.access.scope import Actor, Held  # noqa: E402
from jiedui.books import feed, models, notation, queries, verify, writing  # noqa: E402
from jiedui.books.chain import START, Head, entry_text, hash_of, line_text  # noqa: E402
from jiedui.books.collector import paused  # noqa: E402
from jiedui.books.commands import post_entries  # noqa: E402
from jiedui.books.entry import Dims, EntryDraft, LineDraft  # noqa: E402
from jiedui.kernel.moment import stamp  # noqa: E402

ACTOR = Actor("bench", "bench", (Held("reviewer", ""),))
NOW = dt.datetime(2017, 11, 3, 2, 0, tzinfo=dt.UTC)


def cpu() -> float:
    """Return CPU seconds of this process and its finished children."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (
            resource.getrusage(resource.RUSAGE_SELF),
            resource.getrusage(resource.RUSAGE_CHILDREN),
        )
    )


def drafts(count: int) -> list[EntryDraft]:
    """Return entries of aid money, two lines each, with all their dimensions."""
    found = []
    for number in range(count):
        county = f"5334{number % 40:02d}"
        dims = Dims(
            county,
            f"3101{number % 17:02d}",
            "310114",
            "MUNICIPAL_POOLED",
            "SOCIAL",
            f"{county}/p{number % 3000}",
        )
        day = dt.date(2013 + number % 5, 1 + number % 12, 1 + number % 28)
        lines = tuple(
            LineDraft(
                account, "fen", sign * (number + 1) * 100, 0, 0, 0, 0, "exact", 1, day, day, dims
            )
            for account, sign in (("Place:Contributed", 1), ("Source:Aid", -1))
        )
        found.append(EntryDraft("aid", day, day, f"aid {number}", lines))
    return found


def balances_sql() -> dict[str, str]:
    """Return the balance of every account from the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT account, sum(amount) FROM books_line GROUP BY account")
        return {
            account: f"{Decimal(int(amount)) / 100:.2f}" for account, amount in cursor.fetchall()
        }


def balances_facts() -> dict[str, str]:
    """Return the balance of every account from the facts."""
    known = feed.facts()
    table = known.table()
    rows = known.rows(table.group_by("account").aggregate(amount=table.amount.sum())).to_pylist()
    return {row["account"]: f"{Decimal(int(row['amount'])) / 100:.2f}" for row in rows}


def part_import(journal: str) -> dict[str, Any]:
    """Read a journal, post it, balance it."""
    marks = [(time.perf_counter(), cpu())]
    with paused():
        entries = notation.read(Path(journal).read_text(encoding="utf-8"))
        marks.append((time.perf_counter(), cpu()))
        post_entries(entries, actor=ACTOR, now=NOW)
        marks.append((time.perf_counter(), cpu()))
        balances = balances_sql()
        marks.append((time.perf_counter(), cpu()))
    del entries
    feed.extend_facts()
    assert balances_facts() == balances  # noqa: S101
    later, later_sql = [], []
    for _ in range(7):
        start = time.perf_counter()
        balances_facts()
        middle = time.perf_counter()
        balances_sql()
        later.append(middle - start)
        later_sql.append(time.perf_counter() - middle)
    names = ("read", "post", "balance")
    parts = {
        name: f"{after[0] - before[0]:.2f} s (CPU {after[1] - before[1]:.2f})"
        for name, before, after in zip(names, marks, marks[1:], strict=False)
    }
    return {
        "wall": marks[-1][0] - marks[0][0],
        "cpu": marks[-1][1] - marks[0][1],
        "balances": balances,
        "parts": parts,
        "later": sorted(later)[3],
        "later_sql": sorted(later_sql)[3],
    }


def part_bulk() -> dict[str, Any]:
    """Post 50,000 entries; then the same rows by bulk_create into the same tables, made anew."""
    count = 50_000
    entries = drafts(count)
    start = cpu()
    posted = post_entries(entries, actor=ACTOR, now=NOW)
    mine = cpu() - start
    ours_rows = list(
        models.Line.objects.order_by("entry_id", "line").values_list(
            "entry_id", "line", "amount", "project"
        )
    )
    if connection.vendor == "sqlite":
        connection.close()
        file = Path(connection.settings_dict["NAME"])
        for path in file.parent.glob(file.name + "*"):
            path.unlink()
    call_command("migrate", verbosity=0, skip_checks=True)
    start = cpu()
    with transaction.atomic():
        _bulk_create(entries)
    django_cpu = cpu() - start
    theirs = list(
        models.Line.objects.order_by("entry_id", "line").values_list(
            "entry_id", "line", "amount", "project"
        )
    )
    assert theirs == ours_rows  # noqa: S101
    assert queries.head() == Head(posted.last, posted.hash)  # noqa: S101
    return {"ours": mine, "django": django_cpu, "entries": count}


def _bulk_create(entries: list[EntryDraft]) -> None:
    """Do as a plain application would: objects and bulk_create, same hashes, no validation."""
    link = START.hash
    rows, lines = [], []
    for number, draft in enumerate(entries, 1):
        own = entry_text(number, draft, posted_by=ACTOR.username, posted_at=stamp(NOW))
        texts = "".join(line_text(number, at, one) + "\n" for at, one in enumerate(draft.lines, 1))
        digest = hash_of(link, f"{own}\n{texts}")
        rows.append(
            models.Entry(
                number=number,
                kind=draft.kind,
                starts=draft.starts,
                ends=draft.ends,
                words=draft.words,
                document="",
                evidence="",
                source="",
                pairing="",
                posted_by=ACTOR.username,
                posted_at=NOW,
                previous=link,
                hash=digest,
            )
        )
        lines += [_line_object(number, at, one) for at, one in enumerate(draft.lines, 1)]
        link = digest
    models.Line.objects.bulk_create(lines)
    models.Entry.objects.bulk_create(rows)


def _line_object(number: int, at: int, one: LineDraft) -> models.Line:
    return models.Line(
        entry_id=number,
        line=at,
        side="actual",
        account=one.account,
        unit=one.unit,
        amount=one.amount,
        low_delta=0,
        high_delta=0,
        low_open=0,
        high_open=0,
        wording="exact",
        sense=1,
        starts=one.starts,
        ends=one.ends,
        itemised=1,
        overlap="counted",
        cell="",
        **one.dims._asdict(),
    )


def part_single() -> dict[str, Any]:
    """Post one at a time, and the same rows through bare sqlite3 with the same triggers.

    The two take short turns, and the ratio is the median of what each pair of turns shows: what
    else the machine does then weighs on both sides alike.
    """
    rounds, each = 60, 40
    entries = drafts(rounds * each)
    file = Path(connection.settings_dict["NAME"])
    twin = file.with_name("twin.sqlite3")
    connection.close()
    with sqlite3.connect(file) as source, sqlite3.connect(twin) as target:
        source.backup(target)
    raw = sqlite3.connect(twin, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32768"):
        raw.execute(f"PRAGMA {pragma}")
    pairs: list[tuple[float, float]] = []
    for turn in range(rounds):
        chunk = entries[turn * each : (turn + 1) * each]
        before = queries.head()
        start = time.perf_counter()
        for draft in chunk:
            post_entries([draft], actor=ACTOR, now=NOW)
        mine = time.perf_counter() - start
        rows = _premade(chunk, before)
        start = time.perf_counter()
        _raw(raw, rows)
        pairs.append((mine, time.perf_counter() - start))
    raw_head = raw.execute("SELECT number, hash FROM books_entry ORDER BY number DESC").fetchone()
    assert raw_head == queries.head()  # noqa: S101
    mine, theirs = (each / statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(theirs / mine for mine, theirs in pairs)
    return {"ours": mine, "raw": theirs, "ratio": ratio}


Premade = tuple[list[tuple[str, list[Any]]], tuple[str, Any], tuple[Any, ...]]
"""Statements with the lines each takes, the entry's statement and row, the log's row."""


def _premade(chunk: list[EntryDraft], head: Head) -> list[Premade]:
    """Return the statements and rows of posting, ready made."""
    found: list[Premade] = []
    link, number, moment = head.hash, head.number, stamp(NOW)
    for draft in chunk:
        number += 1
        page = writing.Page(ACTOR.username, moment)
        link = page.add(number, draft, link)
        log = (moment, ACTOR.username, "books.post", f"entries {number}-{number}")
        found.append((list(page.lines.items()), page.entries[0], log))
    return found


def _raw(raw: sqlite3.Connection, rows: list[Premade]) -> None:
    for lines, (sql, entry), log in rows:
        raw.execute("BEGIN IMMEDIATE")
        for line_sql, bound in lines:
            raw.executemany(line_sql, bound)
        raw.execute(sql, entry)
        raw.execute(
            "INSERT INTO access_actionlog (at, actor, permission, subject) VALUES (?, ?, ?, ?)", log
        )
        raw.execute("COMMIT")


def part_verify() -> dict[str, Any]:
    """Fill a book of 400,000 lines and verify it three times; the fastest counts."""
    entries = drafts(200_000)
    start = time.perf_counter()
    post_entries(entries, actor=ACTOR, now=NOW)
    post = time.perf_counter() - start
    del entries
    best: dict[str, Any] = {"wall": float("inf")}
    for _ in range(3):
        before, start = cpu(), time.perf_counter()
        found = verify.verify_book()
        wall = time.perf_counter() - start
        assert found.ok, found.problems  # noqa: S101
        assert found.entries == 200_000  # noqa: S101
        if wall < best["wall"]:
            best = {"wall": wall, "cpu": cpu() - before, "lines": found.lines}
    start = time.perf_counter()
    feed.extend_facts()
    fed = time.perf_counter() - start
    start = time.perf_counter()
    assert verify.verify_book().ok  # noqa: S101
    return {**best, "post": post, "feed": fed, "facts": time.perf_counter() - start - best["wall"]}


PARTS = {"import": part_import, "bulk": part_bulk, "single": part_single, "verify": part_verify}


def main() -> None:
    """Prepare the data directory, run a part, print what it measured."""
    call_command("migrate", verbosity=0, skip_checks=True)
    json.dump(PARTS[sys.argv[1]](*sys.argv[2:]), sys.stdout)  # type: ignore[operator]
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
