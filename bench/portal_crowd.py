"""Readers of public pages for `bench.bench_portal`: kept connections from several addresses."""

from __future__ import annotations

import http.client
import itertools
import sys
import time

_NEW = {"Accept-Encoding": "gzip"}


def main() -> int:
    """Read pages for some seconds; print how often and how slowly."""
    port, seconds, who = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    pages = itertools.cycle(sys.argv[4:])
    crowd = [
        http.client.HTTPConnection("127.0.0.1", port, source_address=(f"127.0.{who}.{at}", 0))
        for at in range(1, 41)
    ]
    end, count, slowest = time.monotonic() + seconds, 0, 0.0
    for one in itertools.cycle(crowd):
        began = time.monotonic()
        if began > end:
            break
        one.request("GET", next(pages), headers=_NEW)
        answer = one.getresponse()
        body = answer.read()
        if answer.status != http.HTTPStatus.OK or not body:
            print(f"refused with {answer.status}", file=sys.stderr)
            return 1
        count += 1
        slowest = max(slowest, time.monotonic() - began)
    print(count, f"{slowest:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
