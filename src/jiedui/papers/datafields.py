"""What the open data of a publication is made of: every field with its type and both descriptions.

The types are those of a Table Schema. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.quantity import UNITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from jiedui.papers.frozen import Frozen


class Field(NamedTuple):
    """One field: name, `string`, `integer` or `date`, and what it means in both languages."""

    name: str
    kind: str
    zh: str
    en: str

    def schema(self) -> dict[str, object]:
        """Return the field as a Table Schema says it."""
        return {
            "name": self.name,
            "type": self.kind,
            "title": self.zh,
            "description": f"{self.zh} / {self.en}",
            "descriptions": {"zh": self.zh, "en": self.en},
        }


_SMALLEST = "以最小单位计,除以 scale 得 unit 所示单位;比率写作 分子/分母"
_SMALLEST_EN = (
    "in the smallest part: divide by `scale` for the unit; rates are numerator/denominator"
)
_FIGURE: tuple[tuple[Field, Callable[[Frozen], object]], ...] = (
    (
        Field("key", "string", "数字在本发布中的编号", "Key of the number in this publication"),
        lambda one: one.key,
    ),
    (Field("figure", "string", "指标代码", "Code of the figure"), lambda one: one.code),
    (
        Field("definition_version", "integer", "口径版本", "Version of the definition"),
        lambda one: one.version,
    ),
    (Field("name_zh", "string", "名称(中文)", "Name in Chinese"), lambda one: one.name["zh"]),
    (Field("name_en", "string", "名称(英文)", "Name in English"), lambda one: one.name["en"]),
    (
        Field("text_zh", "string", "文中写作(中文)", "As read in the Chinese edition"),
        lambda one: one.text["zh"],
    ),
    (
        Field("text_en", "string", "文中写作(英文)", "As read in the English edition"),
        lambda one: one.text["en"],
    ),
    (
        Field("exact_zh", "string", "账面数(中文)", "With every digit, in Chinese"),
        lambda one: one.exact["zh"],
    ),
    (
        Field("exact_en", "string", "账面数(英文)", "With every digit, in English"),
        lambda one: one.exact["en"],
    ),
    (
        Field("stated", "string", f"所称数值;{_SMALLEST}", f"Value stated, {_SMALLEST_EN}"),
        lambda one: one.stated,
    ),
    (
        Field("low", "string", f"下限;{_SMALLEST}", f"Low end, {_SMALLEST_EN}"),
        lambda one: one.low,
    ),
    (
        Field("high", "string", f"上限;{_SMALLEST}", f"High end, {_SMALLEST_EN}"),
        lambda one: one.high,
    ),
    (Field("unit", "string", "单位代码", "Code of the unit"), lambda one: one.unit),
    (Field("unit_zh", "string", "单位(中文)", "Unit in Chinese"), lambda one: _unit(one, "zh")),
    (Field("unit_en", "string", "单位(英文)", "Unit in English"), lambda one: _unit(one, "en")),
    (
        Field("scale", "integer", "一单位合多少最小单位", "How many smallest parts make one unit"),
        lambda one: UNITS[one.unit].scale if one.unit in UNITS else None,
    ),
    (
        Field(
            "wording",
            "string",
            "说法:exact 为确数,about 为约数等",
            "How it was said: `exact`, `about` and so on",
        ),
        lambda one: str(one.wording),
    ),
    (
        Field("reason", "string", "不是确数的原因(代码)", "Code of why it is not exact"),
        lambda one: one.reason,
    ),
    (
        Field("why_zh", "string", "不是确数的原因", "Why it is not exact, in Chinese"),
        lambda one: one.why["zh"],
    ),
    (
        Field("why_en", "string", "不是确数的原因(英文)", "Why it is not exact, in English"),
        lambda one: one.why["en"],
    ),
    (
        Field("definition_zh", "string", "口径", "What is counted, in Chinese"),
        lambda one: one.definition["zh"],
    ),
    (
        Field("definition_en", "string", "口径(英文)", "What is counted, in English"),
        lambda one: one.definition["en"],
    ),
    (
        Field("observed_on", "date", "存量的统计日", "Day a stock was observed"),
        lambda one: one.as_of or None,
    ),
    (
        Field("entries", "integer", "依据的记账笔数", "How many entries of the book it rests on"),
        lambda one: one.entry_count,
    ),
    (
        Field("known_at", "integer", "读到的最后一笔记账", "Last entry of the book it read"),
        lambda one: one.known_at,
    ),
    (Field("head", "string", "该笔记账的摘要", "Hash of that entry"), lambda one: one.head),
)
FIGURE_FIELDS = tuple(field for field, _ in _FIGURE)
DICTIONARY_FIELDS = (
    Field("resource", "string", "所在数据", "Resource the column stands in"),
    Field("field", "string", "列名", "Name of the column"),
    Field("type", "string", "类型", "Type"),
    Field("description_zh", "string", "含义(中文)", "Meaning in Chinese"),
    Field("description_en", "string", "含义(英文)", "Meaning in English"),
)
LICENCE = {
    "zh": "发布单位没有声明使用许可;使用前请询问发布单位。",
    "en": "The office has not stated a licence; ask it before reuse.",
}
HEAD = {"zh": "帮扶协作账簿第{number}笔记账", "en": "Book of paired assistance, entry {number}"}
RESOURCES = {
    "figures": ("全部公开数字", "Every public number"),
    "dictionary": ("列说明", "Dictionary of the columns"),
}
COLUMN = {"zh": "“{caption}”表“{column}”列", "en": "Column '{column}' of the table '{caption}'"}
KEY_COLUMN = {
    "zh": "“{column}”列数字的编号,见 figures 的 key",
    "en": "Keys of the numbers in the column '{column}': `key` of figures",
}


def values_of(one: Frozen) -> dict[str, object]:
    """Return a number by field, whole numbers as numbers, what was not stated as None."""
    return {field.name: read(one) for field, read in _FIGURE}


def _unit(one: Frozen, language: str) -> str:
    return str(getattr(UNITS[one.unit], language)) if one.unit in UNITS else one.unit
