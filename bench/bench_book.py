"""The book's speed beside its peers: import, balance, bulk and single posting, verification.

`python -m bench.bench_book [PART...]` with parts `import`, `bulk`, `single`, `verify`; default all.
Results are held equal before any time is printed. Each of our measurements runs in a process
of its own on a fresh data directory; peers are the programs themselves.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.engines import PROGRAMS
from tests.postgres import running_cluster

ROOT = Path(__file__).resolve().parent.parent
TRANSACTIONS = int(os.environ.get("BENCH_TRANSACTIONS", "200000"))
SOURCES = ("MUNICIPAL_POOLED", "DISTRICT_FISCAL", "TOWNSHIP")
CATEGORIES = ("RURAL", "SOCIAL", "INDUSTRY", "TALENT")


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def write_journal(file: Path, *, tagged: bool) -> None:
    """Write the journal of the import: two postings each, with seven dimensions when tagged."""
    with file.open("w", encoding="utf-8") as out:
        for number in range(TRANSACTIONS):
            day = f"{2013 + number % 5}-{1 + number % 12:02d}-{1 + number % 28:02d}"
            yuan = f"{number * 37 % 9999999 // 100 + 1}.{number * 37 % 100:02d}"
            tags = _tags(number) if tagged else ""
            out.write(
                f"{day} (aid) aid {number}\n    Place:Contributed  {yuan} CNY{tags}\n"
                f"    Source:Aid  -{yuan} CNY{tags}\n\n"
            )


def _tags(number: int) -> str:
    county = f"5334{number % 40:02d}"
    return (
        f"  ; recipient:{county}, payer:3101{number % 17:02d}, owner:310114, "
        f"source:{SOURCES[number % 3]}, category:{CATEGORIES[number % 4]}, "
        f"project:{county}/p{number % 3000}"
    )


def timed(arguments: list[str], **environment: str) -> tuple[float, float, float, str]:
    """Run a program; return wall seconds, CPU seconds, peak memory in MB, and what it printed."""
    start = time.perf_counter()
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, **environment}
    ) as process:
        out = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"{arguments[0]} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def ours(part: str, data_dir: Path, *arguments: str, url: str = "") -> dict[str, Any]:
    """Run a part of ours in its own process; return what it measured."""
    environment = {
        "JIEDUI_DATA_DIR": str(data_dir),
        "JIEDUI_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "jiedui.settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }
    wall, cpu, memory, out = timed(
        [sys.executable, "-m", "bench.book_parts", part, *arguments], **environment
    )
    found: dict[str, Any] = json.loads(out.splitlines()[-1])
    return {**found, "whole": wall, "whole_cpu": cpu, "memory": memory}


def bench_import(folder: Path) -> None:
    """Import a journal and balance it, against hledger; then balance again, against every peer."""
    for tagged, least in ((True, 3.0), (False, 1.5)):
        name = "tagged" if tagged else "bare"
        journal = folder / f"{name}.journal"
        write_journal(journal, tagged=tagged)
        mine = ours("import", folder / name, str(journal))
        say(f"import of {TRANSACTIONS} {name} entries, {journal.stat().st_size / 1e6:.0f} MB: ours")
        say(f"  {_cost(mine['wall'], mine['cpu'], mine['memory'])}: {mine['parts']}")
        for program, found in peers(journal, folder).items():
            wall, cpu, memory, balances = found
            if balances != mine["balances"]:
                sys.exit(f"balances differ: {program} {balances}, ours {mine['balances']}")
            if program == "hledger":
                say(
                    f"  hledger {_cost(wall, cpu, memory)}: wall x{wall / mine['wall']:.2f}, "
                    f"CPU x{cpu / mine['cpu']:.2f} (at least {least})"
                )
            say(
                f"  balance afterwards {mine['later'] * 1000:.1f} ms; {program} re-reads in "
                f"{wall:.2f} s: x{wall / mine['later']:.0f} (at least 50)"
            )


def _cost(wall: float, cpu: float, memory: float) -> str:
    return f"{wall:.2f} s (CPU {cpu:.2f} s, {memory:.0f} MB)"


def peers(journal: Path, folder: Path) -> dict[str, tuple[float, float, float, dict[str, str]]]:
    """Let every peer that is here load and balance the same transactions."""
    found = {}
    for program, words in (("hledger", ["-N", "--flat"]), ("ledger", ["--flat", "--no-total"])):
        path = shutil.which(program)
        if path is None:
            say(f"  {program} is not here and is not compared")
            continue
        wall, cpu, memory, out = timed([path, "-f", str(journal), "balance", *words])
        found[program] = (wall, cpu, memory, _balances(out))
    return {**found, "beancount": _beancount(journal, folder)}


def _balances(out: str) -> dict[str, str]:
    rows = [line.split() for line in out.splitlines() if "CNY" in line]
    return {row[2]: row[0].replace(",", "") for row in rows}


SUMS = """
import collections, sys
from beancount import loader
entries, errors, _ = loader.load_file(sys.argv[1])
assert not errors, errors[:3]
sums = collections.Counter()
for entry in entries:
    for one in getattr(entry, "postings", None) or ():
        sums[one.account.partition(":")[2]] += one.units.number
