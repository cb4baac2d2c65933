# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""An edition, or a draft of one, from the bytes of a file; each fault with the line on which it is."""

from collections.abc import Iterable
from typing import cast

from assessments.domain.draft_faults import may_stand_in_draft
from assessments.domain.edition import Edition, parse_edition
from assessments.domain.faults import EditionFaults, Fault
from assessments.domain.pieces import Plain
from assessments.domain.places import without_nulls
from assessments.imports.documents import read_with_lines
from assessments.imports.lines import Parsed
from assessments.imports.unreadable import FaultOnLine, FaultyDocument


def read_edition(data: bytes, *, name: str) -> Edition:
    """The checked edition; raises UnreadableDocument, or FaultyDocument with every fault, from top to bottom."""
    parsed = read_with_lines(data, name=name)
    try:
        return parse_edition(parsed.content)
    except EditionFaults as error:
        raise _faulty(parsed, error.faults, name) from error


def read_draft(data: bytes, *, name: str) -> Edition | Plain:
    """A checked edition, or the plain document of one whose faults a draft may have, which the checks find then.

    Raises UnreadableDocument, or FaultyDocument with every fault that a draft may not have.
    """
    parsed = read_with_lines(data, name=name)
    try:
        return parse_edition(parsed.content)
    except EditionFaults as error:
        if refused := [fault for fault in error.faults if not may_stand_in_draft(fault)]:
            raise _faulty(parsed, refused, name) from error
    # What is no text, or nests without end, was refused when it was read.
    return cast(Plain, without_nulls(parsed.content, []))


def _faulty(parsed: Parsed, faults: Iterable[Fault], name: str) -> FaultyDocument:
    found = [FaultOnLine(parsed.line_of(fault.place), fault) for fault in faults]
    return FaultyDocument(name, tuple(sorted(found, key=lambda fault: fault.line)))
