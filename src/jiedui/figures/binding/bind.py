"""A text's claim as a question to the book, or what is missing for one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from jiedui.figures.binding.known import recipient_keys
from jiedui.figures.binding.surroundings import left_over, statement
from jiedui.figures.binding.wording import missing
from jiedui.figures.binding.words import any_of, words
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Kind, Question
from jiedui.kernel.codes import CATEGORIES, code_of
from jiedui.kernel.quantity import UNITS, said
from jiedui.reader.reading import Measure, Status

if TYPE_CHECKING:
    from jiedui.figures.binding.known import Known
    from jiedui.figures.binding.surroundings import Around
    from jiedui.kernel.quantity import Interval
    from jiedui.reader.reading import Claim

Filters = tuple[tuple[str, tuple[str, ...]], ...]
"""What a question is narrowed by, as it says it."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A claim that a figure answers.

    Attributes:
        question: What the book is asked.
        amount: What is stated, in the smallest part of the figure's unit.
        step: Smallest parts in one of its last printed digit.
        narrower: Words that nothing explains: the claim may be of a part only.
    """

    question: Question
    amount: Interval
    step: int
    narrower: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unbound:
    """A claim that no figure answers, and what is missing (Chinese, English)."""

    code: str
    why: tuple[str, str]


class _Missing(Exception):  # noqa: N818  It leaves the binding, it is no error.
    """Why a claim cannot be bound."""

    def __init__(self, code: str, **told: str) -> None:
        super().__init__(code)
        self.unbound = Unbound(code, missing(code, **told))


def bind(claim: Claim, around: Around, known: Known) -> Bound | Unbound:
    """Return the question a claim answers, or what is missing for one.

    Args:
        claim: The claim.
        around: The words around it.
        known: The names of the book.
    """
    try:
        return _Binding(claim, around, known).bound()
    except _Missing as left:
        return left.unbound


@dataclass
class _Binding:
    claim: Claim
    around: Around
    known: Known
    named: list[str] = field(default_factory=list)

    def bound(self) -> Bound:
        """Return the bound claim.

        Raises:
            _Missing: Something is.
        """
        told = statement(self.around)
        recipients = self._recipients()
        code, source = self._money(self._figure(told), told)
        allowed = FIGURES[code].dimensions
        category = self._category(code, told)
        project = self._project(code, recipients)
        payer = self._payer(code)
        if code == "gift" and payer is None:
            raise _Missing("giver", name=self._donor_name())
        if code in ("projects", "building_area") and (category or project):
            source = None
        told_by = {
            "recipient": recipients,
            "source": (source,) if source else (),
            "payer": (payer,) if payer and code in ("gift", "money") else (),
            "category": (category,) if category else (),
            "project": (project,) if project else (),
        }
        where = tuple(one for one in told_by.items() if one[1] and one[0] in allowed)
        question = self._timed(code, where, is_one=bool(project) or code == "gift")
        amount, step = self._amount(code)
        return Bound(question, amount, step, self._narrower(code, told, project=project))

    def _money(self, code: str, told: str) -> tuple[str, str | None]:
        """Return the figure and the fund source: a gift by itself, or a total of gifts."""
        source = self._source()
        if source == "RECIPIENT_OWN" and self.claim.measure is Measure.MONEY:
            return "recipient_own", None
        if code == "gift" or (code == "money" and source == "SOCIAL_DONATION"):
            if self._is_gift_total(told):
                return "money", "SOCIAL_DONATION"
            return "gift", None
        return code, source

    def _recipients(self) -> tuple[str, ...]:
        party = self.claim.recipient
        if party is None:
            donor = self.claim.donor
            own = donor is not None and any(self.known.is_own_side(key) for key in donor.keys)
            if own and words().wholes.search(self.around.before):
                return ()
            raise _Missing("recipient")
        keys = recipient_keys(party.name, party.keys, self.known)
        if not keys:
            raise _Missing("place", name=party.name)
        if all(self.known.is_own_side(key) for key in keys) and not any(
            key in self.known.recipients for key in keys
        ):
            raise _Missing("eastward", name=party.name)
        return keys

    def _figure(self, told: str) -> str:
        """Return the figure: the one named last before the number, else the measure's usual one."""
        measure = str(self.claim.measure)
        choices = words().naming(measure)
        if not choices.figures:
            raise _Missing("measure", name=self.claim.unit or self.claim.text)
        for text in (self.around.own, told, self.around.before):
            found = choices.named_last(text)
            if found is None and measure == Measure.PERCENT:
                continue
            if found is not None:
                return self._stock_or_fall(found)
        usual = [one.code for one in choices.figures if not one.is_named]
        if measure == Measure.TRAINEES:
            usual = ["people_trained"]
        if measure == Measure.PERCENT:
            return self._rate()
        if len(usual) != 1:
            raise _Missing("figure", name=self.claim.unit or self.claim.text)
        return usual[0]

    def _rate(self) -> str:
        """Return the rate of a fall that a percentage may be."""
        found = words()
        if found.fall.search(self.around.own) or found.fall_rate.search(self.around.before):
            named = found.stocks.named_last(self.around.before)
            if named is not None:
                return found.fall_rates[named]
        raise _Missing("base")

    def _stock_or_fall(self, code: str) -> str:
        found = words()
        if code not in found.falls:
            return code
        is_stock = self.claim.period.first == self.claim.period.last
        ends = [one.end() for one in found.fall.finditer(self.around.own)]
        to = [one.end() for one in found.fall_to.finditer(self.around.own)]
        if ends and (not to or max(to) < max(ends)) and not is_stock:
            return found.falls[code]
        return code

    def _project(self, code: str, recipients: tuple[str, ...]) -> str | None:
        if "project" not in FIGURES[code].dimensions or code == "projects":
            return None
        return self.known.project_in(_last_subject(self.around.before), recipients)

    def _source(self) -> str | None:
        told = self.claim.source
        if told is None:
            return None
        source = words().sources.get(told)
        if source is None:
            raise _Missing("source", name=told)
        return source

    def _is_gift_total(self, told: str) -> bool:
        return (
            words().gift_totals.search(told) is not None
            or words().gift_totals.search(self.around.own) is not None
        )

    def _donor_name(self) -> str:
        return self.claim.donor.name if self.claim.donor else "—"

    def _payer(self, code: str) -> str | None:
        """Return the payer named; None when it is the programme's own side, or nobody."""
        donor = self.claim.donor
        if donor is not None and "、" not in donor.name:
            if payer := self.known.payer_named(donor.name):
                return payer
            is_own = any(self.known.is_own_side(key) for key in donor.keys)
            is_recipient = any(key in self.known.recipients for key in donor.keys)
            if donor.keys and not is_own and code != "recipient_own":
                raise _Missing("westward" if is_recipient else "donor", name=donor.name)
        if code == "gift":
            return self.known.payer_in(_last_subject(self.around.before))
        return None

    def _category(self, code: str, told: str) -> str | None:
        if code != "projects":
            return None
        own = self.around.own.rstrip("项目工程建设个 ")
        by_word = words().category_words
        ends = [(own.rfind(word) + len(word), word) for word in by_word if word in own]
        if ends:
            return by_word[max(ends)[1]]
        named = self.claim.category
        found = code_of(CATEGORIES, named) if named else None
        if named and found is None and named in told and left_over(named):
            raise _Missing("category", name=named)
        return found

    def _timed(self, code: str, where: Filters, *, is_one: bool) -> Question:
        first, last = self.claim.period.first, self.claim.period.last
        kind = FIGURES[code].kind
        planned = self.claim.status is Status.PLANNED
        if planned and not (FIGURES[code].plan_accounts or kind is Kind.DERIVED):
            raise _Missing("no_plan", name=FIGURES[code].zh)
        if kind is Kind.STOCK:
            if planned:
                raise _Missing("no_plan", name=FIGURES[code].zh)
            return Question(code, where=where, as_of=last)
        if is_one and kind is Kind.FLOW:
            return Question(code, where=where, planned=planned)
        return Question(code, where=where, since=first, until=last, planned=planned)

    def _amount(self, code: str) -> tuple[Interval, int]:
        unit = FIGURES[code].unit
        scale = 100 if unit == "fen" else UNITS[unit].scale
        parts = self.claim.value * scale
        step = step_of(self.claim.text, self.claim.unit) * scale
        if parts.denominator != 1:
            if unit != "cm2":
                raise _Missing("part", name=self.claim.text)
            parts = Fraction(round(parts))
        return said(parts.numerator, self.claim.wording), max(1, int(step))

    def _narrower(self, code: str, told: str, *, project: str | None) -> tuple[str, ...]:
        if project is not None or code == "gift":
            return ()
        if FIGURES[code].kind is not Kind.FLOW and FIGURES[code].group == "households":
            return ()
        parties = [one for one in (self.claim.recipient, self.claim.donor) if one]
        named = any_of(name for one in parties for name in one.name.split("、"))
        rest = left_over(told, self.known.named, named)
        rest += left_over(self.around.after, self.known.named, named)
        return (*rest, "其中之一") if self.around.is_example and not rest else rest


def _last_subject(text: str) -> str:
    """Return the words since the last mark that ends a statement about one thing."""
    return re.split(r"[;。]", text)[-1]


_PRINTED = re.compile(r"\d[\d,]*(?:\.(\d+))?\s*(十万|百万|千万|万|亿|个亿|千|百)?")
_SCALES = {
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "万": 10**4,
    "亿": 10**8,
    "个亿": 10**8,
    "千": 1000,
    "百": 100,
}


@lru_cache(maxsize=4096)
def step_of(text: str, unit: str = "") -> Fraction:
    """Return one of the last printed digit: 1.799亿 gives 100000, 12231.3万 gives 1000.

    >>> step_of("1.799亿元"), step_of("442户")
    (Fraction(100000, 1), Fraction(1, 1))
    """
    found = _PRINTED.search("".join(text.split()))
    if found is None:
        return Fraction(1)
    scale = _SCALES.get(found[2] or "", 1)
    if scale == 1 and "万" in unit:
        scale = 10**4
    return Fraction(scale, 10 ** len(found[1] or ""))
