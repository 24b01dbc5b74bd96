"""The letter that acknowledges a gift (捐赠感谢信), drawn by `papers` as Word, PDF or HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiedui.access.queries import office
from jiedui.giving.vocabulary import GIFT_KINDS
from jiedui.kernel.place import name_of
from jiedui.papers.document import Document, Paragraph, Table, Text
from jiedui.papers.render import rendered
from jiedui.web.amounts import money, yuan
from jiedui.web.clock import today
from jiedui.web.wording import say

if TYPE_CHECKING:
    from jiedui.giving.queries.gifts import GiftDetail
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
    given = {
        "donor": one.donor_name,
        "kind": getattr(GIFT_KINDS[one.kind], language),
        "what": one.words,
        "recipient": one.recipient_name,
        "day": one.ends.isoformat(),
    }
    value = money(one.amount, language) if one.amount is not None else ""
    body = say("letter.body", language, **given)
    body += say("letter.worth", language, amount=value) if value and one.amount else ""
    body += say("letter.purpose", language, purpose=one.purpose) if one.purpose else ""
    blocks: list[Block] = [
        _said(say("letter.dear", language, donor=one.donor_name), "lead"),
        _said(body),
    ]
    if found.goods:
        blocks.append(_goods(found, language))
    if found.uses:
        uses = "；".join(f"{use.words} {yuan(use.amount_fen or 0, language)}" for use in found.uses)
        blocks.append(_said(say("letter.uses", language, uses=uses)))
    if one.bill:
        blocks.append(_said(say("letter.bill", language, bill=one.bill)))
    blocks.append(_said(say("letter.close", language)))
    blocks.append(_said(f"{where} {today().isoformat()}".strip(), "note"))
    return Document("letter", language, say("letter.title", language), where, tuple(blocks))


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
