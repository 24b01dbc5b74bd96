"""A store of facts that grew by steps, with lines of every sort: what the tests here share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from jiedui.books.entry import Dims
from jiedui.facts.store import Head, Store, lines_table
from jiedui.kernel.quantity import NOT_STATED, Wording, said
from tests.figures.book import aid, row

if TYPE_CHECKING:
    from pathlib import Path

    from jiedui.books.entry import EntryDraft

FULL = Dims("632625", "310000", "310114", "DISTRICT_FISCAL", "SOCIAL")
BIG = 2**61


def _draft(number: int) -> EntryDraft:
    """Return an entry; some are inexact, coarse, not broken down or enormous."""
    if number % 5 == 0:
        return aid(said(number, Wording.ABOUT), "2013/2017", FULL)
    if number % 7 == 0:
        return aid(NOT_STATED, "2016", Dims("533401+533422"))
    if number % 11 == 0:
        return aid(BIG, "2017-03", FULL)
    return aid(number * 100, "2017-05-04", FULL)


def lines(first: int, last: int) -> pa.Table:
    """Return the lines of entries `first` to `last`."""
    drafts = [(number, _draft(number)) for number in range(first, last + 1)]
    return lines_table(
        [
            row(number, at, draft, one)
            for number, draft in drafts
            for at, one in enumerate(draft.lines, start=1)
        ]
    )


def head_at(number: int) -> Head:
    """Return the head of a book that ends with an entry."""
    return Head(number, f"hash {number}")


def grown(folder: Path, *steps: int, parts_max: int = 50) -> Store:
    """Return a store to which entries were appended up to every step in turn."""
    store, done = Store(folder), 0
    for step in steps:
        store.append(lines(done + 1, step), head=head_at(step), parts_max=parts_max)
        done = step
    return store


def stored(store: Store) -> pa.Table:
    """Return all lines of the parts, in order of entry."""
    files = [store.folder / part.file for part in store.manifest().parts]
    whole = pa.concat_tables(pq.read_table(file) for file in files)
    return whole.sort_by([("entry", "ascending"), ("line", "ascending")])
