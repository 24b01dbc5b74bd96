"""The house rules about projects: R01 to R10, R13, R21 of DOMAIN 11, as declarations.

Each looks at indexed columns of the record; thresholds are dated data of `attention`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, Sum

from jiedui.attention.declaration import Follows, Hit, Rule
from jiedui.kernel.identity import personal_numbers
from jiedui.programme.drafting import words_of
from jiedui.programme.lifecycle import FINISHED
from jiedui.programme.models import (
    Disclosure,
    IdleLot,
    MoneyAct,
    Project,
    ProjectLine,
    Signing,
)
from jiedui.programme.outcomes import MOMENTS, PAYMENTS, SIGNERS
from jiedui.programme.reaching import projects_reaching, unregistered
from jiedui.programme.signing import is_signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from jiedui.attention.declaration import Looking

_NOISE = re.compile(r"[()（）〔〕\[\]《》“”\"'·、,，.。\s-]|项目|工程|建设|新建|改扩建|援建")


def _projects(looking: Looking) -> QuerySet[Project]:
    rows = Project.objects.exclude(state="CANCELLED")
    return rows if looking.subjects is None else rows.filter(pk__in=looking.subjects)


def _hit(row: Project, zh: str, en: str, *, facts: object, **more: Any) -> Hit:  # noqa: ANN401
    since = more.pop("since", None) or row.state_since or row.created_at.date()
    return Hit(
        f"project:{row.pk}",
        row.place,
        f"{row.name}:{zh}",
        f"{row.name}: {en}",
        str(facts),
        since,
        owner=row.created_by,
        link=f"/desk/projects/{row.pk}",
        **more,
    )


def fund_lines_sum(looking: Looking) -> Iterator[Hit]:
    """R01: funding lines do not add up to the approved cost."""
    rows = _projects(looking).filter(approved_fen__isnull=False)
    summed = rows.annotate(parts=Sum("funding__approved_fen", default=0))
    for row in summed.exclude(parts=F("approved_fen")):
        parts: int = row.parts
        yield _hit(
            row,
            f"资金来源合计{words_of(parts)},批复{words_of(row.approved_fen or 0)}",
            f"funding lines of {words_of(parts)}, approved {words_of(row.approved_fen or 0)}",
            facts=(parts, row.approved_fen),
            amount_fen=abs(parts - (row.approved_fen or 0)),
        )


def paid_over_allotted(looking: Looking) -> Iterator[Hit]:
    """R02: more paid than allotted, or more allotted than approved."""
    over = Q(disbursed_fen__gt=F("allotted_fen")) | Q(spent_fen__gt=F("disbursed_fen"))
    over |= Q(allotted_fen__gt=F("approved_fen"))
    for row in _projects(looking).filter(over):
        yield _hit(
            row,
            f"下达{words_of(row.allotted_fen)},拨付{words_of(row.disbursed_fen)},"
            f"支出{words_of(row.spent_fen)},批复{words_of(row.approved_fen or 0)}",
            f"allotted {words_of(row.allotted_fen)}, paid {words_of(row.disbursed_fen)}, "
            f"spent {words_of(row.spent_fen)}, approved {words_of(row.approved_fen or 0)}",
            facts=(row.approved_fen, row.allotted_fen, row.disbursed_fen, row.spent_fen),
        )


_ORDER = (
    ("planned_start", "planned_end", "计划完工早于计划开工", "planned end before planned start"),
    ("actual_start", "actual_end", "完工早于开工", "completed before it was started"),
    ("actual_end", "accepted_on", "验收早于完工", "accepted before it was completed"),
    ("accepted_on", "settled_on", "审定早于验收", "settled before it was accepted"),
    ("settled_on", "transferred_on", "移交早于审定", "transferred before it was settled"),
)


def days_in_order(looking: Looking) -> Iterator[Hit]:
    """R03: days of a project in the wrong order."""
    wrong = Q()
    for before, after, _, _ in _ORDER:
        wrong |= Q(**{f"{after}__lt": F(before)})
    for row in _projects(looking).filter(wrong):
        found = [
            (zh, en, getattr(row, before), getattr(row, after))
            for before, after, zh, en in _ORDER
            if getattr(row, before)
            and getattr(row, after)
            and getattr(row, after) < getattr(row, before)
        ]
        zh = ";".join(f"{one[0]}({one[3]}、{one[2]})" for one in found)
        en = "; ".join(f"{one[1]} ({one[3]}, {one[2]})" for one in found)
        yield _hit(row, zh, en, facts=found)


_MOMENTS = (
    ("PLAN", "disclosure_days", ("PLANNED", "ALLOTTED", "STARTED", "IN_PROGRESS", *FINISHED)),
    ("BEFORE", "disclosure_days", ("STARTED", "IN_PROGRESS", *FINISHED)),
    ("AFTER", "disclosure_end_days", FINISHED),
)


def no_disclosure(looking: Looking) -> Iterator[Hit]:
    """R04: no notice at a moment that has passed."""
    found: dict[int, tuple[Project, list[str]]] = {}
    for moment, name, states in _MOMENTS:
        last = looking.today - dt.timedelta(days=looking.limit(name))
        there = Disclosure.objects.filter(project=OuterRef("pk"), moment=moment)
        rows = _projects(looking).filter(state__in=states, state_since__lte=last)
        for row in rows.filter(~Exists(there)):
            found.setdefault(row.pk, (row, []))[1].append(moment)
    for row, moments in found.values():
        yield _hit(
            row,
            "未见" + "、".join(MOMENTS[one][0] for one in moments),
            "no notice on record: " + ", ".join(MOMENTS[one][1] for one in moments),
            facts=moments,
        )


def idle_money(looking: Looking) -> Iterator[Hit]:
    """R05: money that has not moved for over 6, 12 or 24 months."""
    months = [looking.limit(f"idle_months_{one}") for one in ("third", "second", "first")]
    ends = {number: months_before(looking.today, number) for number in months}
    lots = IdleLot.objects.filter(since__lt=ends[months[-1]]).select_related("project")
    if looking.subjects is not None:
        lots = lots.filter(project_id__in=looking.subjects)
    by_project: dict[int, list[IdleLot]] = {}
    for lot in lots.order_by("project_id", "since"):
        by_project.setdefault(lot.project_id, []).append(lot)
    for own in by_project.values():
        row, since = own[0].project, own[0].since
        if row.state == "CANCELLED":
            continue
        urgency, over = next(
            (at, number) for at, number in enumerate(months, start=1) if since < ends[number]
        )
        amount = sum(lot.amount_fen for lot in own)
        yield _hit(
            row,
            f"{words_of(amount)}闲置超过{over}个月(自{since})",
            f"{words_of(amount)} idle for over {over} months (since {since})",
            facts=(amount, since, over),
            since=since,
            amount_fen=amount,
            urgency=urgency,
        )


def months_before(day: dt.date, number: int) -> dt.date:
    """Return the day some months before another, the month's last day where it has no such day."""
    at = day.year * 12 + day.month - 1 - number
    year, month = divmod(at, 12)
    for number_of_day in range(day.day, 27, -1):
        try:
            return dt.date(year, month + 1, number_of_day)
        except ValueError:
            continue
    return dt.date(year, month + 1, min(day.day, 28))


