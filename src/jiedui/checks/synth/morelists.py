"""Further lists of a fictitious country, so that every shipped rule has planted truths.

Apart from those of the benchmark, whose size and peers stay as they are. Declarations only.
"""

from __future__ import annotations

from jiedui.checks.synth.lists import Planted

ABSENT = "x % 1999 = 7"
"""Whom the register of residents does not have."""

OTHER_NAME = "x % 2003 = 11"
"""Whose number stands there beside another name."""

MORE_LISTS = (
    Planted(
        "officers",
        10,
        (
            ("kind", "CASE WHEN c < 40 THEN '村支书' ELSE '村委委员' END"),
            ("day", "DATE '2017-11-01'"),
        ),
        (("P2", "true"),),
    ),
    Planted(
        "insurance",
        20,
        (
            ("kind", "CASE WHEN c < 30 THEN '商业养老保险' ELSE '意外伤害保险' END"),
            ("amount_fen", "1200000 + c * 1000"),
            ("day", "DATE '2018-03-01'"),
        ),
        (("S1", "c < 30"),),
    ),
    Planted(
        "study_abroad",
        2,
        (("kind", "'新西兰'"), ("amount_fen", "15000000"), ("day", "DATE '2018-09-01'")),
        (("S2", "true"),),
    ),
    Planted(
        "custody",
        5,
        (("kind", "CASE WHEN c < 70 THEN '服刑' ELSE '失踪' END"), ("day", "DATE '2019-04-01'")),
        (("D3", "true"),),
    ),
    Planted(
        "population",
        1000,
        (
            ("name", f"CASE WHEN {OTHER_NAME} THEN name || '某' ELSE name END"),
            ("day", "born + 30"),
        ),
        (("D5", OTHER_NAME),),
        is_census=True,
        but=ABSENT,
    ),
    Planted(
        "household_changes",
        30,
        (
            ("kind", "CASE WHEN c % 2 = 0 THEN '分户' ELSE '迁入' END"),
            (
                "day",
                "identified_on + CASE WHEN c < 30 THEN -1 - c * 10 WHEN c < 60 THEN 1 + c ELSE -800 END::INTEGER",
            ),
        ),
        (("I1", "c < 30"),),
    ),
    Planted(
        "untreated",
        10,
        (("kind", "'尿毒症'"), ("day", "DATE '2020-01-15'")),
        (("N4", "is_exited"),),
    ),
    Planted(
        "subsidies",
        20,
        (("kind", "'低保金'"), ("amount_fen", "480000"), ("day", "DATE '2019-12-31'")),
        (("N5", "is_exited"),),
    ),
    Planted(
        "disability",
        40,
        (
            ("kind", "CASE WHEN c < 50 THEN '一级' ELSE '三级' END"),
            ("day", "DATE '2016-06-01'"),
            ("village", "village"),
        ),
        (("N6", "is_ordinary"),),
        outside=(("N6", "true"),),
    ),
    Planted(
        "lone_elders",
        10,
        (("kind", "'孤寡老人'"), ("day", "DATE '2018-10-17'"), ("village", "village")),
        (("N8", "is_ordinary"),),
        outside=(("N8", "true"),),
    ),
)
"""1,147 rows for 1000 people."""
