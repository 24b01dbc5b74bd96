"""A return sent again: recognised, shown row by row, and only what changed goes into the book."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries as books
from jiedui.books.commands import close_period
from jiedui.books.verify import verify_book
from jiedui.exchange.answering import say_gone, say_replacing
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.exchange.queries import batch
from jiedui.kernel.problem import Refused
from tests.exchange import other_programme as other
from tests.exchange.office import workbook
from tests.exchange.test_batches import NOW, fold, people, refused, through

if TYPE_CHECKING:
    from jiedui.access.scope import Actor

__all__ = ["people"]

HEADINGS = (
    "序号",
    "捐赠单位",
    "受赠单位",
    "受援县",
    "捐赠日期",
    "捐赠形式",
    "捐赠金额(万元)",
    "用途",
)
SCHOOL = ("某某商会", "雷波县教育局", "雷波县", "2019-03-05", "现金", 12.5, "校服")
CLINIC = ("某某公司", "雷波县卫生局", "雷波县", "2019-04-01", "现金", 30, "救护车")
BOOKS = ("某某书店", "美姑县图书馆", "美姑县", "2019-05-02", "实物", 4, "图书")


def gifts(*rows: tuple[object, ...], title: str = "顺德区捐赠台账(2019年上半年)") -> bytes:
    """A donation ledger of these rows."""
    told = [(at, *row) for at, row in enumerate(rows, start=1)]
    return workbook(("捐赠", [(title,), HEADINGS, *told], ()))


def with_amount(row: tuple[object, ...], amount: float) -> tuple[object, ...]:
    return (*row[:5], amount, *row[6:])


def given(place: str = other.LEIBO) -> int:
    return -fold("Source:Gift", place)


def changes(number: int) -> list[tuple[str, int]]:
    """What became of every row: the change, and the row in the new file or the old one."""
    found = []
    for one in batch(EVERYWHERE, number).differences:
        if one.key is None:
            assert one.earlier is not None
            found.append((one.change.value, one.earlier.thing.row))
        elif not one.key[0]:
            found.append((one.change.value, batch(EVERYWHERE, number).rows[one.key[1]].thing.row))
    return found


def send(content: bytes, name: str, people: dict[str, Actor]) -> int:
    return receive_file(content, name=name, actor=people["wang"], now=NOW).number


def post(number: int, people: dict[str, Actor]) -> list[int]:
    posted = post_batch(number, actor=people["zhao"], now=NOW, accept_warnings=True)
    return list(range(posted.first, posted.last + 1))


def test_only_what_changed_is_posted_and_cites_both_files(people: dict[str, Actor]) -> None:
    first = send(gifts(SCHOOL, CLINIC), "捐赠.xlsx", people)
    post(first, people)
    again = send(gifts(SCHOOL, with_amount(CLINIC, 35), BOOKS), "捐赠(更正).xlsx", people)
    assert changes(again) == [("same", 3), ("changed", 4), ("new", 5)]
    [clinic] = [one for one in batch(EVERYWHERE, again).differences if one.change == "changed"]
    assert clinic.fields == ("amount_fen",)
    with pytest.raises(Refused) as error:
        post(again, people)
    assert refused(error) == "REPLACING_OPEN"
    say_replacing(again, replaces=first, actor=people["wang"], now=NOW)
    shown = batch(EVERYWHERE, again)
    posted = post(again, people)
    drafts = [books.entry(EVERYWHERE, number).draft for number in posted]
    assert [entry.lines for entry in drafts] == [entry.lines for entry in shown.entries]
    assert [entry.kind for entry in drafts] == ["reversal", "gift", "gift"]
    back, corrected, new = drafts
    assert back.reverses == 2
    assert "捐赠.xlsx" in back.words
    assert "捐赠(更正).xlsx" in back.words
    hashes = f"{shown.content} {batch(EVERYWHERE, first).content}"
    assert (back.evidence, corrected.evidence, new.evidence) == (hashes, hashes, shown.content)
    assert given() == 475_000_00
    assert given(other.MEIGU) == 40_000_00
    assert verify_book(processes=1).problems == ()


def test_a_correction_of_a_correction_replaces_it(people: dict[str, Actor]) -> None:
    again = send(gifts(SCHOOL, CLINIC), "一.xlsx", people)
    post(again, people)
    for name, amount in (("二.xlsx", 35), ("三.xlsx", 36)):
        again = send(gifts(SCHOOL, with_amount(CLINIC, amount)), name, people)
        assert changes(again) == [("same", 3), ("changed", 4)]
        replaces = batch(EVERYWHERE, again).replaces
        say_replacing(again, replaces=replaces, actor=people["wang"], now=NOW)
        assert len(post(again, people)) == 2
    assert batch(EVERYWHERE, again).replaces == again - 1
    last = send(gifts(with_amount(SCHOOL, 13), with_amount(CLINIC, 36)), "四.xlsx", people)
    assert changes(last) == [("changed", 3), ("same", 4)], (
        "what never changed stands since the first"
    )
    say_replacing(last, replaces=last - 1, actor=people["wang"], now=NOW)
    post(last, people)
    assert given() == 490_000_00


def test_a_gone_row_stays_until_a_person_says_otherwise(people: dict[str, Actor]) -> None:
    first = send(gifts(SCHOOL, CLINIC, BOOKS), "一.xlsx", people)
    post(first, people)
    again = send(gifts(SCHOOL, with_amount(CLINIC, 31)), "二.xlsx", people)
    assert changes(again) == [("same", 3), ("changed", 4), ("gone", 5)]
    say_replacing(again, replaces=first, actor=people["wang"], now=NOW)
    post(again, people)
    assert given(other.MEIGU) == 40_000_00
    third = send(gifts(with_amount(SCHOOL, 12), with_amount(CLINIC, 31)), "三.xlsx", people)
    [gone] = [one.earlier for one in batch(EVERYWHERE, third).differences if one.change == "gone"]
    assert gone is not None
    say_gone(third, rows={gone.code: True}, actor=people["wang"], now=NOW)
    say_replacing(third, replaces=again, actor=people["wang"], now=NOW)
    drafts = [books.entry(EVERYWHERE, number).draft for number in post(third, people)]
    assert [one.kind for one in drafts] == ["reversal", "reversal", "gift"]
    assert (given(), given(other.MEIGU)) == (430_000_00, 0)
    assert verify_book(processes=1).problems == ()


def test_another_return_is_posted_beside_the_first(people: dict[str, Actor]) -> None:
    post(send(gifts(SCHOOL, CLINIC), "一.xlsx", people), people)
    other_one = send(gifts(SCHOOL, with_amount(CLINIC, 8)), "另.xlsx", people)
    say_replacing(other_one, replaces=None, actor=people["wang"], now=NOW)
    assert batch(EVERYWHERE, other_one).differences == ()
    post(other_one, people)
    assert given() == 505_000_00


def test_another_period_is_no_correction(people: dict[str, Actor]) -> None:
    post(send(gifts(SCHOOL, CLINIC), "一.xlsx", people), people)
    later = gifts(SCHOOL, with_amount(CLINIC, 8), title="顺德区捐赠台账(2018年)")
    assert batch(EVERYWHERE, send(later, "二.xlsx", people)).replaces is None


def test_a_corrected_name_is_the_same_row(people: dict[str, Actor]) -> None:
    post(send(gifts(SCHOOL, CLINIC, BOOKS), "一.xlsx", people), people)
    renamed = ("某某集团公司", *CLINIC[1:])
    again = send(gifts(SCHOOL, renamed, BOOKS), "二.xlsx", people)
    assert changes(again) == [("same", 3), ("changed", 4), ("same", 5)]


def test_rows_in_another_order_are_the_same_rows(people: dict[str, Actor]) -> None:
    post(send(gifts(SCHOOL, CLINIC, BOOKS), "一.xlsx", people), people)
    again = send(gifts(BOOKS, SCHOOL, CLINIC), "二.xlsx", people)
    assert {change for change, _ in changes(again)} == {"same"}
    with pytest.raises(Refused) as error:
        post(again, people)
    assert refused(error) == "BATCH_EMPTY"


def test_a_corrected_project_keeps_the_stated_totals_around_it(people: dict[str, Actor]) -> None:
    through(other.ledger(), "台账.xlsx", people)
    through(other.statements(), "公布数.xlsx", people)
    both = f"{other.MEIGU}+{other.LEIBO}"
    assert (-fold("Source:Aid", other.LEIBO), -fold("Source:Aid", both)) == (
        13_500_000_00,
        36_000_000_00,
    )
    projects = fold("Count:Projects", other.LEIBO)
    again = send(other.ledger_with_one_more(dormitory=800_000), "台账二.xlsx", people)
    replaces = batch(EVERYWHERE, again).replaces
    assert replaces == 1
    say_replacing(again, replaces=replaces, actor=people["wang"], now=NOW)
    post(again, people)
    assert verify_book(processes=1).problems == ()
    assert (-fold("Source:Aid", other.LEIBO), -fold("Source:Aid", both)) == (
        13_400_000_00,
        36_000_000_00,
    ), "the ledger's own rest stays beside the corrected row, the wider total stays as stated"
    assert fold("Count:Projects", other.LEIBO) == projects


def test_several_rows_of_a_closed_period_are_corrected_at_once(people: dict[str, Actor]) -> None:
    first = send(gifts(SCHOOL, CLINIC, BOOKS), "捐赠.xlsx", people)
    post(first, people)
    close_period(dt.date(2019, 6, 30), actor=people["admin"], now=NOW)
    right = (with_amount(SCHOOL, 13), with_amount(CLINIC, 35), BOOKS)
    again = send(gifts(*right), "捐赠(更正).xlsx", people)
    say_replacing(again, replaces=first, actor=people["wang"], now=NOW)
    assert len(post(again, people)) == 4
    assert given() == 480_000_00
    more = send(gifts(*right, with_amount(BOOKS, 5)), "捐赠(再更正).xlsx", people)
    say_replacing(more, replaces=again, actor=people["wang"], now=NOW)
    with pytest.raises(Refused) as error:
        post(more, people)
    assert refused(error) == "PERIOD_CLOSED"
    assert verify_book(processes=1).problems == ()


def test_a_row_of_several_entries_is_corrected_in_a_closed_period(people: dict[str, Actor]) -> None:
    first = send(other.ledger_with_one_more(), "台账.xlsx", people)
    post(first, people)
    close_period(dt.date(2019, 6, 30), actor=people["admin"], now=NOW)
    before = -fold("Source:Aid", other.LEIBO)
    again = send(other.ledger_with_one_more(dormitory=800_000), "台账(更正).xlsx", people)
    say_replacing(again, replaces=first, actor=people["wang"], now=NOW)
    kinds = [books.entry(EVERYWHERE, number).draft.kind for number in post(again, people)]
    assert kinds.count("reversal") > 1, "the row had made several entries"
    assert before + fold("Source:Aid", other.LEIBO) == 100_000_00
    assert verify_book(processes=1).problems == ()


def test_a_stated_total_is_corrected_by_sending_it_again(people: dict[str, Actor]) -> None:
    through(other.ledger(), "台账.xlsx", people)
    first = send(other.statements(), "公布数.xlsx", people)
    post(first, people)
    again = send(other.statements(aid="0.4亿元"), "公布数(更正).xlsx", people)
    say_replacing(again, replaces=first, actor=people["wang"], now=NOW)
    post(again, people)
    assert -fold("Source:Aid", f"{other.MEIGU}+{other.LEIBO}") == 40_000_000_00
    assert verify_book(processes=1).problems == ()


def test_the_one_who_posts_may_not_be_the_one_who_received(people: dict[str, Actor]) -> None:
    first = send(gifts(SCHOOL), "一.xlsx", people)
    post(first, people)
    again = receive_file(
        gifts(with_amount(SCHOOL, 3)), name="二.xlsx", actor=people["chen"], now=NOW
    ).number
    say_replacing(again, replaces=first, actor=people["zhao"], now=NOW)
    with pytest.raises(Refused) as error:
        post_batch(again, actor=people["chen"], now=NOW)
    assert refused(error) == "SECOND_PERSON"
    assert post(again, people)


def test_only_a_posted_batch_of_the_kind_is_replaced(people: dict[str, Actor]) -> None:
    post(send(other.stocks(), "人数.xlsx", people), people)
    mine = send(gifts(SCHOOL), "一.xlsx", people)
    for wrong in (1, mine, 99):
        with pytest.raises(Refused) as error:
            say_replacing(mine, replaces=wrong, actor=people["wang"], now=NOW)
        assert refused(error) == "NOT_REPLACEABLE"


def test_when_the_book_moved_on_the_difference_is_shown_again(people: dict[str, Actor]) -> None:
    first = send(gifts(SCHOOL, CLINIC), "一.xlsx", people)
    post(first, people)
    two = send(gifts(SCHOOL, with_amount(CLINIC, 31)), "二.xlsx", people)
    three = send(gifts(SCHOOL, with_amount(CLINIC, 32)), "三.xlsx", people)
    for number in (two, three):
        say_replacing(number, replaces=first, actor=people["wang"], now=NOW)
    shown = batch(EVERYWHERE, three).digest
    post(two, people)
    with pytest.raises(Refused) as error:
        post_batch(three, actor=people["zhao"], now=NOW, shown=shown)
    assert refused(error) == "BATCH_CHANGED"
    assert NOW.tzinfo == dt.UTC
