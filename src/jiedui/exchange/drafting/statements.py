"""Rows of a table of stated totals (公布数): to be checked, or known only from here.

Every row is an assertion. Where the row says how the figure stands to the records (含明细, 另计,
未说明) it is also posted as a summary: containing the records, beside them, or of unknown
overlap. Knows no Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jiedui.books.beside import BESIDE
from jiedui.books.entry import Dims, credited
from jiedui.books.payers import payer_key, payer_of
from jiedui.exchange.drafting.fields import (
    Stamp,
    amount_of,
    category_of,
    not_whole,
    owner_of,
    period_of,
    recipient_of,
)
from jiedui.exchange.drafting.totals import assertion
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.model import Kind
from jiedui.figures.naming import figure_named
from jiedui.kernel import place
from jiedui.kernel.codes import SOURCES, code_of
from jiedui.kernel.period import day
from jiedui.kernel.problem import Severity

if TYPE_CHECKING:
    from jiedui.books.entry import EntryDraft
    from jiedui.exchange.drafting.fields import Case
    from jiedui.exchange.drafting.funds import Drafted
    from jiedui.exchange.rows import Row
    from jiedui.kernel.problem import Problem
    from jiedui.kernel.quantity import Interval


class Measure(NamedTuple):
    """A figure that documents state.

    Attributes:
        figure: Its code.
        words: Chinese words that name it.
        account: Where a summary of it stands; "" where it is only checked: a stock, or what the
            book has other entries for.
        planned: Where a planned summary stands.
        scale: How many of the unit's smallest part make one of what the document counts.
    """

    figure: str
    words: tuple[str, ...]
    account: str = ""
    planned: str = ""
    scale: int = 1

    @property
    def is_stock(self) -> bool:
        """Whether it is observed on a day and never summed."""
        return FIGURES[self.figure].kind is Kind.STOCK

    @property
    def is_money(self) -> bool:
        """Whether it is stated in a unit of money."""
        return FIGURES[self.figure].unit == "fen"


MEASURES: tuple[Measure, ...] = (
    Measure(
        "money", ("帮扶资金", "资金", "援助资金", "投入资金", "资金总额"), "Source:Aid", "Plan:Aid"
    ),
    Measure(
        "projects",
        ("项目数", "帮扶项目数", "实施项目数", "项目个数", "项目"),
        "Count:Projects",
        "Count:PlannedProjects",
    ),
    Measure(
        "building_area", ("建筑面积",), "Count:FloorArea", "Count:PlannedFloorArea", scale=10_000
    ),
    Measure(
        "training_batches",
        ("培训批次", "培训期数", "培训班次"),
        "Count:TrainingBatches",
        "Count:PlannedTrainingBatches",
    ),
    Measure("people_trained", ("培训人次", "培训人数"), "Count:Trained", "Count:PlannedTrained"),
    Measure("officials_sent", ("选派党政干部", "选派党政干部人数"), "Count:OfficialsSent"),
    Measure("professionals_sent", ("选派专业技术人才", "选派专技人才"), "Count:ProfessionalsSent"),
    Measure("labour_placed", ("转移就业", "转移就业人数", "劳务协作人数"), "Count:LabourPlaced"),
    Measure("activities", ("活动次数", "开展活动", "活动"), "Count:Activities"),
    Measure("visits", ("互访次数", "互访"), "Count:Visits"),
    Measure("consumption_purchases", ("消费帮扶金额",), "Count:Consumption"),
    Measure("helped_sales", ("帮助销售金额",), "Count:HelpedSales"),
    Measure("enterprises_brought", ("引进企业数",), "Count:Enterprises"),
    Measure("investment_signed", ("企业协议投资额",), "Count:InvestmentSigned"),
    Measure("investment_arrived", ("企业到位投资额",), "Count:InvestmentArrived"),
    Measure("jobs_created", ("企业带动就业人数",), "Count:JobsCreated"),
    Measure("gift", ("社会捐赠",)),
    Measure("gifts_count", ("捐赠笔数",)),
    Measure("allotted", ("累计下达资金",)),
    Measure("disbursed", ("累计拨付资金",)),
    Measure("spent", ("累计支出资金",)),
    Measure("recipient_own", ("受援方自筹资金",)),
    Measure("project_cost", ("项目总投资",)),
    Measure("benefit_households", ("受益户数",)),
    Measure("benefit_people", ("受益人口",)),
    Measure("households_exited", ("脱贫户数",), "Count:HouseholdsExited"),
    Measure("registered_poor_households", ("建档立卡贫困户", "建档立卡户数", "建档立卡贫困户数")),
    Measure("registered_poor_people", ("建档立卡贫困人口", "建档立卡人数", "建档立卡贫困人数")),
)
"""Every measure a statement may name; figure codes as in the catalogue of figures."""

CONTAINS, BESIDE_WORD, UNKNOWN = "含明细", "另计", "未说明"
RELATIONS = (CONTAINS, BESIDE_WORD, UNKNOWN)


def draft(case: Case) -> Drafted:
    """Return the assertion of a row, and its summary where it says how it stands to the records."""
    measure = measure_of(case.text("measure"), case.text("unit"))
    problems = _problems(case, measure)
    problems += not_whole(case, "value", scale=measure.scale if measure else 1)
    amount = None if measure is None else amount_of(case, "value", scale=measure.scale)
    if measure is None or amount is None or amount.stated is None:
        return [], problems
    dims, more = _dims(case)
    period = period_of(case)
    stamp = Stamp(case, day(period.ends) if measure.is_stock else period, dims)
    entries = [
        assertion(stamp, measure.figure, "value", amount=amount),
        *_summary(stamp, measure, amount),
    ]
    told = case.text("document") or case.document
    return [entry._replace(document=told) for entry in entries], [*problems, *more]


def measure_of(words: str, unit: str = "") -> Measure | None:
    """Return the measure that words or a figure's code name, None when they name none.

    Args:
        words: What a row calls it, in the words of any era.
        unit: The unit its row states, "" for none; a figure of another unit is not meant.
    """
    wanted = place.normal(words)
    exact = next((one for one in MEASURES if wanted == one.figure or wanted in one.words), None)
    if exact is not None:
        return exact
    code = figure_named(words, unit)
    return next((one for one in MEASURES if one.figure == code), None)


def contains(row: Row) -> bool:
    """Return whether a statement's figure contains the records on record."""
    return place.normal(str(row.get("relation") or "")) == CONTAINS


