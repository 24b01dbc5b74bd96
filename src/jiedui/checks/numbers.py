"""Identity numbers as whole numbers: the key people are matched by, and what is wrong with one.

The key of 18 digits is their value; of 17 digits and X it is their negative value, so that two keys
are equal exactly when all 18 characters are. 15 digits are widened first, a disability card gives
the number in it. The common forms take a fast path without regular expressions: a nation has 280
million numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from jiedui.checks.model import Fault
from jiedui.facts.bulk import Added, first_chars, whole_quotient

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

BLANKS = "[\\s\u00a0\u200b\u3000\ufeff'’‘`]"
WIDE, PLAIN = "０１２３４５６７８９ＸｘＢｂ", "0123456789XXBB"
PREFIX_DIGITS = 10**15
"""What the value of 17 digits is divided by to give the province, its first two."""

BIRTH_MIN = 1850_01_01
"""Earlier births are slips of the pen."""


# --- from a text to a key, in steps of which each is worked out once ------------------------------


def _quick(rows: ir.Table) -> Mapping[str, ir.Value]:
    """Read the common form: 18 characters, digits or with an X at the end."""
    text = rows["_text"]
    is_x = text.endswith("X") | text.endswith("x")
    quick = ibis.cases(
        (text.length() != 18, ibis.null("int64")),
        (is_x, -first_chars(text, 17).try_cast("int64")),
        else_=text.try_cast("int64"),
    )
    return {"_quick": quick}


def _clean(rows: ir.Table) -> Mapping[str, ir.Value]:
    """Clean what the quick way could not read for certain.

    A cast also reads 1.5e17 and blanks; such values end in zeros or are too small.
    """
    quick, text = rows["_quick"], rows["_text"]
    is_sound = ((quick >= 10**17) | (quick <= -(10**16)) & (quick > -(10**17))) & (quick % 100 != 0)
    clean = text.re_replace(BLANKS, "").upper().translate(WIDE, PLAIN)
    is_odd = text.notnull() & ~is_sound.fill_null(False)  # noqa: FBT003  A value of the engine's.
    return {
        "_sound": is_sound.ifelse(quick, ibis.null("int64")),
        "_clean": is_odd.ifelse(clean, ibis.null("string")),
    }


def _wide(rows: ir.Table) -> Mapping[str, ir.Value]:
    """Widen 15 digits to 17: those born then were born in the 20th century."""
    clean = rows["_clean"]
    widened = (first_chars(clean, 6) + "19" + clean.right(9)).try_cast("int64")
    is_short = clean.re_search("^[1-9][0-9]{14}$")
    return {"_wide": is_short.ifelse(widened, ibis.null("int64"))}


def _key(rows: ir.Table) -> Mapping[str, ir.Value]:
    """Choose the key: the quick one, or that of 15 digits, odd 18 characters or a card."""
    clean, wide = rows["_clean"], rows["_wide"]
    is_long = clean.re_search("^[1-9][0-9]{16}[0-9X]([1-7][1-4](B[0-9])?)?$")
    key = ibis.cases(
        (clean.isnull(), rows["_sound"]),
        (wide.notnull(), _with_check(wide, check_value(wide))),
        (~is_long, ibis.null("int64")),
        (clean.substr(17, 1) == "X", -first_chars(clean, 17).try_cast("int64")),
        else_=first_chars(clean, 18).try_cast("int64"),
    )
    return {"_key": key}


def _with_check(digits: ir.IntegerColumn, check: ir.IntegerColumn) -> ir.IntegerColumn:
    return (check == 10).ifelse(-digits, digits * 10 + check)


def _fault(rows: ir.Table) -> Mapping[str, ir.Value]:
    """Say whether there is a number at all, and in its form."""
    key, clean = rows["_key"], rows["_clean"]
    formless = (clean.isnull() | (clean == "")).ifelse(int(Fault.MISSING), int(Fault.FORM))
    return {"_fault": key.isnull().ifelse(formless, int(Fault.NONE)).cast("int8")}


def _digits(rows: ir.Table) -> Mapping[str, ir.Value]:
    """Take the 17 digits and the written check character apart."""
    key = rows["_key"]
    return {"_digits": digits_of(key), "_written": (key < 0).ifelse(10, key % 10).cast("int8")}


def _born(rows: ir.Table) -> Mapping[str, ir.Value]:
    """Take the birth date, eight digits that may be none, and work out the check character."""
    digits = rows["_digits"]
    born = whole_quotient(digits, 1000) % 10**8
    return {"_born": born.cast("int32"), "_check": check_value(digits).cast("int8")}


def _thorough_fault(rows: ir.Table) -> Mapping[str, ir.Value]:
    """Look at the birth date and the check character as well."""
    born = rows["_born"]
    fault = ibis.cases(
        (rows["_key"].isnull(), _fault(rows)["_fault"]),
        ((born >= BIRTH_MIN) & _is_common_day(born), _checked(rows)),
        (~_is_possible_day(born), int(Fault.FORM)),
        else_=_checked(rows),
    )
    return {"_fault": fault.cast("int8")}


def _checked(rows: ir.Table) -> ir.IntegerValue:
    return (rows["_written"] == rows["_check"]).ifelse(int(Fault.NONE), int(Fault.CHECK))


_QUICK = Added((("_text", "string"),), _quick)
_CLEAN = Added((("_text", "string"), ("_quick", "int64")), _clean)
_WIDE = Added((("_clean", "string"),), _wide)
_KEY = Added((("_sound", "int64"), ("_clean", "string"), ("_wide", "int64")), _key)
_FAULT = Added((("_key", "int64"), ("_clean", "string")), _fault)
_DIGITS = Added((("_key", "int64"),), _digits)
_BORN = Added((("_digits", "int64"),), _born)
_THOROUGH_FAULT = Added(
    (*_FAULT.needs, ("_written", "int8"), ("_born", "int32"), ("_check", "int8")), _thorough_fault
)

STEPS = (_QUICK, _CLEAN, _WIDE, _KEY, _FAULT)
THOROUGH_STEPS = (_QUICK, _CLEAN, _WIDE, _KEY, _DIGITS, _BORN, _THOROUGH_FAULT)
"""The steps in their order; the first needs the number as text in `_text`."""


def digits_of(key: ir.IntegerColumn) -> ir.IntegerColumn:
    """Return the first 17 digits of a key as a whole number."""
    return (key < 0).ifelse(-key, whole_quotient(key, 10))


def province_of(key: ir.IntegerColumn) -> ir.IntegerColumn:
    """Return the first two digits of a key."""
    return (key < 0).ifelse(
        whole_quotient(-key, PREFIX_DIGITS), whole_quotient(key, 10 * PREFIX_DIGITS)
    )


def check_value(digits: ir.IntegerColumn) -> ir.IntegerColumn:
    """Return the check character of 17 digits as a number, X being 10 (ISO 7064 MOD 11-2).

    The norm's weights are powers of two, so the weighted sum of the digits of n, the last one with
    2, is 2 n - 8 (2 [n / 10] + 4 [n / 100] + 8 [n / 1000] + ...).
    """
    total = digits * 2
    for place in range(1, 17):
        total = total - whole_quotient(digits, 10**place) * (8 << place)
    return (12 - total % 11) % 11


def birth_of(key: ir.IntegerColumn) -> ir.IntegerColumn:
    """Return a key's birth date as a whole number of eight digits; it may be impossible."""
    return whole_quotient(digits_of(key), 1000) % 10**8


