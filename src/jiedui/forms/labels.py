"""From the words of a label to what they say: longest words first, what is left over told.

Places, payers and projects are those the book knows; days as `days` reads them; everything else by
the vocabulary. A word that nothing explains is kept: it may make a cell narrower than any figure.
Knows no Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from jiedui.figures.binding.surroundings import names_of_places
from jiedui.forms.dividing import divided
from jiedui.forms.english import in_chinese, is_english
from jiedui.forms.exclusions import NOT_DONE, put_in, taken_out, without_sides
from jiedui.forms.facets import Facets
from jiedui.forms.joining import as_defined
from jiedui.forms.meaning import bracketed
from jiedui.forms.nameddays import with_days
from jiedui.forms.purses import levelled, of_money, paid_by, part_and_whole
from jiedui.forms.referring import referring, with_items
from jiedui.forms.rewording import (
    BRACKETED,
    GOODS,
    core_of,
    mark_of,
    plain_label,
    reworded,
    with_codes,
)
from jiedui.forms.sentences import gift_of, gift_told, listed_in, project_of
from jiedui.forms.taking import Taking
from jiedui.forms.titles import in_short
from jiedui.forms.units import unit_of
from jiedui.forms.works import of_works
from jiedui.kernel.gazetteer import gazetteer
from jiedui.kernel.place import find, parents, present_code
from jiedui.publish.names import place_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from jiedui.figures.binding.known import Known

_OF_TOTAL = re.compile(r"占[^占]*?(?:合计|总计|总数|小计|全部|[两三四五六各]县)")
"""A share of a total is no total itself."""

_AMONG = re.compile(r"[两三四五六各]县(?:之|当)?[中间内]")
"""A rank among counties is of one of them: 在两县中的名次."""

_OF_ONE = {"share": _OF_TOTAL, "rank": _AMONG}
"""By operation the words that name others only to compare one with them."""

_THE_REST = re.compile(r"其[他它余](?!合计|总计)")
"""其他项目（总计减以上各项） is what a total leaves, no total itself."""

_ROWS_TAKEN = re.compile(r"减|除|扣|以外|之外")
"""What says itself of what it is the rest: 其他项目（总计减以上各项）."""

_SOCIETY = re.compile(
    r"(?:来自|源自|由)?社会(?:各界|各方|力量|方面|层面|渠道|来源|人士|投入|出资|部分|捐)*(?:\|*)"
)
"""Who gave, where they stand alone beside 市级 and 区级."""

_TELLS_HOW = re.compile(r"填|留空|空着|照[写录]|原样|详见|参见|另附|附后|注明|写明|估[算计]")
"""Words of a label that say how it is filled in, not what is counted: 不能分年的只填本行."""

_LISTED_THINGS = re.compile(
    r"(?:如|例如|即)?[一-鿿]{2,8}(?:(?:[、及和与][一-鿿]{2,8})+等?|等)[一-鿿]{0,4}"
)
"""Several things side by side in a bracket: 道路、饮水等."""

_BOTH_HALVES = re.compile(r"(?:[捐赠献]*(?:[款资物钱]+|物资|实物|现金)[、和及]*){2,}")
"""社会帮扶资金（捐款捐物）: that gifts are of money and of things, as all of them are."""

_GOVERNMENT = re.compile(r"(?<=[镇乡道区])(?:人民政府|政府|办事处|党工委|党委)+(?=$|\()")
"""南翔镇人民政府 gives as 南翔镇, 嘉定镇街道办事处 as 嘉定镇街道."""


@dataclass
class LabelReader:
    """Reads labels of one form.

    Attributes:
        known: The names of the book.
        as_of: The reporting date.
        year: The year that months without one belong to.
        partners: Who is paired with each recipient, and since when.
        kinds: Recipients of the district's own pairings by kind.
        footnotes: What the footnote of each mark says, in brackets, as it joins a label.
        defined: What notes say of a label, by its core words.
        taken: Clauses of notes that say it.
        purses: Whose money a label means that names one of the donor's sides only.
        budgets: Labels whose 预算安排 names a purse and plans nothing.
        plain: Headings whose unknown words split no figure.
        listed: The project that stands under each number of the form's lists.
        numbered: The label of each numbered row.
        days: The day that the form gives a word of time: 基期.
        codes: What labels say by the codes that they begin with: A2.
    """

    known: Known
    as_of: dt.date
    year: int | None = None
    partners: Mapping[str, Mapping[str, dt.date]] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    footnotes: Mapping[str, str] = field(default_factory=dict)
    defined: Mapping[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    purses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    budgets: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    listed: Mapping[int, str] = field(default_factory=dict)
    numbered: Mapping[int, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    _read: dict[str, Facets] = field(default_factory=dict)
    _written: dict[str, Facets] = field(default_factory=dict)

    def note(self, footnotes: Mapping[str, str]) -> None:
        """Read labels from now on together with the footnotes that they carry the marks of."""
        self.footnotes = footnotes
        self.forget()

    def forget(self) -> None:
        """Forget what was read: notes say more of the labels now."""
        self._read.clear()
        self._written.clear()

    def read(self, text: object) -> Facets:
        """Return what a label says; a label read before is remembered, as it is written."""
        written = str(text)
        if written not in self._written:
            self._written[written] = self._plainly(written)
        return self._written[written]

    def _plainly(self, text: str) -> Facets:
        """Return what a label says; one that differs in its signs only is remembered."""
        plain = plain_label(self._in_chinese(text))
        noted = self.footnotes.get(mark) if (mark := mark_of(text)) else None
        if noted:
            plain = f"{plain}{noted}"
        if plain not in self._read:
            facets = self._facets(plain)
            if plain in self.plain:
                facets = replace(facets, unknown=())
            if plain in self.budgets:
                facets = replace(facets, status=None, stage=None, unknown=())
            if plain in self.purses:
                facets = replace(facets, sources=self.purses[plain])
            facets = referring(facets, self.numbered, lambda one: self._facets(plain_label(one)))
            told = self.defined.get(core_of(text)) if self.defined else None
            self._read[plain] = as_defined(facets, self._facets(told)) if told else facets
        return self._read[plain]

    def _in_chinese(self, text: str) -> str:
        """Return a label with the names of places that it has in letters as the book has them."""
        if not is_english(text):
            return text
        pattern = "|".join(map(re.escape, sorted(self._spelt, key=lambda one: -len(one))))
        return re.sub(rf"\b(?:{pattern})\b", lambda one: self._spelt[one[0]], in_chinese(text))

    @cached_property
    def _spelt(self) -> dict[str, str]:
        """Return the book's places by how they are written in letters: Jiuzhi County, Jiuzhi."""
        found: dict[str, str] = {}
        for key in (*self.known.recipients, *self.known.owners):
            for one in (one for one in (*parents(key), key) if one):
                name = place_words(one, "en")
                found |= {
                    name: place_words(one, "zh"),
                    name.rpartition(" ")[0] or name: place_words(one, "zh"),
                }
        return found

    def _facets(self, written: str) -> Facets:
        plain = with_codes(with_days(written, self.days), self.codes)
        plain = with_items(plain, self.numbered)
        above, below = divided(plain)
        if below:
            over, under = self._facets(above), self._facets(below)
            if of_money(over, under):
                return replace(self._facets(f"{above}占{below}的比例"), text=written)
            is_open = bool(under.times - {"end"} or under.narrower or under.unknown)
            is_open = is_open or under == Facets(under.text)  # ÷B: nothing says what B is.
            left = (below,) if is_open else ()
            return replace(over, text=written, over=under.span, narrower=(*over.narrower, *left))
        text = levelled(reworded(plain), self.known.owners, self.known.recipients)
        found = bracketed(text)
        unit, inner = found.unit, found.inner
        body = BRACKETED.sub("|", text)
        if unit is None and (alone := unit_of(body.strip("|"))) and alone.family != "year":
            unit = alone
        without = [one for part in [body, *inner] for one in taken_out(part)]
        including = [one for part in [body, *inner] for one in put_in(part)]
        rest = "|".join(without_sides(part) for part in [body, *inner])
        facets = self._with_brackets(
            paid_by(replace(self._named(rest.strip("|:"), plain), text=plain)), body, inner
        )
        is_of_one = _OF_ONE.get(facets.operation or "")
        if _THE_REST.match(text) or (is_of_one and is_of_one.search(plain)):
            facets = replace(facets, roles=facets.roles - {"total"})
        if _THE_REST.match(text) and not _ROWS_TAKEN.search(text):
            facets = replace(facets, narrower=(*facets.narrower, plain))
        if (part := part_and_whole(text)[0]) and (purses := self._named(part, part).sources):
            operation = "share" if unit is None or unit.family == "percent" else None
            facets = replace(facets, sources=purses, operation=facets.operation or operation)
        idle = self._how([body, *inner])
        out = self._sides(without)
        into = self._sides(one for one in including if not self._is_idle(one))
        return replace(
            facets,
            text=written,
            subject=facets.subject or (None if _says_more(facets) else out.subject),
            unit=unit,
            decimals=found.decimals,
            without=out.told,
            including=into.told,
            narrower=(*facets.narrower, *out.left, *found.rates),
            unknown=(
                *(word for word in facets.unknown if word not in idle),
                *(f"含{one}" for one in into.left),
            ),
        )

    def _with_brackets(self, told: Facets, body: str, inner: Sequence[str]) -> Facets:
        """Return what a label says, its brackets read in the light of the words before them."""
        if len(inner) == 1 and self._is_told_twice(body.replace("|", ""), inner[0]):
            return replace(told, narrower=(), unknown=())
        if len(inner) == 1 and told.subject == "gift" and _BOTH_HALVES.fullmatch(inner[0]):
            before = self._named(body, body)
            return replace(told, subject=before.subject, family=before.family)
        if inner and told.subject == "projects" and body.partition("|")[0].endswith("资金总额"):
            return replace(told, subject="money", family="money")
        return told

    def _is_told_twice(self, body: str, inner: str) -> bool:
        """Whether a bracket names the kind that its words describe, or lists what the kind holds.

        农村基础设施和村容村貌（农村建设）, 社会事业（教育、卫生等）.
        """
        before, inside = self._named(body, body), self._named(inner, inner)
        is_named = Facets(categories=inside.categories, subject=inside.subject) == inside
        says = before.operation or before.sources or before.donation or before.places or before.span
        if is_named and inside.categories and before.subject in {None, "projects"} and not says:
            return not before.categories
        is_listed = _LISTED_THINGS.fullmatch(inner) and not (inside.says_what or inside.places)
        return bool(is_listed) and bool(before.categories) and not inside.span

    def _how(self, parts: Iterable[str]) -> set[str]:
        """Return the unknown words of the parts of a label that only say how it is filled in."""
        told = [one for part in parts for one in re.split("[,;|]", part) if _TELLS_HOW.search(one)]
        return {word for one in told for word in self._named(one, one).unknown}

    def _named(self, rest: str, plain: str) -> Facets:
        """Return what the words say, after brackets were read."""
        found = Taking(self, rest)
        thing = self._thing(rest, plain)
        if thing is not None:
            return replace(thing, text=plain)
        if _SOCIETY.fullmatch(re.sub("^其中:?", "", rest.strip("|:"))):
            roles = frozenset({"of_which"}) if rest.startswith("其中") else frozenset()
            return Facets(plain, sources=("SOCIAL_DONATION",), roles=roles)
        found.places()
        found.compared_places()
        found.days()
        found.words()
        return found.facets()

    def _thing(self, rest: str, plain: str) -> Facets | None:
        """Return what a label says that names a giver, a gift or projects; None = it does not."""
        payer = self._payer(rest)
        if payer is not None:
            return Facets(payers=(payer,))
        several, left = listed_in(rest, self.listed)
        gift = gift_told(rest, self._payer, self._giver)
        paired = self.known.payer_in(rest) if "结对" in rest else None
        if several:
            return project_of(several, self._named(left, plain))
        if gift is not None:
            return gift_of(gift[0], self._named(gift[1], gift[1]))
        if paired is not None:
            told = self._named(rest.replace(self.known.payer_name(paired), "|"), plain)
            return replace(told, payers=(paired,))
        return of_works(rest, self.known.projects, lambda one: self._named(one, plain))

    def _payer(self, name: str) -> str | None:
        """Return who is known to give by a name, with or without whose office it is."""
        named = self.known.payer_named(name) or self.known.payer_named(in_short(name))
        return named or self._payers.get(self._office(name))

    def _giver(self, name: str) -> str | None:
        """Return who is known to give by a name and has no pairing of its own to pay in."""
        payer = self._payer(name)
        is_partner = any(payer in told for told in self.partners.values())
        return None if is_partner else payer

    @cached_property
    def _payers(self) -> dict[str, str]:
        """Return who pays by name without whose office it is, where that names only one."""
        found: dict[str, set[str]] = {}
        for key in self.known.payers:
            name = key.partition(":")[2] or key
            ranked = self._own.sub(lambda one: "区" if one[0].endswith("区") else "", name)
            for told in (self._office(name), ranked):
                found.setdefault(told, set()).add(key)
        return {name: min(keys) for name, keys in found.items() if len(keys) == 1 and len(name) > 2}

    def _office(self, name: str) -> str:
        """Return a giver's name without whose office it is and without what all such are called."""
        return in_short(_GOVERNMENT.sub("", self._own.sub("", name)))

    @cached_property
    def _own(self) -> re.Pattern[str]:
        names = sorted(names_of_places(self.known.owners), key=lambda one: -len(one))
        return re.compile("|".join(map(re.escape, names)) or r"(?!)")

    def _is_idle(self, words: str) -> bool:
        """Whether words name nothing at all: 含县属部门."""
        return not GOODS.search(words) and self._named(words, words) == Facets()

    def _sides(self, told: Iterable[str]) -> _Sides:
        """Return which sources and categories the words behind 不含 and 含 name."""
        codes: list[str] = []
        left: list[str] = []
        subject: str | None = None
        for words in told:
            if GOODS.search(words):
                codes.append("goods")
                continue
            one = self._named(words, words)
            subject = subject or one.subject
            named = [*one.sources, *one.categories, *(["donation"] if one.donation else [])]
            codes += named
            is_plan = one.status == "planned" and not (named or one.unknown or one.narrower)
            if is_plan or (not named and NOT_DONE.search(words)):
                continue  # 计划数不列: what was done is counted, as it is anyway.
            if not named or one.unknown or one.narrower:
                left.append(words)
        return _Sides(tuple(dict.fromkeys(codes)), tuple(left), subject)

    @cached_property
    def place_names(self) -> Mapping[str, tuple[str, str]]:
        """Return every way to write the book's places: name to (key, code as written)."""
        return _names_of(frozenset(self.known.recipients), frozenset(self.known.owners))

    @cached_property
    def place_pattern(self) -> re.Pattern[str]:
        """Return a pattern of the book's places, the longest first."""
        names = sorted(self.place_names, key=lambda one: (-len(one), one))
        return re.compile("|".join(map(re.escape, names)) or r"(?!)")


