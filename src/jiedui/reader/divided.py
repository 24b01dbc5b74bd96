"""A sum named again and divided in a sentence of its own: 区级财政资金分三个方向使用:…."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from jiedui.reader.agreement import adds_up
from jiedui.reader.reading import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.reader.passage import Draft, Passage
    from jiedui.reader.wholes import Wholes

_DIVIDED = re.compile(
    r"[^,。;:]{0,20}(?:资金|款项?|经费|财政|捐赠)[^,。;:\d]{0,6}"
    r"(?:分|用[在于到]|投[向入到]|花[在到])[成为作到给]?([两二三四五六七八])[^,。;:\d]{1,8}[:,]"
)
_MANY = {sign: at for at, sign in enumerate("两三四五六七八", 2)} | {"二": 2}


def hold_divided(wholes: Wholes, passages: Iterable[Passage]) -> None:
    """Note the parts of a sum told in a sentence before, where just so many make it exactly."""
    for passage in passages:
        money = [one for one in passage.drafts if one.measure is MONEY and one.per is None]
        for start, group in groupby(money, key=lambda one: one.number.sentence[0]):
            said = _DIVIDED.match(passage.text, start) if start else None
            parts = list(group)
            if said is None or any(one.whole is not None for one in parts):
                continue
            total = _told_before(money, parts, _MANY[said[1]])
            if total is not None:
                wholes.mark(total, parts, is_ok=True)
                for one in parts:
                    one.source = total.source or one.source


def _told_before(money: Sequence[Draft], parts: Sequence[Draft], many: int) -> Draft | None:
    """Return the last sum in front of its parts that they make, None when there is none."""
    if len(parts) != many:
        return None
    before = [one for one in money if one.start < parts[0].start and one.status is parts[0].status]
    return next((one for one in reversed(before) if adds_up(one, parts)), None)
