"""What may happen to a household, and where it may stand: declarations only. Knows no Django."""

from __future__ import annotations

import datetime as dt
import enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_DAY = dt.date(1900, 1, 1)
"""Before everything."""

OPEN = dt.date(9999, 12, 31)
"""The end of what has not ended; never reached."""

HEAD = "HEAD"
"""The relation of the head of a household to itself."""


class Standing(enum.StrEnum):
    """Where a household stands in the register."""

    NONE = ""
    ORDINARY = "ordinary"
    REGISTERED = "registered"
    EXITED = "exited"
    REMOVED = "removed"
    MERGED = "merged"


LIVE = frozenset({Standing.ORDINARY, Standing.REGISTERED, Standing.EXITED})
"""Standings of a household that the register follows."""


class Watch(enum.StrEnum):
    """Why a household is monitored (监测对象类别); "" when it is not."""

    NONE = ""
    UNSTABLE = "unstable"
    MARGINAL = "marginal"
    SUDDEN = "sudden"


class Kind(enum.StrEnum):
    """What may happen to a household."""

    IDENTIFIED = "identified"
    RELAPSED = "relapsed"
    EXITED = "exited"
    MONITORED = "monitored"
    RISK_CLEARED = "risk_cleared"
    LISTED = "listed"
    BORN = "born"
    MARRIED_IN = "married_in"
    RETURNED = "returned"
    DIED = "died"
    MARRIED_OUT = "married_out"
    MOVED_OUT = "moved_out"
    MOVED = "moved"
    SPLIT = "split"
    SPLIT_OFF = "split_off"
    MERGED = "merged"
    TAKEN_IN = "taken_in"
    REMOVED_WRONGLY = "removed_wrongly"
    RESTORED = "restored"
    CHANGED = "changed"
    CORRECTED = "corrected"


class People(enum.Enum):
    """What an event does with the people it names."""

    NONE = "none"
    JOIN = "join"
    LEAVE = "leave"
    ALL_LEAVE = "all_leave"


class Rule(NamedTuple):
    """What a kind of event needs and does.

    Attributes:
        zh: Chinese wording.
        en: English wording.
        after: Standings after which it may happen.
        to: The standing it gives; None leaves it as it was.
        people: What it does with the people it names.
    """

    zh: str
    en: str
    after: frozenset[Standing]
    to: Standing | None = None
    people: People = People.NONE


def _after(*standings: Standing) -> frozenset[Standing]:
    return frozenset(standings)


_NEW = _after(Standing.NONE, Standing.ORDINARY, Standing.REMOVED)

RULES: Mapping[Kind, Rule] = {
    Kind.IDENTIFIED: Rule("识别纳入", "identified", _NEW, Standing.REGISTERED, People.JOIN),
    Kind.RELAPSED: Rule("返贫", "relapsed", _after(Standing.EXITED), Standing.REGISTERED),
    Kind.EXITED: Rule("脱贫退出", "exited", _after(Standing.REGISTERED), Standing.EXITED),
    Kind.MONITORED: Rule(
        "纳入监测",
        "put under monitoring",
        _after(Standing.NONE, Standing.ORDINARY, Standing.EXITED),
        people=People.JOIN,
    ),
    Kind.RISK_CLEARED: Rule(
        "风险消除", "risk cleared", _after(Standing.ORDINARY, Standing.EXITED)
    ),
    Kind.LISTED: Rule("补录成员", "members listed", LIVE, people=People.JOIN),
    Kind.BORN: Rule("新生儿", "born", LIVE, people=People.JOIN),
    Kind.MARRIED_IN: Rule("婚入", "married in", LIVE, people=People.JOIN),
    Kind.RETURNED: Rule("迁入或返回", "moved in or returned", LIVE, people=People.JOIN),
    Kind.DIED: Rule("死亡", "died", LIVE, people=People.LEAVE),
    Kind.MARRIED_OUT: Rule("婚出", "married out", LIVE, people=People.LEAVE),
    Kind.MOVED_OUT: Rule("迁出", "moved out", LIVE, people=People.LEAVE),
    Kind.MOVED: Rule("整户搬迁", "household moved", LIVE),
    Kind.SPLIT: Rule("分户(原户)", "split", LIVE, people=People.LEAVE),
    Kind.SPLIT_OFF: Rule(
        "分户(新户)", "split off", _after(Standing.NONE), people=People.JOIN
    ),
    Kind.MERGED: Rule("并入他户", "merged", LIVE, Standing.MERGED, People.ALL_LEAVE),
    Kind.TAKEN_IN: Rule("接收并入", "taken in", LIVE, people=People.JOIN),
    Kind.REMOVED_WRONGLY: Rule(
        "清退(错评)", "removed as wrongly identified", LIVE, Standing.REMOVED
    ),
    Kind.RESTORED: Rule("恢复", "restored", _after(Standing.REMOVED)),
    Kind.CHANGED: Rule("信息变更", "details changed", LIVE, people=People.NONE),
    Kind.CORRECTED: Rule("更正", "corrected", frozenset(Standing)),
}  # fmt: skip
"""Every kind of event, declared. A correction is taken at the event it corrects."""
