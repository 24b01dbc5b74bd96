"""A second look at the columns that no known heading says: what they hold, how their heading ends.

What tells one record from another is never lost for its heading alone. What is taken so has a low
score: a person is asked once, and the answer is remembered. Knows no Django.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.exchange.across import NUMBERS
from jiedui.exchange.asides import is_aside
from jiedui.exchange.columns import SHOWN
from jiedui.exchange.headingwords import word_of
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.exchange.looks import is_name_like
from jiedui.exchange.nearwords import likely_field
from jiedui.exchange.placeranks import is_of_counties
from jiedui.exchange.thesaurus import last_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jiedui.exchange.columns import Binding, Column
    from jiedui.exchange.kinds.declaration import Field
    from jiedui.exchange.tables import Heading

LEFT = 40
"""The score of a field that only a column's values and words like its own show."""

_OF_PAPERWORK = re.compile(r"联系|电话|经办|填报|审核|审批|签收|公示|来源|是否|情况$")
"""What a heading says that is about the file, not about what a row records."""

_SURE_AROUND = 4
_EARLIEST = 1900
"""Numbers above it may be years."""

_DAYS = frozenset((FieldKind.DATE, FieldKind.SPAN, FieldKind.AS_OF))
_OTHERS = frozenset((FieldKind.DIRECTION, FieldKind.YEAR, FieldKind.MONTH, FieldKind.ACCOUNT))
_WORDS = frozenset((FieldKind.TEXT, FieldKind.PARTY))


def completed(binding: Binding, told: Mapping[str, str]) -> Binding:
    """Return a binding in which unread columns stand for fields that it lacks.

    A column is taken for the field that its heading is nearest to, where its values are of that
    field's kind. A key takes the one unread column of its kind of values whose heading ends as its
    own headings do; where none ends so, the only one left, if nothing else is missing.

    Args:
        binding: The table as its headings say.
        told: Headings whose field a person has said.
    """
    free = [
        one
        for one in binding.columns
        if one.field is None
        and one.heading.levels
        and one.heading.text not in told
        and not _OF_PAPERWORK.search(one.heading.levels[-1])
        and not is_aside(word_of(one.heading.levels[-1]).bare)
    ]
    taken = _nearest(binding, [*free, *_hinted(binding, told)])
    missing = [one for one in _missing(binding) if one.name not in _names(taken)]
    for field in missing:
        able = [one for one in free if one.col not in taken and _may_hold(field, one.heading)]
        found = _likest(field, able)
        rivals = [one for one in missing if (one.kind in _WORDS) == (field.kind in _WORDS)]
        if not found and len(rivals) == 1 and _is_known_around(binding):
            found = able
        if len(found) == 1:
            taken[found[0].col] = field
    if not taken:
        return binding
    return replace(binding, columns=tuple(_given(one, taken) for one in binding.columns))


def _hinted(binding: Binding, told: Mapping[str, str]) -> list[Column]:
    """Return the columns whose heading only hints at what they were taken for."""
    return [
        one
        for one in binding.columns
        if one.field is not None and one.score < LEFT + 8 and one.heading.text not in told
    ]


def shared(bindings: Sequence[Binding], told: Mapping[str, str]) -> list[Binding]:
    """Return bindings in which a column taken at a second look is taken wherever it is unread.

    A sheet with a row or two shows little; what another sheet of the file shows holds for it.
    """
    known = {
        (binding.kind.code, one.heading.text): one.field
        for binding in bindings
        for one in binding.columns
        if one.field is not None and one.score == LEFT
    }
    return [_with_known(one, known, told) for one in bindings] if known else list(bindings)


def _with_known(
    binding: Binding, known: Mapping[tuple[str, str], Field], told: Mapping[str, str]
) -> Binding:
    taken: dict[int, Field] = {}
    for one in binding.columns:
        field = known.get((binding.kind.code, one.heading.text))
        is_unread = one.field is None and one.heading.text not in told
        if field is not None and is_unread and not binding.says(field.name):
            taken[one.col] = field
    return replace(binding, columns=tuple(_given(one, taken) for one in binding.columns))


def _names(taken: Mapping[int, Field]) -> set[str]:
    return {one.name for one in taken.values()}


def _nearest(binding: Binding, free: Sequence[Column]) -> dict[int, Field]:
    """Return the unread columns whose heading is clearly likeliest to mean a field that is free."""
    taken: dict[int, Field] = {}
    for one in free:
        if one.group:
            continue
        field = likely_field(
            binding.kind.code,
            one.heading.levels,
            functools.partial(_holds, one.heading),
        )
        is_own = field is not None and one.field is not None and field.name == one.field.name
        is_free = field is not None and not is_own and not binding.says(field.name)
        if field is not None and is_free and field.name not in _names(taken):
            taken[one.col] = field
    return taken


def _given(one: Column, taken: Mapping[int, Field]) -> Column:
    return replace(one, field=taken[one.col], score=LEFT) if one.col in taken else one


def _missing(binding: Binding) -> list[Field]:
    """Return the keys without a column, each once."""
    kind = binding.kind
    found = {
        field.name: field
        for field in reversed(kind.fields)
        if field.name in kind.keys and not binding.says(field.name)
    }
    return [found[name] for name in kind.keys if name in found]


def _is_known_around(binding: Binding) -> bool:
    known = [one for one in binding.columns if one.field and one.score >= SHOWN]
    return len(known) >= _SURE_AROUND


def _holds(heading: Heading, field: Field) -> bool:
    return _may_hold(field, heading)


def _may_hold(field: Field, heading: Heading) -> bool:
    """Whether a column's values are of a field's kind."""
    looks = heading.looks
    if field.kind in _WORDS:
        return is_name_like(looks)
    if field.kind in NUMBERS or field.kind is FieldKind.QUANTITY:
        return 0 < looks.values * 4 <= looks.numbers * 5
    if field.kind in _DAYS:
        return 0 < looks.values * 4 <= looks.dates * 5
    if field.kind is FieldKind.MONTH:
        return 0 < looks.values <= looks.dates
    if field.kind is FieldKind.YEAR:
        return looks.middle is not None and looks.middle > _EARLIEST
    is_place = field.kind is FieldKind.PLACE
    return is_of_counties(heading) if is_place else field.kind in _OTHERS


def _likest(field: Field, able: Sequence[Column]) -> list[Column]:
    """Return the columns whose heading ends as most of a field's own headings do."""
    own = Counter(
        last_words(word_of(one.rpartition("|")[2]).text)
        for one in (field.zh, *field.headings.split())
    )
    many = {one.col: own[last_words(word_of(one.heading.levels[-1]).bare)] for one in able}
    best = max(many.values(), default=0)
    return [one for one in able if best and 2 * many[one.col] >= best]
