"""The generated page of cross-check rules: every data set, rule, threshold and explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.checks.model import EVERYONE, LISTED, Status
from jiedui.checks.rules import DATASETS, EXPLANATIONS, REGISTER, RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.checks.model import DataSet, Rule

    Table = Callable[[tuple[str, ...], list[tuple[object, ...]]], str]


def rule_parts(table: Table) -> list[str]:
    """Return the page's parts in Markdown; `table` sets a table from headings and rows."""
    rules = table(
        (
            "rule",
            "question",
            "data set",
            "about",
            "thresholds",
            "severity",
            "usual explanations",
            "seen in",
        ),
        [_rule(rule) for rule in RULES.values()],
    )
    why = table(
        ("code", "中文", "English"),
        [(f"`{code}`", *words) for code, words in EXPLANATIONS.items()],
    )
    sets = [_dataset(one, table) for one in (REGISTER, *DATASETS.values())]
    return [f"## Rules\n\n{rules}", f"## Explanations\n\n{why}", *sets]


def _rule(rule: Rule) -> tuple[object, ...]:
    limits = [
        f"{name.removesuffix('_fen')} {_amount(name, value)} (from {day})"
        for name, one in (rule.limits or {}).items()
        for day, value in sorted(one.values)
    ]
    return (
        f"`{rule.code}` v{rule.version}", f"{rule.zh} · {rule.en}", rule.data and f"`{rule.data}`",
        people_words(rule.people), "; ".join(limits), rule.severity,
        ", ".join(f"`{code}`" for code in rule.explanations), rule.source,
    )  # fmt: skip


def _amount(name: str, value: int) -> str:
    return f"{value // 100:,} yuan" if name.endswith("_fen") else str(value)


def people_words(people: Status) -> str:
    """Return whom a rule is about: listed, everyone, or the statuses by name."""
    words = []
    for group, name in ((EVERYONE, "everyone"), (LISTED, "listed")):
        if people & group == group:
            words.append(name)
            people &= ~group
    return ", ".join([*words, *(one.name.lower() for one in Status if one in people and one.name)])


def _dataset(one: DataSet, table: Table) -> str:
    rows: list[tuple[object, ...]] = [
        (
            f"`{column.name}`", column.kind.value, "yes" if column.is_required else "",
            "、".join(column.headings),
        )
        for column in one.columns
    ]  # fmt: skip
    headings = ("column", "read as", "required", "other headings")
    return f"## {one.zh} · {one.en} (`{one.code}`)\n\n{table(headings, rows)}"
