"""The generated reference: pages written from the declarations themselves, so they cannot drift.

`jiedui reference --out docs/reference` writes them; `--check` only says which are stale.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiedui.cli.sentences import OWN_WORDS
from jiedui.cli.start import Outcome, say, words
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.catalogue.dimensions import DIMENSIONS
from jiedui.kernel.codes import CATEGORIES, PAIRING_KINDS, PROJECT_STATES, REASONS, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GENERATED = "<!-- generated from the declarations; change them, not this page -->"


def pages() -> dict[str, str]:
    """Return every page of the reference, file name to text."""
    return {
        "figures.md": _figures(),
        "dimensions.md": _dimensions(),
        "accounts.md": _accounts(),
        "sheets.md": _sheets(),
        "problems.md": _problems(),
        "commands.md": _commands(),
        "permissions.md": _permissions(),
        "lines.md": _lines(),
        "codes.md": _codes(),
        "rules.md": _rules(),
        "indicators.md": _indicators(),
    }


def _page(title: str, said: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", GENERATED, said, *parts)) + "\n"


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def _figures() -> str:
    rows = [
        (
            f"`{figure.code}`",
            f"{figure.zh} · {figure.en}",
            figure.unit,
            figure.kind.value,
            f"v{figure.version} {figure.definition[0]} {figure.definition[1]}",
            ", ".join(figure.dimensions),
        )
        for figure in FIGURES.values()
    ]
    said = "Every number Jiedui can tell. `jiedui figure CODE --by DIM --where DIM=VALUE`."
    return _page(
        "Figures",
        said,
        _table(("code", "wording", "unit", "kind", "definition", "dimensions"), rows),
    )


def _dimensions() -> str:
    rows = [
        (f"`{one.code}`", f"{one.zh} · {one.en}", " · ".join(one.values))
        for one in DIMENSIONS.values()
    ]
    return _page(
        "Dimensions",
        "What figures are broken down and filtered by.",
        _table(("code", "wording", "values"), rows),
    )


def _accounts() -> str:
    from jiedui.books.chart import ACCOUNTS

    rows = [
        (f"`{one.code}`", f"{one.zh} · {one.en}", one.side, one.unit or "the figure's")
        for one in ACCOUNTS.values()
    ]
    said = (
        "The chart of accounts. Money balances on the actual side and on the plan side, each by"
        " itself."
    )
    return _page("Accounts", said, _table(("account", "wording", "side", "unit"), rows))


def _sheets() -> str:
    from jiedui.exchange.kinds import KINDS

    parts = []
    for kind in KINDS.values():
        rows = [
            (f"`{field.name}`", field.zh, field.kind.value, "yes" if field.is_required else "")
            for field in kind.fields
        ]
        parts.append(
            f"## {kind.zh} · {kind.en} (`{kind.code}`)\n\n"
            + _table(("field", "heading", "read as", "required"), rows)
        )
    return _page("Sheets", "The kinds of workbook that are understood, and their columns.", *parts)


def _indicators() -> str:
    from jiedui.cli.indicatorpage import parts

    said = (
        "The indicator sets that are shipped. `jiedui assess SET --year Y` scores by one;"
        " `jiedui assess-set FILE` keeps one of your own."
    )
    return _page(
        "Indicator sets",
        said,
        *(f"{title}\n\n{_table(heads, rows)}" for title, heads, rows in parts()),
    )


def _problems() -> str:
    parts = [
        f"## {title}\n\n" + _table(("code", "中文", "English"), rows)
        for title, rows in problem_words().items()
    ]
    said = "Everything that can be wrong or refused, by code, and how it is said."
    return _page("Problems", said, *parts)


def problem_words() -> dict[str, list[tuple[str, str, str]]]:
    """Return every catalogue of problems: its title to rows of code, Chinese, English."""
    from jiedui.attention.wording import WORDS as OF_ATTENTION
    from jiedui.checks.wording import PROBLEMS as OF_CHECKS
    from jiedui.exchange.wording import PROBLEMS as OF_FILES
    from jiedui.figures.wording import PROBLEMS as OF_FIGURES
    from jiedui.giving.wording import PROBLEMS as OF_GIVING
    from jiedui.programme.wording import WORDS as OF_PROJECTS
    from jiedui.publish.wording import PROBLEMS as OF_REPORTS
    from jiedui.web.wording import catalogue

    of_pages = {
        key.removeprefix("problem."): words
        for key, words in catalogue().items()
        if key.startswith("problem.")
    }
    catalogues: dict[str, dict[str, tuple[str, str]]] = {
        "Files and batches": {code: (said.zh, said.en) for code, said in OF_FILES.items()},
        "Questions": OF_FIGURES,
        "Gifts and wishes": OF_GIVING,
        "Reports and publications": OF_REPORTS,
        "Projects": OF_PROJECTS,
        "What needs attention": OF_ATTENTION,
        "Cross-checks": OF_CHECKS,
        "The book, people, pages": of_pages,
        "The command line and the data directory": OWN_WORDS,
    }
    return {
        title: [(f"`{code}`", *said) for code, said in sorted(worded.items())]
        for title, worded in catalogues.items()
    }


def _commands() -> str:
    above = click.Context(words, info_name="jiedui", terminal_width=100, **words.context_settings)
    parts = []
    for name, word in sorted(words.commands.items()):
        if word.hidden:
            continue
        here = click.Context(word, above, info_name=name)
        parts.append(_command(f"## {name}", word, here))
        for inner, part in sorted(getattr(word, "commands", {}).items()):
            below = click.Context(part, here, info_name=inner)
            parts.append(_command(f"### {name} {inner}", part, below))
    return _page("Commands", "Exit status: 0 good, 1 the data has errors, 2 misuse.", *parts)


def _command(heading: str, word: click.Command, context: click.Context) -> str:
    return f"{heading}\n\n```\n{word.get_help(context)}\n```"


def _permissions() -> str:
    from jiedui.access.permissions import PERMISSIONS, ROLES

    rows = [
        (
            f"`{one.code}`",
            f"{one.zh} · {one.en}",
            ", ".join(sorted(one.roles)),
            "everywhere only" if one.everywhere_only else "",
        )
        for one in PERMISSIONS.values()
    ]
    roles = _table(
        ("role", "wording"),
        [(f"`{role.code}`", f"{role.zh} · {role.en}") for role in ROLES.values()],
    )
    return _page(
        "Permissions",
        "Who may do what.",
        roles,
        _table(("permission", "allows", "roles", "limit"), rows),
    )


def _lines() -> str:
    from jiedui.facts.tables import LINES

    rows = [(f"`{column.name}`", column.type, column.meaning) for column in LINES]
    return _page(
        "Lines",
        "The one fact table that every figure reads.",
        _table(("column", "type", "meaning"), rows),
    )


def _codes() -> str:
    parts = [
        f"## {title}\n\n"
        + _table(
            ("code", "中文", "English"),
            [(f"`{one.code}`", one.zh, one.en) for one in codes.values()],
        )
        for title, codes in (
            ("Fund sources", SOURCES),
            ("Categories", CATEGORIES),
            ("Pairing kinds", PAIRING_KINDS),
            ("Project states", PROJECT_STATES),
            ("Reasons", REASONS),
        )
    ]
    return _page("Codes", "The closed vocabularies of the book.", *parts)


def _rules() -> str:
    from jiedui.cli.rulepage import rule_parts

    said = (
        "What a cross-check asks. `listed` are people who are or were helped, `everyone` also"
        " ordinary farmers in the register, `outside` people who are not in it. Every threshold"
        " can be changed by a rule file."
    )
    return _page("Cross-check rules", said, *rule_parts(_table))


def stale(folder: Path) -> list[str]:
    """Return the names of the pages in `folder` that are missing or no longer true."""
    return [
        name
        for name, text in pages().items()
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != text
    ]


@click.command("reference", hidden=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs/reference"),
    show_default=True,
)
@click.option("--check", is_flag=True, help="Only say which pages are stale.")
def reference_word(out: Path, check: bool) -> Outcome:
    """Write the generated reference, or check that it is fresh."""
    if check:
        found = stale(out)
        for name in found:
            say(f"{out / name} is stale; run `jiedui reference`", error=True)
        return Outcome.DATA_ERRORS if found else Outcome.GOOD
    out.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (out / name).write_text(text, encoding="utf-8")
    say(f"{len(pages())} pages written to {out}")
    return Outcome.GOOD


WORDS = (reference_word,)
