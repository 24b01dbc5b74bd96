"""Made-up lines of a nation's book, for measuring: seeded, balanced, with coarse and inexact ones.

Every county of the western provinces, 320 donor districts, five sources, ten categories, twelve
years. One line in sixty is coarser than a county, a year, a source or a category or names several
sources at once, one in a hundred is not exact, one in fifty rests on a stated total only, one in
five hundred may be inside a total already. Nothing in it is real.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jiedui.facts.store import SCHEMA
from jiedui.kernel.codes import CATEGORIES, SOURCES
from jiedui.kernel.gazetteer import gazetteer, level_of
from jiedui.kernel.place import Level, parents

if TYPE_CHECKING:
    from collections.abc import Iterator

WEST = ("45", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "15")
EAST = ("11", "12", "31", "32", "33", "35", "37", "44")
FIRST_YEAR, YEARS = 2012, 12
CHUNK_LINES = 500_000
_EPOCH = dt.date(1970, 1, 1)


def counties(provinces: tuple[str, ...], count: int) -> list[str]:
    """Return `count` present county codes of some provinces, spread evenly."""
    tables = gazetteer()
    codes = [
        code
        for code in sorted(tables.spells)
        if code[:2] in provinces and level_of(code) == Level.COUNTY and tables.current(code)
    ]
    step = len(codes) / count
    return [codes[int(at * step)] for at in range(count)]


def _days(dates: list[dt.date]) -> np.ndarray:
    return np.array([(day - _EPOCH).days for day in dates], dtype=np.int32)


class Days(NamedTuple):
    """The days drawn for lines: year, month and day, and how finely each is told (0 to 1)."""

    year: np.ndarray
    month: np.ndarray
    day: np.ndarray
    grain: np.ndarray

    @classmethod
    def drawn(cls, random: np.random.Generator, size: int) -> Days:
        """Draw them evenly over the years of the sample."""
        year = FIRST_YEAR + random.integers(0, YEARS, size)
        month, day = random.integers(1, 13, size), random.integers(1, 29, size)
        return cls(year, month, day, random.random(size))


def _same(size: int) -> dict[str, np.ndarray]:
    """Return the columns that say the same on every line."""
    words = {"kind": "aid", "unit": "fen", "overlap": "counted"}
    blank = ("programme", "pairing_kind", "state", "excluding")
    return {
        **{name: np.full(size, word, dtype=object) for name, word in words.items()},
        **{name: np.full(size, None, dtype=object) for name in blank},
        **{name: np.zeros(size, np.int8) for name in ("low_open", "high_open")},
        "sense": np.ones(size, np.int8),
    }


def _table(*sides: dict[str, np.ndarray]) -> pa.Table:
    """Return the lines of both sides, the two of an entry one after the other."""
    size = len(sides[0]["entry"])
    order = np.argsort(np.tile(np.arange(size), len(sides)), kind="stable")
    arrays = [
        pa.array(
            np.concatenate([side[field.name] for side in sides])[order],
            type=field.type,
            from_pandas=True,
        )
        for field in SCHEMA
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def holds(lines: pa.Table) -> dict[str, int]:
    """Return how many lines are of which kind."""
    years = pc.subtract(pc.year(lines["ends"]), pc.year(lines["starts"]))
    kinds = {
        "name no county": pc.is_null(lines["county"]),
        "span years": pc.greater(years, 0),
        "name no source": pc.is_null(lines["source"]),
        "name several sources": pc.match_substring(lines["source"], "+"),
        "name no category": pc.is_null(lines["category"]),
        "are not exact": pc.not_equal(lines["wording"], "exact"),
        "rest on a stated total": pc.invert(lines["itemised"]),
        "may be inside a total": pc.equal(lines["overlap"], "unknown"),
    }
    return {words: pc.sum(test).as_py() or 0 for words, test in kinds.items()}


class Sample:
    """Lines in chunks; the same seed gives the same lines."""

    def __init__(self, lines: int, *, places: int = 832, seed: int = 20171031) -> None:
        """Prepare `lines` lines (two to an entry) about so many counties."""
        self.lines = lines
        self.random = np.random.default_rng(seed)
        self.recipients = counties(WEST, places)
        self.owners = counties(EAST, 320)
        self.prefectures = sorted({parents(code).prefecture for code in self.recipients})

    def chunks(self) -> Iterator[pa.Table]:
        """Yield tables of lines in the order of their entries."""
        yield self.pairings()
        first = len(self.recipients) + 1
        left = self.lines - len(self.recipients)
        while left > 0:
            entries = min(CHUNK_LINES, left) // 2
            yield self._money(first, entries)
            first, left = first + entries, left - max(entries, 1) * 2

    def pairings(self) -> pa.Table:
        """Return one pairing per county, from a year of the first five; one in ten has ended."""
        rows = []
        for number, code in enumerate(self.recipients, start=1):
            starts = dt.date(2008 + number % 5, 1, 1)
            ends = dt.date(2020, 12, 31) if number % 10 == 0 else dt.date(9999, 12, 31)
            rows.append(
                {
                    "entry": number,
                    "line": 1,
                    "kind": "pairing",
                    "document": "made up",
                    "account": "Pairing:InForce",
                    "unit": "pairing",
                    "amount": 1,
                    "wording": "exact",
                    "starts": starts,
                    "ends": ends,
                    "recipient": code,
                    "owner": self.owners[number % 320],
                    "pairing_kind": "EAST_WEST_COLLAB",
                    **dict(zip(("province", "prefecture", "county"), parents(code), strict=True)),
                }
            )
        fixed = {"low_delta": 0, "high_delta": 0, "low_open": 0, "high_open": 0, "sense": 1,
                 "itemised": True, "overlap": "counted"}  # fmt: skip
        columns = [
            pa.array([{**fixed, **row}.get(field.name) for row in rows], type=field.type)
            for field in SCHEMA
        ]
        return pa.Table.from_arrays(columns, schema=SCHEMA)

    def _money(self, first: int, entries: int) -> pa.Table:
        pick, size = self.random.integers, entries
        at = pick(0, len(self.recipients), size)
        coarse = self.random.random(size)
        days = Days.drawn(self.random, size)
        # Where a pairing has ended, every line is of the years before, as in a book that is kept.
        days = days._replace(
            year=np.where((at + 1) % 10 == 0, np.minimum(days.year, 2020), days.year)
        )
        common = {
            **_same(size),
            "entry": np.arange(first, first + size),
            "document": np.array([f"return {n}" for n in range(40)], dtype=object)[
                pick(0, 40, size)
            ],
            **self._periods(days, coarse),
            **self._places(at, coarse > 0.9975),
            **self._dimensions(at, coarse),
            **self._sizes(size),
            "itemised": self.random.random(size) > 0.02,
            "overlap": np.where(self.random.random(size) < 0.002, "unknown", "counted"),
            "cell": np.array([f"return.xlsx\tSheet1\tB{n}" for n in range(size)], dtype=object),
        }
        stages = ["Place:Contributed", "Place:Allotted", "Place:Disbursed", "Place:Spent"]
        stage = np.array(stages, dtype=object)[np.minimum(pick(0, 6, size), 3)]
        sources = np.full(size, "Source:Aid", dtype=object)
        return _table(
            {**common, "line": np.full(size, 1, np.int32), "account": stage},
            {
                **common,
                "line": np.full(size, 2, np.int32),
                "account": sources,
                "amount": -common["amount"],
            },
        )

    def _sizes(self, size: int) -> dict[str, np.ndarray]:
        """Return amounts, one in a hundred of them *about*."""
        amount = self.random.integers(10_000, 500_000_000, size)
        about = (self.random.random(size) < 0.01) & (amount % 10 > 5)
        delta = np.where(about, amount // 10, 0)
        wording = np.where(about, "about", "exact")
        return {"amount": amount, "low_delta": delta, "high_delta": delta, "wording": wording}

    def _dimensions(self, at: np.ndarray, coarse: np.ndarray) -> dict[str, np.ndarray]:
        """Return who pays for what in a recipient; a few sources and categories left empty."""
        pick, size = self.random.integers, len(at)
        owners = np.array(self.owners, dtype=object)[(at + 1) % 320]
        cities = np.array([owner[:2] + "0000" for owner in owners], dtype=object)
        projects = [
            f"{self.recipients[a]}/project {n}" for a, n in zip(at, pick(0, 60, size), strict=True)
        ]
        no_source = (coarse > 0.99) & (coarse < 0.9925)
        no_category = (coarse > 0.9875) & (coarse < 0.99)
        return {
            "payer": np.where(self.random.random(size) < 0.3, cities, owners),
            "owner": owners,
            "source": np.where(
                self.random.random(size) < 0.004,
                "+".join(sorted(list(SOURCES)[:2])),
                self._codes(list(SOURCES), pick(0, 4, size), empty=no_source),
            ),
            "category": self._codes(list(CATEGORIES), pick(0, 10, size), empty=no_category),
            "project": np.array(projects, dtype=object),
        }

    def _periods(self, days: Days, coarse: np.ndarray) -> dict[str, np.ndarray]:
        year, month, day, grain = days
        first_of_month = (
            (np.array((year - 1970) * 12 + month - 1, dtype="datetime64[M]"))
            .astype("datetime64[D]")
            .astype(np.int32)
        )
        next_month = (
            (np.array((year - 1970) * 12 + month, dtype="datetime64[M]"))
            .astype("datetime64[D]")
            .astype(np.int32)
        )
        first_of_year = (
            np.array(year - 1970, dtype="datetime64[Y]").astype("datetime64[D]").astype(np.int32)
        )
        last_of_year = (
            np.array(year - 1969, dtype="datetime64[Y]").astype("datetime64[D]").astype(np.int32)
            - 1
        )
        exact_day = first_of_month + day - 1
        starts = np.where(
            grain < 0.6, exact_day, np.where(grain < 0.85, first_of_month, first_of_year)
        )
        ends = np.where(
            grain < 0.6, exact_day, np.where(grain < 0.85, next_month - 1, last_of_year)
        )
        span = (coarse > 0.9925) & (coarse < 0.9975)
        starts, ends = (
            np.where(span, _days([dt.date(2016, 1, 1)])[0], starts),
            np.where(span, _days([dt.date(2020, 12, 31)])[0], ends),
        )
        by_month = ~span & (grain < 0.85)
        quarter = year * 10 + (month + 2) // 3
        return {
            "starts": starts.astype("datetime64[D]"), "ends": ends.astype("datetime64[D]"),
            "year": _or_none(year, ~span), "quarter": _or_none(quarter, by_month),
            "month": _or_none(year * 100 + month, by_month),
        }  # fmt: skip

    def _places(self, at: np.ndarray, wide: np.ndarray) -> dict[str, np.ndarray]:
        above = [parents(code) for code in self.recipients]
        pick = lambda names: np.array(names, dtype=object)[at]  # noqa: E731
        county, prefecture = pick(self.recipients), pick([one.prefecture for one in above])
        return {
            "recipient": np.where(wide, prefecture, county),
            "province": pick([one.province for one in above]), "prefecture": prefecture,
            "county": np.where(wide & (prefecture != county), None, county),
        }  # fmt: skip

    def _codes(self, names: list[str], at: np.ndarray, *, empty: np.ndarray) -> np.ndarray:
        return np.where(empty, None, np.array(names, dtype=object)[at])


def _or_none(numbers: np.ndarray, keep: np.ndarray) -> np.ndarray:
    return np.where(keep, numbers.astype(object), None)
