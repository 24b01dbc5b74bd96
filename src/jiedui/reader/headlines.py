"""Headers of tables in two lines: the upper one groups what the lower one tells apart.

A line with bars keeps its empty cells, so groups are seen by place. One cut at its blanks has lost
them: which cells were groups follows from the number of cells of a row and from the words.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from jiedui.reader.rows import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST = 24
"""A header has no more cells."""

_MONEY = re.compile(r"资金|金额|投入|经费|财政|投资|捐|款")
_MONEYS = re.compile(r"级|财政|捐|计划|到位|拨付|安排|支出|[省市区县]|社会|企业|自筹|中央")
_PERSONS = re.compile(r"人|干部|选派|派出|培训|劳务|就业|师资|力量")
_PERSON = re.compile(r"人|干部|教师|医生|医护|男|女|技术|党政|户|期|批")
_KEYS = re.compile(r"序号|编号|地区|县|区|市|乡|镇|单位|备注|名称|类别|年度|合计")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")


def in_two_lines(upper: str, lower: str, row: str) -> list[str] | None:
    """Return the header of each column, None where the two lines are no header of such a row."""
    if any(sign in upper + lower for sign in "。!?;"):
        return None
    count = len(cells_of(row))
    above, below = ([text for _, text in cells_of(line)] for line in (upper, lower))
    if len(above) > _MOST or len(below) > _MOST or count > _MOST:
        return None
    if all("|" in line or "\t" in line for line in (upper, lower, row)):
        return _by_place(above, below, count)
    groups = len(above) + len(below) - count
    if len(above) < 2 or groups < 1 or 2 * groups > len(below):
        return None
    best = max(_ways(above, below, groups), key=lambda way: way[0], default=(0, []))
    return best[1] if best[0] > 0 else None


def _by_place(above: Sequence[str], below: Sequence[str], count: int) -> list[str] | None:
    """Return headers of cells that stand one above the other; an empty one goes on to the right."""
    if not any(below) or all(below) or max(len(above), len(below)) > count + 1:
        return None
    headers: list[str] = []
    group = ""
    for at in range(max(len(above), len(below))):
        upper = above[at] if at < len(above) else ""
        lower = below[at] if at < len(below) else ""
        group = upper or (group if lower else "")
        headers.append(group + lower)
    return headers[:count] if len(headers) > count else headers


def _ways(
    above: Sequence[str], below: Sequence[str], groups: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield each way to divide the lower cells among some upper ones, with how likely it is."""
    for chosen in combinations(range(len(above)), groups):
        for cuts in combinations(range(2, len(below) - 1), groups - 1):
            bounds = [0, *cuts, len(below)]
            parts = [below[low:high] for low, high in pairwise(bounds)]
            if any(len(part) < 2 for part in parts):
                continue
            held = dict(zip(chosen, parts, strict=True))
            headers: list[str] = []
            for at, upper in enumerate(above):
                headers += [upper + lower for lower in held[at]] if at in held else [upper]
            yield sum(_fit(above[at], part) for at, part in held.items()), headers


def _fit(upper: str, lower: Sequence[str]) -> int:
    """Return how likely words of a header are what the cells below it tell apart."""
    if _KEYS.search(upper) and not _MONEY.search(upper) and not _PERSONS.search(upper):
        return -9
    if all(_YEAR.fullmatch(one) for one in lower):
        return 2 if lower[0] not in lower[1:] else -2
    pairs = ((_MONEY, _MONEYS), (_PERSONS, _PERSON))
    fits = [
        sum(bool(one.search(cell)) for cell in lower) for kind, one in pairs if kind.search(upper)
    ]
    return max(fits, default=0)
