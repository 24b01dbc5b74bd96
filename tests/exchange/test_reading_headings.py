"""Headings nobody listed: known by rule, by what stands around or below them, or what is left."""

import pytest

from tests.exchange.office import column, read, told


def fields(*headings: str, title: str, rows: list[list[object]]) -> dict[str, str | None]:
    """Heading to field of a table under a title."""
    reading = read([title], headings, *rows)
    return {one.header: one.field for one in reading.columns}


def test_headings_are_known_without_their_month_place_or_companion() -> None:
    monthly = fields(
        "指标名称", "计量单位", "目标值", "1-9月完成", "9月完成",
        title="协作月报(2021年9月)",
        rows=[["党政互访", "次", 4, 3, 1], ["财政资金", "万元", 3000, 2500, 300]],
    )  # fmt: skip
    assert (monthly["1-9月完成"], monthly["9月完成"]) == ("cumulative", "month_value")
    ledger = fields(
        "项目名称", "资金总额", "天津市级", "和平区级", "预计竣工日期",
        title="支援甘肃靖远县项目资金台账", rows=[["大棚", 500, 400, 100, "2022年11月"]],
    )  # fmt: skip
    assert (ledger["天津市级"], ledger["和平区级"]) == ("municipal_fen", "district_fen")
    assert ledger["预计竣工日期"] == "end_date"


def test_the_nearest_group_says_what_a_sum_adds_up() -> None:
    merged = ("C2:G2", "C3:E3", "A2:A4", "B2:B4", "F3:F4", "G3:G4")
    reading = read(
        ["项目资金台账 单位:万元"],
        ["受援县", "项目名称", "资金来源"],
        [None, None, "援助资金", None, None, "地方自筹", "概算总投资"],
        [None, None, "市级统筹", "区级财政", "小计"],
        ["绿春县", "甲", 10, 5, 15, 2, 17],
        merged=merged,
    )
    assert (column(reading, "aid_fen"), column(reading, "total_fen")) == ([15000000], [17000000])
    assert told(reading) == set()


def test_sums_in_section_rows_cover_their_section() -> None:
    rows: list[list[object]] = [
        ["项目计划表 单位:万元"],
        ["序号", "受援县", "项目名称", "总投资"],
        ["合计", None, None, 60],
        ["一、产业发展", None, None, 30],
        [1, "绿春县", "甲", 10],
        [2, "元阳县", "乙", 20],
        ["二、基础设施和公共服务"],
        [3, "元阳县", "丙", 30],
    ]
    reading = read(*rows)
    assert [row.row for row in reading.rows] == [5, 6, 8]
    assert {one.row: one.covers for one in reading.totals} == {3: (5, 6, 8), 4: (5, 6)}
    assert told(reading) == set()
    rows[3][3] = 31
    assert told(read(*rows)) == {("TOTAL_MISMATCH", "D4")}


def test_what_a_column_holds_may_show_its_field() -> None:
    found = fields(
        "帮扶方", "被帮扶方", "联系层面", "签约时间",
        title="结对情况一览表",
        rows=[["海曙区", "贞丰县", "县县结对", "2018"], ["甲镇", "乙镇", "镇镇结对", "2019"]],
    )  # fmt: skip
    assert found["联系层面"] == "pairing_kind"


def test_a_missing_key_is_the_one_column_of_words_left() -> None:
    reading = read(
        ["捐赠台账"],
        ["出力者", "受赠单位", "捐赠日期", "捐赠形式", "捐赠金额(万元)"],
        ["某商会", "久治县教育局", "2017-03-05", "现金", 12],
        ["某厂", "久治县卫生局", "2017-04-05", "现金", 3],
    )
    assert column(reading, "donor") == ["某商会", "某厂"]
    [guess] = [one for one in reading.columns if one.field == "donor"]
    assert guess.score < 60, "it is asked once"


