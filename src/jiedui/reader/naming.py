"""Places and organisations that a page names, each mention with its span and its party.

Places come from the kernel's divisions (official, short and old names); a bare stem (久治) is read
when the page or its neighbour makes it plain. Towns, villages and organisations are read by the
shape of their names after a place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jiedui.kernel.gazetteer import level_of, short_of
from jiedui.kernel.placekey import covers, present_code
from jiedui.reader.namesakes import across, known_sides
from jiedui.reader.numerals import SIGNS
from jiedui.reader.spelled import (
    RANK,
    Heads,
    forms,
    hits_in,
    is_ranked,
    may_be_spelling,
    short_banner,
    spelling_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jiedui.reader.namesakes import Known
    from jiedui.reader.vocabulary import Vocabulary


class Mention(NamedTuple):
    """A place or organisation named in a block.

    Attributes:
        start: Its first sign.
        end: After its last sign.
        name: What it is called in full as far as the page says: 海宁市长安镇, 久治县人民医院.
        key: Key of the place it is or lies in (`kernel.placekey`), "" when not known.
        level: Rank of that place, 1 province to 4 town; 5 for an organisation or village in it.
        own: Its name alone, without what stands above it.
    """

    start: int
    end: int
    name: str
    key: str
    level: int
    own: str = ""


_BODY = (
    "人民医院|中心卫生院|卫生院|中医院|妇幼保健院|医院|中心小学|小学|中学|幼儿园|职业技术学校|学校|学院|大学|农商行|银行|信用社|"
    "人武部|合作社|股份有限公司|有限公司|集团|公司|商会|协会|基金会|慈善总?会|红十字会|残联|妇联|工商联|工会|"
    "团委|教委|区委|县委|市委|局|检察院|法院|信访办|合作交流办|办公室|委员会|街道|社区|村|寺|党校|警备区|"
    "指挥部|园区|开发区|委|(?<![举承主兴开创代协申包])办"
)
_TAIL = re.compile(
    rf"(?![对为向给开共先已计投援帮捐籍]|[新改扩修兴翻]建|建[成起])[^\W\d_a-zA-Z的在来去到赴有与和打把将再又也都等各位名给了{SIGNS}]{{0,10}}?"
    rf"(?:{_BODY})(?![财政外校长])"
)
_TOWN = re.compile(
    r"(?:有一?个)?((?:[^\W\d_a-zA-Z的和与在向等各全乡镇街]|街(?=镇)){1,4}(?:街道|[镇乡苏木](?<![下返还回个]乡)(?!村|镇|街|长|干|里|企|政(?!府)|党|贤|亲|[^\W\d我全该本各]县)))"
)
_LONE_TOWN = re.compile(
    r"[,。;、:(—\s和与向由对从到在给为建助于个是年的中]"
    r"(?:(?<![年的中])|(?<=[去今前当上同明]年)|(?<=[对口帮援扶]的)|(?<=其中))"
    r"(?![去今前当上同明]年|其中|[为给由是]|来自|[关对由至]于|(?:住|走|搬|开|驶|送|派|来)[进到])"
    r"((?:[一二三](?![个批大级处带些家])|@)@{1,3}(?:(?<!个)镇|(?<![下返还回个])(?<![进走访入下返][山水苗侗藏彝瑶])乡))(?!村|镇|街|长|干|里|企|党|贤|亲|县|[^\W\d我全该本各]县)".replace(
        "@", r"[^\W\d_a-zA-Z的和与在向等各全这两该我贵本一二三]"
    )
)
"""A town that stands alone, behind a sign or word that ends what is before it."""


_BOUNDARIES = frozenset("在到赴去向为与和援对从由自、,。;:(—\n ")
_RULERS = ("委", "党委", "委员会", "办")
"""A place that speaks through its own committee is that place: 萧山区委."""

_COUNTED = frozenset("元人名户个亩吨座所台辆套件%")
"""Ends a quantity, behind which 和 joins the next one and begins no name of a county."""

_EVERYDAY = frozenset(("劳动力", "原动力", "活动区", "最大化", "扩大化"))
"""Words of which the last signs begin the name of a division (动力区)."""

_NO_SHORT = frozenset("该全我本各两三外邻郊贵出进入到赴在此省州市县区旗")
"""Signs that no county is called by alone: 全县, 该县."""

_BRAND = re.compile(r"(?:集团|股份|药业|科技|重工|银行|证券|电器|实业|控股)(?!军)")
"""Follows what is a firm's name, though a county is called so too: 海晏集团."""

