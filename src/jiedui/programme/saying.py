"""Money as people write it, as fen: 638万元, 1.2亿元, 6380000元. Knows no Django."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import Wording
from jiedui.reader.amounts import MONEY, amount_of


def fen_said(text: str) -> int:
    """Return exact money in fen; a bare number is 元.

    Raises:
        Refused: It is no exact amount of money in whole fen.
    """
    amount = amount_of(text)
    is_money = amount is not None and (not amount.unit or amount.unit in MONEY)
    if (
        amount is None
        or not is_money
        or amount.wording is not Wording.EXACT
        or amount.high is not None
        or amount.value * 100 != int(amount.value * 100)
    ):
        raise refuse(
            "NUMBER_UNREADABLE", found=text, expected="an exact amount: 638万元, 6380000元"
        )
    return int(amount.value * 100)


def area_said(text: str) -> int:
    """Return a floor area said in square metres as square centimetres.

    Raises:
        Refused: It is no area.
    """
    bare = text.strip().removesuffix("平方米").removesuffix("㎡").removesuffix("m2").strip()
    try:
        found = Decimal(bare.replace(",", "")) * 10_000
    except InvalidOperation:
        found = Decimal(0)
    if found <= 0 or found != int(found):
        raise refuse("NUMBER_UNREADABLE", found=text, expected="square metres: 1200, 85.5")
    return int(found)
