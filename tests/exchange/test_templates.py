"""Templates out and in again: blank without a question, filled without a false problem."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from jiedui.exchange.examples import CHOICES, columns_of, examples_of, money_unit
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.questions import column_questions
from jiedui.exchange.reading import read_workbook
from jiedui.exchange.templates import GUIDE, heading_of, template
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_ROW = 4


def filled(code: str, *rows: Mapping[str, str | int]) -> bytes:
    """A kind's template, filled in as a person does: values typed under the headings."""
    book = load_workbook(io.BytesIO(template(code)))
    sheet = book.worksheets[0]
    columns = columns_of(KINDS[code])
    sheet.cell(2, 1).value = "填报单位:示例县乡村振兴局"
    sheet.cell(2, min(4, len(columns))).value = "截止日期:2025年12月31日"
    for at, row in enumerate(rows, start=FIRST_ROW):
        for col, field in enumerate(columns, start=1):
            sheet.cell(at, col).value = row.get(field.name)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("code", KINDS)
def test_a_blank_template_reads_back_without_a_single_question(code: str) -> None:
    reading = read_workbook(f"{code}.xlsx", template(code))
    assert (reading.fatal, reading.kind, reading.rows) == (None, code, ())
    assert [(one.code, one.source.cell) for one in reading.problems] == []
    assert [one.field for one in reading.columns] == [one.name for one in columns_of(KINDS[code])]
    assert column_questions(reading) == []


@pytest.mark.parametrize("code", KINDS)
def test_a_filled_template_has_no_false_problem(code: str) -> None:
    example = examples_of(KINDS[code])
    reading = read_workbook(f"{code}.xlsx", filled(code, example))
    assert [(one.code, one.source.cell, one.found) for one in reading.problems] == []
    [row] = reading.rows
    for field in columns_of(KINDS[code]):
        if example[field.name] != "":
            assert row.get(field.name) is not None, field.name
    fen = {"万元": 1_000_000, "元": 100}[money_unit(KINDS[code])]
    money = [one.name for one in columns_of(KINDS[code]) if one.name.endswith("_fen")]
    assert {name: row.get(name) for name in money} == {
        name: int(example[name]) * fen for name in money
    }


@pytest.mark.parametrize("code", KINDS)
def test_a_template_has_drop_downs_notes_and_examples(code: str) -> None:
    book = load_workbook(io.BytesIO(template(code)))
    sheet, guide = book.worksheets
    columns = columns_of(KINDS[code])
    assert [cell.value for cell in sheet[3]] == [
        heading_of(one, money_unit(KINDS[code])) for one in columns
    ]
    rules = sheet.data_validations.dataValidation
    assert len(rules) == len(columns)
    assert all(rule.prompt for rule in rules)
    lists = {field.name for field, rule in zip(columns, rules, strict=True) if rule.type == "list"}
    assert lists == {one.name for one in columns if one.name in CHOICES}
    words = "".join(str(cell.value) for row in guide.iter_rows() for cell in row)
    assert guide.title == GUIDE
    assert all(one.zh in words for one in columns)
    assert "示例" in words
    assert not any(
        cell.data_type == "f" for page in book for row in page.iter_rows() for cell in row
    )


def test_a_template_is_the_same_every_time() -> None:
    assert template("training") == template("training")


def test_a_wrong_sum_in_a_filled_template_is_told_at_its_cell() -> None:
    example = examples_of(KINDS["project_fund"])
    wrong = {**example, "aid_fen": 1}
    reading = read_workbook("a.xlsx", filled("project_fund", wrong))
    col = [one.name for one in columns_of(KINDS["project_fund"])].index("aid_fen")
    assert ("ROW_SUM_MISMATCH", f"{chr(65 + col)}{FIRST_ROW}") in {
        (one.code, one.source.cell) for one in reading.problems
    }


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused) as error:
        template("nothing")
    assert "project_fund" in error.value.problems[0].expected
