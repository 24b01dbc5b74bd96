"""The rules of a tidy file, each as a function from one file to sentences. Reads no file itself.

Every rule says what to do instead. `complaints` runs them all; test_tidy.py holds them against
the whole checkout and proves on planted snippets that each of them bites.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

LINES_MAX = 400
LINES_MAX_DECLARATIONS = 600
FUNCTION_LINES_MAX = 50
DECLARATIONS = {"catalogue", "rules", "sheets"}

EMPTY_NAMES = frozenset(
    "utils util helpers helper common misc base manager service handler processor "
    "data info extras".split()
)
NAMED_BY_DJANGO = {"src/jiedui/access/sqlite/base.py"}
"""Files that Django finds by their names: a database engine's."""
MARKS = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")

EXACT = {"kernel", "books", "facts", "figures"}
LIKENESS = {  # how alike two names are is no amount
    "src/jiedui/kernel/likeness.py",
    "src/jiedui/kernel/spelling.py",
    "src/jiedui/kernel/place.py",
}
SEES_THE_CLOCK = {"web", "cli", "settings", "urls", "wsgi"}
CLOCK_OWNERS = {"datetime", "date", "timezone", "dt"}
CLOCK_READS = {"now", "utcnow", "today", "localdate", "localtime"}
Rule = Callable[[str, ast.AST], Iterator[str]]
CATCHERS = re.compile(r"^src/jiedui/(web/errors\.py|cli\.py|cli/.*)$")


def complaints(name: str, text: str) -> list[str]:
    """What is untidy about the file `name` (from the root) that holds `text`."""
    found = [*_marks(name, text)]
    if not name.endswith(".py"):
        return found
    tree = ast.parse(text)
    if "/migrations/" in f"/{name}":
        return found
    found += _length(name, text)
    found += _empty_name(name)
    found += _docstring(name, tree)
    found += _function_length(name, tree)
    if name.startswith("src/jiedui/"):
        rules = _rules_for(name)
        found += [line for node in ast.walk(tree) for rule in rules for line in rule(name, node)]
    return found


def _rules_for(name: str) -> list[Rule]:
    """The rules that a file under src/jiedui keeps, by the floor it stands on."""
    floor = PurePosixPath(name).parts[2].removesuffix(".py")
    return [
        *([_float] if floor in EXACT and name not in LIKENESS else []),
        *([_clock] if floor not in SEES_THE_CLOCK else []),
        *([_print] if floor != "cli" else []),
        *([_catch_all] if not CATCHERS.match(name) else []),
    ]


def _marks(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if MARKS.search(line):
            yield f"{name}:{number}: a mark for later; do it now or write an issue."


def _length(name: str, text: str) -> Iterator[str]:
    declares = DECLARATIONS & set(PurePosixPath(name).parts)
    most = LINES_MAX_DECLARATIONS if declares else LINES_MAX
    count = len(text.splitlines())
    if count > most:
        yield f"{name}: {count} lines, at most {most}; split it by idea."


def _empty_name(name: str) -> Iterator[str]:
    path = PurePosixPath(name)
    for word in () if name in NAMED_BY_DJANGO else (*path.parent.parts, path.stem):
        if word.removeprefix("test_") in EMPTY_NAMES:
            yield f"{name}: {word!r} says nothing about what is inside; name the idea."


def _docstring(name: str, tree: ast.Module) -> Iterator[str]:
    if not ast.get_docstring(tree):
        yield f"{name}: no module docstring; say what it is for and where it ends."


def _function_length(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > FUNCTION_LINES_MAX:
                yield (
                    f"{name}:{node.lineno}: {node.name} has {count} lines, "
                    f"at most {FUNCTION_LINES_MAX}; give its steps names."
                )


def _float(name: str, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        yield f"{name}:{node.lineno}: the float {node.value}; use int, Decimal or Fraction."
    if isinstance(node, ast.Name) and node.id == "float":
        yield f"{name}:{node.lineno}: float is never exact; use int, Decimal or Fraction."


def _clock(name: str, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        owner = _last_name(node.value)
        reads = owner in CLOCK_OWNERS and node.attr in CLOCK_READS
        if reads or (owner == "time" and node.attr in {"time", "time_ns", "localtime"}):
            yield f"{name}:{node.lineno}: reads the clock; let the caller pass the time in."
    if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
        yield f"{name}:{node.value.lineno}: {node.arg} reads the clock; pass the time in."
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        hidden = (node.module == "time" and names & {"time", "time_ns"}) or (
            node.module == "django.db.models.functions" and "Now" in names
        )
        if hidden:
            yield f"{name}:{node.lineno}: reads the clock; let the caller pass the time in."


def _print(name: str, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and _last_name(node.func) == "print":
        yield f"{name}:{node.lineno}: prints; return the value, the command line shows it."


def _catch_all(name: str, node: ast.AST) -> Iterator[str]:
    caught: list[ast.expr] = []
    if isinstance(node, ast.ExceptHandler):
        if node.type is None:
            yield f"{name}:{node.lineno}: catches everything; a bug must crash."
        else:
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    elif isinstance(node, ast.Call) and _last_name(node.func) == "suppress":
        caught = node.args
    for kind in caught:
        if _last_name(kind) in {"Exception", "BaseException"}:
            yield f"{name}:{kind.lineno}: catches every error; name the one you expect."


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
