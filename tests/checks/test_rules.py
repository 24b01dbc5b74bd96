"""Every shipped rule with a row that gives a clue and a row beside it that must not."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from jiedui.checks.clues import months_before
from jiedui.checks.model import Threshold
from jiedui.checks.rules import DATASETS, EXPLANATIONS, RULES
from tests.checks.small import DAY, STATUSES, VILLAGE, check, number, person

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checks.small import Clue, Row


class Case(NamedTuple):
    """Rows of one list: those that must give the clue, those that must not, and whose they are."""

    fires: tuple[Row, ...]
    silent: tuple[Row, ...]
    status: str = "已脱贫"
    silent_status: str = "已脱贫"
    is_outside: bool = False


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


JUNE, LAST_YEAR = day("2020-06-10"), day("2019-11-10")
YUAN = 100
PLAIN = ({"kind": "某", "day": LAST_YEAR},)

CASES: dict[str, Case] = {
    "V1": Case(
        ({"kind": "小型轿车"}, {"kind": None}), ({"kind": "三轮车"}, {"kind": "残疾人机动轮椅车"})
    ),
    "V2": Case(
        ({"kind": "轿车", "amount_fen": 30_000 * YUAN},),
        ({"kind": "轿车", "amount_fen": 29_999 * YUAN},),
    ),
    "H1": Case(({"kind": "商品房"},), ({"kind": "易地扶贫搬迁"}, {"kind": "灾后重建"})),
    "H2": Case(
        ({"kind": "自建房", "day": day("2018-06-30")},),
        (
            {"kind": "自建房", "day": day("2018-06-29")},
            {"kind": "自建房", "day": day("2020-07-01")},
        ),
    ),
    "C1": Case(({"kind": "个体", "state": "存续"},), ({"kind": "个体", "state": "注销"},)),
    "C2": Case(
        ({"kind": "农民专业合作社", "state": "在业"},), ({"kind": "个体", "state": "在业"},)
    ),
    "K1": Case(({"amount_fen": 50_000 * YUAN},), ({"amount_fen": 49_999 * YUAN},)),
    "S1": Case(({"kind": "商业养老保险"},), ({"kind": "意外险"},)),
    "S2": Case(PLAIN, PLAIN, silent_status="一般农户"),
    "P1": Case(PLAIN, PLAIN, silent_status="一般农户"),
    "P2": Case(PLAIN, PLAIN, silent_status="一般农户"),
    "L1": Case(({"day": day("2019-06-30")},), ({"day": day("2019-07-01")},)),
    "I1": Case(
        ({"kind": "分户", "day": day("2013-06-01")},),
        ({"kind": "分户", "day": day("2013-05-31")}, {"kind": "分户", "day": day("2014-06-02")}),
    ),
    "D1": Case(PLAIN, ({"day": day("2020-07-01")},), status="一般农户"),
    "D3": Case(PLAIN, ({"kind": "某", "day": day("2020-07-01")},), status="一般农户"),
    "N1": Case(({"kind": "D"}, {"kind": "C级"}), ({"kind": "B"},)),
    "N3": Case(PLAIN, PLAIN, silent_status="在册"),
    "N4": Case(PLAIN, PLAIN, silent_status="在册"),
    "N5": Case(PLAIN, PLAIN, silent_status="监测对象"),
    "N2": Case(PLAIN, PLAIN, is_outside=True),
    "N6": Case(PLAIN, PLAIN, is_outside=True),
    "N7": Case(PLAIN, PLAIN, is_outside=True),
    "N8": Case(PLAIN, PLAIN, is_outside=True),
    "W1": Case(
        ({"kind": "住院", "amount_fen": 5_000 * YUAN, "day": JUNE},),
        (
            {"kind": "住院", "amount_fen": 4_999 * YUAN, "day": JUNE},
            {"kind": "住院", "amount_fen": 90_000 * YUAN, "day": LAST_YEAR},
            {"kind": "门诊", "amount_fen": 5_000 * YUAN, "day": day("2020-05-01")},
        ),
    ),
    "W2": Case(
        ({"kind": "住院", "amount_fen": 20_000 * YUAN, "day": JUNE},),
        ({"kind": "住院", "amount_fen": 19_999 * YUAN, "day": JUNE},),
        status="一般农户",
        silent_status="一般农户",
    ),
    "W3": Case(
        ({"kind": "门诊", "amount_fen": 500 * YUAN, "day": JUNE},),
        ({"kind": "门诊", "amount_fen": 900 * YUAN, "day": day("2020-05-31")},),
    ),
    "W4": Case(({"day": JUNE},), ({"day": day("2020-05-31")},)),
    "W5": Case(
        ({"kind": "普通高中", "amount_fen": 10_000 * YUAN, "day": LAST_YEAR},),
        ({"kind": "小学", "amount_fen": 10_000 * YUAN, "day": LAST_YEAR},),
    ),
    "W6": Case(
        ({"kind": "火灾", "day": day("2020-03-30")},), ({"kind": "火灾", "day": day("2020-03-29")},)
    ),
}

OF_THEIR_OWN = {"D2", "D4", "D5", "D6", "D7"}
"""Rules that compare more than a row; each has a test below."""


def test_every_rule_has_its_case() -> None:
    assert CASES.keys() | OF_THEIR_OWN == RULES.keys()


EACH = 20
"""People kept for each rule."""


def people_of(code: str) -> tuple[range, range]:
    """Return whose rows must give a rule's clue, and whose must not."""
    first = 1 + EACH * list(CASES).index(code)
    split = first + len(CASES[code].fires)
    return range(first, split), range(split, split + len(CASES[code].silent))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[Clue]:
    """The clues of all cases in one run."""
    register, lists = [person(999)], {code: [] for code in DATASETS}  # type: ignore[var-annotated]
    for code, case in CASES.items():
        hit, missed = people_of(code)
        rows = zip((*hit, *missed), (*case.fires, *case.silent), strict=True)
        lists[RULES[code].data] += [
            {"record": at, "id_number": number(at), **row} for at, row in rows
        ]
        register += [person(at, case.status) for at in hit if not case.is_outside]
        register += [person(at, case.silent_status) for at in missed]
    filled = {code: rows for code, rows in lists.items() if rows}
    return check(tmp_path_factory.mktemp("rules"), register, filled)


