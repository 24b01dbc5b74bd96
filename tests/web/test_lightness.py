"""The server starts without what few of its requests need, and stays small for it."""

import subprocess
import sys

from tests.conftest import Office

HEAVY = {"ibis", "sqlglot", "pandas", "xlsxwriter", "vl_convert", "typst", "pypinyin"}
"""Libraries of tens of megabytes: a compiler, writers of files, a table of phrases."""


def test_the_pages_load_no_library_that_few_requests_need(sqlite_office: Office) -> None:
    script = (
        "import django, sys; django.setup(); import jiedui.urls;"
        f"print(*sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=sqlite_office.environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == ""
