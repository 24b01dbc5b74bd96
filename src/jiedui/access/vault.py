"""What lies at rest: uploads and waiting rows, sealed with AES-256-GCM under the office's own key.

The key lies in the data directory's `keys`, readable by its owner alone, and is made when it is
first needed. What is sealed is bound to its place (`batch 7 row 3`), so that it cannot be put
elsewhere.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from jiedui.kernel.problem import refuse

KEY_BYTES = 32
NONCE_BYTES = 12
KEY_NAME = "exchange.key"


def sealed(content: bytes, *, place: str) -> bytes:
    """Return content sealed for a place: nonce, then ciphertext with its tag."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_key()).encrypt(nonce, content, place.encode())


def opened(box: bytes, *, place: str) -> bytes:
    """Return what was sealed for a place.

    Raises:
        Refused: It was changed, put elsewhere, or sealed with another key.
    """
    try:
        return AESGCM(_key()).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], place.encode())
    except InvalidTag as error:
        raise refuse(
            "SEAL_BROKEN",
            found=f"{place} cannot be opened",
            expected="what was sealed here with this office's key",
            hint="Restore the key and the data of the same backup.",
        ) from error


def keep_upload(content: bytes, *, name: str) -> None:
    """Keep an upload sealed in the data directory under a name; whole or not at all.

    Raises:
        Refused: The disk is full or the directory cannot be written.
    """
    folder = Path(settings.UPLOADS_DIR)
    passing = folder / f".{name}.{secrets.token_hex(4)}"
    try:
        _write(passing, sealed(content, place=f"upload {name}"))
        passing.replace(folder / f"{name}.sealed")
    except OSError as error:
        passing.unlink(missing_ok=True)
        raise _refused(error, folder) from error


def upload(name: str) -> bytes:
    """Return a kept upload.

    Raises:
        Refused: It is missing or cannot be opened.
    """
    path = Path(settings.UPLOADS_DIR) / f"{name}.sealed"
    if not path.is_file():
        raise refuse(
            "UPLOAD_MISSING", found=f"no {path.name} in {path.parent}", expected="the file received"
        )
    return opened(path.read_bytes(), place=f"upload {name}")


def has_upload(name: str) -> bool:
    """Whether an upload is kept under a name."""
    return (Path(settings.UPLOADS_DIR) / f"{name}.sealed").is_file()


def forget_upload(name: str) -> None:
    """Remove a kept upload; nothing happens where there is none."""
    (Path(settings.UPLOADS_DIR) / f"{name}.sealed").unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def key_named(name: str, size: int = KEY_BYTES) -> bytes:
    """Return a key of this office by its file's name, made when it is first asked for.

    Raises:
        Refused: The file does not hold a key of that size, or cannot be written.
    """
    path = Path(settings.KEYS_DIR) / name
    if not path.exists():
        _make_key(path, size)
    key = path.read_bytes()
    if len(key) != size:
        raise refuse(
            "KEY_BROKEN",
            found=f"{path} holds {len(key)} bytes",
            expected=f"{size} bytes",
            hint="Restore it from the backup; without it nothing sealed with it can be opened.",
        )
    return key


def _key() -> bytes:
    return key_named(KEY_NAME)


def _make_key(path: Path, size: int) -> None:
    """Make the key whole before it gets its name; the first process to name one wins."""
    passing = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _write(passing, secrets.token_bytes(size))
        os.link(passing, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise _refused(error, path.parent) from error
    finally:
        passing.unlink(missing_ok=True)


def _refused(error: OSError, folder: Path) -> Exception:
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return refuse(
        "DISK_FULL" if is_full else "DATA_DIR_UNUSABLE",
        found=f"{folder}: {error.strerror}",
        expected="a data directory with room that this user may write",
        hint="Nothing was received. Make room or mend the rights, then send the file again.",
    )


def person_key() -> bytes:
    """Return the key by which people are found without storing their numbers.

    Derived from the office's own key, so that a hash says nothing outside this office.
    """
    return hmac.new(_key(), b"jiedui people", hashlib.sha256).digest()
