"""The usual innocent explanations of a clue, by code. Declarations only."""

from __future__ import annotations

EXPLANATIONS: dict[str, tuple[str, str]] = {
    "BORROWED_NAME": ("挂名", "Only the name was lent; somebody else owns or runs it"),
    "SOLD_OR_SCRAPPED": ("报废或已转让", "Scrapped or sold, not yet struck off"),
    "LIVELIHOOD_TOOL": ("营运或生产工具", "A tool by which the household earns its living"),
    "RESETTLEMENT": ("易地搬迁或灾后重建住房", "A resettlement or rebuilt home"),
    "LATE_DEREGISTRATION": ("注销未及时", "Ended, but struck off late"),
    "WRONG_MATCH": ("同名或同号误配", "Another person of the same name or number"),
    "AFTER_EXIT": ("脱贫后取得", "Acquired after the household had exited"),
    "MARRIED_IN": ("婚前财产或新进成员", "Brought by a member who married in"),
    "LOW_PAID_POST": ("公益性岗位或临时工资", "A public-welfare post or temporary pay"),
    "COMPENSATION": ("征地、抚恤等一次性款项", "A one-off payment: land, pension for the bereaved"),
    "PAPER_HEAD": ("合作社挂名理事长", "Head of a cooperative only on paper"),
    "WORKING_AWAY": ("外出务工", "Works elsewhere and comes home"),
    "TYPING_ERROR": ("录入错误", "Mistyped on one side"),
    "ALREADY_TREATED": ("已落实", "Settled since the list was made"),
    "REIMBURSED_LATER": ("报销在后", "Paid back after the list was made"),
}
"""Code to Chinese and English."""
