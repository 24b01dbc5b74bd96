"""Money in words for people: yuan, or 万元 where it reads better, with how exactly it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.kernel.quantity import WAN_YUAN, YUAN, Wording, plain, shown_decimal

if TYPE_CHECKING:
    from jiedui.kernel.quantity import Interval
    from jiedui.web.wording import Language

_WAN_FEN = 1_000_000
_WORDED = {
    Wording.ABOUT: ("约{}", "about {}"),
    Wording.OVER: ("{}余", "over {}"),
    Wording.AT_LEAST: ("至少{}", "at least {}"),
    Wording.AT_MOST: ("至多{}", "at most {}"),
    Wording.NEARLY: ("近{}", "nearly {}"),
}


def yuan(fen: int, language: Language) -> str:
    """Return an amount exactly, in 万元 from ten thousand yuan on where two decimals hold it."""
    if language == "zh" and abs(fen) >= _WAN_FEN and fen % 10_000 == 0:
        return f"{plain(shown_decimal(fen, WAN_YUAN))}万元"
    number = f"{shown_decimal(fen, YUAN):,.2f}".removesuffix(".00")
    return f"{number}元" if language == "zh" else f"{number} yuan"


def money(amount: Interval | None, language: Language) -> str:
    """Return a stated value in words; 未折价 where nobody stated one."""
    if amount is None or amount.stated is None:
        if amount is not None and amount.low and amount.high:
            return f"{yuan(amount.low, language)}–{yuan(amount.high, language)}"
        return "未计价" if language == "zh" else "no stated value"
    said = yuan(amount.stated, language)
    if amount.wording not in _WORDED:
        return said
    zh, en = _WORDED[amount.wording]
    return zh.format(said) if language == "zh" else en.format(said)
