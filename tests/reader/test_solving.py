"""Sentences of every kind of arithmetic: right as they stand, wrong with the other number."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from jiedui.reader.read import read_text
from jiedui.reader.reading import Measure, Relation

AS_OF = dt.date(2024, 3, 1)
CHOICE = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")
"""The number that does not follow, and the one that does."""

SOLVED = [
    line.replace("\\n", "\n")
    for line in (Path(__file__).parent / "solved.txt").read_text(encoding="utf-8").splitlines()
]

RIGHT = """
总面积5000平方米,一层2000平方米,二层1800平方米,还有一个1000平方米的院子。
学校有教师120人,本科以上93人,高级职称35人。
今年引进企业11家,投产7家,在建3家。
全年任务2,000万元,上半年完成1,150万元,下半年完成1,250万元。
项目总数58个,教育16个、卫生14个、产业20个等,惠及群众3万人。
到位资金3,600万元,主要用于产业1,500万元、就业900万元、教育1,000万元。
年初有监测户420户,年末257户,其中新识别65户。
每村补助50万元,共支持6个村,到位资金320万元,另有40万元用于培训。
护林员45名,每人每月补贴800元,共发放补贴28.8万元。
种植大户6户每户奖励5,000元,脱贫户每户奖励800元,奖励资金共12.6万元。
2022年投入2,400万元,2023年投入2,700万元,计划2024年增长20%。
甲县有教师35名,乙县有教师29名,另外缺教师8名。
全县有小学46所、初中12所、高中3所,在校生3.2万人,教师2,860人,其中高级职称420人,中级职称860人。
2023年安排资金3,200万元,产业1,800万元,民生900万元,并预留质保金。
今年共举办招聘会12场,其中线上4场,提供岗位8,600个,达成意向1,240人。
结对学校28所,两地教师互访160人次,学生夏令营3期180人,每期12天。
项目总投资1.2亿元,一期投资5,000万元,建成厂房3栋,年产值8,000万元。
去年产茶120吨,今年因干旱减产,但价格上涨10%,农户收入增加200万元。
甲公司捐款100万元,乙公司捐款80万元,丙公司捐赠电脑60台,价值30万元,活动现场共募集善款186万元。
帮扶资金5,600万元,实施项目32个,每个项目平均不到200万元。
2021年人均收入9,800元,2022年10,600元,2023年11,900元,年均增长10.2%。
合作社流转土地1,200亩,其中种植花椒800亩、核桃600亩(套种)。
贫困户680户,享受低保的320户,参加新农合的680户,有劳动力的410户。
每名学生资助2,000元,小学生120名,初中生86名,全年共发放48万元,含教师奖励。
在岗护林员180名,月工资1,200元,今年新招30名。
上级下达任务1,200人,我县培训1,350人次,超额完成任务。
截至6月底支出1,800万元,7月至9月支出960万元,全年预算4,000万元。
医疗队20人,其中医生12人、护士8人,党员9人。
2022年销售额3.6亿元,其中一季度0.8亿元、二季度0.9亿元,下半年1.9亿元左右。
茶园面积3.2万亩,可采摘面积2.4万亩,无性系良种占80%。
车间用工从60人增加到85人,月均工资从2,600元增加到3,100元,增长19.2%。
结余资金86万元收回财政,占结余总额的40%。
全年派出干部36名,其中副处级以上4名,科级18名,交流期满返回12名。
结对村12个,去年给6个村各20万元,今年给8个村各25万元。
计划总投资1.2亿元,分三年实施,第一年4,000万元,第二年5,000万元。
东部资金投入3,000万元,撬动社会资本1.2亿元,是东部资金的近4倍。
去年培训3期180人,今年前三季度已培训5期320人,计划全年8期500人。
全县有贫困村86个,2017年出列20个,2018年出列28个,2019年计划出列30个。
全村136户,养羊的82户,养牛的64户,种药材的110户。
捐赠物资总价值86万元,包括电脑100台、图书5,000册、校服800套。
产值由2亿元增加到2.6亿元,利润增长12%,税收增长18%。
医疗队接诊2,400人次,手术180台,占同期手术量的35%。
每个示范村补助100万元,今年首批3个村已补助240万元,其余分期拨付。
小学生每人600元,初中生每人800元,共资助312人,发放20.4万元。
A村人口1,200人,B村人口860人,C村人口1,040人,三村脱贫人口共680人。
全年销售农产品5,600吨,均价每公斤6.5元左右,销售收入3,500多万元。
2023年招收学员240名,毕业218名,就业196名,就业率90%左右。
甲乙两县分别有教师1,200名和900名,两县医生共860名。
资金1,000万元,3月到账600万元,6月又到一笔,目前还差150万元。
新建住房120套,每套80平方米,另建公共用房1,200平方米,总建筑面积1.08万平方米。
去年投入2,500万元，今年2,860万元，明年还要再增加300万元左右。
全县86个贫困村，前年摘帽31个，去年摘帽38个，今年摘帽10个，还有7个村要攻坚。
大姐在车间一天能缝24件，每件2.5元，一个月下来收入1,500多元。
课桌椅850套，每套260元，黑板60块，投影仪20台，全部物资价值40万元。
玫瑰种植800亩，每亩产花400公斤，亩均收入2,400元，加工后产值600万元。
2022年引进企业9家，2023年引进14家，累计落地企业31家，吸纳就业1,200人。
派来教师14名、医生9名，两支队伍23人进了山。
共有10个镇参与结对，其中7个镇与7个乡镇签了协议，剩余3个镇年内签完。
三年前人均收入4,200元，去年10,500元，今年一季度3,100元，预计全年12,000元左右。
赴杭考察3次，杭方来访5次，联席会议4次，专题会议6次，全年共召开各类会议22次。
应开工项目28个，已开工21个，其中产业项目14个，已完工9个。
去年收入900万元，今年上半年收入1,350万元，同比增长85%。
全村310户，参加合作社186户，外出务工79户，低保户24户，五保户6户。
“832平台”采购1,860万元，占年度采购总额6,200万元的30%；线下成交2,460万元；电商成交1,880万元。三项合计6,200万元。
原有床位80张，新增40张，开放床位110张，使用率92%。
2019年到位640万元，2020年到位860万元。全年支出1,480万元。
今年以来，三区共安排资金9,800万元，其中已下达6,200万元，已形成实物工作量4,700万元。
建筑面积1.6万平方米，其中教学楼6,800平方米，宿舍5,200平方米，运动场9,000平方米。
计划投资8,000万元的冷链物流园已完成投资5,600万元，主体工程完成85%，预计年底投用。
共派出考察团14批，其中甲方派出8批96人，乙方接待甲方考察团8批、自行组织外出考察3批。
东西部协作资金到位4,200万元，增长5%，一般预算收入3.6亿元，支出进度61%。
招聘会提供岗位3,200个，意向860人，实际上岗512人，三个月稳岗率78%，稳岗人数399人。
识别贫困户1.86万户，2014至2019年分别脱贫4,100户、3,600户、3,900户、2,800户、2,300户、1,500户，2020年剩余的全部脱贫。
村集体收入由2018年的3万元涨到2021年的18万元，翻了六倍。
"""


def slips(text: str) -> list[tuple[str, list[str]]]:
    """Return the stated numbers that are called wrong, each with what it should follow from."""
    reading = read_text(text, AS_OF)
    claims = reading.claims
    return [
        (claims[one.total].text, [claims[part].text for part in one.parts])
        for one in reading.findings if not one.is_ok
    ]  # fmt: skip


@pytest.mark.parametrize("line", SOLVED)
def test_what_follows_is_not_called_wrong(line: str) -> None:
    assert slips(CHOICE.sub(lambda told: told[2], line)) == []


@pytest.mark.parametrize("line", SOLVED)
def test_what_does_not_follow_is_called_wrong(line: str) -> None:
    wrong = CHOICE.search(line)
    assert wrong is not None
    found = slips(CHOICE.sub(lambda told: told[1], line))
    assert any(wrong[1] in one for total, parts in found for one in (total, *parts))


@pytest.mark.parametrize("text", RIGHT.split())
def test_what_need_not_follow_is_left_alone(text: str) -> None:
    assert slips(text) == []


def test_an_account_is_held_as_one() -> None:
    """What was and came, less what went, is what there is: parts in that order, the right number.

    | was | came | went | is                    |
    |-----|------|------|-----------------------|
    | 420 | 65   | 228  | 257, and not the 267  |
    """
    reading = read_text("年初在册监测户420户,年内新识别65户,消除风险228户,年末在册267户。", AS_OF)
    (found,) = reading.findings
    assert found.relation is Relation.BALANCE
    assert [reading.claims[at].value for at in (*found.parts, found.total)] == [420, 65, 228, 267]
    assert found.computed == 257
    assert found.is_ok is False


def test_who_found_work_after_a_course_is_in_no_course() -> None:
    reading = read_text("一季度开班12期,每期48人,受训576人次,结业后在莞企就业的231人。", AS_OF)
    measures = {one.text: one.measure for one in reading.claims}
    assert measures["231人"] is Measure.PEOPLE
    assert measures["48人"] is measures["576人次"] is Measure.TRAINEES


def test_a_column_that_tells_a_deed_of_money_takes_the_unit_of_money() -> None:
    text = "单位:万元、个\n县名 | 到账 | 支付 | 项目\n安定县 | 800 | 720 | 9\n临洮县 | 650 | 61 | 7"
    claims = read_text(text, AS_OF).claims
    assert [str(one.measure) for one in claims] == ["money", "money", "projects"] * 2
    assert claims[1].value == 7200000


def test_a_sum_of_products_takes_each_with_its_count() -> None:
    reading = read_text("购大床80张,每张600元,小床120张,每张450元,共用11.2万元。", AS_OF)
    (found,) = reading.findings
    assert found.relation is Relation.SUM
    assert len(found.parts) == 4
    assert found.computed == 102000
    assert found.is_ok is False


def test_so_much_each_a_month_is_reckoned_for_as_long_as_it_lasts() -> None:
    reading = read_text("聘用护林员45名,每人每月800元,一年下来发工资43.2万元。", AS_OF)
    (found,) = reading.findings
    assert found.relation is Relation.PRODUCT
    assert found.computed == 432000
    assert found.is_ok is True
