# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which faults a draft may have, and which keep a document from being one.

A draft may lack what is not written yet, name what was deleted, and hold rules and samples that no longer fit: the
studio leaves such faults behind, and the checks say them. What no page of the studio writes is a mistake of whoever
wrote the file, and is refused with its line: unknown fields, values of another sort, keys that are missing, faulty or
there twice, and renamings that lead nowhere.
"""

import re

from assessments.domain.answers import NOT_OFFERED
from assessments.domain.edition_checks import NEVER_NA, NOT_FIVE
from assessments.domain.faults import EMPTY, MESSAGES, NOT_AMONG, Fault
from assessments.domain.rule_limits import NOT_FINISHED, TOO_LARGE

OPEN = frozenset(
    [MESSAGES["missing"], MESSAGES["text"], EMPTY, NOT_AMONG, NOT_FIVE, NEVER_NA, NOT_FINISHED, *TOO_LARGE]
) | frozenset(NOT_OFFERED)
# Without these nobody knows which draft it is, or which piece.
NEEDED = re.compile(r"pack|edition|(.*\.)?key|renames\b.*")


def may_stand_in_draft(fault: Fault) -> bool:
    """Whether a draft may have this fault of an edition until it is mended."""
    return fault.template in OPEN and not NEEDED.fullmatch(fault.place)
