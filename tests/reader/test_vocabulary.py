"""An office's own words: added, taken up when they change, refused with a sentence."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from jiedui.kernel.problem import Refused
from jiedui.reader.read import read_text

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "2019年,顺德区向雷波县捐赠牛奶50趸。"


def _spans(folder: Path) -> list[str]:
    return [one.text for one in read_text(TEXT, vocabulary_folder=folder).claims]


def test_an_office_adds_a_measure_word_and_changes_it(tmp_path: Path) -> None:
    assert _spans(tmp_path) == []
    file = tmp_path / "units.toml"
    file.write_text('[items]\nwords = ["趸"]\n', encoding="utf-8")
    assert _spans(tmp_path) == ["50趸"]
    file.write_text('[other]\nwords = ["趸"]\n', encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert [one.measure for one in read_text(TEXT, vocabulary_folder=tmp_path).claims] == ["other"]


@pytest.mark.parametrize(
    ("file", "words", "found"),
    [
        ("units", "[items", "Expected"),
        ("units", '[things]\nwords = ["趸"]', "[things]"),
        ("units", "[items]\nwords = 7", "words = 7"),
        ("units", '[area_m2.factors]\n"垧" = "many"', "垧"),
        ("nouns", "[items]\nwords = [3]", "3"),
        ("wording", '[before]\nroughly = ["大致"]', "roughly"),
        ("sources", 'municipal = "市"', "municipal"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, file: str, words: str, found: str) -> None:
    (tmp_path / f"{file}.toml").write_text(words, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_text(TEXT, vocabulary_folder=tmp_path)
    (problem,) = refused.value.problems
    assert problem.code == "VOCABULARY_UNREADABLE"
    assert problem.source.file == f"{file}.toml"
    assert found in str(problem.found)
