"""One clue: evidence, history, the steps that may be taken, documents, the visit's sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiedui.checks.rules import EXPLANATIONS
from jiedui.clues import commands
from jiedui.clues.lifecycle import CODES, CONCLUSIONS, FITTING, STEPS, Said, steps_open
from jiedui.clues.looking import look, open_paper
from jiedui.clues.queries import story
from jiedui.clues.visitsheet import WORDS, visit_sheet
from jiedui.kernel.period import parse_iso
from jiedui.kernel.problem import refuse
from jiedui.papers.render import rendered
from jiedui.web.clock import now, today
from jiedui.web.desk.clues.listing import clue_cell, data_words, due_cell, state_cell
from jiedui.web.desk.door import actor_of, scope_of, tell
from jiedui.web.desk.register.listing import household_cell, place_cell
from jiedui.web.files import named_response
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Choice, Column, Row, Table, moment, text
from jiedui.web.wording import language_of, pick, say

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from jiedui.clues.looking import Person, Proof
    from jiedui.clues.queries import Before, LookRow, PaperRow, StepRow, Story
    from jiedui.web.wording import Language

PROOF_COLUMNS = (
    Column("run", "clue.run", "number"),
    Column("source", "clue.source", "word"),
    Column("what", "clue.what"),
    Column("amount", "clue.amount", "number"),
    Column("day", "clue.day", "date"),
    Column("times", "clue.times", "number"),
)
STEP_COLUMNS = (
    Column("at", "clue.at", "date"),
    Column("step", "clue.step", "word"),
    Column("said", "clue.said"),
    Column("signer", "clue.signer", "word"),
    Column("due_on", "clue.due", "date"),
    Column("words", "clue.in_words"),
)
PAPER_COLUMNS = (
    Column("paper", "clue.paper", "number"),
    Column("name", "clue.file"),
    Column("size", "clue.size", "number"),
    Column("added_by", "clue.signer", "word"),
    Column("added_at", "clue.at", "date"),
)
LOOK_COLUMNS = (
    Column("at", "clue.at", "date"),
    Column("actor", "clue.signer", "word"),
    Column("purpose", "register.purpose"),
    Column("in_full", "register.in_full", "word"),
)
OTHER_COLUMNS = (
    Column("number", "clue.number", "number"),
    Column("rule", "clue.code", "word"),
    Column("state", "clue.state", "badge"),
    Column("conclusion", "clue.conclusion", "word"),
    Column("explanation", "clue.explanation"),
)
FEN = 100


@never_cache
@require_safe
def clue_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a clue, evidence starred; the look is written down."""
    return _shown(request, number, say("clue.page_purpose", "zh"), reveal=False)


@never_cache
@require_POST
def clue_in_full(request: HttpRequest, number: int) -> HttpResponse:
    """Show a clue in full for a purpose that the reader states."""
    return _shown(request, number, request.POST.get("purpose", ""), reveal=True)


