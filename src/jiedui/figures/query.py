"""The whole compiler: from the shape of a question to SQL over the lines, once per shape.

Three statements. *Settled*: lines wholly inside that have a cell, one sum per cell. *Coarse*: all
others that are inside or touch, each scope netted before it may widen anything. *Lines*: the lines
themselves, for the walk back. Lines are joined to questions only (`figures.scoped`). No Django.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

import ibis

from jiedui.facts.expressions import compiled, mark, rollup, whole_sum
from jiedui.facts.plainness import FILLED, PLAIN, SPECIAL, UNFILLED
from jiedui.figures.catalogue.dimensions import PLACES, TIMES
from jiedui.figures.scoped import asked_columns, asked_lines, days_asked, inside_of, scoped
from jiedui.figures.shape import ALWAYS_FILLED, JOINABLE
from jiedui.figures.stated import SPLIT_BY
from jiedui.figures.statement import (
    ASKED,
    COUNTED,
    FITS,
    HIDDEN,
    NUMBERS,
    OPEN,
    REACH,
    REGION,
    SCOPE,
    SIDES,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from jiedui.figures.shape import Exclusion, Keyed, Shape
    from jiedui.figures.statement import Walk

_TRUE = ibis.literal(True)  # noqa: FBT003
_FALSE = ibis.literal(False)  # noqa: FBT003
_TOLD_BY = {"stage": "account", "town": "recipient"}


def settled_sql(shape: Shape, engine: str) -> str:
    """Return the SQL of sums over lines that are wholly inside and have a cell.

    A cell may have a row for its plain lines, two for its special ones (those filled everywhere and
    the others) and one for each exclusion.
    """
    sides = [_plain_sums(shape, None)]
    for kind in (FILLED, UNFILLED):
        is_filled, special = kind == FILLED, asked_lines(kind, shape)
        special = special.filter(*_settled(special, shape, is_plain=is_filled))
        keys = _cells(special, shape, is_plain=is_filled) | _sides(special, shape)
        sides.append(_grouped(special, keys, _sums(special, shape)))
    sides += [_plain_sums(shape, at) for at, one in enumerate(shape.exclusions) if one.plain]
    return compiled(reduce(lambda one, other: one.union(other), sides), engine)


def _plain_sums(shape: Shape, unpaired: int | None) -> ir.Table:
    """Return sums over plain lines, paired or not; or, negated, over those of one exclusion.

    Unpaired lines are few and lie together, so taking them off is faster than testing every line.
    """
    is_added = unpaired is None and shape.rollup
    t = scoped(rollup(shape.rollup), shape) if is_added else asked_lines(PLAIN, shape)
    t = t.filter(*_settled(t, replace(shape, exclusions=()), is_plain=True))
    sign = 1 if unpaired is None else -1
    if unpaired is not None:
        t = t.filter(*_unpaired(t, unpaired, shape.exclusions[unpaired]))
    amount = t.amount.sum() * shape.sign * sign
    count = _int64(t.n.sum()) if is_added else t.count() * sign
    zero = ibis.literal(0, "int64")
    names = (*NUMBERS, *(f"said_{one}" for one in shape.wordings))
    sums = dict.fromkeys(names, zero)
    sums |= {"n": count, "amount": _int64(amount), "itemised": _int64(amount)}
    keys = _cells(t, shape, is_plain=True) | _sides(t, shape, is_plain=True)
    return _grouped(t, keys, sums)


def _grouped(t: ir.Table, keys: dict[str, Any], sums: dict[str, Any]) -> ir.Table:
    return t.group_by(**keys).aggregate(**sums) if keys else t.aggregate(**sums)


def coarse_sql(shape: Shape, engine: str) -> str:
    """Return the SQL of sums over all other lines that are inside or touch, by cell and scope.

    "" where no line can be: every one is wholly inside or wholly outside such a question.
    """
    if not _is_settled(asked_lines("lines", shape), shape, is_plain=False):
        return ""
    t = _coarse(shape, COUNTED)
    t = t.mutate(**_fits(t, shape), **_sides(t, shape))
    alike = [*dict.fromkeys((*SCOPE, *(_TOLD_BY.get(name, name) for name in shape.by)))]
    flags = [name for name in (*FITS, *SIDES) if name in t.columns]
    ends = {"first": t.account.min(), "last": t.account.max()} if shape.split else {}
    grouped = t.group_by(*alike, *flags).aggregate(**_sums(t, shape), **ends)
    told = _extents(grouped, shape) | _cells(grouped, shape)
    scopes = {f"scope_{name}": grouped[name] for name in SCOPE}
    grouped = grouped.mutate(**told, **scopes).drop(*alike)
    low, high = grouped.amount - grouped.low_delta, grouped.amount + grouped.high_delta
    reached = grouped.mutate(
        least=ibis.least(low, high, 0),
        most=ibis.greatest(low, high, 0),
        **_open_ends(grouped, shape),
    )
    if shape.split:
        is_one = reached.first == reached.last
        account = ibis.ifelse(is_one, reached.first, ibis.null())
        reached = reached.mutate(scope_account=account).drop("first", "last")
    return compiled(reached if shape.detail else _gathered(reached, shape, [*flags, *told]), engine)


def _open_ends(t: ir.Table, shape: Shape) -> dict[str, Any]:
    """Return whether sums may lower or raise an end without limit."""
    if not shape.opens:
        return dict.fromkeys(REACH[2:], ibis.literal(0, "int8"))
    least, most = (t.low_open > 0) | (t.high_open < 0), (t.high_open > 0) | (t.low_open < 0)
    return {"least_open": least.cast("int8"), "most_open": most.cast("int8")}


def _extents(t: ir.Table, shape: Shape) -> dict[str, Any]:
    """Return whether it matters where a line lies, and whether it matters when.

    It does where the line is too coarse for a filter or for the breakdown; a joint recipient's days
    matter too, since each member has its own pairings. What totals say matters where it leaves open
    what the question tells apart. Left out where it never does.
    """
    time = [~t.time_in] if "time_in" in t.columns else []
    time += [_cell(t, name, shape).isnull() for name in shape.by if name in TIMES]
    if shape.excluding:
        time.append(t.excluding.notnull())
    if "recipient" in shape.joined:
        time.append(t.recipient.contains("+").fill_null(_FALSE))
    place = [~t.place_in] if "place_in" in t.columns else []
    place += [_cell(t, name, shape).isnull() for name in shape.by if name in PLACES]
    total = [_cell(t, name, shape).isnull() for name in shape.split]
    found = {"by_place": [*place, *time], "by_time": time, "by_total": total}
    return {name: reduce(or_, tests) for name, tests in found.items() if tests}


_KEPT = {
    "by_place": REGION[:1],
    "by_time": REGION[1:],
    "by_total": (*REGION, "account", *SPLIT_BY),
}
"""What of its scope a row keeps, by what matters."""


def _gathered(t: ir.Table, shape: Shape, keys: list[str]) -> ir.Table:
    """Add up scopes that need not be told apart any more."""
    tests: dict[str, list[ir.BooleanValue]] = {}
    for extent, names in _KEPT.items():
        for name in names if extent in keys else ():
            tests.setdefault(name, []).append(t[extent])
    kept = {
        f"scope_{name}": ibis.ifelse(reduce(or_, some), t[f"scope_{name}"], ibis.null())
        for name, some in tests.items()
    }
    kept |= {f"scope_{name}": t[f"scope_{name}"] for name in shape.by if name in JOINABLE}
    sums = (*NUMBERS, *(f"said_{one}" for one in shape.wordings), *REACH)
    nothing = dict.fromkeys(() if shape.opens else OPEN, ibis.literal(0, "int64"))
    return t.group_by(**{name: t[name] for name in keys}, **kept).aggregate(
        **{name: nothing.get(name, _int64(t[name].sum())) for name in sums}
    )


def _coarse(shape: Shape, columns: tuple[str, ...] = ()) -> ir.Table:
    """Return the lines (or some of their columns) that are inside or touch and are not settled."""
    sides = []
    for kind in (UNFILLED, FILLED, PLAIN) if _is_coarse(shape) else (UNFILLED,):
        t = asked_lines(kind, shape)
        is_filled = kind != UNFILLED
        tests = [*_chosen(t, shape, is_plain=is_filled), *_reached(t, shape, touching=True)]
        settled = _is_settled(t, shape, is_plain=is_filled)
        tests.append(~ibis.coalesce(reduce(and_, settled), _FALSE) if settled else _FALSE)
        asked = (*shape.by, *(one.name for one in shape.keyed), *asked_columns(shape))
        wanted = {*columns, *(one for one in asked if one in t.columns)}
        chosen = t.filter(*tests)
        sides.append(chosen.select(*sorted(wanted)) if columns else chosen)
    return reduce(lambda one, other: one.union(other), sides)


def _settled(t: ir.Table, shape: Shape, *, is_plain: bool) -> list[Any]:
    """Return the predicates of lines that are wholly inside and have a value in every breakdown."""
    return [*_chosen(t, shape, is_plain=is_plain), *_is_settled(t, shape, is_plain=is_plain)]


def _is_settled(t: ir.Table, shape: Shape, *, is_plain: bool) -> list[Any]:
    """Return what tells them from lines that only touch, or are coarser than the breakdown."""
    blank = [name for name in shape.by if not (is_plain and name in ALWAYS_FILLED)]
    inside = _reached(t, shape, touching=False)
    return [*inside, *(_cell(t, name, shape).notnull() for name in blank if name != "stage")]


def _is_coarse(shape: Shape) -> bool:
    """Whether a line that is filled everywhere may be too coarse for questions of this shape."""
    return (
        not shape.is_by_year
        or any(one.plain for one in shape.keyed)
        or any(name not in ALWAYS_FILLED for name in shape.by)
    )


def lines_sql(shape: Shape, walk: Walk, engine: str) -> str:
    """Return the SQL of the lines themselves, in order of entry."""
    coarse = _coarse(shape)
    if walk.inside:
        settled = [
            t.filter(*_settled(t, shape, is_plain=kind == PLAIN), *_counted(t, shape, walk))
            for kind, t in ((kind, asked_lines(kind, shape)) for kind in (PLAIN, SPECIAL))
        ]
        chosen = settled[0].union(settled[1])
        if walk.promoted:
            region = scope_text(coarse).isin([mark("promoted")])
            fits = _fits(coarse, shape)
            inside = [region, fits["rest_in"]] if "rest_in" in fits else [region]
            chosen = chosen.union(coarse.filter(*inside, *_counted(coarse, shape, walk)))
    else:
        special = asked_lines(SPECIAL, shape)
        special = special.filter(*_settled(special, shape, is_plain=False))
        fits = _fits(coarse, shape)
        chosen = coarse.mutate(**fits).union(special.mutate(**dict.fromkeys(fits, _TRUE)))
        chosen = chosen.mutate(**_sides(chosen, shape), **_cells(chosen, shape))
    if walk.inexact:
        chosen = chosen.filter(chosen.wording != "exact")
    if walk.unknown:
        chosen = chosen.filter(chosen.overlap == "unknown")
    if walk.count:
        return compiled(chosen.aggregate(n=chosen.count()), engine)
    shown = chosen.drop(*(name for name in HIDDEN if name not in shape.by)).order_by(
        "entry", "line"
    )
    sql = compiled(shown, engine)  # Said below in SQL: Ibis numbers every row for Spark instead.
    return f"{sql}\nLIMIT '⟦limit⟧' OFFSET '⟦offset⟧'" if walk.paged else sql


def _counted(t: ir.Table, shape: Shape, walk: Walk) -> list[Any]:
    tests = [t.account.isin([mark("accounts")])] if shape.maybe else []
    return [*tests, t.overlap == "counted"] if walk.counted and shape.unknown else tests


def scope_text(t: ir.Table) -> ir.StringValue:
    """Return the region of a line as one text."""
    parts = [t[name].cast("string").fill_null("") for name in REGION]
    return reduce(lambda one, other: one + "|" + other, parts)


def _chosen(t: ir.Table, shape: Shape, *, is_plain: bool) -> list[Any]:
    """Return the predicates that a line meets or does not, however coarse it is.

    Unpaired recipients that no plain line may carry need not be told of lines filled everywhere.
    """
    tests = [_accounts(t, shape)]
    if shape.known_at:
        tests.append(t.entry <= _whole("known_at"))
    if shape.unit:
        tests.append(t.unit == mark("unit"))
    tests += [
        t[name].isin([mark(f"equal_{name}")]) for name in shape.equal if ASKED not in t.columns
    ]
    tests += [_cell(t, name, shape).isnull() for name in shape.empty]
    return tests + [
        _unpaired_not(t, at, one)
        for at, one in enumerate(shape.exclusions)
        if one.plain or not is_plain
    ]


def _reached(t: ir.Table, shape: Shape, *, touching: bool) -> list[Any]:
    """Return the predicates of lines that are inside (or, if `touching`, may lie inside)."""
    tests = [_key_test(t, one, touching=touching) for one in shape.keyed]
    return [*tests, _time_test(t, shape, touching=touching)] if shape.windows else tests


def _accounts(t: ir.Table, shape: Shape) -> ir.BooleanValue:
    main = t.account.isin([mark("accounts")])
    return main | t.account.isin([mark("maybe")]) if shape.maybe else main


def _key_test(t: ir.Table, one: Keyed, *, touching: bool) -> ir.BooleanValue:
    if ASKED in t.columns:  # Beside a question stand only lines whose keys touch it.
        return _TRUE if touching else t[inside_of(one.name)]
    inside = _isin(t[one.name], f"{one.name}_inside", there=one.inside)
    if not touching:
        return inside
    found = inside | _isin(t[one.name], f"{one.name}_touching", there=one.touching)
    return found | t[one.name].isnull() if one.empty else found


def _isin(column: Any, name: str, *, there: bool) -> Any:  # noqa: ANN401  Ibis columns are untyped.
    return column.isin([mark(name)]) if there else _FALSE


def _time_test(t: ir.Table, shape: Shape, *, touching: bool) -> ir.BooleanValue:
    tests = []
    for at in range(shape.windows):
        is_own = ASKED in t.columns
        starts, ends = days_asked(t) if is_own else (_day(f"from{at}"), _day(f"to{at}"))
        if touching:
            tests.append((t.starts <= ends) & (t.ends >= starts))
        else:
            tests.append((t.starts >= starts) & (t.ends <= ends))
    return reduce(or_, tests)


def _unpaired_not(t: ir.Table, at: int, one: Exclusion) -> ir.BooleanValue:
    """Return the predicate of lines that are not left out as unpaired."""
    tests = [ibis.coalesce(test, _FALSE) for test in _unpaired(t, at, one)]
    return reduce(or_, [~test for test in tests])


def _unpaired(t: ir.Table, at: int, one: Exclusion) -> list[Any]:
    """Return the predicates of lines that are left out as unpaired."""
    tests = []
    for number in range(one.periods):
        starts, ends = _day(f"unpaired{at}_from{number}"), _day(f"unpaired{at}_to{number}")
        tests.append((t.starts > ends) | (t.ends < starts))
    if one.owners:
        pair = t.recipient + "|" + t.owner.fill_null("")
        return [*tests, pair.isin([mark(f"unpaired{at}_owners")])]
    return [*tests, t.recipient.isin([mark(f"unpaired{at}")])]


def _fits(t: ir.Table, shape: Shape) -> dict[str, Any]:
    """Return whether a line is inside by place, by time, by everything else; as far as asked."""
    inside = {
        one.name: ibis.coalesce(_key_test(t, one, touching=False), _FALSE) for one in shape.keyed
    }
    fits = {"place_in": inside.pop("recipient")} if "recipient" in inside else {}
    if shape.windows:
        fits["time_in"] = _time_test(t, shape, touching=False)
    return fits | ({"rest_in": reduce(and_, inside.values())} if inside else {})


def _cells(t: ir.Table, shape: Shape, *, is_plain: bool = False) -> dict[str, Any]:
    return {f"by_{name}": _cell(t, name, shape, is_plain=is_plain) for name in shape.by}


def _cell(t: ir.Table, name: str, shape: Shape, *, is_plain: bool = False) -> Any:  # noqa: ANN401
    """Return the column that holds a dimension's value, null where a line is coarser."""
    if name == "stage":
        return t.account
    if name == "town":
        is_town = t.recipient.contains(":") & ~t.recipient.contains("+")
        return ibis.ifelse(is_town, t.recipient, ibis.null())
    if name in shape.joined and not is_plain:
        return ibis.ifelse(t[name].contains("+"), ibis.null(), t[name])
    return t[name]


