"""协议台账: one row per promise of an agreement; an agreement with several has several rows."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Field, FieldKind, Kind, Order

KIND = Kind(
    code="agreement",
    order=34,
    zh="协议台账",
    en="agreements",
    fields=(
        say.SEQ,
        Field(
            "agreement_title",
            FieldKind.TEXT,
            "协议名称",
            "协议书 合同协议名称 签订协议名称 名称 协议 协议书名称 框架协议名称",
            "协议名称",
            is_required=True,
        ),
        Field("agreement_no", FieldKind.TEXT, "协议文号", "协议编号 文号"),
        Field("agreement_kind", FieldKind.TEXT, "协议类别", "协议类型", "协议类"),
        Field(
            "donor",
            FieldKind.PARTY,
            "甲方(帮扶方)",
            "甲方 帮扶方 支援方",
            "甲方 帮扶方",
            is_required=True,
        ),
        Field(
            "recipient",
            FieldKind.TEXT,
            "乙方(受援方)",
            "被帮扶方 结对方 乙方 受援方 受帮扶方",
            "乙方 受援方",
            is_required=True,
        ),
        Field(
            "signed_date",
            FieldKind.DATE,
            "签订日期",
            "签定日期 签约时间 签约日期 签署日期 签订时间",
            "签订 签署",
            is_required=True,
        ),
        Field(
            "amends",
            FieldKind.TEXT,
            "原协议",
            (
                "原协议名称 原协议文号 原协议编号 主协议 主协议名称 主协议文号 所补充协议 "
                "补充的协议 被补充协议 对应协议 对应框架协议"
            ),
            "原协议 主协议",
        ),
        Field("start_date", FieldKind.DATE, "起始时间", "生效日期 起始日期 开始时间"),
        Field("end_date", FieldKind.DATE, "终止时间", "届满日期 截止日期 到期时间 结束时间"),
        Field(
            "promise_measure",
            FieldKind.TEXT,
            "承诺事项",
            "承诺内容 任务指标 目标任务 约定内容 指标 协议内容 约定事项 承诺指标 协议指标 约定指标",
        ),
        Field(
            "promise_amount",
            FieldKind.TEXT,
            "承诺数量",
            "承诺值 承诺 目标值 目标数 任务数 约定数 约定数量 承诺数 承诺金额 约定金额",
        ),
        say.REMARK,
    ),
    keys=("agreement_title", "promise_measure"),
    identifies=("agreement_title", "agreement_kind", "promise_measure"),
    titles=("协议",),
    checks=(Order("start_date", "end_date"),),
    needs_title=2,
)
