"""Enterprises, their investment, workshops, and sales that count once whoever claims them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.books.commands import post_entries
from jiedui.books.entry import Dims
from jiedui.books.queries import taken_back_by
from jiedui.cooperation.booking import counted_entry
from jiedui.cooperation.commands.keeping import (
    Done,
    Subject,
    office_of,
    refuse_all,
    start_said,
    wrong,
)
from jiedui.cooperation.models import Enterprise, Investment, Sale, SaleClaim, Workshop
from jiedui.cooperation.sale import is_same_producer, key_of
from jiedui.cooperation.vocabulary_people import SALE_KINDS, STAGES
from jiedui.kernel.organisation import check_credit_code
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    from jiedui.cooperation.commands.keeping import (
        By,
    )
    from jiedui.cooperation.given import Given
    from jiedui.kernel.period import Period
    from jiedui.kernel.quantity import Interval

SALE_ACCOUNTS = {"PURCHASE": "Count:Consumption", "HELP_SELL": "Count:HelpedSales"}
STAGE_ACCOUNTS = {"SIGNED": "Count:InvestmentSigned", "ARRIVED": "Count:InvestmentArrived"}


def check_enterprise(given: Given, by: By) -> Subject:
    """Return what an enterprise is about.

    Raises:
        Refused: Its credit code cannot be one, or it is on record there.
    """
    del by
    problems = []
    code = given.text("credit_code")
    checked = check_credit_code(code) if code else None
    if checked is not None and not checked.is_valid:
        problems.append(wrong("credit_code", checked.code, found=code, expected=checked.expected))
    county, name = given.text("county"), given.text("name")
    if Enterprise.objects.filter(place=county, name=name).exists():
        expected = "one not on record there"
        problems.append(wrong("name", "ENTERPRISE_EXISTS", found=name, expected=expected))
    refuse_all(problems)
    return Subject(county, f"{name_of(county)} {name}")


def post_enterprise(given: Given, by: By) -> Done:
    """Count an enterprise that came, and keep its record."""
    check_enterprise(given, by)
    came = given.period("start_date")
    assert came is not None  # noqa: S101  A required field.
    county, name = given.text("county"), given.text("name")
    words = f"{name_of(county)} 引进企业:{name}"
    entry = _post("Count:Enterprises", said(1), words, period=came, place=county, by=by)
    row = Enterprise.objects.create(
        name=name,
        credit_code=given.text("credit_code"),
        industry=given.text("industry"),
        origin=given.text("origin"),
        came=came.starts,
        came_said=start_said(came),
        note=given.text("note"),
        place=county,
        entry=entry,
        **by.stamped(),
    )
    return Done(row.pk, f"enterprise {row.pk}")


def check_investment(given: Given, by: By) -> Subject:
    """Return what a step of an investment is about.

    Raises:
        Refused: There is no such enterprise in the actor's places, or nothing is told of money or
            work, or more registered people than all.
    """
    row = _enterprise(given, by)
    problems = []
    amount, jobs = given.amount("amount_fen"), given.amount("jobs")
    if amount is None and jobs is None:
        expected = "an amount, or people given work"
        problems.append(wrong("amount_fen", "FIELD_MISSING", found="nothing", expected=expected))
    registered = given.amount("registered_jobs")
    if registered and (registered.stated or 0) > ((jobs.stated or 0) if jobs else 0):
        found = f"{registered.stated} of {jobs.stated if jobs else 0}"
        expected = "not more than all"
        problems.append(wrong("registered_jobs", "PART_TOO_LARGE", found=found, expected=expected))
    refuse_all(problems)
    stage = STAGES[given.text("stage")].zh
    return Subject(row.place, f"{row.name}: {stage}")


def post_investment(given: Given, by: By) -> Done:
    """Keep a step; what was signed or arrived, and work that was given, is counted."""
    check_investment(given, by)
    row = _enterprise(given, by)
    on, stage = given.period("on"), given.text("stage")
    assert on is not None  # noqa: S101  A required field.
    amount, jobs = given.amount("amount_fen"), given.amount("jobs")
    entry = None
    words = f"{row.name} {STAGES[stage].zh}投资"
    if amount is not None and stage in STAGE_ACCOUNTS:
        account = STAGE_ACCOUNTS[stage]
        entry = _post(account, amount, words, period=on, place=row.place, by=by)
    if jobs is not None and stage == "ARRIVED":
        words = f"{row.name} 带动就业"
        _post("Count:JobsCreated", jobs, words, period=on, place=row.place, by=by)
    Investment.objects.create(
        enterprise=row,
        stage=stage,
        on=on.starts,
        on_said=start_said(on),
        jobs=jobs.stated if jobs else None,
        registered_jobs=_stated(given, "registered_jobs"),
        evidence=given.text("evidence"),
        entry=entry,
        **_amount_columns(amount),
        **by.stamped(),
    )
    return Done(row.pk, f"investment of enterprise {row.pk}")


def check_workshop(given: Given, by: By) -> Subject:
    """Return what a workshop is about.

    Raises:
        Refused: More registered workers than all.
    """
    del by
    workers, registered = given.amount("workers"), given.amount("registered_workers")
    problems = []
    if registered and (registered.stated or 0) > ((workers.stated or 0) if workers else 0):
        found = f"{registered.stated} of {workers.stated if workers else 0}"
        expected = "not more than all"
        problems.append(
            wrong("registered_workers", "PART_TOO_LARGE", found=found, expected=expected)
        )
    refuse_all(problems)
    county = given.text("county")
    return Subject(county, f"{name_of(county)} {given.text('name')}")


def post_workshop(given: Given, by: By) -> Done:
    """Keep a workshop, or what is new of one on record."""
    check_workshop(given, by)
    opened, closed = given.period("start_date"), given.period("end_date")
    assert opened is not None  # noqa: S101  A required field.
    row, _ = Workshop.objects.update_or_create(
        place=given.text("county"),
        name=given.text("name"),
        defaults={
            "industry": given.text("industry"),
            "opened": opened.starts,
            "opened_said": start_said(opened),
            "closed": closed.ends if closed else None,
            "workers": _stated(given, "workers"),
            "registered_workers": _stated(given, "registered_workers"),
            "counted_on": by.now.date(),
            **by.stamped(),
        },
    )
    return Done(row.pk, f"workshop {row.pk}")


def check_sale(given: Given, by: By) -> Subject:
    """Return what a sale is about."""
    del by
    county = given.text("county")
    kind = SALE_KINDS[given.text("sale_kind")].zh
    return Subject(county, f"{name_of(county)} {kind} {given.text('product')}")


def post_sale(given: Given, by: By) -> Done:
    """Count a sale once: a second unit's report of the same one is kept as a claim beside it."""
    on, amount = given.period("sale_date"), given.amount("amount_fen")
    assert on is not None  # noqa: S101  Required fields.
    assert amount is not None  # noqa: S101
    county, product = given.text("county"), given.text("product")
    buyer, producer = given.text("buyer"), given.text("producer")
    key = key_of(on, place=county, product=product, buyer=buyer, amount=amount)
    same = same_sale(key, producer, given.text("sale_kind"))
    if same is not None:
        claim(same, given.text("claimed_by"), by, counts=False)
        add_evidence(same, given.text("evidence"))
        return Done(same.pk, f"claim of sale {same.pk}")
    kind = given.text("sale_kind")
    words = f"{name_of(county)} 消费帮扶:{product}"
    entry = _post(SALE_ACCOUNTS[kind], amount, words, period=on, place=county, by=by)
    row = Sale.objects.create(
        key=key,
        kind=kind,
        on=on.starts,
        on_last=on.ends,
        product=product,
        producer=producer,
        buyer=buyer,
        channel=given.text("channel")[:100],
        quantity=given.text("quantity")[:60],
        households=_stated(given, "poor_households"),
        evidence=given.text("evidence"),
        place=county,
        entry=entry,
        **_amount_columns(amount),
        **by.stamped(),
    )
    claim(row, given.text("claimed_by"), by, counts=True)
    return Done(row.pk, f"sale {row.pk}")


