"""The life of a project as one table: which step leads where, with which papers, who decides.

Source: DOMAIN 3.3 (stages seen across the rules of several provinces). What is not in `STEPS`
cannot be done. Knows no Django.
"""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """One allowed step.

    Attributes:
        origin: The state it starts from.
        target: The state it leads to.
        papers: Kinds of document that must be on record.
        needs: What must be true besides; the codes of `NEEDS`.
        decider: Who decides in the field, a key of `DECIDERS`.
        is_decided: Whether a second person must approve it; such steps are posted to the book.
    """

    origin: str
    target: str
    papers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    decider: str = "office"
    is_decided: bool = True


PAPERS: dict[str, tuple[str, str]] = {
    "proposal": ("申报书", "proposal"),
    "village_vote": ("村民代表会议决议", "village vote"),
    "library_notice": ("入库通知", "library notice"),
    "review": ("评审意见", "review"),
    "approval": ("批复文件", "approval"),
    "consent": ("支援方同意函", "donor side's consent"),
    "allotment_notice": ("资金下达文件", "allotment notice"),
    "tender": ("招标采购文件", "tender"),
    "contract": ("施工(采购)合同", "contract"),
    "start_report": ("开工报告", "start report"),
    "photo": ("形象进度照片", "progress photo"),
    "completion_report": ("竣工报告", "completion report"),
    "acceptance_form": ("验收单", "acceptance form"),
    "price_audit": ("审价(结算审计)报告", "price audit"),
    "handover": ("资产移交书", "hand-over"),
    "archive_list": ("归档目录", "archive list"),
    "performance": ("绩效自评表", "performance self-score"),
    "change_request": ("变更申请", "change request"),
    "change_approval": ("变更批复", "change approval"),
    "suspension": ("暂缓报告", "suspension report"),
    "resumption": ("复工报告", "resumption report"),
    "cancellation": ("取消批复", "cancellation approval"),
    "request": ("用款申请", "payment request"),
    "invoice": ("发票", "invoice"),
    "return_notice": ("收回(缴回)凭证", "return voucher"),
    "other": ("其他材料", "other paper"),
}
"""Kinds of document: Chinese, English."""

NEEDS: dict[str, tuple[str, str]] = {
    "figures": ("资金来源与计划总投资相符", "funding lines that add up to the approved cost"),
    "allotted": ("资金已下达", "money allotted"),
    "finished": ("形象进度达到100%", "physical progress of 100 percent"),
    "accepted": ("县级验收合格", "a county acceptance that passed"),
    "settled": ("审定金额", "a settled cost"),
    "asset": ("资产移交卡(六权)", "an asset card with all six rights"),
    "no_rest": ("结余资金已缴回", "no money left over"),
    "reason": ("理由", "a reason"),
}
"""What a step may need besides papers: Chinese, English."""

DECIDERS: dict[str, tuple[str, str]] = {
    "township": ("乡镇", "township"),
    "county": ("县级", "county"),
    "office": ("合作交流办", "co-operation office"),
    "both": ("双方领导小组", "leading groups of both sides"),
    "finance": ("财政部门", "finance department"),
    "owner": ("项目实施单位", "project owner"),
    "audit": ("审计(审价)单位", "auditors"),
}
"""Who decides in the field: Chinese, English."""

TELLABLE = ("ALLOTTED", "STARTED", "IN_PROGRESS", "COMPLETED", "ACCEPTED", "SETTLED", "CLOSED")
"""States that a project without one can be told to be in."""

_LIVE = ("PLANNED", "ALLOTTED", "STARTED", "IN_PROGRESS")
_EARLY = ("IDEA", "LIBRARY", "REVIEWED")


UNTOLD = ""
"""The state of a project whose returns do not tell it; its first state is told, not passed."""


