"""A small world of giving, made through commands only: everybody in it is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.giving.commands.campaigns import count_wishes, open_campaign, prepare_campaign
from jiedui.giving.commands.donors import add_donor
from jiedui.giving.commands.gifts import post_gifts, record_gift
from jiedui.giving.commands.wishes import collect_wish, review_wishes
from jiedui.giving.drafts import CampaignDraft, DonorDraft, GiftDraft, GoodsDraft, WishDraft
from jiedui.kernel.period import day
from jiedui.kernel.quantity import said

NOW = dt.datetime(2017, 11, 3, 2, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
JIUZHI, DEQIN = "632625", "533422"
PEOPLE = (
    ("officer", "officer", ""),
    ("reviewer", "reviewer", ""),
    ("second", "reviewer", ""),
    ("viewer", "viewer", ""),
    ("deqin", "officer", DEQIN),
)
WISHES = (
    ("书包", "三年级女生", "schooling", JIUZHI, "秋天升三年级,想要一个能装下画本的新书包。", 12000),
    ("电饭锅", "独居老人", "daily", JIUZHI, "一个人住,想吃上热饭。", 30000),
    (
        "足球",
        "乡中心学校五年级一班",
        "sports",
        JIUZHI,
        "全班只有一个旧球,想踢一场真正的比赛。",
        15000,
    ),
    ("血压计", "村卫生室", "medical", DEQIN, "巡诊时给老人量血压用。", 35000),
    ("藏文字典", "六年级男生", "schooling", JIUZHI, "想自己查生字。", 8000),
    ("果树苗", "二组某户", "industry", DEQIN, "想在屋后种一片核桃。", 60000),
    ("屋顶瓦片", "三口之家农户", "housing", DEQIN, "雨季屋顶漏水。", 90000),
    ("缝纫机", "返乡妈妈", "jobs", DEQIN, "想在家里接一点缝补的活。", 120000),
)
MANY = {"书包": 3, "果树苗": 20, "屋顶瓦片": 200}


@dataclass(frozen=True)
class World:
    """Numbers of what was made."""

    temple: int
    company: int
    person: int
    matched: int
    needs: int
    wishes: tuple[int, ...]
    gift: int
    goods: int


def settle(now: dt.datetime = NOW, *, password: str | None = None) -> World:
    """Set an office up with donors, gifts, both kinds of campaign and wishes on the board."""
    set_office("310114")
    for username, role, place in PEOPLE:
        add_user(username, role=role, place=place, password=password, now=now)
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    today = now.date()
    temple = add_donor(DonorDraft("temple", "清凉寺"), actor=officer, now=now).number
    company = add_donor(DonorDraft("enterprise", "晨曦实业公司"), actor=officer, now=now).number
    draft = DonorDraft("person", "沈望舒", name_choice="surname", contact="13800000000")
    person = add_donor(draft, actor=officer, now=now).number
    matched = _matched(temple, today, now)
    needs = needs_campaign(now)
    wishes = tuple(_collected(needs, now))
    review_wishes(wishes, actor=reviewer, now=now)
    return World(temple, company, person, matched, needs, wishes, *_gifts(company, today, now))


def _matched(temple: int, today: dt.date, now: dt.datetime) -> int:
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    draft = CampaignDraft(
        "matched", "指尖许愿", today - dt.timedelta(days=10), today + dt.timedelta(days=50),
        lead="写下一个新年心愿,就为高原添一份健康。", sponsor=temple, unit_gift_fen=100,
        cap_fen=100_000_000, fund="卫生发展基金", purpose="医务人员培训与因病致困家庭救助",
        recipient=JIUZHI, host="示范慈善基金会", host_permit="示民慈公募〔2016〕1号",
    )  # fmt: skip
    matched = prepare_campaign(draft, actor=officer, now=now).number
    open_campaign(matched, actor=reviewer, now=now)
    count_wishes(matched, on=today, count=386_214, source="指尖许愿页", actor=officer, now=now)
    return matched


def needs_campaign(now: dt.datetime, name: str = "暖冬微心愿", hold_hours: int = 72) -> int:
    """Open a needs campaign under a charity."""
    today = now.date()
    draft = CampaignDraft(
        "needs", name, today - dt.timedelta(days=3), today + dt.timedelta(days=40),
        lead="驻村干部走访收集,一件一件核实。快递到不了的地方,由集中点统一送达。",
        host="示范慈善基金会", host_permit="示民慈公募〔2016〕1号", hold_hours=hold_hours,
    )  # fmt: skip
    number = prepare_campaign(draft, actor=actor_named("officer"), now=now).number
    open_campaign(number, actor=actor_named("reviewer"), now=now)
    return number


def _collected(campaign: int, now: dt.datetime) -> list[int]:
    numbers = []
    for at, (item, alias, need, place, words, price) in enumerate(WISHES):
        draft = WishDraft(
            item, alias, need, place, f"受助人甲{'一二三四五六七八'[at]}", "13900000000",
            words=words, quantity=MANY.get(item, 1), price_fen=price,
            unit="株" if "苗" in item else "件", due_on=now.date() + dt.timedelta(days=60),
        )  # fmt: skip
        numbers.append(collect_wish(campaign, draft, actor=actor_named("officer"), now=now).number)
    return numbers


def _gifts(company: int, today: dt.date, now: dt.datetime) -> tuple[int, int]:
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    cash = GiftDraft(
        company, "cash", "助学款", "久治县教育局", day(today), amount=said(50_000_000),
        purpose="久治县中学助学金", is_designated=True, recipient=JIUZHI, document="银行回单1",
    )  # fmt: skip
    gift = record_gift(cash, actor=officer, now=now).number
    post_gifts([gift], actor=reviewer, now=now)
    list_of = (
        GoodsDraft("棉被", 100, "条", value_fen=2_000_000),
        GoodsDraft("感冒药", 40, "盒", expires_on=today + dt.timedelta(days=30)),
    )
    goods = GiftDraft(
        company, "goods", "过冬物资", "德钦县民政局", day(today), amount=said(2_000_000),
        basis="invoice", recipient=DEQIN, is_here=False, goods=list_of, document="捐赠协议2",
    )  # fmt: skip
    return gift, record_gift(goods, actor=officer, now=now).number
