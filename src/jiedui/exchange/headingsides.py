"""Where a seconded person comes from and goes to, by the parts of a heading.

原任职单位, 派出前职务 and 受援地担任职务 say a side (home, host) and a thing (body, post); a roster
has a field for the home's body, the home's post, and one for both of the host. Knows no Django.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.kinds.declaration import Field, Kind

SIDE = 87
"""The score of a heading that says a side and a thing by its parts."""

_HOST = re.compile(r"挂|派驻|受援|受帮扶|接收|前方|服务|支援|援派岗|到.+任|拟任|拟派|所派")
_HOME = re.compile(
    r"原|现(?!挂)|派出|选派|后方|来源|来自|东部|编制|选送|输送|推荐|派员|本单位|在岗单位"
)
_POST = re.compile(r"(?:职务|岗位|职级|职称|任职|任职情况|担任)(?:及.{1,3}|\(.+\)|/.{2})?$")
_BODY = re.compile(r"(?:单位|部门|机构)(?:名称|全称|\(.+\))?$")
_OTHER = re.compile(r"联系|电话|评价|鉴定|意见|时间|日期|文号|类别|类型|地区|领域|人$")


def side_field(kind: Kind, levels: Sequence[str]) -> Field | None:
    """Return the field of a side that a heading says by its parts, None where it says none.

    Args:
        kind: The kind of return; one without a host's post has no sides.
        levels: The heading's levels, comparable, from the top.
    """
    if kind.field("host_position") is None or kind.field("home_unit") is None:
        return None
    name = _side(levels[-1], "".join(levels[:-1]))
    return kind.field(name) if name else None


@functools.lru_cache(maxsize=4096)
def _side(leaf: str, above: str) -> str:
    is_post, is_body = bool(_POST.search(leaf)), bool(_BODY.search(leaf))
    if _OTHER.search(leaf) or not (is_post or is_body):
        return ""
    for text in (leaf, above):
        if _HOST.search(text):
            return "host_position"
        if _HOME.search(text):
            return "position" if is_post else "home_unit"
    return ""
