# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The difference of two editions as curators read it: by kind, by piece and by word. No query."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.domain.edition_difference import EditionDifference, KindDifference, edition_difference
from assessments.domain.pieces import HEAD, Plain, pieces
from assessments.queries.studio.change_words import ChangeTold, Names, changes_told, names_of
from assessments.queries.studio.shell import KIND_NAMES


@dataclass(frozen=True)
class PieceTold:
    """One piece that differs; `old` is what its key was, `changes` what is otherwise in it."""

    kind: str
    key: str
    name: str
    old: str = ""
    changes: tuple[ChangeTold, ...] = ()


@dataclass(frozen=True)
class KindTold:
    """The pieces of one kind that differ; of those removed, the names are the earlier edition's."""

    kind: str
    name: str | Promise
    added: list[PieceTold]
    removed: list[PieceTold]
    renamed: list[PieceTold]
    changed: list[PieceTold]
    moved: list[PieceTold]

    @property
    def count(self) -> int:
        return sum(map(len, (self.added, self.removed, self.renamed, self.changed, self.moved)))


def difference_told(before: Plain, after: Plain) -> list[KindTold]:
    """What the later document has otherwise than the earlier one; empty where nothing differs."""
    found = edition_difference(before, after)
    before = _called_as_later(before, found)
    old, new = names_of(before), names_of(after)
    return [_kind_told(kind, before, after, old, new) for kind in found.kinds]


def _called_as_later(document: Plain, difference: EditionDifference) -> Plain:
    """The earlier document with its renamed pieces under their later keys, as the difference speaks of them."""
    for kind in difference.kinds:
        called = {one.old: one.key for one in kind.renamed}
        if called:
            renamed = [
                one | {"key": called.get(str(one.get("key")), one.get("key"))} for one in pieces(document, kind.kind)
            ]
            document = document | {kind.kind: renamed}
    return document


def _kind_told(kind: KindDifference, before: Plain, after: Plain, old: Names, new: Names) -> KindTold:
    def called(keys: Iterable[str], names: Names) -> list[PieceTold]:
        return [PieceTold(kind.kind, key, names.get(kind.kind, {}).get(key, key)) for key in keys]

    title = _("The edition as a whole")
    return KindTold(
        kind=kind.kind,
        name=title if kind.kind == HEAD else KIND_NAMES[kind.kind],
        added=called(kind.added, new),
        removed=called(kind.removed, old),
        renamed=[
            PieceTold(kind.kind, one.key, new.get(kind.kind, {}).get(one.key, one.key), one.old) for one in kind.renamed
        ],
        changed=[
            PieceTold(
                kind.kind,
                one.key,
                str(title) if kind.kind == HEAD else new.get(kind.kind, {}).get(one.key, one.key),
                changes=tuple(changes_told(before, after, one.fields)),
            )
            for one in kind.changed
        ],
        moved=called(kind.moved, new),
    )
