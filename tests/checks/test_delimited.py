"""CSV in columns gives what plain row-by-row reading gives: ragged, quoted, cut anywhere."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jiedui.checks import delimited
from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

CELLS = st.text(st.sampled_from("ab张三 0'\"\u3000\r\n,;|\t"), max_size=4)
PLAIN = st.text(st.sampled_from("ab张三 0'\u3000|"), max_size=4)

RETURN_AT_A_BLOCK_END = 'h0,h1,h2,h3\r\n,0,"0""","000;"\r\n0,0,";","000;"\r\n,"00""","000;","0\r\n"'


def reference(text: str, separator: str, width: int) -> list[list[str | None]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    next(rows)
    return [
        [cell or None for cell in row[:width]] + [None] * (width - len(row)) for row in rows if row
    ]


def read(path: Path) -> list[list[str | None]]:
    form = delimited.form_of(path)
    names = delimited.headings(path, form) or []
    found: list[list[str | None]] = []
    for table in delimited.tables(path, form, names):
        found += map(list, zip(*(column.to_pylist() for column in table.columns), strict=True))
    return found


def _cell(draw: st.DrawFn, quoting: str, cell: str) -> str:
    """A cell as offices' programs write it: all quoted, some, or only what needs it."""
    needs = any(one in cell for one in '\r\n,;\t"')
    is_quoted = {"none": False, "all": True, "minimal": needs}.get(quoting)
    if is_quoted is None:
        is_quoted = needs or draw(st.booleans())
    return '"' + cell.replace('"', '""') + '"' if is_quoted else cell


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str, int]:
    """A file's text, its separator and its width."""
    separator = draw(st.sampled_from(",;\t"))
    width = draw(st.integers(2, 4))
    ending = draw(st.sampled_from(("\n", "\r\n")))
    quoting = draw(st.sampled_from(("none", "all", "some", "minimal")))
    cells = PLAIN if quoting == "none" else CELLS
    widths = st.integers(width, width) if draw(st.booleans()) else st.integers(0, width + 1)
    rows = draw(st.lists(widths.flatmap(lambda n: st.lists(cells, min_size=n, max_size=n))))
    lines = [separator.join(f"h{at}" for at in range(width))]
    lines += [separator.join(_cell(draw, quoting, one) for one in row) for row in rows]
    return ending.join(lines) + draw(st.sampled_from(("", ending))), separator, width


@settings(deadline=None)
@given(files(), st.sampled_from(("utf-8", "utf-8-sig", "gb18030")), st.integers(1, 3))
@example(made=(RETURN_AT_A_BLOCK_END, ",", 4), encoding="utf-8", batch_rows=1)
def test_columns_hold_what_rows_hold(
    made: tuple[str, str, int], encoding: str, batch_rows: int
) -> None:
    text, separator, width = made
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "BATCH_ROWS", batch_rows)
        patch.setattr(delimited, "BLOCK_BYTES", 64)
        path = Path(folder) / "list.csv"
        path.write_bytes(text.encode(encoding))
        assert delimited.form_of(path).separator == separator
        assert read(path) == reference(text, separator, width)


@settings(deadline=None, max_examples=400)
@given(st.text(st.sampled_from('ab张"",,\n\r '), max_size=30), st.sampled_from((3, 7, 1 << 22)))
def test_any_marks_are_read_as_rows_are_or_refused(text: str, at_once: int) -> None:
    text = f"h1,h2\n{text}"
    expected: list[list[str | None]] | None
    try:
        expected = reference(text, ",", 2)
    except csv.Error:
        expected = None
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "SCANNED_BYTES", at_once)
        path = Path(folder) / "list.csv"
        path.write_bytes(text.encode())
        if expected is None:
            with pytest.raises(csv.Error):
                read(path)
        else:
            assert read(path) == expected


def test_headings_may_break_their_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('"身份证号\n(18位)","姓名"\n"1","张,三"\n"2","李""四"\n', encoding="utf-8")
    assert delimited.form_of(path).is_plain
    assert read(path) == [["1", "张,三"], ["2", '李"四']]


def _written(folder: Path, rows: Sequence[Sequence[str]], end: bytes) -> Path:
    path = folder / "list.csv"
    lines = [",".join(row) for row in rows]
    path.write_bytes("\n".join(lines).encode("gb18030") + end)
    return path


def test_a_byte_that_no_encoding_has_is_told_wherever_it_stands(tmp_path: Path) -> None:
    rows = [["身份证号", "姓名"], *[[f"{at}", "张三"] for at in range(200_000)]]
    path = _written(tmp_path, rows, end=b"\n1,\xff\xff\n")
    with pytest.raises(Refused) as refused:
        read(path)
    assert "neither UTF-8 nor GB 18030" in refused.value.problems[0].found


@pytest.mark.parametrize("line", ['1,"张三', '1,"张"三'])
def test_quotation_marks_that_do_not_pair_are_an_error(tmp_path: Path, line: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"身份证号,姓名\n{line}", encoding="utf-8")
    with pytest.raises(csv.Error):
        read(path)


def test_a_short_row_far_down_loses_nothing(tmp_path: Path) -> None:
    rows = [["a", "b"], *[[f"{at}", "x"] for at in range(1_500_000)], ["short"], ["1", "2", "3"]]
    path = _written(tmp_path, rows, end=b"")
    form = delimited.form_of(path)
    tables = list(delimited.tables(path, form, ["a", "b"]))
    assert sum(one.num_rows for one in tables) == 1_500_002
    assert tables[-1].slice(tables[-1].num_rows - 2).to_pylist() == [
        {"a": "short", "b": None},
        {"a": "1", "b": "2"},
    ]
