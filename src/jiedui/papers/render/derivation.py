"""The derivation of one number as HTML.

Definition, filters, entries, cells, head. Knows no Django.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from jiedui.kernel.quantity import UNITS
from jiedui.papers.numbers import Style, exactly, said_as
from jiedui.papers.render.words import say

if TYPE_CHECKING:
    from jiedui.papers.frozen import Frozen

CELLS_SHOWN = 12
"""How many cells a derivation lists in a file; the count is always given."""


def derivation(frozen: Frozen, language: str, *, with_sql: bool = True) -> str:
    """Return one number's derivation for the public as a section with its own address.

    A file leaves out the SQL, which is long; the page of the number and its JSON carry it.
    """
    mark = "f-" + "".join(character if character.isalnum() else "-" for character in frozen.key)
    rows = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(words)}</dd>"
        for label, words in facts_of(frozen, language)
    )
    sql = "\n\n".join(frozen.sql)
    code = f"<pre><code>{escape(sql)}</code></pre>"
    details = f"<details><summary>{say('sql', language)}</summary>{code}</details>"
    return (
        f'<section class="derivation" id="{mark}"><h3>{escape(frozen.text[language])}'
        f" <small>{escape(frozen.name[language])}</small></h3><dl>{rows}</dl>"
        f"{details if with_sql else ''}</section>"
    )


def facts_of(frozen: Frozen, language: str, *, is_print: bool = False) -> list[tuple[str, str]]:
    """Return what a derivation says, as label and words; what does not apply is left out.

    In print the hash is cut to its first digits: the whole one stands once at the end of the
    document.
    """
    head = f"{frozen.head[:12]}…" if is_print else frozen.head
    found = [
        (say("exact", language), frozen.exact[language]),
        (
            say("definition", language),
            f"{frozen.definition[language]} ({say('version', language)} {frozen.version})",
        ),
        (say("filters", language), ("；" if language == "zh" else "; ").join(frozen.filters)),
        (say("reason", language), frozen.why[language]),
        (say("itemised", language), _part(frozen, frozen.itemised, language)),
        (say("not_itemised", language), _part(frozen, frozen.not_itemised, language)),
        (say("as_of", language), frozen.as_of),
        (say("entries", language), say("entries.count", language, count=frozen.entry_count)),
        (say("cells", language), cells_in_words(frozen, language)),
        (say("head", language), say("head.at", language, known_at=frozen.known_at, head=head)),
    ]
    return [(label, words) for label, words in found if words]


def cells_in_words(frozen: Frozen, language: str) -> str:
    """Return the cells the public may see, and how many more there are."""
    cells = frozen.public_cells
    words = "; ".join(str(cell) for cell in cells[:CELLS_SHOWN])
    if len(cells) > CELLS_SHOWN:
        words += " …"
    hidden = len(frozen.cells) - len(cells)
    if hidden:
        words += f" ({say('cells.hidden', language, count=hidden)})"
    return words


def _part(frozen: Frozen, amount: int, language: str) -> str:
    if not (frozen.itemised and frozen.not_itemised):
        return ""
    return said_as(
        exactly(amount),
        frozen.unit,
        Style("元" if UNITS[frozen.unit].is_money else ""),
        language=language,
    )
