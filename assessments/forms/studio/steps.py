# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The buttons of lists in a form: an item more or fewer, up or down, in what was posted; nothing is saved by them."""

import re

from django.utils.datastructures import MultiValueDict

from assessments.forms.studio.parts import COUNT, MOST_ITEMS

STEP = re.compile(r"(add|remove|up|down):([a-z0-9_]+?)(?::([0-9]{1,4}))?")


def stepped(posted: MultiValueDict[str, str], step: str) -> tuple[MultiValueDict[str, str], str]:
    """What was posted once a button such as `add:actions` or `up:signals:2` has done its work.

    Also the name of what the keyboard goes to: the item that came or moved, or the list. A step that names nothing
    changes nothing.
    """
    match = STEP.fullmatch(step)
    count = posted.get(match[2], "0") if match else ""
    if match is None or not COUNT.fullmatch(count) or int(count) > MOST_ITEMS:
        return posted, ""
    what, name, index = match[1], match[2], int(match[3] or 0)
    order, focus = _order(what, int(count), index), name
    if what == "add":
        focus = f"{name}_{count}"
    elif what in ("up", "down") and index in order:
        focus = f"{name}_{order.index(index)}"
    return _reordered(posted, name, order), focus


def _order(what: str, count: int, index: int) -> list[int]:
    """The old numbers of the items in their new order."""
    order = list(range(count))
    if what == "add" and count < MOST_ITEMS:
        return [*order, count]
    if index >= count:
        return order
    if what == "remove":
        order.remove(index)
    else:
        order.insert(max(0, order.pop(index) + (-1 if what == "up" else 1)), index)
    return order


def _reordered(posted: MultiValueDict[str, str], name: str, order: list[int]) -> MultiValueDict[str, str]:
    new = {old: number for number, old in enumerate(order)}
    within = re.compile(rf"{re.escape(name)}_([0-9]{{1,4}})(_.*)?")
    after: MultiValueDict[str, str] = MultiValueDict()
    for field, values in posted.lists():
        match = within.fullmatch(field)
        if match is None:
            after.setlist(field, values)
        elif int(match[1]) in new:
            after.setlist(f"{name}_{new[int(match[1])]}{match[2] or ''}", values)
    after.setlist(name, [str(len(order))])
    return after
