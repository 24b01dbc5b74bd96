"""The word that fills in a form of a project: contract, check, price audit, asset card, notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli.files import content_of
from jiedui.cli.projects import said_done
from jiedui.cli.start import (
    Outcome,
    actor,
    console_scope,
    now,
    open_office,
    say,
    with_data_dir,
    with_json,
    with_user,
)

if TYPE_CHECKING:
    from jiedui.web.desk.projects.forms import Form


@click.command("enter")
@click.argument("form")
@click.argument("project", required=False)
@click.argument("fields", nargs=-1)
@with_data_dir
@with_user
@with_json
def enter_word(
    form: str,
    project: str | None,
    fields: tuple[str, ...],
    data_dir: Path,
    username: str,
    as_json: bool,
) -> Outcome:
    """Fill in a FORM of a PROJECT, the same as on its page; without FIELDS they are told.

    FORM is one of paper, progress, contract, acceptance, settlement, asset, reach, beneficiaries,
    notice, audit, answer, money, change. A value that begins with @ is read from a file.

    Examples: `jiedui enter contract --as officer`, `jiedui enter contract 甲村卫生室
    contractor=某公司 method=OPEN on=2018-03-01 amount=250万元 --as officer`.
    """
    open_office(data_dir, must_exist=True)
    from jiedui.kernel.problem import refuse
    from jiedui.programme.queries.listing import number_of
    from jiedui.web.desk.projects.forms import FORMS, Values

    if form not in FORMS:
        raise refuse("VALUE_UNKNOWN", found=form, expected=", ".join(FORMS))
    if project is None or not fields:
        return _told(FORMS[form])
    told = Values(_pairs(FORMS[form], fields), FORMS[form].fields)
    number = number_of(console_scope(), project)
    done = FORMS[form].send(number, told, actor=actor(username), now=now())
    return said_done(done, as_json=as_json)


def _told(form: Form) -> Outcome:
    from jiedui.web.wording import say as worded

    for one in form.fields:
        must = " *" if one.is_required else ""
        choices = ", ".join(f"{code} {zh}" for code, (zh, _) in (one.choices or {}).items())
        say(f"  {one.name}{must}  {worded(one.label, 'zh')} {worded(one.label, 'en')}  {choices}")
    return Outcome.GOOD


def _pairs(form: Form, fields: tuple[str, ...]) -> dict[str, str | tuple[str, bytes]]:
    """Return the fields said, a file as its name and content, lines of a file as text."""
    known = {one.name: one for one in form.fields}
    found: dict[str, str | tuple[str, bytes]] = {}
    for pair in fields:
        name, equals, value = pair.partition("=")
        if not equals or name not in known:
            message = f"{pair!r}: write FIELD=VALUE with one of {', '.join(known)}"
            raise click.UsageError(message)
        one, path = known[name], Path(value[1:])
        if value.startswith("@") and one.ask == "file":
            found[name] = (path.name, content_of(path))
        elif value.startswith("@"):
            found[name] = content_of(path).decode("utf-8-sig")
        else:
            words = {zh: code for code, (zh, _) in (one.choices or {}).items()}
            found[name] = words.get(value, value)
    return found


WORDS = (enter_word,)
"""The words of this chapter."""
