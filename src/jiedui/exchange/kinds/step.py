"""项目状态变更表: one row per step of a project: into which state, on which day."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Field, FieldKind, Kind, Unique

KIND = Kind(
    code="step",
    order=28,
    zh="项目状态变更表",
    en="steps of projects",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "target_state",
            FieldKind.TEXT,
            "进入状态",
            (
                "当前状态 现状态 变更状态 办理状态 进展状态 项目阶段 所处阶段 当前阶段 进入阶段 "
                "变更后状态 目标状态 办理环节 新状态 项目状态"
            ),
            "进入状态",
            is_required=True,
        ),
        Field(
            "step_date",
            FieldKind.DATE,
            "进入日期",
            "日期 时间 状态变更日期 变化日期 完成日期 变更日期 办理日期 状态日期",
            "进入日",
            is_required=True,
        ),
        Field(
            "reason",
            FieldKind.TEXT,
            "办理理由",
            "变更说明 变更原因 依据 理由 变更理由 原因",
        ),
        say.REMARK,
    ),
    keys=("project_name", "target_state"),
    identifies=("target_state", "step_date"),
    titles=("状态", "办结", "销号"),
    checks=(Unique(("project_name", "county", "target_state")),),
    needs_title=2,
)
