"""Every sentence a document says of its own accord, by key.

Captions, headings, notes. Chinese and English.

Filled by name. Knows no Django.
"""

from __future__ import annotations

_SAID: dict[str, tuple[str, str]] = {
    "money.caption": (
        "帮扶资金按受援地和来源分列(万元)",
        "Aid money by recipient and source (million yuan)",
    ),
    "money.axis": ("万元", "million yuan"),
    "money.alt": (
        "每个受援地一条,按资金来源分段;虚线框为计划数。",
        "One bar per recipient, one segment per source; dashed outlines are plans.",
    ),
    "money.note.plan": (
        "计划数单独列示,不计入合计。",
        "Plans stand by themselves and are in no total.",
    ),
    "money.note.rounded": (
        "各数按四舍五入列示,分项之和等于合计。",
        "Rounded half up; the parts shown add up to the totals shown.",
    ),
    "money.note.own": (
        "受援方自筹资金不计入帮扶资金。",
        "The recipients' own funds are not aid money.",
    ),
    "recipient": ("受援地", "Recipient"),
    "period": ("期间", "Period"),
    "total": ("合计", "Total"),
    "all": ("合计", "Total"),
    "unsplit": ("未按来源列明", "Source not stated"),
    "planned": ("计划", "plan"),
    "results.caption": ("帮扶成果", "Results"),
    "results.projects": ("项目合计(个)", "Projects"),
    "results.batches": ("培训(批次)", "Training batches"),
    "results.trained": ("培训(人次)", "People trained (attendances)"),
    "results.note": (
        "人次为参训次数,不是去重后的人数;“以上”者只知下限。",
        "Attendances, not distinct people; “over” means only a lower bound is known.",
    ),
    "households.caption": ("建档立卡贫困户和贫困人口", "Registered poor households and people"),
    "households.alt": (
        "每县两个已统计时点;虚线只连接两点,其间未统计。",
        (
            "Two observed days per county; the dashed line only joins them, nothing between was "
            "observed."
        ),
    ),
    "households.note": (
        "虚线只连接两次统计,其间各年未作统计;减少数为两次统计之差,不等于脱贫户数。",
        (
            "The dashed line joins two observations; the years between were not observed. A fall "
            "is the difference of two stocks, not the number that exited."
        ),
    ),
    "households.panel": ("贫困户(户)", "Households"),
    "people.panel": ("贫困人口(人)", "People"),
    "households.households": ("户数", "households"),
    "households.people": ("人数", "people"),
    "households.fall": ("减少", "fall in"),
    "households.rate": ("降幅", "fall in % of"),
    "pairings.caption": ("结对关系", "Pairings"),
    "pairings.alt": (
        "每行一对结对双方,横条为结对期间;浅色为已结束,箭头为仍在结对。",
        "One row per pair of parties; pale bars have ended, arrows are still in force.",
    ),
    "pairings.donor": ("帮扶方", "Donor"),
    "pairings.kind": ("类型", "Kind"),
    "pairings.from": ("起", "From"),
    "pairings.to": ("止", "To"),
    "pairings.open": ("在结对", "in force"),
    "pairings.unstated": ("未列明", "not stated"),
    "gifts.caption": ("社会捐赠(助)", "Gifts from society"),
    "gifts.donor": ("捐赠方", "Donor"),
    "gifts.amount": ("金额或折价", "Amount or stated value"),
    "gifts.note": (
        "“金额未列明”不等于零;是否已含在上列捐赠合计中未列明的,不再相加。",
        (
            "“Not stated” is not zero. Where it is not stated whether a gift is inside a total "
            "above, it is not added to it."
        ),
    ),
    "projects.caption": ("列名项目", "Named projects"),
    "projects.name": ("项目", "Project"),
    "projects.area": ("建筑面积(平方米)", "Floor area (m²)"),
    "projects.cost": ("总投资(万元)", "Total cost (million yuan)"),
    "projects.aid": ("其中帮扶资金(万元)", "of which aid (million yuan)"),
    "restated.heading": ("更正说明", "Restatement"),
    "restated.lead": (
        "本版更正第{number}号发布。更正原因:{reason}。原版保留可查;下表列明改动的每个数字。",
        (
            "This version restates publication {number}. Reason: {reason}. The earlier version "
            "stays readable; every number that changed is listed."
        ),
    ),
    "restated.caption": ("改动的数字", "Numbers that changed"),
    "restated.figure": ("指标", "Figure"),
    "restated.before": ("原为", "Was"),
    "restated.after": ("改为", "Is"),
    "restated.because": ("依据的分录", "Because of entries"),
    "restated.entry": ("第{entry}笔 {document}", "entry {entry} {document}"),
    "restated.definition": (
        "期间、口径或相关合计的变化",
        "a change of scope, of definition or of a total it hangs on",
    ),
    "projects.note": (
        "只列账上有名称的项目;其余只有合计数。",
        "Only projects the book names; the others are known as totals.",
    ),
}


def say(key: str, language: str) -> str:
    """Return a sentence by its key in `zh` or `en`."""
    zh, en = _SAID[key]
    return zh if language == "zh" else en
