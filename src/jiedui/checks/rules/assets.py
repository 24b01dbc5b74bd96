"""Rules on what people own: vehicles, houses, companies, deposits. Declarations only."""

from __future__ import annotations

from jiedui.checks.model import Rule, Shape, Compare, Where, always

LOCAL = "local rules on identification (精准识别) of several counties"
SMALL_VEHICLES = ("残疾人机动轮椅车", "三轮车", "正三轮摩托车", "低速货车", "低速载货汽车", "摩托车", "普通二轮摩托车")
NOT_BOUGHT = ("易地扶贫搬迁", "易地搬迁安置", "灾后重建", "危房改造")
OPERATING = ("存续", "在业", "开业", "存续(在营、开业、在册)")

RULES = (
    Rule(
        "V1", 1, "家庭成员名下有汽车或大型机械", "A member owns a car, van or large machine",
        Shape.FOUND, "vehicles", (Where("kind", Compare.IS_NOT, SMALL_VEHICLES),),
        what="kind", amount="amount", day="day", severity="medium", source=LOCAL,
        explanations=("BORROWED_NAME", "SOLD_OR_SCRAPPED", "LIVELIHOOD_TOOL", "AFTER_EXIT", "MARRIED_IN"),
    ),
    Rule(
        "V2", 1, "名下车辆购置价超过限额", "A member's vehicle cost more than the limit",
        Shape.FOUND, "vehicles",
        (Where("kind", Compare.IS_NOT, SMALL_VEHICLES), Where("amount", Compare.AT_LEAST, limit="price")),
        limits={"price": always(3_000_000)},
        what="kind", amount="amount", day="day", severity="high", source=LOCAL,
        explanations=("BORROWED_NAME", "SOLD_OR_SCRAPPED", "LIVELIHOOD_TOOL", "AFTER_EXIT", "MARRIED_IN"),
    ),
    Rule(
        "H1", 1, "在城镇有商品房、商铺或自建房", "A member owns a flat or shop in town, or built a house",
        Shape.FOUND, "houses", (Where("kind", Compare.IS_NOT, NOT_BOUGHT),),
        what="kind", amount="amount", day="day", severity="high", source=LOCAL,
        explanations=("RESETTLEMENT", "BORROWED_NAME", "AFTER_EXIT", "MARRIED_IN"),
    ),
    Rule(
        "H2", 1, "近期新建、新购住房", "A house built or bought lately",
        Shape.FOUND, "houses",
        (Where("kind", Compare.IS_NOT, NOT_BOUGHT), Where("day", Compare.WITHIN_MONTHS, limit="months")),
        limits={"months": always(24)},
        what="kind", amount="amount", day="day", severity="high", source=LOCAL,
        explanations=("RESETTLEMENT", "BORROWED_NAME", "AFTER_EXIT"),
    ),
    Rule(
        "C1", 1, "登记有正在经营的企业或商铺", "A company or shop that is registered and operating",
        Shape.FOUND, "companies",
        (Where("state", Compare.IS, OPERATING), Where("kind", Compare.IS_NOT, ("农民专业合作社",))),
        what="kind", amount="amount", day="day", severity="medium", source=LOCAL,
        explanations=("BORROWED_NAME", "LATE_DEREGISTRATION", "LIVELIHOOD_TOOL"),
    ),
    Rule(
        "C2", 1, "担任农民专业合作社负责人", "Head of a farmers' cooperative",
        Shape.FOUND, "companies",
        (Where("state", Compare.IS, OPERATING), Where("kind", Compare.IS, ("农民专业合作社",))),
        what="kind", amount="amount", day="day", severity="low", source="to be reviewed, not refused",
        explanations=("PAPER_HEAD", "LATE_DEREGISTRATION"),
    ),
    Rule(
        "K1", 1, "金融资产合计超过限额", "Deposits and investments together above the limit",
        Shape.TOTAL, "deposits", total="amount", total_limit="total",
        limits={"total": always(5_000_000)},
        day="day", severity="medium", source="cross-checks of civil affairs",
        explanations=("COMPENSATION", "BORROWED_NAME"),
    ),
    Rule(
        "S1", 1, "投保商业养老等大额保险", "Commercial pension insurance",
        Shape.FOUND, "insurance", (Where("kind", Compare.IS, ("商业养老保险", "年金保险", "分红型保险")),),
        what="kind", amount="amount", day="day", severity="medium", source=LOCAL,
        explanations=("BORROWED_NAME",),
    ),
    Rule(
        "S2", 1, "自费出国留学", "Study abroad at own cost",
        Shape.FOUND, "study_abroad", what="kind", amount="amount", day="day", severity="high", source=LOCAL,
        explanations=("WRONG_MATCH",),
    ),
)  # fmt: skip