@pytest.mark.parametrize("code", CASES)
def test_a_rule_gives_its_clue_and_no_other(code: str, found: set[Clue]) -> None:
    hit, missed = people_of(code)
    given = {clue for clue in found if clue[0] == code and int(clue[2]) in {*hit, *missed}}
    is_outside = CASES[code].is_outside
    assert given == {(code, "" if is_outside else str(at), str(at)) for at in hit}


def test_sums_are_of_one_person_and_outside_the_register_too(tmp_path: Path) -> None:
    visits = [
        {"record": at, "id_number": number(who), "kind": "住院", "amount": 3000, "day": JUNE}
        for at, who in enumerate((1, 1, 2, 3, 3, 3, 3, 3, 3, 3), start=1)
    ]
    found = check(
        tmp_path, [person(1), person(2)], {"hospital": visits}, rules=[RULES["W1"], RULES["W2"]]
    )
    assert found == {("W1", "1", "1"), ("W2", "", "4")}


def test_duplicates_faults_absent_people_and_other_names(tmp_path: Path) -> None:
    register = [
        person(1),
        person(2),
        {**person(2), "record": 20},
        person(3, id_number=None),
        person(4, id_number="无"),
        person(5, id_number=number(5)[:-1] + ("0" if number(5)[-1] != "0" else "1")),
        person(6),
        person(7),
        person(8, id_number="529901197002300012"),
    ]
    population = [
        {"record": at, "id_number": number(at), "name": "别人" if at == 6 else f"张三{at}"}
        for at in (1, 2, 6)
    ]
    rules = [RULES[code] for code in sorted(OF_THEIR_OWN)]
    assert check(tmp_path, register, {"population": population}, rules=rules) == {
        ("D2", "2", "2"),
        ("D2", "20", "2"),
        ("D6", "3", ""),
        ("D7", "4", ""),
        ("D7", "5", ""),
        ("D7", "8", ""),
        ("D4", "5", ""),
        ("D4", "7", ""),
        ("D4", "8", ""),
        ("D5", "6", "6"),
    }


