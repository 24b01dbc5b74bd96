"""A third made-up programme, 2021-26, by files alone: headings and words that offices also write.

武进区 helps 紫阳县 and 汉阴县; every unit, person and figure is invented.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.books.feed import facts
from jiedui.books.verify import verify_book
from jiedui.cooperation.queries import agreements
from jiedui.cooperation.queries.listing import Wanted
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.giving.queries.donors import pledges
from jiedui.giving.queries.gifts import GiftFilter, gift, gifts
from jiedui.giving.queries.wishes import WishFilter, campaigns, wishes
from jiedui.kernel.problem import Refused
from jiedui.programme.queries.listing import ProjectFilter, projects
from jiedui.programme.queries.project import project
from tests.cooperation.world import answer, settle, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.outcomes import PostedBatch
    from tests.conftest import Office

NOW = dt.datetime(2023, 4, 1, 3, 0, tzinfo=dt.UTC)
WAN = 1_000_000
LEDGER = (
    "序号 县 项目名称 项目类型 建设内容 实施地点 省级统筹 区级财政 县级配套 总投资 资金下达 "
    "资金支出 工程进度 开工时间 完工时间 联农带农机制 受益户数 受益人数 其中脱贫人口和监测对象"
)
TEA = (
    1, "紫阳县", "富硒茶加工厂", "产业发展", "新建厂房", "红椿镇", 600, 100, 50, 750, 700, 455,
    "65%", "2022-03-15", "2022-12-30", "务工、分红", 210, 735, 420,
)  # fmt: skip
SCHOOL = (
    2, "紫阳县", "城关小学教学楼", "社会事业", "改建", "城关镇", 300, None, None, 300, 300, 285,
    "100%", "2022-02-20", "2022-09-01", "公益岗位", None, 1260, 310,
)  # fmt: skip


def send(title: str, headings: str, *rows: Sequence[object]) -> None:
    """Receive a file as one person and post it as another."""
    post(workbook(title, headings.split(), *rows), f"{title}.xlsx")


def post(content: bytes, name: str) -> PostedBatch:
    """Receive a workbook in 2023 and post it."""
    got = receive_file(content, name=name, actor=actor_named("wang"), now=NOW)
    return post_batch(got.number, actor=actor_named("zhao"), now=NOW, accept_warnings=True)


@pytest.fixture
def wujin(sqlite_office: Office) -> Office:
    """The office with its pairings and its ledger of 2022."""
    settle("320412")
    send(
        "武进区东西部协作结对关系汇总表", "序号 帮扶方 被帮扶方 结对类别 结对时间 到期时间",
        (1, "武进区", "紫阳县", "东西部协作", "2021年6月", "2026年12月"),
        (2, "武进区", "汉阴县", "东西部协作", "2021年6月", "2023年12月"),
        (3, "某某机电有限公司", "紫阳县红椿镇盘龙村", "万企兴万村", "2022-05-01", ""),
    )  # fmt: skip
    send("2022年苏陕协作项目资金台账(单位:万元)", LEDGER, TEA, SCHOOL)
    return sqlite_office


def test_a_ledger_of_later_words(wujin: Office) -> None:
    """Mechanism, the registered part and the day a project was finished reach the project."""
    assert wujin.vendor == "sqlite"
    rows = {one.name: one for one in projects(EVERYWHERE, ProjectFilter()).rows}
    tea = project(EVERYWHERE, rows["富硒茶加工厂"].number)
    assert (tea.fields["mechanism"], tea.fields["registered_people"]) == ("务工、分红", 420)
    assert str(rows["城关小学教学楼"].state_since) == "2022-09-01"
    assert answer("money", source="MUNICIPAL_POOLED").value.stated == 900 * WAN
    assert verify_book().ok


def test_the_life_of_its_projects(wujin: Office) -> None:
    assert wujin.vendor == "sqlite"
    named = "县 项目名称"
    send("项目验收情况表", f"{named} 验收级别 验收时间 验收结论",
         ("紫阳县", "城关小学教学楼", "业主自验", "2022-09-05", "合格"),
         ("紫阳县", "城关小学教学楼", "镇级初验", "2022-09-15", "合格"),
         ("紫阳县", "城关小学教学楼", "县级终验", "2022-09-28", "通过"))  # fmt: skip
    send(
        "竣工结算审计情况表",
        f"{named} 送审造价(万元) 审定造价(万元) 审核日期 审计机构 报告文号",
        ("紫阳县", "城关小学教学楼", 298.5, 287.2, "2022-10-20", "某公司", "造审9号"),
    )
    send("项目资产移交登记表", f"{named} 资产编号 资产名称 资产类型 资产原值(万元) 所有权人 "
         "经营权人 收益权人 收益分配 处置权 监督单位 管护人",
         ("紫阳县", "城关小学教学楼", "ZC-1", "教学楼", "公益性资产", 287.2, "县教体局", "学校",
          "学校", "无收益", "县教体局", "县农业农村局", "学校"))  # fmt: skip
    send("审计发现问题整改台账", f"{named} 问题描述 审计机关 发现时间 问题金额(万元) 责任人 "
         "整改时限 整改状态",
         ("紫阳县", "富硒茶加工厂", "列支不合规", "县审计局", "2022-11-01", 6.5, "县农业农村局",
          "2023-03-31", "未整改到位"))  # fmt: skip
    send("支付明细", f"{named} 支付事项 资金来源 支付金额(万元) 合同节点日期 申请日期 镇意见日期 "
         "付款日期",
         ("紫阳县", "富硒茶加工厂", "支付", "省级统筹", 60, "2022-11-20", "2022-11-22",
          "2022-11-23", "2022-11-25"))  # fmt: skip
    rows = {one.name: one.number for one in projects(EVERYWHERE, ProjectFilter()).rows}
    school = project(EVERYWHERE, rows["城关小学教学楼"])
    assert [one["level"] for one in school.acceptances] == ["OWNER", "TOWNSHIP", "COUNTY"]
    assert school.fields["settled_fen"] == 287_200_000
    (card,) = school.assets
    assert (card["kind"], card["operation"], card["benefit"]) == ("PUBLIC", "学校", "学校")
    tea = project(EVERYWHERE, rows["富硒茶加工厂"])
    (found,) = tea.audits
    assert (found.state, found.responsible, found.owner) == ("OUTSTANDING", "县农业农村局", "wang")
    assert [(one.source, one.amount_fen) for one in tea.acts] == [("MUNICIPAL_POOLED", 60 * WAN)]


AGREED = "协议名称 协议文号 协议类别 帮扶方 受援方 签订日期 起始时间 终止时间 承诺事项 承诺数量"


def test_an_agreement_and_its_amendment(wujin: Office) -> None:
    """A promise of the amendment takes the place of the first; money of the state is not gifts."""
    assert wujin.vendor == "sqlite"
    frame = ("武进区紫阳县框架协议", "武协5号", "框架协议", "武进区", "紫阳县", "2021-07-10")
    more = ("武进区紫阳县补充协议", "武协2号", "补充协议", "武进区", "紫阳县", "2022-03-01")
    send("协议签订情况台账", AGREED,
         (*frame, "2021", "2025-12-31", "财政援助资金", "5000万元"),
         (*frame, "2021", "2025-12-31", "帮助农村劳动力转移就业", "20人"),
         (*more, "2021", "2026-12-31", "财政援助资金", "900万元"))  # fmt: skip
    send("武进区捐赠情况表", "捐赠方 受赠方 受援地 捐赠类别 捐赠金额(万元) 捐赠用途 捐赠时间",
         ("某慈善会", "紫阳县慈善协会", "紫阳县", "资金", 30, "助学", "2022-06-01"))  # fmt: skip
    (one,) = agreements.agreements(EVERYWHERE, Wanted()).rows
    whole = agreements.agreement(EVERYWHERE, one.number, facts(), today=one.ends, office="320412")
    assert [str(row.ends) for row in whole.amendments] == ["2026-12-31"]
    told = {(row.words, row.is_replaced): row for row in whole.promises}
    assert set(told) == {
        ("财政援助资金 5000万元", True), ("帮助农村劳动力转移就业 20人", False),
        ("财政援助资金 900万元", False),
    }  # fmt: skip
    now = told["财政援助资金 900万元", False]
    assert now.answer is not None
    assert now.answer.stated == 1000 * WAN  # without the gift of 300,000 yuan
    assert told["帮助农村劳动力转移就业 20人", False].measure == "labour_placed"
    with pytest.raises(Refused) as refused:
        send("另一协议台账", AGREED, ("汉阴县补充协议", "", "补充协议", "武进区", "汉阴县",
             "2022-03-01", "", "", "", ""))  # fmt: skip
    assert [one.code for one in refused.value.problems] == ["RECORD_UNKNOWN"]


def test_what_a_monthly_return_of_the_later_era_states(wujin: Office) -> None:
    """Full names of figures become assertions; parts of figures are set apart."""
    assert wujin.vendor == "sqlite"
    content = workbook(
        "东西部协作月报(2022年11月)", ("类别", "指标", "单位", "年度任务", "累计完成"),
        ("区域协作", "新引导落地投产企业", "家", 2, 2),
        ("就业", "帮助农村劳动力就业", "人", 300, 286),
        ("就业", "其中脱贫劳动力", "人", 200, 190),
        ("组织领导", "党政主要负责同志互访", "人次", 4, 4),
    )  # fmt: skip
    done = post(content, "月报.xlsx")
    assert done.last - done.first == 1


GOODS = "捐赠单位 物资名称 数量 单位 环节 日期 凭证"


def test_gifts_of_the_later_era(wujin: Office) -> None:
    """Inspection and storing are one movement; what is lost on the way is lost there."""
    assert wujin.vendor == "sqlite"
    send(
        "捐赠情况表",
        "捐赠方 受赠方 受援地 捐赠类别 捐赠金额(万元) 物资名称及数量 捐赠用途 捐赠时间 是否定向",
        ("某服饰公司", "县民政局", "紫阳县", "物资", None, "棉衣", "御寒", "2022-11-02", "否"),
        ("某慈善会", "县慈善协会", "紫阳县", "资金", 30, None, "助学", "2022-06-01", "是"),
    )
    moves = (("收到", 500), ("验收", 500), ("入库", 500), ("调拨", 480), ("签收", 475), ("损耗", 5))
    send("捐赠物资出入库台账", GOODS, *(
        ("某服饰公司", "棉衣", pieces, "件", word, f"2022-11-{5 + at:02}", f"单{at}")
        for at, (word, pieces) in enumerate(moves)
    ))  # fmt: skip
    rows = {one.donor_name: one.number for one in gifts(EVERYWHERE, GiftFilter())}
    (line,) = gift(EVERYWHERE, rows["某服饰公司"]).goods
    assert (line.in_store, line.on_way, line.delivered, line.lost) == (20, 0, 475, 5)
    way = "捐赠单位 环节 日期 移交单位 接收单位 使用金额(万元) 用途 使用内容 凭证"
    send(
        "捐赠资金流转及使用情况",
        way,
        ("某慈善会", "转交", "2022-06-10", "县慈善协会", "县教体局", None, None, None, "凭证1"),
        ("某慈善会", "使用", "2022-09-10", None, None, 12, "助学", "资助40名", "发放表"),
        ("某慈善会", "同意变更用途", "2022-10-01", None, None, None, "助学、助医", None, "同意函"),
        ("某慈善会", "使用", "2022-10-10", None, None, 3, "助学、助医", "资助2名", "表2"),
    )
    told = gift(EVERYWHERE, rows["某慈善会"])
    assert [one.purpose for one in told.consents] == ["助学、助医"]
    assert [one.amount_fen for one in told.uses] == [12 * WAN, 3 * WAN]
    send("认捐意向台账", "认捐单位 认捐内容 认捐金额(万元) 受援县 认捐时间 计划到账时间",
         ("某工商联", "助学金", 50, "紫阳县", "2022-05-20", "2022-12-31"))  # fmt: skip
    (promised,) = pledges(EVERYWHERE)
    assert str(promised.due_on) == "2022-12-31"


def test_its_wishes(wujin: Office) -> None:
    assert wujin.vendor == "sqlite"
    send("慈善公益活动登记表", "活动名称 活动方式 主办方 每个心愿捐赠(元) 最高金额(万元) 受援县 "
         "开始时间 结束时间 慈善组织 备案编号 参与心愿数",
         ("点亮心愿", "需求对接", "区民政局", None, None, "紫阳县", "2017-05-01", "2026-12-31",
          "某慈善总会", "备1", None),
         ("新春许愿", "配捐", "某寺", 2, 20, "紫阳县", "2016-01-01", "2016-02-15", "某慈善总会",
          "备2", 32560))  # fmt: skip
    assert sorted(one.kind for one in campaigns(EVERYWHERE)) == ["matched", "needs"]
    send(
        "困难儿童微心愿征集表",
        "微心愿 昵称 真实姓名 心愿类别 县 镇 数量 单位 预算(元) 活动名称",
        (
            "书包",
            "一年级男生",
            "受助人甲",
            "学习用品",
            "紫阳县",
            "红椿镇",
            1,
            "个",
            120,
            "点亮心愿",
        ),
        (
            "电饭煲",
            "独居老人",
            "受助人乙",
            "生活用品",
            "紫阳县",
            "高滩镇",
            1,
            "台",
            260,
            "点亮心愿",
        ),
    )
    found = wishes(EVERYWHERE, WishFilter(), now=NOW)
    assert {one.need for one in found} == {"schooling", "daily"}
