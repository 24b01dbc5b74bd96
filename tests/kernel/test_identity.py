"""Identity numbers: the standard's own examples, every single slip, masking and finding.

The numbers are the examples of GB 11643-1999 or built on area codes that were never assigned.
"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from jiedui.kernel.identity import (
    KEY_BYTES_MIN,
    IdKind,
    Personal,
    check_character,
    check_identity,
    contains_identity,
    holds_long_number,
    keyed_hash,
    mask,
    mask_number,
    personal_numbers,
    widened,
)

KEY = bytes(range(KEY_BYTES_MIN))
EXAMPLE = "11010519491231002X"
CHECKS = "0123456789X"


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A right number of somebody who does not exist: area 310198 was never assigned."""
    born = draw(st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31)))
    digits = f"310198{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return digits + check_character(digits)


@given(numbers())
def test_a_right_number_is_right(number: str) -> None:
    checked = check_identity(number)
    assert checked.is_valid
    assert checked.kind is IdKind.ID_18
    assert checked.birth is not None
    assert f"{checked.birth:%Y%m%d}" == number[6:14]
    assert checked.is_male == (int(number[16]) % 2 == 1)
    assert not checked.has_known_region


@given(numbers())
def test_the_check_character_agrees_with_python_stdnum(number: str) -> None:
    assert ric.calc_check_digit(number) == number[17]


@given(numbers(), st.integers(0, 16), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(number: str, at: int, off: int) -> None:
    slipped = number[:at] + str((int(number[at]) + off) % 10) + number[at + 1 :]
    assert not check_identity(slipped).is_valid


@given(numbers(), st.integers(0, 15))
def test_every_swap_of_neighbours_is_found(number: str, at: int) -> None:
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert check_identity(swapped).is_valid == (swapped == number)


@pytest.mark.parametrize(
    "text",
    [EXAMPLE, EXAMPLE.lower(), " 110105 19491231 002x ", "１１０１０５１９４９１２３１００２Ｘ"],
)
def test_the_example_of_the_standard_in_every_spelling(text: str) -> None:
    checked = check_identity(text)
    assert (checked.number, checked.code, checked.birth) == (EXAMPLE, "", dt.date(1949, 12, 31))
    assert checked.is_male is False
    assert checked.has_known_region


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("310198197407195136", "ID_CHECK_DIGIT", "check digit should be 3"),
        ("31019819741011911", "ID_FORMAT", "18 characters (17 found)"),
        ("", "ID_FORMAT", "18 characters (0 found)"),
        ("31019819740230513X", "ID_FORMAT", "a possible date of birth in characters 7 to 14"),
        ("3101981974O7195133", "ID_FORMAT", "digits, the last may be X"),
        ("110105194912310021", "ID_CHECK_DIGIT", "check digit should be X"),
    ],
)
def test_what_is_wrong_is_said(text: str, code: str, expected: str) -> None:
    checked = check_identity(text)
    assert (checked.code, checked.expected) == (code, expected)
    assert not checked.is_valid


def test_a_birth_to_come_is_wrong_only_when_today_is_told() -> None:
    digits = "31019820300101001"
    number = digits + check_character(digits)
    assert check_identity(number).is_valid
    assert check_identity(number, today=dt.date(2026, 1, 1)).code == "ID_FORMAT"


def test_a_district_founded_after_birth_is_no_fault() -> None:
    """310114 has been 嘉定区 since 1992 only; those born before carry it all the same."""
    digits = "31011419800101001"
    assert check_identity(digits + check_character(digits)).is_valid


def test_the_old_form_of_fifteen_digits() -> None:
    checked = check_identity("110105491231002")
    assert (checked.kind, checked.code, checked.birth) == (IdKind.ID_15, "", dt.date(1949, 12, 31))
    assert widened("110105491231002") == EXAMPLE
    assert check_identity("110105491331002").code == "ID_FORMAT"


