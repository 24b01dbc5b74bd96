"""The marked copy: the text as it is, each claim shaded and signed, its verdict beside it.

As a Word document with comments, or as one HTML page that needs nothing else.
"""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING

from jiedui.claims.marking import MARKS, evidence, pieces
from jiedui.figures.binding.judging import tally

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from jiedui.claims.marking import Piece
    from jiedui.figures.binding.judging import CheckedText

AUTHOR, INITIALS = "结对 Jiedui", "结对"
FORMS = ("docx", "html")
"""The forms of a marked copy."""

_STYLE = """
body{font:17px/1.9 "Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;
max-width:46em;margin:2em auto;padding:0 1em;color:#1c2430}
h1{font-size:1.4em}.page{white-space:pre-wrap}
mark{padding:0 .15em;border-radius:3px;color:inherit}
sup{font:bold .68em sans-serif;margin-left:.1em}
ol{font-size:.88em;line-height:1.6}li{margin:.6em 0;white-space:pre-line}
.key{display:flex;flex-wrap:wrap;gap:.4em 1.2em;padding:0;list-style:none}
@media print{body{margin:0}mark{print-color-adjust:exact}}
"""


def marked(found: CheckedText, form: str) -> bytes:
    """Return the marked copy of a text.

    Args:
        found: The checked text.
        form: One of FORMS.
    """
    return _docx(found) if form == "docx" else _html(found).encode("utf-8", "replace")


def _docx(found: CheckedText) -> bytes:
    import docx  # noqa: PLC0415  Half a second that only this form needs.

    document = docx.Document()
    document.core_properties.title = found.document
    document.core_properties.author = AUTHOR
    _head(document, found)
    writer = _Writer(document)
    for piece in pieces(found):
        writer.write(piece)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _head(document: Document, found: CheckedText) -> None:
    document.add_heading(found.document, level=1)
    counts = "  ".join(
        f"{MARKS[name].sign} {MARKS[name].zh} {MARKS[name].en} {count}"
        for name, count in tally(found.claims).items()
    )
    document.add_paragraph(f"{counts}\n账 the book: N={found.known_at} {found.head[:16]}")


class _Writer:
    """Writes pieces into paragraphs; a line of the text is a paragraph."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paragraph: Paragraph | None = None

    def write(self, piece: Piece) -> None:
        """Write one piece, shaded and with its comment when it is a claim."""
        if piece.mark is None:
            for line in piece.text.splitlines(keepends=True):
                self._run(line.rstrip("\r\n"))
                if line.endswith(("\n", "\r")):
                    self._paragraph = None
            return
        run = self._run("".join(piece.text.splitlines()))
        sign = self._run(piece.mark.sign)
        if run is None or sign is None:
            return
        for one in (run, sign):
            _shade(one, piece.mark.shade)
        sign.font.superscript = True
        if piece.claim is not None:
            words = "\n".join(evidence(piece.claim))
        else:
            words = f"{piece.mark.zh} {piece.mark.en}"
        self._document.add_comment([run, sign], text=words, author=AUTHOR, initials=INITIALS)

    def _run(self, text: str) -> Run | None:
        clean = "".join(sign for sign in text if sign >= " " or sign == "\t")
        if self._paragraph is None:
            self._paragraph = self._document.add_paragraph()
        return self._paragraph.add_run(clean) if clean else None


def _shade(run: Run, colour: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    run._r.get_or_add_rPr().append(shade)  # noqa: SLF001  The library has no call for a shade.


def _html(found: CheckedText) -> str:
    body: list[str] = []
    notes: list[str] = []
    for piece in pieces(found):
        if piece.mark is None:
            body.append(escape(piece.text))
            continue
        at = len(notes) + 1
        words = "\n".join(evidence(piece.claim)) if piece.claim else piece.mark.zh
        notes.append(
            f'<li id="n{at}"><a href="#c{at}">{escape(piece.text)}</a>\n{escape(words)}</li>'
        )
        body.append(
            f'<mark id="c{at}" style="background:#{piece.mark.shade}">{escape(piece.text)}'
            f'<sup><a href="#n{at}">{piece.mark.sign}{at}</a></sup></mark>'
        )
    counts = "".join(
        f"<li>{MARKS[name].sign} {MARKS[name].zh} {MARKS[name].en} <b>{count}</b></li>"
        for name, count in tally(found.claims).items()
    )
    title = escape(found.document)
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
        f'<h1>{title}</h1><ul class="key">{counts}</ul><p>N={found.known_at} {found.head[:16]}</p>'
        f'<div class="page">{"".join(body)}</div><ol>{"".join(notes)}</ol></html>'
    )
