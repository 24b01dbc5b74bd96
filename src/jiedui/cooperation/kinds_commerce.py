"""The kinds of record of commerce: enterprises, investment, workshops, sales. Knows no Django."""

from __future__ import annotations

from jiedui.cooperation.given import Ask, Field, RecordKind

_COUNTY = Field("county", Ask.PLACE, "受援县", "recipient county", is_required=True, hint="久治县")
_NOTE = Field("note", Ask.LONG, "备注", "note")

ENTERPRISE = RecordKind(
    "enterprise",
    "引进企业",
    "enterprise",
    (
        Field("name", Ask.TEXT, "企业名称", "enterprise", is_required=True),
        _COUNTY,
        Field("credit_code", Ask.TEXT, "统一社会信用代码", "credit code"),
        Field("industry", Ask.CHOICE, "行业", "industry", choices="industry"),
        Field("origin", Ask.TEXT, "来源地", "from"),
        Field("start_date", Ask.DAY, "落地时间", "came", is_required=True, hint="2017-05"),
        _NOTE,
    ),
)

INVESTMENT = RecordKind(
    "investment",
    "企业投资",
    "investment",
    (
        Field("enterprise", Ask.RECORD, "企业编号", "number of the enterprise", is_required=True),
        Field("stage", Ask.CHOICE, "阶段", "stage", is_required=True, choices="stage"),
        Field("on", Ask.DAY, "时间", "on", is_required=True),
        Field("amount_fen", Ask.MONEY, "金额", "amount", hint="800万元"),
        Field("jobs", Ask.COUNT, "带动就业人数", "people given work"),
        Field("registered_jobs", Ask.COUNT, "其中建档立卡(脱贫)人数", "of them registered"),
        Field("evidence", Ask.TEXT, "依据(合同、凭证号)", "evidence"),
    ),
)

WORKSHOP = RecordKind(
    "workshop",
    "帮扶车间",
    "workshop",
    (
        Field("name", Ask.TEXT, "车间名称", "workshop", is_required=True),
        _COUNTY,
        Field("industry", Ask.CHOICE, "行业", "industry", choices="industry"),
        Field("start_date", Ask.DAY, "启用时间", "opened", is_required=True),
        Field("end_date", Ask.DAY, "停用时间", "closed"),
        Field("workers", Ask.COUNT, "吸纳就业人数", "workers"),
        Field("registered_workers", Ask.COUNT, "其中建档立卡(脱贫)人数", "of them registered"),
    ),
    spans=(("start_date", "end_date"),),
)

SALE = RecordKind(
    "sale",
    "消费帮扶",
    "sale",
    (
        Field("sale_kind", Ask.CHOICE, "性质", "kind", is_required=True, choices="sale_kind"),
        Field("sale_date", Ask.DAY, "日期", "date", is_required=True, hint="2017-09-01"),
        _COUNTY,
        Field("product", Ask.TEXT, "产品名称", "product", is_required=True),
        Field("producer", Ask.TEXT, "供应商", "producer"),
        Field("buyer", Ask.TEXT, "采购单位", "buyer", is_required=True),
        Field("channel", Ask.TEXT, "渠道", "channel", hint="展销会"),
        Field("quantity", Ask.TEXT, "数量", "quantity", hint="200公斤"),
        Field("amount_fen", Ask.MONEY, "金额", "amount", is_required=True, hint="3.2万元"),
        Field("poor_households", Ask.COUNT, "带动户数", "households reached"),
        Field("evidence", Ask.TEXT, "凭证(发票、合同号)", "evidence"),
        Field("claimed_by", Ask.TEXT, "申报单位", "claimed by", is_required=True),
    ),
)

COMMERCE_KINDS = (ENTERPRISE, INVESTMENT, WORKSHOP, SALE)
"""Every kind of record of commerce."""
