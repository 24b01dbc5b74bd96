"""What may stand on the public board, by construction. Knows no Django.

A wish's public words hold no identity number, no phone, no long number, no house number, no name of
its receiver; who receives is told by a role (三年级女生), never by a name (DOMAIN 6.2, 10.7).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from jiedui.giving.saying import wrong
from jiedui.kernel.identity import holds_long_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.kernel.problem import Problem

ROLES = tuple(
    "学生 同学 女生 男生 小朋友 儿童 孩子 老人 奶奶 爷爷 家庭 农户 住户 户 班 班级 学校 幼儿园 村 "
    "社区 卫生室 卫生院 村医 老师 教师 护林员 护边员 牧民 村民 居民 残疾人 妈妈 母亲 父亲 合作社 "
    "图书室 敬老院 福利院 群众 职工 学员".split()
)
"""One of these words tells that an alias is a role."""

_HOUSE = re.compile(r"\d+\s*(?:号|室|单元|幢|栋|弄)|[一二三四五六七八九十]+(?:单元|幢|栋|弄)")
_ACCOUNT = re.compile(
    r"(?i)(?:qq|wechat|weixin|vx|微信号?|v信|支付宝|邮箱|电话|手机|联系)[::]?\s*\w{4,}|@"
)
_ALIAS = re.compile(r"[\u3400-\u9fff\w·() ]+")


def check_public(words: Mapping[str, str], names: Iterable[str] = ()) -> list[Problem]:
    """Return why public words may not be shown.

    Args:
        words: Field to words.
        names: Full names of those concerned; neither they nor given names of two characters may
            stand in the words.
    """
    hidden = {part for name in names for part in _parts(name)}
    return [problem for field, said in words.items() for problem in _check(field, said, hidden)]


def check_alias(alias: str) -> list[Problem]:
    """Return why an alias does not tell a role."""
    if any(role in alias for role in ROLES) and _ALIAS.fullmatch(alias):
        return []
    expected = "a role and no name, such as 三年级女生, 独居老人, 二组某户"
    return [wrong("ALIAS_NO_ROLE", "alias", expected=expected)]


def _check(field: str, said: str, hidden: set[str]) -> Iterable[Problem]:
    plain = unicodedata.normalize("NFKC", said)
    if holds_long_number(plain):
        yield wrong(
            "PUBLIC_NUMBER", field, expected="no identity number, phone or other long number"
        )
    if _ACCOUNT.search(plain):
        yield wrong("PUBLIC_CONTACT", field, expected="no way to reach a person")
    if _HOUSE.search(plain):
        yield wrong("PUBLIC_ADDRESS", field, expected="no house number; the place stands by itself")
    compact = "".join(plain.split())
    if any(name in compact for name in hidden):
        yield wrong("PUBLIC_NAME", field, expected="no name of whom it concerns")


def _parts(name: str) -> tuple[str, ...]:
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    if len(plain) < 2:
        return ()
    given = plain[1:] if len(plain) == 3 else plain[2:]
    return (plain, given) if len(given) >= 2 else (plain,)
