"""The office's own keys renewed: everything reads, the old keys nothing, a stopped one goes on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.conf import settings as office_settings
from django.db.models import BinaryField

from jiedui import cli
from jiedui.access import ciphers, renewing, vault
from jiedui.access.boxes import SealedColumn, sealed_columns
from jiedui.access.ciphers import AES, CIPHERS
from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.access.renewing import begin_renewal, renew_office_keys
from jiedui.access.scope import EVERYWHERE
from jiedui.access.vault import opened, person_key, upload
from jiedui.exchange.commands import receive_file
from jiedui.exchange.queries import batch
from jiedui.giving.commands.donors import add_donor, read_identity
from jiedui.giving.drafts import DonorDraft
from jiedui.kernel.problem import Refused
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from tests.conftest import Office

NOW = dt.datetime(2019, 7, 5, 3, 0, tzinfo=dt.UTC)
ELSEWHERE = {
    ("registry", "sealed"), ("clues", "sealed"),  # Under the register's keys.
    ("giving", "public"), ("publish", "content"),  # Public.
}  # fmt: skip


@pytest.fixture
def kept(office: Office) -> int:
    """An office that received a roster of invented people, and knows a person who gives."""
    return keep(office)


@pytest.fixture
def kept_here(sqlite_office: Office) -> int:
    """The same on SQLite alone."""
    return keep(sqlite_office)


def keep(office: Office) -> int:
    """Receive the roster, add the donor; return the batch."""
    assert office.data_dir.is_dir()
    set_office(other.OFFICE)
    for name, role in {"wang": "officer", "admin": "administrator"}.items():
        add_user(name, role=role, password=None, now=NOW)
    wang = actor_named("wang")
    draft = DonorDraft(name="甲一", kind="person", contact="13900000000")
    add_donor(draft, actor=wang, now=NOW)
    return receive_file(other.roster(), name="名册.xlsx", actor=wang, now=NOW).number


def everything(number: int) -> tuple[object, ...]:
    """What the batch, its file and the donor say."""
    found = batch(EVERYWHERE, number)
    [name] = vault.kept_uploads()
    told = read_identity(1, actor=actor_named("wang"), now=NOW)
    return found.rows, upload(name), told.name, told.contact, person_key()


def boxes() -> list[bytes]:
    """Everything that the office's own keys seal."""
    rows = [
        column.box_of(row)
        for column in sealed_columns()
        for row in column.model._default_manager.filter(**column.only)
    ]
    files = Path(office_settings.UPLOADS_DIR).glob("*.sealed")
    return [*filter(None, rows), *(path.read_bytes() for path in files)]


def test_every_column_of_bytes_is_declared_or_known_to_lie_elsewhere() -> None:
    declared = {(one.model._meta.label, one.column) for one in sealed_columns()}
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, BinaryField)
        and (model._meta.app_label, field.name) not in ELSEWHERE - {("giving", "sealed")}
    }
    assert found == declared
    assert len(found) > 9


@pytest.mark.parametrize("cipher", sorted(CIPHERS))
def test_after_a_renewal_everything_reads_and_the_old_key_opens_nothing(
    kept: int, cipher: str, settings: Settings
) -> None:
    if cipher == "sm4-gcm" and not ciphers.has_sm4():
        pytest.skip("this machine's cryptography library has no SM4")
    before, keys = everything(kept), Path(office_settings.KEYS_DIR)
    old = (keys / vault.FIRST_KEY).read_bytes()
    settings.REGISTER_CIPHER = cipher
    done = renew_office_keys(actor=actor_named("admin"), now=NOW)
    assert everything(kept) == before
    assert vault.generations() == (2,)
    assert not (keys / vault.FIRST_KEY).exists()
    found = boxes()
    assert done.done == len(found) > 5
    assert {one[:7] for one in found} == {vault.head_of(CIPHERS[cipher], 2)}
    # The old key under the new one's name opens nothing.
    (keys / "exchange-2.key").write_bytes(old)
    with pytest.raises(Refused) as error:
        batch(EVERYWHERE, kept)
    assert error.value.problems[0].code == "SEAL_BROKEN"


def test_a_renewal_stopped_anywhere_reads_and_goes_on(
    kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "ROWS_AT_ONCE", 1)
    before, admin, whole = everything(kept), actor_named("admin"), renewing.renew_rows
    for steps in (0, 1, 4):
        left = [steps]

        def stops(*said: int, left: list[int] = left, **who: Any) -> object:  # noqa: ANN401
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return whole(*said, **who)

        monkeypatch.setattr(renewing, "renew_rows", stops)
        with pytest.raises(KeyboardInterrupt):
            renew_office_keys(actor=admin, now=NOW)
        assert everything(kept) == before
        assert vault.generations() == (1, 2)
    monkeypatch.setattr(renewing, "renew_rows", whole)
    assert renew_office_keys(actor=admin, now=NOW).generation == 2
    assert vault.generations() == (2,)
    assert everything(kept) == before
    assert renew_office_keys(actor=admin, now=NOW).generation == 3
    assert everything(kept) == before


