"""Words of the register that privacy asks for: looks, export, erase, rotate-keys."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli.files import write_whole
from jiedui.cli.register import days_of, register_word, with_days
from jiedui.cli.start import (
    Outcome,
    actor,
    now,
    open_office,
    say,
    say_json,
    with_data_dir,
    with_json,
    with_user,
)

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.registry.privacy import Renewed

OUT_FILE = click.Path(dir_okay=False, path_type=Path)


@register_word.command("looks")
@with_data_dir
@with_user
@click.option("--household", "number", default="", help="Only looks at this household.")
@with_json
def looks_word(data_dir: Path, username: str, number: str, as_json: bool) -> Outcome:
    """Say who looked at which household, when and what for; and what was exported."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.looking import exports, looks

    scope = actor(username).scope("registry.read")
    seen, left = looks(scope, number=number), exports(actor(username))
    if as_json:
        say_json(
            {"looks": [one._asdict() for one in seen], "exports": [one._asdict() for one in left]}
        )
        return Outcome.GOOD
    for one in seen:
        how = "明文 in full" if one.is_revealed else "脱敏 masked"
        say(f"{_minute(one.at)}  {one.actor}  {one.household}  {how}  {one.purpose}")
    for out in left:
        say(f"{_minute(out.at)}  {out.actor}  导出 export {out.number}  {out.purpose}")
    return Outcome.GOOD


def _minute(at: dt.datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


@register_word.command("export")
@with_data_dir
@with_user
@with_days
@click.option("--form", default="parquet", show_default=True, help="parquet, csv or workbook.")
@click.option("--place", default="", metavar="KEY", help="Only this county, town or village.")
@click.option("--purpose", required=True, help="What it is for; it stands on every copy.")
@click.option("--masked", is_flag=True, help="Star names and numbers.")
@click.option("--out", required=True, type=OUT_FILE, help="The file to write.")
def export_word(
    data_dir: Path,
    username: str,
    as_of: dt.date | None,
    known: dt.date | None,
    form: str,
    place: str,
    purpose: str,
    masked: bool,
    out: Path,
) -> Outcome:
    """Write the register for a purpose; `parquet` and `csv` are what `jiedui crosscheck` reads."""
    open_office(data_dir, must_exist=True)
    from jiedui.registry.exporting import export_register

    made = export_register(
        days_of(as_of, known),
        form=form,
        purpose=purpose,
        actor=actor(username),
        now=now(),
        place=place,
        reveal=not masked,
    )
    write_whole(out, made.content)
    out.chmod(0o600)
    say(f"导出 export {made.number}: {made.households} 户 {made.people} 人 → {out}")
    return Outcome.GOOD


@register_word.command("erase")
@click.argument("number")
@with_data_dir
@with_user
@click.option("--reason", default="", help="Why: this proposes it.")
@click.option("--confirm", is_flag=True, help="NUMBER is a proposal; a second person erases.")
def erase_word(number: str, data_dir: Path, username: str, reason: str, confirm: bool) -> Outcome:
    """Erase who a household's members are; one person proposes, another confirms.

    Events, counts and the book stay as they are; names, numbers, accounts and health are gone, also
    from the files they came in.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.exchange.erasing import erase_everywhere
    from jiedui.registry.erasing import propose_erasure

    if not confirm:
        made = propose_erasure(number, reason=reason, actor=actor(username), now=now())
        say(f"已提出 proposal {made.number}: {made.subject}; another person confirms it.")
        return Outcome.GOOD
    if not number.isdigit():
        raise click.BadParameter("with --confirm, name the proposal's number")
    done = erase_everywhere(int(number), actor=actor(username), now=now())
    say(f"已删除个人信息 erased: {done.subject}")
    for one in done.files:
        what = (
            "原件已销毁 the file is destroyed"
            if one.is_destroyed
            else f"原件中 {one.rows} 行已删除 rows taken out of the file"
        )
        say(f"  批次 batch {one.batch}: {what}")
    for batch in done.waiting:
        say(f"  批次 batch {batch} waits and names somebody of it: withdraw it, or post it anew.")
    return Outcome.GOOD


@register_word.command("rotate-keys")
@with_data_dir
@with_user
def rotate_keys_word(data_dir: Path, username: str) -> Outcome:
    """Seal everything that lies sealed with new keys, and remove the old ones.

    The register and its clues, then files received, rows that wait, people, visits and donors.
    Interrupted, it goes on when it is called again.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.access.renewing import renew_office_keys
    from jiedui.clues.renewing import renew_everything

    progress = _progress if sys.stderr.isatty() else None
    done = renew_everything(actor=actor(username), now=now(), progress=progress)
    say(
        "已更换名册密钥 keys of the register, "
        f"generation {done.generation}: {done.done} 项 items sealed anew."
    )
    office = renew_office_keys(actor=actor(username), now=now())
    say(
        "已更换本单位密钥 the office's own keys, "
        f"generation {office.generation}: {office.done} 项 items sealed anew."
    )
    return Outcome.GOOD


def _progress(step: Renewed) -> None:
    click.echo(f"\r{step.left:,} left", nl=False, err=True)


WORDS = (register_word,)
"""One word with all of its own; those of `cli.register` stand under it already."""
