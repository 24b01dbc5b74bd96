"""Words of the register in Chinese and English: standings, kinds, codes, problems."""

from __future__ import annotations

from jiedui.registry.codes import PURPOSES, words
from jiedui.registry.form import GUARANTEES, ITEMS
from jiedui.registry.household import RULES, Kind
from jiedui.registry.income import WORDS as INCOME

STANDINGS = {
    "": ("不在册", "not registered"),
    "ordinary": ("一般农户", "ordinary household"),
    "registered": ("在册未脱贫", "registered"),
    "exited": ("已脱贫", "exited"),
    "removed": ("已清退", "removed"),
    "merged": ("已并户", "merged"),
}
"""Where a household stands."""


def pair(of: str, code: str) -> tuple[str, str]:
    """Return what a code is called; the code itself where no list has it.

    Args:
        of: standing, kind, item, income, guarantee, purpose, or a code list of the form.
        code: The code.
    """
    if of == "standing":
        return STANDINGS.get(code, (code, code))
    if of == "kind":
        rule = RULES[Kind(code)]
        return rule.zh, rule.en
    if of == "item":
        item = ITEMS.get(code)
        return (item.zh, item.en) if item else (code, code)
    tables = {"income": INCOME, "guarantee": GUARANTEES, "purpose": PURPOSES}
    if of in tables:
        return tables[of].get(code, (code, code))
    word = words(of).get(code)
    return (word.zh, word.en) if word else (code, code)


def both(of: str, code: str) -> str:
    """Return what a code is called in both languages, "" for no code."""
    return " ".join(pair(of, code)) if code else ""
