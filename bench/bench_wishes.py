"""The speed of giving: the wish board under load, and lists of 100,000 gifts and wishes.

`python -m bench wishes`. The board is read through the real server by several client processes, a
connection for each reader, from as many addresses as a crowd has; the lists are asked like the desk
asks them. On a machine that does other work too the CPU time is what counts.
"""

from __future__ import annotations

import datetime as dt
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

if TYPE_CHECKING:
    from django.test import Client

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "6"))
READERS = 3
TIMES = 9
SERVER = """
from jiedui.cli.start import open_office
import sys
from pathlib import Path
open_office(Path(sys.argv[1]))
from waitress import create_server
from jiedui.cli.showing import SERVER
from jiedui.wsgi import application
server = create_server(application, host="127.0.0.1", port=0, **SERVER)
print(server.effective_port, flush=True)
server.run()
"""
LISTS = (
    ("gifts, first page", "/desk/gifts"),
    ("gifts, by kind", "/desk/gifts?kind=goods"),
    ("gifts, of a county, largest first", "/desk/gifts?place=久治县&order=largest"),
    ("gifts, by words", "/desk/gifts?words=第99999号"),
    ("gifts, page 100", "/desk/gifts?offset=5000"),
    ("wishes, first page", "/desk/wishes"),
    ("wishes, by need and state", "/desk/wishes?need=daily&state=published"),
    ("wishes, by place", "/desk/wishes?order=place"),
    ("bills missing", "/desk/bills"),
    ("donors", "/desk/donors"),
    ("the board, made anew", "/wishes"),
    ("the board, of a need", "/wishes?need=daily"),
)


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JIEDUI_DATA_DIR"] = folder
        from jiedui.cli.start import open_office  # noqa: PLC0415

        open_office(Path(folder))
        from tests.giving.world import settle  # noqa: PLC0415

        settle(dt.datetime.now(tz=dt.UTC))
        _board(Path(folder))
        _fill()
        _lists()
    return 0


def _board(folder: Path) -> None:
    """Read the board with several processes; say how often, and what it cost the server."""
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    port = server.stdout.readline().strip() if server.stdout else ""
    try:
        warming = http.client.HTTPConnection("127.0.0.1", int(port))
        warming.request("GET", "/wishes")
        warming.getresponse().read()
        before, began = _cpu(server.pid), time.monotonic()
        crowd = [
            subprocess.Popen(
                [sys.executable, "-m", "bench.wish_crowd", port, str(SECONDS), str(who)],
                stdout=subprocess.PIPE, text=True, cwd=ROOT,
            )
            for who in range(READERS)
        ]  # fmt: skip
        said = [one.communicate()[0].split() for one in crowd]
        wall, spent = time.monotonic() - began, _cpu(server.pid) - before
    finally:
        server.terminate()
        server.wait()
    count = sum(int(one[0]) for one in said)
    slowest = max(float(one[1]) for one in said)
    print(
        f"board: {count} reads in {wall:.1f} s = {count / wall:.0f} a second (at least 500),"
        f" slowest {slowest:.2f} s; server {1000 * spent / count:.2f} ms CPU a read"
        f" = {count / spent:.0f} a second of one core"
    )


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _fill() -> None:
    """Put as many gifts and wishes beside the small world's, straight into the tables."""
    from jiedui.giving.models import Gift, Wish  # noqa: PLC0415

    gift, wish = Gift.objects.get(pk=1), Wish.objects.get(pk=1)
    places = ("632625", "533422", "532329", "632625:门堂乡", "533422:云岭乡")
    day = gift.ends
    fields = {one.attname: getattr(gift, one.attname) for one in Gift._meta.concrete_fields}  # noqa: SLF001
    Gift.objects.bulk_create(
        (
            Gift(**{
                **fields, "id": None, "entry": 1_000_000 + at, "words": f"第{at}号",
                "amount_fen": at * 7919 % 10_000_000, "recipient": places[at % 5],
                "kind": ("cash", "goods")[at % 2], "bill_id": None, "origin": f"bench {at}",
                "starts": day - dt.timedelta(days=at % 2000),
                "ends": day - dt.timedelta(days=at % 2000),
            })
            for at in range(ROWS)
        ),
        batch_size=2000,
    )  # fmt: skip
    fields = {one.attname: getattr(wish, one.attname) for one in Wish._meta.concrete_fields}  # noqa: SLF001
    needs = ("daily", "schooling", "medical", "sports")
    Wish.objects.bulk_create(
        (
            Wish(**{
                **fields, "id": None, "digest": f"bench {at}", "seal": f"bench {at}",
                "item": f"物品{at % 500}", "place": places[at % 5], "need": needs[at % 4],
                "quantity": 2, "held": at % 3,
            })
            for at in range(ROWS)
        ),
        batch_size=2000,
    )  # fmt: skip


def _lists() -> None:
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    user = get_user_model().objects.get(username="reviewer")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for name, address in LISTS:
        _list(client, name, address)


def _list(client: Client, name: str, address: str) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from jiedui.web.portal.wishes import forget_kept  # noqa: PLC0415

    spent = []
    for _ in range(TIMES):
        forget_kept()
        began = time.process_time()
        answer = client.get(address)
        spent.append(time.process_time() - began)
        if answer.status_code != 200:
            message = f"{address} answers {answer.status_code}"
            raise SystemExit(message)
    forget_kept()
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    slow = max(asked.captured_queries, key=lambda one: float(one["time"]))
    print(
        f"{name}, {ROWS} rows: median {1000 * statistics.median(spent):.0f} ms CPU (under 200),"
        f" {len(asked)} queries, the slowest {slow['time']} s"
    )


if __name__ == "__main__":
    sys.exit(main())
