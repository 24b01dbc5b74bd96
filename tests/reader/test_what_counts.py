"""What is a statement and what it counts: stages, belongings, others than the poor, things."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.reader.read import read_text
from jiedui.reader.reading import (
    ITEMS,
    MONEY,
    OTHER,
    PEOPLE,
    PERSONS_POOR,
    PROJECTS,
    TRAINEES,
)
from tests.reader.told import claim_of

if TYPE_CHECKING:
    from jiedui.reader.reading import Measure

AS_OF = dt.date(2021, 11, 30)


@pytest.mark.parametrize(
    ("text", "claim", "measure"),
    [
        (
            "北京接收务工1900人:建档立卡贫困劳动力700人,其他农村劳动力1200人。",
            "1200人",
            PEOPLE,
        ),
        ("帮助贫困劳动力700人、其余劳动力300人到鄞州务工。", "300人", PEOPLE),
        ("帮助脱贫人口700人,其他脱贫人口300人到鄞州务工。", "300人", PERSONS_POOR),
        ("有2400余名彝族青年经培训输送到大连的船厂做工。", "2400余名", PEOPLE),
        ("大连培训2400余名彝族青年。", "2400余名", TRAINEES),
        ("合作社添了发酵罐18个,都是武进给的。", "18个", ITEMS),
        ("村里配了垃圾桶40个、储物柜12个。", "12个", ITEMS),
        ("◆扶贫车间。现有24个,复工21个。", "24个", ITEMS),
        ("◆扶贫车间。现有24个,复工21个。", "21个", ITEMS),
        ("拟实施项目26个,产业11个、教育六个、卫生4个、住房5个。", "六个", PROJECTS),
        ("旅游包机全年12架次,平均每架次165人。", "12架次", OTHER),
        ("操场花了18万元,是街道辖区里二十多家商户攒的。", "二十多家", OTHER),
    ],
)
def test_what_a_number_counts(text: str, claim: str, measure: Measure) -> None:
    assert claim_of(read_text(text, AS_OF), claim).measure is measure


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("我的帆布包里多了两瓶醋,是大连支援的果醋坊做的。", "两瓶"),
        ("信封里夹着一包小米,2斤重,自家碾的。", "2斤"),
        ("老范领了钱,转身去小卖部买了两斤瓜子。", "两斤"),
        ("援建的路分段修,一期修了12公里,二期修了8公里,三期修了9公里。", "三期"),
        ("援建的路分段修,一期修完12公里,二期在修8公里,三期9公里明年动工。", "三期"),
        ("从大连坐火车来,7个多小时可到。", "7个多"),
        ("手机推送说,西十高速2处管制。", "2处"),
        ("·市场快讯· 六盘水原煤本周每吨235元,较上周涨3.5%;海参批发价每公斤180元。", "180元"),
    ],
)
def test_what_states_nothing_about_assistance(text: str, number: str) -> None:
    told = [one.text for one in read_text(f"大连对口帮扶六盘水。\n{text}", AS_OF).claims]
    assert all(number not in one for one in told)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("大连办培训班三期,一期50人,二期40人。", "三期"),
        ("去年办班二期,今年大连又办班三期。", "三期"),
        ("书包里装着捐来的字典12本和彩笔24盒。", "24盒"),
        ("乡里装了500袋小米,送给房山的好心人。", "500袋"),
    ],
)
def test_what_looks_like_them_states_something(text: str, claim: str) -> None:
    assert claim in [one.text for one in read_text(f"大连对口帮扶六盘水。\n{text}", AS_OF).claims]


def test_the_market_ends_with_its_line() -> None:
    text = "·市场快讯· 原煤每吨235元。\n大连市今年给六盘水市资金800万元。"
    told = [one.text for one in read_text(text, AS_OF).claims if one.measure is MONEY]
    assert told == ["800万元"]
