"""A typed question's answer for the terminal: how it was understood, the answer or the choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.claims.as_json import question_json
from jiedui.cli.tables import answer_table
from jiedui.cli.wording import words_of
from jiedui.figures.answer_json import answer_json
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.compute import compute

if TYPE_CHECKING:
    from jiedui.facts.snapshot import Facts
    from jiedui.figures.binding.typed import Understood
    from jiedui.figures.model import Question


def typed_text(understood: Understood, known: Facts) -> str:
    """Return the answer to a typed question, or the choices it leaves."""
    chips = "  ".join(f"[{one.words} → {one.name} {one.value}]" for one in understood.chips)
    lines = [f"理解为 understood: {chips or '—'}"]
    if understood.left:
        lines.append(f"未理解 not understood: {'、'.join(understood.left)}")
    if understood.question is not None:
        return "\n".join([*lines, answer_table(compute(understood.question, known))])
    if not understood.choices:
        return "\n".join([*lines, "没有找到所问的指标 no figure found: jiedui figure --help"])
    lines.append("请选一项 choose one:")
    return "\n".join([*lines, *(f"  jiedui figure {_options(one)}" for one in understood.choices)])


def _options(question: Question) -> str:
    """Return a question as the options of `jiedui figure`, with its figure's name."""
    parts = [question.code]
    parts += [f"--by {one}" for one in question.by]
    for name, values in question.where:
        said = ",".join(words_of(name, value) if ":" not in value else value for value in values)
        parts.append(f"--where {name}={said}")
    for name in ("since", "until", "as_of"):
        day = getattr(question, name)
        parts += [f"--{name.replace('_', '-')} {day}"] if day else []
    parts += ["--planned"] if question.planned else []
    figure = FIGURES[question.code]
    return f"{' '.join(parts)}   ({figure.zh} {figure.en})"


def typed_json(understood: Understood, known: Facts) -> dict[str, Any]:
    """Return how a typed question was understood, with its answer, as data."""
    asked = understood.question
    return {
        "text": understood.text,
        "chips": [
            {"name": one.name, "words": one.words, "value": one.value} for one in understood.chips
        ],
        "left": list(understood.left),
        "question": None if asked is None else question_json(asked),
        "answer": None if asked is None else answer_json(compute(asked, known)),
        "choices": [question_json(one) for one in understood.choices],
    }
