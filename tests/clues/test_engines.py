"""Clues on both engines: taken in, signed by two, fixed by the database itself, moved whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection, transaction

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.clues.commands import (
    assign_clues,
    attach_paper,
    begin_visit,
    close_clue,
    conclude_clue,
    decide_clue,
    reopen_clue,
)
from jiedui.clues.learning import learning
from jiedui.clues.lifecycle import Said
from jiedui.clues.looking import look
from jiedui.clues.queries import Filters, Paging, clues
from jiedui.clues.renewing import renew_everything
from jiedui.clues.taking import take_run
from jiedui.kernel.problem import Refused
from tests.clues.conftest import CARS, NOW, compare
from tests.registry.conftest import settle
from tests.registry.lists import number

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Office

TODAY = NOW.date()


def test_a_clue_lives_the_same_on_both_engines(office: Office, tmp_path: Path) -> None:
    settle()
    wang, zhao = actor_named("wang"), actor_named("zhao")
    take_run(compare(tmp_path, CARS, out="first"), actor=wang, now=NOW)
    (clue,) = clues(EVERYWHERE, Filters(find=number(11)), today=TODAY).rows
    assign_clues([clue.number], "wang", actor=wang, now=NOW)
    begin_visit(clue.number, actor=wang, now=NOW)
    attach_paper(clue.number, b"%PDF signed", name="核查表.pdf", actor=wang, now=NOW)
    said = Said(visited_on=TODAY, conclusion="true", words="属实")
    conclude_clue(clue.number, said, actor=wang, now=NOW)
    decide_clue(clue.number, "remove", words="清退", actor=zhao, now=NOW)
    close_clue(clue.number, words="已办", actor=wang, now=NOW)
    again = tmp_path / "again"
    again.mkdir()
    done = take_run(compare(again, CARS[:2], out="out"), actor=wang, now=NOW)
    assert (done.new, done.joined) == (1, 2)
    with pytest.raises(Refused) as refused:
        reopen_clue(clue.number, words="再查", actor=zhao, now=NOW)
    assert refused.value.problems[0].code == "CLUE_OPEN"
    found = clues(EVERYWHERE, Filters(), today=TODAY, paging=Paging("likely"))
    assert (found.total, found.rows[0].rule, found.rows[0].held) == (5, "V1", (1, 1))
    assert {one.code: one.held for one in learning(EVERYWHERE).by_data}["vehicles"] == 1
    person = look(clue.number, purpose="核查", actor=wang, now=NOW, reveal=True)
    assert person.id_number == number(11)
    assert renew_everything(actor=actor_named("admin"), now=NOW).generation == 2
    assert look(clue.number, purpose="核查", actor=wang, now=NOW, reveal=True) == person
    for statement in (
        "UPDATE clues_taken SET signer = 'nobody'",
        "UPDATE clues_evidence SET mark = token",
        "UPDATE clues_paper SET sha256 = token",
        "DELETE FROM clues_evidence",
        "DELETE FROM clues_seen",
        "UPDATE clues_clue SET verifier = decider WHERE decider <> ''",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert office.vendor == connection.vendor
