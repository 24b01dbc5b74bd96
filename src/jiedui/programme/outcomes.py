"""What the programme's commands are asked and what they return. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, to which records, and which entries say it (0 = none).

    Attributes:
        numbers: Numbers of the records made or decided, in the order asked.
        subject: What the log says.
        first: First entry posted; 0 when nothing was.
        last: Last entry posted.
    """

    numbers: tuple[int, ...]
    subject: str
    first: int = 0
    last: int = 0

    @property
    def number(self) -> int:
        """The one record, where one was asked."""
        return self.numbers[0]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a project that somebody approves: scope, term and money.

    Attributes:
        parts: Fund source to fen.
        total_fen: The whole cost; must be the sum of the parts.
        content: What is built or done.
        area_cm2: Floor area in square centimetres, None when there is none.
        planned_start: First day planned.
        planned_end: Last day planned.
    """

    parts: Mapping[str, int]
    total_fen: int
    content: str = ""
    area_cm2: int | None = None
    planned_start: dt.date | None = None
    planned_end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """A project as it is put on record.

    Attributes:
        name: Its name; with the county it is the project's key in the book.
        place: Key of the place it is in: a county, or a town as `533422:升平镇`.
        year: The year it is planned for.
        category: A project category.
        figures: Scope and money.
        texts: Other words by field: number, location, unit, owner, programme, pairing_kind, mode,
            mechanism.
        reach: households, people, registered_households, registered_people.
    """

    name: str
    place: str
    year: int
    category: str
    figures: Figures
    texts: Mapping[str, str] = field(default_factory=dict)
    reach: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepAsk:
    """A step somebody wants a project to take, on a day."""

    project: int
    target: str
    on: dt.date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoneyAsk:
    """Money that is to move.

    Attributes:
        project: The project.
        kind: ALLOT (下达), DISBURSE (拨付 to the owner), PAY (支付, out of what was disbursed),
            DIRECT (支付 straight from the allotment), RETURN (收回).
        source: Fund source it belongs to.
        amount_fen: How much.
        on: The day it moves.
        milestone_on: Day of acceptance or of the contract's milestone that it is paid for.
        requested_on: Day of the request.
        opinion_on: Day of the township's opinion.
        notice: Number of the notice or voucher.
        subject_code: Budget subject.
        payee: Who is paid.
        purpose: What for.
    """

    project: int
    kind: str
    source: str
    amount_fen: int
    on: dt.date
    milestone_on: dt.date | None = None
    requested_on: dt.date | None = None
    opinion_on: dt.date | None = None
    notice: str = ""
    subject_code: str = ""
    payee: str = ""
    purpose: str = ""


KINDS: dict[str, tuple[str, str]] = {
    "ALLOT": ("下达", "allotment"),
    "DISBURSE": ("拨付到实施单位", "disbursement to the owner"),
    "PAY": ("支付(已拨付资金)", "payment of disbursed money"),
    "DIRECT": ("直接支付", "direct payment"),
    "RETURN": ("收回(缴回)", "return"),
}
"""Kinds of money act: Chinese, English."""

PAYMENTS = ("DISBURSE", "PAY", "DIRECT")
"""Kinds that pay money out."""

SIGNERS: dict[str, tuple[str, str]] = {
    "leader": ("县分管领导", "county leader in charge"),
    "cadre": ("援派挂职干部", "seconded cadre"),
}
"""Whose two signatures a payment may need: role to Chinese, English."""

METHODS: dict[str, tuple[str, str]] = {
    "OPEN": ("公开招标", "open tender"),
    "INVITED": ("邀请招标", "invited tender"),
    "TALKS": ("竞争性谈判(磋商)", "competitive talks"),
    "INQUIRY": ("询价", "inquiry"),
    "SINGLE": ("单一来源", "single source"),
    "COLLECTIVE": ("村级民主议定", "village decision"),
    "NONE": ("限额以下直接委托", "direct, below the limit"),
}
"""How work is given out."""

CHECK_LEVELS: dict[str, tuple[str, str]] = {
    "OWNER": ("实施单位自验", "owner's own check"),
    "TOWNSHIP": ("乡镇初验", "township's first check"),
    "COUNTY": ("县级验收", "county acceptance"),
}
"""Levels of acceptance, in order."""

ASSET_KINDS: dict[str, tuple[str, str]] = {
    "OPERATING": ("经营性", "operating"),
    "PUBLIC": ("公益性", "public"),
    "HOUSEHOLD": ("到户类", "household"),
}
ASSET_FORMS: dict[str, tuple[str, str]] = {
    "PHYSICAL": ("实物", "physical"),
    "EQUITY": ("股权", "equity"),
    "DEBT": ("债权", "debt"),
}
RIGHTS: dict[str, tuple[str, str]] = {
    "ownership": ("所有权", "ownership"),
    "operation": ("经营权", "operation"),
    "benefit": ("收益权", "benefit"),
    "distribution": ("分配权", "distribution"),
    "disposal": ("处置权", "disposal"),
    "supervision": ("监督权", "supervision"),
}
"""The six rights over an asset (DOMAIN 3.7)."""

MOMENTS: dict[str, tuple[str, str]] = {
    "LIBRARY": ("项目库公示", "project library"),
    "PLAN": ("年度计划(资金分配)公告", "year plan"),
    "BEFORE": ("开工前现场公示", "before start, on site"),
    "AFTER": ("竣工后现场公告", "after completion, on site"),
}
"""The four moments of disclosure (DOMAIN 3.6)."""

FINDING_STATES: dict[str, tuple[str, str]] = {
    "OUTSTANDING": ("待整改", "outstanding"),
    "INELIGIBLE": ("认定违规", "ineligible"),
    "REFUNDED": ("已追回", "refunded"),
    "JUSTIFIED": ("已说明", "justified"),
    "WRITTEN_OFF": ("核销", "written off"),
}
"""What can become of an audit finding."""
