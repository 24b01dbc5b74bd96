"""Exits with a guarantee unmet, and people who may have been missed. Declarations only."""

from __future__ import annotations

from jiedui.checks.model import Compare, Rule, Shape, Status, Where

BLOCKERS = "a county's list of what keeps a household from being marked out"
MISSED = "lists compared by department for people who were missed"
DANGEROUS = tuple(
    f"{grade}{tail}" for grade in "CDcdＣＤ" for tail in ("", "级", "级危房", "级危险房屋")
)
"""Grades of housing that must be mended or built anew."""

OUTSIDE = Status.OUTSIDE | Status.ORDINARY

RULES = (
    Rule(
        "N1",
        2,
        "已脱贫户住房为C、D级危房",
        "Exited, but the house is graded C or D",
        Shape.FOUND,
        "dangerous_houses",
        (Where("kind", Compare.IS, DANGEROUS),),
        people=Status.EXITED,
        what="kind",
        day="day",
        severity="high",
        source=BLOCKERS,
        explanations=("ALREADY_TREATED",),
    ),
    Rule(
        "N3",
        1,
        "已脱贫户有失学辍学",
        "Exited, but a child has left school",
        Shape.FOUND,
        "dropouts",
        people=Status.EXITED,
        what="kind",
        day="day",
        severity="high",
        source=BLOCKERS,
        explanations=("ALREADY_TREATED", "WRONG_MATCH"),
    ),
    Rule(
        "N4",
        1,
        "已脱贫户有大病未救治",
        "Exited, but a severe illness is untreated",
        Shape.FOUND,
        "untreated",
        people=Status.EXITED,
        what="kind",
        day="day",
        severity="high",
        source=BLOCKERS,
        explanations=("ALREADY_TREATED",),
    ),
    Rule(
        "N5",
        1,
        "已脱贫户仅靠转移性收入",
        "Exited, but lives on transfers only",
        Shape.FOUND,
        "subsidies",
        people=Status.EXITED,
        what="kind",
        amount="amount",
        day="day",
        severity="medium",
        source=BLOCKERS,
        explanations=("ALREADY_TREATED",),
    ),
    Rule(
        "N2",
        1,
        "未纳入的大病患者",
        "Severe illness outside the register",
        Shape.FOUND,
        "severe_illness",
        people=OUTSIDE,
        what="kind",
        day="day",
        severity="medium",
        source=MISSED,
        explanations=("REIMBURSED_LATER", "WRONG_MATCH"),
    ),
    Rule(
        "N6",
        1,
        "未纳入的残疾人",
        "A disability card outside the register",
        Shape.FOUND,
        "disability",
        people=OUTSIDE,
        what="kind",
        day="day",
        severity="low",
        source=MISSED,
    ),
    Rule(
        "N7",
        1,
        "未纳入的低保、特困人员",
        "The minimum living allowance outside the register",
        Shape.FOUND,
        "low_income",
        people=OUTSIDE,
        what="kind",
        amount="amount",
        day="day",
        severity="low",
        source=MISSED,
    ),
    Rule(
        "N8",
        1,
        "未纳入的孤寡老人",
        "An old person without family outside the register",
        Shape.FOUND,
        "lone_elders",
        people=OUTSIDE,
        what="kind",
        day="day",
        severity="low",
        source=MISSED,
    ),
)
