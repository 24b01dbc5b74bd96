"""The page as blocks: headings, paragraphs with their lines joined, tables, furniture.

A paragraph of a page is cut by line ends (inside a sentence, even inside a number) and by lines
that do not belong to it (an advertisement, a jump line). A block's text is put together again and
normalised sign by sign, and knows where each of its signs stands in the page.
"""

from __future__ import annotations

import bisect
import enum
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.reader.rows import Line, cells_of
from jiedui.reader.stacked import in_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.reader.vocabulary import Vocabulary


class Kind(enum.Enum):
    """What a block is."""

    HEADING = "heading"
    PROSE = "prose"
    TABLE = "table"
    FURNITURE = "furniture"


HEADING, PROSE, TABLE, FURNITURE = Kind


@dataclass(slots=True)
class Block:
    """A stretch of the page that is read as one.

    Attributes:
        kind: What it is.
        text: Its normalised text, line ends inside sentences taken out.
        level: Depth of a heading (1 = highest), else 0.
        lines: The lines of a table, else empty.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    lines: list[Line] = field(default_factory=list)
    _flow: list[int] = field(default_factory=list)
    _page: list[int] = field(default_factory=list)

    def add(self, text: str, start: int, mark: str = "") -> None:
        """Append a line's text that stands at `start` in the page, a mark for the line end."""
        is_latin = self.text[-1:].isascii() and text[:1].isascii() and self.text[-1:].isalpha()
        if self.text and (is_latin or mark):
            self._flow.append(len(self.text))
            self._page.append(start - 1)
            self.text += mark or " "
        self._flow.append(len(self.text))
        self._page.append(start)
        self.text += text

    def place(self, at: int) -> int:
        """Return where in the page the sign at `at` stands."""
        if len(self._flow) == 1:
            return self._page[0] + at
        segment = bisect.bisect_right(self._flow, at) - 1
        return self._page[segment] + at - self._flow[segment]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the page's span of a span of the block."""
        if len(self._flow) == 1:
            return self._page[0] + start, self._page[0] + end
        return self.place(start), self.place(end - 1) + 1