def _overdue(state: str, name: str, *, zh: str, en: str) -> Any:  # noqa: ANN401  a Find
    def find(looking: Looking) -> Iterator[Hit]:
        last = looking.today - dt.timedelta(days=looking.limit(name))
        states = ("ACCEPTED", "SETTLED") if state == "ACCEPTED" else (state,)
        field = {"COMPLETED": "actual_end", "ACCEPTED": "accepted_on"}[state]
        late = Q(**{f"{field}__lt": last}) | Q(**{f"{field}__isnull": True}, state_since__lt=last)
        for row in _projects(looking).filter(late, state__in=states):
            since = getattr(row, field) or row.state_since
            yield _hit(
                row, zh.format(since), en.format(since), facts=(row.state, since), since=since
            )

    return find


def paid_unsigned(looking: Looking) -> Iterator[Hit]:
    """R08: paid without both signatures where the place asks for them.

    Payments of the desk cannot be posted unsigned; those of a posted ledger have no signatures.
    """
    signings = list(Signing.objects.all())
    if not any(one.is_needed for one in signings):
        return
    rows = ProjectLine.objects.filter(
        account__in=("Place:Disbursed", "Place:Spent"), amount__gt=0, sense=1
    )
    if looking.subjects is not None:
        rows = rows.filter(project_id__in=looking.subjects)
    acts = MoneyAct.objects.filter(entry=OuterRef("entry"), kind__in=PAYMENTS)
    sums: dict[int, tuple[Project, int, dt.date]] = {}
    for line in rows.filter(~Exists(acts)).select_related("project"):
        row = line.project
        if row.state == "CANCELLED" or not is_signed(row.place, line.ends, signings):
            continue
        _, amount, since = sums.get(row.pk, (row, 0, line.ends))
        sums[row.pk] = (row, amount + line.amount, min(since, line.ends))
    names = "、".join(zh for zh, _ in SIGNERS.values())
    for row, amount, since in sums.values():
        yield _hit(
            row,
            f"{words_of(amount)}已付,无会签记录({names})",
            f"{words_of(amount)} paid without both signatures on record",
            facts=(amount, since),
            since=since,
            amount_fen=amount,
        )


