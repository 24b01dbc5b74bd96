"""An .xlsx or .xlsm workbook as grids. Macros are not looked at, links are not followed.

Reads the sheets' XML with patterns instead of a tree: values, formulas with their saved values,
styles as far as they make a number a date, merged ranges, hidden rows and columns, in one pass.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from jiedui.exchange.archive import part, xml_part
from jiedui.exchange.celltext import (
    Styles,
    number_value,
    percent_value,
    shown_styles,
    string_items,
    unescaped,
)
from jiedui.exchange.grid import (
    MAX_COLUMNS,
    MAX_SIGNS,
    Book,
    CellError,
    Formula,
    Remark,
    Sheet,
    Tally,
    error_or_text,
    letters_of,
    number_of,
    unreadable,
)
from jiedui.exchange.pacing import EVERY, tick
from jiedui.exchange.sheetparts import (
    TRUE,
    attributes,
    comments,
    hidden_columns,
    merged,
    refuse_many_cells,
    row_pieces,
)
from jiedui.exchange.workbookparts import of_kind, relations, target, workbook_path

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from jiedui.exchange.celltext import Strings
    from jiedui.exchange.grid import CellValue
    from jiedui.exchange.workbookparts import Links

_ROW_NUMBER = re.compile(r"""\sr=["'](\d{1,7})["']""")
_QUICK = re.compile(
    r'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>'
    r"(?:<f([^>]*?)(?:/>|>([^<]*)</f>))?"
    r'(?:<v>([^<]*)</v>|<v ?/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
"""A cell as spreadsheets write it: column, style, type, formula, saved value, text inside."""

_PLAIN = re.compile(
    r'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?'
    r"(?:/>|>(?:<v>([^<]*)</v>|<v ?/>)?</c>)"
)
"""A cell without formula or text inside: column, style, type, saved value."""

_LETTERS = tuple(letters_of(col) for col in range(1, MAX_COLUMNS + 2))

_CELL = re.compile(r"<c(?=[\s>/])")
_SAVED = re.compile(r"<v(?:\s[^>]*)?>([^<]*)</v>")
_FORMULA = re.compile(r"<f\b([^>]*?)(?:/>|>([^<]*)</f>)")
_LONG = 5_000
_MOST_TEXTS = 100_000
_NUMERIC = ("", "n")


def read_xlsx(archive: zipfile.ZipFile) -> Book:
    """Return all worksheets of a workbook.

    Raises:
        UnreadableError: A part is missing or damaged, or the sheets are too large.
    """
    names = set(archive.namelist())
    home = workbook_path(archive, names)
    text = xml_part(archive, home)
    if text is None:
        raise unreadable("CORRUPT_FILE", "no workbook part in the archive")
    links = relations(archive, home)
    is_1904 = bool(re.search(r"""<workbookPr\b[^>]*date1904=["'](?:1|true)["']""", text))
    reader = _SheetReader(
        archive, _strings(archive, links), _styles(archive, links), is_1904=is_1904
    )
    sheets = [
        reader.sheet(one.get("name", ""), path, state=one.get("state", ""))
        for tag in re.findall(r"<sheet\s([^>]*?)/?>", text)
        for one in [attributes(tag)]
        for path in [target(links, one)]
        if path is not None and "worksheets/" in path
    ]
    if not sheets:
        raise unreadable("CORRUPT_FILE", "a workbook without worksheets")
    return Book(tuple(sheets), tuple(_remarks(names)), is_1904)


def _strings(archive: zipfile.ZipFile, links: Links) -> Strings:
    path = of_kind(links, "sharedStrings")
    return string_items(xml_part(archive, path) or "") if path else []


def _styles(archive: zipfile.ZipFile, links: Links) -> Styles:
    path = of_kind(links, "styles")
    return shown_styles(xml_part(archive, path) or "") if path else Styles()


def _remarks(names: set[str]) -> Iterator[Remark]:
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield Remark("EXTERNAL_LINK", found="xl/externalLinks")
    if any(name.endswith("vbaProject.bin") for name in names):
        yield Remark("MACROS_IGNORED", found="vbaProject.bin")


def _gap(col: int, width: int) -> list[CellValue]:
    """Return the empty places before a column.

    Raises:
        ValueError: The column lies before the one read last, or too far out.
    """
    if col <= width or col > MAX_COLUMNS:
        raise ValueError(col)
    return [None] * (col - width - 1)


class _SheetReader:
    """Reads the worksheets of one workbook; counts what all of them hold."""

    def __init__(
        self, archive: zipfile.ZipFile, strings: Strings, styles: Styles, *, is_1904: bool
    ) -> None:
        self.archive = archive
        self.strings = strings
        self.styles = styles
        self.special = styles.dates | styles.percents
        self.is_1904 = is_1904
        self.tally = Tally()
        self.signs = self.widest = 0
        self.has_long = any(isinstance(one, str) and len(one) > _LONG for one in strings)
        self.texts: dict[str, CellValue] = {}
        self.numbers: dict[str, CellValue] = {}

    def sheet(self, name: str, path: str, *, state: str) -> Sheet:
        text = xml_part(self.archive, path)
        if text is None:
            raise unreadable("CORRUPT_FILE", f"{path} is missing")
        if "</worksheet>" not in text[-200:] and "<worksheet" in text[:4_000]:
            raise unreadable("CORRUPT_FILE", f"{path} is cut off")
        rows: dict[int, list[CellValue]] = {}
        formulas: dict[tuple[int, int], Formula] = {}
        self.widest = 0
        hidden = self._rows(text, rows, formulas)
        tail = text[text.rfind("</sheetData>") :]
        protection = re.search(r"<sheetProtection\b([^>]*)", tail)
        return Sheet(
            name,
            rows,
            tuple(merged(tail)),
            frozenset(hidden & rows.keys()),
            hidden_columns(text),
            state in ("hidden", "veryHidden"),
            protection is not None and attributes(protection[1]).get("sheet") in TRUE,
            formulas,
            self._comments(path),
            self.widest,
        )

    def _rows(
        self, text: str, rows: dict[int, list[CellValue]], formulas: dict[tuple[int, int], Formula]
    ) -> set[int]:
        """Fill in the rows and formulas; return the numbers of hidden rows."""
        hidden: set[int] = set()
        number, many = 0, text.count("<row")
        refuse_many_cells(text)
        for at, piece in enumerate(row_pieces(text)):
            if at % EVERY == EVERY - 1:
                tick("cells", at, many)
            head, _, body = piece.partition(">")
            number = _row_number(head) or number + 1
            if "hidden=" in head and attributes(head).get("hidden") in TRUE:
                hidden.add(number)
            if "<v" not in body and "<is" not in body and "<f" not in body:
                continue
            values = self._quick_or_none(body, number, formulas)
            if values is None:
                values = self._slow(body, number, formulas)
            while values and values[-1] is None:
                values.pop()
            if values:
                self.tally.take(values)
                self._count_signs(values, len(body))
                rows[number] = values
        return hidden

    def _count_signs(self, values: list[CellValue], size: int) -> None:
        """Count the characters of a row where its texts may be long; `size` is that of its XML."""
        if not self.has_long and size <= _LONG:
            return
        self.signs += sum(len(one) for one in values if isinstance(one, str))
        if self.signs > MAX_SIGNS:
            raise unreadable("EXPANSION_LIMIT", f"cells of more than {MAX_SIGNS} characters")

    def _quick_or_none(
        self, body: str, number: int, formulas: dict[tuple[int, int], Formula]
    ) -> list[CellValue] | None:
        is_plain = "<f" not in body and "<is" not in body
        cells = (_PLAIN if is_plain else _QUICK).findall(body)
        if len(cells) != body.count("<c "):
            return None
        if len(cells) > MAX_COLUMNS:
            cells = self._near(cells)
        try:
            values = self._plain(cells) if is_plain else self._quick(cells, number, formulas)
        except (ValueError, IndexError):
            return None
        return values if len(values) <= MAX_COLUMNS else None

    def _near(self, cells: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Return those of a row's cells that stand in columns that are read."""
        filled = (number_of(one[0]) for one in reversed(cells) if any(one[3:]))
        self.widest = max(self.widest, next(filled, 0))
        return [one for one in cells if number_of(one[0]) <= MAX_COLUMNS]

    def _plain(self, cells: list[tuple[str, ...]]) -> list[CellValue]:
        """Return a row of cells that hold nothing but saved values."""
        values: list[CellValue] = []
        strings, special, append = self.strings, self.special, values.append
        numbers, col = self.numbers, 0
        for letters, style, kind, saved in cells:
            if not saved:
                continue
            if letters != _LETTERS[col]:
                values.extend(_gap(number_of(letters), col))
                col = len(values)
            col += 1
            if kind == "s":
                append(strings[int(saved)])
            elif kind or style in special:
                append(self._value(kind, style, saved))
            elif saved.isdigit() and len(saved) < 16:
                append(int(saved))
            else:
                append(numbers.get(saved) or self._number(saved))
        return values

    def _number(self, saved: str) -> CellValue:
        """Return a plain number; repeated ones are kept."""
        found = self._value("", "", saved)
        if len(self.numbers) < _MOST_TEXTS:
            self.numbers[saved] = found
        return found

    def _quick(
        self,
        cells: list[tuple[str, ...]],
        number: int,
        formulas: dict[tuple[int, int], Formula],
    ) -> list[CellValue]:
        """Return a row of cells as spreadsheets write them."""
        values: list[CellValue] = []
        strings, special, append = self.strings, self.special, values.append
        for letters, style, kind, attributes_, formula, saved, inside in cells:
            if not (saved or inside or formula or attributes_):
                continue
            col = number_of(letters)
            if col != len(values) + 1:
                values.extend(_gap(col, len(values)))
            if kind == "s":
                append(strings[int(saved)])
            elif inside:
                append(self._inside(inside))
            elif saved.isdigit() and kind in _NUMERIC and len(saved) < 16 and style not in special:
                append(int(saved))
            else:
                append(self._value(kind, style, saved))
            if formula or attributes_:
                formulas[number, col] = Formula(
                    html.unescape(formula), values[-1] is not None or kind == "str"
                )
        return values

    def _inside(self, text: str) -> CellValue:
        """Return the value of a text that stands in its own cell; repeated ones are kept."""
        known = self.texts.get(text, self)
        if known is not self:
            return known  # type: ignore[return-value]
        found = string_items(f"<si><t>{text}</t></si>")[0]
        if len(self.texts) < _MOST_TEXTS:
            self.texts[text] = found
        return found

    def _value(self, kind: str, style: str, saved: str) -> CellValue:
        if not saved:
            return None
        if kind == "s":
            at = int(saved) if saved.isdecimal() and len(saved) < 10 else len(self.strings)
            return self.strings[at] if at < len(self.strings) else None
        if kind in ("str", "inlineStr"):
            return error_or_text(unescaped(saved))
        if kind in ("b", "e"):
            return saved.strip() in TRUE if kind == "b" else CellError(html.unescape(saved))
        if style in self.styles.percents:
            return percent_value(saved)
        is_date = style in self.styles.dates or kind == "d"
        return number_value(saved, is_date=is_date, is_1904=self.is_1904)

    def _slow(
        self, body: str, number: int, formulas: dict[tuple[int, int], Formula]
    ) -> list[CellValue]:
        """Return a row with formulas, texts inside cells or unusual markup."""
        values: list[CellValue] = []
        col = 0
        for piece in _CELL.split(body)[1:]:
            head, _, rest = piece.partition(">")
            one = attributes(head)
            reference = re.match(r"[A-Z]{1,3}", one.get("r", ""))
            col = number_of(reference[0]) if reference else col + 1
            inner = rest.partition("</c>")[0]
            if not inner or head.endswith("/"):
                continue
            if col > MAX_COLUMNS:
                self.widest = max(self.widest, col)
                continue
            value = self._inner(one, inner)
            formula = _FORMULA.search(inner)
            if formula:
                text = html.unescape(formula[2] or "")
                saved = value is not None or (
                    one.get("t") == "str" and _SAVED.search(inner) is not None
                )
                formulas[number, col] = Formula(text, saved)
            if value is not None:
                values.extend([None] * (col - len(values)))
                values[col - 1] = value
        return values

    def _inner(self, one: dict[str, str], inner: str) -> CellValue:
        kind = one.get("t", "")
        if kind == "inlineStr":
            items = string_items(f"<si>{inner}</si>")
            return items[0] if items else None
        saved = _SAVED.search(inner)
        if saved is None or not saved[1].strip():
            return None
        return self._value(kind, one.get("s", ""), saved[1])

    def _comments(self, path: str) -> dict[tuple[int, int], str]:
        home = of_kind(relations(self.archive, path), "comments")
        text = xml_part(self.archive, home) if home and part(self.archive, home) else None
        return comments(text or "")


def _row_number(head: str) -> int | None:
    found = _ROW_NUMBER.search(head)
    return int(found[1]) if found else None
