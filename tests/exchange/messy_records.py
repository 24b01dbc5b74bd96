"""Right records of every kind, by field name: what an untidy table must read back to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.kernel.identity import check_character
from tests.exchange.messy_values import Said

if TYPE_CHECKING:
    from random import Random

Record = dict[str, Said]
COUNTIES = (
    ("普定县", "普定县"),
    ("镇宁布依族苗族自治县", "镇宁县"),
    ("关岭布依族苗族自治县", "关岭县"),
    ("紫云苗族布依族自治县", "紫云"),
    ("平坝区", "平坝区"),
)
NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


def _counties(random: Random) -> list[tuple[str, int]]:
    chosen = random.sample(COUNTIES, random.randrange(1, 4))
    return [(official, random.randrange(1, 5)) for official, _ in chosen]


def based(random: Random) -> list[Record]:
    return [
        {
            "group": Said(county),
            "county": Said(county),
            "remark": Said(random.choice((None, "示例"))),
        }
        for county, count in _counties(random)
        for _ in range(count)
    ]


def a_day(random: Random, *, coarse: bool = True) -> str:
    day = dt.date(2016, 2, 1) + dt.timedelta(days=random.randrange(3000))
    text = day.isoformat()
    return random.choice((text, text, text[:7])) if coarse and day.month not in (1, 10) else text


def later(random: Random, first: str) -> str:
    day = dt.date.fromisoformat((first + "-01")[:10]) + dt.timedelta(
        days=40 + random.randrange(300)
    )
    return day.isoformat()[: len(first)]


def money(random: Random, low: int = 1, high: int = 900) -> Said:
    return Said(random.randrange(low * 100, high * 100) * 10_000, "money")


def count(random: Random, high: int = 500) -> Said:
    wording = random.choice(("",) * 9 + ("about", "over", "nearly", "atleast"))
    return Said(random.randrange(20, high), "count", wording)


def _maybe(random: Random, said: Said) -> Said:
    return Said(None, said.form) if random.random() < 0.12 else said


def identity(random: Random, *, is_male: bool | None = None) -> str:
    """Return a sound identity number with an area code that was never assigned."""
    day = dt.date(1950, 1, 1) + dt.timedelta(days=random.randrange(18_000))
    order = random.randrange(1, 400) * 2 + bool(
        is_male if is_male is not None else random.random() < 0.5
    )
    number = f"520198{day:%Y%m%d}{order:03d}"
    return number + check_character(number)


def _person(random: Random) -> tuple[str, str, str]:
    is_male = random.random() < 0.5
    name = random.choice(NAMES) + random.choice("一二三四五六七八") + random.choice("明华强丽芳军")
    return name, "男" if is_male else "女", identity(random, is_male=is_male)


def fund(random: Random) -> list[Record]:
    """Return right records of a project ledger."""
    found = based(random)
    for at, one in enumerate(found):
        parts = {
            name: _maybe(random, money(random))
            for name in ("municipal_fen", "district_fen", "social_fen")
        }
        aid = sum(int(str(said.value or 0)) for said in parts.values())
        own = _maybe(random, money(random))
        start = a_day(random)
        allotted = max(aid // 2, 1_000_000)
        one.update(parts)
        one |= {
            "project_name": Said(
                f"示例{at}号{random.choice(('大棚', '道路', '卫生院', '产业园'))}项目"
            ),
            "category": Said(random.choice(("产业", "教育", "卫生"))),
            "owner_unit": Said(random.choice(("县农业农村局", "县教育局"))),
            "aid_fen": Said(aid or None, "money"),
            "recipient_own_fen": own,
            "total_fen": Said(aid + int(str(own.value or 0)) or None, "money"),
            "allotted_fen": Said(allotted, "money"),
            "paid_fen": Said(allotted // 2 // 10_000 * 10_000, "money"),
            "start_date": Said(start, "date"),
            "end_date": Said(later(random, start), "date"),
            "progress_rate": _maybe(random, Said(random.randrange(100) / 100, "rate")),
            "benefit_people": _maybe(random, Said(random.randrange(600, 900), "count")),
            "benefit_poor_people": _maybe(random, Said(random.randrange(20, 500), "count")),
        }
    return found


def plan(random: Random) -> list[Record]:
    """Return right records of a yearly plan."""
    found = fund(random)
    for one in found:
        one["social_fen"] = one["recipient_own_fen"] = Said(None, "money")
        parts = [int(str(one[name].value or 0)) for name in ("municipal_fen", "district_fen")]
        one["total_fen"] = Said(sum(parts) or None, "money")
        one |= {
            "location": Said("某镇"),
            "responsible_unit": Said("县乡村振兴局"),
            "content": Said("新建1处"),
        }
    return found


def donation(random: Random) -> list[Record]:
    """Return right records of a donation ledger."""
    found = based(random)
    for at, one in enumerate(found):
        one |= {
            "donor": Said(f"示例{at}公司"),
            "recipient": Said(f"示例{at}小学"),
            "donation_date": Said(a_day(random), "date"),
            "gift_kind": Said(random.choice(("资金", "物资"))),
            "amount_fen": _maybe(random, money(random, 1, 90)),
            "purpose": Said(random.choice(("助学", "助医"))),
            "bill_no": Said(f"票{at}"),
        }
    return found


def training(random: Random) -> list[Record]:
    """Return right records of a training ledger."""
    found = based(random)
    for at, one in enumerate(found):
        start = a_day(random)
        people = random.randrange(60, 300)
        one |= {
            "class_name": Said(f"示例{at}期培训班"),
            "trainee_kind": Said(random.choice(("党政干部", "教师", "致富带头人"))),
            "organiser": Said("县委组织部"),
            "place": Said(random.choice(("某市", "本县"))),
            "start_date": Said(start, "date", end=later(random, start)),
            "days": Said(random.randrange(1, 30), "count"),
            "batches": Said(random.randrange(1, 5), "count"),
            "people": Said(people, "count"),
            "poor_people": _maybe(random, Said(random.randrange(1, 60), "count")),
            "cost_fen": _maybe(random, money(random, 1, 50)),
            "fund_source": Said("帮扶资金"),
        }
    return found


def secondment(random: Random) -> list[Record]:
    """Return right records of a roster."""
    found = based(random)
    for one in found:
        name, sex, number = _person(random)
        start = a_day(random)
        one |= {
            "name": Said(name),
            "sex": Said(sex),
            "id_no": Said(number, "id"),
            "home_unit": Said("某区教育局"),
            "position": Said("科长"),
            "secondment_kind": Said(random.choice(("党政干部", "专技人才"))),
            "host_position": Said("副县长"),
            "planned_start": Said(start, "date"),
            "planned_end": Said(later(random, start), "date"),
        }
    return found


def pairing(random: Random) -> list[Record]:
    """Return right records of a pairing table."""
    found = based(random)
    for at, one in enumerate(found):
        start = a_day(random)
        one |= {
            "donor": Said(f"示例{at}街道办事处"),
            "recipient": Said(f"示例{at}村委会"),
            "pairing_kind": Said(random.choice(("村企结对", "镇村结对", "校校结对"))),
            "start_date": Said(start, "date"),
            "end_date": _maybe(random, Said(later(random, start), "date")),
            "basis": Said("协议"),
            "amount_fen": _maybe(random, money(random, 1, 90)),
            "activity_count": _maybe(random, Said(random.randrange(9), "count")),
        }
    return found


def counts_of(random: Random) -> list[Record]:
    """Return right records of a household counts."""
    found: list[Record] = []
    for county, count in _counties(random):
        for year in range(2015, 2015 + count):
            households = random.randrange(200, 9000)
            found.append(
                {
                    "group": Said(county),
                    "county": Said(county),
                    "as_of": Said(f"{year}-12-31", "year_end"),
                    "households": Said(households, "count"),
                    "people": Said(households * 4 - random.randrange(90), "count"),
                    "poverty_rate": Said(random.randrange(200) / 1000, "rate"),
                    "remark": Said(None),
                }
            )
    return found


def labour(random: Random) -> list[Record]:
    """Return right records of a labour roster."""
    found = based(random)
    for one in found:
        name, sex, number = _person(random)
        one |= {
            "name": Said(name),
            "sex": Said(sex),
            "id_no": Said(number, "id"),
            "town": Said("某镇"),
            "registered_status": Said(random.choice(("脱贫户", "监测户"))),
            "channel": Said(random.choice(("东部结对地区", "省内就近", "公益岗位"))),
            "employer": Said("某电子公司"),
            "region": Said("某市某区"),
            "start_date": Said(a_day(random), "date"),
            "monthly_pay_fen": _maybe(random, Said(random.randrange(18, 80) * 10_000, "money")),
        }
    return found


def consumption(random: Random) -> list[Record]:
    """Return right records of a consumption ledger."""
    found = based(random)
    for at, one in enumerate(found):
        many, price = random.randrange(30, 900), random.randrange(5, 90) * 100
        one |= {
            "sale_date": Said(a_day(random), "date"),
            "product": Said(random.choice(("茶叶", "核桃", "蜂蜜")) + str(at)),
            "producer": Said("某合作社"),
            "buyer": Said("某机关食堂"),
            "channel": Said(random.choice(("展销会", "线上", "832平台"))),
            "quantity": Said(many, "count"),
            "qty_unit": Said(random.choice(("斤", "箱", "公斤"))),
            "price_fen": Said(price, "yuan"),
            "amount_fen": Said(many * price, "money"),
            "poor_households": _maybe(random, Said(random.randrange(1, 60), "count")),
        }
    return found


def households(random: Random) -> list[Record]:
    """Return right records of a household list."""
    found = based(random)
    for one in found:
        name, _, number = _person(random)
        card = number + random.choice("1234567") + random.choice("1234")
        one |= {
            "head_name": Said(name),
            "id_no": Said(random.choice((number, number, card)), "id"),
            "town": Said("某镇"),
            "village": Said("某村"),
            "members": Said(random.randrange(1, 8), "count"),
            "poor_type": Said(random.choice(("一般贫困户", "低保贫困户", "五保户"))),
            "main_cause": Said(random.choice(("因病", "因残", "缺技术"))),
            "income_pc_fen": Said(random.randrange(3000, 9000) * 100, "yuan"),
            "exit_year": Said(random.choice((2016, 2017, 2018)), "year"),
            "bank_account": Said("62170000" + str(random.randrange(10**10, 10**11)), "id"),
        }
    return found


def household_members(random: Random) -> list[Record]:
    """Return right records of a list of members."""
    found = based(random)
    for one in found:
        name, sex, number = _person(random)
        one |= {
            "name": Said(name),
            "sex": Said(sex),
            "id_no": Said(number, "id"),
            "head_name": Said(_person(random)[0]),
            "head_relation": Said(random.choice(("户主", "配偶", "之子", "长女"))),
            "labour": Said(random.choice(("普通劳动力", "无劳动力"))),
            "work_months": Said(random.randrange(1, 12), "count"),
        }
    return found


def wishes(random: Random) -> list[Record]:
    """Return right records of a wish list."""
    found = based(random)
    for one in found:
        name, _, _ = _person(random)
        one |= {
            "wish_item": Said(random.choice(("书包", "棉鞋", "足球", "电饭锅"))),
            "alias": Said(random.choice(("三年级女生", "独居老人", "二组某户"))),
            "receiver": Said(name),
            "need": Said(random.choice(("助学", "生活用品"))),
            "town": Said("某镇"),
            "pieces": Said(random.randrange(1, 9), "count"),
        }
    return found


def visits(random: Random) -> list[Record]:
    """Return right records of a list of visits."""
    found = based(random)
    for at, one in enumerate(found):
        start = a_day(random, coarse=False)
        one |= {
            "start_date": Said(start, "date", end=later(random, start)),
            "leader": Said(f"{random.choice(NAMES)}某{at}"),
            "direction": Said(random.choice(("E2W", "W2E")), "direction"),
            "level": Said(random.choice(("县处级", "厅局级"))),
            "people": count(random, 60),
            "agenda": Said("召开联席会议"),
            "minutes_no": Said(f"纪要〔2020〕{at}号"),
        }
    return found


def payments(random: Random) -> list[Record]:
    """Return right records of a payments list: milestone, request, opinion, payment in order."""
    found = based(random)
    for at, one in enumerate(found):
        first = dt.date.fromisoformat(a_day(random, coarse=False))
        days = [(first + dt.timedelta(days=3 * step)).isoformat() for step in range(4)]
        one |= {
            "project_name": Said(f"第{at}村道路"),
            "act_kind": Said(random.choice(("直接支付", "拨付"))),
            "fund_source": Said("市级统筹资金"),
            "amount_fen": money(random),
            "milestone_date": Said(days[0], "date"),
            "requested_date": Said(days[1], "date"),
            "opinion_date": Said(days[2], "date"),
            "paid_date": Said(days[3], "date"),
            "payee": Said(f"{random.choice(NAMES)}氏建设公司"),
            "notice": Said(f"凭证{at}号"),
        }
    return found


def monthly(random: Random) -> list[Record]:
    """Return right records of a monthly return."""
    found: list[Record] = []
    indicators = (
        ("帮扶资金总额", "资金支持", "万元"),
        ("选派党政干部", "人才交流", "人"),
        ("培训人次", "人才交流", "人次"),
        ("转移就业人数", "劳务协作", "人"),
        ("采购和帮助销售农产品", "消费帮扶", "万元"),
        ("引进企业数", "产业合作", "家"),
    )
    for name, block, unit in random.sample(indicators, random.randrange(2, 6)):
        factor = 1_000_000 if unit == "万元" else 1
        target = random.randrange(100, 900)
        done = random.randrange(50, 1000)
        found.append(
            {
                "group": Said(block),
                "block": Said(block),
                "indicator": Said(name),
                "unit": Said(unit, "plain"),
                "target": Said(target * factor, f"in:{unit}"),
                "month_value": Said(random.randrange(50) * factor, f"in:{unit}"),
                "cumulative": Said(done * factor, f"in:{unit}"),
                "last_year": Said(random.randrange(900) * factor, f"in:{unit}"),
                "completion_rate": Said(done * 10_000 // target / 10_000, "rate"),
                "remark": Said(None),
            }
        )
    return found
