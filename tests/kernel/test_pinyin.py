"""How characters sound: places as they are called, others as the table says, unknown ones as is."""

import pytest

from jiedui.kernel.gazetteer import NOT_PLACES, gazetteer
from jiedui.kernel.pinyin import readings, syllables
from jiedui.publish.names import stem_words


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("朝阳市", "chao yang shi"), ("长治市", "chang zhi shi"), ("长子县", "zhang zi xian"),
        ("都匀", "du yun"), ("重庆市六合", "chong qing shi lu he"), ("甘孜藏族", "gan zi zang zu"),
        ("单县", "shan xian"), ("马尾区", "ma wei qu"), ("漯河", "luo he"),
    ],
)  # fmt: skip
def test_a_place_sounds_as_it_is_called(name: str, sounds: str) -> None:
    assert syllables(name) == sounds.split()


def test_what_is_no_character_stays() -> None:
    assert syllables("A1区2号") == ["A1", "qu", "2", "hao"]
    assert syllables("") == []
    assert readings("A") == {"A"}
    assert readings("") == frozenset()


def test_a_character_has_all_its_sounds() -> None:
    assert readings("乐") >= {"le", "yue"}
    assert readings("旅") == {"lv"}


def test_every_place_is_spelt_in_latin_letters() -> None:
    names = {spell.name for spells in gazetteer().spells.values() for spell in spells}
    for name in names - NOT_PLACES:
        words = " ".join(syllables(name))
        assert words.replace(" ", "").isascii(), (name, words)


def test_words_join_as_the_standard_joins_them() -> None:
    assert [stem_words(one) for one in ("裕安", "绿春", "长治", "六安")] == [
        "Yu'an", "Lüchun", "Changzhi", "Lu'an",
    ]  # fmt: skip
