"""验收台账: one row per check of what a project built: by its owner, the township, the county."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind

KIND = Kind(
    code="acceptance",
    order=21,
    zh="验收台账",
    en="acceptances",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "check_level",
            FieldKind.TEXT,
            "验收层级",
            (
                "验收方式 验收单位级别 验收环节 验收组织 验收主体 验收单位 验收级别 验收类型 "
                "验收阶段 验收组织单位"
            ),
            "验收层级",
            is_required=True,
        ),
        Field("check_date", FieldKind.DATE, "验收日期", "验收时间", "验收日", is_required=True),
        Field(
            "verdict",
            FieldKind.TEXT,
            "验收结论",
            "验收是否通过 是否通过 是否通过验收 验收结果 是否合格 结论 验收是否合格",
            "验收结论",
            is_required=True,
        ),
        Field(
            "area",
            FieldKind.QUANTITY,
            "验收面积(平方米)",
            "验收面积 实际面积 竣工面积 建成面积 实际建筑面积",
            "验收面积",
        ),
        Field(
            "check_words",
            FieldKind.TEXT,
            "验收意见",
            "验收说明 验收存在问题 存在问题 整改要求 验收情况",
        ),
        say.REMARK,
    ),
    keys=("project_name", "check_level", "check_date"),
    identifies=("verdict", "check_level"),
    titles=("验收",),
    checks=(Bounds("area", 0),),
    needs_title=2,
)
