"""The kinds of record of people: seconded, trained, placed in work. Knows no Django."""

from __future__ import annotations

from jiedui.cooperation.given import Ask, Field, RecordKind

_COUNTY = Field("county", Ask.PLACE, "受援县", "recipient county", is_required=True, hint="久治县")
_NAME = Field("name", Ask.SEALED, "姓名(加密保存)", "name (kept sealed)", is_required=True)
_ID = Field("id_no", Ask.SEALED, "身份证号(加密保存)", "identity number (kept sealed)")
_NOTE = Field("note", Ask.LONG, "备注", "note")

SECONDMENT = RecordKind(
    "secondment",
    "援派与挂职",
    "secondment",
    (
        _NAME,
        _ID,
        Field(
            "secondment_kind", Ask.CHOICE, "类别", "kind", is_required=True,
            choices="secondment_kind",
        ),
        Field("field", Ask.CHOICE, "专业领域", "field", choices="field"),
        Field("direction", Ask.CHOICE, "派出方向", "direction", choices="direction"),
        _COUNTY,
        Field("home_unit", Ask.TEXT, "派出单位", "home unit"),
        Field("host_position", Ask.TEXT, "挂职单位及职务", "post", hint="县委副书记"),
        Field("batch_no", Ask.TEXT, "批次", "batch", hint="第十批"),
        Field("planned_start", Ask.DAY, "计划起始", "planned from", hint="2016-07"),
        Field("planned_end", Ask.DAY, "计划期满", "planned until", hint="2019-07"),
        Field("actual_start", Ask.DAY, "实际到岗", "arrived"),
        Field("actual_end", Ask.DAY, "实际离岗", "returned"),
        _NOTE,
    ),
    spans=(("planned_start", "planned_end"), ("actual_start", "actual_end")),
)  # fmt: skip

ARRIVAL = RecordKind(
    "arrival",
    "到岗",
    "arrival",
    (
        Field("secondment", Ask.RECORD, "派出编号", "number of the secondment", is_required=True),
        Field("actual_start", Ask.DAY, "实际到岗", "arrived", is_required=True),
    ),
)

RETURN = RecordKind(
    "return",
    "离岗",
    "return",
    (
        Field("secondment", Ask.RECORD, "派出编号", "number of the secondment", is_required=True),
        Field("actual_end", Ask.DAY, "实际离岗", "returned", is_required=True),
        _NOTE,
    ),
)

TRAINING = RecordKind(
    "training",
    "培训班",
    "training",
    (
        Field("class_name", Ask.TEXT, "培训班名称", "class", is_required=True),
        _COUNTY,
        Field("trainee_kind", Ask.CHOICE, "培训对象", "trainees", choices="trainee_kind"),
        Field("organiser", Ask.TEXT, "主办单位", "organiser"),
        Field("held_at", Ask.TEXT, "培训地点", "held at"),
        Field("start_date", Ask.DAY, "开始日期", "from", is_required=True),
        Field("end_date", Ask.DAY, "结束日期", "until"),
        Field("hours", Ask.COUNT, "学时", "hours"),
        Field("batches", Ask.COUNT, "期(批)数", "batches", hint="1"),
        Field("person_times", Ask.COUNT, "培训人次", "attendances", hint="120"),
        Field("poor_people", Ask.COUNT, "其中建档立卡(脱贫)人数", "of them registered"),
        Field("cost_fen", Ask.MONEY, "培训经费", "cost", hint="12.5万元"),
        Field("fund_source", Ask.TEXT, "资金来源", "source of the money"),
        Field(
            "roster", Ask.LINES, "花名册(每行“姓名 身份证号”,加密保存)",
            "roster (a line each: name, identity number; kept sealed)",
        ),
    ),
    spans=(("start_date", "end_date"),),
)  # fmt: skip

ROSTER = RecordKind(
    "roster",
    "培训花名册",
    "roster of a class",
    (
        Field("training", Ask.RECORD, "培训班编号", "number of the class", is_required=True),
        Field(
            "roster", Ask.LINES, "花名册(每行“姓名 身份证号”,加密保存)",
            "roster (a line each: name, identity number; kept sealed)", is_required=True,
        ),
    ),
)  # fmt: skip

PLACEMENT = RecordKind(
    "placement",
    "转移就业",
    "placement in work",
    (
        _NAME,
        _ID,
        _COUNTY,
        Field("registered_status", Ask.CHOICE, "人员类别", "status", choices="status"),
        Field("channel", Ask.CHOICE, "就业渠道", "channel", is_required=True, choices="channel"),
        Field("employer", Ask.TEXT, "务工单位", "employer"),
        Field("region", Ask.TEXT, "就业地", "where"),
        Field("start_date", Ask.DAY, "就业时间", "from", is_required=True),
        Field("end_date", Ask.DAY, "离岗时间", "until"),
        Field("monthly_pay_fen", Ask.MONEY, "月工资", "monthly pay", hint="3500"),
        Field("claimed_months", Ask.COUNT, "已稳定就业(月)", "told as lasting (months)"),
        _NOTE,
    ),
    spans=(("start_date", "end_date"),),
)

PLACEMENT_END = RecordKind(
    "placement_end",
    "就业结束",
    "end of work",
    (
        Field("placement", Ask.RECORD, "就业编号", "number of the placement", is_required=True),
        Field("end_date", Ask.DAY, "离岗时间", "until", is_required=True),
        _NOTE,
    ),
)

PEOPLE_KINDS = (SECONDMENT, ARRIVAL, RETURN, TRAINING, ROSTER, PLACEMENT, PLACEMENT_END)
"""Every kind of record of people."""
