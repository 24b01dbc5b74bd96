"""A household on the terminal: who, what happened, what it lives on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.place import Form, name_of
from jiedui.registry.wording import both, pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.registry.dossier import Dossier, Told, YearIncome


def dossier_lines(found: Dossier) -> Iterator[str]:
    """Yield the lines that show a household."""
    words = [both("standing", found.standing), both("watch", found.watch)]
    words += [both("poor_type", found.poor_type), both("cause", found.main_cause)]
    yield f"{found.number}  {name_of(found.place, form=Form.FULL)}  {found.place}"
    yield f"{found.days.as_of} (所知至 known {found.days.known}): {'  '.join(filter(None, words))}"
    for one in found.members:
        items = "  ".join(f"{pair('item', name)[0]} {said}" for name, said in one.items.items())
        relation = both("relation", one.relation)
        yield f"  成员 member {one.person}: {one.name}  {one.number}  {relation}  {items}".rstrip()
    for name, said in found.items.items():
        yield f"  {both('item', name)}: {said}"
    for event in found.events:
        yield f"  {_event(event)}"
    for year in found.incomes:
        yield f"  {_income(year)}"
    for met in found.guarantees:
        is_met = "达标 met" if met.is_met else "未达标 not met"
        yield f"  {both('guarantee', met.name)} {met.day}: {is_met} {met.grade}".rstrip()


def _event(one: Told) -> str:
    bound = "不晚于 by " if one.is_bound else ""
    fixes = f" (更正事件 corrects {one.corrects}{', 作废 void' if one.is_void else ''})"
    people = "、".join(filter(None, one.people))
    said = f"事件 {one.number}: {bound}{one.happened_on}  {both('kind', one.kind)}  {people}"
    recorded = f"  登记 recorded {one.recorded_on} {one.told_by}"
    return f"{said}{fixes if one.corrects else ''}{recorded}  {one.reason}".rstrip()


def _income(one: YearIncome) -> str:
    parts = "  ".join(
        f"{pair('income', name)[0]} {_yuan(fen)}" for name, fen in one.parts.items() if fen
    )
    lines = "  ".join(f"{pair('purpose', name)[0]} {_yuan(fen)}" for name, fen in one.lines.items())
    net = "—" if one.net_pc is None else _yuan(one.net_pc)
    return f"{one.year} 人均纯收入 net a person {net}  {parts}  {lines}".rstrip()


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d} 元"
