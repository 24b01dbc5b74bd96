"""Authenticated encryption for everything that lies sealed: AES-256-GCM, or SM4-GCM (GB/T 32907).

The setting `JIEDUI_CIPHER` says with which of them new things are sealed; either opens. What is
encrypted is bound to where it belongs; the nonce is fresh every time.
"""

from __future__ import annotations

import hashlib
import secrets

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from jiedui.kernel.problem import refuse

try:
    from cryptography.hazmat.primitives.ciphers.algorithms import SM4
except ImportError:  # pragma: no cover  A library built without it.
    SM4 = None  # type: ignore[assignment, misc]

AES = 1
SM = 2
CIPHERS = {"aes-gcm": AES, "sm4-gcm": SM}
"""Names of ciphers in the settings, and the byte that says which one sealed a thing."""

NONCE = 12
TAG = 16


def chosen() -> int:
    """Return the cipher that the settings ask for.

    Raises:
        Refused: It is none, or this machine's library does not have it.
    """
    cipher = CIPHERS.get(settings.REGISTER_CIPHER)
    if cipher is None:
        raise refuse(
            "CIPHER_UNKNOWN", found=settings.REGISTER_CIPHER, expected=" or ".join(CIPHERS)
        )
    if cipher == SM and not has_sm4():
        raise refuse(
            "CIPHER_MISSING",
            found="a cryptography library without SM4-GCM",
            expected="one that has it",
            hint="Install a build with SM4, or set JIEDUI_CIPHER to aes-gcm.",
        )
    return cipher


def encrypted(content: bytes, bound: bytes, *, cipher: int, key: bytes) -> bytes:
    """Return content encrypted with 32 bytes of key: nonce, ciphertext, tag."""
    nonce = secrets.token_bytes(NONCE)
    if cipher == AES:
        return nonce + AESGCM(key).encrypt(nonce, content, bound)
    return nonce + _sm4_sealed(key, nonce, content, bound=bound)


def decrypted(box: bytes, bound: bytes, *, cipher: int, key: bytes) -> bytes:
    """Return what was encrypted.

    Raises:
        cryptography.exceptions.InvalidTag: It was changed, bound elsewhere, or is of another key.
    """
    nonce, rest = box[:NONCE], box[NONCE:]
    if cipher == AES:
        return AESGCM(key).decrypt(nonce, rest, bound)
    if cipher != SM or SM4 is None:
        raise InvalidTag
    work = Cipher(SM4(_sm4_key(key)), modes.GCM(nonce, rest[-TAG:])).decryptor()
    work.authenticate_additional_data(bound)
    return work.update(rest[:-TAG]) + work.finalize()


def has_sm4() -> bool:
    """Whether the library at hand has SM4 in Galois/counter mode."""
    if SM4 is None:
        return False
    try:
        _sm4_sealed(bytes(32), bytes(NONCE), b"", bound=b"")
    except UnsupportedAlgorithm:
        return False
    return True


def _sm4_key(key: bytes) -> bytes:
    """Return the 16 bytes SM4 takes, out of the 32 of a key."""
    return hashlib.sha256(b"sm4" + key).digest()[:16]


def _sm4_sealed(key: bytes, nonce: bytes, content: bytes, *, bound: bytes) -> bytes:
    work = Cipher(SM4(_sm4_key(key)), modes.GCM(nonce)).encryptor()
    work.authenticate_additional_data(bound)
    return work.update(content) + work.finalize() + work.tag
