# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What two curators made of the same piece, put together where their changes do not touch."""

from collections.abc import Mapping
from typing import Any

from assessments.domain.field_difference import KEYED, RULES, is_same
from assessments.domain.pieces import Plain
from assessments.domain.words import merged


class CannotJoin(ValueError):
    """Both changed the same: the message is its path."""


def joined(base: Plain, theirs: Plain, mine: Plain) -> Plain | None:
    """The piece with both changes; None where both changed the same field, rule or list otherwise than in words that
    lie apart."""
    try:
        both: Plain = _joined(base, theirs, mine, "")
    except CannotJoin:
        return None
    return both


def _joined(base: Any, theirs: Any, mine: Any, name: str) -> Any:
    if is_same(theirs, mine) or is_same(base, mine):
        return theirs
    if is_same(base, theirs):
        return mine
    if isinstance(theirs, str) and isinstance(mine, str) and isinstance(base, str):
        text = merged(base, theirs, mine)
        if text is not None:
            return text
    elif name not in RULES and isinstance(theirs, dict) and isinstance(mine, dict):
        return _objects_joined(base if isinstance(base, dict) else {}, theirs, mine)
    elif _are_alike(base, theirs, mine, name):
        return [_joined(*three, name) for three in zip(base, theirs, mine, strict=True)]
    raise CannotJoin(name)


def _objects_joined(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Plain:
    found = {key: _joined(base.get(key), theirs.get(key), mine.get(key), key) for key in {**theirs, **mine}}
    return {key: value for key, value in found.items() if value is not None}


def _are_alike(base: Any, theirs: Any, mine: Any, name: str) -> bool:
    """Whether three lists of objects hold the same things in the same order, so that each can be joined by itself."""
    lists = (base, theirs, mine)
    if not all(isinstance(one, list) and len(one) == len(mine) for one in lists):
        return False
    if not all(isinstance(item, dict) for one in lists for item in one):
        return False
    called_by = KEYED.get(name, "key")
    return all(len({repr(item.get(called_by)) for item in items}) == 1 for items in zip(*lists, strict=True))
