"""What kind of donor a name tells. Knows no Django."""

from __future__ import annotations

import re

_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("foundation", ("基金会", "慈善会", "慈善总会", "红十字会", "基金会嘉定分会", "分会")),
    ("temple", ("寺", "庙", "宫", "道观", "教堂", "清真寺", "佛教协会")),
    ("garrison", ("人武部", "武装部", "部队", "支队", "警备区", "军分区")),
    ("enterprise", ("公司", "集团", "企业", "银行", "厂", "店", "合作社", "支行")),
    ("association", ("商会", "协会", "学会", "联合会", "工商联", "总会", "民盟", "民建", "民革")),
    ("school", ("学校", "小学", "中学", "大学", "学院", "幼儿园")),
    ("hospital", ("医院", "卫生院", "卫生服务中心")),
    ("group", ("支部", "党总支", "班", "志愿者队", "全体职工", "全体干部")),
)
_ADDRESSED = re.compile(r"[\u3400-\u9fff·]{1,8}(?:先生|女士|同志|老师|小姐)")


def guessed_kind(name: str) -> str:
    """Return the kind of donor an organisation's name tells by its end; `unit` where none does."""
    if "、" in name or "+" in name:
        return "joint"
    if name in ("匿名", "无名氏", "不具名", "爱心人士"):
        return "anonymous"
    plain = re.sub(r"\([^()]*\)$", "", name)
    for kind, endings in _ENDINGS:
        if plain.endswith(endings):
            return kind
    return "unit"


def is_person(name: str) -> bool:
    """Whether a name is a person's by the way it is addressed (李先生, 个人:王某)."""
    return bool(_ADDRESSED.fullmatch(name)) or name.startswith(("个人", "市民", "居民", "村民"))


def is_unnamed(payer: str) -> bool:
    """Whether a payer of the book names nobody: a giver not known, or a person told by a number."""
    return payer.startswith("匿名") or bool(_NUMBERED.fullmatch(payer))


def stand_in(number: int) -> str:
    """Return what stands in public for the name of a donor who asked not to be named."""
    return f"匿名捐赠人第{number}号"


_NUMBERED = re.compile(r"个人捐赠者第\d+号")
