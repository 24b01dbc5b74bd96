"""Of whom and of what a cell speaks: recipients, sources, givers. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiedui.forms.exclusions import AID, TREASURIES
from jiedui.forms.rewording import SHORT_NAMES, core_of
from jiedui.forms.splitting import splitting, talking
from jiedui.forms.titles import limited_to
from jiedui.kernel.codes import CATEGORIES, SOURCES
from jiedui.kernel.period import EARLIEST
from jiedui.kernel.place import covers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jiedui.forms.around import Around
    from jiedui.forms.exclusions import Exclusion
    from jiedui.forms.facets import Facets
    from jiedui.forms.notes import Notes
    from jiedui.forms.subjects import Subject

_MAIN = {"MUNICIPAL_POOLED", "DISTRICT_FISCAL", "SOCIAL_DONATION"}
_KINDS_OF_ALL = {"RURAL", "SOCIAL", "INDUSTRY"}
_CATEGORISED = {"projects", "money", "cost", "area"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Of whom and of what a cell speaks.

    Attributes:
        places: Keys of the recipients; () = the whole programme.
        codes: Their codes as written.
        payers: Who gave.
        projects: Keys of projects.
        sources: Fund sources asked for.
        categories: Categories asked for.
        without_sources: Sources taken out.
        without_categories: Categories taken out.
        is_own: Whether the recipient's own money is asked.
        with_own: Whether the recipient's own money is in.
        with_goods: Whether gifts beside the stated totals are in.
        paired: For each recipient the day it was paired: with who is named, else with the district.
        beside: Who gives in a pairing of its own, beside the district's; () = it is of none.
        is_above: Whether it is of a pairing of what the district lies in.
        narrower: Words that nothing of the book answers.
        strange: Words not understood that nothing shows to take a part.
        doubts: Notes that may change the meaning.
    """

    places: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    without_sources: tuple[str, ...] = ()
    without_categories: tuple[str, ...] = ()
    is_own: bool = False
    with_own: bool = False
    with_goods: bool = False
    paired: tuple[tuple[str, dt.date], ...] = ()
    beside: tuple[str, ...] = ()
    is_above: bool = False
    narrower: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def own_sources(self) -> tuple[str, ...]:
        """Return the sources as a query tells them, the recipient's own money among them."""
        return ("RECIPIENT_OWN",) if self.is_own else self.sources

    def where(self, code: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the filters of a question."""
        if self.places:
            yield "recipient", self.places
        if self.payers:
            yield "payer", self.payers
        if self.projects:
            yield "project", self.projects
        sources = self._kept_sources()
        if sources and code != "recipient_own":
            yield "source", sources
        if self.categories:
            yield "category", self.categories
        elif self.without_categories:
            yield "category", tuple(one for one in CATEGORIES if one not in self.without_categories)

    def _kept_sources(self) -> tuple[str, ...]:
        if self.sources:
            return tuple(one for one in self.sources if one not in self.without_sources)
        if self.without_sources and set(self.without_sources) & set(AID):
            kept = (*AID, *(("RECIPIENT_OWN",) if self.with_own else ()))
            return tuple(one for one in kept if one not in self.without_sources)
        return ()


def scope_of(around: Around, subject: Subject, notes: Notes) -> Scope:
    """Return of whom and of what a cell speaks."""
    places, codes = _places(around)
    payers = next((one.payers for one in [*around.near, *around.parent] if one.payers), ())
    pairing = _Pairing(around, places, payers)
    if subject.name != "gift" and _is_only_partner(around, places, payers):
        payers = ()
    projects = _projects(around, subject)
    sources = _sources(around, subject)
    categories = () if any(one.projects for one in around.row) else _categories(around, subject)
    without = [one for one in notes.without if one.holds(subject.name, places)]
    taken, doubts = _taken(around, without), _doubts(subject, places, notes)
    has_own = "RECIPIENT_OWN" in sources
    into = {code for one in around.near for code in one.including}
    noted = [one for one in notes.including if one.holds(one.subject, places)]
    into |= {code for one in noted for code in one.codes}
    is_money = subject.name in {"money", "cost", None, "gift"}
    whole = set(sources) - {"RECIPIENT_OWN"} >= _MAIN
    if whole:
        sources = ()
    is_own = sources == ("RECIPIENT_OWN",) and subject.name != "cost"
    beside = around.head if any(one.payers for one in around.row) else around.row
    told = beside if payers else around.near
    narrower = splitting(told, around) + _limited(around, subject)
    if not is_money and sources and set(sources) != {"SOCIAL_DONATION"} and not whole:
        narrower += tuple(one.text for one in told if one.sources and not one.is_total)
    out_sources = _without(taken, SOURCES, subject, gift="SOCIAL_DONATION", named=sources)
    return Scope(
        places, codes, payers, projects,
        () if is_own or not is_money else sources,
        categories,
        out_sources if is_money else (),
        _without(taken, CATEGORIES, subject, gift="DONATION", named=categories)
        if subject.name == "projects" else (),
        is_own, (has_own and not is_own) or "RECIPIENT_OWN" in into, "goods" in into,
        pairing.since(), pairing.beside(), pairing.is_above(),
        narrower, talking(told, around), doubts,
    )  # fmt: skip


_WORKED_IN = {"money", "projects", "cost", "training", "benefit", None}


def _limited(around: Around, subject: Subject) -> tuple[str, ...]:
    """Return the field of work that a title limits a cell to that says no part of its own."""
    if subject.name not in _WORKED_IN or any(
        one.sources or one.categories or one.donation or one.payers or one.projects
        for one in [*around.near, *around.parent]
    ):
        return ()
    return limited_to(around.context)


def _projects(around: Around, subject: Subject) -> tuple[str, ...]:
    """Return the projects of the row or column, else the one that a section or a title is of.

    A section that names days, purses or recipients of its own is no longer of the title's project.
    """
    near = next((one.projects for one in [*around.near, *around.parent] if one.projects), ())
    if near or subject.name not in {"money", "cost", "area"}:
        return near
    section = around.section
    if section and not section.projects and (section.span or section.sources or section.places):
        return ()
    far = [*([section] if section else []), *around.context]
    named = next((one for one in far if one.projects), None)
    is_open = named is None or (len(named.projects) > 1 and (named.narrower or "等" in named.text))
    return () if is_open or named is None else named.projects


def _is_only_partner(around: Around, places: tuple[str, ...], payers: tuple[str, ...]) -> bool:
    """Whether who is named beside a recipient is its one partner: all it got is of that pairing."""
    if around.is_giving or not payers or not places:
        return False
    return all(set(around.partners.get(place, ())) == set(payers) for place in places)


@dataclass(frozen=True, slots=True)
class _Pairing:
    """The pairing that the recipients and who is named beside them make."""

    around: Around
    places: tuple[str, ...]
    payers: tuple[str, ...]

    def _partners(self, place: str) -> Mapping[str, dt.date]:
        return self.around.partners.get(place, {})

    def beside(self) -> tuple[str, ...]:
        """Return who is named, where all are of a pairing of its own or of towns' never known."""
        if self.around.is_giving or not self.places:
            return ()
        return self.payers if all(map(self._is_apart, self.places)) else ()

    def _is_apart(self, place: str) -> bool:
        partners = self._partners(place)
        is_unknown_town = ":" in place and not partners
        return is_unknown_town or set(self.payers) <= set(partners)

    def is_above(self) -> bool:
        """Whether the row names what the district lies in, which alone is paired there."""
        named = {side for one in self.around.row for side in one.sides}
        above = [set(self._partners(place)) & named for place in self.places]
        districts = [_districts(self._partners(place)) for place in self.places]
        return bool(above) and all(above) and not any(districts)

    def since(self) -> tuple[tuple[str, dt.date], ...]:
        """Return for each recipient the day it was paired, where that is known."""
        found = []
        for place in self.places:
            partners = self._partners(place)
            named = [one for one in self.payers if one in partners]
            days = [partners[one] for one in named or _districts(partners) or partners]
            found += [(place, min(days))] if days and min(days) > EARLIEST else []
        return tuple(found)


def _districts(partners: Iterable[str]) -> list[str]:
    """Return the districts among those paired with a place: no province, no office, no town."""
    return [one for one in partners if one.isdigit() and not one.endswith("0000")]


def _without(
    taken: set[str], codes: Iterable[str], subject: Subject, *, gift: str, named: Sequence[str]
) -> tuple[str, ...]:
    told = {gift if one == "donation" else one for one in taken}
    if subject.name == "projects" and "SOCIAL_DONATION" in told:
        told.add("DONATION")
    return tuple(one for one in codes if one in told and one not in named)


def _places(around: Around) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the recipients: the row's or the column's, else what stands around."""
    in_row = next((one for one in reversed(around.row) if one.places), None)
    in_head = next((one for one in reversed(around.head) if one.places), None)
    if in_row and in_head and set(in_row.places) != set(in_head.places):
        if all(any(covers(wide, one) for wide in in_row.places) for one in in_head.places):
            return in_head.places, in_head.codes
        if not all(any(covers(wide, one) for wide in in_head.places) for one in in_row.places):
            around.conflicts.append("recipient")
    found = in_row or in_head
    if found is None and not any(one.places for one in around.context):
        told = _of_kinds(around, around.near)
        if told:
            return told, told
    section = [around.section] if around.section and not around.is_over_sections else []
    far = [*around.parent, *section, *around.context]
    found = found or next((one for one in far if one.places), None)
    if found:
        return found.places, found.codes
    told = _of_kinds(around, around.context)
    return told, told


_KINDS = {
    "东西部": ("EAST_WEST_POVERTY", "EAST_WEST_COLLAB", "XIAOKANG_ACTION"),
    "携手奔小康": ("XIAOKANG_ACTION",),
    "革命老区": ("REVOLUTIONARY_BASE",),
}
"""Words of a title that limit a form to pairings of some kinds."""


def _of_kinds(around: Around, several: Iterable[Facets]) -> tuple[str, ...]:
    """Return the recipients that words limit to pairings of a kind, where nobody is named."""
    for one in several:
        kinds = [kind for word, several in _KINDS.items() if word in one.text for kind in several]
        if kinds:
            found = (key for kind in kinds for key in around.kinds.get(kind, ()))
            return tuple(dict.fromkeys(found))
    return ()


def _sources(around: Around, subject: Subject) -> tuple[str, ...]:
    def told(one: Facets) -> tuple[str, ...] | None:
        is_sum = one.is_total or "+" in one.text
        if one.sources:
            return tuple(
                dict.fromkeys(
                    (
                        *one.sources,
                        *(["SOCIAL_DONATION"] if one.donation and is_sum else []),
                    )
                )
            )
        is_given = one.donation or (one.subject == "gift" and subject.name == "money")
        is_gift = is_given and subject.name != "projects" and not around.is_by_category
        return ("SOCIAL_DONATION",) if is_gift else None

    near = around.one("source", told)
    if near is not None:
        return near
    section = [around.section] if around.section and not around.is_over_sections else []
    is_thing = any(one.projects for one in around.near)
    is_cost = any(one.subject == "cost" for one in around.near)
    titles = [one for one in around.context
              if not is_thing or (one.sources and not is_cost)]  # fmt: skip
    for one in [*around.parent, *section, *titles]:
        found = told(one)
        is_one = found and (len(found) == 1 or ({*found} == {*TREASURIES} and one not in titles))
        if found and is_one and one.subject not in {"projects", "training"}:
            return found
    return ()


def _categories(around: Around, subject: Subject) -> tuple[str, ...]:
    if subject.name not in _CATEGORISED:
        return ()

    def told(one: Facets) -> tuple[str, ...] | None:
        alone = SHORT_NAMES.get(core_of(one.text).removesuffix("类"))
        if (
            alone
            and set(one.categories) <= {alone}
            and (subject.name == "projects" or around.is_by_category)
        ):
            return (alone,)
        is_given = one.donation or one.sources == ("SOCIAL_DONATION",)
        is_gift = (is_given and subject.name == "projects") or (
            one.donation and around.is_by_category
        )
        found = (*one.categories, *(("DONATION",) if is_gift else ()))
        return tuple(dict.fromkeys(found)) or None

    near = around.one("category", told)
    if near is None:
        section = [around.section] if around.section and not around.is_over_sections else []
        near = next((found for one in [*around.parent, *section] if (found := told(one))), None)
        near = near or _titled_kind(around)
    if near is not None and {*near} >= _KINDS_OF_ALL | {
        "TALENT" if subject.planned else "DONATION"
    }:
        return ()  # No gift is planned.
    return near or ()


def _titled_kind(around: Around) -> tuple[str, ...] | None:
    """Return the one kind of projects that the nearest title that counts anything is of."""
    for one in () if around.is_by_category else around.context:
        if one.categories or one.subject:
            is_one = len(one.categories) == 1 and one.subject in {"projects", "money"}
            return one.categories if is_one and not one.sources else None
    return None


def _taken(around: Around, without: Sequence[Exclusion]) -> set[str]:
    """Return what the words beside a cell and the notes that bear on it take out.

    非财政性资金（社会捐赠） names whose money it is, of which no other purse need be taken out.
    """
    said = [one for one in [*around.near, *around.parent] if not (one.sources and one.without)
            or {*one.sources} & {*one.without} or one.is_total]  # fmt: skip
    taken = {code for one in said for code in one.without}
    return taken | {code for one in without for code in one.codes}


def _doubts(subject: Subject, places: Sequence[str], notes: Notes) -> tuple[str, ...]:
    """Return the notes that may change a count: not understood, or of some recipients only."""
    told = [words for name, words in notes.doubts if name in {None, subject.name}]
    told += [one.words for one in notes.without if one.divides(subject.name, places)]
    return tuple(told)
