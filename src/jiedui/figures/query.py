"""The whole compiler: from the shape of a question to SQL over the lines, once per shape.

Three statements. *Exact*: plain lines wholly inside, one sum per cell. *Rest*: special lines and
plain ones too coarse for the question, each scope netted before it may widen anything. *Lines*: the
lines themselves, for the walk back. None joins anything to a line. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

import ibis

from jiedui.facts.backend import compiled, lines, mark
from jiedui.facts.plainness import PLAIN, SPECIAL
from jiedui.figures.catalogue.dimensions import PLACES, TIMES
from jiedui.figures.shape import ALWAYS_FILLED

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from jiedui.figures.shape import Exclusion, Keyed, Shape

SCOPE = (
    "recipient", "payer", "owner", "source", "category", "project", "programme", "state",
    "starts", "ends", "excluding",
)  # fmt: skip
"""What lines must share to be netted against each other before they widen an answer."""

REGION = ("recipient", "owner", "starts", "ends", "excluding")
"""What decides where and when a line can lie."""

NUMBERS = ("n", "amount", "low_delta", "high_delta", "low_open", "high_open", "itemised")
"""Sums of every row of *rest*; then one per wording, and how far the scopes can widen."""

HIDDEN = ("province", "prefecture", "county", "year", "quarter", "month", "pairing_kind")
"""Columns that only repeat others, not shown with a line."""

REACH = ("least", "most", "least_open", "most_open")

_TRUE = ibis.literal(True)  # noqa: FBT003
_FALSE = ibis.literal(False)  # noqa: FBT003


@lru_cache(maxsize=512)
def exact_sql(shape: Shape, engine: str) -> str:
    """Return the SQL of sums over plain lines that are wholly inside, by cell: n, amount."""
    t = lines(PLAIN)
    chosen = t.filter(_within(t, shape, touching=False), _filled(t, shape))
    keys = _cells(chosen, shape) | _sides(chosen, shape)
    sums = {"n": chosen.count(), "amount": (chosen.amount * shape.sign).sum()}
    return compiled(
        chosen.group_by(**keys).aggregate(**sums) if keys else chosen.aggregate(**sums), engine
    )


@lru_cache(maxsize=512)
def rest_sql(shape: Shape, engine: str) -> str:
    """Return the SQL of sums over all other lines that are inside or touch, by cell and scope."""
    t = _rest(shape)
    fits = _fits(t, shape)
    empty = reduce(or_, [_cell(t, name).isnull() for name in shape.by], _FALSE)
    regional_by = [name for name in shape.by if name in (*PLACES, *TIMES)]
    regional = reduce(
        or_,
        [~fits["place_in"], ~fits["time_in"], *(_cell(t, name).isnull() for name in regional_by)],
        t.excluding.notnull() if shape.excluding else _FALSE,
    )
    coarse = regional | ~fits["rest_in"] | empty
    keys = _cells(t, shape) | _sides(t, shape) | fits | {"coarse": coarse, "regional": regional}
    scopes = {
        f"scope_{name}": ibis.ifelse(coarse, t[name], ibis.null(t[name].type())) for name in SCOPE
    }
    grouped = t.group_by(**keys, **scopes).aggregate(**_sums(t, shape))
    low, high = grouped.amount - grouped.low_delta, grouped.amount + grouped.high_delta
    reached = grouped.mutate(
        least=ibis.least(low, high, 0),
        most=ibis.greatest(low, high, 0),
        least_open=((grouped.low_open > 0) | (grouped.high_open < 0)).cast("int8"),
        most_open=((grouped.high_open > 0) | (grouped.low_open < 0)).cast("int8"),
    )
    return compiled(reached if shape.detail else _gathered(reached, shape, list(keys)), engine)


def _gathered(t: ir.Table, shape: Shape, keys: list[str]) -> ir.Table:
    """Add up scopes that need not be told apart any more."""
    kept = {
        f"scope_{name}": ibis.ifelse(
            t.regional, t[f"scope_{name}"], ibis.null(t[f"scope_{name}"].type())
        )
        for name in REGION
    }
    kept |= {f"scope_{name}": t[f"scope_{name}"] for name in shape.by if name in SCOPE}
    names = (*NUMBERS, *(f"said_{one}" for one in shape.wordings), *REACH)
    return t.group_by(**{name: t[name] for name in keys}, **kept).aggregate(
        **{name: t[name].sum() for name in names}
    )


def _rest(shape: Shape) -> ir.Table:
    """Return the lines that are not settled by *exact*."""
    special = lines(SPECIAL)
    special = special.filter(_within(special, shape, touching=True))
    if not _is_coarse(shape):
        return special
    plain = lines(PLAIN)
    settled = _within(plain, shape, touching=False) & _filled(plain, shape)
    return special.union(plain.filter(_within(plain, shape, touching=True), ~settled))


def _is_coarse(shape: Shape) -> bool:
    """Whether a plain line may be too coarse for questions of this shape."""
    return (
        not shape.is_by_year
        or any(one.touching or one.name in ("programme", "state") for one in shape.keyed)
        or any(name not in ALWAYS_FILLED for name in shape.by)
    )


@dataclass(frozen=True, slots=True)
class Walk:
    """What is wanted of the lines themselves.

    Attributes:
        inside: Whether lines wholly inside are wanted; else the special ones, with how they fit.
        promoted: Whether lines of some scopes are inside though their days or places reach further.
        counted: Whether lines of unknown overlap are left out.
        count: Whether only their number is wanted.
        limit: At most so many; 0 = all.
        offset: Leave out so many first.
    """

    inside: bool = True
    promoted: bool = False
    counted: bool = True
    count: bool = False
    limit: int = 0
    offset: int = 0


@lru_cache(maxsize=512)
def lines_sql(shape: Shape, walk: Walk, engine: str) -> str:
    """Return the SQL of the lines themselves, in order of entry."""
    rest = _rest(shape)
    if walk.inside:
        plain = lines(PLAIN)
        plain = plain.filter(_within(plain, shape, touching=False), _filled(plain, shape))
        chosen = plain.union(rest.filter(_promoted(rest, shape, walk)))
        if shape.maybe:
            chosen = chosen.filter(chosen.account.isin([mark("accounts")]))
    else:
        chosen = rest.mutate(**_fits(rest, shape), **_sides(rest, shape))
    if walk.count:
        return compiled(chosen.aggregate(n=chosen.count()), engine)
    shown = chosen.drop(*HIDDEN).order_by("entry", "line")
    return compiled(shown.limit(walk.limit, offset=walk.offset) if walk.limit else shown, engine)


def _promoted(t: ir.Table, shape: Shape, walk: Walk) -> ir.BooleanValue:
    """Return the predicate of special lines that are inside, by what they say or by their scope."""
    fits = _fits(t, shape)
    region = fits["place_in"] & fits["time_in"]
    if walk.promoted:
        region = region | scope_text(t).isin([mark("promoted")])
    inside = region & fits["rest_in"]
    return inside & (t.overlap == "counted") if walk.counted and shape.unknown else inside


def scope_text(t: ir.Table) -> ir.StringValue:
    """Return the region of a line as one text."""
    parts = [t[name].cast("string").fill_null("") for name in REGION]
    return reduce(lambda one, other: one + "|" + other, parts)


def _within(t: ir.Table, shape: Shape, *, touching: bool) -> ir.BooleanValue:
    """Return the predicate of lines that are inside (or, if `touching`, may lie inside)."""
    tests = [_accounts(t, shape)]
    if shape.known_at:
        tests.append(t.entry <= _whole("known_at"))
    if shape.unit:
        tests.append(t.unit == mark("unit"))
    tests += [t[name].isin([mark(f"equal_{name}")]) for name in shape.equal]
    tests += [_cell(t, name).isnull() for name in shape.empty]
    tests += [_key_test(t, one, touching=touching) for one in shape.keyed]
    if shape.windows:
        tests.append(_time_test(t, shape, touching=touching))
    tests += [~_unpaired(t, at, one) for at, one in enumerate(shape.exclusions)]
    return reduce(and_, tests)


def _accounts(t: ir.Table, shape: Shape) -> ir.BooleanValue:
    main = t.account.isin([mark("accounts")])
    return main | t.account.isin([mark("maybe")]) if shape.maybe else main


def _key_test(t: ir.Table, one: Keyed, *, touching: bool) -> ir.BooleanValue:
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
        starts, ends = _day(f"from{at}"), _day(f"to{at}")
        if touching:
            tests.append((t.starts <= ends) & (t.ends >= starts))
        else:
            tests.append((t.starts >= starts) & (t.ends <= ends))
    return reduce(or_, tests)


def _unpaired(t: ir.Table, at: int, one: Exclusion) -> ir.BooleanValue:
    tests = [t.recipient.isin([mark(f"unpaired{at}")]).fill_null(_FALSE)]
    if one.owners:
        named = t.owner.isin([mark(f"unpaired{at}_owners")]).fill_null(_FALSE)
        tests.append(named | t.owner.isnull() if one.no_owner else named)
    for number in range(one.periods):
        starts, ends = _day(f"unpaired{at}_from{number}"), _day(f"unpaired{at}_to{number}")
        tests.append((t.starts > ends) | (t.ends < starts))
    return reduce(and_, tests)


def _fits(t: ir.Table, shape: Shape) -> dict[str, Any]:
    """Return whether a line is inside by place, by time, and by everything else."""
    inside = {one.name: _key_test(t, one, touching=False).fill_null(_FALSE) for one in shape.keyed}
    place = inside.pop("recipient", _TRUE)
    time = _time_test(t, shape, touching=False) if shape.windows else _TRUE
    return {"place_in": place, "time_in": time, "rest_in": reduce(and_, inside.values(), _TRUE)}


def _filled(t: ir.Table, shape: Shape) -> ir.BooleanValue:
    """Return the predicate of lines whose cell is known in every breakdown."""
    tests = [_cell(t, name).notnull() for name in shape.by if name not in ALWAYS_FILLED]
    return reduce(and_, tests, _TRUE)


def _cells(t: ir.Table, shape: Shape) -> dict[str, Any]:
    return {f"by_{name}": _cell(t, name) for name in shape.by}


def _cell(t: ir.Table, name: str) -> Any:  # noqa: ANN401  Ibis columns are untyped.
    """Return the column that holds a dimension's value, null where a line is coarser."""
    if name == "stage":
        return t.account
    if name == "town":
        is_town = t.recipient.contains(":") & ~t.recipient.contains("+")
        return ibis.ifelse(is_town, t.recipient, ibis.null("string"))
    if name in ("recipient", "owner", "source", "category"):
        return ibis.ifelse(t[name].contains("+"), ibis.null("string"), t[name])
    return t[name]


def _sides(t: ir.Table, shape: Shape) -> dict[str, Any]:
    """Return what tells lines apart that count differently."""
    sides: dict[str, Any] = {}
    if shape.maybe:
        sides["may_belong"] = t.account.isin([mark("maybe")])
    if shape.unknown:
        sides["may_overlap"] = t.overlap == "unknown"
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
    sums |= {name: t[column].sum() for name, column in names.items() if name != "amount"}
    sums["itemised"] = ibis.ifelse(t.itemised, amount, 0).sum()
    sums |= {
        f"said_{one}": ibis.ifelse(t.wording == one, t.sense, 0).sum() for one in shape.wordings
    }
    return sums


def _day(name: str) -> ir.DateValue:
    return mark(name).cast("date")


def _whole(name: str) -> ir.IntegerValue:
    return mark(name).cast("int64")
