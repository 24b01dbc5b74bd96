"""Identity numbers: checking, masking, finding them in free text, and a keyed hash to find them by.

Forms: 18 characters (GB 11643-1999, the last a check character by ISO 7064 MOD 11-2), the 15 digits
used before, and the 20 characters of a disability card (an identity number, a category 1-7 and a
grade 1-4; `B` and a digit follow on a replacement card). The region is no ground for refusal:
numbers are given after a code has been retired, so an unknown one is only worth a remark. Knows no
Django.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jiedui.kernel.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY_BYTES_MIN = 32
"""Shortest key for `keyed_hash`, as long as the digest it makes."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ID_18 = re.compile(r"\d{17}[\dX]")
_ID_15 = re.compile(r"\d{15}")
_CARD = re.compile(r"(\d{17}[\dX])([1-7])([1-4])(B\d)?")
_OLDEST = 1850


class IdKind(enum.StrEnum):
    """Form of an identity number."""

    ID_18 = "id_18"
    ID_15 = "id_15"
    DISABILITY_CARD = "disability_card"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking an identity number found.

    Attributes:
        number: The number as compared: NFKC, no white space, x as X. Never log or show it.
        kind: Its form.
        code: "" when nothing is wrong, else ID_FORMAT or ID_CHECK_DIGIT.
        expected: What should have stood there, in the words of a problem; names nobody.
        birth: Date of birth, None when it cannot be read.
        is_male: Sex by the sequence number, None when it cannot be read.
        has_known_region: Whether the first six digits were ever a division's code (advice only).
    """

    number: str
    kind: IdKind
    code: str = ""
    expected: str = ""
    birth: dt.date | None = None
    is_male: bool | None = None
    has_known_region: bool = False

    @property
    def is_valid(self) -> bool:
        """Whether form, date and check character are right."""
        return not self.code

    @property
    def masked(self) -> str:
        """The number fit to be shown."""
        return mask_number(self.number)


def compact(text: str) -> str:
    """Return a number as it is compared: NFKC, without white space, x as X."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def check_identity(text: str, *, today: dt.date | None = None) -> Checked:
    """Return what is right and wrong with an identity number or a disability card's number.

    Args:
        text: The number as written.
        today: Refuse a birth after this day; None = do not look.
    """
    number = compact(text)
    if _ID_18.fullmatch(number):
        return _checked(Checked(number, IdKind.ID_18), number, today)
    if _ID_15.fullmatch(number):
        return _checked(Checked(number, IdKind.ID_15), widened(number), today)
    card = _CARD.fullmatch(number)
    if card:
        return _checked(Checked(number, IdKind.DISABILITY_CARD), card[1], today)
    length = len(number)
    expected = "digits, the last may be X" if length == 18 else f"18 characters ({length} found)"
    if length in (20, 22):
        expected = "an identity number, a category 1-7 and a grade 1-4"
    return Checked(number, IdKind.UNKNOWN, "ID_FORMAT", expected)


def _checked(bare: Checked, person: str, today: dt.date | None) -> Checked:
    """Judge the 18 characters `person` that a number of some kind carries."""
    birth = _birth(person)
    code, expected = "", ""
    if birth is None or (today is not None and birth > today):
        code, expected = "ID_FORMAT", "a possible date of birth in characters 7 to 14"
    elif person[17] != check_character(person):
        code, expected = "ID_CHECK_DIGIT", f"check digit should be {check_character(person)}"
    return replace(
        bare,
        code=code,
        expected=expected,
        birth=birth,
        is_male=int(person[16]) % 2 == 1,
        has_known_region=person[:6] in gazetteer().spells,
    )


def _birth(person: str) -> dt.date | None:
    try:
        date = dt.date(int(person[6:10]), int(person[10:12]), int(person[12:14]))
    except ValueError:
        return None
    return date if date.year >= _OLDEST else None


def check_character(number: str) -> str:
    """Return the check character that belongs to the first 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11]


def widened(number: str) -> str:
    """Return the 18 characters of a 15-digit number: 19 put in, the check character added."""
    digits = f"{number[:6]}19{number[6:]}"
    return digits + check_character(digits)


def keyed_hash(text: str, *, key: bytes) -> str:
    """Return the HMAC-SHA256, in hex, by which a person is found without storing the number.

    Both forms of one person's number, and a disability card, give the same hash.

    Raises:
        ValueError: The key is shorter than `KEY_BYTES_MIN`.
    """
    if len(key) < KEY_BYTES_MIN:
        raise ValueError(f"key of {len(key)} bytes; at least {KEY_BYTES_MIN} are needed")
    number = compact(text)
    card = _CARD.fullmatch(number)
    person = widened(number) if _ID_15.fullmatch(number) else card[1] if card else number
    return hmac.new(key, person.encode(), hashlib.sha256).hexdigest()


NAME_MARKS = "[ \t\r\n\u00a0\u200b\u3000\ufeff·•・‧．.]"
"""What names are compared without, as a pattern that every engine reads alike.

