"""Which kind of return a table is, and which field each of its columns holds.

Every kind claims the columns whose headings it knows; the kind with the strongest claim wins. A
column nobody claims is told as unknown, never guessed at. Knows no Django.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from jiedui.exchange.across import NO_GROUP, Across, across_of, names_said
from jiedui.exchange.asides import is_aside
from jiedui.exchange.englishheadings import speaks
from jiedui.exchange.giftparts import with_parts
from jiedui.exchange.headings import fits
from jiedui.exchange.headingwords import word_of
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.kinds.declaration import ADDITIVE, Field, FieldKind
from jiedui.exchange.looks import shown_field, unfit
from jiedui.exchange.placeranks import give_lower_place, is_of_counties, place_shown
from jiedui.exchange.sourceplaces import source_shown, tier_shown
from jiedui.exchange.stageparts import with_stage_parts
from jiedui.exchange.sumcolumns import give_sums, is_bare_sum, of_their_group
from jiedui.exchange.summaryheads import ROW_COUNTS
from jiedui.reader.english import is_latin
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.exchange.across import Group
    from jiedui.exchange.kinds.declaration import Kind
    from jiedui.exchange.tables import Heading, Table

SURE = 80
"""From this score a heading says its field."""

ALIKE = 66
"""From this score a heading says the same as one that says its field."""

BARE = 81
"""The score of a column of numbers under names alone, whose title says what they count."""

SHOWN = 50
"""The score of a field that only the values below a heading show."""

SAID = 100
"""The score of a field that a person has said."""

HINTED = 36
"""Below this score a heading says nothing."""


_NOTHING_TOLD: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, understood.

    Attributes:
        heading: Its heading.
        field: The field it holds; None when unknown.
        score: How sure that is.
        group: What the names above it say for all columns below them; () for nothing.
        is_added: Whether its numbers are added to those of an earlier column of its field.
        part_of: The field that another column holds and whose parts this one states; "" for none.
    """

    heading: Heading
    field: Field | None
    score: int = 0
    group: Group = NO_GROUP
    is_added: bool = False
    part_of: str = ""

    @property
    def col(self) -> int:
        """The column's number."""
        return self.heading.col


@dataclass(frozen=True, slots=True)
class Binding:
    """A table read as one kind.

    Attributes:
        kind: The kind.
        columns: Its columns from left to right.
        strength: How strongly headings and title speak for the kind; 0 when they do not.
        further: Columns read once more, for what other rows of the table count.
    """

    kind: Kind
    columns: tuple[Column, ...]
    strength: float
    further: tuple[Column, ...] = ()

    def column(self, name: str) -> Column | None:
        """Return the first column that holds a field, None when there is none."""
        columns = (*self.columns, *self.further)
        return next((one for one in columns if one.field and one.field.name == name), None)

    def says(self, name: str) -> bool:
        """Whether a column, or a name across, says a field."""
        return bool(self.column(name)) or name in names_said(one.group for one in self.columns)


def bindings_of(
    table: Table, title: str, told: Mapping[str, str] = _NOTHING_TOLD
) -> dict[str, Binding]:
    """Return the table read as every kind that it may be, by the kind's code.

    Args:
        table: The table.
        title: The words above it.
        told: Headings, levels joined by `|`, whose field a person has said; "" = not used.
    """
    found = {code: bound_as(kind, table, title, told=told) for code, kind in KINDS.items()}
    return {code: one for code, one in found.items() if one.strength > 0}


def strongest(bindings: dict[str, Binding], preferred: str | None) -> Binding | None:
    """Return the binding to use: the file's kind where it fits well, else the strongest."""
    if not bindings:
        return None
    best = max(bindings.values(), key=lambda one: one.strength)
    same = bindings.get(preferred or "")
    return same if same is not None and 2 * same.strength >= best.strength else best


def bound_as(
    kind: Kind, table: Table, title: str, *, told: Mapping[str, str] = _NOTHING_TOLD
) -> Binding:
    """Return the table read as a kind, however weakly its headings speak for it.

    Args:
        kind: The kind.
        table: The table.
        title: The words above it.
        told: Headings, levels joined by `|`, whose field a person has said; "" = not used.
    """
    across = across_of(kind, table, title)
    columns = with_parts(kind, _assigned(kind, table, across, told=told), told)
    columns = with_stage_parts(kind, columns, told)
    return Binding(kind, columns, _strength(kind, columns, title))


