"""A text in pieces, each claim with its verdict's mark: a sign, a colour and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.figures.binding.amounts import amount_words, interval_words
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.figures.binding.judging import Checked, CheckedText


@dataclass(frozen=True, slots=True)
class Mark:
    """How one outcome is shown; the sign tells them apart where colours do not.

    Attributes:
        sign: One sign, set beside the claim.
        tone: Name of its style on pages: ok, note, bad, warn, none, ask.
        shade: Colour behind the claim on paper, as RRGGBB.
        zh: The outcome in Chinese.
        en: The outcome in English.
    """

    sign: str
    tone: str
    shade: str
    zh: str
    en: str


MARKS: dict[str, Mark] = {
    "confirmed": Mark("✓", "ok", "D8EFDC", "相符", "confirmed"),
    "confirmed_with_note": Mark("≈", "note", "E4EFC8", "相符,有说明", "confirmed with a note"),
    "contradicted": Mark("✗", "bad", "F8D0CC", "不符", "contradicted"),
    "not_independently_supported": Mark(
        "~", "warn", "FBE7B8", "仅有同一文件为据", "not independently supported"
    ),
    "not_supported": Mark("–", "none", "F5DDC3", "账中无据", "not supported"),
    "undecidable": Mark("?", "ask", "DCE3EC", "不能判定", "undecidable"),
}
"""Every outcome's mark."""

UNREAD = Mark("¿", "unread", "EADCF0", "未读懂", "not understood")
"""The mark of a numeral that the reader could not understand."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: plain, a claim, or a numeral that was not understood."""

    text: str
    claim: Checked | None = None
    is_unread: bool = False

    @property
    def mark(self) -> Mark | None:
        """Its mark, None for plain text."""
        if self.claim is not None:
            return MARKS[self.claim.outcome]
        return UNREAD if self.is_unread else None


def pieces(found: CheckedText) -> Iterator[Piece]:
    """Yield the whole text in pieces, in order: put together they are the text as it is."""
    spans = [(one.said.start, one.said.end, one) for one in found.claims]
    unread = [(one.start, one.end, None) for one in found.reading.not_understood]
    here = 0
    for start, end, claim in sorted([*spans, *unread], key=lambda one: (one[0], one[1])):
        if start < here:
            continue
        if start > here:
            yield Piece(found.text[here:start])
        yield Piece(found.text[start:end], claim, is_unread=claim is None)
        here = end
    if here < len(found.text):
        yield Piece(found.text[here:])


def says_and_book(one: Checked) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Return what the text says and what the book says, each in Chinese and English."""
    verdict = one.verdict
    if verdict is None:
        return None
    stated = verdict.claim.value.stated
    says = ("—", "—") if stated is None else amount_words(stated, verdict.unit)
    if verdict.book.wording in {Wording.NOT_KNOWN, Wording.NOT_STATED}:
        return says, ("—", "—")
    return says, interval_words(verdict.book, verdict.unit)


def evidence(one: Checked) -> tuple[str, str]:
    """Return a claim's verdict with its reasons as one note, Chinese and English."""
    mark = MARKS[one.outcome]
    zh, en = [f"{mark.sign} {mark.zh}"], [f"{mark.sign} {mark.en}"]
    sides = says_and_book(one)
    if sides is not None:
        (says_zh, says_en), (book_zh, book_en) = sides
        zh.append(f"文中:{says_zh};账中:{book_zh}")
        en.append(f"text: {says_en}; book: {book_en}")
    zh += [words[0] for words in one.why]
    en += [words[1] for words in one.why]
    if one.verdict is not None and one.verdict.entries:
        numbers = "、".join(str(number) for number in one.verdict.entries[:12])
        zh.append(f"账中记录:第{numbers}笔")
        en.append(f"entries: {numbers.replace('、', ', ')}")
    return "\n".join(zh), "\n".join(en)
