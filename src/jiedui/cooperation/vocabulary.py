"""The closed words of cooperation: kinds of party, levels, directions, stages. Knows no Django.

Where a word comes from stands in docs/glossary.md; what an era changes stands in `eras.toml`.
"""

from __future__ import annotations

from jiedui.cooperation.promise import MEASURES
from jiedui.cooperation.vocabulary_people import PEOPLE_VOCABULARIES
from jiedui.kernel.codes import PAIRING_KINDS, Code


def _by_code(*codes: Code) -> dict[str, Code]:
    return {code.code: code for code in codes}


PARTY_KINDS = _by_code(
    Code("PROVINCE", "省级", "province"),
    Code("PREFECTURE", "市(州)", "prefecture"),
    Code("COUNTY", "县(市、区)", "county"),
    Code("TOWN", "乡镇(街道)", "town"),
    Code("VILLAGE", "村(社区)", "village"),
    Code("SCHOOL", "学校", "school"),
    Code("HOSPITAL", "医疗机构", "hospital"),
    Code("ENTERPRISE", "企业", "enterprise"),
    Code("COOPERATIVE", "合作社", "co-operative"),
    Code("DEPARTMENT", "机关部门", "department"),
    Code("GARRISON", "驻军(人武部)", "garrison"),
    Code("SOCIETY", "社会组织", "social organisation"),
    Code("OTHER_PARTY", "其他单位", "other unit"),
)
"""What a party of a pairing or an agreement is."""

PARTY_ENDINGS: tuple[tuple[str, str], ...] = (
    ("SCHOOL", r"小学|中学|学校|学院|大学|幼儿园|职校|一中|二中|三中|附小|附中"),
    ("HOSPITAL", r"医院|卫生院|卫生服务中心|保健院|疾控中心|疾病预防控制中心|妇保院"),
    ("GARRISON", r"人武部|武装部|部队|支队|大队|军分区|驻.*军"),
    ("COOPERATIVE", r"合作社|联合社"),
    ("ENTERPRISE", r"公司|集团|企业|厂|银行|农场|股份"),
    ("SOCIETY", r"协会|商会|基金会|学会|促进会|联合会|总会|服务社|慈善会|志愿者.*|寺|工会"),
    ("VILLAGE", r"村|社区|居委会|村委会|嘎查"),
    (
        "DEPARTMENT",
        r"局|委|办|办公室|委员会|部|中心|法院|检察院|院|厅|处|所|政府|妇联|残联|团委|总工会|民盟|侨联",
    ),
)
"""How the name of a party that is no division ends, in the order in which it is looked at."""

VISIT_KINDS = _by_code(
    Code("VISIT", "互访", "visit", ("考察", "走访", "调研", "访问")),
    Code("MEETING", "会议", "meeting", ("联席会议", "座谈会", "会商", "对接会")),
)
"""What a visit record is: somebody travels, or both meet."""

DIRECTIONS = _by_code(
    Code("E2W", "东→西", "East to West", ("去访", "出访", "赴西部", "东到西")),
    Code("W2E", "西→东", "West to East", ("来访", "赴东部", "西到东")),
    Code("JOINT", "双方", "both", ("联席", "共同")),
)
"""Who travelled to whom."""

VISIT_LEVELS = _by_code(
    Code(
        "PRINCIPAL",
        "主要领导",
        "principal leaders",
        ("党政主要领导", "主要负责", "一把手", "正职", "书记", "区长", "县长"),
    ),
    Code(
        "LEADER",
        "分管领导",
        "leader in charge",
        ("分管负责", "副职", "副书记", "副区长", "副县长", "区领导", "县领导"),
    ),
    Code("DEPARTMENT_LEVEL", "部门", "department", ("部门负责人", "局级", "处级", "科级")),
    Code("TOWN_LEVEL", "乡镇(街道)", "town", ("街镇", "乡科级")),
    Code("WORKING", "工作层", "working level", ("工作人员", "一般", "其他")),
)  # fmt: skip
"""How high a visit was led."""

AGREEMENT_KINDS = _by_code(
    Code("FRAMEWORK", "框架协议", "framework agreement", ("合作框架协议", "帮扶协议", "结对协议")),
    Code("ANNUAL", "年度协议", "yearly agreement", ("年度目标责任书", "年度协作协议")),
    Code("PROJECT_AGREEMENT", "项目协议", "project agreement", ("援建协议",)),
    Code("OTHER_AGREEMENT", "其他协议", "other agreement"),
)
"""What an agreement is."""

VOCABULARIES: dict[str, dict[str, Code]] = {
    "party_kind": PARTY_KINDS,
    "pairing_kind": PAIRING_KINDS,
    "visit_kind": VISIT_KINDS,
    "direction": DIRECTIONS,
    "level": VISIT_LEVELS,
    "agreement_kind": AGREEMENT_KINDS,
    "measure": MEASURES,
    **PEOPLE_VOCABULARIES,
}
"""Every vocabulary a field may choose from, by name."""
