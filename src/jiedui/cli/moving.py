"""Words that move projects and their money: steps, payments, signatures, papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.files import content_of
from jiedui.cli.projects import DAY, code_named, day_of, place_key, said_done
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
    with_user,
)
from jiedui.cli.wording import amount_text

if TYPE_CHECKING:
    import datetime as dt


@click.command("step")
@click.argument("projects", nargs=-1)
@with_data_dir
@with_user
@click.option("--to", "target", help="State to go to; left out: decide or list.")
@click.option("--on", type=DAY, help="The day; today when left out.")
@click.option("--reason", default="")
@click.option("--approve", multiple=True, type=int, help="Number of a proposed step (repeatable).")
@click.option("--refuse", "refused", multiple=True, type=int, help="The same, to refuse it.")
@with_json
def step_word(
    projects: tuple[str, ...],
    data_dir: Path,
    username: str,
    as_json: bool,
    **said: Any,  # noqa: ANN401
) -> Outcome:
    """Propose a step of one or many projects, decide proposed ones, or list what waits.

    One person proposes (`--to`), another approves (`--approve`). All of them go, or none.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.kernel.codes import PROJECT_STATES
    from jiedui.programme.commands.steps import decide_steps, propose_steps
    from jiedui.programme.outcomes import StepAsk
    from jiedui.programme.queries.listing import number_of
    from jiedui.programme.queries.project import open_steps

    who = actor(username)
    decided = said["approve"] or said["refused"]
    if decided:
        done = decide_steps(decided, is_approved=bool(said["approve"]), actor=who, now=now())
        return said_done(done, as_json=as_json)
    if said["target"]:
        asks = [
            StepAsk(
                number_of(console_scope(), one),
                code_named(PROJECT_STATES, said["target"]),
                day_of(said["on"]),
                said["reason"],
            )
            for one in projects
        ]
        return said_done(propose_steps(asks, actor=who, now=now()), as_json=as_json)
    waiting = [
        {"step": step.number, "project": number, "name": name, "to": step.target, "on": step.on}
        for step, number, name, _ in open_steps(who.scope("programme.read"))
    ]
    if as_json:
        say_json(waiting)
    for one in [] if as_json else waiting:
        say(f"{one['step']}: {one['project']} {one['name']} → {one['to']} {one['on']}")
    return Outcome.GOOD


@click.command("pay")
@click.argument("project", required=False)
@with_data_dir
@with_user
@click.option(
    "--kind", default="DIRECT", show_default=True, help="ALLOT, DISBURSE, PAY, DIRECT or RETURN."
)
@click.option("--source", help="Fund source.")
@click.option("--amount", help="How much: 30万元.")
@click.option("--on", type=DAY, help="The day it moves; today when left out.")
@click.option("--milestone", type=DAY, help="Day of acceptance or contract milestone.")
@click.option("--requested", type=DAY, help="Day of the payment request.")
@click.option("--opinion", type=DAY, help="Day of the township's opinion.")
@click.option("--notice", default="", help="Number of the notice or voucher.")
@click.option("--payee", default="")
@click.option("--sign", multiple=True, type=int, help="Sign this act (repeatable).")
@click.option("--role", default="leader", help="leader or cadre: whose signature it is.")
@click.option("--post", multiple=True, type=int, help="Post this act (repeatable).")
@click.option("--refuse", "refused", multiple=True, type=int, help="Refuse this act.")
@with_json
def pay_word(
    project: str | None, data_dir: Path, username: str, as_json: bool, **said: Any  # noqa: ANN401
) -> Outcome:  # fmt: skip
    """Propose money that moves (下达, 拨付, 支付, 收回), sign it, post it, or list what waits."""
    open_office(data_dir, must_exist=True)
    from jiedui.programme.commands.money import decide_money, propose_money, sign_money
    from jiedui.programme.queries.project import acts

    who = actor(username)
    if said["sign"]:
        done = sign_money(said["sign"], role=said["role"], actor=who, now=now())
        return said_done(done, as_json=as_json)
    decided = said["post"] or said["refused"]
    if decided:
        done = decide_money(decided, is_approved=bool(said["post"]), actor=who, now=now())
        return said_done(done, as_json=as_json)
    if project is not None:
        asks = [_ask(project, said)]
        return said_done(propose_money(asks, actor=who, now=now()), as_json=as_json)
    waiting = acts(who.scope("programme.read"), is_open=True, limit=10_000)
    if as_json:
        from jiedui.web.pages import as_plain

        say_json(as_plain(waiting))
    for one in [] if as_json else waiting:
        signed = ",".join(role for role, _ in one.signed) or "—"
        amount = amount_text(one.amount_fen, "fen")
        say(f"{one.number}: {one.project_name} {one.kind} {amount} {one.on} signed {signed}")
    return Outcome.GOOD


