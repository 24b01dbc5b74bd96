"""A city of sixteen districts: every total counted once, traceable to the district's own entry.

Each district has a book, a key and two bundles; the second takes an entry back and adds one. Two of
them tell of the same gift, which only a person can decide.
"""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest

from jiedui import settings as own_settings
from jiedui.access.commands import add_user, set_office
from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries as books
from jiedui.books.commands import post_entries, post_reversal, propose_reversal
from jiedui.books.entry import Dims, EntryDraft, credited, line
from jiedui.books.feed import facts
from jiedui.books.verify import verify_book
from jiedui.bundles.commands import make_bundle, post_bundle, receive_bundle, trust_district
from jiedui.bundles.queries import districts, origin_of
from jiedui.figures.compute import compute
from jiedui.figures.model import Question
from jiedui.figures.trace import lines_behind
from jiedui.kernel.period import parse_period
from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import said
from tests.bundles.conftest import NOW, ROLES
from tests.conftest import Office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CITY = "310000"
DISTRICTS = (
    "310101", "310104", "310105", "310106", "310107", "310109", "310110", "310112",
    "310113", "310114", "310115", "310116", "310117", "310118", "310120", "310151",
)  # fmt: skip
COUNTIES = ("632625", "533422", "532322", "532326", "532327")
YEAR = dt.date(2017, 1, 1)


@pytest.fixture
def at(
    sqlite_office: Office, tmp_path: Path, sqlite_template: Path, opened: Callable[[Office], None]
) -> Callable[[str], None]:
    """Go over to the office of a place, the city's or a district's, made when it is first asked."""
    made: dict[str, Office] = {CITY: sqlite_office}

    def go(place: str) -> None:
        is_new = place not in made
        if is_new:
            folder = tmp_path / place
            own_settings.make_folders(folder)
            shutil.copyfile(sqlite_template, folder / "book.sqlite3")
            made[place] = Office(folder, "")
        opened(made[place])
        if is_new:
            _settle(place)

    go(CITY)
    _settle(CITY)
    return go


def _settle(place: str) -> None:
    set_office(place)
    for name, role in ROLES.items():
        add_user(name, role=role, password=None, place="", now=NOW)


def _aid(
    fen: int, owner: str, county: str, words: str, *, source: str, payer: str = ""
) -> EntryDraft:
    period = parse_period("2017-06-30")
    payer = payer or (CITY if source == "MUNICIPAL_POOLED" else owner)
    dims = Dims(recipient=county, payer=payer, owner=owner, source=source)
    one = line("Place:Contributed", "fen", said(fen), period, dims, cell=f"台账.xlsx\t资金\tE{fen}")
    lines = (one, credited(one, "Source:Aid"))
    return EntryDraft("aid", period.starts, period.ends, words, lines, "资金台账", source="台账")


def _posted(drafts: list[EntryDraft]) -> int:
    return post_entries(drafts, actor=actor_named("zhao"), now=NOW).last


def _bundle(after: int = 0) -> tuple[bytes, str, int]:
    made = make_bundle(actor=actor_named("wang"), now=NOW, after=after)
    return made.content, made.head.key, made.head.last


def _totals() -> dict[tuple[str, ...], int]:
    """The book's aid money by whose programme it is, by county, and in all."""
    found: dict[tuple[str, ...], int] = {}
    for by in (("owner",), ("county",), ("owner", "source"), ()):
        for row in compute(Question("money", by=by, since=YEAR), facts()).rows:
            stated = row.value.stated
            assert isinstance(stated, int)
            found[(*by, *(value or "" for _, value in row.by))] = stated
    return found


def _first_year(number: int, place: str) -> list[EntryDraft]:
    """A district's entries: city's and own money for two counties that other districts help too."""
    return [
        _aid((number + 1) * 1_000_000 + at * 7, place, county, f"{place} 第{at}项", source=source)
        for at, (county, source) in enumerate(
            (COUNTIES[(number + step) % len(COUNTIES)], source)
            for step in range(2)
            for source in ("MUNICIPAL_POOLED", "DISTRICT_FISCAL")
        )
    ]


def _filled(number: int, place: str) -> tuple[list[bytes], str, dict[tuple[str, ...], int]]:
    """Fill a district's book; return its bundles, its key and what its own book says."""
    drafts = _first_year(number, place)
    last = _posted(drafts)
    first, key, _ = _bundle()
    asked = propose_reversal(last, actor=actor_named("wang"), now=NOW, reason="重复")
    post_reversal(asked.number, actor=actor_named("zhao"), now=NOW)
    _posted([_aid(500_000 + number, place, COUNTIES[0], f"{place} 追加", source="TOWNSHIP")])
    second, _, _ = _bundle(after=last)
    return [first, second], key, _totals()


def _taken(content: bytes, *, accept: bool = False) -> tuple[int, int]:
    received = receive_bundle(content, actor=actor_named("wang"), now=NOW)
    done = post_bundle(received.number, actor=actor_named("zhao"), now=NOW, accept_conflicts=accept)
    return done.first, done.last


