"""Where a project's money stands, from the book's lines that carry its key. Knows no Django.

Money stands in one place account at a time; a sum of places says how much has passed a stage. Money
that stands without a source (a return that did not say which source got how far) can be drawn on by
every source of its project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.entry import Dims

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence


class Moved(NamedTuple):
    """One line of the book as far as standing goes; amounts in the unit's smallest part."""

    account: str
    amount: int
    sense: int
    starts: dt.date
    ends: dt.date
    dims: Dims
    is_exact: bool = True
    kind: str = ""


class Stages(NamedTuple):
    """Sums of money in fen: what was planned, and how much of it has passed each stage."""

    planned: int = 0
    contributed: int = 0
    allotted: int = 0
    disbursed: int = 0
    spent: int = 0
    returned: int = 0
    own: int = 0
    idle: int = 0

    @property
    def put_in(self) -> int:
        """Aid of whatever stage."""
        return self.contributed + self.allotted


PASSED: dict[str, tuple[str, ...]] = {
    "Plan:Aid": ("planned",),
    "Plan:Own": ("planned",),
    "Place:Contributed": ("contributed",),
    "Place:Allotted": ("allotted", "idle"),
    "Place:Disbursed": ("allotted", "disbursed", "idle"),
    "Place:Spent": ("allotted", "disbursed", "spent"),
    "Place:ReturnedAllotted": ("allotted", "returned"),
    "Place:ReturnedDisbursed": ("allotted", "disbursed", "returned"),
    "Place:Own": ("own",),
}
"""Which stages money in a place account has passed."""

IDLE = ("Place:Allotted", "Place:Disbursed")
"""Where money is idle: allotted and not paid out, or paid out and not spent."""


def stages_of(lines: Iterable[Moved]) -> Stages:
    """Return how much of a project's money has passed each stage."""
    sums = dict.fromkeys(Stages._fields, 0)
    for one in lines:
        for stage in PASSED.get(one.account, ()):
            sums[stage] += one.amount
    return Stages(**sums)


def by_source(lines: Iterable[Moved]) -> dict[str | None, Stages]:
    """Return the stages of each source; None for money whose source no line says."""
    parted: dict[str | None, list[Moved]] = {}
    for one in lines:
        if one.account in PASSED:
            parted.setdefault(one.dims.source, []).append(one)
    return {source: stages_of(own) for source, own in parted.items()}


_WITHIN = ("allotted", "disbursed", "spent", "returned")

Within = dict[str, tuple[int, int]]
"""By stage, the least and the most of a source's money that has passed it, in fen."""


def within(
    stages: Mapping[str | None, Stages], put_in: Mapping[str, int], paid: Mapping[str, int]
) -> dict[str, Within]:
    """Return how far each source's money has got, where a return told it of all sources together.

    What passed a stage is some of everyone's money: no less of a source than what the others
    cannot make up, no more than it has put in. Both are the same where all or nothing passed.

    Args:
        stages: The stages of each source; those of None belong to several.
        put_in: What each source has put in.
        paid: What acts that name the source have paid.

    Returns:
        By source; nothing where what was put in does not add up to what the stages are told of.
    """
    pool = stages.get(None, Stages())
    own = {source: stages.get(source, Stages()) for source in put_in}
    shares = {
        source: amount - own[source].put_in - own[source].own for source, amount in put_in.items()
    }
    if not pool.put_in or min(shares.values(), default=-1) < 0:
        return {}
    if sum(shares.values()) != pool.put_in:
        return {}
    told = {source: max(0, paid.get(source, 0) - own[source].spent) for source in shares}
    found = {}
    for source, share in shares.items():
        others = sum(told.values()) - told[source]
        found[source] = {
            name: _between(
                getattr(pool, name), share, whole=pool.put_in, own=getattr(own[source], name)
            )
            for name in _WITHIN
        }
        least, most = found[source]["spent"]
        known = own[source].spent
        found[source]["spent"] = (
            max(least, known + told[source]), min(most, known + pool.spent - others),
        )  # fmt: skip
    return {source: one for source, one in found.items() if shares[source]}


def _between(passed: int, share: int, /, *, whole: int, own: int) -> tuple[int, int]:
    return own + max(0, passed - (whole - share)), own + min(share, passed)


Balances = dict[tuple[str, Dims], int]
"""Fen that stand in a place account with the same keys."""


def balances_of(lines: Iterable[Moved]) -> Balances:
    """Return what stands where, nothing that is zero."""
    sums: Balances = {}
    for one in lines:
        if one.account.startswith("Place:"):
            key = (one.account, one.dims)
            sums[key] = sums.get(key, 0) + one.amount
    return {key: amount for key, amount in sums.items() if amount}


def standing(balances: Balances, account: str, source: str) -> int:
    """Return how much money a source can draw on in an account: its own, and that without one."""
    return sum(
        amount
        for (at, dims), amount in balances.items()
        if at == account and dims.source in (source, None)
    )


def draw(
    balances: Balances, account: str, source: str, *, amount: int
) -> tuple[list[tuple[Dims, int]], int]:
    """Take money out of balances; return what was taken by keys, and how much was missing.

    Money of the source itself goes first, then money without a source. The balances are changed.
    """
    taken: list[tuple[Dims, int]] = []
    wanted = amount
    ranked = sorted(
        (key for key in balances if key[0] == account and key[1].source in (source, None)),
        key=lambda key: (key[1].source is None, str(key[1])),
    )
    for key in ranked:
        part = min(balances[key], wanted)
        if part > 0:
            balances[key] -= part
            wanted -= part
            taken.append((key[1], part))
    return taken, wanted


def put(balances: Balances, account: str, parts: Iterable[tuple[Dims, int]]) -> None:
    """Add money to balances."""
    for dims, amount in parts:
        key = (account, dims)
        balances[key] = balances.get(key, 0) + amount


class Lot(NamedTuple):
    """Money that has not moved since a day: its source, the day, how much."""

    source: str | None
    since: dt.date
    amount: int


def idle_lots(lines: Sequence[Moved]) -> list[Lot]:
    """Return the idle money of a project by the day since which it stands still.

    What came first is taken to go first. A line that knows no day counts from the last day of its
    period: money is never called idle for longer than is known.
    """
    lots: list[Lot] = []
    for account in IDLE:
        for source in sorted({one.dims.source for one in lines if one.account == account}, key=str):
            own = [one for one in lines if one.account == account and one.dims.source == source]
            lots += _left(source, own)
    return lots


def _left(source: str | None, lines: Sequence[Moved]) -> list[Lot]:
    ordered = sorted(lines, key=lambda one: (one.ends, one.amount < 0))
    out = -sum(one.amount for one in ordered if one.amount < 0)
    lots = []
    for one in ordered:
        if one.amount <= 0:
            continue
        gone = min(one.amount, out)
        out -= gone
        if one.amount > gone:
            lots.append(Lot(source, one.ends, one.amount - gone))
    return lots


def standing_count(lines: Iterable[Moved], account: str) -> Moved | None:
    """Return the line of a count that no later line has taken back, None where there is none."""
    found: list[Moved] = []
    for one in lines:
        if one.account != account:
            continue
        if one.sense > 0:
            found.append(one)
            continue
        gone = next(
            (other for other in found if other.amount == -one.amount and other.dims == one.dims),
            None,
        )
        if gone is not None:
            found.remove(gone)
    return found[-1] if found else None
