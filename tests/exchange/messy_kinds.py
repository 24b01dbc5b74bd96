"""What untidy tables of every kind hold: their columns in offices' own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.exchange import messy_records as records

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.exchange.messy_records import Record


@dataclass(frozen=True)
class Spec:
    """A column: its field, its headings, the heading above it, the columns it needs beside it."""

    field: str
    words: tuple[str, ...]
    form: str = "text"
    group: str = ""
    is_key: bool = False
    unit: str = ""
    needs: frozenset[str] = frozenset()

    @property
    def is_money(self) -> bool:
        """Whether it holds money."""
        return self.form == "money"

    @property
    def is_added(self) -> bool:
        """Whether a sum row adds it up."""
        return self.form in ("money", "count")


@dataclass(frozen=True)
class TableSpec:
    """A kind of table: titles, columns, and how its records are made."""

    kind: str
    titles: tuple[str, ...]
    columns: tuple[Spec, ...]
    records: Callable[[Random], list[Record]]
    has_sums: bool = True
    needs_title: bool = False


def spec(
    field: str,
    words: str,
    form: str = "text",
    *,
    group: str = "",
    unit: str = "",
    needs: frozenset[str] = frozenset(),
) -> Spec:
    """Return a column whose headings are separated by blanks; a star marks a key."""
    headings = tuple(one.replace("_", " ") for one in words.split())
    name = field.strip("*")
    return Spec(name, headings, form, group, is_key=name != field, unit=unit, needs=needs)


SEQ = spec("seq", "序号 编号 序 No.")
REMARK = spec("remark", "备注 说明 备_注")
COUNTY = spec(
    "county*", "受援县 县区 县(市) 受援地区 县 所在县 受援县(市、区) 帮扶县 项目县 对口县 协作县"
)

TABLES = (
    TableSpec(
        "project_fund",
        ("2022年度帮扶资金项目台账", "东西部协作项目资金明细表", "援建项目资金使用情况台账"),
        (
            SEQ,
            COUNTY,
            spec("project_name*", "项目名称 项目 建设项目名称 援建项目名称 工程名称"),
            spec("category", "项目类别 项目类型 类别"),
            spec("owner_unit", "实施单位 项目实施单位 项目单位 建设单位"),
            spec("total_fen*", "总投资 计划总投资 项目总投资 投资总额", "money", group="资金来源"),
            spec("aid_fen*", "援助资金 帮扶资金小计 援助小计", "money", group="资金来源"),
            spec(
                "municipal_fen*",
                "市级统筹 其中:市级统筹 省级财政资金 市级财政",
                "money",
                group="资金来源",
            ),
            spec("district_fen*", "区级财政 区财政 区级资金", "money", group="资金来源"),
            spec("social_fen*", "社会捐赠 捐赠 社会帮扶资金", "money", group="资金来源"),
            spec("recipient_own_fen*", "自筹 县自筹 地方配套 自筹资金", "money", group="资金来源"),
            spec("allotted_fen", "下达资金 已下达 下达金额 资金下达", "money", group="资金使用"),
            spec("paid_fen", "拨付资金 已拨付 累计拨付 拨付金额", "money", group="资金使用"),
            spec("progress_rate", "形象进度 工程进度 项目进度", "rate"),
            spec("start_date", "开工时间 开工日期 实际开工时间", "date"),
            spec("end_date", "完工时间 竣工日期 完工日期", "date"),
            spec("benefit_people", "受益人数 受益人口 惠及人数", "count", unit="人"),
            spec(
                "benefit_poor_people",
                "其中建档立卡人数 其中:脱贫人口 其中贫困人口",
                "count",
                needs=frozenset({"benefit_people"}),
            ),
            REMARK,
        ),
        records.fund,
    ),
    TableSpec(
        "plan",
        ("2023年东西部协作项目计划表", "2018年度对口支援项目计划安排表", "年度项目资金计划"),
        (
            SEQ,
            COUNTY,
            spec("project_name*", "项目名称 项目 计划项目"),
            spec("content", "建设内容 主要建设内容 建设内容及规模"),
            spec("location", "建设地点 实施地点 项目地点"),
            spec("total_fen*", "总投资 计划总投资 资金总额", "money", group="资金计划"),
            spec("municipal_fen*", "市级统筹 省级财政 市级资金", "money", group="资金计划"),
            spec("district_fen*", "区级财政 区级资金 区财政", "money", group="资金计划"),
            spec("start_date", "计划开工时间 开工时间 计划开工日期", "date"),
            spec("end_date", "计划完工时间 完工时间 计划完工日期", "date"),
            spec("responsible_unit", "责任单位 项目责任单位 牵头单位"),
            REMARK,
        ),
        records.plan,
        needs_title=True,
    ),
    TableSpec(
        "donation",
        ("社会捐赠情况台账", "2021年接受社会捐赠款物登记表", "捐赠资金和物资台账"),
        (
            SEQ,
            spec("donation_date", "捐赠时间 捐赠日期 到账日期", "date"),
            spec("donor*", "捐赠单位 捐赠方 捐赠单位(个人) 捐赠人 爱心企业"),
            spec("recipient*", "受赠单位 接收单位 受捐单位 受赠方"),
            COUNTY,
            spec("gift_kind", "捐赠形式 捐赠类型 捐赠方式"),
            spec("amount_fen", "金额 捐赠金额 金额(折价) 折价金额", "money"),
            spec("purpose", "用途 资金用途 捐赠用途"),
            spec("bill_no", "票据号 票据号码 捐赠票据号"),
            REMARK,
        ),
        records.donation,
    ),
    TableSpec(
        "training",
        ("2022年度人才培训台账", "培训情况统计表", "各类培训班情况一览表"),
        (
            SEQ,
            COUNTY,
            spec("class_name*", "培训班名称 班次名称 培训名称 培训项目名称"),
            spec("trainee_kind", "培训对象 参训对象 培训人员类别"),
            spec("organiser", "主办单位 举办单位 承办单位"),
            spec("place", "培训地点 举办地点 办班地点"),
            spec("start_date", "培训时间 起止时间 培训起止时间", "date"),
            spec("days", "培训天数 天数", "count", unit="天"),
            spec("batches", "期数 培训期数 批次 班次", "count", unit="期"),
            spec("people", "培训人数 参训人数 人数", "count", unit="人"),
            spec(
                "poor_people",
                "其中建档立卡人数 其中:脱贫人口 其中贫困人口",
                "count",
                needs=frozenset({"people"}),
            ),
            spec("cost_fen", "培训经费 经费 投入资金", "money"),
            spec("fund_source", "资金来源 经费来源"),
            REMARK,
        ),
        records.training,
    ),
    TableSpec(
        "secondment",
        ("选派干部人才名册", "第三批援派干部人才花名册", "挂职干部基本情况表"),
        (
            SEQ,
            spec("name*", "姓名 姓_名"),
            spec("sex", "性别"),
            spec("id_no*", "身份证号 身份证号码 公民身份号码 居民身份证号码"),
            spec("home_unit", "派出单位 选派单位 原工作单位"),
            spec("position", "原职务 职务 职务职称"),
            spec("secondment_kind", "类别 人员类别 干部类别 人才类别"),
            COUNTY,
            spec("host_position", "挂职单位及职务 挂职岗位 挂职职务"),
            spec("planned_start", "挂职开始时间 计划起始日期 计划开始时间", "date"),
            spec("planned_end", "挂职结束时间 计划终止日期 计划结束时间", "date"),
            REMARK,
        ),
        records.secondment,
        has_sums=False,
    ),
    TableSpec(
        "pairing",
        ("结对帮扶关系一览表", "携手奔小康结对关系表", "2020年结对帮扶情况统计表"),
        (
            SEQ,
            spec("donor*", "东部单位 支援方 帮扶方 东部结对单位"),
            spec("recipient*", "西部单位 受援方 被帮扶方 西部结对单位"),
            spec("pairing_kind*", "结对类型 结对形式 类型 结对类别"),
            spec("start_date", "起始时间 结对时间 开始时间 签订时间", "date"),
            spec("end_date", "终止时间 结束时间 到期时间", "date"),
            spec("basis", "依据 结对依据 协议名称"),
            spec("amount_fen", "帮扶资金 投入资金 资金", "money"),
            spec("activity_count", "活动次数 开展活动次数 互访次数", "count", unit="次"),
            REMARK,
        ),
        records.pairing,
        has_sums=False,
    ),
    TableSpec(
        "household_counts",
        ("建档立卡户数人数统计表", "贫困人口情况表", "建档立卡贫困户情况"),
        (
            SEQ,
            COUNTY,
            spec("as_of*", "统计时点 年份 年度 时点"),
            spec("households*", "户数 贫困户数 建档立卡户数", "count", unit="户"),
            spec("people*", "人数 贫困人口 建档立卡人数 贫困人口数", "count", unit="人"),
            spec("poverty_rate", "贫困发生率 发生率", "rate"),
            REMARK,
        ),
        records.counts_of,
        has_sums=False,
    ),
    TableSpec(
        "labour",
        ("劳务协作转移就业花名册", "2023年稳岗就业人员台账", "外出务工人员信息表"),
        (
            SEQ,
            spec("name*", "姓名 务工人员姓名"),
            spec("sex", "性别"),
            spec("id_no*", "身份证号 身份证号码 公民身份号码"),
            COUNTY,
            spec("town", "乡镇 户籍乡镇 所在乡镇"),
            spec("registered_status", "人员类别 户属性 是否建档立卡"),
            spec("channel", "就业渠道 转移渠道 输出渠道"),
            spec("employer*", "务工单位 就业单位 用工企业 务工企业名称"),
            spec("region", "就业地 务工地点 就业地点 务工地"),
            spec("start_date", "就业时间 上岗时间 务工时间", "date"),
            spec("monthly_pay_fen", "月工资 月收入 月均工资 月薪", "yuan", unit="元"),
            REMARK,
        ),
        records.labour,
        has_sums=False,
    ),
    TableSpec(
        "consumption",
        ("消费帮扶台账", "2022年消费扶贫采购情况表", "农特产品采购明细表"),
        (
            SEQ,
            spec("sale_date*", "采购日期 销售日期 采购时间 日期 交易时间", "date"),
            COUNTY,
            spec("product*", "产品名称 商品名称 品名 农产品名称"),
            spec("producer", "供应商 供货单位 生产企业 供货商"),
            spec("buyer*", "采购单位 购买单位 采购方"),
            spec("channel", "销售渠道 采购渠道 渠道"),
            spec("quantity", "数量 采购数量 销售数量", "plain_count"),
            spec("qty_unit", "计量单位 单位"),
            spec("price_fen", "单价 销售单价", "yuan", unit="元"),
            spec("amount_fen*", "金额 采购金额 销售金额 销售额", "money"),
            spec("poor_households", "带动贫困户数 带动户数 带动脱贫户数", "count", unit="户"),
            REMARK,
        ),
        records.consumption,
    ),
    TableSpec(
        "household_list",
        ("建档立卡贫困户花名册", "脱贫户名单", "监测户基本信息表"),
        (
            SEQ,
            COUNTY,
            spec("town", "乡镇 乡(镇) 所在乡镇"),
            spec("village", "村 行政村 村名"),
            spec("head_name*", "户主姓名 户主 户主名"),
            spec("id_no*", "身份证号码 户主身份证号 证件号码 身份证号(残疾证号)"),
            spec("members", "家庭人口数 家庭人口 人口数", "count", unit="人"),
            spec("poor_type*", "贫困户属性 户属性 户类型"),
            spec("main_cause", "主要致贫原因 致贫原因"),
            spec("income_pc_fen", "人均纯收入 家庭人均纯收入 人均收入", "yuan", unit="元"),
            spec("exit_year", "脱贫年度 脱贫时间 退出年度"),
            spec("bank_account", "银行账号 一卡通账号 银行卡号"),
            REMARK,
        ),
        records.households,
        has_sums=False,
        needs_title=True,
    ),
    TableSpec(
        "household_members",
        ("家庭成员花名册", "建档立卡户家庭成员信息表", "监测对象家庭成员名单"),
        (
            SEQ,
            COUNTY,
            spec("head_name", "户主姓名 户主"),
            spec("name*", "姓名 成员姓名 家庭成员姓名"),
            spec("sex", "性别"),
            spec("id_no*", "身份证号码 证件号码 公民身份号码"),
            spec("head_relation*", "与户主关系 与户主的关系"),
            spec("labour", "劳动技能 劳动能力"),
            spec("work_months", "务工月数 务工时间(月)", "count"),
            REMARK,
        ),
        records.household_members,
        has_sums=False,
        needs_title=True,
    ),
    TableSpec(
        "wish_list",
        ("微心愿征集表", "2023年微心愿清单"),
        (
            SEQ,
            COUNTY,
            spec("town", "乡镇 所在乡镇"),
            spec("wish_item*", "心愿物品 微心愿 心愿内容"),
            spec("alias*", "身份称呼 公开称呼"),
            spec("receiver*", "受助人姓名 许愿人姓名"),
            spec("need", "心愿类别 心愿类型"),
            spec("pieces", "数量 件数", "count", unit="件"),
            REMARK,
        ),
        records.wishes,
        has_sums=False,
        needs_title=True,
    ),
    TableSpec(
        "visit",
        ("高层互访台账", "2021年互访交流情况统计表", "联席会议及互访情况"),
        (
            SEQ,
            spec("start_date*", "时间 互访时间 起止时间 活动时间", "date"),
            COUNTY,
            spec("direction", "方向 互访方向 互访类型"),
            spec("leader*", "带队领导 带队人 领队 带队领导及职务"),
            spec("level", "级别 领导级别 层级"),
            spec("people", "人数 参加人数 随行人数", "count", unit="人"),
            spec("agenda*", "主要议题 主要内容 活动内容 会议内容"),
            spec("minutes_no", "纪要编号 会议纪要 会议纪要编号"),
            REMARK,
        ),
        records.visits,
        has_sums=False,
    ),
    TableSpec(
        "payment",
        ("2021年援助资金支付明细表", "项目资金付款明细表", "项目用款明细表"),
        (
            SEQ,
            COUNTY,
            spec("project_name*", "项目名称 项目 建设项目"),
            spec("act_kind", "资金事项 支付方式"),
            spec("fund_source", "资金来源 资金渠道"),
            spec("amount_fen*", "支付金额 付款金额 本次支付金额", "money"),
            spec("milestone_date", "验收日期 合同节点日期", "date"),
            spec("requested_date*", "用款申请日期 申请日期 报账日期", "date"),
            spec("opinion_date*", "乡镇意见日期 审核意见日期", "date"),
            spec("paid_date*", "支付日期 付款日期", "date"),
            spec("payee", "收款单位 收款方"),
            spec("notice", "凭证号 文号或凭证号"),
            REMARK,
        ),
        records.payments,
        needs_title=True,
    ),
    TableSpec(
        "monthly_return",
        ("普定县东西部协作工作月报表", "普定县2022年9月工作进展月报"),
        (
            SEQ,
            spec("block", "类别 工作板块 指标类别"),
            spec("indicator*", "指标名称 指标 统计指标 主要指标"),
            spec("unit*", "计量单位 单位"),
            spec("target", "年度目标 全年目标 目标任务 年度计划"),
            spec("month_value", "本月数 本月完成 当月完成 本月"),
            spec("cumulative*", "累计数 累计完成 本年累计 累计"),
            spec("last_year", "上年同期 去年同期 上年同期数"),
            spec(
                "completion_rate", "完成率 完成比例 目标完成率", "rate", needs=frozenset({"target"})
            ),
            REMARK,
        ),
        records.monthly,
        has_sums=False,
        needs_title=True,
    ),
)
