"""What each row of a table's body is: a record, a sum, a section heading, a note, or nothing."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from jiedui.exchange.across import is_place
from jiedui.exchange.asides import handles
from jiedui.exchange.bodyrows import BodyRow, RowKind, mark_of, nested
from jiedui.exchange.kinds.declaration import ADDITIVE, FieldKind
from jiedui.exchange.tables import is_heading
from jiedui.reader.amounts import amount_of
from jiedui.reader.dates import date_of
from jiedui.reader.englishlines import line_words, sum_words
from jiedui.reader.spans import is_label
from jiedui.reader.text import Blank, blank_of, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.exchange.columns import Binding
    from jiedui.exchange.grid import CellValue, Sheet
    from jiedui.exchange.tables import Table

_OF_SO_MANY = r"(?:\s*\d+\s*[\u4e00-\u9fff]{1,2})?"
"""A sum may say of how many: 合计 11户."""

_TOTAL = re.compile(
    r"(?:其中[::]?)?.{0,16}?(?:小计|合计|总计|共计|累计|总合计|合计数|汇总|总数)(?:数|人数|金额|资金)?(?:\(.*\)|[::].*)?"
    + _OF_SO_MANY
)
_BARE_TOTAL = re.compile(
    r"(?:小计|合计|总计|共计|累计|总合计|本页小计|本页合计|全县合计)[::]?" + _OF_SO_MANY
)
_ENGLISH_SUM = re.compile(r"[/(|]?(?:sub|grand)?-?totals?\)?", re.IGNORECASE)
"""What a sum in two languages says besides: 合计 Total."""

_SUM_WORDS = re.compile(rf"\s*(?:小计|合计|总计|共计|累计)[::]?{_OF_SO_MANY}\s*$")
_SPLIT = frozenset("合计 小计 总计 共计 累计".split())
_GROUP = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)、.]?")
_GROUP_WORDS = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)、.][^\d,。;]{1,24}")
_GROUP_START = re.compile(r"^[(]?[一二三四五六七八九十]{1,3}[)、.]+")
_NOTE = re.compile(
    r"^(?:注(?:明|释)?[::\d.、(]?|备注[::]|说明[::]|附注|填[报表制]|制[表单]|审[核批定]|复核|校核|负责人|分管|主要领导|单位负责|部门负责|"
    r"经办|联系[人电]|报送|盖章|\(?(?:公|盖)章|主管|※|★|☆|\*|数据来源|资料来源|本表|以上|截[止至]|(?:统计|报告|所属|汇总|数据)[期时日][间点段期]?[::]|(?:统计)?(?:期间|时段)[::]|(?:金额)?单位[::]|日期[::]|第\d+页|"
    r"\d+[.、]\D{6,}|[(]\d+[)].{6,})"
)
_SIGNED = re.compile(r"[^\d:,。;]{1,10}[人员长章字话位]:\D*")
_DAY = re.compile(r"\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?")
_WIDE_GAP = re.compile(r"\s{2,}")
_TO_SIGN = re.compile(r"[^\d:,。;]{2,12}:[^\d:,。;]{0,6}")
"""A name to be signed with, behind what it is signed as; several of them may share a cell."""

_LEFT_OPEN = re.compile(r"[^\d:,。;]{2,12}:")
_LABEL_KINDS = frozenset((FieldKind.SEQ, FieldKind.PLACE, FieldKind.PARTY))
_DATES = frozenset(
    (FieldKind.DATE, FieldKind.SPAN, FieldKind.MONTH, FieldKind.AS_OF, FieldKind.PERIOD)
)
_LABEL_LONG = 20
_NUMBERED = 2
_NAMED = 2
"""Fewest columns of names from which a row that fills only one of them is told."""
_OF_WHICH = 20
"""Within so many characters a row that begins with 其中 says so."""

_LONG_TEXT = frozenset(("content", "remark", "purpose", "goods", "location", "basis", "document"))


class _Shape(NamedTuple):
    """What telling the rows apart needs of a table: columns by use, counted from 0."""

    labels: tuple[int, ...]
    far_labels: tuple[int, ...]
    sequence: int | None
    known: tuple[int, ...]
    names: frozenset[int]
    wide: dict[int, set[int]]
    has_plain_sequence: bool
    has_sums: bool
    has_bare_sums: bool
    carried: dict[int, str]
    dated: frozenset[int]


def body_rows(sheet: Sheet, table: Table, binding: Binding) -> list[BodyRow]:
    """Return what every row of a table's body is, in order."""
    shape = _shape(sheet, table, binding)
    found: list[BodyRow] = []
    in_notes = False
    for number in table.body:
        row = _told(sheet.rows[number], number, shape)
        if row.kind is RowKind.SECTION and in_notes:
            row = row._replace(kind=RowKind.NOTE)
        in_notes = row.kind is RowKind.NOTE or (in_notes and row.kind is RowKind.NOTHING)
        found.append(row)
    return nested(_headed_by_sums(found) if shape.has_sums else found)


