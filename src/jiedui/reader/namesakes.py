"""Which of several divisions of one name a page means, by the side its other places stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jiedui.kernel.gazetteer import Spell
    from jiedui.reader.vocabulary import Vocabulary


_RANKS = "省市盟州县区旗"


def across(
    spells: list[Spell],
    *,
    named: Mapping[str, list[Spell]],
    told: Mapping[str, int],
    words: Vocabulary,
) -> list[Spell]:
    """Return the divisions of a name that are on the other side than all else that a page names.

    余杭·台江 of a page that else names only Zhejiang means 台江县 of Guizhou and not the 台江区 of
    Fuzhou, for who helps has someone to help. All of them where the page does not tell.

    Args:
        spells: The divisions of the name.
        named: Every written form of every division.
        told: The forms that the page has, and how often.
        words: The vocabulary, which knows the usual side of a province and everyday words.
    """
    everyday = words.plain_stems | words.doubtful_stems
    sides = set()
    for form, many in told.items():
        meant = named.get(form, [])
        is_plain = many > 1 or form[-1] in _RANKS
        if not is_plain or form in everyday or any(one in spells for one in meant):
            continue
        provinces = {one.code[:2] for one in meant}
        if len(provinces) == 1:
            sides.add(_gives(meant[0], words))
    if len(sides) != 1:
        return spells
    gives = sides.pop()
    return [one for one in spells if _gives(one, words) is not gives] or spells


def _gives(spell: Spell, words: Vocabulary) -> bool:
    """Whether a division lies in a province that usually gives."""
    return words.leaning.get(spell.code[:2], 0) > 0
