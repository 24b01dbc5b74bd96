"""One label being read: places, days and words of the vocabulary taken out one after another.

What is left over when all is taken out is what nothing explains. Knows no Django.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jiedui.figures.binding.surroundings import left_over
from jiedui.forms.days import days_in
from jiedui.forms.exclusions import TREASURIES
from jiedui.forms.facets import Facets, joined_span
from jiedui.forms.meaning import finest, operation_among, qualified, subject_among
from jiedui.forms.vocabulary import vocabulary
from jiedui.kernel.place import find, leading

if TYPE_CHECKING:
    from jiedui.forms.labels import LabelReader

_LEVELLED = re.compile(r"[市区]?(?:本?级|财政|统筹)")
_NEGATED = frozenset("未非")
"""未入账的帮扶资金: what has not been done, or is not, is a part of all there is."""

_AGAINST = re.compile(
    r"\|(?P<than>比|较|减去?|-)\||\|[与和同]\|+(?P<at>相比|比较)|\|(?P<of>是|为|占|相当于)\|+的?"
)
"""Behind a recipient and before another, their names being taken out."""

_OF_GIVERS = re.compile(
    r"[市区县省](?:[级直属]|本级)(?:各|有关|机关|企事?业|国有)*(?:单位|部门|机关|企业)(?=[^,;()|]{0,6}[捐赠])"
)
"""区级单位捐赠: who gave, by the level that such offices are of."""

_BODIES = re.compile(
    r"[市区县](?:级|直|属|本级|级直属)(?:各|党政|有关|国有|群团)*(?:机关|单位|部门|企业|企事业单位|国企|组织|团体){1,2}"
)
"""区级机关, 区属国有企业: bodies of a level, no purse of it."""

_OTHER_SIGN = re.compile(
    r"(?<![A-Za-z])[A-Z]\d{0,2}(?=[列栏行项]?(?:占|÷|除以))|(?<=[占÷])[A-Z]\d{0,2}\b"
)
"""A列占总额: a sign of another column that nothing spells out."""

_PAIR = 2
_RANKED = "省市州县区旗盟镇乡"


class Taking:
    """One label being read: what is taken is blanked out."""

    def __init__(self, reader: LabelReader, text: str) -> None:
        self.reader = reader
        self.rest = self.whole = text
        self.found: dict[str, list[str]] = {}
        self.keys: list[tuple[str, str]] = []
        self.sides: list[str] = []
        self.told: dict[str, object] = {}
        self.unexplained: tuple[str, ...] = ()
        self.bases: tuple[str, ...] = ()

    def _take(self, start: int, end: int) -> None:
        self.rest = f"{self.rest[:start]}{'|' * (end - start)}{self.rest[end:]}"

    def places(self) -> None:
        """Take out recipients, towns in them, and the programme's own side."""
        known = self.reader.known
        whole = self.rest.strip("|")
        for found in list(self.reader.place_pattern.finditer(self.rest)):
            key, code = self.reader.place_names[found.group()]
            length = found.end() - found.start()
            if ":" not in key and (town := self._town(found.start(), key)):
                key, length = town
                code = key
            is_own = known.is_own_side(key) and key not in known.recipients
            if is_own and _LEVELLED.match(self.rest, found.end()):
                self._keep_rank(found, key)
                continue
            self._take(found.start(), found.start() + length)
            if not known.is_own_side(key) or key in known.recipients:
                self.keys.append((key, code))
            else:
                self.sides.append(key)
        if not self.keys and len(whole) > 2 and whole[-1] in _RANKED:
            places = [one for one in find(whole) if one.written[-1:] in _RANKED]
            if len({one.key for one in places}) == 1 and not known.is_own_side(places[0].key):
                self.keys.append((places[0].key, places[0].key))
                self.rest = ""

    def _keep_rank(self, found: re.Match[str], key: str) -> None:
        """Leave 市 of 上海市级统筹 and 区 of 嘉定区财政: whose fund it is stands in the rank."""
        rank = "市" if key.endswith("0000") else "区"
        start, end = found.start(), found.end()
        self.rest = f"{self.rest[:start]}{'|' * (end - start - 1)}{rank}{self.rest[end:]}"

    def _town(self, start: int, county: str) -> tuple[str, int] | None:
        """Return the town that is written after its county: key and length."""
        text = self.rest[start:].split("|")[0]
        for place in leading(text, within=county):
            if ":" in place.key and place.key.partition(":")[0] == county:
                return place.key, len(text) - len(place.rest)
        return None

    def compared_places(self) -> None:
        """Take out what says that one recipient is compared with another: 甲县比乙县多."""
        found = _AGAINST.search(self.rest)
        if found is not None and len(set(self.keys)) == _PAIR:
            name = next(one for one in ("than", "at", "of") if found[one])
            operation = "ratio" if name == "of" else "difference"
            self.found.setdefault("operation", []).append(operation)
            self._take(*found.span(name))

    def days(self) -> None:
        """Take out days; those compared with are the base."""
        for one in list(days_in(self.rest, self.reader.as_of, self.reader.year)):
            if one.is_base:
                at = one.span.at or one.span.until
                if at is not None:
                    self.told["base"] = at
                else:
                    self.bases += (self.rest[one.start : one.end],)
            elif "span" in self.told:
                whole = joined_span(self.told["span"], one.span)  # type: ignore[arg-type]
                self.told["is_both"] = whole is None
                self.told["span"] = whole or self.told["span"]
            else:
                self.told["span"] = one.span
            self._take(one.start, one.end)

    def words(self) -> None:
        """Take out the words of the vocabulary."""
        text = self.rest
        for word, category in vocabulary().kinds_in(text):
            aspect = "category" if category else "narrower"
            self.found.setdefault(aspect, []).append(category or word)
        for start, end, several in vocabulary().spans(text):
            for said in several:
                self.found.setdefault(said.aspect, [])
                if said.value not in self.found[said.aspect]:
                    self.found[said.aspect].append(said.value)
            if text[start - 1 : start] in _NEGATED and not text[start:end].startswith("含"):
                self.found.setdefault("narrower", []).append(text[start - 1 : end])
            if several or text[start:end] in vocabulary().fillers:
                self._take(start, end)
        signs = _OTHER_SIGN.findall(self.whole)
        if signs:
            self.found.setdefault("narrower", []).extend(signs)
        self.unexplained += left_over(self.rest.replace("|", " "))

    def facets(self) -> Facets:
        """Return what was found."""
        found = self.found
        givers = _OF_GIVERS.search(self.whole)
        if _BODIES.fullmatch(self.whole.strip("|:")):
            return Facets(narrower=(self.whole,))
        if givers and "donation" in found:
            found["narrower"] = [*found.get("narrower", ()), givers[0]]
            found["source"] = []  # 区级单位捐赠 is of no treasury.
        sources = _purses(found.get("source", []))
        places, codes = finest(self.keys)
        statuses = found.get("status", [])
        times = {
            *found.get("time", ()),
            *(["current"] if "this_year" in found.get("time", ()) else []),
        }
        return Facets(
            subject=subject_among(found.get("subject")),
            family=subject_among(found.get("family")),
            sources=sources,
            categories=tuple(found.get("category", ())),
            donation="donation" in found,
            places=places,
            codes=codes,
            sides=tuple(self.sides),
            span=self.told.get("span"),  # type: ignore[arg-type]
            base=self.told.get("base"),  # type: ignore[arg-type]
            times=frozenset(times),
            status=statuses[0] if len(statuses) == 1 else None,
            stage=subject_among(found.get("stage")),
            operation=operation_among(found.get("operation", [])),
            compares=found.get("compares", [""])[0],
            roles=frozenset(found.get("role", ())),
            narrower=(*found.get("narrower", ()), *qualified(found), *self.bases),
            unknown=self.unexplained,
            is_both=bool(self.told.get("is_both")) or len(statuses) > 1,
        )


def _purses(sources: list[str]) -> tuple[str, ...]:
    """Return the purses that words name: 财政 beside one treasury is that one, alone both."""
    if "FISCAL" not in sources:
        return tuple(sources)
    named = [one for one in sources if one in TREASURIES]
    rest = [one for one in sources if one not in {"FISCAL", *TREASURIES}]
    return (*(named if len(named) == 1 and not rest else TREASURIES), *rest)