def _headed_by_sums(rows: list[BodyRow]) -> list[BodyRow]:
    """Return rows in which numbered sums (一、绿春县小计) head those below, if the first does."""
    numbered = [at for at, row in enumerate(rows) if _is_numbered_sum(row)]
    first = next((at for at, row in enumerate(rows) if row.kind is RowKind.RECORD), 0)
    if not numbered or numbered[0] > first:
        return rows
    return [
        row._replace(kind=RowKind.GROUP_TOTAL) if _is_numbered_sum(row) else row for row in rows
    ]


def _is_numbered_sum(row: BodyRow) -> bool:
    return row.kind is RowKind.TOTAL and _GROUP_WORDS.fullmatch(normal(row.label)) is not None


def without_sum_words(label: str) -> str:
    """Return what a sum over a section calls it: 一、绿春县小计 is over 一、绿春县."""
    return _SUM_WORDS.sub("", label) or label


def _shape(sheet: Sheet, table: Table, binding: Binding) -> _Shape:
    numeric = [one.col for one in binding.columns if one.field and one.field.kind in ADDITIVE]
    first = min(numeric, default=10**6)
    labels, names = [], []
    headed = min((one.col for one in binding.columns if one.heading.levels), default=1)
    for one in binding.columns:
        name = one.field.name if one.field else ""
        if max(headed - 2, 1) <= one.col < max(first, 3) and name not in _LONG_TEXT:
            labels.append(one.col - 1)
        if name in binding.kind.keys or (one.field and one.field.is_required):
            names.append(one.col - 1)
    sequence = binding.column("seq")
    at = sequence.col - 1 if sequence else None
    wide: dict[int, set[int]] = {}
    for box in sheet.merged:
        if box.right > box.left and box.top == box.bottom:
            wide.setdefault(box.top, set()).add(box.left - 1)
    plain = at is not None and any(
        _is_plain_number(sheet.at(row, at + 1)) for row in table.body[:200]
    )
    known = tuple(
        one.col - 1
        for one in binding.columns
        if one.field
        and one.field.kind is not FieldKind.SEQ
        and one.field.name not in ("remark", "county")
    )
    return _Shape(
        tuple(labels[:8]),
        tuple(
            one.col - 1
            for one in binding.columns
            if one.field and one.field.kind in _LABEL_KINDS and one.col - 1 not in labels[:8]
        ),
        at,
        known,
        frozenset(names),
        wide,
        plain,
        bool(numeric),
        binding.kind.has_bare_sums,
        _carried_sums(sheet, table, labels),
        frozenset(one.col - 1 for one in binding.columns if one.field and one.field.kind in _DATES),
    )


def _carried_sums(sheet: Sheet, table: Table, labels: list[int]) -> dict[int, str]:
    """Return row to the words of a sum that a merged cell carries down to it."""
    return {
        row: str(value).strip()
        for box in sheet.merged
        if box.bottom > box.top > table.bottom and box.left - 1 in labels
        if isinstance(value := sheet.at(box.top, box.left), str)
        and _BARE_TOTAL.fullmatch(normal(value))
        for row in range(box.top + 1, box.bottom + 1)
    }


def _is_plain_number(value: CellValue) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and normal(value).isdigit())


