"""The whole book as a beancount journal, with the same balances, which `bean-check` accepts.

Money stands in yuan as CNY. Every other unit is a commodity counted in its smallest part, and,
because beancount lets nothing stand alone, balanced against `Equity:Counted`. At the end every
account's balance is asserted, so that the reading program proves the export. Intervals and
dimensions are metadata.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jiedui.books import queries
from jiedui.books.chart import side_of
from jiedui.kernel.period import EARLIEST, LATEST
from jiedui.kernel.problem import refuse
from jiedui.kernel.quantity import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jiedui.books.entry import LineDraft
    from jiedui.books.queries import EntryRecord

CHUNK = 500
COUNTED = "Equity:Counted"
"""The account against which counts stand."""

_ROOTS = {"Source": "Income", "Place": "Assets", "Plan": "Equity"}


def write_journal(out: Path) -> int:
    """Write the book as a beancount journal, whole or not at all; return the number of entries.

    Raises:
        Refused: It cannot be written there.
    """
    fresh = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            count = 0
            for piece in _journal():
                count += piece.startswith("\n")
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(out)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise refuse(
            "EXPORT_UNWRITTEN",
            found=f"{out}: {error.strerror}",
            expected="a place with room",
            hint="Nothing was written; choose another place.",
        ) from error
    return count


def account_name(account: str) -> str:
    """Return an account as beancount writes it: Place:Spent is Assets:Place:Spent."""
    root, _, rest = account.partition(":")
    words = "-".join(word[:1].upper() + word[1:] for word in rest.split("_"))
    return f"{_ROOTS.get(root, 'Assets')}:{root}:{words or 'All'}"


def commodity(unit: str) -> str:
    """Return a unit as beancount writes it: fen stands as yuan, CNY."""
    return "CNY" if unit == "fen" else unit.upper()


def number(unit: str, amount: int) -> str:
    """Return an amount as beancount writes it: fen as yuan with two decimals."""
    if unit != "fen":
        return str(amount)
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def _journal() -> Iterator[str]:
    head = queries.head()
    yield f"; {head.number} entries of a Jiedui book; head {head.hash}\n"
    yield 'option "operating_currency" "CNY"\n'
    balances: dict[tuple[str, str], int] = {}
    after = 0
    while after < head.number:
        page = queries.entries_after(after, upto=head.number, limit=CHUNK)
        for record in page:
            yield "".join(_transaction(record, balances))
        after = page[-1].number
    accounts = sorted({account for account, _ in balances})
    yield "".join(f"{EARLIEST} open {account}\n" for account in accounts)
    for (account, unit), amount in sorted(balances.items()):
        yield f"{LATEST} balance {account}  {number(unit, amount)} ~ 0 {commodity(unit)}\n"


def _transaction(record: EntryRecord, balances: dict[tuple[str, str], int]) -> Iterator[str]:
    draft = record.draft
    day = draft.starts if draft.ends == LATEST else draft.ends
    yield f'\n{day} * "{draft.kind}" {_quoted(draft.words)}\n'
    told = {
        "number": str(record.number),
        "hash": record.hash,
        "starts": str(draft.starts),
        "ends": str(draft.ends),
        "document": draft.document,
        "source": draft.source,
        "posted_by": record.posted_by,
        "reverses": "" if draft.reverses is None else str(draft.reverses),
    }
    yield "".join(f"  {name}: {_quoted(value)}\n" for name, value in told.items() if value)
    for one in draft.lines:
        yield from _posting(account_name(one.account), one, balances)
        for name, value in _metadata(one):
            yield f"    {name}: {_quoted(value)}\n"
        if not side_of(one.account):
            yield from _posting(COUNTED, one._replace(amount=-one.amount), balances)


def _posting(account: str, one: LineDraft, balances: dict[tuple[str, str], int]) -> Iterator[str]:
    balances[account, one.unit] = balances.get((account, one.unit), 0) + one.amount
    yield f"  {account}  {number(one.unit, one.amount)} {commodity(one.unit)}\n"


def _metadata(one: LineDraft) -> Iterator[tuple[str, str]]:
    for name, key in zip(one.dims._fields, one.dims, strict=True):
        if key is not None:
            yield name, key
    if one.wording != Wording.EXACT:
        yield "wording", one.wording
        ends = (
            ("lowest", one.low_open, -one.low_delta),
            ("highest", one.high_open, one.high_delta),
        )
        for name, is_open, delta in ends:
            if not is_open:
                yield name, number(one.unit, one.amount + delta)
    others = (
        ("itemised", one.itemised, True),
        ("overlap", one.overlap, "counted"),
        ("cell", one.cell, ""),
    )
    for name, value, usual in others:
        if value != usual:
            yield name, str(value).lower() if value is False else str(value)


def _quoted(text: str) -> str:
    """Return a text between quotation marks, on one line."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " › ".join(plain.split("\t")).replace("\n", " ").replace("\r", " ") + '"'
