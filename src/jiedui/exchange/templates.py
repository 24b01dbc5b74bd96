"""Blank workbooks for every kind of return, made from its declaration: to be filled and sent back.

Headings, units, drop-downs, notes and examples all come from the kind, so that what was filled in
is read back without a question. Text is written as text: nothing in it runs. Knows no Django.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING, Any

from jiedui.exchange.examples import CHOICES, columns_of, examples_of, money_unit
from jiedui.exchange.kinds import KINDS, check_kind
from jiedui.exchange.kinds.declaration import FieldKind, Order, PartOf, RowSum, Unique

if TYPE_CHECKING:
    from jiedui.exchange.kinds.declaration import Check, Field, Kind

ROWS = 300
"""So many rows carry drop-downs and input notes."""

MADE = dt.datetime(2025, 1, 1)  # noqa: DTZ001  A workbook's own stamp has no time zone.
"""Creation stamp of every template, so that one declaration gives the same bytes."""

GUIDE = "填写说明"
_LIST_MAX = 255
_RULED = 20
_TITLE_COLUMNS = 13
_PER_PAGE = 18
_A3, _A4 = 8, 9
_TOP = 3
_WIDTHS = {
    FieldKind.SEQ: 6,
    FieldKind.YEAR: 8,
    FieldKind.SEX: 6,
    FieldKind.COUNT: 10,
    FieldKind.MONEY: 13,
    FieldKind.IDENTITY: 22,
    FieldKind.CREDIT_CODE: 22,
    FieldKind.ACCOUNT: 22,
}
_LONG = frozenset("content purpose remark basis document host_position".split())
_HOW: dict[FieldKind, tuple[str, str]] = {
    FieldKind.SEQ: ("从1起依次编号", "1, 2, 3 and so on"),
    FieldKind.MONEY: (
        "填数字,单位见表头;不确切的写“约30”“30余”,未列明的写“未列明”,没有的留空",
        "a number in the heading's unit; 约30 or 30余 if not exact, 未列明 where not stated",
    ),
    FieldKind.COUNT: ("填整数;不确切的写“约30”“30余”", "a whole number; 约30 or 30余 if not exact"),
    FieldKind.RATE: ("填百分数,如 50%", "a percentage such as 50%"),
    FieldKind.DATE: (
        "按 2025-03-05 填写;只知年月的写 2025-03",
        "like 2025-03-05; 2025-03 where only the month is known",
    ),
    FieldKind.MONTH: ("按 1980-01 填写", "like 1980-01"),
    FieldKind.PERIOD: ("如 2025年1月至2025年6月", "like 2025年1月至2025年6月"),
    FieldKind.AS_OF: ("统计到哪一天,如 2025-06-30", "the day observed, like 2025-06-30"),
    FieldKind.YEAR: ("四位年份,如 2025", "four digits, like 2025"),
    FieldKind.PLACE: ("县级全称,乡镇前写县名", "the county's full name, before a town's"),
    FieldKind.PARTY: ("单位或地区全称", "full name of the unit or place"),
    FieldKind.IDENTITY: (
        "18位,按文本填写;只用于核对,不入账",
        "18 characters, as text; only checked",
    ),
    FieldKind.CREDIT_CODE: ("18位统一社会信用代码,按文本填写", "18 characters, as text"),
    FieldKind.FIGURE: ("填数字,单位写在计量单位列", "a number in the unit its row states"),
    FieldKind.QUANTITY: ("填数字", "a number"),
    FieldKind.ACCOUNT: ("按文本填写;只用于核对,不入账", "as text; only checked"),
    FieldKind.AMOUNT: ("数字连同单位,如 120万元、40多个", "number with its unit, like 120万元"),
}
_AS_TEXT = frozenset(
    (
        FieldKind.TEXT,
        FieldKind.DATE,
        FieldKind.MONTH,
        FieldKind.PERIOD,
        FieldKind.AS_OF,
        FieldKind.PLACE,
        FieldKind.PARTY,
        FieldKind.IDENTITY,
        FieldKind.CREDIT_CODE,
        FieldKind.AMOUNT,
        FieldKind.ACCOUNT,
    )
)


def template(code: str) -> bytes:
    """Return a blank workbook for a kind of return.

    Raises:
        Refused: There is no such kind.
    """
    import xlsxwriter  # noqa: PLC0415  Few requests write a workbook.

    check_kind(code)
    kind = KINDS[code]
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": kind.zh, "created": MADE})
    looks = {
        name: book.add_format({"font_name": "宋体", "font_size": 11, "valign": "vcenter", **look})
        for name, look in _LOOKS.items()
    }
    _form(book.add_worksheet(kind.zh[:31]), kind, looks)
    _guide(book.add_worksheet(GUIDE), kind, looks)
    book.close()
    return out.getvalue()


def file_name(code: str) -> str:
    """Return the name a kind's template is handed out under."""
    kind = KINDS.get(code)
    return f"{kind.zh if kind else code}(空表).xlsx"