for name, value in sums.items():
    print(value, "CNY", name)
"""


def _beancount(journal: Path, folder: Path) -> tuple[float, float, float, dict[str, str]]:
    """Let beancount load and balance the same transactions, without its cache."""
    beans = folder / "book.beancount"
    roots = {"    Place:": "    Assets:Place:", "    Source:": "    Income:Source:"}
    with journal.open(encoding="utf-8") as source, beans.open("w", encoding="utf-8") as out:
        out.write("2000-01-01 open Assets:Place:Contributed\n2000-01-01 open Income:Source:Aid\n")
        for line in source:
            text = line.partition("  ; ")[0].rstrip("\n")
            if text.startswith("2"):
                text = f'{text[:10]} * "{text[11:]}"'
            for ours_root, theirs in roots.items():
                text = text.replace(ours_root, theirs)
            out.write(text + "\n")
    arguments = [sys.executable, "-c", SUMS, str(beans)]
    wall, cpu, memory, told = timed(arguments, BEANCOUNT_DISABLE_LOAD_CACHE="1")
    return wall, cpu, memory, _balances(told)


def bench_bulk(folder: Path) -> None:
    """Post in bulk, against Django's bulk_create of the same rows into the same tables."""
    found = ours("bulk", folder / "bulk")
    say(
        f"bulk, {found['entries']} entries, CPU: ours {found['ours']:.2f} s, "
        f"bulk_create {found['django']:.2f} s: x{found['django'] / found['ours']:.1f} (at least 10)"
    )


def bench_single(folder: Path) -> None:
    """Post one entry at a time, durably, against the same rows through bare sqlite3."""
    found = ours("single", folder / "single")
    say(
        f"single durable entries: ours {found['ours']:.0f}/s, raw SQLite {found['raw']:.0f}/s: "
        f"x{found['ratio']:.2f} (at least 0.7)"
    )


def bench_verify(folder: Path) -> None:
    """Verify a large book on both engines."""
    say(_verified("SQLite", ours("verify", folder / "verify"), 250_000))
    programs = PROGRAMS["postgres"].find()
    if programs is None:
        say("PostgreSQL is not here: verification on it is not measured")
        return
    with running_cluster(programs) as cluster:
        url = cluster.create("bench")
        say(_verified("PostgreSQL", ours("verify", folder / "verify-pg", url=url), 150_000))


def _verified(engine: str, found: dict[str, Any], least: int) -> str:
    speed = found["lines"] / found["wall"]
    return (
        f"verify on {engine}: {found['lines']} lines in {found['wall']:.2f} s (CPU of our "
        f"processes {found['cpu']:.2f} s): {speed:,.0f} lines/s (at least {least:,}); "
        f"posted in {found['post']:.2f} s, facts made in {found['feed']:.2f} s"
    )


PARTS = {"import": bench_import, "bulk": bench_bulk, "single": bench_single, "verify": bench_verify}


def main() -> None:
    """Run the parts that are named, or all."""
    for part in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory(prefix="jiedui-bench-") as folder:
            PARTS[part](Path(folder))


if __name__ == "__main__":
    main()
