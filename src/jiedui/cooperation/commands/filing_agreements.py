"""Agreements of posted files, their amendments and what both promise; each kept once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db.models import Q

from jiedui.access.command import command
from jiedui.cooperation.commands.agreements import post_agreement, post_amendment, post_promise
from jiedui.cooperation.commands.filed_rows import code_said, each_row, period_said, unclear
from jiedui.cooperation.commands.keeping import By, Done, office_of
from jiedui.cooperation.given import Given
from jiedui.cooperation.models import Agreement
from jiedui.cooperation.parties import party_of
from jiedui.cooperation.promise import measure_named
from jiedui.cooperation.vocabulary import VOCABULARIES
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.access.scope import Actor
    from jiedui.cooperation.filed import FiledRow
    from jiedui.cooperation.models import Amendment
    from jiedui.kernel.period import Period

_AMENDING = re.compile(r"补充|变更协议|修订|修正|修改协议|amend", re.IGNORECASE)
"""Words of a kind or a title that make an agreement the change of another."""

_UNIT = re.compile(r"\d[\d.,\s]*[余多]?(亿元|万元|元|人次|批次|班次|[人名户个家期批次场项])")


@command("cooperation.record")
def record_agreements(
    rows: Sequence[FiledRow], *, proposed_by: str, actor: Actor, now: dt.datetime, batch: int
) -> Done:
    """Keep the agreements of a posted file, their amendments, and what they promise.

    An agreement that promises several things has several rows. A row whose kind or title says that
    it amends (补充协议) belongs to the agreement it names, else to the one its words name, else to
    the only one of its two parties; what it promises takes the place of the same promise before.

    Raises:
        Refused: A kind, a measure or an amount cannot be read, or nobody can tell which agreement
            is amended; every such row is told.
    """
    by = By(actor, now, proposed_by, batch)
    each_row(rows, lambda row: _agreement(row, by))
    return Done(len(rows), f"{len(rows)} rows of agreements of batch {batch}")


def _agreement(row: FiledRow, by: By) -> None:
    signed = period_said(row, "signed_date")
    days = {name: period_said(row, name) for name in ("start_date", "end_date") if row.text(name)}
    if _AMENDING.search(row.text("agreement_kind") + row.text("agreement_title")):
        base = _base(row)
        amendment = _amended(base, row, days, by=by)
        _promise(row, base, days or {"start_date": signed}, by=by, amendment=amendment)
        return
    title = row.text("agreement_title")[:200]
    old = Agreement.objects.filter(title=title, signed=signed.starts).first()
    if old is None:
        values: dict[str, object] = {
            "title": title,
            "number": row.text("agreement_no")[:200],
            "agreement_kind": code_said("agreement_kind", row.text("agreement_kind"))
            or "OTHER_AGREEMENT",
            "donor": party_of(row.text("donor"), within=office_of() or None),
            "recipient": party_of(row.text("recipient")),
            "signed": signed,
            "note": row.text("remark"),
        }
        number = post_agreement(Given("agreement", values | days), by).number
        old = Agreement.objects.get(pk=number)
    _promise(row, old, days or {"start_date": signed}, by=by)


def _amended(base: Agreement, row: FiledRow, days: dict[str, Period], *, by: By) -> Amendment:
    """Return the amendment a row tells, kept if it is new."""
    signed = period_said(row, "signed_date")
    title = row.text("agreement_title")[:200]
    known = base.amendments.filter(title=title, signed=signed.starts)
    if not known.exists():
        values: dict[str, object] = {
            "agreement": base.pk,
            "title": title,
            "signed": signed,
            "note": row.text("remark"),
        }
        if "end_date" in days:
            values["end_date"] = days["end_date"]
        post_amendment(Given("amendment", values), by)
    return known.get()


def _base(row: FiledRow) -> Agreement:
    """Return the agreement that a row amends.

    Raises:
        Refused: None on record is meant, or several may be.
    """
    told = " ".join(row.text("amends").split())
    known = Agreement.objects.order_by("-signed", "-pk")
    if told:
        found = list(known.filter(Q(title=told) | Q(number=told))[:2])
    else:
        words = row.text("agreement_title") + row.text("remark")
        own = list(known.filter(donor__name=_name(row, "donor"), recipient__name=_name(row)))
        named = [one for one in own if (one.number and one.number in words) or one.title in words]
        found = named or own
    if len(found) != 1:
        expected = "one agreement on record; name it in 原协议, and post it first"
        raise Refused([unclear("RECORD_UNKNOWN", told or row.text("agreement_title"), expected)])
    return found[0]


def _name(row: FiledRow, end: str = "recipient") -> str:
    within = office_of() if end == "donor" else ""
    return party_of(row.text(end), within=within or None).name


def _promise(
    row: FiledRow,
    agreement: Agreement,
    days: dict[str, Period],
    *,
    by: By,
    amendment: Amendment | None = None,
) -> None:
    """Keep what a row promises, once; a row without a measure promises nothing."""
    told, amount = row.text("promise_measure"), row.text("promise_amount")
    if not told:
        return
    unit = _UNIT.search(amount)
    measure = measure_named(told, unit[1] if unit else "")
    if measure is None:
        expected = "、".join(one.zh for one in VOCABULARIES["measure"].values())
        raise Refused([unclear("VALUE_UNKNOWN", told, expected)])
    words = f"{told} {amount}"
    kept = agreement.promises.filter(measure=measure, amendment=amendment)
    if kept.filter(words__in=(words, amount)).exists():
        return
    values: dict[str, object] = {
        "agreement": agreement.pk,
        "measure": measure,
        "amount": amount,
        "words": words,
        **days,
    }
    if amendment is not None:
        values["amendment"] = amendment.pk
    post_promise(Given("promise", values), by)
