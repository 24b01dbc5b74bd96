"""Old forms (.xls) as new ones: written anew as .xlsx, so that they can be filled. No Django.

What is carried: words, numbers, formulas, merged cells, borders, fonts, fills, number formats,
widths and heights, hidden rows, columns and sheets. Not carried: pictures, charts, macros, printed
headers. A form whose formulas cannot all be carried is refused: nothing may be lost unsaid.
"""

from __future__ import annotations

import subprocess
import sys

from jiedui.exchange.grid import unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_SECONDS = 60
_WRITER = (sys.executable, "-m", "jiedui.forms.oldchild")


def is_old(content: bytes) -> bool:
    """Whether bytes are an old office file (.xls)."""
    return content.startswith(_OLE)


def modern(content: bytes) -> bytes:
    """Return an .xls workbook as .xlsx.

    Raises:
        UnreadableError: It is damaged, or a formula in it cannot be carried.
    """
    try:
        done = subprocess.run(  # noqa: S603 (our own module, our own interpreter)
            _WRITER, input=content, capture_output=True, timeout=_MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise unreadable("EXPANSION_LIMIT", "a workbook that takes too long to read") from error
    if done.returncode == FORMULA_LOST:
        where = done.stderr.decode("utf-8", "replace").strip()
        raise unreadable("UNSUPPORTED_FORMAT", f"a formula that cannot be carried over ({where})")
    if done.returncode or not done.stdout.startswith(b"PK"):
        raise unreadable("CORRUPT_FILE", "a damaged workbook")
    return done.stdout


FORMULA_LOST = 3
"""Exit status of the writer where a formula cannot be carried; its cell is told."""
