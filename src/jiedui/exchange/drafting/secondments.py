"""Rows of a roster of seconded people (干部人才名册): how many were sent, and nothing about who.

Only those sent to the recipient (E2W) who arrived are counted: planned and arrived are two facts.
Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.books.entry import Dims
from jiedui.exchange.drafting.fields import Stamp, day_in, owner_of, recipient_of
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Severity
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.funds import Drafted

PROFESSIONAL_WORDS = ("专技", "专业技术", "人才", "教师", "医生", "医师", "PROFESSIONAL")


def draft(case: Case) -> Drafted:
    """Return the count of one person sent, dated by arrival, without name or number."""
    if case.text("direction") == "W2E":
        return [], [case.problem("SENT_EAST", Severity.INFO, "direction", found="西→东")]
    arrived = day_in(case, "actual_start")
    if arrived is None:
        return [], [
            case.problem("NOT_ARRIVED", Severity.INFO, "actual_start", found="no day of arrival")
        ]
    recipient = recipient_of(case)
    dims = Dims(recipient=recipient, owner=owner_of(case, recipient))
    is_professional = any(word in case.text("secondment_kind") for word in PROFESSIONAL_WORDS)
    account, word = (
        ("Count:ProfessionalsSent", "专业技术人才")
        if is_professional
        else ("Count:OfficialsSent", "党政干部")
    )
    stamp = Stamp(case, arrived, dims)
    lines = [stamp.line(account, said(1), "actual_start")]
    where = name_of(recipient) if recipient else case.text("county")
    return [stamp.entry("count", f"选派{word}1人到{where}", lines)], []
