# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What two curators made of the same piece, put together where their changes do not touch."""

from collections.abc import Mapping
from typing import Any

from assessments.domain.field_difference import KEYED, RULES, is_same
from assessments.domain.pieces import Plain
from assessments.domain.words import Budget, merged

# Lists of a fixed length: what stands at one position is the same thing in all of them.
BY_POSITION = ("anchors", "scale")


class CannotJoin(ValueError):
    """Both changed the same: the message is its path."""


def joined(base: Plain, theirs: Plain, mine: Plain) -> Plain | None:
    """The piece with both changes; None where both changed the same field, rule or list otherwise than in words that
    lie apart, or in so many words that they are not compared."""
    try:
        both: Plain = _joined(base, theirs, mine, "", Budget())
    except CannotJoin:
        return None
    return both


def _joined(base: Any, theirs: Any, mine: Any, name: str, budget: Budget) -> Any:
    if is_same(theirs, mine) or is_same(base, mine):
        return theirs
    if is_same(base, theirs):
        return mine
    if isinstance(theirs, str) and isinstance(mine, str) and isinstance(base, str):
        text = merged(base, theirs, mine, budget)
        if text is not None:
            return text
    elif name not in RULES and isinstance(theirs, dict) and isinstance(mine, dict):
        return _objects_joined(base if isinstance(base, dict) else {}, theirs, mine, budget)
    elif _are_alike(base, theirs, mine, name):
        return [_joined(*three, name, budget) for three in zip(base, theirs, mine, strict=True)]
    raise CannotJoin(name)


def _objects_joined(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any], budget: Budget
) -> Plain:
    found = {key: _joined(base.get(key), theirs.get(key), mine.get(key), key, budget) for key in {**theirs, **mine}}
    return {key: value for key, value in found.items() if value is not None}


def _are_alike(base: Any, theirs: Any, mine: Any, name: str) -> bool:
    """Whether three lists of objects hold the same things in the same order, so that each can be joined by itself."""
    lists = (base, theirs, mine)
    if not all(isinstance(one, list) and len(one) == len(mine) for one in lists):
        return False
    if not all(isinstance(item, dict) for one in lists for item in one):
        return False
    if name in BY_POSITION:
        return True
    called = [[item.get(KEYED.get(name)) for item in one] for one in lists]
    return None not in called[0] and called[0] == called[1] == called[2]
