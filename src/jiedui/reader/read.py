"""The main path of reading: page -> blocks -> passages -> drafts -> claims and findings."""

from __future__ import annotations

import functools
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from jiedui.kernel.collector import uncollected
from jiedui.reader.across import Across
from jiedui.reader.addressed import Addressed
from jiedui.reader.afar import Afar
from jiedui.reader.among import mark_among
from jiedui.reader.behind import hold_behind
from jiedui.reader.calling import call, joined
from jiedui.reader.changes import date_changes
from jiedui.reader.chapters import hold_chapters
from jiedui.reader.closing import Closing
from jiedui.reader.consequences import judge, lend_sources, own_parts
from jiedui.reader.counting import Counter
from jiedui.reader.dating import Calendar
from jiedui.reader.divided import hold_divided
from jiedui.reader.exhausted import hold_exhausted
from jiedui.reader.families import Each, each_of
from jiedui.reader.fitting import hold_fitting
from jiedui.reader.formulas import hold_formulas
from jiedui.reader.found import Found
from jiedui.reader.funds import fund_findings, name_givers
from jiedui.reader.handing import hand_down
from jiedui.reader.itemised import hold_itemised
from jiedui.reader.jointly import name_totals
from jiedui.reader.labour import send_on
from jiedui.reader.layout import FURNITURE, HEADING, PROSE, TABLE, blocks_of, plain_signs
from jiedui.reader.leftovers import hold_leftovers
from jiedui.reader.lists import Lists
from jiedui.reader.multiples import hold_multiples
from jiedui.reader.naming import Names
from jiedui.reader.noted import Notes
from jiedui.reader.ownday import day_of_text
from jiedui.reader.parallel import hold_parallel
from jiedui.reader.passage import Draft, passage_of
from jiedui.reader.planning import Planning, is_plan, is_report
from jiedui.reader.proposals import Proposals
from jiedui.reader.purse import fund_again, fund_gifts, fund_tables
from jiedui.reader.reading import (
    MONEY,
    PERCENT,
    Claim,
    Finding,
    NonClaim,
    NotUnderstood,
    Reading,
    Status,
)
from jiedui.reader.relations import Relations
from jiedui.reader.roles import Roles
from jiedui.reader.rows import LABOUR_TO
from jiedui.reader.sense import Sense
from jiedui.reader.setaside import Reason
from jiedui.reader.sides import RECEIVES, Sides
from jiedui.reader.solving import Solver
from jiedui.reader.tables import Tables
from jiedui.reader.vocabulary import vocabulary
from jiedui.reader.wholes import Wholes
from jiedui.reader.yearly import up_to_now

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from jiedui.reader.exactly import Exact
    from jiedui.reader.layout import Block
    from jiedui.reader.passage import Passage
    from jiedui.reader.quantities import Number

_HAS_NUMERAL = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅]")


def read_text(
    text: str, as_of: dt.date | None = None, vocabulary_folder: Path | None = None
) -> Reading:
    """Return what a text says in numbers.

    Args:
        text: The page as stored, line ends included; positions count its code points.
        as_of: The day of the text, from which 今年 and 至今 count; by default the latest full date
            that the page prints about itself.
        vocabulary_folder: A folder of TOML files that add words to ours (`reader.vocabulary`).
    """
    with uncollected():
        return _Page(text, as_of, vocabulary_folder).read()


