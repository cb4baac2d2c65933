# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The difference of two editions as curators read it: by kind, by piece and by word. No query."""

from dataclasses import dataclass

from django.utils.functional import Promise

from assessments.domain.edition_difference import ChangedPiece, KindDifference, edition_difference, renamed_since
from assessments.domain.field_difference import field_changes
from assessments.domain.pieces import HEAD, Plain, find, under_names
from assessments.domain.words import Budget
from assessments.queries.studio.change_words import ChangeTold, Names, changes_told, names_of
from assessments.queries.studio.obstacle import TITLE
from assessments.queries.studio.shell import KIND_NAMES


@dataclass(frozen=True)
class PieceTold:
    """One piece that differs; `old` is what its key was, `changes` what is otherwise in it, or all that one says that
    came or went: its texts language by language, then all else."""

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
    telling = _Telling(under_names(before, renamed_since(before, after)), after)
    return [telling.kind(kind) for kind in found.kinds]


class _Telling:
    """Two documents under the later one's keys, with what their pieces are called, and the page's budget."""

    def __init__(self, before: Plain, after: Plain) -> None:
        self.before, self.after, self.budget = before, after, Budget()
        self.old, self.new = names_of(before), names_of(after)

    def kind(self, kind: KindDifference) -> KindTold:
        return KindTold(
            kind=kind.kind,
            name=TITLE if kind.kind == HEAD else KIND_NAMES[kind.kind],
            added=[self._whole(kind.kind, key, self.new, {}, self.after) for key in kind.added],
            removed=[self._whole(kind.kind, key, self.old, self.before, {}) for key in kind.removed],
            renamed=[
                PieceTold(kind.kind, one.key, _called(self.new, kind.kind, one.key), one.old) for one in kind.renamed
            ],
            changed=[self._changed(kind.kind, one) for one in kind.changed],
            moved=[PieceTold(kind.kind, key, _called(self.new, kind.kind, key)) for key in kind.moved],
        )

    def _changed(self, kind: str, one: ChangedPiece) -> PieceTold:
        name = str(TITLE) if kind == HEAD else _called(self.new, kind, one.key)
        changes = changes_told(kind, self.before, self.after, one.fields, self.budget)
        return PieceTold(kind, one.key, name, changes=tuple(changes))

    def _whole(self, kind: str, key: str, names: Names, before: Plain, after: Plain) -> PieceTold:
        """A piece that one of the documents lacks, and so stands there as an empty one."""
        fields = field_changes(_without_key(find(before, kind, key)), _without_key(find(after, kind, key)))
        told = changes_told(kind, self.before, self.after, fields, self.budget)
        languages = list(dict.fromkeys([*(one.language for one in told if one.language), ""]))
        changes = sorted(told, key=lambda one: languages.index(one.language))
        return PieceTold(kind, key, _called(names, kind, key), changes=tuple(changes))


def _called(names: Names, kind: str, key: str) -> str:
    return names.get(kind, {}).get(key, key)


def _without_key(piece: Plain | None) -> Plain:
    return {field: value for field, value in (piece or {}).items() if field != "key"}
