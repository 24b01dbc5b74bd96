"""审价结算台账: one row per project whose cost a price audit settled."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, PartOf

KIND = Kind(
    code="settlement",
    order=22,
    zh="审价结算台账",
    en="price audits",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "submitted_fen",
            FieldKind.MONEY,
            "送审金额",
            (
                "送审额 报审造价 报送金额 送审工程款 送审结算价 申报金额 送审价 送审造价 报审金额 "
                "结算送审金额"
            ),
        ),
        Field(
            "settled_fen",
            FieldKind.MONEY,
            "审定金额",
            (
                "审核金额 审价金额 审核造价 审定额 审定结算价 审减后金额 最终结算价 竣工结算价 "
                "决算金额 审定价 审定造价 审计审定金额 结算金额 审定结算金额 核定金额"
            ),
            "审定",
            is_required=True,
        ),
        Field(
            "settled_date",
            FieldKind.DATE,
            "审定日期",
            (
                "审核日期 审价报告日期 报告日期 审结日期 评审日期 结算日期 审定时间 审价日期 "
                "出具日期 审计日期"
            ),
            "审定日期",
            is_required=True,
        ),
        Field(
            "auditor",
            FieldKind.TEXT,
            "审价单位",
            (
                "审计机构 审核机构 评审机构 咨询公司 审价公司 第三方机构 审计单位 审核单位 "
                "中介机构 造价咨询单位"
            ),
        ),
        Field(
            "report_no",
            FieldKind.TEXT,
            "审价报告文号",
            (
                "报告号 审计报告号 结算报告文号 审核报告文号 评审报告文号 报告书编号 报告文号 "
                "审价报告号 报告编号 审计报告文号"
            ),
        ),
        say.REMARK,
    ),
    keys=("project_name", "settled_date"),
    identifies=("submitted_fen", "settled_date", "report_no"),
    titles=("审价结算", "审定情况", "竣工结算", "结算审计", "结算审价", "审价", "结算", "审定"),
    checks=(PartOf("settled_fen", "submitted_fen"), Bounds("settled_fen", 1)),
    needs_title=2,
)
