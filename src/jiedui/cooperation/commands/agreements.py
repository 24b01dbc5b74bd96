"""Agreements, their amendments and promises, and documents kept sealed beside a record."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from jiedui.access.command import command
from jiedui.access.vault import keep_upload
from jiedui.cooperation.commands.keeping import (
    Done,
    Subject,
    in_places,
    kept_party,
    refuse_all,
    start_said,
    wrong,
)
from jiedui.cooperation.commands.pairings import ends_of
from jiedui.cooperation.models import Agreement, Amendment, Attachment, Promise, Visit
from jiedui.cooperation.promise import MEASURES, promised
from jiedui.cooperation.queries.relations import pairing as pairing_of
from jiedui.figures.catalogue import FIGURES
from jiedui.kernel.identity import mask
from jiedui.kernel.problem import refuse

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.cooperation.commands.keeping import (
        By,
    )
    from jiedui.cooperation.given import Given
    from jiedui.kernel.quantity import Interval

DOCUMENT_MAX = 32 * 1024 * 1024
"""Largest document that is kept, in bytes."""


def check_agreement(given: Given, by: By) -> Subject:
    """Return what an agreement is about.

    Raises:
        Refused: It names a pairing that is not in the actor's places.
    """
    number = given.number("pairing")
    if number is not None:
        pairing_of(by.actor.scope("cooperation.propose"), number)
    _, recipient = ends_of(given)
    return Subject(recipient.place, f"{given.text('title')}")


def post_agreement(given: Given, by: By) -> Done:
    """Keep an agreement."""
    check_agreement(given, by)
    donor, recipient = ends_of(given)
    signed = given.period("signed")
    assert signed is not None  # noqa: S101  A required field.
    period = given.span("start_date", "end_date")
    starts = period.starts if given.period("start_date") else signed.starts
    row = Agreement.objects.create(
        title=given.text("title"),
        number=given.text("number"),
        kind=given.text("agreement_kind"),
        donor=kept_party(donor),
        recipient=kept_party(recipient),
        pairing_id=given.number("pairing"),
        signed=signed.starts,
        signed_said=start_said(signed),
        starts=min(starts, period.ends),
        ends=period.ends,
        note=given.text("note"),
        place=recipient.place,
        **by.stamped(),
    )
    return Done(row.pk, f"agreement {row.pk}")


def check_amendment(given: Given, by: By) -> Subject:
    """Return what an amendment is about.

    Raises:
        Refused: There is no such agreement in the actor's places, or its new end lies before its
            start.
    """
    row = _agreement(given, by)
    end = given.period("end_date")
    if end is not None and end.ends < row.starts:
        expected = f"not before {row.starts}"
        refuse_all([wrong("end_date", "DATE_ORDER", found=str(end), expected=expected)])
    return Subject(row.place, f"{row.title}: {given.text('title')}")


def post_amendment(given: Given, by: By) -> Done:
    """Keep an amendment; the agreement takes its new end."""
    check_amendment(given, by)
    agreement = _agreement(given, by)
    signed, end = given.period("signed"), given.period("end_date")
    assert signed is not None  # noqa: S101  A required field.
    row = Amendment.objects.create(
        agreement=agreement,
        title=given.text("title"),
        signed=signed.starts,
        signed_said=start_said(signed),
        ends=end.ends if end else None,
        note=given.text("note"),
        **by.stamped(),
    )
    if end is not None:
        Agreement.objects.filter(pk=agreement.pk).update(ends=end.ends)
    return Done(agreement.pk, f"amendment {row.pk} of agreement {agreement.pk}")


def check_promise(given: Given, by: By) -> Subject:
    """Return what a promise is about.

    Raises:
        Refused: There is no such agreement or amendment, or the amount is none of its measure.
    """
    row = _agreement(given, by)
    _amount(given)
    number = given.number("amendment")
    if number is not None and not row.amendments.filter(pk=number).exists():
        found, expected = f"amendment {number}", f"an amendment of agreement {row.pk}"
        refuse_all([wrong("amendment", "AMENDMENT_UNKNOWN", found=found, expected=expected)])
    measure = MEASURES[given.text("measure")].zh
    return Subject(row.place, f"{row.title}: {measure} {given.text('amount')}")


def post_promise(given: Given, by: By) -> Done:
    """Keep a promise; one of an amendment takes the place of the same measure's for those days."""
    check_promise(given, by)
    agreement = _agreement(given, by)
    amount = _amount(given)
    period = given.span("start_date", "end_date")
    measure = given.text("measure")
    row = Promise.objects.create(
        agreement=agreement,
        amendment_id=given.number("amendment"),
        replaces=_replaced(agreement, measure, given) if given.number("amendment") else None,
        measure=measure,
        unit=FIGURES[measure].unit,
        low=amount.low,
        high=amount.high,
        stated=amount.stated,
        wording=amount.wording.value,
        starts=period.starts,
        ends=period.ends,
        words=given.text("words") or given.text("amount"),
        **by.stamped(),
    )
    return Done(agreement.pk, f"promise {row.pk} of agreement {agreement.pk}")


