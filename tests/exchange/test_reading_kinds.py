"""Monthly returns and purchases: units by row, sections, parts of wholes, quantity times price."""

from tests.exchange.office import column, read, told


def test_a_monthly_return_takes_each_row_in_its_own_unit() -> None:
    reading = read(
        ["昌宁县2023年6月东西部协作月报"],
        ["序号", "指标", "单位", "全年目标", "本月", "累计", "完成率(%)"],
        ["一", "资金"],
        [1, "财政援助资金", "万元", 1000, 10, 500, 50],
        [2, "其中:县级资金", "万元", 100, 600, 530, "53"],
        ["二", "人才"],
        [1, "选派干部", "人", 2, 0, 3, 150.0],
        merged=["B3:G3", "B6:G6"],
    )
    assert reading.kind == "monthly_return"
    assert column(reading, "cumulative") == [500_000_000, 530_000_000, 3]
    assert column(reading, "completion_rate") == [0.5, 0.53, 1.5]
    assert column(reading, "county") == ["昌宁县"] * 3
    assert told(reading) == {
        ("PART_OVER_WHOLE", "E5"),
        ("PART_OVER_WHOLE", "F5"),
        ("RATE_MISMATCH", "G5"),
    }


def test_an_amount_is_quantity_times_price_as_far_as_it_is_printed() -> None:
    reading = read(
        ["消费帮扶采购台账"],
        ["日期", "产品", "采购单位", "数量", "单价(元)", "金额(万元)"],
        ["2023-01-02", "茶", "甲局", 100, 120, 1.2],
        ["2023-01-03", "蜜", "乙局", 33, 33.3, 0.11],
        ["2023-01-04", "油", "丙局", 10, 50, 0.5],
    )
    assert told(reading) == {("AMOUNT_MISMATCH", "F5")}
