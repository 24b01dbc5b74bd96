"""The life of projects by files alone: contracts, checks, notices, audits, many closed at once."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries as books
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.kernel.problem import Refused
from jiedui.programme.queries.listing import ProjectFilter, projects
from tests.programme import world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conftest import Office

NAMES = tuple(f"第{at}村道路" for at in range(20))
CONTRACTS = "受援县 项目名称 发包方式 招标日期 承包单位 合同编号 合同签订日期 合同金额(万元)"
PAPERS = (
    ("施工(采购)合同", "2018-03-01"), ("开工报告", "2018-03-05"), ("竣工报告", "2018-07-31"),
    ("验收单", "2018-08-20"), ("审价报告", "2018-09-10"), ("资产移交书", "2018-10-01"),
    ("归档目录", "2018-11-01"), ("绩效自评表", "2018-11-01"), ("资金下达文件", "2018-02-20"),
)  # fmt: skip


def workbook(title: str, headings: str, rows: Sequence[tuple[object, ...]]) -> bytes:
    """A file as an office sends it: a title, headings, rows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([title])
    sheet.append(headings.split())
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(title: str, headings: str, rows: Sequence[tuple[object, ...]]) -> int:
    """Receive a file and post it as a second person; return how many rows became records."""
    received = receive_file(
        workbook(title, headings, rows), name=f"{title}.xlsx", actor=world.who("officer"),
        now=world.NOW,
    )  # fmt: skip
    assert received.waiting == 0, title
    done = post_batch(
        received.number, actor=world.who("reviewer"), now=world.NOW, accept_warnings=True
    )
    return done.recorded


def each(*said: object) -> list[tuple[object, ...]]:
    """The same of every project."""
    return [("久治县", name, *said) for name in NAMES]


def states(*wanted: tuple[str, str]) -> int:
    rows = [("久治县", name, state, on) for name in NAMES for state, on in wanted]
    return send("项目状态变更表", "受援县 项目名称 进入状态 进入日期", rows)


