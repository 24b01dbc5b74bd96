"""项目变更台账: one row per change of a project's approved money, scope or term."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, Order


def _after(name: str, zh: str, words: str) -> Field:
    """Return a field of the money of one source after the change."""
    known = " ".join(f"变更后|{one} 调整后|{one} 变更后{one} 调整后{one}" for one in words.split())
    return Field(name, FieldKind.MONEY, f"变更后{zh}", known)


KIND = Kind(
    code="project_change",
    order=40,
    zh="项目变更台账",
    en="changes of projects",
    fields=(
        say.SEQ,
        say.COUNTY,
        say.PROJECT,
        Field(
            "change_reason",
            FieldKind.TEXT,
            "变更理由",
            "变更原因 调整原因 调整理由 变更事由 变更依据 变更说明 调整说明",
            "变更理 变更原 调整原",
            is_required=True,
        ),
        Field(
            "change_date",
            FieldKind.DATE,
            "变更日期",
            "变更时间 调整日期 变更批复日期 批准变更日期 申请变更日期",
            "变更日 调整日",
            is_required=True,
        ),
        Field("request_no", FieldKind.TEXT, "变更申请文号", "变更请示文号 申请文号 变更申请编号"),
        Field("approval_no", FieldKind.TEXT, "变更批复文号", "批复文号 变更批准文号 调整批复文号"),
        _after("municipal_fen", "市级统筹", "市级统筹 市级资金 省级统筹 省级资金 市级统筹资金"),
        _after("district_fen", "区级财政", "区级财政 区财政 区级资金 区级财政资金"),
        _after("town_fen", "街镇资金", "街镇资金 街镇 镇级资金"),
        _after("social_fen", "社会捐赠", "社会捐赠 捐赠 社会帮扶资金"),
        _after("recipient_own_fen", "县自筹", "县自筹 自筹 县级配套 配套资金 自筹资金"),
        Field(
            "content",
            FieldKind.TEXT,
            "变更后建设内容",
            (
                "调整后建设内容 变更后内容 变更内容 调整内容 变更后建设内容及规模 "
                "变更后|建设内容 调整后|建设内容"
            ),
            "变更后建设 变更内容",
        ),
        Field("start_date", FieldKind.DATE, "变更后开工日期", "调整后开工日期 变更后开始日期"),
        Field(
            "end_date",
            FieldKind.DATE,
            "变更后完工日期",
            "调整后完工日期 变更后竣工日期 变更后结束日期 变更后工期 延期至 变更后完成时限",
        ),
        say.REMARK,
    ),
    keys=("project_name", "change_date"),
    identifies=("change_reason", "change_date"),
    titles=("项目变更", "变更台账", "项目调整", "变更情况", "调整情况"),
    checks=(
        Order("start_date", "end_date"),
        *(
            Bounds(name, 0)
            for name in (
                "municipal_fen", "district_fen", "town_fen", "social_fen", "recipient_own_fen",
            )
        ),
    ),
    needs_title=2,
)  # fmt: skip
