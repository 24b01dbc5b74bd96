"""What the lines above and below the tables of a form lay down: days, units, rounding, exclusions.

Every clause is read by itself. A clause that takes something in or out in words that are not
understood is kept as a question: cells it may bear on stay empty. Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jiedui.forms.cutting import footing_said, rounded, rules_of
from jiedui.forms.days import MOMENT, OF_A_TEXT, days_in, without_pairing_rule
from jiedui.forms.dividing import people_day
from jiedui.forms.exclusions import AID, NOT_DONE, TREASURIES, Exclusion, leaves_out_unknown
from jiedui.forms.facets import Facets, Span, ended
from jiedui.forms.glossaries import term_of, whole_clauses
from jiedui.forms.rewording import plain_label
from jiedui.forms.statuses import forbids_deriving, status_in
from jiedui.forms.turns import ASIDE
from jiedui.forms.units import has_strange_unit, noted_units
from jiedui.forms.whosedays import days_apart
from jiedui.kernel.codes import CATEGORIES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from jiedui.forms.cutting import RoundingRule
    from jiedui.forms.labels import LabelReader
    from jiedui.forms.statuses import Status
    from jiedui.forms.units import FormUnit
    from jiedui.kernel.quantity import Rounding

_CLAUSE = re.compile(r"[。;；\n]|(?<=[^\d])(?=\d{1,2}[.、](?!\d))")
_NUMBER = re.compile(
    r"^(?:[(（]?\d{1,2}[)）]?[.、)）](?![项行栏列号])|[一二三四五六七八九十]+[、.]|[①-⑳]|[(（][一二三四五六七八九十][)）])"
)
_DEFINED = re.compile(
    r"[“\"「『‘']?([^“”\"「」『』‘’'指自从为按:,，]{1,14})[”\"」』’']?(?:栏|列|一栏|数)?(?:是指|指的是|指|系指|自|从|均为|为|填写|填|按|统计|:)(.*)"
)
_TAKES = re.compile(
    r"不(?:含|包括|包含|计入|计|列入|统计|算)|剔除|扣除|除去|未含|含|包括|包含|除.+外|"
    r"[仅只](?=指|统计|填|报|计|含|包括|算|列|限)"
)
"""只有约数的 and 只掌握概数的 speak of what is known, not of what is counted."""

_TAKEN = re.compile(
    r"(?:不(?:含|包括|包含|计入|列入|统计)|剔除|扣除|除去|含|包括|包含|[仅只](?=[指统填报计含包算列限]))"
    r"(?:指|统计|填|计|含)?((?:[^,()]|\([^()]*\))+)"
)
_ONLY = re.compile(
    r"(?:[仅只](?:限于?|是?指|统计|填[写列报]?|报|计|含|包括|算|列|反映)+|限于|专指)"
    r"(?P<told>(?:[^,()]|\([^()]*\))+)"
)
"""资金只统计市级统筹和区级财政资金: what alone is counted."""

_HARMLESS = re.compile(
    r"不填|填写|空|不得|无法|请|须|报送|上报|盖章|公章|签字|电话|联系|核对|审核|四舍五入|小数|逻辑|"
    r"公式|勿|行列|不要|不含?税|记载|记录|入账|依据|有据|掌握|核实"
)
_REPORT = re.compile(r"报告期|统计期|本期|时间|统计时间|期间")
MADE = re.compile(r"[(]?(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?[)]?")
"""A month or a day that stands alone: when a form was made, what it tells is not later."""

_SHORT = 40
_COUNTS = re.compile(r"统计|计算|起算|算起|计起|口径|起计")
_BY_RULE = re.compile(
    r"除[^,;]{0,6}(?:说明|注明|标明|规定)[者的]?以?外|(?:均|都|一律)(?:为|指|是|按)"
)
"""除另有说明外，均为2013年1月至2017年10月数: days that are laid down, whatever a title says."""

_PERIOD = re.compile(r"统计|报告期|时间|期间|截[至止]|本表|数据|填报|累计|以来|本期")


@dataclass
class Notes:
    """What the lines of a sheet lay down.

    Attributes:
        units: Units stated, by family.
        has_strange_unit: Whether a unit is stated that is not known.
        spans: Days by time word: current, cumulative, end, start, previous, planned, actual.
        period: Days for the whole form.
        reported: The day the numbers stand at, as the form says.
        rounding: Rules of rounding.
        without: What is taken out.
        including: What is said to be in.
        doubts: Clauses that may change the meaning and are not understood, with their subject.
        facets: What titles and lines above say, the nearest to the table first.
        is_paired: Whether the form counts from when each recipient was paired.
        is_known_only: Whether totals leave out amounts that are not known.
        shares: Whether rounded shares must make 100: "foot", "largest" = the largest gives way,
            "apart" = each stays as it rounds.
        over: The day of whom means are divided by (人口为2013年底建档立卡数).
        base: The day that falls and rates are compared with (以2013年底为基期).
        apart: Days (and whether they are of a plan) of some recipients or some figures only.
        sums: "apart" where rounded parts need not make their total, "foot" where they must.
        is_as_stated: Whether no number is to be worked out of others of a longer period.
        status: Whether all of the form is of a plan or of what was done, and but for what.
    """

    units: list[FormUnit] = field(default_factory=list)
    has_strange_unit: bool = False
    spans: dict[str, Span] = field(default_factory=dict)
    period: Span | None = None
    reported: dt.date | None = None
    rounding: list[RoundingRule] = field(default_factory=list)
    without: list[Exclusion] = field(default_factory=list)
    including: list[Exclusion] = field(default_factory=list)
    doubts: list[tuple[str | None, str]] = field(default_factory=list)
    facets: list[Facets] = field(default_factory=list)
    is_paired: bool = False
    is_known_only: bool = False
    shares: str = ""
    sums: str = ""
    base: dt.date | None = None
    over: Span | None = None
    apart: list[Facets] = field(default_factory=list)
    status: Status | None = None
    is_as_stated: bool = False

    def trained_in(self) -> str | None:
        """Return what trainings are counted in by the units noted: people or count, None = open."""
        written = {one.zh for one in self.units}
        is_people = "人次" in written
        is_count = bool(written & {"期", "班", "批", "期次", "班次", "批次", "场"})
        return None if is_people == is_count else ("people" if is_people else "count")

    def rounds(
        self, family: str, labels: Sequence[str] = (), unit: str = ""
    ) -> tuple[int | None, Rounding]:
        """Return the decimals (None = not said) and the mode for a family of units.

        Args:
            family: The family.
            labels: The core words of the labels; a rule that names one goes before its family's.
            unit: The unit as written; rules of other units are left out.
        """
        return rounded(self.rounding, family, labels=labels, unit=unit)


def notes_of(lines: Iterable[str], reader: LabelReader) -> Notes:
    """Return what the lines of a sheet (or of the whole form) lay down."""
    clauses = _Clauses(Notes(), reader)
    for line in lines:
        for clause in clauses_of(line):
            clauses.read(clause)
    return clauses.notes


def clauses_of(line: str) -> list[str]:
    """Return the clauses of a line, without the numbers and marks they begin with."""
    found = []
    for part in _CLAUSE.split(line):
        plain = plain_label(part)
        plain = re.sub(
            r"^(?:注|说明|备注|(?:填表|填报|指标|口径|名词)(?:说明|解释|要求))[:.]?"
            r"|^[一-鿿]{2}(?:说明|解释|要求|口径|定义):",
            "",
            plain,
        )
        plain = _NUMBER.sub("", plain).strip(",")
        if plain:
            found.append(plain)
    return whole_clauses(found)


OF_FILING = re.compile(
    r"^(?:报出|填报|填表|报送|上报|制表|填制|印发|打印|审核|签发|编制|编印|登记|建档|核对|答复|发函|来函|交稿|截稿)"
    r"(?:日期|时间|期限|截止时间)|^(?:本[表报制度]*)?有效期"
)
"""When the form is to be sent, not what it counts."""

_FORMULA = re.compile(r"^(?:行次|代码|编号|序号|指标|第)*\d{1,6}(?:行|项|栏)?(?:指标)?[=≥≤]")
"""行次5=行次1+行次4: how rows are made of others lays nothing down for the form."""

_DUE = re.compile(
    r"(?:并|请|务必|须|需|应)*(?:[于在])?[^,;]{0,12}?(?:\d[日号]|月底|下班|周[一二三四五])(?:之|以)?前[^,;]{0,10}?"
    r"(?:反馈|返|报|送|回|交|复|寄|传)[^,;]*"
)
"""请于11月10日前反馈: when an answer is due, no day of a figure."""

_AS_BASE = re.compile(
    r"(?:以|按|用)(?P<day>[^,;以按用]{4,14}?)(?:为|作为?|当作)(?:基期|基数|基准|起点|100)"
)
_RATES = re.compile(
    r"[减降增][^,;]{0,6}(?:率|幅|数|量|比例|百分比|情况|成效)|[增减降]幅|(?:相比|比较|对比)$"
)
"""Words of what is compared with another day."""

_NOT_FILLED = re.compile(r"不填|不得|不再填|免填|无需|不需|勿")
_ROWS = re.compile(
    r"(?:末|首|本|该|前|后|上述|上列|下列|最后[一二两]?|第?[一二三四五六七八九十\d]+(?:[至到-][一二三四五六七八九十\d]+)?)(?:[行列栏项])"
)
"""Rows of the form itself: 除末行外 takes nothing out of a count."""


def _taken_from(whose: Facets, without: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a clause takes out; 财政资金不含捐赠 takes nothing, since it never held them."""
    told = {"SOCIAL_DONATION" if one == "donation" else one for one in without}
    is_held = whose.is_total or not whose.sources or {*whose.sources} & told
    return without if is_held else ()


