"""What stands behind a blank in a sentence: 个项目，培训 says in what, of what, and what is next.

Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.forms.units import units_of
from jiedui.forms.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable


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
_PARTED = re.compile(
    rf"(?P<own>[^{_SIGNS}(（]*)(?P<inner>[(（][^()（）]*[)）])?(?:[{_SIGNS}(（]+(?P<rest>.*))?",
    re.DOTALL,
)
"""万元(含捐赠), 万元（其中市级统筹: a bracket that is closed is of the blank before it."""

_TO = re.compile(r"(?:[减增]少?加?|下降|降低?|上升|提高|发展|变)(?:到|至|为)了?")
"""户减少到: what the next blank holds is what there is in the end."""

_FROM = re.compile(r"(?:^|(?<=[^\d]))(?:由|从)(?=[^由从]*$)")
_LED_BY_DAY = re.compile(r"[^,，]*(?:19|20)\d{2}年[^,，]*[,，]|目前|截至今")
_DAY = re.compile(r"(?:19|20)\d{2}年(?:\d{1,2}月)?[底末初](?=的?$)")
_OF_A_YEAR = re.compile(r"(?:起|开始|始)?(?:[与和同跟由]|正式|对口|结对|建立|帮扶)")
"""从 _ 年起对口帮扶, 自 _ 年与升平镇结对: a year is asked for."""


def behind(text: str) -> Behind | None:
    """Return what the words behind a blank say of it and of the next one; None = they are none.

    >>> behind("万元，其中市级统筹"), behind("人员，说明")
    (Behind(unit='万元', own='', rest='其中市级统筹'), None)
    >>> behind("个项目，培训")
    Behind(unit='个', own='项目', rest='培训')
    >>> behind("年起对口帮扶我县。累计投入")
    Behind(unit='年', own='起对口帮扶我县', rest='累计投入')
    >>> behind("万元（其中市级统筹"), behind("户减少到")
    (Behind(unit='万元', own='', rest='其中市级统筹'), Behind(unit='户', own='', rest='减少到'))
    >>> behind("万元（含捐赠），")
    Behind(unit='万元', own='（含捐赠）', rest='')
    """
    told = text.strip()
    for end in range(min(_LONGEST, len(told)), 0, -1):
        if not units_of(told[:end]) or {*told[:end]} & {*_SIGNS, *"(（"}:
            continue
        if _TO.match(told, end):
            return Behind(told[:end], "", told[end:])
        found = _PARTED.fullmatch(told[end:])
        own = found["own"].strip() if found else ""
        if found is None or (own and not _goes_on(told, end)):
            return None
        rest = (found["rest"] or "").strip()
        return Behind(told[:end], f"{own}{found['inner'] or ''}", rest)
    return None


def from_to(label: str, rest: str, before: Iterable[str]) -> tuple[str, str] | None:
    """Return what two blanks ask of which one is what the other has become; None = they do not.

    Args:
        label: The words before the first: 截至10月，贫困户由2013年底的.
        rest: The words between them: 减少到.
        before: The words of earlier blanks of the sentence, the nearest first.

    >>> from_to("截至2017年10月,贫困户由2013年底的", "减少到", [])
    ('贫困户2013年底的', '截至2017年10月,贫困户')
    >>> from_to("人口由", "降至", ["截至2017年10月,贫困户", "贫困户2013年底的"])
    ('人口2013年底的', '截至2017年10月,人口')
    """
    begun, end = _FROM.search(label), _TO.match(rest)
    if begun is None or end is None:
        return None
    last, first = label[: begun.start()], label[begun.end() :]
    what = re.split("[,，]", last)[-1]
    days = (found[0] for one in before if (found := _DAY.search(one)))
    led = (found[0] for one in (last, *before) if (found := _LED_BY_DAY.match(one)))
    first = first or f"{next(days, '基期')}的"
    whole = last if _LED_BY_DAY.match(last) else f"{next(led, '目前')}{last}"
    return f"{what}{first}", f"{whole}{rest[end.end() :]}"


def _goes_on(told: str, end: int) -> bool:
    """Whether the words behind a unit say of what it is: 个项目, no 人员."""
    if told[:end] == "年":
        return asks_year(told)
    whole = vocabulary().pattern.match(told)
    is_other = whole is not None and whole.end() > end
    return not is_other and vocabulary().pattern.match(told, end) is not None


def asks_year(told: str) -> bool:
    """Whether the year of a pairing is asked for by the words behind a blank.

    >>> asks_year("年起对口帮扶我县"), asks_year("年共投入")
    (True, False)
    """
    return told.startswith("年") and _OF_A_YEAR.match(told, 1) is not None


def asking(before: str, found: Behind) -> str:
    """Return what a blank asks by the words before and behind it.

    >>> asking("共实施", Behind("个", "项目", "")), asking("从", Behind("年", "起对口帮扶", ""))
    ('共实施项目', '从何年起对口帮扶')
    """
    return f"{before}{'何年' if found.unit == '年' and found.own else ''}{found.own}"
