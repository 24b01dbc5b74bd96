"""A page on amounts that are not exact, givers who gave together, counts taken before a pairing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.cli.conftest import terminal
from tests.exchange.office import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Terminal

__all__ = ("terminal",)

BOOKS: dict[str, list[list[object]]] = {
    "结对关系": [
        ["鄞州区结对关系表"],
        ["序号", "支援方", "受援方", "结对类型", "起始时间", "终止时间"],
        [1, "鄞州区", "盘县", "东西部扶贫协作", "2014年", "至今"],
        [2, "鄞州区", "晴隆县", "携手奔小康", "2018年", "至今"],
    ],
    "盘州市": [
        ["鄞州区对口帮扶盘州市项目资金台账(2014年至2018年9月)"],
        ["单位:万元"],
        ["序号", "项目名称", "项目类别", "市级统筹", "区级财政", "小计"],
        [1, "饮水工程", "新农村建设", "约120", None, "约120"],
        [2, "卫生院", "社会事业", 1000, 300, 1300],
    ],
    "捐赠台账": [
        ["鄞州区社会捐赠台账"],
        ["序号", "捐赠单位", "受援地区", "捐赠形式", "金额", "捐赠日期"],
        [1, "鄞州区慈善总会、宁波甬江公司", "晴隆县", "资金", "30万元", "2018年3月"],
    ],
    "建档立卡": [
        ["建档立卡贫困户情况表"],
        ["单位:户、人"],
        ["受援县", "2013年底", None, "2016年底", None, "2018年6月底", None],
        [None, "户数", "人数", "户数", "人数", "户数", "人数"],
        ["盘州市", 30000, 100000, 12000, 41000, 5100, 17000],
    ],
}


def test_its_page(terminal: Terminal, tmp_path: Path) -> None:
    terminal.good("init", "--office", "330212")
    for name, rows in BOOKS.items():
        terminal.post(tmp_path / f"{name}.xlsx", workbook((name, rows, ())))
    out = tmp_path / "page.html"
    terminal.good("report", "page", "--out", str(out))
    page = out.read_text(encoding="utf-8")
    pictures = [re.sub(r"<[^>]+>", " ", one) for one in re.findall(r"(?s)<svg.*?</svg>", page)]
    assert any("盘州市" in one and "约1420" in one for one in pictures), "drawn as it is said"
    words = re.sub(r"<[^>]+>", " ", page)
    assert "宁波甬江公司、鄞州区慈善总会" in words
    assert "2013年12月31日" not in words, "it was not paired yet"
    assert "57.5%" in words
