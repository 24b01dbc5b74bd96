"""What is written for other programs keeps their schemas and rules, and the book's own sums."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE, Scope
from jiedui.books.queries import lines_on
from jiedui.cli import run
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.kernel.problem import Refused
from jiedui.sharing.activities import activities
from jiedui.sharing.iati import Publisher, activities_file, organisation_file
from jiedui.sharing.oc4ids import package
from tests.exchange import other_programme as other
from tests.sharing import awkward, oc4ids_form, standard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jiedui.sharing.activities import Activity
    from tests.conftest import Office

NOW = dt.datetime(2019, 7, 5, 3, 0, tzinfo=dt.UTC)
PUBLISHER = Publisher(other.OFFICE, f"CN-GB2260-{other.OFFICE}")


@pytest.fixture
def found(settled: Callable[[str, Callable[[], None]], None]) -> list[Activity]:
    """The activities of a programme: a ledger with named projects, gifts, a plan."""

    def settle() -> None:
        set_office(other.OFFICE)
        for name, role in (("wang", "officer"), ("zhao", "reviewer")):
            add_user(name, role=role, password=None, place="", now=NOW)
        files = (other.pairings(), other.ledger(), other.gifts(), other.plan())
        for at, content in enumerate(files):
            received = receive_file(content, name=f"{at}.xlsx", actor=actor_named("wang"), now=NOW)
            post_batch(received.number, actor=actor_named("zhao"), now=NOW, accept_warnings=True)

    settled("shared-programme", settle)
    return activities(EVERYWHERE, upto=NOW.date())


def test_activities_keep_the_schema_the_code_lists_and_the_rules(found: list[Activity]) -> None:
    root = etree.fromstring(activities_file(found, PUBLISHER, now=NOW))
    schema = standard.schema("activities")
    assert schema.validate(root), schema.error_log
    assert standard.outside_lists(root) == []
    assert standard.broken_rules(root, today=NOW.date()) == []
    identifiers = [one.text for one in root.iter("iati-identifier")]
    assert len(identifiers) == len(set(identifiers)) == len(found)


def test_the_organisation_file_keeps_the_schema_and_the_rules(found: list[Activity]) -> None:
    root = etree.fromstring(organisation_file(found, PUBLISHER, now=NOW))
    schema = standard.schema("organisations")
    assert schema.validate(root), schema.error_log
    assert standard.outside_lists(root) == []
    assert standard.broken_rules(root, today=NOW.date()) == []
    assert [one.text for one in root.findall(".//total-budget/value")] == ["2000000.00"]


def test_the_rules_bite(found: list[Activity]) -> None:
    """The checks of this test find what is wrong: an identifier, a percentage, a later day."""
    root = etree.fromstring(activities_file(found, PUBLISHER, now=NOW))
    root.find(".//reporting-org").set("ref", "CN/1")  # type: ignore[union-attr]
    root.find(".//recipient-country").set("percentage", "90")  # type: ignore[union-attr]
    root.find(".//transaction-date").set("iso-date", "2030-01-01")  # type: ignore[union-attr]
    root.find(".//activity-status").set("code", "99")  # type: ignore[union-attr]
    assert {one.split()[1] for one in standard.broken_rules(root, today=NOW.date())} == {
        "regex_matches", "sum", "date_order",
    }  # fmt: skip
    assert standard.outside_lists(root) == [("//activity-status/@code", "99")]


def test_commitments_add_up_to_what_the_book_holds(found: list[Activity]) -> None:
    """Each fen once: named projects, and the rest of each county, shares taken out included."""
    told = sum(flow.fen for one in found for flow in one.flows if flow.stage == "committed")
    lines = lines_on(("Source:Aid", "Source:Gift"))
    assert told == -sum(one.content.amount for one in lines if one.content.overlap == "counted")
    assert told > 0


def test_money_that_only_moves_on_is_not_committed_again(found: list[Activity]) -> None:
    spent = [flow for one in found for flow in one.flows if flow.stage in ("disbursed", "spent")]
    assert all(flow.fen > 0 for flow in spent)
    by_project = {
        one.key: {
            stage: sum(flow.fen for flow in one.flows if flow.stage == stage)
            for stage in ("committed", "disbursed")
        }
        for one in found
        if one.project
    }
    assert by_project
    assert all(one["disbursed"] <= one["committed"] for one in by_project.values())


def test_projects_become_an_oc4ids_package(found: list[Activity]) -> None:
    assert oc4ids_form.faults(json.loads(package(found, PUBLISHER, now=NOW))) == []
    whole = json.loads(package(found, PUBLISHER, now=NOW), parse_float=Decimal)
    assert (whole["version"], whole["publisher"]["uid"]) == ("0.9", PUBLISHER.ref)
    projects = whole["projects"]
    assert [one["title"] for one in projects] == sorted(
        (one.title for one in found if one.project),
        key=[one.title for one in found if one.project].index,
    )
    identifiers = [one["id"] for one in projects]
    assert len(identifiers) == len(set(identifiers))
    for one in projects:
        assert one["parties"][0]["roles"] == ["publicAuthority"]
        if "budget" in one:
            assert isinstance(one["budget"]["amount"]["amount"], Decimal)


def test_the_checks_of_oc4ids_bite(found: list[Activity]) -> None:
    whole = json.loads(package(found, PUBLISHER, now=NOW))
    first = whole["projects"][0]
    first |= {"status": "done", "period": {"startDate": "2018-01-01"}, "colour": "red"}
    first["parties"][0]["roles"] = ["giver"]
    del whole["publisher"]["name"]
    told = {one.partition(":")[0] for one in oc4ids_form.faults(whole)}
    assert told == {
        "$.publisher", "$.projects[0]", "$.projects[0].status",
        "$.projects[0].period.startDate", "$.projects[0].parties[0].roles[0]",
    }  # fmt: skip


def test_without_a_project_there_is_no_package(found: list[Activity]) -> None:
    with pytest.raises(Refused) as error:
        package([one for one in found if one.project is None], PUBLISHER, now=NOW)
    assert error.value.problems[0].code == "PROJECTS_NONE"


def test_outside_a_place_nothing_of_it_is_told(found: list[Activity]) -> None:
    inside = activities(Scope((other.MEIGU,)), upto=NOW.date())
    assert 0 < len(inside) < len(found)
    assert {one.place for one in inside} == {other.MEIGU}


@pytest.fixture
def awkward_found(settled: Callable[[str, Callable[[], None]], None]) -> list[Activity]:
    """The activities of a programme of joint donors, money taken back and pairings that ended."""

    def settle() -> None:
        set_office(other.OFFICE)
        for name, role in (("wang", "officer"), ("zhao", "reviewer")):
            add_user(name, role=role, password=None, place="", now=NOW)
        for at, content in enumerate((awkward.pairings(), awkward.ledger(), awkward.gifts())):
            received = receive_file(content, name=f"{at}.xlsx", actor=actor_named("wang"), now=NOW)
            post_batch(received.number, actor=actor_named("zhao"), now=NOW, accept_warnings=True)

    settled("shared-awkward", settle)
    return activities(EVERYWHERE, upto=NOW.date())


def test_awkward_money_keeps_the_standards_and_the_books_sum(awkward_found: list[Activity]) -> None:
    root = etree.fromstring(activities_file(awkward_found, PUBLISHER, now=NOW))
    for kind, file in (
        ("activities", root),
        ("organisations", etree.fromstring(organisation_file(awkward_found, PUBLISHER, now=NOW))),
    ):
        schema = standard.schema(kind)
        assert schema.validate(file), schema.error_log
        assert standard.outside_lists(file) == []
        assert standard.broken_rules(file, today=NOW.date()) == []
    assert oc4ids_form.faults(json.loads(package(awkward_found, PUBLISHER, now=NOW))) == []
    told = [Decimal(one.text or "") for one in root.iterfind(".//transaction/value")]
    lines = lines_on(("Source:Aid", "Source:Gift"))
    assert sum(told) * 100 == -sum(
        one.content.amount for one in lines if one.content.overlap == "counted"
    )
    assert Decimal("-155000.00") in told, "what was taken back is told, not left out"


def test_each_donor_is_named_and_none_made_up(awkward_found: list[Activity]) -> None:
    root = etree.fromstring(activities_file(awkward_found, PUBLISHER, now=NOW))
    told = {(one.findtext("title/narrative") or "")[:3]: one for one in root.iter("iati-activity")}
    givers = told["雷波县"].iterfind("participating-org[@role='1']/narrative")
    assert sorted(one.text or "" for one in givers) == ["区妇联", "区工商联", "区总工会"]
    given = {
        value.text: (value.getparent().find("provider-org"))  # type: ignore[union-attr]
        for value in told["敬老院"].iterfind("transaction/value")
    }
    assert given["200000.00"] is None, "a gift that names nobody is not the district's"
    assert given["1000000.00"].get("ref") == PUBLISHER.ref  # type: ignore[union-attr]


def test_what_ended_is_closed_unless_something_came_since(awkward_found: list[Activity]) -> None:
    root = etree.fromstring(activities_file(awkward_found, PUBLISHER, now=NOW))
    status = {
        (one.findtext("title/narrative") or "")[:3]: (
            one.find("activity-status").get("code"),  # type: ignore[union-attr]
            [each.get("iso-date") for each in one.iterfind("activity-date[@type='4']")],
        )
        for one in root.iter("iati-activity")
    }
    assert status["雷波县"] == ("4", ["2018-12-31"])
    assert status["美姑县"] == ("2", [])
    assert status["敬老院"] == ("2", [])


def test_the_command_writes_each_form(
    found: list[Activity], sqlite_office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("iati-activities", "iati-organisation", "oc4ids"):
        out = tmp_path / form
        words = ["export", "--format", form, "--out", str(out)]
        assert run([*words, "--data-dir", str(sqlite_office.data_dir)]) == 0
        assert out.stat().st_size > 300
        told = capsys.readouterr().out
        projects = sum(one.project is not None for one in found)
        assert f"{len(found)} activities" in told or form == "oc4ids"
        assert f"{projects} " in told or form == "iati-organisation"
