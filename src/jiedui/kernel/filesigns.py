"""Which kind of file a content is by how it begins, whatever its name says. Knows no Django."""

from __future__ import annotations

_SIGNS = {
    b"%PDF": "pdf",
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"PK\x03\x04": "office",
}


def kind_of(content: bytes) -> str:
    """Return `pdf`, `jpeg`, `png` or `office` (a Word or Excel file); "" for anything else."""
    return next((kind for start, kind in _SIGNS.items() if content.startswith(start)), "")
