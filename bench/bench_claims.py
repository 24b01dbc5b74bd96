"""The speed of setting a text against the book: a report of three hundred pages.

`python -m bench claims`. Two reports: one of the reader's own articles over and over, whose places
the book does not hold, and one about the book's own counties. The peer is reading alone. An office
that was never asked anything compiles its templates the first time; the second number is of one
that keeps them (`facts.kept`) and knows no answer yet.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.bench_reader import PAGE as PAGE_SIGNS  # noqa: E402  The tree is put on the path first.
from bench.bench_reader import report  # noqa: E402

if TYPE_CHECKING:
    import datetime as dt

PAGES = 300


def own_report(pages: int) -> str:
    """Return a report about the book's counties; numbers and years change from copy to copy."""
    from tests.claims.page import PAGE  # noqa: PLC0415  The office is opened first.

    parts: list[str] = []
    for at in range(pages * PAGE_SIGNS // len(PAGE)):
        year = str(2010 + at % 9)
        parts.append(PAGE.replace("1350万", f"{1350 + at}万").replace("2018年1月", f"{year}年1月"))
    return "\n\n".join(parts)


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JIEDUI_DATA_DIR"] = folder
        from jiedui.cli.start import open_office  # noqa: PLC0415

        open_office(Path(folder))
        from tests.claims.conftest import AS_OF, NOW, settle  # noqa: PLC0415

        settle(NOW)
        for name, text in (("other places", report(PAGES)), ("own counties", own_report(PAGES))):
            _measure(name, text, AS_OF)
    return 0


def _measure(name: str, text: str, as_of: dt.date) -> None:
    from jiedui.books.feed import facts  # noqa: PLC0415
    from jiedui.figures.binding.judging import SUPPORTS, check_text  # noqa: PLC0415
    from jiedui.reader.read import read_text  # noqa: PLC0415

    start = time.process_time()
    reading = read_text(text, as_of)
    read = time.process_time() - start
    judged = []
    for _ in range(2):
        SUPPORTS.forget()
        start = time.process_time()
        found = check_text(text, reading, facts(), document="bench")
        judged.append(time.process_time() - start)
    asked = {one.question for one in found.claims if one.verdict is not None}
    print(
        f"{PAGES} pages, {name}: {len(found.claims)} claims, {len(asked)} questions; read"
        f" {read:.1f} s, judged {judged[0]:.1f} s CPU the first time, {judged[1]:.1f} s with the"
        f" templates kept (under 10 s together): x{(read + judged[1]) / read:.1f} of reading alone"
    )


if __name__ == "__main__":
    sys.exit(main())
