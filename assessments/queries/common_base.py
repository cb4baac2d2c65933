# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an answer said at the revision that somebody started from, by the history."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.db.models import Q

from assessments.models import Assessment, Change


@dataclass(frozen=True)
class Base:
    """An answer as it stood."""

    value: str = ""
    reason: str = ""
    note: str = ""
    settled_because: str = ""


def bases_of(assessment: Assessment, revisions: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], Base]:
    """By kind and key, each answer at a revision; at 0 it is what was carried over, or nothing. One query."""
    wanted = Q(pk__in=[])
    for (kind, key), revision in revisions.items():
        wanted |= Q(what=kind, key=key, revision=max(revision, 1))
    found, names = {}, [field.name for field in fields(Base)]
    for line in Change.objects.of(assessment).filter(wanted):
        said = (line.after if revisions[line.what, line.key] else line.before) or {}
        found[line.what, line.key] = Base(**{name: said[name] for name in names if name in said})
    return found
