"""Names that stand across a table: columns put together under a county, a day or an indicator.

Such a name says a field of every record below it. What stands under 合计 beside them adds them up.
Knows no Django.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.acrosstimes import edge_of, month_of, no_edge, year_of
from jiedui.exchange.headings import fits, heading_weight
from jiedui.exchange.headingwords import group_date, word_of
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.looks import is_name_like
from jiedui.kernel import place
from jiedui.kernel.place import Level
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jiedui.exchange.kinds.declaration import Field, Kind
    from jiedui.exchange.tables import Heading, Table

Group = tuple[tuple[str, str], ...]
"""What the names above a column say: field and words of each; () for an ordinary column."""

NO_GROUP: Group = ()

SUM = "sum"
"""The field name under which 合计 stands in a group."""

SUM_WORDS = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:合计|小计|总计|共计)(?:数)?|计|[全各][省州市盟区县]|(?:两|三|四|五|六|七|八|九|十)[县区市旗]|"
    r"(?i:(?:sub|grand)?[\s-]*totals?)"
)
"""Words that add up what stands beside or above them."""
_PLACE_ENDS = "县区市旗州盟省"
_FIGURES = frozenset((FieldKind.FIGURE, FieldKind.RATE))
NUMBERS = _FIGURES | {FieldKind.COUNT, FieldKind.MONEY}
"""Kinds of field that count something."""
_SAID_BY_LEAF = 60
_PART_SURE = 75
_SEVERAL = 2
_LONGEST = 15
_NAMED = 40


class Across(NamedTuple):
    """The groups of a table's columns.

    Attributes:
        groups: Column number to its group, for every column that has one.
        levels: Column number to the levels of its heading that say no name across.
        bare: What numbers count that have no heading but such a name.
    """

    groups: dict[int, Group]
    levels: dict[int, tuple[str, ...]]
    bare: Field | None = None


def across_of(kind: Kind, table: Table, title: str) -> Across:
    """Return what stands across a table that is read as a kind; nothing where the kind has none.

    Args:
        kind: The kind.
        table: The table.
        title: The words above it; an indicator of a row of its own is only known by them.
    """
    said: dict[int, dict[str, str]] = {}
    table = replace(table, headings=_parted(kind, table.headings))
    if "county" in kind.across:
        _say_counties(table, said)
    if "as_of" in kind.across:
        _say_dates(table, said)
    for name, words_of in (("period", month_of), ("year", year_of)):
        if name in kind.across:
            _say_times(table, name, words_of, said=said)
    if "indicator" in kind.across and not said:
        _say_indicators(kind, table, title, said=said)
    _say_sums(table, said)
    by_col = {one.col: one for one in table.headings}
    return Across(
        {col: tuple(sorted(names.items())) for col, names in said.items()},
        {col: _unsaid(by_col[col], names) for col, names in said.items()},
        _bare_field(kind, title) if _speaks(kind, title) else None,
    )


def is_sum(group: Group) -> bool:
    """Whether a group adds up others."""
    return any(name == SUM for name, _ in group)


def _unsaid(heading: Heading, names: dict[str, str]) -> tuple[str, ...]:
    texts = set(names.values())
    return tuple(
        level
        for level in heading.levels
        if level not in texts
        and (group_date(level) or edge_of(level)) not in texts
        and word_of(level).text not in texts
    )


def _say_dates(table: Table, said: dict[int, dict[str, str]]) -> None:
    """Put in the day a level of each column's heading says; a single level only beside others."""
    bare = [one for one in table.headings if len(one.levels) == 1 and group_date(one.levels[0])]
    is_bare = len(bare) > 1 and all(one.looks.values == one.looks.numbers for one in bare)
    edges = {words for one in table.headings for level in one.levels if (words := edge_of(level))}
    edge = edge_of if len(edges) > 1 else no_edge
    for heading in table.headings:
        found = [words for level in heading.levels if (words := group_date(level) or edge(level))]
        if found and (len(heading.levels) > 1 or is_bare or len(table.headings) < 2):
            said.setdefault(heading.col, {})["as_of"] = found[-1]


# --- names and measures in one cell ---------------------------------------------------------------

_SUMMED = re.compile(r"(合计|小计|总计)(.{1,12})")
_DATED = re.compile(r"((?:19|20)\d{2}年(?:\d{1,2}月)?(?:底|末|初)?)(.{1,12})")