def _replaced(agreement: Agreement, measure: str, given: Given) -> Promise | None:
    period = given.span("start_date", "end_date")
    rows = agreement.promises.filter(measure=measure, replaced_by__isnull=True)
    rows = rows.filter(starts__lte=period.ends, ends__gte=period.starts)
    return rows.order_by("-pk").first()


def _amount(given: Given) -> Interval:
    measure = given.text("measure")
    amount = promised(measure, given.text("amount"))
    if amount is None:
        unit = FIGURES[measure].unit
        expected = "an amount of money, for example 200万元" if unit == "fen" else "a whole number"
        found = given.text("amount")[:40]
        refuse_all([wrong("amount", "NUMBER_UNREADABLE", found=found, expected=expected)])
        raise AssertionError  # pragma: no cover  The line above refuses.
    return amount


def _agreement(given: Given, by: By) -> Agreement:
    number = given.number("agreement") or 0
    row = Agreement.objects.filter(pk=number).first()
    if row is None or not by.actor.scope("cooperation.propose").sees(row.place or None):
        raise refuse(
            "AGREEMENT_UNKNOWN", found=f"agreement {number}", expected="an agreement in your places"
        )
    return row


@command("cooperation.attach")
def keep_document(
    content: bytes,
    *,
    name: str,
    actor: Actor,
    now: dt.datetime,
    agreement: int | None = None,
    visit: int | None = None,
) -> Done:
    """Keep a document sealed beside an agreement or a visit.

    Args:
        content: Its bytes.
        name: Its name, for people; personal numbers in it are starred.
        actor: Who keeps it.
        now: The moment.
        agreement: The agreement it belongs to.
        visit: Or the visit.

    Raises:
        Refused: It is empty or too large, or there is no such record in the actor's places.
    """
    if not content or len(content) > DOCUMENT_MAX:
        raise refuse(
            "DOCUMENT_SIZE",
            found=f"{len(content)} bytes",
            expected=f"1 to {DOCUMENT_MAX} bytes",
        )
    record: Agreement | Visit | None = (
        Agreement.objects.filter(pk=agreement).first()
        if agreement is not None
        else Visit.objects.filter(pk=visit or 0).first()
    )
    if record is None:
        raise refuse(
            "RECORD_UNKNOWN", found=f"record {agreement or visit}", expected="one that is kept"
        )
    in_places(actor, "cooperation.attach", record.place)
    digest = hashlib.sha256(content).hexdigest()
    keep_upload(content, name=f"record-{digest}")
    row = Attachment.objects.create(
        agreement_id=agreement,
        visit_id=None if agreement is not None else visit,
        name=mask(" ".join(name.split()))[:200] or "document",
        digest=digest,
        size=len(content),
        kept_by=actor.username,
        kept_at=now,
    )
    return Done(row.pk, f"document {row.pk}")
