"""East and west reconcile their numbers before filing: two lists matched, and what differs.

A project is matched by its number, else by name and town, else by a like name or by town with the
same amount. What one side does not state is no difference; a number that is not exact differs only
when it excludes the other. Knows no Django and no file.
"""

from __future__ import annotations

import difflib
import enum
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jiedui.assess.span import span_of, span_text
from jiedui.kernel.gazetteer import stem_of
from jiedui.kernel.place import Form, name_of
from jiedui.papers.document import Document, Heading, Paragraph, Table, Text
from jiedui.papers.typography import set_in_chinese

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jiedui.assess.wording import Words
    from jiedui.kernel.quantity import Interval
    from jiedui.papers.document import Block

LIKE = 75
"""Percent of like signs from which two names may be the same project's."""

WAN = 1_000_000

MEASURES: dict[str, Words] = {
    "total": ("总投资", "cost"),
    "aid": ("援助资金", "aid money"),
    "allotted": ("下达资金", "allotted"),
    "paid": ("拨付资金", "paid"),
    "spent": ("支出资金", "spent"),
    "received": ("我方拨付/对方到位", "paid by us, received by them"),
}
"""What is compared, in order."""


class By(enum.StrEnum):
    """By what two rows were matched."""

    NUMBER = "number"
    NAME = "name"
    LIKE = "like_name"
    AMOUNT = "amount"


class Standing(enum.StrEnum):
    """How a row stands."""

    SAME = "same"
    DIFFERS = "differs"
    UNDECIDED = "undecided"
    ONLY_OURS = "only_ours"
    ONLY_THEIRS = "only_theirs"


STANDINGS: dict[Standing, Words] = {
    Standing.SAME: ("一致", "same"),
    Standing.DIFFERS: ("不一致", "differs"),
    Standing.UNDECIDED: ("不能判定", "cannot be decided"),
    Standing.ONLY_OURS: ("对方没有", "only ours"),
    Standing.ONLY_THEIRS: ("我方没有", "only theirs"),
}

