"""消费帮扶台账: one row per purchase of a product, with who bought it and from whom."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import (
    Bounds,
    Counted,
    Field,
    FieldKind,
    Kind,
    Product,
    Unique,
)

KIND = Kind(
    code="consumption",
    order=8,
    zh="消费帮扶台账",
    en="consumption ledger",
    fields=(
        say.SEQ,
        say.YEAR,
        Field(
            "sale_date",
            FieldKind.DATE,
            "销售日期",
            (
                "销售时间 采购日期 采购时间 购买日期 购买时间 交易日期 交易时间 日期 时间 "
                "成交日期 成交时间 消费日期 消费时间 订单日期 订单时间 下单时间 下单日期 采购年月 "
                "销售年月 签约时间 结算日期 结算时间 付款日期 付款时间 认购时间 认购日期 供货日期 "
                "供货时间 发货日期 date Date"
                " 月份 年月"
            ),
            "销售日 采购日 购买日 交易日 采购时 销售时 购买时",
            is_required=True,
        ),
        Field(
            "county",
            FieldKind.PLACE,
            "受援县",
            say.COUNTY_HEADINGS
            + (
                " 产地 产品产地 产品来源地 来源地 产品来源县 供应县 产地县 产品来源 产地(县) "
                "产地(县、区) 产品所在县 原产地 产品产地县"
            ),
            "受援县 受援地 产地",
        ),
        Field(
            "product",
            FieldKind.TEXT,
            "产品名称",
            (
                "产品 商品名称 商品 品名 农产品名称 农副产品 农特产品 农产品 产品品名 采购产品 "
                "销售产品 采购商品 采购品种 品种 产品品种 货物名称 扶贫产品 帮扶产品 特色产品 "
                "扶贫产品名称 帮扶产品名称 采购产品名称 销售产品名称 采购内容 采购物品 "
                "农副产品名称 商品(产品)名称 农特产品名称 产品(商品)名称 物品名称 名称 销售商品 "
                "采购物资 消费产品 消费帮扶产品 消费扶贫产品 购买产品 购买商品 认购产品 采购品名 "
                "product Product"
            ),
            "产品 商品 品名",
            is_required=True,
        ),
        Field(
            "producer",
            FieldKind.TEXT,
            "供应商",
            (
                "供货商 供应单位 供货单位 生产商 生产单位 生产企业 生产厂家 生产者 供应企业 "
                "供货企业 销售单位 销售企业 供货方 卖方 销售主体 供应主体 供货主体 生产经营主体 "
                "经营主体 供货商名称 供应商名称 销售方 合作社 合作社(企业) 市场主体 生产主体 "
                "供应方 带贫主体 供应商(合作社) 生产厂商 经营单位 经销商 产品供应商 "
                "供货企业(合作社) 企业名称 生产企业(合作社) 供货企业名称 商家 producer Producer"
            ),
            "供应商 供货 生产企业 生产单位 生产商 销售单位",
        ),
        Field(
            "buyer",
            FieldKind.TEXT,
            "采购单位",
            (
                "采购方 采购单位名称 购买单位 购买方 采购商 采购人 购买人 采购主体 购买主体 买方 "
                "消费单位 采购单位(个人) 采购单位/个人 购货单位 采购者 购买单位名称 采购企业 "
                "购买者 订购单位 认购单位 消费者 购货方 采购单位(人) 需方 购买单位(个人) "
                "购买单位/个人 消费主体 采购单位或个人 单位名称 认购方 认购单位(个人) 客户 "
                "客户名称 采购机构 需求方 需求单位 buyer Buyer"
            ),
            "采购单位 购买单位 采购方 购买方 采购商 买方",
            is_required=True,
        ),
        Field(
            "sale_kind",
            FieldKind.TEXT,
            "采购或帮助销售",
            (
                "方式 消费类型 消费帮扶方式 销售类型 帮扶方式 采销方式 采购/帮销 采购(帮销) "
                "采购或帮销 采购帮销类型 帮销类型"
            ),
            "帮销",
        ),
        Field(
            "channel",
            FieldKind.TEXT,
            "销售渠道",
            (
                "渠道 采购渠道 购买渠道 销售方式 采购方式 消费渠道 销售平台 采购平台 平台 "
                "购买方式 销售途径 交易平台 交易方式 消费方式 销售形式 采购形式 渠道类型 采购途径 "
                "认购方式 销售渠道(平台) 采购渠道(平台) 购买途径 采购模式"
            ),
            "渠道 平台 方式",
        ),
        Field(
            "quantity",
            FieldKind.QUANTITY,
            "数量",
            (
                "供货数量 供货量 采购数量 销售数量 购买数量 采购量 销售量 销量 交易数量 件数 "
                "重量 订购数量 "
                "认购数量 quantity Quantity"
            ),
            "数量 销量",
        ),
        Field(
            "qty_unit",
            FieldKind.TEXT,
            "计量单位",
            "单位 数量单位 规格单位 计价单位 数量|单位 unit Unit",
            shape=r"市?斤|公斤|千克|吨|箱|盒|件|袋|瓶|只|头|份|枚|桶|(?i:kg)",
        ),
        Field(
            "price_fen",
            FieldKind.MONEY,
            "单价",
            (
                "价格 销售单价 采购单价 产品单价 售价 销售价格 采购价格 成交单价 商品单价 "
                "价格单价 单位价格 price Price"
            ),
            "单价 价格",
            usual="元",
        ),
        Field(
            "amount_fen",
            FieldKind.MONEY,
            "金额",
            (
                "采购金额 销售金额 销售额 交易金额 总金额 总价 购买金额 消费金额 成交金额 采购额 "
                "金额合计 合计金额 交易额 消费帮扶金额 销售总额 采购总额 购买额 成交额 货款 价款 "
                "小计 合计 订单金额 认购金额 消费额 消费扶贫金额 采购总金额 销售总金额 结算金额 "
                "总额 采购合计 合同金额 合同额 amount Amount"
            ),
            "金额 销售额 采购额 总价",
        ),
        Field(
            "poor_households",
            FieldKind.COUNT,
            "带动贫困户数",
            (
                "带动户数 带贫户数 带动脱贫户 带动脱贫户数 惠及户数 受益户数 带动建档立卡户数 "
                "带动建档立卡贫困户数 受益贫困户数 受益脱贫户数 受益贫困户 惠及贫困户 "
                "惠及贫困户数 联农带农户数 带动农户数 受益户 带动农户 带贫数 带动贫困户 "
                "带动建档立卡户 惠及脱贫户数 惠及脱贫户 受益建档立卡户数 受益脱贫户 带动监测户数 "
                "带动脱贫(监测)户数 联农带农 惠及农户 惠及农户数 受益农户 受益农户数 覆盖户数 "
                "带动户"
            ),
            "带动 带贫 惠及 受益",
        ),
        say.REMARK,
    ),
    keys=("sale_date", "product", "buyer"),
    identifies=("product", "buyer"),
    titles=("消费帮扶", "消费扶贫", "采购", "农产品", "农副产品", "农特产品", "销售"),
    across=("county",),
    bare=(("amount_fen", ""),),
    checks=(
        Product("amount_fen", ("quantity", "price_fen")),
        Bounds("quantity", 0),
        Bounds("price_fen", 0),
        Bounds("poor_households", 0),
        Unique(
            ("sale_date", "product", "buyer"),
            unless=(
                "producer",
                "channel",
                "quantity",
                "price_fen",
                "amount_fen",
                "county",
                "qty_unit",
            ),
        ),
    ),
    counts=(
        Counted(
            "Count:Consumption",
            "amount_fen",
            on=("sale_date",),
            words="消费帮扶:{product}",
            unless=("sale_kind", "销"),
        ),
        Counted(
            "Count:HelpedSales",
            "amount_fen",
            on=("sale_date",),
            words="帮助销售:{product}",
            when=("sale_kind", "销"),
        ),
    ),
)
