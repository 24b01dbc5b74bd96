"""Text files as offices save them: UTF-8, with or without its mark, else GB 18030."""

from __future__ import annotations


def decoded(content: bytes) -> str:
    """Return the text of a file; what neither encoding has stands as a replacement character."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")
