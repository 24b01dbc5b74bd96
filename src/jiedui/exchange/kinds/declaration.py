"""What a kind of return is made of, as data: fields with headings, checks between them.

A heading is written as an office writes it. `组|叶` asks for a group heading that contains 组 above
the column's own heading 叶. `parts` are words that make a heading likely when they stand inside it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field


class FieldKind(enum.Enum):
    """How a cell of a field is read.

    FIGURE is a number in the unit its own row states; QUANTITY a number of goods, kept as printed;
    ACCOUNT a bank account, which loses digits when a spreadsheet keeps it as a number.
    """

    TEXT = "text"
    SEQ = "seq"
    MONEY = "money"
    COUNT = "count"
    RATE = "rate"
    DATE = "date"
    MONTH = "month"
    SPAN = "span"
    PERIOD = "period"
    AS_OF = "as_of"
    YEAR = "year"
    PLACE = "place"
    PARTY = "party"
    IDENTITY = "identity"
    CREDIT_CODE = "credit_code"
    SEX = "sex"
    DIRECTION = "direction"
    STATUS = "status"
    AMOUNT = "amount"
    FIGURE = "figure"
    QUANTITY = "quantity"
    ACCOUNT = "account"

    __hash__ = object.__hash__
    """Each member is one object; hashing its name would cost as much as reading a cell."""


ADDITIVE = frozenset((FieldKind.MONEY, FieldKind.COUNT))
"""Kinds of field that a total row adds up."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    Attributes:
        name: Its name in a reading.
        kind: How its cells are read.
        zh: Its official heading, used in templates and sentences.
        headings: Headings that mean it, separated by blanks; `zh` is always one of them.
        parts: Words that make it likely when they stand in a heading.
        is_required: Whether an empty cell is an error.
        end: For a SPAN, the field that takes the end of the range.
        usual: The unit of its bare numbers where only the whole sheet states one and they are far
            too large for that: a wage of 3500 in a sheet in 万元.
        shape: What its values look like, where they show it whatever the heading: a pattern.
        instead: For a required one, the field that makes up for it where it has no column.
        rather: Words of a heading that is meant where several headings mean the field.
    """

    name: str
    kind: FieldKind
    zh: str
    headings: str = ""
    parts: str = ""
    is_required: bool = False
    end: str = ""
    instead: str = ""
    usual: str = ""
    shape: str = ""
    rather: str = ""


@dataclass(frozen=True, slots=True)
class RowSum:
    """`whole` is the sum of `parts`, as far as the row states them."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartOf:
    """`part` is never more than `whole`; `code` names the fault.

    Where `whole` has no column, the first of `instead` that has one stands for it.
    """

    part: str
    whole: str
    code: str = "PART_OVER_WHOLE"
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """`later` is never before `first`."""

    first: str
    later: str


@dataclass(frozen=True, slots=True)
class RateOf:
    """`rate` is `part` divided by one of `wholes`, rounded or cut off."""

    rate: str
    part: str
    wholes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """`part` divided by `whole` lies between `low` and `high` where both are plausible."""

    part: str
    whole: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """`name` lies between `low` and `high` (None: no end)."""

    name: str
    low: int | None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Unique:
    """No two rows of a file agree in all of `names`.

    Attributes:
        names: The fields; a row where one of them is empty is not compared.
        unless: Fields whose difference makes two records of them.
        span: Start and end field; rows whose spans do not touch are two records.
        shared: Rows that agree in this field too may differ in `unless`; others may not.
    """

    names: tuple[str, ...]
    unless: tuple[str, ...] = ()
    span: tuple[str, str] | None = None
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """`whole` is the product of `factors` as far as it is printed (数量 times 单价)."""

    whole: str
    factors: tuple[str, str]


@dataclass(frozen=True, slots=True)
class OfWhich:
    """A row whose `name` begins with 其中 is never more than the row it is part of.

    Attributes:
        name: The field that begins with 其中.
        values: The numbers compared.
        same: Rows are compared only where they agree in this field.
    """

    name: str
    values: tuple[str, ...]
    same: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """`name` is a word of a code list of the register's form; `code` names the fault."""

    name: str
    of: str
    code: str = "WORD_UNLISTED"


