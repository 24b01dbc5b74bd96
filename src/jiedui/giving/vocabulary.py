"""The words of giving: kinds of donors, gifts, valuations, needs, campaigns. Knows no Django.

Sources: 公益事业捐赠法, 慈善法 (donors, goods, designated use).
"""

from __future__ import annotations

from jiedui.kernel.codes import Code


def _by_code(*codes: Code) -> dict[str, Code]:
    return {code.code: code for code in codes}


DONOR_KINDS = _by_code(
    Code("unit", "机关事业单位", "public office", ("机关", "单位", "委办局", "街镇")),
    Code("enterprise", "企业", "enterprise", ("公司", "民营企业", "国有企业")),
    Code(
        "foundation", "基金会或慈善组织", "foundation or charity", ("基金会", "慈善会", "慈善组织")
    ),
    Code("association", "社会团体", "association", ("商会", "协会", "民主党派", "社会组织")),
    Code("temple", "宗教活动场所", "religious site", ("寺院", "寺", "宗教团体")),
    Code("garrison", "驻军部队", "garrison", ("部队", "人武部", "军队")),
    Code("school", "学校", "school", ()),
    Code("hospital", "医院", "hospital", ()),
    Code("joint", "联合捐赠", "joint donors", ("共同捐赠",)),
    Code("group", "群体(班级、支部等)", "group of people", ("党支部", "班级", "志愿者队")),
    Code("person", "个人", "person", ("个人捐赠", "公民")),
    Code("anonymous", "匿名", "anonymous", ("无名氏", "不具名")),
)
"""Who gives."""

NAME_CHOICES = _by_code(
    Code("full", "公开姓名", "full name"),
    Code("surname", "只公开姓氏(某先生、某女士)", "surname only"),
    Code("anonymous", "匿名", "anonymous"),
)
"""How a person wants to be named in public; their own choice."""

GIFT_KINDS = _by_code(
    Code("cash", "现金", "cash", ("资金", "善款", "捐款", "货币")),
    Code("goods", "物资", "goods", ("实物", "物品", "设备")),
    Code("service", "服务", "service", ("劳务", "宣传", "推介")),
    Code("sponsorship", "资助项目", "sponsorship", ("赞助", "冠名")),
)
"""What is given."""

BASES = _by_code(
    Code("invoice", "发票", "invoice"),
    Code("appraisal", "评估报告", "appraisal"),
    Code("statement", "捐赠方声明", "donor's statement"),
    Code("none", "无可靠依据", "no reliable basis"),
)
"""What the value of goods rests on; without any, goods are named but not valued."""

NEEDS = _by_code(
    Code("schooling", "助学", "schooling", ("上学", "学习用品", "学习", "文具", "图书")),
    Code("medical", "助医", "medical", ("医疗", "就医", "药品", "康复")),
    Code("housing", "住房修缮", "housing repair", ("修房", "住房", "家电", "家具")),
    Code("industry", "产业发展", "industry", ("种养",)),
    Code("jobs", "就业", "jobs", ("工作",)),
    Code("training", "培训", "training", ()),
    Code("daily", "生活用品", "daily goods", ("日用品", "生活", "衣物", "衣被", "食品")),
    Code("sports", "文体用品", "sports and arts", ("文体", "体育", "文艺", "玩具")),
)
"""What a wish is about (the six request kinds of 中国社会扶贫网, daily goods, sports and arts)."""

CAMPAIGN_KINDS = _by_code(
    Code(
        "matched",
        "许愿配捐",
        "matched giving",
        ("慈善许愿", "配捐", "许愿", "一愿一捐", "互动配捐"),
    ),
    Code(
        "needs",
        "微心愿认领",
        "needs matching",
        ("微心愿", "认领", "需求对接", "供需对接", "心愿对接", "圆梦", "心愿征集"),
    ),
)
"""The two kinds of campaign."""

CLAIMANTS = _by_code(
    Code("unit", "单位", "unit", ("企业", "机关", "公司", "社会组织", "学校", "医院")),
    Code("person", "个人", "person", ("爱心人士", "党员", "居民", "职工", "市民")),
    Code("group", "集体", "group", ("支部", "班级", "团队", "志愿者队", "家庭")),
)
"""Who may claim a wish."""

GIFT_STATES = _by_code(
    Code("announced", "已告知", "announced"),
    Code("received", "已收到", "received"),
    Code("inspected", "已验收", "inspected"),
    Code("stored", "已入库", "stored"),
    Code("sent", "已发出", "sent"),
    Code("delivered", "已送达", "delivered"),
    Code("withdrawn", "已撤销", "withdrawn"),
)
"""Where a gift stands on its way."""
