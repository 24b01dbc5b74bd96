"""Opening an office file: what it is by its content, then its grids or the reason why not."""

from __future__ import annotations

import dataclasses
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from jiedui.exchange.archive import open_archive, part
from jiedui.exchange.delimited import decoded, read_delimited
from jiedui.exchange.grid import Remark, UnreadableError, unreadable
from jiedui.exchange.legacy import read_legacy
from jiedui.exchange.opendocument import with_layout
from jiedui.exchange.webtables import WORKBOOK, is_web_table, read_web_tables
from jiedui.exchange.xlsx import read_xlsx

if TYPE_CHECKING:
    import zipfile

    from jiedui.exchange.grid import Book

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FOREIGN = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"{\\rtf": "a rich-text document",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format": "a database",
    b"MZ": "a program",
    b"\x7fELF": "a program",
}
_ENDINGS = {
    "xlsx": ("xlsx", "xlsm", "xltx", "xltm"),
    "xlsb": ("xlsb",),
    "ods": ("ods", "ots"),
    "xls": ("xls", "xlt", "et"),
    "html": ("html", "htm"),
    "csv": ("csv", "tsv", "txt", "tab"),
}


def open_file(name: str, content: bytes) -> Book:
    """Return the grids of a file, whatever its name claims it to be.

    Args:
        name: The file's name; only its ending is looked at, to warn when it is wrong.
        content: Its bytes.

    Raises:
        UnreadableError: Nothing can be read; it carries the reason.
    """
    form, book = _opened(content)
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    if ending in _ENDINGS[form]:
        return book
    wrong = Remark("EXTENSION_MISMATCH", found=f".{ending} holds {form}")
    return dataclasses.replace(book, remarks=(*book.remarks, wrong))


def _opened(content: bytes) -> tuple[str, Book]:
    if not content:
        raise unreadable("CORRUPT_FILE", "an empty file", WORKBOOK)
    if content.startswith(_ZIP):
        return _from_archive(open_archive(content), content)
    if content.startswith(_OLE):
        return _from_ole(content)
    for mark, what in _FOREIGN.items():
        if content.startswith(mark):
            raise unreadable("UNSUPPORTED_FORMAT", what, WORKBOOK)
    return _from_text(content)


def _from_archive(archive: zipfile.ZipFile, content: bytes) -> tuple[str, Book]:
    names = archive.namelist()
    if "xl/workbook.bin" in names:
        return "xlsb", read_legacy(content)
    if any(name.startswith("xl/") for name in names):
        return "xlsx", read_xlsx(archive)
    for folder, what in (("word/", "a Word document"), ("ppt/", "a presentation")):
        if any(name.startswith(folder) for name in names):
            raise unreadable("UNSUPPORTED_FORMAT", what, WORKBOOK)
    kind = (part(archive, "mimetype") or b"").decode("ascii", "replace")
    if "opendocument.spreadsheet" in kind:
        return "ods", with_layout(read_legacy(content), content)
    if "[Content_Types].xml" in names:
        return "xlsx", read_xlsx(archive)
    raise unreadable("UNSUPPORTED_FORMAT", "an archive that holds no workbook", WORKBOOK)


def _from_ole(content: bytes) -> tuple[str, Book]:
    head = content[:2_000_000]
    if "EncryptedPackage".encode("utf-16-le") in head:
        raise unreadable(
            "UNSUPPORTED_FORMAT", "a password-protected workbook", "one without a password"
        )
    if not any(word.encode("utf-16-le") in content for word in ("Workbook", "Book")):
        what = (
            "a Word document"
            if "WordDocument".encode("utf-16-le") in head
            else "an office document"
        )
        raise unreadable("UNSUPPORTED_FORMAT", f"{what}, no workbook", WORKBOOK)
    return "xls", read_legacy(content)


def _from_text(content: bytes) -> tuple[str, Book]:
    text = decoded(content)
    if text is None:
        raise unreadable("UNSUPPORTED_FORMAT", "bytes that are no known document", WORKBOOK)
    if not text.strip("\ufeff \t\r\n,;"):
        raise unreadable("CORRUPT_FILE", "an empty file", WORKBOOK)
    if is_web_table(text):
        return "html", read_web_tables(text)
    head = text[:1_000].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<!doctype", "<html", "<?xml", "<table")):
        raise unreadable("UNSUPPORTED_FORMAT", "a web page or XML, no workbook", WORKBOOK)
    return "csv", read_delimited(text)


__all__ = ["UnreadableError", "open_file"]
