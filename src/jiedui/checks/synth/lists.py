"""The lists of a fictitious country, and which of their rows are planted for which rule.

Each list says how its columns follow from the row's number `r`, its person `x` and a draw `c` of
0-99; truths are said in terms of that draw, never by what a rule would compute. Declarations only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

AS_OF = dt.date(2020, 6, 30)
"""The day for which truths are planted."""

PLACE = ("village", "village")
PERSON = (("name", "name"), ("birth", "born"), PLACE)


@dataclass(frozen=True, slots=True)
class Planted:
    """One list.

    Attributes:
        code: The data set.
        per_mille: Rows for 1000 people of the register.
        columns: Its columns beside record and number, name and SQL.
        truths: Rules with the condition on (x, c) under which a row is planted for them.
        rows_each: How many rows stand for one person, one after the other.
        outside: Rules about people outside the register, and their conditions.
        has_typos: Whether some rows carry a mistyped number, to be offered as near matches.
        is_census: Whether it goes through the register's people, one after the other.
        but: The condition on x under which a row is left out.
    """

    code: str
    per_mille: int
    columns: tuple[tuple[str, str], ...]
    truths: tuple[tuple[str, str], ...] = ()
    rows_each: int = 1
    outside: tuple[tuple[str, str], ...] = ()
    has_typos: bool = False
    is_census: bool = False
    but: str = "false"


LISTS = (
    Planted(
        "vehicles",
        360,
        (
            (
                "kind",
                "CASE WHEN c < 15 THEN '小型轿车' WHEN c < 18 THEN '大型拖拉机' WHEN c < 60 THEN '三轮车' ELSE '摩托车' END",
            ),
            (
                "amount_fen",
                "CASE WHEN c < 5 THEN 4500000 + c * 100000 WHEN c < 18 THEN 2000000 ELSE 500000 END",
            ),
            ("day", "DATE '2012-01-01' + (c * 20)::INTEGER"),
        ),
        (("V1", "c < 18"), ("V2", "c < 5")),
    ),
    Planted(
        "houses",
        240,
        (
            (
                "kind",
                "CASE WHEN c < 12 THEN '商品房' WHEN c < 15 THEN '商铺' ELSE '易地扶贫搬迁' END",
            ),
            ("amount_fen", "20000000 + c * 100000"),
            (
                "day",
                "CASE WHEN c < 4 THEN DATE '2019-03-01' ELSE DATE '2011-01-01' END + c::INTEGER",
            ),
        ),
        (("H1", "c < 15"), ("H2", "c < 4")),
    ),
    Planted(
        "payroll",
        60,
        (
            ("kind", "CASE WHEN c < 50 THEN '中心小学' ELSE '乡卫生院' END"),
            ("amount_fen", "300000 + c * 1000"),
            ("day", "DATE '2010-09-01'"),
        ),
        (("P1", "true"),),
    ),
    Planted(
        "companies",
        150,
        (
            (
                "kind",
                "CASE WHEN c < 4 THEN '农民专业合作社' WHEN c < 30 THEN '个体工商户' ELSE '有限责任公司' END",
            ),
            ("state", "CASE WHEN c < 20 THEN '存续' ELSE '注销' END"),
            ("amount_fen", "10000000 + c"),
            ("day", "DATE '2015-05-05'"),
        ),
        (("C1", "c >= 4 AND c < 20"), ("C2", "c < 4")),
    ),
    Planted(
        "deposits",
        560,
        (
            ("kind", "'定期存款'"),
            ("amount_fen", "CASE WHEN c < 6 THEN 2600000 + c * 1000 ELSE 1000000 + c * 1000 END"),
            ("day", "DATE '2020-05-31'"),
        ),
        (("K1", "c < 6"),),
        rows_each=2,
    ),
    Planted(
        "deaths",
        40,
        (*PERSON, ("day", "DATE '2019-01-01' + c::INTEGER")),
        (("D1", "true"),),
        has_typos=True,
    ),
    Planted(
        "absences",
        100,
        (
            ("kind", "'外出'"),
            (
                "day",
                "CASE WHEN c < 30 THEN DATE '2018-01-01' ELSE DATE '2019-12-01' END + c::INTEGER",
            ),
        ),
        (("L1", "c < 30"),),
    ),
    Planted(
        "hospital",
        400,
        (
            ("kind", "CASE WHEN c < 90 THEN '住院' ELSE '门诊' END"),
            (
                "amount_fen",
                "CASE WHEN c < 5 THEN 1500000 WHEN c < 20 THEN 300000 WHEN c < 95 THEN 20000 ELSE 30000 END",
            ),
            (
                "day",
                (
                    "CASE WHEN c >= 95 THEN DATE '2020-03-01' WHEN c < 5 OR c >= 10 THEN DATE '2020-02-01'"
                    " ELSE DATE '2019-11-01' END + c::INTEGER"
                ),
            ),
            PLACE,
        ),
        (
            ("W1", "(c < 5 OR (c >= 10 AND c < 20)) AND is_lifted"),
            ("W2", "c < 5 AND is_ordinary"),
            ("W3", "c >= 95 AND is_lifted"),
        ),
        rows_each=2,
        outside=(("W2", "c < 5"),),
    ),
    Planted(
        "severe_illness",
        30,
        (
            *PERSON,
            ("kind", "'尿毒症'"),
            (
                "day",
                "CASE WHEN c < 10 THEN DATE '2020-06-01' ELSE DATE '2018-06-01' END + (c % 20)::INTEGER",
            ),
        ),
        (("W4", "c < 10 AND is_lifted"), ("N2", "is_ordinary")),
        outside=(("N2", "true"),),
        has_typos=True,
    ),
    Planted(
        "dangerous_houses",
        50,
        (
            ("kind", "CASE WHEN c < 10 THEN 'D' WHEN c < 25 THEN 'C级' ELSE 'B' END"),
            ("day", "DATE '2019-07-01'"),
        ),
        (("N1", "c < 25 AND is_exited"),),
    ),
    Planted(
        "dropouts", 10, (("kind", "'初中'"), ("day", "DATE '2020-03-01'")), (("N3", "is_exited"),)
    ),
    Planted(
        "low_income",
        30,
        (("kind", "'农村低保'"), ("amount_fen", "30000"), ("day", "DATE '2017-01-01'"), PLACE),
        (("N7", "is_ordinary"),),
        outside=(("N7", "true"),),
    ),
    Planted(
        "school_fees",
        50,
        (
            ("kind", "CASE WHEN c < 50 THEN '普通高中' ELSE '小学' END"),
            ("amount_fen", "CASE WHEN c < 20 THEN 1200000 ELSE 300000 END"),
            ("day", "DATE '2019-09-10'"),
            PLACE,
        ),
        (("W5", "c < 20"),),
        outside=(("W5", "c < 20"),),
    ),
    Planted(
        "disasters",
        40,
        (
            ("kind", "'山体滑坡'"),
            ("amount_fen", "5000000"),
            ("day", "CASE WHEN c < 25 THEN DATE '2020-05-20' ELSE DATE '2019-05-20' END"),
            PLACE,
        ),
        (("W6", "c < 25"),),
        outside=(("W6", "c < 25"),),
    ),
)
"""2,120 rows of other departments for 1000 people."""

EVERYONE = frozenset({"D1", "D3", "D5", "W2", "W5", "W6", "N2", "N6", "N7", "N8"})
"""Rules that also look at ordinary farmers; where they do not, the list says so."""
