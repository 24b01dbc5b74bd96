"""Personal data: sealed at rest, masked, every look written down, renewed, erased, exported."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from django.db import connection

from jiedui import cli
from jiedui.access import ciphers
from jiedui.access.queries import actor_named, log
from jiedui.access.scope import EVERYWHERE
from jiedui.books.feed import extend_facts
from jiedui.kernel.problem import Refused
from jiedui.registry import sealing
from jiedui.registry.erasing import erase, propose_erasure
from jiedui.registry.exporting import export_register
from jiedui.registry.findings import findings
from jiedui.registry.looking import looks
from jiedui.registry.privacy import look_at, renew_keys, renew_some
from jiedui.registry.queries import Days, Filters, households
from tests.registry.conftest import NOW
from tests.registry.lists import ACCOUNT, LEIBO, ROWS, number

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from tests.conftest import Office

DAY = dt.date(2019, 3, 5)
DAYS = Days(DAY, DAY)
FIRST = f"{LEIBO}-000001"
SECRETS = [ACCOUNT, *(str(row[1]) for row in ROWS), *(str(row[0]) for row in ROWS)]


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


def test_nothing_personal_lies_open(register: Office) -> None:
    """Not in the database, the facts, the uploads or the log."""
    extend_facts()
    connection.close()
    files = [path for path in register.data_dir.rglob("*") if path.is_file()]
    assert any(path.suffix == ".parquet" for path in files)
    for path in files:
        content = path.read_bytes()
        assert [one for one in SECRETS if one.encode() in content] == [], path
    told = " ".join(str(one) for one in log(EVERYWHERE, limit=500))
    assert [one for one in SECRETS if one in told] == []


def test_what_is_sealed_opens_only_where_it_belongs(register: Office) -> None:
    del register
    keys = sealing.ring()
    box = keys.seal("秘密".encode(), "person a")
    assert keys.open(box, "person a").decode() == "秘密"
    assert box != keys.seal("秘密".encode(), "person a")
    for wrong, record in ((box, "person b"), (box[:-1] + bytes((box[-1] ^ 1,)), "person a")):
        with pytest.raises(Refused) as refused:
            keys.open(wrong, record)
        assert code(refused) == "SEAL_BROKEN"


def test_the_other_cipher_is_used_or_refused(register: Office, settings: Settings) -> None:
    del register
    settings.REGISTER_CIPHER = "sm4-gcm"
    if not ciphers.has_sm4():
        with pytest.raises(Refused) as refused:
            sealing.ring()
        assert code(refused) == "CIPHER_MISSING"
        return
    box = sealing.ring().seal(b"x", "person a")
    assert box[0] == ciphers.SM
    settings.REGISTER_CIPHER = "aes-gcm"
    assert sealing.ring().open(box, "person a") == b"x"
    settings.REGISTER_CIPHER = "rot13"
    with pytest.raises(Refused) as refused:
        sealing.ring()
    assert code(refused) == "CIPHER_UNKNOWN"


def test_every_look_is_written_down_and_says_what_for(register: Office) -> None:
    del register
    wang, auditor = actor_named("wang"), actor_named("auditor")
    masked = look_at(FIRST, DAYS, purpose="抽查", actor=auditor, now=NOW)
    assert (masked.members[0].name, masked.items["bank_account"][:4]) == ("甲**", "622*")
    with pytest.raises(Refused) as refused:
        look_at(FIRST, DAYS, purpose="抽查", actor=auditor, now=NOW, reveal=True)
    assert code(refused) == "NOT_ALLOWED"
    with pytest.raises(Refused) as refused:
        look_at(FIRST, DAYS, purpose="  ", actor=wang, now=NOW)
    assert code(refused) == "PURPOSE_MISSING"
    look_at(FIRST, DAYS, purpose=f"核实{number(11)}", actor=wang, now=NOW, reveal=True)
    seen = looks(EVERYWHERE, number=FIRST)
    assert [(one.actor, one.is_revealed) for one in seen] == [("wang", True), ("auditor", False)]
    assert number(11) not in seen[0].purpose
    assert looks(actor_named("leibo").scope("registry.read")) == seen
    for other in ("meigu", "village"):
        assert looks(actor_named(other).scope("registry.read")) == []


def test_keys_are_renewed_step_by_step(register: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped half way everything reads by both keys, and called again it goes on."""
    del register
    admin = actor_named("admin")
    monkeypatch.setattr("jiedui.registry.privacy.RENEWED_AT_ONCE", 2)
    with pytest.raises(Refused):
        renew_keys(actor=actor_named("zhao"), now=NOW)
    step = renew_some(actor=admin, now=NOW, is_first=True)
    assert (step.left > 0, sealing.generations()) == (True, (1, 2))
    assert households(EVERYWHERE, DAYS, Filters(find=number(15))).total == 1
    done = renew_keys(actor=admin, now=NOW)
    assert (done.left, done.generation, sealing.generations()) == (0, 2, (1, 2))
    assert households(EVERYWHERE, DAYS, Filters(find=number(11))).total == 1
    full = look_at(FIRST, DAYS, purpose="核实", actor=actor_named("wang"), now=NOW, reveal=True)
    assert (full.members[0].name, full.items["bank_account"]) == ("甲一一", ACCOUNT)
    assert renew_keys(actor=admin, now=NOW).generation == 2, "older keys are there: it goes on"


