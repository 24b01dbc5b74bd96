"""A filled form as data: what the command line and the pages hand to programs. Knows no Django."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jiedui.forms.wording import doubt

if TYPE_CHECKING:
    from jiedui.forms.cells import Cell, FormulaTold
    from jiedui.forms.fill import Filled


def form_json(filled: Filled) -> dict[str, Any]:
    """Return a filled form as data: its cells with query and value or reason."""
    return {
        "form": filled.name,
        "as_of": filled.as_of.isoformat(),
        "known_at": filled.known_at,
        "cells": [_cell_json(cell, filled.donor) for cell in filled.cells],
        "formulas": [_formula_json(one) for one in filled.formulas],
        "asks": [
            {"sheet": cell.sheet, "cell": cell.ref, "question": asked_of(cell)}
            for cell in filled.asks
        ],
    }


def asked_of(cell: Cell) -> str:
    """Return what a person is asked about a cell, in Chinese; "" where nobody is asked."""
    if not cell.is_asked:
        return ""
    if cell.asked.strange and not (cell.asked.doubt or cell.asked.narrower):
        return doubt("strange", words="、".join(cell.asked.strange))
    if cell.asked.doubt or not cell.asked.narrower:
        return cell.asked.doubt or doubt("new", words=cell.words)
    return doubt("narrower", words="、".join(cell.asked.narrower))


def _cell_json(cell: Cell, donor: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "sheet": cell.sheet,
        "cell": cell.ref,
        "query": cell.asked.query(donor),
    }
    if cell.shown is not None:
        found["value"] = _json_value(cell.shown)
    else:
        found["reason"] = cell.told.reason
        found["why"] = cell.told.why[0]
    found["confidence"] = cell.confidence
    return found


def _json_value(shown: Decimal | str) -> Any:  # noqa: ANN401  What JSON reads: a number or a text.
    return json.loads(format(shown, "f")) if isinstance(shown, Decimal) else shown


def _formula_json(one: FormulaTold) -> dict[str, Any]:
    found: dict[str, Any] = {"sheet": one.sheet, "cell": one.ref, "formula": one.formula}
    found["value"] = None if one.value is None else _json_value(one.value)
    if one.truth is not None:
        found["truth"] = _json_value(one.truth)
    if one.incomplete[0]:
        found["incomplete"] = one.incomplete[0]
    return found