def test_no_key_goes_while_something_needs_it(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = actor_named("admin")
    begin_renewal(actor=admin, now=NOW)
    with pytest.raises(Refused) as error:
        renewing.finish_renewal(actor=admin, now=NOW)
    assert error.value.problems[0].code == "KEYS_STILL_NEEDED"
    # What cannot be opened stops a renewal, and keeps the keys.
    [name] = vault.kept_uploads()
    path = Path(office_settings.UPLOADS_DIR) / f"{name}.sealed"
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes((content[-1] ^ 1,)))
    with pytest.raises(Refused) as error:
        renew_office_keys(actor=admin, now=NOW)
    assert error.value.problems[0].code == "SEAL_BROKEN"
    assert vault.generations() == (1, 2)
    path.write_bytes(content)
    assert renew_office_keys(actor=admin, now=NOW).done
    monkeypatch.undo()
    assert batch(EVERYWHERE, kept).summary.rows == 3


def test_what_was_sealed_before_boxes_told_their_key_reads_and_is_renewed(kept: int) -> None:
    key = (Path(office_settings.KEYS_DIR) / vault.FIRST_KEY).read_bytes()
    for nonce in (b"n" * 12, vault.head_of(AES, 1) + b"n" * 5):  # One looks new by chance.
        old = nonce + AESGCM(key).encrypt(nonce, b"of old", b"here")
        assert opened(old, place="here") == b"of old"
        with pytest.raises(Refused):
            opened(old, place="there")
    [name] = vault.kept_uploads()
    path = Path(office_settings.UPLOADS_DIR) / f"{name}.sealed"
    content, nonce = upload(name), b"n" * 12
    path.write_bytes(nonce + AESGCM(key).encrypt(nonce, content, f"upload {name}".encode()))
    assert upload(name) == content
    renew_office_keys(actor=actor_named("admin"), now=NOW)
    assert upload(name) == content
    assert path.read_bytes().startswith(vault.head_of(AES, 2))
    assert batch(EVERYWHERE, kept).summary.rows == 3


def test_the_word_renews_both_and_only_an_administrator_may(
    kept_here: int, sqlite_office: Office
) -> None:
    before = everything(kept_here)
    words = ["register", "rotate-keys", "--data-dir", str(sqlite_office.data_dir)]
    assert cli.run([*words, "--as", "wang"]) == 2
    assert vault.generations() == (1,)
    assert cli.run([*words, "--as", "admin"]) == 0
    assert vault.generations() == (2,)
    assert everything(kept_here) == before


WRITE = """
import sys
from jiedui.access.queries import actor_named
from jiedui.giving.commands.donors import add_donor
from jiedui.giving.drafts import DonorDraft
from tests.moment import NOW
for at in range(int(sys.argv[2])):
    draft = DonorDraft(name=f"{sys.argv[1]}{at}", kind="person", contact="13900000000")
    add_donor(draft, actor=actor_named("wang"), now=NOW)
    print(at, flush=True)
"""


def test_what_others_seal_meanwhile_opens_afterwards(kept: int, office: Office) -> None:
    """Two processes add people who give while the keys are renewed twice; no key goes too soon."""
    before = everything(kept)
    writers = [office.start(WRITE, name, "30") for name in ("甲", "乙")]
    for one in writers:
        assert one.stdout is not None
        assert one.stdout.readline() == "0\n"
    for generation in (2, 3):
        assert renew_office_keys(actor=actor_named("admin"), now=NOW).generation == generation
    outcomes = [one.communicate(timeout=300) for one in writers]
    assert [one.returncode for one in writers] == [0, 0], outcomes
    assert vault.generations() == (3,)
    assert everything(kept) == before
    wang = actor_named("wang")
    told = {read_identity(number, actor=wang, now=NOW).name for number in range(2, 62)}
    assert told == {f"{name}{at}" for name in ("甲", "乙") for at in range(30)}


def test_a_declared_column_without_its_prefix_holds_no_box_of_ours() -> None:
    class Row:
        sealed = b"Public box"

    column = SealedColumn(Any, "sealed", lambda _: "here", prefix=b"V")  # type: ignore[arg-type]
    assert column.box_of(Row()) is None  # type: ignore[arg-type]
    Row.sealed = b"Vour box"
    assert column.box_of(Row()) == b"our box"  # type: ignore[arg-type]
