"""Our side of the facts' benchmarks; each part runs in its own process and prints JSON last."""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from bench.facts_peer import CUBE, DRILL, FIGURE, SUMS, Peer
from bench.sample_lines import Sample, holds
from jiedui.facts.store import Head, Store
from jiedui.figures.columns import columns_of
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.figures.trace import cell_question, lines_behind
from jiedui.kernel.place import parents

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.facts.snapshot import Facts

TURNS = 9
SOURCE, YEAR = "DISTRICT_FISCAL", 2017
CELLS = 12
"""So many cells of the big table are walked back to their lines."""


def memory() -> float:
    """Return the memory this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * 4096 / 1e6


def in_turns(**runs: Callable[[], object]) -> dict[str, list[float]]:
    """Run things in turns after warming up; return each one's median wall and CPU milliseconds."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for turn in range(TURNS + 2):
        for name, run in runs.items():
            wall, cpu = time.perf_counter(), time.process_time()
            run()
            took = (time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3
            if turn > 1:
                found[name].append(took)
    return {
        name: [statistics.median(one) for one in zip(*times, strict=True)]
        for name, times in found.items()
    }


def part_make(folder: str, lines: str) -> dict[str, Any]:
    """Write the made-up lines into a folder of facts."""
    store, start = Store(Path(folder)), time.perf_counter()
    kinds: Counter[str] = Counter()
    for chunk in Sample(int(lines)).chunks():
        kinds.update(holds(chunk))
        last = pc.max(chunk["entry"]).as_py()
        store.append(chunk, head=Head(last, f"{last:064x}"))
    made = store.manifest()
    size = sum((store.folder / part.file).stat().st_size for part in made.parts) / 1e6
    took = time.perf_counter() - start
    return {"lines": made.rows, "parts": len(made.parts), "size": size, "wall": took,
            "holds": ", ".join(f"{count:,} {words}" for words, count in kinds.items())}  # fmt: skip


def questions(facts: Facts) -> tuple[Question, Question, dict[str, object]]:
    """Return the question of one figure, that of the big table, and the peer's values."""
    county = facts.profile.own_recipients[len(facts.profile.own_recipients) // 2]
    where = (("recipient", (county,)), ("source", (SOURCE,)), ("year", (str(YEAR),)))
    values: dict[str, object] = {
        "county": county, "prefecture": parents(county).prefecture, "source": SOURCE,
        "from": f"{YEAR}-01-01", "to": f"{YEAR}-12-31",
    }  # fmt: skip
    return (
        Question("money", where=where),
        Question("money", by=("county", "source", "year")),
        values,
    )


def part_ask(folder: str, copy: str, peer_too: str) -> dict[str, Any]:
    """Ask a figure, the big table and a drill-down; with a peer, hold the answers equal first."""
    store = Store(Path(folder))
    facts = store.open(copy=copy == "copy")
    one, table, values = questions(facts)
    if peer_too != "peer":
        ours = {"figure": one, "table": table}
        for _ in range(3):
            for asked in ours.values():
                columns_of(compute(asked, facts))
            lines_behind(one, facts)
        return {"memory": memory(), "rows": len(compute(table, facts).rows)}
    files = [part.file for part in store.manifest().parts]
    peer = Peer(store.folder, files, copy=copy == "copy")
    hold_equal(facts, peer)
    drill = {name: values[name] for name in ("county", "source", "from", "to")}
    return {
        "figure": in_turns(
            ours=lambda: compute(one, facts).rows[0].value,
            peer=lambda: peer.columns(FIGURE, **values),
        ),
        "table": in_turns(
            ours=lambda: columns_of(compute(table, facts)),
            peer=lambda: peer.columns(CUBE),
            sums=lambda: peer.columns(SUMS),
        ),
        "rows": in_turns(ours=lambda: list(compute(table, facts).rows)),
        "drill": in_turns(
            ours=lambda: lines_behind(one, facts, limit=100),
            peer=lambda: peer.columns(DRILL, **drill),
        ),
    }


def hold_equal(facts: Facts, peer: Peer) -> None:
    """Assert that ours and the peer answer alike, and that sums equal their own drill-downs."""
    one, table, values = questions(facts)
    value = compute(one, facts).rows[0].value
    assert peer.rows(FIGURE, **values) == [(value.low, value.stated, value.high)]  # noqa: S101
    theirs = {(county, source, year): found for county, source, year, *found in peer.rows(CUBE)}
    answer = compute(table, facts)
    columns = columns_of(answer).select(["county", "source", "year", "low", "stated", "high"])
    ours = {
        (county, source, year and int(year)): found
        for county, source, year, *found in zip(
            *(column.to_pylist() for column in columns), strict=True
        )
    }
    assert ours == theirs  # noqa: S101
    rows = answer.rows
    drill = {name: values[name] for name in ("county", "source", "from", "to")}
    page = [(line["entry"], line["line"]) for line in lines_behind(one, facts, limit=100).rows]
    assert page == [found[:2] for found in peer.rows(DRILL, **drill)]  # noqa: S101
    hold_sums(one, facts, value.stated)
    for at in range(0, len(rows), max(len(rows) // CELLS, 1)):
        row = rows[at]
        hold_sums(cell_question(table, dict(row.by)), facts, row.value.stated)


def hold_sums(question: Question, facts: Facts, stated: int | None) -> None:
    """Assert that the lines behind an answer add up to it."""
    page = lines_behind(question, facts, limit=20_000)
    while len(page.rows) < page.total:
        page.rows += lines_behind(question, facts, limit=20_000, offset=len(page.rows)).rows
    assert page.sign * sum(line["amount"] for line in page.rows) == (stated or 0)  # noqa: S101


def desk_pages() -> dict[str, float]:
    """Return the first view and repeats of two figure pages, in milliseconds, everything included.

    A first view is of a figure nobody has asked yet, by a reader who has been at the desk before.
    """
    from django.contrib.auth import get_user_model  # noqa: PLC0415  Django has started.
    from django.core.cache import cache  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from bench.book_parts import NOW  # noqa: PLC0415
    from jiedui.access.commands import add_user, set_office  # noqa: PLC0415

    set_office("310114")
    add_user("bench", role="viewer", place="", password=None, now=NOW)
    client = Client()
    client.force_login(get_user_model().objects.get(username="bench"))
    found = {}
    for name, query in (("one", "?w.year={}"), ("by_county", "?by=county&w.year={}")):
        times: dict[str, list[float]] = {f"{name}_first": [], f"{name}_repeat": []}
        for year in (2012, 2013, 2014, 2015, 2016, 2017):
            for turn in ("first", "repeat"):
                start = time.perf_counter()
                page = client.get(f"/desk/figures/money{query.format(year)}", HTTP_HOST="localhost")
                times[f"{name}_{turn}"].append((time.perf_counter() - start) * 1e3)
                assert page.status_code == 200  # noqa: S101
        found |= {turn: statistics.median(some[1:]) for turn, some in times.items()}
    cache.clear()
    return {**found, "memory": memory()}


def part_fresh(lines: str) -> dict[str, Any]:
    """Post batches to a book of so many lines; return how long until a figure contains them."""
    from django.core.management import call_command  # noqa: PLC0415

    from bench.book_parts import ACTOR, NOW, drafts  # noqa: PLC0415  Starts Django.
    from jiedui.books import feed  # noqa: PLC0415
    from jiedui.books.commands import post_entries  # noqa: PLC0415

    call_command("migrate", verbosity=0, skip_checks=True)
    left = int(lines) // 2
    while left > 0:
        post_entries(drafts(min(left, 100_000)), actor=ACTOR, now=NOW)
        left -= 100_000
    feed.extend_facts()
    question = Question("money", until=dt.date(2017, 12, 31))
    batch = drafts(100)
    worth = sum(draft.lines[0].amount for draft in batch)
    times, before = [], compute(question, feed.facts()).rows[0].value.stated or 0
    for _ in range(TURNS):
        start = time.perf_counter()
        post_entries(batch, actor=ACTOR, now=NOW)
        posted = time.perf_counter()
        at_once = compute(question, feed.facts()).rows[0].value.stated
        asked = time.perf_counter()
        feed.extend_facts()
        extended = time.perf_counter()
        after = compute(question, feed.facts()).rows[0].value.stated
        end = time.perf_counter()
        assert after == at_once == before + worth  # noqa: S101
        before += worth
        times.append((posted - start, asked - start, extended - asked, end - extended))
    names = ("post", "fresh", "extend", "again")
    medians = [statistics.median(some) for some in zip(*times, strict=True)]
    return {
        **dict(zip(names, medians, strict=True)),
        "desk": desk_pages(),
        "worst": max(time[1] for time in times),
    }


PARTS = {"make": part_make, "ask": part_ask, "fresh": part_fresh}

if __name__ == "__main__":
    json.dump(PARTS[sys.argv[1]](*sys.argv[2:]), sys.stdout)  # type: ignore[operator]
    sys.stdout.write("\n")
