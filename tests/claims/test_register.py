"""The register on both engines: who said what, the verdict then and now, who accepted it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.claims.checking import checked, pasted
from jiedui.claims.commands import accept_claim, judge_again, register_text
from jiedui.claims.drafting import GIFT, PLAN, PROJECT, TOTAL, fate_of, tables_of
from jiedui.claims.queries import claim, document, documents, history, register
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.kernel.problem import Refused
from tests.claims.conftest import AS_OF, NOW, settle
from tests.claims.page import PAGE

if TYPE_CHECKING:
    from tests.conftest import Office

MORE = "\n2018年至2019年6月,顺德区为雷波县培训各类人才3批次120人。联系人:丙丁,电话13900001111。\n"
SHEET = pasted(PAGE + MORE, title="区报", as_of=AS_OF)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


def test_a_text_is_registered_judged_again_after_a_posting_and_accepted(office: Office) -> None:
    settle(NOW)
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    done = register_text(SHEET, said_by="区报社", actor=officer, now=NOW)
    kept = register(EVERYWHERE, document=done.number)
    trained = next(one for one in kept if one.span == "120人")
    assert (trained.figure, trained.now.outcome) == ("people_trained", "not_supported")
    assert (trained.said_by, trained.title, trained.as_of) == ("区报社", "区报", AS_OF)

    sheet = checked(SHEET)
    chosen = {one.at for one in sheet.claims if one.said.text in {"3批次", "120人"}}
    (table,) = tables_of(sheet, chosen, relation="含明细", digest=SHEET.digest)
    batch = receive_file(table.content, name=table.name, actor=officer, now=NOW)
    post_batch(batch.number, actor=reviewer, now=NOW, accept_warnings=True)

    later = NOW + dt.timedelta(days=1)
    assert judge_again(done.number, actor=officer, now=later).claims == 2
    assert judge_again(done.number, actor=officer, now=later).claims == 0
    trained = claim(EVERYWHERE, trained.number)
    assert trained.first.outcome == "not_supported"
    assert trained.now.outcome == "not_independently_supported"
    assert trained.now.known_at > trained.first.known_at

    _accepting_needs_a_cause_and_a_second_person(trained.number, later)
    _nothing_personal_lies_open(office)
    _nothing_can_be_changed()


def _accepting_needs_a_cause_and_a_second_person(number: int, later: dt.datetime) -> None:
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    trained = claim(EVERYWHERE, number)
    with pytest.raises(Refused) as refused:
        accept_claim(trained.number, cause="nonsense", actor=reviewer, now=later)
    assert code(refused) == "CAUSE_UNKNOWN"
    with pytest.raises(Refused) as refused:
        accept_claim(trained.number, cause="not_in_book", actor=officer, now=later)
    assert code(refused) == "NOT_ALLOWED"
    assert trained.is_open
    accept_claim(
        trained.number, cause="not_in_book", remark="电话13900001111", actor=reviewer, now=later
    )
    accepted = claim(EVERYWHERE, trained.number)
    assert not accepted.is_open
    assert accepted.accepted is not None
    assert "13900001111" not in accepted.accepted.remark
    verdicts, acceptances = history(EVERYWHERE, trained.number)
    assert (len(verdicts), len(acceptances)) == (2, 1)
    with pytest.raises(Refused) as refused:
        accept_claim(trained.number, cause="not_in_book", actor=reviewer, now=later)
    assert code(refused) == "CLAIM_ACCEPTED"


def _nothing_personal_lies_open(office: Office) -> None:
    """Neither name nor phone stands in the database or in any file of the office."""
    told = [str(row) for name in _tables() for row in _rows(name)]
    assert any("120人" in one for one in told)
    assert not any("丙丁" in one or "13900001111" in one for one in told)
    files = [path for path in office.data_dir.rglob("*") if path.is_file()]
    assert any(path.parent == settings.UPLOADS_DIR for path in files)
    for path in files:
        content = path.read_bytes()
        assert b"13900001111" not in content, path
        assert "丙丁".encode() not in content, path


def _tables() -> list[str]:
    names = connection.introspection.table_names()
    return [one for one in names if one.startswith("claims_")]


def _rows(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  A name of our own.
        return list(cursor.fetchall())


def _nothing_can_be_changed() -> None:
    tables = _tables()
    assert len(tables) == 4
    for table in tables:
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):  # noqa: S608
            with pytest.raises(DatabaseError, match="JIEDUI registered"), connection.cursor() as c:
                c.execute(sql)


def test_who_may_register_and_who_sees_what(posted_office: Office) -> None:
    assert posted_office.vendor == "sqlite"
    with pytest.raises(Refused) as refused:
        register_text(SHEET, actor=actor_named("viewer"), now=NOW)
    assert code(refused) == "NOT_ALLOWED"
    with pytest.raises(Refused) as refused:
        register_text(SHEET, actor=actor_named("leibo"), now=NOW)
    assert code(refused) == "OUTSIDE_SCOPE"
    assert documents(EVERYWHERE) == []

    done = register_text(SHEET, actor=actor_named("officer"), now=NOW)
    with pytest.raises(Refused) as refused:
        register_text(SHEET, actor=actor_named("officer"), now=NOW)
    assert code(refused) == "TEXT_REGISTERED"
    own = actor_named("leibo").scope("claims.read")
    assert documents(own) == []
    with pytest.raises(Refused) as refused:
        document(own, done.number)
    assert code(refused) == "REGISTER_UNKNOWN"
    places = {key for one in register(own) for key in one.places}
    assert places == {"513437"}
    _, found = document(EVERYWHERE, done.number)
    assert found.text == SHEET.text


def test_a_text_without_claims_and_an_empty_one_are_refused(posted_office: Office) -> None:
    assert posted_office.vendor == "sqlite"
    with pytest.raises(Refused) as refused:
        pasted(" \n ", title="空")
    assert code(refused) == "TEXT_EMPTY"
    with pytest.raises(Refused) as refused:
        register_text(pasted("今天天气很好。", title="天气"), actor=actor_named("officer"), now=NOW)
    assert code(refused) == "NO_CLAIMS"


GIFTS = """2018年,顺德区龙江商会向雷波县教育局捐赠价值12万余元的图书。
援建项目中,雷波县黄琅镇卫生院改造项目,建筑面积900平方米,总投资80万元(市级统筹资金50万元,雷波县自筹30万元)。
2018年,雷波县受助学生占35%。2020年,顺德区拟向雷波县捐赠60万元。
"""


def test_what_a_number_can_become_or_why_not(posted_office: Office) -> None:
    assert posted_office.vendor == "sqlite"
    found = checked(pasted(PAGE + MORE + GIFTS, title="区报", as_of=AS_OF))
    fates = {"".join(one.said.text.split()): fate_of(one, found) for one in found.claims}
    kinds = {span: fate.kind for span, fate in fates.items()}
    assert {kinds[one] for one in ("1350万元", "750万元", "8000户", "120人")} == {TOTAL}
    assert (kinds["8万元"], kinds["12万余元"]) == (GIFT, GIFT)
    assert {kinds[one] for one in ("900平方米", "80万元", "50万元", "30万元")} == {PROJECT}
    assert {fates[one].why[0][:2] for one in ("35%",)} == {"比率"}
    assert not kinds["60万元"]
    assert fates["60万元"].why[0].strip()


def test_gifts_and_projects_are_posted_by_a_second_person(posted_office: Office) -> None:
    assert posted_office.vendor == "sqlite"
    sheet = pasted(GIFTS, title="区报副刊", as_of=AS_OF)
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    done = register_text(sheet, said_by="区报社", actor=officer, now=NOW)
    found = checked(sheet)
    wanted = {one.at for one in found.claims if fate_of(one, found).kind in (GIFT, PROJECT)}
    tables = tables_of(found, wanted, relation="未说明", digest=sheet.digest)
    assert [one.name.split("-")[1][:2] for one in tables] == ["捐赠", "项目"]
    for table in tables:
        batch = receive_file(table.content, name=table.name, actor=officer, now=NOW)
        post_batch(batch.number, actor=reviewer, now=NOW, accept_warnings=True)
    judge_again(done.number, actor=officer, now=NOW + dt.timedelta(days=1))
    outcomes = {one.span: one.now.outcome for one in register(EVERYWHERE, document=done.number)}
    assert outcomes["12万余元"] == "not_independently_supported"
    assert outcomes["80万元"] == "not_independently_supported"


PLANNED = """2020年,顺德区计划援助雷波县,
建设雷波县黄琅镇卫生院改造项目,总投资80万元(市级统筹资金50万元,雷波县自筹30万元)。
"""


def test_a_planned_project_is_posted_as_a_plan_and_not_as_done(posted_office: Office) -> None:
    assert posted_office.vendor == "sqlite"
    sheet = pasted(PLANNED, title="明年计划", as_of=dt.date(2019, 11, 1))
    officer, reviewer = actor_named("officer"), actor_named("reviewer")
    register_text(sheet, said_by="区报社", actor=officer, now=NOW)
    found = checked(sheet)
    wanted = {one.at for one in found.claims if fate_of(one, found).kind == PLAN}
    assert {found.claims[at].said.text for at in wanted} == {"80万元", "50万元", "30万元"}
    (table,) = tables_of(found, wanted, relation="未说明", digest=sheet.digest)
    assert table.name.startswith("读文-计划-")
    batch = receive_file(table.content, name=table.name, actor=officer, now=NOW)
    post_batch(batch.number, actor=reviewer, now=NOW, accept_warnings=True)


def test_what_cannot_become_a_draft_is_refused_with_its_reason(posted_office: Office) -> None:
    assert posted_office.vendor == "sqlite"
    found = checked(pasted(PAGE + GIFTS, title="区报", as_of=AS_OF))
    unfit = {one.at for one in found.claims if not fate_of(one, found).kind}
    for chosen, relation, expected in (
        (unfit, "含明细", "CLAIMS_UNFIT"),
        (set(), "含明细", "CLAIMS_UNFIT"),
        ({0}, "大约", "RELATION_UNKNOWN"),
    ):
        with pytest.raises(Refused) as refused:
            tables_of(found, chosen, relation=relation, digest="0" * 64)
        assert code(refused) == expected
        if chosen == unfit:
            assert "35%:比率和增减由别的数算出" in str(refused.value.problems[0].found)
