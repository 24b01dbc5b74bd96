r"""The form of a bundle: a signed head, and entries in the chain's own canonical text. No Django.

A bundle is gzip over four parts, each ended by a line break: the line `jiedui bundle 1`, the head
as JSON, its Ed25519 signature in base64, and the canonical text of the entries (`books.chain`). The
head names the hash before the first entry, the hash of the last one, the SHA-256 of the text and
the book's balance per account and unit after the last entry; so nothing in it can be changed, cut
off, put in another order or left out without its being seen.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import gzip
import hashlib
import json
import zlib
from typing import TYPE_CHECKING, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jiedui.books.chain import ENTRY_COLUMNS, LINE_COLUMNS, Head, hash_of
from jiedui.books.entry import Dims, EntryDraft, LineDraft, check_entry
from jiedui.kernel.problem import Refused, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

FORM = b"jiedui bundle 1"
SIZE_MAX = 100_000_000
"""Most bytes of a bundle as it is sent."""

TEXT_MAX = 1_000_000_000
"""Most bytes it may unfold to."""

Balances = dict[tuple[str, str], int]
"""The sum of the stated amounts of every line of a book, by account and unit."""

_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}


class BundleHead(NamedTuple):
    """What a bundle says of itself.

    Attributes:
        office: Key of the place whose office keeps the book: 310114.
        first: Number of its first entry in that book.
        last: Number of its last.
        previous: Hash before the first entry.
        hash: Hash of the last.
        text: SHA-256 of the entries' canonical text.
        made_at: When it was made, in UTC.
        balances: The whole book's balances after the last entry.
        key: The public key it is signed with, 32 bytes in base64.
    """

    office: str
    first: int
    last: int
    previous: str
    hash: str
    text: str
    made_at: str
    balances: Balances
    key: str


class Carried(NamedTuple):
    """One entry in a bundle: its number in the book it comes from, its hash there, its content."""

    number: int
    hash: str
    draft: EntryDraft


class Bundle(NamedTuple):
    """A bundle that was read and proven: its head and its entries."""

    head: BundleHead
    entries: tuple[Carried, ...]


def key_name(key: str) -> str:
    """Return what people call a key by over the telephone: 16 signs of its SHA-256, in fours."""
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()[:16]
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def write_bundle(head: BundleHead, text: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Return a bundle as bytes.

    Args:
        head: Its head.
        text: The canonical text of its entries.
        sign: Signs with the office's key.
    """
    said = _head_bytes(head)
    signature = base64.b64encode(sign(said))
    return gzip.compress(b"\n".join((FORM, said, signature, text)), mtime=0)


def _head_bytes(head: BundleHead) -> bytes:
    balances = [
        [account, unit, amount] for (account, unit), amount in sorted(head.balances.items())
    ]
    told = {**head._asdict(), "balances": balances}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_bundle(content: bytes) -> Bundle:
    """Return a bundle whose signature, text, chain and sums all hold.

    Whether its key is the district's, and whether it follows what came before, is not asked here.

    Raises:
        Refused: It is no bundle, was changed or cut, or its entries are not what they must be.
    """
    whole = _unfolded(content)
    parts = whole.split(b"\n", 3)
    if len(parts) != 4 or parts[0] != FORM:
        raise _no_bundle("a file of another form")
    head = _head(parts[1], parts[2])
    text = parts[3]
    if hashlib.sha256(text).hexdigest() != head.text:
        raise _changed("entries that are not those its head was signed over")
    entries = tuple(_proven(head, text.decode("utf-8", "replace")))
    return Bundle(head, entries)


def _unfolded(content: bytes) -> bytes:
    if len(content) > SIZE_MAX:
        raise _no_bundle(f"{len(content)} bytes, more than {SIZE_MAX}")
    unfolding = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        whole = unfolding.decompress(content, TEXT_MAX)
    except zlib.error as error:
        raise _no_bundle("a file that is no bundle, or a damaged one") from error
    if unfolding.unconsumed_tail:
        raise _no_bundle(f"a file that unfolds to more than {TEXT_MAX} bytes")
    if not unfolding.eof:
        raise _changed("a file that ends before its end")
    if unfolding.unused_data:
        raise _changed("bytes after its end")
    return whole


