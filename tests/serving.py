"""The office that a test has opened, served in threads of this process, and a browser on it.

The server is the one that is shipped, with the application that is shipped; only the process is
not its own, so that nothing is loaded and compiled anew for every test.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

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
def browsed(office: Office, fonts: Path | None = None) -> Iterator[tuple[str, Browser]]:
    """Serve the office that is open, and start Chromium; give the server's address and the browser.

    Args:
        office: The office that is open.
        fonts: A folder to keep in which fonts are drawn; None = those of the machine.
    """
    with served(office) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(need("chromium")),
            args=["--no-sandbox"],
            env=None if fonts is None else {**with_fonts(fonts)},
        )
        yield address, browser
        browser.close()
