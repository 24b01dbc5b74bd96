"""Chosen claims as tables that are received as batches like any other.

A text may be the only source there is. A total becomes a row of a table of stated totals
(公布数表), a single gift one of a donation ledger (捐赠台账), a named project one of a project and
fund ledger (项目资金台账), one planned for a year one of a yearly plan (年度计划表). Each table
goes the way of every return: read, judged, kept sealed, posted by a second person. Each row names
the text (title, SHA-256) and the span its number stands in. What cannot become a row says why
(`fate_of`).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from jiedui.claims.draft_rows import (
    GIFT_HEADINGS,
    PLAN_HEADINGS,
    PROJECT_HEADINGS,
    evidence,
    full_names,
    gift_row,
    is_gift,
    is_of_one_year,
    period_of,
    project_of,
    project_rows,
)
from jiedui.figures.catalogue import FIGURES
from jiedui.kernel.codes import CATEGORIES, SOURCES
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import UNITS, Wording, plain, shown_decimal
from jiedui.kernel.quantity import Shown as ShownUnit
from jiedui.reader.reading import AREA_M2, MONEY, OTHER, PERCENT, Status

if TYPE_CHECKING:
    from collections.abc import Collection

    from jiedui.figures.binding.judging import Checked, CheckedText

RELATIONS = ("含明细", "另计", "未说明")
"""How a stated total stands to the records: contains them, beside them, nobody said."""

DRAFTABLE = frozenset(
    (
        "money", "projects", "building_area", "training_batches", "people_trained",
        "officials_sent", "professionals_sent", "labour_placed", "activities", "visits",
        "households_exited", "registered_poor_households", "registered_poor_people",
    )
)  # fmt: skip
"""Figures that a table of stated totals may state."""

HEADINGS = (
    "序号", "受援地区", "期间", "指标", "公布数", "口径", "资金来源", "项目类别", "与明细关系",
    "出处", "备注",
)  # fmt: skip

TOTAL, GIFT, PROJECT, PLAN = "total", "gift", "project", "plan"

_SAID = {
    Wording.ABOUT: "约{}", Wording.OVER: "{}多", Wording.NEARLY: "近{}",
    Wording.AT_LEAST: "{}以上", Wording.AT_MOST: "不超过{}",
}  # fmt: skip

_WHY = {
    "derived": (
        "比率和增减由别的数算出,不记账。",
        "A rate or a change follows from other numbers; it is not posted.",
    ),
    "no_place": ("没有写明受援地区。", "Which place received it is not said."),
    "planned": (
        "计划中的捐赠,或没有写明是哪一年、叫什么名称的计划项目,请录入年度计划表。",
        "A planned gift, or a project without its year or name: write it into a yearly plan.",
    ),
    "no_giver": ("没有写明捐赠单位。", "Who gave it is not said."),
    "no_figure": (
        "没有对应的指标,也不是单笔捐赠或写明名称的项目。",
        "No figure counts it, and it is no single gift and no project with its name.",
    ),
    "narrower": (
        "比账上的指标更窄(有未解释的词语),不能作公布数。",
        "Narrower than the figure (words are left over); it is no stated total.",
    ),
}


class Table(NamedTuple):
    """A table of chosen claims as a file: its name and its bytes."""

    name: str
    content: bytes


class Fate(NamedTuple):
    """What a claim can become: TOTAL, GIFT, PROJECT, PLAN, or "" and why not (zh, en)."""

    kind: str
    why: tuple[str, str] = ("", "")


def fate_of(one: Checked, found: CheckedText) -> Fate:
    """Return what a claim of a text can become a row of, or why it cannot."""
    said = one.said
    keys = said.recipient.keys if said.recipient else ()
    is_planned = said.status is Status.PLANNED
    named = project_of(found, one) if said.measure in (MONEY, AREA_M2) else ""
    if named and len(keys) == 1 and (not is_planned or is_of_one_year(said)):
        return Fate(PLAN if is_planned else PROJECT)
    if is_gift(one, found) and keys and not is_planned:
        return Fate(GIFT)
    if _is_total(one):
        return Fate(TOTAL)
    return Fate("", _WHY[_obstacle(one, is_planned=is_planned and bool(named))])


def _is_total(one: Checked) -> bool:
    """Whether a claim is bound, to a total that statements may state."""
    asked = one.question
    if asked is None or one.verdict is None or asked.code not in DRAFTABLE:
        return False
    names = {name for name, _ in asked.where}
    return "recipient" in names and names <= {"recipient", "source", "category", "payer"}


def _obstacle(one: Checked, *, is_planned: bool) -> str:
    """Return why a claim becomes no row: a key of `_WHY`."""
    said = one.said
    if said.measure in (PERCENT, OTHER):
        return "derived" if said.measure is PERCENT else "no_figure"
    if not said.recipient or not said.recipient.keys:
        return "no_place"
    if is_planned or (said.status is Status.PLANNED and one.question is None):
        return "planned"
    if said.source == "donation" and said.measure is MONEY and said.donor is None:
        return "no_giver"
    return "narrower" if one.question is not None else "no_figure"


def tables_of(
    found: CheckedText, chosen: Collection[int], *, relation: str, digest: str
) -> list[Table]:
    """Return chosen claims as workbooks: stated totals, gifts (one a period), projects, plans.

    Args:
        found: The checked text.
        chosen: Positions of the claims.
        relation: How the totals stand to the records, one of RELATIONS.
        digest: SHA-256 of the text.

    Raises:
        Refused: None was chosen, one cannot become a row (and why), or the relation is none.
    """
    if relation not in RELATIONS:
        raise refuse("RELATION_UNKNOWN", found=relation or "nothing", expected="、".join(RELATIONS))
    claims = [one for one in found.claims if one.at in chosen]
    fates = {one.at: fate_of(one, found) for one in claims}
    unfit = [
        f"{''.join(one.said.text.split())}:{fates[one.at].why[0]}"
        for one in claims
        if not fates[one.at].kind
    ]
    if unfit or not claims:
        raise refuse(
            "CLAIMS_UNFIT",
            found=";".join(unfit) or "no claim chosen",
            expected="totals, single gifts and named projects whose recipient is known",
            hint="Choose others, or write these into their own table.",
        )
    of = {
        kind: [one for one in claims if fates[one.at].kind == kind]
        for kind in (TOTAL, GIFT, PROJECT, PLAN)
    }
    made: list[Table] = []
    if of[TOTAL]:
        rows = [_row(one, found, relation=relation, digest=digest) for one in of[TOTAL]]
        made.append(_table("公布数", (f"公布数表:{found.document}",), HEADINGS, rows=rows))
    made += _gift_tables(found, of[GIFT], digest)
    if of[PROJECT]:
        rows = project_rows(found, of[PROJECT], digest)
        made.append(_table("项目", (found.document,), PROJECT_HEADINGS, rows=rows))
    if of[PLAN]:
        rows = project_rows(found, of[PLAN], digest, is_planned=True)
        made.append(_table("计划", (f"年度计划表:{found.document}",), PLAN_HEADINGS, rows=rows))
    return [Table(f"读文-{one.name}-{found.document[:60]}.xlsx", one.content) for one in made]


def _gift_tables(found: CheckedText, gifts: list[Checked], digest: str) -> list[Table]:
    """Return the gifts, those of one period in one ledger: its head says the period of all."""
    periods: dict[str, list[Checked]] = {}
    for one in gifts:
        periods.setdefault(period_of(one.said), []).append(one)
    tables = []
    for period, told in sorted(periods.items()):
        rows = [gift_row(one, found, digest) for one in told]
        head = (found.document, *((f"统计期间:{period}",) if period else ()))
        tables.append(_table(f"捐赠{period}", head, GIFT_HEADINGS, rows=rows))
    return tables


def _row(one: Checked, found: CheckedText, *, relation: str, digest: str) -> list[str]:
    asked = one.question
    assert asked is not None  # noqa: S101  Only bound claims are totals.
    where = dict(asked.where)
    source = SOURCES.get(where.get("source", ("",))[0])
    category = CATEGORIES.get(where.get("category", ("",))[0])
    return [
        "",
        full_names(where["recipient"]),
        _period(one),
        FIGURES[asked.code].zh if asked.code.startswith("registered") else asked.code,
        _amount(one),
        "计划" if asked.planned else "实际",
        source.zh if source else "",
        category.zh if category else "",
        relation,
        found.document,
        evidence(one.said, digest),
    ]


def _period(one: Checked) -> str:
    asked = one.question
    assert asked is not None  # noqa: S101
    if asked.as_of is not None:
        return asked.as_of.isoformat()
    first = asked.since.isoformat() if asked.since else ""
    last = asked.until.isoformat() if asked.until else ""
    return f"{first}至{last}" if first and last else first or last


def _amount(one: Checked) -> str:
    assert one.verdict is not None  # noqa: S101
    value, unit = one.verdict.claim.value, one.verdict.unit
    shown = ShownUnit("元", "yuan", 100) if unit == "fen" else _counted(unit)
    said = f"{plain(shown_decimal(value.stated or 0, shown))}"
    worded = _SAID.get(value.wording, "{}").format(said)
    return f"{worded}{shown.zh}"


def _counted(unit: str) -> ShownUnit:
    one = UNITS[unit]
    return ShownUnit(one.zh, one.en, one.scale, len(str(one.scale)) - 1)


def _table(
    name: str, head: tuple[str, ...], headings: tuple[str, ...], *, rows: list[list[str]]
) -> Table:
    """Return a workbook with its title lines, its headings and its rows, numbered."""
    import xlsxwriter  # noqa: PLC0415  Only for who makes drafts.

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("明细")
    for at, line in enumerate(head):
        sheet.write_string(at, 0, line)
    numbered = [[str(number), *row[1:]] for number, row in enumerate(rows, start=1)]
    for at, row in enumerate((headings, *numbered), start=len(head)):
        for column, value in enumerate(row):
            sheet.write_string(at, column, value)
    sheet.set_column(1, len(headings), 18)
    book.close()
    return Table(name, out.getvalue())
