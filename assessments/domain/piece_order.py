# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Where a piece stood in its list, so that it can go back there although others came and went meanwhile."""

from collections.abc import Sequence


def place_among(keys: Sequence[str], key: str, order: Sequence[str]) -> int:
    """Where a key goes that stood in `order`: behind the nearest one before it that is still there, else before the
    nearest one after it, else at the end."""
    at = order.index(key) if key in order else 0
    before = next((keys.index(one) + 1 for one in reversed(order[:at]) if one in keys), None)
    after = next((keys.index(one) for one in order[at:] if one in keys), len(keys))
    return after if before is None else before


def order_before(keys: Sequence[str], order: Sequence[str]) -> list[str]:
    """The keys of a list, and in their places those that were dropped since; `order` is what it was then."""
    whole = list(keys)
    for key in order:
        if key not in whole:
            whole.insert(place_among(whole, key, order), key)
    return whole
