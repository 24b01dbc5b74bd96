"""拨付支付明细表: one row per allotment, payment or return of a project, with its days in order."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, Order

KIND = Kind(
    code="payment",
    order=13,
    zh="拨付支付明细表",
    en="payments list",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "act_kind",
            FieldKind.TEXT,
            "资金事项",
            (
                "支付事项 业务类型 款项类型 资金业务 资金环节 拨付支付类型 类型 支付类别 支付方式 "
                "付款方式 事项 拨付方式 支付类型"
            ),
        ),
        Field(
            "fund_source",
            FieldKind.TEXT,
            "资金来源",
            "资金级次 资金层级 资金级别 资金来源级次 经费来源 资金渠道 来源 资金类别 资金性质",
        ),
        Field(
            "amount_fen",
            FieldKind.MONEY,
            "支付金额",
            (
                "本次付款 本次付款金额 付款额 实际支付金额 报账金额 本次报账金额 金额 付款金额 "
                "拨付金额 本次支付 本次支付金额 本次拨付 实付金额 申请金额 下达金额"
            ),
            "支付金额 付款金额 拨付金额",
            is_required=True,
        ),
        Field(
            "milestone_date",
            FieldKind.DATE,
            "验收或合同节点日期",
            "验收日期 节点日期 合同节点日期 验收时间",
            "节点 验收日",
        ),
        Field(
            "requested_date",
            FieldKind.DATE,
            "用款申请日期",
            "申请日期 申请时间 用款申请时间 报账日期 报账申请日期",
            "申请日 申请时",
        ),
        Field(
            "opinion_date",
            FieldKind.DATE,
            "乡镇意见日期",
            (
                "镇意见日期 镇审核日期 镇(乡)审核日期 镇级意见日期 乡镇审批日期 乡镇签署意见日期 "
                "街镇意见日期 意见日期 审核意见日期 乡镇审核日期 乡镇审核意见日期"
            ),
            "意见日",
        ),
        Field(
            "paid_date",
            FieldKind.DATE,
            "支付日期",
            "付款日期 拨付日期 支付时间 付款时间 拨付时间 下达日期",
            "支付日 付款日 拨付日",
            is_required=True,
        ),
        Field("notice", FieldKind.TEXT, "文号或凭证号", "文号 凭证号 支付凭证号 下达文号 凭证编号"),
        Field(
            "payee",
            FieldKind.TEXT,
            "收款单位",
            "收款企业 收款户名 施工方 收款人 收款方 施工单位 供应商 收款单位名称",
        ),
        Field("purpose", FieldKind.TEXT, "用途", "款项用途 支付用途 摘要 资金用途"),
        say.REMARK,
    ),
    keys=("project_name", "paid_date", "amount_fen"),
    identifies=("requested_date", "opinion_date"),
    titles=("支付明细", "付款明细", "报账明细", "用款明细"),
    checks=(
        Order("milestone_date", "requested_date"),
        Order("requested_date", "opinion_date"),
        Order("opinion_date", "paid_date"),
        Bounds("amount_fen", 1),
    ),
    needs_title=2,
)
