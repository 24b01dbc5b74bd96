"""Readers of the wish board for `bench.bench_wishes`: real connections from several addresses."""

from __future__ import annotations

import http.client
import itertools
import sys
import time


def main() -> int:
    """Read the board for some seconds over kept connections; print how often and how slowly."""
    port, seconds, who = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    crowd = [
        http.client.HTTPConnection("127.0.0.1", port, source_address=(f"127.0.{who}.{at}", 0))
        for at in range(1, 41)
    ]
    end, count, slowest = time.monotonic() + seconds, 0, 0.0
    for one in itertools.cycle(crowd):
        began = time.monotonic()
        if began > end:
            break
        one.request("GET", "/wishes")
        answer = one.getresponse()
        body = answer.read()
        if answer.status != 200 or b"wall" not in body:
            print(f"refused with {answer.status}", file=sys.stderr)
            return 1
        count += 1
        slowest = max(slowest, time.monotonic() - began)
    print(count, f"{slowest:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
