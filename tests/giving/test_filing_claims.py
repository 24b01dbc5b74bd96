"""Claims of wishes that come by a file: every step of the table, each row once."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.giving.commands.wishes import review_wishes
from jiedui.giving.models import Claim
from jiedui.giving.queries.wishes import WishFilter, wishes
from jiedui.kernel.problem import Refused
from tests.giving.test_filing import ROWS, wish_list
from tests.giving.world import NOW

if TYPE_CHECKING:
    from tests.giving.world import World

HEADINGS = "微心愿 称呼 认领单位 认领数量 办理环节 集中点 签收凭证"


def claims(*rows: tuple[object, ...]) -> int:
    """Post a list of claims; return how many told something new."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["微心愿认领发放情况表"])
    for row in (HEADINGS.split(), *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    number = receive_file(
        out.getvalue(),
        name=f"认领{len(rows)}-{id(book)}.xlsx",
        actor=actor_named("officer"),
        now=NOW,
    ).number
    done = post_batch(number, actor=actor_named("reviewer"), now=NOW, accept_warnings=True)
    return done.recorded


def published() -> None:
    """Two wishes, reviewed by a second person."""
    got = receive_file(wish_list(*ROWS), name="微心愿.xlsx", actor=actor_named("officer"), now=NOW)
    post_batch(got.number, actor=actor_named("reviewer"), now=NOW, accept_warnings=True)
    drafts = wishes(EVERYWHERE, WishFilter(state="draft"), now=NOW)
    review_wishes([one.number for one in drafts], actor=actor_named("reviewer"), now=NOW)


def states() -> dict[str, tuple[str, int]]:
    return {
        one.public_name: (one.state, one.quantity)
        for one in Claim.objects.filter(wish__item__in=("棉鞋", "字典"))
    }


def test_a_file_takes_wishes_on_and_carries_them_to_the_thanks(world: World) -> None:
    assert world.needs
    published()
    shoes = ("棉鞋", "一年级男生", "某某公司", 1)
    books = ("字典", "四年级女生")
    assert claims((*shoes, "认领", "", ""), (*books, "某某支部", 1, "到集中点", "县站", "")) == 2
    assert states() == {"某某公司": ("claimed", 1), "某某支部": ("at_station", 1)}
    told = ((*shoes, "已送达", "", ""), (*books, "某某支部", 1, "到集中点", "县站", ""))
    assert claims(*told) == 1
    assert (
        claims((*shoes, "受助人确认", "", "签收单3"), (*books, "某某学校", 1, "已购", "", "")) == 2
    )
    assert states() == {
        "某某公司": ("confirmed", 1), "某某支部": ("at_station", 1), "某某学校": ("purchased", 1),
    }  # fmt: skip


def test_what_the_table_refuses_is_told_at_its_row(world: World) -> None:
    """More than is left, a station nobody names, no wish, no state: nothing of the file is kept."""
    assert world.needs
    published()

    with pytest.raises(Refused) as refused:
        claims(
            ("棉鞋", "一年级男生", "甲公司", 3, "认领", "", ""),
            ("字典", "四年级女生", "乙公司", 1, "到集中点", "", ""),
            ("飞机", "某人", "丙公司", 1, "认领", "", ""),
            ("字典", "四年级女生", "丁公司", 1, "尚未送达", "", ""),
        )
    found = refused.value.problems
    assert {one.source.cell for one in found} == {"row:3", "row:4", "row:5", "row:6"}
    assert "STATION_MISSING" in {one.code for one in found}
    assert states() == {}
