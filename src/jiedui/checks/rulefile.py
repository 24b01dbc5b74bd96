"""A rule file: an office's own thresholds by date, rules switched on or off, rules of its own.

TOML. `[V2]` changes a shipped rule (`is_on`, `severity`, `limits`), `[[rule]]` declares a new one
in the words of `Rule`. Money is given in yuan: a limit `price_fen` is written `price_yuan`.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jiedui.checks.model import (
    EVERYONE,
    LISTED,
    Compare,
    Fault,
    Rule,
    Shape,
    Status,
    Threshold,
    Where,
    always,
)
from jiedui.checks.rules import DATASETS, EXPLANATIONS, RULES
from jiedui.kernel.problem import Problem, Refused, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANGEABLE = ("is_on", "severity", "limits")
SEVERITIES = ("high", "medium", "low")
PEOPLE = {one.name.lower(): one for one in Status if one.name} | {
    "listed": LISTED,
    "everyone": EVERYONE,
}


def rules_of(content: bytes | None, label: str = "") -> list[Rule]:
    """Return the rules to run: the shipped ones that are on, as a rule file changes them.

    Raises:
        Refused: The file is no TOML, or names or values in it are wrong (all of them at once).
    """
    if content is None:
        return [rule for rule in RULES.values() if rule.is_on]
    reading = _Reading(label)
    try:
        stated = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(
            [reading.wrong("", str(error).splitlines()[0], "a TOML file in UTF-8")]
        ) from error
    own = [reading.declared(one) for one in stated.pop("rule", [])]
    known = dict(RULES)
    for code, change in stated.items():
        if code in RULES and isinstance(change, dict):
            known[code] = reading.changed(RULES[code], change)
        else:
            reading.problems.append(
                Problem("RULE_UNKNOWN", Severity.ERROR, Source(label), code, ", ".join(RULES))
            )
    known |= {rule.code: rule for rule in own if rule is not None}
    if reading.problems:
        raise Refused(reading.problems)
    return [rule for rule in known.values() if rule.is_on]


class _Reading:
    """One reading of a rule file; keeps every problem until the end."""

    def __init__(self, label: str) -> None:
        self._label = label
        self.problems: list[Problem] = []

    def wrong(self, where: str, found: str, expected: str) -> Problem:
        place = Source(self._label, "", where)
        return Problem("RULE_FILE_WRONG", Severity.ERROR, place, found, expected)

    def _complain(self, where: str, found: object, expected: str) -> None:
        self.problems.append(self.wrong(where, str(found), expected))

    def changed(self, rule: Rule, change: Mapping[str, Any]) -> Rule:
        """Return a shipped rule with what the file changes."""
        for name in change.keys() - set(CHANGEABLE):
            self._complain(rule.code, name, ", ".join(CHANGEABLE))
        limits = dict(rule.limits or {})
        for name, value in self._limits(rule.code, change.get("limits", {})).items():
            if name in limits:
                limits[name] = value
            else:
                self._complain(f"{rule.code}.limits", name, ", ".join(limits) or "no limits")
        return replace(
            rule,
            is_on=self._flag(rule.code, change.get("is_on", rule.is_on)),
            severity=self._severity(rule.code, change.get("severity", rule.severity)),
            limits=limits or None,
        )

    def declared(self, own: Mapping[str, Any]) -> Rule | None:
        """Return a rule that the file declares, None where it cannot be understood."""
        before = len(self.problems)
        code = str(own.get("code", ""))
        where = f"rule {code}" if code else "rule"
        known = {field.name for field in fields(Rule)}
        for name in own.keys() - known:
            self._complain(where, name, ", ".join(sorted(known)))
        for name in ("code", "zh", "en", "shape"):
            if not isinstance(own.get(name), str) or not own[name]:
                self._complain(where, f"{name} missing", "a text")
        if code in RULES:
            self._complain(where, code, "a code that no shipped rule has")
        data = own.get("data", "")
        if data and data not in DATASETS:
            self._complain(where, data, ", ".join(DATASETS))
        shape = self._one_of(where, own.get("shape", ""), Shape)
        limits = self._limits(where, own.get("limits", {}))
        conditions = tuple(self._where(where, one, limits) for one in own.get("where", []))
        self._check_columns(where, own, data)
        rule = {
            "people": self._people(where, own.get("people", ["listed"])),
            "faults": tuple(self._one_of(where, one, Fault) for one in own.get("faults", [])),
            "explanations": tuple(
                self._explanation(where, one) for one in own.get("explanations", [])
            ),
            "severity": self._severity(where, own.get("severity", "medium")),
            "limits": limits or None,
            "where": conditions,
            "version": int(own.get("version", 1)),
            "shape": shape,
        }
        self._check_total(where, own, limits)
        if len(self.problems) > before:
            return None
        plain = {name: own[name] for name in own if name in known and name not in rule}
        return Rule(**plain, **rule)

    def _check_total(
        self, where: str, own: Mapping[str, Any], limits: Mapping[str, Threshold]
    ) -> None:
        if own.get("shape") == Shape.TOTAL and own.get("total_limit") not in limits:
            self._complain(where, own.get("total_limit", "no total_limit"), "the name of a limit")

    def _check_columns(self, where: str, own: Mapping[str, Any], data: str) -> None:
        if data not in DATASETS:
            return
        named = [own.get(name, "") for name in ("what", "amount", "day", "total")]
        named += [one.get("column", "") for one in own.get("where", [])]
        for name in filter(None, named):
            if DATASETS[data].column(str(name)) is None:
                columns = ", ".join(column.name for column in DATASETS[data].columns)
                self._complain(where, name, f"a column of {data}: {columns}")

    def _where(self, where: str, one: Mapping[str, Any], limits: Mapping[str, Threshold]) -> Where:
        compare = self._one_of(where, one.get("compare", "is"), Compare)
        limit = str(one.get("limit", ""))
        if limit and limit not in limits:
            self._complain(where, limit, f"a limit: {', '.join(limits) or 'none'}")
        values = tuple(str(value) for value in one.get("values", []))
        return Where(str(one.get("column", "")), compare or Compare.IS, values, limit)

    def _limits(self, where: str, stated: object) -> dict[str, Threshold]:
        if not isinstance(stated, dict):
            self._complain(where, stated, "limits as a table")
            return {}
        found = {}
        for name, value in stated.items():
            scale = 100 if name.endswith("_yuan") else 1
            bare = name.removesuffix("_yuan") + "_fen" if scale == 100 else name
            dated = value if isinstance(value, dict) else None
            try:
                if dated is None:
                    found[bare] = always(_whole(value, scale))
                else:
                    pairs = [
                        (dt.date.fromisoformat(day), _whole(one, scale))
                        for day, one in dated.items()
                    ]
                    found[bare] = Threshold(tuple(pairs))
            except (ValueError, TypeError, ArithmeticError):
                self._complain(
                    f"{where}.limits.{name}", value, 'a number, or { "2021-01-01" = number }'
                )
        return found

    def _one_of(self, where: str, value: object, kind: Any) -> Any:  # noqa: ANN401  Some enumeration.
        names = {one.name.lower(): one for one in kind}
        if str(value).lower() in names:
            return names[str(value).lower()]
        self._complain(where, value or "nothing", ", ".join(names))
        return None

    def _people(self, where: str, names: object) -> Status:
        people = Status(0)
        for name in names if isinstance(names, list) else [names]:
            if str(name) in PEOPLE:
                people |= PEOPLE[str(name)]
            else:
                self._complain(where, name, ", ".join(PEOPLE))
        return people

    def _explanation(self, where: str, code: object) -> str:
        if code not in EXPLANATIONS:
            self._complain(where, code, ", ".join(EXPLANATIONS))
        return str(code)

    def _severity(self, where: str, value: object) -> str:
        if value not in SEVERITIES:
            self._complain(where, value, ", ".join(SEVERITIES))
        return str(value)

    def _flag(self, where: str, value: object) -> bool:
        if not isinstance(value, bool):
            self._complain(where, value, "true or false")
        return bool(value)


def _whole(value: object, scale: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    scaled = Decimal(str(value)) * scale
    if scaled != scaled.to_integral_value() or scaled < 0:
        raise ValueError(value)
    return int(scaled)
