# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Editions as the domain reads them. A published document never changes, so a process parses it once and keeps it."""

import json
from decimal import Decimal

from assessments import models
from assessments.domain.edition import Edition, parse_edition

_parsed: dict[str, Edition] = {}


def edition_of(row: models.Edition) -> Edition:
    """The edition that a row holds, parsed; no query where this process has read it before."""
    if row.checksum not in _parsed:
        _parsed[row.checksum] = parse_edition(json.loads(row.document, parse_float=Decimal))
    return _parsed[row.checksum]