def _problems(case: Case, measure: Measure | None) -> list[Problem]:
    problems = []
    if measure is None:
        known = "、".join(one.words[0] for one in MEASURES)
        problems.append(_unknown(case, "MEASURE_UNKNOWN", "measure", known=known))
    relation = place.normal(case.text("relation"))
    if relation and relation not in RELATIONS:
        problems.append(_unknown(case, "RELATION_UNKNOWN", "relation", known="、".join(RELATIONS)))
    source = case.text("source")
    if source and code_of(SOURCES, source) is None:
        known = "、".join(one.zh for one in SOURCES.values())
        problems.append(_unknown(case, "SOURCE_UNKNOWN", "source", known=known))
    return problems


def _unknown(case: Case, code: str, name: str, *, known: str) -> Problem:
    return case.problem(
        code,
        Severity.ERROR,
        name,
        found=case.text(name) or "nothing",
        expected=known,
        hint="Write one of these and send the file again.",
    )


def _dims(case: Case) -> tuple[Dims, list[Problem]]:
    recipient = recipient_of(case)
    owner = owner_of(case, recipient)
    category, problems = category_of(case)
    source = code_of(SOURCES, case.text("source")) if case.text("source") else None
    payer = payer_key(case.text("payer"), anywhere=True, near=case.view.office)
    dims = Dims(
        recipient=recipient,
        payer=payer,
        owner=owner,
        source=source,
        category=category,
        state="PLANNED" if is_planned(case) else None,
    )
    return dims, problems


def is_planned(case: Case) -> bool:
    """Return whether the row states a plan."""
    return (case.text("status") or case.context.status or "") == "planned"


def _summary(stamp: Stamp, measure: Measure, amount: Interval) -> list[EntryDraft]:
    """Return the summary of a statement, [] when the figure is only to be checked."""
    case = stamp.case
    relation = place.normal(case.text("relation"))
    account = measure.planned if is_planned(case) else measure.account
    if relation not in RELATIONS or not account:
        return []
    dims = stamp.dims
    words = case.text("source")
    payer = dims.payer or payer_of(dims.source, dims.owner, dims.recipient, words=words)
    stated = stamp.line(account, amount, "value", dims=dims._replace(state=None, payer=payer))
    stated = stated._replace(
        itemised=False, overlap="unknown" if relation == UNKNOWN else "counted"
    )
    lines = [stated]
    if account == "Source:Aid":
        put_in = stated._replace(account="Place:Contributed")
        lines = [put_in, credited(put_in, "Source:Aid")]
    elif account == "Plan:Aid":
        lines = [stated, credited(stated, "Plan:Commitment")]
    recipient = stamp.dims.recipient
    where = place.name_of(recipient) if recipient else case.text("county")
    kind = BESIDE if relation == BESIDE_WORD else "summary"
    return [stamp.entry(kind, f"{where} {case.text('measure')}({relation})", lines)]
