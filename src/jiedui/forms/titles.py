"""Titles: the office whose form it is, and a field of work that the whole form is limited to.

嘉定区卫生和计划生育委员会 names no plan; 健康扶贫项目情况表 is of health alone. Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jiedui.forms.facets import Facets

_BODY = r"委员会|办公室|联合会|调查队|工商联|人民政府|管委会|党校|法院|检察院|电视台|报社|局|厅"
_SHORT_BODY = r"办|委|会|部|院|处|科|队|所|站|中心"
_OFFICE = re.compile(
    rf"(?P<keep>^(?:[一-鿿]{{0,14}}[省市区州县旗])?|[省市区州县旗])[一-鿿、]{{0,16}}?(?:(?:{_BODY})|(?:{_SHORT_BODY})(?=$|[(（·:：\s]))"
)
_WORK = r"(?:对口|结对|定点|精准|东西部)?(?:扶贫|帮扶|支援|援建|援助|协作|支持|资金|项目|投入)"
_BETWEEN = r"(?:类|领域|系统|条线|战线|事业|方面|行业|工作|专项|的|[、和及与][一-鿿]{2})*"


def without_office(line: str) -> str:
    """Return a title without the name of an office, the place in it kept.

    >>> without_office("嘉定区卫生和计划生育委员会"), without_office("嘉定区教育局教育帮扶情况表")
    ('嘉定区', '嘉定区教育帮扶情况表')
    """
    return _OFFICE.sub(lambda one: one["keep"], line)


def limited_to(titles: Iterable[Facets]) -> tuple[str, ...]:
    """Return the field of work that the nearest title that says anything limits a form to."""
    for one in titles:
        found = tuple(
            word
            for word in one.narrower
            if word in vocabulary().fields and re.search(rf"{word}{_BETWEEN}{_WORK}", one.text)
        )
        if found or one.categories or one.sources:
            return found
    return ()
