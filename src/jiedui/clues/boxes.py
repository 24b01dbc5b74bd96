"""Sealing of what a clue says, and the keyed hashes by which it is found again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jiedui.access.vault import opened, person_key, sealed
from jiedui.kernel.identity import keyed_hash

if TYPE_CHECKING:
    from collections.abc import Mapping


def seal(told: Mapping[str, Any], *, kind: str, token: str) -> bytes:
    """Return values sealed for one record (`kind` and its token)."""
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return sealed(content, place=f"clue {kind} {token}")


def unseal(box: bytes | memoryview, *, kind: str, token: str) -> dict[str, Any]:
    """Return what was sealed for one record.

    Raises:
        Refused: It was changed, or sealed elsewhere.
    """
    told: dict[str, Any] = json.loads(opened(bytes(box), place=f"clue {kind} {token}"))
    return told


def person_hash(number: str) -> str:
    """Return the hash by which the clues of a person are found."""
    return keyed_hash(number, key=person_key())


def mark_of(*parts: object) -> str:
    """Return the hash by which the same row of a list is known again."""
    said = json.dumps([None if one is None else str(one) for one in parts], ensure_ascii=False)
    return keyed_hash(said, key=person_key())
