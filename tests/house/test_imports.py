"""The imports of `jiedui` run one way only, and the contracts that guard it bite.

The first half looks at the real package: no circle, imports inside functions counted. The second
half plants one violation per rule in a skeleton of the whole planned house, so that a contract
about a package that does not stand yet is known to bite on the day it lands.
"""

import graphlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

from tests.house import tree

TREE = (
    "cli settings urls wsgi web.urls web.errors web.tables web.desk.money web.portal.pages "
    "exchange.commands exchange.queries exchange.models exchange.sheet exchange.template "
    "exchange.draft publish.commands publish.queries publish.models publish.report "
    "claims.commands claims.models "
    "forms.commands forms.models bundles.models cooperation.models clues.models "
    "assess.commands assess.models "
    "giving.board giving.commands giving.models giving.donation "
    "programme.commands programme.models programme.pair programme.project "
    "attention.models "
    "books.verify books.commands books.feed books.queries books.models books.entry books.chart "
    "books.notation registry.models registry.household access.commands access.queries "
    "access.models figures.compute checks.run facts.backend facts.snapshot reader.amounts "
    "kernel.quantity"
).split()

KEPT = {
    "web.portal.pages": ["jiedui.publish.queries", "jiedui.giving.board", "jiedui.web.errors"],
    "web.desk.money": ["jiedui.books.commands", "jiedui.publish.queries", "django"],
    "publish.queries": ["jiedui.publish.models", "jiedui.kernel.quantity"],
    "books.commands": ["jiedui.books.feed", "jiedui.books.models", "jiedui.access.commands"],
    "facts.backend": ["duckdb", "pyspark.sql", "ibis"],
    "figures.compute": ["ibis", "jiedui.facts.snapshot"],
}

PLANTED = [
    ("Floors", "kernel.quantity", "jiedui.reader.amounts"),
    ("Floors", "facts.snapshot", "jiedui.reader.amounts"),
    ("Floors", "figures.compute", "jiedui.access.queries"),
    ("Floors", "access.queries", "jiedui.books.queries"),
    ("Floors", "exchange.commands", "jiedui.publish.queries"),
    ("Floors", "books.queries", "jiedui.registry.household"),
    ("Floors", "books.commands", "jiedui.web.tables"),
    ("Rooms", "books.queries", "jiedui.books.commands"),
    ("Rooms", "books.entry", "jiedui.books.models"),
    ("Rooms", "exchange.models", "jiedui.exchange.queries"),
    ("Web", "web.desk.money", "jiedui.web.portal.pages"),
    ("Portal cannot reach", "web.portal.pages", "jiedui.books.queries"),
    ("Portal cannot reach", "publish.queries", "jiedui.facts.snapshot"),
    ("Portal's one door", "web.portal.pages", "jiedui.publish.commands"),
    ("Portal's one door", "web.portal.pages", "jiedui.figures.compute"),
    ("Plain floors", "kernel.quantity", "django.db"),
    ("Plain floors", "books.entry", "django"),
    ("Plain floors", "publish.report", "django.utils.translation"),
    ("One door to the engines", "figures.compute", "duckdb"),
    ("One door to the engines", "facts.snapshot", "pyspark.sql"),
    ("Ibis stays", "publish.queries", "ibis"),
    ("Ibis stays", "web.desk.money", "ibis"),
    ("access.models is private", "books.commands", "jiedui.access.models"),
    ("books.models is private", "publish.queries", "jiedui.books.models"),
    ("exchange.models is private", "web.desk.money", "jiedui.exchange.models"),
    ("publish.models is private", "web.portal.pages", "jiedui.publish.models"),
    ("claims.models is private", "web.desk.money", "jiedui.claims.models"),
    ("registry.models is private", "programme.commands", "jiedui.registry.models"),
    ("programme.models is private", "giving.commands", "jiedui.programme.models"),
    ("attention.models is private", "programme.commands", "jiedui.attention.models"),
    ("giving.models is private", "web.desk.money", "jiedui.giving.models"),
    ("assess.models is private", "web.desk.money", "jiedui.assess.models"),
    ("forms.models is private", "web.desk.money", "jiedui.forms.models"),
    ("cooperation.models is private", "programme.commands", "jiedui.cooperation.models"),
    ("bundles.models is private", "web.desk.money", "jiedui.bundles.models"),
    ("clues.models is private", "web.desk.money", "jiedui.clues.models"),
]