def _told(values: list[CellValue], number: int, shape: _Shape) -> BodyRow:
    label = _total_label(values, shape) or shape.carried.get(number, "")
    if label:
        return BodyRow(number, RowKind.TOTAL, label)
    if shape.has_plain_sequence and _opens_group(values, shape) and _may_group(values, shape):
        return _group_row(values, number, shape)
    width = len(values)
    if width - values.count(None) <= 4:
        filled = [(at, value) for at, value in enumerate(values) if value is not None]
        kind = _sparse_kind(filled, number, shape)
        if kind is not None:
            return BodyRow(number, kind, str(filled[0][1]).strip() if filled else "")
    if (isinstance(values[0], str) and is_heading(values)) or _is_of_which(values, shape):
        return BodyRow(number, RowKind.NOTHING)
    for at in shape.known:
        if at < width and values[at] is not None:
            return BodyRow(number, RowKind.RECORD)
    return BodyRow(number, RowKind.NOTHING)


def _total_label(values: list[CellValue], shape: _Shape) -> str:
    """Return the words that make a row a sum, "" when it is none."""
    width = len(values)
    for at in (*shape.labels, *shape.far_labels):
        value = values[at] if at < width else None
        if isinstance(value, str) and ("计" in value or "总数" in value or "汇总" in value):
            plain = _ENGLISH_SUM.sub("", normal(value))
            is_bare = shape.has_bare_sums or at in shape.far_labels
            shape_of_sum = _BARE_TOTAL if is_bare else _TOTAL
            if len(plain) < 40 and shape_of_sum.fullmatch(plain):
                return value.strip()
        elif isinstance(value, str) and _is_english_sum(value, is_bare=shape.has_bare_sums):
            return value.strip()
    return _split_total(values, shape) or _lone_total(values, shape)


def _is_english_sum(words: str, *, is_bare: bool) -> bool:
    """Whether English words make a row a sum: Subtotal 2018; `is_bare` for Total alone."""
    if "otal" not in words and "OTAL" not in words and "um" not in words.lower():
        return False
    return bool(sum_words(words)) and (not is_bare or len(words.split()) <= _NUMBERED)


def _lone_total(values: list[CellValue], shape: _Shape) -> str:
    """Return a sum's words wherever they stand, where they are all the words of their row."""
    if None not in values or not shape.has_sums:
        return ""
    if not any(isinstance(one, str) and ("计" in one or "otal" in one.lower()) for one in values):
        return ""
    texts = [one for one in values if isinstance(one, str) and not _is_amount(one)]
    if len(texts) != 1:
        return ""
    shape_of_sum = _BARE_TOTAL if shape.has_bare_sums else _TOTAL
    is_sum = len(texts[0]) < _LABEL_LONG and shape_of_sum.fullmatch(normal(texts[0])) is not None
    is_sum = is_sum or _is_english_sum(texts[0], is_bare=shape.has_bare_sums)
    has_amounts = any(one is not None and one is not texts[0] for one in values)
    return texts[0].strip() if is_sum and has_amounts else ""


def _is_amount(text: str) -> bool:
    return blank_of(text) is not None or amount_of(text) is not None


def _split_total(values: list[CellValue], shape: _Shape) -> str:
    """Return a sum's word that is written over two cells: 合 in one, 计 in the next."""
    width = len(values)
    texts: list[str] = []
    for at in shape.labels:
        one = values[at] if at < width else None
        if isinstance(one, str):
            if not texts and len(one.strip()) != 1:
                return ""
            texts.append(one)
    words = normal("".join(texts[:2]))
    return words if words in _SPLIT else ""


def _is_of_which(values: list[CellValue], shape: _Shape) -> bool:
    """Whether a row tells a part of a sum (其中:产业类) in a kind whose rows have names."""
    first = next((at for at, one in enumerate(values) if one is not None and one != ""), 0)
    words = values[first]
    if not isinstance(words, str) or "其" not in words:
        return False
    if not normal(words[:_OF_WHICH]).startswith("其中"):
        return False
    if first not in shape.labels or shape.has_bare_sums or len(shape.names) < _NAMED:
        return False
    return all(values[at] in (None, "") for at in shape.names if first != at < len(values))


def _opens_group(values: list[CellValue], shape: _Shape) -> bool:
    """Whether a row is numbered 一, 二 ... above rows numbered 1, 2 ..."""
    at = shape.sequence
    value = values[at] if at is not None and at < len(values) else None
    if not isinstance(value, str) or value.isdecimal():
        return False
    plain = normal(value)
    if _GROUP.fullmatch(plain):
        return True
    others = (one for one in values if one is not None and one is not value)
    return _GROUP_WORDS.fullmatch(plain) is not None and not any(
        isinstance(one, str) and blank_of(one) is None for one in others
    )