_EDGE = {"border": 1, "border_color": "#B5BCC6"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "font_name": "黑体"},
    "line": {"font_size": 10, "font_color": "#444B54"},
    "unit": {"font_size": 10, "font_color": "#444B54", "align": "right"},
    "head": {**_EDGE, "bold": True, "align": "center", "bg_color": "#E8EEF5", "text_wrap": True},
    "must": {
        **_EDGE,
        "bold": True,
        "align": "center",
        "bg_color": "#E8EEF5",
        "font_color": "#9C2A1C",
        "text_wrap": True,
    },
    "text": {**_EDGE, "num_format": "@", "text_wrap": True},
    "number": {**_EDGE, "align": "right", "num_format": "General"},
    "rate": {**_EDGE, "align": "right", "num_format": "0.00%"},
    "note": {"text_wrap": True, "valign": "top"},
    "lead": {"bold": True, "font_size": 13, "font_name": "黑体"},
}


def _form(page: Any, kind: Kind, looks: dict[str, Any]) -> None:  # noqa: ANN401  xlsxwriter has no types.
    fields, unit = columns_of(kind), money_unit(kind)
    last = len(fields) - 1
    page.merge_range(0, 0, 0, min(last, _TITLE_COLUMNS), kind.zh, looks["title"])
    page.set_row(0, 30)
    page.write_string(1, 0, "填报单位:", looks["line"])
    page.write_string(1, min(3, last), "截止日期:", looks["line"])
    if any(one.kind is FieldKind.MONEY for one in fields):
        page.write_string(1, last, f"单位:{unit}", looks["unit"])
    page.set_row(2, 34)
    for col, field in enumerate(fields):
        page.set_column(col, col, _width(field))
        page.write_string(
            2, col, heading_of(field, unit), looks["must" if field.is_required else "head"]
        )
        page.data_validation(_TOP, col, _TOP + ROWS - 1, col, _validation(field))
        look = looks[_look(field)]
        for row in range(_TOP, _TOP + _RULED):
            page.write_blank(row, col, None, look)
    for row in range(_TOP, _TOP + _RULED):
        page.set_row(row, 22)
    page.freeze_panes(_TOP, _kept_in_view(fields))
    _print(page, fields)


def _kept_in_view(fields: list[Field]) -> int:
    """Return how many columns stay when a wide table is moved: up to the one that names a row."""
    named = (at for at, one in enumerate(fields, start=1) if one.is_required)
    return min(max(named, default=1), 4)


