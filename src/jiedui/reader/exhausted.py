"""Parts whose shares make a hundred percent, so that they are all there is of their whole.

就业2160人,男性1296人,占60%,女性864人,占40%: no word calls the two all of them, the shares do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.quantity import Wording
from jiedui.reader.agreement import adds_up, summed
from jiedui.reader.exactly import apart
from jiedui.reader.reading import Relation

if TYPE_CHECKING:
    from jiedui.reader.found import Found
    from jiedui.reader.passage import Draft
    from jiedui.reader.wholes import Wholes

_ALL = 100
_NEAR = 10
"""What misses by more than a tenth is not what the parts make."""


def hold_exhausted(found: Found, wholes: Wholes) -> None:
    """Hold a whole against the parts of it whose shares, each told, make a hundred percent."""
    told: dict[int, list[tuple[Draft, Draft]]] = {}
    whole_of: dict[int, Draft] = {}
    for relation, share, (part, *rest), _ in found.rows:
        if relation is Relation.RATIO and rest[0].family == part.family:
            whole_of[id(rest[0])] = rest[0]
            told.setdefault(id(rest[0]), []).append((share, part))
    for key, rows in told.items():
        whole, parts = whole_of[key], [part for _, part in rows]
        is_all = len(rows) > 1 and sum(share.number.value for share, _ in rows) == _ALL
        if is_all and not wholes.has(whole) and _are_exact([whole, *parts]):
            is_near = _NEAR * apart(summed(parts), whole.number.value) <= whole.number.value
            if is_near and len({id(part) for part in parts}) == len(parts):
                wholes.mark(whole, parts, is_ok=adds_up(whole, parts))


def _are_exact(told: list[Draft]) -> bool:
    """Whether numbers are told exactly, of one passage."""
    is_near = all(one.passage is told[0].passage for one in told[1:])
    return is_near and all(one.number.wording is Wording.EXACT for one in told)
