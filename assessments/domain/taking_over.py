# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a newer edition changed, brought into a draft that began from an earlier one: piece by piece, three ways.

Renamings of both sides are followed. Where both renamed a thing the newer edition's key holds, since answers go by it.
What one side changed is taken; what both changed is put together where their changes do not touch (`piece_merge`), and
else is a clash, in which a curator chooses one side's piece.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from assessments.domain.edition_checks import RENAMED
from assessments.domain.edition_difference import called_pieces, renamed_since
from assessments.domain.field_difference import is_same
from assessments.domain.following import Names
from assessments.domain.piece_merge import joined
from assessments.domain.pieces import HEAD, KINDS, Plain, find, keys_of, put, under_names, with_renames

Side: TypeAlias = Literal["draft", "newer"]
Place: TypeAlias = tuple[str, str]
SIDES: tuple[Side, Side] = ("draft", "newer")


@dataclass(frozen=True)
class Three:
    """A piece in the edition that the draft began from, in the newer one, and in the draft; None where it has none."""

    kind: str
    key: str
    base: Plain | None
    newer: Plain | None
    draft: Plain | None


@dataclass(frozen=True)
class TakenOver:
    """The draft with the newer edition's changes; as long as a clash is not decided, with the draft's piece in it.

    `names` are the keys that the draft's pieces and actions get, by kind and old key, `newer_names` those of the newer
    edition's. `taken` are the pieces that are now the newer edition's, `joined` those put together, `reordered` the
    kinds whose order both changed, in which the draft's stays. All places are by the keys afterwards.
    """

    document: Plain
    names: Names
    newer_names: Names
    taken: tuple[Place, ...]
    joined: tuple[Place, ...]
    clashes: tuple[Three, ...]
    reordered: tuple[str, ...]

    def open(self, decided: Mapping[Place, Side]) -> list[Three]:
        """The clashes that nobody has decided."""
        return [one for one in self.clashes if (one.kind, one.key) not in decided]


class TwoOfOneKey(ValueError):
    """A renaming of one side gives a key that the other side has for something else: `places` are these keys."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__(places)
        self.places = places


def taken_over(base: Plain, newer: Plain, draft: Plain, decided: Mapping[Place, Side]) -> TakenOver:
    """The draft with what the newer edition changed since the base, an empty document where it began from nothing.

    Raises TwoOfOneKey.
    """
    names = _Names(base, newer, draft)
    sides = _Sides(*(under_names(one, called) for one, called in zip((base, newer, draft), names.all, strict=True)))
    made = [_merged(three, decided) for kind in (HEAD, *KINDS) for three in sides.threes(kind, draft)]
    document = {"pack": draft.get("pack")}
    for one in made:
        if one.kind == HEAD and one.piece is not None:
            document = put(document, HEAD, "", {**one.piece, "edition": draft.get("edition")})
    for kind in KINDS:
        left = {one.key: one.piece for one in made if one.kind == kind and one.piece is not None}
        if left or kind in draft or kind in newer:
            document[kind] = [left[key] for key in sides.order(kind, left)]
    return TakenOver(
        document=with_renames(document, names.recorded),
        names=names.of_draft,
        newer_names=names.of_newer,
        taken=tuple(one.place for one in made if one.how == "taken"),
        joined=tuple(one.place for one in made if one.how == "joined"),
        clashes=tuple(one.three for one in made if one.is_clash),
        reordered=tuple(kind for kind in KINDS if sides.both_reordered(kind)),
    )


class _Names:
    """What everything is called afterwards, for each of the three documents."""

    def __init__(self, base: Plain, newer: Plain, draft: Plain) -> None:
        by_newer, by_draft = renamed_since(base, newer), renamed_since(base, draft)
        self.of_base: dict[str, dict[str, str]] = {}
        self.of_newer: dict[str, dict[str, str]] = {}
        self.of_draft: dict[str, dict[str, str]] = {}
        clashes: list[Place] = []
        for kind in RENAMED:
            later, mine = by_newer[kind], by_draft[kind]
            there, here = keys_of(newer, kind), keys_of(draft, kind)
            self.of_base[kind] = {**mine, **later}
            self.of_newer[kind] = {old: new for old, new in mine.items() if old not in later and old in there}
            self.of_draft[kind] = {mine.get(old, old): new for old, new in later.items() if mine.get(old, old) in here}
            clashes += [(kind, new) for new in self.of_newer[kind].values() if new in there]
            clashes += [(kind, new) for old, new in self.of_draft[kind].items() if new in here and new != old]
        if clashes:
            raise TwoOfOneKey(clashes)
        self.recorded = _recorded(newer, draft, self.of_draft)

    @property
    def all(self) -> tuple[Names, Names, Names]:
        return self.of_base, self.of_newer, self.of_draft


def _recorded(newer: Plain, draft: Plain, names: Names) -> dict[str, dict[str, str]]:
    """The renamings that are to be known: those of the newer edition, and the draft's under the keys afterwards."""
    theirs, mine = (document.get("renames") or {} for document in (newer, draft))
    return {
        kind: {
            **theirs.get(kind, {}),
            **{old: names.get(kind, {}).get(new, new) for old, new in mine.get(kind, {}).items()},
        }
        for kind in {**theirs, **mine}
    }


