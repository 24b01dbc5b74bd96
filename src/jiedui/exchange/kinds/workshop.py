"""帮扶车间台账: one row per workshop: since when it works, how many it gives work."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Field, FieldKind, Kind, Order, PartOf

KIND = Kind(
    code="workshop",
    order=33,
    zh="帮扶车间台账",
    en="workshops",
    fields=(
        say.SEQ,
        say.COUNTY,
        Field(
            "workshop_name",
            FieldKind.TEXT,
            "车间名称",
            "帮扶车间 扶贫车间 帮扶车间名称 扶贫车间名称 就业帮扶车间 车间",
            "车间名称 车间",
            is_required=True,
        ),
        Field("industry", FieldKind.TEXT, "所属行业", "行业 产业类别 产业类型 经营范围 产品"),
        Field(
            "start_date",
            FieldKind.DATE,
            "投产时间",
            "开工时间 成立时间 挂牌时间 创建时间 建成时间 运营时间 开办时间 建成投产时间 认定时间",
            "投产",
            is_required=True,
        ),
        Field("end_date", FieldKind.DATE, "停产时间", "关停时间 停产日期"),
        Field(
            "workers",
            FieldKind.COUNT,
            "吸纳就业人数",
            (
                "吸纳就业 带动就业人数 吸纳劳动力 用工数 现有员工 从业人数 就业人员 就业人数 "
                "务工人数 用工人数"
            ),
        ),
        Field(
            "registered_workers",
            FieldKind.COUNT,
            "其中脱贫人口就业数",
            "其中脱贫人口 其中建档立卡人数 其中:脱贫人口 吸纳脱贫人口就业人数",
        ),
        say.REMARK,
    ),
    keys=("workshop_name", "county"),
    identifies=("workshop_name", "registered_workers"),
    titles=("车间",),
    checks=(Order("start_date", "end_date"), PartOf("registered_workers", "workers")),
    needs_title=2,
)
