"""月报: one row per indicator of a county; its own unit says what its numbers count."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import (
    Field,
    FieldKind,
    Kind,
    OfWhich,
    PartOf,
    RateOf,
    Unique,
)

KIND = Kind(
    code="monthly_return",
    order=3,
    zh="月报",
    en="monthly return",
    fields=(
        say.SEQ,
        say.YEAR,
        Field(
            "period",
            FieldKind.PERIOD,
            "月份",
            "月度 统计月份 所属月份 报告期 统计期 统计期间 所属期 期间 季度 统计时间 时间",
        ),
        Field("county", FieldKind.PLACE, "受援县", say.COUNTY_HEADINGS, "受援县 受援地"),
        Field(
            "block",
            FieldKind.TEXT,
            "类别",
            (
                "指标领域 指标类别 工作类别 板块 工作板块 类型 指标类型 一级指标 项目类别 "
                "任务类别 分类 "
                "指标分类 工作任务 重点任务 工作内容 工作领域 领域 大类 模块 工作类型 事项类别 "
                "考核内容 重点工作 内容"
            ),
            "板块 一级指标 工作类",
        ),
        Field(
            "indicator",
            FieldKind.TEXT,
            "指标",
            (
                "指标名称 统计指标 具体指标 二级指标 三级指标 工作指标 项目指标 主要指标 指标内容 "
                "考核指标 任务指标 指标项 指标项目 统计项目 统计内容 项目 项目名称 名称 具体内容 "
                "具体任务 工作事项 目标任务 任务 填报内容 填报指标 填报事项 事项 统计事项 "
                "工作内容 工作任务 重点任务 重点工作 考核内容 内容 "
                "indicator Indicator"
            ),
            "指标",
            is_required=True,
        ),
        Field(
            "unit",
            FieldKind.TEXT,
            "计量单位",
            "单位 指标单位 统计单位 量纲 unit Unit",
            shape=r"亿元|万元|元|万?人|人次|户|家|个|期|批|次|场|件|项|名|对|所|亩|吨|%|平方米",
        ),
        Field(
            "target",
            FieldKind.FIGURE,
            "年度目标",
            (
                "全年目标 目标 目标任务 年度目标任务 目标值 年度目标值 年度任务 年度任务数 "
                "年度计划 年度计划数 计划数 任务数 全年计划 全年任务 全年目标任务 全年任务数 "
                "年初目标 年初计划 计划 协议目标 协议任务 协议数 目标数 年度目标数 年度指标 "
                "全年目标值 本年目标 本年计划 本年任务 当年目标 任务目标 协议书目标 计划目标 "
                "计划任务 target Target"
            ),
            "年度目标 全年目标 目标任务 任务数 年度计划",
        ),
        Field(
            "last_year",
            FieldKind.FIGURE,
            "上年同期",
            (
                "上年同期数 去年同期 去年同期数 上年同期累计 去年同期累计 上年同期完成 "
                "去年同期完成 上年同期值 同期 同期数 上年同月 去年同月 上年数 上年实绩 "
                "上年同期累计数 上年同期完成数 去年同期完成数 同期累计 上年累计 同期对比数 "
                "上年同期实绩"
            ),
            "上年同期 去年同期",
        ),
        Field(
            "month_value",
            FieldKind.FIGURE,
            "本月数",
            (
                "本月 当月 当月数 本月完成 本月完成数 当月完成 当月完成数 本月实绩 本月值 "
                "本月新增 本月新增数 当月新增 本月发生数 当月发生 当月实绩 本期 本期数 本期完成 "
                "本期完成数 本期新增 本旬 本周 本季 本季度 本月实际 本月实际完成 本月进展 "
                "本月情况 当月值 本月实际数 当期 当期数 当月实际 本月发生"
            ),
            "本月 当月 本期",
        ),
        Field(
            "cumulative",
            FieldKind.FIGURE,
            "累计数",
            (
                "累计 累计完成 累计完成情况 累计完成数 本年累计 本年累计数 年内累计 年度累计 "
                "自年初累计 "
                "年初以来累计 1月至本月累计 截至本月累计 截至本月底累计 本年累计完成 累计值 "
                "今年累计 当年累计 年累计 至本月累计 累计实绩 完成数 实际完成 实际完成数 "
                "累计实际完成 本年度累计 年初至今 年初至今累计 年初累计 本年完成 本年度累计完成 "
                "累计进展 今年以来累计 累计发生 累计发生数 年度累计完成 年内累计完成 当年累计完成"
            ),
            "累计",
        ),
        Field(
            "completion_rate",
            FieldKind.RATE,
            "完成率",
            (
                "完成比例 完成百分比 目标完成率 年度目标完成率 完成进度 任务完成率 进度 "
                "完成年度目标 完成情况 完成目标比例 完成年度目标比例 占年度目标 占目标 "
                "占年度目标比例 完成占比 完成目标 计划完成率 累计完成率 目标完成比例 年度完成率 "
                "完成年度计划 进度比例 完成年度目标百分比 占全年目标 占全年目标比例 完成全年目标"
            ),
            "完成率 完成比 完成年度 占年度目标 占目标 占全年 占计划",
        ),
        say.REMARK,
    ),
    keys=("county", "indicator"),
    identifies=("indicator", "cumulative", "month_value"),
    titles=(
        "月报",
        "旬报",
        "季报",
        "周报",
        "月报表",
        "进展情况统计",
        "完成情况统计",
        "工作进展",
        "指标完成",
    ),
    checks=(
        PartOf("month_value", "cumulative"),
        OfWhich("indicator", ("target", "month_value", "cumulative", "last_year"), same="unit"),
        RateOf("completion_rate", "cumulative", ("target",)),
        Unique(("county", "indicator"), unless=("block", "period", "year", "section")),
    ),
    section="block",
    across=("county", "period", "indicator"),
    bare=(
        ("completion_rate", "完成率 完成比例"),
        ("month_value", "本月完成 当月完成 本月数 本月新增 按月 分月 各月"),
        ("target", "目标分解 任务分解 目标任务表 计划表"),
        ("cumulative", ""),
    ),
    has_bare_sums=True,
)
