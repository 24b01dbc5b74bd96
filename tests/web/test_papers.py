"""The desk's page of templates: taken, given back, tried, proposed, issued by a second person."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import docx as python_docx
from django.core.files.uploadedfile import SimpleUploadedFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client


def _template(*lines: str) -> SimpleUploadedFile:
    word = python_docx.Document()
    for line in lines:
        word.add_paragraph(line)
    out = io.BytesIO()
    word.save(out)
    return SimpleUploadedFile("简报.docx", out.getvalue())


def test_a_template_goes_from_the_desk_to_the_portal(
    as_user: Callable[[str], Client], book: int
) -> None:
    assert book
    officer = as_user("officer")
    taken = officer.get("/desk/papers/starters/briefing")
    assert taken.content[:2] == b"PK"
    assert "年度报告" in officer.get("/desk/papers").content.decode()
    empty = officer.post("/desk/papers", {"kind": "briefing", "file": _template("没有标记")})
    assert empty.status_code == 422
    sent = {"kind": "briefing", "file": _template("工作简报", "投入【帮扶资金，万元】，惠及30户。")}
    page = officer.post("/desk/papers", sent).headers["Location"]
    shown = officer.get(f"{page}?as_of=2017-10-31").content.decode()
    assert "30户" in shown
    assert "拟稿，待另一人签发" not in shown
    allowed = officer.get(f"{page}?as_of=2017-10-31&typed=yes").content.decode()
    assert "手写" in allowed
    assert "拟稿，待另一人签发" in allowed
    draft = officer.get(f"{page}/draft?as_of=2017-10-31&typed=yes")
    assert draft.content[:2] == b"PK"
    assert officer.get(f"{page}/source").content[:2] == b"PK"
    made = officer.post(f"{page}/propose", {"as_of": "2017-10-31", "typed": "yes"})
    number = re.search(r"\d+$", made.headers["Location"])
    assert number
    assert officer.post(f"/desk/publications/{number[0]}/issue").status_code == 403
    as_user("reviewer").post(f"/desk/publications/{number[0]}/issue")
    public = officer.get(f"/publications/{number[0]}").content.decode()
    assert "工作简报" in public
    assert "figure-number" in public
    assert as_user("viewer").get("/desk/papers").status_code == 403
    assert officer.get("/desk/papers/none").status_code == 404