def _sides(t: ir.Table, shape: Shape, *, is_plain: bool = False) -> dict[str, Any]:
    """Return what tells lines apart that count differently."""
    sides: dict[str, Any] = {}
    if shape.maybe:
        sides["may_belong"] = t.account.isin([mark("maybe")])
    if shape.unknown:
        sides["may_overlap"] = _FALSE if is_plain else t.overlap == "unknown"
    return sides


def _sums(t: ir.Table, shape: Shape) -> dict[str, Any]:
    """Return the sums of a group, mirrored at zero where the figure stands as credits."""
    names = {name: name for name in NUMBERS[1:6]}
    if shape.sign < 0:
        names |= {
            "low_delta": "high_delta", "high_delta": "low_delta",
            "low_open": "high_open", "high_open": "low_open",
        }  # fmt: skip
    amount = t.amount * shape.sign
    sums: dict[str, Any] = {"n": t.sense.sum(), "amount": amount.sum()}
    zero = ibis.literal(0, "int64")
    sums |= {
        name: zero if name in OPEN and not shape.opens else t[column].sum()
        for name, column in names.items()
        if name != "amount"
    }
    sums["itemised"] = ibis.ifelse(t.itemised, amount, 0).sum()
    sums |= {
        f"said_{one}": ibis.ifelse(t.wording == one, t.sense, 0).sum() for one in shape.wordings
    }
    return {name: _int64(one) for name, one in sums.items()}


def _int64(number: ir.Value) -> ir.IntegerValue:
    """Return a sum as 64 bits, which fails where they cannot hold it."""
    return whole_sum(number)


def _day(name: str) -> ir.DateValue:
    return mark(name).cast("date")


def _whole(name: str) -> ir.IntegerValue:
    return mark(name).cast("int64")
