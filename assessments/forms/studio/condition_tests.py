# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What can be asked of the subject of a condition, in words: a select of at most a few dozen tests for each kind."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.domain.document import CADENCES
from assessments.domain.figures import HIGHEST
from assessments.queries.wording import CADENCE_NAMES

DENIED = "not-"


@dataclass(frozen=True)
class Test:
    """Something that can be asked of a subject. `is_usual` ones are offered; others only where they stand already."""

    __test__ = False  # nothing for pytest

    code: str
    words: str
    takes_number: bool = False
    is_usual: bool = True


def known_tests(kind: str) -> tuple[Test, ...]:
    """All that can be asked of a kind of subject, in the order in which it is offered; nothing of an unknown kind."""
    tests = {
        "situation": _of_situation,
        "practice": _of_practice,
        "level": _of_level,
        "routine": _of_routine,
        "fact": _of_fact,
        "disagreement": _of_disagreement,
    }
    return tuple(tests[kind]()) if kind in tests else ()


def _of_situation() -> Iterator[Test]:
    yield Test("faced", _("is faced"))
    yield Test("not-faced", _("is not faced"))
    yield Test("exposure", _("is you: at least"), takes_number=True)
    yield Test("not-exposure", _("is you: less than"), takes_number=True)


def _of_practice() -> Iterator[Test]:
    yield Test("below_target", _("is below its target"))
    yield Test("not-below_target", _("is not below its target"))
    for value in range(HIGHEST + 1):
        words = _("is at most %(value)s") % {"value": value}
        yield Test(f"at_most-{value}", words, is_usual=value < HIGHEST)
    for value in range(HIGHEST + 1):
        words = _("is at least %(value)s") % {"value": value}
        yield Test(f"at_least-{value}", words, is_usual=value > 0)
    for value in range(HIGHEST + 1):
        words = _("is at least %(value)s or does not apply") % {"value": value}
        yield Test(f"or_na-{value}", words, is_usual=value > 0)
    for value in range(HIGHEST + 1):
        yield Test(f"not-at_most-{value}", _("is not at most %(value)s") % {"value": value}, is_usual=False)
        yield Test(f"not-at_least-{value}", _("is not at least %(value)s") % {"value": value}, is_usual=False)
        words = _("is under %(value)s and applies") % {"value": value}
        yield Test(f"not-or_na-{value}", words, is_usual=False)


def _of_level() -> Iterator[Test]:
    yield Test("below", _("could be: under"), takes_number=True)
    yield Test("at_least", _("said: at least"), takes_number=True)
    yield Test("not-below", _("could be: not under"), takes_number=True, is_usual=False)
    yield Test("not-at_least", _("said: not at least"), takes_number=True, is_usual=False)


def _of_routine() -> Iterator[Test]:
    for denied in (False, True):
        words = _("takes place less often than %(cadence)s") if denied else _("takes place at least %(cadence)s")
        for cadence in CADENCES:
            code = f"{DENIED if denied else ''}at_least-{cadence}"
            yield Test(code, words % {"cadence": CADENCE_NAMES[cadence]}, is_usual=cadence != "never")


def _of_fact() -> Iterator[Test]:
    yield Test("holds", _("is yes"))
    yield Test("not-holds", _("is no"))


def _of_disagreement() -> Iterator[Test]:
    for denied in (False, True):
        words = _("are less than %(count)s apart") if denied else _("are at least %(count)s apart")
        for count in range(1, HIGHEST + 1):
            yield Test(f"{DENIED if denied else ''}at_least-{count}", words % {"count": count})