def test_a_whole_is_not_held_against_one_part_beside_an_unread_one() -> None:
    reading = read(
        ["帮扶资金使用情况 单位:万元"],
        ["受援县", "项目名称", "援助金额", "其中:财政资金", "其中:社会资金"],
        ["绿春县", "甲", 100, 80, 20],
        ["元阳县", "乙", 200, 150, 50],
    )
    assert column(reading, "aid_fen") == [100000000, 200000000]
    assert told(reading) == set()


def test_formulas_without_a_value_that_rest_on_each_other() -> None:
    rows: list[list[object]] = [
        ["受援县", "项目名称", "总投资(万元)", "市级统筹(万元)", "援助小计(万元)", "县自筹(万元)"],
        ["绿春县", "甲", "=E2+F2", 10, "=SUM(D2:D2)", 2],
    ]
    reading = read(*rows, name="项目资金台账")
    assert (column(reading, "total_fen"), column(reading, "aid_fen")) == ([12000000], [10000000])
    assert {code for code, _ in told(reading)} == {"FORMULA_NO_CACHE"}


def test_tables_of_two_kinds_stand_side_by_side() -> None:
    reading = read(
        ["户数人数表", None, None, None, None, "培训表"],
        ["县", "户数", "人数", None, None, "培训班名称", "受援县", "人数", "天数"],
        ["久治县", 100, 400, None, None, "甲班", "久治县", 30, 5],
        ["德钦县", 200, 900, None, None, "乙班", "德钦县", 20, 3],
        ["合计", 300, 1300, None, None, "合计", None, 50],
    )
    assert [(row.kind or reading.kind, row.get("people")) for row in reading.rows] == [
        ("household_counts", 400),
        ("household_counts", 900),
        ("training", 30),
        ("training", 20),
    ]
    assert told(reading) == set()


def test_a_name_that_looks_alike_is_resolved_and_told() -> None:
    reading = read(
        ["项目资金台账 单位:万元"],
        ["受援县", "项目名称", "总投资"],
        ["久冶县", "甲", 10],
        ["德钦县", "乙", 20],
    )
    assert column(reading, "county") == ["久治县", "德钦县"]
    assert told(reading) == {("NAME_TYPO", "A3")}


def test_days_there_and_back_stand_under_one_heading() -> None:
    reading = read(
        ["翁牛特旗赴京互访台账(2020年上半年)"],
        ["序号", "出访日期", None, "带队领导", "人数", "洽谈事项"],
        [None, "去", "回"],
        [1, "2020年5月12日", "2020-05-14", "包立新", 9, "签订年度协议"],
        merged=("B2:C2", "A2:A3", "D2:D3", "E2:E3", "F2:F3"),
    )
    assert column(reading, "start_date") == ["2020-05-12"]
    assert column(reading, "end_date") == ["2020-05-14"]
    assert column(reading, "agenda") == ["签订年度协议"]
    assert column(reading, "year") == ["2020"], "a half year lies in its year"


def test_a_misspelt_short_name_of_an_autonomous_county_is_known() -> None:
    reading = read(
        ["建档立卡贫困户数人数统计表"],
        ["市", "县", "截止日期", "户数", "人数"],
        ["承德市", "围埸县", "2018-12-31", 1200, 3600],
    )
    assert column(reading, "county") == ["围场满族蒙古族自治县"]
    assert column(reading, "prefecture") == ["承德市"]
    assert ("NAME_TYPO", "B3") in told(reading)


def test_a_misspelt_county_is_the_likeliest_near_the_files_own() -> None:
    """A sign that sounds alike comes before another, a neighbour before a county elsewhere."""
    reading = read(
        ["建档立卡贫困户数人数统计表"],
        ["县", "截止日期", "户数", "人数"],
        ["安龙县", "2018-12-31", 1100, 3300],
        ["晴龙县", "2018-12-31", 1200, 3600],
        ["礼县", "2018-12-31", 900, 2700],
        ["岩昌县", "2018-12-31", 800, 2400],
    )
    assert column(reading, "county") == ["安龙县", "晴隆县", "礼县", "宕昌县"]


