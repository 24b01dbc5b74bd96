"""The first page that a process reads is read as every later one."""

from __future__ import annotations

import subprocess
import sys

TEXT = "今年余杭派来党政干部6名、教师41名、医生33名、农技人员九名,合计99人,其余在外县。"
READ = (
    "import datetime as dt\n"
    "from jiedui.reader.read import read_text\n"
    f"one, other = (read_text({TEXT!r}, dt.date(2019, 12, 18)) for _ in range(2))\n"
    "print(len(one.findings), one == other)\n"
)


def test_the_first_page_of_a_process_knows_every_sign_of_the_words() -> None:
    made = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True)
    assert made.stdout.split() == ["1", "True"]
