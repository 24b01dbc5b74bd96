"""An entry as text and back, and the whole book as a journal that beancount accepts."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.access.scope import EVERYWHERE, Actor, Held
from jiedui.books.beancount_export import account_name, commodity, number, write_journal
from jiedui.books.chart import ACCOUNTS
from jiedui.books.commands import close_period, post_entries, post_reversal, propose_reversal
from jiedui.books.entry import Dims, EntryDraft, LineDraft, line
from jiedui.books.notation import NotationError, read, written
from jiedui.books.queries import entries, head
from jiedui.kernel.period import EARLIEST, LATEST, Period, year
from jiedui.kernel.problem import Refused
from jiedui.kernel.quantity import UNITS, Wording, said
from tests.books.drafts import aid, count
from tests.moment import NOW

REVIEWER = Actor("he", "何", (Held("reviewer", ""),))

TEXT = """\
2016-05-01=2016-05-31 (aid) 市级统筹资金投入
    ; document:2017 年拨付情况
    Place:Contributed  1000.00 CNY  ; recipient:533422, source:TOWNSHIP, wording:over, high_open:1
    Source:Aid  -1000.00 CNY  ; recipient:533422, source:TOWNSHIP, wording:over, low_open:1

2017-03-05 (count) 培训
    (Count:Trained)  30 "person_time"  ; recipient:632625
"""


def test_text_becomes_entries_and_the_same_text_again() -> None:
    aid_entry, trained = read(TEXT)
    assert (aid_entry.kind, aid_entry.words, aid_entry.document) == (
        "aid",
        "市级统筹资金投入",
        "2017 年拨付情况",
    )
    assert (aid_entry.starts, aid_entry.ends) == (dt.date(2016, 5, 1), dt.date(2016, 5, 31))
    assert [one.amount for one in aid_entry.lines] == [100_000, -100_000]
    assert aid_entry.lines[0].high_open == 1
    assert trained.lines == (
        line(
            "Count:Trained",
            "person_time",
            said(30),
            Period(trained.starts, trained.ends),
            Dims("632625"),
        ),
    )
    assert written(read(TEXT)) == TEXT


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\x85"),
    max_size=12,
)
keys = st.none() | texts.filter(bool)
days = st.dates(EARLIEST, LATEST)
lines = st.builds(
    LineDraft,
    st.sampled_from([code for code in ACCOUNTS if code != "Assertion"]),
    st.sampled_from(sorted(UNITS)),
    st.integers(-(10**15), 10**15),
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.integers(-1, 1),
    st.integers(-1, 1),
    st.sampled_from([wording.value for wording in Wording]),
    st.sampled_from((1, -1)),
    days,
    days,
    st.builds(Dims, *[keys] * 9),
    st.booleans(),
    st.sampled_from(("counted", "unknown")),
    keys,
    texts,
    st.none() | st.integers(-9, 9),
)
drafts = st.builds(
    EntryDraft,
    st.sampled_from(("aid", "gift", "count")),
    days,
    days,
    texts,
    st.lists(lines, max_size=3).map(tuple),
    texts,
    texts,
    texts,
    st.none() | st.integers(1, 9),
    texts,
    st.none() | st.integers(1, 9),
)


@given(st.lists(drafts, max_size=3))
def test_whatever_is_written_is_read_back(made: list[EntryDraft]) -> None:
    assert read(written(made)) == made


@pytest.mark.parametrize(
    ("text", "number_of_line", "words"),
    [
        ("    Source:Aid  1.00 CNY", 1, "begins with a day"),
        ("2017 (aid) x", 1, "a day as"),
        ("2017-01-01 aid", 1, "kind of entry in brackets|a day as"),
        ("2017-01-01 (aid) x\n    Source:Aid  1.005 CNY", 2, "an amount"),
        ("2017-01-01 (aid) x\n    Source:Aid  one CNY", 2, "an amount"),
        ("2017-01-01 (aid) x\n    Source:Aid  1 USD", 2, "a unit of the book"),
        ("2017-01-01 (aid) x\n    Source:Aid  1.00 CNY  ; colour:red", 2, "a tag"),
    ],
)
def test_what_is_not_in_the_notation_is_named_with_its_line(
    text: str, number_of_line: int, words: str
) -> None:
    with pytest.raises(NotationError, match=words) as error:
        read(text)
    assert error.value.line == number_of_line


BALANCES = """
import json, sys
from beancount import loader
from beancount.core import data
entries, errors, _ = loader.load_file(sys.argv[1])
assert not errors, errors
sums = {}
for entry in data.filter_txns(entries):
    for posting in entry.postings:
        key = f"{posting.account} {posting.units.currency}"
        sums[key] = sums.get(key, 0) + posting.units.number
print(json.dumps({key: str(value) for key, value in sums.items()}))
"""


@pytest.mark.usefixtures("office")
def test_beancount_accepts_the_export_and_its_balances_are_the_books(tmp_path: Path) -> None:
    lin = Actor("lin", "林", (Held("reviewer", ""),))
    odd = aid(3, "2013/", wording=Wording.OVER)._replace(words='引"号"\\与\n换行')
    stated = line(
        "Assertion:people_trained",
        "person_time",
        said(886, Wording.OVER),
        year(2017),
        Dims("533422"),
    )
    posted = [
        aid(100, "2016-05"),
        odd,
        count(30, "2017"),
        count(4, "/2017-10-31", wording=Wording.ABOUT),
    ]
    posted.append(EntryDraft("assertion", stated.starts, stated.ends, "公布", (stated,)))
    post_entries(posted, actor=REVIEWER, now=NOW)
    post_reversal(
        propose_reversal(1, actor=REVIEWER, now=NOW, reason="错").number, actor=lin, now=NOW
    )
    close_period(dt.date(2015, 12, 31), actor=lin, now=NOW)
    out = tmp_path / "book.beancount"
    assert write_journal(out) == head().number == 7
    checked = subprocess.run(
        [str(Path(sys.executable).with_name("bean-check")), str(out)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")
    done = subprocess.run(
        [sys.executable, "-c", BALANCES, str(out)], check=True, capture_output=True, text=True
    )
    theirs = {
        key: value for key, value in json.loads(done.stdout).items() if "Equity:Counted" not in key
    }
    ours: dict[str, int] = {}
    units: dict[str, str] = {}
    for record in entries(EVERYWHERE):
        for one in record.draft.lines:
            key = f"{account_name(one.account)} {commodity(one.unit)}"
            ours[key] = ours.get(key, 0) + one.amount
            units[key] = one.unit
    assert {key: number(units[key], amount) for key, amount in ours.items()} == theirs


@pytest.mark.usefixtures("office")
def test_an_export_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="EXPORT_UNWRITTEN"):
        write_journal(tmp_path / "nowhere" / "x.beancount")


@pytest.mark.usefixtures("sqlite_office")
def test_an_empty_book_is_a_journal_too(tmp_path: Path) -> None:
    assert write_journal(tmp_path / "x.beancount") == 0
