"""The house rule about what was published: a donor who asked since not to be named stands in it.

Pages and files show a number for the name at once; what was printed, sent or downloaded before does
not change by itself, and the frozen content still holds the name. So an officer restates the
publication, or withdraws it, and calls the copies back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.attention.declaration import Hit, Rule
from jiedui.giving.queries.unnamed import unnamed_payers
from jiedui.publish.shown import naming_now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.attention.declaration import Looking


def names_who_asked_not_to_be(looking: Looking) -> Iterator[Hit]:
    """N01: a publication that stands and was frozen with such a name in it."""
    for found, donors in naming_now(unnamed_payers()):
        if looking.subjects is not None and found.number not in looking.subjects:
            continue
        told = "、".join(f"第{number}号" for number in donors)
        listed = ", ".join(map(str, donors))
        yield Hit(
            f"publication:{found.number}",
            found.owner,
            f"第{found.number}号发布签发时写有捐赠人{told}的名称，其已要求不具名；页面和下载已改为编号，"
            "请更正或撤回，并收回已发出的纸质件和文件",
            f"publication {found.number} was issued with the name of donor {listed}, who asked not "
            "to be named; pages and downloads show a number now: restate or withdraw it, and call "
            "back the copies handed out",
            f"{found.number} {donors}",
            looking.today,
            link=f"/desk/publications/{found.number}",
        )


RULES: tuple[Rule, ...] = (
    Rule("N01", "publication", "已发布内容写有要求不具名的捐赠人",
         "a publication names a donor who asked not to be named", 1, 3, names_who_asked_not_to_be),
)  # fmt: skip
"""The rules of this package."""
