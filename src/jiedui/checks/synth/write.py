"""Write a fictitious country to Parquet: the register, every list, and what was planted."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jiedui.checks.synth.lists import AS_OF, EVERYONE, LISTS
from jiedui.checks.synth.morelists import ABSENT, MORE_LISTS, OTHER_NAME
from jiedui.checks.synth.people import (
    OTHERS_PER_PERSON,
    chance,
    known_people,
    mistyped,
    spelled,
    stride,
)
from jiedui.facts.backend import bulk_duckdb, quoted
from jiedui.kernel.problem import Source, refuse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jiedui.checks.synth.lists import Planted

MEMORY_MB = 1000
EVERY_LIST = (*LISTS, *MORE_LISTS)


@dataclass(frozen=True, slots=True)
class Country:
    """How many people there are in the register, and the seed of everything about them."""

    people: int
    seed: int

    def known(self, rows: str) -> str:
        """Return rows with a person `x`, with everything that is known about them."""
        return known_people(rows, self.people, self.seed)

    def chance(self, who: str, salt: str, sides: int) -> str:
        """Return SQL for a throw that `who` and `salt` decide."""
        return chance(who, salt, sides, seed=self.seed)

    @property
    def records(self) -> str:
        """SQL for the register's records of a person: one, or two."""
        return f"CASE WHEN is_twice THEN [x + 1, {self.people} + x + 1] ELSE [x + 1] END"


def write_country(
    people: int, folder: Path, *, seed: int, progress: Callable[[str], None] = lambda _: None
) -> dict[str, int]:
    """Write `register.parquet`, a file for each list, `truth.parquet`, `near.parquet`, `synth.json`.

    Truths are rows (rule, record, source): the register's record and the list's, "" for neither.
    The same people and seed give the same rows whatever the machine.

    Returns:
        Rows of each file, by name.

    Raises:
        Refused: The folder holds something already (OUT_FILLED).
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise refuse(
            "OUT_FILLED", found="a directory with files in it", expected="an empty or new directory",
            hint="Name another directory with --out.", source=Source(str(folder)),
        )  # fmt: skip
    base = bulk_duckdb(MEMORY_MB, folder / ".spill")
    country = Country(people, seed)
    counts: dict[str, int] = {}
    queries = {"register": _register(country)}
    queries |= {one.code: _list(one, country) for one in EVERY_LIST}
    queries |= {"truth": _truths(country), "near": _near(country)}
    for name, sql in queries.items():
        progress(name)
        counts[name] = _write(base, sql, folder / f"{name}.parquet")
    base.close()
    said = {"people": people, "seed": seed, "as_of": AS_OF.isoformat(), "rows": counts}
    (folder / "synth.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    return counts


def _write(base: Any, sql: str, path: Path) -> int:  # noqa: ANN401  DuckDB's connection.
    copied = base.execute(f"COPY ({sql}) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)")
    return int(copied.fetchone()[0])


def _register(country: Country) -> str:
    throw = country.chance("x", "spelled", 1000)
    everyone = country.known(f"(SELECT range AS x FROM range({country.people}))")
    return f"""
    SELECT x + 1 AS record, household + 1 AS household,
      CASE WHEN is_missing THEN NULL WHEN is_mistyped THEN {mistyped(16)} ELSE {spelled(throw)} END
        AS id_number,
      name, born AS birth, village, status, identified_on
    FROM {everyone}
    UNION ALL
    SELECT {country.people} + x + 1, {country.people} + 1 - household, number, name, born,
      village - village % 1000 + 201 + (village + 7) % 20, status, identified_on
    FROM {everyone} WHERE is_twice"""


def _rows(one: Planted, country: Country) -> str:
    """Return a list's rows with their person and draw."""
    universe = country.people * (1 if one.is_census else 1 + OTHERS_PER_PERSON)
    count = max(1, country.people * one.per_mille // 1000 // one.rows_each) * one.rows_each
    shift = zlib.crc32(one.code.encode()) % universe
    slip = f"{country.chance('x', f'slip {one.code}', 300)} = 0" if one.has_typos else "false"
    return country.known(
        f"""(SELECT *, r + 1 AS record, {slip} AS has_slip, {country.chance("x", one.code, 100)} AS c
        FROM (SELECT range AS r, ((range // {one.rows_each}) * {stride(universe)} + {shift})
          % {universe} AS x FROM range({count}) WHERE NOT ({one.but})))"""
    )


def _list(one: Planted, country: Country) -> str:
    columns = ", ".join(f"{sql} AS {name}" for name, sql in one.columns)
    throw = country.chance("r", "spelled", 1000)
    number = f"CASE WHEN has_slip THEN {mistyped(15)} ELSE {spelled(throw)} END AS id_number"
    return f"SELECT record, {number}, {columns} FROM {_rows(one, country)}"


def _truths(country: Country) -> str:
    parts = []
    for one in EVERY_LIST:
        once = f" AND r % {one.rows_each} = 0"
        rows = _rows(one, country)
        for rule, condition in one.truths:
            who = "is_seen" if rule in EVERYONE else "is_listed"
            parts.append(
                f"SELECT '{rule}' AS rule, unnest({country.records}) AS record, record AS source"
                f" FROM {rows} WHERE {who} AND NOT has_slip AND ({condition}){once}"
            )
        for rule, condition in one.outside:
            parts.append(
                f"SELECT '{rule}' AS rule, NULL::BIGINT AS record, record AS source"
                f" FROM {rows} WHERE NOT is_seen AND NOT has_slip AND ({condition}){once}"
            )
    everyone = country.known(f"(SELECT range AS x FROM range({country.people}))")
    parts += [
        f"SELECT 'D6', x + 1, NULL FROM {everyone} WHERE is_missing",
        f"SELECT 'D7', x + 1, NULL FROM {everyone} WHERE is_mistyped",
        f"SELECT 'D2', unnest({country.records}), x + 1 FROM {everyone} WHERE is_twice",
        (
            f"SELECT 'D4', unnest({country.records}), NULL FROM {everyone}"
            f" WHERE is_mistyped OR (is_seen AND {ABSENT})"
        ),
    ]
    said = "coalesce({0}::VARCHAR, '') AS {0}"
    every = " UNION ALL ".join(parts)
    return f"SELECT rule, {said.format('record')}, {said.format('source')} FROM ({every})"


def _near(country: Country) -> str:
    """Return the pairs that only near matching can find: a slip of the pen on either side.

    A list's row with name, birth and village is beside its person whichever number is wrong or
    lacking; the register of residents, which says no village, where the register's is mistyped.
    """
    found = [
        f"SELECT '{one.code}' AS data, record AS source, unnest({country.records}) AS record"
        f" FROM {_rows(one, country)} WHERE is_inside AND {condition}"
        for one in EVERY_LIST
        for condition in _near_when(one)
    ]
    return " UNION ALL ".join(found)


def _near_when(one: Planted) -> list[str]:
    if one.has_typos:
        return ["(has_slip OR is_missing OR is_mistyped)"]
    return [f"is_mistyped AND NOT {OTHER_NAME}"] if one.is_census else []
