"""互访台账: one row per visit or meeting of the partners, with who led it and what was agreed."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Counted, Field, FieldKind, Kind, Order, Unique

_WHEN = (
    "时间 日期 出访日期 出访时间 来访日期 来访时间 互访日期 往返时间 往返日期 起止时间 起止日期 "
    "活动时间 活动日期 考察时间 考察日期 访问时间 访问日期 会议时间 会议日期 行程 行程时间"
)

KIND = Kind(
    code="visit",
    order=10,
    zh="互访台账",
    en="visits and meetings",
    fields=(
        say.SEQ,
        say.YEAR,
        Field(
            "start_date",
            FieldKind.DATE,
            "起始日期",
            (
                "开始日期 开始时间 起始时间 起 开始 出访日期 出访时间 到访日期 到访时间 抵达日期 "
                "抵达时间 出发日期 出发时间 时间|起 时间|开始 日期|起 日期|开始 起止|起 起止|开始 "
                "互访时间|起 互访时间|开始 来访日期 来访时间 启程日期 "
                + say.under(_WHEN, "起 始 开始 去 自 从 到 出发 抵达")
            ),
            "开始 起始 出访 到访",
            is_required=True,
        ),
        Field(
            "end_date",
            FieldKind.DATE,
            "结束日期",
            (
                "结束时间 终止日期 终止时间 止 结束 返回日期 返回时间 离开日期 离开时间 返程日期 "
                "返程时间 时间|止 时间|结束 日期|止 日期|结束 起止|止 起止|结束 互访时间|止 "
                "互访时间|结束 回程日期 " + say.under(_WHEN, "止 终 结束 回 返 至 讫 离开 返回")
            ),
            "结束 返回 返程",
        ),
        Field(
            "start_date",
            FieldKind.SPAN,
            "互访时间",
            (
                "时间 日期 互访日期 活动时间 活动日期 会议时间 会议日期 考察时间 考察日期 "
                "起止时间 起止日期 访问时间 访问日期 调研时间 调研日期 交流时间 交流日期 对接时间 "
                "对接日期 召开时间 召开日期 互访(会议)时间 往来时间 走访时间 时间(起止) "
                "日期(起止) 举办时间 考察调研时间 开展时间 互访起止时间 行程时间 date Date"
            ),
            "互访时间 会议时间 活动时间 考察时间",
            end="end_date",
            is_required=True,
        ),
        Field(
            "county",
            FieldKind.PLACE,
            "受援县",
            say.COUNTY_HEADINGS
            + " 受访县 互访县 互访地区 互访县区 来访(受访)县 受访地区 到访县 结对地区 协作县(市)",
            "受援县 受援地",
        ),
        Field(
            "direction",
            FieldKind.DIRECTION,
            "互访方向",
            (
                "方向 互访类型 互访类别 互访形式 来往方向 往来方向 互访方式 类型 类别 来访/出访 "
                "来访/去访 去访/来访 出访/来访 访问方向 交流方向 往访/来访 形式 访问类型 赴/来 "
                "流向 往来类型"
            ),
            "方向 互访类 互访形",
        ),
        Field(
            "leader",
            FieldKind.TEXT,
            "带队领导",
            (
                "带队人 领队 带队领导姓名 率队领导 带队人员 带队领导及职务 带队负责人 "
                "带队领导(职务) 带队 率队人 主要领导 领导姓名 带队领导姓名及职务 "
                "带队领导姓名、职务 出访领导 参加领导 带队领导、职务 率队领导及职务 带队人姓名 "
                "带队人及职务 主持人 率队人员 团长 领导 带队干部 带队同志 互访领导 率队领导姓名 "
                "参加人员 主要参加人员 参会人员 出席领导 主要出席人员 "
                "带队(主持)领导 负责人 带队人(职务) leader Leader"
            ),
            "带队 率队 领队",
            is_required=True,
        ),
        Field(
            "level",
            FieldKind.TEXT,
            "级别",
            (
                "领导级别 层级 层次 带队领导级别 带队级别 职级 级别层次 行政级别 互访层级 "
                "会议级别 互访级别 领导职级 活动层级 会议层级 带队人级别 带队领导职级 领导层级 "
                "互访层次 会议层次 访问级别 规格 级别(层次) level Level"
            ),
            "级别 层级 层次",
        ),
        Field(
            "people",
            FieldKind.COUNT,
            "人数",
            (
                "人次 参加人数 随行人数 总人数 参访人数 参与人数 互访人数 出访人数 来访人数 "
                "代表团人数 参会人数 考察人数 人员数量 人员数 同行人数 互访人次 参加人次 随访人数 "
                "团组人数 参加人员数 人员(人) 率队人数 people People"
            ),
            "人数 人次",
        ),
        Field(
            "times",
            FieldKind.COUNT,
            "次数",
            "互访次数 活动次数 往来次数 走访次数 开展次数 次数(次) 会议次数",
            "互访次数 活动次数",
        ),
        Field(
            "agenda",
            FieldKind.TEXT,
            "主要议题",
            (
                "议题 主要内容 内容 活动内容 会议内容 互访内容 事由 工作内容 会议议题 考察内容 "
                "调研内容 活动主题 主题 对接内容 事项 主要事项 互访主题 会议主题 主要活动 "
                "互访事由 交流内容 议程 主要议程 研究事项 会议主要内容 互访活动内容 活动情况 "
                "会商内容 会商事项 洽谈事项 洽谈内容 商谈事项 座谈内容 会谈内容 商定事项 主要工作 "
                "对接事项 协商事项 考察调研内容 活动名称 会议名称 "
                "agenda Agenda"
            ),
            "议题 内容 事由 主题 议程",
        ),
        Field(
            "minutes_no",
            FieldKind.TEXT,
            "纪要编号",
            (
                "会议纪要编号 会议纪要 纪要号 纪要文号 会议纪要号 会议纪要文号 纪要 备忘录编号 "
                "文号 纪要(备忘录)编号 会议纪要(备忘录) 会议纪要编号/文号 纪要名称 佐证材料编号 "
                "纪要及文号 联席会议纪要 联席会议纪要编号 会议纪要(编号) 纪要字号"
            ),
            "纪要",
        ),
        say.REMARK,
    ),
    keys=("start_date", "leader"),
    identifies=("leader", "agenda", "minutes_no", "direction"),
    titles=(
        "互访",
        "联席会议",
        "会议台账",
        "高层",
        "考察",
        "往来",
        "党政代表团",
        "对接",
        "会商",
        "走访",
        "访问",
    ),
    checks=(
        Order("start_date", "end_date"),
        Bounds("people", 0),
        Bounds("times", 1),
        Unique(
            ("start_date", "leader"),
            unless=("end_date", "county", "direction", "agenda", "minutes_no", "people"),
        ),
        Unique(("minutes_no",), unless=("start_date", "agenda", "leader")),
    ),
    counts=(
        Counted(
            "Count:Visits",
            "times",
            on=("start_date", "end_date"),
            words="互访:{agenda}",
            otherwise=1,
        ),
    ),
)
