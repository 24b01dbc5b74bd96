"""Money: what came, how far it got, where it is now."""

from __future__ import annotations

from jiedui.figures.catalogue.dimensions import ADDITIVE, ALWAYS
from jiedui.figures.model import Figure, Kind

_DIMENSIONS = (*ALWAYS, "source", "category", "project")
_ADDITIVE = (*ADDITIVE, "source", "category", "project")
_AID = ("Source:Aid", "Source:Gift")
_RETURNED = ("Place:ReturnedAllotted", "Place:ReturnedDisbursed")


def _stage(
    code: str,
    words: tuple[str, str],
    definition: tuple[str, str],
    *,
    accounts: tuple[str, ...],
) -> Figure:
    return Figure(
        code, *words, "fen", Kind.FLOW, definition, accounts, maybe_accounts=("Place:Contributed",),
        dimensions=_DIMENSIONS, additive=_ADDITIVE, group="funds",
    )  # fmt: skip


FUNDS = (
    Figure(
        "money", "帮扶资金", "aid money", "fen", Kind.FLOW,
        (
            "支援方投入的资金和已计入的捐赠,不含受援方自筹;计划数另问。",
            ("Money the donor side put in and gifts counted in it, without the recipient's own; "
            "the plan is asked apart."),
        ),
        _AID, ("Plan:Aid",), sign=-1, dimensions=_DIMENSIONS, additive=_ADDITIVE, group="funds",
    ),
    Figure(
        "money_given", "全部投入(含重复与否不明的捐赠)", "everything given", "fen", Kind.FLOW,
        (
            "帮扶资金,加上是否已含在内不明的捐赠;后者只放宽上限。",
            "Aid money, and the gifts that may be inside it, which only raise its upper end.",
        ),
        _AID, sign=-1, dimensions=_DIMENSIONS, additive=_ADDITIVE, overlap="possible",
        group="funds",
    ),
    Figure(
        "money_without_gifts", "帮扶资金(不含逐笔捐赠)", "aid money without single gifts", "fen",
        Kind.FLOW,
        (
            "帮扶资金中不含捐赠台账逐笔记载的捐赠;没有捐赠列的台账,其合计即此数。",
            ("Aid money without the gifts recorded one by one: what a ledger without a column of "
            "gifts adds up to."),
        ),
        ("Source:Aid",), ("Plan:Aid",), sign=-1, dimensions=_DIMENSIONS, additive=_ADDITIVE,
        group="funds",
    ),
    Figure(
        "recipient_own", "受援方自筹资金", "recipient's own money", "fen", Kind.FLOW,
        ("受援方自己投入的资金。", "Money the recipient side put in itself."),
        ("Source:Own",), ("Plan:Own",), sign=-1, dimensions=_DIMENSIONS, additive=_ADDITIVE,
        group="funds",
    ),
    Figure(
        "project_cost", "项目总投资", "cost of projects", "fen", Kind.FLOW,
        (
            "帮扶资金与受援方自筹资金之和。",
            "Aid money and the recipient's own money together.",
        ),
        (*_AID, "Source:Own"), ("Plan:Aid", "Plan:Own"), sign=-1, dimensions=_DIMENSIONS,
        additive=_ADDITIVE, group="funds",
    ),
    _stage(
        "allotted", ("累计下达资金", "allotted"),
        (
            "已下达的资金,不论其后是否拨付、支出或收回;环节未列明的只放宽上限。",
            "Money allotted, wherever it went then; without a stage it only raises the upper end.",
        ),
        accounts=("Place:Allotted", "Place:Disbursed", "Place:Spent", *_RETURNED),
    ),
    _stage(
        "disbursed", ("累计拨付资金", "disbursed"),
        (
            "已拨付的资金,不论其后是否支出或收回。",
            "Money disbursed, whether it was then spent or returned.",
        ),
        accounts=("Place:Disbursed", "Place:Spent", "Place:ReturnedDisbursed"),
    ),
    _stage(
        "spent", ("累计支出资金", "spent"), ("已支出的资金。", "Money spent."),
        accounts=("Place:Spent",),
    ),
    _stage(
        "returned", ("收回资金", "returned"),
        ("拨付前后收回的资金。", "Money returned, before or after it was disbursed."),
        accounts=_RETURNED,
    ),
    _stage(
        "idle", ("未支出资金", "idle money"),
        (
            "已下达未拨付与已拨付未支出的资金。",
            "Money allotted and not disbursed, or disbursed and not spent.",
        ),
        accounts=("Place:Allotted", "Place:Disbursed"),
    ),
    Figure(
        "where_is_money", "资金现处环节", "where the money is now", "fen", Kind.FLOW,
        (
            "全部资金(含捐赠物资折价和自筹)现在所处的环节;按 stage 分列。",
            "All money, goods at value and own money included, by the stage it stands at now.",
        ),
        (
            "Place:Contributed", "Place:Allotted", "Place:Disbursed", "Place:Spent", *_RETURNED,
            "Place:Goods", "Place:Own",
        ),
        dimensions=(*_DIMENSIONS, "stage"), additive=(*_ADDITIVE, "stage"), group="funds",
    ),
    Figure(
        "utilisation_rate", "资金拨付率", "utilisation rate", "percent", Kind.DERIVED,
        ("累计拨付资金占累计下达资金的百分比。", "Money disbursed in percent of money allotted."),
        dimensions=_DIMENSIONS, terms=("disbursed", "allotted"), group="funds",
    ),
    Figure(
        "spending_rate", "资金支出率", "spending rate", "percent", Kind.DERIVED,
        ("累计支出资金占累计下达资金的百分比。", "Money spent in percent of money allotted."),
        dimensions=_DIMENSIONS, terms=("spent", "allotted"), group="funds",
    ),
    Figure(
        "arrival_rate", "资金到位率", "arrival rate", "percent", Kind.DERIVED,
        ("实际投入占计划投入的百分比。", "Aid money in percent of the aid money planned."),
        dimensions=_DIMENSIONS, terms=("money", "money"), group="funds",
    ),
    Figure(
        "money_share", "帮扶资金占比", "share of aid money", "percent", Kind.DERIVED,
        (
            "所问部分占同一受援方、同一期间全部帮扶资金的百分比。",
            "The part asked for in percent of all aid money to the same recipients and days.",
        ),
        dimensions=_DIMENSIONS, terms=("money", "money"), group="funds",
    ),
    Figure(
        "money_mean_per_county", "县均帮扶资金", "aid money per county", "fen", Kind.DERIVED,
        (
            "帮扶资金除以所问的县数;未指明县时除以账中有帮扶资金的县数。",
            "Aid money over the counties asked for, or over those the book has aid money for.",
        ),
        dimensions=_DIMENSIONS, terms=("money",), group="funds",
    ),
    Figure(
        "money_per_registered_person", "建档立卡人均帮扶资金",
        "aid money per registered person", "fen",
        Kind.DERIVED,
        (
            "帮扶资金除以截止日的建档立卡贫困人口。",
            "Aid money over the registered poor people on the last day asked for.",
        ),
        dimensions=_DIMENSIONS, terms=("money", "registered_poor_people"), group="funds",
    ),
)  # fmt: skip
"""Figures of money."""
