"""Files awkward to share: joint donors, money taken back, a pairing that ended."""

from __future__ import annotations

from jiedui.exchange.sample_set.layout import Column, Sheet, workbook_bytes


def _file(title: str, headings: str, *rows: tuple[object, ...]) -> bytes:
    columns = tuple(Column(name) for name in headings.split())
    return workbook_bytes((Sheet("一", title, columns, rows),))  # type: ignore[arg-type]


def pairings() -> bytes:
    """Return a pairing that ended, with a county that gets nothing later, and one that lasts."""
    return _file(
        "顺德区结对关系表",
        "序号 帮扶方 受援地 结对类型 起始时间 终止时间 依据",
        (1, "顺德区", "四川省雷波县", "东西部扶贫协作", "2016年1月", "2018年12月", "协议"),
        (2, "顺德区", "四川省美姑县", "东西部扶贫协作", "2016年1月", "2018年12月", "协议"),
        (3, "顺德区", "四川省昭觉县", "东西部扶贫协作", "2018年1月", "", "协议"),
    )


def ledger() -> bytes:
    """Return a ledger in which money of the year before is taken back, and a gift names nobody."""
    return _file(
        "顺德区对口支援昭觉县2018年项目资金台账(单位:万元)",
        "序号 项目名称 项目类别 总投资 市级统筹 区级财政 社会捐赠 备注",
        (1, "敬老院改扩建", "社会事业", 420, 300, 100, 20, ""),
        (2, "上年多拨资金冲减", "产业发展", -15.5, -15.5, None, None, "冲减"),
    )


def gifts() -> bytes:
    """Return gifts: of three donors together, about so much, without a value, after the end."""
    return _file(
        "顺德区社会捐赠台账",
        "序号 捐赠单位 受援县 捐赠时间 金额(元) 物资名称 备注",
        (1, "区总工会、区工商联、区妇联", "雷波县", "2018-05-10", 300_000, "", ""),
        (2, "区总工会", "雷波县", "2018-06-01", "约12000", "", ""),
        (3, "大良街道", "雷波县", "2018-09-01", None, "棉被500条", ""),
        (4, "容桂街道", "美姑县", "2019-03-05", 500_000, "", "到账已过结对期"),
    )
