"""The values of many cells at once, as columns: `Sums.value` for a whole breakdown.

Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from jiedui.figures.axes import distinct
from jiedui.figures.sums import Sums
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDINGS = tuple(Wording)
_SAID = "said_"


def value_columns(
    sums: Mapping[str, np.ndarray], reach: Mapping[str, np.ndarray]
) -> dict[str, pa.Array]:
    """Return `low`, `stated`, `high` (None where open or unknown) and `wording` of every cell.

    Args:
        sums: The numbers of `Sums` by name, those of `said` as `said_<wording>`, and `doubtful`.
        reach: The numbers of `Widening` by name, and `there`: which cells are widened.
    """
    low, is_low_open, high, is_high_open = _own_ends(sums)
    exists = np.logical_or.reduce(
        [sums["n"] > 0, *(sums[name] != 0 for name in _MOVING)], dtype=bool
    )
    wide = reach["there"]
    unstated = sums.get(f"{_SAID}{Wording.NOT_STATED}", np.zeros_like(sums["n"]))
    is_unstated = exists & (sums["n"] > 0) & (unstated == sums["n"])
    is_exact = ~is_low_open & ~is_high_open & (low == sums["amount"]) & (high == sums["amount"])
    said = _own_wordings(sums, is_exact=is_exact, is_unstated=is_unstated)
    low = np.where(exists, low, 0) + reach["least"]
    high = np.where(exists, high, 0) + reach["most"]
    is_low_open = (exists & is_low_open) | (reach["least_open"] > 0)
    is_high_open = (exists & is_high_open) | (reach["most_open"] > 0)
    is_stated = exists & ~is_unstated
    upwards = is_stated & ~is_low_open & is_high_open & (low == sums["amount"])
    widened = np.where(upwards, _code(Wording.AT_LEAST), _code(Wording.BETWEEN))
    widened = np.where(upwards & (said == _code(Wording.OVER)), said, widened)
    nothing = ~exists & ~wide
    wording = np.where(wide, widened, np.where(exists, said, _code(Wording.NOT_KNOWN)))
    names = pa.array([str(one) for one in WORDINGS])
    return {
        "low": column(low, is_low_open | nothing),
        "stated": column(sums["amount"], ~is_stated),
        "high": column(high, is_high_open | nothing),
        "wording": pa.DictionaryArray.from_arrays(pa.array(wording.astype(np.int32)), names),
    }


_MOVING = ("amount", "itemised", "low_delta", "high_delta", "low_open", "high_open")


def column(numbers: np.ndarray, none: np.ndarray) -> pa.Array:
    """Return whole numbers as a column with None where told; one beyond 64 bits raises."""
    if numbers.dtype == object:
        return pa.array(numbers.tolist(), pa.int64(), mask=none)
    return pa.array(numbers, pa.int64(), mask=none)


def _own_ends(
    sums: Mapping[str, np.ndarray],
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    one, other = sums["amount"] - sums["low_delta"], sums["amount"] + sums["high_delta"]
    low, high = np.minimum(one, other), np.maximum(one, other)
    is_low_open = (sums["low_open"] > 0) | (sums["high_open"] < 0)
    is_high_open = (sums["high_open"] > 0) | (sums["low_open"] < 0)
    bounded = sums["doubtful"] & (sums["amount"] >= 0)
    low = np.where(bounded, np.where(is_low_open, 0, np.maximum(low, 0)), low)
    return low, is_low_open & ~bounded, high, is_high_open


def _own_wordings(
    sums: Mapping[str, np.ndarray], *, is_exact: np.ndarray, is_unstated: np.ndarray
) -> np.ndarray:
    """Return the wording of every cell's own sums, worked out once for cells said alike."""
    words = [name for name in sums if name.startswith(_SAID)]
    signs = [(sums[name] > 0).astype(np.int64) * 2 + (sums[name] < 0) for name in words]
    doubtful = sums["doubtful"]
    first, which = distinct([is_exact.astype(np.int64), doubtful.astype(np.int64), *signs])
    found = []
    for at in first:
        said = {name.removeprefix(_SAID): int(sums[name][at]) for name in words}
        alike = Sums(n=1, amount=int(sums["amount"][at]), said=said, doubtful=bool(doubtful[at]))
        found.append(_code(alike.wording(is_exact=bool(is_exact[at]))))
    return np.where(is_unstated, _code(Wording.NOT_STATED), np.array(found, np.int64)[which])


def _code(wording: Wording) -> int:
    return WORDINGS.index(wording)
