"""`check` on running text, and `ask`: what a person at the terminal sees, and the status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest

from tests.claims.page import PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Terminal


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The made-up page as a file."""
    path = tmp_path / "区报.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_text_is_checked_and_its_altered_copy_is_caught(
    posted: Terminal, page: Path, tmp_path: Path
) -> None:
    good = posted.good("check", str(page), "--as-of", "2019-06-30")
    assert "✓ 相符 confirmed" in good.out
    assert "图书室" in good.out
    page.write_text(PAGE.replace("750万元", "760万元"), encoding="utf-8")
    copy = tmp_path / "批注.docx"
    bad = posted.run("check", str(page), "--as-of", "2019-06-30", "--marked", str(copy))
    assert bad.status == 1
    assert "账中数比公布数少10万元" in "".join(bad.out.split()).replace("│", "")
    assert any("不符" in one.text for one in docx.Document(str(copy)).comments)
    told = posted.run("check", str(page), "--as-of", "2019-06-30", "--json").data
    wrong = [one for one in told["claims"] if one["outcome"] == "contradicted"]
    assert [one["text"] for one in wrong] == ["760万元"]
    assert wrong[0]["book"]["stated"] == 750_000_000
    assert wrong[0]["entries"]


def test_what_cannot_be_checked_gets_a_sentence(posted: Terminal, tmp_path: Path) -> None:
    for name, content in (("空.txt", b" \n"), ("图.pdf", b"%PDF-1.4 nonsense")):
        path = tmp_path / name
        path.write_bytes(content)
        done = posted.run("check", str(path))
        assert done.status == 1
        assert path.stem in done.error
        assert "Traceback" not in done.error
    missing = posted.run("check", str(tmp_path / "没有.txt"))
    assert missing.status == 2
    page = tmp_path / "a.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert posted.run("check", str(page), "--marked", str(tmp_path / "out.odt")).status == 2


def test_a_question_in_words_is_answered_or_left_open(posted: Terminal) -> None:
    told = posted.good("ask", "2018年以来雷波县市级统筹资金", "--json").data
    assert told["answer"]["rows"][0]["stated"] == 750_000_000
    assert told["question"]["where"]["source"] == ["MUNICIPAL_POOLED"]
    left = posted.run("ask", "雷波县图书室花了多少钱")
    assert left.status == 1
    assert "图书室" in left.out
    assert "jiedui figure money" in left.out
