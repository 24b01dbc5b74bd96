"""Users and the log: what an administrator may do, and what everybody else may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client


def test_an_administrator_adds_and_withdraws_a_user(as_user: Callable[[str], Client]) -> None:
    client = as_user("administrator")
    form = {"username": "newcomer", "role": "viewer", "place": "久治县"}
    form["password"] = "long-enough-2017"
    page = client.post("/desk/users/add", form, follow=True).content.decode()
    assert "已新增用户 newcomer" in page
    assert "查阅人（久治县）" in page
    assert "long-enough-2017" not in page
    done = client.post("/desk/users/withdraw", {"username": "newcomer"}, follow=True)
    page = done.content.decode()
    assert "用户 newcomer 已停用" in page
    listed = {one["username"] for one in client.get("/desk/users.json").json()["content"]}
    assert "newcomer" not in listed


def test_the_log_tells_who_did_what(as_user: Callable[[str], Client], book: int) -> None:
    assert book == 4
    rows = as_user("auditor").get("/desk/log.json").json()["content"]
    assert rows[0]["actor"] == "reviewer"
    assert rows[0]["permission"] == "books.post"
    assert rows[0]["subject"] == "entries 1-4"
    page = as_user("auditor").get("/desk/log?lang=en").content.decode()
    assert "post entries" in page


def test_the_matrix_of_roles_is_shown(as_user: Callable[[str], Client]) -> None:
    page = as_user("auditor").get("/desk/users").content.decode()
    assert "各角色可做什么" in page
    assert "新增用户" not in page
