"""Words about clues: take in a run, list, assign, verify, decide, close, what was learned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jiedui.cli.files import content_of, write_whole
from jiedui.cli.register import day_option
from jiedui.cli.start import (
    Outcome,
    actor,
    console_scope,
    now,
    open_office,
    say,
    say_json,
    today,
    with_data_dir,
    with_json,
    with_user,
)

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.clues.commands import Done
    from jiedui.clues.learning import Learned
    from jiedui.clues.queries import Row

LIMIT = 50


@click.group("clues")
def clues_word() -> None:
    """Clues of cross-checks: what people verify, explain, decide; a clue is no verdict."""


def _json(thing: object) -> None:
    from jiedui.web.pages import as_plain

    say_json(as_plain(thing))


def _told(done: Done, *, as_json: bool) -> Outcome:
    from jiedui.clues.lifecycle import STATES, State

    if as_json:
        say_json({"clues": list(done.numbers), "state": done.state})
    else:
        zh, en = STATES[State(done.state)]
        say(f"疑点 clue {', '.join(map(str, done.numbers))}: {zh} {en}")
    return Outcome.GOOD


@clues_word.command("take")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_data_dir
@with_user
@with_json
def take_word(folder: Path, data_dir: Path, username: str, as_json: bool) -> Outcome:
    """Take in the directory that `jiedui crosscheck` wrote; the same run twice is refused."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.taking import take_run

    done = take_run(folder, actor=actor(username), now=now())
    if as_json:
        _json(done)
    else:
        say(f"已接收 run {done.run}: 新增 new {done.new}, 并入 joined {done.joined}")
        if done.outside:
            say(f"范围外未接收 outside your places, not kept: {done.outside}")
    return Outcome.GOOD


@clues_word.command("list")
@with_data_dir
@click.option("--state", default="", help="new, assigned, verifying, concluded, decided, closed.")
@click.option("--rule", default="", help="Code of a rule.")
@click.option("--dataset", "data", default="", help="The list that gave it.")
@click.option("--place", default="", metavar="KEY", help="Only this county, town or village.")
@click.option("--assignee", default="", metavar="USER", help="Whose.")
@click.option("--find", default="", help="A household's number or a whole identity number.")
@click.option("--open", "is_open", is_flag=True, help="Only what is not closed.")
@click.option("--late", "is_late", is_flag=True, help="Only what is past its deadline.")
@click.option("--sort", default="due", help="due, likely, severity, place, number.")
@click.option("--limit", default=LIMIT, show_default=True, help="How many at most.")
@with_json
def list_word(
    data_dir: Path,
    sort: str,
    limit: int,
    as_json: bool,
    **said: Any,  # noqa: ANN401
) -> Outcome:
    """List clues, those due first on top. Exit 1 where a deadline has passed."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.queries import Filters, Paging, clues

    paging = Paging(sort, 0, limit)
    found = clues(console_scope(), Filters(**said), today=today(), paging=paging)
    if as_json:
        _json(found)
    else:
        for one in found.rows:
            say(_line(one))
        say(f"{found.total} 条 clues, 逾期 late {found.late}")
    return Outcome.DATA_ERRORS if found.late else Outcome.GOOD


def _line(one: Row) -> str:
    from jiedui.clues.lifecycle import STATES, State
    from jiedui.kernel.place import Form, name_of

    held, decided = one.held
    zh, en = STATES[State(one.state)]
    due = str(one.due_on or "")
    parts = (
        f"{one.number:>6} {due:10}{' 逾期 late' if one.is_late else ''}",
        f"{zh} {en}",
        f"{one.rule} {one.zh}",
        name_of(one.place, form=Form.FULL) if one.place else "",
        one.household,
        one.assignee,
        f"{held}/{decided} 属实 held" if decided else "",
    )
    return "  ".join(filter(None, parts))


@clues_word.command("show")
@click.argument("number", type=int)
@with_data_dir
@with_user
@click.option("--purpose", required=True, help="What for; it is written down.")
@click.option("--reveal", is_flag=True, help="Name, number and findings in full.")
@with_json
def show_word(
    number: int, data_dir: Path, username: str, purpose: str, reveal: bool, as_json: bool
) -> Outcome:
    """Show one clue with its evidence and history; the look is written down."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.looking import look
    from jiedui.clues.queries import story

    who = actor(username)
    person = look(number, purpose=purpose, actor=who, now=now(), reveal=reveal)
    found = story(who.scope("clues.read"), number, today=today())
    if as_json:
        _json({"person": person, "story": found})
        return Outcome.GOOD
    say(_line(found.clue))
    named = "  ".join(filter(None, (person.household, person.name, person.id_number)))
    say(f"  {named}")
    for proof in person.proofs:
        yuan = "" if proof.amount is None else f"{proof.amount // 100}.{proof.amount % 100:02d} 元"
        said = "  ".join(filter(None, (proof.source, proof.what, yuan, proof.day)))
        say(f"  run {proof.run}: {said}")
    for step in found.steps:
        told = " ".join(filter(None, (step.step, step.code, step.explanation, step.words)))
        say(f"  {step.day} {step.signer}: {told}")
    return Outcome.GOOD


