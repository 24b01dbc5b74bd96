"""A household told the slow way: one day after another, no spans, no boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.registry.household import Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jiedui.registry.household import Event

COMES = {
    "listed",
    "identified",
    "monitored",
    "born",
    "married_in",
    "returned",
    "split_off",
    "taken_in",
}
GOES = {"died", "married_out", "moved_out", "split"}
LIVING = {"ordinary", "registered", "exited"}


def told(events: Sequence[Event], known: dt.date) -> list[dict[str, Any]]:
    """What had been told by a day, corrections written over what they correct."""
    rows: dict[int, dict[str, Any]] = {
        one.number: {
            "n": one.number, "kind": one.kind.value, "on": one.happened_on,
            "people": dict(one.people), "watch": one.watch.value, "cause": one.main_cause,
            "standing": one.standing.value,
        }
        for one in events
        if one.recorded_on <= known and one.kind is not Kind.CORRECTED
    }  # fmt: skip
    for one in sorted(events, key=lambda one: (one.recorded_on, one.number)):
        if one.kind is not Kind.CORRECTED or one.recorded_on > known or one.corrects not in rows:
            continue
        if one.is_void:
            del rows[one.corrects]
            continue
        row = rows[one.corrects]
        row["on"] = one.happened_on
        fresh = {"people": dict(one.people), "cause": one.main_cause}
        fresh |= {"standing": one.standing.value, "watch": one.watch.value}
        row |= {name: value for name, value in fresh.items() if value}
    return list(rows.values())


def standing(
    events: Sequence[Event], as_of: dt.date, known: dt.date
) -> tuple[str, str, str, frozenset[int]]:
    """Standing, kind of monitoring, cause and members on a day, as known on another."""
    now: dict[str, str] = {"standing": "", "watch": "", "cause": "", "before": ""}
    people: set[int] = set()
    rows = told(events, known)
    days = sorted({row["on"] for row in rows if row["on"] <= as_of})
    for day in days:
        today = [row for row in rows if row["on"] == day]
        for row in sorted(today, key=lambda one: str(one["n"]).zfill(9)):
            if _fits(str(row["kind"]), now["standing"]):
                now["cause"] = str(row["cause"] or now["cause"])
                people = _people(str(row["kind"]), people, set(row["people"]))
                _stand(str(row["kind"]), row, now)
    return now["standing"], now["watch"], now["cause"], frozenset(people)


def _fits(kind: str, now: str) -> bool:
    return {
        "identified": now in {"", "ordinary", "removed"},
        "relapsed": now == "exited",
        "exited": now == "registered",
        "monitored": now in {"", "ordinary", "exited"},
        "risk_cleared": now in {"ordinary", "exited"},
        "restored": now == "removed",
        "split_off": now == "",
    }.get(kind, now in LIVING)


def _people(kind: str, people: set[int], named: set[int]) -> set[int]:
    if kind in COMES:
        return people | named
    if kind in GOES:
        return people - named
    return set() if kind == "merged" else people


def _stand(kind: str, row: dict[str, Any], now: dict[str, str]) -> None:
    became = now["standing"]
    if kind == "removed_wrongly":
        now["before"] = became
    now["standing"] = {
        "identified": "registered",
        "relapsed": "registered",
        "exited": "exited",
        "monitored": became or "ordinary",
        "removed_wrongly": "removed",
        "restored": now["before"] or "registered",
        "merged": "merged",
        "split_off": str(row["standing"] or "ordinary"),
    }.get(kind, became)
    if kind in {"identified", "relapsed", "risk_cleared", "removed_wrongly", "merged"}:
        now["watch"] = ""
    if kind == "split_off" or (kind == "monitored" and row["watch"]):
        now["watch"] = str(row["watch"])
