"""The chart of accounts: where money stands, what is counted, and what each account allows.

Money on its way stands in exactly one place account; passing a stage moves it from one to the next,
so a cumulative stage is a sum of places and a balance is where the money is now. Knows no Django.
"""

from __future__ import annotations

from dataclasses import dataclass

from jiedui.kernel.codes import CAUSES


@dataclass(frozen=True, slots=True)
class Account:
    """One account.

    Attributes:
        code: Root:Part, as lines carry it.
        zh: Official Chinese wording.
        en: English wording.
        side: `actual`, `plan` (memorandum, never mixed with actual), `count`, `stock`, `pairing`,
            `closing` or `assertion`.
        unit: The only unit it takes, or None when the figure names it.
    """

    code: str
    zh: str
    en: str
    side: str
    unit: str | None = "fen"


ACCOUNTS: dict[str, Account] = {
    account.code: account
    for account in (
        Account("Source:Aid", "帮扶资金来源", "source of aid money", "actual"),
        Account("Source:Gift", "捐赠来源", "source of gifts", "actual"),
        Account("Source:Own", "受援方自筹来源", "source of the recipient's own money", "actual"),
        Account(
            "Place:Contributed", "已投入(环节未列明)", "contributed, stage not stated", "actual"
        ),
        Account("Place:Allotted", "已下达未拨付", "allotted, not yet disbursed", "actual"),
        Account("Place:Disbursed", "已拨付未支出", "disbursed, not yet spent", "actual"),
        Account("Place:Spent", "已支出", "spent", "actual"),
        Account("Place:ReturnedAllotted", "未拨付收回", "returned before disbursement", "actual"),
        Account("Place:ReturnedDisbursed", "结余收回", "returned after disbursement", "actual"),
        Account("Place:Goods", "捐赠物资(折价)", "donated goods at stated value", "actual"),
        Account("Place:Own", "受援方自筹投入", "the recipient's own money put in", "actual"),
        Account("Plan:Aid", "计划帮扶资金", "planned aid money", "plan"),
        Account("Plan:Own", "计划自筹资金", "the recipient's planned own money", "plan"),
        Account("Plan:Commitment", "计划承诺", "commitment behind the plan", "plan"),
        Account("Count:Projects", "项目数", "projects", "count", "project"),
        Account("Count:PlannedProjects", "计划项目数", "planned projects", "count", "project"),
        Account("Count:FloorArea", "建筑面积", "floor area", "count", "cm2"),
        Account("Count:PlannedFloorArea", "计划建筑面积", "planned floor area", "count", "cm2"),
        Account("Count:TrainingBatches", "培训批次", "training batches", "count", "batch"),
        Account(
            "Count:PlannedTrainingBatches",
            "计划培训批次",
            "planned training batches",
            "count",
            "batch",
        ),
        Account(
            "Count:Trained", "培训人次", "people trained (attendances)", "count", "person_time"
        ),
        Account(
            "Count:PlannedTrained", "计划培训人次", "planned attendances", "count", "person_time"
        ),
        Account(
            "Count:TrainedDistinct", "培训人数(去重)", "distinct people trained", "count", "person"
        ),
        Account("Count:OfficialsSent", "选派党政干部", "officials sent", "count", "person"),
        Account(
            "Count:ProfessionalsSent", "选派专业技术人才", "professionals sent", "count", "person"
        ),
        Account("Count:LabourPlaced", "转移就业", "labour placed", "count", "person"),
        Account("Count:Consumption", "消费帮扶", "consumption purchases", "count"),
        Account("Count:HelpedSales", "帮助销售", "helped sales", "count"),
        Account("Count:Enterprises", "引进企业", "enterprises brought in", "count", "enterprise"),
        Account("Count:InvestmentSigned", "协议投资", "investment signed", "count"),
        Account("Count:InvestmentArrived", "到位投资", "investment arrived", "count"),
        Account("Count:JobsCreated", "企业带动就业", "jobs created", "count", "person"),
        Account("Count:BenefitHouseholds", "受益户", "benefiting households", "count", "household"),
        Account("Count:BenefitPeople", "受益人口", "benefiting people", "count", "person"),
        Account("Count:HouseholdsExited", "脱贫户数", "households exited", "count", "household"),
        Account(
            "Count:HouseholdsRelapsed", "返贫户数", "households relapsed", "count", "household"
        ),
        Account("Count:Gifts", "捐赠笔数", "gifts", "count", "gift"),
        Account("Count:Activities", "活动次数", "activities", "count", "act"),
        Account("Count:Visits", "互访次数", "visits", "count", "act"),
        Account("Count:DutiesDue", "到期任务数", "duties that fell due", "count", "duty"),
        Account("Count:DutiesOnTime", "按时完成任务数", "duties done on time", "count", "duty"),
        Account("Count:DutiesComplete", "完整办结任务数", "duties done whole", "count", "duty"),
        Account(
            "Count:DutiesLate", "逾期或未完成任务数", "duties late or not done", "count", "duty"
        ),
        Account(
            "Stock:RegisteredHouseholds",
            "建档立卡贫困户",
            "registered poor households",
            "stock",
            "household",
        ),
        Account(
            "Stock:RegisteredPeople",
            "建档立卡贫困人口",
            "registered poor people",
            "stock",
            "person",
        ),
        *(
            Account(
                f"Stock:HouseholdsBy{one.code}",
                f"建档立卡贫困户({one.zh})",
                f"registered poor households ({one.en})",
                "stock",
                "household",
            )
            for one in CAUSES.values()
        ),
        Account("Pairing:InForce", "结对关系", "pairing in force", "pairing", "pairing"),
        Account("Closing:Through", "结账", "closed through", "closing", "act"),
        Account("Assertion", "公布数", "stated figure", "assertion", None),
    )
}
"""Every account, by code. An assertion's is `Assertion:` and the code of the figure it states."""


def account(code: str) -> Account | None:
    """Return the account a line's code names; `Assertion:money` names the assertion account."""
    return ACCOUNTS.get("Assertion" if code.startswith("Assertion:") else code)


MONEY_SIDES = ("actual", "plan")
"""The sides that balance, each by itself."""


def side_of(code: str) -> str:
    """Return the side on which a line of an account must balance: actual, plan, or "" for none."""
    found = account(code)
    return found.side if found is not None and found.side in MONEY_SIDES else ""
