# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The leaves of rules as sentences, whoever they are said of (ENGINE.md, section 7).

A leaf and its denial are two sentences, and both say what must hold, not what must not: `{not: {practice: p,
at_most: 1}}` is "Training is at 2 or more".
"""

from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.domain.figures import HIGHEST
from assessments.domain.rules import (
    BelowTarget,
    Disagreement,
    Exposed,
    Faced,
    FactHolds,
    Leaf,
    LevelAtLeast,
    LevelBelow,
    PracticeAtLeast,
    PracticeAtMost,
    RoutineAtLeast,
)
from assessments.queries.wording import CADENCE_NAMES


def leaf_sentence(leaf: Leaf, name: str, *, denied: bool) -> str:
    """What a leaf, or its denial, asks for; `name` is what the reader calls the piece that it is about."""
    match leaf:
        case PracticeAtMost() | PracticeAtLeast():
            return _practice_sentence(leaf, name, denied)
        case BelowTarget():
            words = _("%(practice)s reaches your target") if denied else _("%(practice)s is below your target")
            return words % {"practice": name}
        case LevelBelow() | LevelAtLeast():
            return _level_sentence(leaf, name, denied)
        case Faced():
            words = _("You don’t face “%(situation)s”") if denied else _("You face “%(situation)s”")
            return words % {"situation": name}
        case Exposed():
            return _exposure_sentence(leaf, name, denied)
        case Disagreement():
            return _disagreement_sentence(leaf, name, denied)
        case RoutineAtLeast():
            words = _("%(routine)s less often than %(cadence)s") if denied else _("%(routine)s at least %(cadence)s")
            return words % {"routine": name, "cadence": CADENCE_NAMES[leaf.at_least]}
        case FactHolds():
            return (_("No to “%(question)s”") if denied else _("Yes to “%(question)s”")) % {"question": name}
    raise TypeError("Only leaves are read, and leaves under not.")


def most_of(leaf: PracticeAtMost | PracticeAtLeast) -> int:
    """Both directions come down to "at most so much", or to the contrary: "at least one more"."""
    return leaf.at_most if isinstance(leaf, PracticeAtMost) else leaf.at_least - 1


def asks_for_low(leaf: PracticeAtMost | PracticeAtLeast | LevelBelow | LevelAtLeast, *, denied: bool) -> bool:
    """Whether a leaf, or its denial, holds where the figure is low."""
    return denied == isinstance(leaf, PracticeAtLeast | LevelAtLeast)


def threshold_words(figure: Decimal) -> str:
    """A threshold as the edition writes it, without needless zeros."""
    return f"{figure.normalize():f}%"


def _practice_sentence(leaf: PracticeAtMost | PracticeAtLeast, name: str, denied: bool) -> str:
    most = most_of(leaf)
    if asks_for_low(leaf, denied=denied):
        return _low(name, most)
    return _high(name, most + 1, isinstance(leaf, PracticeAtLeast) and bool(leaf.or_na))


def _low(name: str, most: int) -> str:
    words = {"practice": name, "value": most}
    if most < 0:
        return _("%(practice)s does not apply") % words
    if most == 0:
        return _("%(practice)s is at 0") % words
    return _("%(practice)s is at %(value)s or less") % words


def _high(name: str, least: int, or_na: bool) -> str:
    words = {"practice": name, "value": least}
    if or_na:
        return _("%(practice)s is at %(value)s or more, or does not apply") % words
    if least > HIGHEST:
        return _("%(practice)s does not apply") % words
    return _("%(practice)s is at %(value)s or more") % words


def _level_sentence(leaf: LevelBelow | LevelAtLeast, name: str, denied: bool) -> str:
    threshold = leaf.below if isinstance(leaf, LevelBelow) else leaf.at_least
    reached = _("%(level)s: said is %(figure)s or more")
    missed = _("%(level)s: could be is under %(figure)s")
    words = missed if asks_for_low(leaf, denied=denied) else reached
    return words % {"level": name, "figure": threshold_words(threshold)}


def _exposure_sentence(leaf: Exposed, name: str, denied: bool) -> str:
    less = _("Less than %(figure)s of “%(situation)s” is you")
    more = _("%(figure)s or more of “%(situation)s” is you")
    return (less if denied else more) % {"situation": name, "figure": threshold_words(leaf.at_least * 100)}


def _disagreement_sentence(leaf: Disagreement, name: str, denied: bool) -> str:
    less = _("Views on %(practice)s are less than %(count)s apart")
    more = _("Views on %(practice)s are %(count)s or more apart")
    return (less if denied else more) % {"practice": name, "count": leaf.at_least}
