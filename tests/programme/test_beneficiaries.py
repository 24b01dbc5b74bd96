"""R13: who a list names as registered is set against the register; nobody is named in the open."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from jiedui.access.scope import EVERYWHERE
from jiedui.attention.queries import FindingFilter, findings
from jiedui.programme.commands.beneficiaries import Reached, record_beneficiaries
from jiedui.programme.models import Beneficiary
from jiedui.registry.commands import record_event
from jiedui.registry.household import Kind
from jiedui.registry.models import Household
from jiedui.registry.telling import Comer, What
from tests.programme import world
from tests.programme.test_filed_life import send
from tests.registry.lists import number

if TYPE_CHECKING:
    from tests.conftest import Office

LATER = dt.datetime(2018, 12, 20, 3, 0, tzinfo=dt.UTC)
REGISTER = "受援县 乡镇 村 户主姓名 身份证号码 家庭人口数 贫困户属性 主要致贫原因"
PEOPLE = "受援县 项目名称 姓名 身份证号码 人员类别 受益内容"


def waiting() -> list[tuple[str, str]]:
    page = findings(EVERYWHERE, FindingFilter(rule="R13"))
    return [(one.subject, one.zh) for one in page.rows]


def registered(day: int, *people: tuple[str, int]) -> None:
    """Post a list of registered households of a day in December, one a head."""
    rows = [
        ("久治县", "门堂乡", "甲村", name, number(at), 1, "一般贫困户", "因病")
        for name, at in people
    ]
    send(f"久治县建档立卡户名单(截至2018年12月{day}日)", REGISTER, rows)


def test_a_listed_person_who_is_not_registered_is_found(sqlite_office: Office) -> None:
    """Fires at the posting for who is missing, not for who is told as unregistered, and clears."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    first, second = world.planned("甲村卫生室", "乙村卫生室")
    listed = [
        ("久治县", "甲村卫生室", "受益甲", number(1), "脱贫户", "务工"),
        ("久治县", "甲村卫生室", "受益乙", number(2), "脱贫户", "务工"),
        ("久治县", "甲村卫生室", "受益丙", number(3), "一般户", "务工"),
    ]
    send("受益对象花名册", PEOPLE, listed)
    assert waiting() == []
    registered(1, ("受益甲", 1), ("旁人", 9))
    ((subject, words),) = waiting()
    assert subject == f"project:{first}"
    assert "2人,其中1人不在户籍册(名单第4行)" in words
    assert "受益" not in words.removeprefix("甲村卫生室:受益名单")
    record_beneficiaries(
        second, [Reached("受益甲", number(1))], actor=world.who("officer"), now=world.NOW
    )
    assert [one for one, _ in waiting()] == [f"project:{first}"]
    registered(5, ("受益乙", 2))
    assert waiting() == []
    for one in Beneficiary.objects.all():
        assert number(1).encode() not in bytes(one.sealed)
        assert number(1)[-6:] not in f"{one.person}{one.words}{one.source}"
    assert Beneficiary.objects.count() == 4


def test_an_event_of_the_register_is_asked_at_once(sqlite_office: Office) -> None:
    """Who joins a household is registered from then on; nobody waits for the nightly run."""
    assert sqlite_office.data_dir.is_dir()
    world.people()
    world.planned("甲村卫生室")
    registered(1, ("户主甲", 1))
    listed = [("久治县", "甲村卫生室", "受益丁", number(4), "脱贫户", "务工")]
    send("受益对象花名册", PEOPLE, listed)
    assert len(waiting()) == 1
    household = Household.objects.get().number
    came = What(Kind.MARRIED_IN, world.day(12, 2), comers=(Comer("受益丁", number(4), "SPOUSE"),))
    record_event(household, came, actor=world.who("officer"), now=LATER)
    assert waiting() == []