def _ask(project: str, said: dict[str, Any]) -> Any:  # noqa: ANN401  a MoneyAsk, once Django is up
    from jiedui.kernel.codes import SOURCES
    from jiedui.programme.outcomes import MoneyAsk
    from jiedui.programme.queries.listing import number_of
    from jiedui.programme.saying import fen_said

    if not said["source"] or not said["amount"]:
        message = "say how much of which money with --source and --amount"
        raise click.UsageError(message)
    days: dict[str, Any] = {
        field: said[name].date() if said[name] else None
        for field, name in (
            ("milestone_on", "milestone"), ("requested_on", "requested"), ("opinion_on", "opinion"),
        )
    }  # fmt: skip
    return MoneyAsk(
        number_of(console_scope(), project),
        said["kind"].upper(),
        code_named(SOURCES, said["source"]),
        fen_said(said["amount"]),
        day_of(said["on"]),
        notice=said["notice"],
        payee=said["payee"],
        **days,
    )


@click.command("paper")
@click.argument("project")
@click.argument("kind")
@with_data_dir
@with_user
@click.option("--title", required=True)
@click.option("--on", type=DAY, help="The day it bears; today when left out.")
@click.option("--number", "reference", default="", help="Its own number.")
@click.option("--file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--percent", type=int, help="With KIND photo: the progress it shows.")
@with_json
def paper_word(
    project: str,
    kind: str,
    data_dir: Path,
    username: str,
    as_json: bool,
    **said: Any,  # noqa: ANN401
) -> Outcome:
    """Put a paper of a project on record; with `photo --percent N` a report of progress."""
    open_office(data_dir, must_exist=True)
    from jiedui.programme.commands.papers import add_paper, report_progress
    from jiedui.programme.queries.listing import number_of

    path: Path | None = said["file"]
    file = (path.name, content_of(path)) if path is not None else None
    number, who, on = number_of(console_scope(), project), actor(username), day_of(said["on"])
    if said["percent"] is not None:
        done = report_progress(
            number, said["percent"], on=on, spot=said["title"], photo=file, actor=who, now=now()
        )
        return said_done(done, as_json=as_json)
    done = add_paper(
        number, kind, title=said["title"], on=on, reference=said["reference"], file=file,
        actor=who, now=now(),
    )  # fmt: skip
    return said_done(done, as_json=as_json)


@click.command("signing")
@with_data_dir
@with_user
@click.option("--place", default="", help="Where; everywhere when left out.")
@click.option("--since", type=DAY, required=True, help="First day.")
@click.option("--needed/--not-needed", "is_needed", default=True)
def signing_word(
    data_dir: Path, username: str, place: str, since: dt.datetime, is_needed: bool
) -> Outcome:
    """Say where and from when payments need both signatures: county leader and seconded cadre."""
    open_office(data_dir, must_exist=True)
    from jiedui.programme.commands.money import set_signing

    done = set_signing(
        since.date(), place=place_key(place), is_needed=is_needed, actor=actor(username), now=now()
    )
    return said_done(done, as_json=False)


WORDS = (step_word, pay_word, paper_word, signing_word)
"""The words of this chapter."""