def speaking_titles(kind: Kind, title: str) -> tuple[str, ...]:
    """Return the words of a title that speak for a kind."""
    plain = normal(title)
    own = tuple(word for word in kind.titles if normal(word) in plain)
    return own + (speaks(kind.code, title) if is_latin(plain) or not own else ())


def _assigned(
    kind: Kind,
    table: Table,
    across: Across,
    *,
    told: Mapping[str, str],
) -> tuple[Column, ...]:
    """Give each column the best field that is still free; with names across, per name.

    Of two headings that say a field equally, the one that says nothing else has it.
    """
    groups = across.groups
    offers = _offered(kind, table, across, told=told)
    given: dict[int, tuple[int, Field]] = {}
    taken: set[tuple[str, Group]] = set()
    for score, col, field in offers:
        place = (field.name, groups.get(col, NO_GROUP))
        ends = (field.end, groups.get(col, NO_GROUP)) if field.end else place
        if col in given or place in taken or (ends in taken and ends != place):
            continue
        given[col] = (score, field)
        taken.update((place, ends))
    _give_keys(kind, offers, given)
    give_lower_place(kind, table, offers, given=given)
    given |= give_sums(kind, table, given)
    _give_shown(kind, table, given)
    return tuple(
        Column(
            heading, given[heading.col][1], given[heading.col][0], groups.get(heading.col, NO_GROUP)
        )
        if heading.col in given
        else Column(heading, None)
        for heading in table.headings
    )


def _offered(
    kind: Kind, table: Table, across: Across, *, told: Mapping[str, str]
) -> list[tuple[int, int, Field]]:
    """Return score, column and field of all that headings may mean, the best offer first."""
    headings = [
        one for one in table.headings if one.levels or one.looks.values or one.col in across.groups
    ]
    offers = [
        (score, heading.col, field)
        for heading in headings
        if (heading.col in across.groups or not is_bare_sum(kind, heading))
        and heading.text not in told
        for score, field in _weighed(kind, heading, across)
        if score >= HINTED
    ]
    offers += [
        (shown[0], heading.col, shown[1])
        for heading in headings
        if heading.text not in told
        and (
            shown := place_shown(kind, heading)
            or source_shown(kind, heading)
            or tier_shown(kind, heading, table)
        )
    ]
    offers += [
        (SAID, heading.col, field)
        for heading in headings
        if (field := kind.field(told.get(heading.text, ""))) is not None
    ]
    many = Counter(col for score, col, _ in offers if score >= SURE)
    if not across.groups:
        offers = of_their_group(kind, table, offers, told=told)
    offers.sort(key=lambda one: (-one[0], many[one[1]], one[1]))
    return offers


def _give_keys(
    kind: Kind, offers: list[tuple[int, int, Field]], given: dict[int, tuple[int, Field]]
) -> None:
    """Give a key that found no column one that holds a lesser field and may mean the key as well.

    工作内容 is what a block of work is called, or the work itself where nothing else names it.
    """
    for score, col, field in offers:
        names = {one.name for _, one in given.values()}
        taken = given.get(col)
        is_key = field.name in kind.keys and field.is_required and field.name not in names
        is_key = is_key and score >= SHOWN
        if is_key and taken is not None and taken[1].name not in kind.keys and taken[0] < SAID:
            given[col] = (score, field)


def _weighed(kind: Kind, heading: Heading, across: Across) -> list[tuple[int, Field]]:
    """Return what a heading may mean, each score less what its values speak against it."""
    levels = across.levels.get(heading.col, heading.levels)
    if heading.col in across.groups and not levels and across.bare is not None:
        return [(BARE, across.bare)]
    return [
        (
            score - unfit(kind, field, heading.looks, is_sure=score >= SURE and not heading.unit),
            field,
        )
        for score, field in fits(kind.code, levels or heading.levels)
    ]


