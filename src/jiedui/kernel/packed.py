"""A zip archive held against what it says of itself: how large its parts really unpack.

An archive may list a part as small that unpacks without end, and readers that trust the list then
take all memory there is. Knows no Django.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO

_BLOCK = 1 << 16
_UNPACKED = 1 << 20
_MOST_TIMES = 1_032
"""A packed byte gives no more bytes than this."""

_HARMLESS = 4_000_000
_HEAD = 30


def endless_part(archive: zipfile.ZipFile) -> str | None:
    """Return the name of a part that unpacks to more than is listed, None when there is none.

    Parts that cannot unpack to more than a few megabytes are not looked at. Any part packed in
    another way than spreadsheets and word processors do (store, deflate) counts as endless.

    Args:
        archive: An open archive; the sum of its listed sizes must be bounded already.
    """
    return next((one.filename for one in archive.infolist() if not _ends(archive, one)), None)


def _ends(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> bool:
    if one.compress_type == zipfile.ZIP_STORED:
        return True
    if one.compress_type != zipfile.ZIP_DEFLATED or archive.fp is None:
        return False
    if one.compress_size * _MOST_TIMES < _HARMLESS:
        return True
    try:
        return _unpacked(archive.fp, one) <= one.file_size
    except (OSError, ValueError, struct.error, zlib.error):
        return True


def _unpacked(source: IO[bytes], one: zipfile.ZipInfo) -> int:
    """Return how many bytes a part unpacks to, counted until they are more than is listed."""
    source.seek(one.header_offset)
    head = source.read(_HEAD)
    name, extra = struct.unpack("<HH", head[26:30])
    source.seek(name + extra, 1)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    left, size = one.compress_size, 0
    rest = b""
    while not unpacker.eof and size <= one.file_size:
        if not rest:
            rest = source.read(min(_BLOCK, left))
            left -= len(rest)
        unpacked = unpacker.decompress(rest, _UNPACKED)
        if not unpacked and not rest:
            break
        size += len(unpacked)
        rest = unpacker.unconsumed_tail
    return size
