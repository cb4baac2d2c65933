# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Which pieces of an edition name another one, and where."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.domain.pieces import find, located, referring
from assessments.forms.studio.places import element_of, label_of_place
from assessments.queries.studio.piece import name_of
from assessments.queries.studio.shell import KIND_NAMES, StudioShell


@dataclass(frozen=True)
class Naming:
    """A piece that names another one, with the fields in which it does, and the first one's id."""

    kind: str
    kind_name: str | Promise
    key: str
    name: str
    where: str
    anchor: str


def places_naming(shell: StudioShell, kind: str, key: str) -> list[Naming]:
    """The pieces that name the one of this kind and key, in the order of the edition; no query."""
    found: dict[tuple[str, str], list[str]] = {}
    for reference in referring(shell.document, kind, key):
        where = located(shell.document, reference.place)
        found.setdefault((where.kind, where.key), []).append(where.field)
    return [_naming(shell, *piece, fields) for piece, fields in found.items()]


def _naming(shell: StudioShell, kind: str, key: str, fields: list[str]) -> Naming:
    name = name_of(find(shell.document, kind, key) or {})
    labels = dict.fromkeys(label_of_place(kind, field, shell.languages, is_brief=True) for field in fields)
    return Naming(kind, KIND_NAMES[kind], key, name, _(", ").join(labels), f"#{element_of(kind, fields[0])}")
