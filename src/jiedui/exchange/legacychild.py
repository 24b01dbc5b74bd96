"""The part of reading old workbooks that runs apart: `python -m jiedui.exchange.legacychild`.

The native reader ends its whole process when a damaged file makes it ask for more memory than there
is. Here it may: the parent only sees that no answer came. Reads a file from standard input, writes
JSON to standard output. Knows no Django.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import resource
import sys

import python_calamine as calamine

from jiedui.exchange.grid import MAX_PLACES
from jiedui.exchange.oldextras import Extras, extras_of

MAX_MEMORY = 1_000_000_000
"""Most bytes the reader may take."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Plain = str | int | float | bool | dict[str, str] | None


def main() -> int:
    """Read one workbook; the exit status is 0 whenever the answer says what happened."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer: dict[str, object] = {"sheets": _sheets(sys.stdin.buffer.read())}
    except calamine.PasswordError:
        answer = {"refused": "password"}
    except OverflowError:
        answer = {"refused": "size"}
    except (calamine.CalamineError, OSError, ValueError, MemoryError) as error:
        answer = {"refused": type(error).__name__}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))
    return 0


def _sheets(content: bytes) -> list[dict[str, object]]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    extras = extras_of(content) if content.startswith(_OLE) else {}
    places = 0
    found: list[dict[str, object]] = []
    for meta in book.sheets_metadata:
        if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        places += sheet.total_height * sheet.total_width
        if places > MAX_PLACES:
            raise OverflowError
        found.append(
            {
                "name": meta.name,
                "hidden": meta.visible is not calamine.SheetVisibleEnum.Visible,
                "extras": dataclasses.asdict(extras.get(meta.name, Extras())),
                "merged": sheet.merged_cell_ranges or [],
                "rows": [
                    [_value(one) for one in row] for row in sheet.to_python(skip_empty_area=False)
                ],
            }
        )
    return found


def _value(one: object) -> Plain:
    if isinstance(one, bool | str):
        return one or None if isinstance(one, str) else one
    if isinstance(one, dt.date):
        return {"date": one.isoformat()[:10]}
    return one if isinstance(one, int | float) else None


if __name__ == "__main__":
    sys.exit(main())
