"""One batch made ready for its page: its sheets, its problems, and the entries it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.exchange.fieldwords import field_words
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.kindwords import reasons
from jiedui.kernel.place import name_of
from jiedui.kernel.problem import Severity
from jiedui.kernel.quantity import total
from jiedui.web.desk.differences import difference_view
from jiedui.web.desk.entries import line_value, speaking_lines
from jiedui.web.desk.sheets import Content, sheets_of
from jiedui.web.desk.shown import Manner, amount_words, dimension_value, period_words, well_set
from jiedui.web.desk.shown import kind_words as entry_kind_words
from jiedui.web.tables import Cell, Column, Row, Table
from jiedui.web.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jiedui.books.entry import EntryDraft, LineDraft
    from jiedui.exchange.queries import BatchDetail
    from jiedui.exchange.questions import ColumnQuestion
    from jiedui.exchange.rows import ColumnReading
    from jiedui.web.desk.differences import DifferenceView
    from jiedui.web.desk.sheets import Changed, Mark, Sheet
    from jiedui.web.wording import Language

ENTRY_COLUMNS = (
    Column("kind", "book.kind", "word"),
    Column("words", "book.words"),
    Column("place", "book.place"),
    Column("amount", "line.amount", "number"),
    Column("payer", "dimension.payer"),
    Column("source", "dimension.source"),
    Column("period", "book.period", "date"),
    Column("lines", "batch.lines", "number"),
    Column("from", "line.cell"),
)
ENTRIES_SHOWN = 200
COLUMNS_SHOWN = 40
FEN_SHOWN = 10_000
"""The smallest part of 万元 that two decimals show, in fen."""
TONES = {"received": ("warn", "wait"), "posted": ("ok", "ok"), "withdrawn": ("mute", "bad")}


@dataclass(frozen=True, slots=True)
class BatchView:
    """One batch in words.

    Attributes:
        kind: What kind of table it is.
        state: Where it stands, as a badge.
        places: The places it tells of.
        sheets: Its sheets.
        shown: The sheet asked for.
        loose: Problems that stand on no sheet.
        errors: How many problems are errors; `warnings` and `notes` likewise.
        waiting: How many rows an error keeps back; `warned` how many need a yes.
        entry_table: What will be posted.
        entries_left_out: How many further entries are not in the table.
        difference: How it differs from what is posted; None for a return of its own.
        questions: Columns that a person should look at, or has.
        kind_question: Of which kind it is: asked, said, or sure.
        is_columns_first: Whether nothing can be posted because columns wait for an answer.
    """

    kind: str
    state: Cell
    places: str
    sheets: tuple[Sheet, ...]
    shown: Sheet | None
    loose: tuple[Mark, ...]
    errors: int
    warnings: int
    notes: int
    waiting: int
    warned: int
    entry_table: Table
    entries_left_out: int
    difference: DifferenceView | None
    questions: tuple[QuestionView, ...]
    kind_question: KindView
    is_columns_first: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question about a column: the column, what it was taken for, and the fields it may hold."""

    question: ColumnQuestion
    taken: str
    offers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KindView:
    """The question of a file's kind.

    Attributes:
        is_open: Whether a person has to say so.
        is_answered: Whether a person has.
        likely: The likeliest kinds: code, name, and what speaks for each.
        others: Every other kind: code and name.
        columns: The table as it stands: letters, headings, what the first filled cells say.
    """

    is_open: bool
    is_answered: bool
    likely: tuple[tuple[str, str, tuple[str, ...]], ...]
    others: tuple[tuple[str, str], ...]
    columns: tuple[ColumnReading, ...]


def _kind_view(found: BatchDetail, language: Language) -> KindView:
    asked = found.kind_question
    guesses = asked.guesses if asked else ()
    likely = tuple(
        (one.kind, kind_words(one.kind, language), reasons(one, language)) for one in guesses
    )
    named = {one.kind for one in guesses}
    return KindView(
        is_open=bool(asked and asked.is_open),
        is_answered=bool(asked and asked.is_answered),
        likely=likely,
        others=tuple((code, kind_words(code, language)) for code in KINDS if code not in named),
        columns=() if found.summary.kind else found.reading.columns[:COLUMNS_SHOWN],
    )


