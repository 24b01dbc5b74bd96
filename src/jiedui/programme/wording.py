"""What each refusal of the programme means, in Chinese and English, by code. Knows no Django."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "PROJECT_UNKNOWN": ("没有此项目,或不在您的地区范围内", "No such project within your places"),
    "PROJECT_EXISTS": ("该项目已在册", "The project is on record already"),
    "PROJECT_WRONG": ("项目名称或年度不合要求", "The project's name or year cannot be used"),
    "FIGURES_WRONG": (
        "资金来源之和与计划总投资不符",
        "The funding lines do not add up to the whole cost",
    ),
    "REACH_WRONG": (
        "受益户数与人数口径不一致",
        "Households and people are not of one kind",
    ),
    "STEP_NOT_ALLOWED": ("项目不能走这一步", "The project cannot take this step"),
    "STEP_NEEDS": ("这一步所需材料或条件不齐", "Something this step needs is missing"),
    "STEP_OPEN": ("已有一步待审定", "A step waits for its decision"),
    "STEP_UNKNOWN": ("没有此待审定的步骤", "There is no such open step"),
    "CHANGE_OPEN": ("已有一项变更待审定", "A change waits for its decision"),
    "CHANGE_UNKNOWN": ("没有此待审定的变更", "There is no such open change"),
    "STATE_WRONG": ("项目所处状态不允许", "The project's state does not allow it"),
    "DATE_AHEAD": ("日期未到", "The day has not come yet"),
    "DATE_MISSING": ("缺少日期", "A day is missing"),
    "NOTICE_MISSING": ("缺少文号或凭证号", "The number of the notice is missing"),
    "OVER_APPROVED": ("下达超过批复", "More is allotted than approved"),
    "OVER_ALLOTTED": ("支付超过下达", "More is paid than allotted"),
    "OVER_DISBURSED": ("支付超过拨付", "More is paid than disbursed"),
    "OWN_MONEY": ("自筹资金不得列入报账", "The recipient's own money is not claimed"),
    "ACT_UNKNOWN": ("没有此待办资金事项", "There is no such open money act"),
    "SIGNATURE_MISSING": ("缺少会签", "A signature is missing"),
    "SIGNATURE_NOT_NEEDED": ("此事项无须会签", "It needs no signature"),
    "SIGNED_ALREADY": ("已经会签", "It is signed already"),
    "FIELD_EMPTY": ("必填内容为空", "Something that must be said is empty"),
    "FILE_SIZE": ("文件为空或过大", "The file is empty or too large"),
    "PERCENT_WRONG": ("进度须在0至100之间", "Progress lies between 0 and 100 percent"),
    "PROGRESS_BACK": ("进度低于此前所报", "Progress falls behind what was told before"),
    "PROJECT_COPIES": ("项目资金与账簿不符", "A project's lines are not those of the book"),
    "PAPER_UNKNOWN": ("没有此材料或没有附件", "There is no such paper with a file"),
    "ASSET_EXISTS": ("资产编号已被使用", "The asset's number is taken"),
    "DISCLOSURE_GAP": ("公示(公告)必填内容不全", "A notice lacks what it must tell"),
    "PHONE_PERSONAL": ("监督电话不得为个人手机号", "The complaint phone is a person's own"),
    "AUDIT_FINDING_UNKNOWN": ("没有此审计问题", "There is no such audit finding"),
}
"""Every code that the programme refuses with, besides those of the packages below."""
