"""Web pages that systems export as .xls: their tables are read, the wrong ending is told."""

import time

from jiedui.exchange.reading import read_workbook
from tests.exchange.office import column

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gb2312">
<title>导出</title><style>td {mso-number-format:"\\@"}</style><script>var a = "<td>x</td>";</script>
</head><body><h2>绿春县2020年社会捐赠台账</h2><table border=1>
<tr><th rowspan=2>序号<th rowspan=2>捐赠单位<th rowspan=2>受赠单位<th colspan=2>捐赠情况</tr>
<tr><th>金额<br>(元)</th><th>捐赠时间</th></tr>
<tr><td>1</td><td rowspan="2">甲&amp;乙公司</td><td>绿春县第一中学</td>
<td>5,000</td><td>2020-01-15</td></tr>
<tr style="display: none"><td>2</td><td>绿春县教育局</td><td>3万元</td><td>2020年2月</td></tr>
<tr><td colspan="3">合计</td><td>35,000</td><td></td></tr>
</table><p>填报人:某某</p></body></html>"""


def test_the_table_of_a_page_is_read_with_its_merged_cells() -> None:
    for content in (PAGE.encode("gb18030"), PAGE.encode(), PAGE.encode("utf-16")):
        reading = read_workbook("export.xls", content)
        assert reading.fatal is None
        assert column(reading, "donor") == ["甲&乙公司", "甲&乙公司"]
        assert column(reading, "amount_fen") == [500_000, 3_000_000]
        assert column(reading, "donation_date") == ["2020-01-15", "2020-02"]
        assert [one.cells["amount_fen"] for one in reading.rows] == ["D4", "D5"]
        assert [one.values for one in reading.totals] == [{"amount_fen": 3_500_000}]
        codes = {(one.code, one.source.cell) for one in reading.problems}
        assert codes == {("EXTENSION_MISMATCH", ""), ("HIDDEN_ROW", "row:5"), ("UNIT_MIXED", "D5")}


def test_a_fragment_without_a_page_around_it_is_read() -> None:
    fragment = PAGE[PAGE.index("<table") : PAGE.index("</table>")]
    for before in ("", "<meta http-equiv=Content-Type content='text/html; charset=utf-8'>"):
        reading = read_workbook("export.html", (before + fragment).encode())
        assert column(reading, "amount_fen") == [500_000, 3_000_000]


def test_pages_without_a_table_and_workbooks_as_xml_are_refused_with_a_sentence() -> None:
    for text in (
        "<html><body>请重新登录</body></html>",
        '<?xml version="1.0"?><Workbook><Worksheet><Table></Table></Worksheet></Workbook>',
    ):
        reading = read_workbook("export.xls", text.encode())
        assert reading.fatal is not None
        assert reading.fatal.code == "UNSUPPORTED_FORMAT"


def test_hostile_pages_are_answered_in_time() -> None:
    started = time.process_time()
    for text in (
        "<table><tr>" + "<td colspan=65534>x" * 10_000,
        "<table>" * 20_000 + "<tr><td>x",
        "<table><tr><td>" + "<!--" * 100_000,
        "<table>" + "<tr rowspan=9><td rowspan=99999>x" * 10_000,
        "<table><tr><td>" + "&amp;<b" * 50_000,
    ):
        reading = read_workbook("export.xls", text.encode())
        assert reading.fatal is not None or reading.problems
    assert time.process_time() - started < 10
