"""The demonstration: the sample programme's workbooks through the whole way, as two people do it.

It uses nothing an office does not have: the same commands, in the order an office would use them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.books.feed import facts
from jiedui.books.queries import head
from jiedui.books.verify import verify_book
from jiedui.cli.checking import claims_of_book, claims_of_file
from jiedui.cli.saying import say_problems
from jiedui.cli.start import console_scope, say
from jiedui.cli.tables import answer_table, verdict_table, verdict_tally
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.exchange.queries import batches
from jiedui.exchange.sample_set import OFFICE, REPORTING_DATE, write_drill, write_workbooks
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.publish.commands import issue_publication, propose_publication
from jiedui.publish.queries import anchors

if TYPE_CHECKING:
    import datetime as dt
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

HEADLINES = (
    Question("money", by=("county",)),
    Question("money", by=("source",), where=(("recipient", ("632625",)),)),
    Question("registered_poor_households_fall", by=("county",)),
    Question("people_trained", by=("county",)),
    Question("money", where=(("recipient", ("532300",)), ("year", ("2017",))), planned=True),
)
"""What the demonstration shows first."""


def is_fresh() -> bool:
    """Whether nothing has been posted here yet."""
    return head().number == 0


def post_sample(folder: Path, *, now: dt.datetime) -> list[Problem]:
    """Write the workbooks into `folder`, receive each as one person and post it as another.

    Returns:
        The problems that were found and kept with their batches.
    """
    set_office(OFFICE)
    for username, role, _ in PEOPLE:
        add_user(username, role=role, place="", password=PASSWORD)
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    problems: list[Problem] = []
    for path in write_workbooks(folder):
        batch = receive_file(path.read_bytes(), name=path.name, actor=officer, now=now)
        posted = post_batch(batch.number, actor=reviewer, now=now, accept_warnings=True)
        say(f"  {path.name}: batch {batch.number}, entries {posted.first} to {posted.last}")
        problems += batch.problems
    write_drill(folder)
    return problems


def issue_page(*, now: dt.datetime) -> None:
    """Propose the district's page as one person and issue it as another."""
    proposal = propose_publication(
        "page", as_of=REPORTING_DATE, actor=actor_named("officer"), now=now
    )
    issue_publication(proposal.number, actor=actor_named("reviewer"), now=now)


def print_batches() -> None:
    """Print what was posted."""
    say("\nPosted 已过账")
    for batch in batches(console_scope()):
        say(f"  batch {batch.number}  {batch.name}  {batch.state}  {batch.rows} rows")


def print_figures() -> None:
    """Print the headline figures with their reasons."""
    known = facts()
    for question in HEADLINES:
        say()
        say(answer_table(compute(question, known)))


def print_checks(folder: Path) -> None:
    """Print how the stated totals stand, then a drill: a draft with slips in it, caught."""
    verdicts = claims_of_book(None)
    say("\nStated totals against the book 公布数核对 (all of them: jiedui check)")
    say(f"  {verdict_tally(verdicts)}")
    drill = next(iter(sorted(folder.glob("*演练*.xlsx"))), None)
    if drill is not None:
        say(f"\nA draft with planted slips, never posted: jiedui check '{drill}'")
        say(verdict_table(claims_of_file(drill, None)))


def print_verification() -> bool:
    """Re-read the whole book and print what was found; return whether it is sound."""
    result = verify_book(anchors=anchors(), progress=None)
    say_problems(result.problems)
    mark = "✓" if result.ok else "✗"
    say(
        f"\n{mark} verify: {result.entries} entries, {result.lines} lines, head {result.head[:16]}…"
    )
    return result.ok


def print_sign_ins() -> None:
    """Print the demonstration's sign-ins."""
    say(f"\nSign-ins 登录 (password 口令 {PASSWORD})")
    for username, _, words in PEOPLE:
        say(f"  {username:<9} {words}")
