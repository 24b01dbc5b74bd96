"""爱心资源登记表: one row per thing somebody offers, to be held against wishes."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind

KIND = Kind(
    code="offer",
    order=39,
    zh="爱心资源登记表",
    en="offers to wishes",
    fields=(
        say.SEQ,
        Field(
            "offered_by",
            FieldKind.TEXT,
            "提供方",
            "爱心单位 爱心企业 捐赠意向方 供给方 爱心人士 提供单位 资源提供方 爱心提供方 提供者",
            "提供方 提供单位",
            is_required=True,
        ),
        Field("claimant_kind", FieldKind.TEXT, "提供方类型", "提供方类别 提供方性质"),
        Field(
            "offer_item",
            FieldKind.TEXT,
            "提供物品",
            "资源内容 物资名称 爱心资源 可捐物品 物品名称 可提供物品 爱心物品 资源名称 提供资源",
            "提供物品 爱心物品",
            is_required=True,
        ),
        Field("need", FieldKind.TEXT, "资源类别", "物品类别 资源类型 适用心愿类别"),
        Field("county", FieldKind.PLACE, "受援县", say.COUNTY_HEADINGS, "受援县 受援地"),
        Field(
            "offer_pieces",
            FieldKind.COUNT,
            "可提供数量",
            "资源数量 可捐数量 可供数量 数量 件数 提供数量",
            "提供数量",
        ),
        Field("piece_unit", FieldKind.TEXT, "计量单位", "单位 数量单位"),
        Field("price_fen", FieldKind.MONEY, "参考价", "单价 参考价格", usual="元"),
        Field("until_date", FieldKind.DATE, "有效期至", "截止日期 提供期限"),
        say.REMARK,
    ),
    keys=("offered_by", "offer_item"),
    identifies=("offered_by", "offer_item"),
    titles=("爱心资源", "资源登记", "爱心物品"),
    checks=(Bounds("offer_pieces", 1, 10_000),),
    needs_title=2,
)