@lru_cache(maxsize=4)
def _names_of(recipients: frozenset[str], owners: frozenset[str]) -> Mapping[str, tuple[str, str]]:
    """Return every way to write some places and those they lie in; looked up once per book."""
    keys = {one for key in recipients for one in (key, *parents(key)) if one}
    above = {one for key in owners for one in (key, *parents(key)) if one}
    found: dict[str, tuple[str, str]] = {}
    for key in sorted(keys | above, key=lambda one: (len(one), one)):
        for name in names_of_places((key,)):
            if any(place.key == key for place in find(name)) or ":" in key:
                found.setdefault(name, (key, key))
        found.setdefault(key.partition(":")[2] or key, (key, key))
    for name, spells in gazetteer().named.items():
        for spell in spells:
            key = present_code(spell.code)
            if key in keys and name == spell.name and len(name) > 2:
                found.setdefault(name, (key, key))
                if spell.code != key:
                    found[name] = (key, spell.code)
    return found


def _says_more(own: Facets) -> bool:
    """Whether a label says anything beside what it takes out: 合计, unlike 不含捐赠项目."""
    return bool(own.family or own.is_total or own.sources or own.places or own.operation)


@dataclass(frozen=True, slots=True)
class _Sides:
    told: tuple[str, ...]
    left: tuple[str, ...]
    subject: str | None = None
