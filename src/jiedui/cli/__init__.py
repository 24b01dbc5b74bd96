"""The command line: the main path as words. Each word calls one command or one query.

Boundary: the only place below which nothing prints, reads the clock or reads the environment.
"""

from __future__ import annotations

import sys

from jiedui.cli.start import Outcome, run

__all__ = ["Outcome", "main"]


def main() -> None:
    """Run the command line and leave with its exit status: 0 good, 1 the data has errors, 2 misuse."""
    sys.exit(run(sys.argv[1:]))
