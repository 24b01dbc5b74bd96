"""`jiedui report --template`, on a made-up programme's book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.terminal import Terminal


def _template(path: Path, *texts: str) -> str:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))
    return str(path)


def test_an_office_fills_its_own_template(posted: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    asked = "雷波县区财政资金"
    row = posted.good("ask", asked, "--json").data["answer"]["rows"][0]
    yuan = row["stated"] // 100
    good = _template(tmp_path / "t.docx", f"2019年：【{asked}，元，取整】", "第一批")
    done = posted.good("report", "--template", good, "--out", str(out))
    assert "1 numbers of the book" in done.out
    assert Document(str(out)).paragraphs[0].text == f"2019年：{yuan}元"
    assert len(Document(str(out)).tables[0].rows) == 2


def test_faults_are_told_all_at_once(posted: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    bad = _template(tmp_path / "t.docx", "【雷波县苹果】", "【美姑县香蕉】", "投入20万元")
    done = posted.run("report", "--template", bad, "--out", str(out))
    assert (done.status, out.exists()) == (1, False)
    said = done.error.splitlines()
    assert [one.split(": ")[0] for one in said] == [
        "✗ t.docx › 正文 › 第1段", "✗ t.docx › 正文 › 第2段", "! t.docx › 正文 › 第3段",
    ]  # fmt: skip
    assert "MARK_NOT_UNDERSTOOD" in said[0]
    assert "NUMBER_TYPED" in said[2]
    fair = _template(tmp_path / "f.docx", "【雷波县区财政资金】，另有20万元")
    words = ("report", "--template", fair, "--out", str(out))
    assert posted.run(*words).status == 1
    done = posted.good(*words, "--allow-typed")
    assert "20万元" in done.error


def test_misuse_is_told(posted: Terminal, tmp_path: Path) -> None:
    path = _template(tmp_path / "t.docx", "【雷波县区财政资金】")
    out = ("--out", str(tmp_path / "o.docx"))
    for words in (
        ("report", *out),
        ("report", "page", "--template", path, *out),
        ("report", "page", "--allow-typed", *out),
        ("report", "--template", path, "--format", "pdf", *out),
        ("report", "--template", path, "--out", path),
    ):
        assert posted.run(*words).status == 2, words