@dataclass(frozen=True)
class _Sides:
    """The three documents under the keys afterwards."""

    base: Plain
    newer: Plain
    draft: Plain

    def threes(self, kind: str, draft: Plain) -> Iterator[Three]:
        """Each piece of a kind that one of them has. The number of the edition is the draft's in all of them."""
        documents = (self.base, self.newer, self.draft)
        if kind == HEAD:
            heads = [find(document, HEAD, "") or {} for document in documents]
            yield Three(HEAD, "", *({**head, "edition": draft.get("edition")} for head in heads))
            return
        sides = [called_pieces(document, kind) for document in documents]
        for key in dict.fromkeys(key for side in (sides[2], sides[1], sides[0]) for key in side):
            yield Three(kind, key, *(side.get(key) for side in sides))

    def order(self, kind: str, left: Iterable[str]) -> list[str]:
        """The keys that are left in the draft's order, or in the newer edition's where the draft left that alone; what
        only the other one has stands behind what it stands behind there."""
        mine, theirs = _keys(self.draft, kind), _keys(self.newer, kind)
        first, second = (mine, theirs) if self._reorders(self.draft, kind) else (theirs, mine)
        kept = set(left)
        ordered = [key for key in first if key in kept]
        before = ""
        for key in second:
            if key in kept and key not in ordered:
                ordered.insert(ordered.index(before) + 1 if before else 0, key)
            before = key if key in kept else before
        return ordered

    def both_reordered(self, kind: str) -> bool:
        """Whether both put the pieces into another order, and not into the same one."""
        moved = self._reorders(self.draft, kind) and self._reorders(self.newer, kind)
        return moved and not _is_one_order(_keys(self.newer, kind), _keys(self.draft, kind))

    def _reorders(self, document: Plain, kind: str) -> bool:
        return not _is_one_order(_keys(self.base, kind), _keys(document, kind))


def _keys(document: Plain, kind: str) -> list[str]:
    return list(called_pieces(document, kind))


def _is_one_order(one: Sequence[str], other: Sequence[str]) -> bool:
    return [key for key in one if key in set(other)] == [key for key in other if key in set(one)]


@dataclass(frozen=True)
class _Merged:
    """What became of a piece, and how: "draft", "taken", "joined", or nothing of these for one not decided yet."""

    three: Three
    piece: Plain | None
    how: str
    is_clash: bool = False

    @property
    def kind(self) -> str:
        return self.three.kind

    @property
    def key(self) -> str:
        return self.three.key

    @property
    def place(self) -> Place:
        return self.kind, self.key


def _merged(three: Three, decided: Mapping[Place, Side]) -> _Merged:
    base, newer, draft = three.base, three.newer, three.draft
    if is_same(newer, draft) or is_same(newer, base):
        return _Merged(three, draft, "draft")
    if is_same(draft, base):
        return _Merged(three, newer, "taken")
    both: Any = joined(base or {}, newer, draft) if newer is not None and draft is not None else None
    if both is not None:
        return _Merged(three, both, "joined")
    if decided.get((three.kind, three.key)) == "newer":
        return _Merged(three, newer, "taken", is_clash=True)
    return _Merged(three, draft, "draft", is_clash=True)
