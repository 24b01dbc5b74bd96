"""A question that speaks of another one by its number: 第18题资金截至10月底已到位多少. No Django.

It is of the same recipients, days, purses and kinds as that one, unless it says its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.facets import joined_span
from jiedui.forms.joining import inherited
from jiedui.forms.rewording import code_of, core_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jiedui.forms.facets import Facets, Span
    from jiedui.forms.layout import Table

_TO = re.compile(r"第(\d{1,2})(?:小?题|问)")
_CODE = re.compile(r"(?:代码|指标)?(\d{2,4})(?:号|行|项)?(?:指标)?(?=[较比中的占])")
_LED = re.compile(r"\s*[(（]?(\d{1,2})[)）.．、](?!\d)")
_ITEM = re.compile(
    r"(?<![-至到、和及])第(?P<item>\d{1,2})(?:项|行)(?![-至到、和及与])"
    r"|(?:(?<=[(=÷×+])|(?<=占)|(?<=除以))(?:指标|项目|序号|行次)(?P<named>\d{1,2})(?=[)÷×+占]|除以|$)"
)
"""第2项, and in a working 项目1÷…: another row by its number."""


def with_items(plain: str, rows: Mapping[int, str]) -> str:
    """Return a label with what other rows say instead of their numbers: 第2项÷第1项.

    >>> with_items("第6项占第2项的比例", {2: "2.底数人口", 6: "6.人口减少"})
    '人口减少占底数人口的比例'
    >>> with_items("人均(项目1÷2013年底人口)", {1: "1.资金"}), with_items("项目3个", {3: "资金"})
    ('人均(资金÷2013年底人口)', '项目3个')
    """

    def words(found: re.Match[str]) -> str:
        number = int(found["item"] or found["named"])
        return _bare(rows.get(number, "")) or found[0]

    return _ITEM.sub(words, plain)


def _bare(label: str) -> str:
    """Return the words of a label without its number: 2013年底人口 of "2. 2013年底人口"."""
    return core_of(_LED.sub("", label))


_SIGN = re.compile(r"[A-Z]\d{0,2}")
_WORD = re.compile(r"第?(?:小?题|问)")
_TAKEN_OVER = (
    "places", "codes", "payers", "projects", "sources", "categories", "donation",
    "subject", "family", "status",
)  # fmt: skip


def numbered(tables: Sequence[Table]) -> dict[int, str]:
    """Return the label of each row of a sheet by the number it stands under, where it is one."""
    found: dict[int, set[str]] = {}
    for line in (line for table in tables for line in table.lines if line.labels):
        led = _LED.match(line.labels[-1]) if not line.serial.strip() else None
        number = led[1] if led else line.serial.strip()
        if number.isdigit():
            found.setdefault(int(number), set()).add(line.labels[-1])
    return {number: told.pop() for number, told in found.items() if len(told) == 1}


def coded_labels(tables: Sequence[Table]) -> dict[str, str]:
    """Return what labels say that begin with a code of their own (A2) or stand behind one."""
    lines = [line for table in tables for line in table.lines if line.labels]
    found = {code: core_of(one.labels[-1]) for one in lines if (code := code_of(one.labels[-1]))}
    for one in lines:
        signs = [sign for sign in (one.serial, *one.labels[:-1]) if _SIGN.fullmatch(sign.strip())]
        found |= dict.fromkeys(signs, core_of(one.labels[-1]))
    return found


def referring(own: Facets, rows: Mapping[int, str], read: Callable[[str], Facets]) -> Facets:
    """Return a label with what it takes over from the question that it names by number.

    Of several questions, of one that is not there, or of one that itself speaks of another, no
    number is known: the words are kept as narrower than any figure.

    Args:
        own: What the label says.
        rows: The label of each question by its number.
        read: Reads a label for itself.
    """
    named = {int(one) for one in _TO.findall(own.text)} or _by_code(own.text, rows)
    if not named:
        return own
    label = rows.get(min(named), "") if len(named) == 1 else ""
    if not label or _TO.search(label):
        return replace(own, narrower=(*own.narrower, own.text))
    told = read(label)
    return replace(
        inherited([told, own], _TAKEN_OVER),
        span=_span(own.span, told.span),
        without=(*own.without, *told.without),
        narrower=(*own.narrower, *told.narrower),
        unknown=tuple(one for one in own.unknown if not _WORD.fullmatch(one)),
    )


def _by_code(text: str, rows: Mapping[int, str]) -> set[int]:
    """Return the row that a label begins with the code of: 302较2013年末降幅."""
    found = _CODE.match(text)
    return {int(found[1])} & set(rows) if found else set()


def _span(own: Span | None, told: Span | None) -> Span | None:
    """Return the days of both: those of 2017 up to 2017年10月底; else the label's own."""
    if own is None or told is None:
        return own or told
    return joined_span(told, own) or own
