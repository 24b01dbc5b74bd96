"""A blank form as a higher office sends it, for the demo to fill. Knows no Django."""

from __future__ import annotations

from jiedui.exchange.sample_set.layout import Column, Sheet, workbook_bytes

BLANK_NAME = "空表-资金和成效汇总表.xlsx"
_COUNTIES = ("久治县", "德钦县", "武定县", "香格里拉市")
_FUNDS = ("市级统筹", "区财政", "社会捐赠", "合计")
_REST = (
    "培训人数(人)",
    "2013年末建档立卡户(户)",
    "2016年末建档立卡户(户)",
    "现有建档立卡户(户)",
)


def blank_form() -> bytes:
    """Return the blank form: counties in rows, money by source, people and households."""
    columns = (
        Column("序号", width=6),
        Column("受援县", width=14),
        *(Column(name, "累计投入资金", is_summed=True) for name in _FUNDS),
        *(Column(name, width=16) for name in _REST),
        Column("备注", width=16),
    )
    empty = (None,) * (len(columns) - 2)
    sheet = Sheet(
        "汇总表",
        "对口帮扶资金和成效情况汇总表(2013年以来,截至2017年10月31日)",
        columns,
        tuple((at, name, *empty) for at, name in enumerate(_COUNTIES, start=1)),
        unit="单位:万元",
        total_label="合计",
        notes=("注:金额保留两位小数。", "填报单位:            负责人:            填报日期:"),
    )
    return workbook_bytes((sheet,))
