"""Runs taken in: checked, once, joined to what is open, sealed, inside one's places only."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.checks.rules import RULES
from jiedui.checks.run import Job, crosscheck
from jiedui.clues.commands import assign_clues
from jiedui.clues.looking import look
from jiedui.clues.overviews import counts, runs
from jiedui.clues.queries import Filters, clues, story
from jiedui.clues.taking import _place, take_run
from jiedui.kernel.problem import Refused
from tests.clues.conftest import CARS, DAY, NOW, SECRETS, write_list
from tests.registry.lists import LEIBO, number

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Office

TODAY = NOW.date()
FIRST = f"{LEIBO}-000001"


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.code for one in refused.value.problems}


def test_a_run_becomes_one_clue_a_person_and_rule(run: Path) -> None:
    done = take_run(run, actor=actor_named("wang"), now=NOW)
    assert (done.new, done.joined, done.outside) == (4, 0, 0)
    found = clues(EVERYWHERE, Filters(), today=TODAY)
    rows = sorted((one.rule, one.household) for one in found.rows)
    assert rows == [("D1", f"{LEIBO}-000002"), ("N2", ""), ("V1", FIRST), ("V1", f"{LEIBO}-000003")]
    (first,) = clues(EVERYWHERE, Filters(find=number(11)), today=TODAY).rows
    person = look(first.number, purpose="核查", actor=actor_named("wang"), now=NOW, reveal=True)
    assert (person.name, person.id_number) == ("甲一一", number(11))
    assert sorted((one.source, one.what, one.amount) for one in person.proofs) == [
        ("车架A0001", "小型客车", 5_200_000), ("车架A0002", "货车", 8_100_000),
    ]  # fmt: skip
    manifest = json.loads((run / "manifest.json").read_text("utf-8"))
    hashes = {digest for one in manifest["inputs"] for digest in one["sha256"].values()}
    assert {one.sha256 for one in runs(EVERYWHERE)[0].inputs} == hashes


def test_the_same_run_twice_and_a_changed_one_are_refused(run: Path, tmp_path: Path) -> None:
    take_run(run, actor=actor_named("wang"), now=NOW)
    moved = tmp_path / "moved"
    shutil.copytree(run, moved)
    with pytest.raises(Refused) as refused:
        take_run(moved, actor=actor_named("zhao"), now=NOW)
    assert codes(refused) == {"RUN_KNOWN"}
    told = json.loads((moved / "manifest.json").read_text("utf-8"))
    told["clues"]["set_hash"] = "0" * 16 + "-4"
    (moved / "manifest.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(Refused) as refused:
        take_run(moved, actor=actor_named("wang"), now=NOW)
    assert codes(refused) == {"RUN_CHANGED"}
    (moved / "manifest.json").write_text("[]", "utf-8")
    with pytest.raises(Refused) as refused:
        take_run(moved, actor=actor_named("wang"), now=NOW)
    assert codes(refused) == {"RUN_UNREADABLE"}


def test_an_open_clue_is_joined_with_what_is_new(run: Path, again: Callable[..., Path]) -> None:
    wang = actor_named("wang")
    take_run(run, actor=wang, now=NOW)
    third = (number(11), "车架A0003", "皮卡", "9000", "2020-02-01")
    done = take_run(again(*CARS, third), actor=wang, now=NOW)
    assert (done.new, done.joined) == (0, 4)
    (first,) = clues(EVERYWHERE, Filters(find=FIRST), today=TODAY).rows
    person = look(first.number, purpose="核查", actor=wang, now=NOW)
    assert [one.run for one in person.proofs].count(1) == 2
    assert len(person.proofs) == 3
    assert story(EVERYWHERE, first.number, today=TODAY).runs == [1, 2]


def test_other_places_see_and_take_nothing(run: Path) -> None:
    meigu = actor_named("meigu")
    done = take_run(run, actor=meigu, now=NOW)
    assert (done.new, done.outside) == (0, 5)
    town = actor_named("lin")
    done = take_run(run, actor=town, now=NOW)
    assert (done.new, done.outside) == (2, 2)
    for name in ("meigu", "village"):
        scope = actor_named(name).scope("clues.read")
        assert clues(scope, Filters(), today=TODAY).total == 0
        assert counts(scope, "village", today=TODAY) == []
        for at in (1, 2):
            with pytest.raises(Refused) as refused:
                look(at, purpose="看", actor=actor_named(name), now=NOW)
            assert codes(refused) == {"CLUE_UNKNOWN"}
    with pytest.raises(Refused) as refused:
        assign_clues([1], "village", actor=actor_named("lin"), now=NOW)
    assert codes(refused) == {"OUTSIDE_SCOPE"}
    by_village = counts(EVERYWHERE, "village", today=TODAY)
    assert [(one.place, one.total) for one in by_village] == [(f"{LEIBO}:锦城镇:花坪村", 2)]


def test_nothing_personal_lies_unsealed(
    county: Office, run: Path, again: Callable[..., Path]
) -> None:
    wang = actor_named("wang")
    take_run(run, actor=wang, now=NOW)
    take_run(again(CARS[0], out="shown", reveal=True), actor=wang, now=NOW)
    look(1, purpose="入户核查", actor=wang, now=NOW, reveal=True)
    for file in county.data_dir.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert [one for one in SECRETS if one.encode() in content] == [], file.name


def test_every_look_is_written_down(run: Path) -> None:
    take_run(run, actor=actor_named("wang"), now=NOW)
    masked = look(1, purpose="看一眼", actor=actor_named("auditor"), now=NOW)
    assert not any(one in str(masked) for one in SECRETS)
    with pytest.raises(Refused) as refused:
        look(1, purpose="看", actor=actor_named("auditor"), now=NOW, reveal=True)
    assert codes(refused) == {"NOT_ALLOWED"}
    with pytest.raises(Refused) as refused:
        look(1, purpose=" ", actor=actor_named("wang"), now=NOW, reveal=True)
    assert codes(refused) == {"PURPOSE_MISSING"}
    (seen,) = story(EVERYWHERE, 1, today=TODAY).looks
    assert (seen.actor, seen.purpose, seen.is_revealed) == ("auditor", "看一眼", False)


def test_a_village_the_register_does_not_know_keeps_its_code() -> None:
    own = {513437900101: "513437:锦城镇:花坪村"}
    assert _place(513437900101, own) == "513437:锦城镇:花坪村"
    assert _place(513437101202, own) == "513437:101:202"
    assert _place(533421101202, {}) == "533401:101:202"
    assert _place(529901101202, {}) == "529901:101:202"
    assert _place(513437, {}) == "513437"
    assert [_place(one, {}) for one in (None, 0, 12345)] == ["", "", ""]


def test_a_raw_workbooks_people_are_known_again_by_their_revealed_numbers(
    county: Office, tmp_path: Path
) -> None:
    assert county.vendor == "sqlite"
    heads = "户编号 人员编号 公民身份号码 姓名 村代码 状态"
    wang = actor_named("wang")
    for at, name in enumerate(("one", "two")):
        (tmp_path / name).mkdir()
        row = ("7", str(5 + at), number(31), "未在册", "513437101202", "registered")
        listed = write_list(tmp_path / name / "list.csv", heads, (row,))
        car = (number(31), f"车{at}", "小型客车", "52000", "2019-06-01")
        cars = write_list(tmp_path / name / "cars.csv", "id_number record kind amount day", (car,))
        job = Job(
            listed, {"vehicles": cars}, [RULES["V1"]], DAY, tmp_path / name / "out", reveal=True
        )
        crosscheck(job)
        done = take_run(job.out, actor=wang, now=NOW)
        assert (done.new, done.joined) == (1 - at, at)
    (clue,) = clues(EVERYWHERE, Filters(find=number(31)), today=TODAY).rows
    assert (clue.place, clue.household) == ("513437:101:202", "")
    person = look(clue.number, purpose="核查", actor=wang, now=NOW, reveal=True)
    assert (person.id_number, person.household, len(person.proofs)) == (number(31), "7", 2)
