# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Two answers to one question, side by side, and what the person does with them.

The panel's buttons post, each under its own name, the revisions that were seen there: `over` ("Use mine"), `theirs`
("Keep theirs") or `merged`. Its fields are named after the form's: `theirs-<field>` holds theirs, `merged-<field>` what
was put together. So a choice needs nothing from the database, and fails by its revision where they moved on again.
"""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.functional import Promise

from assessments.domain.document import Text
from assessments.domain.words import Budget, Part, difference, merged
from assessments.models import Answer
from assessments.queries.common_base import Base

PUT_TOGETHER = ("theirs", "merged")


@dataclass(frozen=True)
class Side:
    """One of two answers that stand against each other, in words; `name` and `sentence` are an anchor's."""

    words: str
    name: Text | None = None
    sentence: Text | None = None
    reason: str = ""
    note: str = ""
    because: str = ""


@dataclass(frozen=True)
class Value:
    """What was chosen on both sides, as the field `field` posts it, and which of the two is proposed."""

    field: str
    theirs: str
    mine: str
    proposed: str

    @property
    def differs(self) -> bool:
        return self.theirs != self.mine


@dataclass(frozen=True)
class Words:
    """What was written on both sides, in the field `field`; with marks and a proposal by what both started from.

    The budget is the page's, for all that is compared there.
    """

    field: str
    label: str | Promise
    theirs: str
    mine: str
    base: str | None
    budget: Budget

    @property
    def differs(self) -> bool:
        return self.theirs != self.mine

    @property
    def marks_of_theirs(self) -> list[Part]:
        return difference(self.base or "", self.theirs, self.budget)

    @property
    def marks_of_mine(self) -> list[Part]:
        return difference(self.base or "", self.mine, self.budget)

    @property
    def proposed(self) -> str:
        """Both changes, where they do not touch; else both texts, one below the other."""
        both = merged(self.base, self.theirs, self.mine, self.budget) if self.base is not None else None
        return "\n\n".join(filter(None, [self.theirs, self.mine])) if both is None else both


@dataclass(frozen=True)
class Pair:
    """What somebody else said meanwhile, and what this person wanted to say; `name` where a page asks several.

    `day` goes with a target that is enough on purpose: until when.
    """

    theirs: Side
    mine: Side
    row: Answer
    name: Text | None = None
    value: Value | None = None
    texts: list[Words] = field(default_factory=list)
    day: Value | None = None

    @property
    def can_merge(self) -> bool:
        """Whether there is more than "mine" and "theirs" to choose from."""
        return any(text.differs for text in self.texts)


def value_of(name: str, theirs: str, mine: str, base: Base | None) -> Value:
    """A value on both sides; theirs is proposed where they alone changed it."""
    only_theirs = base is not None and base.value == mine
    return Value(name, theirs, mine, theirs if only_theirs else mine)


def take_choice(request: HttpRequest) -> None:
    """Put what was chosen between two answers into the form's own fields, as if it had been typed there."""
    for how in PUT_TOGETHER:
        if how in request.POST:
            post = request.POST.copy()
            post["over"] = request.POST.get(how, "")
            for name in request.POST:
                if name.startswith(f"{how}-"):
                    post[name.removeprefix(f"{how}-")] = str(request.POST[name])
            request.POST = post  # type: ignore[assignment]  # Django lets views set it; its stubs do not
