"""A question as one line of text: how filed cells and issued reports are compared. No Django."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.figures.model import Question


def key_of(question: Mapping[str, Any]) -> str:
    """Return what a frozen question is compared by: whose programme it is and N left out."""
    where = {
        name: sorted(values)
        for name, values in dict(question["where"]).items()
        if name != "owner" and values
    }
    days = {name: question.get(name) for name in ("since", "until", "as_of")}
    told = {"code": question["code"], "by": list(question.get("by", ())), "where": where, **days}
    told["planned"] = bool(question.get("planned"))
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def key_of_question(question: Question) -> str:
    """Return the same of a question."""
    days = {name: getattr(question, name) for name in ("since", "until", "as_of")}
    return key_of(
        {
            "code": question.code,
            "by": question.by,
            "where": dict(question.where),
            "planned": question.planned,
            **{name: day.isoformat() if day else None for name, day in days.items()},
        }
    )
