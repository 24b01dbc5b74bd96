"""What comes in: every kind of file gives the same clues, and a bad one a sentence, all at once."""

from __future__ import annotations

import csv
import sqlite3
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from jiedui.checks.rulefile import rules_of
from jiedui.checks.rules import RULES
from jiedui.checks.run import Job, crosscheck
from jiedui.cli.saying import sentence
from jiedui.facts.backend import bulk_duckdb
from jiedui.kernel.problem import Refused
from tests.checks.small import DAY, VILLAGE, clues, number, person, write

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ("编号", "公民身份号码", "车辆类型", "购置价(万元)", "登记日期")
CARS = (
    ("a1", number(1), "小型轿车", "3.5", "2019年3月5日"),
    ("a2", number(2), "小型轿车", "2", "20180102"),
    ("a3", number(3), "三轮车", "0.4", "2018/1/2"),
    ("a4", number(4), "小型轿车", "三万多", "2018-01-02"),
    ("a5", "", "小型轿车", "1", "2018.1.2"),
    ("a6", number(5), "小型轿车", "1", "不详"),
)
EXPECTED = {("V1", "1", "a1"), ("V2", "1", "a1"), ("V1", "2", "a2")}


def run(folder: Path, cars: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401  A job's options.
    register = write(folder / "register.parquet", [person(at) for at in range(1, 9)])
    job = Job(
        register=register, lists={"vehicles": cars}, rules=[RULES["V1"], RULES["V2"]], day=DAY,
        out=folder / "out", **options,
    )  # fmt: skip
    return crosscheck(job)


def _csv(path: Path, encoding: str, separator: str) -> str:
    with path.open("w", encoding=encoding, newline="") as opened:
        csv.writer(opened, delimiter=separator).writerows([HEADINGS, *CARS])
    return str(path)


def _workbook(path: Path) -> str:
    """Write an ugly one: a title, a note, an empty row, the headings in the second sheet."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write(0, 0, "填报说明")
        sheet = book.add_worksheet("车辆")
        sheet.merge_range(0, 0, 0, 4, "某县机动车登记比对名单")
        sheet.write(1, 0, "填报单位:")
        for at, row in enumerate([HEADINGS, *CARS], start=3):
            sheet.write_row(at, 0, row)
    return str(path)


def _sqlite(path: Path) -> str:
    base = sqlite3.connect(path)
    base.execute(f"CREATE TABLE cars ({', '.join(f'{chr(34)}{one}{chr(34)}' for one in HEADINGS)})")
    base.executemany("INSERT INTO cars VALUES (?, ?, ?, ?, ?)", CARS)
    base.execute("CREATE TABLE other (x)")
    base.commit()
    base.close()
    return f"{path}#cars"


def _duckdb(path: Path) -> str:
    base = bulk_duckdb(500, path.with_suffix(".spill"))
    base.execute(f"ATTACH '{path}' AS made")
    columns = ", ".join(f'"{one}" VARCHAR' for one in HEADINGS)
    base.execute(f"CREATE TABLE made.cars ({columns})")
    base.executemany("INSERT INTO made.cars VALUES (?, ?, ?, ?, ?)", [list(row) for row in CARS])
    base.close()
    return str(path)


def _parquet(path: Path) -> str:
    pq.write_table(pa.table(dict(zip(HEADINGS, zip(*CARS, strict=True), strict=True))), path)
    return str(path)


MAKERS = {
    "utf8.csv": lambda path: _csv(path, "utf-8-sig", ","),
    "gbk.csv": lambda path: _csv(path, "gb18030", ","),
    "tabs.tsv": lambda path: _csv(path, "utf-8", "\t"),
    "cars.xlsx": _workbook,
    "cars.sqlite3": _sqlite,
    "cars.duckdb": _duckdb,
    "cars.parquet": _parquet,
}


@pytest.mark.parametrize("name", MAKERS)
def test_every_kind_of_file_gives_the_same_clues(name: str, tmp_path: Path) -> None:
    manifest = run(tmp_path, MAKERS[name](tmp_path / name))
    assert clues(tmp_path / "out") == EXPECTED
    told = next(one for one in manifest["inputs"] if one["list"] == "vehicles")
    assert told["rows"] == 6
    assert told["set_aside"] == {"amount: not readable": 1, "day: not readable": 1}
    assert told["without_usable_number"] == {"missing": 1}


def test_a_row_without_a_number_of_its_own_is_named_by_its_place_in_the_workbook(
    tmp_path: Path,
) -> None:
    with xlsxwriter.Workbook(tmp_path / "cars.xlsx") as book:
        sheet = book.add_worksheet("车辆")
        sheet.write_row(0, 0, ("车辆类型", "身份证号"))
        sheet.write_row(1, 0, ("小型轿车", number(1)))
        sheet.write_row(2, 0, ("小型轿车", number(2)))
    run(tmp_path, str(tmp_path / "cars.xlsx"))
    assert clues(tmp_path / "out") == {("V1", "1", "车辆!2"), ("V1", "2", "车辆!3")}


def test_a_rule_without_its_column_is_left_out_and_named(tmp_path: Path) -> None:
    cars = write(tmp_path / "cars.parquet", [{"record": 1, "id_number": number(1), "kind": "轿车"}])
    manifest = run(tmp_path, cars)
    assert manifest["left_out"] == [{"rule": "V2", "why": "no column amount"}]
    assert clues(tmp_path / "out") == {("V1", "1", "1")}


def refusal(folder: Path, register: str, **lists: str) -> list[str]:
    job = Job(register, lists, list(RULES.values()), DAY, folder / "out")
    with pytest.raises(Refused) as refused:
        crosscheck(job)
    assert not (folder / "out" / "clues").exists()
    return [sentence(problem) for problem in refused.value.problems]


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "bare.csv").write_text("身份证号,死亡日期\n", encoding="utf-8")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 this is none")
    (tmp_path / "broken.xlsx").write_bytes(b"PK no workbook")
    (tmp_path / "text.csv").write_bytes(b"\xff\xfe\x00\x81\xff")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    wrong_type = write(
        tmp_path / "fees.parquet",
        [{"id_number": number(1), "kind": "高中", "amount": True, "day": DAY}],
    )
    said = refusal(
        tmp_path,
        write(
            tmp_path / "register.parquet",
            [{"record": 1, "id_number": number(1), "village": VILLAGE}],
        ),
        vehicles=str(tmp_path / "nowhere.csv"),
        houses=str(tmp_path / "empty.csv"),
        deaths=str(tmp_path / "bare.csv"),
        payroll=str(tmp_path / "broken.parquet"),
        absences=str(tmp_path / "broken.xlsx"),
        officers=str(tmp_path / "text.csv"),
        dropouts=str(tmp_path / "notes.pdf"),
        school_fees=wrong_type,
        boats=wrong_type,
    )
    for words in (
        "register.parquet: 缺少必需的列 a required column is missing: found columns record,",
        "id_number, village, expected a column household (户编号、户编码、户号). Give register",
        "register this column, or rename the one that holds it. [COLUMN_MISSING]",
        "nowhere.csv: 没有这个文件 there is no such file: found no such file",
        "empty.csv: 表中没有数据 the table holds no rows: found no rows",
        "bare.csv: 表中没有数据",
        "broken.parquet: 文件读不了 the file cannot be read: found no sound Parquet file",
        "broken.xlsx: 文件读不了",
        "text.csv: 文件读不了 the file cannot be read: found bytes that are neither UTF-8",
        "notes.pdf: 不能识别这种文件 this kind of file cannot be read: found ending .pdf",
        "fees.parquet › col:amount: 列的类型不能识别 a column's type cannot be read: found type",
        "boats: 没有这种数据集 there is no such data set: found a list called boats",
    ):  # fmt: skip
        assert [one for one in said if words in one], (words, said)
    assert len(said) == 10


def test_a_missing_table_or_sheet_names_those_there_are(tmp_path: Path) -> None:
    register = write(tmp_path / "register.parquet", [person(1)])
    base = _sqlite(tmp_path / "cars.sqlite3").partition("#")[0]
    said = refusal(
        tmp_path, register, vehicles=base, houses=f"{_workbook(tmp_path / 'cars.xlsx')}#房屋"
    )
    assert "found tables cars, other, expected the name of one" in said[0]
    assert "found sheets 说明, 车辆, expected 房屋" in said[1]


def test_another_runs_clues_are_not_overwritten(tmp_path: Path) -> None:
    cars = _csv(tmp_path / "cars.csv", "utf-8", ",")
    run(tmp_path, cars)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refused, match="OUT_FILLED"):
        run(tmp_path, cars)
    assert sorted(tmp_path.rglob("*")) == before


def test_files_of_one_name_in_two_folders_are_both_in_the_manifest(tmp_path: Path) -> None:
    for folder, at in (("east", 1), ("west", 2)):
        (tmp_path / "cars" / folder).mkdir(parents=True)
        row = {"record": at, "id_number": number(at), "kind": "轿车"}
        write(tmp_path / "cars" / folder / "part.parquet", [row])
    manifest = run(tmp_path, str(tmp_path / "cars"))
    told = next(one for one in manifest["inputs"] if one["list"] == "vehicles")
    assert sorted(told["sha256"]) == ["east/part.parquet", "west/part.parquet"]
    assert clues(tmp_path / "out") == {("V1", "1", "1"), ("V1", "2", "2")}


# --- rule files -----------------------------------------------------------------------------------

OWN = """
[V2]
severity = "low"
[V2.limits]
price_yuan = { "2015-01-01" = 20000, "2021-01-01" = 60000 }
[P2]
is_on = false
[[rule]]
code = "X1"
zh = "近一年购车"
en = "Bought a vehicle within a year"
shape = "found"
data = "vehicles"
where = [{ column = "day", compare = "within_months", limit = "months" }]
limits = { months = 16 }
what = "kind"
day = "day"
"""


def test_a_rule_file_changes_thresholds_and_adds_rules(tmp_path: Path) -> None:
    rules = {rule.code: rule for rule in rules_of(OWN.encode(), "own.toml")}
    assert "P2" not in rules
    assert rules["V2"].limit("price_fen", DAY) == 2_000_000
    register = write(tmp_path / "register.parquet", [person(at) for at in range(1, 9)])
    cars = _parquet(tmp_path / "cars.parquet")
    crosscheck(Job(register, {"vehicles": cars}, [rules["V2"], rules["X1"]], DAY, tmp_path / "out"))
    assert clues(tmp_path / "out") == {("V2", "1", "a1"), ("V2", "2", "a2"), ("X1", "1", "a1")}


WRONG = """
[V99]
is_on = true
[V1]
colour = "red"
severity = "grave"
[V2.limits]
price_yuan = "much"
height = 3
[[rule]]
code = "V1"
zh = "x"
en = "x"
shape = "round"
data = "boats"
people = ["nobody"]
explanations = ["NONE"]
"""


def test_everything_wrong_in_a_rule_file_is_said_at_once() -> None:
    with pytest.raises(Refused) as refused:
        rules_of(WRONG.encode(), "own.toml")
    said = [sentence(problem) for problem in refused.value.problems]
    for words in (
        "没有这条规则", "found colour", "found grave", "found much", "found height", "found round",
        "found boats", "found nobody", "found NONE", "a code that no shipped rule has",
    ):  # fmt: skip
        assert [one for one in said if words in one], words
    with pytest.raises(Refused, match="a TOML file in UTF-8"):
        rules_of(b"[[[", "own.toml")


def test_the_most_particular_of_several_headings_is_taken(tmp_path: Path) -> None:
    """A register of members with their heads beside: the members' own are taken."""
    register = tmp_path / "register.csv"
    heads = "序号,户编号,户主姓名,户主身份证号,人员编号,姓名,身份证号码,行政村编码,脱贫状态"
    rows = [
        f"{at},{at // 2},户主,{number(90)},m{at},张三{at},{number(at)},{VILLAGE},已脱贫"
        for at in range(1, 4)
    ]
    register.write_text("\n".join((heads, *rows)), encoding="gb18030")
    lists = {
        "vehicles": (
            "所有人,所有人证件号码,车辆类型,购置价格（元）,注册登记日期",
            f"张三1,{number(1)},小型普通客车,52000,2019-03-05",
            f"户主,{number(90)},小型普通客车,52000,2019-03-05",
            f"张三2,{number(2)},普通正三轮摩托车,52000,2019-03-05",
        ),
        "companies": (
            "法定代表人,法定代表人证件号码,市场主体类型,注册资本（万元）,成立日期,登记状态",
            f"张三3,{number(3)},个体工商户,5,2018-01-01,存续（在营、开业、在册）",
            f"张三2,{number(2)},农民专业合作社（联合社）,5,2018-01-01,存续",
            f"张三1,{number(1)},个体工商户,5,2018-01-01,注销",
        ),
    }
    for code, lines in lists.items():
        (tmp_path / f"{code}.csv").write_text("\n".join(lines), encoding="utf-8")
    paths = {code: str(tmp_path / f"{code}.csv") for code in lists}
    job = Job(str(register), paths, list(RULES.values()), DAY, tmp_path / "out")
    manifest = crosscheck(job)
    assert manifest["inputs"][0]["columns"]["name"] == "姓名"
    assert {(rule, record) for rule, record, _ in clues(tmp_path / "out")} == {
        ("V1", "m1"), ("V2", "m1"), ("C1", "m3"), ("C2", "m2"),
    }  # fmt: skip