def same_sale(
    key: str, producer: str, kind: str, *, not_of_batch: int | None = None
) -> Sale | None:
    """Return the sale on record that a report speaks of, when it still counts; None when none.

    Args:
        key: What makes two reports the same.
        producer: Who sold; another producer makes another sale.
        kind: A purchase and a help to sell are two things.
        not_of_batch: Rows of one file are never two reports of one sale.
    """
    if not key:
        return None
    rows = list(Sale.objects.filter(key=key, kind=kind).order_by("pk"))
    gone = taken_back_by([row.entry for row in rows if row.entry is not None])
    for row in rows:
        is_own = not_of_batch is not None and row.batch == not_of_batch
        if row.entry not in gone and not is_own and is_same_producer(row.producer, producer):
            return row
    return None


def claim(row: Sale, claimed_by: str, by: By, *, counts: bool, source: str = "") -> None:
    """Keep that a unit reported a sale; the same unit's second word adds nothing."""
    if not counts and row.claims.filter(claimed_by=claimed_by).exists():
        return
    SaleClaim.objects.create(
        sale=row,
        claimed_by=claimed_by[:200],
        counts=counts,
        batch=by.batch,
        source=source,
        recorded_by=by.actor.username,
        recorded_at=by.now,
    )


def add_evidence(row: Sale, evidence: str) -> None:
    """Keep the evidence another claim brings, where the sale had none."""
    if evidence and not row.evidence:
        Sale.objects.filter(pk=row.pk).update(evidence=evidence)


def _enterprise(given: Given, by: By) -> Enterprise:
    number = given.number("enterprise") or 0
    row = Enterprise.objects.filter(pk=number).first()
    if row is None or not by.actor.scope("cooperation.propose").sees(row.place or None):
        raise refuse("RECORD_UNKNOWN", found=f"enterprise {number}", expected="one in your places")
    return row


def _post(account: str, amount: Interval, words: str, *, period: Period, place: str, by: By) -> int:
    dims = Dims(recipient=place or None, owner=office_of() or None)
    draft = counted_entry(account, amount, words, period=period, dims=dims)
    return post_entries([draft], actor=by.actor, now=by.now).last


def _stated(given: Given, name: str) -> int | None:
    amount = given.amount(name)
    return amount.stated if amount is not None else None


def _amount_columns(amount: Interval | None) -> dict[str, Any]:
    if amount is None:
        return {}
    return {
        "low": amount.low,
        "high": amount.high,
        "stated": amount.stated,
        "wording": amount.wording.value,
    }
