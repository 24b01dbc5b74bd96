"""形象进度表: one row per project and day: how far the work on site was."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind

KIND = Kind(
    code="progress",
    order=29,
    zh="形象进度表",
    en="progress on site",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "progress_rate",
            FieldKind.RATE,
            "形象进度",
            "工程进度 完成进度 施工进度 形象进度(%) 实物进度",
            "进度",
            is_required=True,
        ),
        Field(
            "seen_date",
            FieldKind.DATE,
            "进度日期",
            (
                "截止日期 截至日期 检查日期 核查日期 日期 时间 报告日期 更新日期 查看日期 "
                "填报日期 统计日期 现场查看日期"
            ),
            "进度日期",
            is_required=True,
        ),
        Field(
            "progress_words",
            FieldKind.TEXT,
            "进展情况",
            (
                "进展描述 建设进展 施工进展 实施进展 项目进展 形象进度说明 建设情况 完成情况 "
                "进度说明 施工情况 现场情况 工程进展"
            ),
        ),
        Field(
            "spot",
            FieldKind.TEXT,
            "现场位置",
            "坐标 地理坐标 经度纬度 定位 位置 拍照地点 现场地点 拍摄地点 查看地点 经纬度",
        ),
        say.REMARK,
    ),
    keys=("project_name", "seen_date"),
    identifies=("seen_date", "progress_words"),
    titles=("形象进度", "项目进度", "进度情况", "工程进度", "进度"),
    checks=(Bounds("progress_rate", 0, 1),),
    needs_title=2,
)