def _print(page: Any, fields: list[Field]) -> None:  # noqa: ANN401  As above.
    pages = -(-len(fields) // _PER_PAGE)
    page.set_landscape()
    page.set_paper(_A3 if pages > 1 else _A4)
    page.set_margins(0.4, 0.4, 0.5, 0.5)
    page.fit_to_pages(pages, 0)
    page.repeat_rows(2)
    if pages > 1:
        page.repeat_columns(0, _kept_in_view(fields) - 1)
    page.set_footer("&C&P / &N")


def heading_of(field: Field, unit: str) -> str:
    """Return a field's heading in a template: its official words, a star where it is required.

    Args:
        field: The field.
        unit: The unit of money the template asks for.
    """
    said = f"({unit})" if field.kind is FieldKind.MONEY else ""
    return f"{field.zh}{said}{'*' if field.is_required else ''}"


def _look(field: Field) -> str:
    if field.kind in _AS_TEXT or field.name in CHOICES:
        return "text"
    return "rate" if field.kind is FieldKind.RATE else "number"


def _width(field: Field) -> int:
    if field.name in _LONG:
        return 28
    return max(_WIDTHS.get(field.kind, 14), 2 * len(field.zh) + 2 if len(field.zh) < 8 else 14)


def _validation(field: Field) -> dict[str, Any]:
    """Return what a cell of a field accepts; anything else is asked about, never blocked."""
    note = how_to_fill(field)[0]
    told = {"input_title": field.zh[:32], "input_message": note[:255], "ignore_blank": True}
    choices = CHOICES.get(field.name, ())
    if choices and len(",".join(choices)) <= _LIST_MAX:
        return {"validate": "list", "source": list(choices), "error_type": "warning", **told}
    if field.kind is FieldKind.COUNT:
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
    elif field.kind is FieldKind.MONEY:
        rule = {"validate": "decimal", "criteria": ">=", "value": 0}
    elif field.kind is FieldKind.RATE:
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    elif field.kind in (FieldKind.IDENTITY, FieldKind.CREDIT_CODE):
        rule = {"validate": "length", "criteria": "==", "value": 18}
    else:
        return {"validate": "any", **told}
    return {**rule, "error_type": "warning", "error_title": field.zh[:32], **told}


def how_to_fill(field: Field) -> tuple[str, str]:
    """Return how a field is filled in, in Chinese and in English."""
    choices = CHOICES.get(field.name, ())
    if choices:
        return f"从列表选择:{'、'.join(choices)}", f"one of the list: {', '.join(choices)}"
    return _HOW.get(field.kind, ("按实填写", "as it is"))


def _guide(page: Any, kind: Kind, looks: dict[str, Any]) -> None:  # noqa: ANN401  As above.
    """Write how to fill in each column, with an example, as lines of words and not as a table."""
    page.set_column(0, 0, 110)
    page.write_string(0, 0, f"《{kind.zh}》{GUIDE}", looks["lead"])
    lines = [
        "一、第一张表逐行填写;不要改动表头。红色带 * 的列必填。",
        f"二、金额一律按{money_unit(kind)}填写;另用单位的,在数字后写明,如 3万元。",
        "三、不需要填合计行;填了也会核对。",
        "四、上方请填写填报单位和截止日期,如 截止日期:2025年6月30日。",
        "五、各列填法:",
    ]
    examples = examples_of(kind)
    for field in columns_of(kind):
        example = examples[field.name]
        said = f";示例:{example}" if example != "" else ""
        must = "(必填)" if field.is_required else ""
        lines.append(f"　　{field.zh}{must}——{how_to_fill(field)[0]}{said}")
    lines += ["六、读入时会核对:", *(f"　　{one}" for one in _checks(kind))]
    for at, line in enumerate(lines, start=1):
        page.write_string(at, 0, line, looks["note"])


def _checks(kind: Kind) -> list[str]:
    names = {field.name: field.zh for field in kind.fields}
    told = [words for check in kind.checks if (words := _check_words(check, names))]
    return [*dict.fromkeys(told), "号码、日期、地名是否有效,有无重复的行。"]


def _check_words(check: Check, names: dict[str, str]) -> str:
    def said(*parts: str) -> list[str]:
        return [names.get(part, part) for part in parts]

    if isinstance(check, RowSum):
        return f"{said(check.whole)[0]}等于{'、'.join(said(*check.parts))}之和。"
    if isinstance(check, PartOf):
        part, whole = said(check.part, check.whole)
        return f"{part}不大于{whole}。"
    if isinstance(check, Order):
        first, later = said(check.first, check.later)
        return f"{later}不早于{first}。"
    if isinstance(check, Unique):
        return f"{'、'.join(said(*check.names))}都相同的行不应重复。"
    return ""
