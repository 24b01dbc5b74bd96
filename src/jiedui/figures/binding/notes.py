"""What a verdict on a text's claim notes: roundings, single records, other scopes, likely slips."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from jiedui.figures.binding.amounts import amount_words
from jiedui.figures.binding.wording import noted
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Kind
from jiedui.kernel.codes import SOURCES
from jiedui.kernel.period import EARLIEST, LATEST, Period
from jiedui.kernel.place import Form, members, name_of
from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.figures.binding.bind import Bound
    from jiedui.figures.model import Question
    from jiedui.figures.support import Support
    from jiedui.reader.reading import Claim as Said

Note = tuple[str, tuple[str, str]]
"""A note's code and its sentence in Chinese and English."""

Parts = tuple[tuple[str | None, int | None], ...]
"""A breakdown: its values, None for what is not broken down, and the amount each states."""

_FAR = Fraction(3, 2)
"""A book's number that many times an *over* is no longer what the text suggests."""

_ALTERNATIVES_MAX = 3


class Holds(Protocol):
    """Whoever knows what the book holds on a question, and which document asks."""

    document: str

    def held(self, question: Question) -> Support:
        """Return what the book holds on a question."""

    def parts(self, question: Question) -> Parts:
        """Return the values of a breakdown with what each states."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Finds what to note of one claim."""

    bound: Bound
    said: Said
    support: Support
    book: Holds

    @property
    def _unit(self) -> str:
        return FIGURES[self.bound.question.code].unit

    @property
    def is_single(self) -> bool:
        """Whether the claim names one thing, a gift or a project, and no sum of several."""
        asked = self.bound.question
        return asked.code == "gift" or any(name == "project" for name, _ in asked.where)

    @property
    def is_one_of_several(self) -> bool:
        """Whether the book holds several gifts of the giver, of which one may be meant."""
        return self.bound.question.code == "gift" and len(self.support.entries) > 1

    def several(self) -> Note:
        """Return that the giver gave several times."""
        count = str(len(self.support.entries))
        return "several", _both("several", count=(count, count))

    def without_gifts(self) -> Note | None:
        """Return that the number is of the fiscal funds only, where gifts stand in the book too."""
        asked, stated = self.bound.question, self.bound.amount
        is_whole = asked.code == "money" and "source" not in dict(asked.where)
        if not is_whole or self.bound.narrower or stated.stated is None:
            return None
        rows = self.book.parts(replace(asked, by=("source",)))
        fiscal = [amount for source, amount in rows if source != "SOCIAL_DONATION"]
        has_gifts = len(fiscal) < len(rows)
        if not has_gifts or None in fiscal or sum(map(int, filter(None, fiscal))) != stated.stated:
            return None
        gifts = sum(amount or 0 for source, amount in rows if source == "SOCIAL_DONATION")
        return "without_gifts", _both("without_gifts", gifts=amount_words(gifts, self._unit))

    def rounding(self) -> Note | None:
        """Return how the book's exact number was rounded to the one stated."""
        book, stated, step = self.support.row.value, self.bound.amount, self.bound.step
        exact = _exact(self.support)
        if stated.wording is not Wording.EXACT or stated.stated is None or exact is None:
            return None
        number, scale = exact
        aim = stated.stated * scale
        step *= scale
        if step <= 1 or abs(number - aim) >= step or (scale == 1 and book.stated == stated.stated):
            return None
        right = (2 * number + step) // (2 * step) * step
        code = "rounded" if right == aim else "truncated" if aim < number else "raised"
        shown = amount_words(number // scale, self._unit)
        proper = amount_words(right // scale, self._unit)
        return code, _both(code, book=shown, right=proper)

    def over(self) -> Note | None:
        """Return what the book says where the text was not exact."""
        book, stated = self.support.row.value, self.bound.amount
        if stated.is_exact or book.stated is None or stated.stated is None:
            return None
        is_far = stated.high is None and book.stated > _FAR * stated.stated
        said = ("".join(self.said.text.split()),) * 2
        code = "far_over" if is_far else "over"
        return code, _both(code, said=said, book=amount_words(book.stated, self._unit))

    def record(self) -> Note | None:
        """Return the one record, of the place and days asked for, that is exactly this number."""
        wanted = self.bound.amount
        if wanted.stated is None:
            return None
        stating = self.support.stating(wanted.stated, str(wanted.wording))
        found = [row for row in stating if row["document"] != self.book.document]
        entries = {row["entry"] for row in found}
        if len(entries) != 1 or not self._is_same_scope(found[0]):
            return None
        row = found[0]
        words = f"{_scope(row)}, 第{row['entry']}笔", f"{_scope(row)}, entry {row['entry']}"
        return "record", _both("record", words=words)

    def _is_same_scope(self, row: dict[str, Any]) -> bool:
        """Whether a record is about what is named: the project's words, or the very scope."""
        if self.is_single:
            return True
        if self.bound.narrower:
            told = f"{row.get('project') or ''}{row.get('cell') or ''}"
            return any(word in told for word in self.bound.narrower)
        asked = self.bound.question
        keys = dict(asked.where).get("recipient", ())
        same_place = row["recipient"] is not None and set(members(row["recipient"])) == {
            one for key in keys for one in members(key)
        }
        since = asked.since or EARLIEST
        until = asked.until or LATEST
        return same_place and (row["starts"], row["ends"]) == (since, until)

    def wider(self, *, is_own: bool = False) -> Note | None:
        """Return the wider scope, of place or time, for which the book has exactly this number.

        Args:
            is_own: Look at what the book knows from the asking document, not from others.
        """
        if self.bound.narrower or self.bound.amount.stated is None:
            return None
        if is_own and self.book.document not in self.support.told_near:
            return None
        kind = FIGURES[self.bound.question.code].kind
        if kind is Kind.STOCK:
            return self._other_day()
        scope = self._equal_scope(self.support, is_own=is_own) if kind is Kind.FLOW else None
        return None if scope is None else ("wider", _both("wider", scope=(scope, scope)))

    def _equal_scope(self, support: Support, *, is_own: bool = False) -> str | None:
        """Return the one scope of lines that touch the question and make exactly this number."""
        counts_unknown = FIGURES[self.bound.question.code].overlap != "counted"
        wording, stated = str(self.bound.amount.wording), self.bound.amount.stated
        reaches = support.touching(
            self.book.document, wording, is_own=is_own, counts_unknown=counts_unknown
        )
        same = () if stated is None else reaches.get(stated, ())
        return _scope(same[0]._asdict()) if len(same) == 1 else None

    def _other_day(self) -> Note | None:
        latest = self._asked(replace(self.bound.question, as_of=None))
        if latest is None or latest.row.value != self.bound.amount:
            return None
        day = str(latest.row.as_of or "")
        asked = self.bound.question.as_of
        if latest.row.as_of is None or asked is None or abs((asked - latest.row.as_of).days) > 92:
            return None
        return "wider", _both("wider", scope=(f"{day}的统计", f"as observed on {day}"))

    def narrower(self) -> Note:
        """Return that words limit the claim to what the book does not tell apart."""
        words = "、".join(self.bound.narrower[:3])
        return "narrower", _both("narrower", words=(words, words))

    def flipped(self) -> list[Note]:
        """Return that the book has the number as a plan, or as done."""
        asked = self.bound.question
        other = self._asked(replace(asked, planned=not asked.planned))
        if other is None:
            return []
        is_equal = other.row.value.stated is not None and other.row.value == self.bound.amount
        if not is_equal and self._equal_scope(other) is None:
            return []
        code = "as_actual" if asked.planned else "as_plan"
        return [(code, noted(code))]

    def elsewhere(self) -> list[Note]:
        """Return where else the book has exactly the stated number: another county or source."""
        asked, stated = self.bound.question, self.bound.amount.stated
        notes: list[Note] = []
        for name in ("recipient", "source"):
            if name not in FIGURES[asked.code].dimensions or len(notes) >= _ALTERNATIVES_MAX:
                continue
            rest = tuple(one for one in asked.where if one[0] != name)
            for value, amount in self.book.parts(replace(asked, where=rest, by=(name,))):
                if amount == stated and value:
                    scope = _value_words(name, value)
                    notes.append(("elsewhere", _both("elsewhere", scope=scope)))
        if asked.planned is False:
            notes += self.flipped()
        return notes[:_ALTERNATIVES_MAX]

    def _asked(self, question: Question) -> Support | None:
        try:
            return self.book.held(question)
        except Refused:
            return None


def _exact(support: Support) -> tuple[int, int] | None:
    """Return the book's number and how many of it make one smallest part; None if inexact."""
    ratio = support.row.ratio
    if ratio is not None and ratio.stated is not None and ratio.low == ratio.high:
        scale = 1000
        unit_scale = 100
        return int(ratio.stated * unit_scale * scale), scale
    value = support.row.value
    return (value.stated, 1) if value.is_exact and value.stated is not None else None


def _both(code: str, **told: tuple[str, str]) -> tuple[str, str]:
    zh, _ = noted(code, **{name: pair[0] for name, pair in told.items()})
    _, en = noted(code, **{name: pair[1] for name, pair in told.items()})
    return zh, en


def _scope(row: dict[str, Any]) -> str:
    place = name_of(row["recipient"], form=Form.SHORT) if row.get("recipient") else ""
    project = (row.get("project") or "").partition("/")[2]
    period = _days(row["starts"], row["ends"]) if row.get("starts") else ""
    parts = [place, project, row.get("payer") or "", period]
    return " ".join(one for one in parts if one and not one[:6].isdigit())


def _days(starts: dt.date, ends: dt.date) -> str:
    """Return a record's days; a beginning that nobody stated is left open: …/2017-10-31."""
    told = str(Period(starts, ends))
    return f"…{told}" if told.startswith("/") and len(told) > 1 else told.strip("/")


def _value_words(name: str, value: str) -> tuple[str, str]:
    if name == "source":
        one = SOURCES.get(value)
        return (one.zh, one.en) if one else (value, value)
    return (name_of(value), name_of(value))
