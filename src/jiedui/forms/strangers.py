"""Rows that name a giver or a project the book has never heard of. Knows no Django."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.rewording import plain_label
from jiedui.forms.totals import is_total

if TYPE_CHECKING:
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Line

_GIVER = re.compile(r"(?:捐赠?助?|出资)(?:单位|方|者|人|主体|企业|机构)")
_PROJECT = re.compile(r"(?:建设|援建|帮扶|具体|资助)?(?:项目|工程)(?:\((?:项目|工程)\))?名称")
_KIND = re.compile(r"类别|类型|性质|分类|种类")
"""Headings of who gave, and of what kind of giver it is."""


def names_a_stranger(line: Line, reader: LabelReader) -> bool:
    """Whether a row names who gave, or a project by its name, and the book knows no such one."""
    if is_total(line, reader):
        return False
    under = [plain_label(head) for head in line.under]
    named = list(zip(map(reader.read, line.labels), under, strict=False))
    givers = [one for one, head in named if _GIVER.search(head) and not _KIND.search(head)]
    projects = [one for one, head in named if _PROJECT.fullmatch(head)]
    is_strange = bool(givers) and not any(one.payers or one.says_what for one in givers)
    return is_strange or any(one.unknown and not one.projects for one in projects)
