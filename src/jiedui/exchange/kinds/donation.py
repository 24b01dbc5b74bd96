"""捐赠台账: one row per gift of money, goods or service."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, Order, Unique

KIND = Kind(
    code="donation",
    order=4,
    zh="捐赠台账",
    en="donation ledger",
    fields=(
        say.SEQ,
        say.YEAR,
        Field(
            "donor",
            FieldKind.TEXT,
            "捐赠单位",
            (
                "捐赠方 捐赠人 捐赠者 捐赠单位(个人) 捐赠单位/个人 捐赠单位或个人 "
                "捐赠单位、个人 捐赠单位(人) 捐赠方名称 捐赠单位名称 捐赠主体 捐赠企业 "
                "捐助单位 捐助方 捐款单位 捐款方 捐赠来源 爱心单位 爱心企业 帮扶单位 "
                "捐赠方(单位/个人) 捐赠人(单位)"
            ),
            "捐赠单位 捐赠方 捐赠人 捐赠者",
            is_required=True,
        ),
        Field(
            "recipient",
            FieldKind.TEXT,
            "受赠单位",
            (
                "受赠方 受捐单位 受捐方 接收单位 接受单位 接收方 受助单位 受助方 受赠对象 "
                "受益单位 捐赠对象 接受捐赠单位 受赠单位(个人) 受赠单位/个人 受赠人 受援单位 "
                "受赠单位名称"
            ),
            "受赠 受捐 接受单位 接收单位",
            is_required=True,
            instead="county",
        ),
        Field(
            "county",
            FieldKind.PLACE,
            "受援地区",
            "受援县 " + say.COUNTY_HEADINGS + " 受赠地区 受捐地区 捐赠地区 受赠地",
            "受援地 受援县",
        ),
        Field(
            "gift_kind",
            FieldKind.TEXT,
            "捐赠形式",
            (
                "形式 捐赠类型 捐赠方式 捐赠类别 捐赠种类 类别 类型 款物类型 款物类别 性质 "
                "捐赠性质 方式"
            ),
            "捐赠形式 捐赠类 捐赠方式",
        ),
        Field(
            "amount_fen",
            FieldKind.MONEY,
            "金额",
            (
                "捐赠金额 折价 金额(折价) 金额/折价 金额或折价 折价金额 折合金额 捐赠价值 "
                "价值 款物金额 款物价值 折款 折资 捐款金额 捐赠总额 捐赠资金 金额或价值 "
                "金额(价值) 金额(含折价) 捐赠款物金额 资金 捐款 捐助金额 金额合计 合计金额 "
                "价值金额"
            ),
            "金额 折价 价值",
        ),
        Field(
            "goods",
            FieldKind.TEXT,
            "物资",
            (
                "物资名称 捐赠物资 物品 物品名称 实物 物资名称及数量 物资及数量 捐赠物品 "
                "物资明细 品名及数量 物品及数量 物资名称、数量 捐赠物资名称"
            ),
            "物资 物品",
        ),
        Field(
            "purpose",
            FieldKind.TEXT,
            "用途",
            (
                "捐赠用途 资金用途 款物用途 用途/物品 用途及物品 用途或物品 资助项目 捐赠项目 "
                "使用方向 捐赠意向 捐赠内容 用途说明 内容 用途(物品) 使用项目"
            ),
            "用途",
        ),
        Field(
            "bill_date",
            FieldKind.DATE,
            "票据日期",
            "开票日期 票据时间 开票时间 票据开具日期 开具日期 票据|日期 票据|时间",
            "开票 票据日",
        ),
        Field(
            "donation_date",
            FieldKind.DATE,
            "捐赠日期",
            (
                "捐赠时间 日期 时间 到账日期 到账时间 捐款日期 捐款时间 接收日期 接受日期 "
                "交付日期 捐助日期 捐助时间"
            ),
            "捐赠日 捐赠时 到账",
        ),
        Field(
            "credit_code",
            FieldKind.CREDIT_CODE,
            "统一社会信用代码",
            (
                "信用代码 社会信用代码 统一信用代码 捐赠方统一社会信用代码 "
                "捐赠单位统一社会信用代码 机构代码"
            ),
            "信用代码",
        ),
        Field(
            "bill_no",
            FieldKind.TEXT,
            "票据号",
            (
                "票据号码 票据编号 捐赠票据号 捐赠票据号码 捐赠票据编号 捐赠票据 收据号 "
                "收据编号 票号 票据 票据|号码 票据|编号 票据|号 公益事业捐赠票据号"
            ),
            "票据号 票据编",
        ),
        say.REMARK,
    ),
    keys=("donor", "recipient"),
    identifies=("donor", "recipient"),
    titles=("捐赠", "捐助", "捐款", "社会帮扶"),
    checks=(
        Bounds("amount_fen", 0),
        Unique(("bill_no",), unless=("amount_fen", "goods", "purpose"), shared="donor"),
        Unique(
            ("donor", "recipient"),
            unless=(
                "county",
                "gift_kind",
                "amount_fen",
                "donation_date",
                "period",
                "purpose",
                "goods",
                "bill_no",
                "bill_date",
            ),
        ),
        Order("donation_date", "bill_date"),
    ),
)
