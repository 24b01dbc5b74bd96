"""What other labels of the same table or sheet say of a cell: whom, since when. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jiedui.forms.cellwords import counties_said
from jiedui.forms.facets import Facets
from jiedui.forms.notes import clauses_of
from jiedui.forms.rewording import plain_label
from jiedui.forms.titles import without_office
from jiedui.forms.totals import whole
from jiedui.kernel.place import parents

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from jiedui.forms.facets import Span
    from jiedui.forms.labels import LabelReader

_OWN = re.compile(
    r"[“\"「『]?[我本][县市州镇乡旗区][”\"」』]?(?:\(|系指|是指|均指|指|为|即|:)(?P<who>[^,;。)]+)"
)
"""我县（德钦县）, “我县”指德钦县: who the form calls its own."""

_AS_OWN = re.compile(r"[我本][县州镇乡旗]")
"""我县 in a form that asks the district: the county of the office that sends it."""

_ALL_ARE = re.compile(r"(?:均|都|一律|全部)(?:指|为|系|是)(?P<who>[^,;。)]+)$")
"""除标题另有说明外均指久治县."""

_OF_FORM = re.compile(
    r"^(?:本表|此表|表中|统计范围|填报范围|统计对象|填报对象|本表对象|(?:数据|填列)?范围[:为是])"
)
"""本表反映对口支援德钦县的情况: of whom a whole form is."""


_IN_NOTE = re.compile(r"\s*(?:注|说明|备注)")


def _is_of_whom(told: Facets) -> bool:
    """Whether a clause names recipients and says nothing else: 注：久治、德钦两县."""
    bare = Facets(told.text, places=told.places, codes=told.codes, roles=told.roles)
    return bool(told.places) and told == bare


def of_several(own: Facets, rows: Sequence[Facets], context: Sequence[Facets] = ()) -> Facets:
    """Return what a label says of 两县: of those that a row, a title or all rows together name.

    Args:
        own: What the label says.
        rows: What the rows of its table say.
        context: What titles and lines above say.
    """
    number = counties_said(own.text)
    if not number or own.places:
        return own
    every = whole(rows)
    named = [one for one in rows if one.places and not any(map(_is_county, one.places))
             and counties_said(one.text) == number]  # fmt: skip
    named += [one for one in (*rows, *context) if len(one.places) == number]
    if len({frozenset(one.places) for one in named}) == 1:
        return replace(own, places=named[0].places, codes=named[0].codes)
    return (
        replace(own, places=every.places, codes=every.codes)
        if (len(every.places) == number)
        else own
    )


def said_above(own: Facets, above: Sequence[Facets]) -> Facets:
    """Return what a label says of 两县, which the rows above name in one way only, with their days.

    久治、德钦两县 in one row is whom 两县 in the rows below it means; two such pairs leave it open,
    unless the first was taken up as 两县 before the second was named. Where no row names several,
    it is the counties named one by one, if they are so many.
    """
    number = counties_said(own.text)
    if not number or own.places:
        return own
    named = [one for one in above if len(one.places) == number]
    if not named:
        return _one_by_one(own, above, number)
    told = named[0]
    other = next((one for one in named if {*one.places} != {*told.places}), None)
    between = above[above.index(told) : above.index(other)] if other is not None else ()
    if other is not None and not _is_taken_up(between, number):
        return own
    span = own.span or (told.span if told.span and told.span.at is None else None)
    return replace(own, places=told.places, codes=told.codes, span=span)


def _is_taken_up(rows: Sequence[Facets], number: int) -> bool:
    """Whether rows speak of 两县 without a name."""
    return any(counties_said(one.text) == number and not one.places for one in rows)


def _one_by_one(own: Facets, above: Sequence[Facets], number: int) -> Facets:
    """Return what a label says of 两县, two rows above having named a county each and no third."""
    named = [one for one in above if len(one.places) == 1 and _is_county(one.places[0])]
    every = whole(named)
    if len(every.places) != number:
        return own
    spans = {one.span for one in named}
    span = spans.pop() if len(spans) == 1 else None
    span = own.span or (span if span and span.at is None else None)
    return replace(own, places=every.places, codes=every.codes, span=span)


def _is_county(place: str) -> bool:
    return parents(place).county == place


def since_said(labels: Iterable[Facets]) -> dt.date | None:
    """Return the one day since which rows of a list count (2013年以来, 五年来); None = several."""
    counted = [one for one in labels if not one.operation and one.subject != "registered"]
    spans = {one.span for one in counted if one.span is not None and one.span.since}
    begun = {one.since for one in spans if one.is_since}
    days = begun or {one.since for one in spans if not (one.is_of_year or one.is_of_day)}
    return days.pop() if len(days) == 1 else None


def days_said(columns: Iterable[Facets]) -> Span | None:
    """Return the one period of several years that columns count in; None = several or none."""
    spans = {one.span for one in columns
             if one.span and not one.span.at and "of_which" not in one.roles}  # fmt: skip
    found = spans.pop() if len(spans) == 1 else None
    if found is None or found.since is None or found.since == found.until or found.is_of_year:
        return None
    return found


def speaks_as_own(label: str) -> bool:
    """Whether words speak of a recipient as the form's own: 帮扶我县资金."""
    return _AS_OWN.search(plain_label(label)) is not None


def whom_said(lines: Sequence[str], reader: LabelReader) -> list[Facets]:
    """Return of whom a sheet's lines and labels say that all of it is; [] for none or several.

    Where none says so, 我县 is of the one recipient whose office a line names.
    """
    places: dict[tuple[str, ...], Facets] = {}
    for line in lines:
        own = _OWN.search(plain_label(line))
        clauses = clauses_of(line)
        told = [one for one in clauses if _OF_FORM.match(one)]
        told += [one for one in clauses if _IN_NOTE.match(line) and _is_of_whom(reader.read(one))]
        told += [found["who"] for one in clauses for found in [_ALL_ARE.search(one)] if found]
        told = [own["who"]] if own else told
        for one in map(reader.read, told):
            if one.places and not one.is_both:
                places[one.places] = Facets(places=one.places, codes=one.codes)
    if not places and any(map(speaks_as_own, lines)):
        places = _of_office(lines, reader)
    return list(places.values()) if len(places) == 1 else []


_SENDER = re.compile(r"^(?:填报|填表|报送|编制|上报|制表)(?:单位|部门|机关)(?:\([^()]*\))?:")
"""填报单位：德钦县扶贫办."""


def _of_office(lines: Iterable[str], reader: LabelReader) -> dict[tuple[str, ...], Facets]:
    """Return the recipients whose offices lines name: 德钦县扶贫开发办公室."""
    written = [_SENDER.sub("", plain_label(line)) for line in lines]
    issuing = (line for line in written if without_office(line) != line)
    named = filter(None, map(reader.place_pattern.match, issuing))
    told = [reader.read(one[0]) for one in named]
    return {one.places: Facets(places=one.places, codes=one.codes) for one in told if one.places}