@clues_word.command("assign")
@click.argument("numbers", nargs=-1, type=int, required=True)
@with_data_dir
@with_user
@click.option("--to", required=True, metavar="USER", help="Who verifies.")
@with_json
def assign_word(
    numbers: tuple[int, ...], data_dir: Path, username: str, to: str, as_json: bool
) -> Outcome:
    """Assign clues to a person who verifies in their places."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.commands import assign_clues

    done = assign_clues(numbers, to, actor=actor(username), now=now())
    return _told(done, as_json=as_json)


@clues_word.command("visit")
@click.argument("number", type=int)
@with_data_dir
@with_user
@with_json
def visit_word(number: int, data_dir: Path, username: str, as_json: bool) -> Outcome:
    """Begin to verify a clue that is assigned to you."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.commands import begin_visit

    return _told(begin_visit(number, actor=actor(username), now=now()), as_json=as_json)


@clues_word.command("sheet")
@click.argument("number", type=int)
@with_data_dir
@with_user
@click.option("--purpose", default="入户核查", show_default=True, help="What for.")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A .docx."
)
def sheet_word(number: int, data_dir: Path, username: str, purpose: str, out: Path) -> Outcome:
    """Write the sheet for the visit (入户核查表) as a Word file; the look is written down."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.visitsheet import visit_sheet
    from jiedui.papers.render import rendered

    paper = visit_sheet(number, purpose=purpose, language="zh", actor=actor(username), now=now())
    write_whole(out, rendered(paper.document, {}, "docx", stamp="入户核查表"))
    say(f"{out}")
    return Outcome.GOOD


@clues_word.command("attach")
@click.argument("number", type=int)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_data_dir
@with_user
@with_json
def attach_word(number: int, file: Path, data_dir: Path, username: str, as_json: bool) -> Outcome:
    """Keep a document of the visit (the signed sheet, a photograph), sealed."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.commands import attach_paper

    done = attach_paper(number, content_of(file), name=file.name, actor=actor(username), now=now())
    return _told(done, as_json=as_json)


@clues_word.command("conclude")
@click.argument("number", type=int)
@click.argument("conclusion", type=click.Choice(["true", "false", "explained", "data_error"]))
@with_data_dir
@with_user
@day_option("--on", "The day of the visit; today if left out.")
@click.option("--explanation", default="", help="An explanation code (see the rules page).")
@click.option("--words", required=True, help="What the visit found.")
@with_json
def conclude_word(
    number: int,
    conclusion: str,
    data_dir: Path,
    username: str,
    on: dt.date | None,
    explanation: str,
    words: str,
    as_json: bool,
) -> Outcome:
    """Sign what the visit found: the first signature."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.commands import conclude_clue
    from jiedui.clues.lifecycle import Said

    said = Said(
        visited_on=on or today(), conclusion=conclusion, explanation=explanation, words=words
    )
    done = conclude_clue(number, said, actor=actor(username), now=now())
    return _told(done, as_json=as_json)


@clues_word.command("decide")
@click.argument("number", type=int)
@click.argument("decision", type=click.Choice(["remove", "keep", "correct", "add"]))
@with_data_dir
@with_user
@click.option("--words", required=True, help="Why.")
@with_json
def decide_word(
    number: int, decision: str, data_dir: Path, username: str, words: str, as_json: bool
) -> Outcome:
    """Decide what follows: the second signature, by another person than the first."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.commands import decide_clue

    done = decide_clue(number, decision, words=words, actor=actor(username), now=now())
    return _told(done, as_json=as_json)


