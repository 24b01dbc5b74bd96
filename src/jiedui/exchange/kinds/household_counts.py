"""户数人数表: registered households and people per county and date, the dates often across."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, Ratio, Unique

_REGISTERED = "贫困 建档立卡 脱贫 监测 低收入"
"""Who is counted, rather than all who live there, where a table has both."""

KIND = Kind(
    code="household_counts",
    order=11,
    zh="户数人数表",
    en="household counts",
    fields=(
        say.SEQ,
        Field(
            "prefecture",
            FieldKind.TEXT,
            "所属州(市)",
            (
                "州(市) 州市 市州 市(州) 市(州、盟) 地州 地市 地区(州) 所属州市 所属市州 "
                "所属市(州) 所属州 所属市 州 州名 地级市 盟市 市(盟) 市州名称 市"
            ),
        ),
        Field(
            "county",
            FieldKind.PLACE,
            "受援县",
            say.COUNTY_HEADINGS + " 名称 单位 地区名称 县区名称 区县名称 县市名称",
            "受援县 受援地",
            is_required=True,
        ),
        Field(
            "as_of",
            FieldKind.AS_OF,
            "统计时点",
            (
                "时点 时间 年份 年度 日期 截止日期 截止时间 统计时间 统计日期 截至时间 "
                "数据时点 时间节点 统计年份"
                " 统计截至 截至 截止 统计截止时间 统计截止日期 数据截至 截至时点 统计年月"
                " 统计时间点 年月 时期"
            ),
        ),
        Field(
            "households",
            FieldKind.COUNT,
            "户数",
            (
                "户 贫困户 贫困户数 建档立卡户 建档立卡户数 建档立卡贫困户 建档立卡贫困户数 "
                "总户数 在册户数 脱贫户 脱贫户数 监测户数 户数合计 现有户数 贫困户(户) "
                "剩余户数 剩余贫困户"
                " 未脱贫户数 未脱贫户 贫困户总数 建档立卡贫困户总数 低收入户数 农户数"
                " 建档立卡总户数 户数总计 户数(户) 贫困户户数 建档立卡户数(户) 脱贫户总数"
                " 监测户 监测对象户数"
            ),
            "户数 贫困户",
            rather=_REGISTERED,
        ),
        Field(
            "people",
            FieldKind.COUNT,
            "人数",
            (
                "人 人口 人口数 贫困人口 贫困人口数 贫困人数 建档立卡人数 建档立卡人口 "
                "建档立卡贫困人口 建档立卡贫困人口数 总人数 总人口 在册人数 在册人口 脱贫人口 "
                "脱贫人口数 监测人数 人数合计 现有人数 剩余人数 剩余人口 剩余贫困人口"
                " 未脱贫人口 未脱贫人数 贫困人口总数 建档立卡贫困人数 涉及人数 涉及人口"
                " 低收入人口 建档立卡总人数 人数总计 人口总数 贫困户人数 脱贫人数"
                " 脱贫人口总数 监测人口 监测对象人数 监测对象人口"
            ),
            "人数 人口",
            rather=_REGISTERED,
        ),
        Field(
            "poverty_rate", FieldKind.RATE, "贫困发生率", "发生率 贫困率 综合贫困发生率", "发生率"
        ),
        say.REMARK,
    ),
    keys=("county", "as_of"),
    identifies=("households", "people"),
    titles=("建档立卡", "贫困户", "贫困人口", "户数", "人口情况", "脱贫户", "脱贫人口", "监测对象"),
    checks=(
        Ratio("people", "households", 1, 8),
        Bounds("households", 0),
        Bounds("people", 0),
        Bounds("poverty_rate", 0, 1),
        Unique(("county", "as_of")),
    ),
    across=("county", "as_of"),
    bare=(
        ("poverty_rate", "发生率 单位:%"),
        ("people", "人口 人数 单位:人"),
        ("households", "户数 单位:户"),
    ),
)
