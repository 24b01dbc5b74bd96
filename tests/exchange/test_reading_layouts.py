"""The same records are read from every layout: orders, words, units, levels of headings."""

import itertools
import random
from decimal import Decimal

import pytest

from jiedui.exchange.reading import read_workbook, reading_json
from tests.exchange.office import column, read, row_at, told

PROJECTS: list[tuple[str | Decimal | None, ...]] = [
    ("册亨县", "者楼蔬菜大棚", "产业发展", Decimal("1200.5"), Decimal(300), None),
    ("册亨县", "洛凡教学楼", "社会事业", Decimal(800), None, Decimal("12.25")),
    ("望谟县", "平洞板栗基地", "产业发展", Decimal(560), Decimal(40), None),
    ("望谟县", "蔗香卫生院", "社会事业", None, Decimal(75), Decimal(25)),
]
FIELDS = ("county", "project_name", "category", "municipal_fen", "district_fen", "social_fen")
WORDS = {
    "county": ("受援县", "县(市)", "实施县", "受援地区"),
    "project_name": ("项目名称", "项目", "建设项目名称"),
    "category": ("项目类别", "类别", "项目类型"),
    "municipal_fen": ("市级统筹", "市级资金", "市级财政资金"),
    "district_fen": ("区财政", "区级资金", "区级财政"),
    "social_fen": ("捐赠(助)", "社会捐赠", "社会帮扶资金"),
}
FEN = {"元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}


def fen(amount: object) -> int | None:
    return None if not isinstance(amount, Decimal) else int(amount * FEN["万元"])


@pytest.mark.parametrize("seed", range(40))
def test_a_ledger_in_any_layout_reads_back_to_the_same_rows(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  A seeded layout, no secret.
    unit = chance.choice(list(FEN))
    fields = list(FIELDS)
    chance.shuffle(fields)
    has_own_units = chance.random() < 0.4
    headings = [
        chance.choice(WORDS[name]) + (f"({unit})" if has_own_units and name.endswith("fen") else "")
        for name in fields
    ]
    rows: list[list[object]] = [
        ["宁波市鄞州区—黔西南州东西部扶贫协作项目资金台账(2018年至2020年6月)"]
    ]
    if not has_own_units:
        rows.append([None] * chance.randint(2, 5) + [f"单位:{unit}"])
    if chance.random() < 0.3:
        rows.append([])
    rows.append(["序号", *headings])
    first = len(rows) + 1
    scale = Decimal(FEN["万元"]) / FEN[unit]
    for number, project in enumerate(PROJECTS, start=1):
        values = dict(zip(FIELDS, project, strict=True))
        rows.append([number, *(_written(values[name], scale, chance) for name in fields)])
    if chance.random() < 0.7:
        sums = {name: _sum(name) * scale for name in FIELDS[3:]}
        rows.append(["合 计", *(sums.get(name) for name in fields)])
    rows.append(["注:数据由各县填报。"])
    rows.append(["填报单位:鄞州区合作交流办    截止日期:2020年6月30日"])

    reading = read(*rows, name=chance.choice(("Sheet1", "项目资金台账", "2020")))

    assert reading.kind == "project_fund"
    assert [row.row for row in reading.rows] == list(range(first, first + len(PROJECTS)))
    for name in FIELDS[:3]:
        assert column(reading, name) == [project[FIELDS.index(name)] for project in PROJECTS]
    for name in FIELDS[3:]:
        assert column(reading, name) == [fen(project[FIELDS.index(name)]) for project in PROJECTS]
    assert set(column(reading, "county_code")) == {"522327", "522326"}
    assert set(column(reading, "period")) == {"2018/2020-06-30"}
    assert told(reading) == set()


def _sum(name: str) -> Decimal:
    amounts = [project[FIELDS.index(name)] for project in PROJECTS]
    return sum((amount for amount in amounts if isinstance(amount, Decimal)), Decimal(0))


def _written(value: object, scale: Decimal, chance: random.Random) -> object:
    if isinstance(value, Decimal):
        number = value * scale
        return chance.choice((number, f"{number:,}", f" {number} "))
    if value is None:
        return chance.choice((None, "—", "/", "无", "未列明"))
    text = str(value)
    return chance.choice((text, f"{text[0]} {text[1:]}", text)) if text.endswith("县") else text


THREE_LEVELS: list[list[object]] = [
    ["附件2"],
    ["宁波市鄞州区对口帮扶项目台账"],
    ["填报单位:鄞州区合作交流办", *[None] * 10, "单位:元"],
    [
        "序号",
        "受援县",
        "项目名称",
        "类别",
        "资金来源",
        None,
        None,
        None,
        None,
        "项目进度",
        None,
        "备注",
    ],
    [None, None, None, None, "总投资", "其中:", None, None, None, "开工时间", "完工时间", None],
    [
        None,
        None,
        None,
        None,
        None,
        "市级资金",
        "区级资金",
        "社会捐赠",
        "自筹",
        None,
        None,
        None,
    ],
    [
        1,
        "册亨县",
        "者楼蔬菜大棚",
        "产业",
        1500000,
        1000000,
        500000,
        None,
        None,
        "2019.3",
        "2019.12",
        None,
    ],
    [
        2,
        "册亨",
        "洛凡教学楼",
        "社会事业",
        2300000,
        2000000,
        None,
        300000,
        None,
        "2019年4月",
        "至今",
        None,
    ],
    ["小计", None, None, None, 3800000, 3000000, 500000, 300000, None, None, None, None],
    [
        3,
        "望谟县",
        "板栗基地",
        "产业",
        800000,
        800000,
        None,
        None,
        None,
        "2019/5",
        "2019/8",
        None,
    ],
    ["小计", None, None, None, 800000, 800000, None, None, None, None, None, None],
    ["合计", None, None, None, 4600000, 3800000, 500000, 300000, None, None, None, None],
]
THREE_LEVELS_MERGED = [
    "A4:A6",
    "B4:B6",
    "C4:C6",
    "D4:D6",
    "E4:I4",
    "J4:K4",
    "L4:L6",
    "E5:E6",
    "F5:I5",
    "J5:J6",
    "K5:K6",
]


def test_three_levels_of_headings_and_subtotals() -> None:
    reading = read(*THREE_LEVELS, merged=THREE_LEVELS_MERGED)
    assert [row.row for row in reading.rows] == [7, 8, 10]
    assert column(reading, "total_fen") == [150_000_000, 230_000_000, 80_000_000]
    assert column(reading, "social_fen") == [None, 30_000_000, None]
    assert column(reading, "end_date") == ["2019-12", None, "2019-08"]
    assert [(one.row, one.covers) for one in reading.totals] == [
        (9, (7, 8)),
        (11, (10,)),
        (12, (7, 8, 10)),
    ]
    assert told(reading) == set()


def test_groups_numbered_in_chinese_are_sums_that_name_the_county() -> None:
    reading = read(
        ["2021年度东西部协作项目计划表"],
        ["序号", "项目名称", "建设内容", "资金(万元)", None, None, "责任单位", "备注"],
        [None, None, None, "合计", "市级", "区级", None, None],
        ["一", "巴东县", None, 300, 200, 100, None, None],
        [1, "茶园改造", "改造500亩", 200, 150, 50, "农业农村局", None],
        [2, "冷库建设", "新建1座", 100, 50, 50, "商务局", "结转"],
        ["二", "建始县", None, 120, 120, None, None, None],
        [1, "道路硬化", "3公里", 120, 120, None, "交通局", None],
        ["总计", None, None, 420, 320, 100, None, None],
        merged=["A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3", "H2:H3"],
    )
    assert reading.kind == "plan"
    assert column(reading, "county") == ["巴东县", "巴东县", "建始县"]
    assert column(reading, "status") == ["planned", "carried_over", "planned"]
    assert column(reading, "year") == ["2021", "2021", "2021"]
    assert [one.label for one in reading.totals] == ["巴东县", "建始县", "总计"]
    assert told(reading) == set()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_in_any_encoding(encoding: str, delimiter: str) -> None:
    lines = [
        ["鄞州区结对帮扶关系表"],
        [],
        ["序号", "支援方", "受援方", "结对类型", "时间", "", "依据"],
        ["", "", "", "", "起", "止", ""],
        ["1", "鄞州区", "册亨县", "东西部扶贫协作", "2018年4月", "2021.5", "协议"],
        ["2", "鄞州区", "望谟县", "东西部扶贫协作", "2018年4月", "至今", "〃"],
    ]
    reading = read_workbook("a.csv", "\r\n".join(map(delimiter.join, lines)).encode(encoding))
    assert reading.kind == "pairing"
    assert [row.row for row in reading.rows] == [5, 6]
    assert column(reading, "start_date") == ["2018-04", "2018-04"]
    assert column(reading, "end_date") == ["2021-05", None]
    assert column(reading, "basis") == ["协议", "协议"]


def test_years_across_in_both_directions() -> None:
    groups_above = read(
        ["州(市)", "县", 2014, None, "2016年6月", None],
        [None, None, "户数", "人数", "户数", "人数"],
        ["红河州", "绿春县", 1200, 4800, 900, "3,500"],
        [None, "元阳县", "1,500", 6000, "—", "无"],
        ["合计", None, 2700, 10800, 900, 3500],
        merged=["C1:D1", "E1:F1", "A3:A4"],
    )
    measures_above = read(
        ["县名", "户数(户)", None, "人数(人)", None],
        [None, "2014年底", "2016年6月", "2014年底", "2016年6月"],
        ["绿春县", 1200, 900, 4800, 3500],
        ["元阳县", 1500, "—", 6000, "—"],
        merged=["A1:A2", "B1:C1", "D1:E1"],
    )
    wanted = [
        ("绿春县", "2014-12-31", 1200, 4800),
        ("绿春县", "2016-06-30", 900, 3500),
        ("元阳县", "2014-12-31", 1500, 6000),
    ]
    for reading in (groups_above, measures_above):
        found = [
            tuple(row.get(name) for name in ("county", "as_of", "households", "people"))
            for row in reading.rows
        ]
        assert found == wanted
        assert told(reading) == set()


def test_a_training_ledger_with_one_column_for_the_span() -> None:
    reading = read(
        ["2020年鄞州区对口帮扶人才培训情况统计表"],
        [
            "编号",
            "县区",
            "班次名称",
            "参训对象",
            "起止时间",
            "办班期数",
            "参训人数(人)",
            "经费(万元)",
            "资金来源",
        ],
        [1, "册亨县", "教师培训班", "教师", "2020年7月6日—7月17日", "1期", 45, "3.5", "区财政"],
        [2, "册亨县", "医生进修班", "医生", "8.1-8.15", 2, "30余人", 2, "同上"],
        ["合计", None, None, None, None, 3, 75, 5.5, None],
    )
    assert column(reading, "start_date") == ["2020-07-06", "2020-08-01"]
    assert column(reading, "end_date") == ["2020-07-17", "2020-08-15"]
    assert column(reading, "people") == [45, 30]
    assert reading.rows[1].wordings == {"people": "over"}
    assert column(reading, "fund_source") == ["区财政", "区财政"]
    assert told(reading) == set()


def test_two_tables_on_one_sheet_have_their_own_units() -> None:
    reading = read(
        ["一、资金捐赠"],
        ["单位:万元"],
        ["序号", "捐赠单位", "受赠单位", "金额", "捐赠日期"],
        [1, "甲公司", "绿春县教育局", 10, "2019.5.1"],
        ["合计", None, None, 10, None],
        [],
        ["二、物资捐赠"],
        ["单位:元"],
        ["序号", "捐赠单位", "受赠单位", "物资名称", "折价", "捐赠日期"],
        [1, "乙公司", "元阳县医院", "呼吸机2台", 30000, "2019.5.1"],
        ["合计", None, None, None, 30000, None],
    )
    assert column(reading, "amount_fen") == [10_000_000, 3_000_000]
    assert column(reading, "county") == ["绿春县", "元阳县"]
    assert told(reading) == set()


def test_a_heading_repeated_on_the_next_page_is_one_table() -> None:
    heading = ["序号", "项目名称", "援助资金", "自筹", "总投资"]
    reading = read(
        ["册亨县项目资金台账"],
        ["单位:万元"],
        heading,
        [1, "甲", 10, 5, 15],
        heading,
        [2, "乙", 20, 5, 25],
        ["合计", None, 30, 10, 40],
    )
    assert [row.row for row in reading.rows] == [4, 6]
    assert reading.totals[0].covers == (4, 6)
    assert told(reading) == set()


def test_every_cell_of_a_row_is_known() -> None:
    reading = read(
        ["序号", "捐赠单位", "受赠单位", "金额(元)"], [1, "甲公司", "绿春县教育局", "5万元"]
    )
    assert dict(reading.rows[0].cells) == {
        "seq": "A2",
        "donor": "B2",
        "recipient": "C2",
        "amount_fen": "D2",
    }
    assert row_at(reading, 2).get("amount_fen") == 5_000_000
    assert [(one.code, one.source.cell) for one in reading.problems] == [("UNIT_MIXED", "D2")]


def test_the_json_of_a_reading_has_the_published_shape() -> None:
    shape = reading_json(
        read(["序号", "捐赠单位", "受赠单位", "金额(元)"], [1, "甲公司", "绿春县教育局", "约5万元"])
    )
    assert list(shape) == ["file", "kind", "fatal", "rows", "totals", "columns", "problems"]
    rows = shape["rows"]
    assert isinstance(rows, list)
    assert rows[0]["amount_fen_q"] == "about"
    assert len(list(itertools.chain(rows))) == 1


@pytest.mark.parametrize("mark", [":", "："])
def test_a_filled_line_above_the_headings_is_none_of_them(mark: str) -> None:
    """Merged over the first columns, with a date beside it, as office forms have it."""
    rows: list[list[object]] = [
        ["雷波县建档立卡贫困户花名册(截至2019年12月31日)"],
        [f"填报单位（盖章）{mark}雷波县某办", None, None, f"填报日期{mark}2019年12月20日"],
        ["户主姓名", "家庭人口", "户属性", "致贫原因", "是否脱贫"],
        ["甲一一", 4, "一般贫困户", "因病", "是"],
        ["乙二二", 2, "低保户", "因残", "否"],
    ]
    reading = read(*rows, merged=["A1:E1", "A2:C2", "D2:E2"])
    assert [one.header for one in reading.columns] == rows[2]
    assert [row.fields["members"] for row in reading.rows] == [4, 2]
