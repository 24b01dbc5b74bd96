"""Headings that a note defines: “合计”栏填2013年以来的累计数; 第2栏填…; 人均资金=资金÷2013年底人口.

What the note says joins the labels it names and nothing else, as a footnote does, and is taken out
of the notes on the whole form. Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.forms.days import days_in
from jiedui.forms.notes import clauses_of
from jiedui.forms.rewording import core_of, plain_label
from jiedui.forms.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jiedui.forms.labels import LabelReader
    from jiedui.forms.layout import Table

_OPEN, _CLOSE = "“\"「『‘'《【〖", "”\"」』’'》】〗"
_NAMED = rf"[{_OPEN}][^{_OPEN}{_CLOSE}]{{1,24}}[{_CLOSE}]"
_VERB = r"(?:均|都)?(?:是指|系指|指的是|指|应?填(?:写|列|报)?|统计|反映|为|按|=|:|,)"
_QUOTED = re.compile(
    rf"^(?:表中|本表|其中)?(?P<terms>{_NAMED}(?:[、和及]?{_NAMED})*)"
    rf"(?:一|两|各)?(?:[栏列项行]|指标)?(?:数据|数)?{_VERB}(?P<told>.+)$"
)
_NUMBERED = re.compile(
    rf"^(?:表中|本表)?第?(?P<first>\d{{1,2}}|[甲乙丙丁])(?:[-至到](?P<last>\d{{1,2}}))?[栏列](?:数据|数)?{_VERB}(?P<told>.+)$"
)
_SIGNED = re.compile(rf"^(?P<term>[A-Z]\d{{0,2}})(?:[栏列项行]|指标)?{_VERB}(?P<told>.+)$")
"""A为2013年以来帮扶资金总额（万元）: what a sign stands for."""

_PLAIN = re.compile(
    rf"^(?P<term>[^,:;{_OPEN}{_CLOSE}÷/]{{2,16}}?)(?:一栏|栏|列|一列)(?:数据|数)?{_VERB}(?P<told>.+)$"
)
_WORKED_OUT = re.compile(
    r"^(?P<term>[^,:;=÷]{2,16}?)(?:=|是指|指|按|为|:)(?P<told>.+(?:÷|/|除以).+)$"
)
_BY_PEOPLE = re.compile(
    r"^(?P<term>(?:[、和及]?[人户]均[^,:;=÷、和及]{0,12}?)+)(?:均|都|一律|分别|统一)*(?:以|按照?|用)"
    r"(?P<told>[^,;÷]*(?:人(?:口|数)|[底末]|建档立卡)[^,;÷]{0,4}?)(?:计算|测算|为基数|为分母|作分母|作基数|计)"
)
_BY_SERIAL = re.compile(
    r"^(?:代码|编号|序号|行次|指标)?第?(?P<row>\d{1,6})(?:号|行|项|栏)?(?:指标)?(?:=|等于|为|是指|指)(?P<told>.+(?:÷|除以).*[^\d行项栏号)].*)$"
)
"""06指标=01指标÷2013年末建档立卡人口: a row by its number, divided by what no row holds."""

_ROW_IS = re.compile(
    r"^(?:(?:代码|编号|序号|行次|指标|项目|第)+(?P<row>\d{1,6}(?:[、和及,至到-]第?\d{1,6})*)(?:号|行|项|栏)?"
    r"|第?\(?(?P<rows>\d{1,6}(?:[、和及,至到-]第?\d{1,6})*)\)?(?:号?(?:指标|代码)|[号行项]))(?:指标|数据)?[:,]?"
    r"(?:均|都|分别)?(?:为|是指|是|系指|系|指|按|填[报列写]?|取|统计)(?P<told>[^÷/+=×]*[一-鿿][^÷/+=×]*)$"
)
"""指标3为2013年末时点数, 第4、5行填2013年以来累计数: of when rows are, by their numbers."""

_ROW_TAKES = re.compile(
    r"^(?:代码|编号|序号|行次|指标|第)*(?P<row>\d{1,6}(?:[、和及,]第?\d{1,6})*)(?:号|行|项|栏)?(?:指标)?(?:均|都)?(?P<told>(?:不含|不包括|剔除|扣除|含|包括).+)$"
)
"""04指标不含实物捐赠, 0103、0104不含…: what rows take in or out."""

_COUNTED_IN = re.compile(
    r"^(?P<term>[^,:;]{1,16}?)(?:的)?(?:计量|金额|数据)?单位(?:均|统一)?(?:为|是|:|用|按)(?P<told>[^,;:]{1,8})(?:,|$)"
)
"""总投入单位为亿元: in what one row or column is counted."""

_SAID = re.compile(
    r"(?:\([^()]*\))?(?:一?[栏列项行]|[个户人]?数|数据)?(?:[:,]?(?:均|都)?(?:是指|系指|指的是|即指|指|为|即|反映)(?P<told>[^,]+.*)|(?::|-+|—+)(?P<bare>[^,]{5,}.*))$"
)
_EACH = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]+)[{_CLOSE}]")


def defined_in(
    lines: Iterable[str], tables: Sequence[Table], reader: LabelReader
) -> tuple[dict[str, str], set[str]]:
    """Return what notes say of headings and labels by their core words, and the clauses they take.

    A term that stands over no column and beside no row, or that is a word of time with a meaning of
    its own (本期数), is left to the notes on the whole form.
    """
    labels = {core_of(one): one for table in tables for one in table.every_label}
    lines = list(lines)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for line in lines:
        for clause in clauses_of(line):
            terms, told = _terms(clause, tables)
            if not terms:
                terms, told = _said_of(clause, [one for one in labels if _heads(one, reader)])
            is_marked = _QUOTED.match(clause) is not None
            kept = [one for term in terms
                    for one in _named(core_of(term), labels, within=is_marked)]  # fmt: skip
            kept = [one for one in kept if not _is_word_of_time(labels[one], reader)]
            if kept and told and not _COUNTED_IN.match(clause):
                taken.add(clause)
            if kept and told:
                for one in kept:
                    found.setdefault(one, told)
    for label, unit in _units_beside(lines, [one for one in labels if not reader.read(one).unit]):
        found[label] = f"{found.get(label, '')}({unit})"
    return _spelt_out(found, reader), taken


def _units_beside(lines: Iterable[str], labels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield labels that notes name with their unit behind them: 累计资金（万元）自2013年起."""
    text = ";".join(map(plain_label, lines))
    for label in labels:
        told = re.search(rf"(?<![一-鿿]){re.escape(label)}\((?P<unit>[^()]{{1,6}})\)", text)
        if told is not None and len(label) >= _FEWEST - 1 and unit_of(told["unit"]) is not None:
            yield label, told["unit"]


