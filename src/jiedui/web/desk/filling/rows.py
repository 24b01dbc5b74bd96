"""Tables of a form's cells: what each asks, its value with its derivation, its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from jiedui.figures.catalogue import FIGURES
from jiedui.kernel.codes import REASONS
from jiedui.web.desk.answers import filter_words
from jiedui.web.desk.asking import address_of
from jiedui.web.tables import Cell, Column, Row, Table, text
from jiedui.web.wording import pick, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.forms.cells import Cell as FormCell
    from jiedui.forms.models import FiledCell
    from jiedui.forms.queries import Difference
    from jiedui.web.wording import Language

CELLS = (
    Column("cell", "filling.cell"),
    Column("words", "filling.asks"),
    Column("query", "filling.query"),
    Column("value", "filling.value"),
    Column("confidence", "filling.confidence", "badge"),
    Column("why", "filling.why"),
)
FILED_CELLS = (
    Column("cell", "filling.cell"),
    Column("words", "filling.asks"),
    Column("value", "filling.value"),
    Column("unit", "filling.unit"),
    Column("reason", "filling.why"),
)
DIFFERENCES = (
    Column("words", "filling.asks"),
    Column("before", "filling.before"),
    Column("now", "filling.now"),
    Column("where", "filling.where"),
)
_TONES = {"confirmed": "ok", "sure": "ok", "likely": "tell", "unsure": "ask"}


def cells_table(cells: Sequence[FormCell], language: Language) -> Table:
    """Return every cell of a form with its query, its value or reason, and how sure it is."""
    return Table(CELLS, [_row(cell, language) for cell in cells])


def derivation(cell: FormCell) -> str:
    """Return the address of the page that derives a cell's number, "" when nothing is written."""
    question = cell.asked.question
    if question is None or cell.shown is None or question.code not in FIGURES:
        return ""
    return reverse("desk:trace", args=[question.code]) + address_of(question)


def reason_words(code: str, language: Language) -> str:
    """Return a reason in words."""
    found = REASONS.get(code)
    return pick((found.zh, found.en), language) if found else code


def _row(cell: FormCell, language: Language) -> Row:
    code = "new" if cell.is_asked and cell.confidence in {"sure", "likely"} else cell.confidence
    tone = "ask" if cell.is_asked else _TONES[cell.confidence]
    why = (reason_words(cell.told.reason, language), pick(cell.told.why, language))
    unit = cell.asked.unit.zh if cell.asked.unit and cell.text else ""
    value = f"{cell.text} {unit}".strip()
    return Row(
        (
            text(f"{cell.sheet}!{cell.ref}"),
            text(cell.words),
            text(_query(cell, language)),
            Cell(value, value, derivation(cell)),
            Cell(code, say(f"filling.is_{code}", language), "", tone, tone),
            text("：".join(one for one in why if one)),
        )
    )


def _query(cell: FormCell, language: Language) -> str:
    """Return the figure a cell asks, with its filters in words."""
    question = cell.asked.question
    figure = FIGURES.get(cell.told.figure[0] or (question.code if question else ""))
    name = pick((figure.zh, figure.en), language) if figure else cell.asked.measure
    if question is None:
        return name
    told = [f"{label} {value}" for label, value in filter_words(question, language)]
    if cell.asked.worked is not None:
        told.append(say(f"filling.how_{cell.asked.worked.how}", language))
    return "；".join([name, *told])


def filed_table(cells: Sequence[FiledCell], language: Language) -> Table:
    """Return every cell of a filed form."""
    return Table(
        FILED_CELLS,
        [Row((text(f"{one.sheet}!{one.ref}"), text(one.words), text(one.shown), text(one.unit),
              text(reason_words(one.reason, language)))) for one in cells],
    )  # fmt: skip


def differences_table(found: Sequence[Difference]) -> Table:
    """Return what differs from what was told before."""
    return Table(
        DIFFERENCES,
        [Row((text(one.words), text(one.before or "—"), text(one.now or "—"), text(one.where)))
         for one in found],
    )  # fmt: skip
