"""受益情况表: one row per project: whom it reaches, and by which mechanism."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Field, FieldKind, Kind, PartOf, Ratio

KIND = Kind(
    code="reach",
    order=24,
    zh="受益情况表",
    en="reach of projects",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "mechanism",
            FieldKind.TEXT,
            "利益联结机制",
            (
                "利益联结 联农带农方式 带农机制 带动模式 联结模式 联农带农情况 联农带农机制 "
                "带贫机制 利益联结方式 受益机制 带动方式 联结机制"
            ),
            "联结机制 带农机制 带贫",
        ),
        Field(
            "benefit_households",
            FieldKind.COUNT,
            "受益户数",
            (
                "带动农户数 带动农户 惠及户数 惠及农户数 覆盖户数 联结农户数 户数 受益农户 "
                "受益农户数 带动户数 受益总户数"
            ),
            "受益户",
        ),
        Field(
            "benefit_people",
            FieldKind.COUNT,
            "受益人数",
            (
                "带动人口 带动人口数 带动农户人数 惠及人数 惠及人口 覆盖人口 覆盖人数 受益群众数 "
                "人数 受益人口 受益总人数 带动人数 受益群众"
            ),
            "受益人",
        ),
        Field(
            "benefit_poor_households",
            FieldKind.COUNT,
            "其中脱贫(建档立卡)户数",
            "其中建档立卡户数 受益脱贫户数 受益贫困户数 脱贫户数 其中脱贫户数 其中:脱贫户数",
        ),
        Field(
            "benefit_poor_people",
            FieldKind.COUNT,
            "其中脱贫(建档立卡)人数",
            (
                "其中建档立卡人数 受益脱贫人数 受益贫困人口 脱贫人数 其中脱贫人数 "
                "其中:脱贫人数 受益脱贫人口"
            ),
        ),
        say.REMARK,
    ),
    keys=("project_name",),
    identifies=("mechanism", "benefit_poor_households"),
    titles=("受益情况", "利益联结", "联农带农", "带贫"),
    checks=(
        PartOf("benefit_poor_households", "benefit_households"),
        PartOf("benefit_poor_people", "benefit_people"),
        Ratio("benefit_people", "benefit_households", 1, 10),
    ),
    needs_title=2,
)
