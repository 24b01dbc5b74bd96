"""What a form of the register says: people a line each, places in words, codes of its lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.kernel.problem import Problem, Severity, Source
from jiedui.registry.codes import code_of
from jiedui.registry.telling import Comer
from jiedui.web.desk.giving.said import Said as Plain
from jiedui.web.desk.register.listing import code_choices, key_of_words
from jiedui.web.tables import Choice

if TYPE_CHECKING:
    from jiedui.web.wording import Language

PARTS = 3
"""Name, identity number and relation; county, town and village."""

_BETWEEN = re.compile(r"[\s:：/›>]+")


@dataclass(slots=True)
class Said(Plain):
    """A form of the register as it was sent."""

    def code(self, name: str, known: list[str]) -> str:
        """Return one of some codes, "" when none is said."""
        text = self.text(name)
        if text and text not in known:
            self._wrong("VALUE_UNKNOWN", name, expected=", ".join(filter(None, known)))
            return ""
        return text

    def people(self, name: str) -> tuple[Comer, ...]:
        """Return people: a line each, `王小妹,51...,之女`; the number may be empty."""
        found = []
        for at, line in enumerate(self.text(name).replace("，", ",").splitlines(), start=1):
            parts = [part.strip() for part in line.split(",")]
            if not any(parts):
                continue
            if len(parts) != PARTS or not parts[0]:
                self.problems.append(
                    Problem(
                        "ROW_UNKNOWN",
                        Severity.ERROR,
                        Source(cell=name),
                        f"line {at}",
                        "name, identity number, relation",
                    )
                )
                continue
            found.append(Comer(parts[0], parts[1], code_of("relation", parts[2]) or parts[2]))
        return tuple(found)

    def village(self, name: str) -> str:
        """Return the key of a village: county, town and village, by blanks or colons."""
        parts = [part for part in _BETWEEN.split(self.text(name)) if part]
        if not parts:
            return ""
        county = parts[0] if parts[0].isdigit() else key_of_words(parts[0])
        return ":".join((county, *parts[1:PARTS]))


def coded_or_none(of: str, language: Language) -> tuple[Choice, ...]:
    """Return a code list as choices, none of them first."""
    return (Choice("", "—"), *code_choices(of, language))
