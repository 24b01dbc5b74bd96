"""People trained, sent, placed and reached; batches, attendances and distinct people apart."""

from __future__ import annotations

from jiedui.figures.catalogue.dimensions import ADDITIVE, ALWAYS
from jiedui.figures.model import Figure, Kind


def _flow(
    code: str,
    words: tuple[str, str, str],
    definition: tuple[str, str],
    *,
    account: str,
    plan: tuple[str, ...] = (),
) -> Figure:
    zh, en, unit = words
    return Figure(
        code, zh, en, unit, Kind.FLOW, definition, (account,), plan,
        dimensions=(*ALWAYS, "category", "project"), additive=(*ADDITIVE, "category"),
        group="people",
    )  # fmt: skip


PEOPLE = (
    _flow(
        "training_batches", ("培训批次", "training batches", "batch"),
        ("举办的培训期数。", "Training classes held."),
        account="Count:TrainingBatches", plan=("Count:PlannedTrainingBatches",),
    ),
    _flow(
        "people_trained", ("培训人次", "people trained (attendances)", "person_time"),
        (
            "参加培训的人次;同一人参加两次计两次。",
            "Attendances at trainings; someone who came twice counts twice.",
        ),
        account="Count:Trained", plan=("Count:PlannedTrained",),
    ),
    _flow(
        "people_trained_distinct", ("培训人数(去重)", "distinct people trained", "person"),
        (
            "参加过培训的不同的人,须依据名册,人次不能代替。",
            "Different people trained: needs rosters, attendances do not answer it.",
        ),
        account="Count:TrainedDistinct",
    ),
    _flow(
        "officials_sent", ("选派党政干部", "officials sent", "person"),
        ("到岗的党政干部人数。", "Officials who took up their posts."),
        account="Count:OfficialsSent",
    ),
    _flow(
        "professionals_sent", ("选派专业技术人才", "professionals sent", "person"),
        ("到岗的专业技术人才人数。", "Professionals who took up their posts."),
        account="Count:ProfessionalsSent",
    ),
    _flow(
        "labour_placed", ("转移就业人数", "labour placed", "person"),
        ("帮助就业的人数。", "People helped into work."), account="Count:LabourPlaced",
    ),
    _flow(
        "consumption_purchases", ("消费帮扶金额", "consumption purchases", "fen"),
        ("采购受援地产品的金额。", "Purchases of the recipient's products."),
        account="Count:Consumption",
    ),
    _flow(
        "helped_sales", ("帮助销售金额", "helped sales", "fen"),
        (
            "帮助他人销售受援地产品的金额,不含本方采购。",
            "Sales of the recipient's products to others that were helped; own purchases apart.",
        ),
        account="Count:HelpedSales",
    ),
    _flow(
        "enterprises_brought", ("引进企业数", "enterprises brought in", "enterprise"),
        ("引进落地的企业。", "Enterprises that came to the recipient."),
        account="Count:Enterprises",
    ),
    _flow(
        "investment_signed", ("企业协议投资额", "investment signed", "fen"),
        ("企业签约的投资额,不等于到位。", "Investment enterprises signed for, arrived or not."),
        account="Count:InvestmentSigned",
    ),
    _flow(
        "investment_arrived", ("企业到位投资额", "investment arrived", "fen"),
        ("企业实际到位的投资额。", "Investment of enterprises that has arrived."),
        account="Count:InvestmentArrived",
    ),
    _flow(
        "jobs_created", ("企业带动就业人数", "jobs created by enterprises", "person"),
        ("引进企业带动就业的人数。", "People given work by enterprises that came."),
        account="Count:JobsCreated",
    ),
    _flow(
        "benefit_households", ("受益户数", "benefiting households", "household"),
        ("项目受益户数。", "Households that benefit from projects."),
        account="Count:BenefitHouseholds",
    ),
    _flow(
        "benefit_people", ("受益人口", "benefiting people", "person"),
        ("项目受益人口。", "People who benefit from projects."), account="Count:BenefitPeople",
    ),
    _flow(
        "activities", ("帮扶活动次数", "activities", "act"),
        ("送医、送文化、助学等活动的次数。", "Medical, cultural, school and other activities."),
        account="Count:Activities",
    ),
    _flow(
        "visits", ("互访次数", "visits", "act"), ("双方互访的次数。", "Visits either way."),
        account="Count:Visits",
    ),
)  # fmt: skip
"""Figures of people and acts."""
