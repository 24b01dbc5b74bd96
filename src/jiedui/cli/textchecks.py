"""A running text set against the book, for the terminal: claims, findings, what was not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from jiedui.claims.checking import checked, sheet_of
from jiedui.claims.marked import FORMS, marked
from jiedui.claims.marking import MARKS, says_and_book
from jiedui.cli.files import content_of, write_whole
from jiedui.cli.tables import Heading, words_table
from jiedui.cli.wording import claim_text, entries_text
from jiedui.figures.binding.judging import tally
from jiedui.kernel.problem import refuse
from jiedui.papers.typography import chinese

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from jiedui.figures.binding.judging import Checked, CheckedText
    from jiedui.reader.reading import Finding

STYLES = {
    "confirmed": "green", "confirmed_with_note": "green", "contradicted": "bold red",
    "not_independently_supported": "yellow", "not_supported": "yellow", "undecidable": "cyan",
}  # fmt: skip

COLUMNS = (
    Heading("行 line", is_right=True),
    Heading("文中 the text says", wide=14),
    Heading("是指 understood as", wide=24),
    Heading("账中 book", is_right=True, wide=10),
    Heading("结论 verdict", wide=14),
    Heading("笔 entries"),
)


def text_of_file(path: Path, as_of: dt.date | None) -> CheckedText:
    """Return the claims of a text file with their verdicts.

    Raises:
        Refused: The file cannot be read, or holds no text.
    """
    return checked(sheet_of(path.name, content_of(path), as_of=as_of))


def write_marked(found: CheckedText, path: Path) -> None:
    """Write the marked copy of a text; the file's ending says its form.

    Raises:
        Refused: The ending is of no form there is, or the file cannot be written.
    """
    form = path.suffix.lower().lstrip(".")
    if form not in FORMS:
        raise refuse("FORM_UNKNOWN", found=path.suffix or "no ending", expected=", ".join(FORMS))
    write_whole(path, marked(found, form))


def text_table(found: CheckedText) -> str:
    """Return a checked text for people: what needs a person first, then what is in order."""
    order = list(MARKS)[::-1]
    rows = sorted(found.claims, key=lambda one: (not one.is_wrong, order.index(one.outcome)))
    rows = sorted(rows, key=lambda one: _rank(one.outcome, is_wrong=one.is_wrong))
    lines = found.text
    title = f"《{found.document}》 {found.reading.as_of or ''}".rstrip()
    table = words_table(title, COLUMNS, (_cells(one, lines) for one in rows))
    parts = [table, *_findings(found), *_unread(found)]
    counts = "、".join(f"{MARKS[name].zh} {n}" for name, n in tally(found.claims).items())
    english = ", ".join(f"{n} {MARKS[name].en}" for name, n in tally(found.claims).items())
    parts.append(f"结论 verdicts: {counts or '没有可核对的数'} · {english or 'nothing to check'}")
    parts.append(f"  known at entry {found.known_at}")
    return "\n".join(parts)


def _rank(outcome: str, *, is_wrong: bool) -> int:
    ranks = ("contradicted", "not_supported", "undecidable", "not_independently_supported",
             "confirmed_with_note", "confirmed")  # fmt: skip
    return -1 if is_wrong else ranks.index(outcome)


def _cells(one: Checked, text: str) -> list[str | Text]:
    mark, sides = MARKS[one.outcome], says_and_book(one)
    line = text.count("\n", 0, one.said.start) + 1
    is_said = one.outcome == "confirmed" and not one.causes
    why = "" if is_said else "".join(f"\n  {chinese(words[0])}" for words in one.why)
    understood = claim_text(one.verdict.claim) if one.verdict else ""
    return [
        str(line),
        "".join(one.said.text.split()),
        f"{understood}{why}".lstrip("\n"),
        sides[1][0] if sides else "—",
        Text(f"{mark.sign} {mark.zh} {mark.en}", style=STYLES[one.outcome]),
        entries_text(one.verdict.entries) if one.verdict else "",
    ]


def _findings(found: CheckedText) -> list[str]:
    agreed = len(found.reading.findings) - len(found.slips)
    lines = [f"文中算术 arithmetic: {agreed} 处相符 agree"]
    return [*lines, *(_slip(one, found) for one in found.slips)]


def _slip(one: Finding, found: CheckedText) -> str:
    claims = found.reading.claims
    parts = "、".join("".join(claims[at].text.split()) for at in one.parts)
    total = "".join(claims[one.total].text.split())
    note = next((w for w in found.claims[one.total].why), ("", ""))
    return f"  ✗ {total} ≠ {parts}:{note[0]}"


def _unread(found: CheckedText) -> list[str]:
    unread = found.reading.not_understood
    if not unread:
        return []
    said = "、".join("".join(one.text.split()) for one in unread[:40])
    return [f"未读懂 not understood ({len(unread)}): {said}"]
