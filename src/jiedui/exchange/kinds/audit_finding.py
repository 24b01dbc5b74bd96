"""审计问题台账: one row per finding of auditors, who answers, by when, and what became of it."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Field, FieldKind, Kind, Order, PartOf

KIND = Kind(
    code="audit_finding",
    order=26,
    zh="审计问题台账",
    en="audit findings",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "finding",
            FieldKind.TEXT,
            "审计发现问题",
            (
                "问题摘要 问题内容 主要问题 具体问题 问题事项 审计事项 问题表述 问题描述 发现问题 "
                "问题 审计问题 存在问题"
            ),
            "问题",
            is_required=True,
        ),
        Field(
            "found_by",
            FieldKind.TEXT,
            "审计单位",
            "检查组 审计部门 发现单位 审计(检查)单位 问题来源 检查机关 检查单位 审计机关 审计组",
            "审计单位",
            is_required=True,
        ),
        Field(
            "found_date",
            FieldKind.DATE,
            "审计报告日期",
            (
                "发现时间 审计时间 检查时间 反馈时间 提出时间 交办时间 审计日期 发现日期 检查日期 "
                "报告日期"
            ),
            "报告日期",
            is_required=True,
        ),
        Field(
            "involved_fen",
            FieldKind.MONEY,
            "涉及金额",
            "问题资金 审计金额 涉及问题金额 违规资金 金额 问题金额 违规金额 涉及资金",
        ),
        Field(
            "answerer",
            FieldKind.TEXT,
            "整改责任人账号",
            "责任人 责任领导 整改负责人 整改责任领导 整改责任人 责任人账号 整改账号",
        ),
        Field(
            "due_date",
            FieldKind.DATE,
            "整改期限",
            (
                "完成时限 整改完成期限 限期整改时间 要求完成时间 计划完成时间 整改时限 完成期限 "
                "整改截止日期"
            ),
            "整改期限 整改时限",
            is_required=True,
        ),
        Field(
            "outcome",
            FieldKind.TEXT,
            "整改结果",
            "整改进度 整改完成情况 是否整改 处理情况 办理结果 处置结果 整改状态 处理结果 处理方式",
        ),
        Field(
            "outcome_fen",
            FieldKind.MONEY,
            "追回(核减)金额",
            (
                "整改资金 已整改金额 已追回金额 核减金额 上缴金额 归还资金 追回金额 整改金额 "
                "收回金额 退回金额"
            ),
        ),
        Field(
            "outcome_words",
            FieldKind.TEXT,
            "整改情况",
            "处理说明 具体整改情况 整改措施 整改说明 整改进展",
        ),
        Field(
            "outcome_date",
            FieldKind.DATE,
            "整改日期",
            "完成时间 实际完成时间 整改到位时间 销号时间 整改完成日期 完成日期 整改时间",
        ),
        say.REMARK,
    ),
    keys=("project_name", "finding", "found_date"),
    identifies=("due_date", "outcome", "found_date", "finding"),
    titles=("审计", "整改", "问题台账"),
    checks=(
        Order("found_date", "due_date"),
        Order("found_date", "outcome_date"),
        PartOf("outcome_fen", "involved_fen"),
    ),
    needs_title=2,
)
