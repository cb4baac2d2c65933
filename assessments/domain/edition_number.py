# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The numbers of editions: which one comes next."""

import re
from collections.abc import Collection

FIRST = "1.0.0"


def next_number(number: str, taken: Collection[str]) -> str:
    """A free number after this one: 1.1.0 after 1.0.4, and 8 after 7; the first one where this is no number."""
    parts = [int(part) for part in re.findall(r"[0-9]+", number)[:3]]
    if not parts:
        return FIRST
    counts = min(1, len(parts) - 1)
    while True:
        parts = [*parts[:counts], parts[counts] + 1, *(0 for _part in parts[counts + 1 :])]
        if (found := ".".join(map(str, parts))) not in taken:
            return found
