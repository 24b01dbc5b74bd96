"""What lies at rest: uploads and waiting rows, sealed under the office's own keys.

The keys lie in the data directory's `keys`, readable by their owner alone; the first
(`exchange.key`) is made when it is first needed, later generations (`exchange-2.key`) by
`access.renewing`. What is sealed says its cipher and its generation, and is bound to its place
(`batch 7 row 3`), so that it cannot be put elsewhere. Older generations stay readable until
everything has been sealed anew.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cryptography.exceptions import InvalidTag
from django.conf import settings

from jiedui.access import ciphers
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY_BYTES = 32
FIRST_KEY = "exchange.key"
PEOPLE_KEY = "people.key"
_NAME = re.compile(r"exchange(?:-([1-9]\d{0,3}))?\.key")
_MARK = b"\x93JDV"
"""How what is sealed begins; before version 0.1 was released it began with its nonce."""
_HEAD = len(_MARK) + 3
"""Mark, cipher (one byte), generation (two)."""


class Seal(NamedTuple):
    """What new things are sealed with; asked for once where many are sealed."""

    cipher: int
    generation: int
    key: bytes

    def sealed(self, content: bytes, *, place: str) -> bytes:
        """Return content sealed for a place: mark, cipher, generation, nonce, ciphertext, tag."""
        head = head_of(self.cipher, self.generation)
        bound = place.encode()
        return head + ciphers.encrypted(content, bound, cipher=self.cipher, key=self.key)


def newest_seal() -> Seal:
    """Return what things are sealed with now."""
    newest = generations()[-1]
    return Seal(ciphers.chosen(), newest, key_named(_key_file(newest)))


def sealed(content: bytes, *, place: str) -> bytes:
    """Return content sealed for a place with the newest keys."""
    return newest_seal().sealed(content, place=place)


def opened(box: bytes, *, place: str) -> bytes:
    """Return what was sealed for a place.

    Raises:
        Refused: It was changed, put elsewhere, or sealed with another key.
    """
    for cipher, generation, rest in _readings(box):
        if not (Path(settings.KEYS_DIR) / _key_file(generation)).exists():
            continue
        key = key_named(_key_file(generation))
        try:
            return ciphers.decrypted(rest, place.encode(), cipher=cipher, key=key)
        except InvalidTag:
            continue
    raise refuse(
        "SEAL_BROKEN",
        found=f"{place} cannot be opened",
        expected="what was sealed here with this office's key",
        hint="Restore the key and the data of the same backup.",
    )


def head_of(cipher: int, generation: int) -> bytes:
    """Return how what a cipher seals with a generation of keys begins."""
    return _MARK + bytes((cipher,)) + generation.to_bytes(2, "big")


def newest_head() -> bytes:
    """Return how what is sealed now begins."""
    return head_of(ciphers.chosen(), generations()[-1])


def _readings(box: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield as what a box may be read: cipher, generation, the rest. By its mark, then as of old.

    A box of old begins with a nonce, which may look like the mark by chance.
    """
    smallest = ciphers.NONCE + ciphers.TAG
    if box[: len(_MARK)] == _MARK and len(box) >= _HEAD + smallest:
        generation = int.from_bytes(box[len(_MARK) + 1 : _HEAD], "big")
        yield box[len(_MARK)], generation, box[_HEAD:]
    if len(box) >= smallest:
        yield ciphers.AES, 1, box


def generations() -> tuple[int, ...]:
    """Return the generations of keys that are kept, the oldest first; (1,) before the first."""
    folder = Path(settings.KEYS_DIR)
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    found = sorted(int(hit[1] or 1) for name in names if (hit := _NAME.fullmatch(name)))
    return tuple(found) or (1,)


def make_generation(number: int) -> None:
    """Make the key of a generation; what people are found by is kept apart from the first.

    Nothing happens where it is there.
    """
    keep_person_key()
    key_named(_key_file(number))


def forget_generation(number: int) -> None:
    """Remove the key of a generation that nothing is sealed with any more."""
    (Path(settings.KEYS_DIR) / _key_file(number)).unlink(missing_ok=True)


def _key_file(generation: int) -> str:
    return FIRST_KEY if generation == 1 else f"exchange-{generation}.key"


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
        _make_key(path, secrets.token_bytes(size))
    key = path.read_bytes()
    if len(key) != size:
        raise refuse(
            "KEY_BROKEN",
            found=f"{path} holds {len(key)} bytes",
            expected=f"{size} bytes",
            hint="Restore it from the backup; without it nothing sealed with it can be opened.",
        )
    return key


def _make_key(path: Path, key: bytes) -> None:
    """Make the key whole before it gets its name; the first process to name one wins."""
    passing = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _write(passing, key)
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

    Derived from the office's first key, so that a hash says nothing outside this office. Renewing
    keys keeps it (`people.key`): who a person is must stay the same for rosters and clues of
    different years, and what it finds again is not stored.
    """
    if (Path(settings.KEYS_DIR) / PEOPLE_KEY).exists():
        return key_named(PEOPLE_KEY)
    return hmac.new(key_named(FIRST_KEY), b"jiedui people", hashlib.sha256).digest()


def keep_person_key() -> None:
    """Keep the key by which people are found in a file of its own, so that the first key may go."""
    path = Path(settings.KEYS_DIR) / PEOPLE_KEY
    if not path.exists():
        _make_key(path, person_key())


def kept_uploads() -> list[str]:
    """Return the names of all kept uploads, sorted."""
    folder = Path(settings.UPLOADS_DIR)
    if not folder.is_dir():
        return []
    return sorted(path.name.removesuffix(".sealed") for path in folder.glob("[!.]*.sealed"))


def is_upload_older(name: str) -> bool:
    """Whether an upload was sealed with older keys than the newest, or another cipher."""
    head = newest_head()
    with (Path(settings.UPLOADS_DIR) / f"{name}.sealed").open("rb") as file:
        return file.read(len(head)) != head
