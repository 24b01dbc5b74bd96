"""The Polars peer of the cross-check's benchmark: the same 23 rules, lazy, on the streaming engine."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl

from bench.crosscheck_peer import (
    ALL,
    COLUMNS,
    EXITED,
    LIFTED,
    LISTED,
    MOVED,
    OPEN,
    ORDINARY,
    OUTSIDE,
    SMALL,
    THOROUGH,
)

if TYPE_CHECKING:
    from pathlib import Path

DAY, YEAR = dt.date(2020, 6, 30), dt.date(2020, 1, 1)
KIND, AMOUNT, SEEN = pl.col("kind"), pl.col("amount"), pl.col("day")
EVERY = pl.lit(1) == 1
WITH_AMOUNT = (
    "vehicles houses payroll companies deposits hospital low_income school_fees disasters".split()
)


def _words(sql: str) -> list[str]:
    return (
        sql.strip("()")
        .replace("'存续(在营、开业、在册)'", "")
        .strip(",")
        .replace("'", "")
        .split(",")
    )


FOUND = (
    ("V1", "vehicles", LISTED, ~KIND.is_in(_words(SMALL)), True, True),
    ("V2", "vehicles", LISTED, ~KIND.is_in(_words(SMALL)) & (AMOUNT >= 3_000_000), True, True),
    ("H1", "houses", LISTED, ~KIND.is_in(_words(MOVED)), True, True),
    ("H2", "houses", LISTED, ~KIND.is_in(_words(MOVED)) & (dt.date(2018, 6, 30) <= SEEN), True, True),
    ("P1", "payroll", LISTED, EVERY, True, True),
    ("C1", "companies", LISTED, pl.col("state").is_in(_words(OPEN)) & (KIND != "农民专业合作社"), True, True),
    ("C2", "companies", LISTED, pl.col("state").is_in(_words(OPEN)) & (KIND == "农民专业合作社"), True, True),
    ("D1", "deaths", ALL, EVERY, False, False),
    ("L1", "absences", LISTED, dt.date(2019, 6, 30) >= SEEN, True, False),
    ("N1", "dangerous_houses", EXITED, KIND.is_in(["C", "D", "C级", "D级"]), True, False),
    ("N3", "dropouts", EXITED, EVERY, True, False),
    ("N2", "severe_illness", ORDINARY, EVERY, True, False),
    ("N7", "low_income", ORDINARY, EVERY, True, True),
    ("W4", "severe_illness", LIFTED, dt.date(2020, 6, 1) <= SEEN, True, False),
    ("W6", "disasters", ALL, dt.date(2020, 3, 30) <= SEEN, True, True),
)  # fmt: skip
TOTALS = (
    ("K1", "deposits", LISTED, EVERY, 5_000_000),
    ("W1", "hospital", LIFTED, (KIND == "住院") & (SEEN >= YEAR), 500_000),
    ("W2", "hospital", ORDINARY, (KIND == "住院") & (SEEN >= YEAR), 2_000_000),
    ("W3", "hospital", LIFTED, (KIND == "门诊") & (dt.date(2020, 6, 1) <= SEEN), 50_000),
    ("W5", "school_fees", ALL, (KIND == "普通高中") & (dt.date(2019, 6, 30) <= SEEN), 1_000_000),
)  # fmt: skip


def ask(country: Path, out: Path) -> None:
    """Ask all rules and write clues and counts."""
    tables = {
        file.stem: _keyed(pl.scan_parquet(file), file.stem)
        for file in country.glob("*.parquet")
        if file.stem not in {"truth", "near"}
    }
    register = tables["register"]
    people = register.filter(pl.col("key").is_not_null())
    inside = [_found(tables[one[1]], *one) for one in FOUND]
    inside += [_total(tables[one[1]], *one) for one in TOTALS]
    outside = [one for one in inside if one[0] in OUTSIDE]
    offers = [one for _, one in inside] + [_twice(people)]
    joined = people.join(pl.concat(offers, how="diagonal"), on="key").filter(
        (pl.col("status") & pl.col("mask")) != 0
    )
    missed = pl.concat([one for _, one in outside], how="diagonal").filter(
        pl.col("number_fault") == 0
    )
    missed = missed.join(people.select("key"), on="key", how="anti").with_columns(
        village=pl.col("place"), household=None, record=None, status=pl.lit(16, pl.Int16)
    )
    faulty = register.filter(pl.col("fault") > 0).with_columns(
        rule=pl.when(pl.col("fault") == 1).then(pl.lit("D6")).otherwise(pl.lit("D7")),
        what=pl.when(pl.col("fault") == 1).then(pl.lit("缺失")).otherwise(pl.lit("校验位有误")),
        source=pl.lit(None, pl.Int64), amount=pl.lit(None, pl.Int64), day=pl.lit(None, pl.Date),
        times=pl.lit(None, pl.Int64),
    )  # fmt: skip
    clues = pl.concat([_told(one) for one in (joined, missed, faulty)])
    clues.sink_parquet(out / "clues.parquet", compression="zstd", engine="streaming")
    _count(out)


def _keyed(rows: pl.LazyFrame, name: str) -> pl.LazyFrame:
    text = pl.col("id_number").str.strip_chars(" ")
    is_x = text.str.ends_with("X") | text.str.ends_with("x")
    digits = text.str.slice(0, 17).cast(pl.Int64, strict=False)
    wide = pl.concat_str(text.str.slice(0, 6), pl.lit("19"), text.str.slice(6, 9)).cast(
        pl.Int64, strict=False
    )
    long = pl.when(is_x).then(-digits).otherwise(text.cast(pl.Int64, strict=False))
    size = text.str.len_bytes()
    key = pl.when(size == 18).then(long).when(size == 15).then(_with_check(wide))
    rows = rows.with_columns(key=key)
    if name == "register":
        codes = {"已脱贫": 2, "未脱贫": 1, "监测对象": 4, "一般农户": 8}
        rows = rows.with_columns(pl.col("status").replace_strict(codes, return_dtype=pl.Int16))
    if name == "register" or name in THOROUGH:
        bare, key = _digits(pl.col("key")), pl.col("key")
        is_sound = pl.when(key < 0).then(10).otherwise(key % 10) == _check(bare)
        fault = pl.when(key.is_null()).then(1).when(~is_sound).then(3).otherwise(0)
        rows = rows.with_columns(fault=fault)
    if name in WITH_AMOUNT:
        rows = rows.with_columns(amount=pl.col("amount_fen").cast(pl.Int64))
    return rows


def _digits(key: pl.Expr) -> pl.Expr:
    return pl.when(key < 0).then(-key).otherwise(key // 10)


def _check(digits: pl.Expr) -> pl.Expr:
    total = digits * 2
    for place in range(1, 17):
        total = total - (digits // 10**place) * (8 << place)
    return (12 - total % 11) % 11


def _with_check(digits: pl.Expr) -> pl.Expr:
    check = _check(digits)
    return pl.when(check == 10).then(-digits).otherwise(digits * 10 + check)


def _found(rows: pl.LazyFrame, rule: str, *more: object) -> tuple[str, pl.LazyFrame]:
    _, mask, where, has_what, has_amount = more
    place = pl.col("village") if rule in OUTSIDE else pl.lit(None, pl.Int64)
    return rule, rows.filter(pl.col("key").is_not_null(), where, SEEN <= DAY).select(
        "key", "day", rule=pl.lit(rule), mask=pl.lit(mask, pl.Int16), source="record",
        what=KIND if has_what else pl.lit(None, pl.String),
        amount=AMOUNT if has_amount else pl.lit(None, pl.Int64), times=pl.lit(None, pl.Int64),
        place=place, number_fault=pl.col("fault") if rule in OUTSIDE else pl.lit(0, pl.Int32),
    )  # fmt: skip


def _total(rows: pl.LazyFrame, rule: str, *more: object) -> tuple[str, pl.LazyFrame]:
    _, mask, where, limit = more
    is_outside = rule in OUTSIDE
    sums = rows.filter(pl.col("key").is_not_null(), where, SEEN <= DAY).group_by("key").agg(
        source=pl.col("record").min(), amount=AMOUNT.sum(), day=SEEN.max(), times=pl.len().cast(pl.Int64),
        place=pl.col("village").max() if is_outside else pl.lit(None, pl.Int64).first(),
        number_fault=pl.col("fault").max() if is_outside else pl.lit(0, pl.Int32).first(),
    )  # fmt: skip
    return rule, sums.filter(limit <= AMOUNT).with_columns(
        rule=pl.lit(rule), mask=pl.lit(mask, pl.Int16), what=pl.lit(None, pl.String)
    )


def _twice(people: pl.LazyFrame) -> pl.LazyFrame:
    counted = people.group_by("key").agg(
        source=pl.col("record").min(), what=pl.col("record").max().cast(pl.String),
        times=pl.len().cast(pl.Int64),
    )  # fmt: skip
    return counted.filter(pl.col("times") > 1).with_columns(
        rule=pl.lit("D2"), mask=pl.lit(ALL, pl.Int16)
    )


def _told(rows: pl.LazyFrame) -> pl.LazyFrame:
    key = pl.col("key")
    bare = _digits(key)
    last = pl.when(key < 0).then(pl.lit("X")).otherwise((key % 10).cast(pl.String))
    person = pl.concat_str(
        (bare // 10**14).cast(pl.String), pl.lit("*" * 13), (bare % 10).cast(pl.String), last
    )
    return rows.with_columns(
        person=person.fill_null("***"),
        household=pl.col("household").cast(pl.String), record=pl.col("record").cast(pl.String),
        source=pl.col("source").cast(pl.String),
    ).select(COLUMNS.split(", "))  # fmt: skip


def _count(out: Path) -> None:
    places = pl.scan_parquet(out / "clues.parquet").group_by("rule", "village").agg(
        clues=pl.len(), people=pl.col("record").n_unique()
    )  # fmt: skip
    placed = places.with_columns(
        town=pl.col("village") // 1000, county=pl.col("village") // 10**6
    ).collect()
    levels = [
        placed.group_by("rule", *level).agg(pl.col("clues", "people").sum())
        for level in ((), ("county",), ("town",), ("village",))
    ]
    pl.concat(levels, how="diagonal").write_csv(out / "counts.csv")
