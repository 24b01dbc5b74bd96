"""Desk lists of 100,000 projects: first page, filter and sort, as CPU time of the whole request.

`python -m bench.bench_projects [NUMBER]`; the target is 200 ms at the median.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

TARGET_MS = 200
TIMES = 7
PAGES = (
    "/desk/projects",
    "/desk/projects?offset=50000",
    "/desk/projects?sort=-allotted",
    "/desk/projects?sort=used",
    "/desk/projects?sort=name",
    "/desk/projects?sort=-idle_since",
    "/desk/projects?state=IN_PROGRESS",
    "/desk/projects?place=632625&year=2017",
    "/desk/projects?category=INDUSTRY&sort=-idle",
    "/desk/projects?source=TOWNSHIP",
    "/desk/projects?words=第777村",
    "/desk/whereabouts?by=county",
    "/desk/whereabouts?by=source",
    "/desk/whereabouts?by=year&category=INDUSTRY",
    "/desk/whereabouts?by=state&source=TOWNSHIP",
    "/desk/attention",
)
STATES = ("ALLOTTED", "STARTED", "IN_PROGRESS", "COMPLETED", "ACCEPTED", "CLOSED")
CATEGORIES = ("RURAL", "SOCIAL", "INDUSTRY", "TALENT")
COUNTIES = ("632625", "533422", "532329", "532327", "532322", "532326", "513437", "341503")
SOURCES = ("MUNICIPAL_POOLED", "DISTRICT_FISCAL", "TOWNSHIP")


def fill(number: int) -> None:
    """Make a record of so many projects with one funding line, one line and one idle lot each."""
    from jiedui.programme.models import FundingLine, IdleLot, Project, ProjectLine

    now, today = dt.datetime(2018, 1, 1, tzinfo=dt.UTC), dt.date(2018, 1, 1)
    for start in range(0, number, 5000):
        rows = []
        for at in range(start, min(start + 5000, number)):
            county, allotted = COUNTIES[at % 8], (at * 7919 % 900 + 1) * 1_000_000
            paid = allotted * (at % 101) // 100
            rows.append(
                Project(
                    key=f"{county}/第{at}村道路", name=f"第{at}村道路", place=county, county=county,
                    owner="310114", category=CATEGORIES[at % 4], year=2010 + at % 10,
                    state=STATES[at % 6], state_since=today - dt.timedelta(days=at % 900),
                    created_by="officer", created_at=now, approved_fen=allotted,
                    planned_fen=allotted, allotted_fen=allotted, disbursed_fen=paid,
                    spent_fen=paid, idle_fen=allotted - paid, used_percent=at % 101,
                    idle_since=today - dt.timedelta(days=at % 1000) if allotted > paid else None,
                )
            )  # fmt: skip
        Project.objects.bulk_create(rows)
        FundingLine.objects.bulk_create(
            FundingLine(project=row, source=SOURCES[row.pk % 3], approved_fen=row.allotted_fen)
            for row in rows
        )
        ProjectLine.objects.bulk_create(
            ProjectLine(
                project=row, county=row.county, entry=row.pk, line=1, kind="aid",
                account="Place:Allotted", amount=row.allotted_fen, is_exact=True, sense=1,
                starts=today, ends=today,
                recipient=row.place, source=SOURCES[row.pk % 3],
            )
            for row in rows
        )  # fmt: skip
        IdleLot.objects.bulk_create(
            IdleLot(
                project=row, county=row.county, source=SOURCES[row.pk % 3], since=row.idle_since,
                amount_fen=row.idle_fen,
            )
            for row in rows
            if row.idle_since
        )  # fmt: skip


def main(number: int) -> int:  # noqa: PLR0915  a benchmark from start to end
    """Measure every page and say which is too slow."""
    folder = Path(tempfile.mkdtemp(prefix="jiedui-bench-"))
    os.environ["JIEDUI_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "jiedui.settings"
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from jiedui.access.commands import add_user

    call_command("migrate", verbosity=0)
    add_user("officer", role="officer", password=None, now=dt.datetime.now(tz=dt.UTC))
    fill(number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    user = get_user_model().objects.get(username="officer")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    late = 0
    for page in PAGES:
        times = []
        for _ in range(TIMES):
            begun = time.process_time()
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(page, HTTP_HOST="localhost")
            times.append((time.process_time() - begun) * 1000)
            assert answer.status_code == 200, page
        median = statistics.median(times)
        late += median > TARGET_MS
        mark = "ok" if median <= TARGET_MS else "SLOW"
        print(f"{median:7.1f} ms  {len(asked):2d} queries  {mark:4s} {page}")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
