"""Near matches: rows whose number cannot be relied on, offered beside people they may be.

Nothing is merged: a person looks at each pair, corrects the number, and the next run matches it
exactly. Candidates share the birth date and the county or the name, or, where no birth date is
known, name and village; each is scored by what agrees, and the score is explained.
"""

from __future__ import annotations

import csv
import shutil
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import ibis

from jiedui.checks.model import Fault
from jiedui.checks.numbers import birth_of, masked, shown
from jiedui.facts.bulk import whole_quotient
from jiedui.kernel.pinyin import syllables

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


def write_near(
    bulk: Bulk, layouts: Mapping[str, Layout], out: Path, *, kept: Path | None = None
) -> int:
    """Write `near.csv`, the likeliest first, and return how many pairs it holds.

    Args:
        bulk: The engine.
        layouts: The prepared tables.
        out: Where it goes.
        kept: Where the pairs of these very tables lie, or go, for another run; they follow from
            the tables alone, not from rules or days.
    """
    if kept is not None and kept.exists():
        shutil.copyfile(kept, out / "near.csv")
        with kept.open(encoding="utf-8-sig", newline="") as opened:
            return sum(1 for _ in csv.reader(opened)) - 1
    pairs = _write(bulk, layouts, out)
    if kept is not None:
        kept.parent.mkdir(exist_ok=True)
        shutil.copyfile(out / "near.csv", kept.with_suffix(".partial"))
        kept.with_suffix(".partial").rename(kept)
    return pairs


def _write(bulk: Bulk, layouts: Mapping[str, Layout], out: Path) -> int:
    named = [
        code
        for code, layout in layouts.items()
        if code != "register" and {"name", "record"} <= set(layout.schema)
    ]
    found: list[tuple[int, str, Pair]] = []
    if named and "name" in layouts["register"].schema:
        aside = out / ".near"
        shutil.rmtree(aside, ignore_errors=True)
        for batch in bulk.batches(_pairs(bulk, layouts, named, aside=aside), BATCH_ROWS):
            found += _scored(map(Pair._make, zip(*batch.to_pydict().values(), strict=True)))
        shutil.rmtree(aside)
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


def _pairs(bulk: Bulk, layouts: Mapping[str, Layout], named: list[str], *, aside: Path) -> ir.Table:
    """Return pairs that may be one person and where one side has no number to rely on.

    Rows with such a number are few, so they are put aside first; then each large table is gone
    through beside them. A row whose number is somebody's in the register has been matched already.
    """
    people = _side(bulk, layouts["register"], "register", "household")
    are_whole = all(layouts[code].schema["record"].is_integer() for code in named)
    kind = "int64" if are_whole else "string"  # Texts are made of the few that are found.
    rows = [
        one.mutate(data=ibis.literal(code), record=one["record"].cast(kind))
        for code in named
        for one in [_side(bulk, layouts[code], code)]
    ]
    offered = ibis.union(*rows) if len(rows) > 1 else rows[0]
    faultless = int(Fault.NONE)
    loose = _put(bulk, offered.filter(offered["fault"] != faultless), aside / "loose")
    faulty = _put(bulk, people.filter(people["fault"] != faultless), aside / "faulty")
    sound = offered.filter(offered["fault"] == faultless)
    parts = [*_blocks(loose, people), *_blocks(sound, faulty)]
    pairs = _put(bulk, ibis.union(*parts, distinct=True), aside / "pairs")
    known = people.filter(people["key"].notnull()).select(data_key=people["key"])
    return _told(pairs.anti_join(known, "data_key"))


def _put(bulk: Bulk, rows: ir.Table, folder: Path) -> ir.Table:
    """Write rows, so that they are worked out once and the engine knows how few they are."""
    bulk.write(rows, folder)
    bulk.bind(f"near_{folder.name}", sorted(folder.glob("*.parquet")))
    return ibis.table(rows.schema(), name=f"near_{folder.name}")


def _side(bulk: Bulk, layout: Layout, code: str, *more: str) -> ir.Table:
    layout.bind(bulk, f"near_{code}", sorted(part for part in layout.sizes if part >= 0))
    rows = ibis.table(layout.schema, name=f"near_{code}")
    birth = birth_of(rows["key"])
    if "birth" in rows.columns:
        day = rows["birth"]
        written = (day.year() * 10_000 + day.month() * 100 + day.day()).cast("int64")
        birth = written.fill_null(birth)
    village = rows["village"] if "village" in rows.columns else ibis.null("int64")
    return rows.filter(rows["name"].notnull()).select(
        key=rows["key"],
        fault=rows["fault"],
        record=rows["record"],
        name=rows["name"],
        birth=birth.cast("int64"),
        village=village.cast("int64"),
        county=whole_quotient(village.cast("int64"), 10**6),
        **{name: rows[name] for name in more},
    )


def _blocks(rows: ir.Table, people: ir.Table) -> Iterator[ir.Table]:
    theirs = rows.select("data", source="record", **{f"data_{name}": name for name in _COMPARED})
    ours = people.select("household", "record", *_COMPARED)
    for keys in (("birth", "county"), ("birth", "name"), ("name", "village")):
        joined = theirs.join(ours, [(f"data_{name}", name) for name in keys])
        yield joined.drop("county", "data_county")


_COMPARED = ("key", "name", "birth", "village", "county")


def _told(pairs: ir.Table) -> ir.Table:
    """Return pairs with their numbers as written and as shown."""
    both = {
        f"{side}{name}": build(pairs[f"{side}key"])
        for side in ("data_", "")
        for name, build in (("number", shown), ("masked", masked))
    }
    both |= {name: pairs[name].cast("string") for name in ("source", "household", "record")}
    return pairs.select(
        **{name: both[name] if name in both else pairs[name] for name in Pair._fields}
    )


# --- scores ---------------------------------------------------------------------------------------


def _scored(pairs: Iterator[Pair]) -> Iterator[tuple[int, str, Pair]]:
    for pair in pairs:
        reasons = [POINTS[code] for code in agreements(pair)]
        score = min(100, sum(points for points, _ in reasons))
        if score >= SCORE_MIN:
            yield score, "、".join(words for _, words in reasons), pair


def agreements(pair: Pair) -> list[str]:
    """Return what agrees in a pair, as codes of `POINTS`.

    Whether two names sound alike is looked at only where it can lift the pair to `SCORE_MIN`.
    """
    slips: list[str] = []
    if pair.number and pair.data_number:
        slips = {1: ["one_slip"], 2: ["two_slips"]}.get(distance(pair.number, pair.data_number), [])
    rest: list[str] = []
    if pair.birth is not None and pair.birth == pair.data_birth:
        rest.append("birth")
    if pair.village is not None and pair.data_village is not None:
        for code, divisor in (("village", 1), ("town", 1000), ("county", 10**6)):
            if pair.village // divisor == pair.data_village // divisor:
                rest.append(code)
                break
    named = ["name"] if pair.name == pair.data_name else []
    alike = sum(POINTS[code][0] for code in (*slips, *rest, "sound"))
    if not named and alike >= SCORE_MIN and _sound(pair.name) == _sound(pair.data_name):
        named = ["sound"]
    return [*slips, *named, *rest]


@lru_cache(maxsize=100_000)
def _sound(name: str) -> str:
    return " ".join(syllables(name))


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
