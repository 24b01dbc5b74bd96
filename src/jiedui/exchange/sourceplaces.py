"""Whose money a column holds where its heading names only a place: 资金来源 over 嘉定区.

A district of a donor province gives 区级 money, a city 市级 money; a place of the west puts in its
own. A province says nothing that a field stands for. Knows no Django.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jiedui.exchange.naming import EAST
from jiedui.kernel import place
from jiedui.kernel.place import Level

if TYPE_CHECKING:
    from jiedui.exchange.kinds.declaration import Field, Kind
    from jiedui.exchange.tables import Heading, Table

_SCORE = 82
_SURELY = 93
_BESIDE = 6
_TIER = re.compile(
    r"各?(?=.*县)(?=.*[市区].*级)[县市区()、,]{3,8}本?级(?:财政)?(?:统筹|安排|投入|援助|帮扶|协作)?(?:资金|经费)?"
)
"""Districts and counties of several kinds by their rank: 县(市、区)级财政."""

_OF_MONEY = re.compile(r"来源|构成|筹措|筹集|其中|(?:资金|经费|投资|投入)(?:情况|安排|\(.+\))?$")
_REST = re.compile(r"(?:本?级)?(?:财政)?(?:援助|帮扶|协作|配套|统筹|投入|安排)?(?:资金|经费)?")


def source_shown(kind: Kind, heading: Heading) -> tuple[int, Field] | None:
    """Return the source of money that a place below a heading of money stands for, scored.

    Args:
        kind: The kind of return; one without money of districts has no sources.
        heading: The column's heading; it must be over numbers.
    """
    if kind.field("district_fen") is None or len(heading.levels) == 1 or not heading.looks.numbers:
        return None
    if not _OF_MONEY.search(heading.levels[-2]):
        return None
    field = kind.field(_source_of(heading.levels[-1]))
    return None if field is None else (_SCORE, field)


def tier_shown(kind: Kind, heading: Heading, table: Table) -> tuple[int, Field] | None:
    """Return the money of a donor city's districts and counties, named as such beside the city's.

    Beside 苏州市级统筹 the 县(市、区)级财政 is that of 苏州's own; a match (配套) may be anybody's.
    """
    if len(heading.levels) <= 1 or not _TIER.fullmatch(heading.levels[-1]):
        return None
    beside = (
        one.levels[-1]
        for one in table.headings[max(heading.col - _BESIDE, 0) : heading.col + _BESIDE]
        if one.levels[:-1] == heading.levels[:-1] and one is not heading
    )
    field = kind.field("district_fen")
    is_donors = any(_source_of(words) == "municipal_fen" for words in beside)
    return (_SURELY, field) if field is not None and is_donors else None


@functools.lru_cache(maxsize=1024)
def _source_of(words: str) -> str:
    """Return the field of the money of a place that words name by its rank, "" for none."""
    found = [one for one in place.leading(words) if not one.is_loose]
    if len(found) != 1 or not found[0].written.endswith(("区", "市", "县", "旗", "州", "盟")):
        return ""
    one = found[0]
    if not _REST.fullmatch(one.rest):
        return ""
    if one.code[:2] not in EAST:
        return "recipient_own_fen"
    return "district_fen" if one.level is Level.COUNTY else "municipal_fen"


__all__ = ["source_shown", "tier_shown"]
