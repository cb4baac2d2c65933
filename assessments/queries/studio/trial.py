# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A draft tried out on made-up answers, beside the published edition that it is based on.

Drafts are parsed anew each time: they change, and what a process keeps of editions it keeps for ever.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments import models
from assessments.domain.answers import parse_answers
from assessments.domain.edition import Edition, parse_edition
from assessments.domain.fitting import Fitted, LeftOut, backwards, fitted
from assessments.domain.pieces import Plain, find, pieces
from assessments.domain.result import evaluate
from assessments.models import Assessment
from assessments.queries.edition import edition_of
from assessments.queries.result import Outcome
from assessments.queries.studio.piece import name_of


@dataclass(frozen=True)
class SampleRow:
    """A made-up organization of the draft."""

    key: str
    name: str


@dataclass(frozen=True)
class Bench:
    """A draft to be tried out; `base` is None where it is based on nothing.

    `called` says what the base calls keys of the draft that it calls otherwise.
    """

    row: models.Edition
    document: Plain
    edition: Edition
    base: Edition | None
    called: Mapping[str, Mapping[str, str]]

    @property
    def samples(self) -> list[SampleRow]:
        """The draft's made-up organizations."""
        return [SampleRow(str(piece.get("key", "")), name_of(piece)) for piece in pieces(self.document, "samples")]

    def sample(self, key: str) -> Plain | None:
        """A sample as the draft holds it; None where there is none of this key."""
        return find(self.document, "samples", key)


@dataclass(frozen=True)
class Trial:
    """The same answers under both editions; `not_asked` are those that the base does not ask for."""

    draft: Outcome
    base: Outcome | None
    not_asked: list[str]


def bench_of(row: models.Edition, document: Plain) -> Bench:
    """An edition with the published one that it is based on; no query. Raises EditionFaults where it has faults.

    Those of its samples are none: they are about answers, which can be mended here.
    """
    edition = parse_edition({name: value for name, value in document.items() if name != "samples"})
    base = edition_of(row.based_on) if row.based_on else None
    return Bench(row, document, edition, base, backwards(edition.renames, base.offered) if base else {})


def sample_answers(bench: Bench, sample: Plain) -> Fitted:
    """The answers of a sample, as far as the draft asks for them."""
    answers = sample.get("answers")
    return fitted(answers if isinstance(answers, dict) else {}, bench.edition.offered, {})


def trial_of(bench: Bench, answers: Mapping[str, Any]) -> Trial:
    """Answers evaluated under the draft and under its base. Raises AnswersFaults where they have faults."""
    draft = _outcome(bench.edition, answers)
    if bench.base is None:
        return Trial(draft, None, [])
    translated = fitted(answers, bench.base.offered, bench.called)
    base = _outcome(bench.base, translated.answers)
    return Trial(draft, base, left_out_names(bench.document, translated.left_out))


def left_out_names(document: Plain, left_out: tuple[LeftOut, ...]) -> list[str]:
    """What was left out, by the names that the draft has for it, else by key."""
    return [_name(document, one) for one in left_out]


def _outcome(edition: Edition, answers: Mapping[str, Any]) -> Outcome:
    checked = parse_answers(edition, answers)
    return Outcome(Assessment(), edition, checked, evaluate(edition, checked))


def _name(document: Plain, one: LeftOut) -> str:
    if one.kind == "signals":
        situation, _slash, signal = one.key.partition("/")
        holder = find(document, "situations", situation) or {}
        piece = next((each for each in pieces(holder, "signals") if each.get("key") == signal), None)
        return name_of({"name": piece.get("text"), "key": signal}) if piece else one.key
    if one.kind == "actions":
        actions = [action for advice in pieces(document, "recommendations") for action in pieces(advice, "actions")]
        return name_of(next((action for action in actions if action.get("key") == one.key), {"key": one.key}))
    return name_of(find(document, one.kind, one.key) or {"key": one.key})
