"""R15, R16 and R22: stated totals and texts that the records contradict."""

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.attention.catalogue import rules
from jiedui.attention.declaration import Looking
from jiedui.books.commands import post_entries
from jiedui.books.entry import Dims, EntryDraft, credited, line
from jiedui.claims.models import Acceptance, ClaimVerdict, Document, RegisteredClaim
from jiedui.kernel.period import year
from jiedui.kernel.quantity import said

if TYPE_CHECKING:
    from tests.conftest import Office

NOW = dt.datetime(2018, 3, 1, 2, 0, tzinfo=dt.UTC)
DAYS = year(2017)


def found(code: str) -> list[str]:
    looking = Looking(NOW.date(), {}, {})
    return [hit.subject for hit in rules()[code].find(looking)]


def entry(kind: str, fen: int, document: str) -> EntryDraft:
    """Aid money of a county, or a total of it that a document states."""
    dims = Dims(recipient="632625", owner="310114")
    account = "Assertion:money" if kind == "assertion" else "Place:Contributed"
    one = line(account, "fen", said(fen), DAYS, dims)
    lines = (one,) if kind == "assertion" else (one, credited(one, "Source:Aid"))
    return EntryDraft(kind, DAYS.starts, DAYS.ends, "久治县", lines, document)


def test_totals_that_their_rows_or_the_other_side_contradict(sqlite_office: "Office") -> None:
    assert sqlite_office.data_dir.is_dir()
    set_office("310114")
    add_user("reviewer", role="reviewer", password=None, now=NOW)
    post = [entry("aid", 100, "县台账"), entry("assertion", 100, "县台账")]
    post_entries(post, actor=actor_named("reviewer"), now=NOW)
    assert (found("R15"), found("R16")) == ([], [])
    wrong = [entry("assertion", 90, "县台账"), entry("assertion", 80, "区报告")]
    post_entries(wrong, actor=actor_named("reviewer"), now=NOW)
    assert found("R15") == ["stated:3"]
    assert found("R16") == ["stated:4"]


def test_a_text_the_book_contradicts_until_it_is_accepted(sqlite_office: "Office") -> None:
    assert sqlite_office.data_dir.is_dir()
    document = Document.objects.create(
        digest="d" * 64, title="年度总结", said_by="区合作交流办", length=10, slips=0,
        not_understood=0, registered_by="officer", registered_at=NOW,
    )  # fmt: skip
    claim = RegisteredClaim.objects.create(
        document=document, at=0, start=0, end=5, span="638万元", figure="money", places="632625",
        question={}, unit="fen", stated="638", wording="exact",
    )  # fmt: skip

    def judged(outcome: str, known_at: int) -> ClaimVerdict:
        return ClaimVerdict.objects.create(
            claim=claim, known_at=known_at, head="", outcome=outcome, causes=[], entries=[],
            judged_by="officer", judged_at=NOW,
        )  # fmt: skip

    judged("confirmed", 1)
    assert found("R22") == []
    verdict = judged("contradicted", 2)
    assert found("R22") == [f"claim:{claim.pk}"]
    Acceptance.objects.create(
        claim=claim, verdict=verdict, cause="rounded", remark="", accepted_by="reviewer",
        accepted_at=NOW,
    )  # fmt: skip
    assert found("R22") == []
