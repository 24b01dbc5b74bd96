"""物资收发台账: one row per movement of donated goods, from the door to the other end."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind

KIND = Kind(
    code="goods_move",
    order=36,
    zh="物资收发台账",
    en="movements of donated goods",
    fields=(
        say.SEQ,
        Field(
            "donor",
            FieldKind.PARTY,
            "捐赠方",
            "捐赠单位 捐赠人 捐赠者 来源单位",
            "捐赠方",
            is_required=True,
        ),
        Field("gift_no", FieldKind.COUNT, "捐赠编号", "捐赠登记号 捐赠号"),
        Field(
            "goods_name",
            FieldKind.TEXT,
            "物资名称",
            "物品 捐赠物资 捐赠物品 货物名称 商品名称 名称 品名 物品名称 物资",
            "物资名称 品名",
            is_required=True,
        ),
        Field("goods_model", FieldKind.TEXT, "规格型号", "规格 型号"),
        Field(
            "quantity",
            FieldKind.QUANTITY,
            "数量",
            "出入库数量 物资数量 本次数量 件数 收发数量 实收数量",
            "数量",
            is_required=True,
        ),
        Field("qty_unit", FieldKind.TEXT, "计量单位", "单位 数量单位"),
        Field(
            "goods_move",
            FieldKind.TEXT,
            "收发环节",
            (
                "出入库 收发类别 流转环节 办理环节 操作类型 操作 状态 环节 收发类型 出入库类型 "
                "收发 业务类型"
            ),
            "环节 出入库",
            is_required=True,
        ),
        Field(
            "move_date",
            FieldKind.DATE,
            "收发日期",
            "时间 操作日期 办理日期 流转日期 日期 出入库日期 发生日期 收发时间",
            "收发日 出入库日",
            is_required=True,
        ),
        Field("expires_date", FieldKind.DATE, "有效期至", "有效期 保质期至 失效日期"),
        Field(
            "value_fen",
            FieldKind.MONEY,
            "物资价值",
            "折价 折合金额 物资估值 折价金额 估值 价值 金额",
        ),
        Field("document", FieldKind.TEXT, "凭证", "单据 凭证号 单据号 签收单 证明"),
        say.REMARK,
    ),
    keys=("donor", "goods_name", "goods_move", "move_date"),
    identifies=("goods_name", "goods_move"),
    titles=("物资收发", "出入库", "收发台账", "物资台账"),
    checks=(Bounds("quantity", 1), Bounds("value_fen", 0)),
    needs_title=2,
)
