"""Amounts below zero: only what a row says was taken back may be negative."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.exchange.grid import number_of
from jiedui.exchange.kinds.fundfields import FUNDS
from jiedui.exchange.numberwords import number_words
from jiedui.reader.text import normal

if TYPE_CHECKING:
    from jiedui.exchange.faults import Faults
    from jiedui.exchange.tableread import Record, TableRead

_FIGURES = ("target", "month_value", "cumulative", "last_year")
_NEVER_NEGATIVE = frozenset(
    (*FUNDS, "total_fen", "aid_fen", "recipient_own_fen", "amount_fen", *_FIGURES)
)
_MAY_FALL = re.compile(r"增[长幅速减]|净|差额|结余|盈|利润|同比|环比")
"""Words of an indicator whose number may be below zero."""
_TAKEN_BACK = re.compile(
    r"[调核冲扣抵]减|调整|退[回还款]|收回|冲[销正]|红字|扣回|核销|结转|追减|更正|压减"
)


def check_signs(table: TableRead, faults: Faults) -> None:
    """Tell planned or given amounts below zero, once a row, where nothing says it is taken back.

    Brackets say so, (3.5), and so do words such as 调减 or 收回 in the row.
    """
    letters = table.records[0].letters if table.records else {}
    names = sorted(_NEVER_NEGATIVE & letters.keys(), key=lambda name: number_of(letters[name]))
    for record in table.records:
        low = [
            (name, value)
            for name in names
            if isinstance(value := record.fields.get(name), int) and value < 0
        ]
        if low and not is_taken_back(record) and not _may_fall(record):
            name, value = low[0]
            if faults.is_told(table.sheet.name, record.cell(name), ("OUT_OF_RANGE",)):
                continue
            faults.add(
                "OUT_OF_RANGE",
                table.sheet.name,
                record.cell(name),
                found=number_words(table, name, value),
                expected="0 or more; an amount taken back stands in brackets",
            )


def is_taken_back(record: Record) -> bool:
    """Whether the words of a row say that an amount was taken back, or brackets do."""
    texts = [normal(one) for one in record.table.sheet.rows[record.row] if isinstance(one, str)]
    return any(_TAKEN_BACK.search(text) or re.fullmatch(r"\([\d.,]+.*\)", text) for text in texts)


def _may_fall(record: Record) -> bool:
    indicator = record.fields.get("indicator")
    return isinstance(indicator, str) and _MAY_FALL.search(normal(indicator)) is not None
