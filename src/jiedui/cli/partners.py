"""Two project lists set side by side, on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.assess.reconciling import lines, tally
from jiedui.cli.tables import Heading, words_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.assess.reconciling import Row


def rows_text(rows: Sequence[Row]) -> str:
    """Return what differs, for people."""
    columns = (
        Heading("项目 project", wide=20),
        Heading("内容 measure", wide=10),
        Heading("我方 ours\n万元", is_right=True),
        Heading("对方 theirs\n万元", is_right=True),
        Heading("差额", is_right=True),
        Heading("结论 verdict", wide=14),
    )
    cells = [line for row in rows for line in lines(row, 0)]
    counts = "、".join(f"{one} {count}" for one, count in tally(rows).items() if count)
    return f"{words_table('数据核对 reconciliation', columns, cells)}\n  {counts}"
