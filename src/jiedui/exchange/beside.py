"""Tables that stand side by side on one sheet: the sheet is read once for each of them.

Only where an empty column parts headings that begin with the same word and share another, or where
each part has the keys of a kind of its own: a blank column inside one table never parts it. Every
part keeps the sheet's own addresses. Knows no Django.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from jiedui.exchange.columns import bindings_of, strongest
from jiedui.exchange.tables import find_tables, is_heading
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from jiedui.exchange.columns import Binding
    from jiedui.exchange.grid import CellValue, Sheet

_SEARCHED = 40
_FEWEST_SHARED = 2


def parts_of(sheet: Sheet) -> list[Sheet]:
    """Return the sheet once for every table beside another, or just itself."""
    heading = next(
        (row for row in sorted(sheet.rows)[:_SEARCHED] if is_heading(sheet.rows[row])), 0
    )
    spans = _spans(sheet, heading) if heading else []
    if len(spans) < 2:
        return [sheet]
    headings = [sheet.rows[heading][first:end] for first, end in spans]
    parts = [_part(sheet, heading, span) for span in spans]
    is_one_layout = _is_repeated(sheet.rows[heading]) and _are_alike(headings)
    return parts if is_one_layout or _stand_alone(sheet, headings, parts) else [sheet]


def _is_repeated(heading: list[CellValue]) -> bool:
    """Whether the first word of a heading begins it again further right."""
    words = [one for one in heading if one is not None]
    return words.count(words[0]) > 1


def _spans(sheet: Sheet, heading: int) -> list[tuple[int, int]]:
    """Return first and end position of every run of columns in use from the heading on.

    One run where the heading itself leaves out no column: nothing parts it.
    """
    if _is_whole(sheet.rows[heading]):
        return []
    used = sorted(
        {
            at
            for row, values in sheet.rows.items()
            if row >= heading
            for at, value in enumerate(values)
            if value is not None
        }
    )
    starts = [used[0], *(later for one, later in itertools.pairwise(used) if later > one + 1)]
    return list(zip(starts, [*starts[1:], used[-1] + 1], strict=True))


def _is_whole(heading: list[CellValue]) -> bool:
    """Whether a heading has no empty place between its words."""
    filled = [at for at, one in enumerate(heading) if one is not None]
    return filled[-1] - filled[0] + 1 == len(filled)


def _are_alike(headings: list[list[CellValue]]) -> bool:
    words = [[normal(str(one)) for one in heading if one is not None] for heading in headings]
    return all(is_heading(heading) for heading in headings) and all(
        one[0] == words[0][0] and len(set(one) & set(words[0])) >= _FEWEST_SHARED for one in words
    )


def _stand_alone(sheet: Sheet, headings: list[list[CellValue]], parts: list[Sheet]) -> bool:
    """Whether each part is a table by itself: it has the keys of its kind, and says more alone."""
    if not all(map(is_heading, headings)):
        return False
    apart = [_best(part) for part in parts]
    whole = _best(sheet)
    return all(one is not None and _has_keys(one) for one in apart) and (
        whole is None or sum(one.strength for one in apart if one) > whole.strength
    )


def _best(sheet: Sheet) -> Binding | None:
    tables = find_tables(sheet)
    return strongest(bindings_of(tables[0], sheet.name), None) if tables else None


def _has_keys(binding: Binding) -> bool:
    kind = binding.kind
    keys = [one for one in kind.fields if one.name in kind.keys and one.is_required]
    return bool(keys) and all(binding.column(one.name) is not None for one in keys)


def _part(sheet: Sheet, heading: int, span: tuple[int, int]) -> Sheet:
    """Return the sheet with only these columns; a line above that is not theirs is everyone's."""
    rows: dict[int, list[CellValue]] = {}
    for row, values in sheet.rows.items():
        own = [
            value if span[0] <= at < span[1] else None for at, value in enumerate(values[: span[1]])
        ]
        if any(value is not None for value in own):
            rows[row] = own
        elif row < heading:
            rows[row] = values
    return dataclasses.replace(sheet, rows=rows)
