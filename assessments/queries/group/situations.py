# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The situations of a group: who faces them, unit by unit where they are few, else how many do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from assessments.models import UnitResult
from assessments.queries.group.board import Board
from assessments.queries.wording import grouped, origin_of, statement_of


class UnitAnswer(NamedTuple):
    """What a unit answers to a situation: yes, no, unknown or "" (not asked), with the words for it."""

    unit: str
    answer: str
    words: str

    @property
    def is_faced(self) -> bool:
        return self.answer == "yes"

    @property
    def is_open(self) -> bool:
        return self.answer == "unknown"

    @property
    def is_not_faced(self) -> bool:
        return self.answer == "no"


@dataclass(frozen=True)
class SituationRow:
    """A situation of the newest edition; `sub` says how many face it, and where it is from."""

    key: str
    statement: str
    origin: str
    faced: int
    unknown: int
    asked: int
    sub: str
    answers: list[UnitAnswer]


def situation_rows(board: Board, few: Sequence[UnitResult]) -> list[SituationRow]:
    """All situations that are asked, those that most units face first; `few` are all rows where units are few."""
    named = [(row.organization.name, _read(board, row)) for row in few]
    answered = {"yes": _("faced"), "unknown": _("still open"), "no": _("not faced"), "": _("not asked")}
    faced_by = _("faced by %(faced)s of %(asked)s, open in %(unknown)s") + _(" · ") + "%(origin)s"
    rows = []
    for one in board.edition.situations:
        counted, origin = board.read.situations[one.key], origin_of(board.edition, one)
        if not counted.asked:
            continue
        figures = {"faced": counted.units, "unknown": counted.unknown, "asked": counted.asked}
        answers = [(name, said.get(one.key, "")) for name, said in named]
        rows.append(
            SituationRow(
                key=one.key,
                statement=statement_of(one),
                origin=origin,
                **figures,
                sub=faced_by % {**{name: grouped(count) for name, count in figures.items()}, "origin": origin},
                answers=[UnitAnswer(name, answer, answered[answer]) for name, answer in answers],
            )
        )
    return sorted(rows, key=lambda row: (-row.faced, -row.unknown))


def short_names(names: Sequence[str]) -> list[str]:
    """Names of units without the words with which all of them begin: "Aozora Games" among its sisters is "Games"."""
    words = [name.split(" ") for name in names]
    shared = 0
    while len(words) > 1 and all(len(one) > shared + 1 and one[shared] == words[0][shared] for one in words):
        shared += 1
    return [" ".join(one[shared:]) for one in words]


def _read(board: Board, row: UnitResult) -> dict[str, str]:
    """What a unit's row says of situations, under the newest edition's keys."""
    names = board.later("situations", row)
    return {names[key]: faced for key, faced in row.situations.items()}
