"""公布数: totals as a document states them, each with its scope and how it stands to the detail.

This kind is our own; the others are what offices send. `relation` says whether the items in the
other returns are inside the total (含明细), beside it (另计), or whether nobody said (未说明).
"""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Field, FieldKind, Kind, Unique

KIND = Kind(
    code="statement",
    order=13,
    zh="公布数表",
    en="stated totals",
    fields=(
        say.SEQ,
        Field("county", FieldKind.PLACE, "受援地区", "受援县 受援地 受援方 受援县(市、区)", "受援"),
        Field(
            "period",
            FieldKind.PERIOD,
            "期间",
            "统计期间 时段 时间 起止期间 时点 统计时点 期间或时点 期间/时点",
        ),
        Field(
            "measure",
            FieldKind.TEXT,
            "指标",
            "指标名称 指标代码 统计指标 项目指标",
            "指标",
            is_required=True,
        ),
        Field("value", FieldKind.AMOUNT, "数值", "公布数 公布数值 数量 数 公布数字", "公布数 数值"),
        Field("unit", FieldKind.TEXT, "单位", "计量单位"),
        Field("status", FieldKind.STATUS, "口径", "口径(实际/计划) 实际/计划 数据口径 计划或实际"),
        Field("source", FieldKind.TEXT, "资金来源", "来源 资金渠道"),
        Field("category", FieldKind.TEXT, "项目类别", "类别"),
        Field("payer", FieldKind.TEXT, "出资方", "出资单位 支付方 支援方 付款方"),
        Field("relation", FieldKind.TEXT, "与明细关系", "与明细的关系 明细关系 是否含明细", "明细"),
        Field("document", FieldKind.TEXT, "出处", "文件 来源文件 公布文件 资料来源 出处文件"),
        say.REMARK,
    ),
    keys=("county", "period", "measure"),
    identifies=("measure",),
    titles=("公布数", "口径", "统计指标", "公布"),
    checks=(
        Unique(
            ("county", "period", "measure"),
            unless=("value", "status", "source", "category", "payer", "document"),
        ),
    ),
)
