"""培训台账: one row per class; batches, people and attendances are three different counts."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, Order, PartOf, Unique

KIND = Kind(
    code="training",
    order=5,
    zh="培训台账",
    en="training ledger",
    fields=(
        say.SEQ,
        say.YEAR,
        Field(
            "county",
            FieldKind.PLACE,
            "受援县",
            say.COUNTY_HEADINGS + " 学员来源地 生源地 选派地区 选派县",
            "受援县 受援地",
            is_required=True,
        ),
        Field(
            "class_name",
            FieldKind.TEXT,
            "培训班名称",
            (
                "培训名称 班次名称 培训班 培训项目 培训项目名称 班名 班级名称 培训班次 "
                "培训主题 培训班(项目)名称 培训内容 名称 培训班次名称 培训班名"
                " 培训班名称(主题) 培训课程 培训专题 班次名 培训班主题 课程名称"
                " 培训班全称 举办培训班名称 办班名称 培训活动名称 培训班(班次)名称"
                " 培训班(项目) 班次(项目)名称 培训任务名称 班别"
                " 班次"
            ),
            "培训班 班名 班次名",
            is_required=True,
        ),
        Field(
            "trainee_kind",
            FieldKind.TEXT,
            "培训对象",
            (
                "对象 参训对象 参训人员 培训人员 培训人员类别 人员类别 学员类别 培训类别 "
                "培训类型 培训对象类别 学员类型 类别"
                " 受训对象 培训人群 参加对象 参加人员 受训人员 参培对象 参培人员 学员构成"
                " 培训对象类型 学员身份 培训群体 参训人员类别 受训人员类别 人员构成"
            ),
            "对象 学员类",
        ),
        Field(
            "organiser",
            FieldKind.TEXT,
            "主办单位",
            (
                "主办 举办单位 承办单位 组织单位 主办方 培训机构 主(承)办单位 主办(承办)单位 "
                "主办/承办单位 培训单位"
                " 主办机构 主办部门 举办方 举办部门 承办方 承办机构 承办部门 培训承办单位"
                " 组织部门 牵头单位 培训主办单位 办班单位 施训单位 实施单位 责任单位"
                " 培训实施单位 培训组织单位"
            ),
            "主办 承办 举办单位",
        ),
        Field(
            "place",
            FieldKind.TEXT,
            "培训地点",
            (
                "地点 举办地点 办班地点 培训地 培训地址 举办地"
                " 培训场所 开班地点 授课地点 培训所在地 培训地点(基地) 培训基地 办班地址"
                " 举办城市 培训城市 培训院校 开班地"
            ),
            "地点",
        ),
        Field(
            "start_date",
            FieldKind.DATE,
            "开始日期",
            (
                "开始 起 开班日期 开班时间 开始时间 培训开始日期 培训开始时间 起始日期 "
                "起始时间 时间|开始 时间|起 日期|起 日期|开始 起止|起 起止|开始"
                " 开班 培训起始时间 培训起始日期 培训开班时间 开训时间 开训日期 起始年月"
                " 培训开始 开课时间 开课日期 报到时间"
            ),
            "开班 开始",
        ),
        Field(
            "end_date",
            FieldKind.DATE,
            "结束日期",
            (
                "结束 止 结业日期 结业时间 结束时间 培训结束日期 培训结束时间 结班日期 "
                "终止日期 截止日期 时间|结束 时间|止 日期|止 日期|结束 起止|止 起止|结束"
                " 结班时间 培训终止时间 结训时间 结训日期 结业 终止时间 培训结束 结课时间"
                " 结课日期"
            ),
            "结业 结束",
        ),
        Field(
            "start_date",
            FieldKind.SPAN,
            "培训时间",
            (
                "起止时间 培训日期 培训起止时间 起止日期 举办时间 办班时间 时间 日期 培训期限"
                " 培训时段"
                " 培训起止日期 起讫时间 起讫日期 起止年月 培训年月 办班日期 举办日期"
                " 开展时间 培训时间(起止) 培训周期 起止时间(年月日) 培训日程 举办起止时间"
                " 办班起止时间 培训起讫时间"
            ),
            "起止 培训时间",
            end="end_date",
        ),
        Field(
            "days",
            FieldKind.COUNT,
            "培训天数",
            (
                "天数 培训期限(天) 培训天数(天) 天 时长(天) 培训时长 时长 期限 学习天数"
                " 培训天 学制(天) 举办天数 办班天数 天数合计 时间(天) 学时(天)"
                " 培训时间(天) 期限(天)"
            ),
            "天数",
        ),
        Field(
            "batches",
            FieldKind.COUNT,
            "期(批)数",
            (
                "期数 批数 批次 班次 期次 班数 期(班)数 班(期)数 期(班)次 班期数 培训期数 "
                "培训批次 培训班次数 办班期数 办班数 期/批数 期 批 批次数 班次数 举办期数 "
                "培训班数"
            ),
            "期数 批次 批数 班数",
        ),
        Field(
            "person_times",
            FieldKind.COUNT,
            "培训人次",
            (
                "人次 参训人次 培训人次数 培训总人次"
                " 受训人次 总人次 参加人次 人次数 培训人次合计 学员人次 参培人次"
            ),
            "人次",
        ),
        Field(
            "poor_people",
            FieldKind.COUNT,
            "其中建档立卡人数",
            (
                "建档立卡 建档立卡人数 其中建档立卡 建档立卡贫困人口 建档立卡人口 贫困人口 "
                "贫困人数 其中贫困人口 其中贫困人数 脱贫人口 脱贫人口数 其中脱贫人口 脱贫人数"
                " 建档立卡户 贫困学员 贫困户学员 其中贫困户 贫困劳动力 脱贫劳动力"
                " 其中脱贫劳动力 贫困家庭学员 脱贫户学员 监测对象 建档立卡贫困户"
                " 建档立卡人员 建档立卡贫困劳动力 其中建档立卡户 脱贫户 脱贫户人数"
                " 脱贫人员 贫困户 贫困户人数 贫困人员 其中建档立卡贫困人口 脱贫(监测)人口"
            ),
            "建档立卡 贫困人 脱贫人",
        ),
        Field(
            "people",
            FieldKind.COUNT,
            "培训人数",
            (
                "人数 参训人数 培训总人数 参加人数 学员人数 参训学员数 人数合计 培训人员数 参培人数"
                " 受训人数 实训人数 实际参训人数 实到人数 学员数 培训学员数 参训学员"
                " 人员数 人数小计 参加培训人数 培训总数 到训人数 培训人数合计 培训学员"
                " 总人数 实际培训人数 结业人数 参训总人数 学员总数 培训规模 参训规模 培训人员数量"
            ),
            "人数",
        ),
        Field(
            "cost_fen",
            FieldKind.MONEY,
            "培训经费",
            (
                "经费 费用 培训费用 投入资金 资金 培训资金 经费金额 投入经费 使用资金 "
                "支出金额 经费投入 金额"
                " 使用经费 培训支出 总费用 费用合计 花费 培训投入 支出 支出经费 经费支出"
                " 费用金额 投入 投入金额 培训经费支出 培训投入资金 经费(费用) 培训总费用"
                " 经费合计 经费总额 帮扶资金 援助资金"
            ),
            "经费 费用",
        ),
        Field(
            "fund_source",
            FieldKind.TEXT,
            "资金来源",
            (
                "出资渠道 经费来源 费用来源 经费渠道 资金渠道"
                " 经费列支 经费列支渠道 费用渠道 列支渠道 经费出处 培训经费来源"
                " 培训资金来源 经费承担单位 资金性质 经费保障"
            ),
            "来源",
        ),
        say.REMARK,
    ),
    keys=("county", "class_name"),
    identifies=("class_name", "batches", "trainee_kind"),
    titles=("培训", "研修", "跟岗"),
    across=("county",),
    bare=(("person_times", "人次"), ("people", "")),
    checks=(
        Order("start_date", "end_date"),
        PartOf("poor_people", "people"),
        PartOf("people", "person_times"),
        Bounds("people", 0),
        Bounds("person_times", 0),
        Bounds("batches", 0),
        Bounds("days", 0, 400),
        Unique(
            ("county", "class_name"),
            unless=(
                "start_date",
                "end_date",
                "place",
                "trainee_kind",
                "organiser",
                "year",
                "batches",
                "people",
                "person_times",
            ),
        ),
    ),
    named="class_name",
)