CIRCLE_OF_HIDDEN = """
import grimp
from tests.house.test_imports import circle
print(circle(grimp.build_graph("hidden", cache_dir=None)))
"""


def circle(graph: grimp.ImportGraph) -> list[str]:
    """The modules of one circle of imports, or nothing where all imports run one way."""
    edges = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    try:
        graphlib.TopologicalSorter(edges).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_imports_itself_by_any_way() -> None:
    graph = grimp.build_graph("jiedui", exclude_type_checking_imports=True, cache_dir=None)
    assert "jiedui.kernel" in graph.modules
    assert circle(graph) == []


def test_an_import_inside_a_function_counts(tmp_path: Path) -> None:
    """A circle hidden in a function is still a circle."""
    package = tmp_path / "hidden"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "upper.py").write_text("import hidden.lower\n")
    (package / "lower.py").write_text("def f():\n    from hidden import upper\n")
    asked = subprocess.run(
        [sys.executable, "-c", CIRCLE_OF_HIDDEN],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{tree.ROOT}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "hidden.upper" in asked.stdout
    assert "hidden.lower" in asked.stdout


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run the contracts of `folder`'s pyproject.toml over the package in `folder`/src."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def skeleton(folder: Path, imports: dict[str, list[str]]) -> Path:
    """A package of empty modules, one for each planned module, with the given imports."""
    shutil.copy(tree.ROOT / "pyproject.toml", folder)
    for module in TREE:
        path = folder / "src" / "jiedui" / (module.replace(".", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"import {name}\n" for name in imports.get(module, [])))
        for parent in path.relative_to(folder / "src").parents[:-1]:
            (folder / "src" / parent / "__init__.py").touch()
    return folder


def test_the_contracts_are_kept() -> None:
    asked = lint_imports(tree.ROOT)
    assert asked.returncode == 0, asked.stdout


def test_a_clean_house_keeps_every_contract(tmp_path: Path) -> None:
    asked = lint_imports(skeleton(tmp_path, KEPT))
    assert asked.returncode == 0, asked.stdout
    assert "0 broken" in asked.stdout


@pytest.fixture(scope="module")
def broken_house(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the contracts say of a house with every violation of PLANTED in it at once."""
    imports = {module: list(names) for module, names in KEPT.items()}
    for _, module, name in PLANTED:
        imports.setdefault(module, []).append(name)
    return lint_imports(skeleton(tmp_path_factory.mktemp("broken"), imports)).stdout


@pytest.mark.parametrize(("contract", "module", "name"), PLANTED)
def test_each_contract_bites(broken_house: str, contract: str, module: str, name: str) -> None:
    said = _said_of(contract, broken_house)
    root = name if name.startswith("jiedui.") else name.partition(".")[0]
    assert f"jiedui.{module} -> {root} (l." in said


def test_every_contract_is_tried() -> None:
    text = (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = [one["name"] for one in tomllib.loads(text)["tool"]["importlinter"]["contracts"]]
    tried = {contract for contract, _, _ in PLANTED}
    assert [name for name in names if not any(name.startswith(one) for one in tried)] == []


def test_a_new_package_must_be_given_a_floor(tmp_path: Path) -> None:
    house = skeleton(tmp_path, KEPT)
    (house / "src" / "jiedui" / "attic.py").touch()
    asked = lint_imports(house)
    assert asked.returncode == 1
    assert "jiedui.attic" in asked.stdout


def _said_of(contract: str, output: str) -> str:
    """The part of the linter's output that explains one broken contract."""
    _, _, explained = output.partition("Broken contracts")
    titles = [line for line in explained.splitlines() if line.startswith(contract)]
    assert titles, f"{contract} is not broken:\n{output}"
    after = explained.partition(f"{titles[0]}\n")[2].splitlines()
    lines = after[1:]  # below the title's underline
    for number, line in enumerate(lines[1:], start=1):
        if line and set(line) == {"-"}:
            return "\n".join(lines[: number - 1])
    return "\n".join(lines)
