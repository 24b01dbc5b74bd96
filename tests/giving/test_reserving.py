"""Two hundred people and the last ten wishes: exactly ten get one, on either engine."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.core.cache import cache

from jiedui.access.queries import actor_named
from jiedui.giving import board
from jiedui.giving.commands.wishes import collect_wish, review_wishes
from jiedui.giving.drafts import WishDraft
from tests.giving.world import JIUZHI, NOW, settle

if TYPE_CHECKING:
    from tests.conftest import Office

CROWD = """
import datetime as dt, sys, time
from concurrent.futures import ThreadPoolExecutor
from django.db import connections
from jiedui.giving import board
from jiedui.kernel.problem import Refused

who, wishes, begin = int(sys.argv[1]), sys.argv[2].split(","), float(sys.argv[3])
now = dt.datetime(2017, 11, 3, 2, 0, tzinfo=dt.UTC)

def one(at):
    time.sleep(max(begin - time.time(), 0))
    number = int(wishes[(who * 50 + at) % len(wishes)])
    try:
        board.reserve(
            number, name="热心人", contact=f"139{who:04}{at:04}", claimant="person", quantity=1,
            public_name="", now=now,
        )
    except Refused as refused:
        return refused.problems[0].code
    finally:
        connections.close_all()
    return "RESERVED"

with ThreadPoolExecutor(int(sys.argv[4])) as pool:
    print(*pool.map(one, range(50)))
"""


def test_exactly_ten_of_two_hundred_succeed(office: Office) -> None:
    """Four processes of fifty people each reserve at the same moment: five wishes, and one of 5."""
    cache.clear()
    world = settle()
    numbers = []
    officer = actor_named("officer")
    for at, quantity in enumerate((1, 1, 1, 1, 1, 5)):
        draft = WishDraft("棉鞋", "一年级男生", "daily", JIUZHI, f"受助人{at}", quantity=quantity)
        numbers.append(collect_wish(world.needs, draft, actor=officer, now=NOW).number)
    review_wishes(numbers, actor=actor_named("reviewer"), now=NOW)
    told = ",".join(map(str, numbers))
    begin = str(time.time() + 4)
    doors = "6" if office.url else "20"  # the small test server takes few connections
    crowd = [office.start(CROWD, str(who), told, begin, doors) for who in range(4)]
    said = []
    for one in crowd:
        out, err = one.communicate(timeout=120)
        said += out.split() if one.returncode == 0 else [err]
    assert len(said) == 200
    assert said.count("RESERVED") == 10
    assert set(said) == {"RESERVED", "WISH_TAKEN"}
    assert [board.wish(number, now=NOW).left for number in numbers] == [0] * len(numbers)