def _may_group(values: list[CellValue], shape: _Shape) -> bool:
    """Whether a row numbered 一 is no record: in a kind without sums it says nothing but words."""
    return shape.has_sums or len(values) - values.count(None) <= 2


def _group_row(values: list[CellValue], number: int, shape: _Shape) -> BodyRow:
    texts = [
        str(one) for at, one in enumerate(values) if isinstance(one, str) and at != shape.sequence
    ]
    has_numbers = any(
        isinstance(one, int | Decimal) and not isinstance(one, bool) for one in values
    )
    numbered = str(values[shape.sequence or 0]).strip()
    label = texts[0].strip() if texts else numbered
    kind = RowKind.GROUP_TOTAL if has_numbers else RowKind.SECTION
    return BodyRow(number, kind, label, mark_of(numbered))


def _sparse_kind(
    filled: Sequence[tuple[int, CellValue]], number: int, shape: _Shape
) -> RowKind | None:
    """Return what a row with few cells is, None when it may be a record."""
    if not filled:
        return RowKind.NOTHING
    at, first = filled[0]
    if len(filled) == 1 and at not in shape.dated and _is_day(first):
        return RowKind.NOTE
    if not isinstance(first, str):
        return None
    plain = normal(line_words(first))
    has_number = any(isinstance(value, int | Decimal) for _, value in filled[1:])
    is_name = at in shape.names and len(filled) > 1 and ":" not in plain
    is_note = is_label(plain) or (not is_name and _NOTE.match(plain) is not None)
    is_note = is_note or (len(filled) == 1 and _is_dated_sign(first))
    if not has_number and (is_note or _is_signed(filled)):
        return RowKind.NOTE
    if len(filled) == _NUMBERED and _GROUP.fullmatch(plain) and is_place(str(filled[1][1]).strip()):
        return RowKind.SECTION
    return _lone_kind(at, plain, number, shape=shape) if len(filled) == 1 else None


def _is_day(value: CellValue) -> bool:
    """Whether a cell holds nothing but a day or month, as below a signature."""
    if isinstance(value, str):
        said = date_of(value)
        return said.fault is None and said.first is not None and len(said.first) > len("2017")
    return isinstance(value, dt.date)


def _is_dated_sign(text: str) -> bool:
    """Whether a text is an office and, well apart from it, the day it signs."""
    *office, day = _WIDE_GAP.split(text.strip())
    return len(office) == 1 and _DAY.fullmatch(normal(day)) is not None


def _is_signed(filled: Sequence[tuple[int, CellValue]]) -> bool:
    """Whether a row is there to be signed, by its shape: 统计人: beside 负责人:, names or none."""
    texts = [normal(text) for _, value in filled for text in _WIDE_GAP.split(str(value).strip())]
    if len(texts) > len(filled) and all(map(_TO_SIGN.fullmatch, texts)):
        return any(text.endswith(":") or handles(text.partition(":")[0]) for text in texts)
    if all(_SIGNED.fullmatch(text) for text in texts):
        return True
    if _are_open(texts):
        return True
    plain = [text for text in texts if not _SIGNED.fullmatch(text)]
    is_open = _LEFT_OPEN.fullmatch(texts[0]) is not None and texts[0][-2] in "人员长章字话位"
    return is_open and not any(re.search(r"\d", _DAY.sub("", text)) for text in plain)


def _are_open(texts: Sequence[str]) -> bool:
    """Whether several words stand open to be signed beside each other, a day at most with them."""
    words = [text for text in texts if not _DAY.fullmatch(text)]
    is_open = all(_LEFT_OPEN.fullmatch(text) or _SIGNED.fullmatch(text) for text in words)
    return is_open and len(words) >= _NUMBERED


def _lone_kind(at: int, plain: str, number: int, *, shape: _Shape) -> RowKind | None:
    """Return what a row with a single text is, None when it may be a record."""
    if blank_of(plain) is Blank.EMPTY:
        return RowKind.NOTHING
    is_wide = at in shape.wide.get(number, ())
    if _GROUP_WORDS.fullmatch(plain) and is_place(_GROUP_START.sub("", plain)):
        return RowKind.SECTION
    if len(plain) > 30 and at <= 1 and (is_wide or at not in shape.names):
        return RowKind.NOTE
    is_section = is_wide or (at == shape.sequence and not plain.isdigit())
    return RowKind.SECTION if is_section else None
