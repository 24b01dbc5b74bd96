"""Lists of households of an invented county's villages, as ugly as offices write them.

Every name and number is made up; the area code of the numbers was never given out.
"""

from __future__ import annotations

from jiedui.exchange.sample_set.layout import Column, Sheet, workbook_bytes
from jiedui.kernel.identity import check_character

LEIBO, MEIGU = "513437", "513436"
TITLE = "雷波县建档立卡贫困户名单(截至2018年12月31日)"
HEADINGS = (
    "序号 户主 公民身份号码 乡镇 所在村 家庭人口 户属性 致贫原因 人均纯收入(元) 脱贫时间 一卡通账号"
)
ACCOUNT = "6228480461234567890"


def number(at: int, born: str = "19700101") -> str:
    """Return a number of the right form that belongs to nobody."""
    digits = f"999001{born}{at:03d}"
    return digits + check_character(digits)


ROWS = (
    ("甲一一", number(11), "锦城镇", "花坪村", 4, "一般贫困户", "因病", 3200, "2017年", ACCOUNT),
    ("乙二二", number(12), "锦城镇", "花坪村", 2, "低保户", "因残", 2800, None, None),
    ("丙三三", number(13), "黄琅镇", "海子村", 5, "一般贫困户", "缺技术", 2950, None, None),
    ("丁四四", number(14), "黄琅镇", "海子村", 1, "边缘易致贫户", "因学", 5100, None, None),
    ("戊五五", number(15), "黄琅镇", "马湖村", 3, "古怪户", "怪原因", None, "2016", None),
)


def listed(rows: tuple[tuple[object, ...], ...] = ROWS, *, title: str = TITLE) -> bytes:
    """Return the list as a workbook, each row with its running number."""
    columns = tuple(Column(name, width=18) for name in HEADINGS.split())
    told = tuple((at, *row) for at, row in enumerate(rows, start=1))
    return workbook_bytes((Sheet("名单", title, columns, told),))  # type: ignore[arg-type]
