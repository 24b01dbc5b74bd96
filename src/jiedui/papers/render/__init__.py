"""One finished document into HTML, Word, PDF or a workbook, each complete in itself.

`rendered` is the door. Nothing here asks the book: a document and its frozen numbers are enough.
Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.problem import refuse
from jiedui.papers.render.html import standalone
from jiedui.papers.render.pdf import pdf
from jiedui.papers.render.word import docx
from jiedui.papers.render.workbook import xlsx

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    made = {"html": standalone, "docx": docx, "pdf": pdf, "xlsx": xlsx}.get(form)
    if made is None:
        raise refuse("FORM_UNKNOWN", found=form, expected=", ".join(FORMS))
    return made(document, figures, stamp)
