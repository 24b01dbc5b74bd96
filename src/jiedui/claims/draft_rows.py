"""Rows of tables out of claims: single gifts, projects done or planned that the text names.

Periods stay as coarse as they were told, amounts keep their wording, and every row carries the
text's hash and the span of each number in it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jiedui.kernel.place import members, name_of
from jiedui.kernel.quantity import Wording, plain
from jiedui.reader.layout import plain_signs
from jiedui.reader.reading import AREA_M2, MONEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from jiedui.figures.binding.judging import Checked, CheckedText
    from jiedui.reader.reading import Claim

GIFT_HEADINGS = (
    "序号", "捐赠单位", "受赠单位", "受援地区", "捐赠形式", "金额", "物资", "用途", "备注",
)  # fmt: skip
PROJECT_HEADINGS = (
    "序号", "期间", "受援县", "项目名称", "建设内容及规模", "总投资", "市级统筹", "区财政",
    "捐赠(助)", "县自筹", "备注",
)  # fmt: skip
PLAN_HEADINGS = (
    "序号", "年度", "受援县", "项目名称", "主要内容", "总投资", "市级统筹", "区财政", "捐赠(助)",
    "县自筹", "备注",
)  # fmt: skip
"""Those of a yearly plan, each in the column that `PROJECT_HEADINGS` has for it."""

_COLUMN = {None: 5, "municipal": 6, "district": 7, "donation": 8, "self": 9}
_CONTENT, _REMARK = 4, 10

_SAID = {
    Wording.ABOUT: "约{}元", Wording.OVER: "{}元以上", Wording.NEARLY: "近{}元",
    Wording.AT_LEAST: "{}元以上", Wording.AT_MOST: "不超过{}元",
}  # fmt: skip
_REACH = 220
_AFTER = 24
_SENTENCE_END = re.compile(r"[。;!?]")
_PROJECT = re.compile(
    r"(?:^|[,;:。、的有]|实施了?|援建了?|建设了?|新建了?)([^,;:。、的有\s\d]{2,24}?(?:项目|工程))(?=[,(:])"
)
_GENERAL = re.compile(
    r"^(?:各类|其中|援建|援助|帮扶|对口|支援|重点|该|这|此|年度|资金|产业发展|社会事业|新农村建设|农村建设|人才培养|捐赠)"
    r"[^,]{0,6}(?:项目|工程)$"
)
_GOODS = re.compile(
    r"^的?(?:各类|一批)?([\u4e00-\u9fff]{2,12}?)(?:等设备|等物资|等)?(?=[,;。、]|$)"
)
_WORTH = re.compile(r"(?:价值|折款|折价|折合|折资)(?:人民币)?$")
_PURPOSE = re.compile(r"^,?(?:用于|支持|帮助|资助)?([\u4e00-\u9fff]{2,16})(?=[,;。、]|$)")
_OWN_SIDE = re.compile(r"[省市州盟县区旗]$")


def evidence(said: Claim, digest: str) -> str:
    """Return where a number stands in the text, and which text that is."""
    span = "".join(said.text.split())
    return f"原文第{said.start}至{said.end}字“{span}”,文本SHA-256 {digest}"


def full_names(keys: Iterable[str]) -> str:
    """Return places by their official names, towns behind their county."""
    return "、".join(_full_name(part) for key in keys for part in members(key))


def _full_name(key: str) -> str:
    code, colon, town = key.partition(":")
    return f"{name_of(code)}{town}" if colon else name_of(key)


def period_of(said: Claim) -> str:
    """Return the days of a claim as they may be written into a table, "" when none were told."""
    first, last = said.period.first, said.period.last
    if first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}年" if first.year == last.year else f"{first.year}年至{last.year}年"
    if first and last:
        return first.isoformat() if first == last else f"{first.isoformat()}至{last.isoformat()}"
    return ""


def is_of_one_year(said: Claim) -> bool:
    """Whether a claim is told of one year, as a yearly plan needs it."""
    first, last = said.period.first, said.period.last
    return bool(first and last and first.year == last.year)


def is_gift(one: Checked, found: CheckedText) -> bool:
    """Whether a claim is one gift of one giver, no sum of many."""
    said = one.said
    if said.measure is not MONEY or said.source != "donation" or said.donor is None:
        return False
    is_sum = said.part_of is not None or any(other.said.part_of == one.at for other in found.claims)
    name = said.donor.name
    return not is_sum and not _OWN_SIDE.search(name) and "各界" not in name


def gift_row(one: Checked, found: CheckedText, digest: str) -> list[str]:
    """Return a gift as a row of a donation ledger, not yet numbered."""
    said = one.said
    assert said.donor is not None  # noqa: S101  A gift has a giver.
    assert said.recipient is not None  # noqa: S101  And is drafted only with its recipient.
    before = _before(found, said)
    after = plain_signs("".join(found.text[said.end : said.end + 2 * _AFTER].split()))[:_AFTER]
    is_worth = _WORTH.search(before) is not None
    goods = _GOODS.match(after) if is_worth else None
    purpose = None if is_worth else _PURPOSE.match(after)
    return [
        "",
        said.donor.name,
        said.recipient.name,
        full_names(said.recipient.keys),
        "物资" if is_worth else "资金",
        _money(said),
        goods[1] if goods else "",
        purpose[1] if purpose else "",
        evidence(said, digest),
    ]


def project_of(found: CheckedText, one: Checked) -> str:
    """Return the name of the project that a claim's own part of a sentence is about, else ""."""
    said = one.said
    if said.source in ("central", "province"):
        return ""
    before = _SENTENCE_END.split(_before(found, said))[-1]
    named = [name for name in _PROJECT.findall(before) if not _GENERAL.match(name)]
    return named[-1] if named else ""


def project_rows(
    found: CheckedText, claims: Sequence[Checked], digest: str, *, is_planned: bool = False
) -> list[list[str]]:
    """Return named projects as rows of a project ledger or a plan, each with its numbers."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for one in claims:
        said = one.said
        assert said.recipient is not None  # noqa: S101  A project is drafted with its place.
        county = said.recipient.keys[0].partition(":")[0]
        period = f"{said.period.first.year}年" if is_planned and said.period.first else ""
        key = (project_of(found, one), county, period or period_of(said))
        row = rows.setdefault(key, ["", key[2], full_names((county,)), key[0], *[""] * 7])
        if said.measure is AREA_M2:
            row[_CONTENT] = f"建筑面积{_number(said.value)}平方米"
        else:
            row[_COLUMN[said.source]] = _money(said)
        row[_REMARK] = ";".join(filter(None, (row[_REMARK], evidence(said, digest))))
    return list(rows.values())


def _before(found: CheckedText, said: Claim) -> str:
    """Return the words in front of a number, line ends taken out, signs made plain."""
    words = found.text[max(0, said.start - _REACH) : said.start]
    return plain_signs("".join(words.split()))


def _money(said: Claim) -> str:
    return _SAID.get(said.wording, "{}元").format(_number(said.value))


def _number(value: Fraction) -> str:
    return plain(Decimal(value.numerator) / Decimal(value.denominator))
