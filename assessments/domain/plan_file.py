# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the file of a plan is known by, for those who write one and those who read it.

A row is an action. `id` and `revision` say which one, and how it stood when the file was made; a row without them is a
new action. `raises` is written as "training:3; strategy:2".
"""

from collections.abc import Mapping

# What the first row calls the columns that are read. Those of an edition's action say themselves, whatever a cell says.
IDENTITY = ("id", "revision")
OF_EVERY_ITEM = ("status", "assignee", "assignee_text", "due_on", "done_on", "reason", "note", "helped", "took")
OF_OWN_ITEMS = ("title", "recommendation", "level", "effort", "horizon", "raises")
# What is written besides, for people, and not read.
FOR_PEOPLE = ("advice", "level_name", "owner", "assignee_name", "promised_on", "dropped_on", "added_at")
READ = (*IDENTITY, "action", *OF_EVERY_ITEM, *OF_OWN_ITEMS)
COLUMNS = (
    *IDENTITY,
    *("title", "advice", "level_name", "owner", "status", "assignee", "assignee_name", "assignee_text", "due_on"),
    *("done_on", "reason", "note", "helped", "took", "action", "recommendation", "level", "effort", "horizon"),
    *("raises", "promised_on", "dropped_on", "added_at"),
)


def raises_written(raises: Mapping[str, int]) -> str:
    """Practices and their values in one cell."""
    return "; ".join(f"{key}:{value}" for key, value in sorted(raises.items()))


def raises_read(cell: str) -> dict[str, int] | None:
    """What such a cell says; None where it is written otherwise."""
    found: dict[str, int] = {}
    for part in filter(str.strip, cell.replace(",", ";").split(";")):
        key, colon, value = (one.strip() for one in part.partition(":"))
        if not (key and colon and len(value) == 1 and value in "01234") or key in found:
            return None
        found[key] = int(value)
    return found