def test_sixteen_districts_add_up_once_and_lead_back(at: Callable[[str], None]) -> None:
    bundles, own = {}, {}
    for number, place in enumerate(DISTRICTS):
        at(place)
        bundles[place], key, own[place] = _filled(number, place)
        at(CITY)
        trust_district(place, key=key, actor=actor_named("admin"), now=NOW)
    for turn in range(2):  # The first of every district, then the second: as they arrive.
        for place in DISTRICTS:
            _taken(bundles[place][turn])
    _adds_up(own)
    _leads_back(at)
    for place in DISTRICTS:  # All of it sent once more changes nothing.
        for content in bundles[place]:
            with pytest.raises(Refused) as error:
                receive_bundle(content, actor=actor_named("wang"), now=NOW)
            assert error.value.problems[0].code == "BUNDLE_RECEIVED"
    _adds_up(own)
    stands = districts(EVERYWHERE)
    assert [one.place for one in stands] == [*DISTRICTS]
    assert {(one.last, one.waiting) for one in stands} == {(6, 0)}
    assert verify_book(anchors=[], progress=None).ok


def _adds_up(own: dict[str, dict[tuple[str, ...], int]]) -> None:
    """Every total of the city is the sum of the districts', and each district's is its own."""
    told = _totals()
    for key, value in told.items():
        assert value == sum(one.get(key, 0) for one in own.values()), key
    for place, one in own.items():
        assert told["owner", place] == one[()], place
    by_hand = sum(3 * (at + 1) * 1_000_000 + 7 + 14 + 500_000 + at for at in range(len(DISTRICTS)))
    assert told[()] == by_hand


def _leads_back(at: Callable[[str], None]) -> None:
    """Each line behind the city's total is the entry of a district, word for word in its book."""
    page = lines_behind(Question("money", since=YEAR), facts(), limit=500)
    behind = [row["entry"] for row in page.rows]
    assert len(behind) == len(DISTRICTS) * 6
    found = {}
    for number in behind:
        origin = origin_of(number)
        assert origin is not None
        found[origin.place, origin.number] = books.entry(EVERYWHERE, number)
    assert {place for place, _ in found} == {*DISTRICTS}
    for place in DISTRICTS:
        at(place)
        for (owner, number), ours in found.items():
            if owner == place:
                theirs = books.entry(EVERYWHERE, number)
                assert ours.draft.words == theirs.draft.words
                assert ours.draft.lines[0].amount == theirs.draft.lines[0].amount
                assert ours.draft.evidence.endswith(f"{place}#{number}")
    at(CITY)


def test_a_gift_that_two_districts_tell_of_is_counted_by_a_persons_word(
    at: Callable[[str], None],
) -> None:
    """Each tells it as its own, the second waits; taken back here, what follows still comes."""
    first, second = DISTRICTS[:2]
    contents = []
    for place in (first, second):
        at(place)
        given = {"source": "SOCIAL_DONATION", "payer": f"{first}+{second}"}
        _posted([_aid(30_000_000, place, COUNTIES[0], "两区联合捐建", **given)])
        content, key, last = _bundle()
        _posted([_aid(1_000_000, place, COUNTIES[1], "以后", source="DISTRICT_FISCAL")])
        contents.append((content, _bundle(after=last)[0]))
        at(CITY)
        trust_district(place, key=key, actor=actor_named("admin"), now=NOW)
    here, _ = _taken(contents[0][0])
    received = receive_bundle(contents[1][0], actor=actor_named("wang"), now=NOW)
    assert [one.entries for one in received.conflicts] == [(here,)]
    with pytest.raises(Refused) as error:
        post_bundle(received.number, actor=actor_named("zhao"), now=NOW)
    assert error.value.problems[0].code == "BUNDLE_CONFLICTS"
    assert _totals()[()] == 30_000_000
    twin = post_bundle(
        received.number, actor=actor_named("zhao"), now=NOW, accept_conflicts=True
    ).last
    asked = propose_reversal(twin, actor=actor_named("wang"), now=NOW, reason="两区重复上报")
    post_reversal(asked.number, actor=actor_named("zhao"), now=NOW)
    assert _totals()[()] == 30_000_000
    for one in contents:
        _taken(one[1])
    assert _totals()[()] == 32_000_000


def test_what_is_told_of_another_districts_programme_is_refused(
    at: Callable[[str], None],
) -> None:
    """Else its totals would not be its own; of the city and of both together it may tell."""
    first, second = DISTRICTS[:2]
    at(second)
    _posted(
        [
            _aid(1_000, CITY, COUNTIES[0], "市里的", source="MUNICIPAL_POOLED"),
            _aid(2_000, f"{first}+{second}", COUNTIES[0], "一起的", source="DISTRICT_FISCAL"),
            _aid(3_000, f"{second}:新场镇", COUNTIES[0], "镇里的", source="TOWNSHIP"),
        ]
    )
    content, key, last = _bundle()
    _posted([_aid(30_000_000, first, COUNTIES[0], "别区的", source="DISTRICT_FISCAL")])
    other, _, _ = _bundle(after=last)
    at(CITY)
    trust_district(second, key=key, actor=actor_named("admin"), now=NOW)
    _taken(content)
    with pytest.raises(Refused) as error:
        receive_bundle(other, actor=actor_named("wang"), now=NOW)
    (problem,) = error.value.problems
    assert problem.code == "BUNDLE_OF_OTHERS"
    assert f"{first} (entry {last + 1} first)" in problem.found
    assert _totals()[()] == 6_000
