"""The closed vocabularies: fund sources, categories, pairing kinds, project states, reasons.

Codes are what lines and queries carry; the words are what people see and write. Where each word
comes from stands in docs/glossary.md. Knows no Django.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One member of a vocabulary.

    Attributes:
        code: The code in the book.
        zh: Official Chinese wording.
        en: English wording.
        also: Other Chinese words that mean the same when they are read.
    """

    code: str
    zh: str
    en: str
    also: tuple[str, ...] = ()


def _by_code(*codes: Code) -> dict[str, Code]:
    return {code.code: code for code in codes}


SOURCES = _by_code(
    Code(
        "MUNICIPAL_POOLED",
        "市级统筹资金",
        "municipal pooled fund",
        (
            "市级统筹",
            "市级统筹专项资金",
            "市级资金",
            "市级财政资金",
            "市统筹",
            "省级统筹资金",
            "省级财政资金",
            "省级统筹",
            "省级资金",
            "省级",
            "市级",
            "市级财政",
            "省级财政",
            "市财政资金",
            "市财政",
            "省财政资金",
        ),
    ),
    Code(
        "DISTRICT_FISCAL",
        "区级财政资金",
        "district fiscal fund",
        (
            "区财政",
            "区财政资金",
            "区级",
            "区级资金",
            "区级财政",
            "县级财政资金",
            "市县财政资金",
            "区级统筹",
            "区统筹",
        ),
    ),
    Code(
        "TOWNSHIP",
        "街镇资金",
        "town fund",
        ("街镇", "镇级资金", "镇村结对资金", "街镇结对资金", "镇街资金"),
    ),
    Code(
        "SOCIAL_DONATION",
        "社会捐赠(助)",
        "social donation",
        (
            "捐赠",
            "捐赠(助)",
            "各类捐赠(助)",
            "捐赠助",
            "社会帮扶资金",
            "社会捐赠",
            "捐赠资金",
            "各类捐赠",
        ),
    ),
    Code(
        "RECIPIENT_OWN",
        "受援方自筹",
        "recipient's own funds",
        ("自筹", "县自筹", "自筹资金", "配套", "地方配套", "县级配套"),
    ),
)
"""Fund sources: who the money comes from."""

CATEGORIES = _by_code(
    Code(
        "RURAL",
        "新农村建设",
        "rural construction",
        ("农村建设", "新农村", "乡村建设", "新农村建设项目"),
    ),
    Code("SOCIAL", "社会事业", "social undertakings", ("社会事业项目",)),
    Code(
        "INDUSTRY",
        "产业发展",
        "industry",
        (
            "产业",
            "产业项目",
            "产业发展项目",
            "产业合作",
            "产业协作",
            "产业扶贫",
            "产业帮扶",
            "产业振兴",
        ),
    ),
    Code(
        "TALENT",
        "人才培养",
        "talent training",
        ("人力资源", "人才培养项目", "人才", "人才支援", "人才振兴", "培训"),
    ),
    Code(
        "DONATION",
        "捐赠(助)项目",
        "donated projects",
        ("捐赠", "捐赠(助)", "各类捐赠(助)", "捐赠项目", "各类捐赠(助)项目"),
    ),
    Code("CONSUMPTION", "消费帮扶", "consumption assistance", ("消费扶贫", "消费协作")),
    Code("LABOUR", "劳务协作", "labour collaboration", ("劳务", "就业", "劳务帮扶", "就业帮扶")),
    Code("LIVELIHOOD", "民生保障", "livelihood", ("民生支持保障", "民生", "民生改善")),
    Code("GOVERNANCE", "基层政权建设", "grass-roots government", ("基层政权", "基层组织建设")),
    Code("OTHER", "其他", "other", ("前期", "前期工作", "其它")),
)
"""Project categories."""

PAIRING_KINDS = _by_code(
    Code("COUNTERPART_SUPPORT", "对口支援", "counterpart support"),
    Code("COUNTERPART_AID", "对口帮扶", "counterpart assistance"),
    Code(
        "EAST_WEST_POVERTY",
        "东西部扶贫协作",
        "East-West poverty-alleviation collaboration",
        ("扶贫协作", "东西部扶贫协作(重点)", "重点扶贫协作"),
    ),
    Code("EAST_WEST_COLLAB", "东西部协作", "East-West collaboration", ("协作帮扶",)),
    Code(
        "XIAOKANG_ACTION", "携手奔小康", "hand in hand to moderate prosperity", ("携手奔小康行动",)
    ),
    Code(
        "REVOLUTIONARY_BASE",
        "革命老区结对",
        "old revolutionary base pairing",
        ("革命老区", "老区结对"),
    ),
    Code(
        "COUNTY_PAIR",
        "县县结对",
        "county-to-county pairing",
        ("县县", "区县结对", "县区结对", "县市结对", "县际结对", "区县", "县区"),
    ),
    Code("TOWN_PAIR", "镇镇结对", "town-to-town pairing", ("镇镇", "乡镇结对", "街镇结对")),
    Code("VILLAGE_PAIR", "村村结对", "village-to-village pairing", ("村村", "村结对")),
    Code(
        "VILLAGE_FIRM_PAIR",
        "村企结对",
        "village-to-enterprise pairing",
        ("村企", "万企帮万村", "企村结对", "万企兴万村"),
    ),
    Code(
        "VILLAGE_SOCIETY_PAIR", "村社结对", "village-to-organisation pairing", ("村社", "社村结对")
    ),
    Code("SCHOOL_PAIR", "学校结对", "school pairing", ("校校", "校校结对", "校际结对")),
    Code("HOSPITAL_PAIR", "医院结对", "hospital pairing", ("院院", "院院结对", "医疗结对")),
    Code("AID_CONSTRUCTION", "援建协议", "aid-construction agreement", ("援建",)),
    Code("CITY_PAIR", "城市结对合作帮扶", "city pairing", ("结对合作帮扶", "对口合作")),
    Code("OTHER_PAIR", "其他结对", "other pairing", ("其他", "其它", "其他类型")),
)
"""Kinds of pairing; the kind belongs to the pairing, not to the county."""

