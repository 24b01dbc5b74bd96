"""Gifts of posted workbooks become records, once, and stay with their entry when corrected."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.exchange.answering import say_replacing
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.giving.commands.campaigns import close_campaign
from jiedui.giving.commands.wishes import read_receiver
from jiedui.giving.queries.donors import donors, pledges
from jiedui.giving.queries.gifts import GiftFilter, gift, gifts
from jiedui.giving.queries.offers import offers
from jiedui.giving.queries.wishes import WishFilter, campaigns, tallies, wishes
from jiedui.kernel.problem import Refused
from tests.giving.saying import refused
from tests.giving.test_gifts import figure
from tests.web.conftest import NOW, settle
from tests.web.test_batches import GOOD, workbook

if TYPE_CHECKING:
    from tests.conftest import Office
    from tests.giving.world import World

FIRST = (GOOD, (2, "某某街道", "久治县教育局", "2017-04-01", "实物", 8, "", ""))
CHANGED = ((*GOOD[:5], 20, *GOOD[6:]), FIRST[1])


def send(name: str, *rows: tuple[object, ...]) -> int:
    """Receive a ledger and return its batch."""
    content = workbook(*rows).read()
    return receive_file(content, name=name, actor=actor_named("officer"), now=NOW).number


def post(number: int) -> None:
    """Post a batch."""
    post_batch(number, actor=actor_named("reviewer"), now=NOW, accept_warnings=True)


def test_posted_rows_are_records_and_counted_once(sqlite_office: Office) -> None:
    assert sqlite_office.data_dir.is_dir()
    settle()
    post(send("台账.xlsx", *FIRST))
    found = gifts(EVERYWHERE, GiftFilter())
    assert [(one.donor_name, one.kind, one.entry) for one in found] == [
        ("某某街道", "goods", 2),
        ("某某商会", "cash", 1),
    ]
    assert found[1].amount is not None
    assert found[1].amount.stated == 12_500_000
    assert figure("gifts_count") == 2
    assert [one.kind for one in donors(EVERYWHERE)] == ["unit", "association"]


def test_a_corrected_return_moves_the_record_to_the_new_entry(sqlite_office: Office) -> None:
    assert sqlite_office.data_dir.is_dir()
    settle()
    post(send("台账.xlsx", *FIRST))
    again = send("台账(更正).xlsx", *CHANGED)
    say_replacing(again, replaces=1, actor=actor_named("officer"), now=NOW)
    post(again)
    found = {one.donor_name: one for one in gifts(EVERYWHERE, GiftFilter())}
    assert len(found) == 2
    changed = found["某某商会"]
    assert changed.amount is not None
    assert (changed.amount.stated, changed.number) == (20_000_000, 1)
    assert gift(EVERYWHERE, changed.number).taken_back_by is None
    assert figure("gifts_count") == 2
    assert figure("gift", payer="某某商会") == 20_000_000


HEADINGS = (
    "序号", "受援县", "心愿物品", "身份称呼", "受助人姓名", "联系电话", "心愿类别", "数量",
    "参考价(元)", "心愿说明",
)  # fmt: skip
ROWS = (
    (1, "久治县", "棉鞋", "一年级男生", "受助人甲", "13700000001", "生活用品", 1, 150, "上学路远"),
    (2, "德钦县", "字典", "四年级女生", "受助人乙", "13700000002", "助学", 2, 60, "想查生字"),
)


def wish_list(*rows: tuple[object, ...]) -> bytes:
    """Return a wish list as an office sends it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["微心愿征集表(2017年)"])
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_posted_wish_list_is_collected_and_waits_for_review(world: World) -> None:
    from tests.giving.world import NOW as THEN  # noqa: PLC0415

    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    content = wish_list(*ROWS)
    number = receive_file(content, name="微心愿.xlsx", actor=officer, now=THEN).number
    post_batch(number, actor=reviewer, now=THEN, accept_warnings=True)
    found = wishes(EVERYWHERE, WishFilter(state="draft"), now=THEN, order="oldest")
    assert [(one.item, one.quantity, one.need, one.price_fen) for one in found] == [
        ("棉鞋", 1, "daily", 15_000),
        ("字典", 2, "schooling", 6_000),
    ]
    shown = read_receiver(found[0].number, actor=officer, now=THEN)
    assert (shown.name, shown.contact) == ("受助人甲", "13700000001")
    assert {one.campaign for one in found} == {world.needs}
    again = wish_list(
        *ROWS, (3, "德钦县", "篮球", "初二(1)班", "受助人丙", "", "文体用品", 1, 90, "")
    )
    number = receive_file(again, name="微心愿2.xlsx", actor=officer, now=THEN).number
    post_batch(number, actor=reviewer, now=THEN, accept_warnings=True)
    assert len(wishes(EVERYWHERE, WishFilter(state="draft"), now=THEN)) == 3


