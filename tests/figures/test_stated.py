"""Which stated totals come near a line, held against looking at every pair of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jiedui.figures.axes import Coded
from jiedui.figures.stated import NAMES, Stated, Total
from jiedui.kernel.period import Period
from jiedui.kernel.place import covers, members

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACES = ("630000", "632600", "632625", "632621", "632625:门堂乡", "533400", "533422", "其他单位")
DAY = dt.date(2016, 1, 1)
Line = tuple[str | None, str | None, str | None, str | None, str | None, Period]

periods = st.builds(
    lambda first, more: Period(DAY + dt.timedelta(first), DAY + dt.timedelta(first + more)),
    st.integers(0, 12),
    st.integers(0, 4),
)
accounts, owners = st.sampled_from(("Source:Aid", "Source:Gift")), st.sampled_from((None, "310114"))
totals = st.lists(
    st.tuples(
        accounts, owners, st.sampled_from(PLACES),
        st.builds(
            Total, periods, st.sampled_from((None, "A", "B")), st.sampled_from((None, "X", "Y"))
        ),
    ),
    max_size=12,
)  # fmt: skip
lines = st.lists(
    st.tuples(
        st.none() | accounts, owners,
        st.none() | st.sampled_from((*PLACES, "632625+533422", "632600+533422")),
        st.sampled_from((None, "X", "Y", "Z", "X+Y")), st.sampled_from((None, "A", "C", "A+B")),
        periods,
    ),
    max_size=8,
)  # fmt: skip


def _is_near(line: Line, total: tuple[str, str | None, str, Total]) -> bool:
    account, owner, recipient, category, source, period = line
    own = [] if recipient is None else members(recipient)
    meets = recipient is None or any(covers(total[2], a) or covers(a, total[2]) for a in own)
    return (
        total[:2] == (account, owner)
        and meets
        and total[3].period.touches(period)
        and all(
            said is None or open_ is None or said in members(open_)
            for said, open_ in ((total[3].category, category), (total[3].source, source))
        )
    )


def _columns(some: Sequence[Line]) -> dict[str, Coded]:
    each = [(*one[:-1], one[-1].starts, one[-1].ends) for one in some]
    names = (*NAMES, "starts", "ends")
    return {
        name: Coded([one[at] for one in each], np.arange(len(each)))
        for at, name in enumerate(names)
    }


@given(totals, lines)
def test_exactly_the_totals_that_may_tell_of_a_line_are_near(
    standing: list[tuple[str, str | None, str, Total]], some: list[Line]
) -> None:
    stated = Stated()
    for account, owner, place, total in standing:
        stated.totals.setdefault((account, owner), {}).setdefault(place, []).append(total)
    rows, sources = stated.near(_columns(some))
    values = [*stated.sources.values, None]
    found = {(row, values[code]) for row, code in zip(rows.tolist(), sources.tolist(), strict=True)}
    assert found == {
        (row, total[3].source)
        for row, line in enumerate(some)
        for total in standing
        if _is_near(line, total)
    }
