"""Public pages kept ready: the same bytes as Django makes, for everybody alike, never stale."""

from __future__ import annotations

import datetime as dt
import gzip
from typing import TYPE_CHECKING

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory

from jiedui.access.queries import actor_named
from jiedui.publish.commands import issue_publication, propose_publication, withdraw_publication
from jiedui.web.prepared import Prepared
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/counties/632625"


class Sender:
    """Sends requests to what keeps answers ready, and counts those that Django had to answer."""

    def __init__(self) -> None:
        django: WSGIApplication = get_wsgi_application()
        self.made = 0

        def counted(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            self.made += 1
            return django(environ, start)

        self.front = Prepared(counted)

    def get(self, path: str, **meta: str) -> tuple[str, dict[str, str], bytes]:
        """Return status, headers and body."""
        told: list[tuple[str, dict[str, str]]] = []
        environ = RequestFactory().get(path).environ | {"HTTP_HOST": "localhost"} | meta

        def start(status: str, headers: list[tuple[str, str]], fault: object = None) -> object:
            assert fault is None
            told.append((status, dict(headers)))
            return None

        answer = self.front(environ, start)  # type: ignore[arg-type]
        return (*told[0], b"".join(answer))


@pytest.fixture
def issued(book: int) -> int:
    """Issue the fund table and return its number."""
    assert book
    day = dt.date(2017, 10, 31)
    done = propose_publication("funds", as_of=day, actor=actor_named("officer"), now=NOW)
    return issue_publication(done.number, actor=actor_named("reviewer"), now=NOW).number


def test_a_public_page_is_made_once_and_is_what_django_makes(issued: int) -> None:
    sender = Sender()
    status, headers, body = sender.get(PATH)
    assert status == "200 OK"
    assert body == Client(HTTP_HOST="localhost").get(PATH).content
    assert headers["Content-Security-Policy"]
    again = sender.get(PATH)
    assert again[2] == body
    assert sender.made == 1
    not_changed = sender.get(PATH, HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (not_changed[0], not_changed[2]) == ("304 Not Modified", b"")
    packed = sender.get(PATH, HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(packed[2]) == body
    english = sender.get(PATH, HTTP_COOKIE="language=en")
    assert b'lang="en"' in english[2]
    made = sender.made
    assert sender.get("/publications/99")[0].startswith("404")
    assert sender.get("/publications/99")[0].startswith("404")
    assert sender.get(f"{PATH}?lang=en")[1]["Set-Cookie"]
    assert sender.get(PATH, HTTP_COOKIE="sessionid=x")[0] == "200 OK"
    assert sender.get(f"/publications/{issued}/object")[0] == "200 OK"
    assert sender.get("/wishes")[0] == "200 OK"
    assert sender.made == made + 6, "refusals, choices, forms and signed-in readers are not kept"


def test_what_is_withdrawn_is_gone_at_the_next_look(issued: int) -> None:
    sender = Sender()
    assert b"6,946" in sender.get("/counties/533422")[2] or b"6946" in sender.get("/")[2]
    withdraw_publication(issued, reason="数字有误", actor=actor_named("reviewer"), now=NOW)
    sender.front.looked_at = 0.0
    assert b"6946" not in sender.get("/counties/533422")[2]
    assert b"6946" not in sender.get("/")[2]