def test_a_wish_list_that_tells_too_much_is_refused_row_by_row(world: World) -> None:
    from tests.giving.world import NOW as THEN  # noqa: PLC0415

    _ = world
    named = (*ROWS[0][:9], "受助人甲家住三单元")
    officer = actor_named("officer")
    content = wish_list(named, ROWS[1])
    number = receive_file(content, name="微心愿.xlsx", actor=officer, now=THEN).number
    codes = refused(
        lambda: post_batch(number, actor=actor_named("reviewer"), now=THEN, accept_warnings=True)
    )
    assert codes == {"PUBLIC_NAME", "PUBLIC_ADDRESS"}
    assert wishes(EVERYWHERE, WishFilter(state="draft"), now=THEN) == []


def test_a_wish_for_a_campaign_that_is_over_is_told_so(world: World) -> None:
    from tests.giving.world import NOW as THEN  # noqa: PLC0415

    name = next(one.name for one in campaigns(EVERYWHERE) if one.number == world.needs)
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    close_campaign(world.needs, actor=officer, now=THEN)
    heads = (*HEADINGS, "活动名称")
    content = goods_list("微心愿征集表", (*ROWS[0], name), (*ROWS[1], "没有的活动"), heads=heads)
    number = receive_file(content, name="微心愿.xlsx", actor=officer, now=THEN).number
    with pytest.raises(Refused) as told:
        post_batch(number, actor=reviewer, now=THEN, accept_warnings=True)
    assert [one.code for one in told.value.problems] == ["CAMPAIGN_STATE", "CAMPAIGN_UNKNOWN"]
    assert name in str(told.value.problems[0].found)