def test_a_number_is_matched_however_it_is_written(tmp_path: Path) -> None:
    """15 digits, blanks, a small x, full width, an apostrophe, a disability card."""
    ending_in_x = next(at for at in range(300) if number(at).endswith("X"))
    sound = number(ending_in_x)
    fifteen = number(1)[:6] + number(1)[8:17]
    spelled = [
        (1, fifteen),
        (1, f" {number(1)} "),
        (1, f"'{number(1)}"),
        (1, number(1).translate(WIDE)),
        (ending_in_x, sound.lower()),
        (ending_in_x, f"{sound}42"),
        (ending_in_x, f"{sound[:6]} {sound[6:]}"),
        (None, f"{number(1)[:-2]}E1"),
        (None, "5.299011970010E+17"),
        (None, number(1)[:-1]),
    ]
    cars = [
        {"record": at, "id_number": text, "kind": "轿车"}
        for at, (_, text) in enumerate(spelled, start=1)
    ]
    found = check(
        tmp_path, [person(1), person(ending_in_x)], {"vehicles": cars}, rules=[RULES["V1"]]
    )
    assert found == {
        ("V1", str(who), str(at)) for at, (who, _) in enumerate(spelled, start=1) if who is not None
    }


WIDE = {ord(str(digit)): chr(ord("０") + digit) for digit in range(10)}


def test_thresholds_are_those_of_the_day(tmp_path: Path) -> None:
    price = Threshold(((day("2015-01-01"), 100_00), (day("2021-01-01"), 900_00)))
    rule = replace(RULES["V2"], limits={"price_fen": price})
    assert [price.on(day(one)) for one in ("2014-12-31", "2020-12-31", "2021-01-01")] == [
        None,
        100_00,
        900_00,
    ]
    cars = [{"record": 1, "id_number": number(1), "kind": "轿车", "amount": 500}]
    assert check(tmp_path, [person(1)], {"vehicles": cars}, rules=[rule]) == {("V2", "1", "1")}


def test_people_twice_in_the_register_get_a_clue_each(tmp_path: Path) -> None:
    cars = [{"record": at, "id_number": number(1), "kind": "轿车"} for at in (1, 2)]
    register = [person(1), {**person(1), "record": 9}]
    assert check(tmp_path, register, {"vehicles": cars}, rules=[RULES["V1"]]) == {
        ("V1", record, source) for record in ("1", "9") for source in ("1", "2")
    }


def test_statuses_are_read_as_offices_write_them(tmp_path: Path) -> None:
    register = [person(at, status) for at, status in enumerate(STATUSES, start=1)]
    lists = {"dropouts": [{"record": at, "id_number": number(at)} for at in (1, 2, 3, 4)]}
    assert check(tmp_path, register, lists, rules=[RULES["N3"]]) == {("N3", "2", "2")}


def test_a_month_earlier_is_a_day_that_exists() -> None:
    assert months_before(day("2020-03-31"), 1) == day("2020-02-29")
    assert months_before(day("2020-01-31"), 2) == day("2019-11-30")
    assert months_before(DAY, 24) == day("2018-06-30")
    assert months_before(day("2020-12-15"), 12) == day("2019-12-15")


def test_declarations_name_what_there_is() -> None:
    for code, rule in RULES.items():
        assert code == rule.code
        assert rule.zh
        assert rule.en
        assert set(rule.explanations) <= EXPLANATIONS.keys()
        named = {where.column for where in rule.where} | {
            rule.what,
            rule.amount,
            rule.day,
            rule.total,
        }
        if rule.data:
            columns = {column.name for column in DATASETS[rule.data].columns}
            assert named - {""} <= columns, code
        limits = {where.limit for where in rule.where if where.limit} | {rule.total_limit} - {""}
        assert limits <= set(rule.limits or {}), code
    assert {rule.data for rule in RULES.values()} - {""} == DATASETS.keys()


def test_a_row_that_matched_exactly_is_not_offered_beside_somebody_else(tmp_path: Path) -> None:
    """Two people of one name, birth date and village, one with a number that is mistyped."""
    born = dt.date(1970, 1, 1)
    known = {"name": "李四", "birth": born, "village": VILLAGE}
    register = [{**person(at), **known} for at in (1, 2)]
    register[1]["id_number"] = number(2)[:-1] + "Z"
    deaths = [
        {"record": 7, "id_number": number(1), "day": born, **known},
        {"record": 8, "id_number": None, "day": born, **known},
    ]
    found = check(tmp_path, register, {"deaths": deaths}, rules=[RULES["D1"]])
    assert found == {("D1", "1", "7")}
    with (tmp_path / "out" / "near.csv").open(encoding="utf-8-sig", newline="") as opened:
        offered = {(row["来源编号"], row["人员编号"]) for row in csv.DictReader(opened)}
    assert offered == {("8", "1"), ("8", "2")}
