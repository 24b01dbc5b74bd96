"""The house rule of the register: R14 of DOMAIN 11, its faults by county.

One finding a county and check, with how many households it is about: names nobody, and a county
mends its register by list, which the register's own pages give.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jiedui.access.scope import EVERYWHERE
from jiedui.attention.declaration import Hit, Rule
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Severity
from jiedui.registry.findings import findings
from jiedui.registry.quality import CHECKS
from jiedui.registry.queries import Days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.attention.declaration import Looking


def faults(looking: Looking) -> Iterator[Hit]:
    """R14: grave faults of the register, counted by county and check."""
    grave = [code for code, check in CHECKS.items() if check.severity is Severity.ERROR]
    days = Days(looking.today, looking.today)
    asked = [""] if looking.subjects is None else sorted(map(str, looking.subjects))
    homes = {
        (one.place.partition(":")[0], one.check, one.household)
        for place in asked
        for one in findings(EVERYWHERE, days, place=place, checks=grave)
    }
    counts = Counter((county, check) for county, check, _ in homes)
    for (county, code), number in sorted(counts.items()):
        check = CHECKS[code]
        yield Hit(
            f"register:{county}-{code}",
            county or None,
            f"{name_of(county)}户籍册{number}户:{check.zh}",
            f"register of {name_of(county)}, {number} households: {check.en}",
            f"{number}",
            looking.today,
            link="/desk/register/households",
        )


RULES: tuple[Rule, ...] = (
    Rule(
        "R14", "register", "户册信息有误", "faults of the register", 2, 20, faults, has_parts=True
    ),
)
"""The rules of this package."""
