# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""One condition of a rule as three fields: what it is about, what must hold, and a number in per cent where needed.

Each leaf of a rule, and each denied one, is one test of one subject: `{not: {practice: p, at_most: 1}}` is the test
"not-at_most-1" of "practice:p".
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn, TypeGuard

from accounts.text import clean_text
from assessments.domain.canonical import canonical_json
from assessments.domain.document import exact_number
from assessments.domain.faults import KEY_PATTERN
from assessments.domain.places import MOST_DEEP
from assessments.domain.rules import (
    UNFINISHED,
    AllOf,
    AnyOf,
    BelowTarget,
    Disagreement,
    Exposed,
    Faced,
    FactHolds,
    Leaf,
    LevelAtLeast,
    LevelBelow,
    Not,
    PracticeAtLeast,
    PracticeAtMost,
    RoutineAtLeast,
    readable_rule,
)
from assessments.forms.studio.condition_tests import DENIED, Test, known_tests
from assessments.queries.rule_words import named_by

# What a condition can be about, and the list of the edition where its pieces are.
SUBJECTS = {
    "situation": "situations",
    "practice": "practices",
    "level": "levels",
    "routine": "routines",
    "fact": "facts",
    "disagreement": "practices",
}
# How many decimals a number in per cent may have: an exposure is written as a share of one.
PLACES = {"exposure": 2, "below": 4, "at_least": 4}
# The subject of a leaf that cannot be read: it bears the leaf, so that nothing is lost before somebody mends it.
OTHER = "other:"
LONGEST_OTHER = 10_000
LONGEST_NUMBER = 20
NUMBER = re.compile(r"[0-9]{1,3}(?:\.([0-9]{1,4}))?")


@dataclass(frozen=True)
class Condition:
    """A condition as it was chosen so far: each field may be empty, or no longer fit the others."""

    subject: str = ""
    test: str = ""
    number: str = ""

    @property
    def kind(self) -> str:
        """What it is about: "situation", "practice"...; "" where nothing is chosen, "other" where it can't be read."""
        return self.subject.partition(":")[0]

    @property
    def key(self) -> str:
        return self.subject.partition(":")[2]

    @property
    def is_denied(self) -> bool:
        return self.test.startswith(DENIED)

    @property
    def chosen(self) -> Test | None:
        """The test that is chosen; None where none is, or one of another kind of subject."""
        return next((test for test in known_tests(self.kind) if test.code == self.test), None)

    @property
    def percent(self) -> Decimal | None:
        """The number; None where it is none from 0 to 100, or has too many decimals."""
        typed = unicodedata.normalize("NFKC", self.number).strip().removesuffix("%").strip()
        found = NUMBER.fullmatch(typed)
        if found is None or len(found[1] or "") > self.places or Decimal(typed) > 100:
            return None
        return Decimal(typed)

    @property
    def places(self) -> int:
        """How many decimals its number may have."""
        return PLACES.get(self.test.removeprefix(DENIED), 0)


def condition_of(leaf: object, *, denied: bool = False) -> Condition:
    """A leaf of a plain document, or its denial, as fields."""
    if is_begun(leaf):
        return _unfinished(leaf)
    readable = readable_rule(leaf)
    if readable is None or isinstance(readable, AllOf | AnyOf | Not):
        return Condition(OTHER + canonical_json(leaf))
    kind = "disagreement" if isinstance(readable, Disagreement) else _kind_of(readable)
    code, number = _test_of(readable)
    return Condition(f"{kind}:{named_by(readable)[1]}", (DENIED if denied else "") + code, number)


def posted_condition(subject: str, test: str, number: str) -> Condition:
    """What was posted, without a subject that cannot come from our page."""
    kind, _mark, key = subject.partition(":")
    known = kind in SUBJECTS and re.fullmatch(KEY_PATTERN, key)
    if not known and not (subject.startswith(OTHER) and _other(subject)):
        subject = ""
    return Condition(subject, test, number)


def document_of(condition: Condition) -> Any:
    """The leaf, or its denial, as a plain document; None where something is still to be chosen."""
    if condition.subject.startswith(OTHER):
        found = _other(condition.subject)
        return found[0] if found else None
    test = condition.chosen
    if test is None or (test.takes_number and condition.percent is None):
        return None
    name, _mark, argument = condition.test.removeprefix(DENIED).partition("-")
    leaf = _leaf(condition, name, argument)
    return {"not": leaf} if condition.is_denied else leaf


