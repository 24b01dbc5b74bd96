"""Every code that drafting and batches tell has its words, and every word its code."""

from __future__ import annotations

import re
from pathlib import Path

import jiedui.exchange
from jiedui.exchange.drafting.wording import WORDS
from jiedui.exchange.wording import PROBLEMS, words_of

FOLDER = Path(next(iter(jiedui.exchange.__path__)))
OWN = ("judging", "commands", "queries", "vault", "sealing", "keeping")
_CODE = re.compile(r'"([A-Z]{3,}(?:_[A-Z]+)+)"')


def test_codes_and_words_belong_together() -> None:
    files = [*(FOLDER / "drafting").glob("*.py"), *(FOLDER / f"{name}.py" for name in OWN)]
    told = {
        code
        for path in files
        if path.name != "wording.py"
        for code in re.findall(
            r'(?:refuse|problem|Problem|_differs|_unknown|_too_much)\(\s*[^"]*"([A-Z_]+)"',
            path.read_text("utf-8"),
        )
    }
    told |= {"DISK_FULL", "DATA_DIR_UNUSABLE"}
    assert told == set(WORDS)


def test_both_languages_say_something() -> None:
    for code, (zh, en) in WORDS.items():
        assert re.search(r"[\u4e00-\u9fff]", zh), code
        assert zh[-1] not in "。.", code
        assert en[-1] not in "。.", code
        assert not re.search(r"[\u4e00-\u9fff]", en), code


def test_the_packages_catalogue_holds_them() -> None:
    assert set(WORDS) <= set(PROBLEMS)
    assert words_of("BATCH_CHANGED").zh.startswith("拟记账内容")