def campaign_list(title: str, *rows: tuple[object, ...]) -> bytes:
    """Return a list of campaigns as an office sends it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([title])
    sheet.append([
        "活动名称", "活动类型", "配捐方", "每个心愿配捐金额(元)", "配捐封顶金额(元)", "捐入基金",
        "受援县", "开始日期", "结束日期", "慈善组织", "公开募捐备案号", "心愿数",
    ])  # fmt: skip
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


REPORTED = ("某寺新年许愿", "慈善许愿配捐", "某某寺", "未列明", "未列明", "某健康基金", "久治县",
            None, None, "许愿平台", None, "未列明")  # fmt: skip
RUNNING = ("圆梦行动", "许愿配捐", "某某商会", 1, 1000, "某助学基金", "久治县", "2017-01-01",
           "2030-12-31", "某慈善会", "备2017-1")  # fmt: skip


def test_campaigns_come_by_files_as_far_as_they_are_stated(sqlite_office: Office) -> None:
    """One that others ran stays with what was not stated; a running one is opened and counted."""
    assert sqlite_office.data_dir.is_dir()
    settle()
    officer = actor_named("officer")

    def sent(name: str, content: bytes) -> None:
        post(receive_file(content, name=name, actor=officer, now=NOW).number)

    gift = (1, "某某寺", "久治县某健康基金", "2017-03-01", "资金", "未列明", "", "")
    sent("活动.xlsx", campaign_list("2017年公益活动台账", REPORTED, (*RUNNING, 300)))
    post(send("捐赠.xlsx", gift))
    sent("活动2.xlsx", campaign_list("2017年公益活动台账(二)", REPORTED, (*RUNNING, 450)))
    running, told = campaigns(EVERYWHERE)
    assert (told.state, told.unit_gift_fen, told.cap_fen, told.counted) == (
        "reported",
        None,
        None,
        0,
    )
    assert (told.sponsor_name, told.fund, str(told.starts)) == (
        "某某寺",
        "某健康基金",
        "2017-01-01",
    )
    assert told.gift is not None
    assert [one.number for one in gifts(EVERYWHERE, GiftFilter())] == [told.gift]
    assert (running.state, running.counted, running.promised_fen) == ("open", 450, 45_000)
    assert tallies(running.number) != []


PLEDGES = ("认捐方", "认捐内容", "认捐金额(万元)", "受援县", "认捐日期", "履行期限", "履约捐赠编号")
WAYS = ("捐赠方", "流转环节", "流转日期", "接收方", "使用金额(万元)", "用途", "使用内容", "凭证")


def test_pledges_hands_and_uses_come_by_files(sqlite_office: Office) -> None:
    """Each once; a gift through two hands counts once; what cannot be is told by its row."""
    assert sqlite_office.data_dir.is_dir()
    settle()
    post(send("台账.xlsx", *FIRST))
    officer = actor_named("officer")

    def sent(title: str, heads: tuple[str, ...], *rows: tuple[object, ...]) -> None:
        content = goods_list(title, *rows, heads=heads)
        post(receive_file(content, name=f"{title}.xlsx", actor=officer, now=NOW).number)

    (cash,) = (one.number for one in gifts(EVERYWHERE, GiftFilter(kind="cash")))
    promised = ("某某商会", "助学款", 20, "久治县", "2017-03-01", "2017-12-31", cash)
    other = ("某某实业公司", "棉衣一批", None, "久治县", "2017-03-05", None, None)
    sent("认捐台账", PLEDGES, promised, other)
    sent("认捐台账(二)", PLEDGES, promised, other)
    told = {one.donor_name: one for one in pledges(EVERYWHERE)}
    assert len(told) == len(pledges(EVERYWHERE)) == 2
    assert (told["某某商会"].amount_fen, told["某某商会"].given_fen) == (20_000_000, 12_500_000)
    hands = [
        ("某某商会", "转交", "2017-05-01", "市慈善会", None, None, None, "交接单1"),
        ("某某商会", "转交", "2017-05-08", "久治县教育局", None, None, None, "交接单2"),
    ]
    use = ("某某商会", "使用", "2017-06-01", None, 5, "助学", "购课桌50套", "发票1")
    sent("捐赠流转使用台账", WAYS, *hands, use)
    sent("捐赠流转使用台账(二)", WAYS, *hands, use)
    seen = gift(EVERYWHERE, cash)
    assert [one.taker for one in seen.hands] == ["市慈善会", "久治县教育局"]
    assert [one.amount_fen for one in seen.uses] == [5_000_000]
    assert figure("gifts_count") == 2
    wrong = (
        (*use[:4], 900, *use[5:7], "发票2"),
        ("不知是谁", *hands[0][1:]),
        ("某某商会", "保管", *hands[0][2:]),
    )
    codes = refused(lambda: sent("捐赠流转使用台账(三)", WAYS, *wrong))
    assert {"VALUE_UNKNOWN", "USE_TOO_MUCH"} <= set(codes)
    assert len(gift(EVERYWHERE, cash).uses) == 1


OFFERS = ("提供方", "提供物品", "资源类别", "受援县", "可提供数量", "有效期至")


def test_offers_come_by_files_once(sqlite_office: Office) -> None:
    assert sqlite_office.data_dir.is_dir()
    settle()
    officer = actor_named("officer")

    def sent(title: str, *rows: tuple[object, ...]) -> None:
        content = goods_list(title, *rows, heads=OFFERS)
        post(receive_file(content, name=f"{title}.xlsx", actor=officer, now=NOW).number)

    desks = ("某某商会", "课桌", "助学", "久治县", 40, "2017-12-31")
    sent("爱心资源登记表", desks)
    sent("爱心资源登记表(二)", desks, ("个人李先生", "高压锅", None, "久治县", None, None))
    found = {one.item: one for one in offers(EVERYWHERE, today=NOW.date())}
    assert {(one.need, one.claimant, one.quantity) for one in found.values()} == {
        ("schooling", "unit", 40),
        ("daily", "person", 1),
    }
    codes = refused(
        lambda: sent("爱心资源登记表(三)", (*desks[:2], "看不懂", *desks[3:4], 3, None))
    )
    assert "CODE_UNKNOWN" in codes


GOODS = ("捐赠方", "物资名称", "数量", "计量单位", "收发环节", "收发日期", "凭证")
WAY = (
    ("某某街道", "棉被", 100, "床", "收到", "2017-04-02", "收据1"),
    ("某某街道", "棉被", 100, "床", "验收入库", "2017-04-03", "验收单1"),
    ("某某街道", "棉被", 60, "床", "出库发出", "2017-04-10", "出库单1"),
    ("某某街道", "棉被", 58, "床", "对方签收", "2017-04-15", "签收单1"),
    ("某某街道", "棉被", 2, "床", "短少", "2017-04-15", "短少证明"),
)


def goods_list(title: str, *rows: tuple[object, ...], heads: tuple[str, ...] = GOODS) -> bytes:
    """Return a list of movements as a store sends it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([title])
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_goods_go_their_way_by_files(sqlite_office: Office) -> None:
    """Each movement once; more than is there, or a shortage without proof, keeps the file back."""
    assert sqlite_office.data_dir.is_dir()
    settle()
    post(send("台账.xlsx", *FIRST))
    officer = actor_named("officer")

    def sent(name: str, *rows: tuple[object, ...]) -> None:
        content = goods_list(f"物资收发台账{name}", *rows)
        post(receive_file(content, name=f"{name}.xlsx", actor=officer, now=NOW).number)

    sent("四月", *WAY)
    (number,) = (one.number for one in gifts(EVERYWHERE, GiftFilter(kind="goods")))

    def piles() -> tuple[int, int, int, int]:
        (line,) = gift(EVERYWHERE, number).goods
        return line.in_store, line.on_way, line.delivered, line.lost

    assert piles() == (40, 0, 58, 2)
    more = ("某某街道", "棉被", 40, "床", "出库发出", "2017-05-01", "出库单2")
    sent("四月五月", *WAY, more)
    assert piles() == (0, 40, 58, 2)
    wrong = (
        ("某某街道", "棉被", 1, "床", "出库发出", "2017-05-02", "出库单3"),
        ("某某街道", "棉被", 1, "床", "短少", "2017-05-03", ""),
        ("不知是谁", "棉被", 1, "床", "收到", "2017-05-03", "收据"),
    )
    codes = refused(lambda: sent("五月", *wrong))
    assert "VALUE_UNKNOWN" in codes
    assert len(codes) == 3
    assert piles() == (0, 40, 58, 2)
