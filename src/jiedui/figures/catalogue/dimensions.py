"""Every dimension a figure may be broken down or filtered by."""

from __future__ import annotations

from jiedui.figures.model import Dimension

_PLACE_VALUES = (
    "行政区划代码、名称或旧名;乡镇写作“县代码:镇名”或“县名+镇名”",
    "a GB/T 2260 code, a present or former name; a town as county code, colon, name",
)
_CODE_VALUES = ("代码或名称", "a code or its words")
_TIME_VALUES = ("如 2017、2017Q1、2017-03", "for example 2017, 2017Q1, 2017-03")

DIMENSIONS: dict[str, Dimension] = {
    one.code: one
    for one in (
        Dimension("recipient", "受援方", "recipient", _PLACE_VALUES),
        Dimension("province", "受援省", "recipient province", _PLACE_VALUES),
        Dimension("prefecture", "受援市州", "recipient prefecture", _PLACE_VALUES),
        Dimension("county", "受援县", "recipient county", _PLACE_VALUES),
        Dimension("town", "受援乡镇", "recipient town", _PLACE_VALUES),
        Dimension(
            "donor",
            "支援方",
            "donor",
            ("资金为所属支援区,捐赠为捐赠人", "for money whose programme, for gifts the giver"),
        ),
        Dimension("owner", "项目所属支援方", "whose programme", _PLACE_VALUES),
        Dimension(
            "payer",
            "出资方",
            "payer",
            ("行政区划代码、名称或单位全称", "a GB/T 2260 code, a name, or an organisation's name"),
        ),
        Dimension("pairing_kind", "结对类型", "kind of pairing", _CODE_VALUES),
        Dimension("source", "资金来源", "fund source", _CODE_VALUES),
        Dimension("category", "项目类别", "project category", _CODE_VALUES),
        Dimension(
            "project", "项目", "project",
            ("“县代码/项目名”或项目名", "county code, slash, name; or the name"),
        ),
        Dimension("programme", "专项", "programme", ("专项代码", "a programme code")),
        Dimension("state", "项目状态", "project state", _CODE_VALUES),
        Dimension("year", "年度", "year", _TIME_VALUES),
        Dimension("quarter", "季度", "quarter", _TIME_VALUES),
        Dimension("month", "月份", "month", _TIME_VALUES),
        Dimension(
            "stage", "资金环节", "stage of the money",
            ("CONTRIBUTED、ALLOTTED 等", "CONTRIBUTED, ALLOTTED ..."),
        ),
        Dimension("document", "出处文件", "document", ("文件名称", "the document's title")),
    )
}  # fmt: skip

PLACES = ("recipient", "province", "prefecture", "county", "town")
"""Dimensions that are levels of the recipient's place."""

TIMES = ("year", "quarter", "month")
"""Dimensions that are grains of time."""

WHO = ("donor", "owner", "payer", "pairing_kind")
"""Dimensions of who stands on the other side."""

ALWAYS = (*PLACES, *WHO, "programme", *TIMES, "document")
"""Dimensions every flow may be asked by."""

ADDITIVE = (
    "recipient", "province", "prefecture", "county", "town", "owner", "payer", "donor", "programme",
    "document", *TIMES,
)  # fmt: skip
"""Dimensions over which every flow's parts add up, the part not broken down included."""
