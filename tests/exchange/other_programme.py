"""Another programme's workbooks, wholly made up: other districts, other counties, amounts in 元.

顺德区 helps 雷波县 and 美姑县; every figure and name here is invented for the
tests. Identity numbers use an area code that was never given out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.exchange.sample_set.layout import Column, Sheet, workbook_bytes
from jiedui.kernel.identity import check_character

if TYPE_CHECKING:
    from jiedui.exchange.sample_set.layout import Cell

OFFICE = "440606"
LEIBO, MEIGU = "513437", "513436"
FOOT = "填报单位:区协作办          截止日期:2019年6月30日"


def identity(at: int) -> str:
    """Return a number of the right form that belongs to nobody."""
    digits = f"99900119800101{at:03d}"
    return digits + check_character(digits)


ID_NUMBERS = (identity(11), identity(24))
WRONG_ID = identity(37)[:-1] + ("0" if identity(37)[-1] != "0" else "1")

LEDGER_COLUMNS = (
    Column("序号"),
    Column("项目名称"),
    Column("项目类别"),
    Column("建设内容及规模"),
    Column("市级统筹", "援助资金", is_summed=True),
    Column("区财政", "援助资金", is_summed=True),
    Column("小计", "援助资金", is_summed=True),
    Column("县自筹", is_summed=True),
    Column("总投资", is_summed=True),
    Column("下达资金"),
    Column("拨付资金"),
    Column("形象进度"),
    Column("备注"),
)


def _money(*yuan: int | None) -> tuple[Decimal | None, ...]:
    return tuple(None if one is None else Decimal(one) for one in yuan)


def ledger(*, wrong_sum: bool = False) -> bytes:
    """Return the project ledger of 雷波县: two named projects and the rest of each source."""
    rows = (
        (
            1,
            "彝绣工坊",
            "产业发展",
            "新建1200㎡",
            *_money(1_500_000, 500_000, 2_000_000, None, 2_000_000, 2_000_000, 1_200_000),
            "60%",
            "",
        ),
        (
            2,
            "村小宿舍",
            "社会事业",
            "改建800㎡",
            *_money(
                None, 900_000, 900_000, 300_000, 1_300_000 if wrong_sum else 1_200_000, None, None
            ),
            "",
            "",
        ),
        (
            3,
            "未逐项列明(市级统筹)",
            "",
            "其余",
            *_money(6_000_000, None, 6_000_000, None, 6_000_000, None, None),
            "",
            "",
        ),
        (
            4,
            "未逐项列明(区财政)",
            "",
            "其余",
            *_money(None, 4_600_000, 4_600_000, None, 4_600_000, None, None),
            "",
            "",
        ),
    )
    sheet = Sheet(
        "雷波县", "顺德区对口帮扶雷波县项目资金台账(2018年至2019年6月)", LEDGER_COLUMNS, rows,
        unit="单位:元", total_label="合计", notes=(FOOT,),
    )  # fmt: skip
    return workbook_bytes((sheet,))


def plan() -> bytes:
    """Return the plan for 2019: one named project and a joint rest."""
    columns = (
        Column("序号"),
        Column("受援县", width=20),
        Column("项目类别"),
        Column("项目名称"),
        Column("主要内容"),
        Column("合计", "计划资金", is_summed=True),
        Column("区财政", "计划资金", is_summed=True),
        Column("备注"),
    )
    rows = (
        (1, "美姑县", "产业发展", "花椒基地", "种植", *_money(700_000, 700_000), ""),
        (2, "雷波县、美姑县", "", "未逐项列明", "其余", *_money(1_300_000, 1_300_000), ""),
    )
    sheet = Sheet(
        "计划",
        "顺德区东西部扶贫协作2019年度项目计划表",
        columns,
        rows,
        unit="单位:元",
        total_label="合计",
    )
    return workbook_bytes((sheet,))


def gifts() -> bytes:
    """Return two gifts: one dated and exact, one about."""
    columns = tuple(
        Column(name)
        for name in (
            "序号",
            "捐赠单位",
            "受赠单位",
            "受援地区",
            "捐赠形式",
            "金额",
            "用途/物品",
            "捐赠日期",
            "备注",
        )
    )
    rows = (
        (1, "区教育局", "雷波县教育局", "雷波县", "资金", "80000元", "助学", "2018年9月3日", ""),
        (2, "某镇商会", "美姑县", "美姑县", "物资", "约3万元", "棉被", "2018年12月", ""),
    )
    return workbook_bytes(
        (Sheet("捐赠台账", "顺德区社会各界捐赠台账", columns, rows, notes=(FOOT,)),)
    )


def pairings() -> bytes:
    """Return the pairings of the programme."""
    columns = tuple(
        Column(name, width=24)
        for name in (
            "序号",
            "东部(支援)单位",
            "西部(受援)单位",
            "结对类型",
            "起始时间",
            "终止时间",
            "依据",
            "备注",
        )
    )
    rows = (
        (1, "顺德区", "凉山州(雷波县、美姑县)", "东西部扶贫协作", "2016年", "至今", "协议", ""),
        (2, "顺德区", "美姑县", "携手奔小康", "2018年", "至今", "协议", ""),
    )
    return workbook_bytes((Sheet("结对关系", "顺德区结对关系一览表", columns, rows),))


def stocks() -> bytes:
    """Return registered households of two counties on two days."""
    columns = (
        Column("受援县"),
        Column("户数", "2017年底", is_summed=True),
        Column("人数", "2017年底", is_summed=True),
        Column("户数", "2019年6月", is_summed=True),
        Column("人数", "2019年6月", is_summed=True),
        Column("备注"),
    )
    rows = (("雷波县", 8000, 33000, 2100, 9000, ""), ("美姑县", 9000, 41000, 4000, 18500, ""))
    sheet = Sheet(
        "建档立卡人数",
        "顺德区对口帮扶县建档立卡情况表",
        columns,
        rows,
        unit="单位:户、人",
        total_label="合计",
        notes=(FOOT,),
    )
    return workbook_bytes((sheet,))


def statements(*, aid: str = "0.36亿元") -> bytes:
    """Return stated totals: counts by category, and the whole since 2016 for both counties.

    Args:
        aid: The aid of both counties as the page prints it.
    """
    columns = tuple(
        Column(name)
        for name in (
            "序号",
            "受援地区",
            "期间",
            "指标",
            "公布数",
            "口径",
            "资金来源",
            "项目类别",
            "与明细关系",
            "出处",
            "备注",
        )
    )
    period, page = "2018年至今", "某报2019年7月"
    rows = (
        (1, "雷波县", period, "帮扶资金", "1350万元", "实际", "", "", "", page, ""),
        (2, "雷波县", period, "项目数", "7个", "实际", "", "产业发展", "含明细", page, ""),
        (3, "雷波县", period, "项目数", "5个", "实际", "", "社会事业", "含明细", page, ""),
        (
            4,
            "雷波县、美姑县",
            "2016年至今",
            "帮扶资金",
            aid,
            "实际",
            "",
            "",
            "含明细",
            page,
            "",
        ),
        (5, "雷波县、美姑县", "2016年至今", "项目数", "40多个", "实际", "", "", "含明细", page, ""),
    )
    return workbook_bytes(
        (Sheet("公布数", "顺德区对口帮扶公布数表", columns, rows, notes=(FOOT,)),)
    )


def roster() -> bytes:
    """Return three people sent, all invented; the third one's number is wrong."""
    headings = (
        "序号 姓名 性别 身份证号码 派出单位 类别 派出方向 对口县 挂职单位及职务 实际到岗日期 备注"
    )
    columns = tuple(Column(name, width=20) for name in headings.split())
    first, second = ID_NUMBERS[0], ID_NUMBERS[1]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (at, *told.split("|"))
        for at, told in enumerate(
            (
                f"甲一|男|{first}|区教育局|党政干部|东→西|雷波县|县政府|2018年7月3日|原号{second}",
                f"乙二|女|{second}|区医院|专技人才|东→西|美姑县|县医院|2018年9月10日|电话13912345678",
                f"丙三|男|{WRONG_ID}|区农业局|党政干部|东→西|美姑县|县农业局|2018年9月11日|",
            ),
            start=1,
        )
    )
    return workbook_bytes((Sheet("名册", "顺德区援派干部人才名册", columns, rows, notes=(FOOT,)),))


