"""One gift or project reported by two units is offered as one; a person says whether it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries as books
from jiedui.exchange.answering import say_same
from jiedui.exchange.commands import post_batch, receive_file
from jiedui.exchange.queries import batch
from jiedui.kernel.problem import Refused
from tests.exchange import other_programme as other
from tests.exchange.office import workbook
from tests.exchange.test_batches import NOW, fold, people, refused, through
from tests.exchange.test_resent import BOOKS, CLINIC, SCHOOL, gifts

if TYPE_CHECKING:
    from jiedui.access.scope import Actor

__all__ = ["people"]

COUNTY_SAYS = ("某某有限公司", "雷波县卫生局", "雷波县", "2019-04-12", "现金", 30, "购救护车")


def told(number: int) -> list[tuple[str, int, str]]:
    return [
        (one.code, row.thing.row, one.found)
        for row in batch(EVERYWHERE, number).rows
        for one in row.problems
        if one.code == "LIKE_RECORD"
    ]


def second(content: bytes, people: dict[str, Actor]) -> int:
    return receive_file(content, name="县报.xlsx", actor=people["wang"], now=NOW).number


def test_one_gift_reported_by_two_units_is_offered_as_one(people: dict[str, Actor]) -> None:
    through(gifts(SCHOOL, CLINIC), "街道报.xlsx", people)
    number = second(gifts(COUNTY_SAYS, BOOKS, title="雷波县受赠台账(2019年)"), people)
    assert told(number) == [
        ("LIKE_RECORD", 3, "entry 2 looks like it: 某某公司向雷波县卫生局捐赠(现金):救护车")
    ]
    with pytest.raises(Refused) as error:
        post_batch(number, actor=people["zhao"], now=NOW)
    assert refused(error) == "WARNINGS_OPEN"
    say_same(number, sheet="捐赠", row=3, entry=2, actor=people["wang"], now=NOW)
    states = [row.state for row in batch(EVERYWHERE, number).rows if not row.is_total]
    assert states == ["nothing", "ready"]
    post_batch(number, actor=people["zhao"], now=NOW)
    assert -fold("Source:Gift", other.LEIBO) == 425_000_00
    assert fold("Count:Gifts", other.LEIBO) == 2


def test_it_may_be_another_one_after_all(people: dict[str, Actor]) -> None:
    through(gifts(SCHOOL, CLINIC), "街道报.xlsx", people)
    number = second(gifts(COUNTY_SAYS, title="雷波县受赠台账(2019年)"), people)
    say_same(number, sheet="捐赠", row=3, entry=2, actor=people["wang"], now=NOW)
    say_same(number, sheet="捐赠", row=3, entry=None, actor=people["wang"], now=NOW)
    post_batch(number, actor=people["zhao"], now=NOW, accept_warnings=True)
    assert fold("Count:Gifts", other.LEIBO) == 3


@pytest.mark.parametrize(
    "apart",
    [
        ("另一商会", *COUNTY_SAYS[1:]),
        (*COUNTY_SAYS[:5], 31, COUNTY_SAYS[6]),
        (*COUNTY_SAYS[:3], "2019-06-20", *COUNTY_SAYS[4:]),
        (COUNTY_SAYS[0], "美姑县卫生局", "美姑县", *COUNTY_SAYS[3:]),
    ],
    ids=["giver", "amount", "day", "county"],
)
def test_what_differs_is_another_gift(people: dict[str, Actor], apart: tuple[object, ...]) -> None:
    through(gifts(CLINIC), "街道报.xlsx", people)
    assert told(second(gifts(apart, title="受赠台账(2019年)"), people)) == []


def ledger(name: str, amount: int) -> bytes:
    """A county's own ledger of one project, in yuan."""
    return workbook(
        (
            "雷波县",
            [
                ("顺德区对口帮扶雷波县项目资金台账(2018年至2019年6月)",),
                ("单位:元",),
                ("序号", "项目名称", "项目类别", "区财政", "总投资"),
                (1, name, "产业发展", amount, amount),
            ],
            (),
        )
    )


def test_one_project_under_two_names_is_offered_as_one(people: dict[str, Actor]) -> None:
    through(ledger("彝绣工坊建设项目", 2_000_000), "区报.xlsx", people)
    number = second(ledger("彝绣工坊项目", 2_000_000), people)
    assert [code for code, _, _ in told(number)] == ["LIKE_RECORD"]
    say_same(number, sheet="雷波县", row=4, entry=1, actor=people["wang"], now=NOW)
    with pytest.raises(Refused) as error:
        post_batch(number, actor=people["zhao"], now=NOW)
    assert refused(error) == "BATCH_EMPTY"
    assert books.head().number == 1


def test_another_amount_or_name_is_another_project(people: dict[str, Actor]) -> None:
    through(ledger("彝绣工坊建设项目", 2_000_000), "区报.xlsx", people)
    assert told(second(ledger("村小宿舍", 2_000_000), people)) == []


def test_an_answer_names_an_entry_that_stands(people: dict[str, Actor]) -> None:
    through(gifts(CLINIC), "街道报.xlsx", people)
    number = second(gifts(COUNTY_SAYS, title="受赠台账(2019年)"), people)
    for row, entry, code in ((3, 99, "ENTRY_UNKNOWN"), (77, 1, "ROW_UNKNOWN")):
        with pytest.raises(Refused) as error:
            say_same(number, sheet="捐赠", row=row, entry=entry, actor=people["wang"], now=NOW)
        assert refused(error) == code
