"""The front page's story: promised, given, built, whom it reached, as tiles, bars and a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from jiedui.publish import queries
from jiedui.web.charts import Bar, Chart, Part
from jiedui.web.portal.subjects import number_address, span_words
from jiedui.web.tables import Cell, Column, Row, Table
from jiedui.web.wording import say

if TYPE_CHECKING:
    from jiedui.publish.story import Line, Story
    from jiedui.web.wording import Language

HEADS = {
    "promised": "story.promised",
    "given": "story.given",
    "built": "story.built",
    "trained": "story.trained",
    "fewer_poor": "story.fewer_poor",
}
"""Heads of the story, in order, and their words."""

COLUMNS = (
    Column("place", "story.place"),
    *(Column(head, words, "number") for head, words in HEADS.items()),
)


def told_content(language: Language) -> dict[str, object]:
    """Return what the front page's template needs of the story."""
    story = queries.story()
    return {
        "tiles": [_tile(story, head, language) for head in HEADS],
        "chart": _chart(story, language),
        "story": Table(COLUMNS, [_row(line, language) for line in story.lines]),
    }


def _tile(story: Story, head: str, language: Language) -> dict[str, str]:
    one = story.totals.get(head)
    tile = {"name": say(HEADS[head], language), "value": "", "href": "", "more": ""}
    if one is None:
        known = any(head in line.told for line in story.lines)
        return {**tile, "more": say("story.see_table", language) if known else ""}
    places = queries.places_in_words(one.places, language)
    more = " · ".join(filter(None, (places, span_words(one, language))))
    return {**tile, "value": one.shown[language], "href": number_address(one), "more": more}


def _chart(story: Story, language: Language) -> Chart:
    bars = []
    for line in story.lines:
        one = line.told.get("given")
        if one is not None and one.amount and len(line.places) == 1:
            words = one.shown[language]
            name = queries.places_in_words(line.places, language)
            href = reverse("portal:county", args=line.places)
            bars.append(Bar(name, words, (Part(one.amount, "s3", words),), href=href))
    return Chart(say("story.by_place", language), tuple(bars))


def _row(line: Line, language: Language) -> Row:
    name = queries.places_in_words(line.places, language)
    alone = len(line.places) == 1
    href = reverse("portal:county", args=line.places) if alone else ""
    cells = [Cell("+".join(line.places), name, href)]
    for head in HEADS:
        one = line.told.get(head)
        cells.append(
            Cell(None, "")
            if one is None
            else Cell(one.shown[language], one.shown[language], number_address(one))
        )
    return Row(tuple(cells))
