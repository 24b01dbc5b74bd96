"""Which of two columns of places holds the county: 地区 above 县, 州(市) above 地区.

Offices use the same words for a prefecture and a county (地区, 单位, 名称); the values decide.
Knows no Django.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jiedui.kernel import place
from jiedui.kernel.place import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.kinds.declaration import Field, Kind
    from jiedui.exchange.looks import Looks
    from jiedui.exchange.tables import Heading, Table

_ABOVE = "prefecture"
_OF_COUNTIES = re.compile(
    r"(?:县|旗|(?:县|区|市|旗|州)[、/]?[县区市旗]|地区?|[县区市旗]域)(?:\(.*\))?(?:名称|名|别)?$"
)
_OF_PREFECTURES = re.compile(
    r"^(?:所[属在]|受援)?[地州市盟](?:[(、/]{0,2}[地州市盟区][)、/]{0,2}){0,3}(?:名称|名|别)?$"
)
_OF_OTHERS = re.compile(
    r"东部|支援[方县区地]|援助方|帮扶[方市]|结对区|派出|输入|务工|就业|户籍|籍贯|户口|出生"
)
_BARE = 2
_BESIDE = 82
"""The score of a heading that ends as a column of counties does, over counties."""


_SHOWN = (
    ("county", _OF_COUNTIES, Level.COUNTY),
    (_ABOVE, _OF_PREFECTURES, Level.PREFECTURE),
)
"""Fields of places, the ends of their headings, and the rank of their values."""


def place_shown(kind: Kind, heading: Heading) -> tuple[int, Field] | None:
    """Return the county or prefecture, scored, where heading and values of a column say it.

    What stands before a county's rank may be anything (派驻旗县, 所属旗县): the values decide.
    """
    words = heading.levels[-1] if heading.levels else ""
    if _OF_OTHERS.search(words):
        return None
    for name, ending, level in _SHOWN:
        field = kind.field(name)
        if field is None or ending.search(words) is None:
            continue
        named = sum(_rank(text) is level for text in heading.looks.texts)
        if named and 2 * named >= heading.looks.values:
            return _BESIDE, field
    return None


def is_of_counties(heading: Heading) -> bool:
    """Whether nearly all values of a column are names of counties, whatever it is called.

    Not where it says that they are those of others: who helps, where people work or were born.
    """
    if any(_OF_OTHERS.search(level) for level in heading.levels):
        return False
    texts, many = heading.looks.texts, heading.looks.values
    named = sum(_rank(text) is Level.COUNTY for text in texts)
    return len(texts) == many > 0 and named * 5 >= many * 4 and (named > 1 or len(texts[0]) > _BARE)


def give_lower_place(
    kind: Kind,
    table: Table,
    offers: Sequence[tuple[int, int, Field]],
    *,
    given: dict[int, tuple[int, Field]],
) -> None:
    """Give the county to the column of counties where a column of prefectures has taken it.

    Args:
        kind: The kind the table is read as.
        table: The table.
        offers: Score, column and field of everything that a heading may mean, the best first.
        given: Column number to score and field; the column of prefectures gets the kind's field
            for these, and none where the kind has none.
    """
    county = kind.field("county")
    taken = next((col for col, (_, field) in given.items() if field is county), None)
    if county is None or taken is None:
        return
    looks = {one.col: one.looks for one in table.headings}
    if not _holds(looks[taken], Level.PREFECTURE, but=Level.COUNTY):
        return
    for score, col, field in offers:
        free = col not in given or given[col][1].name == _ABOVE
        if field is county and free and _holds(looks[col], Level.COUNTY, but=Level.PREFECTURE):
            lent, _ = given.pop(taken)
            given[col] = (score, county)
            above = kind.field(_ABOVE)
            if above is not None and above not in [one for _, one in given.values()]:
                given[taken] = (lent, above)
            return


def _holds(looks: Looks, level: Level, *, but: Level) -> bool:
    """Whether a column holds places of a rank and none of another."""
    ranks = {_rank(text) for text in looks.texts}
    return level in ranks and but not in ranks


@functools.lru_cache(maxsize=4096)
def _rank(text: str) -> Level | None:
    """Return the rank of the place that a whole text names; None when it names none."""
    found = [one for one in place.find(text) if not one.rest and not one.is_loose]
    return found[0].level if found else None


__all__ = ["give_lower_place", "is_of_counties", "place_shown"]
