"""The register and the lists of other departments: what each column is and what offices call it.

Declarations only. Every list may carry a record number, a name, a birth date and a village, with
which rows without a usable number are offered as near matches.
"""

from __future__ import annotations

from jiedui.checks.model import Column, DataSet, Kind

NUMBER = Column(
    "id_number",
    Kind.NUMBER,
    ("身份证号", "身份证号码", "公民身份号码", "证件号码", "居民身份证号", "身份证"),
    is_required=True,
)
RECORD = Column("record", Kind.RECORD, ("编号", "记录号", "人员编号", "序号", "人口编码"))
NAME = Column("name", Kind.TEXT, ("姓名", "户主姓名", "成员姓名", "人员姓名"))
BIRTH = Column("birth", Kind.DAY, ("出生日期", "出生年月日", "生日"))
VILLAGE = Column("village", Kind.PLACE, ("村代码", "行政村代码", "行政区划代码", "村编码"))

_SHARED = (NUMBER, RECORD, NAME, BIRTH, VILLAGE)

REGISTER = DataSet(
    "register",
    "建档立卡人口登记",
    "the register of households and their members",
    (
        Column("record", Kind.RECORD, RECORD.headings, is_required=True),
        Column(
            "household", Kind.RECORD, ("户编号", "户编码", "户号", "家庭编号"), is_required=True
        ),
        NUMBER,
        NAME,
        BIRTH,
        Column("village", Kind.PLACE, VILLAGE.headings, is_required=True),
        Column("status", Kind.STATUS, ("脱贫状态", "户类型", "状态", "监测对象类别")),
        Column("identified_on", Kind.DAY, ("识别日期", "识别时间", "纳入时间")),
    ),
)
"""One row for each person."""


def _dataset(code: str, zh: str, en: str, *columns: Column) -> DataSet:
    return DataSet(code, zh, en, (*_SHARED, *columns))


def _kind(*headings: str, is_required: bool = False) -> Column:
    return Column("kind", Kind.TEXT, headings, is_required)


def _day(*headings: str, is_required: bool = False) -> Column:
    return Column("day", Kind.DAY, headings, is_required)


def _amount(*headings: str, is_required: bool = False) -> Column:
    return Column("amount", Kind.MONEY, headings, is_required)


DATASETS: dict[str, DataSet] = {
    one.code: one
    for one in (
        _dataset(
            "vehicles",
            "机动车登记",
            "motor vehicles and large farm machines",
            _kind("车辆类型", "车型", is_required=True),
            _amount("购置价", "购车价格", "购买价格"),
            _day("登记日期", "注册日期", "初次登记日期"),
        ),
        _dataset(
            "houses",
            "不动产登记",
            "real estate",
            _kind("房屋性质", "房屋类型", "用途", is_required=True),
            _amount("购房价", "成交价"),
            _day("登记日期", "取得日期", "建成日期"),
        ),
        _dataset(
            "payroll",
            "财政供养人员",
            "people on the public payroll",
            _kind("单位", "工作单位"),
            _amount("月工资", "应发工资"),
            _day("入职日期", "参加工作日期"),
        ),
        _dataset("officers", "村干部名册", "village officers", _kind("职务"), _day("任职日期")),
        _dataset(
            "companies",
            "市场主体登记",
            "companies, shops and cooperatives",
            _kind("主体类型", "企业类型", is_required=True),
            _amount("注册资本", "注册资金"),
            _day("成立日期", "登记日期"),
            Column("state", Kind.TEXT, ("登记状态", "经营状态"), is_required=True),
        ),
        _dataset(
            "deposits",
            "金融资产",
            "bank deposits and investments",
            _kind("账户类型", "产品类型"),
            _amount("余额", "金额", is_required=True),
            _day("日期", "统计日期"),
        ),
        _dataset(
            "insurance",
            "商业保险",
            "commercial insurance",
            _kind("险种", "险种类型", is_required=True),
            _amount("保费", "年缴保费"),
            _day("生效日期", "投保日期"),
        ),
        _dataset(
            "study_abroad",
            "自费出国留学",
            "study abroad at own cost",
            _kind("国家", "去向"),
            _amount("费用"),
            _day("出境日期", "入学日期"),
        ),
        _dataset(
            "deaths",
            "死亡登记",
            "registered deaths",
            _kind("登记来源"),
            _day("死亡日期", "火化日期"),
        ),
        _dataset(
            "custody",
            "服刑、失踪人员",
            "people in prison or missing",
            _kind("类别", is_required=True),
            _day("起始日期", "入监日期"),
        ),
        _dataset(
            "absences",
            "人户分离",
            "registered residents who do not live there",
            _kind("原因"),
            _day("离开日期", "外出日期", is_required=True),
        ),
        _dataset("population", "户籍人口", "the police's register of residents", _day("登记日期")),
        _dataset(
            "household_changes",
            "户籍分合与迁移",
            "households split, merged or moved in",
            _kind("变动类型", "变更类型", is_required=True),
            _day("变动日期", "变更日期", is_required=True),
        ),
        _dataset(
            "dangerous_houses",
            "危房鉴定",
            "graded housing safety",
            _kind("危房等级", "鉴定等级", is_required=True),
            _day("鉴定日期"),
        ),
        _dataset(
            "dropouts", "失学辍学", "school drop-outs", _kind("学段", "年级"), _day("辍学日期")
        ),
        _dataset(
            "untreated",
            "大病未救治",
            "severe illness without treatment",
            _kind("病种", "疾病名称"),
            _day("确诊日期"),
        ),
        _dataset(
            "subsidies",
            "仅靠转移性收入",
            "households that live on transfers only",
            _kind("类别"),
            _amount("转移性收入", "金额"),
            _day("统计日期"),
        ),
        _dataset(
            "hospital",
            "医疗自付",
            "hospital bills paid by the patient",
            _kind("就诊类别", "医疗类别", is_required=True),
            _amount("个人自付", "自付金额", "自付费用", is_required=True),
            _day("结算日期", "出院日期", is_required=True),
        ),
        _dataset(
            "severe_illness",
            "大病患者",
            "severe illness",
            _kind("病种", "疾病名称"),
            _day("确诊日期"),
        ),
        _dataset(
            "disability",
            "残疾人",
            "holders of a disability card",
            _kind("残疾等级", "等级"),
            _day("发证日期"),
        ),
        _dataset(
            "low_income",
            "低保、特困人员",
            "recipients of the minimum living allowance",
            _kind("救助类别", "类别"),
            _amount("月保障金", "保障金额"),
            _day("纳入日期", "审批日期"),
        ),
        _dataset(
            "lone_elders", "孤寡老人", "old people without family", _kind("类别"), _day("登记日期")
        ),
        _dataset(
            "school_fees",
            "教育自付",
            "school costs paid by the family",
            _kind("学段", is_required=True),
            _amount("自付金额", "学年自付", is_required=True),
            _day("缴费日期", "统计日期", is_required=True),
        ),
        _dataset(
            "disasters",
            "灾害、事故",
            "disasters, accidents and epidemics",
            _kind("类型", "灾害类型"),
            _amount("损失金额", "损失"),
            _day("发生日期", is_required=True),
        ),
    )
}
"""Every list that rules know, by code."""