Offices pad short names with blanks, and write the dot of a long one in many ways.
"""


def bare_name(name: str) -> str:
    """Return a name as it is compared: without blanks and dots."""
    return re.sub(NAME_MARKS, "", name)


def keyed_name(name: str, number: str, *, key: bytes) -> str:
    """Return the HMAC-SHA256, in hex, by which two lists compare what they call one person.

    The number is part of it: the same name gives another hash for everybody else, so that nobody
    can count how often a name comes.

    Args:
        name: The name.
        number: The person's number, of 18 characters.
        key: At least `KEY_BYTES_MIN` bytes.
    """
    said = f"name\n{number}\n{bare_name(name)}"
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


# --- showing and finding --------------------------------------------------------------------------


def mask_number(text: str) -> str:
    """Return a number with all but its first 3 and last 2 characters starred; 7 or fewer: all."""
    number = compact(text)
    if len(number) <= 7:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 5) + number[-2:]


class Personal(enum.StrEnum):
    """Kind of a personal number found in free text."""

    IDENTITY = "identity"
    MOBILE = "mobile"


@dataclass(frozen=True, slots=True)
class Found:
    """A personal number in a text: its kind and where it stands (code points, end exclusive)."""

    kind: Personal
    start: int
    end: int


_GAP = r"[ \u3000\t-]?"
_DATE = rf"(?:0{_GAP}[1-9]|1{_GAP}[0-2]){_GAP}(?:0{_GAP}[1-9]|[12]{_GAP}\d|3{_GAP}[01])"
_REGION = rf"[1-8]{_GAP}\d(?:{_GAP}\d){{4}}"
_YEAR = rf"(?:1{_GAP}9|2{_GAP}0)(?:{_GAP}\d){{2}}"
_LONG = rf"{_REGION}{_GAP}{_YEAR}{_GAP}{_DATE}(?:{_GAP}\d){{2,3}}(?:{_GAP}[\dX])?"
_CARD_END = rf"(?:{_GAP}[1-7]{_GAP}[1-4](?:B\d)?)?"
_SHORT = rf"{_REGION}(?:{_GAP}\d){{2}}{_GAP}{_DATE}(?:{_GAP}\d){{3}}"
_IDENTITY = re.compile(rf"(?<![0-9A-Z.])(?:{_LONG}{_CARD_END}|{_SHORT})(?![0-9A-Z])")
_MOBILE = re.compile(
    rf"(?<![0-9A-Z.¥])(?:(?:\+|00)?86{_GAP})?(1{_GAP}[3-9](?:{_GAP}\d){{9}})(?![0-9A-Z]|\.\d|\s?[元万亿户人])"
)
_PLAIN = {ord("０") + digit: str(digit) for digit in range(10)} | {
    ord(wide): plain for wide, plain in zip("ＸｘxＡＢｂb．－—", "XXXABBB.--", strict=True)
}


def personal_numbers(text: str) -> Iterator[Found]:
    """Yield the identity and mobile numbers in a text, in order, also broken by blanks or hyphens.

    A number of an identity's form counts even when its check character or length is off by one: a
    slip of the pen does not make it public. Amounts (13800000000元) are no mobile numbers.
    """
    plain = text.translate(_PLAIN)
    found = [Found(Personal.IDENTITY, *one.span()) for one in _IDENTITY.finditer(plain)]
    taken = {at for one in found for at in range(one.start, one.end)}
    found += [
        Found(Personal.MOBILE, *one.span(1))
        for one in _MOBILE.finditer(plain)
        if one.start(1) not in taken
    ]
    yield from sorted(found, key=lambda one: one.start)


_DIGITS_IN_A_ROW = re.compile(r"\d(?:[ \-–—]?\d){6,}")


def holds_long_number(text: str) -> bool:
    """Return whether public words hold a personal number, or any other of seven digits or more.

    Full-width digits count, and digits parted by single blanks or dashes are one number.
    """
    plain = unicodedata.normalize("NFKC", text)
    return any(personal_numbers(plain)) or _DIGITS_IN_A_ROW.search(plain) is not None


def contains_identity(text: str) -> bool:
    """Return whether a text holds an identity number (mobile numbers: see `personal_numbers`)."""
    return any(one.kind is Personal.IDENTITY for one in personal_numbers(text))


def mask(text: str) -> str:
    """Return a text with every personal number in it starred, the rest and its length unchanged.

    A cell that should hold one number, right or wrong, is masked whole by `mask_number`.
    """
    parts, at = [], 0
    for one in personal_numbers(text):
        middle = "*" * (one.end - one.start - 5)
        parts += [text[at : one.start + 3], middle, text[one.end - 2 : one.end]]
        at = one.end
    return "".join((*parts, text[at:]))


_LONG_NUMBER = re.compile(r"[0-9Xx０-９]{15,22}")


def mask_strictly(text: str) -> str:
    """Return a text with personal numbers starred, mistyped ones and any other long number too."""
    return _LONG_NUMBER.sub(lambda found: mask_number(found[0]), mask(text))
