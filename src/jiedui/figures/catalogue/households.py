"""The registered poor: stocks as observed, and differences of two observations."""

from __future__ import annotations

from jiedui.figures.catalogue.dimensions import ADDITIVE, ALWAYS, PLACES
from jiedui.figures.model import Figure, Kind
from jiedui.kernel.codes import CAUSES

_STOCK = (*PLACES, "donor", "owner", "document")
_WORDS = {
    "households": ("建档立卡贫困户", "registered poor households", "household"),
    "people": ("建档立卡贫困人口", "registered poor people", "person"),
}


def _of(what: str) -> tuple[Figure, ...]:
    zh, en, unit = _WORDS[what]
    stock = f"registered_poor_{what}"
    account = {"households": "Stock:RegisteredHouseholds", "people": "Stock:RegisteredPeople"}[what]
    return (
        Figure(
            stock, zh, en, unit, Kind.STOCK,
            (
                "某一天统计到的在册数;没有统计的日子不可知。",
                "The stock observed on a day; a day without an observation is not known.",
            ),
            (account,), dimensions=_STOCK, additive=PLACES, group="households",
        ),
        Figure(
            f"{stock}_fall", f"{zh}减少数", f"fall of {en}", unit, Kind.DERIVED,
            ("期初统计数减期末统计数。", "The first observation less the last."),
            dimensions=_STOCK, terms=(stock,), group="households",
        ),
        Figure(
            f"{stock}_change", f"{zh}变化数", f"change of {en}", unit, Kind.DERIVED,
            (
                "期末统计数减期初统计数,减少为负。",
                "The last observation less the first; a fall is negative.",
            ),
            dimensions=_STOCK, terms=(stock,), group="households",
        ),
        Figure(
            f"{stock}_fall_rate", f"{zh}下降率", f"fall rate of {en}", "percent", Kind.DERIVED,
            ("减少数占期初统计数的百分比。", "The fall in percent of the first observation."),
            dimensions=_STOCK, terms=(stock,), group="households",
        ),
    )  # fmt: skip


_BY_CAUSE = tuple(
    Figure(
        f"registered_poor_households_{one.code.lower()}",
        f"建档立卡贫困户({one.zh})",
        f"registered poor households ({one.en})",
        "household",
        Kind.STOCK,
        (
            f"主要致贫原因为{one.zh}的在册户数,来自已签发的农户统计。",
            f"Registered households of main cause {one.en}, by issued statistics of the register.",
        ),
        (f"Stock:HouseholdsBy{one.code}",),
        dimensions=_STOCK,
        additive=PLACES,
        group="households",
    )
    for one in CAUSES.values()
)

HOUSEHOLDS = (
    *_BY_CAUSE,
    *_of("households"),
    *_of("people"),
    Figure(
        "people_per_household", "户均人口", "people per household", "person_per_household",
        Kind.DERIVED,
        (
            "同一天统计的建档立卡人口除以户数。",
            "Registered people over registered households observed on the same day.",
        ),
        dimensions=_STOCK, terms=("registered_poor_people", "registered_poor_households"),
        group="households",
    ),
    Figure(
        "households_exited", "脱贫户数", "households exited", "household", Kind.FLOW,
        (
            "登记退出的户数;在册数之差不能代替。",
            "Households recorded as exited; a difference of stocks does not answer it.",
        ),
        ("Count:HouseholdsExited",), dimensions=ALWAYS, additive=ADDITIVE, group="households",
    ),
    Figure(
        "households_relapsed", "返贫户数", "households relapsed", "household", Kind.FLOW,
        (
            "登记返贫的户数,来自已签发的农户统计。",
            "Households recorded as relapsed, by the issued statistics of the register.",
        ),
        ("Count:HouseholdsRelapsed",), dimensions=ALWAYS, additive=ADDITIVE, group="households",
    ),
)  # fmt: skip
"""Figures of registered households and people."""
