"""English headings made comparable, and every form in which a declared one is written.

A heading is compared in small letters without blanks and marks. Knows no Django.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from jiedui.exchange.englishwords import FIELDS, KIND_FIELDS, SPANS, TITLES
from jiedui.exchange.fieldwords import ENGLISH
from jiedui.exchange.kinds import KINDS
from jiedui.exchange.kinds.declaration import FieldKind
from jiedui.reader.english import is_latin, unit_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jiedui.exchange.kinds.declaration import Field, Kind

LONGEST = 60
"""An English heading has no more characters."""

_MARKS = re.compile(r"[^a-z0-9()%/#]")
_OF_THE = re.compile(r"\b(?:the|a|an)\b", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[{]([^()\[\]{}]{1,30})[)\]}]")
_END_UNIT = re.compile(
    r"(?i)(?<=[a-z])[\s,;:/-]+((?:in\s+)?(?:10k|10,000|million|thousand)?\s*(?:RMB|CNY|yuan)(?:\s*(?:yuan|10,000|10000|million|10k|thousand))?)$"
)
_LEADING_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[ivx]{1,4})[.)]\s*(?=[A-Za-z])", re.IGNORECASE)
_WITHOUT = re.compile(r"^(?:of\s+which|of\s+them|incl(?:uding)?\.?)\s*:?\s*(?=\S)", re.IGNORECASE)
_DATES = frozenset((FieldKind.DATE, FieldKind.SPAN, FieldKind.MONTH, FieldKind.AS_OF))
_NAMES = frozenset((FieldKind.TEXT, FieldKind.PARTY, FieldKind.PLACE))

GENERIC_WORDS = (
    "amount;total;subtotal;date;name;no;number;type;kind;category;content;contents;place;unit;people;"
    "persons;households;quantity;qty;price;value;start;end;from;to;status;period;title;description;"
    "details;sum;level;source;field;item;items;location;post;position;document;agreement;member;"
    "members;use;purpose;goods;cost;funds;fund;time;times;way;form;plan;target;month;year;days;"
    "day;district;city;town;county;region;company;area;sector;subject;for;east;west;aid;money;host"
)
"""English words too common to speak for a field unless a kind agrees, parted by `;`."""


def plain_heading(text: str) -> str:
    """Return an English heading as it is compared.

    >>> plain_heading("Donor's Name"), plain_heading("Receipt No.")
    ('donorsname', 'receiptno')
    """
    return _MARKS.sub("", _OF_THE.sub("", text).lower())


@functools.lru_cache(maxsize=4096)
def taken_apart(text: str) -> tuple[str, str, str]:
    """Return an English heading as compared, without what stands in brackets, and its unit.

    >>> taken_apart("Amount (RMB 10,000)"), taken_apart("No. of trainees (persons)")
    (('amount', 'amount', '万元'), ('nooftrainees', 'nooftrainees', '人'))
    """
    plain, unit = _LEADING_NUMBER.sub("", text.strip(" *:.")), ""
    for found in _BRACKET.finditer(plain):
        unit = unit_words(found[1])
        if unit:
            plain = plain[: found.start()] + plain[found.end() :]
            break
    if not unit and (ended := _END_UNIT.search(plain)):
        unit, plain = unit_words(ended[1]), plain[: ended.start()]
    elif not unit and plain.rstrip().endswith("%") and len(plain) > 1:
        unit = "%"
    bare = _BRACKET.sub("", plain)
    return plain_heading(plain), plain_heading(bare) or plain_heading(plain), unit


def headings_of(kind: Kind, field: Field) -> Iterator[str]:
    """Yield every English heading of a field of a kind, as compared."""
    own = KIND_FIELDS.get(kind.code, {}).get(field.name, "")
    usual = (own, ENGLISH.get(field.name, ""), FIELDS.get(field.name, ""))
    groups = (SPANS,) if field.kind is FieldKind.SPAN else usual
    for phrase in dict.fromkeys(one for words in groups for one in words.split(";")):
        for form in _forms(phrase, field) if phrase else ():
            plain = plain_heading(form)
            yield plain
            yield plain.removesuffix("s") if plain.endswith("s") else f"{plain}s"


def _forms(phrase: str, field: Field) -> Iterator[str]:
    """Yield a phrase in the ways in which it is written as a heading."""
    yield phrase
    if field.kind in _NAMES and " of " not in phrase and "name" not in phrase:
        yield from (f"name of {phrase}", f"{phrase} name", f"{phrase}'s name", f"{phrase} (name)")
    elif field.kind in _DATES:
        if phrase.startswith("date of "):
            rest = phrase.removeprefix("date of ")
            yield from (f"{rest} date", f"{rest} day", f"day of {rest}", f"time of {rest}")
        elif phrase.endswith(" date"):
            rest = phrase.removesuffix(" date")
            yield from (f"date of {rest}", f"{rest} on", f"{rest} time")
    elif field.kind is FieldKind.COUNT:
        bare = phrase.removeprefix("number of ")
        yield from (
            f"number of {bare}", f"no of {bare}", f"# of {bare}", f"{bare} count", f"total {bare}",
            f"{bare} number", f"num of {bare}", f"total number of {bare}",
        )  # fmt: skip
    elif field.kind is FieldKind.MONEY:
        yield from (f"{phrase} amount", f"amount of {phrase}", f"{phrase} funds", f"{phrase} (rmb)")


def title_words(code: str) -> tuple[str, ...]:
    """Return the English words of a title that speak for a kind, as compared."""
    return tuple(_MARKS.sub("", one) for one in TITLES.get(code, "").split(";") if one)


def speaks(code: str, title: str) -> tuple[str, ...]:
    """Return the English words of a kind that a title says."""
    plain = _MARKS.sub("", title.lower())
    return tuple(word for word in title_words(code) if word in plain)


@functools.cache
def known_english() -> frozenset[str]:
    """Return every English heading of every kind, as compared."""
    return frozenset(
        word
        for kind in KINDS.values()
        for field in kind.fields
        for word in headings_of(kind, field)
    )


@functools.lru_cache(maxsize=4096)
def without_english(text: str) -> str:
    """Return a heading in two languages without its English: 捐赠单位Donor is 捐赠单位.

    >>> without_english("捐赠单位Donor"), without_english("GDP增速")
    ('捐赠单位', 'GDP增速')
    """
    for found in re.finditer(r"[A-Za-z][A-Za-z0-9,.'’/&()%¥ #-]*[A-Za-z0-9)%.]?", text):
        words, rest = found[0], text[: found.start()] + text[found.end() :]
        opened = words.count("(") - words.count(")")
        if opened < 0 and text[found.start() - 1 : found.start()] == "(":
            words, rest = words[:-1], text[: found.start() - 1] + text[found.end() :]
        parts = taken_apart(words.strip("/|-"))
        if rest and not is_latin(rest) and not known_english().isdisjoint(parts[:2]):
            return rest.strip("/|-()")
    return text


GENERIC_ENGLISH = frozenset(
    plain_heading(form) for word in GENERIC_WORDS.split(";") for form in (word, f"{word}s")
)
"""The common English words, as compared."""
