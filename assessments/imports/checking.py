# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""An edition from the bytes of a file, each of its faults with the line on which it is."""

from assessments.domain.edition import Edition, parse_edition
from assessments.domain.faults import EditionFaults
from assessments.imports.documents import read_with_lines
from assessments.imports.unreadable import FaultOnLine, FaultyDocument


def read_edition(data: bytes, *, name: str) -> Edition:
    """The checked edition; raises UnreadableDocument, or FaultyDocument with every fault, from top to bottom."""
    parsed = read_with_lines(data, name=name)
    try:
        return parse_edition(parsed.content)
    except EditionFaults as error:
        faults = [FaultOnLine(parsed.line_of(fault.place), fault) for fault in error.faults]
        raise FaultyDocument(name, tuple(sorted(faults, key=lambda fault: fault.line))) from error
