"""IATI 2.03: activities and the organisation file (schema, code lists and standard ruleset).

Amounts are stated numbers in yuan; what is not exact says so in words beside it. A period is told
by its last day, as the standard asks for one, and in full in the transaction's description.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from jiedui.kernel.codes import SOURCES
from jiedui.kernel.place import members, name_of
from jiedui.sharing.codes import activity_status, sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jiedui.sharing.activities import Activity, Flow

VERSION = "2.03"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPES = {"committed": "2", "disbursed": "3", "spent": "4"}
_STAGES = {"committed": "投入", "disbursed": "拨付", "spent": "支出"}
_BUDGET_DAYS_MAX = 366
_GOVERNMENT, _LOCAL = "10", "11"
_CLOSED = "4"


class Publisher(NamedTuple):
    """Who publishes: the office's place key and its identifier in the register of organisations."""

    place: str
    ref: str

    @property
    def name(self) -> str:
        """Its name."""
        return name_of(self.place)


def activities_file(found: Iterable[Activity], publisher: Publisher, *, now: dt.datetime) -> bytes:
    """Return the activities as an IATI 2.03 file."""
    root = _made("iati-activities", {"version": VERSION, "generated-datetime": _stamp(now)})
    for one in found:
        root.append(_activity(one, publisher, now))
    return _written(root)


