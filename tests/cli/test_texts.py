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


def test_the_register_says_who_said_what_and_who_accepted_it(posted: Terminal, page: Path) -> None:
    assert "nothing is registered" in posted.good("claims").out
    page.write_text(PAGE.replace("750万元", "760万元"), encoding="utf-8")
    words = ("--said-by", "区报社", "--as-of", "2019-06-30")
    posted.good("claims-register", str(page), *words, "--as", "officer")
    told = posted.good("claims", "--outcome", "contradicted", "--json").data
    assert [one["span"] for one in told] == ["760万元"]
    assert (told[0]["said_by"], told[0]["title"], told[0]["is_open"]) == ("区报社", "区报", True)
    number = str(told[0]["number"])
    own = posted.run("claims-accept", number, "--cause", "slip", "--as", "officer")
    assert (own.status, "officer" in own.error) == (2, True)
    why = posted.run("claims-accept", number, "--cause", "whim", "--as", "reviewer")
    assert "rounding" in why.error
    posted.good(
        "claims-accept", number, "--cause", "slip", "--remark", "应为750", "--as", "reviewer"
    )
    shown = posted.good("claims", number)
    assert "reviewer" in shown.out
    assert "应为750" in shown.out
    assert not posted.good("claims", "--outcome", "contradicted", "--open", "--json").data
    assert "0 verdicts" in posted.good("claims-judge", "1", "--as", "officer").out
    assert posted.run("claims", "999").status == 1
