"""捐赠流转使用台账: one row per hand a gift passed through, or per use of a part of its money."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind

KIND = Kind(
    code="gift_way",
    order=38,
    zh="捐赠流转使用台账",
    en="hands and uses of gifts",
    fields=(
        say.SEQ,
        Field(
            "donor",
            FieldKind.TEXT,
            "捐赠方",
            "捐赠单位 捐赠人 捐赠者 来源单位",
            "捐赠方",
            is_required=True,
        ),
        Field("gift_no", FieldKind.COUNT, "捐赠编号", "捐赠登记号 捐赠号"),
        Field(
            "way_kind",
            FieldKind.TEXT,
            "流转环节",
            "环节 事项 办理环节 流向环节 业务类型 类型 流转类型 流转事项 转交或使用 转交/使用",
            "流转环节 流转类",
            is_required=True,
        ),
        Field(
            "way_date",
            FieldKind.DATE,
            "流转日期",
            "日期 时间 发生日期 办理日期 支付日期 转交日期 使用日期 流转时间 转交时间",
            "流转日 转交日",
            is_required=True,
        ),
        Field(
            "giver",
            FieldKind.TEXT,
            "移交方",
            "交出方 拨出单位 转出单位 交付方 拨付单位 转交方 转出方 移交单位 转交单位",
        ),
        Field(
            "taker",
            FieldKind.TEXT,
            "接收方",
            "受赠单位 接受单位 受赠方 转入单位 拨入单位 收款单位 转入方 接手方 接收单位 承接单位",
        ),
        Field(
            "used_fen",
            FieldKind.MONEY,
            "使用金额",
            "支出金额 已使用金额 实际使用金额 支付金额 支用金额 本次使用金额 使用数额",
        ),
        Field("purpose", FieldKind.TEXT, "用途", "使用用途 资金用途"),
        Field(
            "used_words",
            FieldKind.TEXT,
            "使用内容",
            "用于 使用明细 支出内容 资助内容 实施内容 使用说明 使用情况 形成内容 落实内容",
        ),
        Field("county", FieldKind.PLACE, "受援县", say.COUNTY_HEADINGS, "受援县 受援地"),
        Field(
            "document", FieldKind.TEXT, "凭证", "佐证材料 凭据 票据 单据 凭证号 单据号 签收单 证明"
        ),
        say.REMARK,
    ),
    keys=("donor", "way_kind", "way_date"),
    identifies=("way_kind", "way_date"),
    titles=("捐赠流转", "流转使用", "捐赠使用", "流转台账"),
    checks=(Bounds("used_fen", 0),),
    needs_title=2,
)
