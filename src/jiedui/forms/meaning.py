"""What the words of one label mean together: its brackets, one subject, one operation, one place.

Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jiedui.forms.rewording import BRACKETED, unit_beside
from jiedui.forms.units import decimals_said, is_rate, unit_with_decimals
from jiedui.kernel.place import covers

if TYPE_CHECKING:
    from jiedui.forms.units import FormUnit

_ONLY_CUT = re.compile(
    r"(?:保留|取|留|精确到|到|填|至|小数点?后?|四舍五入|不进位|舍去|[零一两二三四0-4]位|小数|整数?|百分数|[,、])+"
)
"""（保留一位小数）: how a number is cut, and nothing else."""

_WEAK = ("money", "projects", "cost")
_TRAINED = {"officials", "professionals", "registered"}
_DIVIDING = {"per_person", "per_household", "people_per_household", "mean_county"}


def qualified(found: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the subject that only qualifies another: 贫困户 in 贫困户培训人次, 帮扶贫困户资金."""
    subjects = found.get("subject", [])
    strong = [one for one in subjects if one not in {*_WEAK, "area"}]
    if len(strong) > 1 and set(strong) != {"registered", "exited"}:
        counted = subject_among(subjects)
        return tuple(one for one in strong if one != counted)
    is_divided = bool(_DIVIDING & set(found.get("operation", ())))
    is_paid = strong == ["registered"] and bool({"money", "cost"} & set(subjects))
    return ("registered",) if is_paid and not is_divided else ()


def subject_among(several: list[str] | None) -> str | None:
    """Return the subject that says most: training in 培训项目, consumption in 消费扶贫资金."""
    if not several:
        return None
    strong = [one for one in several if one not in _WEAK]
    if set(strong) == {"registered", "exited"}:
        return "exited"  # 脱贫退出的贫困户: who got out, whoever they were.
    if "training" in strong and strong[-1] in _TRAINED:
        return "training"  # 培训村干部: who was trained, whoever they were.
    return strong[-1] if strong else several[-1]


def operation_among(several: list[str]) -> str | None:
    """Return what is done with a figure: a share that falls is a fall in percent."""
    told = set(several)
    if "rank" in told and len(told) > 1:
        return "rank_of_rates"
    if told & {"difference", "ratio"} and len(told) > 1:
        # 甲县占乙县的比例; 甲县比乙县多减少: no figure is worked out so.
        return "ratio" if told == {"ratio", "share"} else "of_rates"
    if told >= {"fall", "share"} or "fall_rate" in told:
        return "fall_rate"
    if told >= {"growth", "share"} or "growth_rate" in told:
        return "growth_rate"
    for name in several:
        if name != "share" or len(several) == 1:
            return name
    return several[0] if several else None


def finest(keys: list[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return places without those that only say where another of them lies."""
    kept = [
        (key, code)
        for key, code in dict.fromkeys(keys)
        if not any(other != key and covers(key, other) for other, _ in keys)
    ]
    return tuple(key for key, _ in kept), tuple(code for _, code in kept)


_DECIMALS = re.compile(
    r"(?:四舍五入|截断|截尾|请|均|并|后|,)*(?:保留|取|填|精确到)?(?:整数|(?:小数点?后?)?[一二两三四1-4]位(?:小数)?)(?:四舍五入|截断|截尾|,)*"
)
"""（保留一位小数）: how a number is cut, and nothing else."""


@dataclass
class Bracketed:
    """What brackets of a label hold: its unit and decimals, rates that are no unit, other words."""

    unit: FormUnit | None = None
    decimals: int | None = None
    rates: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)


def _without_cut(told: str) -> tuple[str, int | None]:
    """Return words in brackets without how the number is cut: (2013年以来,亿元,两位小数)."""
    parts = told.split(",")
    cut = [one for one in parts if _DECIMALS.fullmatch(one)]
    rest = [one for one in parts if one not in cut]
    if not cut or not rest or _DECIMALS.fullmatch(told):
        return told, None
    return ",".join(rest), decimals_said(cut[0])


def bracketed(text: str) -> Bracketed:
    """Return what the brackets of a label hold."""
    found = Bracketed()
    for one in BRACKETED.finditer(text):
        told, cut = _without_cut(one[1] if one[1] is not None else one[2])
        found.decimals = cut if cut is not None else found.decimals
        own, places = unit_with_decimals(told)
        if _DECIMALS.fullmatch(told) and (places := decimals_said(told)) is not None:
            found.decimals = places
        elif is_rate(told):
            found.rates.append(told)
        elif own:
            found.unit, found.decimals = own, found.decimals if places is None else places
        elif (decimals := decimals_said(told)) is not None and _ONLY_CUT.fullmatch(told):
            found.decimals = decimals
        else:
            told, beside = unit_beside(told)
            found.unit = found.unit or beside
            found.inner.append(told)
    return found