def _shown(request: HttpRequest, number: int, purpose: str, *, reveal: bool) -> HttpResponse:
    scope, language = scope_of(request, "clues.read"), language_of(request)
    actor = actor_of(request)
    person = look(number, purpose=purpose, actor=actor, now=now(), reveal=reveal)
    found = story(scope, number, today=today())
    clue = found.clue
    steps = [
        one
        for one in steps_open(found.standing, actor.username)
        if actor.scope(one.permission).sees(clue.place or None)
    ]
    content = {
        "person": person,
        "story": found,
        "clue": clue,
        "state": state_cell(clue.state, language),
        "due": due_cell(clue, today(), language),
        "place": place_cell(clue.place),
        "household": household_cell(clue.household),
        "question": pick((clue.zh, clue.en), language),
        "facts": _facts(person, found, language),
        "usual": [pick(EXPLANATIONS[one], language) for one in found.usual if one in EXPLANATIONS],
        "steps": [(one.code, pick((one.zh, one.en), language)) for one in steps],
        "choices": _choices(found, language),
        "may_attach": any(one.code == "conclude" for one in steps),
        "may_open": actor.allows("registry.record"),
        "may_reveal": actor.scope("clues.reveal").sees(clue.place or None),
        "today": today().isoformat(),
        "visit_from": str(found.standing.visit_from or ""),
        "history": Table(STEP_COLUMNS, [_step(one, language) for one in found.steps]),
        "papers": Table(PAPER_COLUMNS, [_paper(one) for one in found.papers]),
        "looks": Table(LOOK_COLUMNS, [_look(one, language) for one in found.looks]),
        "others": Table(OTHER_COLUMNS, [_other(one, language) for one in found.others]),
    }
    return show(
        request,
        Page(
            "desk/clues/clue.html",
            say("clue.title", language, number=number),
            content,
            twin={"person": person, "story": found},
            table=Table(PROOF_COLUMNS, [_proof(one) for one in person.proofs]),
            crumbs=((say("nav.clues", language), reverse("desk:clues")),),
        ),
    )


def _facts(person: Person, found: Story, language: Language) -> list[tuple[str, str]]:
    clue = found.clue
    held, decided = clue.held
    told = [
        ("clue.data", data_words(clue.data, language)),
        ("clue.severity", say(f"clue.severity_{clue.severity}", language)),
        ("register.name", person.name),
        ("register.id_no", person.id_number),
        ("register.number", "" if clue.household else person.household),
        ("clue.assignee", clue.assignee),
        ("clue.conclusion", _word("conclusion", clue.conclusion, language)),
        ("clue.explanation", _word("explanation", found.explanation, language)),
        ("clue.visited_on", str(found.visited_on or "")),
        ("clue.verifier", found.verifier),
        ("clue.decision", _word("decision", clue.decision, language)),
        ("clue.decider", found.decider),
        (
            "clue.held",
            say("clue.held_of", language, held=held, decided=decided) if decided else "",
        ),
    ]
    return [(say(code, language), words) for code, words in told if words]


def _word(of: str, code: str, language: Language) -> str:
    return pick(CODES[of].get(code, (code, code)), language) if code else ""


def _choices(found: Story, language: Language) -> dict[str, list[Choice]]:
    decisions = FITTING.get(found.clue.conclusion, frozenset())
    usual = [one for one in found.usual if one in EXPLANATIONS]
    explanations = [*usual, *(one for one in EXPLANATIONS if one not in usual)]
    return {
        "conclusion": [Choice(one, pick(words, language)) for one, words in CONCLUSIONS.items()],
        "explanation": [Choice(one, _word("explanation", one, language)) for one in explanations],
        "decision": [
            Choice(one, pick(words, language))
            for one, words in CODES["decision"].items()
            if one in decisions
        ],
    }


def _proof(one: Proof) -> Row:
    yuan = "" if one.amount is None else f"{one.amount // FEN:,}.{one.amount % FEN:02d}"
    return Row(
        (
            text(one.run),
            text(one.source),
            text(one.what),
            Cell(one.amount, yuan),
            text(one.day),
            text(one.times),
        )
    )


def _step(one: StepRow, language: Language) -> Row:
    step = STEPS[one.step]
    coded = [
        _word(of, one.code, language) for of in ("conclusion", "decision") if one.code in CODES[of]
    ] or [one.code]
    said = " ".join(filter(None, (*coded, _word("explanation", one.explanation, language))))
    return Row(
        (
            moment(one.at),
            Cell(one.step, pick((step.zh, step.en), language)),
            text(said),
            text(one.signer),
            text(one.due_on),
            text(one.words),
        )
    )


def _paper(one: PaperRow) -> Row:
    size = f"{-(-one.size // 1024):,} KB"
    return Row(
        (
            text(one.number),
            text(one.name),
            Cell(one.size, size),
            text(one.added_by),
            moment(one.added_at),
        )
    )


