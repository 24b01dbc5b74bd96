"""The folder of facts: what is appended stays, what a crash leaves over does not count."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import multiprocessing
import os
import random
import signal
import sys
import time
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from jiedui.facts.backend import DUCKDB
from jiedui.facts.manifest import MANIFEST, Total, read_manifest, write_manifest
from jiedui.facts.store import SCHEMA, Head, Store, lines_table
from jiedui.facts.tables import LINES
from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import Wording, said
from tests.facts.grown import FULL, grown, head_at, lines, stored
from tests.figures.book import aid, reversal, row

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from jiedui.books.entry import EntryDraft
    from jiedui.facts.snapshot import Facts


def _parquet(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.parquet")} | {
        path.name for path in folder.glob(".*.parquet")
    }


def _codes(store: Store) -> list[str]:
    return [problem.code for problem in store.verify()]


def test_the_columns_are_those_declared(tmp_path: Path) -> None:
    declared = [(column.name, column.type) for column in LINES]
    assert [(one.name, str(one.type).removesuffix("[day]")) for one in SCHEMA] == declared
    store = grown(tmp_path, 12)
    for part in store.manifest().parts:
        assert pq.read_schema(tmp_path / part.file).equals(SCHEMA)


def test_what_is_appended_is_there_again(tmp_path: Path) -> None:
    store = grown(tmp_path, 3, 4, 40)
    assert stored(store).equals(lines(1, 40))
    assert store.manifest().head == head_at(40)
    assert store.verify() == []


def test_the_manifest_carries_hashes_and_control_totals(tmp_path: Path) -> None:
    manifest = grown(tmp_path, 10, 44).manifest()
    for part in manifest.parts:
        content = (tmp_path / part.file).read_bytes()
        assert part.sha256 == hashlib.sha256(content).hexdigest()
    rows = lines(1, 44).to_pylist()
    totals: dict[tuple[str, str], Total] = {}
    for one in rows:
        key = one["account"], one["unit"]
        more = Total(1, one["amount"], one["low_delta"], one["high_delta"])
        totals[key] = totals.get(key, Total()) + more
    assert dict(manifest.totals) == totals
    assert max(total.amount for total in totals.values()) > 2**63
    assert manifest.rows == len(rows)
    assert read_manifest(tmp_path) == manifest


def test_an_empty_folder_has_no_lines(tmp_path: Path) -> None:
    store = Store(tmp_path / "facts")
    facts = store.open()
    assert facts.known_at == 0
    assert facts.rows(facts.table()).num_rows == 0
    assert store.verify() == []


def test_entries_offered_again_are_left_out(tmp_path: Path) -> None:
    store = grown(tmp_path, 6)
    before = store.manifest()
    assert store.append(lines(2, 5), head=head_at(5)) == before
    store.append(lines(1, 9), head=head_at(9))
    assert stored(store).equals(lines(1, 9))


@pytest.mark.parametrize(("first", "last"), [(8, 9), (7, 9)])
def test_a_gap_is_refused_and_nothing_changes(tmp_path: Path, first: int, last: int) -> None:
    store = grown(tmp_path, 6)
    before = store.manifest()
    offered = lines(first, last)
    if first == 7:
        offered = offered.filter(pc.not_equal(offered["entry"], 8))
    with pytest.raises(Refused) as refused:
        store.append(offered, head=head_at(last))
    assert refused.value.problems[0].code == "FACTS_GAP"
    assert Store(tmp_path).manifest() == before
    assert store.verify() == []


@pytest.mark.parametrize("copy", [False, True])
@pytest.mark.parametrize("covered", [0, 1, 13, 30])
def test_parts_and_tail_together_are_the_whole(tmp_path: Path, covered: int, *, copy: bool) -> None:
    store = grown(tmp_path, covered) if covered else Store(tmp_path)
    tail = lines(max(covered - 3, 1), 30)
    facts = store.open(tail=tail, head=head_at(30), copy=copy)
    table = facts.table()
    assert facts.head == head_at(30)
    assert facts.rows(table.order_by("entry", "line")).equals(lines(1, 30))


def test_a_copy_in_memory_grows_with_the_parts(tmp_path: Path) -> None:
    store = grown(tmp_path, 10)
    first = store.open(copy=True)
    store.append(lines(11, 25), head=head_at(25))
    second = store.open(copy=True)
    for facts, last in ((first, 10), (second, 25)):
        table = facts.table()
        assert facts.rows(table.order_by("entry", "line")).equals(lines(1, last))


def test_sums_are_exact_beyond_floats_and_fail_beyond_their_width(tmp_path: Path) -> None:
    drafts = [aid(2**53 + 1, "2017", FULL), aid(2**53, "2017", FULL)]
    facts = _opened(tmp_path / "one", drafts)
    table = facts.table()
    place = table.filter(table.account == "Place:Contributed")
    assert facts.rows(place.aggregate(n=place.amount.sum())).to_pylist() == [{"n": 2**54 + 1}]
    facts = _opened(tmp_path / "other", [aid(2**62, "2017", FULL), aid(2**62, "2017", FULL)])
    table = facts.table()
    place = table.filter(table.account == "Place:Contributed")
    with pytest.raises(pa.ArrowInvalid):
        facts.rows(place.aggregate(n=place.amount.sum()))


def _opened(folder: Path, drafts: list[EntryDraft]) -> Facts:
    store = Store(folder)
    rows = [
        row(number, at, draft, one)
        for number, draft in enumerate(drafts, start=1)
        for at, one in enumerate(draft.lines, start=1)
    ]
    store.append(lines_table(rows), head=head_at(len(drafts)))
    return store.open(engine=DUCKDB)


def test_a_changed_byte_is_found_wherever_it_is(tmp_path: Path) -> None:
    store = grown(tmp_path, 30)
    for part in store.manifest().parts:
        file = tmp_path / part.file
        sound = file.read_bytes()
        for at in (0, len(sound) // 3, len(sound) // 2, len(sound) - 1):
            file.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
            problems = store.verify()
            assert [one.code for one in problems] == ["FACTS_PART_CHANGED"]
            assert problems[0].source.file == part.file
        file.write_bytes(sound)
    assert store.verify() == []


def test_a_missing_part_is_found(tmp_path: Path) -> None:
    store = grown(tmp_path, 10, 30)
    gone = store.manifest().parts[-1]
    (tmp_path / gone.file).unlink()
    assert _codes(store) == ["FACTS_PART_MISSING"]


def test_a_part_forged_together_with_its_hash_is_found(tmp_path: Path) -> None:
    store = grown(tmp_path, 30)
    manifest = store.manifest()
    part = manifest.parts[0]
    forged = pq.read_table(tmp_path / part.file)
    at = forged.schema.get_field_index("amount")
    forged = forged.set_column(at, "amount", pc.add(forged["amount"], 1))
    pq.write_table(forged, tmp_path / part.file)
    digest = hashlib.sha256((tmp_path / part.file).read_bytes()).hexdigest()
    changed = dataclasses.replace(part, sha256=digest)
    write_manifest(tmp_path, dataclasses.replace(manifest, parts=(changed, *manifest.parts[1:])))
    assert _codes(Store(tmp_path)) == ["FACTS_TOTALS"]


def test_a_part_left_out_of_the_manifest_is_found(tmp_path: Path) -> None:
    store = grown(tmp_path, 30, 60)
    manifest = store.manifest()
    rest = tuple(part for part in manifest.parts if part.first > 30)
    write_manifest(tmp_path, dataclasses.replace(manifest, parts=rest))
    assert _codes(Store(tmp_path)) == ["FACTS_HEAD"]


def test_facts_of_another_schema_are_refused(tmp_path: Path) -> None:
    store = grown(tmp_path, 3)
    file = tmp_path / MANIFEST
    stored = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**stored, "schema": 99}), encoding="utf-8")
    with pytest.raises(ValueError, match="schema 99"):
        store.manifest()


def test_a_part_that_no_manifest_names_is_not_read_and_goes_away(tmp_path: Path) -> None:
    store = grown(tmp_path, 10)
    named = {part.file for part in store.manifest().parts}
    for name in ("lines-plain-11-12-0123456789ab.parquet", ".lines-fresh.parquet"):
        pq.write_table(lines(11, 12), tmp_path / name)
    facts = Store(tmp_path).open()
    assert facts.rows(facts.table()).num_rows == lines(1, 10).num_rows
    assert store.verify() == []
    store.append(lines(11, 20), head=head_at(20))
    assert named < _parquet(tmp_path) == {part.file for part in store.manifest().parts}


def test_clearing_forgets_everything(tmp_path: Path) -> None:
    store = grown(tmp_path, 10)
    store.clear()
    assert _parquet(tmp_path) == set()
    assert store.manifest().head == Head()
    store.append(lines(1, 4), head=head_at(4))
    assert stored(store).equals(lines(1, 4))


def _started(target: Callable[..., None], *arguments: object) -> SpawnProcess:
    """Start a function in a process of its own, made from scratch."""
    process = multiprocessing.get_context("spawn").Process(target=target, args=arguments)
    process.start()
    return process


def _append_and_die(folder: Path, rename: int) -> None:
    """Append entries 11 to 30, and kill this process before its `rename`-th renaming of a file."""
    seen = 0

    def watch(event: str, _: object) -> None:
        nonlocal seen
        if event == "os.rename":
            seen += 1
            if seen == rename:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    Store(folder).append(lines(11, 30), head=head_at(30))


@pytest.mark.parametrize("rename", [1, 2, 3])
def test_a_kill_before_the_manifest_leaves_the_facts_as_they_were(
    tmp_path: Path, rename: int
) -> None:
    store = grown(tmp_path, 10)
    before = store.manifest()
    process = _started(_append_and_die, tmp_path, rename)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    left = _parquet(tmp_path) - {part.file for part in before.parts}
    assert len(left) == min(rename, 2), "the process died where it was meant to"
    after = Store(tmp_path)
    assert after.manifest() == before
    assert after.verify() == []
    assert stored(after).equals(lines(1, 10))
    after.append(lines(11, 30), head=head_at(30))
    assert stored(after).equals(lines(1, 30))
    assert _parquet(tmp_path) == {part.file for part in after.manifest().parts}
    assert after.verify() == []


def _append_all(folder: Path, last: int, step: int, parts_max: int) -> None:
    """Append entries up to `last`, so many at a time, as long as some are missing."""
    store = Store(folder)
    while (head := store.manifest().head.number) < last:
        upto = min(head + step, last)
        store.append(lines(head + 1, upto), head=head_at(upto), parts_max=parts_max)


def test_kills_at_any_moment_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random(20171031)  # noqa: S311  Moments, not secrets.
    last, killed = 300, 0
    for _ in range(4):
        head = Store(tmp_path).manifest().head.number
        process = _started(_append_all, tmp_path, last, 2, 6)
        while process.is_alive() and Store(tmp_path).manifest().head.number == head:
            time.sleep(0.005)
        process.join(chance.random() / 5)
        process.kill()
        process.join(60)
        killed += process.exitcode == -signal.SIGKILL
        store = Store(tmp_path)
        assert store.verify() == []
        assert stored(store).equals(lines(1, store.manifest().head.number))
    assert killed >= 1
    _append_all(tmp_path, last, 50, 6)
    assert stored(Store(tmp_path)).equals(lines(1, last))


def test_two_processes_append_without_gap_or_repetition(tmp_path: Path) -> None:
    last = 60
    both = [_started(_append_all, tmp_path, last, step, 6) for step in (1, 3)]
    for process in both:
        process.join(120)
        assert process.exitcode == 0
    store = Store(tmp_path)
    assert store.manifest().head == head_at(last)
    assert store.verify() == []
    assert stored(store).equals(lines(1, last))
    assert _parquet(tmp_path) >= {part.file for part in store.manifest().parts}


def test_what_was_taken_back_stays_in_the_facts(tmp_path: Path) -> None:
    draft = aid(said(700, Wording.OVER), "2017", FULL)
    facts = _opened(tmp_path, [draft, reversal(draft)])
    table = facts.table()
    sums = table.aggregate(n=table.sense.sum(), open=table.high_open.sum(), sum=table.amount.sum())
    assert facts.rows(sums).to_pylist() == [{"n": 0, "open": 0, "sum": 0}]
    assert facts.rows(table).num_rows == 4
