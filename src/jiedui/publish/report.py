"""A report: prose with named figures in it. No figure, no number.

A template is a text file a non-programmer can read (docs/guides/write-a-report.md):

    report: page                       name of the report
    language: zh
    name: F1                           a name that may hold digits, one a line
    ---
    figure total = money; recipient={here}; since={here.since}; unit=万元
    = {owner}结对帮扶情况               title          - a line under it
    # {here.name}                      heading        ! lead   > note
    [投入帮扶资金{total}。]             [...] falls away when a figure in it is not known
    <、: 产业{industry} | 社会{social}>  a list of what is known, joined by 、; gone when nothing is
    for recipients ... end             once per member of a set, called {here}
    when gifts ... end                 only when the set has members
    table funds      chart money       a table or a picture by name

Digits and number words typed in the prose are refused: a number comes from a figure, a date from
the context. Knows no Django.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from importlib.resources import files

from jiedui.kernel.problem import Problem, Refused, Severity, Source, refuse


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure or a word of the context: `{total}`, `{here.name}`, `{pooled.itemised}`."""

    name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The first alternative whose figures are all known; nothing when none is."""

    alternatives: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Those items whose figures are known, joined; nothing when none is."""

    joint: str
    items: tuple[Line, ...]


Inline = str | Slot | Choice | Listing
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure by name: its code and how it is asked and shown, values still with slots."""

    name: str
    code: str
    options: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A line of words; `role` is title, subtitle, heading, lead, body or note."""

    role: str
    line: Line


@dataclass(frozen=True, slots=True)
class Named:
    """A table or a chart by name."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """`for` repeats its body per member of a set; `when` keeps it while the set has members."""

    kind: str
    over: str
    body: tuple[Node, ...]


Node = FigureLine | Prose | Named | Group


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed report.

    Attributes:
        report: Name of the report.
        language: `zh` or `en`.
        names: Names that may hold digits.
        body: What it says, in order.
    """

    report: str
    language: str
    names: tuple[str, ...]
    body: tuple[Node, ...]


_ROLES = {"= ": "title", "- ": "subtitle", "# ": "heading", "! ": "lead", "> ": "note"}
_FIGURE = re.compile(r"figure (\w+) = (\w+)((?:;[^;]*)*)")
_NUMERALS = "零〇一二三四五六七八九十百千万亿两"
_COUNTED = re.compile(
    rf"[{_NUMERALS}]+余?多?[个名户人项批次县区镇乡村所座万亿元年月日种类家支对笔]"
)
_NUMBER_WORDS = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?)\b",
    re.IGNORECASE,
)


def template(report: str, language: str) -> Template:
    """Return a report's template in one language.

    Raises:
        Refused: No such report, or its text has faults.
    """
    folder = files("jiedui.publish").joinpath("reports")
    path = folder.joinpath(f"{report}.{language}.txt")
    if not re.fullmatch(r"[a-z_]+", report) or not path.is_file():
        raise refuse("REPORT_UNKNOWN", found=report, expected="、".join(report_names()))
    return parse_template(path.read_text(encoding="utf-8"), file=path.name)


def report_names() -> list[str]:
    """Return the names of all reports."""
    folder = files("jiedui.publish").joinpath("reports")
    return sorted(
        {path.name.split(".")[0] for path in folder.iterdir() if path.name.endswith(".txt")}
    )


def parse_template(text: str, *, file: str = "") -> Template:
    """Return the template of a text.

    Raises: Refused: Every fault at once, each at its line: a typed number, an open bracket, a
    missing end.
    """
    return _Parser(file, text.splitlines()).parse()