def _is_common_day(born: ir.IntegerColumn) -> ir.BooleanColumn:
    """Tell whether it is a day that every month has: all but one in twelve."""
    return (born % 100).between(1, 28) & (whole_quotient(born, 100) % 100).between(1, 12)


def _is_possible_day(born: ir.IntegerColumn) -> ir.BooleanColumn:
    year = whole_quotient(born, 10**4)
    month = whole_quotient(born, 100) % 100
    day = born % 100
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    longest = ibis.cases((month.isin((4, 6, 9, 11)), 30), (month != 2, 31), (is_leap, 29), else_=28)
    return (born >= BIRTH_MIN) & month.between(1, 12) & (day >= 1) & (day <= longest)


def masked(key: ir.IntegerColumn) -> ir.StringColumn:
    """Return a key fit to be shown: its first three and last two characters."""
    digits = digits_of(key)
    last = (key < 0).ifelse(ibis.literal("X"), (key % 10).cast("string"))
    head = whole_quotient(digits, 10**14).cast("string")
    return head + "*************" + (digits % 10).cast("string") + last


def shown(key: ir.IntegerColumn) -> ir.StringColumn:
    """Return a key as the 18 characters it stands for."""
    return (key < 0).ifelse((-key).cast("string") + "X", key.cast("string"))
