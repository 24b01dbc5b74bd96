"""The household form: its items, how each is read, and which are sealed. Declarations only.

Item codes follow the registration forms of the poverty-alleviation years and the monitoring form
that followed. An office's own items (G1 ...) are kept as text under their code: the form has an
extension slot. Knows no Django.
"""

from __future__ import annotations

from typing import NamedTuple


class Item(NamedTuple):
    """One item of the form.

    Attributes:
        code: Its name in the register.
        item: The form's own code; "" where it has none.
        zh: Chinese wording.
        en: English wording.
        of: Whose it is: household or person.
        codes: The code list it is taken from; "" for text and numbers.
        kind: text, count, fen, area (0.01 m2 or 0.01 mu), year.
        is_sealed: Whether it is kept encrypted.
    """

    code: str
    item: str
    zh: str
    en: str
    of: str
    codes: str = ""
    kind: str = "text"
    is_sealed: bool = False


def _house(code: str, said: str, codes: str = "", *, kind: str = "text") -> Item:
    item, zh, en = said.split(" ", 2)
    return Item(code, item.strip("-"), zh, en, "household", codes, kind)


def _person(code: str, said: str, codes: str = "", *, kind: str = "text") -> Item:
    item, zh, en = said.split(" ", 2)
    return Item(code, item.strip("-"), zh, en, "person", codes, kind)


ITEMS: dict[str, Item] = {
    one.code: one
    for one in (
        _house("phone", "- 联系电话 phone")._replace(is_sealed=True),
        _house("bank_account", "- 银行账号 bank account")._replace(is_sealed=True),
        _house("bank", "- 开户银行 bank")._replace(is_sealed=True),
        _house("group", "- 村民小组 village group"),
        _house("standard_kind", "A1 识别标准 standard of identification", "standard_kind"),
        _house("other_causes", "A3b 其他致贫原因 other causes", "cause"),
        _house("members_stated", "- 家庭人口数 stated number of members", kind="count"),
        _house("housing_area", "A21 住房面积 housing area", kind="area"),
        _house("structure", "A22 住房结构 structure of the house", "structure"),
        _house("built_year", "A23 建房年份 year it was built", kind="year"),
        _house("resettled", "A24 是否搬迁户 resettlement household", "yes_no"),
        _house("land_arable", "A25 耕地面积 arable land", kind="area"),
        _house("land_irrigated", "A26 有效灌溉面积 irrigated land", kind="area"),
        _house("land_forest", "A27 林地面积 forest", kind="area"),
        _house("land_water", "A28 水面面积 water", kind="area"),
        _house("land_pasture", "A29 牧草地面积 pasture", kind="area"),
        _house("mutual_fund", "A30 互助资金 mutual-aid fund", "yes_no"),
        _house("invested", "A31 入股金额 invested amount", kind="fen"),
        _house("industry", "A32 产业类型 type of industry"),
        _house("organisation", "A33 带动主体 organisation that leads it"),
        _house("benefit", "A34 受益金额 benefit", kind="fen"),
        _house("power", "A35 是否通生活用电 electricity", "yes_no"),
        _house("fuel", "A36 主要燃料 fuels"),
        _house("water", "A37 饮水情况 drinking water"),
        _person("health", "A11 健康状况 health", "health")._replace(is_sealed=True),
        _person("labour", "A12 劳动能力 ability to work", "labour"),
        _person("education", "A9 文化程度 education"),
        _person("schooling", "A10 在校状况 schooling", "schooling"),
        _person("nationality", "A8 民族 nationality"),
        _person("work_place", "A13 务工区域 place of work", "work_place"),
        _person("work_months", "A13 务工月数 months worked", kind="count"),
        _person("low_income", "A14 是否低保 minimum allowance", "yes_no"),
        _person("insured", "A15 参加医疗保险 medical insurance", "yes_no"),
        _person("pension", "A16 参加养老保险 pension insurance", "yes_no"),
    )
}
"""Every item, by code."""

GUARANTEES = {
    "schooling": ("义务教育", "compulsory schooling"),
    "medical": ("基本医疗", "basic medicine"),
    "housing": ("住房安全", "safe housing"),
    "water": ("饮水安全", "safe drinking water"),
}
"""The three guarantees (三保障) and water, each met or not on a day."""