_AS_BEFORE = re.compile(r"^(?:同一?(?:期间?|时期)|上述(?:期间|时期))的?")
_COLUMN = re.compile(r"(?<![A-Za-z])(?P<sign>[A-Z]\d{0,2})(?:[列栏行项]|指标)?(?=[占÷/×+]|除以|$)")


def _spelt_out(found: dict[str, str], reader: LabelReader) -> dict[str, str]:
    """Return definitions without 同期, and with what others say of the signs that they name.

    B列为同期区级资金; C列为A列占资金总额的比重.
    """
    spelt: dict[str, str] = {}
    days = ""
    for term, told in found.items():
        own = _AS_BEFORE.sub(days, told) if days else told
        named = list(days_in(plain_label(own), reader.as_of, reader.year))
        days = plain_label(own)[: named[-1].end] if named else days
        spelt[term] = _COLUMN.sub(lambda one: spelt.get(one["sign"], one[0]), own)
    return spelt


def _terms(clause: str, tables: Sequence[Table]) -> tuple[list[str], str]:
    """Return the headings that a clause defines and what it says of them."""
    counted = _COUNTED_IN.match(clause)
    if counted is not None and unit_of(counted["told"]) is not None:
        return [counted["term"]], f"({counted['told']})"
    quoted = _QUOTED.match(clause)
    if quoted is not None:
        return _EACH.findall(quoted["terms"]), quoted["told"]
    numbered = _NUMBERED.match(clause)
    if numbered is not None:
        first, last = numbered["first"], numbered["last"] or numbered["first"]
        numbers = (
            [str(one) for one in range(int(first), int(last) + 1)] if first.isdigit() else [first]
        )
        heads = [table.ordinals.get(one, "") for table in tables for one in numbers]
        return [one for one in heads if one], numbered["told"]
    base = _BY_PEOPLE.match(clause)
    if base is not None:
        return re.split("[、和及]", base["term"]), f"÷{base['told']}"
    if (rows := _by_serial(clause, tables)) is not None:
        return rows
    plain = _SIGNED.match(clause) or _PLAIN.match(clause) or _WORKED_OUT.match(clause)
    return ([plain["term"]], plain["told"]) if plain is not None else ([], "")


def _by_serial(clause: str, tables: Sequence[Table]) -> tuple[list[str], str] | None:
    """Return the labels of rows that a clause numbers and what it says of them."""
    serial = _BY_SERIAL.match(clause) or _ROW_TAKES.match(clause)
    if serial is not None:
        rows = _rows_numbered(serial["row"], tables)
        _, is_divided, below = serial["told"].replace("除以", "÷").partition("÷")
        return rows, f"÷{below}" if is_divided else f"({serial['told']})"
    dated = _ROW_IS.match(clause)
    return dated and (_rows_numbered(dated["row"] or dated["rows"], tables), f"({dated['told']})")


def _rows_numbered(words: str, tables: Sequence[Table]) -> list[str]:
    """Return the labels of the rows that words number: 3、5-7."""
    named: set[str] = set()
    for first, last in re.findall(r"(\d+)(?:[至到-]第?(\d+))?", words):
        named |= {str(one) for one in range(int(first), int(last or first) + 1)}
    return [one.labels[-1] for table in tables for one in table.lines
            if one.labels and one.serial.lstrip("0") in named]  # fmt: skip


_FEWEST = 3


def _heads(label: str, reader: LabelReader) -> bool:
    """Whether a label is one that a note may say more of by its bare words: no name, no sum."""
    told = reader.read(label)
    is_name = told.places or told.payers or told.projects or told.is_total
    return len(label) >= _FEWEST and not is_name


def _said_of(clause: str, labels: Iterable[str]) -> tuple[list[str], str]:
    """Return the label that a clause begins with and what it says of it: 全年安排数为年初的计划."""
    for label in sorted(labels, key=len, reverse=True):
        found = _SAID.match(clause, len(label)) if clause.startswith(label) else None
        if found is not None:
            return [label], found["told"] or found["bare"]
    return [], ""


def _named(term: str, labels: Iterable[str], *, within: bool = False) -> list[str]:
    """Return the labels that a term names: itself, of 人均 and 户均 all that begin so.

    A term in quotation marks that is no label whole is all that end with it: 截至10月末已完工.
    """
    if term in {"人均", "户均"}:
        return [one for one in labels if one.startswith(term)]
    if term in labels:
        return [term]
    is_word = within and len(term) >= _FEWEST
    return [one for one in labels if is_word and one.endswith(term)]


def _is_word_of_time(label: str, reader: LabelReader) -> bool:
    told = reader.read(label)
    return bool(told.times or told.status) and not (told.subject or told.span)
