# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

import pytest

from accounts.models import User
from assessments.domain.faults import AnswersFaults, EditionFaults
from assessments.domain.pieces import rename
from assessments.queries import edition as editions
from assessments.queries.draft import document_of
from assessments.queries.studio.trial import Bench, bench_of, left_out_names, sample_answers, trial_of
from tests.assessments.domain.cases import conformance
from tests.factories import make_draft, make_edition

ANSWERS: dict[str, Any] = {"on": "2026-11-22", "practices": {"charter": {"agreed": 1}, "health": {"agreed": 2}}}


def bench(carol: User, **changes: Any) -> Bench:
    draft = make_draft(carol, **changes)
    return bench_of(draft, document_of(draft))


def test_the_same_answers_are_evaluated_under_both_editions(carol: User) -> None:
    found = trial_of(bench(carol, settings={"default_target": 1}), ANSWERS)

    assert found.base is not None
    assert (found.draft.edition.edition, found.base.edition.edition) == ("9.9.0", "1.2.0")
    assert (found.draft.result.at_target, found.base.result.at_target) == (2, 0)
    assert found.not_asked == []


def test_a_pack_from_scratch_has_nothing_beside_it(carol: User) -> None:
    draft = make_draft(carol)
    draft.based_on = None

    assert trial_of(bench_of(draft, document_of(draft)), ANSWERS).base is None


def test_renamed_keys_reach_the_base_by_its_own_names(carol: User) -> None:
    document = rename(conformance("edition.json"), "practices", "health", "wellness", earlier=frozenset({"health"}))
    changes = {name: document[name] for name in ("practices", "situations", "recommendations", "routines", "stages")}
    trial = trial_of(
        bench(carol, **changes, profiles=document["profiles"], renames=document["renames"]),
        {"on": "2026-11-22", "practices": {"wellness": {"agreed": 1}}},
    )

    assert trial.base is not None
    values = [{one.key: one.value for one in outcome.result.practices} for outcome in (trial.draft, trial.base)]
    assert (values[0]["wellness"], values[1]["health"]) == (1, 1)
    assert trial.not_asked == []


def test_what_the_base_does_not_ask_is_named(carol: User) -> None:
    practices = conformance("edition.json")["practices"]
    practices.append({**practices[0], "key": "brand-new", "name": {"en": "Something new"}})
    answers = {**ANSWERS, "practices": {"brand-new": {"agreed": 1}}}

    assert trial_of(bench(carol, practices=practices), answers).not_asked == ["Something new"]


def test_answers_with_faults_are_refused(carol: User) -> None:
    with pytest.raises(AnswersFaults):
        trial_of(bench(carol), {"practices": {"moon": {"agreed": 1}}})


def test_a_draft_with_faults_cannot_be_tried(carol: User) -> None:
    with pytest.raises(EditionFaults):
        bench(carol, licence=3)


def test_samples_with_faults_do_not_hinder_a_trial(carol: User) -> None:
    sample = {"key": "odd", "name": {"en": "Odd"}, "answers": {**ANSWERS, "facts": {"on-mars": True}}}

    found = bench(carol, samples=[sample])

    assert [(one.key, one.name) for one in found.samples] == [("odd", "Odd")]
    fitted = sample_answers(found, sample)
    assert fitted.answers == ANSWERS
    assert left_out_names(found.document, fitted.left_out) == ["on-mars"]


def test_signs_and_actions_are_named_by_their_texts(carol: User) -> None:
    found = bench(carol)
    answers = {"situations": {"technology-only": {"signals": {"tools": {}, "gone": {}}}}, "done": ["write-charter"]}
    lost = sample_answers(found, {"answers": answers}).left_out

    assert left_out_names(found.document, lost) == ["technology-only/gone"]


def test_nothing_is_kept_of_a_draft(carol: User) -> None:
    make_edition()
    before = set(editions._parsed)
    found = bench(carol, title={"en": "A draft like no edition that this process has read", "ja": "A draft"})

    trial_of(found, ANSWERS)

    assert found.row.checksum not in editions._parsed
    assert len(set(editions._parsed) - before) <= 1
