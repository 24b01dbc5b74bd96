"""Fictitious people: counties that never were, identity numbers with right check characters, names.

A person is a whole number; everything about them follows from it and the seed, so that any row can
be made without the others. The first N are in the register, the next 2 N are not.
"""

from __future__ import annotations

import math
import zlib

COUNTY_PEOPLE = 200_000
OTHERS_PER_PERSON = 2
"""People outside the register for each one in it."""

NUMBERS_PER_COUNTY = 29_200_000
"""29,200 birthdays from 1930 on, 1000 sequence numbers each."""

WEIGHTS = {
    52: 12, 53: 11, 51: 10, 45: 8, 43: 8, 41: 7, 62: 6, 42: 5, 36: 4, 34: 4, 61: 4, 13: 3, 14: 3, 50: 3,
    15: 2, 22: 1, 23: 1, 46: 1, 54: 1, 63: 1, 64: 1, 65: 3,
}  # fmt: skip
"""Provinces and their share, as uneven as the country's."""

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "山水云石松竹梅兰春夏秋冬晨星月光明德安平"


def county_codes(people: int) -> list[int]:
    """Return six-digit codes of fictitious counties, one for each 200,000 people."""
    count = max(1, round(people / COUNTY_PEOPLE))
    slots = [province for province, weight in WEIGHTS.items() for _ in range(weight)]
    taken: dict[int, int] = {}
    codes = []
    for at in range(count):
        province = slots[(at * 37) % len(slots)]
        serial = taken.get(province, 0)
        taken[province] = serial + 1
        codes.append(province * 10_000 + (99 - serial // 99) * 100 + serial % 99 + 1)
    return codes


def stride(size: int) -> int:
    """Return a step that visits each of `size` numbers once, far apart."""
    step = max(1, int(size * 0.6180339887)) | 1
    while math.gcd(step, size) != 1:
        step += 2
    return step


def chance(who: str, salt: str, sides: int, *, seed: int) -> str:
    """Return SQL for a throw of a die that `who` and `salt` decide: 0 to sides - 1."""
    return f"(hash({who} + {zlib.crc32(f'{salt} {seed}'.encode())}) % {sides})::BIGINT"


def known_people(rows: str, people: int, seed: int) -> str:
    """Return rows that have a person `x`, with everything that is known about them.

    Adds county, born, number, name, household, village, status, identified_on and what is wrong with the number in
    the register: is_missing, is_mistyped, is_twice; is_seen (in the register with a sound number)
    and is_listed (and not an ordinary farmer). Each step is a table of its own, worked out once.
    """
    codes = county_codes(people)
    count = len(codes)

    def throw(salt: str, sides: int) -> str:
        return chance("x", salt, sides, seed=seed)

    def one_of(words: str, salt: str) -> str:
        return f"list_extract({[*words]}, {throw(salt, len(words))} + 1)"

    steps = (
        f"""x < {people} AS is_inside, {throw("moved", 10)} = 0 AND is_inside AS has_moved, CASE WHEN is_inside THEN x * {count} // {people} ELSE (x - {people}) % {count} END AS home""",
        f"""list_extract({codes}, home + 1)::BIGINT AS county,
        list_extract({codes}, (home + CASE WHEN has_moved THEN {count // 2 + 1} ELSE 0 END) % {count}
          + 1)::BIGINT AS number_county,
        (CASE WHEN NOT is_inside THEN 5000000 + (x - {people}) // {count}
          ELSE x - home * {people} // {count} + CASE WHEN has_moved THEN 15000000 ELSE 0 END END
          * {stride(NUMBERS_PER_COUNTY)} + {seed}) % {NUMBERS_PER_COUNTY} AS serial""",
        "DATE '1930-01-01' + (serial % 29200)::INTEGER AS born",
        """number_county * 100000000000 + serial // 29200
        + (year(born) * 10000 + month(born) * 100 + day(born)) * 1000 AS digits""",
        f"digits::VARCHAR || substr('10X98765432', (({_WEIGHTED}) % 11 + 1)::INTEGER, 1) AS number",
        f"""{one_of(SURNAMES, "a")} || {one_of(GIVEN, "b")} || {one_of(GIVEN, "c")} AS name,
        x // 4 AS household,
        CASE WHEN is_inside THEN x // 500 ELSE {throw("village", 400)} END AS hamlet,
        is_inside AND {throw("missing", 4000)} = 0 AS is_missing,
        is_inside AND NOT is_missing AND {throw("typo", 2000)} = 0 AS is_mistyped,
        is_inside AND NOT is_missing AND NOT is_mistyped AS is_seen,
        is_seen AND {throw("twice", 2000)} = 0 AS is_twice,
        {throw("status", 100)} AS lot""",
        """county * 1000000 + (101 + hamlet // 20 % 20) * 1000 + 201 + hamlet % 20 AS village,
        CASE WHEN lot < 70 THEN '已脱贫' WHEN lot < 90 THEN '未脱贫' WHEN lot < 97 THEN '监测对象'
          ELSE '一般农户' END AS status,
        DATE '2014-01-01' + (household % 700)::INTEGER AS identified_on,
        lot < 70 AS is_exited, lot < 70 OR lot BETWEEN 90 AND 96 AS is_lifted, lot >= 97 AS is_ordinary,
        is_seen AND lot < 97 AS is_listed""",
    )
    for step in steps:
        rows = f"(SELECT *, {step} FROM {rows})"
    return rows


_CHUNK = [
    sum(int(digit) << (3 - at) for at, digit in enumerate(f"{one:03d}")) for one in range(1000)
]
_WEIGHTED = " + ".join(
    f"{shift} * list_extract({_CHUNK}, (digits // {10 ** (3 * at)} % 1000 + 1)::INTEGER)"
    for at, shift in enumerate((1, 8, 9, 6, 4, 10))
)
"""The digits' weighted sum of ISO 7064 MOD 11-2 as SQL, three digits at a time by a table."""


def spelled(throw: str) -> str:
    """Return SQL for a sound number as offices write it: 15 digits, blanks around it, a small x."""
    return (
        f"CASE WHEN {throw} < 20 AND substr(number, 7, 2) = '19'"
        " THEN left(number, 6) || substr(number, 9, 9)"
        f" WHEN {throw} < 30 THEN ' ' || number || '  ' WHEN {throw} < 50 THEN lower(number) ELSE number END"
    )


def mistyped(position: int) -> str:
    """Return SQL for the number with one digit wrong."""
    return (
        f"left(number, {position - 1}) || ((substr(number, {position}, 1)::INTEGER + 3) % 10)::VARCHAR"
        f" || substr(number, {position + 1})"
    )
