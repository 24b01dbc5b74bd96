"""The office that a test has opened, served in threads of this process, and a browser on it.

The server is the one that is shipped, with the application that is shipped; only the process is
not its own, so that nothing is loaded and compiled anew for every test.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import sync_playwright
from waitress import create_server, wasyncore

from jiedui.web.prepared import Prepared
from tests.engines import need, with_fonts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.conftest import Office


@contextlib.contextmanager
def served(office: Office) -> Iterator[str]:
    """Serve the office that is open, and give the server's address."""
    assert office.data_dir == settings.DATA_DIR, "only the office that is open can be served"
    sockets: dict[int, object] = {}
    server = create_server(
        Prepared(get_wsgi_application()), map=sockets, host="127.0.0.1", port=0, threads=2
    )
    done = threading.Event()

    def serve() -> None:
        while not done.is_set():
            wasyncore.loop(timeout=0.1, map=sockets, count=1, use_poll=True)

    cache.clear()
    running = threading.Thread(target=serve, name="server", daemon=True)
    running.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        done.set()
        running.join(timeout=20)
        server.task_dispatcher.shutdown(timeout=20)
        wasyncore.close_all(sockets, ignore_all=True)
        cache.clear()


@contextlib.contextmanager
def started(fonts: Path) -> Iterator[Browser]:
    """Start Chromium, for many tests one after the other.

    Playwright runs a loop in this thread until the end, and Django would take everything that is
    called meanwhile for a part of it.

    Args:
        fonts: A folder to keep in which fonts are drawn.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(
            executable_path=str(need("chromium")), args=["--no-sandbox"], env={**with_fonts(fonts)}
        )
        yield browser
        browser.close()


@contextlib.contextmanager
def browsed(office: Office, browser: Browser) -> Iterator[str]:
    """Serve the office that is open, give the server's address, and close every window at the end.

    Args:
        office: The office that is open.
        browser: A browser in which no window is open.
    """
    assert browser.contexts == []
    with served(office) as address:
        try:
            yield address
        finally:
            for window in browser.contexts:
                window.close()