@clues_word.command("send-back")
@click.argument("number", type=int)
@with_data_dir
@with_user
@click.option("--words", required=True, help="Why.")
@with_json
def send_back_word(
    number: int, data_dir: Path, username: str, words: str, as_json: bool
) -> Outcome:
    """Send a conclusion back to be verified again."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.commands import send_back

    done = send_back(number, words=words, actor=actor(username), now=now())
    return _told(done, as_json=as_json)


@clues_word.command("close")
@click.argument("number", type=int)
@with_data_dir
@with_user
@click.option("--words", required=True, help="How the decision was carried out.")
@with_json
def close_word(number: int, data_dir: Path, username: str, words: str, as_json: bool) -> Outcome:
    """Close a decided clue."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.commands import close_clue

    done = close_clue(number, words=words, actor=actor(username), now=now())
    return _told(done, as_json=as_json)


@clues_word.command("reopen")
@click.argument("number", type=int)
@with_data_dir
@with_user
@click.option("--words", required=True, help="Why.")
@with_json
def reopen_word(number: int, data_dir: Path, username: str, words: str, as_json: bool) -> Outcome:
    """Open a decided or closed clue again, with a deadline of its own."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.commands import reopen_clue

    done = reopen_clue(number, words=words, actor=actor(username), now=now())
    return _told(done, as_json=as_json)


@clues_word.command("learning")
@with_data_dir
@with_json
def learning_word(data_dir: Path, as_json: bool) -> Outcome:
    """Tell of each rule and each list how often its clues were false alarms."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.learning import learning

    found = learning(console_scope())
    if as_json:
        say_json({"by_rule": _lessons(found.by_rule), "by_data": _lessons(found.by_data)})
        return Outcome.GOOD
    for title, rows in (("规则 rule", found.by_rule), ("数据来源 list", found.by_data)):
        say(title)
        for one in rows:
            share = "" if one.false_permille is None else f"{one.false_permille / 10:.1f} %"
            parts = " ".join(f"{code} {many}" for code, many in one.by_conclusion.items())
            say(f"  {one.code or 'register':16} {one.decided:>5} {parts}  误报 false {share}")
    return Outcome.GOOD


def _lessons(rows: list[Learned]) -> list[dict[str, object]]:
    return [
        {
            **one._asdict(),
            "decided": one.decided,
            "false": one.false,
            "false_permille": one.false_permille,
        }
        for one in rows
    ]


@clues_word.command("counts")
@with_data_dir
@click.option("--by", "level", default="county", show_default=True, help="county, town or village.")
@with_json
def counts_word(data_dir: Path, level: str, as_json: bool) -> Outcome:
    """Count clues by state in each county, town or village."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.overviews import counts
    from jiedui.kernel.place import Form, name_of

    found = counts(console_scope(), level, today=today())
    if as_json:
        _json(found)
        return Outcome.GOOD
    for one in found:
        place = name_of(one.place, form=Form.FULL) if one.place else "(无地点 no place)"
        parts = " ".join(f"{state} {many}" for state, many in one.by_state.items())
        say(f"{place}: {one.total}  {parts}  逾期 late {one.late}")
    return Outcome.GOOD


@clues_word.command("runs")
@with_data_dir
@with_json
def runs_word(data_dir: Path, as_json: bool) -> Outcome:
    """List the runs that were taken in, with the hashes of what they compared."""
    open_office(data_dir, must_exist=True)
    from jiedui.clues.overviews import runs

    found = runs(console_scope())
    if as_json:
        _json(found)
        return Outcome.GOOD
    for one in found:
        say(f"{one.number:>4} {one.as_of} {one.taken_by} {one.clues} 条 clues ({one.engine})")
        for file in one.inputs:
            say(f"       {file.data:16} {file.rows:>10,} {file.sha256[:16]}")
    return Outcome.GOOD


WORDS = (clues_word,)
