"""The plain words of a label: signs written one way, numbering and codes known apart.

Brackets and marks of footnotes are known apart from the words. Knows no Django.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from jiedui.forms.days import plain_days, without_pairing_rule
from jiedui.forms.english import in_chinese
from jiedui.forms.turns import turned
from jiedui.forms.units import unit_with_decimals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.forms.units import FormUnit

_NUMBERING = re.compile(
    r"^(?:[(]?[一二三四五六七八九十]+[)、.]|[(]?\d{1,2}(?:\.\d{1,2})*[)、]|\d{1,2}\.(?=(?:19|20)\d{2}年)|\d{1,2}(?:\.\d{1,2})*\.?(?=[^\d年月.\-/至到日号])|(?:Q|问题?)[一二三四五六七八九十\d]{0,3}[:.、]|(?P<code>[A-Z]\d{1,2}?(?:[-.]\d{1,2})?)[.、]?(?=[一-鿿(]|(?:19|20)\d{2}年|[A-Z]\d))"
)
BRACKETED = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_MARKS = re.compile(r"(?<=.)[①-⑳¹²³⁴-⁹*＊※†‡▲△]+$|^[*＊※†‡]+|(?<=.)[①-⑳](?=[(（])")
"""Marks of footnotes, or of where a number belongs (共▲), at the end of a label."""

ELSEWHERE = re.compile(
    r"(?:第[一二三四五六]部分|[上前附]?表[一二三四五六\d]*|[上前][列述]|以上|上面)[中内里]?"
    r"[^,;()]{0,4}?(?:所[列述填载]|列[明示出]|已[列填])"
    r"|[上前][列述](?:序号|各?[第项笔])"
    r"|(?:已|是否|未|尚未|没有)(?:被|予以|一并|单独)?(?:计入|列入|纳入|并入|计算在|包含|包括|含)(?!税)|重[复叠]的?(?:部分|金额)|交叉(?:部分|重复)"
)
"""What another part of the form lists, or how much of it is in here: 其中：第一部分所列捐赠."""

GOODS = re.compile(r"捐物|物资|实物|折款|折价|折合|折资|设备|图书|物品")
"""Gifts in kind."""

SHORT_NAMES = {"社会": "SOCIAL", "人才": "TALENT", "农村": "RURAL", "民生": "LIVELIHOOD"}
"""Short names of categories, where they stand alone."""

_DOCUMENT = re.compile(
    r"(?:编|文|提案|建议|议案|案|台账|档案|条目|表|批|征询)号:?[\w〔〕【】\[\]-]*\d[\w〕】\]-]*号?"
    r"|[〔【\[(](?:19|20)\d{2}[〕】\])](?=第?\d+号|号|附[表件]|第)|〔(?:19|20)\d{2}〕"
)
"""The year in a document's number (嘉审调〔2017〕5号), which dates no figure."""


_REMEMBERED = 8_192
"""How many labels are remembered plainly: a form reads each of its labels many times."""


def plain_label(text: object) -> str:
    """Return a label with plain signs, without white space and the year of a document's number."""
    return _plain(str(text))


@lru_cache(maxsize=_REMEMBERED)
def _plain(text: str) -> str:
    told = unicodedata.normalize("NFKC", in_chinese(_MARKS.sub("", text)))
    told = _DOCUMENT.sub("", told)
    return plain_days("".join(told.split()))


def code_of(text: object) -> str:
    """Return the code that a label begins with, "" for none.

    >>> code_of("A2 市拨统筹款"), code_of("A2+A3小计"), code_of("F1大奖赛")
    ('A2', '', 'F1')
    """
    found = _NUMBERING.match(plain_label(text))
    return (found["code"] or "") if found else ""


_CODE = re.compile(r"[A-Z]\d{1,2}(?!\d)|(?<![A-Za-z])[A-Z](?![A-Za-z\d])")


def with_codes(plain: str, labels: Mapping[str, str]) -> str:
    """Return a label with what other labels say instead of their codes: A4占A1, A2+A3小计.

    >>> with_codes("A5A2+A3小计", {"A2": "市级统筹", "A3": "区财政", "A5": ""})
    '市级统筹+区财政小计'
    >>> with_codes("人均(A÷B)", {"A": "资金", "B": "人口"}), with_codes("A", {"A": "资金"})
    ('人均(资金÷人口)', 'A')
    """
    if not labels or _CODE.fullmatch(plain):
        return plain
    own = code_of(plain)
    rest = plain.removeprefix(own) if own in labels else plain
    return _CODE.sub(lambda one: labels.get(one[0]) or one[0], rest)


def mark_of(text: object) -> str:
    """Return the mark of a footnote that a label ends with, "" for none.

    >>> mark_of("资金（万元）①"), mark_of("资金*"), mark_of("资金")
    ('①', '*', '')
    """
    found = _MARKS.search("".join(str(text).split()))
    return found.group() if found else ""


_BESIDE = re.compile(r"^(?:补充|附加|参考)(?:资料|指标|数据)?:(?=.{2})|^附[记报]:(?=.{2})")
"""补充资料：市级统筹所占比重: a row beside the others says its own."""


def reworded(plain: str) -> str:
    """Return a label without its numbering, and with turns of phrase as the vocabulary has them.

    >>> reworded("1.市、区两级财政资金"), reworded("培训人数(同一人多次只计1人)")
    ('两级财政资金', '培训人数(去重)')
    """
    return turned(without_pairing_rule(_NUMBERING.sub("", _BESIDE.sub("", plain))))


def unit_beside(told: str) -> tuple[str, FormUnit | None]:
    """Return words in brackets without the unit that stands among them: (不含捐赠,万元)."""
    parts = re.split("[,;]", told)
    units = [unit_with_decimals(part)[0] for part in parts]
    found = [one for one in units if one is not None]
    if len(found) != 1 or len(parts) == 1:
        return told, None
    return ",".join(part for part, one in zip(parts, units, strict=True) if one is None), found[0]


def core_of(text: object) -> str:
    """Return a label's words without brackets, numbering and 其中, as notes name it.

    >>> core_of("2.其中：2017年（万元）"), core_of("合  计")
    ('2017年', '合计')
    """
    return _core(plain_label(text))


@lru_cache(maxsize=_REMEMBERED)
def _core(plain: str) -> str:
    plain = _NUMBERING.sub("", BRACKETED.sub("", plain))
    return re.sub(r"^其中:?|[:栏列]+$", "", plain)
