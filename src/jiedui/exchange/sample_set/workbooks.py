"""The workbooks of the demo, made from `facts.toml` alone.

A printed total whose records are named only in part gets a row 未逐项列明 with the rest; a record
whose amount is not stated keeps its name and the words 未列明, never a zero. Nothing else is
added. Knows no Django.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING, Any

from jiedui.exchange.sample_set.layout import Column, Sheet, workbook_bytes

if TYPE_CHECKING:
    from jiedui.exchange.sample_set.layout import Cell

Facts = dict[str, Any]
"""The facts as `facts.toml` lays them out."""

NOT_ITEMISED = "未逐项列明"
BY_CONTENT = "类别由本办按建设内容归类"
SOURCES = (("municipal", "市级统筹"), ("district", "区财政"), ("social", "捐赠助"))


def facts() -> Facts:
    """Return the facts of the sample programme."""
    return tomllib.loads(resources.files(__package__).joinpath("facts.toml").read_text("utf-8"))


def make_workbooks() -> dict[str, bytes]:
    """Return the demo's workbooks, file name to bytes, in the order of filing."""
    told = facts()
    return {
        name: workbook_bytes(sheets)
        for name, sheets in (
            ("01-结对关系表.xlsx", _pairings(told)),
            (
                "02-项目资金台账.xlsx",
                (*(_ledger(told, one) for one in told["ledger"]), _other_money(told)),
            ),
            ("03-2017年度计划表.xlsx", _plan(told)),
            ("04-捐赠台账.xlsx", _gifts(told)),
            ("05-培训台账.xlsx", tuple(_training(told, one) for one in told["training"])),
            ("06-建档立卡人数表.xlsx", _registered(told)),
            (
                "07-公布数表.xlsx",
                _statements(told, _statements_title(told), page=told["page"]),
            ),
            ("08-公益活动台账.xlsx", _campaigns(told)),
        )
    }


DRILL_NAME = "演练-公布数草稿(有意写错,不入账).xlsx"


def drill() -> bytes:
    """Return a table of stated totals in which some figures are wrong on purpose."""
    told = facts()
    title = f"{_statements_title(told)}(演练草稿,有意写错,不入账)"
    told = {**told, "statement": told["drill"]}
    return workbook_bytes(_statements(told, title, page="演练草稿"))


def _statements_title(told: Facts) -> str:
    return f"{told['donor']}对口支援与合作交流工作公布数表"


def _number(text: str) -> Cell:
    """Return a fact as a cell: an exact number where it is one, else its words."""
    return Decimal(text) if text.replace(".", "", 1).isdigit() else text


def _footer(told: Facts) -> str:
    return f"填报单位:{told['filed_by']}          截止日期:{told['reporting_date']}"


def _pairings(told: Facts) -> tuple[Sheet, ...]:
    columns = (
        Column("序号", width=6),
        Column("东部(支援)单位", width=16),
        Column("西部(受援)单位", width=26),
        Column("结对类型", width=18),
        Column("起始时间", width=12),
        Column("终止时间", width=12),
        Column("依据", width=36),
        Column("备注", width=36),
    )
    rows = tuple(
        (
            at,
            one["donor"],
            one["recipient"],
            one["kind"],
            one["start"] or "—",
            one.get("end", "至今"),
            one.get("basis", ""),
            one.get("remark", ""),
        )
        for at, one in enumerate(told["pairing"], start=1)
    )
    return (Sheet("结对关系", f"{told['donor']}结对关系一览表", columns, rows),)


LEDGER_COLUMNS = (
    Column("序号", width=6),
    Column("项目名称", width=26),
    Column("项目类别", width=12),
    Column("建设内容及规模", width=24),
    Column("市级统筹", "援助资金", 11, is_summed=True),
    Column("区财政", "援助资金", 11, is_summed=True),
    Column("捐赠(助)", "援助资金", 11, is_summed=True),
    Column("小计", "援助资金", 11, is_summed=True),
    Column("县自筹", width=11, is_summed=True),
    Column("总投资", width=11, is_summed=True),
    Column("备注", width=34),
)


