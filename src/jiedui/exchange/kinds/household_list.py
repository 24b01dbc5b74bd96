"""建档立卡户名单: one row per household; personal, so only counts reach the book."""

from __future__ import annotations

from jiedui.exchange.kinds import declaration as say
from jiedui.exchange.kinds.declaration import Bounds, Field, FieldKind, Kind, Unique

KIND = Kind(
    code="household_list",
    order=12,
    zh="建档立卡户名单",
    en="household list",
    fields=(
        say.SEQ,
        say.YEAR,
        Field(
            "head_name",
            FieldKind.TEXT,
            "户主姓名",
            (
                "户主 姓名 户主名 户主名字 贫困户姓名 户主(姓名) 贫困户户主 贫困户户主姓名 "
                "脱贫户户主 脱贫户姓名 监测户户主 监测户姓名 家庭户主 家庭户主姓名 农户姓名 "
                "户主姓名(全名) 监测对象姓名 监测对象 监测对象户主 贫困户 户主/姓名 低保户姓名"
            ),
            "户主",
            is_required=True,
        ),
        Field(
            "id_no",
            FieldKind.IDENTITY,
            say.ID_NO.zh,
            say.ID_NO.headings
            + (
                " 户主身份证号 户主身份证号码 户主证件号码 户主身份证 户主证件号 身份证(残疾证)号 "
                "身份证号/残疾证号 证件号码(身份证/残疾证) 身份证号(残疾证号) 身份证/残疾证号 "
                "身份证(残疾证)号码 身份证号码(残疾证号) 户主公民身份号码 身份证或残疾证号 "
                "身份证号或残疾证号 身份证(或残疾证)号 身份证号码/残疾证号 残疾证号 残疾证号码"
            ),
            "身份证 证件号 残疾证",
            is_required=True,
        ),
        Field(
            "county",
            FieldKind.PLACE,
            "县",
            say.COUNTY_HEADINGS + " 受援县 所属县市 所在县(市) 县(市)",
            "受援县",
        ),
        Field(
            "town",
            FieldKind.TEXT,
            "乡镇",
            (
                "乡(镇) 所在乡镇 所属乡镇 乡镇名称 镇 乡 乡镇(街道) 镇(乡) 乡镇/街道 所在乡(镇) "
                "所属乡(镇) 乡镇街道 镇街 苏木乡镇 苏木镇 街镇 户籍乡镇"
            ),
            "乡镇",
        ),
        Field(
            "village",
            FieldKind.TEXT,
            "行政村",
            (
                "村 村名 所在村 村(居) 村(社区) 行政村(社区) 所属村 村委会 行政村名称 村名称 村委 "
                "所在行政村 村/社区 村社区 嘎查村 嘎查(村) 村(居)委会 所属行政村 村庄 村别 村社 "
                "村(嘎查) 家庭住址 住址 村组"
            ),
            "行政村 村委",
        ),
        Field(
            "members",
            FieldKind.COUNT,
            "家庭人口数",
            (
                "家庭人口 人口数 家庭成员数 人口 家庭人数 人数 户籍人口 成员人数 家庭成员人数 "
                "户人口 家庭总人口 家庭人口数(人) 家庭规模 人 户内人口 户内人数 家庭成员 "
                "家庭成员数量 户人数 户人口数 共同生活人口 家庭人口总数 常住人口 在册人口"
            ),
            "人口 人数 成员",
        ),
        Field(
            "poor_type",
            FieldKind.TEXT,
            "贫困户属性",
            (
                "户属性 贫困户类型 属性 户类型 农户属性 贫困类型 类别 脱贫户类型 监测对象类别 "
                "监测对象类型 监测类型 户类别 监测户类型 农户类型 贫困户类别 类型 贫困属性 "
                "监测类别 脱贫属性 家庭类型 家庭类别 对象类别 户别 脱贫户类别 识别类型 对象类型 "
                "农户类别"
            ),
            "属性 类型 类别",
            shape=r"(?:一般|低保|五保|特困|脱贫|监测|边缘易致贫|脱贫不稳定|突发严重困难)(?:贫困|农)?户",
        ),
        Field(
            "main_cause",
            FieldKind.TEXT,
            "主要致贫原因",
            (
                "致贫原因 主要致贫返贫原因 致贫返贫原因 致贫主要原因 主要原因 致贫(返贫)原因 "
                "返贫风险 主要风险类型 风险类型 致贫风险 致贫(返贫)风险 主要致贫因素 致贫因素 "
                "贫困原因 返贫致贫风险 主要返贫致贫风险 返贫原因 风险原因 致返贫风险 "
                "主要致贫(返贫)原因 致贫返贫风险"
            ),
            "致贫 返贫 风险",
            shape=r"因[病残学灾婚丧房].{0,4}|缺(?:技术|资金|劳力|劳动力|土地|水).{0,4}|自身发展.{0,6}|交通条件落后",
        ),
        Field(
            "income_pc_fen",
            FieldKind.MONEY,
            "人均纯收入",
            (
                "家庭人均纯收入 人均收入 年人均纯收入 人均可支配收入 家庭人均收入 年人均收入 "
                "人均年收入 人均年纯收入 上年人均纯收入 上年度人均纯收入 家庭年人均纯收入 收入 "
                "家庭人均年收入 家庭人均可支配收入 上年度家庭人均纯收入 家庭人均年纯收入 "
                "人均纯收入水平"
            ),
            "人均",
            usual="元",
        ),
        Field(
            "exit_year",
            FieldKind.YEAR,
            "脱贫年度",
            (
                "脱贫时间 脱贫年份 退出年度 退出时间 脱贫年 退出年份 脱贫退出年度 脱贫日期 "
                "计划脱贫年度 风险消除时间 风险消除年度 出列年度 脱贫(退出)年度 预脱贫年度 "
                "脱贫退出时间 脱贫出列年度 消除风险年度 拟脱贫年度"
            ),
            "脱贫年 脱贫时 退出年",
        ),
        Field(
            "bank_account",
            FieldKind.ACCOUNT,
            "银行账号",
            (
                "银行卡号 账号 一卡通账号 惠农一卡通账号 开户账号 卡号 银行账户 一卡通号 银行帐号 "
                "帐号 惠农卡号 一卡通卡号 银行卡账号 账户 收款账号 存折账号 惠农一卡通 一卡通 "
                "社保卡号 社保卡账号 一折通账号 打卡账号 惠农卡账号 银行卡(折)号 银行账(卡)号 "
                "开户行账号 一卡通(社保卡)账号"
            ),
            "账号 卡号 帐号",
        ),
        say.REMARK,
    ),
    keys=("head_name", "id_no"),
    identifies=("head_name", "members", "poor_type", "main_cause"),
    titles=(
        "建档立卡",
        "贫困户名单",
        "户名单",
        "贫困户",
        "脱贫户",
        "监测户",
        "花名册",
        "名单",
        "监测对象",
        "户主",
    ),
    checks=(
        Bounds("members", 1, 20),
        Unique(("id_no",)),
        Unique(("bank_account",)),
    ),
    is_personal=True,
)
