# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The disjunctive normal form of a rule or of its negation: all the ways in which it can be true (ENGINE.md,
section 8).

`any` lists its children's conjunctions one child after the other; `all` takes the product of its children's
lists, the last child varying fastest; a leaf stands once in a conjunction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, product
from typing import NamedTuple

from assessments.domain.rules import AllOf, AnyOf, Leaf, Not, Rule


class Literal(NamedTuple):
    """A leaf, or the contrary of one."""

    leaf: Leaf
    denied: bool

    def printed(self) -> Leaf | Not:
        """The leaf as it stands in the edition, under `not` where it is denied."""
        return self.leaf.denial if self.denied else self.leaf


Conjunction = tuple[Literal, ...]


def normal_form(rule: Rule, *, denied: bool = False) -> tuple[Conjunction, ...]:
    """The conjunctions of a rule, or of its negation, in the order in which they arise; contradictions among them."""
    if isinstance(rule, Not):
        return normal_form(rule.denied, denied=not denied)
    if isinstance(rule, AllOf | AnyOf):
        parts = rule.all if isinstance(rule, AllOf) else rule.any
        forms = [normal_form(part, denied=denied) for part in parts]
        if isinstance(rule, AllOf) != denied:
            return tuple(_conjoined(choice) for choice in product(*forms))
        return tuple(chain.from_iterable(forms))
    return ((Literal(rule, denied),),)


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways in which a rule, or its negation, would be true: sets of literals, by their positions in `literals`."""

    literals: tuple[Literal, ...]
    ways: tuple[tuple[int, ...], ...]


def ways_out_of(rule: Rule) -> Ways:
    """The normal form of `not rule`, without the conjunctions that contradict themselves."""
    return _sound_ways(rule, denied=True)


def ways_into(rule: Rule) -> Ways:
    """The normal form of a rule, without the conjunctions that contradict themselves."""
    return _sound_ways(rule, denied=False)


def _sound_ways(rule: Rule, *, denied: bool) -> Ways:
    sound = [way for way in normal_form(rule, denied=denied) if not _contradicts_itself(way)]
    positions = {literal: position for position, literal in enumerate(dict.fromkeys(chain.from_iterable(sound)))}
    return Ways(tuple(positions), tuple(tuple(positions[literal] for literal in way) for way in sound))


def _contradicts_itself(conjunction: Conjunction) -> bool:
    """Whether a leaf stands in it beside the same leaf under `not`."""
    return any(Literal(leaf, not denied) in conjunction for leaf, denied in conjunction)


def _conjoined(conjunctions: Iterable[Conjunction]) -> Conjunction:
    return tuple(dict.fromkeys(chain.from_iterable(conjunctions)))
