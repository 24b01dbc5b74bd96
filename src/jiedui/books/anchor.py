"""Anchors: the book's head, kept where nobody who changes the book can reach; signed receipts.

An anchor says "entry N had this hash". Receipts are JSON signed with the office's Ed25519 key; a
book that was cut or rewritten no longer carries the hash at that number. The key lies in the data
directory's `keys`, readable by its owner alone.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import os
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from jiedui.books import queries
from jiedui.kernel.problem import refuse

KEY_FILE = "receipts.key"
_FORM = "jiedui receipt 1"


class Anchor(NamedTuple):
    """A head that was seen: the entry's number, its hash, and where it was kept."""

    number: int
    hash: str
    where: str


def make_receipt(*, now: dt.datetime) -> bytes:
    """Return a signed receipt of the book's head, as JSON, for somebody else to keep.

    Raises:
        Refused: The book is empty.
    """
    head = queries.head()
    if head.number == 0:
        raise refuse("BOOK_EMPTY", found="no entries", expected="a book with at least one entry")
    key = _own_key()
    said = {
        "form": _FORM,
        "entry": head.number,
        "hash": head.hash,
        "at": now.astimezone(dt.UTC).isoformat(),
    }
    signature = key.sign(_signed_bytes(said))
    public = key.public_key().public_bytes_raw()
    whole = {**said, "key": _base64(public), "signature": _base64(signature)}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def read_receipt(content: bytes) -> Anchor:
    """Return the anchor a receipt states, after checking its signature with the office's own key.

    Raises:
        Refused: It is no receipt, its signature is wrong, or another office's key signed it.
    """
    try:
        whole = json.loads(content)
        said = {name: whole[name] for name in ("form", "entry", "hash", "at")}
        signature = base64.b64decode(whole["signature"], validate=True)
        public = base64.b64decode(whole["key"], validate=True)
        right_shape = (
            said["form"] == _FORM and type(said["entry"]) is int and isinstance(said["hash"], str)
        )
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed_bytes(said))
    except (ValueError, KeyError, TypeError, binascii.Error, InvalidSignature) as error:
        raise _no_receipt("a file that is no receipt, or one that was changed") from error
    if not right_shape:
        raise _no_receipt("a receipt of another form")
    if public != _own_key().public_key().public_bytes_raw():
        raise _no_receipt("a receipt signed with another key")
    return Anchor(said["entry"], said["hash"], f"receipt of {said['at'][:10]}")


def public_key() -> str:
    """Return the office's public key in base64, made with its private one on first use."""
    return _base64(_own_key().public_key().public_bytes_raw())


def sign(content: bytes) -> bytes:
    """Return the signature of some bytes with the office's key."""
    return _own_key().sign(content)


def _no_receipt(found: str) -> Exception:
    return refuse(
        "RECEIPT_WRONG",
        found=found,
        expected="a receipt this office signed, unchanged",
        hint="Take the file as it was written by `jiedui receipt`.",
    )


def _signed_bytes(said: dict[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _own_key() -> Ed25519PrivateKey:
    """Return the office's key, made on first use."""
    file = Path(settings.KEYS_DIR) / KEY_FILE
    if not file.exists():
        _write_key(file, Ed25519PrivateKey.generate())
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise refuse(
            "KEY_FILE_WRONG", found=f"another kind of key in {file}", expected="an Ed25519 key"
        )
    return key


def _write_key(file: Path, key: Ed25519PrivateKey) -> None:
    """Write a key whole or not at all; where two processes make one at once, the first stands."""
    content = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(fresh, file)
    except FileExistsError:
        return
    finally:
        fresh.unlink()
