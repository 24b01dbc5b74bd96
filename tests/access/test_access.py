"""Who may do what, where: the table of permissions, scopes, commands, users and passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AnonymousUser

from jiedui.access.command import command
from jiedui.access.commands import add_user, create_user, grant_role, set_office, withdraw_user
from jiedui.access.models import User
from jiedui.access.permissions import PERMISSIONS, ROLES
from jiedui.access.queries import actor_for, actor_named, log, names, office, users
from jiedui.access.scope import EVERYWHERE, NOWHERE, Actor, Held, Scope
from jiedui.kernel.problem import Refused
from tests.moment import NOW

if TYPE_CHECKING:
    import datetime as dt

ADMINISTRATOR = Actor("admin", "管", (Held("administrator", ""),))


def test_the_table_of_permissions_is_whole() -> None:
    for code, permission in PERMISSIONS.items():
        package, _, verb = code.partition(".")
        assert package
        assert verb
        assert code == permission.code
        assert permission.roles, code
        assert permission.roles <= set(ROLES), code
        assert permission.en
        assert permission.zh
        assert all(ord(letter) > 127 for letter in permission.zh), permission.zh
    held = {role for permission in PERMISSIONS.values() for role in permission.roles}
    assert held == set(ROLES)


def test_a_viewer_only_reads_and_an_auditor_writes_no_entry() -> None:
    seen = {code for code, one in PERMISSIONS.items() if "viewer" in one.roles}
    assert seen >= {"books.read"}
    assert not [code for code in seen if not code.endswith(".read")]
    writing = {"books.post", "books.propose_reversal", "books.post_reversal", "exchange.receive"}
    assert not {code for code in writing if "auditor" in PERMISSIONS[code].roles}


def test_a_scope_sees_what_lies_inside_it() -> None:
    diqing = Scope(("533400",))
    assert diqing.sees("533422")
    assert diqing.sees("533422:升平镇")
    assert diqing.sees("533422+533401")
    assert not diqing.sees("533422+632625")
    assert not diqing.sees("530000")
    assert not diqing.sees(None)
    assert EVERYWHERE.sees(None)
    assert not NOWHERE.sees("533422")


def test_a_permission_everywhere_is_not_held_within_a_place() -> None:
    local = Actor("a", "a", (Held("reviewer", "533400"),))
    assert local.allows("books.post")
    assert not local.allows("books.close")
    assert local.scope("books.post").places == ("533400",)
    assert local.scope("books.close") == NOWHERE


@command("access.manage")
def do_thing(*, actor: Actor, now: dt.datetime) -> str:
    """A command that only says who did it."""
    del now
    return actor.username


@pytest.mark.django_db
def test_a_command_is_done_by_those_who_may_and_logged() -> None:
    assert do_thing(actor=ADMINISTRATOR, now=NOW) == "admin"
    (row,) = log(EVERYWHERE)
    assert (row.at, row.actor, row.permission) == (NOW, "admin", "access.manage")
    nobody = Actor("", "", ())
    with pytest.raises(Refused) as refused:
        do_thing(actor=nobody, now=NOW)
    assert "nobody signed in (no role)" in str(refused.value)
    assert len(log(EVERYWHERE)) == 1


def test_a_command_names_a_permission_of_the_table() -> None:
    with pytest.raises(KeyError):
        command("books.burn")


@pytest.mark.django_db
def test_users_come_back_with_their_grants() -> None:
    made = add_user(
        "lin", role="officer", password="a long enough phrase", place="迪庆州", name="林", now=NOW
    )
    assert made == Actor("lin", "林", (Held("officer", "533400"),))
    assert grant_role("lin", role="viewer", now=NOW) == actor_named("lin")
    assert grant_role("lin", role="viewer", now=NOW).grants == (
        Held("officer", "533400"),
        Held("viewer", ""),
    )
    assert users(EVERYWHERE) == [actor_named("lin")]
    assert users(Scope(("533400",))) == []
    assert names(["lin", "x"]) == {"lin": "林"}


@pytest.mark.django_db
def test_passwords_are_kept_by_argon2() -> None:
    add_user("lin", role="officer", password="a long enough phrase", now=NOW)
    user = User.objects.get(username="lin")
    assert user.password.startswith("argon2$argon2id$")
    assert check_password("a long enough phrase", user.password)
    assert not check_password("another", user.password)
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert actor_for(user) == actor_named("lin")
    assert actor_for(AnonymousUser()).grants == ()


@pytest.mark.django_db
def test_a_user_withdrawn_acts_no_more() -> None:
    create_user(
        "lin", actor=ADMINISTRATOR, now=NOW, role="officer", password="a long enough phrase"
    )
    with pytest.raises(Refused, match="OWN_ACCOUNT"):
        withdraw_user("admin", actor=ADMINISTRATOR, now=NOW)
    withdraw_user("lin", actor=ADMINISTRATOR, now=NOW)
    with pytest.raises(Refused, match="USER_UNKNOWN"):
        actor_named("lin")
    assert actor_for(User.objects.get(username="lin")).grants == ()
    assert users(EVERYWHERE) == []


@pytest.mark.django_db
def test_the_office_is_one_place() -> None:
    assert office() == ""
    assert set_office("上海市嘉定区") == "嘉定区" or office() == "310114"
    set_office("310114")
    assert office() == "310114"
    with pytest.raises(Refused, match="PLACE_UNKNOWN"):
        set_office("乌有区")
    with pytest.raises(Refused, match="PLACE_UNKNOWN"):
        set_office("")
    assert office() == "310114"
