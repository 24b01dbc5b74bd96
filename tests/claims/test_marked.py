"""The marked copy: the text as it is, every claim marked, its verdict in a comment."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import docx
import pytest

from jiedui.claims.checking import checked, pasted
from jiedui.claims.marked import marked
from jiedui.claims.marking import MARKS, pieces
from tests.claims.conftest import AS_OF
from tests.claims.page import PAGE

pytestmark = pytest.mark.usefixtures("posted_office")
TEXT = PAGE.replace("750万元", "760万元")


def test_the_pieces_are_the_text_as_it_is() -> None:
    found = checked(pasted(TEXT, title="区报", as_of=AS_OF))
    assert "".join(one.text for one in pieces(found)) == TEXT
    assert sum(one.claim is not None for one in pieces(found)) == len(found.claims)


def test_a_word_copy_has_the_text_and_a_comment_on_each_claim() -> None:
    found = checked(pasted(TEXT, title="区报", as_of=AS_OF))
    content = marked(found, "docx")
    document = docx.Document(io.BytesIO(content))
    words = "".join(one.text for one in document.paragraphs)
    signs = "".join(mark.sign for mark in MARKS.values())
    plain = re.sub(f"[{re.escape(signs)}]", "", words)
    assert "顺德区投入雷波县帮扶资金1350万元,其中市级统筹资金760万元" in plain
    comments = [one.text for one in document.comments]
    assert len(comments) == len(found.claims)
    wrong = [one for one in comments if one.startswith("✗ 不符")]
    assert len(wrong) == 1
    assert "文中:760万元;账中:750万元" in wrong[0]
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_a_page_copy_runs_nothing_and_escapes_the_text() -> None:
    bad = TEXT + "\n<script>alert(1)</script>\n"
    page = marked(checked(pasted(bad, title="<b>区报</b>", as_of=AS_OF)), "html").decode()
    assert "<script" not in page
    assert "<b>区报" not in page
    assert "✗" in page
    assert "文中:760万元;账中:750万元" in unescape(page)