Check = RowSum | PartOf | Order | RateOf | Ratio | Bounds | Unique | Product | OfWhich | OneOf


@dataclass(frozen=True, slots=True)
class Counted:
    """What one row of a kind adds to a count of the book: statistical lines, no money moves.

    Attributes:
        account: The account.
        field: The field that says how much; "" counts each row once.
        on: Fields that date it, the first that is stated, or its first to its last.
        words: The words of the entry; `{name}` stands for a field. Never a personal one.
        otherwise: How much a row counts that leaves the field empty; where the cell says that
            nobody counted, it is at least so much. 0: such a row counts nothing.
        when: A field and a word: only rows whose field holds the word are counted so.
        unless: A field and a word: rows whose field holds the word are not.
    """

    account: str
    field: str = ""
    on: tuple[str, ...] = ()
    words: str = ""
    otherwise: int = 0
    when: tuple[str, str] = ("", "")
    unless: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of return.

    Attributes:
        code: Its code in a reading.
        zh: Official Chinese name.
        en: English name.
        fields: Its fields, those with the most exact headings first.
        keys: Names of the fields that tell one record from another.
        identifies: Fields of which at least one must be found for a table to be of this kind.
        titles: Words in a title that speak for this kind.
        checks: What must hold between fields.
        across: Fields whose values may stand across as names above columns, each making a record
            of its own: county, as_of, indicator.
        bare: What numbers under such names alone count: fields with words of the title that say
            so, the first that fits; no words fit always.
        named: The field that says 未逐项列明 for a remainder; rows get `not_itemised`.
        order: Its place in lists of kinds.
        section: The field that takes the words of a section row above, "" for none.
        has_bare_sums: Whether only the bare words 合计, 小计 make a sum row: an indicator may end
            with them.
        counts: What its rows add to counts of the book.
        needs_title: How much weaker it is where no title speaks for it.
        yields_to: Words of a title that speak for another kind, unless a field of `holds` is there.
        holds: Fields that only this kind has.
        is_personal: Whether its rows describe single people or households: nothing of them but
            counts may reach the book.
    """

    code: str
    zh: str
    en: str
    fields: tuple[Field, ...]
    keys: tuple[str, ...]
    identifies: tuple[str, ...]
    titles: tuple[str, ...] = ()
    checks: tuple[Check, ...] = field(default_factory=tuple)
    across: tuple[str, ...] = ()
    bare: tuple[tuple[str, str], ...] = ()
    named: str = ""
    order: int = 99
    section: str = ""
    has_bare_sums: bool = False
    counts: tuple[Counted, ...] = ()
    needs_title: int = 0
    yields_to: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    is_personal: bool = False
    _by_name: dict[str, Field] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note the fields by their names, the first of each."""
        self._by_name.update((one.name, one) for one in reversed(self.fields))

    def field(self, name: str) -> Field | None:
        """Return a field by name, None when the kind has none."""
        return self._by_name.get(name)


def under(groups: str, parts: str) -> str:
    """Return the headings of parts of groups, two rows joined: 出访日期|去, 行程|返."""
    return " ".join(f"{group}|{part}" for group in groups.split() for part in parts.split())


