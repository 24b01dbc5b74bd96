"""The words of the pages: complete in both languages, none missing, none left over."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory

from jiedui.books.chart import ACCOUNTS
from jiedui.clues.lifecycle import CONCLUSIONS
from jiedui.clues.lifecycle import STATES as OF_CLUES
from jiedui.clues.overviews import LEVELS
from jiedui.clues.queries import SEVERITIES, SORTS
from jiedui.exchange.owed import Owing
from jiedui.exchange.resent import Change
from jiedui.figures.catalogue import FIGURES
from jiedui.figures.shape import stage_of
from jiedui.kernel.codes import REASONS
from jiedui.publish.objections import OUTCOMES, Counts
from jiedui.web.desk.batches import STATES
from jiedui.web.desk.cooperation.agreements import STANDING_TONES
from jiedui.web.desk.cooperation.people import STABILITY_TONES
from jiedui.web.desk.cooperation.people import STATE_TONES as AT_TONES
from jiedui.web.desk.cooperation.proposals import STATE_TONES
from jiedui.web.desk.publications import REPORTS, STATE_SIGNS
from jiedui.web.desk.tabs import CHAPTERS
from jiedui.web.errors import STATUS_OF_CODES
from jiedui.web.wording import catalogue, language_of, say

WEB = Path(__file__).parents[2] / "src" / "jiedui" / "web"
FAMILIES = (
    "problem.",
    "kind.",
    "reason.",
    "dimension.",
    "verdict.",
    "chip.",
    "error.",
    "nav.",
    "objection.",
    "chapter.",
    "mark.",
    "stage.",
    "batch.state_",
    "change.",
    "sender.state_",
    "clue.state_",
    "texts.as_",
    "register.do_",
    "register.as_",
    "register.subject_",
    "clue.found_",
    "clue.only_",
    "clue.sort_",
    "clue.severity_",
    "clue.by_",
    "filling.how_",
    "give.bill_",
    "give.pledge_",
    "give.sex_",
    "give.campaign_",
    "give.why_",
    "publish.state_",
    "publish.report_",
    "coop.standing_",
    "coop.state_",
    "coop.at_",
    "coop.lasts_",
    "work.sort_",
    "work.by_",
    "work.form_",
    "work.source_",
    "work.right_",
    "work.target_",
    "work.urgency_",
    "work.note_",
    "work.signed_",
    "work.planned",
    "figure.column_",
    "duty.day",
    "figure.group_",
    "filling.is_",
)
"""Codes made up from a value while running; held against those values below."""
NAMED = re.compile(r"(?:words |say\(|tell\(request, )[\"']([a-z_]+\.[A-Za-z_]+)[\"']")
HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,:;?!()]")


def _sources() -> list[str]:
    files = [*WEB.rglob("*.py"), *WEB.rglob("*.html")]
    return [path.read_text(encoding="utf-8") for path in files]


def test_every_code_a_page_names_is_worded() -> None:
    named = {code for text in _sources() for code in NAMED.findall(text)}
    assert len(named) > 100
    assert sorted(named - set(catalogue())) == []


def test_no_wording_is_left_over() -> None:
    text = "\n".join(_sources())
    left = [code for code in catalogue() if code not in text and not code.startswith(FAMILIES)]
    assert left == []


def test_chinese_is_chinese_and_english_is_english() -> None:
    for code, (zh, en) in catalogue().items():
        assert not re.search(r"[\u3400-\u9fff]", en) or code == "site.other_language", code
        assert not HALF_WIDTH.search(zh), f"{code}: half-width punctuation beside Chinese: {zh}"


def test_both_wordings_name_the_same_places() -> None:
    for code, (zh, en) in catalogue().items():
        assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en)), code


def test_a_code_nobody_worded_is_a_bug() -> None:
    with pytest.raises(KeyError):
        say("nav.nothing", "zh")


@pytest.mark.parametrize(
    ("query", "cookie", "expected"),
    [
        ("", "", "zh"),
        ("lang=en", "", "en"),
        ("", "en", "en"),
        ("lang=zh", "en", "zh"),
        ("lang=xx", "en", "en"),
        ("lang=xx", "", "zh"),
    ],
)
def test_the_address_wins_over_the_cookie(query: str, cookie: str, expected: str) -> None:
    request = RequestFactory().get(f"/desk/?{query}")
    if cookie:
        request.COOKIES["language"] = cookie
    assert language_of(request) == expected


def test_families_word_every_value_they_may_meet() -> None:
    met = [f"reason.{code}" for code in REASONS]
    met += [f"stage.{stage_of(code)}" for code in ACCOUNTS if code.startswith("Place:")]
    met += [f"figure.group_{figure.group}" for figure in FIGURES.values()]
    met += [f"chapter.{chapter.code}" for chapter in CHAPTERS]
    met += [f"nav.{tab.code}" for chapter in CHAPTERS for tab in chapter.tabs]
    met += [f"objection.{name}" for name in (*OUTCOMES, *Counts._fields, "waits", "overdue")]
    met += [f"batch.state_{state}" for state in STATES]
    met += [f"clue.state_{state}" for state in OF_CLUES]
    met += [f"clue.found_{code}" for code in CONCLUSIONS]
    met += [f"clue.sort_{sort}" for sort in SORTS]
    met += [f"clue.severity_{severity}" for severity in SEVERITIES]
    met += [f"clue.by_{level}" for level in LEVELS]
    met += [f"change.{change}" for change in Change]
    met += [f"sender.state_{state}" for state in Owing]
    met += [f"publish.state_{state}" for state in STATE_SIGNS]
    met += [f"publish.report_{name}" for name in REPORTS]
    met += [f"coop.standing_{standing}" for standing in STANDING_TONES]
    met += [f"coop.at_{state}" for state in AT_TONES]
    met += [f"coop.lasts_{stability}" for stability in STABILITY_TONES]
    met += [f"coop.state_{state}" for state in STATE_TONES]
    met += [f"error.refused_{status.value}" for status, _ in STATUS_OF_CODES]
    assert sorted(set(met) - set(catalogue())) == []
