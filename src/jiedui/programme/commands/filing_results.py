"""Rows of posted files about the life of projects: contracts, checks, assets, notices, steps.

Each row becomes what its form on the desk would make, by the same command, inside the posting's
transaction. Who received the file proposes, who posts it decides; a row that is on record already
adds nothing, so a list that grows may be sent again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jiedui.access.command import command
from jiedui.access.queries import actor_named, names
from jiedui.kernel.problem import Refused
from jiedui.programme.commands import filing_words as said
from jiedui.programme.commands.audits import (
    answer_audit_finding,
    confirm_audit_answer,
    record_audit_finding,
)
from jiedui.programme.commands.filed_rows import (
    at_row,
    key_of,
    projects_of,
    unknown_project,
)
from jiedui.programme.commands.filing_changes import change_told
from jiedui.programme.commands.filing_words import Filing
from jiedui.programme.commands.notices import record_disclosure
from jiedui.programme.commands.papers import add_paper, report_progress
from jiedui.programme.commands.results import (
    record_acceptance,
    record_asset,
    record_contract,
    record_reach,
    record_settlement,
)
from jiedui.programme.commands.steps import decide_steps, propose_steps
from jiedui.programme.commands.watching import follow
from jiedui.programme.lifecycle import step_between
from jiedui.programme.models import (
    Acceptance,
    AuditFinding,
    Contract,
    Disclosure,
    Paper,
    Progress,
    Project,
)
from jiedui.programme.opening import refuse_all
from jiedui.programme.outcomes import RIGHTS, Done, StepAsk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from jiedui.access.scope import Actor
    from jiedui.kernel.problem import Problem
    from jiedui.programme.filed import FiledRow


@command("programme.record")
def record_result_rows(
    rows: Sequence[FiledRow], kind: str, *, proposed_by: str, actor: Actor, now: dt.datetime
) -> Done:
    """Put on record what the rows of a posted file tell of projects.

    Args:
        rows: The rows, in the order of the file.
        kind: The kind of the file: a key of `KEEPERS`, or `step`.
        proposed_by: Who received the file.
        actor: Who posts it.
        now: The moment.

    Raises:
        Refused: A row names no project on record, says something unclear or something that the
            command refuses. Every reason is given at its row; nothing of the file is kept.
    """
    known = projects_of(rows)
    refuse_all(one for row in rows for one in unknown_project(row, known))
    filing = Filing(actor, actor_named(proposed_by), now)
    if kind == "step":
        count = _steps(rows, known, filing)
    else:
        count = _kept(rows, known, filing, keep=KEEPERS[kind])
    touched = {known[key_of(row)].pk for row in rows}
    follow(actor=actor, now=now, also=touched)
    return Done(tuple(sorted(touched)), f"{kind}: {count} of {len(rows)} rows")


def _kept(
    rows: Sequence[FiledRow],
    known: dict[str, Project],
    filing: Filing,
    *,
    keep: Callable[[int, FiledRow, Filing], bool],
) -> int:
    problems: list[Problem] = []
    count = 0
    for row in rows:
        try:
            count += keep(known[key_of(row)].pk, row, filing)
        except Refused as refused:
            problems += [_located(one, row) for one in refused.problems]
    refuse_all(problems)
    return count


def _located(one: Problem, row: FiledRow) -> Problem:
    """Return a problem at its cell, or at its row when it only names the project."""
    return one if one.source.file else at_row([one], row)[0]


def _contract(number: int, row: FiledRow, by: Filing) -> bool:
    told: dict[str, Any] = {
        "contractor": row.text("contractor")[:200],
        "method": said.choice(row, "tender_method", or_else="NONE"),
        "signed_on": said.day(row, "signed_date"),
        "amount_fen": said.exact(row, "contract_fen"),
        "tendered_on": row.day("tendered_date"),
    }
    reference = row.text("contract_no")[:100]
    if Contract.objects.filter(project=number, number=reference, **told).exists():
        return False
    record_contract(number, **told, reference=reference, actor=by.actor, now=by.now)
    return True


def _acceptance(number: int, row: FiledRow, by: Filing) -> bool:
    level, on = said.choice(row, "check_level"), said.day(row, "check_date")
    passed = said.verdict(row)
    same = Acceptance.objects.filter(project=number, level=level, on=on, has_passed=passed)
    if same.exists():
        return False
    record_acceptance(
        number, level, on=on, has_passed=passed, words=row.text("check_words"),
        area_cm2=said.area(row, "area"), actor=by.actor, now=by.now,
    )  # fmt: skip
    return True


def _settlement(number: int, row: FiledRow, by: Filing) -> bool:
    settled, on = said.exact(row, "settled_fen"), said.day(row, "settled_date")
    report = row.text("report_no")[:100]
    if report and not Paper.objects.filter(project=number, number=report).exists():
        title = f"{row.text('auditor')}审价报告"
        add_paper(
            number, "price_audit", title=title, on=on, reference=report, actor=by.actor, now=by.now
        )
    if Project.objects.filter(pk=number, settled_fen=settled, settled_on=on).exists():
        return False
    record_settlement(number, settled, on=on, actor=by.actor, now=by.now)
    return True


def _asset(number: int, row: FiledRow, by: Filing) -> bool:
    card = {
        "number": row.text("asset_no"),
        "name": row.text("asset_name")[:200],
        "kind": said.choice(row, "asset_kind"),
        "form": said.choice(row, "asset_form", or_else="PHYSICAL"),
        "value_fen": said.exact(row, "value_fen"),
        "built_on": row.day("built_date"),
        "location": row.text("location")[:200],
        "custodian": row.text("custodian")[:200],
        **{name: row.text(f"right_{name}")[:200] for name in RIGHTS},
    }
    record_asset(number, card, actor=by.actor, now=by.now)
    return True


def _reach(number: int, row: FiledRow, by: Filing) -> bool:
    fields = {
        "households": "benefit_households",
        "people": "benefit_people",
        "registered_households": "benefit_poor_households",
        "registered_people": "benefit_poor_people",
    }
    reach = {name: row.whole(field) for name, field in fields.items()}
    told = {name: value for name, value in reach.items() if value is not None}
    record_reach(number, reach=told, mechanism=row.text("mechanism"), actor=by.actor, now=by.now)
    return True


def _disclosure(number: int, row: FiledRow, by: Filing) -> bool:
    moment, on = said.choice(row, "moment"), said.day(row, "start_date")
    if Disclosure.objects.filter(project=number, moment=moment, on=on).exists():
        return False
    record_disclosure(
        number, moment, on=on, until=row.day("end_date", last=True), where=row.text("posted_at"),
        phone=said.phone(row, "complaint_phone"), actor=by.actor, now=by.now,
    )  # fmt: skip
    return True


def _paper(number: int, row: FiledRow, by: Filing) -> bool:
    kind, on = said.choice(row, "paper_kind", or_else="other"), said.day(row, "paper_date")
    title = row.text("paper_title")[:200]
    if Paper.objects.filter(project=number, kind=kind, title=title, on=on).exists():
        return False
    add_paper(
        number, kind, title=title, on=on, reference=row.text("paper_no"), actor=by.actor,
        now=by.now,
    )  # fmt: skip
    return True


def _progress(number: int, row: FiledRow, by: Filing) -> bool:
    percent, on = row.percent("progress_rate"), said.day(row, "seen_date")
    if percent is None:
        raise Refused([said.gap(row, "progress_rate", "0 to 100 percent")])
    if Progress.objects.filter(project=number, on=on, percent=percent).exists():
        return False
    report_progress(
        number, percent, on=on, words=row.text("progress_words"), spot=row.text("spot"),
        actor=by.actor, now=by.now,
    )  # fmt: skip
    return True


def _audit(number: int, row: FiledRow, by: Filing) -> bool:
    words, on = row.text("finding"), said.day(row, "found_date")
    found = AuditFinding.objects.filter(project=number, words=words, on=on).first()
    is_new = found is None
    if found is None:
        told = row.text("answerer")
        is_user = told in names([told])
        done = record_audit_finding(
            number, words, found_by=row.text("found_by"), on=on,
            owner=told if is_user else by.proposer.username, due=said.day(row, "due_date"),
            amount_fen=said.exact(row, "involved_fen", or_else=0),
            responsible="" if is_user else told, actor=by.actor, now=by.now,
        )  # fmt: skip
        found = AuditFinding.objects.get(pk=done.number)
    state = said.choice(row, "outcome", or_else="OUTSTANDING")
    if state == "JUSTIFIED" and row.whole("outcome_fen"):
        state = "REFUNDED"
    if state in ("OUTSTANDING", found.state):
        return is_new
    answered = answer_audit_finding(
        found.pk, state, words=row.text("outcome_words") or row.text("outcome"),
        on=said.day(row, "outcome_date"), actor=by.proposer, now=by.now,
        amount_fen=said.exact(row, "outcome_fen", or_else=0),
    )  # fmt: skip
    confirm_audit_answer(answered.number, actor=by.actor, now=by.now)
    return True


KEEPERS: dict[str, Callable[[int, FiledRow, Filing], bool]] = {
    "contract": _contract,
    "acceptance": _acceptance,
    "settlement": _settlement,
    "asset": _asset,
    "reach": _reach,
    "disclosure": _disclosure,
    "paper": _paper,
    "progress": _progress,
    "audit_finding": _audit,
    "project_change": change_told,
}
"""How a row of each kind of file is kept; each says whether it was new."""


def _steps(rows: Sequence[FiledRow], known: dict[str, Project], by: Filing) -> int:
    """Take the steps of a file: the first of every project at once, then the second of each."""
    chains: dict[int, list[tuple[FiledRow, StepAsk]]] = {}
    problems: list[Problem] = []
    for row in rows:
        project = known[key_of(row)]
        try:
            target = said.choice(row, "target_state")
            ask = StepAsk(project.pk, target, said.day(row, "step_date"), row.text("reason"))
        except Refused as refused:
            problems += refused.problems
            continue
        if target != project.state:
            chains.setdefault(project.pk, []).append((row, ask))
    refuse_all(problems)
    count = 0
    while chains:
        count += _round([chain.pop(0) for chain in chains.values()], by)
        chains = {number: chain for number, chain in chains.items() if chain}
    return count


def _round(pairs: Sequence[tuple[FiledRow, StepAsk]], by: Filing) -> int:
    """Propose one step of each project and decide those that need a second person."""
    states = dict(
        Project.objects.filter(pk__in=[ask.project for _, ask in pairs]).values_list("pk", "state")
    )
    try:
        done = propose_steps([ask for _, ask in pairs], actor=by.proposer, now=by.now)
        steps = [step_between(states[ask.project], ask.target) for _, ask in pairs]
        open_ones = [
            number
            for number, step in zip(done.numbers, steps, strict=True)
            if step is not None and step.is_decided
        ]
        if open_ones:
            decide_steps(open_ones, is_approved=True, actor=by.actor, now=by.now)
    except Refused as refused:
        raise Refused(_told(refused, pairs)) from None
    return len(pairs)


def _told(refused: Refused, pairs: Sequence[tuple[FiledRow, StepAsk]]) -> list[Problem]:
    """Return problems that name a project as problems of its row."""
    rows = {"".join(row.text("project_name").split()): row for row, _ in pairs}
    return [
        told
        for one in refused.problems
        for told in (at_row([one], rows[one.source.cell]) if one.source.cell in rows else [one])
    ]
