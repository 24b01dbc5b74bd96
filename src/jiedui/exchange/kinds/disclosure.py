"""公示公告台账: one row per notice about a project; its text is made from the record."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Field, FieldKind, Kind, Order

KIND = Kind(
    code="disclosure",
    order=25,
    zh="公示公告台账",
    en="public notices",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "moment",
            FieldKind.TEXT,
            "公示环节",
            (
                "公示节点 公示时点 公告阶段 公告环节 公示公告阶段 公示公告环节 公示事项 公示阶段 "
                "公示类型 公告类型 公示内容 公示公告类别"
            ),
            "公示环节",
            is_required=True,
        ),
        Field(
            "start_date",
            FieldKind.DATE,
            "公示起始日期",
            "公示公告时间 公示公告日期 发布日期 张贴日期 公示日期 公示开始日期 公告日期 公示时间",
            "公示起 公示日",
            is_required=True,
        ),
        Field("end_date", FieldKind.DATE, "公示截止日期", "公示结束日期 公示期满日期"),
        Field(
            "posted_at",
            FieldKind.TEXT,
            "公示地点(网址)",
            (
                "公告地点 公示场所 张贴地点 公示公告地点 公示平台 发布渠道 公示地点 公示位置 "
                "公示网址 公示方式 公示渠道 公示载体"
            ),
            "公示地点",
            is_required=True,
        ),
        Field(
            "complaint_phone",
            FieldKind.TEXT,
            "监督举报电话",
            (
                "监督举报 举报投诉电话 联系电话 公示电话 受理电话 反馈电话 监督电话 举报电话 "
                "投诉电话 12317"
            ),
            "监督",
            is_required=True,
        ),
        say.REMARK,
    ),
    keys=("project_name", "moment", "start_date"),
    identifies=("moment", "posted_at"),
    titles=("公示", "公告"),
    checks=(Order("start_date", "end_date"),),
    needs_title=2,
)
