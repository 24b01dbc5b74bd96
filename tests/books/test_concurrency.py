"""Several processes at once, and processes killed at any moment: nothing lost, no gap."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from jiedui.access.command import command
from jiedui.access.scope import EVERYWHERE, Actor, Held
from jiedui.books import queries
from jiedui.books.commands import post_entries
from jiedui.books.feed import extend_facts, facts
from jiedui.books.verify import verify_book
from jiedui.kernel.problem import Refused
from tests.books.drafts import aid
from tests.moment import NOW

if TYPE_CHECKING:
    from tests.conftest import Office

REVIEWER = Actor("he", "何", (Held("reviewer", ""),))

POST_MANY = """
import sys
from jiedui.access.scope import Actor, Held
from jiedui.books.commands import post_entries
from jiedui.books.feed import extend_facts
from tests.books.drafts import aid
from tests.moment import NOW
name, rounds, feeds = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "1"
actor = Actor(name, name, (Held("reviewer", ""),))
done = 0
while done < rounds or rounds == 0:
    drafts = [aid(done * 10 + at)._replace(words=f"{name} {done} {at}") for at in range(5)]
    posted = post_entries(drafts, actor=actor, now=NOW, key=f"{name}:{done}")
    done += 1
    print(posted.first, posted.last, flush=True)
    if feeds and done % 3 == 0:
        extend_facts()
"""


def test_four_processes_post_at_once(office: Office) -> None:
    writers = [office.start(POST_MANY, f"w{number}", "25", "1") for number in range(4)]
    outcomes = [writer.communicate(timeout=300) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 4, outcomes
    spans = sorted(
        tuple(map(int, line.split())) for out, _ in outcomes for line in out.splitlines()
    )
    assert spans == [(first, first + 4) for first in range(1, 501, 5)], (
        "no gap, no number twice, batches whole"
    )
    verified = verify_book()
    assert verified.ok, verified.problems
    assert verified.entries == 500
    assert {record.posted_by for record in queries.entries(EVERYWHERE, limit=500)} == {
        "w0",
        "w1",
        "w2",
        "w3",
    }
    assert extend_facts() == 500
    assert verify_book().ok


@pytest.mark.parametrize("seed", range(4))
def test_killed_writers_leave_a_book_that_verifies(office: Office, seed: int) -> None:
    """Writers are killed at varying moments, while posting and while extending the facts."""
    confirmed = 0
    for turn in range(3):
        writer = office.start(POST_MANY, f"k{seed}-{turn}", "0", "1")
        assert writer.stdout is not None
        told = writer.stdout.readline()
        time.sleep(0.01 + 0.037 * seed + 0.021 * turn)
        os.kill(writer.pid, signal.SIGKILL)
        rest, _ = writer.communicate(timeout=60)
        whole = [line for line in (told + rest).splitlines() if len(line.split()) == 2]
        confirmed = max([confirmed, *(int(line.split()[1]) for line in whole)])
        post_entries([aid(1)], actor=REVIEWER, now=NOW)
        verified = verify_book()
        assert verified.ok, verified.problems
        assert verified.entries > confirmed, "what was confirmed is there"
    head = queries.head()
    known = facts()
    assert (known.head.number, known.head.hash) == head, "the tail covers what the parts lack"
    assert known.rows(known.table().select("entry")).num_rows == verify_book().lines
    assert extend_facts() == head.number
    assert verify_book().ok


BULK = """
import sys
from jiedui.access.scope import Actor, Held
from jiedui.books.commands import post_entries
from tests.books.drafts import aid
from tests.moment import NOW
drafts = [aid(at) for at in range(20000)]
print("ready", flush=True)
post_entries(drafts, actor=Actor("he", "he", (Held("reviewer", ""),)), now=NOW)
print("posted", flush=True)
"""


def test_a_bulk_posting_killed_half_way_leaves_nothing(office: Office) -> None:
    post_entries([aid(1)], actor=REVIEWER, now=NOW)
    writer = office.start(BULK)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    time.sleep(0.4)
    os.kill(writer.pid, signal.SIGKILL)
    rest, _ = writer.communicate(timeout=60)
    deadline = time.monotonic() + 60
    while connection.vendor == "postgresql" and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            )
            if cursor.fetchone() == (1,):
                break
        time.sleep(0.05)
    assert rest == "", "killed before it was done; make the bulk larger if this machine is faster"
    assert queries.head().number == 1
    verified = verify_book()
    assert (verified.ok, verified.entries, verified.lines) == (True, 1, 2)
    assert post_entries([aid(2)], actor=REVIEWER, now=NOW).first == 2


HOLD = """
import sys, time
from django.db import connection, transaction
from jiedui.books.writing import locked_state
with transaction.atomic():
    locked_state()
    print("held", flush=True)
    time.sleep(float(sys.argv[1]))
"""


def test_a_lock_held_too_long_is_said_in_a_sentence(office: Office) -> None:
    holder = office.start(HOLD, "60")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA busy_timeout = 200"
            if office.vendor == "sqlite"
            else "SET lock_timeout = '200ms'"
        )
    try:
        with pytest.raises(Refused) as refused:
            post_entries([aid(1)], actor=REVIEWER, now=NOW)
    finally:
        holder.kill()
        holder.communicate()
    assert [problem.code for problem in refused.value.problems] == ["DATABASE_LOCKED"]
    assert "Nothing was written" in str(refused.value)
    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA busy_timeout = 20000"
            if office.vendor == "sqlite"
            else "SET lock_timeout = '20s'"
        )
    assert post_entries([aid(1)], actor=REVIEWER, now=NOW).first == 1


def test_a_short_wait_for_the_lock_is_no_refusal(office: Office) -> None:
    holder = office.start(HOLD, "0.5")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    assert post_entries([aid(1)], actor=REVIEWER, now=NOW).first == 1
    holder.communicate()


@pytest.mark.usefixtures("sqlite_office")
def test_a_full_disk_is_said_in_a_sentence() -> None:
    post_entries([aid(1)], actor=REVIEWER, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(Refused) as refused:
        post_entries([aid(number) for number in range(5000)], actor=REVIEWER, now=NOW)
    assert [problem.code for problem in refused.value.problems] == ["DISK_FULL"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert queries.head().number == 1
    assert post_entries([aid(1)], actor=REVIEWER, now=NOW).first == 2
    assert verify_book().ok


@pytest.mark.usefixtures("office")
def test_a_command_that_fails_leaves_nothing() -> None:
    @command("books.post")
    def post_then_fail(*, actor: Actor, now: object) -> None:
        del now
        post_entries([aid(1)], actor=actor, now=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        post_then_fail(actor=REVIEWER, now=NOW)
    assert queries.head().number == 0
