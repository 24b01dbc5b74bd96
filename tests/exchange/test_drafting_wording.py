"""Every code that drafting and batches tell has its words, and every word its code."""

from __future__ import annotations

import re
from pathlib import Path

import jiedui.access
import jiedui.exchange
from jiedui.access.wording import WORDING as OF_ACCESS
from jiedui.books.wording import WORDING as OF_BOOKS
from jiedui.exchange.drafting.wording import WORDS
from jiedui.exchange.wording import PROBLEMS, words_of

FOLDER = Path(next(iter(jiedui.exchange.__path__)))
VAULT = Path(next(iter(jiedui.access.__path__))) / "vault.py"
_CODE = re.compile(r'"([A-Z]{2,}(?:_[A-Z]+)+)"')
_TOLD = re.compile(
    r'(?:refuse|problem|Problem|_differs|_unknown|_too_much)\(\s*[^"]*"([A-Z]+(?:_[A-Z]+)+)"'
)


def test_codes_and_words_belong_together() -> None:
    files = [path for path in FOLDER.rglob("*.py") if path.name != "wording.py"]
    texts = [path.read_text("utf-8") for path in (*files, VAULT)]
    assert sorted(set(WORDS) - {code for text in texts for code in _CODE.findall(text)}) == []
    told = {code for text in texts for code in _TOLD.findall(text)}
    assert len(told) > 40
    assert sorted(told - {*PROBLEMS, *OF_ACCESS, *OF_BOOKS}) == []


def test_both_languages_say_something() -> None:
    for code, (zh, en) in WORDS.items():
        assert re.search(r"[\u4e00-\u9fff]", zh), code
        assert zh[-1] not in "。.", code
        assert en[-1] not in "。.", code
        assert not re.search(r"[\u4e00-\u9fff]", en), code


def test_the_packages_catalogue_holds_them() -> None:
    assert set(WORDS) <= set(PROBLEMS)
    assert words_of("BATCH_CHANGED").zh.startswith("拟记账内容")
