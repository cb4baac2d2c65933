# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How large a rule may be, and what it may name (ENGINE.md, section 2), checked on the document as it was written.

Depth at most 6, at most 40 leaves, at most 1,024 conjunctions in the normal form of the rule or of its
negation: counted, not expanded.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from math import prod

from assessments.domain.faults import Fault, gettext_noop, not_among
from assessments.domain.rules import UNFINISHED

NOT_FINISHED = gettext_noop("is not finished. Choose what is still open in this condition, or remove it.")
TOO_DEEP = gettext_noop("nests deeper than %(most)s")
TOO_MANY = gettext_noop("has more than %(most)s leaves")
TOO_WIDE = gettext_noop("has more than %(most)s conjunctions in its normal form")
TOO_LARGE = (TOO_DEEP, TOO_MANY, TOO_WIDE)
MOST_DEPTH = 6
MOST_LEAVES = 40
MOST_CONJUNCTIONS = 1024

NAMED = {
    "situation": "situations",
    "faced": "situations",
    "exposure": "situations",
    "practice": "practices",
    "level": "levels",
    "disagreement": "practices",
    "routine": "routines",
    "fact": "facts",
}


def rule_faults(rule: object, place: str, known: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """The faults of a rule beyond its shape; `known` holds the keys of each list of the edition."""
    if depth(rule) > MOST_DEPTH:
        yield Fault(place, TOO_DEEP, {"most": MOST_DEPTH})
        return
    if len(list(islice(leaves(rule, place), MOST_LEAVES + 1))) > MOST_LEAVES:
        yield Fault(place, TOO_MANY, {"most": MOST_LEAVES})
    if max(_conjunctions(rule)) > MOST_CONJUNCTIONS:
        yield Fault(place, TOO_WIDE, {"most": MOST_CONJUNCTIONS})
    for leaf_place, leaf in leaves(rule, place):
        if isinstance(leaf, dict) and UNFINISHED in leaf:
            yield Fault(leaf_place, NOT_FINISHED)
        for field, kind in NAMED.items():
            key = leaf.get(field) if isinstance(leaf, dict) else None
            if isinstance(key, str) and key not in known[kind]:
                yield not_among(f"{leaf_place}.{field}", key, kind)


def _parts(rule: object) -> tuple[str, list[tuple[str, object]]] | None:
    """The word that joins a rule's parts, and the parts with their places; nothing for a leaf."""
    if isinstance(rule, dict):
        for word in ("all", "any"):
            if isinstance(rule.get(word), list):
                return word, [(f".{word}[{index}]", part) for index, part in enumerate(rule[word])]
        if "not" in rule:
            return "not", [(".not", rule["not"])]
    return None


def depth(rule: object, above: int = 0) -> int:
    """How many joining words lie above one another, or one more than is allowed."""
    joined = _parts(rule)
    if joined is None or above > MOST_DEPTH:
        return above
    return max((depth(part, above + 1) for _, part in joined[1]), default=above + 1)


def leaves(rule: object, place: str) -> Iterator[tuple[str, object]]:
    """What a rule says at its ends, each with its place, whether it is written soundly or not."""
    joined = _parts(rule)
    if joined is None:
        yield place, rule
        return
    for step, part in joined[1]:
        yield from leaves(part, place + step)


def _conjunctions(rule: object) -> tuple[int, int]:
    """The number of conjunctions in the normal form of the rule, and of its negation."""
    joined = _parts(rule)
    if joined is None:
        return 1, 1
    counts = [_conjunctions(part) for _, part in joined[1]]
    if joined[0] == "not":
        return counts[0][1], counts[0][0]
    plain, negated = [count[0] for count in counts], [count[1] for count in counts]
    return (prod(plain), sum(negated)) if joined[0] == "all" else (sum(plain), prod(negated))


def conjunctions_of(rule: object) -> int:
    """The number of conjunctions in the normal form of a rule or of its negation, whichever has more."""
    return max(_conjunctions(rule))


def is_within_limits(rule: object) -> bool:
    """Whether a rule is small enough to be expanded; its shape and what it names are not asked."""
    if depth(rule) > MOST_DEPTH or len(list(islice(leaves(rule, ""), MOST_LEAVES + 1))) > MOST_LEAVES:
        return False
    return conjunctions_of(rule) <= MOST_CONJUNCTIONS
