"""A whole fictitious country: every planted truth is found and nothing else, in any order."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from jiedui.checks import layout
from jiedui.checks.rules import RULES
from jiedui.checks.run import crosscheck
from jiedui.checks.synth.people import county_codes
from jiedui.checks.synth.write import write_country
from jiedui.kernel.gazetteer import gazetteer
from jiedui.kernel.identity import check_identity
from tests.checks.small import clues

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from jiedui.checks.run import Job


def truths(country: Path) -> set[tuple[str, str, str]]:
    rows = pq.read_table(country / "truth.parquet").to_pylist()
    found = {(row["rule"], row["record"], row["source"]) for row in rows}
    assert len(found) == len(rows)
    return found


def set_hash(out: Path) -> str:
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    return str(manifest["clues"]["set_hash"])


def test_every_planted_truth_is_found_and_nothing_else(country: Path, answered: Path) -> None:
    planted = truths(country)
    assert {rule for rule, _, _ in planted} == set(RULES)
    assert clues(answered) == planted


def test_near_matches_are_the_planted_slips(country: Path, answered: Path) -> None:
    planted = {
        (row["data"], str(row["source"]), str(row["record"]))
        for row in pq.read_table(country / "near.parquet").to_pylist()
    }
    with (answered / "near.csv").open(encoding="utf-8-sig", newline="") as opened:
        offered = {(row[0], row[1], row[4]) for row in list(csv.reader(opened))[1:]}
    assert {data for data, _, _ in planted} == {"deaths", "severe_illness", "population"}
    assert offered == planted


def test_rows_in_any_order_and_any_files_give_the_same_clues(
    country_job: Job, answered: Path, tmp_path: Path
) -> None:
    """Each table is shuffled and cut into files of uneven length."""
    chance = random.Random(3)  # noqa: S311  An order, no secret.
    paths = {}
    for code, path in {"register": country_job.register, **country_job.lists}.items():
        table = pq.read_table(path)
        order = list(range(table.num_rows))
        chance.shuffle(order)
        table = table.take(pa.array(order))
        (tmp_path / code).mkdir()
        for at, start in enumerate((0, table.num_rows // 5, table.num_rows // 2)):
            end = (table.num_rows // 5, table.num_rows // 2, table.num_rows)[at]
            pq.write_table(table.slice(start, end - start), tmp_path / code / f"{at}.parquet")
        paths[code] = str(tmp_path / code)
    register = paths.pop("register")
    crosscheck(replace(country_job, register=register, lists=paths, out=tmp_path / "out"))
    assert set_hash(tmp_path / "out") == set_hash(answered)


def test_large_parts_are_compared_in_slices_with_the_same_clues(
    country_job: Job, answered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "REGISTER_ROWS_MAX", 6000)
    crosscheck(replace(country_job, out=tmp_path / "out"))
    assert len(list((tmp_path / "out" / "clues").iterdir())) == 5
    assert set_hash(tmp_path / "out") == set_hash(answered)


def test_a_run_cut_off_goes_on_and_a_kept_layout_is_used_again(
    country_job: Job, answered: Path, tmp_path: Path
) -> None:
    job = replace(country_job, out=tmp_path / "out", work=tmp_path / "work")
    said: list[str] = []

    class CutOff(Exception):  # noqa: N818  No error: somebody pulled the plug.
        pass

    def cut_off(text: str) -> None:
        if text.startswith("comparing part 2"):
            raise CutOff

    try:
        crosscheck(job, progress=cut_off)
    except CutOff:
        said.append("cut off")
    crosscheck(job, progress=said.append)
    assert [text.split(":")[0] for text in said] == ["cut off", "comparing part 2 of 2", "telling"]
    assert set_hash(job.out) == set_hash(answered)
    said.clear()
    crosscheck(replace(job, out=tmp_path / "again"), progress=said.append)
    assert not [text for text in said if text.startswith("preparing")]
    assert set_hash(tmp_path / "again") == set_hash(answered)
    for out in (job.out, tmp_path / "again"):  # Held in memory, on disk, kept: the same pairs.
        assert (out / "near.csv").read_bytes() == (answered / "near.csv").read_bytes()


def test_counts_add_up_from_villages_to_the_whole(answered: Path) -> None:
    with (answered / "counts.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    totals: dict[str, dict[str, int]] = {}
    for row in rows:
        level = totals.setdefault(row["level"], {})
        level[row["rule"]] = level.get(row["rule"], 0) + int(row["clues"])
    assert set(totals) == {"all", "county", "town", "village"}
    assert totals["all"] == totals["county"] == totals["town"] == totals["village"]
    assert sum(totals["all"].values()) == len(clues(answered))


def test_numbers_are_sound_and_nobodys(country: Path) -> None:
    rows = pq.read_table(country / "register.parquet", columns=["id_number"])[
        "id_number"
    ].to_pylist()
    found = [check_identity(text) for text in rows if text]
    assert sum(not one.is_valid for one in found) < len(found) // 500
    assert not any(one.has_known_region for one in found)


def test_area_codes_of_a_whole_nation_were_never_given() -> None:
    codes = county_codes(100_000_000)
    assert len(codes) == len(set(codes)) == 500
    assert not {str(code) for code in codes} & set(gazetteer().spells)


def test_the_same_seed_makes_the_same_country(tmp_path: Path) -> None:
    write_country(300, tmp_path / "one", seed=1)
    write_country(300, tmp_path / "two", seed=1)
    write_country(300, tmp_path / "three", seed=2)
    for name in ("register", "hospital", "truth"):
        one, two, three = (
            sorted(map(str, pq.read_table(tmp_path / folder / f"{name}.parquet").to_pylist()))
            for folder in ("one", "two", "three")
        )
        assert one == two
        assert one != three