def _head(said: bytes, signature: bytes) -> BundleHead:
    try:
        told = json.loads(said)
        told["balances"] = {(one[0], one[1]): int(one[2]) for one in told["balances"]}
        head = BundleHead(**told)
        key = base64.b64decode(head.key, validate=True)
        signed = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(signed, said)
    except InvalidSignature as error:
        raise _changed("a head that is not the one that was signed") from error
    except (ValueError, KeyError, TypeError, LookupError, binascii.Error) as error:
        raise _no_bundle("a head that cannot be read") from error
    is_whole = type(head.first) is int and type(head.last) is int
    if not is_whole or not 1 <= head.first <= head.last:
        raise _no_bundle(f"entries {head.first} to {head.last}")
    return head


def _proven(head: BundleHead, text: str) -> Iterator[Carried]:
    """Yield the entries of a text, each held against the chain."""
    number, link = head.first, head.previous
    for own, lines in _blocks(text):
        content = "".join(f"{one}\n" for one in (own, *lines))
        link = hash_of(link, content)
        draft = _draft(own, lines, number)
        problems = check_entry(draft)
        if problems:
            raise Refused(problems)
        yield Carried(number, link, draft)
        number += 1
    if number != head.last + 1:
        raise _changed(f"{number - head.first} entries instead of {head.last - head.first + 1}")
    if link != head.hash:
        raise _changed("entries whose hashes do not lead to the signed head")


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each entry's own row and its lines' rows."""
    own = ""
    lines: list[str] = []
    for row in text.split("\n"):
        if not row:
            continue
        if row.count("\t") + 1 == len(ENTRY_COLUMNS):
            if own:
                yield own, lines
            own, lines = row, []
        elif own:
            lines.append(row)
        else:
            raise _changed("a line before the first entry")
    if own:
        yield own, lines


def _plain(text: str) -> str | None:
    """Return a column's value from its canonical text; None is null."""
    if text == "\\N":
        return None
    if "\\" not in text:
        return text
    signs, at = [], 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            signs.append(_ESCAPED.get(text[at + 1], text[at + 1]))
            at += 2
        else:
            signs.append(text[at])
            at += 1
    return "".join(signs)


def _columns(row: str, names: tuple[str, ...]) -> dict[str, str | None]:
    values = row.split("\t")
    if len(values) != len(names):
        raise _changed(f"a row of {len(values)} columns")
    return dict(zip(names, map(_plain, values), strict=True))


def _draft(own: str, lines: list[str], number: int) -> EntryDraft:
    told = _columns(own, ENTRY_COLUMNS)
    try:
        if int(told["number"] or 0) != number:
            raise _changed(f"entry {told['number']} where {number} follows")
        return EntryDraft(
            told["kind"] or "",
            dt.date.fromisoformat(told["starts"] or ""),
            dt.date.fromisoformat(told["ends"] or ""),
            told["words"] or "",
            tuple(_line(_columns(one, LINE_COLUMNS)) for one in lines),
            told["document"] or "",
            told["evidence"] or "",
            told["source"] or "",
            _number(told["reverses"]),
            told["pairing"] or "",
        )
    except ValueError as error:
        raise _no_bundle(f"entry {number}, which cannot be read ({error})") from error


def _line(told: Mapping[str, str | None]) -> LineDraft:
    whole = {name: int(told[name] or "") for name in _WHOLE}
    return LineDraft(
        account=told["account"] or "",
        unit=told["unit"] or "",
        wording=told["wording"] or "",
        starts=dt.date.fromisoformat(told["starts"] or ""),
        ends=dt.date.fromisoformat(told["ends"] or ""),
        dims=Dims(*(told[name] for name in Dims._fields)),
        itemised=told["itemised"] == "1",
        overlap=told["overlap"] or "",
        excluding=told["excluding"],
        cell=told["cell"] or "",
        carves=_number(told["carves"]),
        **whole,
    )


_WHOLE = ("amount", "low_delta", "high_delta", "low_open", "high_open", "sense")


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def added(balances: Balances, drafts: Iterable[EntryDraft]) -> Balances:
    """Return balances with the lines of further entries added; accounts that come to 0 stay."""
    sums = dict(balances)
    for draft in drafts:
        for one in draft.lines:
            key = (one.account, one.unit)
            sums[key] = sums.get(key, 0) + one.amount
    return sums


def head_of(bundle: BundleHead) -> Head:
    """Return where the book of a bundle ended when it was made."""
    return Head(bundle.last, bundle.hash)


def _no_bundle(found: str) -> Refused:
    return refuse(
        "BUNDLE_WRONG",
        found=found,
        expected="a bundle written by `jiedui bundle make`",
        hint="Ask the district to make the file again.",
    )


def _changed(found: str) -> Refused:
    return refuse(
        "BUNDLE_CHANGED",
        found=found,
        expected="a bundle as the district signed it",
        hint="It was changed or cut on its way. Ask the district to send the file again.",
    )
