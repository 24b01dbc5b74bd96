"""Rules on who people are and where they live. Declarations only."""

from __future__ import annotations

from jiedui.checks.model import EVERYONE, Rule, Shape, Compare, Where, always

LOCAL = "local rules on identification (精准识别) of several counties"

RULES = (
    Rule(
        "P1", 1, "家庭成员为财政供养人员", "A member is on the public payroll",
        Shape.FOUND, "payroll", what="kind", amount="amount", day="day", severity="high", source=LOCAL,
        explanations=("LOW_PAID_POST", "WRONG_MATCH", "AFTER_EXIT", "MARRIED_IN"),
    ),
    Rule(
        "P2", 1, "家庭成员为村干部", "A village officer in the family",
        Shape.FOUND, "officers", what="kind", day="day", severity="low", source="to be reviewed, not refused",
        explanations=("LOW_PAID_POST", "AFTER_EXIT"),
    ),
    Rule(
        "L1", 1, "长期不在户籍地居住", "Has not lived there for longer than the limit",
        Shape.FOUND, "absences", (Where("day", Compare.MONTHS_AT_LEAST, limit="months"),),
        limits={"months": always(12)},
        what="kind", day="day", severity="medium", source=LOCAL, explanations=("WORKING_AWAY",),
    ),
    Rule(
        "I1", 1, "识别前不久分户、并户或迁入", "Split, merged or moved in shortly before identification",
        Shape.SOON_BEFORE, "household_changes", limits={"months": always(12)},
        what="kind", day="day", severity="medium", source=LOCAL, explanations=("MARRIED_IN",),
    ),
    Rule(
        "D1", 1, "已死亡仍在册", "Dead, but still listed",
        Shape.FOUND, "deaths", people=EVERYONE, what="kind", day="day", severity="high", source=LOCAL,
        explanations=("WRONG_MATCH", "LATE_DEREGISTRATION"),
    ),
    Rule(
        "D3", 1, "服刑、失踪仍在册", "In prison or missing, but still listed",
        Shape.FOUND, "custody", people=EVERYONE, what="kind", day="day", severity="medium", source=LOCAL,
        explanations=("WRONG_MATCH", "LATE_DEREGISTRATION"),
    ),
    Rule(
        "D4", 1, "户籍库查无此号", "The number is not in the register of residents",
        Shape.ABSENT, "population", people=EVERYONE, severity="medium", source="quality checks of a province",
        explanations=("TYPING_ERROR",),
    ),
    Rule(
        "D5", 1, "姓名与身份证号不符", "The name belongs to another number",
        Shape.NAME_DIFFERS, "population", people=EVERYONE, severity="medium",
        source="quality checks of a province", explanations=("TYPING_ERROR", "WRONG_MATCH"),
    ),
)  # fmt: skip
