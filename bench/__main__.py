"""Measure speed: `python -m bench [PART]... [--quick]`; all of PARTS when none is named."""

from __future__ import annotations

import os
import subprocess
import sys

QUICK = {"book": {"BENCH_TRANSACTIONS": "20000"}, "intake": {"BENCH_ROWS": "20000"}}
PARTS = (
    "book",
    "facts",
    "intake",
    "reader",
    "claims",
    "crosscheck",
    "fill",
    "wishes",
    "projects",
    "portal",
    "report",
)


def main(words: list[str]) -> int:
    """Run the benchmarks named, each in a process of its own; return the worst exit status."""
    quick = "--quick" in words
    named = [word for word in words if word != "--quick"]
    if not {*named} <= {*PARTS}:
        print(f"usage: python -m bench [{'|'.join(PARTS)}]... [--quick]", file=sys.stderr)
        return 2
    status = 0
    for name in named or PARTS:
        arguments = [sys.executable, "-m", f"bench.bench_{name}"]
        environment = {**os.environ, **(QUICK.get(name, {}) if quick else {})}
        if quick and name in {"facts", "crosscheck", "report"}:
            arguments.append("--quick")
        status = max(status, subprocess.run(arguments, env=environment, check=False).returncode)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