SEQ = Field(
    "seq",
    FieldKind.SEQ,
    "序号",
    "序 编号 项次 顺序号 No No. NO NO. 序列 顺序 行次 序次 序列号 行号 排序",
)
REMARK = Field("remark", FieldKind.TEXT, "备注", "说明 附注 备注说明 情况说明", "备注")
YEAR = Field("year", FieldKind.YEAR, "年度", "年份 实施年度 计划年度 项目年度 资金年度 所属年度")
ID_NO = Field(
    "id_no",
    FieldKind.IDENTITY,
    "身份证号码",
    (
        "身份证号 身份证 公民身份号码 公民身份证号码 居民身份证号 居民身份证号码 "
        "证件号码 证件号 身份号码 身份证件号码 公民身份证号 有效证件号码 身份证件号"
    ),
    "身份证",
    is_required=True,
)
COUNTY_HEADINGS = (
    "受援地区 受援县(市) 受援县(市、区) 受援县(市、旗) 受援地 受援县区 受援区县 "
    "受援市县 受援方 县 县名 县别 县市 县(市) 县(区) "
    "县(市、区) 县(市、区、旗) 县市区 县区 区县 区(县) 旗县 旗县区 旗县市 县(旗) "
    "地区 所属县 所属区县 所在县 所在县区 实施县 项目县 项目所在县 项目所在地 "
    "帮扶县 "
    "帮扶地区 被帮扶县 被帮扶地区 对口县 对口县区 对口地区 对口支援县 "
    "对口支援地区 对口帮扶县 受帮扶县 受帮扶地区 结对县 "
    "结对县区 协作县 协作地区 行政区划 县域 受益县 县级单位 区划名称 受援县名称 "
    "县(市)名称 县(市、区)名称 西部县 西部地区"
    " 县级行政区 县级行政区划 行政区 州县 县份 受援县别 县(市)名 县市名称 县、市 县/市 县名称 "
    "实施区县 实施县市"
    " 项目所属县 项目落地县 受支援县 受支援地区 受援旗县 受援县(旗)"
    " 受援县(市区) 西部县(市、区) 西部受援县 归属县 县区名称 区县名 旗(县)"
    " 旗县(区) 县(自治县) 协作县区 协作县(市) 帮扶县市 帮扶县(市) 帮扶县区"
    " 对口协作县 对口县(市) 援助县 援建县 援助地区 援建地区 受援市 受援州县"
)
COUNTY = Field(
    "county", FieldKind.PLACE, "受援县", COUNTY_HEADINGS, "受援县 受援地 受援区", is_required=True
)
PROJECT_NAME_HEADINGS = (
    "项目 建设项目 项目(名称) 工程名称 建设项目名称 实施项目 计划项目 项目名 "
    "援建项目 帮扶项目 援建项目名称 帮扶项目名称 子项目名称"
    " 项目工程名称 子项目 具体项目 实施项目名称 立项项目 立项名称"
    " 项目(工程)名称 工程项目名称 工程项目 建设工程名称 支援项目 支援项目名称"
    " 协作项目 协作项目名称 援助项目 援助项目名称 扶贫项目 扶贫项目名称"
    " 项目标题 项目全称 项目名称(全称) 计划实施项目 计划实施项目名称 拟实施项目 拟实施项目名称"
    " 拟建项目 拟建项目名称 计划安排项目 拟安排项目 计划项目名称"
)
PROJECT = Field(
    "project_name", FieldKind.TEXT, "项目名称", PROJECT_NAME_HEADINGS, "项目名称", is_required=True
)
CATEGORY_HEADINGS = (
    "类别 项目类型 项目分类 类型 资金类别 项目大类 所属类别 领域 项目领域 建设类别 分类"
    " 行业 行业类别 所属行业 建设领域 投资领域 项目性质类别 项目属性 产业类别 资金投向 投向 "
    "投入方向 投向领域 帮扶类别"
    " 帮扶领域 协作领域"
)
CONTENT_HEADINGS = (
    "建设内容 主要内容 建设规模及内容 建设规模 建设规模和内容 主要建设内容 "
    "主要建设内容及规模 建设内容与规模 建设内容及建设规模 项目内容 项目主要内容 "
    "项目内容及规模 实施内容 内容 内容及规模 主要建设规模 建设任务 规模 "
    "规模及内容 项目建设内容 项目建设内容及规模 主要建设任务 项目概况 项目简介"
    " 主要工程量 工程量 建设内容(规模) 建设规模(内容) 建设规模与内容 工程内容 工程规模"
    " 主要工程内容 实施内容及规模 实施规模 项目规模 项目规模及内容"
    " 主要实施内容 具体建设内容 具体内容 任务内容 项目主要建设内容"
    " 建设内容概要"
)
LOCATION_HEADINGS = (
    "建设地点 实施地点 项目地点 地点 实施乡镇 实施乡镇/村 实施乡镇(村) 乡镇 "
    "乡镇村 实施乡(镇)村 项目实施地点 项目实施地 所在乡镇 实施地 建设地址 "
    "所在乡镇(村)"
    " 项目所在乡镇 项目地址 项目位置 建设位置 实施位置 具体地点 具体位置"
    " 实施村 实施村镇 所在地点 实施乡村 项目实施乡镇 项目实施乡镇(村)"
    " 建设地点(乡镇) 建设地点(乡镇、村)"
)
