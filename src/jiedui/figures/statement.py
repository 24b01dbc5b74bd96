"""What statements over lines are asked for, and the columns they return. Knows no Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from collections.abc import Callable

SCOPE = (
    "recipient", "payer", "owner", "source", "category", "programme", "starts", "ends", "excluding",
)  # fmt: skip
"""What lines must share to be netted against each other before they widen an answer.

Not the project nor its state: a carve-out stands against one record of its total's reach, and knows
neither."""

REGION = ("recipient", "owner", "starts", "ends", "excluding")
"""What decides where and when a line can lie."""

NUMBERS = ("n", "amount", "low_delta", "high_delta", "low_open", "high_open", "itemised")
"""Sums of every row of *rest*; then one per wording, and how far the scopes can widen."""

COUNTED = (
    *SCOPE, "account", "overlap", "amount", "low_delta", "high_delta", "low_open", "high_open",
    "sense", "itemised", "wording",
)  # fmt: skip
"""Columns that sums of *coarse* need, besides those of the breakdown."""

HIDDEN = ("province", "prefecture", "county", "year", "quarter", "month", "pairing_kind")
"""Columns that only repeat others, not shown with a line."""

ASKED = "asked"
"""As a breakdown: which of several questions asked together a line is met by, by its number."""

FITS = ("place_in", "time_in", "rest_in")
"""Whether a line is inside by place, by time, and by everything else."""

SIDES = ("may_belong", "may_overlap")
"""Whether a line's account may not be meant, and whether it may be inside a total."""

EXTENTS = ("by_place", "by_time", "by_total")
"""Whether it matters where a line lies, and when, and whether a total may say all of it."""

REACH = ("least", "most", "least_open", "most_open")

OPEN = ("low_open", "high_open", *REACH[2:])
"""Sums that are all 0 where no line has an open end."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What is wanted of the lines themselves.

    Attributes:
        inside: Whether lines wholly inside are wanted; else all special ones, and plain ones too
            coarse for the question, with how they fit.
        inexact: Whether only inexact lines are wanted.
        unknown: Whether only lines of unknown overlap are wanted.
        promoted: Whether lines of some scopes are inside though their days or places reach further.
        counted: Whether lines of unknown overlap are left out.
        count: Whether only their number is wanted.
        paged: Whether only `limit` of them after the first `offset` are wanted, two marks.
    """

    inside: bool = True
    inexact: bool = False
    unknown: bool = False
    promoted: bool = False
    counted: bool = True
    count: bool = False
    paged: bool = False


class Statements(Sequence[str]):
    """The statements that answer a question, written when somebody looks; kept elsewhere, texts."""

    def __init__(self, written: Callable[[], tuple[str, ...]]) -> None:
        """Keep what writes them."""
        self._written = written

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return self._written()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        """Return one, or several."""
        return self._texts[at]

    def __eq__(self, other: object) -> bool:
        """Whether the statements are the same."""
        return isinstance(other, Sequence) and self._texts == tuple(other)

    def __hash__(self) -> int:
        """Return a hash of the statements."""
        return hash(self._texts)

    def __reduce__(self) -> tuple[Any, ...]:
        """Be kept as plain texts."""
        return tuple, (list(self._texts),)
