"""年度计划表: the projects planned for a year; every amount is a plan and never an actual."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds import fundfields as money
from jiedui.exchange.kinds.declaration import (
    Bounds,
    Field,
    FieldKind,
    Kind,
    Order,
    PartOf,
    Ratio,
    RowSum,
    Unique,
)

KIND = Kind(
    code="plan",
    order=2,
    zh="年度计划表",
    en="yearly plan",
    fields=(
        say.SEQ,
        say.YEAR,
        say.COUNTY,
        say.PROJECT,
        Field("category", FieldKind.TEXT, "项目类别", say.CATEGORY_HEADINGS, "项目类"),
        Field(
            "content",
            FieldKind.TEXT,
            "主要内容",
            "建设内容及规模 " + say.CONTENT_HEADINGS,
            "建设内容 建设规模 主要内容",
        ),
        Field("location", FieldKind.TEXT, "实施地点", say.LOCATION_HEADINGS, "地点"),
        Field(
            "responsible_unit",
            FieldKind.TEXT,
            "责任单位",
            (
                "实施单位 牵头单位 项目单位 建设单位 承办单位 责任部门 牵头部门 项目责任单位 "
                "实施主体 主管部门 业主单位 项目业主 负责单位"
                " 责任主体 实施部门 项目实施单位 项目责任部门 建设主体 县级责任单位"
                " 组织实施单位 项目法人 牵头责任单位 责任单位(部门) 主责单位 实施责任单位"
                " 项目承担单位 项目主体 牵头(责任)单位 项目建设单位 县级主管部门"
                " 项目主管部门 行业主管部门"
            ),
            "责任单位 实施单位 牵头",
        ),
        Field(
            "contact", FieldKind.TEXT, "责任人", "负责人 联系人 联系电话 项目负责人 联系人及电话"
        ),
        Field(
            "start_date",
            FieldKind.DATE,
            "计划开工日期",
            (
                "开始 起 开始时间 开始日期 计划开始时间 计划开始 计划开工 计划开工时间 "
                "开工时间 开工日期 起始时间 拟开工时间 预计开工时间 预计开工 时间|开始 "
                "时间|起 时间|开工 期限|起 期限|开始 起止|起 起止|开始"
                " 计划起始时间 预计开始时间 拟实施时间 计划启动时间 启动时间 计划起"
                " 计划|起 计划|开始 计划开工年月 拟开工 计划动工时间 预计启动时间"
                " 起始日期"
            ),
            "开工",
        ),
        Field(
            "end_date",
            FieldKind.DATE,
            "计划完工日期",
            (
                "结束 止 结束时间 结束日期 计划结束时间 计划完成时间 计划完工 计划完工时间 "
                "计划竣工时间 完工时间 完成时间 完工日期 竣工时间 拟完工时间 预计完工时间 "
                "预计完工 时间|结束 时间|止 时间|完工 时间|竣工 期限|止 期限|结束 起止|止 "
                "起止|结束"
                " 计划终止时间 预计完成时间 预计竣工时间 计划竣工 计划完成 计划止 计划|止"
                " 计划|结束 计划完工年月 拟完成时间 拟完工 预计建成时间 计划建成时间"
                " 建成时间 终止日期 完成时限"
            ),
            "完工 竣工",
        ),
        Field(
            "start_date",
            FieldKind.SPAN,
            "计划起止时间",
            (
                "起止时间 起止年限 起止年月 起止日期 计划时间 实施期限 建设期限 建设周期 实施时间 "
                "计划实施时间 建设时间 计划起止年月 起止时限 实施周期"
                " 起讫时间 起讫年月 起讫日期 建设工期 工期 计划工期 实施年限 建设年限"
                " 项目周期 建设起止年限 建设起止时间 计划建设期限 计划实施期限"
                " 计划建设时间 时间 时限 计划实施起止时间 实施起止时间 拟实施期限 建设起讫时间"
                " 项目起止时间 计划起讫时间 计划周期 建设期"
            ),
            "起止",
            end="end_date",
        ),
        Field(
            "total_fen",
            FieldKind.MONEY,
            "总投资",
            money.TOTAL_HEADINGS
            + (
                " 计划资金 计划投资 计划投资额 计划安排资金 计划资金总额 计划总资金 安排资金 "
                "合计 小计 总计 金额 资金 投资 计划投资|合计 计划|合计 计划金额 资金需求 "
                "预算资金 预算金额"
            ),
            "总投资 计划资金 计划投资 投资总 资金总",
        ),
        money.AID,
        money.MUNICIPAL,
        money.DISTRICT,
        money.TOWN,
        money.SOCIAL,
        money.OWN,
        money.PAYER,
        money.MECHANISM,
        Field(
            "benefit_households",
            FieldKind.COUNT,
            "受益户数",
            (
                "受益户 预计受益户数 惠及户数 受益|户数 受益|户 预计受益|户数 预期受益户数 "
                "带动户数 覆盖户数"
                " 预计受益户 带动户 惠及农户 受益农户 受益农户数 预计惠及户数 惠及户"
                " 预计带动户数 计划受益户数 预期受益|户数 惠及|户数 受益户(户)"
                " 预计受益户数(户) 受益贫困户 受益贫困户数 预计受益贫困户数 带动贫困户 带动贫困户数"
                " 受益脱贫户 受益脱贫户数"
            ),
            "受益户",
        ),
        Field(
            "benefit_people",
            FieldKind.COUNT,
            "受益人数",
            (
                "受益人口 受益人 预计受益人数 预计受益人口 受益群众 惠及人数 受益|人数 "
                "受益|人 受益|人口 预期受益人数 带动人数 受益人口数 覆盖人数"
                " 预计惠及人数 惠及人口 惠及群众 受益群众数 受益人员 受益对象 惠及群众数"
                " 预计带动人数 计划受益人数 预期受益|人数 惠及|人数 受益人(人)"
                " 预计受益人数(人) 预期受益人口"
            ),
            "受益人",
        ),
        Field(
            "benefit_poor_households",
            FieldKind.COUNT,
            "其中建档立卡户数",
            "其中脱贫户数 其中贫困户数",
        ),
        Field(
            "benefit_poor_people",
            FieldKind.COUNT,
            "其中建档立卡人数",
            (
                "脱贫户人口 贫困户人口 建档立卡 建档立卡人数 其中贫困人口 贫困人口 脱贫人口 "
                "其中脱贫人口 "
                "建档立卡人口 受益贫困人口"
            ),
            "建档立卡 贫困人 脱贫人",
        ),
        Field(
            "status",
            FieldKind.STATUS,
            "项目状态",
            "是否结转 结转情况 是否续建 结转/新建 新建/结转",
        ),
        say.REMARK,
    ),
    keys=("county", "project_name"),
    identifies=("project_name",),
    titles=(
        "计划表",
        "项目计划",
        "年度计划",
        "计划安排",
        "工作计划",
        "资金计划",
        "实施计划",
        "项目安排",
        "安排表",
        "计划",
    ),
    checks=(
        RowSum("aid_fen", ("municipal_fen", "district_fen", "town_fen", "social_fen")),
        RowSum(
            "total_fen",
            ("municipal_fen", "district_fen", "town_fen", "social_fen", "recipient_own_fen"),
        ),
        PartOf("benefit_poor_people", "benefit_people"),
        PartOf("benefit_poor_households", "benefit_households"),
        Order("start_date", "end_date"),
        Bounds("benefit_people", 0),
        Bounds("benefit_households", 0),
        Ratio("benefit_people", "benefit_households", 1, 10),
        Unique(
            ("county", "project_name"),
            unless=("content", "location", "category", "start_date", "year"),
        ),
    ),
    across=("county", "year"),
    bare=(("total_fen", "投资"), ("municipal_fen", "")),
    named="project_name",
    needs_title=2,
)
