"""The letter that acknowledges a gift (捐赠感谢信), drawn by `papers` as Word, PDF or HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.queries import office
from jiedui.giving.vocabulary import GIFT_KINDS
from jiedui.kernel.period import EARLIEST
from jiedui.kernel.place import name_of
from jiedui.papers.document import Document, Paragraph, Table, Text
from jiedui.papers.render import rendered
from jiedui.publish.names import day_words
from jiedui.web.amounts import money, yuan
from jiedui.web.clock import today
from jiedui.web.wording import say

if TYPE_CHECKING:
    from jiedui.giving.queries.gifts import GiftDetail, GiftSummary
    from jiedui.papers.document import Block
    from jiedui.web.wording import Language


def letter_file(found: GiftDetail, form: str, language: Language) -> tuple[str, bytes]:
    """Return the letter's file name and content.

    Raises:
        Refused: There is no such form.
    """
    document = letter_of(found, language)
    stamp = say("letter.stamp", language, number=found.summary.number)
    content = rendered(document, {}, form, stamp=stamp)
    return f"{document.title}-{found.summary.number}.{form}", content


def letter_of(found: GiftDetail, language: Language) -> Document:
    """Return the letter: thanks, what was given, for what, what became of it, who signs."""
    one = found.summary
    where = name_of(office()) if office() else ""
    blocks: list[Block] = [
        _said(say("letter.dear", language, donor=one.donor_name), "lead"),
        _said(_thanks(one, language)),
    ]
    if found.goods:
        blocks.append(_goods(found, language))
    if found.uses:
        uses = "；".join(f"{use.words} {yuan(use.amount_fen or 0, language)}" for use in found.uses)
        blocks.append(_said(say("letter.uses", language, uses=uses)))
    if one.bill:
        blocks.append(_said(say("letter.bill", language, bill=one.bill)))
    blocks.append(_said(say(_close(found), language)))
    blocks += [_said(words, "sign") for words in (where, day_words(today(), language)) if words]
    return Document("letter", language, say("letter.title", language), where, tuple(blocks))


def _thanks(one: GiftSummary, language: Language) -> str:
    """Return what was given, when, to whom and for what, each said once and only as it is known."""
    amount = money(one.amount, language) if one.amount else ""
    kind = getattr(GIFT_KINDS[one.kind], language)
    if one.kind == "cash":
        what = amount or kind
        if one.words != one.purpose:
            what = say("letter.cash", language, amount=what, what=one.words)
    else:
        what = say("letter.named", language, kind=kind, what=one.words)
        what += say("letter.worth", language, amount=amount) if amount else ""
    if one.purpose and (one.kind == "cash" or one.purpose != one.words):
        what += say("letter.purpose", language, purpose=one.purpose)
    body = say("letter.body", language, recipient=one.recipient_name, what=what)
    if EARLIEST in (one.starts, one.ends) or one.starts != one.ends:
        return body[:1].upper() + body[1:]
    return say("letter.dated", language, day=day_words(one.starts, language), body=body)


def _close(found: GiftDetail) -> str:
    """Return the words that close the letter: that it arrived only where that is on record."""
    if found.summary.state == "announced":
        return "letter.close_announced"
    arrived = found.summary.state == "delivered" or found.uses
    return "letter.close" if arrived else "letter.close_received"


def _said(words: str, role: str = "body") -> Paragraph:
    return Paragraph((Text(words),), role)


def _goods(found: GiftDetail, language: Language) -> Table:
    heads = ("goods_name", "unit", "announced", "delivered")
    return Table(
        "goods",
        say("give.goods_list", language),
        tuple(say(f"give.{head}", language) for head in heads),
        tuple(
            (Text(one.name), Text(one.unit), Text(str(one.announced)), Text(str(one.delivered)))
            for one in found.goods
        ),
    )
