"""Whatever is done to a bundle on its way, or sent in another order, is refused with a sentence."""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jiedui.access.queries import actor_named
from jiedui.access.scope import EVERYWHERE
from jiedui.books import queries as books
from jiedui.books.chain import hash_of
from jiedui.bundles.commands import post_bundle, receive_bundle, trust_district
from jiedui.bundles.form import read_bundle, write_bundle
from jiedui.bundles.queries import bundles
from jiedui.kernel.problem import Refused
from tests.bundles.conftest import NOW, through
from tests.exchange import other_programme as other

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bundles.conftest import Offices


def told(content: bytes) -> str:
    """The code a bundle is refused with; nothing may be kept of it."""
    before = len(bundles(EVERYWHERE))
    with pytest.raises(Refused) as error:
        receive_bundle(content, actor=actor_named("wang"), now=NOW)
    assert len(bundles(EVERYWHERE)) == before
    (problem,) = error.value.problems[:1]
    assert problem.found
    assert problem.expected
    return problem.code


def parts(content: bytes) -> list[bytes]:
    return gzip.decompress(content).split(b"\n", 3)


def packed(*pieces: bytes) -> bytes:
    return gzip.compress(b"\n".join(pieces))


def byte_changed(content: bytes) -> bytes:
    form, head, signature, text = parts(content)
    at = text.rindex(b"fen\t") + 4
    return packed(form, head, signature, text[:at] + b"9" + text[at:])


def tail_cut(content: bytes) -> bytes:
    form, head, signature, text = parts(content)
    rows = text.rstrip(b"\n").split(b"\n")
    return packed(form, head, signature, b"\n".join(rows[:-1]) + b"\n")


def swapped(content: bytes) -> bytes:
    form, head, signature, text = parts(content)
    rows = text.rstrip(b"\n").split(b"\n")
    return packed(form, head, signature, b"\n".join(reversed(rows)) + b"\n")


def head_changed(content: bytes) -> bytes:
    form, head, signature, text = parts(content)
    return packed(form, head.replace(b'"first":1', b'"first":2'), signature, text)


def file_cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def lengthened(content: bytes) -> bytes:
    return content + b"more"


ATTACKS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a byte changed": (byte_changed, "BUNDLE_CHANGED"),
    "the last line cut": (tail_cut, "BUNDLE_CHANGED"),
    "reordered": (swapped, "BUNDLE_CHANGED"),
    "another head": (head_changed, "BUNDLE_CHANGED"),
    "half a file": (file_cut, "BUNDLE_CHANGED"),
    "something behind it": (lengthened, "BUNDLE_CHANGED"),
    "empty": (lambda _: b"", "BUNDLE_CHANGED"),
    "no gzip": (lambda _: b"not a bundle at all", "BUNDLE_WRONG"),
    "another file": (lambda _: gzip.compress(b"something\nelse"), "BUNDLE_WRONG"),
}


def test_a_bundle_changed_or_cut_on_its_way_is_refused(offices: Offices) -> None:
    made = offices.made()
    for name, (attack, code) in ATTACKS.items():
        assert told(attack(made.content)) == code, name


def test_any_single_byte_changed_is_refused(offices: Offices) -> None:
    """Of the text, the head and the signature alike, wherever it stands."""
    whole = gzip.decompress(offices.made().content)
    for at in range(16, len(whole), max(1, len(whole) // 60)):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises(Refused):
            read_bundle(gzip.compress(changed))


def test_a_bundle_that_unfolds_without_end_is_refused() -> None:
    with pytest.raises(Refused) as error:
        read_bundle(gzip.compress(b"\0" * 1_100_000_000, compresslevel=1))
    assert error.value.problems[0].code == "BUNDLE_WRONG"


def forged(content: bytes, key: Ed25519PrivateKey, **said: Any) -> bytes:  # noqa: ANN401  Any field of the head.
    """A bundle signed anew with a key, its head saying something else."""
    bundle = read_bundle(content)
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    head = bundle.head._replace(key=public)._replace(**said)
    return write_bundle(head, parts(content)[3], key.sign)


def test_another_key_is_refused_and_an_unknown_district_too(offices: Offices) -> None:
    made, thief = offices.made(), Ed25519PrivateKey.generate()
    assert told(forged(made.content, thief)) == "BUNDLE_KEY_OTHER"
    assert told(forged(made.content, thief, office="310114")) == "DISTRICT_UNKNOWN"


def test_sums_that_are_not_those_of_the_entries_are_refused(offices: Offices) -> None:
    """Even where the district's own key signed them."""
    made, key = offices.made(), Ed25519PrivateKey.generate()
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    admin = offices.people()["admin"]
    trust_district(other.OFFICE, key=public, actor=admin, now=NOW)
    wrong = dict(made.head.balances)
    wrong[next(iter(wrong))] += 1
    assert told(forged(made.content, key, balances=wrong)) == "BUNDLE_SUMS"


def test_replayed_reordered_and_missing_bundles_are_refused(offices: Offices) -> None:
    first = offices.made()
    offices.go(offices.district)
    through(other.gifts(), "捐赠.xlsx")
    second = offices.made(after=first.head.last)
    assert told(second.content) == "BUNDLE_GAP"
    received = receive_bundle(first.content, actor=actor_named("wang"), now=NOW)
    assert told(first.content) == "BUNDLE_RECEIVED"
    post_bundle(received.number, actor=actor_named("zhao"), now=NOW)
    assert told(first.content) == "BUNDLE_RECEIVED"
    assert told(offices.made().content) == "BUNDLE_RECEIVED"
    assert books.head().number == first.head.last


def test_a_book_rewritten_since_is_found(offices: Offices) -> None:
    """The district begins its book anew with something else and hands over what follows."""
    first = offices.made()
    receive_bundle(first.content, actor=actor_named("wang"), now=NOW)
    key = json.loads(parts(first.content)[1])["key"]
    thief = Ed25519PrivateKey.generate()
    public = base64.b64encode(thief.public_key().public_bytes_raw()).decode()
    trust_district(other.OFFICE, key=public, actor=offices.people()["admin"], now=NOW)
    assert key != public
    offices.go(offices.district)
    through(other.gifts(), "捐赠.xlsx")
    second = offices.made(after=first.head.last)
    text = parts(second.content)[3].decode()
    other_link = "a" * 64
    link = other_link
    for block in blocks(text):
        link = hash_of(link, block)
    rewritten = forged(second.content, thief, previous=other_link, hash=link)
    assert told(rewritten) == "BUNDLE_FORKED"


def blocks(text: str) -> list[str]:
    """Each entry's rows, as its hash covers them."""
    found: list[str] = []
    for row in text.splitlines(keepends=True):
        if row.count("\t") == 12:
            found.append(row)
        else:
            found[-1] += row
    return found
