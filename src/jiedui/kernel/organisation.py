"""Organisations: the unified social credit code (统一社会信用代码, GB 32100-2015) and its check.

18 characters: registering authority and kind (2), division (6 digits), organisation code (9, its
last a check character by GB 11714), check character. python-stdnum demands digits in front, but
village collectives (N1, N2, N3) and others carry letters there, so the check is made here. Knows no
Django.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FORM = re.compile(rf"[{_ALPHABET}]{{2}}\d{{6}}[{_ALPHABET}]{{10}}")
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class CheckedCode:
    """What checking a credit code found.

    Attributes:
        number: The code as compared: NFKC, no white space or hyphens, capitals.
        code: "" when nothing is wrong, else CREDIT_CODE_CHECK.
        expected: What should have stood there, in the words of a problem.
        region: The six digits of the registering division, "" when the form is wrong.
        has_body_check: Whether the organisation code inside keeps its own check (advice only).
    """

    number: str
    code: str = ""
    expected: str = ""
    region: str = ""
    has_body_check: bool = False

    @property
    def is_valid(self) -> bool:
        """Whether form and check character are right."""
        return not self.code


def compact(text: str) -> str:
    """Return a code as it is compared: NFKC, without white space and hyphens, in capitals."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(part for part in re.split(r"[\s-]+", plain)).upper()


def check_credit_code(text: str) -> CheckedCode:
    """Return what is right and wrong with a unified social credit code."""
    number = compact(text)
    if len(number) != 18:
        return CheckedCode(number, "CREDIT_CODE_CHECK", f"18 characters ({len(number)} found)")
    if not _FORM.fullmatch(number):
        expected = "digits and capitals without I, O, S, V, Z; digits in places 3 to 8"
        return CheckedCode(number, "CREDIT_CODE_CHECK", expected)
    right = check_character(number)
    code, expected = (
        ("", "")
        if number[17] == right
        else ("CREDIT_CODE_CHECK", f"check character should be {right}")
    )
    has_body_check = number[16] == _body_check(number[8:16])
    return CheckedCode(number, code, expected, number[2:8], has_body_check)


def check_character(number: str) -> str:
    """Return the check character that belongs to the first 17 characters (modulo 31)."""
    total = sum(
        weight * _ALPHABET.index(character)
        for weight, character in zip(_WEIGHTS, number, strict=False)
    )
    return _ALPHABET[-total % 31]


def _body_check(body: str) -> str:
    """Return the check character of an eight-character organisation code (modulo 11, 10 as X)."""
    total = sum(
        weight * _BODY.index(character)
        for weight, character in zip(_BODY_WEIGHTS, body, strict=True)
    )
    return "0123456789X"[-total % 11]
