"""微心愿认领发放台账: one row per part of a wish that somebody took on, and how far it has got."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind

KIND = Kind(
    code="wish_claim",
    order=41,
    zh="微心愿认领发放台账",
    en="claims of wishes",
    fields=(
        say.SEQ,
        Field("wish_no", FieldKind.COUNT, "心愿编号", "微心愿编号 心愿号 心愿序号"),
        Field(
            "wish_item",
            FieldKind.TEXT,
            "心愿物品",
            "微心愿 心愿 心愿内容 微心愿内容 心愿名称 认领心愿 认领物品 认领内容",
            "心愿物品 认领物品",
            is_required=True,
            instead="wish_no",
        ),
        Field(
            "alias",
            FieldKind.TEXT,
            "身份称呼",
            "称呼 昵称 公开称呼 许愿人称呼 许愿人身份",
            "称呼",
        ),
        Field(
            "claimed_by",
            FieldKind.TEXT,
            "认领方",
            "认领单位 认领人 认领者 认领企业 认领集体 爱心单位 爱心人士 圆梦人 圆梦单位",
            "认领方 认领单位 认领人",
            is_required=True,
        ),
        Field("claimant_kind", FieldKind.TEXT, "认领方类型", "认领方类别 认领方性质 认领类型"),
        Field("pieces", FieldKind.COUNT, "认领数量", "数量 件数 认领件数", "认领数量"),
        Field(
            "claim_step",
            FieldKind.TEXT,
            "进展环节",
            (
                "办理环节 办理状态 办理情况 落实情况 认领进度 环节 认领状态 心愿状态 进展 状态 "
                "完成情况 办理进度 发放状态 实现情况 圆梦状态"
            ),
            "进展环 认领状",
            is_required=True,
        ),
        Field("station", FieldKind.TEXT, "集中点", "集中地点 集中收货点 存放点 中转站 集中站点"),
        Field(
            "step_words", FieldKind.TEXT, "办理说明", "签收凭证 凭证 签收情况 佐证材料 反馈 感谢语"
        ),
        say.REMARK,
    ),
    keys=("wish_item", "claimed_by"),
    identifies=("claimed_by", "claim_step"),
    titles=("认领发放", "心愿认领", "微心愿认领", "圆梦", "心愿发放", "认领情况"),
    checks=(Bounds("pieces", 1, 10_000),),
    needs_title=2,
)
