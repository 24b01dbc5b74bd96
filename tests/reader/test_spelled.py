"""Names as a page in two languages spells them."""

from __future__ import annotations

from jiedui.reader.spelled import forms, may_be_spelling, spelling_of


def test_only_words_made_of_syllables_may_spell_a_chinese_name() -> None:
    for word in ("minhang", "deqin", "xianggelila", "lvchun", "huaer", "qijiang"):
        assert may_be_spelling(word)
    for word in ("county", "project", "million", "funds", "villages", "people", "training"):
        assert not may_be_spelling(word)


def test_every_name_of_a_division_may_be_spelt() -> None:
    names = sorted(form for form in forms()[0] if not any(sign.isascii() for sign in form))[::20]
    assert len(names) > 100
    assert [name for name in names if not may_be_spelling(spelling_of(name))] == []
