"""Delimited text, streamed into columns of text: CSV, tabs, semicolons; UTF-8 or GB 18030.

A file is parsed by Arrow, block by block, where it has no quotation marks or only those of RFC
4180: around a whole cell, doubled within. Where it meets a row of another width, and where a mark
stands elsewhere, rows are read one by one under strict rules of quoting. Both give the same. Memory
holds a block, however long the file.
"""

from __future__ import annotations

import codecs
import csv
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from jiedui.kernel.problem import Problem, Refused, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SEPARATORS = "\t,;|"
FALLBACK = "gb18030"
BLOCK_BYTES = 8 << 20
BATCH_ROWS = 50_000
SAMPLE_CHARACTERS = 65_536
_QUOTED = re.compile('"[^"]*"')
SCANNED_BYTES = 4 << 20


class Form(NamedTuple):
    """How a file is written.

    Attributes:
        encoding: UTF-8 with or without its mark, or GB 18030.
        separator: What stands between cells.
        is_quoted: Whether it holds quotation marks.
        is_plain: Whether each of them begins or ends a cell, or is doubled within one.
    """

    encoding: str
    separator: str
    is_quoted: bool
    is_plain: bool


def form_of(file: Path) -> Form:
    """Return how a file is written; what is not UTF-8 is taken for GB 18030.

    Raises:
        Refused: Its beginning is neither (FILE_UNREADABLE).
    """
    encoding, is_quoted = _encoding(file)
    try:
        with file.open(encoding=encoding, newline="") as opened:
            sample = _QUOTED.sub("", opened.read(SAMPLE_CHARACTERS))
    except UnicodeDecodeError as error:
        raise _unreadable(file) from error
    separator = max(SEPARATORS, key=sample.partition("\n")[0].count)
    # Of the separators only | is also the second byte of characters of GB 18030.
    is_clear = encoding != FALLBACK or separator != "|"
    is_plain = not is_quoted or (is_clear and _is_plainly_quoted(file, separator))
    return Form(encoding, separator, is_quoted, is_plain)


def headings(file: Path, form: Form) -> list[str] | None:
    """Return a file's first row; None where it has not a single line.

    Raises:
        Refused: Its bytes are neither UTF-8 nor GB 18030 (FILE_UNREADABLE).
        csv.Error: Its quotation marks do not pair.
    """
    try:
        with file.open(encoding=form.encoding, newline="") as opened:
            return next(csv.reader(opened, delimiter=form.separator, strict=True), None)
    except UnicodeDecodeError as error:
        raise _unreadable(file) from error


def tables(file: Path, form: Form, names: Sequence[str]) -> Iterator[pa.Table]:
    """Yield what stands below a file's headings, as text; an empty cell is null.

    Args:
        file: The file.
        form: How it is written.
        names: The columns' names; a longer row is cut to them, a shorter one filled with nulls.

    Raises:
        Refused: Its bytes are neither UTF-8 nor GB 18030 (FILE_UNREADABLE).
        csv.Error: Its quotation marks do not pair.
    """
    done = 0
    try:
        if form.is_plain:
            try:
                for table in _blocks(file, form, names):
                    yield table
                    done += table.num_rows
            except pa.ArrowInvalid:
                pass  # A row of another width, or longer than a block: read on row by row.
            else:
                return
        yield from _rows(file, form, names, done=done)
    except UnicodeDecodeError as error:
        raise _unreadable(file) from error


def _blocks(file: Path, form: Form, names: Sequence[str]) -> Iterator[pa.Table]:
    try:
        reader = arrow_csv.open_csv(
            file,
            read_options=arrow_csv.ReadOptions(
                column_names=list(names),
                skip_rows_after_names=1,
                block_size=BLOCK_BYTES,
                encoding="utf-8" if form.encoding != FALLBACK else FALLBACK,
                use_threads=False,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=form.separator,
                quote_char='"' if form.is_quoted else False,
                newlines_in_values=form.is_quoted,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV file" in str(error):
            return
        raise
    with reader:
        for batch in reader:
            yield pa.Table.from_batches([batch])


def _rows(file: Path, form: Form, names: Sequence[str], *, done: int) -> Iterator[pa.Table]:
    """Yield what stands below the headings and the rows that were read already."""
    schema = pa.schema([(name, pa.string()) for name in names])
    width = len(names)
    with file.open(encoding=form.encoding, newline="") as opened:
        reader = csv.reader(opened, delimiter=form.separator, strict=True)
        next(reader, None)
        rows = islice((row for row in reader if row), done, None)
        while batch := list(islice(rows, BATCH_ROWS)):
            if any(len(row) != width for row in batch):
                batch = [row[:width] + [""] * (width - len(row)) for row in batch]
            columns = [pa.array(column, pa.string()) for column in zip(*batch, strict=True)]
            yield pa.table([_without_empty(column) for column in columns], schema=schema)


def _without_empty(column: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)


def _encoding(file: Path) -> tuple[str, bool]:
    """Return UTF-8 where the whole file reads so, and whether it holds quotation marks."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding, is_quoted = "utf-8-sig", False
    with file.open("rb") as opened:
        while block := opened.read(1 << 20):
            is_quoted = is_quoted or b'"' in block
            if encoding != FALLBACK:
                encoding = encoding if _decodes(decoder, block, final=False) else FALLBACK
            elif is_quoted:
                break
    if encoding != FALLBACK and not _decodes(decoder, b"", final=True):
        encoding = FALLBACK
    return encoding, is_quoted


def _is_plainly_quoted(file: Path, separator: str) -> bool:
    """Tell whether quotation marks open behind a separator or line end and close before one.

    Marks are counted through the file: those at even places open a cell (or are the second of a
    doubled one, right behind the first), those at odd places close it (or are the first of two).
    A carriage return within a cell is not plain either: at a block's end Arrow takes it for a
    line's, and drops the line feed behind it.
    """
    ends = np.frombuffer(f'{separator}\r\n"'.encode(), np.uint8)
    opens, last, open_mark = True, ord("\n"), False
    with file.open("rb") as opened:
        start = opened.read(len(codecs.BOM_UTF8))
        opened.seek(len(start) if start == codecs.BOM_UTF8 else 0)
        while block := opened.read(SCANNED_BYTES):
            content = np.frombuffer(block, np.uint8)
            around = np.concatenate(([last], content)).astype(np.uint8)
            if open_mark and not np.isin(content[:1], ends).all():
                return False
            marks = np.flatnonzero(content == ord('"'))
            first = 0 if opens else 1
            within = np.searchsorted(marks, np.flatnonzero(content == ord("\r"))) % 2
            if (within != first).any():
                return False
            opening, closing = marks[first::2], marks[1 - first :: 2]
            followed = closing[closing + 1 < len(content)]
            if not np.isin(around[opening], ends).all():
                return False
            if not np.isin(content[followed + 1], ends).all():
                return False
            opens ^= bool(len(marks) % 2)
            last = block[-1]
            open_mark = last == ord('"') and opens
    return opens


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _unreadable(file: Path) -> Refused:
    return Refused(
        [
            Problem(
                "FILE_UNREADABLE",
                Severity.ERROR,
                Source(file.name),
                "bytes that are neither UTF-8 nor GB 18030",
                "a CSV file in UTF-8 or GB 18030",
            )
        ]
    )
