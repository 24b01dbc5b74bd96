"""Two hand-made programmes.

The published one, and another with other places and nothing in common.
"""

from __future__ import annotations

from jiedui.kernel.quantity import NOT_STATED, Wording, said
from tests.publish.handbook import HandBook, Line, day, wan

END = "2017-10-31"
SOURCES = ("MUNICIPAL_POOLED", "DISTRICT_FISCAL", "SOCIAL_DONATION")
OVER_886 = said(886, Wording.OVER)
CATEGORIES = ("RURAL", "SOCIAL", "INDUSTRY", "DONATION")


def jiading() -> HandBook:
    """The published programme of 2017, as far as its page prints it."""
    return HandBook([*_counties(), *_together(), *_plan(), *_around(), *_pairings()])


def _counties() -> list[Line]:
    lines: list[Line] = []
    for key, money, counts, trained in (
        ("632625", ("12231.3", "1415", "410"), (13, 24, 12, 15), (said(29), said(1001))),
        (
            "533422",
            ("6946.2", "1115", "491.75"),
            (16, 11, 13, 10),
            (said(24), said(886, Wording.OVER)),
        ),
    ):
        lines += [
            _span("money", key, wan(amount), "2013-01-01", source=source)
            for source, amount in zip(SOURCES, money, strict=True)
        ]
        lines += [
            _span("projects", key, said(count), "2013-01-01", category=category)
            for category, count in zip(CATEGORIES, counts, strict=True)
        ]
        lines.append(_span("training_batches", key, trained[0], "2013-01-01"))
        lines.append(_span("people_trained", key, trained[1], "2013-01-01"))
    return lines


def _together() -> list[Line]:
    return [
        _span("money", "533401+533422", wan("9437.05"), "2004-01-01"),
        _span("projects", "533401+533422", said(130, Wording.OVER), "2004-01-01"),
        _span("money", "341503:独山镇", wan("900"), "2015-01-01"),
        _span("projects", "341503:独山镇", said(6), "2015-01-01"),
        _span("activities", "341503:独山镇", said(1, Wording.AT_LEAST), "2015-01-01"),
    ]


def _plan() -> list[Line]:
    key, first, last = "532322+532327+532329", day("2017-01-01"), day("2017-12-31")
    money = zip(SOURCES[:2], ("2552", "430"), strict=True)
    counts = (("RURAL", 3), ("INDUSTRY", 9), ("TALENT", 13))
    return [
        *(
            Line("money", key, wan(amount), first, last, source=one, planned=True)
            for one, amount in money
        ),
        *(
            Line("projects", key, said(count), first, last, category=one, planned=True)
            for one, count in counts
        ),
    ]


def _around() -> list[Line]:
    school = "632625/民族中学教学楼"
    return [
        *_stocks("632625", (1653, 6358), (442, 1778)),
        *_stocks("533422", (4801, 21164), (1987, 9007)),
        _gift("嘉定镇街道", "632625", said(10_000_000, Wording.OVER)),
        _gift("区信访办", "632625", said(3_110_000)),
        _gift("南翔镇", "533422:升平镇", wan("50")),
        _gift("万佛寺", "632625", NOT_STATED),
        _span("building_area", "632625", said(40_000_000), "2013-01-01", project=school),
        _span("project_cost", "632625", wan("1200"), "2013-01-01", project=school),
    ]


def _pairings() -> list[Line]:
    return [
        _pairing("310000", "632600", "COUNTERPART_SUPPORT", "2010-07-01"),
        _pairing("310114", "632625", "COUNTERPART_SUPPORT", "2012-01-01"),
        _pairing("310114", "533401", "COUNTERPART_AID", "2004-01-01", "2011-12-31"),
        _pairing("310114", "533422", "COUNTERPART_AID", "2004-01-01"),
        _pairing("310000", "530000", "COUNTERPART_AID", "", "2016-10-31"),
        _pairing("310000", "530000", "EAST_WEST_POVERTY", "2016-11-01"),
        _pairing("310114", "532327", "EAST_WEST_POVERTY", "2017-01-01"),
        _pairing("310114", "532322", "EAST_WEST_POVERTY", "2017-01-01"),
        _pairing("310114", "532329", "XIAOKANG_ACTION", "2017-01-01"),
        _pairing("区人武部", "341503:独山镇", "REVOLUTIONARY_BASE", "2015-01-01"),
    ]


def willow() -> HandBook:
    """Another programme.

    苏州 and 铜仁, one recipient county with a rounding trap, no plan, no joint total.
    """
    owner = "320506"
    lines = [
        Line(
            "money",
            key,
            said(fen),
            day("2021-01-01"),
            day("2021-12-31"),
            source=source,
            owner=owner,
        )
        for key, row in (
            ("520622", (333_333, 333_333, 333_334)),
            ("520624", (1_111_115, 2_222_225, 4_444_445)),
        )
        for source, fen in zip(
            ("MUNICIPAL_POOLED", "DISTRICT_FISCAL", "TOWNSHIP"), row, strict=True
        )
    ]
    lines += [
        Line(
            "people_trained",
            "520622",
            said(300, Wording.ABOUT),
            day("2021-01-01"),
            day("2021-12-31"),
            owner=owner,
        ),
        _pairing(owner, "520622", "EAST_WEST_COLLAB", "2021-04-01", owner=owner),
        _pairing(owner, "520624", "EAST_WEST_COLLAB", "2021-04-01", owner=owner),
    ]
    return HandBook(lines)


def _span(code: str, recipient: str, value: object, starts: str, **more: object) -> Line:
    return Line(code, recipient, value, day(starts), day(END), **more)  # type: ignore[arg-type]


def _gift(donor: str, recipient: str, value: object) -> Line:
    return Line("gift", recipient, value, day(""), day(END), payer=donor, kind="gift")  # type: ignore[arg-type]


def _stocks(key: str, first: tuple[int, int], last: tuple[int, int]) -> list[Line]:
    return [
        Line(code, key, said(count), day(date), day(date), kind="stock")
        for date, counts in (("2013-12-31", first), (END, last))
        for code, count in zip(
            ("registered_poor_households", "registered_poor_people"), counts, strict=True
        )
    ]


def _pairing(
    donor: str, recipient: str, kind: str, starts: str, ends: str = "open", owner: str = "310114"
) -> Line:
    return Line(
        "pairings",
        recipient,
        said(1),
        day(starts),
        day(ends),
        payer=donor,
        owner=owner,
        kind="pairing",
        pairing_kind=kind,
    )
