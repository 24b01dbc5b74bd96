"""One sheet of a form as a page: what stands where, merged ranges, borders. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.utils import column_index_from_string

from jiedui.exchange.grid import Box
from jiedui.forms.blanks import behind
from jiedui.forms.rewording import plain_label
from jiedui.forms.vocabulary import vocabulary
from jiedui.reader.text import blank_of, normal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.exchange.grid import CellValue, Sheet

_META = re.compile(
    r"^(?:附件|附表|表号|制表机关|批准|备案|文号|有效期|密级|填报单位|填表单位|报送单位|填报日期|填表日期|报送日期|日期|"
    r"填报人|填表人|制表人|审核人|审核|负责人|单位负责人|联系人|联系电话|电话|单位|金额单位|计量单位|受援县|受援地区?|受援方|"
    r"报告期|统计期|统计时间|统计期间|时间|支援单位|支援方|资金单位|统计截止|截止时间|截止日期|数据截至|经办人|主管领导|签字|盖章|表)[^:]{0,14}:|^附件\d*$|^附表\d*$|^表\d+$"
)
_TELLING = re.compile(r"^(?!其中|共计|合计)(?P<what>[^:,;。]{2,12}):(?P<told>.*)$")
_QUESTION = re.compile(r"^(?:Q|问题?)[一二三四五六七八九十\d]{0,3}:")
_OF_THE_FORM = re.compile(
    r"(?:单位|机关|部门|机构|处室|[报表卡员办人]人|日期|时间|时点|时期|期间|电话|号|签[字章名]|盖章|名称|"
    r"职务|[县区州市地方])(?:\([^()]*\))?$"
)
"""What a form asks about itself: 被审计单位：, 编制单位：."""

_DATED = re.compile(
    r"[(（]?(?:截[至止]|统计|自|从)?(?:时间|日期|到)?:?[\d年月日号底末初起以来至今\-.]+(?:累计|实际|数)?[)）]?"
)
_NOTE = re.compile(
    r"^[(（]?(?:注|说明|备注|填表说明|填报说明|统计口径|口径|指标解释|填报要求|指标说明|要求)(?:\d|[:：一二三.、]|$)"
)
_ORDINAL = re.compile(r"(?:[甲乙丙丁戊]|\d{1,2}(?:=[\d+\-*/()]+)?|\(\d{1,2}\)|[①-⑳]|第?\d{1,2}栏)")
_REFERENCE = re.compile(
    r"(?<![A-Za-z\d!:$'_.])\$?(?P<col>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?![\d(:!A-Za-z_])"
)
"""One cell of the same sheet in a formula, no range: E13 in E13-E14."""

_LONG = 34
_HEADED = 3
"""Least words side by side that head a table without more being known of it."""

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?")
_STATES = frozenset("未开工 未完工 未竣工 未结束 进行中 在岗 在职 在任".split())
"""Words that fill a cell of a return, but head a column or a row of a blank form."""

_ANSWER = re.compile(r"(?:A|答|答复|回答|回复):")
"""What stands before the cell of an answer and says nothing of it."""

_CROSSED = frozenset("× ✕ ✖ x X ※ ×× 不填 不需填报 无需填报 免填 另表 略".split())
"""What an office writes into a cell that is not to be filled."""


@dataclass(frozen=True)
class Page:
    """A sheet and its borders.

    Attributes:
        sheet: The grid.
        borders: Cells that carry a border.
        first: The first column that is of it.
    """

    sheet: Sheet
    borders: frozenset[tuple[int, int]]
    first: int = 1

    def part(self, start: tuple[int, int], end: tuple[int, int]) -> Page:
        """Return a part of the page by itself, at the same places.

        Args:
            start: Row and column of its first cell.
            end: Row and column of its last.
        """
        (top, left), (bottom, right) = start, end

        def is_in(row: int, col: int) -> bool:
            return top <= row <= bottom and left <= col <= right

        rows = {
            row: [one if at >= left else None for at, one in enumerate(values[:right], 1)]
            for row, values in self.sheet.rows.items()
            if top <= row <= bottom
        }
        merged = tuple(box for box in self.sheet.merged if is_in(box.top, box.left))
        formulas = {at: one for at, one in self.sheet.formulas.items() if is_in(*at)}
        sheet = replace(self.sheet, rows=rows, merged=merged, formulas=formulas)
        return Page(sheet, frozenset(at for at in self.borders if is_in(*at)), left)

    @cached_property
    def _boxes(self) -> Mapping[tuple[int, int], Box]:
        return {
            (row, col): box
            for box in self.sheet.merged
            if (box.bottom - box.top + 1) * (box.right - box.left + 1) < 20_000
            for row in range(box.top, box.bottom + 1)
            for col in range(box.left, box.right + 1)
        }

    @cached_property
    def extent(self) -> tuple[int, int]:
        """Return the last row and column that hold or frame anything."""
        rows = [*self.sheet.rows, *(row for row, _ in self.borders), 0]
        cols = [len(row) for row in self.sheet.rows.values()]
        cols += [col for _, col in self.borders]
        cols += [box.right for box in self.sheet.merged]
        return max(*rows, *(box.bottom for box in self.sheet.merged), 0), max(*cols, 0, 0)

    def box(self, row: int, col: int) -> Box:
        """Return the merged range that a cell lies in, or the cell itself."""
        return self._boxes.get((row, col)) or Box(row, col, row, col)

    def is_anchor(self, row: int, col: int) -> bool:
        """Whether a cell is by itself or the first of its merged range."""
        return self.box(row, col)[:2] == (row, col)

    def value(self, row: int, col: int) -> CellValue:
        """Return the value of the range that a cell lies in."""
        box = self.box(row, col)
        return self.sheet.at(box.top, box.left)

    def text(self, row: int, col: int) -> str:
        """Return the words of the range that a cell lies in, "" for numbers, dashes and marks."""
        told = self.value(row, col)
        if not isinstance(told, str) or self.has_formula(row, col):
            return ""
        plain = normal(told)
        is_blank = blank_of(told) is not None and plain not in _STATES
        is_sign = _NUMBER.fullmatch(plain) or _ANSWER.fullmatch(plain)
        if is_blank or plain in _CROSSED or is_sign:
            return ""
        return told

    @cached_property
    def _headings(self) -> dict[tuple[int, int], str]:
        """The words of headings that were looked at."""
        return {}

    def heading(self, row: int, col: int) -> str:
        """Return the words of a heading: a year that stands as a number counts."""
        if (row, col) not in self._headings:
            self._headings[row, col] = self._heading(row, col)
        return self._headings[row, col]

    def _heading(self, row: int, col: int) -> str:
        told = self.value(row, col)
        if isinstance(told, int) and not isinstance(told, bool) and 1990 <= told <= 2100:
            return f"{told}年"
        if isinstance(told, str) and re.fullmatch(r"(?:19|20)\d{2}", normal(told)):
            return f"{normal(told)}年"
        return self.text(row, col)

    def has_formula(self, row: int, col: int) -> bool:
        """Whether a formula stands in the cell."""
        box = self.box(row, col)
        return (box.top, box.left) in self.sheet.formulas

    def is_blank(self, row: int, col: int) -> bool:
        """Whether a cell is by itself and empty."""
        if not self.is_anchor(row, col) or self.has_formula(row, col):
            return False
        told = self.sheet.at(row, col)
        return told is None or (isinstance(told, str) and not told.strip())

    def is_slot(self, row: int, col: int) -> bool:
        """Whether a cell is empty and, where the form frames its tables, framed or read below."""
        if not self.is_blank(row, col):
            return False
        is_framed = not self.borders or (row, col) in self.borders
        return is_framed or self.is_read(row, col) or self.is_spoken(row, col)

    def is_read(self, row: int, col: int) -> bool:
        """Whether a cell behind words is one that a formula of its own column works with.

        Such a cell is to be filled, framed or not: 累计投入 | E13 above 其余 | =E13-E14.
        """
        return (row, col) in self._read and bool(self.text(row, col - 1))

    def is_spoken(self, row: int, col: int) -> bool:
        """Whether a cell stands in a sentence, before its unit: 新农村项目 | _ | 个，产业项目."""
        return bool(self.text(row, col - 1)) and behind(self.text(row, col + 1)) is not None

    def is_sentence(self, row: int) -> bool:
        """Whether a row is a sentence with blanks: 自 | _ | 年与升平镇结对，捐赠 | _ | 万元."""
        told = [behind(self.text(row, col + 1)) for col in range(2, self.extent[1])
                if self.is_slot(row, col) and self.text(row, col - 1)]  # fmt: skip
        return any(one is not None and (one.own or one.rest) for one in told)

    def heads_cells(self, row: int) -> bool:
        """Whether a row is words side by side over a labelled row of cells: 类别 | 农村 | 产业."""
        found = self.texts(row)
        if len(found) < _HEADED or row >= self.extent[0] or self.is_note(row):
            return False
        columns = range(found[0].left, found[-1].right + 1)
        if any(self.is_blank(row, col) or self.has_formula(row, col) for col in columns):
            return False
        under = [self.is_slot(row + 1, box.left) or self.has_formula(row + 1, box.left)
                 for box in found[1:]]  # fmt: skip
        return all(under) and bool(self.text(row + 1, found[0].left))

    @cached_property
    def _read(self) -> frozenset[tuple[int, int]]:
        return frozenset(
            (int(found["row"]), col)
            for (_, col), formula in self.sheet.formulas.items()
            for found in _REFERENCE.finditer(formula.text)
            if column_index_from_string(found["col"]) == col
        )

    def texts(self, row: int) -> list[Box]:
        """Return the ranges with words that begin in a row, from left to right."""
        return [
            self.box(row, col)
            for col in range(1, self.extent[1] + 1)
            if self.is_anchor(row, col) and self.heading(row, col)
        ]

    def is_meta(self, box: Box) -> bool:
        """Whether words are about the form, not a heading: 填报单位：, 单位：万元, a note."""
        plain = _QUESTION.sub("", plain_label(self.heading(box.top, box.left)))
        return (
            _META.match(plain) is not None
            or _NOTE.match(plain) is not None
            or _is_telling(plain)
            or len(plain) > _LONG
            or ("。" in plain and len(plain) > 12)
        )

    def is_heading_line(self, row: int) -> bool:
        """Whether a row is about the form: 截至2017年10月底 beside 单位：万元."""
        found = self.texts(row)
        dated = [
            _DATED.fullmatch(plain_label(self.heading(box.top, box.left))) is not None
            for box in found
        ]
        about = [self.is_meta(box) for box in found]
        return any(about) and all(one or day for one, day in zip(about, dated, strict=True))

    def is_remark(self, box: Box) -> bool:
        """Whether words are a note on the table: 注：, 说明：, or a long sentence."""
        plain = plain_label(self.heading(box.top, box.left))
        return _NOTE.match(plain) is not None or ("。" in plain and len(plain) > 12)

    def is_note(self, row: int) -> bool:
        """Whether a row is a note of several words below a table."""
        found = self.texts(row)
        return bool(found) and all(self.is_meta(box) for box in found)

    def is_ordinals(self, row: int, left: int, right: int) -> bool:
        """Whether a row numbers the columns: 甲 1 2 3=1+2."""
        told = [self.value(row, col) for col in range(left, right + 1) if self.is_anchor(row, col)]
        words = [normal(str(one)) for one in told if one is not None]
        return (
            len(words) > 2 and len(words) >= len(told) - 1 and all(map(_ORDINAL.fullmatch, words))
        )


def asks_of_form(plain: str) -> bool:
    """Whether words ask something about the form itself, and tell nothing yet.

    >>> asks_of_form("预算部门(盖章):"), asks_of_form("受援县:久治县"), asks_of_form("帮扶资金:")
    (True, False, False)
    """
    found = _TELLING.match(plain)
    return found is not None and not found["told"] and _is_telling(plain)


def _is_telling(plain: str) -> bool:
    """Whether words tell or ask something about the form: 调度时点：2017年10月31日, 编制单位：."""
    found = _TELLING.match(plain)
    if found is None or counts(found["what"]):
        return False
    return bool(found["told"]) or _OF_THE_FORM.search(found["what"]) is not None


def counts(text: str) -> bool:
    """Whether words name something to count."""
    said = [one for _, _, several in vocabulary().spans(plain_label(text)) for one in several]
    return any(one.aspect in {"subject", "operation", "source"} for one in said)


_REMARKS = re.compile(
    r".*(?:说明[的之]?(?:情况|事项|问题)|意见|结论|批注|批示|签[名字章认]|盖章|公章|出处|依据|佐证|材料|附件|页码|页次|原因|说明|备注|"
    r"渠道|途径|方式|形式|凭证|文件|地点|地址|状态|用途|去向|部门|科室|姓名|名称|照片|图片|配图|要求|链接|"
    r"问题|措施|建议|日期|联系人|电话|经办人|责任人|负责人|核对人|复核人|校对人|审核人|号码?|票据|收据|发票|单据)(?:\d|名称|编号|情况|栏)?"
    r"|(?:是否|有无).*|(?:核对|审核|复核|校核|核查|检查)(?:情况|结果)"
)
"""Last words of headings over remarks, opinions, signatures: never a number."""


_ACTING = re.compile(
    r"[一-鿿]{0,4}(?:核[实对准定查]|审[核定查阅校片稿]|校[对核阅]|查[证对核]|复核|确认|答[复题]|回[复答]|采[编写访集]|编[辑写审制]|"
    r"摄[影制像]|统稿|撰[稿写]|供稿|把关|提供|填[报写表卡]|报送|经[办手]|承办|联[系络]|责任|负责|签[发收批字]|初审|终审|记[录账]|"
    r"制[表作图]|受访|调[查研]|访[谈问]|移交|接[收待]|见证|验收|主[审任管办]|审计|统计|复查|抽查|检查|监[督制]|出[具证])"
    r"(?:人|者|员|方|记者|同志|人员|单位|机构|机关|处室|科室|部门|小组|组|签[字名章认]|盖章|意见|时间|日期){1,2}"
    r"|采[编写访]|编[辑审]|摄[影像]|[统撰供]稿|校[对阅]|把关|经[办手]|签[发收批]|审签"
)
"""Who acts on a form, or when: 核实人, 校对者, 采编, 提供科室; 核实 alone may be a value."""

_WHOM = re.compile(
    r"(?:受援|受赠|受助|受捐|受益|受帮扶|结对|帮扶|对口|协作|支援|援助|捐赠|捐助){1,2}"
    r"(?:县|县市|县区|市|区|方|地|地区|单位|部门|对象|主体|乡镇|名称)+"
)
"""受赠县, 受援地区名称: whose each row is."""

_SERIAL = re.compile(r"[一-鿿]{0,4}(?:编号|序号|行[次号]|栏[次号]|题号|项次|项号)")


def role_of(text: str) -> str:
    """Return the role of a heading that names no figure, "" for others.

    >>> role_of("备注"), role_of("序号"), role_of("帮扶资金")
    ('free', 'serial', '')
    """
    plain = re.sub(r"[\[(][^()\[\]]*[)\]]", "", plain_label(text)).strip(":*")
    whole = plain_label(text)
    roles = vocabulary().roles
    is_serial = _SERIAL.fullmatch(plain) is not None
    shaped = "serial" if is_serial else "label_column" if _WHOM.fullmatch(plain) else ""
    return roles.get(plain) or roles.get(whole) or shaped


def heads_remarks(text: str) -> bool:
    """Whether a heading over empty cells asks for words, not for a number.

    >>> heads_remarks("核对意见"), heads_remarks("是否属实"), heads_remarks("帮扶资金")
    (True, True, False)
    """
    plain = re.sub(r"\([^()]*\)", "", plain_label(text))
    is_of_people = _ACTING.fullmatch(plain) is not None and not counts(plain)
    return is_of_people or _REMARKS.fullmatch(plain) is not None