WAYS: dict[By, Words] = {
    By.NUMBER: ("按文号", "by number"),
    By.NAME: ("按名称和乡镇", "by name and town"),
    By.LIKE: ("按相近名称", "by a like name"),
    By.AMOUNT: ("按乡镇和金额", "by town and amount"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One project of a list.

    Attributes:
        name: Its name.
        place: Key of its county, "" when not known; `town` its town's name.
        number: Its number or that of its approval, "" when not stated.
        amounts: Measure to amount in fen; what is not stated is left out.
        where: Where it stands: a cell, or the book.
    """

    name: str
    place: str = ""
    town: str = ""
    number: str = ""
    amounts: Mapping[str, Interval] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure on both sides, with how much theirs is more (fen; None = not exact)."""

    measure: str
    ours: Interval
    theirs: Interval
    more: int | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Row:
    """A project on both sides, or on one.

    Attributes:
        ours: Ours, None when we have none such; `theirs` theirs.
        by: By what they were matched, None when they were not.
        measures: What both sides state.
        standing: How it stands.
    """

    ours: Listed | None
    theirs: Listed | None
    by: By | None
    measures: tuple[Difference, ...]
    standing: Standing

    @property
    def name(self) -> str:
        """Its name, ours first."""
        one = self.ours or self.theirs
        return one.name if one else ""

    @property
    def place(self) -> str:
        """Key of its county."""
        return next((one.place for one in (self.ours, self.theirs) if one and one.place), "")


def reconciled(ours: Iterable[Listed], theirs: Iterable[Listed]) -> list[Row]:
    """Return both lists matched: what differs first, then what only one side has, then the rest."""
    left, right = list(ours), list(theirs)
    rows: list[Row] = []
    for by, test in _TESTS:
        for one in list(left):
            found = [other for other in right if test(one, other)]
            if len(found) == 1 and sum(test(mine, found[0]) for mine in left) == 1:
                rows.append(_row(one, found[0], by))
                left.remove(one)
                right.remove(found[0])
    rows += [Row(one, None, None, (), Standing.ONLY_OURS) for one in left]
    rows += [Row(None, one, None, (), Standing.ONLY_THEIRS) for one in right]
    return sorted(rows, key=lambda row: (_ORDER.index(row.standing), row.place, row.name))


_ORDER = (
    Standing.DIFFERS, Standing.ONLY_THEIRS, Standing.ONLY_OURS, Standing.UNDECIDED, Standing.SAME,
)  # fmt: skip


def _row(one: Listed, other: Listed, by: By) -> Row:
    measures = tuple(
        _difference(measure, one.amounts[measure], other.amounts[measure])
        for measure in MEASURES
        if measure in one.amounts and measure in other.amounts
    )
    standings = {each.standing for each in measures}
    standing = Standing.SAME
    if Standing.DIFFERS in standings:
        standing = Standing.DIFFERS
    elif Standing.UNDECIDED in standings or not measures:
        standing = Standing.UNDECIDED
    return Row(one, other, by, measures, standing)


def _difference(measure: str, ours: Interval, theirs: Interval) -> Difference:
    exact = ours.is_exact and theirs.is_exact
    more = (theirs.low or 0) - (ours.low or 0) if exact else None
    if exact:
        standing = Standing.SAME if not more else Standing.DIFFERS
    else:
        standing = Standing.UNDECIDED if ours.overlaps(theirs) else Standing.DIFFERS
    return Difference(measure, ours, theirs, more, standing)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


_WORK = re.compile(r"(?:(?:建设|工程|援建|帮扶|扶持|实施)*(?:项目|工程)|建设)$")
"""What ends a project's name and says only that it is one."""


def _core(one: Listed) -> str:
    """Return what a project's name says beside its county, its town and that it is a project."""
    name = _plain(one.name)
    county = [name_of(one.place, form=form) for form in (Form.OFFICIAL, Form.SHORT)]
    for above in (*county, stem_of(county[0]), one.town):
        if len(above) > 1 and name.startswith(_plain(above)) and len(name) > len(above) + 1:
            name = name[len(above) :]
    return _WORK.sub("", name) or name


def _beside(one: Listed, other: Listed) -> bool:
    """Whether two may lie in the same county and town, as far as both say."""
    same_place = not one.place or not other.place or one.place == other.place
    same_town = not one.town or not other.town or _plain(one.town) == _plain(other.town)
    return same_place and same_town


def _by_number(one: Listed, other: Listed) -> bool:
    number = _plain(one.number)
    return bool(number) and number == _plain(other.number) and _beside(one, other)


def _by_name(one: Listed, other: Listed) -> bool:
    return _plain(one.name) == _plain(other.name) and _beside(one, other)


def _by_like_name(one: Listed, other: Listed) -> bool:
    if not _beside(one, other):
        return False
    pairs = ((_plain(one.name), _plain(other.name)), (_core(one), _core(other)))
    likes = (difflib.SequenceMatcher(None, *pair, autojunk=False) for pair in pairs)
    return any(like.ratio() * 100 >= LIKE for like in likes)


def _by_amount(one: Listed, other: Listed) -> bool:
    if not (one.town and other.town and _beside(one, other)):
        return False
    shared = [name for name in one.amounts if name in other.amounts]
    return bool(shared) and all(
        one.amounts[name].is_exact and one.amounts[name] == other.amounts[name] for name in shared
    )


_TESTS: tuple[tuple[By, Callable[[Listed, Listed], bool]], ...] = (
    (By.NUMBER, _by_number),
    (By.NAME, _by_name),
    (By.LIKE, _by_like_name),
    (By.AMOUNT, _by_amount),
)


def tally(rows: Sequence[Row]) -> dict[Standing, int]:
    """Return how many rows stand how."""
    return {one: sum(row.standing is one for row in rows) for one in Standing}


def amount_words(value: Interval) -> str:
    """Return an amount in 万元."""
    return span_text(span_of(value, WAN), places=4)


def more_words(one: Difference) -> str:
    """Return how much theirs is more, in 万元 with its sign; "" where it is not exact."""
    if one.more is None:
        return ""
    sign = "+" if one.more > 0 else ""
    whole, rest = divmod(abs(one.more), WAN)
    digits = f"{whole}.{rest:06}".rstrip("0").rstrip(".")
    return f"{sign}{'-' if one.more < 0 else ''}{digits}"


_SAID: dict[str, Words] = {
    "title": ("东西部数据核对单", "Reconciliation of numbers, east and west"),
    "columns": ("项目|内容|我方|对方|差额|结论", "project|measure|ours|theirs|difference|verdict"),
    "caption": ("单位:万元", "10,000 yuan"),
    "differing": ("一、须核对的", "1. To be settled"),
    "agreeing": ("二、已一致的", "2. Agreed"),
    "none": ("没有。", "None."),
    "signed": (
        "我方核对人:            日期:            对方核对人:            日期:",
        "For us:              on:              For the partner:              on:",
    ),
}


def sheet(rows: Sequence[Row], *, subtitle: str, language: str) -> Document:
    """Return the printable sheet both sides sign."""
    at = 0 if language == "zh" else 1
    counts = tally(rows)
    joint = ("、", ", ")[at]
    words = joint.join(f"{STANDINGS[one][at]} {count}" for one, count in counts.items() if count)
    apart = [row for row in rows if row.standing is not Standing.SAME]
    alike = [row for row in rows if row.standing is Standing.SAME]
    blocks: tuple[Block, ...] = (
        Paragraph((Text(f"{words}{('。', '.')[at]}"),)),
        Heading(1, _SAID["differing"][at]), _table("apart", apart, at),
        Heading(1, _SAID["agreeing"][at]), _table("alike", alike, at),
        Paragraph((Text(_SAID["signed"][at]),)),
    )  # fmt: skip
    made = Document("reconciliation", language, _SAID["title"][at], subtitle, blocks)
    return set_in_chinese(made) if language == "zh" else made


def _table(key: str, rows: Sequence[Row], at: int) -> Table | Paragraph:
    if not rows:
        return Paragraph((Text(_SAID["none"][at]),))
    cells: list[tuple[Text, ...]] = []
    for row in rows:
        cells += [tuple(map(Text, one)) for one in lines(row, at)]
    columns = tuple(_SAID["columns"][at].split("|"))
    return Table(key, _SAID["caption"][at], columns, tuple(cells), stub=2)


def lines(row: Row, at: int) -> list[tuple[str, str, str, str, str, str]]:
    """Return a row as lines of a table, one a measure.

    Args:
        row: The row.
        at: 0 for Chinese, 1 for English.
    """
    way = f" ({WAYS[row.by][at]})" if row.by is not None else ""
    if not row.measures:
        one = row.ours or row.theirs
        stated = (
            "、".join(
                f"{MEASURES[name][at]} {amount_words(value)}"
                for name, value in (one.amounts.items() if one else ())
            )
            or "—"
        )
        ours = stated if row.ours and not row.theirs else "—"
        theirs = stated if row.theirs and not row.ours else "—"
        return [(row.name, "—", ours, theirs, "", f"{STANDINGS[row.standing][at]}{way}")]
    return [
        (
            row.name if not number else "",
            MEASURES[one.measure][at], amount_words(one.ours), amount_words(one.theirs),
            more_words(one), f"{STANDINGS[one.standing][at]}{'' if number else way}",
        )
        for number, one in enumerate(row.measures)
    ]  # fmt: skip


def rows_json(rows: Sequence[Row]) -> dict[str, Any]:
    """Return what differs as data; amounts in fen."""
    return {
        "tally": {str(one): count for one, count in tally(rows).items()},
        "projects": [
            {
                "name": row.name,
                "county": row.place or None,
                "county_name": name_of(row.place) if row.place else None,
                "standing": str(row.standing),
                "matched_by": None if row.by is None else str(row.by),
                "ours": None if row.ours is None else row.ours.where,
                "theirs": None if row.theirs is None else row.theirs.where,
                "measures": [
                    {
                        "measure": one.measure,
                        "zh": MEASURES[one.measure][0],
                        "ours": _ends(one.ours),
                        "theirs": _ends(one.theirs),
                        "theirs_more_fen": one.more,
                        "standing": str(one.standing),
                    }
                    for one in row.measures
                ],
            }
            for row in rows
        ],
    }


def _ends(value: Interval) -> dict[str, Any]:
    return {"low": value.low, "stated": value.stated, "high": value.high}
