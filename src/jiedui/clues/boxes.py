"""Sealing of what a clue says, and the keyed hashes by which it is found again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jiedui.access.vault import opened, person_key
from jiedui.kernel.identity import keyed_hash
from jiedui.kernel.problem import Refused
from jiedui.registry.sealing import HEAD, ring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.registry.sealing import Ring


def seal(told: Mapping[str, Any], *, kind: str, token: str) -> bytes:
    """Return values sealed for one record (`kind` and its token) with the register's keys."""
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return ring().seal(content, _record(kind, token))


def unseal(box: bytes | memoryview, *, kind: str, token: str) -> dict[str, Any]:
    """Return what was sealed for one record.

    Raises:
        Refused: It was changed, or sealed elsewhere.
    """
    told: dict[str, Any] = json.loads(_opened(bytes(box), _record(kind, token), ring()))
    return told


def is_older(box: bytes | memoryview, keys: Ring) -> bool:
    """Whether older keys than the newest sealed a box, or another cipher than the one set."""
    return bytes(box)[:HEAD] != keys.head


def seal_anew(box: bytes | memoryview, *, kind: str, token: str, keys: Ring) -> bytes:
    """Return a box with the same content, sealed with the newest keys."""
    record = _record(kind, token)
    return keys.seal(_opened(bytes(box), record, keys), record)


def _record(kind: str, token: str) -> str:
    return f"clue {kind} {token}"


def _opened(box: bytes, record: str, keys: Ring) -> bytes:
    """Open a box; before version 0.1 was released the office's own key sealed them."""
    if keys.may_open(box):
        try:
            return keys.open(box, record)
        except Refused:
            pass  # The first bytes of an old box may look like a generation by chance.
    return opened(box, place=record)


def person_hash(number: str) -> str:
    """Return the hash by which the clues of a person are found."""
    return keyed_hash(number, key=person_key())


def mark_of(*parts: object) -> str:
    """Return the hash by which the same row of a list is known again."""
    said = json.dumps([None if one is None else str(one) for one in parts], ensure_ascii=False)
    return keyed_hash(said, key=person_key())
