"""The kinds of record and their fields: one declaration for forms, proposals and words.

Knows no Django.
"""

from __future__ import annotations

from jiedui.cooperation.given import Ask, Field, RecordKind
from jiedui.cooperation.kinds_commerce import COMMERCE_KINDS
from jiedui.cooperation.kinds_people import PEOPLE_KINDS

_BASIS = Field("basis", Ask.TEXT, "依据文件", "basis document", hint="沪合办〔2016〕12号")
_NOTE = Field("note", Ask.LONG, "备注", "note")

PAIRING = RecordKind(
    "pairing",
    "结对关系",
    "pairing",
    (
        Field("donor", Ask.PARTY, "帮扶方", "donor", is_required=True, hint="嘉定区"),
        Field("recipient", Ask.PARTY, "受援方", "recipient", is_required=True, hint="久治县"),
        Field("donor_kind", Ask.CHOICE, "帮扶方性质", "kind of donor", choices="party_kind"),
        Field(
            "recipient_kind", Ask.CHOICE, "受援方性质", "kind of recipient", choices="party_kind"
        ),
        Field(
            "recipient_place", Ask.PLACE, "受援方所在地", "where the recipient lies", hint="久治县"
        ),
        Field(
            "pairing_kind",
            Ask.CHOICE,
            "结对类型",
            "kind of pairing",
            is_required=True,
            choices="pairing_kind",
        ),
        Field("start_date", Ask.DAY, "起始时间", "start", hint="2016-11"),
        Field("end_date", Ask.END, "终止时间", "end", hint="2020-12-31"),
        _BASIS,
        _NOTE,
    ),
    spans=(("start_date", "end_date"),),
)

PAIRING_CHANGE = RecordKind(
    "pairing_change",
    "结对调整",
    "change of pairing",
    (
        Field("pairing", Ask.RECORD, "原结对编号", "number of the pairing", is_required=True),
        Field(
            "start_date", Ask.DAY, "新结对起始时间", "start of the new one", is_required=True,
            hint="2021-05",
        ),
        Field("donor", Ask.PARTY, "新帮扶方(不变则空)", "new donor (empty = same)"),
        Field("recipient", Ask.PARTY, "新受援方(不变则空)", "new recipient (empty = same)"),
        Field(
            "pairing_kind", Ask.CHOICE, "新类型(不变则空)", "new kind (empty = same)",
            choices="pairing_kind",
        ),
        Field("end_date", Ask.END, "新结对终止时间", "end of the new one"),
        _BASIS,
        _NOTE,
    ),
    spans=(("start_date", "end_date"),),
)  # fmt: skip

PAIRING_END = RecordKind(
    "pairing_end",
    "结对终止",
    "end of pairing",
    (
        Field("pairing", Ask.RECORD, "结对编号", "number of the pairing", is_required=True),
        Field("end_date", Ask.DAY, "终止时间", "last day", is_required=True, hint="2020-12-31"),
        _BASIS,
        _NOTE,
    ),
)

AGREEMENT = RecordKind(
    "agreement",
    "协议",
    "agreement",
    (
        Field("title", Ask.TEXT, "协议名称", "title", is_required=True),
        Field("number", Ask.TEXT, "文号", "number"),
        Field(
            "agreement_kind", Ask.CHOICE, "协议类别", "kind", is_required=True,
            choices="agreement_kind",
        ),
        Field("donor", Ask.PARTY, "甲方(帮扶方)", "donor", is_required=True, hint="嘉定区"),
        Field("recipient", Ask.PARTY, "乙方(受援方)", "recipient", is_required=True, hint="久治县"),
        Field("pairing", Ask.RECORD, "结对编号", "number of the pairing"),
        Field("signed", Ask.DAY, "签订日期", "signed", is_required=True, hint="2017-03-05"),
        Field("start_date", Ask.DAY, "起始时间", "start", hint="2017"),
        Field("end_date", Ask.END, "终止时间", "end", hint="2017"),
        _NOTE,
    ),
    spans=(("start_date", "end_date"),),
)  # fmt: skip

