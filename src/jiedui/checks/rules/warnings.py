"""Warnings of departments against relapse, with one county's thresholds. Declarations only."""

from __future__ import annotations

from jiedui.checks.model import Compare, Rule, Shape, Status, Where, always

COUNTY = "early-warning thresholds of a county; another has others, see the guide"
LIFTED = Status.EXITED | Status.MONITORED
ORDINARY = Status.ORDINARY | Status.OUTSIDE
ANYONE = LIFTED | ORDINARY | Status.REGISTERED
THIS_YEAR = Where("day", Compare.THIS_YEAR)
STAYS = ("住院", "普通住院", "住院治疗", "异地住院", "转外住院", "大病住院")
VISITS = (
    "门诊",
    "普通门诊",
    "门诊统筹",
    "门诊慢特病",
    "门诊慢性病",
    "门诊特殊病",
    "门诊大病",
    "特殊门诊",
    "慢病门诊",
    "异地门诊",
)
UPPER_SECONDARY = (
    "高中",
    "普通高中",
    "职业高中",
    "职高",
    "中职",
    "中等职业",
    "中等职业学校",
    "中等职业教育",
    "中专",
    "技工学校",
)
INPATIENT = Where("kind", Compare.IS, STAYS)
OUTPATIENT = Where("kind", Compare.IS, VISITS)

RULES = (
    Rule(
        "W1",
        2,
        "脱贫人口当年住院自付超过限额",
        "Lifted out; hospital costs of the year above the limit",
        Shape.TOTAL,
        "hospital",
        (INPATIENT, THIS_YEAR),
        people=LIFTED,
        total="amount",
        total_limit="year_fen",
        limits={"year_fen": always(500_000)},
        day="day",
        severity="high",
        source=COUNTY,
        explanations=("REIMBURSED_LATER",),
    ),
    Rule(
        "W2",
        2,
        "一般农户当年住院自付超过限额",
        "Ordinary farmer; hospital costs of the year above the limit",
        Shape.TOTAL,
        "hospital",
        (INPATIENT, THIS_YEAR),
        people=ORDINARY,
        total="amount",
        total_limit="year_fen",
        limits={"year_fen": always(2_000_000)},
        day="day",
        severity="high",
        source=COUNTY,
        explanations=("REIMBURSED_LATER",),
    ),
    Rule(
        "W3",
        2,
        "当月门诊自付超过限额",
        "Outpatient costs of the month above the limit",
        Shape.TOTAL,
        "hospital",
        (OUTPATIENT, Where("day", Compare.THIS_MONTH)),
        people=LIFTED,
        total="amount",
        total_limit="month_fen",
        limits={"month_fen": always(50_000)},
        day="day",
        severity="medium",
        source=COUNTY,
        explanations=("REIMBURSED_LATER",),
    ),
    Rule(
        "W4",
        1,
        "当月新增大病患者",
        "A severe illness newly found this month",
        Shape.FOUND,
        "severe_illness",
        (Where("day", Compare.THIS_MONTH),),
        people=LIFTED,
        what="kind",
        day="day",
        severity="high",
        source=COUNTY,
        explanations=("WRONG_MATCH",),
    ),
    Rule(
        "W5",
        2,
        "高中、中职学年自付超过限额",
        "School costs above the limit (senior and vocational)",
        Shape.TOTAL,
        "school_fees",
        (
            Where("kind", Compare.IS, UPPER_SECONDARY),
            Where("day", Compare.WITHIN_MONTHS, limit="months"),
        ),
        people=ANYONE,
        total="amount",
        total_limit="school_year_fen",
        limits={"school_year_fen": always(1_000_000), "months": always(12)},
        day="day",
        severity="medium",
        source=COUNTY,
        explanations=("REIMBURSED_LATER",),
    ),
    Rule(
        "W6",
        1,
        "近期遭受灾害、事故",
        "Struck by a disaster or an accident lately",
        Shape.FOUND,
        "disasters",
        (Where("day", Compare.WITHIN_MONTHS, limit="months"),),
        people=ANYONE,
        limits={"months": always(3)},
        what="kind",
        amount="amount",
        day="day",
        severity="high",
        source=COUNTY,
        explanations=("ALREADY_TREATED",),
    ),
)