def negative_list(looking: Looking) -> Iterator[Hit]:
    """R09: words of the negative list in a project's name or content: a warning, never a block."""
    words = looking.words["negative"]
    asked = Q()
    for word in words:
        asked |= Q(name__contains=word) | Q(content__contains=word)
    for row in _projects(looking).filter(asked):
        found = [word for word in words if word in row.name or word in row.content]
        listed = "、".join(found)
        yield _hit(
            row, f"涉及负面清单用语:{listed}", f"words of the negative list: {listed}", facts=found
        )


def duplicates(looking: Looking) -> Iterator[Hit]:
    """R10: two projects of a county and year that are called the same but for filling words."""
    rows = Project.objects.exclude(state="CANCELLED").order_by("pk")
    if looking.subjects is not None:
        near = Project.objects.filter(pk__in=looking.subjects).values("county")
        rows = rows.filter(county__in=near)
    known: dict[tuple[str, int, str], list[int]] = {}
    for pk, county, year, name in rows.values_list("pk", "county", "year", "name"):
        known.setdefault((county, year, _NOISE.sub("", name)), []).append(pk)
    twins = {pk: own for own in known.values() if len(own) > 1 for pk in own[1:]}
    wanted = [pk for pk in twins if looking.subjects is None or pk in looking.subjects]
    found = Project.objects.in_bulk(sorted({one for pk in wanted for one in twins[pk]}))
    for pk in wanted:
        others = [found[one] for one in twins[pk] if one != pk]
        listed = "、".join(f"{one.name}(项目{one.pk})" for one in others)
        yield _hit(
            found[pk], f"疑与{listed}重复", f"may be the same as {listed}", facts=sorted(twins[pk])
        )


LISTED_MAX = 20
"""So many rows of a list are named in a finding."""


def not_in_register(looking: Looking) -> Iterator[Hit]:
    """R13: people a list names as registered whom the register of households does not know."""
    for one in unregistered(looking.subjects):
        named = [str(at) for at in one.missing[:LISTED_MAX]]
        more = len(one.missing) > LISTED_MAX
        yield _hit(
            one.project,
            f"受益名单建档立卡(脱贫、监测)对象{one.listed}人,其中{len(one.missing)}人不在户籍册"
            f"(名单第{'、'.join(named)}行{'等' if more else ''})",
            f"{len(one.missing)} of {one.listed} people listed as registered are not in the "
            f"register (rows {', '.join(named)}{' ...' if more else ''} of the list)",
            facts=(one.listed, one.missing),
        )