def _changes(found: BatchDetail) -> dict[tuple[str, int], Changed]:
    told: dict[tuple[str, int], Changed] = {}
    for one in found.differences:
        if one.key is not None and not one.key[0]:
            thing = found.reading.rows[one.key[1]]
            earlier = one.earlier.thing if one.earlier else None
            told[thing.sheet, thing.row] = (one.change.value, earlier, one.fields)
    return told


def _question(question: ColumnQuestion, kind: str, language: Language) -> QuestionView:
    known = KINDS.get(kind)
    offers = tuple((name, field_words(known, name, language)) for name in question.offers)
    return QuestionView(question, field_words(known, question.field, language), offers)


def batch_view(found: BatchDetail, language: Language, *, sheet: str | None) -> BatchView:
    """Return a batch in words, with the sheet asked for (the first when none is)."""
    reading = found.reading
    waiting = frozenset(
        (row.thing.sheet, row.thing.row) for row in found.rows if row.state == "waits"
    )
    content = Content(
        reading.rows,
        reading.totals,
        reading.columns,
        reading.context,
        found.problems,
        waiting,
        _changes(found),
    )
    sheets, loose = sheets_of(content)
    shown = next((one for one in sheets if one.name == sheet), sheets[0] if sheets else None)
    count = {
        severity: sum(1 for one in found.problems if one.severity is severity)
        for severity in Severity
    }
    return BatchView(
        kind=kind_words(found.summary.kind, language),
        state=state_cell(found.summary.state, language),
        places="、".join(dict.fromkeys(_names(found.places))),
        sheets=tuple(sheets),
        shown=shown,
        loose=tuple(loose),
        errors=count[Severity.ERROR],
        warnings=count[Severity.WARNING],
        notes=count[Severity.INFO],
        waiting=found.summary.waiting,
        warned=found.summary.warned,
        entry_table=Table(
            ENTRY_COLUMNS, [_entry_row(one, language) for one in found.entries[:ENTRIES_SHOWN]]
        ),
        entries_left_out=max(len(found.entries) - ENTRIES_SHOWN, 0),
        difference=difference_view(found, language),
        questions=tuple(_question(one, found.summary.kind, language) for one in found.questions),
        kind_question=_kind_view(found, language),
        is_columns_first=not found.entries
        and not found.has_records
        and any(not one.is_answered for one in found.questions),
    )


def _names(places: tuple[str, ...]) -> list[str]:
    """Return the names of places, joint ones apart."""
    return [name for key in places for name in name_of(key).split("、")]


def _entry_row(draft: EntryDraft, language: Language) -> Row:
    lines = speaking_lines(draft.lines)
    one = lines[0]
    dims = one.dims
    source = draft.source.split("\t")
    payers = dict.fromkeys(line.dims.payer for line in lines if line.dims.payer)
    sources = dict.fromkeys(line.dims.source for line in lines if line.dims.source)
    amount = total(map(line_value, lines))
    stated = sum(line.amount for line in lines)
    cells = (
        Cell(draft.kind, entry_kind_words(draft.kind, language)),
        Cell(draft.words, well_set(draft.words, language)),
        Cell(dims.recipient, name_of(dims.recipient) if dims.recipient else ""),
        Cell(stated, amount_words(amount, one.unit, _manner(lines, language))),
        Cell(";".join(payers), _listed(map(name_of, payers), language)),
        Cell(
            ";".join(sources),
            _listed((dimension_value("source", key, language) for key in sources), language),
        ),
        Cell(f"{draft.starts}/{draft.ends}", period_words(draft.starts, draft.ends, language)),
        Cell(len(draft.lines), str(len(draft.lines))),
        Cell(draft.source, " › ".join(part for part in source[1:] if part)),
    )
    return Row(cells)


def _listed(names: Iterable[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(names)


def _manner(lines: Sequence[LineDraft], language: Language) -> Manner:
    """Return how an amount is written so that nothing of it is rounded away."""
    is_round = all(one.amount % FEN_SHOWN == 0 for one in lines)
    return Manner(language) if is_round else Manner(language, "元")


def kind_words(kind: str, language: Language) -> str:
    """Return the words of a kind of table."""
    known = KINDS.get(kind)
    if not kind:
        return say("question.kind_not_known", language)
    return (known.zh if language == "zh" else known.en) if known else kind


def state_cell(state: str, language: Language) -> Cell:
    """Return where a batch stands, as a badge."""
    tone, icon = TONES.get(state, ("tell", "wait"))
    return Cell(state, say(f"batch.state_{state}", language), tone=tone, icon=icon)
