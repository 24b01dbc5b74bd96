"""A made-up programme of the later era, 2021-26, by files alone: other words, no other code.

A city's district 顺德区 helps 雷波县 and 美姑县; every figure and name is invented.
"""

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.access.scope import EVERYWHERE
from jiedui.books.verify import verify_book
from jiedui.cooperation.queries import commerce, people, relations, trainings, visits
from jiedui.cooperation.queries.listing import Wanted
from jiedui.giving.queries.wishes import campaigns
from jiedui.programme.queries.listing import projects
from tests.cooperation.test_posts import identity
from tests.cooperation.world import answer, filed, settle, workbook

if TYPE_CHECKING:
    from tests.conftest import Office

WAN = 1_000_000
PAIRINGS = workbook(
    "顺德区东西部协作结对关系一览表",
    ("东部单位", "西部单位", "协作类型", "起始时间", "终止时间", "依据"),
    ("顺德区", "雷波县", "东西部协作", "2021年5月", "至今", "东西部协作协议"),
    ("顺德区", "美姑县", "东西部协作", "2021年5月", "至今", "东西部协作协议"),
    ("北滘镇", "雷波县锦城镇", "镇镇结对", "2021年9月", "2025年12月", ""),
    ("顺德区某某学校", "雷波县民族中学", "校校结对", "2022年3月", "至今", ""),
    ("佛山某某实业有限公司", "美姑县巴普镇某某村", "村企结对", "2022年", "至今", "万企兴万村"),
)
PEOPLE = workbook(
    "顺德区东西部协作选派人员名册",
    ("姓名", "身份证号", "派出单位", "人才类别", "专业领域", "选派方向", "受援县", "挂职单位及职务",
     "计划开始", "计划结束", "到岗日期", "离岗日期"),
    ("某一", identity(21), "区府办", "党政干部", "", "东→西", "雷波县", "县委常委、副县长",
     "2021年6月", "2023年6月", "2021-06-15", "2023-06-30"),
    ("某二", identity(22), "区农业农村局", "党政干部", "", "东→西", "雷波县", "县委常委、副县长",
     "2023年6月", "2025年6月", "2023-06-20", ""),
    ("某三", identity(23), "区医院", "专业技术人才", "医疗卫生", "东→西", "美姑县", "县医院骨科",
     "2022年3月", "2022年9月", "2022-03-08", "2022-09-10"),
)  # fmt: skip
TRAINING = workbook(
    "2022年东西部协作培训台账",
    ("受援县", "培训班名称", "培训对象", "开班时间", "结业时间", "期数", "人次", "其中脱贫人口"),
    ("雷波县", "乡村振兴干部能力提升班", "党政干部", "2022-04-11", "2022-04-16", 1, 50, ""),
    ("美姑县", "乡村振兴带头人班", "乡村振兴带头人", "2022-07-01", "2022-07-10", 2, 86, 40),
)
LABOUR = workbook(
    "2022年东西部劳务协作台账",
    (
        "姓名",
        "身份证号",
        "户籍县",
        "脱贫人口/监测对象",
        "就业渠道",
        "务工单位",
        "务工地",
        "上岗时间",
        "月工资",
    ),
    (
        "某四",
        identity(24),
        "雷波县",
        "脱贫人口",
        "东部结对地区",
        "某电器厂",
        "佛山市",
        "2022-02-20",
        5200,
    ),
    (
        "某五",
        identity(25),
        "美姑县",
        "监测对象",
        "省内就近就地",
        "某园区",
        "西昌市",
        "2022-05-01",
        3100,
    ),
    ("某六", identity(26), "美姑县", "脱贫户", "帮扶车间", "某车间", "美姑县", "2022-06-01", 2400),
)
SALES = workbook(
    "2022年消费帮扶(协作产品)台账",
    (
        "采购日期",
        "产品产地",
        "产品名称",
        "供货企业",
        "采购单位",
        "采购渠道",
        "金额(万元)",
        "联农带农户数",
    ),
    ("2022-09-02", "雷波县", "脐橙", "某合作社", "区总工会", "832平台", 56.8, 120),
    ("2022-10-11", "美姑县", "岩鹰鸡", "某农牧公司", "某集团食堂", "展销会", 12.5, 33),
)
VISITS = workbook(
    "2022年高层联席会议及互访台账",
    ("互访时间", "受援县", "方向", "带队领导", "层级", "人数", "议题", "纪要编号"),
    (
        "2022-03-15至2022-03-17",
        "雷波县",
        "赴西部",
        "某某(区长)",
        "主要领导",
        14,
        "联席会议",
        "〔2022〕1号",
    ),
    ("2022-08-20", "美姑县", "来访", "某某(县长)", "主要领导", 9, "产业协作对接", ""),
)
FILES = (
    ("结对关系.xlsx", PAIRINGS),
    ("选派人员名册.xlsx", PEOPLE),
    ("培训台账.xlsx", TRAINING),
    ("劳务协作台账.xlsx", LABOUR),
    ("消费帮扶台账.xlsx", SALES),
    ("互访台账.xlsx", VISITS),
)


@pytest.fixture
def later(sqlite_office: "Office") -> "Office":
    settle("440606")
    for name, content in FILES:
        filed(content, name)
    return sqlite_office


