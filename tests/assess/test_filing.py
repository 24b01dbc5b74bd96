"""A self-report frozen, filed and verified; what is told later is a difference, not a change."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pypdfium2
import pytest
from django.db import DatabaseError, connection, transaction

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.assess import filing, queries, reports
from jiedui.assess.assessing import Told
from jiedui.assess.filing import Verdict
from jiedui.assess.index import behind, evidence_index, unsupported
from jiedui.assess.indicator import Side
from jiedui.assess.queries import Wanted, set_for
from jiedui.assess.span import exactly
from jiedui.books.commands import post_entries
from jiedui.books.entry import Dims
from jiedui.books.feed import facts
from jiedui.kernel.problem import Refused
from jiedui.papers.render import FORMS, rendered
from tests.assess.small import COUNTY, NOW, now_assessed, say, settle, these
from tests.figures import book


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.problems]


@pytest.mark.usefixtures("office")
def test_what_is_filed_stands() -> None:
    """Fiscal aid then: 12 × 2,120 / 3,000 = 8.48. 300 more arrive later: 12 × 2,420 / 3,000 = 9.68.

    The verifier gives 8 for it and 4 for a joint conference that was told.
    """
    settle()
    say("ORG-02", "1")
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    wanted = Wanted(set_for("", 2017), 2017, Side.EAST)
    number = filing.propose_self_report(wanted, known=facts(), actor=reviewer, now=NOW).number
    with pytest.raises(Refused) as refused:
        filing.file_self_report(number, actor=reviewer, now=NOW)
    assert codes(refused) == ["SECOND_PERSON"]
    number = filing.propose_self_report(wanted, known=facts(), actor=officer, now=NOW).number
    filing.file_self_report(number, actor=reviewer, now=NOW)
    with pytest.raises(Refused) as refused:
        say("ORG-01", "2")
    assert codes(refused) == ["REPORT_FILED"]
    with pytest.raises(Refused) as refused:
        filing.propose_self_report(wanted, known=facts(), actor=officer, now=NOW)
    assert codes(refused) == ["REPORT_FILED"]
    _later(number)
    _verified(number)
    for table in ("assess_selfreport", "assess_filing", "assess_saying", "assess_verification"):
        with (
            pytest.raises(DatabaseError, match="JIEDUI stands"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608  Names of our own.


def _later(number: int) -> None:
    """Post more money of 2017 and see it told as a difference."""
    aid = Dims(COUNTY, "310000", "310114", "MUNICIPAL_POOLED", "SOCIAL")
    post_entries([book.aid(300 * book.WAN, "2017", aid)], actor=actor_named("reviewer"), now=NOW)
    report = reports.self_report(EVERYWHERE, number)
    assert report.known_at == 5
    assert report.items["FUN-01"].points == exactly(Fraction("8.48"))
    changed = {one.code: one for one in reports.changes(report, now_assessed())}
    assert set(changed) == {"FUN-01", "FUN-02"}
    assert changed["FUN-01"].points_now == exactly(Fraction("9.68"))


def _verified(number: int) -> None:
    """Score items as the verifier does."""
    reviewer = actor_named("reviewer")
    with pytest.raises(Refused) as refused:
        filing.verify_points(number, Verdict("FUN-01", "8"), actor=reviewer, now=NOW)
    assert codes(refused) == ["REASON_MISSING"]
    filing.verify_points(number, Verdict("FUN-01", "8", "凭证缺一份"), actor=reviewer, now=NOW)
    filing.verify_points(number, Verdict("ORG-02", "4"), actor=reviewer, now=NOW)
    report = reports.self_report(EVERYWHERE, number)
    assert report.items["FUN-01"].difference == exactly(Fraction("-0.48"))
    total, _ = reports.verified_total(report, set_for("", 2017))
    assert report.total.low is not None
    assert total.low == report.total.low - Fraction("0.48")
    # What nobody verified is as wide in both scores and cancels out.
    assert not report.total.is_exact
    assert reports.total_difference(report, set_for("", 2017)) == exactly(Fraction("-0.48"))
    with pytest.raises(Refused) as refused:
        filing.verify_points(number, Verdict("FUN-01", "13", "x"), actor=reviewer, now=NOW)
    assert codes(refused) == ["POINTS_WRONG"]
    # The conference turns out to be false: its 4 points are lost, and 5 more.
    false = Verdict("ORG-02", reason="没有召开", is_falsified=True)
    filing.verify_points(number, false, actor=reviewer, now=NOW)
    report = reports.self_report(EVERYWHERE, number)
    worse, _ = reports.verified_total(report, set_for("", 2017))
    assert worse.low == total.low - 4 - 5
    lost = exactly(Fraction("-0.48") - 4 - 5)
    assert reports.total_difference(report, set_for("", 2017)) == lost


@pytest.mark.usefixtures("sqlite_office")
def test_the_index_says_what_every_item_rests_on() -> None:
    settle()
    say("ORG-02", "1")
    found, known = now_assessed(), facts()
    documents = queries.documents(found.set, 2017, Side.EAST)
    entries = behind(found, known)
    assert these(entries["FUN-01"].inside, entries["PAIR-01"].inside) == ((3,), (1,))
    lacking = {one.indicator.code for one in unsupported(found, documents, entries)}
    assert "ORG-01" in lacking
    assert not lacking & {"ORG-02", "FUN-01", "PAIR-01"}
    made = evidence_index(found, documents, entries, language="zh")
    assert made.title == "考核佐证材料目录"
    rows = {
        row[0].text: [cell.text for cell in row] for table in made.tables() for row in table.rows
    }
    assert rows["FUN-01 财政帮扶资金"][1:4] == ["2120万元（3000万元）", "8.48/12", "3"]
    assert rows["ORG-02 高层联席会议"][4] == "1"
    english = evidence_index(found, documents, entries, language="en")
    assert english.title == "Index of evidence for the assessment"
    for form in FORMS:
        assert len(rendered(made, {}, form, stamp="x")) > 2000


@pytest.mark.usefixtures("sqlite_office")
def test_the_index_tells_why_an_item_is_left_out() -> None:
    settle()
    say("LAB-04", "", kind=Told.LEFT_OUT, words="本年没有此项任务")
    found = now_assessed()
    made = evidence_index(found, (), {}, language="zh")
    (apart,) = [table for table in made.tables() if table.key == "apart"]
    assert [cell.text for cell in apart.rows[0]][1:4] == ["缺项", "本年没有此项任务", "officer"]
    english = evidence_index(found, (), {}, language="en")
    assert [table.rows[0][1].text for table in english.tables() if table.key == "apart"] == [
        "left out"
    ]
    settled = evidence_index(replace(found, items=()), (), {}, language="zh")
    assert [table for table in settled.tables() if table.key == "apart"] == []


@pytest.mark.usefixtures("sqlite_office")
def test_the_index_as_pictures() -> None:
    """Every page of the PDF has ink on it, inside its margins: no table runs off the page."""
    settle()
    say("ORG-02", "1")
    found, known = now_assessed(), facts()
    documents = queries.documents(found.set, 2017, Side.EAST)
    made = evidence_index(found, documents, behind(found, known), language="zh")
    pages = pypdfium2.PdfDocument(rendered(made, {}, "pdf", stamp="x"))
    assert 2 <= len(pages) <= 4
    for page in pages:
        picture = page.render(scale=1, grayscale=True).to_numpy()
        ink = picture.reshape(picture.shape[0], picture.shape[1]) < 160
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        height, width = ink.shape
        assert len(rows) > height // 20
        assert columns[0] > width * 8 // 100
        assert columns[-1] < width * 94 // 100
        assert rows[-1] < height * 97 // 100