def _give_shown(kind: Kind, table: Table, given: dict[int, tuple[int, Field]]) -> None:
    """Give columns that no heading explains the field that their values show, if it is free."""
    _give_sequence(kind, table, given)
    for heading in table.headings:
        if heading.col in given or not heading.looks.values:
            continue
        if heading.levels and is_aside(word_of(heading.levels[-1]).bare):
            continue
        field = shown_field(kind, heading.looks) if heading.col not in given else None
        if field is None and heading.col not in given and is_of_counties(heading):
            field = kind.field("county")
        if field is not None and field.name not in {one.name for _, one in given.values()}:
            given[heading.col] = (SHOWN, field)


def _give_sequence(kind: Kind, table: Table, given: dict[int, tuple[int, Field]]) -> None:
    """Give the first column the sequence where its numbers count the rows, whatever its heading."""
    first = next((one for one in table.headings if one.levels), None)
    field = kind.field("seq")
    if first is None or field is None or first.col in given or not first.looks.is_counted:
        return
    if field.name not in {one.name for _, one in given.values()}:
        given[first.col] = (SHOWN, field)


COMMON = frozenset(("seq", "remark", "year", "county", "category", "period", "status"))
"""Fields that many kinds have: they speak for none of them."""


_FORMS = frozenset("名册 花名册 名单 一览表".split())
"""Words of a title that say how a table is laid out, not what it is about."""

_ITS_OWN = 2


def _speaks_of(speaking: tuple[str, ...]) -> bool:
    """Whether words of a title say what a table is about."""
    return bool(set(speaking) - _FORMS)


def _strength(kind: Kind, columns: tuple[Column, ...], title: str) -> float:
    known = [one for one in columns if one.field is not None]
    names = {one.field.name for one in known if one.field}
    names |= names_said(one.group for one in known)
    own = [one for one in known if one.field and one.field.name not in COMMON]
    speaking = speaking_titles(kind, title)
    sure = any(
        one.score >= ALIKE and one.field and one.field.name in kind.identifies for one in own
    )
    is_its = bool(names & set(kind.identifies)) or (_speaks_of(speaking) and len(own) > _ITS_OWN)
    if not is_its or not (sure or speaking) or len(known) < 2:
        return 0
    keys = sum(name in names for name in kind.keys)
    strength = (
        sum(1.0 if one.score >= SURE else 0.9 if one.score >= ALIKE else 0.5 for one in own)
        + keys
        + 0.25 * (len(known) - len(own))
    )
    strength -= 0.3 * sum(one.field is None and bool(one.heading.levels) for one in columns)
    if speaking:
        strength += 2.5 + 0.25 * max(map(len, speaking)) if _speaks_of(speaking) else 1
    if not speaking:
        strength -= kind.needs_title
    plain = normal(title)
    if any(word in plain for word in kind.yields_to) and not names & set(kind.holds):
        strength -= 3
    return max(strength, 0.1)


ROW_COUNT = Field("row_count", FieldKind.COUNT, "笔数")
"""A summary's column that says how many rows of the detail it stands for."""


def summary_of(table: Table, kind: Kind) -> Binding | None:
    """Return a table as a summary of a kind's rows per county; None when it is none.

    A summary names counties, sums what is additive or counts rows, and has none of the columns
    that tell one record of the kind from another.
    """
    columns = [
        Column(one.heading, ROW_COUNT, SURE)
        if one.field is None and one.heading.levels and _counts_rows(kind, one.heading)
        else one
        for one in _assigned(kind, table, Across({}, {}), told={})
    ]
    found = {one.field.name: one.field for one in columns if one.field}
    tells = set(kind.keys) - {"county"}
    sums = [one for one in found.values() if one is ROW_COUNT or one.kind in ADDITIVE]
    if "county" not in found or tells & found.keys() or not sums:
        return None
    return Binding(kind, tuple(columns), 0)


def _counts_rows(kind: Kind, heading: Heading) -> bool:
    return word_of(heading.levels[-1]).bare in ROW_COUNTS.get(kind.code, ())


__all__ = ["Binding", "Column", "FieldKind", "bindings_of", "strongest"]
