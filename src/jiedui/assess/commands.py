"""Writes of an assessment: sets of the office's own, what people tell, evidence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePath
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.vault import keep_upload
from jiedui.assess import queries
from jiedui.assess.assessing import Told
from jiedui.assess.models import Evidence, Saying, SelfReport, SetFile
from jiedui.assess.setfile import read_set, shipped
from jiedui.kernel.identity import mask
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.assess.indicator import Indicator, IndicatorSet, Side
    from jiedui.facts.store import Facts

WORDS_MAX = 500
TITLE_MAX = 200
FILE_BYTES_MAX = 50_000_000
"""Largest file of evidence."""

SAYABLE = (
    Wording.EXACT, Wording.ABOUT, Wording.OVER, Wording.NEARLY, Wording.AT_LEAST, Wording.AT_MOST,
)  # fmt: skip
"""How a told value may be worded."""

_NEEDS_NUMBER = (Told.VALUE, Told.BEFORE, Told.TARGET, Told.EFFORT)
_NEEDS_DOCUMENT = (Told.VALUE, Told.BEFORE)


@dataclass(frozen=True, slots=True)
class Place:
    """One side's assessment of a year, and one item of it.

    Attributes:
        set: The indicator set.
        year: The year assessed.
        side: Whose it is.
        indicator: Code of the item.
    """

    set: IndicatorSet
    year: int
    side: Side
    indicator: str

    def keys(self) -> dict[str, object]:
        """Return what rows about this item carry."""
        return {
            "set_code": self.set.code,
            "year": self.year,
            "side": str(self.side),
            "indicator": self.indicator,
        }


@dataclass(frozen=True, slots=True)
class Done:
    """What was written: its number, and what the log says."""

    number: int
    subject: str


@command("assess.sets")
def keep_set(content: bytes, *, label: str = "", actor: Actor, now: dt.datetime) -> Done:
    """Keep an indicator set of the office's own.

    Args:
        content: The file, TOML in UTF-8.
        label: Its name, for problems.
        actor: Who keeps it.
        now: The moment.

    Raises:
        Refused: The file is wrong (every fault at once), or that version is there already with
            other words: a version never changes, hand in a new one.
    """
    found = read_set(content, label=label)
    digest = hashlib.sha256(content).hexdigest()
    row = SetFile.objects.filter(code=found.code, version=found.version).first()
    is_shipped = any((one.code, one.version) == (found.code, found.version) for one in shipped())
    if is_shipped or (row is not None and row.digest != digest):
        raise refuse(
            "SET_EXISTS",
            found=f"{found.code} {found.version}",
            expected="a version that is not there yet",
            hint='Give it another `version`, for example "2018".',
        )
    if row is None:
        row = SetFile.objects.create(
            code=found.code, version=found.version, content=content.decode("utf-8-sig"),
            digest=digest, kept_by=actor.username, kept_at=now,
        )  # fmt: skip
    return Done(row.pk, f"set {found.code} {found.version}")


@dataclass(frozen=True, slots=True)
class Word:
    """What is told of an item.

    Attributes:
        kind: What it is.
        amount: The number in the indicator's displayed unit, as written: "12.5".
        wording: How it is said.
        words: Why, or on what.
        document: Number of the evidence it rests on.
    """

    kind: Told
    amount: str = ""
    wording: Wording = Wording.EXACT
    words: str = ""
    document: int | None = None


@command("assess.tell")
def tell(place: Place, word: Word, *, known: Facts, actor: Actor, now: dt.datetime) -> Done:
    """Tell something of an item: a value with its document, a target, that it is left out.

    Args:
        place: Which item of which assessment.
        word: What is told.
        known: The facts, to see whether the book answers it.
        actor: Who tells it.
        now: The moment.

    Raises:
        Refused: There is no such item, the number cannot be read, a document or a reason is
            missing, the book answers it exactly, or the self-report is filed.
    """
    indicator = _open_item(place)
    amount = _amount(word, indicator)
    if word.kind in _NEEDS_DOCUMENT:
        _document(place, word.document)
        _refuse_answered(place, word.kind, known, actor=actor)
    elif word.kind in (Told.LEFT_OUT, Told.FALSIFIED) and not word.words.strip():
        raise refuse(
            "REASON_MISSING",
            found="no words",
            expected=f"why {indicator.code} {indicator.zh} is {word.kind}",
        )
    row = Saying.objects.create(
        **place.keys(), kind=str(word.kind), amount="" if amount is None else str(amount),
        wording=str(word.wording), words=mask(" ".join(word.words.split()))[:WORDS_MAX],
        document_id=word.document, said_by=actor.username, said_at=now,
    )  # fmt: skip
    return Done(row.pk, f"{place.set.code} {place.year} {place.side} {place.indicator} {word.kind}")


@command("assess.tell")
def take_back(place: Place, kind: Told, *, actor: Actor, now: dt.datetime) -> Done:
    """Take back what was told of an item; it stays in the record.

    Raises:
        Refused: Nothing of that kind stands, or the self-report is filed.
    """
    _open_item(place)
    standing = queries.sayings(place.set, place.year, place.side).get(place.indicator, {})
    if kind not in standing:
        raise refuse(
            "NOTHING_TOLD", found=f"no {kind} of {place.indicator}", expected="something told"
        )
    row = Saying.objects.create(
        **place.keys(), kind=str(kind), amount="", wording=str(Wording.EXACT), words="",
        is_taken_back=True, said_by=actor.username, said_at=now,
    )  # fmt: skip
    return Done(row.pk, f"{place.set.code} {place.year} {place.side} {place.indicator} {kind} back")


@command("assess.tell")
def attach(
    place: Place, content: bytes, *, name: str, title: str = "", actor: Actor, now: dt.datetime
) -> Done:
    """Keep a document as evidence of an item, sealed.

    Args:
        place: Which item of which assessment.
        content: The file.
        name: Its name.
        title: What it is; by default its name without the ending.
        actor: Who attaches it.
        now: The moment.

    Raises:
        Refused: There is no such item, the file is empty or too large, it is attached already, or
            the self-report is filed.
    """
    _open_item(place)
    plain = PurePath(name.replace("\\", "/")).name
    if not content or len(content) > FILE_BYTES_MAX:
        raise refuse(
            "EVIDENCE_WRONG",
            found=f"{plain}: {len(content)} bytes",
            expected=f"a file of 1 to {FILE_BYTES_MAX} bytes",
        )
    digest = hashlib.sha256(content).hexdigest()
    same = Evidence.objects.filter(**place.keys(), digest=digest, withdrawn_at=None).first()
    if same is not None:
        raise refuse(
            "EVIDENCE_THERE",
            found=f"{plain} is evidence {same.pk} ({same.title})",
            expected="a document not attached yet",
        )
    keep_upload(content, name=queries.evidence_name(digest))
    row = Evidence.objects.create(
        **place.keys(), title=mask(" ".join((title or PurePath(plain).stem).split()))[:TITLE_MAX],
        file_name=mask(plain)[:TITLE_MAX], digest=digest, size=len(content),
        attached_by=actor.username, attached_at=now,
    )  # fmt: skip
    return Done(row.pk, f"{place.set.code} {place.year} {place.side} {place.indicator} evidence")


@command("assess.tell")
def withdraw_evidence(number: int, *, actor: Actor, now: dt.datetime) -> Done:
    """Withdraw a document from the evidence; it stays in the record.

    Raises:
        Refused: There is no such document, a told value rests on it, or the self-report is filed.
    """
    row = Evidence.objects.filter(pk=number, withdrawn_at=None).first()
    if row is None:
        raise refuse("EVIDENCE_UNKNOWN", found=f"evidence {number}", expected="one attached")
    found = queries.set_for(row.set_code, row.year)
    place = Place(found, row.year, queries.side_of(row.side), row.indicator)
    _open_item(place)
    told = queries.sayings(found, row.year, place.side).get(row.indicator, {})
    if any(one.document == number for one in told.values()):
        raise refuse(
            "EVIDENCE_IN_USE",
            found=f"a told value of {row.indicator} rests on evidence {number}",
            expected="a document nothing rests on",
            hint="Take the told value back first.",
        )
    row.withdrawn_by, row.withdrawn_at = actor.username, now
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    return Done(row.pk, f"evidence {number} withdrawn")


def _open_item(place: Place) -> Indicator:
    """Return the item; refused when there is none such or its self-report is filed."""
    own = {one.code: one for one in place.set.of(place.side)}
    if place.indicator not in own:
        raise refuse(
            "INDICATOR_UNKNOWN",
            found=f"{place.indicator} of the {place.side}",
            expected=", ".join(own),
        )
    filed = (
        SelfReport.objects.filter(
            set_code=place.set.code, year=place.year, side=str(place.side), filing__isnull=False
        )
        .select_related("filing")
        .order_by("-id")
        .first()
    )
    if filed is not None:
        raise refuse(
            "REPORT_FILED",
            found=f"self-report {filed.pk}, filed by {filed.filing.filed_by} on"
            f" {filed.filing.filed_at.date()}",
            expected="a year whose self-report is not filed",
            hint="What is filed stands; say the correction to the verifier, and record it in the"
            " book: it is told as a difference.",
        )
    return own[place.indicator]


def _amount(word: Word, indicator: Indicator) -> Fraction | None:
    if word.kind not in _NEEDS_NUMBER:
        return None
    try:
        amount = Fraction(word.amount.replace(",", "").strip())
    except (ValueError, ZeroDivisionError):
        amount = Fraction(-1)
    if amount < 0 or word.wording not in SAYABLE:
        unit = "天 days" if word.kind is Told.EFFORT else indicator.unit[0]
        raise refuse(
            "NUMBER_UNREADABLE",
            found=f"{word.wording} {word.amount}".strip() or "nothing",
            expected=f"a number from 0 in {unit}, worded {', '.join(SAYABLE)}",
        )
    return amount


def _document(place: Place, number: int | None) -> None:
    row = Evidence.objects.filter(**place.keys(), pk=number or 0, withdrawn_at=None).first()
    if row is None:
        raise refuse(
            "EVIDENCE_MISSING",
            found="no document" if number is None else f"evidence {number}",
            expected=f"the number of a document attached to {place.indicator}",
            hint="Attach the document first; a told value needs one.",
        )


def _refuse_answered(place: Place, kind: Told, known: Facts, *, actor: Actor) -> None:
    wanted = queries.Wanted(place.set, place.year, place.side)
    found = queries.assessed(actor.scope("assess.tell"), wanted, known).item(place.indicator)
    value = None if found is None else (found.value if kind is Told.VALUE else found.before)
    if kind is Told.BEFORE and value is None:
        raise refuse(
            "NOTHING_TOLD",
            found=f"{place.indicator} is not scored by growth",
            expected="an item scored by growth against the year before",
        )
    if value is not None and value.span.is_exact and value.origin == "book":
        raise refuse(
            "VALUE_IN_BOOK",
            found=f"the book answers {place.indicator} exactly",
            expected="an item the book cannot answer",
            hint="Correct the book where it is wrong; its number is what counts.",
        )
