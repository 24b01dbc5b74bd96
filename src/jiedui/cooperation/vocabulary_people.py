"""The closed words of people at work: kinds and fields of secondment, trainees, channels, status.

Knows no Django.
"""

from __future__ import annotations

from jiedui.kernel.codes import Code


def _by_code(*codes: Code) -> dict[str, Code]:
    return {code.code: code for code in codes}


SECONDMENT_KINDS = _by_code(
    Code("OFFICIAL", "党政干部", "official", ("干部", "援派干部", "挂职干部", "党政挂职干部")),
    Code(
        "PROFESSIONAL",
        "专业技术人才",
        "professional",
        ("专技", "专技人才", "专业人才", "人才", "支教", "支医", "教师", "医生", "医师"),
    ),
)
"""What a seconded person is sent as."""

FIELDS = _by_code(
    Code("EDUCATION", "教育", "education", ("支教", "教学", "学校")),
    Code("HEALTH", "医疗卫生", "health", ("医疗", "卫生", "支医", "医院")),
    Code("AGRICULTURE", "农业", "agriculture", ("农技", "农业技术", "畜牧", "林业")),
    Code("SCIENCE", "科技", "science and technology", ("信息", "信息化")),
    Code("CULTURE", "文旅", "culture and tourism", ("文化", "旅游", "文化旅游")),
    Code("PLANNING", "规划建设", "planning and construction", ("规划", "建设", "工程", "住建")),
    Code("COMMERCE", "电商商贸", "commerce", ("电商", "商务", "商贸")),
    Code("OTHER_FIELD", "其他", "other", ("其它",)),
)
"""What a professional works in."""

TRAINEE_KINDS = _by_code(
    Code("OFFICIALS", "党政干部", "officials", ("干部", "基层干部", "村干部")),
    Code("PROFESSIONALS", "专业技术人才", "professionals", ("专技", "教师", "医生", "专技人才")),
    Code(
        "LEADERS",
        "致富带头人",
        "rural leaders",
        ("创业致富带头人", "贫困村创业致富带头人", "乡村振兴带头人"),
    ),
    Code("WORKERS", "劳务技能", "workers", ("劳务", "技能", "务工人员", "劳动力", "农民")),
    Code("OTHER_TRAINEES", "其他", "other", ("其它",)),
)
"""Who is trained."""

CHANNELS = _by_code(
    Code("EAST", "东部结对地区", "the eastern partner", ("转移到东部", "东部就业", "结对地区")),
    Code(
        "NEARBY",
        "省内就近就地",
        "nearby in the province",
        ("省内就近", "就近就业", "就近就地", "省内"),
    ),
    Code("ELSEWHERE", "其他省份", "another province", ("其他省", "省外", "其他地区")),
    Code("PUBLIC_POST", "公益性岗位", "public-welfare post", ("公益岗位", "公益岗")),
    Code("WORKSHOP", "帮扶车间", "assistance workshop", ("扶贫车间", "车间", "就业帮扶车间")),
    Code("FIRM", "引进企业", "a firm that was brought in", ("东部企业", "引导企业", "落地企业")),
    Code("OTHER_CHANNEL", "其他渠道", "another channel", ("其他", "其它", "自主就业")),
)
"""By what way people were helped into work."""

STATUSES = _by_code(
    Code(
        "REGISTERED",
        "建档立卡贫困人口",
        "registered poor",
        (
            "建档立卡",
            "贫困人口",
            "贫困户",
            "是",
            "建档立卡户",
            "建档立卡贫困户",
            "建档立卡贫困劳动力",
        ),
    ),
    Code("LIFTED", "脱贫人口", "lifted out of poverty", ("脱贫户", "已脱贫", "脱贫劳动力")),
    Code(
        "MONITORED",
        "监测对象",
        "monitored against relapse",
        ("监测户", "防返贫监测对象", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户"),
    ),
    Code("NONE", "一般农户", "neither", ("否", "一般户", "其他", "非建档立卡", "普通农户")),
)
"""What a person was in the register when the record was made; the words of both eras."""

INDUSTRIES = _by_code(
    Code("FARMING", "种养加工", "farming and processing", ("农业", "养殖", "种植", "农产品加工")),
    Code("MAKING", "加工制造", "manufacturing", ("制造", "工业", "劳动密集型")),
    Code("SERVICE", "商贸服务", "trade and services", ("服务业", "商贸", "物流", "电商")),
    Code("TOURISM", "文化旅游", "culture and tourism", ("文旅", "旅游")),
    Code("OTHER_INDUSTRY", "其他", "other", ("其它",)),
)
"""What an enterprise does."""

STAGES = _by_code(
    Code("ANNOUNCED", "意向", "announced", ("拟投资", "意向投资")),
    Code("SIGNED", "协议", "signed", ("签约", "协议投资", "合同")),
    Code("ARRIVED", "到位", "arrived", ("实际到位", "实际投资", "到账")),
)
"""How far an investment has come: announced, signed and arrived are three facts."""

SALE_KINDS = _by_code(
    Code("PURCHASE", "采购", "purchase", ("直接采购", "购买")),
    Code("HELP_SELL", "帮助销售", "help to sell", ("帮销", "协助销售", "帮助销售")),
)
"""Whether one's own units bought, or helped others to sell; kept apart."""

PEOPLE_VOCABULARIES: dict[str, dict[str, Code]] = {
    "secondment_kind": SECONDMENT_KINDS,
    "field": FIELDS,
    "trainee_kind": TRAINEE_KINDS,
    "channel": CHANNELS,
    "status": STATUSES,
    "industry": INDUSTRIES,
    "stage": STAGES,
    "sale_kind": SALE_KINDS,
}
"""Every vocabulary of people, by name."""