AMENDMENT = RecordKind(
    "amendment",
    "补充协议",
    "amendment",
    (
        Field("agreement", Ask.RECORD, "协议编号", "number of the agreement", is_required=True),
        Field("title", Ask.TEXT, "补充协议名称", "title", is_required=True),
        Field("signed", Ask.DAY, "签订日期", "signed", is_required=True),
        Field("end_date", Ask.END, "新的终止时间", "new end"),
        Field("note", Ask.LONG, "内容", "what it says"),
    ),
)

PROMISE = RecordKind(
    "promise",
    "协议事项",
    "promise",
    (
        Field("agreement", Ask.RECORD, "协议编号", "number of the agreement", is_required=True),
        Field("amendment", Ask.RECORD, "补充协议编号", "number of the amendment"),
        Field("measure", Ask.CHOICE, "指标", "measure", is_required=True, choices="measure"),
        Field(
            "amount", Ask.TEXT, "承诺数", "amount promised", is_required=True, hint="不少于200万元"
        ),
        Field("start_date", Ask.DAY, "自", "from", is_required=True, hint="2017"),
        Field("end_date", Ask.DAY, "至", "until", is_required=True, hint="2017"),
        Field("words", Ask.TEXT, "原文", "in the agreement's words"),
    ),
    spans=(("start_date", "end_date"),),
)

VISIT = RecordKind(
    "visit",
    "互访与会议",
    "visit or meeting",
    (
        Field("visit_kind", Ask.CHOICE, "类别", "kind", is_required=True, choices="visit_kind"),
        Field("direction", Ask.CHOICE, "方向", "direction", choices="direction"),
        Field("start_date", Ask.DAY, "起始日期", "from", is_required=True, hint="2017-06-12"),
        Field("end_date", Ask.DAY, "结束日期", "until", hint="2017-06-15"),
        Field(
            "county", Ask.PLACE, "受援县", "recipient county", is_required=True, hint="久治县"
        ),
        Field("level", Ask.CHOICE, "带队级别", "level", choices="level"),
        Field("leader_post", Ask.TEXT, "带队职务", "post of who led it", hint="区委书记"),
        Field("leader", Ask.SEALED, "带队姓名(加密保存)", "name of who led it (kept sealed)"),
        Field("people", Ask.COUNT, "人数", "people", hint="12"),
        Field("times", Ask.TIMES, "次数", "how often", hint="1;未计数写“多次”"),
        Field("agenda", Ask.LONG, "主要议题", "subject"),
        Field("minutes_no", Ask.TEXT, "纪要编号", "number of the minutes"),
    ),
    spans=(("start_date", "end_date"),),
)  # fmt: skip

PROGRAMME = RecordKind(
    "programme",
    "专项(帮扶计划)",
    "programme",
    (
        Field("code", Ask.TEXT, "代码", "code", is_required=True, hint="EAST-WEST-2026"),
        Field("title", Ask.TEXT, "名称", "name", is_required=True),
        Field("title_en", Ask.TEXT, "英文名称", "name in English"),
        Field("start_date", Ask.DAY, "起始时间", "start", is_required=True),
        Field("end_date", Ask.END, "终止时间", "end"),
        Field("indicators", Ask.TEXT, "指标体系", "indicator set"),
        Field("kinds", Ask.TEXT, "结对类型", "kinds of pairing", hint="东西部协作、镇镇结对"),
        _BASIS,
    ),
    spans=(("start_date", "end_date"),),
)

KINDS: dict[str, RecordKind] = {
    kind.code: kind
    for kind in (
        PROGRAMME,
        PAIRING,
        PAIRING_CHANGE,
        PAIRING_END,
        AGREEMENT,
        AMENDMENT,
        PROMISE,
        VISIT,
        *PEOPLE_KINDS,
        *COMMERCE_KINDS,
    )
}
"""Every kind of record, by code."""
