"""Forms of a project page, declared: their fields and the command each of them calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from django.http import HttpRequest

from jiedui.cooperation.personal import roster
from jiedui.kernel.codes import SOURCES
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import Problem, Refused, Severity, Source
from jiedui.programme.commands import audits, money, notices, papers, projects, results
from jiedui.programme.commands.beneficiaries import Reached, record_beneficiaries
from jiedui.programme.lifecycle import PAPERS
from jiedui.programme.outcomes import (
    ASSET_FORMS,
    ASSET_KINDS,
    CHECK_LEVELS,
    FINDING_STATES,
    KINDS,
    METHODS,
    MOMENTS,
    RIGHTS,
    Figures,
    MoneyAsk,
)
from jiedui.programme.saying import area_said, fen_said
from jiedui.web.tables import Choice
from jiedui.web.wording import pick, say

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.programme.outcomes import Done
    from jiedui.web.wording import Language

Said = Mapping[str, str | tuple[str, bytes]]
"""Field name to what was said: words, or a file's name and content."""

Ask = Literal["text", "long", "day", "money", "number", "area", "choice", "yes", "file"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its name, the code of its label, how it is asked."""

    name: str
    label: str
    ask: Ask = "text"
    is_required: bool = False
    choices: Mapping[str, tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as a template shows it."""

    name: str
    label: str
    ask: str
    is_required: bool
    choices: tuple[Choice, ...]


class Values:
    """What somebody wrote into a form; everything that cannot be read is told at once."""

    def __init__(self, said: HttpRequest | Said, fields: tuple[Field, ...]) -> None:
        """Read the fields of a form that was sent, or said in words.

        Raises:
            Refused: A field is empty that must not be, or cannot be read.
        """
        told = _sent(said, fields) if isinstance(said, HttpRequest) else said
        self._read = _all_read(told, fields)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  each field has its own type
        """Return what a field holds, None when it is empty."""
        return self._read[name]

    def text(self, name: str) -> str:
        """Return a text, "" when it is empty."""
        return self._read[name] or ""


def _wrong(code: str, field: Field, found: str, *, expected: str) -> Problem:
    return Problem(code, Severity.ERROR, Source(cell=field.name), found[:80] or "nothing", expected)


def _sent(request: HttpRequest, fields: tuple[Field, ...]) -> Said:
    """Return what a form sent: words, or a file's name and content."""
    said: dict[str, str | tuple[str, bytes]] = {}
    for field in fields:
        sent = request.FILES.get(field.name) if field.ask == "file" else None
        if sent is not None:
            said[field.name] = (sent.name or "", sent.read())
        elif field.ask != "file":
            said[field.name] = request.POST.get(field.name, "")
    return said


def _all_read(said: Said, fields: tuple[Field, ...]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    problems: list[Problem] = []
    for field in fields:
        value = said.get(field.name, "")
        if not isinstance(value, str):
            read[field.name] = value
            continue
        text = value.strip()
        read[field.name] = None
        if not text:
            if field.is_required:
                problems.append(_wrong("FIELD_EMPTY", field, "", expected="a value"))
            continue
        try:
            read[field.name] = _understood(field, text)
        except Refused as refused:
            problems += [
                _wrong(one.code, field, text, expected=one.expected) for one in refused.problems
            ]
        except ValueError:
            is_day = field.ask == "day"
            code = "DATE_UNREADABLE" if is_day else "NUMBER_UNREADABLE"
            shape = "2018-06-30" if is_day else "12"
            problems.append(_wrong(code, field, text, expected=shape))
    if problems:
        raise Refused(problems)
    return read


def _understood(field: Field, text: str) -> Any:  # noqa: ANN401
    if field.ask == "day":
        return parse_iso(text).starts
    if field.ask == "money":
        return fen_said(text)
    if field.ask == "area":
        return area_said(text)
    return int(text) if field.ask == "number" else text


def shown(fields: tuple[Field, ...], language: Language) -> list[Shown]:
    """Return fields in words."""
    return [
        Shown(
            one.name,
            say(one.label, language),
            one.ask,
            one.is_required,
            tuple(
                Choice(code, pick(words, language)) for code, words in (one.choices or {}).items()
            ),
        )
        for one in fields
    ]


_SOURCES = {code: (one.zh, one.en) for code, one in SOURCES.items()}
_ON = Field("on", "work.on", "day", is_required=True)
_WORDS = Field("words", "work.words", "long")


class Send(Protocol):
    """What sending a form does."""

    def __call__(self, number: int, told: Values, /, *, actor: Actor, now: dt.datetime) -> Done:
        """Call the command for project `number`."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its code (its title is `work.form_<code>`), fields, and what sending it does."""

    code: str
    fields: tuple[Field, ...]
    send: Send


def _paper(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    return papers.add_paper(
        number, told["kind"], title=told["title"], on=told["on"], reference=told.text("reference"),
        file=told["file"], actor=actor, now=now,
    )  # fmt: skip


def _progress(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    return papers.report_progress(
        number, told["percent"], on=told["on"], words=told.text("words"), spot=told.text("spot"),
        photo=told["photo"], actor=actor, now=now,
    )  # fmt: skip


def _contract(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    return results.record_contract(
        number, contractor=told["contractor"], method=told["method"], signed_on=told["on"],
        amount_fen=told["amount"], tendered_on=told["tendered_on"],
        reference=told.text("reference"), actor=actor, now=now,
    )  # fmt: skip


def _acceptance(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    return results.record_acceptance(
        number, told["level"], on=told["on"], has_passed=told["passed"] == "YES",
        words=told.text("words"), area_cm2=told["area"], actor=actor, now=now,
    )  # fmt: skip


def _settlement(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    return results.record_settlement(number, told["amount"], on=told["on"], actor=actor, now=now)


def _asset(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    card = {
        "number": told["reference"], "name": told["name"], "kind": told["kind"],
        "form": told["form"], "value_fen": told["amount"], "built_on": told["on"],
        "custodian": told.text("custodian"), **{name: told.text(name) for name in RIGHTS},
    }  # fmt: skip
    return results.record_asset(number, card, actor=actor, now=now)


def _reach(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    names = ("households", "people", "registered_households", "registered_people")
    reach = {name: told[name] for name in names if told[name] is not None}
    return results.record_reach(
        number, reach=reach, mechanism=told.text("mechanism"), actor=actor, now=now
    )


def _beneficiaries(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    people = [Reached(one.name, one.id_no) for one in roster(told["people_lines"])]
    return record_beneficiaries(number, people, actor=actor, now=now)


def _notice(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    return notices.record_disclosure(
        number, told["moment"], on=told["on"], until=told["until"], where=told["where"],
        phone=told["phone"], actor=actor, now=now,
    )  # fmt: skip


def _change(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    parts = {code: told[code] for code in SOURCES if told[code]}
    figures = Figures(
        parts, sum(parts.values()), told.text("content"), told["area"], told["starts"], told["ends"]
    )
    return projects.propose_figures(
        number, figures, on=told["on"], reason=told.text("words"), actor=actor, now=now
    )


def _money(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    ask = MoneyAsk(
        number, told["kind"], told["source"], told["amount"], told["on"],
        milestone_on=told["milestone_on"], requested_on=told["requested_on"],
        opinion_on=told["opinion_on"], notice=told.text("notice"), payee=told.text("payee"),
        purpose=told.text("purpose"), subject_code=told.text("subject_code"),
    )  # fmt: skip
    return money.propose_money([ask], actor=actor, now=now)


def _audit(number: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    return audits.record_audit_finding(
        number, told["words"], found_by=told.text("found_by"), on=told["on"], owner=told["owner"],
        due=told["due"], amount_fen=told["amount"] or 0, responsible=told.text("responsible"),
        actor=actor, now=now,
    )  # fmt: skip


def _answer(_: int, told: Values, *, actor: Actor, now: dt.datetime) -> Done:
    return audits.answer_audit_finding(
        told["finding"], told["state"], words=told["words"], on=told["on"],
        amount_fen=told["amount"] or 0, actor=actor, now=now,
    )  # fmt: skip


_YES_NO = {"YES": ("合格", "passed"), "NO": ("不合格", "did not pass")}
_AMOUNT = Field("amount", "work.amount", "money", is_required=True)

FORMS: dict[str, Form] = {
    form.code: form
    for form in (
        Form("money", (
            Field("kind", "work.act_kind", "choice", is_required=True, choices=KINDS),
            Field("source", "work.source", "choice", is_required=True, choices=_SOURCES),
            _AMOUNT, _ON,
            Field("milestone_on", "work.milestone_on", "day"),
            Field("requested_on", "work.requested_on", "day"),
            Field("opinion_on", "work.opinion_on", "day"),
            Field("notice", "work.notice"), Field("payee", "work.payee"),
            Field("purpose", "work.purpose"), Field("subject_code", "work.subject_code"),
        ), _money),
        Form("paper", (
            Field("kind", "work.paper_kind", "choice", is_required=True, choices=PAPERS),
            Field("title", "work.paper_title", is_required=True), _ON,
            Field("reference", "work.reference"), Field("file", "work.file", "file"),
        ), _paper),
        Form("progress", (
            Field("percent", "work.percent", "number", is_required=True), _ON,
            Field("spot", "work.spot"), Field("photo", "work.photo", "file"), _WORDS,
        ), _progress),
        Form("contract", (
            Field("contractor", "work.contractor", is_required=True),
            Field("method", "work.method", "choice", is_required=True, choices=METHODS),
            Field("tendered_on", "work.tendered_on", "day"), _ON, _AMOUNT,
            Field("reference", "work.reference"),
        ), _contract),
        Form("acceptance", (
            Field("level", "work.level", "choice", is_required=True, choices=CHECK_LEVELS),
            Field("passed", "work.passed", "choice", is_required=True, choices=_YES_NO),
            _ON, Field("area", "work.area", "area"), _WORDS,
        ), _acceptance),
        Form("settlement", (_AMOUNT, _ON), _settlement),
        Form("asset", (
            Field("reference", "work.asset_number", is_required=True),
            Field("name", "work.asset_name", is_required=True),
            Field("kind", "work.asset_kind", "choice", is_required=True, choices=ASSET_KINDS),
            Field("form", "work.asset_form", "choice", is_required=True, choices=ASSET_FORMS),
            _AMOUNT, Field("on", "work.built_on", "day"),
            *(Field(name, f"work.right_{name}") for name in RIGHTS),
            Field("custodian", "work.custodian"),
        ), _asset),
        Form("reach", (
            Field("households", "work.households", "number"),
            Field("people", "work.people", "number"),
            Field("registered_households", "work.registered_households", "number"),
            Field("registered_people", "work.registered_people", "number"),
            Field("mechanism", "work.mechanism", "long"),
        ), _reach),
        Form("beneficiaries", (
            Field("people_lines", "work.people_lines", "long", is_required=True),
        ), _beneficiaries),
        Form("notice", (
            Field("moment", "work.moment", "choice", is_required=True, choices=MOMENTS), _ON,
            Field("until", "work.until", "day"), Field("where", "work.where", is_required=True),
            Field("phone", "work.phone", is_required=True),
        ), _notice),
        Form("change", (
            *(Field(code, f"work.source_{code.lower()}", "money") for code in SOURCES),
            Field("content", "work.content", "long"), Field("area", "work.area", "area"),
            Field("starts", "work.planned_start", "day"), Field("ends", "work.planned_end", "day"),
            _ON, _WORDS,
        ), _change),
        Form("audit", (
            Field("words", "work.words", "long", is_required=True),
            Field("found_by", "work.found_by", is_required=True), _ON,
            Field("amount", "work.amount", "money"),
            Field("owner", "work.owner", is_required=True),
            Field("responsible", "work.responsible"),
            Field("due", "work.due", "day", is_required=True),
        ), _audit),
        Form("answer", (
            Field("finding", "work.finding", "number", is_required=True),
            Field("state", "work.answer", "choice", is_required=True, choices=FINDING_STATES),
            Field("amount", "work.amount", "money"), _ON,
            Field("words", "work.words", "long", is_required=True),
        ), _answer),
    )
}  # fmt: skip
"""The forms of a project page, in the order shown."""