PROJECT_STATES = _by_code(
    Code("IDEA", "申报储备", "proposed"),
    Code("LIBRARY", "入库", "in the project library"),
    Code("REVIEWED", "已评审", "reviewed"),
    Code("PLANNED", "列入计划", "planned"),
    Code("ALLOTTED", "资金已下达", "allotted"),
    Code("STARTED", "已开工", "started"),
    Code("IN_PROGRESS", "在建", "in progress"),
    Code("CHANGED", "变更", "changed"),
    Code("COMPLETED", "已完工", "completed"),
    Code("ACCEPTED", "已验收", "accepted"),
    Code("SETTLED", "已审定", "settled"),
    Code("TRANSFERRED", "已移交", "transferred"),
    Code("CLOSED", "已归档", "closed"),
    Code("SUSPENDED", "暂缓", "suspended"),
    Code("CANCELLED", "取消", "cancelled"),
)
"""The states a project passes through, in their usual order."""

CAUSES = _by_code(
    Code("ILLNESS", "因病", "illness"),
    Code("DISABILITY", "因残", "disability"),
    Code("EDUCATION", "因学", "education"),
    Code("DISASTER", "因灾", "disaster"),
    Code("MARRIAGE", "因婚", "marriage"),
    Code("NO_LAND", "缺土地", "no land"),
    Code("NO_WATER", "缺水", "no water"),
    Code("NO_SKILL", "缺技术", "no skill"),
    Code("NO_FUNDS", "缺资金", "no funds"),
    Code("NO_LABOUR", "缺劳力", "no labour"),
    Code("POOR_TRANSPORT", "交通条件落后", "poor transport"),
    Code("LOW_MOTIVATION", "自身发展动力不足", "low motivation"),
    Code("ACCIDENT", "因意外事故", "accident"),
    Code("FAILED_BUSINESS", "因产业项目失败", "failed business"),
    Code("LOST_WORK", "因务工就业不稳", "lost work"),
    Code("HOUSING", "住房出现安全问题", "unsafe house"),
    Code("OTHER", "其他", "other"),
)
"""Main causes of poverty and kinds of risk of registered households, of every form since 2013."""

MONEY_STAGES = _by_code(
    Code("CONTRIBUTED", "已投入（环节未列明）", "contributed, stage not stated", ("已投入",)),
    Code("ALLOTTED", "已下达未拨付", "allotted", ("已下达",)),
    Code("DISBURSED", "已拨付未支出", "disbursed", ("已拨付",)),
    Code("SPENT", "已支出", "spent"),
    Code("RETURNED_ALLOTTED", "未拨付收回", "returned before disbursement"),
    Code("RETURNED_DISBURSED", "结余收回", "returned after disbursement"),
    Code("GOODS", "物资折价", "goods at value"),
    Code("OWN", "受援方自筹", "recipient's own"),
)
"""Where money is now: what the dimension `stage` tells."""

REASONS = _by_code(
    Code("not_in_book", "账中无此数", "the book holds nothing on it"),
    Code(
        "not_broken_down",
        "账中只有合计,未分列",
        "the book holds a figure that covers it, but not this part",
    ),
    Code("outside_pairing", "该期间未结对", "the recipient was not paired in that period"),
    Code(
        "ambiguous",
        "账中数字不能确定唯一答案",
        "the book holds figures, but they do not settle one answer",
    ),
    Code("not_known", "两次统计之间的数不可知", "the stock was not observed on that day"),
    Code(
        "stage_not_stated", "资金所处环节未列明", "the stage the money has reached was not stated"
    ),
    Code("amount_not_stated", "金额未列明", "an amount exists but was not stated"),
)
"""Why a figure is not one exact number. The first four are the form vocabulary's codes."""


def code_of(vocabulary: dict[str, Code], word: str) -> str | None:
    """Return the code that a code or a Chinese or English word names exactly, or None.

    Width, white space and (in English) capitals do not matter.
    """
    wanted = _plain(word)
    for member in vocabulary.values():
        names = (member.code, member.zh, member.en, *member.also)
        if wanted in {_plain(name) for name in names}:
            return member.code
    return None


def meant_by(vocabulary: dict[str, Code], words: str) -> str | None:
    """Return the code that words name exactly, else the one whose longest word stands in them.

    医疗卫生类 is 医疗卫生; a word of one sign says nothing.
    """
    exact = code_of(vocabulary, words)
    if exact is not None:
        return exact
    plain = _plain(words)
    found = [
        (len(name), member.code)
        for member in vocabulary.values()
        for name in map(_plain, (member.zh, *member.also))
        if len(name) > 1 and name in plain
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def _plain(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).split()).casefold()
