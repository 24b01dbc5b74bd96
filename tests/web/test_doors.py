"""What stands before every page: language, twins, the limit on requests, headers that protect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.web.conftest import SIGN_IN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


def test_the_chosen_language_is_remembered() -> None:
    client = Client()
    assert "登录工作台" in client.get(SIGN_IN).content.decode()
    english = client.get(f"{SIGN_IN}?lang=en")
    assert "Sign in to the desk" in english.content.decode()
    assert '<html lang="en">' in english.content.decode()
    assert english.cookies["language"]["httponly"]
    assert "Sign in to the desk" in client.get(SIGN_IN).content.decode()
    assert "登录工作台" in client.get(f"{SIGN_IN}?lang=zh").content.decode()


def test_a_language_nobody_writes_sets_no_cookie() -> None:
    assert "language" not in Client().get(f"{SIGN_IN}?lang=fr").cookies


def test_the_suffix_asks_for_the_twin(as_user: Callable[[str], Client]) -> None:
    client = as_user("auditor")
    assert client.get("/desk/log.json")["Content-Type"] == "application/json"
    assert client.get("/desk/log.csv")["Content-Type"].startswith("text/csv")
    assert client.get("/desk/log?format=json").json() == client.get("/desk/log.json").json()
    assert client.get("/desk/log")["Content-Type"].startswith("text/html")


def test_static_files_keep_their_names() -> None:
    response = Client().get("/static/jiedui/base.css")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/css")
    response.close()


def test_whoever_asks_too_often_waits(settings: Settings) -> None:
    settings.JIEDUI_REQUESTS_PER_MINUTE = {"read": 3, "write": 1}
    client = Client()
    statuses = [client.get(SIGN_IN).status_code for _ in range(5)]
    assert statuses.count(200) <= 6
    assert statuses[-1] == 429
    told = client.get(SIGN_IN)
    assert told["Retry-After"] == "60"
    assert "请求过于频繁" in told.content.decode()
    assert Client(REMOTE_ADDR="10.1.2.3").get(SIGN_IN).status_code == 200


def test_pages_carry_the_headers_that_protect() -> None:
    response = Client().get(SIGN_IN)
    policy = response["Content-Security-Policy"]
    for part in ("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
