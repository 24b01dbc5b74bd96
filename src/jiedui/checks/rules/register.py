"""Rules that the register is asked alone. Declarations only."""

from __future__ import annotations

from jiedui.checks.model import EVERYONE, Fault, Rule, Shape

QUALITY = "quality checks of a province"

RULES = (
    Rule(
        "D2",
        1,
        "同一身份证号重复登记",
        "One number on several rows",
        Shape.DUPLICATE,
        people=EVERYONE,
        severity="high",
        source=QUALITY,
        explanations=("TYPING_ERROR", "LATE_DEREGISTRATION"),
    ),
    Rule(
        "D6",
        1,
        "身份证号缺失",
        "No identity number",
        Shape.FAULTY,
        people=EVERYONE,
        faults=(Fault.MISSING,),
        severity="low",
        source=QUALITY,
        explanations=("TYPING_ERROR",),
    ),
    Rule(
        "D7",
        1,
        "身份证号格式或校验位有误",
        "An identity number of wrong form or check character",
        Shape.FAULTY,
        people=EVERYONE,
        faults=(Fault.FORM, Fault.CHECK),
        severity="medium",
        source=QUALITY,
        explanations=("TYPING_ERROR",),
    ),
)
