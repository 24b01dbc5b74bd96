"""Every field of every kind is called something in both languages."""

import re

from jiedui.exchange.fieldwords import ENGLISH, field_words
from jiedui.exchange.kinds import KINDS


def test_every_field_has_english_words_and_none_is_left_over() -> None:
    names = {field.name for kind in KINDS.values() for field in kind.fields}
    assert names == ENGLISH.keys()


def test_chinese_words_are_the_kinds_own_heading() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            same = {one.zh for one in kind.fields if one.name == field.name}
            assert field_words(kind, field.name, "zh") in same
            assert not re.search("[\u4e00-\u9fff]", field_words(kind, field.name, "en"))


def test_what_is_no_field_stays_as_it_is() -> None:
    assert field_words(KINDS["labour"], "whatever", "en") == "whatever"
    assert field_words(None, "name", "zh") == "name"
