"""Public pages kept ready as bytes: a page of frozen publications is made once and sent many times.

Stands before Django. Kept are only answers to readers without a session, on addresses that show
what is published, asked without anything that could make them personal; each with its headers as
Django made them, an ETag, and its gzip. What is public is looked up once a second: when anything
was issued, withdrawn, objected to or answered since, everything kept is let go.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from jiedui.publish import queries
from jiedui.web.clock import today
from jiedui.web.wording import COOKIE, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    Fault = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

BYTES_MAX = 96 * 1024 * 1024
"""How much is kept in all; what was asked for longest ago goes first."""

ONE_MAX = 8 * 1024 * 1024
"""A larger answer is not kept."""

FRESH_SECONDS = 1.0
"""How long what is public may be taken for unchanged."""

_SMALL = 1024
_OK, _NOT_CHANGED = "200 OK", "304 Not Modified"
_SHOWN = re.compile(
    r"/(?:|publications/\d+(?:/(?:file|saved|numbers|data).*)?|(?:counties|projects|donors)(?:/.*)?"
    r"|embed/.+|objections(?:/\d+)?|feed)"
)
_ASKED = re.compile(r"(?:format=(?:json|csv))?")
_PACKED = re.compile(r"text/|application/(?:json|atom)|image/svg")

Headers = list[tuple[str, str]]


WARMED = 20
"""How many of the newest publications are drawn when the server starts."""


def warm() -> None:
    """Draw what is public, so that the first reader after a start does not wait for it."""
    try:
        for one in queries.publications()[:WARMED]:
            for language in LANGUAGES:
                queries.article_of(
                    one.number,
                    language,
                    number_link=str,
                    download_link=lambda key, form: key + form,
                )
    except DatabaseError:
        return
    finally:
        close_old_connections()


def _nowhere(key: str, form: str) -> str:
    return f"{key}.{form}"


class Key(NamedTuple):
    """What makes two requests the same: where, what, in which language, packed or not."""

    scheme: str
    host: str
    path: str
    asked: str
    language: str
    packed: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer kept ready."""

    headers: Headers
    body: bytes
    tag: str


@dataclass
class Prepared:
    """A WSGI application that answers from memory what it may, and asks another for the rest."""

    application: WSGIApplication
    kept: OrderedDict[Key, Answer] = field(default_factory=OrderedDict)
    size: int = 0
    state: object = None
    looked_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        key = _key_of(environ)
        if key is None:
            return self.application(environ, start_response)
        self._look()
        found = self.kept.get(key)
        if found is not None:
            with self.lock:
                if key in self.kept:
                    self.kept.move_to_end(key)
            return _sent(found, environ, start_response)
        return self._made(key, environ, start_response)

    def _look(self) -> None:
        """Let everything go where what is public has changed; one thread looks, others go on."""
        at = time.monotonic()
        if at - self.looked_at < FRESH_SECONDS or not self.lock.acquire(blocking=False):
            return
        try:
            self.looked_at = at
            state = _state()
            if state is None or state != self.state:
                self.state = state
                self.kept.clear()
                self.size = 0
        finally:
            self.lock.release()

    def _made(
        self, key: Key, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Have an answer made; keep it when it is one for everybody."""
        state = self.state
        told: list[tuple[str, Headers]] = []

        def start(
            status: str, headers: Headers, exc_info: Fault | None = None, /
        ) -> Callable[[bytes], object]:
            del exc_info
            told[:] = [(status, headers)]
            return _unused

        method = environ["REQUEST_METHOD"]
        asked = {**environ, "REQUEST_METHOD": "GET"}
        answer = self.application(asked, start)
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        status, headers = told[0]
        names = {name.lower() for name, _ in headers}
        if status != _OK or "set-cookie" in names or len(body) > ONE_MAX or state is None:
            start_response(status, headers)
            return [b"" if method == "HEAD" else body]
        made = _ready(headers, body, packed=key.packed)
        self._keep(key, made, state)
        return _sent(made, environ, start_response)

    def _keep(self, key: Key, made: Answer, state: object) -> None:
        with self.lock:
            if state != self.state:
                return
            before = self.kept.pop(key, None)
            self.size += len(made.body) - (len(before.body) if before else 0)
            self.kept[key] = made
            while self.size > BYTES_MAX:
                _, gone = self.kept.popitem(last=False)
                self.size -= len(gone.body)


def _unused(_: bytes) -> object:
    raise TypeError("an answer is returned, not written")


def _key_of(environ: WSGIEnvironment) -> Key | None:
    """Return what a request asks for; None where its answer may be for one reader alone."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    asked = environ.get("QUERY_STRING", "")
    path = environ.get("PATH_INFO", "")
    if not _SHOWN.fullmatch(path.removesuffix(".json").removesuffix(".csv") or "/"):
        return None
    if not _ASKED.fullmatch(asked) or "HTTP_AUTHORIZATION" in environ:
        return None
    language = LANGUAGES[0]
    sent = environ.get("HTTP_COOKIE", "")
    if sent:
        try:
            cookies = SimpleCookie(sent)
        except CookieError:
            return None
        if settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies:
            return None
        said = cookies[COOKIE].value if COOKIE in cookies else ""
        language = next((one for one in LANGUAGES if one == said), language)
    return Key(
        environ.get("wsgi.url_scheme", ""), environ.get("HTTP_HOST", ""), path, asked, language,
        packed="gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""),
    )  # fmt: skip


def _state() -> object:
    """Return what everything kept hangs on; None when the database cannot be asked."""
    try:
        return (today(), queries.state_now())
    except DatabaseError:
        return None
    finally:
        close_old_connections()


def _ready(headers: Headers, body: bytes, *, packed: bool) -> Answer:
    """Return an answer with its tag, its length, and packed where that helps."""
    left = {"content-length", "etag", "vary", "cache-control"}
    kept = [(name, value) for name, value in headers if name.lower() not in left]
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    packs = bool(_PACKED.match(kind)) and len(body) > _SMALL
    if packed and packs:
        body = gzip.compress(body, compresslevel=6, mtime=0)
        kept.append(("Content-Encoding", "gzip"))
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    kept += [
        ("Vary", "Cookie, Accept-Encoding"),
        ("Cache-Control", "no-cache"),
        ("ETag", tag),
        ("Content-Length", str(len(body))),
    ]
    return Answer(kept, body, tag)


def _sent(
    answer: Answer, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:  # fmt: skip
    """Send an answer, or say that the reader has it already."""
    if answer.tag in environ.get("HTTP_IF_NONE_MATCH", ""):
        left = {"content-length", "content-type", "content-encoding"}
        start_response(_NOT_CHANGED, [one for one in answer.headers if one[0].lower() not in left])
        return []
    start_response(_OK, list(answer.headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]