_RULED = re.compile(r"副?(?:[县区旗州]长|[县区旗州]委书记)")
"""Follows a place that has one: 挂职洛南副县长."""

_JOINED = frozenset(("和县", "和平", "和平区", "和平县"))
"""Names that are also 和 and the word behind it."""

_ENDS_OF_AMOUNTS = "元个名人户亩%套台座所批件次级0123456789万亿"

_LATIN = re.compile(r"[A-Z](?<=\b[A-Z])[a-z]{3,}\b")


def _is_cut_out(text: str, at: int, form: str) -> bool:
    """Whether signs that spell a place end one word and begin another.

    其中山东省级资金 is of Shandong, 援疆资金4800万元和县财政自筹 of a county, not of 中山 or 和县;
    白山羊 and 黑山羊 are goats.
    """
    before = text[at - 1 : at] if at else ""
    if (form[0] == "中" and before == "其") or text.startswith("山羊", at + len(form) - 1):
        return True
    return form in _JOINED and before in _ENDS_OF_AMOUNTS and before != ""


class Names:
    """The names of one page: knows which bare stems and towns it has made plain."""

    def __init__(self, page: str, words: Vocabulary) -> None:
        self._words = words
        self._named, self._lengths = forms()
        self._towns: dict[str, tuple[str, str]] = {}
        self._high: dict[str, bool] = {}
        self._town_heads: dict[str, list[str]] = {}
        self._heads = Heads(())
        self._strong: set[str] = set()
        self._short: set[str] = set()
        self._resolved: dict[tuple[str, str, int], tuple[str, int, str] | None] = {}
        self._around: list[str] = []
        self._near: set[str] = set()
        self._counts: dict[str, int] = {}
        self._apart: set[str] = set()
        self._brands: set[str] = set()
        self._spelt: dict[str, str] = {}
        self._known: list[Known] | None = None
        self._survey(page)

    def _survey(self, page: str) -> None:
        """Note which divisions the page names with their rank, and which towns."""
        hits = [hit for hit in hits_in(page) if not _is_cut_out(page, *hit)]
        for start, form in hits:
            self._counts[form] = self._counts.get(form, 0) + 1
            if not start or page[start - 1] in _BOUNDARIES:
                self._apart.add(form)
            if is_ranked(form):
                self._strong |= {spell.code for spell in self._named[form]}
            elif _BRAND.match(page, start + len(form)):
                self._brands.add(form)
        self._spell(page)
        certain = [form for _, form in hits if is_ranked(form) or self._is_high(form)]
        for form in dict.fromkeys(certain):
            codes = {spell.code for spell in self._named[form]}
            if len(codes) == 1:
                self._around += codes
        self._near = {code[:4] for code in self._around} | set(self._around)
        self._shorten(page, certain)
        self._survey_towns(page, hits)

    def _shorten(self, page: str, certain: Iterable[str]) -> None:
        """Note the short names that a page gives its counties itself: 塔县 of 塔什库尔干县."""
        for form in dict.fromkeys(certain):
            place = self._resolve(form, "")
            if place is None or place[1] != 3 or len(form) < 3:
                continue
            short = form[0] + place[2][-1]
            if short in self._named or short[0] in _NO_SHORT or short[1] not in "县旗":
                continue
            told = page.count(short)
            if told > 1 or (told and re.search(rf"(?<![^\W\d_]){short}", page)):
                self._towns[short] = (place[2], place[0])
                self._short.add(short)

    def _survey_towns(self, page: str, hits: list[tuple[int, str]]) -> None:
        """Note the towns that stand behind their county or alone."""
        for start, form in hits:
            if self._accepts(form, page[start - 1 : start]) and (
                town := _TOWN.match(page, start + len(form))
            ):
                self._note_town(form, town[1])
        for town in _LONE_TOWN.finditer("\n" + page):
            self._towns.setdefault(town[1], (town[1], ""))
        for name in sorted(self._towns, key=len, reverse=True):
            self._town_heads.setdefault(name[:2], []).append(name)
        self._heads = Heads(self._town_heads)

    def _spell(self, page: str) -> None:
        """Note the places that a page in two languages also spells in Latin letters."""
        written = {word.lower(): word for word in _LATIN.findall(page)}
        latin = {low: word for low, word in written.items() if may_be_spelling(low)}
        if latin:
            for form in self._counts:
                spelling = spelling_of(form)
                if spelling in latin:
                    self._spelt[form] = latin[spelling]

    def _note_town(self, form: str, town: str) -> None:
        place = self._resolve(form, "")
        if place is None or place[1] not in (2, 3):
            return
        held = (form + town, f"{place[0]}:{town}")
        self._towns[town] = held
        stem = re.sub(r"(?:街道|镇|乡|苏木)$", "", town)
        if len(stem) > 1:
            self._towns.setdefault(stem, held)

    def _is_high(self, form: str) -> bool:
        """Whether a written form names a prefecture or province; found out once a form."""
        if form not in self._high:
            self._high[form] = self._names_high(form)
        return self._high[form]

    def _names_high(self, form: str) -> bool:
        is_plain = form in self._words.plain_stems or form in self._words.doubtful_stems
        return not is_plain and any(level_of(one.code) < 3 for one in self._named[form])

    def _accepts(self, form: str, before: str = "", *, after_place: bool = False) -> bool:
        """Whether a written form is a place here and no everyday word."""
        is_plain = form in self._words.plain_stems
        if is_ranked(form) and not (is_plain and form[-1] == "区"):
            return True
        if is_plain or (form[-1] in "省市盟县区旗" and not self._is_high(form)):
            return is_plain and after_place
        confirmed = any(one.code in self._strong for one in self._named[form])
        if form in self._words.doubtful_stems:
            return confirmed or after_place or self._is_beside(form)
        if confirmed or after_place or self._is_high(form) or form in self._spelt:
            return True
        if form in self._brands:
            return False
        is_repeated = self._counts.get(form, 0) > 1 and form in self._apart
        return is_repeated or (before in _BOUNDARIES and self._is_likely(form))

    def _is_likely(self, form: str) -> bool:
        """Whether a county so called fits what the page names for certain.

        It lies in one of its provinces, or it may be the receiving side of a page that so far has
        only the giving one.
        """
        provinces = {code[:2] for code in self._around}
        lean = self._words.leaning
        own = {one.code[:2] for one in self._named[form]}
        is_one_sided = all(lean.get(one, 0) > 0 for one in provinces)
        return bool(own & provinces) or (is_one_sided and any(lean.get(one, 0) < 0 for one in own))

    def _is_beside(self, form: str) -> bool:
        """Whether the page names the prefecture or a neighbour of a county so called."""
        return any(one.code[:4] in self._near for one in self._named[form])

    def mentions_in(self, text: str) -> list[Mention]:
        """Return the mentions of a text in order, chains put together (云南省楚雄州武定县)."""
        found: list[Mention] = []
        for start, form in self._places(text):
            last = found[-1] if found and found[-1].end == start else None
            place = self._read(form, last, start)
            if place is None:
                continue
            if last is not None and last.level < place.level:
                found.pop()
                name = last.name + (place.own or form)
                place = place._replace(start=last.start, name=name)
            found.append(place)
        return [self._with_tail(text, one, found[at + 1 : at + 2]) for at, one in enumerate(found)]

    def _places(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the places of a text; towns of this page before divisions."""
        free, above = 0, ""
        for at in self._heads.standing(text):
            if at < free:
                continue
            form = self._town_at(text, at) or self._division_at(
                text, at, above=above if at == free else ""
            )
            if form:
                yield at, form
                free, above = at + len(form), form

    def _town_at(self, text: str, at: int) -> str:
        """Return the longest town of this page that begins at a place of a text."""
        for town in self._town_heads.get(text[at : at + 2], ()):
            if text.startswith(town, at):
                return town
        return ""

    def _division_at(self, text: str, at: int, *, above: str) -> str:
        """Return the longest division that is meant at a place of a text."""
        before = text[at - 1 : at]
        if text[at - 1 : at + 2] in _EVERYDAY or text.startswith(RANK, at + 1):
            return ""
        if before in _COUNTED and text[at] in "和同":  # 援疆资金4800万元和县财政800万元.
            return ""
        for length in self._lengths.get(text[at : at + 2], ()):
            form = text[at : at + length]
            if form in self._named:
                inside = bool(above) and self._is_inside(form, above)
                is_ruled = form not in self._words.plain_stems and _RULED.match(text, at + length)
                is_name = self._accepts(form, before, after_place=inside) or is_ruled
                if is_name and not _is_cut_out(text, at, form):
                    return form
        return ""

    def _is_inside(self, form: str, above: str) -> bool:
        """Whether a division so called lies in one that the words before it name."""
        holders = {one.code[:2] for one in self._named.get(above, ())}
        return any(one.code[:2] in holders for one in self._named.get(form, ()))

    def _read(self, form: str, last: Mention | None, start: int) -> Mention | None:
        end = start + len(form)
        if form in self._towns:
            name, key = self._towns[form]
            if form in self._short:
                return Mention(start, end, name, key, 3, name)
            return Mention(start, end, name, key, 4, form)
        place = self._resolve(form, last.key if last else "")
        if place is None:
            return None
        return Mention(start, end, place[2], place[0], place[1], place[2])

    def _resolve(self, form: str, above: str) -> tuple[str, int, str] | None:
        """Return (key, level, name) of what a form means, by what stands above or around it."""
        asked = (form, above, len(self._around))
        if asked not in self._resolved:
            self._resolved[asked] = self._meaning(form, above)
        return self._resolved[asked]

    def _meaning(self, form: str, above: str) -> tuple[str, int, str] | None:
        spells = self._named.get(form, [])
        exact = [one for one in spells if form in (one.name, short_of(one.name))] or spells
        if above:
            exact = [one for one in exact if covers(above, present_code(one.code))] or exact
        if len({one.code for one in exact}) > 1:
            around = [one for one in exact if self._is_near(one.code)]
            exact = around or across(exact, self._known_sides(), self._words)
        if not exact:
            return None
        best = min(exact, key=lambda one: (level_of(one.code), not one.is_current, one.code))
        own = (best.name, short_of(best.name), short_banner(best.name))
        name = form if form in own else short_of(best.name)
        return present_code(best.code), level_of(best.code), name

    def _known_sides(self) -> list[Known]:
        """Return the names of the page that are plainly of one side; found out once."""
        if self._known is None:
            self._known = known_sides(self._counts, self._named, self._words)
        return self._known

    def _is_near(self, code: str) -> bool:
        return code[:4] in self._near or code[:2] + "0000" in self._near

    def with_tails(
        self, text: str, places: Iterable[Mention], others: Sequence[Mention]
    ) -> list[Mention]:
        """Return places with the organisations that their names begin: 我县人民医院."""
        found = []
        for one in places:
            behind = [other for other in others if other.start >= one.end]
            found.append(self._with_tail(text, one, behind[:1]))
        return found

    def _with_tail(self, text: str, one: Mention, following: Iterable[Mention]) -> Mention:
        """Return a mention with the organisation or village that its name begins."""
        limit = next((other.start for other in following), len(text))
        tail = _TAIL.match(text, one.end, min(limit, one.end + 18))
        if tail is None or (one.level < 3 and tail[0].endswith("村")) or tail[0] in _RULERS:
            return one
        return Mention(one.start, tail.end(), one.name + tail[0], one.key, 5, one.own + tail[0])