def kept_of(condition: Condition) -> Any:
    """What a draft keeps of a condition: the leaf, or what is chosen of it so far (`docs/decisions/0012`)."""
    leaf = document_of(condition)
    if leaf is not None:
        return leaf
    number = clean_text(condition.number[:LONGEST_NUMBER], most=LONGEST_NUMBER)
    kept = {UNFINISHED: condition.test if condition.chosen else "", "number": number, condition.kind: condition.key}
    return {field: value for field, value in kept.items() if value or field == UNFINISHED}


def is_begun(leaf: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a draft keeps it for a condition that is only begun."""
    return isinstance(leaf, dict) and isinstance(leaf.get(UNFINISHED), str)


def _unfinished(leaf: Mapping[str, Any]) -> Condition:
    """The reverse of `kept_of` for what is only begun."""
    kind = next((kind for kind in SUBJECTS if isinstance(leaf.get(kind), str)), "")
    subject = f"{kind}:{leaf[kind]}" if kind else ""
    return posted_condition(subject, str(leaf[UNFINISHED]), str(leaf.get("number", "")))


def _kind_of(leaf: Leaf) -> str:
    listed = named_by(leaf)[0]
    return next(kind for kind, known in SUBJECTS.items() if known == listed)


def _test_of(leaf: Leaf) -> tuple[str, str]:
    """The code of a leaf's test, and its number in per cent."""
    match leaf:
        case Faced():
            return "faced", ""
        case Exposed():
            return "exposure", _written(leaf.at_least.scaleb(2))
        case BelowTarget():
            return "below_target", ""
        case PracticeAtMost():
            return f"at_most-{leaf.at_most}", ""
        case PracticeAtLeast():
            return f"{'or_na' if leaf.or_na else 'at_least'}-{leaf.at_least}", ""
        case LevelBelow():
            return "below", _written(leaf.below)
        case LevelAtLeast():
            return "at_least", _written(leaf.at_least)
        case Disagreement() | RoutineAtLeast():
            return f"at_least-{leaf.at_least}", ""
        case FactHolds():
            return "holds", ""


def _leaf(condition: Condition, name: str, argument: str) -> dict[str, Any]:
    key, number = condition.key, condition.percent
    match condition.kind, name:
        case "situation", "faced":
            return {"faced": key}
        case "situation", _any:
            return {"exposure": key, "at_least": _number(number.scaleb(-2) if number is not None else None)}
        case "practice", "below_target":
            return {"practice": key, "below_target": True}
        case "practice", "or_na":
            return {"practice": key, "at_least": int(argument), "or_na": True}
        case "practice", _any:
            return {"practice": key, name: int(argument)}
        case "level", _any:
            return {"level": key, name: _number(number)}
        case "routine", _any:
            return {"routine": key, "at_least": argument}
        case "disagreement", _any:
            return {"disagreement": key, "at_least": int(argument)}
    return {"fact": key}


def _written(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _number(number: Decimal | None) -> int | Decimal | None:
    """As a document states it: whole ones without a point."""
    if number is None or number != number.to_integral_value():
        return number if number is None else number.normalize()
    return int(number)


def _other(subject: str) -> list[Any]:
    """The leaf that stands in a subject that could not be read, in a list; an empty one where there is none, or one
    that no document may hold: with numbers of more digits, say, or deeper than anything is."""
    if len(subject) > LONGEST_OTHER:
        return []
    try:
        leaf = json.loads(subject.removeprefix(OTHER), parse_float=_exact, parse_int=_whole, parse_constant=_refused)
        return [_clean(leaf)]
    except (ValueError, ArithmeticError, RecursionError):
        return []


def _clean(value: Any, above: int = 0) -> Any:
    """The value with all its texts past the gate; raises ValueError where it nests too deep."""
    if above > MOST_DEEP:
        raise ValueError("This nests too deep.")
    if isinstance(value, str):
        return clean_text(value, most=LONGEST_OTHER, lines=True)
    if isinstance(value, list):
        return [_clean(one, above + 1) for one in value]
    if isinstance(value, dict):
        return {_clean(key, above + 1): _clean(one, above + 1) for key, one in value.items()}
    return value


def _exact(written: str) -> Decimal:
    return exact_number(Decimal(written)).normalize()


def _whole(written: str) -> int:
    return int(exact_number(int(written)))


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number.")