def public_text(looking: Looking) -> Iterator[Hit]:
    """R21: a notice on record that holds an identity or mobile number."""
    rows = Disclosure.objects.select_related("project")
    if looking.subjects is not None:
        rows = rows.filter(project_id__in=looking.subjects)
    told: dict[int, tuple[Project, list[int]]] = {}
    for one in rows:
        if any(True for _ in personal_numbers(f"{one.text}\n{one.where}")):
            told.setdefault(one.project_id, (one.project, []))[1].append(one.pk)
    for row, numbers in told.values():
        yield _hit(
            row, "公示内容含个人号码", "a notice holds a personal number", facts=numbers, urgency=1
        )


def audit_overdue(looking: Looking) -> Iterator[Hit]:
    """P01: an audit finding that is past its day and not answered."""
    rows = _projects(looking).filter(
        audit_findings__state="OUTSTANDING", audit_findings__due__lt=looking.today
    )
    for row in rows.distinct():
        late = list(
            row.audit_findings.filter(state="OUTSTANDING", due__lt=looking.today).order_by("due")
        )
        yield _hit(
            row,
            f"审计问题逾期未整改{len(late)}项,最早应于{late[0].due}办结",
            f"{len(late)} audit findings past their day, the first since {late[0].due}",
            facts=[(one.pk, one.due) for one in late],
            since=late[0].due,
            amount_fen=sum(one.amount_fen for one in late),
        )


def _rule(code: str, words: tuple[str, str], find: Any, *said: int, limits: str = "") -> Rule:  # noqa: ANN401
    urgency, days = said
    return Rule(code, "project", *words, urgency, days, find, tuple(limits.split()))


RULES: tuple[Rule, ...] = (
    _rule("R01", ("资金来源合计与批复不符", "funding lines differ from the approved cost"),
          fund_lines_sum, 2, 10),
    _rule("R02", ("支付超过下达或下达超过批复", "paid over allotted, or allotted over approved"),
          paid_over_allotted, 1, 3),
    _rule("R03", ("日期先后颠倒", "days in the wrong order"), days_in_order, 2, 10),
    _rule("R04", ("应公示未公示", "no notice to the public"), no_disclosure, 2, 10,
          limits="disclosure_days disclosure_end_days"),
    _rule("R05", ("资金闲置", "idle money"), idle_money, 2, 20,
          limits="idle_months_first idle_months_second idle_months_third"),
    _rule("R06", ("完工逾期未验收", "completed and not accepted"),
          _overdue("COMPLETED", "accept_days", zh="{}完工,未验收", en="completed {}"),
          2, 20, limits="accept_days"),
    _rule("R07", ("验收后未移交", "accepted and not transferred"),
          _overdue("ACCEPTED", "transfer_days", zh="{}验收,未移交", en="accepted {}"),
          3, 30, limits="transfer_days"),
    _rule("R08", ("未会签已支付", "paid without both signatures"), paid_unsigned, 1, 5),
    _rule("R09", ("涉及负面清单", "words of the negative list"), negative_list, 2, 10,
          limits="negative"),
    _rule("R10", ("疑似重复项目", "projects that may be the same"), duplicates, 2, 10),
    _rule("R13", ("受益对象不在册", "a beneficiary is not in the register"),
          not_in_register, 2, 15),
    _rule("R21", ("公示内容含个人信息", "personal numbers in a public text"), public_text, 1, 1),
    _rule("P01", ("审计问题逾期", "audit findings past their day"), audit_overdue, 1, 5),
)  # fmt: skip
"""The rules of this package."""

FOLLOWS = (Follows("register", ("R13",), "project", projects_reaching),)
"""What rests on things of other packages."""