@dataclass(slots=True)
class _Parser:
    file: str
    lines: list[str]
    at: int = 0
    names: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def parse(self) -> Template:
        """Read the head, then the body; refuse with every fault."""
        head: dict[str, str] = {}
        while self.at < len(self.lines) and self.lines[self.at].strip() != "---":
            key, _, value = self.lines[self.at].partition(":")
            if key.strip() == "name":
                self.names.append(value.strip())
            elif value:
                head[key.strip()] = value.strip()
            self.at += 1
        self.at += 1
        body = self._nodes(nested=False)
        if self.problems:
            raise Refused(self.problems)
        return Template(head.get("report", ""), head.get("language", "zh"), tuple(self.names), body)

    def _nodes(self, *, nested: bool) -> tuple[Node, ...]:
        nodes: list[Node] = []
        opened = self.at
        while self.at < len(self.lines):
            text = self.lines[self.at].strip()
            self.at += 1
            if text == "end":
                if not nested:
                    self._fault("REPORT_END_UNOPENED", text, "for or when before it")
                return tuple(nodes)
            if text:
                nodes.append(self._node(text))
        if nested:
            self.at = opened
            self._fault("REPORT_END_MISSING", "for or when", "end")
            self.at = len(self.lines)
        return tuple(nodes)

    def _node(self, text: str) -> Node:
        word, _, rest = text.partition(" ")
        if word in ("for", "when") and re.fullmatch(r"\w+", rest):
            return Group(word, rest, self._nodes(nested=True))
        if word in ("table", "chart") and re.fullmatch(r"\w+", rest):
            return Named(word, rest)
        if word == "figure":
            return self._figure(text)
        role = _ROLES.get(text[:2], "body")
        words = text if role == "body" else text[2:].strip()
        line = self._inlines(words)
        self._check_no_number(line)
        return Prose(role, line)

    def _figure(self, text: str) -> FigureLine:
        found = _FIGURE.fullmatch(text)
        if found is None:
            self._fault("REPORT_FIGURE_UNREADABLE", text, "figure NAME = CODE; option=value; ...")
            return FigureLine("", "", ())
        options = []
        for option in found[3].split(";")[1:]:
            key, _, value = option.partition("=")
            options.append((key.strip(), self._inlines(value.strip())))
        return FigureLine(found[1], found[2], tuple(options))

    def _inlines(self, text: str) -> Line:
        try:
            line, rest = _read_line(text, "")
        except ValueError as error:
            self._fault("REPORT_BRACKET_OPEN", text, str(error))
            return (text,)
        if rest:
            self._fault("REPORT_BRACKET_OPEN", rest, "a bracket opened before it")
        return line

    def _check_no_number(self, line: Line) -> None:
        for words in _words_in(line):
            typed = typed_number(self._without_names(words))
            if typed:
                self._fault("NUMBER_TYPED", typed, "a named figure: no figure, no number")

    def _without_names(self, words: str) -> str:
        for name in self.names:
            words = words.replace(name, "")
        return words

    def _fault(self, code: str, found: str, expected: str) -> None:
        where = Source(self.file, "", f"row:{self.at}")
        self.problems.append(Problem(code, Severity.ERROR, where, found, expected))


def typed_number(words: str) -> str:
    """Return the first number typed in words.

    A digit of any script, 三个县, two; "" when there is none.
    """
    for character in words:
        if unicodedata.category(character) in ("Nd", "No", "Nl") and character not in _NUMERALS:
            return character
    counted = _COUNTED.search(words) or _NUMBER_WORDS.search(words)
    return counted[0] if counted else ""


def slots_in(line: Line) -> list[Slot]:
    """Return every slot of a line, those of optional clauses included."""
    found: list[Slot] = []
    for part in line:
        if isinstance(part, Slot):
            found.append(part)
        elif isinstance(part, Choice):
            found += [slot for one in part.alternatives for slot in slots_in(one)]
        elif isinstance(part, Listing):
            found += [slot for one in part.items for slot in slots_in(one)]
    return found


def _words_in(line: Line) -> list[str]:
    found: list[str] = []
    for part in line:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, Choice):
            found += [words for one in part.alternatives for words in _words_in(one)]
        elif isinstance(part, Listing):
            found += [part.joint, *(words for one in part.items for words in _words_in(one))]
    return found


def _read_line(text: str, closing: str) -> tuple[Line, str]:
    """Read inlines up to a closing character (or `|`, where one is open).

    Return them and the rest.
    """
    parts: list[Inline] = []
    stops = f"{{[<{closing}" + ("|" if closing else "")
    while text:
        words = re.match(rf"[^{re.escape(stops)}]+", text)
        if words:
            parts.append(words[0])
            text = text[words.end() :]
            continue
        if text[0] in (closing, "|"):
            return tuple(parts), text
        part, text = _read_special(text)
        parts.append(part)
    if closing:
        raise ValueError(f"{closing} at the end of it")
    return tuple(parts), ""


def _read_special(text: str) -> tuple[Inline, str]:
    if text[0] == "{":
        slot = re.match(r"\{(\w+)(?:\.(\w+))?\}", text)
        if slot is None:
            raise ValueError("{name} or {name.part}")
        return Slot(slot[1], slot[2] or ""), text[slot.end() :]
    if text[0] == "[":
        alternatives, rest = _read_parts(text[1:], "]")
        return Choice(alternatives), rest
    joint, _, rest = text[1:].partition(":")
    items, rest = _read_parts(rest.lstrip(), ">")
    return Listing(joint, tuple(_trimmed(item) for item in items)), rest


def _read_parts(text: str, closing: str) -> tuple[tuple[Line, ...], str]:
    parts: list[Line] = []
    while True:
        line, text = _read_line(text, closing)
        parts.append(line)
        if text[0] == closing:
            return tuple(parts), text[1:]
        text = text[1:]


def _trimmed(line: Line) -> Line:
    parts = list(line)
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return tuple(part for part in parts if part != "")
