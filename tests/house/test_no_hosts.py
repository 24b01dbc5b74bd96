"""No file names a package registry or a place on somebody's machine; every lock file is hashed."""

import re

import pytest

from tests.house import tree

FORBIDDEN = re.compile(
    r"pyp[i]\.org|pythonhoste[d]\.org|npmj[s]\.(?:org|com)|npmmirro[r]\.com|proxy\.golan[g]\.org"
    r"|(?:deb|security|ftp)(?:\.[a-z]+)*\.debian\.org|mirrors?\.[a-z]+\.(?:com|cn|edu|org)"
    r"|repo1?\.maven|crates\.io|/simpl[e]/"
    r"|(?<!\w)/(?:far[m]|roo[t]|home/\w+)/|/wor[k]/(?:main|shared|\.)|/op[t]/(?:wheels|pyp[i])",
    re.IGNORECASE,
)
ADDRESS_IN_LOCK = re.compile(
    r"://|^\s*--?(?:i|f|index|extra|find|trusted|no-index)\b", re.MULTILINE
)
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
LOCKS = ("base", "dev", "spark")


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        f"{name}:{number}: {hit.group()}"
        for name, text in tree.texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if (hit := FORBIDDEN.search(line))
    ]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "planted",
    [
        "https://py" + "pi.org/project/x",
        "files.python" + "hosted.org",
        "registry.npm" + "js.org",
        "http://de" + "b.debian.org/debian",
        "https://mirrors.aliyun" + ".com/py",
        "/ro" + "ot/x",
        "see /wo" + "rk/main/x",
        "/op" + "t/wheels",
    ],
)
def test_the_rule_bites(planted: str) -> None:
    assert FORBIDDEN.search(planted)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_only_pins_and_hashes(name: str) -> None:
    lines = (tree.ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not (tree.PIN.match(line) or HASH.match(line))] == []
    pins = [number for number, line in enumerate(lines) if tree.PIN.match(line)]
    assert pins[0] == 0
    assert all(HASH.match(lines[number + 1]) for number in pins)


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_and_no_list_names_an_address(name: str) -> None:
    for suffix in ("in", "txt"):
        text = (tree.ROOT / "requirements" / f"{name}.{suffix}").read_text(encoding="utf-8")
        assert not ADDRESS_IN_LOCK.search(text)


def test_the_locks_agree() -> None:
    """Installing dev or spark on top of base never moves a version."""
    pins = {name: tree.pins(name) for name in LOCKS}
    for name in ("dev", "spark"):
        both = pins["base"].keys() & pins[name].keys()
        assert {pin: pins[name][pin] for pin in both} == {pin: pins["base"][pin] for pin in both}