class _Page:
    """One page on its way from text to reading."""

    def __init__(self, text: str, as_of: dt.date | None, folder: Path | None) -> None:
        self.text = text
        self.words = vocabulary(folder)
        self.plain = plain_signs(text)
        self.as_of = as_of or day_of_text(self.plain)
        self.found = Found()
        self.aside: list[NonClaim] = []
        self.unknown: list[NotUnderstood] = []
        self.cells: list[Draft] = []
        self.blocks: tuple[int, ...] = ()

    def read(self) -> Reading:
        blocks = blocks_of(self.plain, self.words)
        self.blocks = tuple(sorted(one.place(0) for one in blocks if one.text))
        told = (one for one in blocks if one.kind is not FURNITURE)
        names = Names("\n".join(_words_of(one) for one in told), self.words)
        passages = self._passages(blocks, names)
        drafts = self._drafts(blocks, passages, names)
        self._relate(passages, drafts)
        date_changes(self.found)
        name_givers(self.found)
        own_parts(self.found)
        judge(self.found)
        call(passages.values(), self.found, self.words)
        fund_again(drafts)
        hand_down(drafts)
        lend_sources(self.found)
        fund_gifts(blocks, drafts)
        fund_findings(self.found)
        reading = self._reading(drafts)
        for one in drafts:  # Nothing points in a circle, so a page goes without the collector.
            one.passage.drafts.clear()
        return reading

    def _passages(self, blocks: list[Block], names: Names) -> dict[int, Passage]:
        """Take the blocks of words apart, in order."""
        calendar = Calendar(self.as_of)
        passages: dict[int, Passage] = {}
        for at, block in enumerate(blocks):
            if block.kind is TABLE:
                continue
            moments = calendar.moments(block.text)
            passages[at] = passage_of(block, moments, names=names, words=self.words)
        return passages

    def _drafts(
        self, blocks: list[Block], passages: dict[int, Passage], names: Names
    ) -> list[Draft]:
        """Give every number that is a claim its fields, in the order of the page."""
        told = [one for one in passages.values() if one.block.kind is not FURNITURE]
        calendar = Calendar(self.as_of)
        sides = Sides(told, self.words)
        addressed = Addressed(told, sides, names)
        for passage in told:
            addressed.name(passage)
        roles = Roles(sides, self.words, addressed.writer)
        planning = Planning(
            self.as_of, self.words, is_plan=is_plan(blocks), is_report=is_report(blocks)
        )
        steps = _Steps(calendar, roles, self, planning=planning)
        tables = Tables(names, self.words, found=self.found, side=roles.side)
        drafts: list[Draft] = []
        in_tables: list[Draft] = []
        for at, block in enumerate(blocks):
            if block.kind is TABLE:
                for line in tables.read(block, blocks[max(0, at - 4) : at], calendar):
                    roles_of_cells(roles, line)
                    self._take_cells(line, planning)
                    in_tables += line.drafts
                    drafts += line.drafts
                if tables.everyone is not None:
                    roles.carry(RECEIVES, tables.everyone)
            else:
                steps.take(passages[at])
                drafts += passages[at].drafts
                if in_tables:
                    in_tables += [one for one in passages[at].drafts if _is_allotted(one)]
        _give_home(drafts, addressed)
        fund_tables(in_tables, self.plain, self.words)
        self.cells = in_tables
        return drafts

    def _take_cells(self, line: Passage, planning: Planning) -> None:
        """Judge the cells of a table's line; its other numerals are set aside or not understood."""
        self.set_aside(line)
        for draft in line.drafts:
            draft.status = planning.judge_cell(draft)
        known = {id(draft.number) for draft in line.drafts}
        for number in line.numbers:
            if id(number) not in known:
                self.put_aside(line, (number.start, number.end), None)

    def _relate(self, passages: dict[int, Passage], drafts: list[Draft]) -> None:
        _count_each(drafts, Each(self.words))
        wholes = Wholes(self.words, self.found)
        cells = [one for one in self.cells if one.passage.block.kind is TABLE]
        totals = [one for one in cells if one.whole is None and one.measure is not PERCENT]
        closing = Closing(self.words, wholes, totals)
        relations = Relations(self.words, self.found, totals)
        across = Across(self.found, wholes, cells)
        for passage in passages.values():
            if passage.block.kind is PROSE:
                wholes.read(passage)
                closing.read(passage)
        prose = [one for one in passages.values() if one.block.kind is PROSE]
        self._divide(wholes, prose, list(passages.values()))
        for passage in passages.values():
            if passage.block.kind is PROSE:
                relations.read(passage)
                across.read(passage)
        across.by_kind(prose)
        Notes(self.found, wholes, cells).read(prose)
        Lists(self.found).read(prose, [one for one in self.cells if one.whole is None])
        hold_formulas(self.found, passages.values())
        hold_multiples(self.found, prose)
        hold_leftovers(self.found, prose, self.words)
        hold_parallel(self.found, wholes, prose)
        mark_among(prose)
        Proposals(self.found, wholes).read(prose)
        Solver(self.found, wholes, self.words).read(prose)
        hold_exhausted(self.found, wholes)
        Afar(self.found).read(prose)
        self.found.settle()
        name_totals(self.found.rows)

    def _divide(
        self, wholes: Wholes, prose: Sequence[Passage], passages: Sequence[Passage]
    ) -> None:
        """Note the lists that no word of theirs makes the whole of a total."""
        hold_chapters(wholes, [one for one in passages if one.block.kind is not FURNITURE])
        hold_fitting(wholes, prose)
        hold_behind(wholes, prose)
        hold_divided(wholes, prose)
        hold_itemised(wholes, prose)

    def set_aside(self, passage: Passage) -> None:
        """Note what of a passage is no claim, by shape and as time."""
        for one in passage.asides:
            if _HAS_NUMERAL.search(passage.text, one.start, one.end):
                self.put_aside(passage, (one.start, one.end), one.reason)
        for moment in passage.moments:
            if _HAS_NUMERAL.search(passage.text, moment.start, moment.end):
                self.put_aside(passage, (moment.start, moment.end), Reason.DATE)

    def put_aside(self, passage: Passage, span: tuple[int, int], reason: Reason | None) -> None:
        """Note a span as no claim, or as not understood."""
        first, last = passage.block.span(*span)
        words = self.text[first:last]
        if reason is None:
            self.unknown.append(NotUnderstood(first, last, words))
        else:
            self.aside.append(NonClaim(first, last, words, reason))

    def _reading(self, drafts: list[Draft]) -> Reading:
        spans = {id(one): one.passage.block.span(one.start, one.end) for one in drafts}
        drafts.sort(key=lambda one: spans[id(one)])
        places = {id(one): at for at, one in enumerate(drafts)}
        claims = tuple(self._claim(one, spans[id(one)], places) for one in drafts)
        findings = [
            Finding(
                relation,
                places[id(total)],
                tuple(places[id(part)] for part in parts),
                Fraction(total.number.value),
                Fraction(self.found.value(relation, total, parts) or 0),
                is_ok,
            )
            for relation, total, parts, is_ok in self.found.rows
        ]
        return Reading(
            self.as_of,
            claims,
            tuple(sorted(findings, key=lambda one: (one.total, one.parts))),
            tuple(sorted(self.aside, key=lambda one: one.start)),
            tuple(sorted(self.unknown, key=lambda one: one.start)),
            self.blocks,
        )

    def _claim(self, one: Draft, span: tuple[int, int], places: dict[int, int]) -> Claim:
        return Claim(
            span[0],
            span[1],
            self.text[span[0] : span[1]],
            one.measure,
            _fraction(one.number.value),
            one.number.wording,
            one.number.unit,
            one.when,
            one.donor,
            one.recipient,
            one.source,
            one.category,
            joined(one.titled, one.category, one.called),
            one.status,
            places[id(one.whole)] if one.whole is not None else None,
            is_headline=one.is_headline,
        )