def test_erasing_leaves_every_count(register: Office) -> None:
    del register
    with pytest.raises(Refused) as refused:
        propose_erasure(FIRST, reason="", actor=actor_named("wang"), now=NOW)
    assert code(refused) == "PURPOSE_MISSING"
    with pytest.raises(Refused) as refused:
        erase(1, actor=actor_named("meigu"), now=NOW)
    (one,) = refused.value.problems
    assert (one.code, one.found) == ("NOT_ALLOWED", "meigu (reviewer within 513436)")
    assert "in all places" in one.expected
    made = propose_erasure(FIRST, reason="本人申请", actor=actor_named("qian"), now=NOW)
    with pytest.raises(Refused) as refused:
        erase(made.number, actor=actor_named("qian"), now=NOW)
    assert code(refused) == "SECOND_PERSON"
    erase(made.number, actor=actor_named("zhao"), now=NOW)
    assert households(EVERYWHERE, DAYS).total == 5
    assert households(EVERYWHERE, DAYS, Filters(find=number(11))).total == 0
    left = look_at(FIRST, DAYS, purpose="核实", actor=actor_named("wang"), now=NOW, reveal=True)
    assert (left.is_erased, left.members[0].name, left.members[0].number) == (True, "", "")
    assert "bank_account" not in left.items
    assert left.standing == "exited"
    assert FIRST not in {one.household for one in findings(EVERYWHERE, DAYS)}, "missing on purpose"


def test_an_export_is_marked_and_a_cross_check_reads_it(register: Office, tmp_path: Path) -> None:
    del register
    zhao = actor_named("zhao")
    with pytest.raises(Refused) as refused:
        export_register(DAYS, form="csv", purpose="", actor=zhao, now=NOW)
    assert code(refused) == "PURPOSE_MISSING"
    book = export_register(DAYS, form="workbook", purpose="数据比对", actor=zhao, now=NOW)
    assert (book.households, book.people, book.content[:2]) == (5, 5, b"PK")
    made = export_register(DAYS, form="parquet", purpose="数据比对", actor=zhao, now=NOW)
    people = tmp_path / "register.parquet"
    people.write_bytes(made.content)
    assert pq.read_table(people).column("id_number").to_pylist()[0] == number(11)
    cars = tmp_path / "cars.csv"
    cars.write_text(f"身份证号,车辆类型\n{number(12)},小型轿车\n", encoding="utf-8")
    words = ["crosscheck", "--register", str(people), "--dataset", f"vehicles={cars}"]
    assert cli.run([*words, "--out", str(tmp_path / "out"), "--as-of", "2019-03-05"]) == 0
    assert "V1" in (tmp_path / "out" / "clues.csv").read_text(encoding="utf-8-sig")
    masked = export_register(
        DAYS, form="csv", purpose="汇总", actor=zhao, now=NOW, reveal=False
    ).content.decode()
    assert [one for one in SECRETS if one in masked] == []
    other = export_register(DAYS, form="csv", purpose="汇总", actor=actor_named("meigu"), now=NOW)
    assert other.people == 0