def _single(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


_SIGNS = {
    chr(code): plain
    for span in ((0x3000, 0x3001), (0xFF01, 0xFF5F), (0xFFE0, 0xFFE7), (0x00A0, 0x00A1))
    for code in range(*span)
    if (plain := _single(chr(code))) != chr(code)
} | {
    "\u2018": "'",
    "\u2019": "'",
    "\u2212": "-",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\ufeff": " ",
}
_ODD_SIGN = re.compile(f"[{''.join(map(re.escape, _SIGNS))}]")


def plain_signs(text: str) -> str:
    """Return a text with full-width signs made plain, as long as before."""
    return _ODD_SIGN.sub(lambda sign: _SIGNS[sign[0]], text)


_FEW_CELLS = 2
"""A header has so many cells at least."""

_LINE = re.compile(r"[^\n\r\f]+")
_PICTURE = "\u2600-\u27bf\U0001f300-\U0001faff"
_CLOSED = re.compile(rf"[。!?;:…”」』》】)|—{_PICTURE}]\ufe0f?\s*$|[.:]\s*$")
_SENTENCE = re.compile(r"[。!?;,]|\. [A-Z]")
_LIST_MARK = re.compile(
    r"\s*(?:[((][一二三四五六七八九十\d]{1,3}[))]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、](?!\d)"
    rf"|[{_PICTURE}]\ufe0f?|[①-⑳●■◆▲△▪□○◎◇☆★►▶•·*-]\s?|#+\s|—{2}|【|第[一二三四五六七八九十]+[章节条])"
)
_RULE = re.compile(r"\s*([━─═—_*=~·•#-])\1{3,}\s*")
"""A line drawn across the page: what stands above it has ended."""

_ITEM = 20
"""An item of a list that is shorter than a line of running text has so many signs at most."""

_ENDS_ITEM = re.compile(r"\d[\d.,]*[万亿]?(?:%|[^\W\d_]{1,3}|[^\W\d_]{1,3}[))])\s*$|\d%?[))]\s*$")
_ITEM_BEGINS = re.compile(r"\s*[^\W\d_][^\d,。;:!?]{1,9}\s\d[\d.,]*[万亿]?[^\W\d_%]")
_COUNT_BEGINS = re.compile(r"\s*\d[\d.,]*[万亿]?[^\W\d_a-zA-Z年月日](?![、.])")
"""Begins a line that only tells the number of what the line above names: 25个."""

_BULLET = re.compile(r"\s*[●■◆▲△▪□○◎◇☆★►▶•·]\s?[^\d]*[\d.,]+\s?[^\W\d]")
"""Begins a line of a list that tells numbers, however short it is."""

_CUT_NUMBER = re.compile(r"\d\.$")
_FIRST_WORD = re.compile(r"[^\W\d_]{1,3}")
_PAGE_NUMBER = re.compile(r"\s*[-—–·]{0,2}\s*(?:第\s*)?\d{1,4}\s*页?\s*[-—–·]{0,2}\s*")
_LIST_END = re.compile(r"[、,]$")
_OPEN_END = frozenset("0123456789万亿千百十、,的和与")
_TAG = re.compile(r"\s*(?:[\[【〔][^\]】〕]{1,14}[\]】〕]|[A-Z]\d{1,2}\s?[·版]|\d{1,2}版)")


def blocks_of(plain: str, words: Vocabulary) -> list[Block]:
    """Return the blocks of a page, its signs made plain, in order."""
    maker = _Maker(words)
    found = [(line.start(), line.group()) for line in _LINE.finditer(plain)]
    lines, rows = in_rows(plain, [Line(start, text) for start, text in found if text.strip()])
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        end = line.start + len(line.text)
        gap = following is None or plain.count("\n", end, following.start) > 1
        if _heads_table(lines, rows, at):
            maker.head(line)
        else:
            maker.take(line, following, is_row=rows[at], is_last_of_group=gap)
    return [block for block in maker.blocks if block.text or block.lines]


def _heads_table(lines: Sequence[Line], rows: Sequence[bool], at: int) -> bool:
    """Whether a line is a header, in one line or the upper of two, of the rows below it."""
    if rows[at] or not any(rows[at + 1 : at + 3]):
        return False
    text = lines[at].text
    if _SENTENCE.search(text) or len(cells_of(text)) < _FEW_CELLS:
        return False
    lower = lines[at + 1].text
    return rows[at + 1] or (_SENTENCE.search(lower) is None and len(cells_of(lower)) > 1)


class _Maker:
    """Puts lines together into blocks."""

    def __init__(self, words: Vocabulary) -> None:
        self.blocks: list[Block] = []
        self._words = words
        self._labels = words.distracting("labels")
        self._far = words.distracting("words")
        self._near = words.distracting("assist")
        self._open: Block | None = None
        self._last_line = ""

    def head(self, line: Line) -> None:
        """Take a line as a header of the table below it."""
        self._new(HEADING, line, level=2)
        self._open = None

    def take(
        self, line: Line, following: Line | None, *, is_row: bool, is_last_of_group: bool
    ) -> None:
        """Give one line to the block it belongs to."""
        text = line.text
        if _RULE.fullmatch(text):
            self._open = None
            return
        is_open = self._is_open(text)
        if is_row and not self._label(text):
            self._row(line)
        elif text.lstrip().startswith("#"):
            self._new(HEADING, line, level=len(text) - len(text.lstrip("# ")))
            self._open = None
        elif self._is_foreign(text, following, is_open=is_open):
            self._new(FURNITURE, line)
        elif is_open and self._open and not self._begins_anew(text):
            self._open.add(text, line.start, ";" if self._is_item(text) else "")
        elif self._is_heading(text, following, is_last_of_group=is_last_of_group):
            self._new(HEADING, line, level=2)
            self._open = None
        else:
            self._open = self._new(PROSE, line)
        self._last_line = text

    def last_text(self) -> str:
        """Return the text of the paragraph still open."""
        return self._open.text if self._open is not None else ""

    def _new(self, kind: Kind, line: Line, level: int = 0) -> Block:
        block = Block(kind, level=level)
        block.add(line.text, line.start)
        self.blocks.append(block)
        return block

    def _row(self, line: Line) -> None:
        last = self.blocks[-1] if self.blocks else None
        if last is None or last.kind is not TABLE:
            last = Block(TABLE)
            self.blocks.append(last)
        last.lines.append(line)
        self._open = None

    def _is_item(self, text: str) -> bool:
        """Whether a line is an item of its own below a short one: both tell a label and a number.

        赴莆田跟岗 31人 above 培训 9期: the upper line had room for more, so it ended there.
        """
        last = self._last_line
        is_short = len(last) <= _ITEM and len(text) <= 2 * _ITEM
        return is_short and bool(_ENDS_ITEM.search(last)) and _ITEM_BEGINS.match(text) is not None

    def _begins_anew(self, text: str) -> bool:
        return _LIST_MARK.match(text) is not None

    def _is_open(self, text: str) -> bool:
        """Whether the paragraph before a line still goes on; a point may stand inside a number."""
        if self._open is None:
            return False
        is_cut_number = _CUT_NUMBER.search(self._open.text[-2:]) and text[:1].isdigit()
        return bool(is_cut_number) or not _CLOSED.search(self._open.text[-8:])

    def _label(self, text: str) -> re.Match[str] | None:
        """Return the words that mark a line as furniture from its start."""
        return self._labels.match(text.lstrip("( 【[〖〔"))

    def _is_counted(self, text: str, following: Line | None, *, is_open: bool) -> bool:
        """Whether a line that is only a number goes on with its unit in the next one: 2400, 只."""
        if not is_open or following is None or not text.strip().isdigit():
            return False
        unit = _FIRST_WORD.match(following.text)
        return unit is not None and any(
            unit[0][:size] in self._words.units or unit[0][:1] in "万亿千百" for size in (3, 2, 1)
        )

    def _is_foreign(self, text: str, following: Line | None, *, is_open: bool) -> bool:
        """Whether a line belongs to no statement: furniture by its label, its tag or its words."""
        if self._is_counted(text, following, is_open=is_open):
            return False
        if _PAGE_NUMBER.fullmatch(text) and not _LIST_END.search(self.last_text()):
            return True
        label = self._label(text)
        words = self._far.findall(text)
        if not label and not words and not is_open:
            return False
        assisted = self._near.findall(text)
        if label or (_TAG.match(text) and is_open and len(text) < 60):
            return not assisted or len(words) + 2 * bool(label) > len(assisted)
        enough = 1 if is_open or len(text) < 40 else 3
        return len(words) >= enough and not assisted and not self._has_more(text)

    def _has_more(self, text: str) -> bool:
        """Whether a long line says other things too, so that its sentences are judged singly."""
        return text.count("。") + text.count(";") > 1

    def _is_heading(self, text: str, following: Line | None, *, is_last_of_group: bool) -> bool:
        bare = text.strip()
        if len(bare) > 45 or _SENTENCE.search(bare) or bare.endswith((":", "—")):
            return False
        if (bare[-1] in _OPEN_END and following is not None) or _BULLET.match(text):
            return False
        if len(bare) < _ITEM // 2 and following and _COUNT_BEGINS.match(following.text):
            return False
        if _LIST_MARK.match(bare) and not bare.startswith("—"):
            return is_last_of_group or (following is not None and len(following.text) > len(text))
        return (
            is_last_of_group
            or following is None
            or not self.blocks
            or (self.blocks[-1].kind is HEADING or len(following.text) > 1.5 * len(text))
        )
