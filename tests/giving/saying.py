"""What a refusal says, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jiedui.kernel.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Callable


def refused(what: Callable[[], object]) -> set[str]:
    """Return the codes a call is refused with."""
    with pytest.raises(Refused) as caught:
        what()
    return {problem.code for problem in caught.value.problems}
