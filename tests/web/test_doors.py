"""What stands before every page: language, twins, the limit on requests, headers that protect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve

from tests.web.conftest import SIGN_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.urls import URLPattern
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


VALUES = {"int": 1, "uuid": "7b0c3a4e-9f60-4a57-8a44-2f2f6c3f3a11"}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Return an address that each pattern was made for, and the pattern."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one, before + str(one.pattern))
        else:
            path = before + str(one.pattern)
            for name, converter in one.pattern.converters.items():
                kind = type(converter).__name__.removesuffix("Converter").lower()
                told = f"<{name}>" if f"<{name}>" in path else f"<{kind}:{name}>"
                if kind == "string":
                    told = f"<str:{name}>"
                path = path.replace(told, str(VALUES.get(kind, "abc")))
            yield "/" + path.replace("$", "").replace("^", ""), one


def test_no_address_hides_another() -> None:
    """What a pattern was made for comes to its own page, whatever patterns stand before it."""
    hidden = {
        f"{path} comes to {found.func}, not {one.callback}"
        for path, one in addresses(get_resolver())
        if "<" not in path and (found := resolve(path)).func is not one.callback
    }
    names = [f"{path}" for path, _ in addresses(get_resolver())]
    assert hidden == set()
    assert len(names) == len(set(names))


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
