# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How a recommendation fared over organizations, in counts from which nothing is learned about fewer than five.

The rule: each count is rounded down to fives before it is kept; below five nothing is shown, zero among it. Nothing but
these counts is shown, no total of answers, no share, no exact number, to nobody, curators included; and all see the
same ones, counted at most once a month (`services.faring`).

Why it holds, for differences too. A group is what the counts let one name: those who took it up and did nothing, those
who did and have not said, those who said no, those who joined since last month. Rounding down keeps what ties counts
together: who did an action took the advice up; who said yes, in part or no are apart from one another and did an
action; and a sum of rounded counts is at most the rounded sum. So the world in which exactly the shown counts are true
is a possible one, in which every group has none or at least five. Whatever is inferred has to be true in it as well:
that a group has some, but fewer than five, can never be inferred. Its tests try all worlds behind given counts.

This is why the number of those who said anything is not shown: it is a sum of three counts, which rounding would tear
apart (22 said, 9 yes, 9 in part: shown as 20, 5 and 5, from which at least 2 and at most 4 said no). What the effort
was is for the same reason counted of all who said it, those among them who find it too early to say whether it helped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import groupby

FEWEST = 5
YES, PARTLY, NO = "yes", "partly", "no"
LESS, EXPECTED, MORE = "less", "expected", "more"


@dataclass(frozen=True, slots=True)
class Act:
    """What one organization made of one action of a recommendation: in its plan, done, and what it said of it."""

    organization: str
    recommendation: str
    is_done: bool = False
    helped: str = ""
    took: str = ""
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fared:
    """In how many organizations a recommendation was taken up, done, and how it helped; each counts once in each.

    `yes`, `partly` and `no` are what an organization said last, and so are `less`, `expected` and `more` effort.
    """

    taken_up: int = 0
    done: int = 0
    yes: int = 0
    partly: int = 0
    no: int = 0
    less: int = 0
    expected: int = 0
    more: int = 0

    @property
    def shown(self) -> "Fared":
        """The counts that may be kept and shown: rounded down to fives."""
        return Fared(*(rounded_down(getattr(self, one.name)) for one in fields(self)))


def rounded_down(count: int) -> int:
    """A count of organizations in whole fives."""
    return count - count % FEWEST


def fared(acts: Iterable[Act]) -> Mapping[str, Fared]:
    """The exact counts by recommendation, to be rounded down; `acts` of one organization stand together."""
    counts: dict[str, dict[str, int]] = {}
    for _organization, its_own in groupby(acts, key=lambda act: act.organization):
        by_advice: dict[str, list[Act]] = {}
        for act in its_own:
            by_advice.setdefault(act.recommendation, []).append(act)
        for key, of_one in by_advice.items():
            counted = counts.setdefault(key, {})
            for name in _of_one(of_one):
                counted[name] = counted.get(name, 0) + 1
    return {key: Fared(**counted) for key, counted in counts.items()}


def _of_one(acts: list[Act]) -> list[str]:
    """In which counts one organization stands for a recommendation."""
    found = ["taken_up"]
    if any(act.is_done for act in acts):
        found.append("done")
    said = sorted((act for act in acts if act.said_at), key=lambda act: (act.said_at, act.helped, act.took))
    verdicts = [act.helped for act in said if act.helped in (YES, PARTLY, NO)]
    efforts = [act.took for act in said if act.took in (LESS, EXPECTED, MORE)]
    return found + verdicts[-1:] + efforts[-1:]
