"""The demonstration: the sample programme's workbooks through the whole way, as two people do it.

It uses nothing an office does not have: the same commands, in the order an office would use them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.assess.index import behind, evidence_index
from jiedui.assess.indicator import Side
from jiedui.assess.queries import Wanted, assessed, set_for
from jiedui.assess.wording import ILLUSTRATIVE
from jiedui.books.feed import facts
from jiedui.books.queries import head
from jiedui.books.verify import verify_book
from jiedui.cli.checking import claims_of_book, claims_of_file
from jiedui.cli.files import write_whole
from jiedui.cli.saying import MARKS, say_problems, sentence
from jiedui.cli.scoreboard import summary
from jiedui.cli.start import console_scope, say, say_heading
from jiedui.cli.tables import answer_table, verdict_table, verdict_tally
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.exchange.queries import batches
from jiedui.exchange.sample_set import (
    OFFICE,
    REPORTING_DATE,
    write_blank_form,
    write_drill,
    write_workbooks,
)
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.forms.fill import fill_form
from jiedui.forms.handing_out import handed_out
from jiedui.kernel.problem import sorted_problems
from jiedui.papers.render import rendered
from jiedui.publish.commands import issue_publication, propose_publication
from jiedui.web.heads import kept_heads

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jiedui.kernel.problem import Problem

PASSWORD = "jiedui-demo"  # noqa: S105  The demonstration's sign-ins are printed for everyone to see.

PEOPLE = (
    ("officer", "officer", "receives workbooks, proposes"),
    ("reviewer", "reviewer", "posts what another received, issues"),
    ("auditor", "auditor", "reads everything, the action log"),
    ("admin", "administrator", "users, periods"),
    ("viewer", "viewer", "reads"),
)
"""Sign-in name, role and what the role does."""

JIUZHI = ("recipient", ("632625",))

HEADLINES = (
    ("Every partner county", Question("money", by=("county",))),
    ("久治县 by fund source", Question("money", by=("source",), where=(JIUZHI,))),
    (
        "A total of five years asked for one of them: an interval, and why",
        Question("money", where=(JIUZHI,), since=dt.date(2015, 1, 1), until=dt.date(2015, 12, 31)),
    ),
    (
        "Households then and now",
        Question("registered_poor_households_fall", by=("county",)),
    ),
    ("Inexact stays inexact", Question("people_trained", by=("county",))),
    (
        "A plan is no actual: 楚雄州 2017",
        Question("money", where=(("recipient", ("532300",)), ("year", ("2017",))), planned=True),
    ),
)
"""What the demonstration shows first: a heading and a question each."""


def is_fresh() -> bool:
    """Whether nothing has been posted here yet."""
    return head().number == 0


def post_sample(folder: Path, *, now: dt.datetime) -> None:
    """Write the workbooks into `folder`, receive each as one person and post it as another."""
    set_office(OFFICE)
    for username, role, _ in PEOPLE:
        add_user(username, role=role, place="", password=PASSWORD, now=now)
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    say_heading("Posted 已过账: each workbook received by one person, posted by another")
    for path in write_workbooks(folder):
        batch = receive_file(path.read_bytes(), name=path.name, actor=officer, now=now)
        posted = post_batch(batch.number, actor=reviewer, now=now, accept_warnings=True)
        what = f"entries {posted.first} to {posted.last}" if posted.last else "records"
        say(f"  {batch.number}  {path.name}: {what}")
        _say_kinds(batch.problems)
    write_drill(folder)
    write_blank_form(folder)


def _say_kinds(problems: Iterable[Problem]) -> None:
    """Print the problems of one file, each kind once, with where it was met first."""
    ordered = sorted_problems(problems)
    for code, count in Counter(problem.code for problem in ordered).items():
        first = next(problem for problem in ordered if problem.code == code)
        times = f" (and {count - 1} more like it)" if count > 1 else ""
        say(f"       {MARKS[first.severity]} {sentence(first)}{times}")


def issue_page(*, now: dt.datetime) -> None:
    """Propose the district's page as one person and issue it as another."""
    proposal = propose_publication(
        "page", as_of=REPORTING_DATE, actor=actor_named("officer"), now=now
    )
    issue_publication(proposal.number, actor=actor_named("reviewer"), now=now)
    say(f"  The district's page as of {REPORTING_DATE} is issued, frozen at entry {head().number}.")


