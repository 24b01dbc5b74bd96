"""引进企业台账: one row per enterprise that came, what it invests, work it gives."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Counted, Field, FieldKind, Kind, PartOf

KIND = Kind(
    code="enterprise",
    order=32,
    zh="引进企业台账",
    en="enterprises that came",
    fields=(
        say.SEQ,
        say.COUNTY,
        Field(
            "enterprise_name",
            FieldKind.TEXT,
            "企业名称",
            "引进企业 企业 引进企业名称 落地企业 投资企业 项目企业",
            "企业名称 引进企业",
            is_required=True,
        ),
        Field("credit_code", FieldKind.CREDIT_CODE, "统一社会信用代码", "信用代码 社会信用代码"),
        Field("industry", FieldKind.TEXT, "所属行业", "行业 产业类别 产业类型 主营业务"),
        Field("origin", FieldKind.TEXT, "企业来源地", "来源地 来自 企业注册地 投资方所在地"),
        Field(
            "start_date",
            FieldKind.DATE,
            "落地时间",
            "投产日期 开工时间 签约时间 成立时间 引进时间 落地日期 引进日期 注册时间 投产时间",
            "落地 引进时间",
            is_required=True,
        ),
        Field(
            "invest_signed_fen",
            FieldKind.MONEY,
            "协议投资额",
            (
                "协议金额 签约投资 签约投资额 协议引资额 计划投资 拟投资额 计划总投资 协议资金 "
                "协议投资 签约金额 计划投资额 协议投资金额"
            ),
        ),
        Field(
            "invest_arrived_fen",
            FieldKind.MONEY,
            "实际到位投资额",
            (
                "到位金额 实际投资 已到位投资 已完成投资 累计到位投资 实际投入 投资到位金额 "
                "实际到位投资 到位投资额 到位资金 实际投资额 实际到位资金 到位投资"
            ),
        ),
        Field(
            "jobs",
            FieldKind.COUNT,
            "带动就业人数",
            (
                "就业人数 用工人数 带动就业数 解决就业人数 提供就业岗位 吸纳劳动力 "
                "带动农村劳动力就业 吸纳就业人数 带动就业 吸纳就业"
            ),
        ),
        Field(
            "registered_jobs",
            FieldKind.COUNT,
            "其中脱贫人口就业数",
            "带动脱贫人口就业 其中脱贫人口 其中建档立卡人数 其中:脱贫人口 吸纳脱贫人口就业人数",
        ),
        Field("evidence", FieldKind.TEXT, "佐证材料", "佐证 证明材料"),
        say.REMARK,
    ),
    keys=("enterprise_name", "county"),
    identifies=("enterprise_name", "invest_signed_fen", "invest_arrived_fen"),
    titles=("企业", "招商", "产业合作", "投资"),
    checks=(PartOf("registered_jobs", "jobs"),),
    counts=(
        Counted("Count:Enterprises", on=("start_date",), words="引进企业:{enterprise_name}"),
        Counted(
            "Count:InvestmentSigned",
            "invest_signed_fen",
            on=("start_date",),
            words="{enterprise_name}协议投资",
        ),
        Counted(
            "Count:InvestmentArrived",
            "invest_arrived_fen",
            on=("start_date",),
            words="{enterprise_name}到位投资",
        ),
        Counted("Count:JobsCreated", "jobs", on=("start_date",), words="{enterprise_name}带动就业"),
    ),
    needs_title=2,
)
