"""An office's own template, from the shipped one to an issued, restated, withdrawn publication."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

import docx as python_docx
import pytest
from django.db import DatabaseError, connection
from django.test import Client

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.books.commands import post_entries
from jiedui.forms.issuing import (
    Order,
    keep_template,
    propose_from_template,
    restate_from_template,
    subjects,
    try_template,
)
from jiedui.forms.starters import kinds, starter
from jiedui.giving.commands.donors import add_donor, choose_name
from jiedui.giving.drafts import DonorDraft
from jiedui.kernel.problem import Refused
from jiedui.publish import preview, queries
from jiedui.publish.commands import issue_publication, withdraw_publication
from tests.figures.book import WAN, aid
from tests.figures.programme import JIUZHI, TO_DATE, dims, entries

if TYPE_CHECKING:
    from jiedui.access.scope import Actor
    from tests.conftest import Office

NOW = dt.datetime(2017, 11, 1, 9, tzinfo=dt.UTC)
DAY = dt.date(2017, 10, 31)


@pytest.fixture
def people(office: Office) -> dict[str, Actor]:
    """The sample programme posted in an office on each engine, and who works there."""
    del office
    return _settled()


@pytest.fixture
def people_here(sqlite_office: Office) -> dict[str, Actor]:
    """The same on SQLite only, for what asks nothing of the database but what was posted."""
    del sqlite_office
    return _settled()


def _settled() -> dict[str, Actor]:
    set_office("310114")
    for name, role in (("li", "officer"), ("wang", "reviewer"), ("zhao", "reviewer")):
        add_user(name, role=role, password="a-long-password", now=NOW)
    found = {name: actor_named(name) for name in ("li", "wang", "zhao")}
    post_entries(entries(), actor=found["wang"], now=NOW)
    return found


def _text(content: bytes) -> str:
    word = python_docx.Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in word.paragraphs), *cells])


def _own_words(content: bytes) -> list[str]:
    """Everything of a filled paper but names of projects and donors, and its table of sources."""
    word = python_docx.Document(io.BytesIO(content))
    named = ("Project", "Donor")
    tables = [one for one in word.tables[:-1] if one.rows[0].cells[0].text not in named]
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    heads = [cell.text for table in word.tables for cell in table.rows[0].cells]
    said = [
        one.text for one in word.paragraphs if not one.text.startswith(("Dear ", "What became"))
    ]
    return [*said, *cells, *heads]


def test_from_the_shipped_template_to_an_issued_and_restated_publication(
    people: dict[str, Actor],
) -> None:
    li, wang = people["li"], people["wang"]
    digest = keep_template("annual", "年报.docx", starter("annual"), actor=li, now=NOW).digest
    order = Order(DAY)
    number = propose_from_template(digest, order, actor=li, now=NOW).number
    with pytest.raises(Refused, match="NOT_ALLOWED"):
        issue_publication(number, actor=li, now=NOW)
    issue_publication(number, actor=wang, now=NOW)
    _check_frozen(number)
    _check_restated(people, number, digest)


def _check_frozen(number: int) -> None:
    told = _text(queries.file(number, "docx", "zh"))
    assert "【" not in told
    for words in ("久治县", "14056.3", "8552.95", "886余", "数据来源"):
        assert words in told
    document = queries.document(number, "zh")
    assert document.title == "嘉定区2017年东西部协作和对口支援工作报告"
    frozen = queries.figures(number)
    assert {one.key for one in document.numbers()} <= set(frozen)
    funds = next(one for one in document.tables() if one.caption.startswith("表：帮扶资金"))
    total = next(cell for cell in funds.rows[0] if cell.text == "14056.3")
    assert frozen[getattr(total, "key", "")].stated == "14056300000"
    assert all(one.head and one.sql for one in frozen.values())
    for form in ("html", "pdf", "xlsx"):
        assert len(queries.file(number, form, "zh")) > 1000
    assert queries.is_intact(number)
    with pytest.raises(DatabaseError, match="JIEDUI frozen"), connection.cursor() as cursor:
        cursor.execute("UPDATE publish_publicationpaper SET name = 'x'")


def _check_restated(people: dict[str, Actor], number: int, digest: str) -> None:
    li, wang, zhao = people["li"], people["wang"], people["zhao"]
    order = Order(DAY)
    late = aid(100 * WAN, TO_DATE, dims(JIUZHI, source="DISTRICT_FISCAL"), document="补报台账")
    post_entries([late], actor=zhao, now=NOW)
    paper = preview.made_of(EVERYWHERE, number)
    assert paper is not None
    later = restate_from_template(number, paper, order, reason="补报", actor=li, now=NOW).number
    issue_publication(later, actor=wang, now=NOW)
    changed = {(one.before["zh"], one.after["zh"]) for one in queries.publication(later).changes}
    assert ("14056.3", "14156.3") in changed
    assert "14156.3" in _text(queries.file(later, "docx", "zh"))
    again = propose_from_template(digest, order, actor=li, now=NOW).number
    last, differing = preview.since_last(EVERYWHERE, again)
    assert last is not None
    assert (last.number, differing) == (later, [])
    withdraw_publication(later, reason="口径有误", actor=zhao, now=NOW)
    last, differing = preview.since_last(EVERYWHERE, again)
    assert last is not None
    assert last.number == number
    assert differing
    page = Client().get(f"/publications/{number}?lang=en").content.decode()
    assert "Chinese only" in page


def test_the_word_file_gives_way_where_it_names_who_asked_since_not_to_be(
    people_here: dict[str, Actor],
) -> None:
    li, name = people_here["li"], "万佛寺"
    digest = keep_template("annual", "年报.docx", starter("annual"), actor=li, now=NOW).digest
    number = propose_from_template(digest, Order(DAY), actor=li, now=NOW).number
    issue_publication(number, actor=people_here["wang"], now=NOW)
    kept = queries.file(number, "docx", "zh")
    assert name in _text(kept)
    donor = add_donor(DonorDraft("temple", name), actor=li, now=NOW).number
    assert queries.file(number, "docx", "zh") == kept
    choose_name(donor, "anonymous", actor=li, now=NOW)
    told = _text(queries.file(number, "docx", "zh"))
    assert name not in told
    assert f"匿名捐赠人第{donor}号" in told
    assert queries.is_intact(number)


def test_headings_of_a_template_are_numbered_as_official_documents_are() -> None:
    for language, wanted in (("zh", ["一、总体情况", "二、资金投入"]), ("en", ["1. Overview"])):
        word = python_docx.Document(io.BytesIO(starter("annual", language)))
        heads = [one for one in word.paragraphs if one.style and one.style.name == "Heading 1"]
        assert [one.text for one in heads][: len(wanted)] == wanted
        assert len(heads) == 5


def test_every_shipped_kind_is_filled_and_a_typed_number_is_flagged(
    people_here: dict[str, Actor],
) -> None:
    li = people_here["li"]
    for code, kind in kinds().items():
        digest = keep_template(code, f"{kind.zh}.docx", starter(code), actor=li, now=NOW).digest
        choices = subjects(digest, Order(DAY))
        if kind.subject:
            with pytest.raises(Refused, match="TEMPLATE_SUBJECT_UNKNOWN"):
                try_template(digest, Order(DAY, "nobody"))
        tried = try_template(digest, Order(DAY, choices[0].key if choices else ""))
        assert tried.numbers
        assert tried.warnings == ()
        assert tried.written.documents["zh"].title
        english = starter(code, "en")
        digest = keep_template(code, f"{kind.en}.docx", english, actor=li, now=NOW).digest
        tried = try_template(digest, Order(DAY, choices[0].key if choices else ""))
        document, paper = tried.written.documents["en"], tried.written.paper
        assert document.language == "en"
        assert paper is not None
        for words in _own_words(paper.content):
            assert not re.search(r"[一-鿿]", words), words
        assert " yuan" in _text(paper.content) or kind.subject == "donor"
    word = python_docx.Document()
    word.add_paragraph("累计投入【帮扶资金，万元】，惠及3000户。")
    out = io.BytesIO()
    word.save(out)
    digest = keep_template("briefing", "简报.docx", out.getvalue(), actor=li, now=NOW).digest
    with pytest.raises(Refused, match="NUMBER_TYPED"):
        propose_from_template(digest, Order(DAY), actor=li, now=NOW)
    tried = try_template(digest, Order(DAY, is_typed_allowed=True))
    assert [one.found for one in tried.warnings] == ["3000户"]