@dataclass
class _Clauses:
    """Reads clause after clause into the notes."""

    notes: Notes
    reader: LabelReader

    def read(self, clause: str) -> None:
        """Read one clause."""
        clause = ASIDE.sub("", without_pairing_rule(_DUE.sub("", clause))).strip(",")
        if not clause or OF_FILING.match(clause):
            return
        if _FORMULA.match(clause):
            self.notes.rounding += rules_of(clause)
            return
        notes = self.notes
        notes.units += [one for one in noted_units(clause) if one not in notes.units]
        notes.has_strange_unit = notes.has_strange_unit or has_strange_unit(clause)
        notes.rounding += rules_of(clause)
        self._footing(clause)
        notes.status = notes.status or status_in(clause, self.reader)
        notes.is_as_stated = notes.is_as_stated or forbids_deriving(clause)
        notes.is_known_only = notes.is_known_only or leaves_out_unknown(clause)
        facets = self.reader.read(clause)
        for part in self._parts(clause):
            self._exclusions(part, facets if part == clause else self.reader.read(part))
        if "paired" in facets.times and (facets.span is None or facets.span.since is None):
            notes.is_paired = True
        notes.base = notes.base or self._base(clause, facets)
        for part in clause.split(","):
            notes.over = notes.over or people_day(part, self.reader.read(part))
        self._dates(clause, facets)

    def _footing(self, clause: str) -> None:
        """Read whether rounded parts and shares must make their total."""
        notes = self.notes
        shares, sums = footing_said(clause)
        notes.sums = "apart" if sums == "apart" else notes.sums or sums
        if shares and notes.shares != "apart":
            notes.shares = notes.shares if shares == "foot" and notes.shares else shares

    def _dates(self, clause: str, facets: Facets) -> None:
        """Take the days of a clause, of one that names what it is compared with part by part."""
        kept = ",".join(one for one in clause.split(",") if not _NOT_FILLED.search(one))
        facets = facets if kept == clause else self.reader.read(kept)
        apart, dated = days_apart(kept, self.reader)
        self.notes.apart += apart
        if dated == [kept] and facets.base is not None:
            dated = [one for one in kept.split(",") if self.reader.read(one).base is None]
        for part in dated:
            told = facets if part == kept else self.reader.read(part)
            if told.span is not None:
                self._days(part, told)

    def _base(self, clause: str, facets: Facets) -> dt.date | None:
        """Return the day that a clause lays down for falls and rates to be compared with."""
        found = _AS_BASE.search(clause)
        if found is not None and (span := self.reader.read(found["day"]).span):
            return span.at or span.until
        return facets.base if _RATES.search(clause) else None

    def _parts(self, clause: str) -> list[str]:
        """Return the parts of a clause that each take something out of a subject of its own."""
        parts = clause.split(",")
        marks = [_TAKES.search(part) for part in parts]
        before = [
            self.reader.read(part[: mark.start()]) if mark else Facets()
            for part, mark in zip(parts, marks, strict=True)
        ]
        are_own = all(one.subject or one.places for one in before)
        return parts if len(parts) > 1 and are_own else [clause]

    def _subjects(self, words: str) -> list[str | None]:
        """Return the subjects that words name side by side: 项目数和资金均不含…."""
        named = [self.reader.read(part).subject for part in re.split("[、和及与]", words)]
        return list(dict.fromkeys(one for one in named if one)) or [None]

    def _exclusions(self, clause: str, facets: Facets) -> None:
        mark = _TAKES.search(clause)
        whose = self.reader.read(term_of(clause[: mark.start()])) if mark else Facets()
        is_title = mark is not None and clause[: mark.start()].endswith("(")
        subject = whose.subject
        without = facets.without if is_title else _taken_from(whose, facets.without)
        is_valued = facets.including == ("goods",) and bool(noted_units(clause))
        for one in self._subjects(term_of(clause[: mark.start()])) if mark else [subject]:
            if without:
                self.notes.without.append(Exclusion(one, without, clause, facets.places))
            if facets.including and not is_valued:  # 金额（含实物折价）以元计: how goods count.
                self.notes.including.append(Exclusion(one, facets.including, clause, facets.places))
            if rest := self._but_only(clause):
                self._without_rest(Exclusion(one, rest, clause, facets.places))
        is_harmless = _HARMLESS.search(clause) or _ROWS.search(clause)
        told = _TAKEN.search(clause) if mark and not is_harmless else None
        is_in = mark is not None and mark[0] in {"含", "包括", "包含"}
        if told is None or is_in or NOT_DONE.search(told[1]):
            return  # What is put in, or was not done yet, takes no part away.
        inner = self.reader.read(told[1])
        if inner.unknown or inner.narrower:
            self.notes.doubts.append((subject, clause))

    def _without_rest(self, rest: Exclusion) -> None:
        """Take out what is not alone counted; projects are told by purse for gifts alone."""
        self.notes.without.append(rest)
        if rest.subject == "money" or not {*TREASURIES} & {*rest.codes}:
            return
        if {*AID} - {*rest.codes} == {"SOCIAL_DONATION"}:
            kinds = tuple(one for one in CATEGORIES if one != "DONATION")
            self.notes.without.append(replace(rest, subject="projects", codes=kinds))
        else:
            self.notes.doubts.append(("projects", rest.words))

    def _but_only(self, clause: str) -> tuple[str, ...]:
        """Return what a clause takes out that says what alone is counted: 资金只统计财政资金."""
        found = _ONLY.search(clause)
        told = self.reader.read(found["told"]) if found else None
        if told is None or told.unknown or told.narrower or told.places:
            return ()
        named = {*told.sources, *told.categories, *(["SOCIAL_DONATION"] if told.donation else ())}
        kinds = AID if told.sources or told.donation else CATEGORIES if told.categories else ()
        return tuple(one for one in kinds if one not in named)

    def _days(self, clause: str, facets: Facets) -> None:
        notes = self.notes
        span = self._joined(facets, clause)
        is_day = ended(span) != span and not MOMENT.search(clause)
        is_of_text = OF_A_TEXT.search(clause) and not re.search("截|时点|期间", clause)
        is_named = is_day and self._defined(clause, ended(span))  # 期初指2013年12月31日
        if MADE.fullmatch(clause) or is_day or is_of_text or is_named:
            return  # When a form was made; a title's month is told by the titles.
        span = ended(span)
        if span.is_until or (span.since and span.until and span.until < span.since):
            notes.reported = notes.reported or span.until
        if self._defined(clause, span) or facets.base is not None:
            return
        if not _PERIOD.search(clause) and len(clause) >= _SHORT:
            return
        if _REPORT.match(clause):
            notes.spans.setdefault("current", span)
            notes.reported = notes.reported or span.until or span.at
        is_rule = bool(span.is_since and _COUNTS.search(clause)) or bool(_BY_RULE.search(clause))
        self._period(span, is_rule=is_rule and not facets.places)

    def _period(self, span: Span, *, is_rule: bool) -> None:
        """Take days as those of the whole form, or as the beginning that they still lack.

        A rule of counting (自2013年起统计) wins over days in a title (“十三五”投资台账).
        """
        notes = self.notes
        if is_rule and notes.period is not None and span.since is not None:
            until = span.until or notes.period.until
            notes.period = Span(span.since, until, is_since=until is None)
        elif notes.period is None and (span.since or span.is_until):
            notes.period = span
        elif notes.period is not None and notes.period.since is None and span.since:
            until = span.until or notes.period.until
            notes.period = Span(span.since, until, is_since=span.is_since)

    def _defined(self, clause: str, span: Span) -> bool:
        """Whether a clause says which days a word of the headings means: “本期数”指…."""
        found = _DEFINED.match(clause)
        if found is None:
            return False
        term = self.reader.read(found[1])
        inner = self.reader.read(found[2])
        names = [*term.times, *((term.status,) if term.status else ())]
        if not names or inner.span is None:
            return False
        is_begun = span.is_since and span.since == inner.span.since  # 累计数起点为2013年
        told = span if is_begun else self._joined(inner, found[2])
        for name in names:
            self.notes.spans.setdefault(name, told)
        if span.until and ("actual" in names or _REPORT.match(clause)):
            self.notes.reported = self.notes.reported or span.until
        return True

    def _joined(self, facets: Facets, clause: str) -> Span:
        """Return the days of a clause that names beginning and end apart: 2013年以来、截至…."""
        told = days_in(clause, self.reader.as_of, self.reader.year)
        named = [one.span for one in told if not one.is_base]
        since = next((one for one in named if one.is_since), None)
        until = next((one.until for one in named if one.is_until), None)
        first = facets.span or Span()
        if since is not None:
            return replace(since, until=until)
        if until is not None and len(named) > 1 and first.since is not None:
            return Span(first.since, until)
        return first
