"""Shape of the programme's tables. Private to this app; money stands in the book, not here.

`ProjectLine` and the sums on `Project` are copies of the book's lines (see `following`): they can
be thrown away and made again. Histories (`Passed`, `Version`, `FindingAct`) only grow.
"""

from __future__ import annotations

from jiedui.programme.models.money import (
    Followed,
    IdleLot,
    MoneyAct,
    ProjectLine,
    Signature,
    Signing,
)
from jiedui.programme.models.papers import (
    Acceptance,
    Asset,
    AuditFinding,
    Beneficiary,
    Contract,
    Disclosure,
    FindingAct,
    Paper,
    Progress,
)
from jiedui.programme.models.project import (
    FundingLine,
    Passed,
    Project,
    Version,
    VersionPart,
)

__all__ = (
    "Acceptance",
    "Asset",
    "AuditFinding",
    "Beneficiary",
    "Contract",
    "Disclosure",
    "FindingAct",
    "Followed",
    "FundingLine",
    "IdleLot",
    "MoneyAct",
    "Paper",
    "Passed",
    "Progress",
    "Project",
    "ProjectLine",
    "Signature",
    "Signing",
    "Version",
    "VersionPart",
)
