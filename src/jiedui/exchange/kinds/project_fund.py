"""项目资金台账: one row per project (or funding line) of a partner county, money as it stands."""

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
    RateOf,
    Ratio,
    RowSum,
    Unique,
)

KIND = Kind(
    code="project_fund",
    order=1,
    zh="项目资金台账",
    en="project and fund ledger",
    fields=(
        say.SEQ,
        say.YEAR,
        say.COUNTY,
        say.PROJECT,
        Field(
            "project_count",
            FieldKind.COUNT,
            "项目数",
            "项目个数 项目数量 项目总数 个数 项目(个) 实施项目数 安排项目数",
            "项目数 项目个数",
        ),
        Field("category", FieldKind.TEXT, "项目类别", say.CATEGORY_HEADINGS, "项目类"),
        Field(
            "content", FieldKind.TEXT, "建设内容及规模", say.CONTENT_HEADINGS, "建设内容 建设规模"
        ),
        Field("location", FieldKind.TEXT, "实施地点", say.LOCATION_HEADINGS, "地点"),
        Field(
            "owner_unit",
            FieldKind.TEXT,
            "实施单位",
            (
                "建设单位 项目单位 业主单位 项目业主 业主 承建单位 项目实施单位 项目建设单位 "
                "项目业主单位 承担单位 组织实施单位 实施主体 责任单位 主管单位"
                " 项目法人 法人单位 项目法人单位 实施部门 承建方 项目实施主体"
                " 实施责任单位 牵头实施单位 县级责任单位 管理单位 项目主管单位 建设主体"
                " 业主(实施)单位 实施(业主)单位 项目承担单位 组织实施部门"
            ),
            "实施单位 建设单位 业主",
        ),
        Field(
            "contact",
            FieldKind.TEXT,
            "负责人",
            (
                "联系人 责任人 项目负责人 项目责任人 责任人/电话 负责人/电话 负责人及电话 "
                "负责人及联系电话 联系人及电话 联系人/电话 负责人、电话 联系电话 电话 "
                "联系方式"
                " 项目联系人 项目联系人及电话 经办人 经办人及电话 责任人及电话"
                " 项目负责人及电话"
            ),
            "负责人 联系人 责任人",
        ),
        Field(
            "approval_no",
            FieldKind.TEXT,
            "批复文号",
            (
                "批准文号 文号 批文号 批文 立项文号 批复|文号 审批文号 批复文件 批复文件号"
                " 批复号 立项批复 立项批复文号 批准文件 可研批复文号 项目批复文号"
                " 批复文件文号 下达文号 资金文号 资金下达文号 立项批文 文件文号 批复文 立项批复号"
            ),
            "批复文",
        ),
        Field(
            "approval_date",
            FieldKind.DATE,
            "批复日期",
            (
                "批准日期 批复时间 批准时间 立项时间 立项日期 审批日期 批复|日期 批复|时间 批复"
                " 立项批复时间 立项批复日期 项目批复时间 项目批复日期 批文日期 批文时间"
            ),
            "批复日 批复时",
        ),
        Field(
            "total_fen",
            FieldKind.MONEY,
            "总投资",
            money.TOTAL_HEADINGS + " 合计 金额 资金 资金数 投资 总计 总额",
            "总投资 投资总 资金总",
        ),
        money.AID,
        money.MUNICIPAL,
        money.DISTRICT,
        money.TOWN,
        money.SOCIAL,
        money.OWN,
        money.PAYER,
        Field(
            "allotted_fen",
            FieldKind.MONEY,
            "下达资金",
            (
                "下达 已下达 资金下达 下达金额 已下达资金 已下达金额 累计下达 累计下达资金 "
                "资金下达额 到位资金 已到位资金 资金到位 已到位 到位 到位金额 下达|金额 "
                "下达|资金 到位|金额"
                " 拨入 资金拨入 拨入资金 计划下达 计划下达资金 到账资金 资金到账 已到账"
                " 到账金额 下拨 下拨资金 已下拨 资金下拨 下拨金额 已下拨资金 累计到位"
                " 累计到位资金 资金到位额 实际到位 实际到位资金 累计到账"
            ),
            "下达 到位",
        ),
        Field(
            "paid_fen",
            FieldKind.MONEY,
            "拨付资金",
            (
                "拨付 已拨付 累计拨付 已拨付资金 已拨付金额 拨付金额 累计拨付资金 "
                "累计拨付金额 支付 已支付 累计支付 支付金额 已支付金额 已支付资金 支付资金 "
                "支出 已支出 累计支出 支出金额 "
                "已支出资金 支出资金 报账金额 已报账 已使用 已使用资金 拨付|金额 支付|金额 "
                "支出|金额 拨付使用"
                " 实际支出 实际支付 实际拨付 资金支出 资金支付 资金拨付 累计使用"
                " 累计使用资金 使用资金 已付 已付资金 已付款 付款金额 累计付款 支出数"
                " 拨付数 支付数 支出额 支付额 拨付额 项目支出 实际使用 实际使用资金 已拨"
                " 已支 累计报账 报账资金 资金报账"
            ),
            "拨付 支付 支出",
        ),
        Field(
            "surplus_fen",
            FieldKind.MONEY,
            "结余资金",
            (
                "结余 资金结余 结余金额 剩余资金 结转结余 结转资金 结余结转 未拨付 余额"
                " 资金余额 剩余 结余额 节余 节余资金 资金节余 未支付 未支付资金"
                " 未使用资金 待拨付 待支付 未拨付资金 资金剩余 剩余金额"
            ),
            "结余",
        ),
        Field(
            "settled_fen",
            FieldKind.MONEY,
            "审定金额",
            (
                "审定 审定额 审计审定 结算审定 决算审定 审价审定额 审定价 审计审定额 "
                "审计审定金额 审定投资 结算金额 决算金额 审计(审价)审定额"
                " 结算价 审计金额 竣工决算 竣工决算金额 竣工结算金额 结算额 审定造价"
                " 审计核定 核定金额 审计审定投资 审定结算价 审定总价 结算审定金额"
                " 审计核定金额"
            ),
            "审定",
        ),
        Field(
            "paid_rate",
            FieldKind.RATE,
            "支付率",
            (
                "拨付率 资金拨付率 资金支付率 支出率 资金支出率 资金使用率 使用率 支出进度 "
                "拨付进度 支付进度 支付比例 拨付比例 资金拨付进度 资金支付进度"
                " 资金进度 "
                + say.under("支付 拨付 支出 资金 执行 使用 报账", "比例 进度 率 % 百分比")
                + ""
                " 资金执行率 执行率 预算执行率 资金支出进度 报账率 资金报账率 支出比例"
                " 资金支付比例 资金拨付比例"
            ),
            "支付率 拨付率 支出率 使用率",
        ),
        Field(
            "progress_rate",
            FieldKind.RATE,
            "形象进度",
            (
                "进展比例 施工进度 工程形象进度 工程进度 项目进度 完成进度 建设进度 实施进度 "
                "项目形象进度 "
                "完工率 进度 工程完成率 形象进度%"
                " 工程形象 工程进展 建设进展 项目进展 形象进度(%) 项目完成率 完成工程量"
                " 工程量完成率 项目完工率 建设形象进度"
            ),
            "形象进度 工程进度",
        ),
        Field(
            "start_date",
            FieldKind.DATE,
            "开工日期",
            (
                "开工时间 开工 实际开工 实际开工日期 实际开工时间 开工年月 开始日期 开始时间 "
                "起始时间 启动时间 时间|开始 时间|起 时间|开工 日期|开工 期限|起 起止|起 "
                "起止|开始 开始 起"
                " 动工时间 动工日期 动工 开建时间 开建日期 实施开始时间 建设开始时间"
                " 建设起始时间 开工年月日 开始年月 开工(启动)时间 起始日期"
            ),
            "开工",
        ),
        Field(
            "end_date",
            FieldKind.DATE,
            "完工日期",
            (
                "竣工日期 完工时间 竣工时间 完工 竣工 实际完工 实际竣工 实际完工日期 "
                "实际完工时间 完工年月 竣工年月 完成时间 结束日期 结束时间 计划完工 时间|结束 "
                "时间|止 时间|竣工 时间|完工 日期|完工 期限|止 起止|止 起止|结束 结束 止"
                " 建成时间 建成日期 完成日期 建设结束时间 实施结束时间 终止时间"
                " 竣工(完工)时间 完工(竣工)时间 完成年月 终止日期"
            ),
            "完工 竣工",
        ),
        Field(
            "start_date",
            FieldKind.SPAN,
            "建设期限",
            (
                "建设周期 起止时间 起止年月 起止日期 实施期限 建设时间 实施时间 建设起止时间 "
                "建设起止年限 建设年限 项目起止时间 实施起止时间 项目周期"
                " 起讫时间 起讫日期 起讫年月 建设起讫时间 实施起讫时间 建设工期 工期"
                " 项目工期 实施周期 建设时段 实施起止日期 项目实施期限 项目实施时间"
                " 项目建设期限 项目建设时间 开竣工时间 开工竣工时间 开完工时间"
                " 开工完工时间 建设期"
            ),
            "起止",
            end="end_date",
        ),
        money.MECHANISM,
        Field(
            "benefit_households",
            FieldKind.COUNT,
            "受益户数",
            (
                "受益户 惠及户数 受益|户数 受益|户 覆盖户数"
                " 受益户(户) 带动户数 受益农户 受益农户数 惠及户 惠及农户 受益总户数"
                " 直接受益户数 受益贫困户 受益贫困户数 带动贫困户 带动贫困户数"
                " 受益脱贫户 受益脱贫户数"
            ),
            "受益户",
        ),
        Field(
            "benefit_people",
            FieldKind.COUNT,
            "受益人数",
            (
                "受益人口 受益人 受益群众 惠及人数 惠及人口 受益|人数 受益|人口 受益|人 "
                "带动人数 带动人口 受益总人数 受益人口数 受益人数合计 覆盖人数"
                " 受益人数(人) 惠及群众 惠及群众数 受益群众数 服务人数 受益对象人数"
                " 受益人员 直接受益人数 受益人口总数 受益总人口"
            ),
            "受益人 受益群众 惠及人",
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
                "脱贫户人口 贫困户人口 建档立卡 建档立卡人数 建档立卡人口 建档立卡贫困人口 "
                "受益贫困人口 "
                "受益建档立卡人数 受益建档立卡人口 受益贫困人数 贫困人口 贫困人数 "
                "其中贫困人口 其中:贫困人口 脱贫人口 脱贫人口数 其中脱贫人口 带动贫困人口 "
                "带动贫困人数 "
                "带动脱贫人口"
            ),
            "建档立卡 贫困人 脱贫人",
        ),
        Field(
            "period",
            FieldKind.PERIOD,
            "期间",
            (
                "统计期间 帮扶期间 时段 起止期间 年度区间 资金期间 实施期间 年限 时间 时间段 "
                "帮扶时间 帮扶年限"
            ),
        ),
        say.REMARK,
    ),
    keys=("county", "project_name"),
    identifies=("project_name", "total_fen", "aid_fen", "municipal_fen", "allotted_fen"),
    titles=(
        "项目资金",
        "资金台账",
        "项目台账",
        "资金拨付",
        "资金使用",
        "帮扶资金",
        "援助资金",
        "援建项目",
        "项目进度",
        "资金明细",
        "项目明细",
    ),
    checks=(
        RowSum("aid_fen", ("municipal_fen", "district_fen", "town_fen", "social_fen")),
        RowSum("total_fen", ("aid_fen", "recipient_own_fen")),
        PartOf("benefit_poor_people", "benefit_people"),
        PartOf("benefit_poor_households", "benefit_households"),
        PartOf("paid_fen", "allotted_fen", "PAID_OVER_ALLOTTED", ("total_fen", "aid_fen")),
        RateOf(
            "paid_rate",
            "paid_fen",
            ("allotted_fen", "aid_fen", "total_fen", "settled_fen", "municipal_fen"),
        ),
        Order("start_date", "end_date"),
        Order("approval_date", "start_date"),
        Bounds("progress_rate", 0, 1),
        Bounds("paid_rate", 0, None),
        Bounds("benefit_people", 0),
        Bounds("benefit_poor_people", 0),
        Bounds("project_count", 0),
        Ratio("benefit_people", "benefit_households", 1, 10),
        Unique(
            ("county", "project_name"),
            unless=(
                "content",
                "location",
                "category",
                "start_date",
                "municipal_fen",
                "district_fen",
                "town_fen",
                "social_fen",
                "year",
                "approval_no",
            ),
        ),
    ),
    across=("county", "year"),
    bare=(("total_fen", "投资"), ("paid_fen", "拨付 支付 支出"), ("aid_fen", "")),
    named="project_name",
    yields_to=("计划", "项目安排", "安排表"),
    holds=("allotted_fen", "paid_fen", "surplus_fen", "settled_fen", "paid_rate", "progress_rate"),
)