def _ledger(told: Facts, one: Facts) -> Sheet:
    rows = [_project(at, project) for at, project in enumerate(one["projects"], start=1)]
    rows += _remainders(one, first=len(rows) + 1)
    notes = (
        "注:1.金额未列明的项目保留项目名称,不以零计;2.“未逐项列明”行为合计数减去已列明金额后的余额,含上列金额未列明的项目。",
        _footer(told),
    )
    return Sheet(
        one["county"],
        one["title"],
        LEDGER_COLUMNS,
        tuple(rows),
        unit="单位:万元",
        total_label="合计",
        notes=notes,
    )


def _project(at: int, project: Facts) -> tuple[Cell, ...]:
    amounts = [_number(project.get(source, "")) for source, _ in SOURCES]
    exact = [amount for amount in amounts if isinstance(amount, Decimal)]
    aid: Cell = sum(exact, Decimal(0)) if exact else "未列明"
    remarks = (BY_CONTENT if "category" in project else "", project.get("remark", ""))
    return (
        at,
        project["name"],
        project.get("category", ""),
        project["content"],
        *amounts,
        aid,
        _number(project.get("own", "")),
        _number(project["total"]),
        ";".join(part for part in remarks if part),
    )


def _remainders(one: Facts, *, first: int) -> list[tuple[Cell, ...]]:
    """Return one row per source for what the named projects do not explain of its printed total."""
    rows: list[tuple[Cell, ...]] = []
    for place, (source, word) in enumerate(SOURCES):
        named = [_number(project.get(source, "")) for project in one["projects"]]
        explained = sum((amount for amount in named if isinstance(amount, Decimal)), Decimal(0))
        rest = Decimal(one["totals"][source]) - explained
        amounts: list[Cell] = [None, None, None]
        amounts[place] = rest
        name = f"{NOT_ITEMISED}({word})"
        rows.append(
            (first + len(rows), name, "", "其余项目,仅知合计", *amounts, rest, None, rest, "")
        )
    return rows


def _other_money(told: Facts) -> Sheet:
    columns = (
        Column("序号", width=6),
        Column("受援地区", width=18),
        Column("建设地点", width=12),
        Column("期间", width=18),
        Column("资金总额", width=12),
        Column("备注", width=34),
    )
    rows = tuple(
        (
            at,
            one["recipient"] + one["town"],
            one["town"],
            one["period"],
            _number(one["total"]),
            one["remark"],
        )
        for at, one in enumerate(told["other_money"], start=1)
    )
    title = f"{told['donor']}其他帮扶资金合计数(仅知总数)"
    return Sheet("其他合计", title, columns, rows, unit="单位:万元", notes=(_footer(told),))


def _plan(told: Facts) -> tuple[Sheet, ...]:
    plan = told["plan"]
    columns = (
        Column("序号", width=6),
        Column("受援县", width=24),
        Column("项目类别", width=12),
        Column("项目名称", width=16),
        Column("主要内容", width=22),
        Column("合计", "计划资金", 11, is_summed=True),
        Column("市级统筹", "计划资金", 11, is_summed=True),
        Column("区财政", "计划资金", 11, is_summed=True),
        Column("备注", width=26),
    )
    row: tuple[Cell, ...] = (
        1,
        plan["recipients"],
        "",
        NOT_ITEMISED,
        "各项目计划资金,仅知合计",
        _number(plan["total"]),
        _number(plan["municipal"]),
        _number(plan["district"]),
        "计划数,不得与实际数相加",
    )
    return (
        Sheet(
            "2017年度计划",
            plan["title"],
            columns,
            (row,),
            unit="单位:万元",
            total_label="合计",
            notes=(_footer(told),),
        ),
    )


def _gifts(told: Facts) -> tuple[Sheet, ...]:
    columns = (
        Column("序号", width=6),
        Column("捐赠单位", width=24),
        Column("受赠单位", width=18),
        Column("受援地区", width=12),
        Column("捐赠形式", width=10),
        Column("金额", width=12),
        Column("用途/物品", width=34),
        Column("捐赠日期", width=12),
        Column("备注", width=24),
    )
    rows = tuple(
        (
            at,
            one["donor"],
            one["recipient"],
            one["county"],
            one["kind"],
            one["amount"],
            one["purpose"],
            "—",
            one.get("remark", ""),
        )
        for at, one in enumerate(told["gift"], start=1)
    )
    notes = (
        "注:所列捐赠与分县台账中的捐赠(助)资金是否重复,未列明,不得直接相加;捐赠日期均未列明。",
        _footer(told),
    )
    title = f"{told['donor']}社会各界捐赠(助)台账"
    return (Sheet("捐赠台账", title, columns, rows, unit="金额单位见单元格", notes=notes),)


