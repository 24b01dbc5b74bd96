"""The closed vocabularies: every word names one code, every code has its words."""

import pytest

from jiedui.kernel import codes
from jiedui.kernel.codes import (
    CATEGORIES,
    CAUSES,
    MONEY_STAGES,
    PAIRING_KINDS,
    PROJECT_STATES,
    REASONS,
    SOURCES,
    Code,
    code_of,
)

VOCABULARIES = {
    "sources": SOURCES,
    "categories": CATEGORIES,
    "pairing kinds": PAIRING_KINDS,
    "project states": PROJECT_STATES,
    "reasons": REASONS,
    "causes": CAUSES,
    "money stages": MONEY_STAGES,
}


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)
def test_every_word_names_its_own_code(vocabulary: dict[str, Code]) -> None:
    for code, member in vocabulary.items():
        assert member.code == code
        assert member.zh
        assert member.en
        for word in (code, member.zh, member.en, *member.also):
            assert code_of(vocabulary, word) == code, word


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (" 捐赠(助) ", "SOCIAL_DONATION"),
        ("捐赠（助）", "SOCIAL_DONATION"),
        ("市级 统筹", "MUNICIPAL_POOLED"),
        ("recipient_own", "RECIPIENT_OWN"),
        ("District Fiscal Fund", "DISTRICT_FISCAL"),
        ("统筹", None),
        ("", None),
    ],
)
def test_width_space_and_case_do_not_matter_but_parts_do_not_match(
    word: str, code: str | None
) -> None:
    assert code_of(SOURCES, word) == code


def test_no_vocabulary_is_left_out_of_these_tests() -> None:
    told = [one for name, one in vars(codes).items() if name.isupper() and isinstance(one, dict)]
    assert len(told) == len(VOCABULARIES)
