"""A donor asks not to be named after a publication: shown by a number, and a task for someone."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.attention.commands import run_rules
from jiedui.attention.queries import findings
from jiedui.books.commands import post_entries
from jiedui.giving.commands.donors import add_donor, choose_name
from jiedui.giving.drafts import DonorDraft
from jiedui.kernel.problem import Refused
from jiedui.papers.document import Document, Number, Table, Text
from jiedui.publish import preview, queries
from jiedui.publish.commands import (
    issue_publication,
    propose_publication,
    restate_publication,
    withdraw_publication,
)
from jiedui.publish.objections import object_to, objection
from jiedui.publish.unnamed import as_unnamed
from tests.figures.programme import entries
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from jiedui.attention.queries import FindingRow
    from tests.conftest import Office

DAY = dt.date(2017, 10, 31)
NAME = "区民政局"


@pytest.fixture
def issued(sqlite_office: Office, people: dict[str, tuple[str, str]]) -> int:
    """The district's page, which names everybody who gave."""
    assert sqlite_office.data_dir.is_dir()
    assert people
    post_entries(entries(), actor=actor_named("reviewer"), now=NOW)
    done = propose_publication("page", as_of=DAY, actor=actor_named("officer"), now=NOW)
    return issue_publication(done.number, actor=actor_named("reviewer"), now=NOW).number


@pytest.fixture
def donor(people: dict[str, tuple[str, str]]) -> int:
    """One of them, who was content to be named."""
    assert people
    return add_donor(DonorDraft("association", NAME), actor=actor_named("officer"), now=NOW).number


def asks(donor: int, choice: str = "anonymous") -> None:
    choose_name(donor, choice, actor=actor_named("officer"), now=NOW)


def waiting() -> list[FindingRow]:
    return [one for one in findings(EVERYWHERE).rows if one.rule == "N01" and one.state == "OPEN"]


def shown(number: int) -> str:
    """Everything the public can get of a publication, as text."""
    parts = [Client().get(f"/publications/{number}{end}").content for end in ("", ".json")]
    parts += [queries.file(number, form, "zh") for form in ("html", "docx", "xlsx")]
    parts.append(queries.open_data(number))
    texts = []
    for one in parts:
        if one.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(one)) as archive:
                names = [one for one in archive.namelist() if not one.startswith("docProps/")]
                texts += [archive.read(name) for name in names]
        else:
            texts.append(one)
    return b"\n".join(texts).decode("utf-8", "ignore")


def test_the_name_is_gone_at_once_everywhere_and_comes_back_on_their_word(
    issued: int, donor: int
) -> None:
    """Pages and files alike; the frozen content stays what it was, and says so."""
    number = object_to(issued, key=f"gift.{NAME}.632625", words=f"{NAME}捐了这么多吗?", now=NOW)
    before = shown(issued)
    assert NAME in before
    asks(donor)
    after = shown(issued)
    assert NAME not in after
    assert f"匿名捐赠人第{donor}号" in after
    assert "要求不具名" in after
    assert NAME not in f"{objection(number, today=DAY)}"
    assert queries.search(NAME).total == 0
    assert queries.is_intact(issued)
    with pytest.raises(Refused) as error:
        queries.figure(issued, f"gift.{NAME}.632625")
    assert error.value.problems[0].code == "PUBLISHED_FIGURE_UNKNOWN"
    old, new = queries.figures(issued), f"gift.匿名捐赠人第{donor}号.632625"
    assert old[new].stated == "25000000"
    asks(donor, "full")
    assert shown(issued) == before


def test_somebody_is_asked_to_restate_it_until_it_is_restated_or_withdrawn(
    issued: int, donor: int
) -> None:
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    with pytest.raises(Refused) as error:
        restate_publication(issued, reason="捐赠方要求", actor=officer, now=NOW)
    assert error.value.problems[0].code == "NOTHING_CHANGED"
    asks(donor)
    (task,) = waiting()
    assert (task.subject, task.urgency) == (f"publication:{issued}", 1)
    assert NAME not in task.zh
    assert f"第{donor}号" in task.zh
    done = restate_publication(issued, reason="捐赠方要求不具名", actor=officer, now=NOW)
    assert queries.names_who_asked_since(done.number) == ()
    issue_publication(done.number, actor=reviewer, now=NOW)
    run_rules(actor=officer, now=NOW, only=("N01",))
    assert waiting() == []
    assert NAME not in shown(done.number)
    assert "捐赠方要求不具名" in shown(done.number)


def test_what_is_withdrawn_asks_nobody(issued: int, donor: int) -> None:
    asks(donor)
    assert len(waiting()) == 1
    withdraw_publication(issued, reason="撤回", actor=actor_named("reviewer"), now=NOW)
    run_rules(actor=actor_named("officer"), now=NOW, only=("N01",))
    assert waiting() == []


def test_a_town_is_unnamed_where_it_gave_and_named_where_it_is_paired(issued: int) -> None:
    draft = DonorDraft("unit", "南翔镇", name_choice="anonymous")
    number = add_donor(draft, actor=actor_named("officer"), now=NOW).number
    again = propose_publication("page", as_of=DAY, actor=actor_named("officer"), now=NOW).number
    for told in (queries.document(issued, "zh"), preview.document(EVERYWHERE, again, "zh")):
        tables = {table.key: table for table in told.tables()}
        names = {key: {row[0].text for row in one.rows} for key, one in tables.items()}
        assert "南翔镇" not in names["gifts"]
        assert f"匿名捐赠人第{number}号" in names["gifts"]
    paired = (Text("南翔镇"), Text("升平镇"))
    gave = (Text("南翔镇"), Number("gift.310114:南翔镇.533422", "50万元"))
    page = Document("page", "zh", "", "", (Table("a", "", ("", ""), (paired, gave)),))
    (table,) = as_unnamed(page, {"310114:南翔镇": "匿名捐赠人第6号"}).tables()
    assert [row[0].text for row in table.rows] == ["南翔镇", "匿名捐赠人第6号"]


def test_a_choice_that_is_none_is_refused(donor: int) -> None:
    with pytest.raises(Refused) as error:
        asks(donor, "nickname")
    assert error.value.problems[0].code == "CODE_UNKNOWN"