def ledger_with_one_more(*, dormitory: int = 900_000) -> bytes:
    """Return the ledger again, with a third project that was inside the district's rest before.

    Args:
        dormitory: The district's aid for the school's dormitory, in yuan.
    """
    rows = (
        (
            1,
            "彝绣工坊",
            "产业发展",
            "新建1200㎡",
            *_money(1_500_000, 500_000, 2_000_000, None, 2_000_000, 2_000_000, 1_200_000),
            "60%",
            "",
        ),
        (
            2,
            "村小宿舍",
            "社会事业",
            "改建800㎡",
            *_money(None, dormitory, dormitory, 300_000, dormitory + 300_000, None, None),
            "",
            "",
        ),
        (
            3,
            "蓄水池",
            "社会事业",
            "修建",
            *_money(None, 600_000, 600_000, None, 600_000, None, None),
            "",
            "",
        ),
    )
    title = "顺德区对口帮扶雷波县项目资金台账(2018年至2019年6月)"
    sheet = Sheet(
        "雷波县", title, LEDGER_COLUMNS, rows, unit="单位:元", total_label="合计", notes=(FOOT,)
    )
    return workbook_bytes((sheet,))


def pairings_of_an_unknown_kind() -> bytes:
    """Return two pairings, one of a kind nobody knows."""
    columns = tuple(
        Column(name, width=24)
        for name in (
            "序号",
            "东部(支援)单位",
            "西部(受援)单位",
            "结对类型",
            "起始时间",
            "终止时间",
            "依据",
            "备注",
        )
    )
    rows = (
        (1, "顺德区", "雷波县", "东西部扶贫协作", "2016年", "至今", "协议", ""),
        (2, "顺德区", "美姑县", "友好往来", "2018年", "至今", "协议", ""),
    )
    return workbook_bytes((Sheet("结对关系", "顺德区结对关系一览表", columns, rows),))


def stocks_with_a_remark() -> bytes:
    """Return the same stocks in another file."""
    columns = (
        Column("受援县"),
        Column("户数", "2017年底", is_summed=True),
        Column("人数", "2017年底", is_summed=True),
        Column("户数", "2019年6月", is_summed=True),
        Column("人数", "2019年6月", is_summed=True),
        Column("备注"),
    )
    rows = (("雷波县", 8000, 33000, 2100, 9000, "重报"), ("美姑县", 9000, 41000, 4000, 18500, ""))
    sheet = Sheet(
        "建档立卡人数",
        "顺德区对口帮扶县建档立卡情况表",
        columns,
        rows,
        unit="单位:户、人",
        total_label="合计",
        notes=(FOOT,),
    )
    return workbook_bytes((sheet,))
