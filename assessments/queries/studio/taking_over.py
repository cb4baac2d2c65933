# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What bringing a newer edition's changes into a draft would do, and what a curator has to decide before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from assessments.domain.field_difference import field_changes
from assessments.domain.pieces import HEAD, Plain, under_names
from assessments.domain.taking_over import SIDES, Place, Side, TakenOver, Three, taken_over
from assessments.domain.words import Budget
from assessments.models import Edition
from assessments.queries.draft import document_of
from assessments.queries.studio.change_words import ChangeTold, changes_told
from assessments.queries.studio.difference import KindTold, difference_told
from assessments.queries.studio.obstacle import TITLE
from assessments.queries.studio.piece import name_of
from assessments.queries.studio.shell import KIND_NAMES


@dataclass(frozen=True)
class SideTold:
    """What one side made of a piece: what it changed since the base, or that it has no such piece (`is_gone`). Where
    both added one (`is_new`), the newer edition's `changes` are what it has otherwise than the draft."""

    side: Side
    is_gone: bool
    is_new: bool
    changes: list[ChangeTold]


@dataclass(frozen=True)
class ClashTold:
    """A piece that both changed, and what each made of it; `place` is its kind and key."""

    place: Place
    kind_name: str | Promise
    name: str
    sides: list[SideTold]


@dataclass(frozen=True)
class TakingOver:
    """A draft beside the newer edition: what would change in it (`kinds`), what clashes, and of which lists both
    changed the order (`reordered`)."""

    newer: Edition
    kinds: list[KindTold]
    clashes: list[ClashTold]
    reordered: list[str | Promise]


def taking_over(edition: Edition, newer: Edition, document: Plain) -> TakingOver:
    """What the newer edition would bring into a draft with this document. Raises TwoOfOneKey. No query where
    `based_on` and both documents are there."""
    base, published = document_of(edition.based_on) if edition.based_on else {}, document_of(newer)
    found, budget = taken_over(base, published, document, {}), Budget()
    sides = {"draft": under_names(document, found.names), "newer": under_names(published, found.newer_names)}
    return TakingOver(
        newer=newer,
        kinds=difference_told(document, found.document),
        clashes=[_told(one, found, sides, budget) for one in found.clashes],
        reordered=[KIND_NAMES[kind] for kind in found.reordered],
    )


def _told(three: Three, found: TakenOver, sides: Mapping[str, Plain], budget: Budget) -> ClashTold:
    piece = three.draft or three.newer or {}
    pieces: Sequence[tuple[Side, Plain | None]] = [(side, getattr(three, side)) for side in SIDES]
    return ClashTold(
        place=(three.kind, three.key),
        kind_name=KIND_NAMES.get(three.kind, ""),
        name=str(TITLE) if three.kind == HEAD else name_of(piece),
        sides=[_side(side, three, made, sides[side], budget) for side, made in pieces],
    )


def _side(side: Side, three: Three, piece: Plain | None, document: Plain, budget: Budget) -> SideTold:
    base = three.draft if three.base is None else three.base
    changes = field_changes(base, piece) if base is not None and piece is not None else ()
    return SideTold(
        side, piece is None, three.base is None, changes_told(three.kind, document, document, changes, budget)
    )
