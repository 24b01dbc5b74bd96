"""What waits for a signature or a decision: payments, steps, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from jiedui.kernel.place import name_of
from jiedui.programme.queries.project import acts, acts_waiting, open_changes, open_steps, signings
from jiedui.web.desk.door import actor_of, scope_of
from jiedui.web.desk.figures import manner_of
from jiedui.web.desk.projects.looks import place_cell, state_words
from jiedui.web.desk.projects.page import act_shown
from jiedui.web.desk.shown import unit_words
from jiedui.web.pages import Page, show
from jiedui.web.tables import Cell, Column, Row, Table, asked, pager, text
from jiedui.web.wording import language_of, say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from jiedui.programme.queries.project import ActRow
    from jiedui.web.desk.shown import Manner

COLUMNS = (
    Column("number", "work.number", "number"),
    Column("project", "work.project"),
    Column("place", "work.place", "word"),
    Column("kind", "work.act_kind", "word"),
    Column("source", "work.source", "word"),
    Column("amount_fen", "work.amount", "number"),
    Column("on", "work.on", "date"),
    Column("payee", "work.payee"),
    Column("signed", "work.signatures"),
    Column("proposed_by", "work.proposed_by"),
)
LIMIT = 200
"""So many acts stand on one page, to be signed or posted at once."""


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List what waits for this reader: payments to sign or post, steps and changes to decide."""
    scope, language, manner = (
        scope_of(request, "programme.read"), language_of(request), manner_of(request),
    )  # fmt: skip
    told = asked(request, (), limit=LIMIT)
    found = acts(scope, is_open=True, limit=told.limit, offset=told.offset)
    actor = actor_of(request)
    content = {
        "acts": [(one, act_shown(one, manner)) for one in found],
        "steps": [
            (step, number, name, state_words(step.target, language))
            for step, number, name, _ in open_steps(scope)
        ],
        "changes": open_changes(scope),
        "pager": pager(request, told, shown=len(found), total=acts_waiting(scope)),
        "signings": [
            (name_of(place) if place else say("work.everywhere", language), since, is_needed)
            for place, since, is_needed in signings()
        ],
        "unit": unit_words("fen", manner),
        "may": {
            name: actor.allows(f"programme.{name}")
            for name in ("decide", "sign_leader", "sign_cadre", "set")
        },
    }
    table = Table(COLUMNS, [_row(one, manner) for one in found])
    title = say("nav.waiting", language)
    return show(request, Page("desk/waiting.html", title, content, twin=found, table=table))


def _row(one: ActRow, manner: Manner) -> Row:
    told = act_shown(one, manner)
    return Row(
        (
            text(one.number),
            Cell(one.project, one.project_name, reverse("desk:project", args=[one.project])),
            place_cell(one.place),
            Cell(one.kind, told.kind),
            Cell(one.source, told.source),
            Cell(one.amount_fen, told.amount),
            text(one.on),
            text(one.payee),
            Cell([role for role, _ in one.signed], "、".join(told.signed)),
            text(one.proposed_by),
        )
    )
