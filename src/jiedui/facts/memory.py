"""How this process gives memory back once an answer has been made. Knows no Django."""

from __future__ import annotations

import contextlib
import ctypes

import pyarrow as pa

_AT_LEAST = 1 << 20
"""Blocks of so many bytes are taken from the system one by one and given back at once."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""What GNU's C library calls its settings."""


def give_back_early() -> None:
    """Let columns of an answer go back to the system when they are done with.

    The C library keeps what it once took for itself, more with every thread that ever asked. Where
    it is another one than GNU's, nothing is set.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL("libc.so.6")
        for name, value in (
            (_M_TRIM_THRESHOLD, _AT_LEAST),
            (_M_MMAP_THRESHOLD, _AT_LEAST),
            (_M_ARENA_MAX, 2),
        ):
            library.mallopt(name, value)
