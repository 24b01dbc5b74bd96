"""Another program reads with a token: within its place, until it ends, and can change nothing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from jiedui.access.models import Token
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.access.tokens import give_token, reader_of, tokens, withdraw_token
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

REAL_NOW = dt.datetime.now(tz=dt.UTC)


def given(username: str = "officer", *, place: str = "", days: int = 5) -> str:
    """A token of a user, given by the administrator."""
    admin = actor_named("administrator")
    said = {"words": "市级平台", "actor": admin, "now": REAL_NOW, "place": place, "days": days}
    return give_token(username, **said).token  # type: ignore[arg-type]


def ask(address: str, token: str, **more: Any) -> Answer:  # noqa: ANN401  Query values.
    """The answer to a program's question."""
    return Client().get(address, more, headers={"Authorization": f"Bearer {token}"})


@pytest.mark.usefixtures("book")
def test_every_described_page_answers_with_a_token() -> None:
    described = Client().get("/desk/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    token = given()
    values = {"{code}": "money", "{number}": "1"}
    answered = 0
    for path, operations in described["paths"].items():
        assert list(operations) == ["get"]
        for name, value in values.items():
            path = path.replace(name, value)  # noqa: PLW2901  filled in step by step
        answer = ask(path, token)
        missing = {"batches/1", "publications/1"} & {path.partition("/desk/")[2].rpartition(".")[0]}
        assert answer.status_code == (404 if missing else 200), path
        answered += answer.status_code == 200
        if path.endswith(".json") and not missing:
            assert set(answer.json()) == {"title", "content"}, path
    assert answered > 20


@pytest.mark.usefixtures("book")
def test_a_token_reads_figures_as_its_user_does() -> None:
    content = ask("/desk/figures/money.json", given(), by="recipient").json()["content"]
    assert {row["by"]["recipient"] for row in content["rows"]} == {"533422", "632625"}


@pytest.mark.usefixtures("book")
def test_a_token_is_narrowed_to_its_place() -> None:
    token = given(place="久治县")
    rows = ask("/desk/book.json", token).json()["content"]
    assert rows
    numbers = {row["number"] for row in rows}
    assert numbers < {row["number"] for row in ask("/desk/book.json", given()).json()["content"]}
    outside = ask("/desk/figures/money.json", token, **{"w.recipient": "533422"})
    assert outside.status_code == 403


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"recipient": "632625"}, "QUERY_UNKNOWN"),
        ({"w.colour": "red"}, "QUERY_UNKNOWN"),
        ({"by": "colour"}, "DIMENSION_UNKNOWN"),
        ({"since": "spring"}, "DATE_UNREADABLE"),
    ],
)
def test_what_a_figure_cannot_be_asked_by_is_never_passed_over(
    asked: dict[str, str], code: str
) -> None:
    """The whole number would be taken for the part that was asked."""
    token = given()
    for address in ("/desk/figures/money.json", "/desk/figures/money/trace.csv"):
        answer = ask(address, token, **asked)
        assert answer.status_code == 422
    answer = ask("/desk/figures/money.json", token, **asked)
    (problem,) = answer.json()["content"]["problems"]
    assert problem["code"] == code
    assert problem["expected"]
    described = Client().get("/desk/openapi.json").json()
    assert "422" in described["paths"]["/desk/figures/{code}.json"]["get"]["responses"]


@pytest.mark.usefixtures("book")
def test_a_token_changes_nothing() -> None:
    token = given("administrator")
    form = {"username": "thief", "role": "administrator", "password": "long-enough-2017"}
    answer = Client(enforce_csrf_checks=True).post(
        "/desk/users/add", form, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 403
    assert "TOKEN_READS_ONLY" in str(answer.json())
    assert "thief" not in str(ask("/desk/users.json", token).json())


@pytest.mark.usefixtures("people")
def test_a_token_that_ended_or_was_withdrawn_or_made_up_is_refused() -> None:
    token = given()
    number = tokens(EVERYWHERE)[0].number
    assert reader_of(token, now=REAL_NOW + dt.timedelta(days=4)) is not None
    assert reader_of(token, now=REAL_NOW + dt.timedelta(days=6)) is None
    withdraw_token(number, actor=actor_named("administrator"), now=REAL_NOW)
    for one in (token, "jiedui_made-up", ""):
        answer = ask("/desk/book.json", one)
        assert answer.status_code == 401
        assert "Bearer" in answer["WWW-Authenticate"]
        (problem,) = answer.json()["content"]["problems"]
        assert problem["code"] == "TOKEN_INVALID"
        assert problem["hint"]
    assert "停用" in str(ask("/desk/book.json", token).json())
    assert "没有登记" in str(ask("/desk/book.json", "jiedui_made-up").json())
    ended = given(days=1)
    Token.objects.filter(pk=tokens(EVERYWHERE)[0].number).update(
        expires_at=REAL_NOW - dt.timedelta(days=1)
    )
    assert "到期" in str(ask("/desk/book.json", ended).json())
    assert "没有令牌" in str(Client().get("/desk/book.json").json())
    with pytest.raises(Refused):
        withdraw_token(number, actor=actor_named("administrator"), now=REAL_NOW)


@pytest.mark.usefixtures("people")
def test_a_program_that_asks_too_often_is_told_in_json(settings: Any) -> None:  # noqa: ANN401  Django's.
    settings.JIEDUI_REQUESTS_PER_MINUTE = {"read": 1, "write": 1}
    token = given()
    answers = [ask(address, token) for address in ("/desk/book.csv", "/desk/book", "/desk/book")]
    assert {one.status_code for one in answers[1:]} == {429}
    assert answers[-1].json()["content"]["status"] == 429
    assert answers[-1]["Retry-After"] == "60"


@pytest.mark.usefixtures("people")
def test_only_its_hash_is_kept_and_only_an_administrator_gives_one() -> None:
    token = given()
    assert token not in str(tokens(EVERYWHERE))
    with pytest.raises(Refused) as error:
        give_token("officer", words="x", actor=actor_named("officer"), now=REAL_NOW)
    assert error.value.problems[0].code == "NOT_ALLOWED"
    with pytest.raises(Refused) as error:
        given(days=1000)
    assert error.value.problems[0].code == "TOKEN_DAYS"


def test_the_description_holds_no_secret_and_needs_no_sign_in(people: dict[str, Any]) -> None:
    assert people
    answer = Client().get("/desk/openapi.json")
    assert answer.status_code == 200
    assert "officer" not in answer.content.decode()