@pytest.mark.parametrize("ending", ["44", "11B1"])
def test_a_disability_card_holds_an_identity_number(ending: str) -> None:
    checked = check_identity(EXAMPLE + ending)
    assert (checked.kind, checked.code) == (IdKind.DISABILITY_CARD, "")
    assert check_identity("110105194912310021" + ending).code == "ID_CHECK_DIGIT"


@pytest.mark.parametrize("ending", ["85", "05", "1"])
def test_a_card_of_no_known_category_is_refused(ending: str) -> None:
    assert check_identity(EXAMPLE + ending).code == "ID_FORMAT"


def test_one_person_has_one_hash_in_every_form() -> None:
    forms = [EXAMPLE, EXAMPLE.lower(), "110105491231002", EXAMPLE + "44", f" {EXAMPLE} "]
    assert len({keyed_hash(form, key=KEY) for form in forms}) == 1
    assert keyed_hash(EXAMPLE, key=KEY) != keyed_hash(EXAMPLE, key=KEY[::-1])
    assert EXAMPLE not in keyed_hash(EXAMPLE, key=KEY)
    with pytest.raises(ValueError, match="at least 32"):
        keyed_hash(EXAMPLE, key=b"short")


@given(st.text())
def test_checking_and_masking_never_fail(text: str) -> None:
    check_identity(text)
    assert len(mask(text)) == len(text)
    assert not contains_identity(mask(text))


@given(numbers())
def test_masking_hides_birth_and_check(number: str) -> None:
    hidden = mask_number(number)
    assert hidden == number[:3] + "*" * 13 + number[-2:]
    assert check_identity(number).masked == hidden
    assert mask_number("1234567") == "*******"


@given(numbers(), st.sampled_from(["", " ", "-"]), st.text("甲乙丙, 。:", max_size=8))
def test_a_number_in_a_text_is_found_and_masked(number: str, gap: str, words: str) -> None:
    written = gap.join((number[:6], number[6:14], number[14:]))
    text = f"{words}{written}{words}"
    found = list(personal_numbers(text))
    assert [text[one.start : one.end] for one in found] == [written]
    assert contains_identity(text)
    assert number[6:14] not in mask(text)


@given(numbers())
def test_a_slip_does_not_make_a_number_public(number: str) -> None:
    wrong = number[:17] + CHECKS[(CHECKS.index(number[17]) + 1) % 11]
    for text in (wrong, number[:17], number + "44", number.lower()):
        assert contains_identity(f"身份证{text},"), text


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("手机13800138000", [Personal.MOBILE]),
        ("+86 138 0013 8000、138-0013-8000", [Personal.MOBILE, Personal.MOBILE]),
        ("身份证110105491231002", [Personal.IDENTITY]),
        ("１１０１０５１９４９１２３１００２Ｘ", [Personal.IDENTITY]),
        ("拨付13800138000元", []),
        ("累计13800138000.00", []),
        ("统一社会信用代码91350100M000100Y43", []),
        ("邮编201800 电话021-59530000", []),
        ("14056.3万元, 2013年至2017年10月31日", []),
        ("编号2017103100001", []),
    ],
)
def test_what_is_personal_and_what_is_not(text: str, kinds: list[Personal]) -> None:
    assert [one.kind for one in personal_numbers(text)] == kinds
    assert (mask(text) == text) == (not kinds)


@pytest.mark.parametrize(
    "words", ["拨打1234567", "拨打１２３ ４５６７", "021-1234567", "62–2848–12", "2017 11 03"]
)
def test_a_long_number_is_seen_however_it_is_spelled(words: str) -> None:
    """Full-width digits, blanks and dashes hide no phone number."""
    assert holds_long_number(words)


@pytest.mark.parametrize("words", ["给三年级 30 名学生各 1 个书包", "2017年11月3日收到 123456 元"])
def test_counts_dates_and_sums_are_no_long_numbers(words: str) -> None:
    """Words that say how much and when stay public."""
    assert not holds_long_number(words)
