"""What stands behind a blank in a sentence: 个项目，培训 says in what, of what, and what is next.

Knows no Django.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jiedui.forms.units import units_of
from jiedui.forms.vocabulary import vocabulary


class Behind(NamedTuple):
    """The words behind a blank.

    Attributes:
        unit: The unit that they begin with.
        own: What they go on to say of the same blank.
        rest: What stands behind that, before the next blank.
    """

    unit: str
    own: str
    rest: str


_LONGEST = 4
_SIGNS = ",，;；。、:："
_PARTED = re.compile(rf"(?P<own>[^{_SIGNS}]*)(?:[{_SIGNS}]+(?P<rest>.*))?", re.DOTALL)
_OF_A_YEAR = re.compile(r"(?:起|开始|始)?(?:[与和同跟]|正式|对口|结对|建立|帮扶)")
"""从 _ 年起对口帮扶, 自 _ 年与升平镇结对: a year is asked for."""


def behind(text: str) -> Behind | None:
    """Return what the words behind a blank say of it and of the next one; None = they are none.

    >>> behind("万元，其中市级统筹"), behind("人员，说明")
    (Behind(unit='万元', own='', rest='其中市级统筹'), None)
    >>> behind("个项目，培训")
    Behind(unit='个', own='项目', rest='培训')
    >>> behind("年起对口帮扶我县。累计投入")
    Behind(unit='年', own='起对口帮扶我县', rest='累计投入')
    """
    told = text.strip()
    for end in range(min(_LONGEST, len(told)), 0, -1):
        if not units_of(told[:end]) or told[end - 1] in _SIGNS:
            continue
        found = _PARTED.fullmatch(told[end:])
        own = found["own"].strip() if found else ""
        if found is None or (own and not _goes_on(told, end)):
            return None
        return Behind(told[:end], own, (found["rest"] or "").strip())
    return None


def _goes_on(told: str, end: int) -> bool:
    """Whether the words behind a unit say of what it is: 个项目, no 人员."""
    if told[:end] == "年":
        return _OF_A_YEAR.match(told, end) is not None
    whole = vocabulary().pattern.match(told)
    is_other = whole is not None and whole.end() > end
    return not is_other and vocabulary().pattern.match(told, end) is not None


def asking(before: str, found: Behind) -> str:
    """Return what a blank asks by the words before and behind it.

    >>> asking("共实施", Behind("个", "项目", "")), asking("从", Behind("年", "起对口帮扶", ""))
    ('共实施项目', '从何年起对口帮扶')
    """
    return f"{before}{'何年' if found.unit == '年' and found.own else ''}{found.own}"
