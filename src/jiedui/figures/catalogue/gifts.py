"""Gifts from society, whether or not they may be inside a stated total."""

from __future__ import annotations

from jiedui.figures.catalogue.dimensions import ADDITIVE, ALWAYS
from jiedui.figures.model import Figure, Kind

GIFTS = (
    Figure(
        "gift", "社会捐赠", "gifts", "fen", Kind.FLOW,
        (
            "逐笔记载的捐赠(现金和折价物资),不论是否已含在公布的合计内;金额未列明的只放宽上限。",
            ("Gifts on record, cash or goods at value, inside a stated total or not; one without "
            "an amount only raises the upper end."),
        ),
        ("Source:Gift",), sign=-1, dimensions=(*ALWAYS, "source", "category", "project"),
        additive=(*ADDITIVE, "source", "category"), overlap="any", group="gifts",
    ),
    Figure(
        "gifts_count", "捐赠笔数", "number of gifts", "gift", Kind.FLOW,
        ("记载的捐赠笔数,一笔只计一次。", "Gifts on record, each counted once."),
        ("Count:Gifts",), dimensions=(*ALWAYS, "source"), additive=ADDITIVE, overlap="any",
        group="gifts",
    ),
)  # fmt: skip
"""Figures of gifts."""
