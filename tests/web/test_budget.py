"""What a page may cost: queries per page, however much is in the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiedui.access.queries import actor_named
from jiedui.books.commands import post_entries
from tests.web.conftest import NOW, aid

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

QUERIES_MAX = {
    "/desk/": 14,
    "/desk/figures": 4,
    "/desk/figures/money?by=county": 7,
    "/desk/figures/money/trace": 7,
    "/desk/book": 8,
    "/desk/book/1": 8,
    "/desk/batches": 5,
    "/desk/checks": 7,
    "/desk/reversals": 6,
    "/desk/publications": 5,
    "/desk/log": 5,
    "/": 4,
}
"""Pages and the most queries each may ask; session, reader and grants are three of them."""


@pytest.mark.parametrize("path", QUERIES_MAX)
def test_a_page_keeps_within_its_budget(
    as_user: Callable[[str], Client], book: int, path: str
) -> None:
    drafts = [aid(f"项目 {row}", 100 + row, "632625", row=row) for row in range(10, 110)]
    assert post_entries(drafts, actor=actor_named("reviewer"), now=NOW).last == book + 100
    client = as_user("auditor")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    asked = [one["sql"][:120] for one in captured.captured_queries]
    assert len(asked) <= QUERIES_MAX[path], "\n".join(asked)
