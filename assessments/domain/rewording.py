# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a later edition asks in other words than an earlier one, so that an earlier answer may not answer it.

Words differ where a language that both editions speak says something else; a translation that is new changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessments.domain.content import Practice
from assessments.domain.document import Text
from assessments.domain.edition import Edition


@dataclass(frozen=True)
class Rewording:
    """What was asked before, by the later edition's keys; only what it words differently. A sign's key is
    "situation/signal"."""

    practices: Mapping[str, Practice] = field(default_factory=dict)
    signals: Mapping[str, Text] = field(default_factory=dict)
    routines: Mapping[str, Text] = field(default_factory=dict)

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """The questions, as queries.point names them."""
        situations = {key.partition("/")[0] for key in self.signals}
        return frozenset(
            (kind, key)
            for kind, keys in (("practice", self.practices), ("situation", situations), ("routine", self.routines))
            for key in keys
        )


def rewording(earlier: Edition, later: Edition) -> Rewording:
    """What the later edition asks in other words."""
    names = later.renames
    practices = {names.practices.get(one.key, one.key): one for one in earlier.practices}
    routines = {names.routines.get(one.key, one.key): one.name for one in earlier.routines}
    signals = {
        f"{names.situations.get(one.key, one.key)}/{signal.key}": signal.text
        for one in earlier.situations
        for signal in one.signals
    }
    return Rewording(
        practices={
            one.key: was
            for one in later.practices
            if (was := practices.get(one.key)) and is_practice_reworded(was, one)
        },
        signals={
            key: signals[key]
            for one in later.situations
            for signal in one.signals
            if (key := one.key_of(signal)) in signals and is_reworded(signals[key], signal.text)
        },
        routines={
            one.key: routines[one.key]
            for one in later.routines
            if one.key in routines and is_reworded(routines[one.key], one.name)
        },
    )


def is_practice_reworded(before: Practice, after: Practice) -> bool:
    """Whether a practice's question, or what can be answered to it, reads differently."""
    pairs = [(before.question, after.question), *zip(before.anchors, after.anchors, strict=True)]
    if before.not_applicable and after.not_applicable:
        pairs.append((before.not_applicable, after.not_applicable))
    return any(is_reworded(*pair) for pair in pairs)


def is_reworded(before: Text, after: Text) -> bool:
    """Whether a language that both have says something else."""
    return any(before[language] != after[language] for language in before if language in after)
