"""Sealing of personal data in the register: authenticated encryption, and hashes to find it by.

Every generation of keys is one file of the keys directory (`registry-1.key`): a key to seal with
and a key to hash with. What is sealed says its cipher and its generation and is bound to its
record, so that it opens nowhere else. New things are sealed with the newest generation; older ones
stay readable until everything has been sealed anew. Ciphers: AES-256-GCM, and SM4-GCM
(GB/T 32907) where the setting asks for it and the library has it; the nonce is fresh every time.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from django.conf import settings

from jiedui.access import ciphers
from jiedui.access.vault import key_named
from jiedui.kernel.identity import keyed_hash
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from jiedui.kernel.problem import Refused

_NAME = re.compile(r"registry-([1-9]\d{0,3})\.key")
_SIZE = 64
HEAD = 3
"""Bytes at the beginning of what is sealed that say its cipher and its generation."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys at hand: generation to key, the newest generation, and the cipher to seal with."""

    keys: dict[int, bytes]
    newest: int
    cipher: int

    @property
    def head(self) -> bytes:
        """How what is sealed now begins."""
        return bytes((self.cipher,)) + self.newest.to_bytes(2, "big")

    def may_open(self, box: bytes) -> bool:
        """Whether a thing begins as one that these keys sealed."""
        generation = int.from_bytes(box[1:HEAD], "big")
        return box[:1] in {b"\x01", b"\x02"} and generation in self.keys

    def seal(self, content: bytes, record: str) -> bytes:
        """Return content sealed for a record: cipher, generation, nonce, ciphertext, tag."""
        own = self.keys[self.newest][:32]
        return self.head + ciphers.encrypted(content, record.encode(), cipher=self.cipher, key=own)

    def open(self, box: bytes | memoryview, record: str) -> bytes:
        """Return what was sealed for a record.

        Raises:
            Refused: It was changed, belongs to another record, or its key is not at hand.
        """
        content = bytes(box)
        own = self.keys.get(int.from_bytes(content[1:HEAD], "big"))
        if own is None or len(content) < HEAD + ciphers.NONCE + ciphers.TAG:
            raise _broken(record)
        try:
            return ciphers.decrypted(
                content[HEAD:], record.encode(), cipher=content[0], key=own[:32]
            )
        except InvalidTag as error:
            raise _broken(record) from error

    def hash_number(self, number: str) -> str:
        """Return the hash by which a person of this identity number is found; "" for none."""
        return self._hashed(self.newest, number)

    def hash_name(self, name: str) -> str:
        """Return the hash by which people of this name are found; "" for none."""
        return _name_hash(self.keys[self.newest][32:], name)

    def number_hashes(self, number: str) -> list[str]:
        """Return the hashes of a number under every generation still in use."""
        return [self._hashed(one, number) for one in sorted(self.keys)]

    def name_hashes(self, name: str) -> list[str]:
        """Return the hashes of a name under every generation still in use."""
        return [_name_hash(key[32:], name) for _, key in sorted(self.keys.items())]

    def _hashed(self, generation: int, number: str) -> str:
        return keyed_hash(number, key=self.keys[generation][32:]) if number.strip() else ""


def _name_hash(key: bytes, name: str) -> str:
    plain = "".join(name.split())
    return hmac.new(key, f"name {plain}".encode(), hashlib.sha256).hexdigest() if plain else ""


def generation_of(box: bytes) -> int:
    """Return the generation of keys a thing was sealed with."""
    return int.from_bytes(bytes(box)[1:HEAD], "big")


def ring() -> Ring:
    """Return the keys of the register, the first made when it is first asked for.

    Raises:
        Refused: The cipher of the settings is none, or this machine's library does not have it.
    """
    found = generations() or (1,)
    keys = {one: key_named(f"registry-{one}.key", _SIZE) for one in found}
    return Ring(keys, max(keys), ciphers.chosen())


def generations() -> tuple[int, ...]:
    """Return the generations whose keys are kept, the oldest first."""
    folder = Path(settings.KEYS_DIR)
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return tuple(sorted(int(hit[1]) for name in names if (hit := _NAME.fullmatch(name))))


def make_generation(number: int) -> None:
    """Make the keys of a generation; nothing happens where they are there."""
    key_named(f"registry-{number}.key", _SIZE)


def forget_generation(number: int) -> None:
    """Remove the keys of a generation that nothing is sealed with any more."""
    (Path(settings.KEYS_DIR) / f"registry-{number}.key").unlink(missing_ok=True)


def _broken(record: str) -> Refused:
    return refuse(
        "SEAL_BROKEN",
        found=f"{record} cannot be opened",
        expected="what was sealed for it with this office's keys",
        hint="Restore the keys and the data of the same backup.",
    )
