"""The speed of reading running text: characters a second, and a report of three hundred pages.

`python -m bench reader`. The text is the tests' own articles over and over, with other numbers each
time; the peer is one pattern of plain digits and units, which finds spans and nothing else.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from jiedui.reader.read import read_text  # noqa: E402  The tree is put on the path first.
from tests.reader.marked import TEXTS, article  # noqa: E402

PAGE = 1000
"""Characters of a printed page."""

PEER = re.compile(
    r"\d[\d,.]*(?:[万亿]?元|个|名|人次?|户|批次?|期|平方米|亩|公里|吨|套|台|张|所|%|个百分点)"
)


def report(pages: int) -> str:
    """Return a text of so many pages; the last digit of its numbers changes from copy to copy."""
    bodies = [article(path).text for path in sorted(TEXTS.glob("*.txt"))]
    parts: list[str] = []
    length = copy = 0
    while length < pages * PAGE:
        body = re.sub(r"\d(?=\D)", str(copy % 10), bodies[copy % len(bodies)])
        parts.append(body)
        length += len(body) + 2
        copy += 1
    return "\n\n".join(parts)[: pages * PAGE]


def seconds(work: object, text: str, times: int) -> float:
    """Return the least CPU time of a few runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work(text)  # type: ignore[operator]
        best = min(best, time.process_time() - start)
    return best


def main() -> int:
    """Measure and print."""
    read_text(report(1))
    for pages, times in ((10, 3), (300, 1)):
        text = report(pages)
        ours = seconds(read_text, text, times)
        peer = seconds(lambda page: list(PEER.finditer(page)), text, times)
        claims = len(read_text(text).claims) if pages == 10 else 0
        dense = f", {claims / pages:.0f} claims a page" if claims else ""
        print(
            f"{pages} pages: {ours:.2f} s CPU, {len(text) / ours:,.0f} characters/s"
            f" (at least 200,000){dense}; one bare pattern {peer:.3f} s: x{ours / peer:.0f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
