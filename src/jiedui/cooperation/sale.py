"""When two reports are the same sale: one claim, one counter. Knows no Django.

The buyer's unit, the district, the platform and the county may each report one purchase. What makes
it one is the day, the place, the product, who sold and bought, and the amount: a report that leaves
the producer out is still the same.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiedui.kernel.period import Period
    from jiedui.kernel.quantity import Interval

_NOISE = re.compile(r"[\s()()【】\[\]“”\"'·、,,。.;;-]|有限责任公司$|有限公司$|公司$")


def key_of(days: Period, *, place: str, product: str, buyer: str, amount: Interval | None) -> str:
    """Return what makes two reports the same sale; "" where too little is known to say.

    A day said as a month or a year alone, and an amount that is not exact, say too little.
    """
    if days.starts != days.ends or amount is None or not amount.is_exact:
        return ""
    if not product.strip() or not buyer.strip():
        return ""
    parts = (days.starts.isoformat(), place, _plain(product), _plain(buyer), str(amount.stated))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _plain(words: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", words)).casefold()


def is_same_producer(one: str, other: str) -> bool:
    """Whether two reports may name the same producer: one is silent, or both say the same."""
    return not one or not other or _plain(one) == _plain(other)