def test_the_later_era_by_files_alone(later: "Office") -> None:
    assert later.vendor
    found = relations.pairings(EVERYWHERE, Wanted(sort="number")).rows
    assert [(one.recipient.kind, one.programme) for one in found] == [
        ("COUNTY", "EAST-WEST-2021"), ("COUNTY", "EAST-WEST-2021"), ("TOWN", ""),
        ("SCHOOL", ""), ("VILLAGE", ""),
    ]  # fmt: skip
    (programme,) = relations.programmes(EVERYWHERE)
    assert (programme.era, programme.pairings) == ("TRANSITION", 2)
    assert len(relations.in_force(EVERYWHERE, dt.date(2026, 3, 1))) == 4
    board = {one.post: one for one in people.posts(EVERYWHERE, today=dt.date(2024, 1, 1))}
    assert len(board["县委常委、副县长"].overlaps) == 1
    assert [str(gap) for gap in board["县医院骨科"].gaps] == ["2022-09-11/2024-01-01"]
    kinds = {one.trainee_kind for one in trainings.trainings(EVERYWHERE, Wanted()).rows}
    assert kinds == {"OFFICIALS", "LEADERS"}
    placed = people.placements(EVERYWHERE, Wanted(sort="number"), on=dt.date(2022, 8, 31)).rows
    assert [(one.channel, one.status, one.stability.value) for one in placed] == [
        ("EAST", "LIFTED", "six"),
        ("NEARBY", "MONITORED", "three"),
        ("WORKSHOP", "LIFTED", "three"),
    ]  # fmt: skip
    (orange, _) = commerce.sales(EVERYWHERE, Wanted(sort="on")).rows
    assert (orange.households, orange.channel) == (120, "832平台")
    levels = {one.level for one in visits.visits(EVERYWHERE, Wanted()).rows}
    assert levels == {"PRINCIPAL"}


def test_its_figures_answer(later: "Office") -> None:
    assert later.vendor
    told = {
        "pairings": 5,
        "officials_sent": 2,
        "professionals_sent": 1,
        "training_batches": 3,
        "people_trained": 136,
        "labour_placed": 3,
        "consumption_purchases": 69_300_000,
        "visits": 2,
    }
    assert {code: answer(code, as_of="2023-12-31").value.stated for code in told} == told
    assert answer("people_trained", recipient="513436").value.stated == 86
    assert answer("pairings", as_of="2026-06-30").value.stated == 4


PROJECTS = workbook(
    "顺德区2022年东西部协作项目资金台账(截至2022年12月31日)",
    ("受援县", "项目名称", "项目类别", "建设内容", "总投资(万元)", "省级财政帮扶资金",
     "区级财政援助", "社会帮扶", "县级配套", "开工日期", "竣工日期", "形象进度", "拨付资金",
     "受益农户数", "受益人数", "其中脱贫人口"),
    ("雷波县", "脐橙冷链仓储中心", "产业发展", "新建冷库2000平方米", 900, 600, 200, 100, 0,
     "2022-03-01", "2022-11-20", "100%", 850, 430, 1700, 900),
    ("雷波县", "乡村卫生室提升", "社会事业", "改造卫生室12所", 240, 200, 0, 0, 40,
     "2022-04-01", "", "70%", 120, 300, 1200, 500),
    ("美姑县", "易地搬迁安置点供水", "乡村建设", "供水管网8公里", 500, 500, 0, 0, 0,
     "2022-05-01", "", "40%", "约200", 210, 900, 620),
)  # fmt: skip
GIFTS = workbook(
    "顺德区2022年社会帮扶捐赠台账",
    ("捐赠方", "受赠单位", "受援县", "捐赠日期", "捐赠形式", "金额(万元)", "用途"),
    ("某某慈善会", "雷波县教育局", "雷波县", "2022-06-01", "资金", 50, "助学"),
    ("某某实业集团", "美姑县乡村振兴局", "美姑县", "2022-07-15", "物资", "20余", "防返贫物资"),
)
NIGHT = workbook(
    "顺德区2022年公益活动台账",
    ("活动名称", "活动类型", "配捐方", "捐入基金", "受援县", "开始日期", "结束日期", "心愿数"),
    ("点亮大凉山", "许愿配捐", "某某慈善会", "助学", "雷波县", "2022-05-01", "2022-06-30", 3210),
)
WORKS = (
    (PROJECTS, "项目.xlsx"), (GIFTS, "捐赠.xlsx"), (NIGHT, "活动.xlsx"),
    (workbook("2022年引进企业台账",
              ("受援县", "企业名称", "落地时间", "实际到位投资额(万元)", "带动就业人数"),
              ("雷波县", "某某农业", "2022-08", 1200, 60)), "企业.xlsx"),
)  # fmt: skip


def test_its_projects_gifts_and_campaigns_come_the_same_way(later: "Office") -> None:
    """Words of the later era; what is not exact stays so; the campaign finds its gift."""
    assert later.vendor
    for content, name in WORKS:
        filed(content, name)
    page = projects(EVERYWHERE, sort="number")
    assert [(one.name, one.category, one.progress_percent) for one in page.rows] == [
        ("脐橙冷链仓储中心", "INDUSTRY", 100), ("乡村卫生室提升", "SOCIAL", 70),
        ("易地搬迁安置点供水", "RURAL", 40),
    ]  # fmt: skip
    assert answer("money", recipient="513437").value.stated == 1150 * WAN
    assert answer("money", category="INDUSTRY").value.stated == 900 * WAN
    paid = answer("disbursed").value
    assert not paid.is_exact
    assert (paid.low or 0) <= 1170 * WAN <= (paid.high or 10**18)
    assert answer("gifts_count").value.stated == 2
    (night,) = campaigns(EVERYWHERE)
    assert (night.state, night.counted) == ("reported", 3210)
    assert night.gift is not None
    assert answer("investment_arrived").value.stated == 1200 * WAN
    assert verify_book().ok
