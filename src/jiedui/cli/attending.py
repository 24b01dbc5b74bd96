"""The word of what needs attention: list findings, run the rules, explain, accept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.projects import place_key
from jiedui.cli.start import (
    Outcome,
    actor,
    console_scope,
    now,
    open_office,
    say,
    say_json,
    with_data_dir,
    with_json,
)

if TYPE_CHECKING:
    from pathlib import Path


@click.command("attention")
@with_data_dir
@click.option("--as", "username", metavar="USER", help="Who runs, explains or accepts.")
@click.option("--run", "is_run", is_flag=True, help="Run all house rules first (nightly).")
@click.option("--anew", is_flag=True, help="Make the projects' copies of the book again.")
@click.option("--rule", default="", help="Only findings of this rule: R05.")
@click.option("--place", default="", help="Only findings inside this place.")
@click.option("--explain", type=int, help="Number of a finding to explain, with --words.")
@click.option("--accept", type=int, help="Number of a finding whose explanation to accept.")
@click.option("--send-back", type=int, help="Number of one to send back, with --words.")
@click.option("--words", default="", help="The explanation, or why it is sent back.")
@click.option("--rules", "is_listed", is_flag=True, help="List the rules themselves.")
@click.option("--limit", default=50, show_default=True)
@with_json
def attention_word(data_dir: Path, username: str | None, as_json: bool, **said: Any) -> Outcome:  # noqa: ANN401
    """What needs attention, most urgent first; `--run` looks again at everything.

    Schedule `jiedui attention --run --as USER` every night: by cron, or a timer of the system.
    Exit status 1 when something waits that is past its day.
    """
    open_office(data_dir, must_exist=True)
    if said["is_listed"]:
        return _say_rules(as_json=as_json)
    writes = [said["explain"], said["accept"], said["send_back"]]
    if (said["is_run"] or said["anew"] or any(writes)) and username is None:
        message = "say who does it with --as USER"
        raise click.UsageError(message)
    if username is not None:
        _write(username, said)
    return _say_findings(said, as_json=as_json)


def _write(username: str, said: dict[str, Any]) -> None:
    from jiedui.attention.commands import accept_finding, explain_finding, run_rules
    from jiedui.programme.commands.watching import copy_anew, follow

    who = actor(username)
    if said["anew"]:
        say(f"✓ {copy_anew(actor=who, now=now()).subject}", error=True)
    if said["is_run"]:
        follow(actor=who, now=now())
        ran = run_rules(actor=who, now=now())
        say(f"✓ {ran.subject}; {ran.waiting} waiting", error=True)
    if said["explain"]:
        explain_finding(said["explain"], words=said["words"], actor=who, now=now())
    for name, is_accepted in (("accept", True), ("send_back", False)):
        if said[name]:
            accept_finding(
                said[name], is_accepted=is_accepted, words=said["words"], actor=who, now=now()
            )


def _say_findings(said: dict[str, Any], *, as_json: bool) -> Outcome:
    from jiedui.attention.queries import FindingFilter, findings, overdue

    asked = FindingFilter(rule=said["rule"], place=place_key(said["place"]))
    page = findings(console_scope(), asked, limit=said["limit"])
    if as_json:
        from jiedui.web.pages import as_plain

        say_json(as_plain(page))
    for one in [] if as_json else page.rows:
        say(f"{one.number} {one.rule} [{'!' * (4 - one.urgency)}] {one.zh} {one.en} · {one.due}")
    late = overdue(console_scope(), now().astimezone().date())
    return Outcome.DATA_ERRORS if late else Outcome.GOOD


def _say_rules(*, as_json: bool) -> Outcome:
    from jiedui.attention.catalogue import rules

    rows = [
        {"code": one.code, "zh": one.zh, "en": one.en, "subject": one.subject, "days": one.days,
         "urgency": one.urgency, "limits": one.limits}
        for one in rules().values()
    ]  # fmt: skip
    if as_json:
        say_json(rows)
    for row in [] if as_json else rows:
        say(f"{row['code']} {row['zh']} {row['en']} · {row['days']} days")
    return Outcome.GOOD


WORDS = (attention_word,)
"""The words of this chapter."""
