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


_IN_FULL = (
    ("残疾人联合会", "残联"), ("妇女联合会", "妇联"), ("工商业联合会", "工商联"),
    ("文学艺术界联合会", "文联"), ("归国华侨联合会", "侨联"), ("科学技术协会", "科协"),
    ("人民武装部", "人武部"), ("发展和改革委员会", "发改委"), ("发展改革委员会", "发改委"),
    ("卫生和计划生育委员会", "卫计委"), ("卫生健康委员会", "卫健委"),
    ("人力资源和社会保障局", "人社局"), ("住房和城乡建设", "住建"), ("人民检察院", "检察院"),
    ("人民法院", "法院"), ("办公室", "办"), ("委员会", "委"),
)  # fmt: skip
_FIRM = re.compile(r"(?:股份)?有限(?:责任)?公司$")


def in_short(name: str) -> str:
    """Return the name of an office or a firm as it is said for short.

    >>> in_short("区人民检察院"), in_short("区信访办公室"), in_short("区残疾人联合会")
    ('区检察院', '区信访办', '区残联')
    """
    for full, short in _IN_FULL:
        name = name.replace(full, short)
    return _FIRM.sub("", name)


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
