"""Words of projects: list them, show one, put one on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

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
from jiedui.cli.tables import Heading, words_table
from jiedui.cli.wording import amount_text, words_of
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from jiedui.programme.outcomes import Done, Figures
    from jiedui.programme.queries.listing import ProjectPage
    from jiedui.programme.queries.project import ProjectView

DAY = click.DateTime(formats=["%Y-%m-%d"])
LIST_HEADINGS = (
    Heading("no", is_right=True),
    Heading("项目 project", wide=16),
    Heading("县 county"),
    Heading("年 year"),
    Heading("状态 state"),
    Heading("批复 approved", is_right=True),
    Heading("下达 allotted", is_right=True),
    Heading("拨付 paid", is_right=True),
    Heading("闲置 idle", is_right=True),
)


def day_of(value: dt.datetime | None) -> dt.date:
    """Return the day of an option, today where it was left out."""
    return value.date() if value is not None else now().astimezone().date()


def place_key(text: str) -> str:
    """Return the key of the one place a text names, "" for no text.

    Raises:
        Refused: It names none, or several.
    """
    from jiedui.kernel import place as places

    if not text or places.known(text.partition(":")[0]):
        return text
    found = {one.key for one in places.find(text)}
    if len(found) == 1:
        return found.pop()
    raise refuse(
        "PLACE_UNKNOWN", found=text, expected="the code or full name of one place",
        hint=("It may be: " + ", ".join(sorted(found)[:5])) if found else "",
    )  # fmt: skip


def code_named(vocabulary: dict[str, Any], text: str) -> str:
    """Return the code of a vocabulary that a code or its words name.

    Raises:
        Refused: None is named so.
    """
    from jiedui.kernel.codes import code_of

    code = code_of(vocabulary, text)
    if code is None:
        raise refuse("VALUE_UNKNOWN", found=text, expected=", ".join(vocabulary))
    return code


@click.command("projects")
@click.argument("number", required=False)
@with_data_dir
@click.option("--place", default="", help="Only projects inside this place (code or name).")
@click.option("--state", default="", help="Only projects in this state; - for no state told.")
@click.option("--category", default="", help="Only this category.")
@click.option("--source", default="", help="Only projects with money of this source.")
@click.option("--year", type=int, help="Only this year.")
@click.option("--words", default="", help="A piece of the name.")
@click.option("--sort", default="-number", show_default=True, help="number, name, allotted, idle …")
@click.option("--limit", default=50, show_default=True)
@click.option("--offset", default=0)
@with_json
def projects_word(number: str | None, data_dir: Path, as_json: bool, **asked: Any) -> Outcome:  # noqa: ANN401
    """List projects with their money, or show one (by number, key or whole name) with its life."""
    open_office(data_dir, must_exist=True)
    from jiedui.kernel.codes import CATEGORIES, PROJECT_STATES, SOURCES
    from jiedui.programme.queries.listing import ProjectFilter, number_of, projects
    from jiedui.programme.queries.project import project

    if number is not None:
        view = project(console_scope(), number_of(console_scope(), number))
        _say_project(view, as_json=as_json)
        return Outcome.GOOD
    state = asked["state"]
    chosen = ProjectFilter(
        place=place_key(asked["place"]),
        state=code_named(PROJECT_STATES, state) if state not in ("", "-") else state,
        category=code_named(CATEGORIES, asked["category"]) if asked["category"] else "",
        source=code_named(SOURCES, asked["source"]) if asked["source"] else "",
        year=asked["year"],
        words=asked["words"],
    )
    page = projects(
        console_scope(), chosen, sort=asked["sort"], limit=asked["limit"], offset=asked["offset"]
    )
    _say_list(page, as_json=as_json)
    return Outcome.GOOD


def _say_list(page: ProjectPage, *, as_json: bool) -> None:
    if as_json:
        from jiedui.web.pages import as_plain

        say_json(as_plain(page))
        return
    rows = [
        [
            str(one.number), one.name, words_of("county", one.place), str(one.year),
            words_of("state", one.state) or "—", amount_text(one.approved_fen or 0, "fen"),
            amount_text(one.allotted_fen, "fen"), amount_text(one.disbursed_fen, "fen"),
            amount_text(one.idle_fen, "fen"),
        ]
        for one in page.rows
    ]  # fmt: skip
    say(words_table(f"项目 projects · {page.total}", LIST_HEADINGS, rows))


def _say_project(view: ProjectView, *, as_json: bool) -> None:
    if as_json:
        from jiedui.web.pages import as_plain

        say_json(as_plain(view))
        return
    fields = view.fields
    state = words_of("state", fields["state"]) or "状态未载明 state not told"
    say(f"{fields['id']} {fields['name']} · {words_of('county', fields['place'])} · {state}")
    stages = view.stages
    for words, amount in (
        ("批复 approved", fields["approved_fen"] or 0), ("下达 allotted", stages.allotted),
        ("拨付 disbursed", stages.disbursed), ("支出 spent", stages.spent),
        ("收回 returned", stages.returned), ("闲置 idle", stages.idle),
    ):  # fmt: skip
        say(f"  {words}: {amount_text(amount, 'fen')}")
    for lot in view.lots:
        say(f"    闲置自 idle since {lot.since}: {amount_text(lot.amount, 'fen')}")
    for step in view.steps:
        mark = {True: "✓", False: "✗", None: "…"}[step.is_approved]
        target = words_of("state", step.target)
        say(f"  {mark} {step.on} {target} ({step.proposed_by} {step.decided_by})".rstrip())
    for offer in view.offers:
        lacking = ", ".join(need.zh for need in offer.needs if not need.is_met)
        say(f"  → {words_of('state', offer.step.target)}" + (f": 缺 {lacking}" if lacking else ""))


def figures_said(
    money: Sequence[str], total: str | None, content: str, *, area: str | None
) -> Figures:
    """Return figures from options: SOURCE=AMOUNT pairs, the whole, words, floor area in m2."""
    from jiedui.kernel.codes import SOURCES
    from jiedui.programme.outcomes import Figures
    from jiedui.programme.saying import area_said, fen_said

    parts: dict[str, int] = {}
    for one in money:
        source, _, amount = one.partition("=")
        parts[code_named(SOURCES, source)] = fen_said(amount)
    whole = fen_said(total) if total else sum(parts.values())
    return Figures(parts, whole, content, area_said(area) if area else None)


@click.command("project")
@click.argument("name")
@with_data_dir
@with_user
@click.option("--place", required=True, help="County or town it is in.")
@click.option("--year", type=int, required=True)
@click.option("--category", required=True, help="Code or words: 产业发展, SOCIAL …")
@click.option("--money", multiple=True, required=True, help="SOURCE=AMOUNT, repeatable.")
@click.option("--total", help="Whole cost; the sum of the money where left out.")
@click.option("--content", default="", help="What is built or done.")
@click.option("--area", help="Floor area in square metres.")
@click.option("--unit", default="", help="Who carries it out.")
@click.option("--location", default="")
@with_json
def project_word(
    name: str,
    data_dir: Path,
    username: str,
    as_json: bool,
    **said: Any,  # noqa: ANN401
) -> Outcome:
    """Put a project on record as proposed (申报储备)."""
    open_office(data_dir, must_exist=True)
    from jiedui.kernel.codes import CATEGORIES
    from jiedui.programme.commands.projects import register_projects
    from jiedui.programme.outcomes import ProjectSheet

    sheet = ProjectSheet(
        name,
        place_key(said["place"]),
        said["year"],
        code_named(CATEGORIES, said["category"]),
        figures_said(said["money"], said["total"], said["content"], area=said["area"]),
        texts={"unit": said["unit"], "location": said["location"]},
    )
    done = register_projects([sheet], actor=actor(username), now=now())
    return said_done(done, as_json=as_json)


def said_done(done: Done, *, as_json: bool) -> Outcome:
    """Say what a command did."""
    if as_json:
        say_json({"numbers": done.numbers, "first": done.first, "last": done.last})
    else:
        posted = f"; entries {done.first}-{done.last}" if done.first else ""
        say(f"✓ {', '.join(map(str, done.numbers))}: {done.subject}{posted}")
    return Outcome.GOOD


WORDS = (projects_word, project_word)
"""The words of this chapter."""
