"""The sheet for a visit (入户核查表): what to look at, room for what is found and for signatures.

It names the person and the household, and what was found where; the identity number stays starred,
records of other lists and findings about health stay away. Whoever makes one has looked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jiedui.checks.rules import DATASETS, EXPLANATIONS
from jiedui.clues.lifecycle import CONCLUSIONS
from jiedui.clues.looking import HEALTH, look
from jiedui.clues.queries import story
from jiedui.kernel.identity import mask_number
from jiedui.kernel.place import Form, name_of
from jiedui.papers.document import Document, Heading, Paragraph, Table, Text

if TYPE_CHECKING:
    import datetime as dt

    from jiedui.access.scope import Actor
    from jiedui.clues.looking import Person, Proof
    from jiedui.clues.queries import Story
    from jiedui.papers.document import Block

Language = Literal["zh", "en"]
BOX = "□ "
BLANK = "＿" * 8

WORDS: dict[str, tuple[str, str]] = {
    "title": ("入户核查表", "Sheet for a visit"),
    "number": ("疑点编号", "Clue"),
    "household": ("户编号", "Household"),
    "head": ("户主", "Head"),
    "person": ("核查对象", "Person"),
    "id_number": ("身份证号（遮盖）", "Identity number (masked)"),
    "place": ("地点", "Place"),
    "question": ("疑点", "Question"),
    "data": ("数据来源", "List"),
    "due": ("须在此日前办理", "To be done by"),
    "proofs": ("比对发现", "What was found"),
    "what": ("内容", "What"),
    "amount": ("金额（元）", "Amount (yuan)"),
    "day": ("日期", "Day"),
    "health": ("（涉及健康，入户询问）", "(health: ask on the visit)"),
    "explain": ("可能的合理解释（核实后勾选）", "Possible innocent explanations (tick what holds)"),
    "result": ("核查结论", "Conclusion"),
    "facts": ("核查情况", "What was seen"),
    "signatures": ("签字", "Signatures"),
    "visited": ("入户日期", "Day of the visit"),
    "verifier": ("核查人", "Verified by"),
    "family": ("农户代表", "For the household"),
    "village": ("村委会", "Village committee"),
    "note": (
        "疑点不是结论。本表含个人信息，仅限本次核查，核查后随案归档，不得张贴、转发。",
        "A clue is no verdict. Personal data: for this visit only; file it, do not post it.",
    ),
}
"""Words of the sheet by code."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the clue, its document in one language, and its lines for a page."""

    clue: int
    document: Document
    facts: list[tuple[str, str]]
    proofs: list[tuple[str, str, str]]
    explanations: list[str]
    conclusions: list[str]


def visit_sheet(
    number: int, *, purpose: str, language: Language, actor: Actor, now: dt.datetime
) -> Sheet:
    """Return the sheet of a clue for a stated purpose; the look is written down.

    Raises:
        Refused: There is no such clue in the actor's places, or the actor may not see whom it is
            about.
    """
    person = look(number, purpose=purpose, actor=actor, now=now, reveal=True)
    found = story(actor.scope("clues.read"), number, today=now.astimezone().date())
    facts = _facts(person, found, language)
    proofs = [_proof(one, found, language) for one in person.proofs]
    codes = found.usual or tuple(EXPLANATIONS)
    explanations = [_pick(EXPLANATIONS[one], language) for one in codes if one in EXPLANATIONS]
    conclusions = [_pick(one, language) for one in CONCLUSIONS.values()]
    document = _document(facts, proofs, (explanations, conclusions), language=language)
    return Sheet(number, document, facts, proofs, explanations, conclusions)


def said(code: str, language: Language) -> str:
    """Return one of the sheet's words."""
    return _pick(WORDS[code], language)


def _pick(pair: tuple[str, str], language: Language) -> str:
    return pair[0] if language == "zh" else pair[1]


def _facts(person: Person, found: Story, language: Language) -> list[tuple[str, str]]:
    clue = found.clue
    data = DATASETS.get(clue.data)
    told = {
        "number": str(clue.number),
        "place": name_of(clue.place, form=Form.FULL) if clue.place else "",
        "household": person.household,
        "head": person.head,
        "person": person.name,
        "id_number": _starred(person.id_number),
        "question": _pick((clue.zh, clue.en), language),
        "data": _pick((data.zh, data.en), language) if data else "",
        "due": str(clue.due_on or ""),
    }
    return [(said(code, language), words) for code, words in told.items() if words]


def _starred(number: str) -> str:
    return number if "*" in number else mask_number(number)


def _proof(one: Proof, found: Story, language: Language) -> tuple[str, str, str]:
    is_private = found.clue.data in HEALTH or not found.clue.data
    what = said("health", language) if found.clue.data in HEALTH else "" if is_private else one.what
    amount = "" if one.amount is None else f"{one.amount // 100:,}.{one.amount % 100:02d}"
    return what, amount, one.day


def _document(
    facts: list[tuple[str, str]],
    proofs: list[tuple[str, str, str]],
    choices: tuple[list[str], list[str]],
    *,
    language: Language,
) -> Document:
    explanations, conclusions = choices
    head = tuple(said(code, language) for code in ("what", "amount", "day"))
    signing = ("visited", "verifier", "family", "village")
    blocks: tuple[Block, ...] = (
        Paragraph((Text(said("note", language)),), "note"),
        Table("facts", said("question", language), ("", ""), _cells(facts)),
        Table("proofs", said("proofs", language), head, _cells(proofs)),
        Heading(1, said("explain", language)),
        *(Paragraph((Text(BOX + one),)) for one in explanations),
        Heading(1, said("result", language)),
        Paragraph((Text("   ".join(BOX + one for one in conclusions)),)),
        Heading(1, said("facts", language)),
        *(Paragraph((Text(BLANK * 4),)) for _ in range(4)),
        Heading(1, said("signatures", language)),
        *(Paragraph((Text(f"{said(one, language)}: {BLANK}"),)) for one in signing),
    )
    return Document("visit_sheet", language, said("title", language), facts[0][1], blocks)


def _cells(
    rows: list[tuple[str, str]] | list[tuple[str, str, str]],
) -> tuple[tuple[Text, ...], ...]:
    return tuple(tuple(Text(cell) for cell in row) for row in rows)
