"""Keys and faults of identity numbers, held against the kernel's own check, number by number."""

from __future__ import annotations

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiedui.checks.model import Fault
from jiedui.checks.near import distance
from jiedui.checks.numbers import masked, shown
from jiedui.checks.prepare import numbered
from jiedui.facts.bulk import start
from jiedui.kernel.identity import check_character, check_identity, mask_number, widened

BORN = ("19700101", "20000229", "19000229", "19990431", "20231300", "18491231", "19500630")
SOUND = [
    digits + check_character(digits)
    for born in BORN
    for at in range(60)
    for digits in [f"5299{at % 7:02d}{born}{at * 7:03d}"]
]
ODD = (
    "", " ", "无", "1", "529901700101001", "529901700231001", "52990119700101001", "０" * 18,
    "1.2345678901234e17", "12345678901234567e", "123456789012345e10", "99999999999999e100",
    " 1234567890123456X",
    "+12345678901234567", "1_2345678901234567", "52990119700101001x", "52990119700101001Y",
    "52990119700101001X42", "52990119700101001X42B1", "529901197001010019999",
)  # fmt: skip
WRITTEN = [
    *SOUND, *(f" {one}\u3000" for one in SOUND[::9]), *(one.lower() for one in SOUND[::5]),
    *(one[:-1] + ("7" if one[-1] != "7" else "8") for one in SOUND[::4]), *ODD,
]  # fmt: skip


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """Each number with key, fault, mask and what the key stands for, as the engine gives them."""
    folder = tmp_path_factory.mktemp("numbers")
    pq.write_table(pa.table({"id_number": WRITTEN}), folder / "a.parquet")
    bulk = start("duckdb", folder / "spill")
    bulk.bind("given_a", [folder / "a.parquet"])
    source = ibis.table({"id_number": "string"}, name="given_a")
    rows = numbered(bulk, source, "id_number", is_thorough=True)
    chosen = rows.select(
        "id_number", "_key", "_fault", masked=masked(rows["_key"]), shown=shown(rows["_key"])
    )
    found: list[dict[str, object]] = bulk.rows(chosen).to_pylist()
    bulk.close()
    assert len(found) == len(WRITTEN)
    return found


def test_faults_are_those_the_kernel_finds(keyed: list[dict[str, object]]) -> None:
    codes = {Fault.NONE: "", Fault.FORM: "ID_FORMAT", Fault.CHECK: "ID_CHECK_DIGIT"}
    seen = set()
    for row in keyed:
        text = str(row["id_number"])
        fault = Fault(int(str(row["_fault"])))
        seen.add(fault)
        if fault is Fault.MISSING:
            assert not text.strip()
        else:
            assert codes[fault] == check_identity(text).code, text
    assert seen == set(Fault)


def test_a_key_stands_for_all_eighteen_characters(keyed: list[dict[str, object]]) -> None:
    for row in keyed:
        number = check_identity(str(row["id_number"])).number
        person = widened(number) if len(number) == 15 else number[:18]
        if row["_key"] is not None:
            assert row["shown"] == person
            assert row["masked"] == mask_number(person)
        else:
            assert not check_identity(str(row["id_number"])).is_valid


def test_slips_are_counted_as_a_hand_makes_them() -> None:
    assert distance("123456", "123456") == 0
    assert distance("123456", "123956") == 1
    assert distance("123456", "132456") == 1
    assert distance("123456", "132459") == 2
    assert distance("123456", "12345") > 2
