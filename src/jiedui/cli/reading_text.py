"""The word `read`: running text to claims, for people or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli.files import content_of
from jiedui.cli.saying import say_problems
from jiedui.cli.start import Outcome, last_day, say, without_book
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.kernel.problem import Problem
    from jiedui.reader.reading import Claim, Finding, Reading

_RELATIONS = {
    "sum": "its parts add up to",
    "ratio": "part and whole give",
    "diff": "the difference is",
    "growth": "from base to new is",
    "product": "so many times so much is",
    "balance": "what came less what went is",
}


@click.command("read")
@without_book
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as-of", callback=last_day, metavar="D", help="The day the text was written.")
@click.option(
    "--format", "shape", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.option(
    "--vocabulary",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of TOML files that add words to the reader's own.",
)
def read_word(
    files: tuple[Path, ...], as_of: dt.date | None, shape: str, folder: Path | None
) -> Outcome:
    """Read newspaper pages, speeches, reports and letters: what does each number claim?

    Takes .txt, .html, .docx and .pdf with text. Shows every claim (what, how much, when, who to
    whom, whose money), every stated number that does not follow from the others, and what was not
    understood. --format json prints one object a file, each on a line of its own. Without --as-of
    the text's own date is taken, the latest full date it prints. Needs no book.
    """
    problems: list[Problem] = []
    for path in files:
        try:
            _say_file(path, as_of, shape=shape, folder=folder)
        except Refused as refused:
            problems += refused.problems
    if problems:
        say_problems(problems)
    return Outcome.DATA_ERRORS if problems else Outcome.GOOD


def _say_file(path: Path, as_of: dt.date | None, *, shape: str, folder: Path | None) -> None:
    from jiedui.reader.documents import is_plain, text_of
    from jiedui.reader.read import read_text
    from jiedui.reader.reading import reading_json

    content = content_of(path)
    text = text_of(str(path), content)
    reading = read_text(text, as_of, vocabulary_folder=folder)
    if shape == "json":
        shown = reading_json(reading, path.stem)
        if not is_plain(path.name, content):
            shown["text"] = text
        say(json.dumps(shown, ensure_ascii=False))
    else:
        say("\n".join(_lines(path, reading)))


def _lines(path: Path, reading: Reading) -> list[str]:
    """Return a reading as lines for people."""
    day = reading.as_of.isoformat() if reading.as_of else "no date found"
    lines = [f"{path} · {day} · {len(reading.claims)} claims"]
    lines += [f"  {at:3}  {_claim_line(claim)}" for at, claim in enumerate(reading.claims)]
    slips = [one for one in reading.findings if not one.is_ok]
    agreed = len(reading.findings) - len(slips)
    lines.append(f"  ✓ {agreed} stated numbers follow from the others")
    lines += [f"  ✗ {_finding_line(one, reading)}" for one in slips]
    if reading.not_understood:
        unread = ", ".join(one.text for one in reading.not_understood)
        lines.append(f"  ? not understood: {unread}")
    return lines


def _claim_line(claim: Claim) -> str:
    period = claim.period
    days = "" if period.first is None and period.last is None else f"{period.first} – {period.last}"
    donor = claim.donor.name if claim.donor else ""
    recipient = claim.recipient.name if claim.recipient else ""
    parts = (
        " ".join(claim.text.split()),
        str(claim.measure),
        days,
        f"{donor} → {recipient}" if donor or recipient else "",
        claim.source or "",
        claim.category or "",
        "planned" if claim.status == "planned" else "",
        f"part of {claim.part_of}" if claim.part_of is not None else "",
    )
    return " · ".join(part for part in parts if part)


def _finding_line(finding: Finding, reading: Reading) -> str:
    from jiedui.reader.reading import number_json

    stated = " ".join(reading.claims[finding.total].text.split())
    parts = "; ".join(" ".join(reading.claims[at].text.split()) for at in finding.parts)
    words = _RELATIONS[str(finding.relation)]
    right, told = number_json(finding.computed), number_json(finding.stated)
    return f"{stated} ({finding.total}): {words} {right:,}, not {told:,} [{parts}]"


WORDS = (read_word,)