def test_projects_live_and_close_by_files(sqlite_office: Office) -> None:
    """Each file is posted by a second person; the page tells it; what is sent twice is once."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    started = world.allotted(*NAMES)
    contracts = each("公开招标", "2018-02-20", "某路桥公司", "合同1号", "2018-03-01", 250)
    build(contracts)
    hand_over()
    closed(started[0])
    before = books.head().number
    send("合同台账(再报)", CONTRACTS, contracts)
    assert len(world.view(started[0]).contracts) == 1
    assert books.head().number == before


def build(contracts: list[tuple[object, ...]]) -> None:
    """Papers, contracts, the start, progress and the end of the work."""
    papers = [("久治县", name, kind, f"{kind} {name}", on) for name in NAMES for kind, on in PAPERS]
    assert send("项目材料清单", "受援县 项目名称 材料类别 材料名称 材料日期", papers) == 180
    assert send("合同台账", CONTRACTS, contracts) == 20
    states(("已开工", "2018-03-05"), ("在建", "2018-03-10"))
    seen = each("100%", "2018-07-30", "全部完成")
    send("形象进度表", "受援县 项目名称 形象进度 进度日期 进展情况", seen)
    states(
        ("已完工", "2018-07-31"),
    )


def hand_over() -> None:
    """Checks, the price audit, cards, reach, payments, notices and the last steps."""
    heads = "受援县 项目名称 验收层级 验收日期 验收结论 验收面积(平方米)"
    send("验收台账", heads, each("县级验收", "2018-08-20", "合格", 1180.5))
    states(
        ("已验收", "2018-08-20"),
    )
    heads = "受援县 项目名称 送审金额(万元) 审定金额(万元) 审定日期 审价单位 审价报告文号"
    send("审价结算台账", heads, each(262, 260, "2018-09-10", "某造价咨询", "审〔2018〕1号"))
    states(
        ("已审定", "2018-09-10"),
    )
    rights = ("甲村村委会",) * 6
    cards: list[tuple[object, ...]] = [
        ("久治县", name, f"JZ-{at}", name, "公益性", "实物", 260, "2018-07-31", *rights, "村委会")
        for at, name in enumerate(NAMES)
    ]
    heads = (
        "受援县 项目名称 资产编号 资产名称 资产类别 资产形态 资产原值(万元) 建成日期 "
        "所有权 经营权 收益权 分配权 处置权 监督权 管护责任人"
    )
    send("资产移交台账", heads, cards)
    reach = each("就近务工", 130, 440, 31, 112)
    heads = (
        "受援县 项目名称 利益联结机制 受益户数 受益人数 其中脱贫(建档立卡)户数 "
        "其中脱贫(建档立卡)人数"
    )
    send("受益情况表", heads, reach)
    days = ("2018-08-20", "2018-09-11", "2018-09-12")
    heads = (
        "受援县 项目名称 资金事项 资金来源 支付金额(万元) 验收或合同节点日期 用款申请日期 "
        "乡镇意见日期 支付日期 文号或凭证号"
    )
    paid = each("直接支付", "市级统筹资金", 260, *days, "2018-09-13", "凭证1号")
    rest = each("收回", "市级统筹资金", 40, *days, "2018-09-20", "缴款书2号")
    assert send("支付明细表", heads, [*paid, *rest]) == 40
    notices = each("竣工后", "2018-09-15", "2018-09-25", "村务公开栏", "12317")
    heads = "受援县 项目名称 公示环节 公示起始日期 公示截止日期 公示地点(网址) 监督举报电话"
    assert send("公示公告台账", heads, notices) == 20
    states(("已移交", "2018-10-01"), ("已归档", "2018-11-01"))


def closed(number: int) -> None:
    """What the page of a closed project tells of it."""
    page = projects(EVERYWHERE, ProjectFilter(state="CLOSED"))
    assert page.total == 20
    view = world.view(number)
    assert [one["contractor"] for one in view.contracts] == ["某路桥公司"]
    assert (view.fields["settled_fen"], view.fields["actual_area_cm2"]) == (260_000_000, 11_805_000)
    assert (view.fields["households"], view.fields["registered_people"]) == (130, 112)
    assert view.fields["allotted_fen"] == view.fields["spent_fen"] + view.fields["returned_fen"]
    assert [(one.proposed_by, one.decided_by) for one in view.steps][-1] == ("officer", "reviewer")


def test_audits_by_files_and_wrong_rows_told_at_their_cells(sqlite_office: Office) -> None:
    """The receiver answers, the poster confirms; a wrong row keeps the whole file back."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    first, *_ = world.allotted(*NAMES[:3])
    heads = (
        "受援县 项目名称 审计发现问题 审计单位 审计报告日期 涉及金额(万元) 整改责任人账号 整改期限 "
        "整改结果 追回(核减)金额(万元) 整改情况 整改日期"
    )
    found = ("久治县", NAMES[0], "超合同付款", "县审计局", "2018-09-01", 5, "officer", "2018-10-01")
    send("审计问题台账", heads, [(*found, "", "", "", "")])
    send("审计问题台账(整改)", heads, [(*found, "已追回", 5, "已缴回国库", "2018-09-20")])
    (one,) = world.view(first).audits
    assert (one.state, one.owner, one.amount_fen) == ("REFUNDED", "officer", 5 * world.WAN)
    heads = "受援县 项目名称 公示环节 公示起始日期 公示地点(网址) 监督举报电话"
    said = ("2018-02-05", "村务公开栏")
    rows: list[tuple[object, ...]] = [
        ("久治县", NAMES[0], "年度计划", *said, "12317"),
        ("久治县", NAMES[1], "年度计划", *said, "13700000001"),
        ("久治县", NAMES[2], "何时", *said, "12317"),
    ]
    with pytest.raises(Refused) as unknown:
        send("公示公告台账", heads, [*rows, ("久治县", "没有的项目", "年度计划", *said, "12317")])
    assert {one.code for one in unknown.value.problems} == {"PROJECT_UNKNOWN"}
    with pytest.raises(Refused) as wrong:
        send("公示公告台账(二)", heads, rows)
    told = {(one.code, one.source.cell) for one in wrong.value.problems}
    assert told == {("PHONE_PERSONAL", "F4"), ("VALUE_UNKNOWN", "C5")}
    assert world.view(first).disclosures == []


OWN_FEN = 100_000_000
CHANGES = (
    "受援县 项目名称 变更原因 变更日期 变更申请文号 变更批复文号 变更后市级统筹(万元) "
    "变更后完工日期"
)


def test_changes_by_file_each_with_papers_of_its_own(sqlite_office: Office) -> None:
    """The plan moves by the difference; the papers of one change do not serve the next."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    (number,) = world.planned("第0村道路")
    first = ("久治县", "第0村道路", "增加里程", "2018-04-01", "请示1", "批复1", 350, "2018-12-31")
    assert send("项目变更台账", CHANGES, [first]) == 1
    (row,) = projects(EVERYWHERE, ProjectFilter()).rows
    assert row.approved_fen == 350_000_000 + OWN_FEN
    head = books.head().number
    assert send("项目变更台账(重报)", CHANGES, [first]) == 1
    assert books.head().number == head
    again = ("久治县", "第0村道路", "再增加", "2018-05-01", "", "", 380, "")
    with pytest.raises(Refused) as refused:
        send("项目变更台账(二)", CHANGES, [again])
    assert [one.code for one in refused.value.problems] == ["STEP_NEEDS"]
    assert send("项目变更台账(三)", CHANGES, [(*again[:4], "请示2", "批复2", 380, "")]) == 1
    (row,) = projects(EVERYWHERE, ProjectFilter()).rows
    assert row.approved_fen == 380_000_000 + OWN_FEN
    assert number == row.number
