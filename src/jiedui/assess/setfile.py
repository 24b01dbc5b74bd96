"""An indicator set read from its file (TOML): every fault at its place, all of them at once.

Numbers are written as text or whole numbers, so that nothing is ever inexact: `weight = "7.5"`.
Knows no Django.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from fractions import Fraction
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar

from jiedui.assess.indicator import (
    UNIT_SCALES,
    Asked,
    Block,
    CapOn,
    DeductionShape,
    Falsified,
    Grade,
    GrowthShape,
    Indicator,
    IndicatorSet,
    RatioShape,
    Rescale,
    SetDuty,
    Side,
    ThresholdShape,
    Window,
)
from jiedui.figures.catalogue import FIGURES
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.kernel.quantity import UNITS

if TYPE_CHECKING:
    import enum
    from collections.abc import Mapping

    from jiedui.assess.indicator import (
        Shape,
    )

    Chosen = TypeVar("Chosen", bound=enum.StrEnum)
else:
    Chosen = TypeVar("Chosen")

SHAPES = ("ratio", "threshold", "deduction", "growth")
"""How a value may become points, as a file names it."""

_MONEY = ("元", "万元", "亿元")

_KEYS = {
    "set": {
        "code", "version", "zh", "en", "from", "until", "basis", "illustrative", "full",
        "bonus_most", "rescale", "falsified", "east_share", "block", "grade", "indicator", "duty",
    },
    "indicator": {
        "code", "block", "side", "zh", "en", "weight", "shape", "unit", "figure", "where",
        "window", "target", "cap", "less", "each", "most", "least", "bonus", "evidence", "effort",
        "rule",
    },
    "duty": {"code", "zh", "en", "month", "day", "next_year"},
}  # fmt: skip


def shipped() -> list[IndicatorSet]:
    """Return the sets that the project ships, by code and version."""
    folder = resources.files("jiedui.assess") / "sets"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    return [read_set((folder / name).read_bytes(), label=name) for name in names]


def read_set(content: bytes, *, label: str = "") -> IndicatorSet:
    """Return the set a file declares.

    Args:
        content: The file.
        label: Its name, for problems.

    Raises:
        Refused: It is no TOML in UTF-8, or what it says is wrong (every fault at once).
    """
    try:
        stated = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = _problem(
            label, "", found=str(error).splitlines()[0], expected="a TOML file in UTF-8"
        )
        raise Refused([problem]) from error
    reading = _Reading(label)
    found = reading.whole(stated)
    if reading.problems:
        raise Refused(reading.problems)
    return found


def _problem(label: str, where: str, *, found: str, expected: str) -> Problem:
    return Problem("SET_WRONG", Severity.ERROR, Source(label, "", where), found, expected)


class _Reading:
    """One reading of a set; keeps every problem until the end."""

    def __init__(self, label: str) -> None:
        self._label = label
        self.problems: list[Problem] = []

    def whole(self, stated: Mapping[str, Any]) -> IndicatorSet:
        """Return the set; what is wrong stands in `problems` and is replaced by something."""
        self._unknown("set", stated, "set")
        blocks = tuple(
            Block(*(self._text(one, name, f"block {at}") for name in ("code", "zh", "en")))
            for at, one in enumerate(self._tables(stated, "block"), start=1)
        )
        falsified = self._table(stated, "falsified", "set")
        found = IndicatorSet(
            code=self._text(stated, "code", "set"),
            version=self._text(stated, "version", "set"),
            zh=self._text(stated, "zh", "set"),
            en=self._text(stated, "en", "set"),
            since=self._day(stated, "from", dt.date.min),
            until=self._day(stated, "until", dt.date.max) if "until" in stated else None,
            basis=self._pair(stated, "basis", "set"),
            is_illustrative=bool(stated.get("illustrative", False)),
            full=self._number(stated, "full", "set", default=Fraction(100)),
            bonus_most=self._number(stated, "bonus_most", "set", default=Fraction(0)),
            rescale=self._choice(stated, "rescale", "set", choices=Rescale),
            falsified=Falsified(
                self._number(falsified, "each", "falsified", default=Fraction(0)),
                self._number(falsified, "most", "falsified", default=Fraction(0)),
                self._choice(falsified, "on", "falsified", choices=CapOn),
            ),
            east_share=self._number(stated, "east_share", "set", default=Fraction(1, 2)),
            blocks=blocks,
            grades=tuple(self._grade(one) for one in self._tables(stated, "grade")),
            indicators=tuple(
                self._indicator(one, {block.code for block in blocks})
                for one in self._tables(stated, "indicator")
            ),
            duties=tuple(self._duty(one) for one in self._tables(stated, "duty")),
        )
        self._fits(found)
        return found

    def _fits(self, found: IndicatorSet) -> None:
        """Complain where codes stand twice, weights do not add up or grades are out of order."""
        for side in Side:
            own = found.of(side)
            codes = [one.code for one in own]
            for code in sorted({one for one in codes if codes.count(one) > 1}):
                self._complain(f"{code}", f"{side} has it twice", "one item of a code and side")
            weight = sum((one.weight for one in own if not one.is_bonus), Fraction(0))
            if own and weight != found.full:
                self._complain(str(side), f"weights add up to {weight}", f"the full {found.full}")
        least = [one.least for one in found.grades]
        if not least or least != sorted(least, reverse=True) or least[-1] > 0:
            self._complain("grade", "no grades, or out of order", "the best first, the last from 0")

    def _indicator(self, stated: Mapping[str, Any], blocks: set[str]) -> Indicator:
        code = self._text(stated, "code", "indicator")
        self._unknown("indicator", stated, code)
        block = self._text(stated, "block", code)
        if block not in blocks:
            self._complain(f"{code}.block", block, ", ".join(sorted(blocks)))
        unit = self._text(stated, "unit", code)
        words, scale = UNIT_SCALES.get(unit, ("", 1))
        if not words:
            self._complain(f"{code}.unit", unit, ", ".join(UNIT_SCALES))
        side = str(stated.get("side", "both"))
        sides = frozenset(Side) if side == "both" else frozenset(one for one in Side if one == side)
        if not sides:
            self._complain(f"{code}.side", side, "east, west or both")
        target = stated.get("target")
        return Indicator(
            code, block, sides,
            zh=self._text(stated, "zh", code),
            en=self._text(stated, "en", code),
            weight=self._number(stated, "weight", code, default=Fraction(1), is_above=True),
            shape=self._shape(stated, code),
            unit=(unit, words),
            scale=scale,
            asked=self._asked(stated, code, scale),
            target=self._number(stated, "target", code, default=Fraction(0))
            if target is not None and target != "plan" and stated.get("shape") != "growth"
            else None,
            is_plan_target=target == "plan",
            is_bonus=bool(stated.get("bonus", False)),
            evidence=tuple(str(one) for one in _list(stated, "evidence")),
            effort=self._number(stated, "effort", code, default=Fraction(1), is_above=True),
            rule=self._pair(stated, "rule", code) if "rule" in stated else ("", ""),
        )  # fmt: skip

    def _shape(self, stated: Mapping[str, Any], code: str) -> Shape:
        name = str(stated.get("shape", ""))
        is_less = bool(stated.get("less", False))
        if name == "ratio":
            cap = self._number(stated, "cap", code, default=Fraction(1), is_above=True)
            return RatioShape(cap, is_less_better=is_less)
        if name == "deduction":
            most = self._number(stated, "most", code, default=Fraction(0))
            each = self._number(stated, "each", code, default=Fraction(1), is_above=True)
            return DeductionShape(each, most if "most" in stated else None)
        if name == "growth":
            least = self._number(stated, "least", code, default=Fraction(0))
            full = self._number(stated, "target", code, default=Fraction(10))
            if full <= least:
                self._complain(f"{code}.target", f"{full}", f"more than {least} percent")
                full = least + 1
            return GrowthShape(full, least)
        if name != "threshold":
            self._complain(f"{code}.shape", name, ", ".join(SHAPES))
        return ThresholdShape(is_less_better=is_less)

    def _asked(self, stated: Mapping[str, Any], code: str, scale: int) -> Asked | None:
        if "figure" not in stated:
            return None
        figure = FIGURES.get(str(stated["figure"]))
        if figure is None:
            self._complain(f"{code}.figure", str(stated["figure"]), "a figure of the catalogue")
            return None
        unit, own = str(stated.get("unit")), UNITS[figure.unit]
        if (unit not in _MONEY) if own.is_money else (unit in _MONEY or own.scale != scale):
            self._complain(f"{code}.unit", unit, f"a unit for {own.zh}")
        where = self._table(stated, "where", code)
        for name in where:
            if name not in figure.dimensions:
                self._complain(f"{code}.where", name, ", ".join(figure.dimensions))
        if stated.get("target") == "plan" and not figure.plan_accounts:
            self._complain(f"{code}.target", "plan", "a figure with a plan")
        filters = tuple(
            (name, tuple(str(one) for one in _list(where, name))) for name in sorted(where)
        )
        return Asked(figure.code, filters, self._choice(stated, "window", code, choices=Window))

    def _grade(self, stated: Mapping[str, Any]) -> Grade:
        code, zh, en = (self._text(stated, name, "grade") for name in ("code", "zh", "en"))
        return Grade(code, zh, en, self._number(stated, "from", "grade", default=Fraction(0)))

    def _duty(self, stated: Mapping[str, Any]) -> SetDuty:
        code = self._text(stated, "code", "duty")
        self._unknown("duty", stated, code)
        month, day = stated.get("month"), stated.get("day")
        try:
            dt.date(2001, int(month or 0), int(day or 0))
        except (TypeError, ValueError):
            self._complain(f"{code}.day", f"{month}-{day}", "a day of the year, month and day")
            month, day = 1, 1
        return SetDuty(
            code,
            self._text(stated, "zh", code),
            self._text(stated, "en", code),
            int(month or 1),
            int(day or 1),
            bool(stated.get("next_year", True)),
        )

    def _text(self, stated: Mapping[str, Any], name: str, where: str) -> str:
        said = stated.get(name)
        if isinstance(said, str) and said.strip():
            return said.strip()
        self._complain(f"{where}.{name}", "nothing" if said is None else str(said), "a text")
        return ""

    def _pair(self, stated: Mapping[str, Any], name: str, where: str) -> tuple[str, str]:
        said = stated.get(name)
        if isinstance(said, list) and [type(one) for one in said] == [str, str]:
            return said[0], said[1]
        self._complain(f"{where}.{name}", str(said), "[Chinese, English]")
        return "", ""

    def _number(
        self,
        stated: Mapping[str, Any],
        name: str,
        where: str,
        *,
        default: Fraction,
        is_above: bool = False,
    ) -> Fraction:
        said = stated.get(name, default)
        try:
            number = Fraction(said) if isinstance(said, (str, int, Fraction)) else None
        except (ValueError, ZeroDivisionError):
            number = None
        if number is None or number < 0 or (is_above and not number):
            expected = "a number above 0" if is_above else "a number from 0"
            self._complain(f"{where}.{name}", str(said), f'{expected}, written "7.5" or 7')
            return default
        return number

    def _day(self, stated: Mapping[str, Any], name: str, default: dt.date) -> dt.date:
        said = stated.get(name)
        if type(said) is dt.date:
            return said
        self._complain(f"set.{name}", str(said), "a date: 2017-01-01")
        return default

    def _choice(
        self, stated: Mapping[str, Any], name: str, where: str, *, choices: type[Chosen]
    ) -> Chosen:
        first = next(iter(choices))
        said = stated.get(name, first.value)
        found = next((one for one in choices if one.value == said), None)
        if found is None:
            self._complain(f"{where}.{name}", str(said), ", ".join(one.value for one in choices))
        return found or first

    def _table(self, stated: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
        said = stated.get(name, {})
        if isinstance(said, dict):
            return said
        self._complain(f"{where}.{name}", str(said), "a table of names and values")
        return {}

    def _tables(self, stated: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
        found = _list(stated, name)
        for one in found:
            if not isinstance(one, dict):
                self._complain(name, str(one), f"tables, each under [[{name}]]")
        return [one for one in found if isinstance(one, dict)]

    def _unknown(self, kind: str, stated: Mapping[str, Any], where: str) -> None:
        for name in sorted(stated.keys() - _KEYS[kind]):
            self._complain(where, name, ", ".join(sorted(_KEYS[kind])))

    def _complain(self, where: str, found: str, expected: str) -> None:
        self.problems.append(_problem(self._label, where, found=found, expected=expected))


def _list(stated: Mapping[str, Any], name: str) -> list[Any]:
    found = stated.get(name, [])
    return found if isinstance(found, list) else [found]
