"""Publications on both engines: frozen for ever, issued by two people, restated with a note."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE, NOWHERE, Scope
from jiedui.books.commands import post_entries, post_reversal, propose_reversal
from jiedui.books.feed import extend_facts
from jiedui.books.models import Line
from jiedui.books.queries import head
from jiedui.kernel.problem import Refused
from jiedui.publish import preview, queries
from jiedui.publish.commands import (
    issue_publication,
    propose_publication,
    restate_publication,
    withdraw_publication,
)
from tests.figures.book import WAN, aid
from tests.figures.programme import DEQIN, JIUZHI, TO_DATE, dims, entries

if TYPE_CHECKING:
    from jiedui.access.scope import Actor
    from tests.conftest import Office

NOW = dt.datetime(2017, 11, 1, 9, tzinfo=dt.UTC)
AS_OF = dt.date(2017, 10, 31)


@pytest.fixture
def people(office: Office) -> dict[str, Actor]:
    """The programme posted in an office of its own on each engine, and who works there."""
    del office
    return _settled()


@pytest.fixture
def people_here(sqlite_office: Office) -> dict[str, Actor]:
    """The same on SQLite only, for what asks nothing of the database but what was posted."""
    del sqlite_office
    return _settled()


def _settled() -> dict[str, Actor]:
    set_office("310114")
    for name, role in (
        ("li", "officer"),
        ("wang", "reviewer"),
        ("zhao", "reviewer"),
        ("qian", "viewer"),
    ):
        add_user(name, role=role, password="a-long-password", now=NOW)
    found = {name: actor_named(name) for name in ("li", "wang", "zhao", "qian")}
    post_entries(entries(), actor=found["wang"], now=NOW)
    extend_facts()
    return found


def _issued(people: dict[str, Actor], report: str = "funds") -> int:
    number = propose_publication(report, as_of=AS_OF, actor=people["li"], now=NOW).number
    return issue_publication(number, actor=people["wang"], now=NOW).number


def _correct(people: dict[str, Actor]) -> None:
    """A further 100 万元 of the district for 久治, found after the page was issued."""
    late = aid(100 * WAN, TO_DATE, dims(JIUZHI, source="DISTRICT_FISCAL"), document="补报台账")
    post_entries([late], actor=people["zhao"], now=NOW)


def test_a_publication_stays_as_it_was_issued(people: dict[str, Actor]) -> None:
    number = _issued(people)
    before = queries.figures(number)
    page = queries.document(number, "zh")
    assert before["632625.money"].text["zh"] == "14056.3"
    assert before["632625.money"].known_at == head().number
    assert before["632625.money"].head == head().hash
    _correct(people)
    assert queries.figures(number) == before
    assert queries.document(number, "zh") == page
    assert queries.is_intact(number)
    draft = preview.draft(EVERYWHERE, "funds", as_of=AS_OF)
    assert draft.figures["632625.money"].text["zh"] == "14156.3"


def test_every_number_is_the_figure_it_names(people_here: dict[str, Actor]) -> None:
    found = queries.figures(_issued(people_here, "page"))
    assert found["632625.money.MUNICIPAL_POOLED.itemised"].exact["zh"] == "33380000元"
    assert found["632625.money.MUNICIPAL_POOLED.not_itemised"].exact["zh"] == "88933000元"
    assert found["533422.trained"].text["zh"].startswith("886人次以上")
    assert found["533422.trained"].high is None
    assert found["632625.money"].entry_count > 0
    assert all(one.sql for one in found.values())


def test_a_correction_yields_a_note_and_never_a_silent_change(people: dict[str, Actor]) -> None:
    number = _issued(people)
    _correct(people)
    later = restate_publication(
        number, reason="补报区级财政资金", actor=people["li"], now=NOW
    ).number
    assert [one.number for one in queries.publications()] == [number]
    issue_publication(later, actor=people["wang"], now=NOW)
    issue = queries.publication(later)
    changed = {one.key: one for one in issue.changes}
    total = changed["632625.money"]
    assert (total.before["zh"], total.after["zh"]) == ("14056.3", "14156.3")
    assert [because.entry for because in total.because] == [head().number]
    assert "533422.money" not in changed
    assert queries.publication(number).replaced_by == later
    assert queries.figures(number)["632625.money"].text["zh"] == "14056.3"
    note = next(
        table for table in queries.document(later, "zh").tables() if table.key == "restatement"
    )
    rows = [[cell.text for cell in row] for row in note.rows]
    told = ["帮扶资金（嘉定区、久治县）", "14056.3", "14156.3", f"第{head().number}笔 补报台账"]
    assert told in rows
    assert len({row[0] for row in rows}) == len(rows), "which number is meant, each says"


def test_a_project_that_is_gone_is_named_with_the_entry_that_took_it_away(
    people_here: dict[str, Actor],
) -> None:
    number = _issued(people_here, "page")
    [entry] = Line.objects.filter(
        project="632625/教学楼", account__startswith="Source"
    ).values_list("entry", flat=True)
    proposal = propose_reversal(entry, reason="重复登记", actor=people_here["li"], now=NOW)
    post_reversal(proposal.number, actor=people_here["wang"], now=NOW)
    later = restate_publication(number, reason="冲销", actor=people_here["li"], now=NOW).number
    gone = [one for one in preview.proposal(EVERYWHERE, later).issue.changes if "教学楼" in one.key]
    assert all("久治县教学楼" in one.called("zh") for one in gone)
    assert all("教学楼 of Jiuzhi County" in one.about["en"] for one in gone)
    assert gone
    assert all(one.before and not one.after for one in gone)
    assert {because.entry for one in gone for because in one.because} == {head().number}


def test_nothing_changed_is_no_restatement(people_here: dict[str, Actor]) -> None:
    number = _issued(people_here)
    with pytest.raises(Refused, match="NOTHING_CHANGED"):
        restate_publication(number, reason="例行", actor=people_here["li"], now=NOW)
    _correct(people_here)
    with pytest.raises(Refused, match="REASON_MISSING"):
        restate_publication(number, reason=" ", actor=people_here["li"], now=NOW)
    restate_publication(number, reason="补报", actor=people_here["li"], now=NOW)
    with pytest.raises(Refused, match="RESTATED_ALREADY"):
        restate_publication(number, reason="补报", actor=people_here["li"], now=NOW)


def test_two_people_make_it_public(people: dict[str, Actor]) -> None:
    number = propose_publication("funds", as_of=AS_OF, actor=people["wang"], now=NOW).number
    assert queries.publications() == []
    with pytest.raises(Refused, match="PUBLICATION_UNKNOWN"):
        queries.document(number, "zh")
    with pytest.raises(Refused, match="SAME_PERSON"):
        issue_publication(number, actor=people["wang"], now=NOW)
    with pytest.raises(Refused, match="NOT_ALLOWED"):
        issue_publication(number, actor=people["li"], now=NOW)
    with pytest.raises(Refused, match="NOT_ALLOWED"):
        propose_publication("funds", as_of=AS_OF, actor=people["qian"], now=NOW)
    issue_publication(number, actor=people["zhao"], now=NOW)
    with pytest.raises(Refused, match="PUBLICATION_UNKNOWN"):
        issue_publication(number, actor=people["zhao"], now=NOW)
    assert [one.number for one in queries.publications()] == [number]


def test_a_withdrawn_publication_keeps_its_number_and_its_reason(people: dict[str, Actor]) -> None:
    number = _issued(people)
    with pytest.raises(Refused, match="REASON_MISSING"):
        withdraw_publication(number, reason="", actor=people["zhao"], now=NOW)
    withdraw_publication(number, reason="口径有误", actor=people["zhao"], now=NOW)
    assert queries.publications() == []
    assert queries.publication(number).withdrawn_reason == "口径有误"
    with pytest.raises(Refused, match="PUBLICATION_WITHDRAWN"):
        queries.figures(number)


def test_the_database_itself_refuses_a_change(people: dict[str, Actor]) -> None:
    number = _issued(people)
    for statement in (
        "UPDATE publish_publishedfigure SET text_zh = '20000' WHERE ordinal = 0",
        "DELETE FROM publish_publicationact",
        "UPDATE publish_publication SET head = 'x' WHERE number = 1",
        "DELETE FROM publish_publication WHERE number = 1",
    ):
        with pytest.raises(DatabaseError, match="JIEDUI frozen"), connection.cursor() as cursor:
            cursor.execute(statement)
    assert queries.is_intact(number)


def test_heads_are_kept_as_anchors(people: dict[str, Actor]) -> None:
    number = _issued(people)
    assert queries.anchors() == [(head().number, head().hash, f"publication {number}")]


def test_what_is_not_public_is_shown_within_a_scope(people_here: dict[str, Actor]) -> None:
    number = propose_publication("funds", as_of=AS_OF, actor=people_here["li"], now=NOW).number
    assert [one.issue.number for one in preview.proposals(EVERYWHERE)] == [number]
    assert preview.proposals(NOWHERE) == []
    assert [one.issue.number for one in preview.issues(Scope(("310000",)))] == [number]
    with pytest.raises(Refused, match="PUBLICATION_UNKNOWN"):
        preview.document(Scope((DEQIN,)), number, "zh")
    with pytest.raises(Refused, match="OUT_OF_SCOPE"):
        preview.draft(Scope((DEQIN,)), "funds", as_of=AS_OF)


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "xlsx"])
def test_a_draft_says_that_it_is_a_draft(people_here: dict[str, Actor], form: str) -> None:
    del people_here
    made = preview.render_draft("funds", form=form, now=NOW, as_of=AS_OF)
    assert made[:4] in (b"<!do", b"PK\x03\x04", b"%PDF")
    if form == "html":
        assert "草稿" in made.decode()


def test_downloads_of_a_publication(people_here: dict[str, Actor]) -> None:
    number = _issued(people_here)
    assert "14056.3" in queries.download(number, "money", "csv", language="zh").decode()
    assert queries.download(number, "money", "svg", language="en").startswith(b"<svg")
    with pytest.raises(Refused, match="DOWNLOAD_UNKNOWN"):
        queries.download(number, "money", "exe", language="zh")
    with pytest.raises(Refused, match="PUBLISHED_FIGURE_UNKNOWN"):
        queries.figure(number, "nothing")
    assert "".join(queries.file(number, "html", "zh").decode().split()).count("14056.3") > 1


def test_an_empty_book_has_nothing_to_publish(sqlite_office: Office) -> None:
    del sqlite_office
    with pytest.raises(Refused, match="OFFICE_NOT_SET"):
        preview.render_draft("page", form="html", now=NOW)
    set_office("310114")
    with pytest.raises(Refused, match="NOTHING_TO_TELL"):
        preview.render_draft("page", form="html", now=NOW)