class _Steps:
    """The steps that give the drafts of a passage of words their fields."""

    def __init__(
        self, calendar: Calendar, roles: Roles, page: _Page, *, planning: Planning
    ) -> None:
        self._calendar = calendar
        self._roles = roles
        self._page = page
        self._counter = Counter(page.words)
        self._sense = Sense(page.words, roles.side)
        self._planning = planning

    def take(self, passage: Passage) -> None:
        """Read one passage."""
        self._page.set_aside(passage)
        if passage.block.kind is FURNITURE:
            for number in passage.numbers:
                self._page.put_aside(passage, (number.start, number.end), Reason.UNRELATED)
            return
        passage.place_names()
        for number, result in self._counted(passage):
            if isinstance(result, Draft):
                result.follow(passage.drafts)
            else:
                self._page.put_aside(passage, (number.start, number.end), result)
        self._calendar.date(passage)
        self._planning.begin(passage)
        last = None
        for draft in passage.drafts:
            draft.is_headline = passage.block.kind is HEADING
            draft.source = self._sense.source(draft, last)
            draft.category = self._sense.category(draft)
            draft.status = self._planning.judge(draft, last)
            if draft.status is Status.ACTUAL:
                draft.when = up_to_now(draft.when, self._page.as_of)
            last = draft
        self._roles.assign(passage)
        send_on(passage, self._roles.side)
        self._sense.go_on(passage)

    def _counted(self, passage: Passage) -> Iterator[tuple[Number, Draft | Reason | None]]:
        last = None
        for number in passage.numbers:
            result = self._counter.draft(passage, number, last)
            if isinstance(result, Draft):
                last = result
            yield number, result


def _count_each(drafts: Iterable[Draft], each: Each) -> None:
    """Tell of every number what it is per, of how many it is, and whether it may add up so."""
    for one in drafts:
        one.per = each.unit(one)
        one.times = each_of(one)
        one.may_add = one.per is None or (one.times is not None and one.times > 1)


def _give_home(drafts: list[Draft], addressed: Addressed) -> None:
    """Let what a letter's county gets be for the school, clinic or village it is from."""
    home, signer = addressed.home, addressed.signer
    for one in drafts if home or signer else ():
        if home and one.recipient is not None and one.recipient.keys == home.keys:
            one.recipient = home
        one.recipient = one.recipient or signer


def _is_allotted(draft: Draft) -> bool:
    """Whether a number in the notes below a table goes on about the table's own funds: 安排."""
    passage, start = draft.passage, draft.number.sentence[0]
    is_money = draft.measure in (MONEY, PERCENT)
    return is_money and passage.text.find("安排", start, draft.number.start) >= 0


def roles_of_cells(roles: Roles, line: Passage) -> None:
    """Give the cells of a table's line the parties in force where their row names none."""
    named = [(draft, draft.donor, draft.recipient) for draft in line.drafts]
    roles.assign(line)
    for draft, donor, recipient in named:
        is_sent = recipient is not None and LABOUR_TO.match(draft.label)
        draft.donor = donor or (draft.recipient if is_sent else draft.donor)
        draft.recipient = recipient or draft.recipient


@functools.lru_cache(maxsize=4096)
def _fraction(number: Exact) -> Fraction:
    return Fraction(number)


def _words_of(block: Block) -> str:
    return block.text or "\n".join(line.text for line in block.lines)
