"""Which stated totals come near a line, held against looking at every pair of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jiedui.figures.axes import Coded
from jiedui.figures.region import numbers_of
from jiedui.figures.stated import NAMES, Said, Stated, Total
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


def _is_said(said: Said, standing: Sequence[tuple[str, str | None, str, Total]], day: int) -> bool:
    """Whether some total says all there is of what is said, on a day."""
    return any(
        (account, owner) == (said.account, said.owner)
        and said.place is not None
        and covers(place, said.place)
        and total.source in {None, said.source}
        and total.category in {None, said.category}
        and any({"source": total.source, "category": total.category}[one] for one in said.finer)
        and total.period.starts.toordinal() <= day <= total.period.ends.toordinal()
        for account, owner, place, total in standing
    )


@given(
    totals,
    st.lists(
        st.tuples(
            st.builds(
                Said, accounts, owners, st.none() | st.sampled_from(PLACES),
                st.sampled_from((None, "A", "B")), st.sampled_from((None, "X", "Y")),
                st.sampled_from((("source",), ("category",), ("source", "category"))),
            ),
            periods,
        ),
        max_size=8,
    ),
)  # fmt: skip
def test_days_are_told_where_totals_say_all_there_is_on_each_of_them(
    standing: list[tuple[str, str | None, str, Total]], asked: list[tuple[Said, Period]]
) -> None:
    stated = Stated()
    for account, owner, place, total in standing:
        stated.totals.setdefault((account, owner), {}).setdefault(place, []).append(total)
    spans = [numbers_of(period) for _, period in asked]
    first, last = np.array(spans, np.int64).reshape(-1, 2).T
    numbers = np.array(stated.numbers(said for said, _ in asked), np.int64)
    assert stated.tell(numbers, first, last).tolist() == [
        all(_is_said(said, standing, day) for day in range(start, end + 1))
        for (said, _), (start, end) in zip(asked, spans, strict=True)
    ]
