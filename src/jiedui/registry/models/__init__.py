"""Shape of the register's tables. Private to this app."""

from __future__ import annotations

from jiedui.registry.models.households import (
    Counter,
    Event,
    EventPerson,
    Guarantee,
    Household,
    Income,
    Membership,
    Person,
    Phase,
    Proposal,
    Value,
    Village,
)
from jiedui.registry.models.work import (
    Case,
    CasePerson,
    CaseStep,
    Erasure,
    Export,
    Look,
    Measure,
    PovertyLine,
    PublishedCell,
    PublishedTable,
    TimeLimit,
)

__all__ = (
    "Case",
    "CasePerson",
    "CaseStep",
    "Counter",
    "Erasure",
    "Event",
    "EventPerson",
    "Export",
    "Guarantee",
    "Household",
    "Income",
    "Look",
    "Measure",
    "Membership",
    "Person",
    "Phase",
    "PovertyLine",
    "Proposal",
    "PublishedCell",
    "PublishedTable",
    "TimeLimit",
    "Value",
    "Village",
)
