"""劳务协作花名册: one row per person placed in work; personal, so only counts reach the book."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Counted, Field, FieldKind, Kind, Unique

KIND = Kind(
    code="labour",
    order=7,
    zh="劳务协作花名册",
    en="labour roster",
    fields=(
        say.SEQ,
        say.YEAR,
        Field(
            "name",
            FieldKind.TEXT,
            "姓名",
            (
                "务工人员姓名 人员姓名 劳动者姓名 就业人员姓名 务工人员 劳动力姓名 转移就业人员 "
                "就业人员 务工者姓名 劳动者 员工姓名 脱贫劳动力姓名 被帮扶人姓名 name Name"
            ),
            is_required=True,
        ),
        Field("sex", FieldKind.SEX, "性别", "男/女 性别(男/女)"),
        say.ID_NO,
        Field(
            "county",
            FieldKind.PLACE,
            "户籍县",
            (
                "受援县 " + say.COUNTY_HEADINGS + " 户籍所在县 户籍地县 来源县 输出县 劳务输出县 "
                "籍贯县 户籍县区 户籍地(县) 户籍所在县(市) 来源地 输出地 劳务输出地 户籍地 籍贯 "
                "户籍所在地 户籍"
            ),
            "受援县 户籍县 输出县",
        ),
        Field(
            "town",
            FieldKind.TEXT,
            "户籍乡镇",
            (
                "乡镇 乡(镇) 所在乡镇 户籍所在乡镇 户籍乡(镇) 乡镇(街道) 乡镇/街道 家庭住址 住址 "
                "户籍地址 家庭地址 乡镇村 所属乡镇 乡镇名称 户籍地乡镇 乡镇、村 镇 乡 所在乡(镇) "
                "乡镇村组 镇(乡) 户籍所在乡(镇) 镇村 户籍住址 详细地址 家庭详细住址 所属乡(镇)"
            ),
            "乡镇 住址",
        ),
        Field(
            "registered_status",
            FieldKind.TEXT,
            "人员类别",
            (
                "建档立卡 是否建档立卡 是否建档立卡户 是否建档立卡贫困户 是否脱贫户 是否脱贫人口 "
                "是否贫困户 户属性 身份类别 人员类型 人员属性 人口属性 人口类别 脱贫属性 "
                "劳动力类别 劳动力类型 建档立卡情况 贫困户属性 户类型 是否脱贫劳动力 是否监测对象 "
                "身份 类别 是否建档立卡贫困人口 是否建档立卡贫困劳动力 是否脱贫(监测)户 "
                "脱贫户/监测户 建档立卡属性 登记状态 建档立卡状态 贫困属性 人员身份 是否脱贫 "
                "农户类别 农户类型 农户属性 群体类别 群体类型 家庭类型 对象类别 是否为脱贫户 "
                "是否脱贫户/监测户 脱贫人口/监测对象"
            ),
            "建档立卡 脱贫 监测对象 户属性 人员类",
        ),
        Field(
            "channel",
            FieldKind.TEXT,
            "就业渠道",
            (
                "渠道 转移渠道 输出渠道 就业方式 转移就业渠道 就业途径 输出方式 就业类型 转移方式 "
                "转移类型 务工渠道 就业形式 转移就业类型 转移就业方式 组织方式 就业类别 输出途径 "
                "转移就业途径 务工方式 务工类型 就业去向类型 输转方式 输转渠道 就业路径 稳岗渠道"
            ),
            "渠道 途径 就业方式 就业类",
        ),
        Field(
            "employer",
            FieldKind.TEXT,
            "务工单位",
            (
                "就业单位 用工单位 就业企业 用工企业 务工企业 工作单位 单位名称 企业名称 接收企业 "
                "用人单位 务工企业名称 就业单位名称 用工单位名称 用工企业名称 务工单位名称 单位 "
                "企业 就业企业名称 吸纳企业 就业单位(企业) 务工单位(企业) 接收单位 吸纳单位 "
                "用人单位名称 就业单位/企业 雇主 务工(就业)单位 所在企业 工作企业 就业去向单位"
            ),
            "务工单位 用工单位 就业单位 企业 用人单位",
        ),
        Field(
            "region",
            FieldKind.TEXT,
            "就业地",
            (
                "务工地 务工地点 就业地点 就业地区 就业区域 务工地区 务工所在地 就业所在地 "
                "工作地点 输入地 转移地 转移就业地 务工区域 用工地 工作地 务工省市 就业地(省市) "
                "务工地(省市) 转移就业地点 输出地区 就业省市 务工城市 就业城市 务工去向 就业去向 "
                "转移去向 务工省份 就业地址 务工地址 就业地域 工作地区 工作区域 务工所在地区"
            ),
            "就业地 务工地 工作地",
        ),
        Field(
            "start_date",
            FieldKind.DATE,
            "就业时间",
            (
                "上岗时间 上岗日期 就业日期 务工时间 入职时间 入职日期 务工起始时间 开始时间 "
                "开始日期 转移时间 转移日期 外出时间 务工开始时间 就业起始时间 起始时间 到岗时间 "
                "到岗日期 转移就业时间 外出务工时间 用工时间 就业开始时间 签订合同时间 "
                "合同起始时间 合同开始时间 录用时间 录用日期 务工日期 进厂时间 输出时间 "
                "稳定就业起始时间 务工开始日期 就业年月 上岗年月 起 时间|起 时间|开始 时间 日期"
            ),
            "上岗 就业时间 务工时间 入职",
        ),
        Field(
            "start_date",
            FieldKind.SPAN,
            "务工起止时间",
            (
                "就业起止时间 务工期限 就业期限 务工时间段 合同期限 合同起止时间 劳动合同期限 "
                "务工起止日期 就业起止日期 务工期间 就业期间 起止时间 起止日期 起止年月 务工时段"
            ),
            "起止",
            end="end_date",
        ),
        Field(
            "monthly_pay_fen",
            FieldKind.MONEY,
            "月工资",
            (
                "月收入 月薪 月平均工资 月均工资 平均月工资 月均收入 工资 工资收入 工资水平 "
                "月薪资 月工资收入 薪酬 月工资水平 务工月收入 月平均收入 工资待遇 务工收入 月报酬 "
                "月劳动报酬 平均工资 每月工资 薪资 薪资待遇 月务工收入 工资标准 收入 月收入水平 "
                "月待遇"
            ),
            "月工资 月收入 月薪 工资",
            usual="元",
        ),
        say.REMARK,
    ),
    keys=("name", "id_no"),
    identifies=("employer", "channel", "monthly_pay_fen", "region", "registered_status"),
    titles=("劳务", "转移就业", "务工", "稳岗", "就业", "劳动力"),
    checks=(
        Bounds("monthly_pay_fen", 0, 10_000_000),
        Unique(("id_no",)),
    ),
    counts=(Counted("Count:LabourPlaced", on=("start_date",), words="转移就业1人"),),
    is_personal=True,
)
