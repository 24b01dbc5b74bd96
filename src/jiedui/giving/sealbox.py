"""A box that the public can close and only the office can open.

The board seals the contact of whoever reserves with the board's public key (X25519, HKDF-SHA256,
AES-256-GCM); the private half lies in the vault, so that the portal can write a contact and never
read one back. Knows no Django.
"""

from __future__ import annotations

import os

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
_RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)


KEY_PLACE = "board key"
"""Where the private half of the board's key is sealed."""

VAULT = b"V"
"""What stands before a contact that the office sealed; the public's begin otherwise."""


def donor_place(seal: str) -> str:
    """Return where a donor's name and contact are sealed."""
    return f"donor {seal}"


def wish_place(seal: str) -> str:
    """Return where the name and contact of who receives a wish are sealed."""
    return f"wish {seal}"


def claim_place(seal: str) -> str:
    """Return where the contact of who holds a claim is sealed."""
    return f"claim {seal}"


def new_pair() -> tuple[bytes, bytes]:
    """Return a new public and private key."""
    private = X25519PrivateKey.generate()
    return private.public_key().public_bytes(*_RAW), private.private_bytes_raw()


def closed(content: bytes, *, public: bytes, place: str) -> bytes:
    """Return content sealed for a place: the passing public key, a nonce, the ciphertext."""
    passing = X25519PrivateKey.generate()
    own = passing.public_key().public_bytes(*_RAW)
    shared = passing.exchange(X25519PublicKey.from_public_bytes(public))
    nonce = os.urandom(NONCE_BYTES)
    return own + nonce + AESGCM(_key(shared, own)).encrypt(nonce, content, place.encode())


def opened(box: bytes, *, private: bytes, place: str) -> bytes:
    """Return what was sealed for a place.

    Raises:
        cryptography.exceptions.InvalidTag: It was changed, or belongs elsewhere.
    """
    own, nonce = box[:KEY_BYTES], box[KEY_BYTES : KEY_BYTES + NONCE_BYTES]
    shared = X25519PrivateKey.from_private_bytes(private).exchange(
        X25519PublicKey.from_public_bytes(own)
    )
    return AESGCM(_key(shared, own)).decrypt(nonce, box[KEY_BYTES + NONCE_BYTES :], place.encode())


def _key(shared: bytes, own: bytes) -> bytes:
    derived = HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=own, info=b"jiedui board")
    return derived.derive(shared)