def test_a_total_under_a_group_counts_what_the_group_says() -> None:
    reading = read(
        ["怒江州2021年东西部协作培训班登记册"],
        ["费用单位:元"],
        ["县市", "培训班名称", "培训人数", None, "支出费用"],
        [None, None, "总数", "其中脱贫人口"],
        ["福贡县", "护理员培训", 90, 60, 64800],
        merged=("C3:D3", "A3:A4", "B3:B4", "E3:E4"),
    )
    assert (column(reading, "people"), column(reading, "poor_people")) == ([90], [60])
    assert column(reading, "cost_fen") == [6480000]


def test_a_gift_of_a_prefectures_ledger_is_in_its_receivers_county() -> None:
    reading = read(
        ["文山州2020年社会捐赠登记 单位:元"],
        ["捐赠日期", "捐赠单位", "受赠单位", "折合金额"],
        ["2020-03-05", "上海某某商会", "马关县教育局", 50000],
    )
    assert column(reading, "county") == ["马关县"]


def test_a_sum_under_money_of_the_east_is_the_aid() -> None:
    for group, field in (
        ("东部帮扶资金", "aid_fen"),
        ("援助资金", "aid_fen"),
        ("资金", "total_fen"),
    ):
        reading = read(
            ["绿春县项目资金台账 单位:万元"],
            ["项目名称", group, None, None],
            [None, "市级财政", "区级财政", "合计"],
            ["甲", 10, 5, 15],
            merged=("A2:A3", "B2:D2"),
        )
        assert column(reading, field) == [15000000]
        assert told(reading) == set()


def test_a_total_before_its_parts_is_the_aid() -> None:
    reading = read(
        ["绿春县项目资金台账 单位:万元"],
        ["项目名称", "东西部协作资金", None, None],
        [None, "总额", "其中:市级", "其中:区级"],
        ["甲", 15, 10, 5],
        merged=("A2:A3", "B2:D2"),
    )
    assert column(reading, "aid_fen") == [15000000]
    assert told(reading) == set()


def test_a_number_under_quantity_is_the_quantity() -> None:
    reading = read(
        ["2021年消费帮扶台账"],
        ["成交日期", "产品名称", "采购方", "数量", None, "单价(元)", "销售额(元)"],
        [None, None, None, "数值", "单位", None, None],
        ["2021-01-15", "苔茶", "姑苏区总工会", 200, "盒", 158, 31600],
        ["2021-05-26", "卤鸭", "盛泽商超", 480, "只", 45, 26100],
        merged=("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:G3"),
    )
    assert (column(reading, "quantity"), column(reading, "qty_unit")) == ([200, 480], ["盒", "只"])
    assert told(reading) == {("AMOUNT_MISMATCH", "G5")}


@pytest.mark.parametrize(
    ("heading", "sources", "fields"),
    [
        ("资金来源", ("市级", "嘉定区"), ("municipal_fen", "district_fen")),
        ("资金来源", ("上海市", "嘉定区财政"), ("municipal_fen", "district_fen")),
        ("资金构成", ("鄞州区", "布拖县配套"), ("district_fen", "recipient_own_fen")),
        ("资金来源", ("浙江省", "鄞州区"), (None, "district_fen")),
        ("受益人数", ("嘉定区", "久治县"), ("benefit_people", None)),
    ],
)
def test_a_place_below_a_heading_of_money_says_whose_money_it_is(
    heading: str, sources: tuple[str, str], fields: tuple[str | None, str | None]
) -> None:
    reading = read(
        ["2018年项目资金情况表(单位:万元)"],
        ["县", "项目名称", heading, None, "总投资"],
        [None, None, *sources, None],
        ["布拖县", "甲", 100, 50, 150],
        ["布拖县", "乙", 80, 20, 100],
        merged=["C2:D2"],
    )
    assert [one.field for one in reading.columns if one.col in "CD"] == list(fields)
