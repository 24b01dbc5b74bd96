"""What a row of a file says, read as the programme's commands ask for it, or refused by name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.codes import PROJECT_STATES
from jiedui.kernel.problem import Problem, Refused, Severity
from jiedui.programme.commands.filed_rows import where_of
from jiedui.programme.commands.filing_also import ALSO
from jiedui.programme.lifecycle import PAPERS
from jiedui.programme.outcomes import (
    ASSET_FORMS,
    ASSET_KINDS,
    CHECK_LEVELS,
    FINDING_STATES,
    METHODS,
    MOMENTS,
)

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.programme.filed import FiledRow

Words = tuple[str, ...]

CHOICES: dict[str, dict[str, Words]] = {
    "tender_method": dict(METHODS),
    "check_level": dict(CHECK_LEVELS),
    "asset_kind": dict(ASSET_KINDS),
    "asset_form": dict(ASSET_FORMS),
    "moment": dict(MOMENTS),
    "paper_kind": dict(PAPERS),
    "outcome": dict(FINDING_STATES),
    "target_state": {code: (one.zh, one.en) for code, one in PROJECT_STATES.items()},
}
"""Field of a file to what it may say: code, its words."""

_DENIED = re.compile(r"[未没尚拟待不]")
"""What says that something is not so, or not yet: only a word that says it too is meant then."""

GOOD = ("合格", "通过", "是", "passed")
BAD = ("不合格", "不通过", "未通过", "否", "failed")


class Filing(NamedTuple):
    """Who posts a file and so decides, who received it and so proposes, and when."""

    actor: Actor
    proposer: Actor
    now: dt.datetime


def choice(row: FiledRow, name: str, *, or_else: str = "") -> str:
    """Return the code that a field says, by its own words or by a part of them.

    Raises:
        Refused: It says none, or several might be meant; `or_else` stands for an empty field only.
    """
    words = "".join(row.text(name).split())
    if not words and or_else:
        return or_else
    choices = CHOICES[name]
    exact = [code for code, own in choices.items() if words in (code, own[1], *_forms(own[0]))]
    likely = exact or _likely(words, name)
    if len(likely) == 1:
        return likely[0]
    raise Refused([gap(row, name, "、".join(own[0] for own in choices.values()))])


def _likely(words: str, name: str) -> list[str]:
    """Return the codes whose longest words stand in what is said, else those that hold it."""
    if len(words) < 2:
        return [code for code, own in ALSO.get(name, {}).items() if words in own]
    is_denied = _DENIED.search(words) is not None
    known = [
        (len(form), code)
        for code, own in CHOICES[name].items()
        for form in (*_forms(own[0]), *ALSO.get(name, {}).get(code, ()))
        if form in words and (not is_denied or _DENIED.search(form))
    ]
    longest = max(known, default=(0, ""))[0]
    found = {code for length, code in known if length == longest}
    if found or is_denied:
        return sorted(found)
    return [
        code for code, own in CHOICES[name].items() if any(words in one for one in _forms(own[0]))
    ]


def _forms(words: str) -> set[str]:
    """Return the ways to write words with a bracket: 审价(结算审计)报告, 审价报告, 结算审计报告."""
    inside = re.search(r"([^()]{2,})?[(]([^()]+)[)]([^()]*)", words)
    if inside is None:
        return {words}
    before, other, after = inside[1] or "", inside[2], inside[3]
    return {words, f"{before}{after}", f"{other}{after}"}


def verdict(row: FiledRow) -> bool:
    """Return whether a check passed.

    Raises:
        Refused: It is not said.
    """
    words = row.text("verdict")
    if any(bad in words for bad in BAD):
        return False
    if any(good in words for good in GOOD):
        return True
    raise Refused([gap(row, "verdict", "合格、不合格")])


def day(row: FiledRow, name: str) -> dt.date:
    """Return a day.

    Raises:
        Refused: There is none.
    """
    found = row.day(name)
    if found is None:
        raise Refused([gap(row, name, "a day")])
    return found


def exact(row: FiledRow, name: str, *, or_else: int | None = None) -> int:
    """Return an exact amount; `or_else` stands for an empty field only.

    Raises:
        Refused: Nothing is said, or only about how much.
    """
    found = row.whole(name)
    if found is None and or_else is not None and not row.has(name):
        return or_else
    if found is None:
        raise Refused([gap(row, name, "an exact amount")])
    return found


def area(row: FiledRow, name: str) -> int | None:
    """Return a floor area in square centimetres, None when nothing is said."""
    value = row.fields.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return round(value * 10_000)


def phone(row: FiledRow, name: str) -> str:
    """Return an office's phone.

    Raises:
        Refused: It was a person's own: files come with such numbers starred.
    """
    words = row.text(name)
    if "*" in words:
        wrong = gap(row, name, "an office's phone")
        raise Refused([replace(wrong, code="PHONE_PERSONAL", found="a mobile number")])
    return words


def gap(row: FiledRow, name: str, expected: str) -> Problem:
    """Return the problem of a field that does not say what is asked."""
    value = row.fields.get(name)
    found = "nothing" if value is None else str(value)
    return Problem("VALUE_UNKNOWN", Severity.ERROR, where_of(row, name), found, expected)
