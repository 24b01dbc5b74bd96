"""By what labels say that money is divided: 人均资金=资金÷人口, 资金按人口平均. No Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiedui.forms.facets import Facets, Span

_DIVIDED = re.compile(r"÷|除以|/(?=[^/()]*人(?:口|数))")
_BY_PEOPLE = re.compile(
    r"(?:按照?|(?<!所)以(?![来内外上下后前及])|用|分母[为是:]?|除数[为是:]?)(?P<who>[^,;()÷]*?(?:人(?:口|数|员)数?|户数))"
    r"(?P<how>平均|均摊|分摊|人均|计算|测算|折算|计|[为作](?:基数|分母|除数)|口径)?的?"
    r"|(?<=\()(?P<base>[^,;()÷]*?(?:人(?:口|数)|户数))口径(?=\))"
)
"""按2013年底人口计算的人均资金, 资金按人口平均: what money is divided by."""

_IS_MEAN = re.compile(r"[人户]均|平均每[人户]")
_MONEY = re.compile(r"资金|金额|投入|经费|款额")
EACH_PERSON = re.compile(
    r"(?:平均)?每一?[名个位](?P<who>(?:建档立卡|在册|农村|贫困)*(?:人口|群众|人员|对象))(?:平均)?"
)
"""平均每名贫困人口: 贫困人口人均."""


_EACH_ON_A_DAY = re.compile(
    rf"(?P<day>(?:19|20)\d{{2}}年(?:\d{{1,2}}月)?[底末])(?:时|的)?{EACH_PERSON.pattern}"
)
"""2013年底每名贫困人口: what money is divided by, and of which day."""


def divided(text: str) -> tuple[str, str]:
    """Return what stands above and below the line of 人均资金=资金总额÷2013年底人口, else ("", "").

    >>> divided("人均资金=2013年以来资金÷2013年底人口")
    ('人均资金(2013年以来资金)', '2013年底人口')
    """
    found = _DIVIDED.search(text)
    each = _EACH_ON_A_DAY.search(text)
    if each is not None and found is None:
        rest = text[: each.start()] + text[each.end() :]
        return f"人均{rest}", each["day"] + each["who"]
    if found is None:
        return _by_people(text)
    above, below = text[: found.start()], text[found.end() :].rstrip(")")
    named, is_named, inner = above.rpartition("=")
    if not is_named:
        named, inner = "", above
    name = named or above
    at = name.rfind("(")
    if at > name.rfind(")"):
        name, inner = name[:at], inner if named else above[at + 1 :]
    elif not named:
        is_money = _MONEY.search(above) and "人均" not in above and below.endswith(("人口", "人数"))
        return f"人均{above}" if is_money else above, below
    return f"{name}({inner})", below


def _by_people(text: str) -> tuple[str, str]:
    """Return what stands above and below the line of 资金按2013年底人口平均, else ("", "").

    >>> _by_people("人均资金(按2013年底人口计算)"), _by_people("资金按2013年底人口平均")
    (('人均资金', '2013年底人口'), ('人均资金', '2013年底人口'))
    >>> _by_people("户均资金(按2013年底在册户数)")
    ('户均资金', '2013年底在册户数')
    """
    found = _BY_PEOPLE.search(text)
    if found is None:
        return "", ""
    above = (text[: found.start()] + text[found.end() :]).replace("()", "")
    who = found["who"] or found["base"]
    is_said = _IS_MEAN.search(above) is not None
    if not is_said and found["how"] not in {"平均", "均摊", "分摊", "人均"}:
        return "", ""
    mean = "户均" if who.endswith("户数") else "人均"
    return above if is_said else f"{mean}{above}", who


_PEOPLE_OF = re.compile(
    r"(?:人口|户数|人数|贫困户|建档立卡)[^,;]{0,8}?(?:均|都|一律)?(?:采用|取自|[为是指按以取系])(?=(?:19|20)\d{2}年)"
)
"""人口、户数为2013年底建档立卡数: whom means are taken over."""


_PEOPLE_AT = re.compile(
    r"[(]?(?:19|20)\d{2}年(?:\d{1,2}月)?[底末](?:的|建档立卡|在册|贫困)*(?:人口|户数|人数)数?[)]?"
)
"""2013年底人口, and no more, in a line: of when the people of the form are."""


def people_day(clause: str, facets: Facets) -> Span | None:
    """Return the day that a clause gives the people or households of the form."""
    is_told = facets.span is not None and facets.span.at is not None
    is_of_people = _PEOPLE_OF.search(clause) or _PEOPLE_AT.fullmatch(clause)
    return facets.span if is_told and is_of_people else facets.over
