"""Lists of members as workbooks, and what erasing does to the files people came in."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from openpyxl import load_workbook

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.access.vault import has_upload, upload
from jiedui.books.verify import verify_book
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.exchange.erasing import erase_everywhere, forgotten
from jiedui.exchange.queries import batch, batches
from jiedui.exchange.sample_set.layout import Column, Sheet, workbook_bytes
from jiedui.kernel.problem import Refused
from jiedui.registry.erasing import propose_erasure
from jiedui.registry.privacy import look_at
from jiedui.registry.queries import Days, Filters, households
from tests.registry.conftest import NOW, post_list
from tests.registry.lists import HEADINGS, LEIBO, ROWS, TITLE, listed, number

if TYPE_CHECKING:
    from tests.conftest import Office

DAYS = Days(NOW.date(), NOW.date())
FIRST, THIRD = f"{LEIBO}-000001", f"{LEIBO}-000003"
HEADS = "序号 户主姓名 家庭成员姓名 证件号码 与户主关系 民族 健康状况 劳动技能 务工时间(月)"
MEMBERS = (
    ("丙三三", "丙三三", number(13), "户主", "彝族", "健康", "普通劳动力", 8),
    ("丙三三", "卯四四", number(93), "配偶", "彝族", "残疾、患有大病", "无劳动力", None),
    ("丙三三", "辰五五", number(94, "20100203"), "之子", "彝族", "健康", None, None),
    ("丙三三", "小娃", None, "之女", None, None, None, None),
    ("甲一一", "甲一一", number(11), "户主", None, None, "技能劳动力", None),
    ("甲一一", "巳六六", number(95), "配偶", None, "慢慢病", None, None),
)


def members(rows: tuple[tuple[object, ...], ...] = MEMBERS) -> bytes:
    """Return a list of members as a workbook, the head's name merged over the rows of each."""
    columns = tuple(Column(name, width=18) for name in HEADS.split())
    told = tuple((at, *row) for at, row in enumerate(rows, start=1))
    title = "雷波县监测对象家庭成员信息表(截至2018年12月31日)"
    content = workbook_bytes((Sheet("成员", title, columns, told),))  # type: ignore[arg-type]
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    first = sheet.max_row - len(rows) + 1
    sheet.merge_cells(start_row=first, end_row=first + 3, start_column=2, end_column=2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_list_of_members_is_received_posted_and_sent_again(register: Office) -> None:
    assert register.vendor == "sqlite"
    received = receive_file(members(), name="成员.xlsx", actor=actor_named("wang"), now=NOW)
    assert [(one.code, one.source.cell, one.found) for one in received.problems] == [
        ("WORD_UNLISTED", "G9", "慢慢病")
    ]
    kept = batch(EVERYWHERE, received.number)
    assert kept.summary.kind == "household_members"
    assert {row.thing.fields["health"] for row in kept.rows} == {"***", None}  # type: ignore[union-attr]
    posted = post_batch(received.number, actor=actor_named("zhao"), now=NOW, accept_warnings=True)
    assert (posted.first, posted.last) == (0, 0)
    shown = look_at(THIRD, DAYS, purpose="核实", actor=actor_named("wang"), now=NOW, reveal=True)
    assert [(one.name, one.relation) for one in shown.members] == [
        ("丙三三", "HEAD"), ("卯四四", "SPOUSE"), ("辰五五", "CHILD"), ("小娃", "CHILD"),
    ]  # fmt: skip
    assert shown.members[0].items["work_months"] == "8"
    assert shown.members[1].items["health"] == "DISABLED,SEVERE"
    again = (*MEMBERS[:4], ("丙三三", "午七七", number(96), "之女", None, None, None, None))
    worse = ((*MEMBERS[0][:5], "患有大病", *MEMBERS[0][6:]), *again[1:])
    assert post_list(members(worse), name="成员二.xlsx") == 2
    shown = look_at(THIRD, DAYS, purpose="核实", actor=actor_named("wang"), now=NOW, reveal=True)
    assert len(shown.members) == 5
    assert shown.members[0].items["health"] == "SEVERE"


def test_a_member_of_a_household_nobody_knows_refuses_the_whole_list(register: Office) -> None:
    assert register.vendor == "sqlite"
    lost = (("某某某", "某某某", number(71), "户主", *[None] * 4),)
    with pytest.raises(Refused) as refused:
        post_list(members((*MEMBERS, *lost)), name="成员.xlsx")
    assert [(one.code, one.source.cell) for one in refused.value.problems] == [
        ("HOUSEHOLD_UNKNOWN", "row:10")
    ]
    assert households(EVERYWHERE, DAYS, Filters(find=number(93))).total == 0
    wrong = ((*MEMBERS[0][:3], "外星人", *MEMBERS[0][4:]), *MEMBERS[1:])
    told = receive_file(members(wrong), name="错.xlsx", actor=actor_named("wang"), now=NOW)
    assert ("RELATION_WORD_UNKNOWN", "E4") in [(one.code, one.source.cell) for one in told.problems]


def _texts(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_erasing_reaches_the_files_they_came_in(register: Office) -> None:
    assert register.vendor == "sqlite"
    zhao = actor_named("zhao")
    post_list(members(), name="成员.xlsx")
    before = verify_book().head
    waits = receive_file(
        listed(ROWS[:2], title=TITLE.replace("名单", "复核名单")), name="复核.xlsx",
        actor=actor_named("wang"), now=NOW,
    ).number  # fmt: skip
    made = propose_erasure(FIRST, reason="本人申请", actor=actor_named("qian"), now=NOW)
    with pytest.raises(Refused):
        erase_everywhere(made.number, actor=actor_named("qian"), now=NOW)
    assert number(11) in _texts(upload(batch(EVERYWHERE, 1).content))
    done = erase_everywhere(made.number, actor=zhao, now=NOW)
    assert [(one.batch, one.rows, one.is_destroyed) for one in done.files] == [
        (1, 1, False), (2, 2, False),
    ]  # fmt: skip
    assert done.waiting == (waits,)
    for one in batches(EVERYWHERE, state="posted"):
        told = batch(EVERYWHERE, one.number)
        left = _texts(upload(told.content))
        everything = f"{left} {told.rows} {told.reading} {told.problems}"
        for gone in (number(11), "甲一一", number(95), "巳六六", "6228"):
            assert gone not in everything, (one.number, gone)
        assert "丙三三" in left
        assert hashlib.sha256(upload(told.content)).hexdigest() != told.content
        assert [one.by for one in forgotten(one.number)] == ["zhao"]
    after = verify_book()
    assert (after.head, after.problems) == (before, ())
    assert households(EVERYWHERE, DAYS).total == 5


def test_a_file_of_which_no_copy_can_be_made_goes_as_a_whole(
    register: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert register.vendor == "sqlite"
    monkeypatch.setattr("jiedui.exchange.redacting.CELLS_MAX", 10)
    made = propose_erasure(THIRD, reason="本人申请", actor=actor_named("qian"), now=NOW)
    done = erase_everywhere(made.number, actor=actor_named("zhao"), now=NOW)
    assert [one.is_destroyed for one in done.files] == [True]
    assert not has_upload(batch(EVERYWHERE, 1).content)
    assert forgotten(1)[0].is_destroyed


def test_a_telephone_is_read_sealed_and_shown_for_a_purpose_alone(register: Office) -> None:
    heads = [*HEADINGS.split(), "户主联系电话"]
    columns = tuple(Column(name, width=18) for name in heads)
    told = tuple((at, *row, 13800000000 + at) for at, row in enumerate(ROWS, start=1))
    content = workbook_bytes((Sheet("名单", TITLE, columns, told),))
    post_list(content, name="又一名单.xlsx")
    wang = actor_named("wang")
    shown = look_at(THIRD, DAYS, purpose="核实", actor=wang, now=NOW, reveal=True)
    assert shown.items["phone"] == "13800000003"
    assert shown.items["phone"] not in str(look_at(THIRD, DAYS, purpose="看", actor=wang, now=NOW))
    connection.close()
    files = [path for path in register.data_dir.rglob("*") if path.is_file()]
    assert not any(b"13800000003" in path.read_bytes() for path in files)
    kept = batch(EVERYWHERE, max(one.number for one in batches(EVERYWHERE)))
    assert not any("13800000003" in str(row) for row in kept.rows)
