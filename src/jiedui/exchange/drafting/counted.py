"""Rows that only add to counts of the book, as their kind declares: placements, visits, sales.

Nothing of a person is posted: the words of an entry name no field of a personal kind. Knows no
Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.books.entry import Dims
from jiedui.exchange.drafting.fields import (
    Stamp,
    amount_of,
    dated,
    not_whole,
    owner_of,
    period_of,
    recipient_of,
)
from jiedui.exchange.kinds import KINDS
from jiedui.kernel.place import name_of
from jiedui.kernel.quantity import Wording, said

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.funds import Drafted
    from jiedui.exchange.kinds.declaration import Counted, Kind
    from jiedui.kernel.problem import Problem
    from jiedui.kernel.quantity import Interval

_FIELD = re.compile(r"\{(\w+)\}")


def draft(case: Case) -> Drafted:
    """Return one entry per count that the row's kind declares and the row states."""
    kind = KINDS[case.row.kind or case.reading.kind or ""]
    entries: list[EntryDraft] = []
    problems: list[Problem] = []
    for one in kind.counts:
        problems += not_whole(case, one.field) if one.field else []
        entries += _entry(case, kind, one)
    return entries, problems


def _entry(case: Case, kind: Kind, one: Counted) -> list[EntryDraft]:
    amount = _amount(case, one) if _applies(case, one) else None
    if amount is None:
        return []
    recipient = recipient_of(case)
    held = dated(case, one.on[0], one.on[-1]) if one.on else None
    dims = Dims(recipient=recipient, owner=owner_of(case, recipient))
    stamp = Stamp(case, held or period_of(case), dims)
    where = name_of(recipient) if recipient else case.text("county")
    words = _FIELD.sub(lambda found: "" if kind.is_personal else case.text(found[1]), one.words)
    line = stamp.line(one.account, amount, one.field or kind.keys[0])
    return [stamp.entry("count", f"{where} {words}".strip(), [line])]


def _amount(case: Case, one: Counted) -> Interval | None:
    """Return how much a row counts; None where it counts nothing."""
    if not one.field:
        return said(1)
    amount = amount_of(case, one.field)
    if amount is None:
        return said(one.otherwise) if one.otherwise else None
    if amount.wording is Wording.NOT_STATED and one.otherwise:
        return said(one.otherwise, Wording.AT_LEAST)
    return amount


def _applies(case: Case, one: Counted) -> bool:
    """Whether a row is one that is counted so."""
    field, word = one.when
    other, no_word = one.unless
    return (not field or word in case.text(field)) and (
        not other or no_word not in case.text(other)
    )
