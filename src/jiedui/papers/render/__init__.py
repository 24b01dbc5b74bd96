"""One finished document into HTML, Word, PDF or a workbook, each complete in itself.

`rendered` is the door. Nothing here asks the book: a document and its frozen numbers are enough.
Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jiedui.papers.document import Document
    from jiedui.papers.frozen import Frozen

FORMS = ("html", "docx", "pdf", "xlsx")
"""The forms a document can take."""


def rendered(document: Document, figures: Mapping[str, Frozen], form: str, *, stamp: str) -> bytes:
    """Return a document in a form.

    Args:
        document: What it says.
        figures: Its numbers by key.
        form: html, docx, pdf or xlsx.
        stamp: One line that says what this is: a draft, or which publication; stands on every page.

    Raises:
        Refused: No such form.
    """
    if form not in FORMS:
        raise refuse("FORM_UNKNOWN", found=form, expected=", ".join(FORMS))
    return _writer(form)(document, figures, stamp)


def _writer(form: str) -> Callable[[Document, Mapping[str, Frozen], str], bytes]:
    """Return what writes a form; its library is loaded when the form is asked for."""
    # ruff: noqa: PLC0415
    match form:
        case "docx":
            from jiedui.papers.render.word import docx

            return docx
        case "pdf":
            from jiedui.papers.render.pdf import pdf

            return pdf
        case "xlsx":
            from jiedui.papers.render.workbook import xlsx

            return xlsx
    from jiedui.papers.render.html import standalone

    return standalone
