"""Words of time that a form gives a day itself: 基期（2013年末）, 以2013年底为基期. No Django.

What such a word means where it stands alone (基期贫困户, ÷基期人口) is the day given elsewhere. A
word given two days means neither.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.rewording import plain_label
from jiedui.forms.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.forms.layout import Table

_WORD = r"(?P<word>(?<![一-鿿])[一-鿿]{0,2}(?<![本报上])期(?![内间初末底])|基年)"
_DAY = r"(?P<day>(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?[底末初]?)"
_SHAPES = tuple(
    re.compile(one)
    for one in (
        rf"{_WORD}(?:数|值)?\({_DAY}\)",
        rf"{_WORD}(?:数|值)?(?:均|都)?(?:系指|是指|指|为|是|:|=)+{_DAY}(?=[,;。)(]|$)",
        rf"{_DAY}(?:作为|为|作|当作)(?P<word>基期|基年|基准期|对比期)",
    )
)

_OF_PERIOD = re.compile(rf"(?P<word>期初|期末)(?:数|值)?\({_DAY}\)")
"""期初（2013年末）: in a label the first or the last day of what the form tells of."""

_GIVEN = {"base", "start", "end"}


def days_named(lines: Iterable[str], tables: Iterable[Table]) -> dict[str, str]:
    """Return the day of each word of time that lines, headings or labels give one."""
    found: dict[str, set[str]] = {}
    tables = list(tables)
    labels = [one for table in tables for one in table.every_label]
    for text in map(plain_label, dict.fromkeys([*lines, *labels])):
        for shape in _SHAPES:
            for one in shape.finditer(text):
                found.setdefault(one["word"], set()).add(one["day"])
    for one in (one for label in labels for one in _OF_PERIOD.finditer(plain_label(label))):
        found.setdefault(one["word"], set()).add(one["day"])
    times = {word for word, told in vocabulary().said.items()
             if any(one.aspect == "time" and one.value not in _GIVEN for one in told)}  # fmt: skip
    kept = {word: days for word, days in found.items() if word not in times}
    return {word: days.pop() for word, days in kept.items() if len(days) == 1}


def with_days(plain: str, days: Mapping[str, str]) -> str:
    """Return a label with the day instead of a word that has one.

    >>> with_days("基期贫困户", {"基期": "2013年末"})
    '2013年末贫困户'
    >>> with_days("基期(2013年末)户数", {"基期": "2013年末"})
    '2013年末户数'
    """
    for word, day in days.items():
        plain = re.sub(rf"{word}(?:数|值)?(?:\({day}\))?", day, plain)
    return plain
