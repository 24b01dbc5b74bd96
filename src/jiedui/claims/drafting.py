"""Chosen claims as a table of stated totals (公布数表), to be received as a batch like any other.

The table goes the way of every return: read, judged, kept sealed, posted by a second person. Each
row names the text (title, SHA-256) and the span its number stands in.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from jiedui.figures.catalogue import FIGURES
from jiedui.kernel.codes import CATEGORIES, SOURCES
from jiedui.kernel.place import members, name_of
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import UNITS, Wording, plain, shown_decimal
from jiedui.kernel.quantity import Shown as ShownUnit

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

_SAID = {
    Wording.ABOUT: "约{}", Wording.OVER: "{}多", Wording.NEARLY: "近{}",
    Wording.AT_LEAST: "{}以上", Wording.AT_MOST: "不超过{}",
}  # fmt: skip


class Table(NamedTuple):
    """A table of chosen claims as a file: its name and its bytes."""

    name: str
    content: bytes


def is_draftable(one: Checked) -> bool:
    """Whether a claim can become a row: it is bound, to a total that statements may state."""
    asked = one.question
    if asked is None or one.verdict is None or asked.code not in DRAFTABLE:
        return False
    names = {name for name, _ in asked.where}
    return "recipient" in names and names <= {"recipient", "source", "category", "payer"}


def table_of(found: CheckedText, chosen: Collection[int], *, relation: str, digest: str) -> Table:
    """Return chosen claims as a workbook of stated totals.

    Args:
        found: The checked text.
        chosen: Positions of the claims.
        relation: One of RELATIONS.
        digest: SHA-256 of the text.

    Raises:
        Refused: None was chosen, one cannot become a row, or the relation is none.
    """
    if relation not in RELATIONS:
        raise refuse("RELATION_UNKNOWN", found=relation or "nothing", expected="、".join(RELATIONS))
    claims = [one for one in found.claims if one.at in chosen]
    unfit = [one.said.text for one in claims if not is_draftable(one)]
    if unfit or not claims:
        raise refuse(
            "CLAIMS_UNFIT",
            found="、".join("".join(one.split()) for one in unfit) or "no claim chosen",
            expected="claims of totals whose recipient and figure are known",
            hint="Choose others, or write these into their own table.",
        )
    rows = [
        _row(at, one, found, relation=relation, digest=digest)
        for at, one in enumerate(claims, start=1)
    ]
    return Table(f"读文-{found.document[:60]}.xlsx", _workbook(found.document, rows))


def _row(at: int, one: Checked, found: CheckedText, *, relation: str, digest: str) -> list[str]:
    asked, said = one.question, one.said
    assert asked is not None  # noqa: S101  Only bound claims are draftable.
    where = dict(asked.where)
    source = SOURCES.get(where.get("source", ("",))[0])
    category = CATEGORIES.get(where.get("category", ("",))[0])
    places = [member for key in where["recipient"] for member in members(key)]
    return [
        str(at),
        "、".join(_full_name(key) for key in places),
        _period(one),
        FIGURES[asked.code].zh if asked.code.startswith("registered") else asked.code,
        _amount(one),
        "计划" if asked.planned else "实际",
        source.zh if source else "",
        category.zh if category else "",
        relation,
        found.document,
        f"原文第{said.start}至{said.end}字“{''.join(said.text.split())}”,文本SHA-256 {digest}",
    ]


def _full_name(key: str) -> str:
    code, colon, town = key.partition(":")
    return f"{name_of(code)}{town}" if colon else name_of(key)


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


def _workbook(title: str, rows: list[list[str]]) -> bytes:
    import xlsxwriter  # noqa: PLC0415  Only for who makes drafts.

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("公布数")
    sheet.write_string(0, 0, f"公布数表:{title}")
    for at, row in enumerate((HEADINGS, *rows), start=1):
        for column, value in enumerate(row):
            sheet.write_string(at, column, value)
    sheet.set_column(1, len(HEADINGS), 18)
    book.close()
    return out.getvalue()
