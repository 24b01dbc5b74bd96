"""New keys: everything reads, the old key nothing, a stopped renewal goes on; either cipher."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as office_settings

from jiedui import cli
from jiedui.access import ciphers
from jiedui.access.ciphers import AES, CIPHERS, SM
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.access.vault import sealed
from jiedui.clues import renewing
from jiedui.clues.boxes import unseal
from jiedui.clues.commands import assign_clues, attach_paper, begin_visit, conclude_clue
from jiedui.clues.lifecycle import Said
from jiedui.clues.looking import look, open_paper
from jiedui.clues.models import Clue
from jiedui.clues.queries import Filters, clues, story
from jiedui.clues.renewing import BOXES, renew_everything
from jiedui.clues.taking import take_run
from jiedui.kernel.problem import Refused
from jiedui.registry import sealing
from jiedui.registry.models import Person, Value
from jiedui.registry.privacy import look_at
from jiedui.registry.queries import Days, households
from jiedui.registry.queries import Filters as Wanted
from jiedui.registry.sealing import Ring
from tests.clues.conftest import NOW
from tests.registry.lists import ACCOUNT, number
from tests.registry.test_privacy import FIRST

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from tests.conftest import Office

TODAY = NOW.date()
DAYS = Days(TODAY, TODAY)


@pytest.fixture
def visited(run: Path) -> int:
    """A clue about the first household, visited and concluded."""
    wang = actor_named("wang")
    take_run(run, actor=wang, now=NOW)
    (clue,) = clues(EVERYWHERE, Filters(find=number(11)), today=TODAY).rows
    assign_clues([clue.number], "wang", actor=wang, now=NOW)
    begin_visit(clue.number, actor=wang, now=NOW)
    attach_paper(clue.number, b"%PDF signed", name="核查表.pdf", actor=wang, now=NOW)
    said = Said(visited_on=TODAY, conclusion="true", words="属实,有车")
    conclude_clue(clue.number, said, actor=wang, now=NOW)
    return clue.number


def everything(clue: int) -> dict[str, object]:
    """What the register and the clue say in full, and by what they are found."""
    wang = actor_named("wang")
    home = look_at(FIRST, DAYS, purpose="核实", actor=wang, now=NOW, reveal=True)
    person = look(clue, purpose="核实", actor=wang, now=NOW, reveal=True)
    told = story(EVERYWHERE, clue, today=TODAY)
    return {
        "names": [one.name for one in home.members],
        "numbers": [one.number for one in home.members],
        "account": home.items["bank_account"],
        "found": households(EVERYWHERE, DAYS, Wanted(find=number(11))).total,
        "clue": (person.name, person.id_number, [one.what for one in person.proofs]),
        "words": [one.words for one in told.steps],
        "paper": open_paper(clue, 1, purpose="核实", actor=wang, now=NOW).content,
        "by number": clues(EVERYWHERE, Filters(find=number(11)), today=TODAY).total,
    }


def boxes() -> list[bytes]:
    """Everything that is sealed."""
    tables = (Person.objects.filter(erased_at=None), Value.objects.exclude(sealed=None))
    rows: list[Any] = [one for table in tables for one in table]
    for table in BOXES.values():
        rows += table._default_manager.all()
    return [bytes(one.sealed) for one in rows]


@pytest.mark.parametrize("cipher", sorted(CIPHERS))
def test_after_a_renewal_everything_reads_and_the_old_key_nothing(
    visited: int, cipher: str, settings: Settings
) -> None:
    settings.REGISTER_CIPHER = cipher
    if cipher == "sm4-gcm" and not ciphers.has_sm4():
        pytest.skip("this machine's cryptography library has no SM4")
    before, old = everything(visited), sealing.ring()
    assert before["account"] == ACCOUNT
    done = renew_everything(actor=actor_named("admin"), now=NOW)
    assert everything(visited) == before
    assert sealing.generations() == (2,)
    assert [path.name for path in Path(office_settings.KEYS_DIR).glob("registry-*")] == [
        "registry-2.key"
    ]
    kept = boxes()
    assert done.done == len(kept) > 15
    assert {one[:3] for one in kept} == {bytes((CIPHERS[cipher], 0, 2))}
    for box in kept:
        assert not old.may_open(box)
    # Nor by its bytes, under the name of the new generation.
    passed_off = Ring({2: old.keys[1]}, 2, old.cipher)
    person = Person.objects.order_by("pk")[0]
    with pytest.raises(Refused):
        passed_off.open(person.sealed, f"person {person.token}")
    clue = Clue.objects.order_by("pk")[0]
    with pytest.raises(Refused):
        passed_off.open(clue.sealed, f"clue clue {clue.token}")


def test_a_renewal_stopped_anywhere_reads_and_goes_on(
    visited: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped after each of its transactions in turn; no key goes before its last box."""
    monkeypatch.setattr(renewing, "AT_ONCE", 1)
    monkeypatch.setattr("jiedui.registry.privacy.RENEWED_AT_ONCE", 3)
    before, whole, admin = everything(visited), renewing.renew_boxes, actor_named("admin")
    for steps in (0, 1, 3, 6):
        left = [steps]

        def stops(kind: str, after: int, left: list[int] = left, **said: object) -> object:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return whole(kind, after, **said)  # type: ignore[arg-type]

        monkeypatch.setattr(renewing, "renew_boxes", stops)
        with pytest.raises(KeyboardInterrupt):
            renew_everything(actor=admin, now=NOW)
        assert everything(visited) == before
        assert sealing.generations() == (1, 2)
    monkeypatch.setattr(renewing, "renew_boxes", whole)
    assert renew_everything(actor=admin, now=NOW).generation == 2
    assert sealing.generations() == (2,)
    assert everything(visited) == before


def test_from_one_cipher_to_the_other_and_by_the_word(
    visited: int, county: Office, settings: Settings
) -> None:
    if not ciphers.has_sm4():
        pytest.skip("this machine's cryptography library has no SM4")
    before = everything(visited)
    assert {box[0] for box in boxes()} == {AES}
    settings.REGISTER_CIPHER = "sm4-gcm"
    words = ["register", "rotate-keys", "--data-dir", str(county.data_dir)]
    assert cli.run([*words, "--as", "wang"]) == 2
    assert cli.run([*words, "--as", "admin"]) == 0
    assert {box[0] for box in boxes()} == {SM}
    assert everything(visited) == before


def test_a_box_of_the_offices_own_key_reads_and_is_sealed_anew(visited: int) -> None:
    clue = Clue.objects.get(pk=visited)
    told = unseal(clue.sealed, kind="clue", token=clue.token)
    clue.sealed = sealed(b'{"status": "old"}', place=f"clue clue {clue.token}")
    clue.save()
    assert unseal(clue.sealed, kind="clue", token=clue.token) == {"status": "old"} != told
    renew_everything(actor=actor_named("admin"), now=NOW)
    clue.refresh_from_db()
    assert bytes(clue.sealed)[:3] == bytes((AES, 0, 2))
    assert unseal(clue.sealed, kind="clue", token=clue.token) == {"status": "old"}