def _stamp(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _made(tag: str, *content: etree._Element | dict[str, str] | str) -> etree._Element:
    """Return an element with attributes, a text and children."""
    element = etree.Element(tag)
    for one in content:
        if isinstance(one, dict):
            for name, value in one.items():
                element.set(name, value)
        elif isinstance(one, str):
            element.text = one
        else:
            element.append(one)
    return element


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _activity(one: Activity, publisher: Publisher, now: dt.datetime) -> etree._Element:
    today = now.date()
    return _made(
        "iati-activity",
        {"default-currency": "CNY", "last-updated-datetime": _stamp(now), _LANG: "zh"},
        _made("iati-identifier", f"{publisher.ref}-{_plain(one.key)}"),
        _reporting(publisher),
        _made("title", _narrative(one.title)),
        _made("description", {"type": "1"}, _narrative(_description(one))),
        *_participants(one, publisher),
        _made("activity-status", {"code": _status(one)}),
        *_dates(one, today),
        _made("activity-scope", {"code": "5" if one.place else "4"}),
        _made("recipient-country", {"code": "CN", "percentage": "100"}),
        *_location(one),
        _made("sector", {"vocabulary": "1", "code": sector(one.category)[0], "percentage": "100"}),
        *(_budget(flow) for flow in one.flows if _is_budget(flow)),
        *(_transaction(flow, publisher, today) for flow in one.flows if flow.stage in _TYPES),
    )


def _status(one: Activity) -> str:
    return _CLOSED if one.ended else activity_status(one.project.state if one.project else "")


def _plain(key: str) -> str:
    """Return a key without the signs an identifier may not have."""
    return key.replace("/", "-").replace("&", "-").replace("|", "-").replace("?", "-")


def _narrative(words: str, language: str = "") -> etree._Element:
    return _made("narrative", {_LANG: language} if language else {}, words)


def _reporting(publisher: Publisher) -> etree._Element:
    attributes = {"ref": publisher.ref, "type": _LOCAL}
    return _made("reporting-org", attributes, _narrative(publisher.name))


def _description(one: Activity) -> str:
    said = one.project.content if one.project and one.project.content else one.title
    left = f"（另有{one.left_out}笔金额未列明，未计入）" if one.left_out else ""
    return f"{said}{left}"


def _participants(one: Activity, publisher: Publisher) -> Iterator[etree._Element]:
    joint = (flow.payer for flow in one.flows if flow.payer)
    for payer in dict.fromkeys(each for payers in joint for each in members(payers)):
        yield _made("participating-org", {"role": "1"}, _narrative(name_of(payer)))
    yield _made(
        "participating-org",
        {"role": "2", "ref": publisher.ref, "type": _LOCAL},
        _narrative(publisher.name),
    )
    unit = one.project.unit if one.project else ""
    if unit or one.place:
        yield _made("participating-org", {"role": "4"}, _narrative(unit or name_of(one.place)))


def _dates(one: Activity, today: dt.date) -> Iterator[etree._Element]:
    """Yield the activity's dates; at least one planned or actual start, as the ruleset asks."""
    project = one.project
    planned, actual = (project.planned_start, project.actual_start) if project else (None, None)
    days: tuple[tuple[str, dt.date | None], ...]
    if planned is None and actual is None:
        known = [flow.starts for flow in one.flows if flow.starts]
        year = project.year if project and project.year else today.year
        day = min(known) if known else dt.date(year, 1, 1)
        words = "账簿所载资金期间的首日，不是开工日期"
        yield _made("activity-date", {"type": "1", "iso-date": day.isoformat()}, _narrative(words))
        planned_end = project.planned_end if project else None
        days = (("3", planned_end if planned_end and planned_end >= day else None),)
    else:
        days = (("1", planned), ("2", actual), ("3", project.planned_end if project else None))
    ended = project.actual_end if project else one.ended
    for kind, when in (*days, ("4", ended if ended and ended <= today else None)):
        if when is not None:
            yield _made("activity-date", {"type": kind, "iso-date": when.isoformat()})


def _location(one: Activity) -> Iterator[etree._Element]:
    if one.place:
        spot = one.project.location if one.project else ""
        yield _made(
            "location",
            _made("name", _narrative(name_of(one.place))),
            *([_made("description", _narrative(spot))] if spot else []),
        )


def _value(flow: Flow, day: dt.date) -> etree._Element:
    return _made("value", {"currency": "CNY", "value-date": day.isoformat()}, _yuan(flow.fen))


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _is_budget(flow: Flow) -> bool:
    return (
        flow.stage == "planned"
        and flow.starts is not None
        and (flow.ends - flow.starts).days < _BUDGET_DAYS_MAX
    )


def _budget(flow: Flow) -> etree._Element:
    starts = flow.starts or flow.ends
    return _made(
        "budget",
        {"type": "1", "status": "1"},
        _made("period-start", {"iso-date": starts.isoformat()}),
        _made("period-end", {"iso-date": flow.ends.isoformat()}),
        _value(flow, starts),
    )


def _transaction(flow: Flow, publisher: Publisher, today: dt.date) -> etree._Element:
    day = min(flow.ends, today)
    return _made(
        "transaction",
        _made("transaction-type", {"code": _TYPES[flow.stage]}),
        _made("transaction-date", {"iso-date": day.isoformat()}),
        _value(flow, day),
        _made("description", _narrative(_told(flow))),
        *_provider(flow, publisher),
    )


def _provider(flow: Flow, publisher: Publisher) -> Iterator[etree._Element]:
    """Yield who gave: money that came from somebody who is not told names nobody."""
    if flow.payer == publisher.place or (not flow.payer and flow.stage != "committed"):
        yield _made("provider-org", {"ref": publisher.ref}, _narrative(publisher.name))
    elif flow.payer:
        yield _made("provider-org", _narrative(name_of(flow.payer)))


def _told(flow: Flow) -> str:
    fund = SOURCES[flow.source].zh if flow.source in SOURCES else ""
    starts = flow.starts.isoformat() if flow.starts else "未载起始日"
    inexact = "" if flow.wording == "exact" else f"；原文为约数（{flow.wording}）"
    numbers = "、".join(map(str, flow.entries[:20]))
    more = "等" if len(flow.entries) > 20 else ""
    return (
        f"{fund}{_STAGES[flow.stage]}，期间 {starts} 至 {flow.ends.isoformat()}{inexact}；"
        f"账簿第 {numbers}{more} 笔"
    )


def organisation_file(
    found: Iterable[Activity], publisher: Publisher, *, now: dt.datetime
) -> bytes:
    """Return the organisation file: what is planned for each county and was spent, by year.

    Only what the book dates within one year is told; totals over several years are not split.
    """
    planned: dict[tuple[int, str], int] = defaultdict(int)
    spent: dict[int, int] = defaultdict(int)
    for one in found:
        for flow in one.flows:
            year = flow.ends.year
            if flow.starts is None or flow.starts.year != year:
                continue
            if flow.stage == "planned":
                planned[year, one.place] += flow.fen
            elif flow.stage == "spent":
                spent[year] += flow.fen
    totals: dict[int, int] = defaultdict(int)
    for (year, _), fen in planned.items():
        totals[year] += fen
    organisation = _made(
        "iati-organisation",
        {"default-currency": "CNY", "last-updated-datetime": _stamp(now), _LANG: "zh"},
        _made("organisation-identifier", publisher.ref),
        _made("name", _narrative(publisher.name)),
        _reporting(publisher),
        *(_year("total-budget", year, fen=fen) for year, fen in sorted(totals.items())),
        *(
            _year("recipient-org-budget", year, fen=fen, recipient=name_of(place))
            for (year, place), fen in sorted(planned.items())
            if place
        ),
        *(_year("total-expenditure", year, fen=fen) for year, fen in sorted(spent.items())),
    )
    root = _made(
        "iati-organisations", {"version": VERSION, "generated-datetime": _stamp(now)}, organisation
    )
    return _written(root)


def _year(kind: str, year: int, *, fen: int, recipient: str = "") -> etree._Element:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    status = {} if kind == "total-expenditure" else {"status": "1"}
    return _made(
        kind,
        status,
        *([_made("recipient-org", _narrative(recipient))] if recipient else []),
        _made("period-start", {"iso-date": first.isoformat()}),
        _made("period-end", {"iso-date": last.isoformat()}),
        _made("value", {"currency": "CNY", "value-date": first.isoformat()}, _yuan(fen)),
    )
