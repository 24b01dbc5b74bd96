"""Files that hold running text, as text: .txt, .html, .docx, .pdf; tables flattened to lines.

Everything comes from outside: sizes are limited, nothing is fetched, and what cannot be read is
refused with a sentence.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from jiedui.kernel.packed import endless_part
from jiedui.kernel.problem import Source, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pypdfium2
    from docx.document import Document
    from lxml.html import HtmlElement

    from jiedui.kernel.problem import Refused

BYTES_MAX = 64 * 2**20
"""The largest file that is read."""

SIGNS_MAX = 8_000_000
"""The longest text that is read: some twenty thousand pages."""

UNPACKED_MAX = 256 * 2**20
"""The largest a packed document may become."""


def text_of(name: str, content: bytes) -> str:
    """Return the text of a file.

    The kind is seen from the content, not believed from the name. A plain text comes out sign for
    sign as stored, so that positions in it are positions in the file.

    Args:
        name: The file's name, for what is said about it.
        content: Its bytes.

    Raises:
        Refused: It is too large, no text, damaged, or a scan without text.
    """
    if len(content) > BYTES_MAX:
        raise _refused(
            name, "TEXT_TOO_LARGE", f"{len(content):,} bytes", expected=f"at most {BYTES_MAX:,}"
        )
    text = _reader(name, content)(name, content)
    if len(text) > SIGNS_MAX:
        raise _refused(
            name, "TEXT_TOO_LARGE", f"{len(text):,} signs", expected=f"at most {SIGNS_MAX:,}"
        )
    return text


def is_plain(name: str, content: bytes) -> bool:
    """Whether a file is plain text, whose positions are those of the file itself."""
    return _reader(name, content) is _plain_text


def _reader(name: str, content: bytes) -> Callable[[str, bytes], str]:
    if content.startswith(b"%PDF"):
        return _pdf_text
    if content.startswith(b"PK\x03\x04"):
        return _docx_text
    start = content[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    is_page = start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body"))
    if is_page or name.lower().endswith((".html", ".htm")):
        return _html_text
    return _plain_text


def _refused(name: str, code: str, found: str, *, expected: str, hint: str = "") -> Refused:
    return refuse(
        code,
        found=found,
        expected=expected,
        hint=hint or "Save it as .docx, .pdf with text, .html or .txt and try again.",
        source=Source(name),
    )


# ---------------------------------------------------------------------------------- plain


def _plain_text(name: str, content: bytes) -> str:
    """Decode UTF-8, UTF-16 with its mark, or GB18030, whichever fits without a fault."""
    encodings = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8", "gb18030"]
    zeros = content[:4096].count(0)
    if zeros and len(encodings) > 1:
        half = min(len(content), 4096) // 8
        encodings = ["utf-16-le", "utf-16-be"] if zeros > half else []
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise _refused(
        name, "TEXT_BINARY", "bytes that are no text", expected="text in UTF-8 or GB18030"
    )


_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def _is_text(text: str) -> bool:
    sample = text[:20_000]
    return len(_CONTROLS.findall(sample)) * 50 <= len(sample)


# ----------------------------------------------------------------------------------- html

_BLOCKS = frozenset(
    "p div section article header footer main aside h1 h2 h3 h4 h5 h6 li ul ol tr table "
    "blockquote br hr dt dd dl pre title figcaption caption".split()
)
_HIDDEN = frozenset("script style noscript template head nav".split())
_TITLES = {f"h{level}": "#" * level + " " for level in range(1, 7)}


def _html_text(name: str, content: bytes) -> str:
    import lxml.html  # noqa: PLC0415  Only for the kind of file that needs it.
    from lxml import etree  # noqa: PLC0415

    text = _plain_text(name, content)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = lxml.html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise _refused(name, "TEXT_UNREADABLE", str(error), expected="a page with text") from error
    return _tidied("".join(_html_pieces(root)))


def _html_pieces(root: HtmlElement) -> Iterator[str]:
    """Yield the words of a page in order, blocks on lines of their own, cells behind tabs."""
    from lxml import etree  # noqa: PLC0415

    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            hidden += tag in _HIDDEN
            if not hidden:
                yield from ("\n" if tag in _BLOCKS else "", _TITLES.get(tag, ""), node.text or "")
            continue
        if not hidden:
            yield "\t" if tag in ("td", "th") else "\n" if tag in _BLOCKS else ""
        hidden -= tag in _HIDDEN
        if not hidden:
            yield node.tail or ""


def _tidied(text: str) -> str:
    """Return a page's words without the blanks that its source is indented with."""
    lines = (re.sub(r"[ \u00a0\r]+", " ", line).strip(" ") for line in text.split("\n"))
    kept = (line.rstrip("\t") if line.strip() else "" for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


# ----------------------------------------------------------------------------------- docx


def _docx_text(name: str, content: bytes) -> str:
    import docx  # noqa: PLC0415
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(one.file_size for one in packed.infolist())
            endless = size <= UNPACKED_MAX and endless_part(packed)
        if endless:
            found = f"{endless} unpacks to more than the file states"
            raise _refused(name, "TEXT_UNREADABLE", found, expected="a .docx document")
        if size > UNPACKED_MAX:
            raise _refused(
                name, "TEXT_TOO_LARGE", f"{size:,} bytes unpacked", expected="a normal document"
            )
        document = docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        found = "a packed file that is no Word document"
        raise _refused(name, "TEXT_UNREADABLE", found, expected="a .docx document") from error
    return "\n".join(_docx_lines(document))


def _docx_lines(document: Document) -> Iterator[str]:
    """Yield paragraphs and the rows of tables in the order of the document."""
    from docx.table import Table  # noqa: PLC0415

    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                yield "\t".join(" ".join(cell.text.split()) for cell in row.cells)
            continue
        level = re.match(r"(?:Heading|标题) ?(\d)", part.style.name or "" if part.style else "")
        mark = "#" * int(level[1]) + " " if level and part.text.strip() else ""
        yield mark + part.text


# ------------------------------------------------------------------------------------ pdf


def _pdf_text(name: str, content: bytes) -> str:
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(content)
        pages = [_page_text(document, at) for at in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise _refused(name, "TEXT_UNREADABLE", str(error), expected="a .pdf that opens") from error
    if not any(page.strip() for page in pages):
        raise _refused(
            name,
            "TEXT_SCANNED",
            f"{len(pages)} pages of pictures without text",
            expected="a .pdf with text",
            hint="Have the text recognised first, or paste it.",
        )
    return "\n".join(pages)


def _page_text(document: pypdfium2.PdfDocument, at: int) -> str:
    """Return the text of a page; the signs that mark a hyphen or no sign at all are left out."""
    page = document[at]
    text = page.get_textpage().get_text_bounded()
    return re.sub(r"[\ufffe\uffff\x00\x02]", "", str(text)).replace("\r\n", "\n")
