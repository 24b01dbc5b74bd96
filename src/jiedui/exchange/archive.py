"""A zip archive from outside, opened with care: bounded, checked, without following anything."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from jiedui.exchange.grid import MAX_EXPANDED, UnreadableError, unreadable
from jiedui.kernel.packed import endless_part

MAX_ENTRIES = 5_000
"""Most files an archive may hold."""

_SUSPICIOUS_RATIO = 250
_CHECKED_SIZE = 8_000_000
_SUSPICIOUS_SIZE = 20_000_000
_ENCODING = re.compile(rb"""<\?xml[^>]{0,80}encoding\s*=\s*["']([A-Za-z0-9_\-]{1,20})["']""")
_PREFIX = re.compile(r"<(\w+):(?:worksheet|sst|workbook|styleSheet|Relationships|comments)\b")


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Return the archive, after its list of contents was found bounded and not locked.

    Raises:
        UnreadableError: It is damaged, locked, or would unpack to more than is allowed.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise unreadable("CORRUPT_FILE", "a damaged or cut-off archive") from error
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or size > MAX_EXPANDED:
        raise unreadable(
            "EXPANSION_LIMIT",
            f"{len(entries)} parts, {size} bytes unpacked",
            f"at most {MAX_EXPANDED} bytes",
        )
    for entry in entries:
        if entry.file_size > _SUSPICIOUS_SIZE and entry.file_size > _SUSPICIOUS_RATIO * max(
            entry.compress_size, 1
        ):
            raise unreadable(
                "EXPANSION_LIMIT",
                f"{entry.filename} unpacks from {entry.compress_size} to {entry.file_size} bytes",
                f"at most {_SUSPICIOUS_RATIO} times",
            )
        if entry.flag_bits & 1:
            raise unreadable(
                "UNSUPPORTED_FORMAT",
                "a password-protected archive",
                "a workbook without a password",
            )
    endless = endless_part(archive)
    if endless is not None:
        raise unreadable("EXPANSION_LIMIT", f"{endless} unpacks to more than the archive states")
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return one part's bytes, None when the archive has no such part.

    Raises:
        UnreadableError: The part is damaged.
    """
    try:
        return archive.read(name)
    except KeyError:
        return None
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        NotImplementedError,
        EOFError,
        RuntimeError,
    ) as error:
        raise unreadable("CORRUPT_FILE", f"{name} is damaged") from error


def xml_part(archive: zipfile.ZipFile, name: str) -> str | None:
    """Return an XML part as text with its namespace prefix taken off, None when there is none.

    Raises:
        UnreadableError: It is damaged, no XML, or declares entities of its own.
    """
    content = part(archive, name)
    if content is None:
        return None
    head = content[:2_000]
    if b"<!DOCTYPE" in head or b"<!ENTITY" in content[:20_000]:
        raise unreadable("EXPANSION_LIMIT", f"{name} declares entities of its own", "plain XML")
    if len(content) <= _CHECKED_SIZE:
        _check(content, name)
    text = _decoded(content, head, name)
    prefix = _PREFIX.search(text[:4_000])
    if prefix:
        text = text.replace(f"<{prefix[1]}:", "<").replace(f"</{prefix[1]}:", "</")
    return text


def _check(content: bytes, name: str) -> None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise unreadable("CORRUPT_FILE", f"{name} is no sound XML") from error


def _decoded(content: bytes, head: bytes, name: str) -> str:
    declared = _ENCODING.search(head)
    encoding = declared[1].decode("ascii") if declared else "utf-8-sig"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise unreadable("CORRUPT_FILE", f"{name} is not in its declared encoding") from error


__all__ = ["UnreadableError", "open_archive", "part", "xml_part"]
