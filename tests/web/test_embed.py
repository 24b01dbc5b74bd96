"""A number on somebody else's page: frozen or current, framed by anybody, without cookies."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client

from jiedui.access.queries import actor_named
from jiedui.publish.commands import issue_publication, propose_publication, withdraw_publication
from tests.web.conftest import NOW

KEY = "632625.money"


def framed(answer: Any) -> str:  # noqa: ANN401  The test client dresses responses up.
    """Return a page, held to be what anybody may frame."""
    assert answer.status_code == 200
    assert "X-Frame-Options" not in answer.headers
    rule = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in rule
    assert "default-src 'none'" in rule
    assert not answer.cookies
    text: str = answer.content.decode()
    assert "<script" not in text
    assert "<form" not in text
    return text


def test_a_number_is_framed_frozen_or_current(issued: int) -> None:
    public = Client()
    frozen, current = f"/publications/{issued}/numbers/{KEY}/embed", f"/embed/page/{KEY}"
    page = public.get(f"/publications/{issued}/numbers/{KEY}")
    assert page.headers["X-Frame-Options"] == "DENY"
    assert f"{frozen}?lang=zh" in page.text
    assert f"{current}?lang=zh" in page.text
    for address in (frozen, current):
        assert "久治县" in framed(public.get(f"{address}?lang=zh"))
        assert "Jiuzhi County" in framed(public.get(f"{address}?lang=en"))
        assert public.get(f"{address}.json").json()["content"]["publication"] == issued
    later = propose_publication(
        "page", as_of=dt.date(2017, 11, 1), actor=actor_named("officer"), now=NOW
    )
    assert public.get(f"{current}.json").json()["content"]["publication"] == issued
    issue_publication(later.number, actor=actor_named("reviewer"), now=NOW)
    assert public.get(f"{current}.json").json()["content"]["publication"] == later.number
    assert public.get(f"{frozen}.json").json()["content"]["publication"] == issued


def test_what_was_withdrawn_says_so_and_what_is_not_there_is_not_found(issued: int) -> None:
    public = Client()
    address = f"/publications/{issued}/numbers/{KEY}/embed"
    told = public.get(f"{address}.json").json()["content"]
    assert told["exact"]["zh"] == "12100000元以上"
    assert told["shown"]["zh"] == "1210万元以上"
    assert told["shown"]["zh"] in framed(public.get(address))
    withdraw_publication(issued, reason="数字有误", actor=actor_named("reviewer"), now=NOW)
    shown = framed(public.get(address))
    assert "数字有误" in shown
    assert told["shown"]["zh"] not in shown
    for address in (f"/embed/page/{KEY}", "/embed/none/x", f"/publications/99/numbers/{KEY}/embed"):
        answer = public.get(address)
        assert answer.status_code == 404
        assert answer.headers["X-Frame-Options"] == "DENY"