def _look(one: LookRow, language: Language) -> Row:
    how = say("register.yes" if one.is_revealed else "register.masked", language)
    return Row((moment(one.at), text(one.actor), text(one.purpose), Cell(one.is_revealed, how)))


def _other(one: Before, language: Language) -> Row:
    return Row(
        (
            clue_cell(one.number),
            text(one.rule),
            state_cell(one.state, language),
            text(_word("conclusion", one.conclusion, language)),
            text(_word("explanation", one.explanation, language)),
        )
    )


# --- what is done on the page ---------------------------------------------------------------------


@require_POST
def step_taken(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Take a step of a clue."""
    actor, at, form = actor_of(request), now(), request.POST
    words = form.get("words", "")
    if code == "assign":
        commands.assign_clues([number], form.get("to", "").strip(), actor=actor, now=at)
    elif code == "visit":
        commands.begin_visit(number, actor=actor, now=at)
    elif code == "conclude":
        said = Said(
            visited_on=_day(form.get("visited_on", "")),
            conclusion=form.get("conclusion", ""),
            explanation=form.get("explanation", ""),
            words=words,
        )
        commands.conclude_clue(number, said, actor=actor, now=at)
    elif code == "decide":
        commands.decide_clue(number, form.get("decision", ""), words=words, actor=actor, now=at)
    else:
        others = {
            "send_back": commands.send_back,
            "close": commands.close_clue,
            "reopen": commands.reopen_clue,
        }
        if code not in others:
            raise refuse("VALUE_UNKNOWN", found=code[:40], expected=", ".join(STEPS))
        others[code](number, words=words, actor=actor, now=at)
    tell(request, "clue.step_taken")
    return HttpResponseRedirect(reverse("desk:clue", args=[number]))


def _day(said: str) -> dt.date | None:
    if not said.strip():
        return None
    try:
        return parse_iso(said.strip()).ends
    except ValueError as error:
        raise refuse("DATE_UNREADABLE", found=said[:40], expected="2022-10-05") from error


@require_POST
def paper_sent(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a document of evidence."""
    file = request.FILES.get("file")
    content, name = (b"", "") if file is None else (file.read(), file.name or "")
    commands.attach_paper(number, content, name=name, actor=actor_of(request), now=now())
    tell(request, "clue.attached")
    return HttpResponseRedirect(reverse("desk:clue", args=[number]))


@never_cache
@require_POST
def paper_opened(request: HttpRequest, number: int) -> HttpResponse:
    """Hand a document of evidence out for a purpose; the look is written down."""
    said, purpose = request.POST.get("paper", ""), request.POST.get("purpose", "")
    paper = int(said) if said.isascii() and said.isdigit() else 0
    found = open_paper(number, paper, purpose=purpose, actor=actor_of(request), now=now())
    return named_response(found.content, found.name or f"clue-{number}", "bin")


@never_cache
@require_POST
def sheet_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show the sheet for a visit ready to print, or hand it out as a Word file."""
    language = language_of(request)
    purpose = request.POST.get("purpose", "")
    made = visit_sheet(
        number, purpose=purpose, language=language, actor=actor_of(request), now=now()
    )
    if request.POST.get("form") == "docx":
        content = rendered(made.document, {}, "docx", stamp=pick(WORDS["title"], language))
        return named_response(content, f"{WORDS['title'][0]}-{number}.docx", "docx")
    words = {code: pick(pair, language) for code, pair in WORDS.items()}
    crumbs = (
        (say("nav.clues", language), reverse("desk:clues")),
        (say("clue.title", language, number=number), reverse("desk:clue", args=[number])),
    )
    content_of = {"sheet": made, "words_of": words, "blank_lines": range(4)}
    page = Page("desk/clues/sheet.html", words["title"], content_of, crumbs=crumbs)
    return show(request, page)