def print_batches() -> None:
    """Print what was posted."""
    say_heading("Posted 已过账")
    for batch in reversed(batches(console_scope())):
        say(f"  {batch.number}  {batch.name}: {batch.rows} rows, {batch.state}")


def print_figures() -> None:
    """Print the headline figures with their reasons."""
    known = facts()
    for heading, question in HEADLINES:
        say_heading(heading)
        say(answer_table(replace(compute(question, known), beside=())))
    say("  Gifts that no total says it holds stand beside it: jiedui figure money")


def print_checks(folder: Path) -> None:
    """Print how the stated totals stand, then a drill: a draft with slips in it, caught."""
    say_heading("Stated totals against the book 公布数核对 (each of them: jiedui check)")
    say(f"  {verdict_tally(claims_of_book(None))}")
    drill = next(iter(sorted(folder.glob("*演练*.xlsx"))), None)
    if drill is not None:
        say_heading("A drill, never posted: a draft with planted slips is checked")
        say(f"  jiedui check '{drill}' --data-dir {folder.parent}\n")
        say(verdict_table(claims_of_file(drill, None)))


def print_form(folder: Path) -> None:
    """Fill a blank form of a higher office, and say what was filled and why the rest is empty."""
    form = next(iter(sorted(folder.glob("空表*.xlsx"))), None)
    if form is None:
        return
    filled = fill_form(
        form.name, form.read_bytes(), facts(), as_of=REPORTING_DATE, latest=REPORTING_DATE
    )
    out = form.with_name(form.name.replace("空表", "已填"))
    write_whole(out, handed_out(filled))
    written = sum(one.shown is not None for one in filled.cells)
    reasons = Counter(str(one.told.reason) for one in filled.cells if one.shown is None)
    empty = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
    say_heading("A blank form from above, filled 空表自动填报 (jiedui fill)")
    say(f"  {written} cells filled, the others left empty for a reason: {empty}")
    say(f"  Every cell with its source: {out}")


def print_assessment(folder: Path) -> None:
    """Print the self-assessment of the sample's year, and write its index of evidence."""
    known = facts()
    wanted = Wanted(set_for("", REPORTING_DATE.year), REPORTING_DATE.year, Side.EAST)
    found = assessed(console_scope(), wanted, known)
    say_heading(f"Self-assessment of {found.year} 自评 (jiedui assess --year {found.year})")
    say(summary(found))
    say(f"  ! {' '.join(ILLUSTRATIVE)}")
    made = evidence_index(found, (), behind(found, known), language="zh")
    path = folder / f"考核佐证材料目录-{found.year}.docx"
    write_whole(path, rendered(made, {}, "docx", stamp=f"{found.known_at}"))
    say(f"  Its index of evidence lies in {path}.")


def print_verification() -> bool:
    """Re-read the whole book and print what was found; return whether it is sound."""
    result = verify_book(anchors=kept_heads(), progress=None)
    say_problems(result.problems)
    say_heading("Read again and proven 核验 (jiedui verify)")
    mark = "✓" if result.ok else "✗"
    say(f"  {mark} {result.entries} entries, {result.lines} lines, head {result.head[:16]}…")
    return result.ok


def print_sign_ins() -> None:
    """Print the demonstration's sign-ins."""
    say_heading(f"Sign-ins 登录 (password 口令 {PASSWORD})")
    for username, _, words in PEOPLE:
        say(f"  {username:<9} {words}")
