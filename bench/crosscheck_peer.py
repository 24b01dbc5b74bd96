"""The peers of the cross-check's benchmark: hand-written SQL on DuckDB, and Polars, for 23 rules.

They know the made-up country (which slips its numbers have, which columns are there) and need no
declarations, no layout, no progress. Run as `python -m bench.crosscheck_peer WAY COUNTRY OUT [LAYOUT]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

DAY = "DATE '2020-06-30'"
YEAR, MONTH = "DATE '2020-01-01'", "DATE '2020-06-01'"
MEMORY = "3000MB"

_SUM = "2 * d" + "".join(f" - (d // {10**place}) * {8 << place}" for place in range(1, 17))
MACROS = (
    f"CREATE MACRO check_of(d) AS (12 - ({_SUM}) % 11) % 11",
    "CREATE MACRO with_check(d) AS CASE WHEN check_of(d) = 10 THEN -d ELSE d * 10 + check_of(d) END",
    """CREATE MACRO plain_key(t) AS CASE
      WHEN strlen(t) = 18 THEN CASE WHEN suffix(t, 'X') OR suffix(t, 'x')
        THEN -try_cast(substr(t, 1, 17) AS BIGINT) ELSE try_cast(t AS BIGINT) END
      WHEN strlen(t) = 15 THEN with_check(try_cast(substr(t, 1, 6) || '19' || substr(t, 7, 9) AS BIGINT)) END""",
    """CREATE MACRO key_of(t) AS CASE WHEN strlen(t) = 18 OR strlen(t) = 15 THEN plain_key(t)
      ELSE plain_key(trim(t)) END""",
    "CREATE MACRO digits(k) AS CASE WHEN k < 0 THEN -k ELSE k // 10 END",
    "CREATE MACRO is_sound(k) AS CASE WHEN k < 0 THEN 10 ELSE k % 10 END = check_of(digits(k))",
    """CREATE MACRO masked(k) AS (digits(k) // 100000000000000)::VARCHAR || '*************'
      || (digits(k) % 10)::VARCHAR || CASE WHEN k < 0 THEN 'X' ELSE (k % 10)::VARCHAR END""",
)
SMALL = "('残疾人机动轮椅车','三轮车','正三轮摩托车','低速货车','低速载货汽车','摩托车','普通二轮摩托车')"
MOVED = "('易地扶贫搬迁','易地搬迁安置','灾后重建','危房改造')"
OPEN = "('存续','在业','开业','存续(在营、开业、在册)')"
LISTED, ALL, LIFTED, EXITED, ORDINARY = 7, 15, 6, 2, 8

FOUND = (
    ("V1", "vehicles", LISTED, f"kind NOT IN {SMALL}", "kind", "amount"),
    ("V2", "vehicles", LISTED, f"kind NOT IN {SMALL} AND amount >= 3000000", "kind", "amount"),
    ("H1", "houses", LISTED, f"kind NOT IN {MOVED}", "kind", "amount"),
    ("H2", "houses", LISTED, f"kind NOT IN {MOVED} AND day >= DATE '2018-06-30'", "kind", "amount"),
    ("P1", "payroll", LISTED, "true", "kind", "amount"),
    ("C1", "companies", LISTED, f"state IN {OPEN} AND kind <> '农民专业合作社'", "kind", "amount"),
    ("C2", "companies", LISTED, f"state IN {OPEN} AND kind = '农民专业合作社'", "kind", "amount"),
    ("D1", "deaths", ALL, "true", "", ""),
    ("L1", "absences", LISTED, "day <= DATE '2019-06-30'", "kind", ""),
    ("N1", "dangerous_houses", EXITED, "kind IN ('C','D','C级','D级')", "kind", ""),
    ("N3", "dropouts", EXITED, "true", "kind", ""),
    ("N2", "severe_illness", ORDINARY, "true", "kind", ""),
    ("N7", "low_income", ORDINARY, "true", "kind", "amount"),
    ("W4", "severe_illness", LIFTED, f"day >= {MONTH}", "kind", ""),
    ("W6", "disasters", ALL, "day >= DATE '2020-03-30'", "kind", "amount"),
)  # fmt: skip
TOTALS = (
    ("K1", "deposits", LISTED, "true", 5_000_000),
    ("W1", "hospital", LIFTED, f"kind = '住院' AND day >= {YEAR}", 500_000),
    ("W2", "hospital", ORDINARY, f"kind = '住院' AND day >= {YEAR}", 2_000_000),
    ("W3", "hospital", LIFTED, f"kind = '门诊' AND day >= {MONTH}", 50_000),
    ("W5", "school_fees", ALL, "kind = '普通高中' AND day >= DATE '2019-06-30'", 1_000_000),
)  # fmt: skip
OUTSIDE = ("N2", "N7", "W2", "W5", "W6")
THOROUGH = ("severe_illness", "low_income", "hospital", "school_fees", "disasters", "deaths")
"""Lists whose numbers' check characters are looked at."""

COLUMNS = "rule, village, household, record, status, person, source, what, amount, day, times"


def offers() -> tuple[list[str], list[str]]:
    """Return what lists offer: all of it, and the part about people outside the register."""
    inside, outside = [], []
    for rule, data, mask, where, what, amount in FOUND:
        village = "village" if rule in OUTSIDE else "NULL::BIGINT"
        sql = (
            f"SELECT key, '{rule}' AS rule, {mask} AS mask, record AS source, {what or 'NULL::VARCHAR'}"
            f" AS what, {amount or 'NULL::BIGINT'} AS amount, day, NULL::BIGINT AS times,"
            f" {village} AS place FROM {data} WHERE key IS NOT NULL AND {where} AND day <= {DAY}"
        )
        inside.append(sql)
        if rule in OUTSIDE:
            outside.append(f"{sql} AND fault = 0")
    for rule, data, mask, where, limit in TOTALS:
        village = "max(village)" if rule in OUTSIDE else "NULL::BIGINT"
        fault = "max(fault)" if rule in OUTSIDE else "0"
        sql = (
            f"SELECT key, '{rule}' AS rule, {mask} AS mask, min(record) AS source, NULL::VARCHAR AS what,"
            f" sum(amount)::BIGINT AS amount, max(day) AS day, count(*) AS times, {village} AS place"
            f" FROM {data} WHERE key IS NOT NULL AND {where} AND day <= {DAY} GROUP BY key"
            f" HAVING sum(amount) >= {limit}"
        )
        inside.append(sql)
        if rule in OUTSIDE:
            outside.append(f"{sql} AND {fault} = 0")
    inside.append(
        f"SELECT key, 'D2', {ALL}, min(record), max(record)::VARCHAR, NULL, NULL, count(*), NULL"
        " FROM register WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1"
    )
    return inside, outside


def question(where: str = "true") -> str:
    """Return the whole cross-check as one statement over views of tables with keys."""
    inside, outside = offers()
    return f"""
    SELECT rule, village, household::VARCHAR AS household, record::VARCHAR AS record, status,
      masked(key) AS person, source::VARCHAR AS source, what, amount, day, times
    FROM register JOIN ({" UNION ALL ".join(inside)}) USING (key) WHERE status & mask <> 0 AND {where}
    UNION ALL
    SELECT rule, place, NULL, NULL, 16, masked(key), source::VARCHAR, what, amount, day, times
    FROM ({" UNION ALL ".join(outside)}) AS o
    WHERE NOT EXISTS (FROM register AS r WHERE r.key = o.key) AND {where}
    UNION ALL
    SELECT CASE fault WHEN 1 THEN 'D6' ELSE 'D7' END, village, household::VARCHAR, record::VARCHAR, status,
      coalesce(masked(key), '***'), NULL, CASE fault WHEN 1 THEN '缺失' ELSE '校验位有误' END, NULL, NULL, NULL
    FROM register WHERE fault > 0"""


def raw(country: Path, out: Path) -> None:
    """Ask the text numbers as they lie, in one statement; the common form takes a fast path."""
    base = _base(out)
    for file in country.glob("*.parquet"):
        name = file.stem
        if name in {"truth", "near"}:
            continue
        held = {row[0] for row in base.execute(f"DESCRIBE FROM '{file}'").fetchall()}
        money = ", amount_fen AS amount" if "amount_fen" in held else ""
        status = """, CASE status WHEN '已脱贫' THEN 2 WHEN '未脱贫' THEN 1 WHEN '监测对象' THEN 4
            ELSE 8 END::SMALLINT AS code"""
        kept = "* EXCLUDE (status), code AS status" if name == "register" else "*"
        fault = "CASE WHEN key IS NULL THEN 1 WHEN NOT is_sound(key) THEN 3 ELSE 0 END AS fault"
        thorough = name == "register" or name in THOROUGH
        base.execute(
            f"CREATE VIEW {name} AS SELECT {kept}{', ' + fault if thorough else ''} FROM"
            f" (SELECT *, key_of(id_number) AS key{money}{status if name == 'register' else ''} FROM '{file}')"
        )
    base.execute(
        f"COPY ({question()}) TO '{out / 'clues.parquet'}' (FORMAT parquet, COMPRESSION zstd)"
    )
    _count(base, out)


def by_province(layout: Path, out: Path) -> None:
    """Ask the prepared layout, one province after the other."""
    base = _base(out)
    folders = {one.name.rpartition("-")[0]: one for one in (layout / "prepared").iterdir()}
    parts = sorted(
        {int(one.name[5:]) for folder in folders.values() for one in folder.glob("part=*")}
    )
    (out / "parts").mkdir()
    for part in [part for part in parts if part >= 0]:
        for name, folder in folders.items():
            there = folder / f"part={part}"
            source = there / "*.parquet" if there.exists() else folder / "empty.parquet"
            base.execute(
                f"CREATE OR REPLACE VIEW {name} AS FROM read_parquet('{source}', hive_partitioning = false)"
            )
        base.execute(
            f"COPY ({question()}) TO '{out / 'parts' / f'{part}.parquet'}' (FORMAT parquet, COMPRESSION zstd)"
        )
    _count(base, out)


def _base(out: Path) -> duckdb.DuckDBPyConnection:
    base = duckdb.connect()
    base.execute("SET threads = 2")
    base.execute(f"SET memory_limit = '{MEMORY}'")
    base.execute(f"SET temp_directory = '{out / 'spill'}'")
    base.execute("SET preserve_insertion_order = false")
    for macro in MACROS:
        base.execute(macro)
    return base


def _count(base: duckdb.DuckDBPyConnection, out: Path) -> None:
    """Write clues by rule, village, town and county."""
    base.execute(
        f"""COPY (WITH villages AS (SELECT rule, village, count(*) AS clues, count(DISTINCT record) AS people
        FROM read_parquet('{out}/**/*.parquet') GROUP BY ALL)
        SELECT rule, village, village // 1000 AS town, village // 1000000 AS county, sum(clues), sum(people)
        FROM villages GROUP BY GROUPING SETS ((rule), (rule, county), (rule, town), (rule, village)))
        TO '{out / "counts.csv"}'"""
    )


def main(words: list[str]) -> None:
    """Run one peer."""
    way, *places = words
    country, out, *more = (Path(place) for place in places)
    out.mkdir(parents=True)
    if way == "raw":
        raw(country, out)
    elif way == "province":
        by_province(more[0], out)
    elif way == "polars":
        from bench.crosscheck_polars import ask  # noqa: PLC0415  Only for the peer that needs it.

        ask(country, out)


if __name__ == "__main__":
    main(sys.argv[1:])
