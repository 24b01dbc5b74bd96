"""Parts that become one: what is stored stays, readers keep theirs, a failed merge is let be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.facts import parts
from jiedui.facts.plainness import KINDS, PLAIN
from tests.facts.grown import grown, head_at, lines, stored

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def test_compacting_changes_nothing_but_the_number_of_parts(tmp_path: Path) -> None:
    store = grown(tmp_path, *range(5, 101, 5))
    before = store.manifest()
    after = store.compact()
    assert len(before.parts) > 20
    assert len(after.parts) == len(KINDS)
    assert (after.head, after.totals, after.origin) == (before.head, before.totals, before.origin)
    assert stored(store).equals(lines(1, 100))
    assert store.verify() == []


def test_many_parts_are_compacted_as_they_come(tmp_path: Path) -> None:
    store = grown(tmp_path, *range(1, 61), parts_max=8)
    assert len(store.manifest().parts) <= 8
    assert stored(store).equals(lines(1, 60))
    assert store.verify() == []


@pytest.mark.parametrize("steps", [range(5, 201, 5), [60, *range(61, 121)], [2, 40, 41, 90, 180]])
def test_plain_parts_of_like_size_become_one(tmp_path: Path, steps: Sequence[int]) -> None:
    store = grown(tmp_path, *steps)
    plain = [part.rows for part in store.manifest().parts if part.kind == PLAIN]
    assert len(plain) < 4 + len(steps) // 8
    assert stored(store).equals(lines(1, steps[-1]))
    assert store.verify() == []


def test_parts_stay_apart_where_merging_finds_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MERGE_MEMORY_MB", 0)
    store = grown(tmp_path, *range(10, 61, 10))
    assert len([part for part in store.manifest().parts if part.kind == PLAIN]) == 6
    assert store.verify() == []
    monkeypatch.undo()
    store.append(lines(61, 70), head=head_at(70))
    assert len([part for part in store.manifest().parts if part.kind == PLAIN]) == 1
    assert stored(store).equals(lines(1, 70))
    assert store.verify() == []


def test_a_reader_keeps_his_parts_through_one_compaction(tmp_path: Path) -> None:
    store = grown(tmp_path, *range(5, 41, 5))
    facts = store.open()
    store.compact()
    assert facts.rows(facts.table()).num_rows == lines(1, 40).num_rows
