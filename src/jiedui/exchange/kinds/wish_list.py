"""微心愿征集表: one row per wish; names and contacts are sealed, nothing of it reaches the book."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind

KIND = Kind(
    code="wish_list",
    order=14,
    zh="微心愿征集表",
    en="wish list",
    fields=(
        say.SEQ,
        Field(
            "wish_item",
            FieldKind.TEXT,
            "心愿物品",
            (
                "许愿内容 心愿需求 需求内容 梦想 微梦想 想要的物品 愿望物品 求助内容 求助需求 "
                "需求名称 微心愿 心愿 心愿内容 微心愿内容 愿望 心愿名称 需求物品 微心愿物品 "
                "心愿(物品) "
                "所需物品 求助物品 许愿物品 心愿物品名称"
            ),
            "心愿 愿望",
            is_required=True,
        ),
        Field(
            "alias",
            FieldKind.TEXT,
            "身份称呼",
            (
                "昵称 化名 网名 公示名称 展示名称 对外名称 公开名称 称呼 公开称呼 身份 对外称呼 "
                "身份(不写姓名) 公开身份 受助人身份 许愿人身份"
            ),
            "称呼 公开身份",
            is_required=True,
        ),
        Field(
            "receiver",
            FieldKind.TEXT,
            "受助人姓名",
            (
                "姓名 真实姓名 对象姓名 困难群众姓名 学生姓名 儿童姓名 许愿者 许愿者姓名 "
                "许愿人名称 需求人 需求人姓名 受益人姓名 帮扶对象 帮扶对象姓名 许愿人 许愿人姓名 "
                "心愿人 受助人 求助人 求助人姓名 心愿申报人 申报人姓名 受助对象姓名"
            ),
            "许愿人 受助人",
            is_required=True,
        ),
        Field(
            "receiver_contact",
            FieldKind.TEXT,
            "受助人联系方式",
            (
                "电话 手机号 手机号码 联系人电话 联系电话 联系方式 许愿人电话 受助人电话 "
                "许愿人联系方式 监护人电话 家长电话"
            ),
            "联系",
        ),
        Field(
            "need",
            FieldKind.TEXT,
            "心愿类别",
            "类别 物品类别 需求分类 心愿类型 需求类别 需求类型 微心愿类别 求助类别",
            "心愿类 需求类",
        ),
        Field(
            "wish_words",
            FieldKind.TEXT,
            "心愿说明",
            (
                "困难原因 许愿原因 申请理由 需求说明 家庭情况 基本情况 心愿理由 许愿理由 心愿原因 "
                "情况说明 困难情况 心愿描述 公开说明"
            ),
            "理由 说明",
        ),
        Field(
            "county",
            FieldKind.PLACE,
            "受援县",
            say.COUNTY_HEADINGS + " 所在县 许愿人所在县",
            "受援县 所在县",
        ),
        Field(
            "town",
            FieldKind.TEXT,
            "乡镇",
            "镇 所在镇 镇(乡) 乡镇(村) 所在乡镇(村) 住址 所在乡镇 乡(镇) 所属乡镇 乡镇(街道)",
            "乡镇",
        ),
        Field(
            "pieces",
            FieldKind.COUNT,
            "心愿数量",
            "需要数量 物品数量 愿望数量 数量 件数 需求数量 数量(件)",
            "数量",
        ),
        Field("piece_unit", FieldKind.TEXT, "计量单位", "单位 数量单位", "计量单位"),
        Field(
            "price_fen",
            FieldKind.MONEY,
            "参考价",
            (
                "预算金额 预计金额 估价 预计价格 所需金额 需求金额 价值 市场价 最高限价 限价 "
                "价格 参考价格 预估价格 单价 心愿金额 参考金额 预算"
            ),
            "参考价 预估",
            usual="元",
        ),
        Field(
            "campaign",
            FieldKind.TEXT,
            "活动名称",
            "项目名称 活动项目 活动 所属活动 征集活动",
            "活动名称",
        ),
        say.REMARK,
    ),
    keys=("wish_item", "receiver"),
    identifies=("wish_item",),
    titles=("微心愿", "心愿征集", "心愿清单", "心愿单", "许愿"),
    checks=(Bounds("pieces", 1, 10_000),),
    needs_title=1,
    is_personal=True,
)
