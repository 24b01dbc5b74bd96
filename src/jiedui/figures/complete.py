"""Scopes that a wider total's remainder leaves out, held against the totals that stand now.

A stated total names the narrower totals it held when it was posted (`excluding`): those are
complete for their scope, so that the rest of the wider one does not reach there. That is true only
as long as the narrower total stands; once it is taken back, the rest may lie in its scope again.
Which totals stand is looked up when a question is asked. Knows no Django.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from jiedui.figures import listed
from jiedui.figures.stated import SPLIT_BY, Stated, Total
from jiedui.kernel.period import Period, parse_period
from jiedui.kernel.place import members

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.facts.store import Facts

Reach = tuple[Any, ...]
"""Account, owner, recipient, first and last day of a total."""


@lru_cache(maxsize=32)
def named_totals(facts: Facts, known_at: int) -> Stated:
    """Return the totals that name a source or a category and stand at an entry."""
    return named_among(_standing(facts, known_at))


def named_among(totals: Iterable[Mapping[str, Any]]) -> Stated:
    """Return those of the totals that stand which name a single source or category."""
    found = Stated()
    for row in totals:
        keys = [row[name] for name in SPLIT_BY]
        if row["recipient"] is None or not any(keys) or any("+" in key for key in keys if key):
            continue
        places = found.totals.setdefault((row["account"], row["owner"]), {})
        for place in members(row["recipient"]):
            total = Total(Period(row["starts"], row["ends"]), *keys)
            places.setdefault(place, []).append(total)
    return found


def reaching(facts: Facts, known_at: int) -> Mapping[str, str | None]:
    """Return what excluded scopes hold now, where that is less than what was written.

    Args:
        facts: The facts.
        known_at: The last entry to count.

    Returns:
        `excluding` as lines carry it -> the scopes of it in which complete totals stand.
    """
    if not any(one.has_excluding for one in facts.profile.habits.values()):
        return {}
    return _read(facts, known_at)


@lru_cache(maxsize=32)
def _read(facts: Facts, known_at: int) -> Mapping[str, str | None]:
    return held_now(_standing(facts, known_at))


def _standing(facts: Facts, known_at: int) -> list[dict[str, Any]]:
    """Return the lines of the totals that stand."""
    found, _ = facts.run(facts.template(listed.totals), {"known_at": known_at})
    return cast("list[dict[str, Any]]", found.to_pylist())


def held_now(totals: Iterable[Mapping[str, Any]]) -> dict[str, str | None]:
    """Return what excluded scopes hold now, by `excluding` as written; all others hold as written.

    Args:
        totals: The lines of the totals that stand.
    """
    rows = list(totals)
    standing: dict[Reach, list[Mapping[str, Any]]] = {}
    for row in rows:
        period = Period(row["starts"], row["ends"])
        standing.setdefault(_reach(row, row["recipient"], period), []).append(row)
    kept: dict[str, list[str]] = {}
    for row in rows:
        if row["excluding"]:
            scopes = kept.get(row["excluding"], row["excluding"].split(";"))
            kept[row["excluding"]] = [one for one in scopes if _is_held(row, one, standing)]
    held = {written: ";".join(scopes) or None for written, scopes in kept.items()}
    return {written: now for written, now in held.items() if now != written}


def _reach(row: Mapping[str, Any], recipient: str | None, period: Period) -> Reach:
    return row["account"], row["owner"], recipient, period


def _is_held(
    wider: Mapping[str, Any], scope: str, standing: Mapping[Reach, list[Mapping[str, Any]]]
) -> bool:
    """Return whether totals that stand say all there is in a scope of a wider one."""
    recipient, _, period = scope.partition("@")
    inside = [
        one
        for one in standing.get(_reach(wider, recipient, parse_period(period)), ())
        if all(wider[name] in (None, one[name]) for name in SPLIT_BY)
    ]
    if any(all(one[name] in (None, wider[name]) for name in SPLIT_BY) for one in inside):
        return True
    return any(len({one[name] for one in inside} - {None}) > 1 for name in SPLIT_BY)
