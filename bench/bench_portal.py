"""The public pages under load: frozen publications through the real server, read by a crowd.

`python -m bench portal`. The sample programme's page is issued; several client processes read
pages, counties, numbers and the front page over kept connections. On a machine that does other work
too the server's CPU time per request is what counts: 1,000 requests per second need at most 1 ms of
it. Then the weight of the first page with everything it needs to be read, packed as it is sent.
"""

from __future__ import annotations

import datetime as dt
import http.client
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

SECONDS = float(os.environ.get("BENCH_SECONDS", "6"))
READERS = 3
RATE, WEIGHT = 1000, 200_000
PAGES = ("/", "/publications/1", "/counties", "/counties/632625", "/publications/1/data.zip",
         "/publications/1/numbers/632625.money", "/counties/632625.json")  # fmt: skip
SERVER = """
from jiedui.cli.start import open_office
import sys
from pathlib import Path
open_office(Path(sys.argv[1]))
from waitress import create_server
from jiedui.cli.showing import SERVER
from jiedui.web.prepared import warm
from jiedui.wsgi import application
warm()
server = create_server(application, host="127.0.0.1", port=0, **SERVER)
print(server.effective_port, flush=True)
server.run()
"""
NOW = dt.datetime(2017, 11, 1, 9, tzinfo=dt.UTC)


def main() -> int:
    """Measure, print, and return 1 when a limit is passed."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JIEDUI_DATA_DIR"] = folder
        from jiedui.cli.start import open_office  # noqa: PLC0415

        open_office(Path(folder))
        _issue()
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER, folder], stdout=subprocess.PIPE, text=True
        )
        port = server.stdout.readline().strip() if server.stdout else ""
        try:
            return max(_crowd(server.pid, port), _weight(int(port)))
        finally:
            server.terminate()
            server.wait()


def _issue() -> None:
    from jiedui.access.commands import add_user, set_office  # noqa: PLC0415
    from jiedui.access.queries import actor_named  # noqa: PLC0415
    from jiedui.books.commands import post_entries  # noqa: PLC0415
    from jiedui.publish.commands import issue_publication, propose_publication  # noqa: PLC0415
    from tests.figures.programme import entries  # noqa: PLC0415

    set_office("310114")
    for name, role in (("li", "officer"), ("wang", "reviewer")):
        add_user(name, role=role, password="a-long-password", now=NOW)  # noqa: S106  A bench's own.
    post_entries(entries(), actor=actor_named("wang"), now=NOW)
    day = dt.date(2017, 10, 31)
    done = propose_publication("page", as_of=day, actor=actor_named("li"), now=NOW)
    issue_publication(done.number, actor=actor_named("wang"), now=NOW)


def _crowd(pid: int, port: str) -> int:
    """Read with several processes; say how often, how slowly and at what cost to the server."""
    reader = [sys.executable, "-m", "bench.portal_crowd", port]
    for page in PAGES:
        began, before = time.monotonic(), _cpu(pid)
        _sent(int(port), page)
        took, cost = (time.monotonic() - began) * 1000, (_cpu(pid) - before) * 1000
        print(f"{page}: made for the first time in {took:.0f} ms, {cost:.0f} ms of CPU")
    before, began = _cpu(pid), time.monotonic()
    crowd = [
        subprocess.Popen(
            [*reader, str(SECONDS), str(who), *PAGES],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )
        for who in range(1, READERS + 1)
    ]  # fmt: skip
    told = [(one.communicate()[0] or "0 0").split() for one in crowd]
    took, cost = time.monotonic() - began, _cpu(pid) - before
    count, slowest = sum(int(one[0]) for one in told), max(float(one[1]) for one in told)
    each = cost / max(count, 1) * 1000
    print(
        f"portal: {count} answers in {took:.1f} s = {count / took:.0f} per second beside its "
        f"readers; {each:.3f} ms of the server's CPU each = {1000 / max(each, 0.001):.0f} per "
        f"second of one core (at least {RATE}); slowest {slowest * 1000:.0f} ms"
    )
    return int(each > 1000 / RATE or count == 0)


def _weight(port: int) -> int:
    """Say what the first page weighs with its styles, as a browser is sent it."""
    worst = 0
    for page in PAGES[:4]:
        sent = {page: _sent(port, page)}
        text = sent[page][1]
        for href in re.findall(r'<link rel="stylesheet" href="([^"]+)"', text):
            sent[href] = _sent(port, href)
        for href in re.findall(r'<img [^>]*src="([^"]+)"', text):
            sent[href] = _sent(port, href)
        weight = sum(one[0] for one in sent.values())
        began = time.monotonic()
        _sent(port, page)
        took = (time.monotonic() - began) * 1000
        print(f"{page}: {weight:,} bytes in {len(sent)} files (at most {WEIGHT:,}), {took:.1f} ms")
        worst = max(worst, weight)
    return int(worst > WEIGHT)


def _sent(port: int, path: str) -> tuple[int, str]:
    import gzip  # noqa: PLC0415

    one = http.client.HTTPConnection("127.0.0.1", port)
    one.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = one.getresponse()
    body = answer.read()
    plain = gzip.decompress(body) if answer.getheader("Content-Encoding") == "gzip" else body
    return len(body), plain.decode("utf-8", "replace")


def _cpu(pid: int) -> float:
    """Return the seconds of CPU a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
