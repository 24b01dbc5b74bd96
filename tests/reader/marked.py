"""Texts with their answers marked in them, and how well a reading meets them.

A file has three parts between lines of `====`: fields that hold where nothing else is said
(`as_of`, donor `D`, recipient `R`, period `P` as from/to), the text, and its findings
(`sum 1 2,3,4 ok`: relation, stated claim, parts, ok or slip). In the text a claim is
`[[近90名|people|90|q=nearly]]`: span, measure (and others accepted), value, fields; `((三笔))` may
be read or not; a number that is not marked must not be read as a claim. All texts are invented.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jiedui.reader.read import read_text
from jiedui.reader.reading import reading_json

if TYPE_CHECKING:
    from typing import Any

    from jiedui.reader.reading import Reading

TEXTS = Path(__file__).with_name("texts")
_MARK = re.compile(r"\[\[([^\]]+)\]\]|\(\((.*?)\)\)")


@dataclass(frozen=True)
class Marked:
    """A claim as marked: span, measures accepted, value, fields."""

    start: int
    end: int
    measures: tuple[str, ...]
    value: float
    fields: dict[str, str]


@dataclass(frozen=True)
class Article:
    """A text with its answers."""

    as_of: dt.date
    text: str
    claims: list[Marked]
    allowed: list[tuple[int, int]]
    findings: list[tuple[frozenset[int], bool]]


def article(path: Path) -> Article:
    """Return a marked text taken apart."""
    head, body, tail = path.read_text(encoding="utf-8").split("\n====\n")
    common = dict(line.split("=", 1) for line in head.splitlines())
    claims: list[Marked] = []
    allowed: list[tuple[int, int]] = []
    text, last = "", 0
    for mark in _MARK.finditer(body):
        text += body[last : mark.start()]
        last = mark.end()
        words, *given = (mark[1] or mark[2]).split("|")
        span = (len(text), len(text) + len(words))
        text += words
        if not given:
            allowed.append(span)
            continue
        fields = common | dict(one.split("=", 1) for one in given[2:])
        claims.append(Marked(*span, tuple(given[0].split(",")), float(given[1]), fields))
    text += body[last:]
    findings = []
    for line in filter(None, tail.splitlines()):
        _, total, parts, verdict = line.split()
        findings.append((frozenset(map(int, (total, *parts.split(",")))), verdict == "ok"))
    return Article(dt.date.fromisoformat(common["as_of"]), text, claims, allowed, findings)


def spans(reading: Reading) -> list[tuple[int, int, str]]:
    """Return the span and words of everything a reading has found."""
    found = [(one.start, one.end, one.text) for one in reading.claims]
    found += [(one.start, one.end, one.text) for one in reading.non_claims]
    return found + [(one.start, one.end, one.text) for one in reading.not_understood]


@dataclass(frozen=True)
class Score:
    """How a reading met the answers: what was missed, made up, and how often a field was right."""

    missed: list[str]
    invented: list[str]
    fields: dict[str, tuple[int, int]]
    slips_missed: int
    false_alarms: int


def score(one: Article) -> Score:
    """Read an article and hold the reading against its answers."""
    read = reading_json(read_text(one.text, one.as_of), "x")
    pairs = _matched(one, read["claims"])
    found = {at for at, _ in pairs.values()}
    spare = [claim for at, claim in enumerate(read["claims"]) if at not in found]
    fields: dict[str, list[bool]] = {}
    for marked, (_, claim) in pairs.items():
        for name, is_right in _fields(one.claims[marked], claim):
            fields.setdefault(name, []).append(is_right)
    places = {at: marked for marked, (at, _) in pairs.items()}
    slips = _slips(read["arithmetic_findings"], places)
    wanted = {keys for keys, is_ok in one.findings if not is_ok}
    return Score(
        [one.text[c.start : c.end] for at, c in enumerate(one.claims) if at not in pairs],
        [claim["text"] for claim in spare if not _is_allowed(one, claim)],
        {name: (sum(right), len(right)) for name, right in fields.items()},
        len(wanted - slips),
        len(slips - wanted),
    )


def _matched(one: Article, claims: list[dict[str, Any]]) -> dict[int, tuple[int, dict[str, Any]]]:
    pairs: dict[int, tuple[int, dict[str, Any]]] = {}
    for at, claim in enumerate(claims):
        for marked, answer in enumerate(one.claims):
            same_place = claim["start"] < answer.end and answer.start < claim["end"]
            near = abs(claim["value"] - answer.value) <= 1e-3 * max(1.0, abs(answer.value))
            if same_place and near and claim["measure"] in answer.measures:
                pairs[marked] = (at, claim)
    return pairs


def _is_allowed(one: Article, claim: dict[str, Any]) -> bool:
    return any(start < claim["end"] and claim["start"] < end for start, end in one.allowed)


def _fields(answer: Marked, claim: dict[str, Any]) -> list[tuple[str, bool]]:
    first, _, last = answer.fields.get("P", "").partition("/")
    said = [("qualifier", claim["qualifier"] == answer.fields.get("q", "exact"))]
    if first:
        said.append(("period", str(claim["period"]["from"])[:4] == first[:4]))
    if last:
        said.append(("period", str(claim["period"]["to"])[:4] == last[:4]))
    if claim["measure"] in ("money", "projects", "people", "trainees", "batches", "items"):
        for name, letter in (("donor", "D"), ("recipient", "R")):
            if answer.fields.get(letter):
                said.append((name, _alike(claim[name], answer.fields[letter])))
    if "S" in answer.fields:
        said.append(("source", claim["source"] == answer.fields["S"]))
    said.append(("status", claim["status"] == answer.fields.get("st", "actual")))
    return said


def _alike(told: str | None, wanted: str) -> bool:
    bare = [re.sub(r"[省市县区州镇乡]", "", name or "") for name in (told, wanted)]
    return bool(bare[0]) and (bare[0] in bare[1] or bare[1] in bare[0])


def _slips(findings: list[dict[str, Any]], places: dict[int, int]) -> set[frozenset[int]]:
    return {
        frozenset(places.get(at, -1) for at in (one["total"], *one["parts"]))
        for one in findings
        if not one["ok"]
    }