def _training(told: Facts, one: Facts) -> Sheet:
    columns = (
        Column("序号", width=6),
        Column("培训班名称", width=26),
        Column("期(批)数", width=12, is_summed=True),
        Column("培训人数", width=12, is_summed=True),
        Column("备注", width=24),
    )
    row: tuple[Cell, ...] = (
        1,
        NOT_ITEMISED,
        _number(one["batches"]),
        _number(one["people"]),
        "仅知合计",
    )
    inexact = () if one["people"].isdigit() else (("培训人数", one["people"]),)
    return Sheet(
        f"{one['county']}培训",
        one["title"],
        columns,
        (row,),
        unit="单位:批、人",
        total_label="合计",
        totals=inexact,
        notes=(_footer(told),),
    )


def _campaigns(told: Facts) -> tuple[Sheet, ...]:
    columns = (
        Column("序号", width=6),
        Column("活动名称", width=34),
        Column("活动类型", width=12),
        Column("配捐方", width=14),
        Column("每个心愿配捐金额(元)", width=20),
        Column("配捐封顶金额(元)", width=18),
        Column("捐入基金", width=22),
        Column("受援县", width=12),
        Column("慈善组织(平台)", width=18),
        Column("心愿数", width=10),
        Column("依据文件", width=30),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            at,
            one["name"],
            one["kind"],
            one["sponsor"],
            "未列明",
            "未列明",
            one["fund"],
            one["county"],
            one["platform"],
            "未列明",
            told["page"],
        )
        for at, one in enumerate(told["campaign"], start=1)
    ]
    title = f"{told['donor']}2017年公益活动台账"
    return (Sheet("公益活动", title, columns, tuple(rows), notes=(_footer(told),)),)


def _registered(told: Facts) -> tuple[Sheet, ...]:
    columns = (
        Column("受援县", width=12),
        Column("户数", "2013年底", 10, is_summed=True),
        Column("人数", "2013年底", 10, is_summed=True),
        Column("户数", "2017年10月", 10, is_summed=True),
        Column("人数", "2017年10月", 10, is_summed=True),
        Column("备注", width=24),
    )
    rows = tuple(
        (one["county"], *one["at_2013"], *one["to_date"], "") for one in told["registered"]
    )
    notes = ("注:仅公布2013年底和2017年10月两个时点;存量之差不等于脱贫户数。", _footer(told))
    title = f"{told['donor']}对口支援县建档立卡贫困户、贫困人口情况表"
    return (
        Sheet(
            "建档立卡人数",
            title,
            columns,
            rows,
            unit="单位:户、人",
            total_label="合计",
            notes=notes,
        ),
    )


def _statements(told: Facts, title: str, *, page: str) -> tuple[Sheet, ...]:
    columns = (
        Column("序号", width=6),
        Column("受援地区", width=24),
        Column("期间", width=14),
        Column("指标", width=18),
        Column("公布数", width=14),
        Column("口径", width=8),
        Column("资金来源", width=12),
        Column("项目类别", width=14),
        Column("与明细关系", width=12),
        Column("出处", width=24),
        Column("备注", width=40),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in told["statement"]:
        for figure in one["figures"]:
            rows.append(
                (
                    len(rows) + 1,
                    one["recipient"],
                    one.get("period") or one["at"],
                    figure["indicator"],
                    figure["value"],
                    one.get("status", "实际"),
                    figure.get("source", ""),
                    figure.get("category", ""),
                    figure.get("relation", ""),
                    figure.get("document", page),
                    figure.get("remark", ""),
                )
            )
    notes = ("注:“含明细”指公布数包含台账中已列明的项目和资金;空白为仅供核对。", _footer(told))
    return (Sheet("公布数", title, columns, tuple(rows), notes=notes),)
