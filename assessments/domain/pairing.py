# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which item of a list was which one before: by its name or, where it has none or another one now, by what it says."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

# Of more pairs than these, those that do not say quite the same are told by their place alone.
MOST_COMPARED = 40_000


@dataclass(frozen=True)
class Item:
    """An item of a list as it is compared: what it is called, "" for nothing, and its texts with their places in it."""

    name: str
    texts: frozenset[tuple[str, str]]


def earlier_places(before: Sequence[Item], after: Sequence[Item]) -> list[int | None]:
    """For each item of the later list its place in the earlier one; None for a new one.

    Those of one name are one, then those that say all the same, then those of which half the texts are the same. What
    is left over and has no name is what stood at its place.
    """
    found: dict[int, int] = {}
    for pair in (_by_name, _by_words, _by_most_words, _by_place):
        taken = set(found.values())
        old = [at for at in range(len(before)) if at not in taken]
        new = [at for at in range(len(after)) if at not in found]
        found |= pair(before, after, old, new)
    return [found.get(at) for at in range(len(after))]


def _by_name(before: Sequence[Item], after: Sequence[Item], old: list[int], new: list[int]) -> dict[int, int]:
    return _of_one_worth(before, after, old, new, lambda item: item.name)


def _by_words(before: Sequence[Item], after: Sequence[Item], old: list[int], new: list[int]) -> dict[int, int]:
    return _of_one_worth(before, after, old, new, lambda item: item.texts)


def _of_one_worth(
    before: Sequence[Item], after: Sequence[Item], old: list[int], new: list[int], worth: Callable[[Item], Hashable]
) -> dict[int, int]:
    """Those at one place first, then each with the first that is left; what is worth nothing is like nothing."""
    places = set(old)
    found = {at: at for at in new if at in places and worth(after[at]) and worth(before[at]) == worth(after[at])}
    left = defaultdict(list)
    for at in reversed(old):
        if at not in found and worth(before[at]):
            left[worth(before[at])].append(at)
    for at in new:
        if at not in found and left[worth(after[at])]:
            found[at] = left[worth(after[at])].pop()
    return found


def _by_most_words(before: Sequence[Item], after: Sequence[Item], old: list[int], new: list[int]) -> dict[int, int]:
    if len(old) * len(new) > MOST_COMPARED:
        return {}
    shared = ((len(before[one].texts & after[other].texts), one, other) for one in old for other in new)
    likely = [
        (-number, abs(one - other), other, one)
        for number, one, other in shared
        if number and 2 * number >= max(len(before[one].texts), len(after[other].texts))
    ]
    found: dict[int, int] = {}
    for _number, _distance, later, earlier in sorted(likely):
        if later not in found and earlier not in found.values():
            found[later] = earlier
    return found


def _by_place(before: Sequence[Item], after: Sequence[Item], old: list[int], new: list[int]) -> dict[int, int]:
    places = set(old)
    return {at: at for at in new if at in places and not before[at].name and not after[at].name}
