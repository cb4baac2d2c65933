# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json

import pytest
from django.core.management import call_command

from tests.assessments.domain.cases import COMPARED, CONFORMANCE

BEFORE = [str(CONFORMANCE / "edition-before.json"), str(CONFORMANCE / "before.answers.json")]
EDITION = str(CONFORMANCE / "edition.json")


def refused(capsys, *files):
    with pytest.raises(SystemExit) as exit_:
        call_command("compare", *files)
    captured = capsys.readouterr()
    assert (exit_.value.code, captured.out) == (2, "")
    return captured.err.splitlines()


@pytest.mark.parametrize("case", COMPARED)
def test_each_conformance_case_prints_its_comparison(capsys, case):
    call_command("compare", *BEFORE, EDITION, str(CONFORMANCE / f"{case}.answers.json"))

    printed = capsys.readouterr().out
    assert json.loads(printed) == json.loads((CONFORMANCE / f"compare-before-{case}.json").read_text())
    assert printed.count("\n") == 1


def test_answers_of_another_edition_are_refused_with_their_places(capsys):
    lines = refused(capsys, *BEFORE, EDITION, BEFORE[1])

    assert f"{BEFORE[1]}: practices.old-charter: names old-charter, which is not among the practices" in lines


def test_different_packs_are_not_compared(capsys, tmp_path):
    other = tmp_path / "other.json"
    other.write_text(json.dumps({**json.loads((CONFORMANCE / "edition.json").read_text()), "pack": "other"}))

    lines = refused(capsys, *BEFORE, str(other), str(CONFORMANCE / "01-complete.answers.json"))

    assert lines == ["conformance and other are different packs"]


def test_a_faulty_edition_is_refused(capsys):
    faulty = str(CONFORMANCE / "faulty-four-anchors.edition.json")

    assert refused(capsys, *BEFORE, faulty, BEFORE[1]) == [f"{faulty}: practices[2].anchors: must be five texts, not 4"]