def _parted(kind: Kind, headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Return headings in which 2016年户数 stands for 户数 under 2016年, where several are so."""
    parts = {
        one.col: part
        for one in headings
        if len(one.levels) == 1 and (part := _parts(kind, one.levels[0])) is not None
    }
    if len({name for name, _ in parts.values()}) < _SEVERAL:
        return headings
    return tuple(replace(one, levels=parts.get(one.col, one.levels)) for one in headings)


@functools.lru_cache(maxsize=2048)
def _cached_parts(code: str, across: tuple[str, ...], level: str) -> tuple[str, str] | None:
    found = _SUMMED.fullmatch(level)
    if found is None and ("as_of" in across or "year" in across):
        found = _DATED.fullmatch(level)
    name, rest = (found[1], found[2]) if found else ("", "")
    if not name and "county" in across:
        name, rest = _county_before(level)
    sure = any(
        score >= _PART_SURE and field.kind in NUMBERS for score, field in fits(code, (rest,))
    )
    return (name, rest) if name and rest and sure else None


def _parts(kind: Kind, level: str) -> tuple[str, str] | None:
    """Return the name and the measure that a heading says in one, None where it does not."""
    return _cached_parts(kind.code, kind.across, level)


def _county_before(level: str) -> tuple[str, str]:
    ends = (end for end in range(3, min(len(level), _NAMED)) if level[end - 1] in _PLACE_ENDS)
    end = next((end for end in ends if is_place(level[:end])), 0)
    return level[:end], level[end:]


# --- months and years over equal columns --------------------------------------------------------


def _say_times(
    table: Table,
    name: str,
    words_of: Callable[[str], str | None],
    *,
    said: dict[int, dict[str, str]],
) -> None:
    """Put in times that stand over the same columns each, or over one column of numbers each."""
    found = {
        one.col: words
        for one in table.headings
        if one.levels and (words := words_of((one.levels[:-1] or one.levels)[-1]))
    }
    deep = {
        words: tuple(
            one.levels[-1]
            for one in table.headings
            if found.get(one.col) == words and len(one.levels) > 1
        )
        for words in found.values()
    }
    if len(deep) > 1 and len(set(deep.values())) == 1:
        for col, words in found.items():
            said.setdefault(col, {})[name] = words


# --- counties ------------------------------------------------------------------------------------


def _say_counties(table: Table, said: dict[int, dict[str, str]]) -> None:
    found: dict[int, str] = {}
    for one in table.headings:
        heads = one.levels[:-1] or one.levels
        named = [level for level in heads if is_place(level)]
        if named and (len(one.levels) > 1 or one.looks.values == one.looks.numbers):
            found[one.col] = named[-1]
    if not found:
        return
    known = {_leaves(table, col, words) for col, words in found.items()}
    for one in table.headings:
        words = one.levels[-2] if len(one.levels) > 1 else "".join(one.levels)
        is_like = one.col not in found and words and _may_be_place(words)
        if is_like and _leaves(table, one.col, words) in known:
            found[one.col] = words
    if len(set(found.values())) > 1:
        for col, words in found.items():
            said.setdefault(col, {})["county"] = words


def _leaves(table: Table, col: int, words: str) -> tuple[str, ...]:
    """Return the headings of the columns under the same name as a column; () where it is bare."""
    return tuple(
        dict.fromkeys(
            one.levels[-1]
            for one in table.headings
            if words in one.levels[:-1] and abs(one.col - col) < _LONGEST
        )
    )


@functools.lru_cache(maxsize=2048)
def is_place(words: str) -> bool:
    """Return whether words are the name of a county or prefecture."""
    return any(
        one.level in (Level.COUNTY, Level.PREFECTURE) and not one.rest and not one.is_loose
        for one in place.find(words)
    )


@functools.lru_cache(maxsize=2048)
def _may_be_place(words: str) -> bool:
    """Whether words no place is called by may be the misspelt name of one."""
    plain = normal(words)
    if not 1 < len(plain) < _LONGEST or SUM_WORDS.fullmatch(plain) or heading_weight(words):
        return False
    return plain[-1] in _PLACE_ENDS or bool(place.nearest(plain))


# --- indicators ----------------------------------------------------------------------------------


def _say_indicators(
    kind: Kind, table: Table, title: str, *, said: dict[int, dict[str, str]]
) -> None:
    """Put in the indicators of a table whose rows are counties: over 目标, 累计, or alone."""
    if any(_may_hold(kind, one, "indicator") for one in table.headings) or _lists_names(
        kind, table
    ):
        return
    grouped = {
        one.col: one.levels[-2]
        for one in table.headings
        if len(one.levels) > 1 and _says_figure(kind, one.levels[-1:])
    }
    if len(set(grouped.values())) < 2:
        grouped = {}
        if _speaks(kind, title):
            grouped = {
                one.col: one.levels[-1]
                for one in table.headings
                if one.levels and _is_alone(kind, one)
            }
        if len(set(grouped.values())) < 2:
            return
    units = {
        grouped[one.col]: one.unit
        for one in reversed(table.headings)
        if one.col in grouped and one.unit and not _is_rate(kind, one)
    }
    for col, words in grouped.items():
        if not SUM_WORDS.fullmatch(word_of(words).text):
            names = said.setdefault(col, {})
            names["indicator"] = word_of(words).text
            if words in units:
                names["unit"] = units[words]


def _lists_names(kind: Kind, table: Table) -> bool:
    """Whether a column lists names, each once, and none lists places: its rows are no counties."""
    named = [one.looks.texts for one in table.headings if is_name_like(one.looks)]
    is_listed = any(
        len(set(one)) == len(one) > _SEVERAL
        and not any(_says_figure(kind, (text,)) for text in one)
        for one in named
    )
    has_places = any(any(map(is_place, one.looks.texts)) for one in table.headings)
    return is_listed and not has_places


def _may_hold(kind: Kind, heading: Heading, name: str) -> bool:
    looks = heading.looks
    if 2 * sum(_says_figure(kind, (text,)) for text in looks.texts) > looks.values:
        return False
    return looks.values > looks.numbers and any(
        field.name == name and score >= _SAID_BY_LEAF
        for score, field in fits(kind.code, heading.levels)
    )


def _says_figure(kind: Kind, levels: tuple[str, ...]) -> bool:
    return any(
        field.kind in _FIGURES and score >= _SAID_BY_LEAF
        for score, field in fits(kind.code, levels)
    )


def _is_rate(kind: Kind, heading: Heading) -> bool:
    best = next(iter(fits(kind.code, heading.levels[-1:])), None)
    return best is not None and best[1].kind is FieldKind.RATE


def _is_alone(kind: Kind, heading: Heading) -> bool:
    """Whether a column of numbers has a heading that says nothing else: an indicator."""
    looks = heading.looks
    if looks.numbers == 0 or looks.numbers < looks.values:
        return False
    return not any(score >= _SAID_BY_LEAF for score, _ in fits(kind.code, heading.levels))


# --- sums beside them ----------------------------------------------------------------------------


def _say_sums(table: Table, said: dict[int, dict[str, str]]) -> None:
    """Put in which columns stand under 合计 beside named ones."""
    if not said:
        return
    leaves = {one.levels[-1] for one in table.headings if one.col in said and len(one.levels) > 1}
    is_timed = any("period" in names or "year" in names for names in said.values())
    is_bare = any(one.col in said and len(one.levels) == 1 for one in table.headings)
    for one in table.headings:
        names = said.get(one.col, {})
        if "county" in names or "indicator" in names or not one.levels:
            continue
        sums = [level for level in one.levels if SUM_WORDS.fullmatch(word_of(level).text)]
        under = len(one.levels) > 1 and sums and sums[-1] != one.levels[-1]
        alone = sums and len(one.levels) == 1
        if (under and one.levels[-1] in leaves) or (alone and (is_bare or is_timed)):
            said.setdefault(one.col, {})[SUM] = sums[0]


# --- what numbers without a heading of their own count -------------------------------------------


def _speaks(kind: Kind, title: str) -> bool:
    """Whether a title speaks for a kind: numbers under names alone do not."""
    return any(normal(word) in normal(title) for word in kind.titles)


def _bare_field(kind: Kind, title: str) -> Field | None:
    """Return the field of numbers under names alone (县 | 2016年), by the words of the title."""
    plain = normal(title)
    for name, words in kind.bare:
        if any(word in plain for word in words.split()) or not words:
            return kind.field(name)
    return None


def names_said(groups: Iterable[Group]) -> set[str]:
    """Return the fields that groups say."""
    return {name for group in groups for name, _ in group if name != SUM}
