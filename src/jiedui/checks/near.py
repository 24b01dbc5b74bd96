"""Near matches: rows whose number cannot be relied on, offered beside people they may be.

Nothing is merged: a person looks at each pair, corrects the number, and the next run matches it
exactly. Candidates share the birth date and the county or the name, or, where no birth date is
known, name and village; each is scored by what agrees, and the score is explained.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import ibis

from jiedui.checks.model import Fault
from jiedui.checks.numbers import birth_of, masked, shown
from jiedui.facts.bulk import whole_quotient

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import ibis.expr.types as ir

    from jiedui.checks.layout import Layout
    from jiedui.facts.bulk import Bulk

SCORE_MIN = 60
BATCH_ROWS = 50_000
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

POINTS = {
    "one_slip": (45, "证号差一处"),
    "two_slips": (25, "证号差两处"),
    "name": (35, "姓名相同"),
    "sound": (25, "姓名同音"),
    "birth": (20, "出生日期相同"),
    "village": (15, "同村"),
    "town": (10, "同乡镇"),
    "county": (5, "同县"),
}
"""What agrees, its points, and how it is told."""

HEADINGS = (
    "数据来源",
    "来源编号",
    "来源证号遮盖",
    "户编号",
    "人员编号",
    "登记证号遮盖",
    "得分",
    "依据",
)


class Pair(NamedTuple):
    """A row of a list beside a person of the register; numbers are only compared, never told."""

    data: str
    source: str
    data_number: str | None
    data_masked: str | None
    data_name: str
    data_birth: int | None
    data_village: int | None
    household: str
    record: str
    number: str | None
    masked: str | None
    name: str
    birth: int | None
    village: int | None


def write_near(bulk: Bulk, layouts: Mapping[str, Layout], out: Path) -> int:
    """Write `near.csv`, the likeliest first, and return how many pairs it holds."""
    named = [
        code
        for code, layout in layouts.items()
        if code != "register" and {"name", "record"} <= set(layout.schema)
    ]
    found: list[tuple[int, str, Pair]] = []
    if named and "name" in layouts["register"].schema:
        for batch in bulk.batches(_pairs(bulk, layouts, named), BATCH_ROWS):
            found += _scored(map(Pair._make, zip(*batch.to_pydict().values(), strict=True)))
    found.sort(key=lambda one: (-one[0], one[2].data, one[2].source, one[2].record))
    partial = out / "near.partial"
    with partial.open("w", encoding="utf-8-sig", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(HEADINGS)
        rows.writerows([_plain(cell) for cell in _cells(*one)] for one in found)
    partial.rename(out / "near.csv")
    return len(found)


def _cells(score: int, why: str, pair: Pair) -> list[str]:
    theirs, ours = pair.data_masked or "***", pair.masked or "***"
    return [pair.data, pair.source, theirs, pair.household, pair.record, ours, str(score), why]


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


# --- candidates -----------------------------------------------------------------------------------


def _pairs(bulk: Bulk, layouts: Mapping[str, Layout], named: list[str]) -> ir.Table:
    """Return pairs that may be one person and where one side has no number to rely on."""
    people = _side(bulk, layouts, "register")
    people = people.select(
        household=people["household"].cast("string"), **{name: people[name] for name in _SHARED}
    )
    lists = [_side(bulk, layouts, code) for code in named]
    rows = [
        one.select(data=ibis.literal(code), **{name: one[name] for name in _SHARED})
        for code, one in zip(named, lists, strict=True)
    ]
    offered = ibis.union(*rows) if len(rows) > 1 else rows[0]
    loose = offered.filter(offered["fault"] != int(Fault.NONE))
    sound = offered.filter(offered["fault"] == int(Fault.NONE))
    faulty = people.filter(people["fault"] != int(Fault.NONE))
    parts = [*_blocks(loose, people), *_blocks(sound, faulty)]
    return ibis.union(*parts, distinct=True)


_SHARED = ("record", "number", "masked", "name", "birth", "village", "county", "fault")


def _side(bulk: Bulk, layouts: Mapping[str, Layout], code: str) -> ir.Table:
    layout = layouts[code]
    bulk.bind(f"near_{code}", layout.files(sorted(part for part in layout.sizes if part >= 0)))
    rows = ibis.table(layout.schema, name=f"near_{code}")
    from_number = birth_of(rows["key"])
    birth = from_number
    if "birth" in rows.columns:
        day = rows["birth"]
        birth = (
            (day.year() * 10_000 + day.month() * 100 + day.day())
            .cast("int64")
            .fill_null(from_number)
        )
    village = rows["village"] if "village" in rows.columns else ibis.null("int64")
    return rows.mutate(
        record=rows["record"].cast("string"),
        number=shown(rows["key"]),
        masked=masked(rows["key"]),
        birth=birth.cast("int64"),
        village=village.cast("int64"),
        county=whole_quotient(village.cast("int64"), 10**6),
    ).filter(rows["name"].notnull())


def _blocks(rows: ir.Table, people: ir.Table) -> Iterator[ir.Table]:
    for keys in (("birth", "county"), ("birth", "name"), ("name", "village")):
        joined = rows.join(people, list(keys), rname="{name}_of_person")

        def of_person(name: str, joined: ir.Table = joined) -> ir.Column:
            there = f"{name}_of_person"
            return joined[there] if there in joined.columns else joined[name]

        yield joined.select(
            data=joined["data"],
            source=joined["record"],
            data_number=joined["number"],
            data_masked=joined["masked"],
            data_name=joined["name"],
            data_birth=joined["birth"],
            data_village=joined["village"],
            household=joined["household"],
            **{
                name: of_person(name)
                for name in ("record", "number", "masked", "name", "birth", "village")
            },
        )


# --- scores ---------------------------------------------------------------------------------------


def _scored(pairs: Iterator[Pair]) -> Iterator[tuple[int, str, Pair]]:
    for pair in pairs:
        reasons = [POINTS[code] for code in agreements(pair)]
        score = min(100, sum(points for points, _ in reasons))
        if score >= SCORE_MIN:
            yield score, "、".join(words for _, words in reasons), pair


def agreements(pair: Pair) -> list[str]:
    """Return what agrees in a pair, as codes of `POINTS`."""
    found = []
    if pair.number and pair.data_number:
        slips = distance(pair.number, pair.data_number)
        found += {1: ["one_slip"], 2: ["two_slips"]}.get(slips, [])
    if pair.name == pair.data_name:
        found.append("name")
    elif _sound(pair.name) == _sound(pair.data_name):
        found.append("sound")
    if pair.birth is not None and pair.birth == pair.data_birth:
        found.append("birth")
    if pair.village is not None and pair.data_village is not None:
        for code, divisor in (("village", 1), ("town", 1000), ("county", 10**6)):
            if pair.village // divisor == pair.data_village // divisor:
                found.append(code)
                break
    return found


@lru_cache(maxsize=100_000)
def _sound(name: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  Its table is large, and few names differ.

    return " ".join(lazy_pinyin(name))


def distance(one: str, other: str) -> int:
    """Return how many slips lead from one number to the other: a wrong digit, or two swapped."""
    if len(one) != len(other):
        return max(len(one), len(other))
    at, slips = 0, 0
    while at < len(one):
        if one[at] != other[at]:
            slips += 1
            if one[at : at + 2] == other[at : at + 2][::-1]:
                at += 1
        at += 1
    return slips
