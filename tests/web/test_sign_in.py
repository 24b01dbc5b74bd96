"""Signing in: who may, where it leads, and what happens to whoever guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import identify_hasher
from django.test import Client

from tests.web.conftest import PASSWORD, SIGN_IN

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = (
    "/desk/",
    "/desk/book",
    "/desk/book/1",
    "/desk/batches",
    "/desk/figures",
    "/desk/users",
    "/desk/log",
)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_nobody_reaches_the_desk_without_signing_in(page: str) -> None:
    response = Client().get(page)
    assert response.status_code == 302
    assert response["Location"].startswith(f"{SIGN_IN}?next=%2Fdesk%2F")


@pytest.mark.django_db
def test_a_program_is_told_so_instead() -> None:
    response = Client().get("/desk/book.json")
    assert response.status_code == 401
    assert response.json()["content"]["error"] == "signed_out"


def test_signing_in_leads_to_the_page_that_was_wanted(people: dict[str, tuple[str, str]]) -> None:
    _ = people
    form = {"username": "officer", "password": PASSWORD, "next": "/desk/log?offset=0"}
    response = Client().post(SIGN_IN, form)
    assert (response.status_code, response["Location"]) == (302, "/desk/log?offset=0")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\elsewhere"],
)
def test_it_never_leads_to_another_server(
    people: dict[str, tuple[str, str]], elsewhere: str
) -> None:
    _ = people
    response = Client().post(
        SIGN_IN, {"username": "officer", "password": PASSWORD, "next": elsewhere}
    )
    assert response["Location"] == "/desk/"


def test_a_wrong_password_says_no_more_than_that(people: dict[str, tuple[str, str]]) -> None:
    _ = people
    known = Client().post(SIGN_IN, {"username": "officer", "password": "guess"})
    unknown = Client().post(SIGN_IN, {"username": "nobody", "password": "guess"})
    assert known.status_code == unknown.status_code == 403
    assert "用户名或密码不对" in known.content.decode()
    assert "guess" not in known.content.decode()
    assert unknown.content.decode().count("用户名或密码不对") == known.content.decode().count(
        "用户名或密码不对"
    )


def test_guessing_locks_the_name_for_a_while(people: dict[str, tuple[str, str]]) -> None:
    _ = people
    client = Client()
    for _attempt in range(8):
        client.post(SIGN_IN, {"username": "officer", "password": "guess"})
    response = client.post(SIGN_IN, {"username": "officer", "password": PASSWORD})
    assert response.status_code == 429
    assert "暂时锁定" in response.content.decode()
    other = Client(REMOTE_ADDR="10.0.0.9").post(
        SIGN_IN, {"username": "officer", "password": PASSWORD}
    )
    assert other.status_code == 302


def test_passwords_are_argon2(people: dict[str, tuple[str, str]]) -> None:
    assert "officer" in people
    officer = get_user_model().objects.get(username="officer")
    assert identify_hasher(officer.password).algorithm == "argon2"


def test_signing_out_ends_the_session(as_user: Callable[[str], Client]) -> None:
    client = as_user("officer")
    assert client.get("/desk/log").status_code in (200, 403)
    assert client.get("/desk/sign-out").status_code == 405
    client.post("/desk/sign-out")
    assert client.get("/desk/").status_code == 302


def test_a_form_from_elsewhere_is_refused(people: dict[str, tuple[str, str]]) -> None:
    _ = people
    client = Client(enforce_csrf_checks=True)
    response = client.post(SIGN_IN, {"username": "officer", "password": PASSWORD})
    assert response.status_code == 403
    assert "表单已过期" in response.content.decode()
