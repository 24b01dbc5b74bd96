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
    "unnamed.note": (
        "签发后有捐赠方要求不具名，其名称已改为编号；内容摘要以签发时的原版为准。",
        (
            "A donor has asked since not to be named and is shown by a number; the content hash is "
            "that of the version as issued."
        ),
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


PROBLEMS: dict[str, tuple[str, str]] = {
    "REPORT_UNKNOWN": ("没有这种报告", "there is no such report"),
    "NUMBER_TYPED": (
        "报告文字中写了数字;数字只能来自指标",
        "a number is typed in the prose; numbers come from figures",
    ),
    "REPORT_BRACKET_OPEN": ("括号没有配对", "a bracket is not closed or not opened"),
    "REPORT_END_MISSING": ("for 或 when 没有 end", "a for or when has no end"),
    "REPORT_END_UNOPENED": ("多出一个 end", "an end without its for or when"),
    "REPORT_FIGURE_UNREADABLE": ("指标行无法读取", "a figure line cannot be read"),
    "REPORT_SET_UNKNOWN": ("没有这个集合", "there is no such set"),
    "REPORT_SLOT_UNKNOWN": ("没有这个指标或词", "there is no such figure or word"),
    "TABLE_UNKNOWN": ("没有这张表", "there is no such table"),
    "CHART_UNKNOWN": ("没有这张图", "there is no such chart"),
    "FORM_UNKNOWN": ("没有这种文件格式", "there is no such form of file"),
    "CHARACTER_NOT_SET": (
        "有字符不在随附字体中,无法排版",
        "a character is in none of the packaged fonts",
    ),
    "NOTHING_TO_TELL": ("账上没有可发布的内容", "the book holds nothing to tell"),
    "PUBLICATION_UNKNOWN": ("没有这一号发布", "there is no such publication"),
    "PUBLICATION_WITHDRAWN": ("该发布已撤回", "the publication was withdrawn"),
    "PUBLICATION_NOT_INTACT": ("内容与拟稿时不一致", "the content is not what was proposed"),
    "PUBLISHED_FIGURE_UNKNOWN": ("该发布中没有这个数", "the publication has no such number"),
    "PUBLISHED_SUBJECT_UNKNOWN": (
        "公开的内容中没有这个地方、项目或捐赠方",
        "nothing is published of this place, project or donor",
    ),
    "DOWNLOAD_UNKNOWN": ("没有这个下载", "there is no such download"),
    "SAME_PERSON": ("拟稿人不能签发自己的稿件", "one person may not propose and issue"),
    "REASON_MISSING": ("须写明原因", "a reason must be given"),
    "NOTHING_CHANGED": (
        "没有数字发生变化,无需更正",
        "no number changed, there is nothing to restate",
    ),
    "RESTATED_ALREADY": ("该发布已有更正版", "the publication was restated already"),
    "OBJECTION_UNKNOWN": ("没有此异议", "there is no such objection"),
    "OBJECTION_ANSWERED": ("该异议已答复", "the objection was answered already"),
    "OBJECTION_WORDS": ("字数不合要求", "the words are too few or too many"),
    "OBJECTION_PERSONAL": (
        "异议公开，不得含有身份证号、电话等号码",
        "an objection is public: it may hold no identity number, phone or other long number",
    ),
    "OUTCOME_UNKNOWN": ("没有此处理结果", "there is no such outcome"),
    "CORRECTION_WRONG": (
        "这份发布不是对所异议内容的更正",
        "this publication does not correct what is objected to",
    ),
    "CORRECTION_MISSING": (
        "异议成立时应写明更正的发布",
        "an objection that is right needs the publication that corrects it",
    ),
    "SECOND_PERSON": ("须由另一人办理", "a second person must do it"),
    "BOARD_BUSY": ("此刻无法写入,请稍后再试", "it could not be written now"),
    "OUT_OF_SCOPE": ("不在可查阅范围内", "outside what this person may see"),
}
"""What each refusal of this package means, by code."""