def _on_the_side() -> tuple[Step, ...]:
    """Return the steps beside the usual way: told first, changed, suspended, cancelled, back."""
    found = [Step(UNTOLD, state, needs=("reason",)) for state in TELLABLE]
    found += [
        Step(state, "CANCELLED", needs=("reason",), decider="county", is_decided=False)
        for state in _EARLY
    ]
    for state in _LIVE:
        found += [
            Step(state, "CHANGED", ("change_request",), ("reason",), "both"),
            Step("CHANGED", state, ("change_approval",), (), "both"),
            Step(state, "SUSPENDED", ("suspension",), ("reason",), "both"),
            Step("SUSPENDED", state, ("resumption",), (), "both"),
            Step(state, "CANCELLED", ("cancellation",), ("reason", "no_rest"), "both"),
        ]
    return (
        *found,
        Step("SUSPENDED", "CANCELLED", ("cancellation",), ("reason", "no_rest"), "both"),
    )


STEPS: tuple[Step, ...] = (
    Step("IDEA", "LIBRARY", ("proposal", "village_vote"), (), "county", is_decided=False),
    Step("LIBRARY", "REVIEWED", ("review",), (), "office", is_decided=False),
    Step("REVIEWED", "PLANNED", ("approval", "consent"), ("figures",), "both"),
    Step("PLANNED", "ALLOTTED", ("allotment_notice",), ("allotted",), "finance"),
    Step("ALLOTTED", "STARTED", ("contract", "start_report"), (), "owner"),
    Step("STARTED", "IN_PROGRESS", (), (), "owner"),
    Step("IN_PROGRESS", "COMPLETED", ("completion_report",), ("finished",), "owner"),
    Step("COMPLETED", "ACCEPTED", ("acceptance_form",), ("accepted",), "county"),
    Step("ACCEPTED", "SETTLED", ("price_audit",), ("settled",), "audit"),
    Step("SETTLED", "TRANSFERRED", ("handover",), ("asset",), "county"),
    Step("TRANSFERRED", "CLOSED", ("archive_list", "performance"), ("no_rest",), "office"),
    *_on_the_side(),
)
"""Every step there is."""

_BY_ENDS = {(step.origin, step.target): step for step in STEPS}

PAYING = (
    "ALLOTTED", "STARTED", "IN_PROGRESS", "COMPLETED", "ACCEPTED", "SETTLED", "TRANSFERRED",
)  # fmt: skip
"""States in which money may be paid."""

RETURNING = (*PAYING, "PLANNED", "SUSPENDED")
"""States in which money may be returned."""

ALLOTTING = ("PLANNED", "ALLOTTED", "STARTED", "IN_PROGRESS", "COMPLETED", "ACCEPTED", "SETTLED")
"""States in which money may be allotted."""

CHANGEABLE = _LIVE
"""States in which scope and cost may be changed."""

STATES = (
    "IDEA", "LIBRARY", "REVIEWED", "PLANNED", "ALLOTTED", "STARTED", "IN_PROGRESS", "COMPLETED",
    "ACCEPTED", "SETTLED", "TRANSFERRED", "CLOSED",
)  # fmt: skip
"""The usual way, in order."""

ENDED = ("CLOSED", "CANCELLED")
"""States that nothing follows."""

FINISHED = ("COMPLETED", "ACCEPTED", "SETTLED", "TRANSFERRED", "CLOSED")
"""States of a project whose building is done."""


def step_between(origin: str, target: str) -> Step | None:
    """Return the step between two states, None where there is none."""
    return _BY_ENDS.get((origin, target))


def steps_from(state: str, *, before: str = "") -> tuple[Step, ...]:
    """Return the steps that may follow a state.

    Args:
        state: The state.
        before: The state it was in before it was changed or suspended: only there leads the way
            back.
    """
    ways = tuple(step for step in STEPS if step.origin == state)
    if state not in ("CHANGED", "SUSPENDED"):
        return ways
    return tuple(step for step in ways if step.target in (before, "CANCELLED"))
