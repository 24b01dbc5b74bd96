"""Unified social credit codes: the standard's example, letters in front, every single slip."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import uscc

from jiedui.kernel.organisation import check_character, check_credit_code

EXAMPLE = "91350100M000100Y43"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """A code with a right check character."""
    front = draw(st.sampled_from(["91", "12", "51", "N1", "Y1", "A1"]))
    region = draw(st.text("0123456789", min_size=6, max_size=6))
    body = draw(st.text(ALPHABET, min_size=9, max_size=9))
    return front + region + body + check_character(front + region + body)


@given(credit_codes())
def test_a_right_code_is_right_and_stdnum_agrees(number: str) -> None:
    checked = check_credit_code(number)
    assert checked.is_valid
    assert checked.region == number[2:8]
    assert uscc.calc_check_digit(number) == number[17]


@given(credit_codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(number: str, at: int, other: str) -> None:
    assume(number[at] != other)
    assert not check_credit_code(number[:at] + other + number[at + 1 :]).is_valid


@pytest.mark.parametrize(
    "text", [EXAMPLE, EXAMPLE.lower(), "91350100-M000100Y4-3", " 91350100 M000100Y43"]
)
def test_the_example_of_the_standard_in_every_spelling(text: str) -> None:
    checked = check_credit_code(text)
    assert (checked.number, checked.code, checked.region) == (EXAMPLE, "", "350100")
    assert checked.has_body_check


def test_the_code_of_a_village_collective_is_read() -> None:
    """python-stdnum refuses letters in front; rural collectives carry N."""
    digits = "N2532329" + "MF1234567"
    number = digits + check_character(digits)
    assert check_credit_code(number).is_valid
    assert not uscc.is_valid(number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("91350100M000100Y4", "18 characters (17 found)"),
        ("", "18 characters (0 found)"),
        ("91350100M000100Y44", "check character should be 3"),
        (
            "91350100I000100Y43",
            "digits and capitals without I, O, S, V, Z; digits in places 3 to 8",
        ),
    ],
)
def test_what_is_wrong_is_said(text: str, expected: str) -> None:
    checked = check_credit_code(text)
    assert (checked.code, checked.expected) == ("CREDIT_CODE_CHECK", expected)


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    check_credit_code(text)
