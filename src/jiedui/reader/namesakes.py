"""Which of several divisions of one name a page means, by the side its other places stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jiedui.kernel.gazetteer import Spell
    from jiedui.reader.vocabulary import Vocabulary


_RANKS = "省市盟州县区旗"


class Known(NamedTuple):
    """A name of a page that leaves no doubt on which side it stands.

    Attributes:
        spells: The divisions so called, all of one province.
        gives: Whether that province usually gives.
    """

    spells: frozenset[Spell]
    gives: bool


def known_sides(
    told: Mapping[str, int], named: Mapping[str, list[Spell]], words: Vocabulary
) -> list[Known]:
    """Return the names of a page that leave no doubt on which side they stand.

    Args:
        told: The forms that the page has, and how often.
        named: Every written form of every division.
        words: The vocabulary, which knows the usual side of a province and everyday words.
    """
    known = []
    for form, many in told.items():
        is_plain = many > 1 or form[-1] in _RANKS
        if not is_plain or form in words.plain_stems or form in words.doubtful_stems:
            continue
        meant = named.get(form, [])
        if len({one.code[:2] for one in meant}) == 1:
            known.append(Known(frozenset(meant), _gives(meant[0], words)))
    return known


def across(spells: list[Spell], known: Iterable[Known], words: Vocabulary) -> list[Spell]:
    """Return the divisions of a name that are on the other side than all else that a page names.

    余杭·台江 of a page that else names only Zhejiang means 台江县 of Guizhou and not the 台江区 of
    Fuzhou, for who helps has someone to help. All of them where the page does not tell.
    """
    sides = {one.gives for one in known if one.spells.isdisjoint(spells)}
    if len(sides) != 1:
        return spells
    gives = sides.pop()
    return [one for one in spells if _gives(one, words) is not gives] or spells


def _gives(spell: Spell, words: Vocabulary) -> bool:
    """Whether a division lies in a province that usually gives."""
    return words.leaning.get(spell.code[:2], 0) > 0
