# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import io
import json
import sys

import pytest
from django.core.management import call_command

from tests.assessments.domain.cases import CASES, CONFORMANCE, conformance

EDITION = str(CONFORMANCE / "edition.json")
FAULTY = {
    "unknown-level": ["practices[0].level"],
    "rule-names-nothing": ["recommendations[1].when"],
    "four-anchors": ["practices[2].anchors"],
    "twice-and-empty": ["practices[3].key", "recommendations[3].when"],
}


def path(case):
    return str(CONFORMANCE / f"{case}.answers.json")


def refused(capsys, *files):
    with pytest.raises(SystemExit) as exit_:
        call_command("evaluate", *files)
    captured = capsys.readouterr()
    assert (exit_.value.code, captured.out) == (2, "")
    return captured.err.splitlines()


@pytest.mark.parametrize("case", CASES)
def test_each_conformance_case_prints_its_result(capsys, case):
    call_command("evaluate", EDITION, path(case))

    assert json.loads(capsys.readouterr().out) == json.loads((CONFORMANCE / f"{case}.result.json").read_text())


def test_results_are_lines_in_the_order_of_the_files(capsys):
    call_command("evaluate", EDITION, *(path(case) for case in reversed(CASES)))

    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["projected"] for line in lines] == [
        conformance(f"{case}.result.json")["projected"] for case in reversed(CASES)
    ]


def test_a_hyphen_reads_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"on: 2026-11-22\nprofile: leader\n")))

    call_command("evaluate", EDITION, "-")

    assert json.loads(capsys.readouterr().out)["profile"] == "leader"


@pytest.mark.parametrize(("name", "places"), FAULTY.items())
def test_a_faulty_edition_is_refused_with_every_place(capsys, name, places):
    file = str(CONFORMANCE / f"faulty-{name}.edition.json")

    lines = refused(capsys, file, path("01-complete"))

    assert [place for place in places if any(line.startswith(f"{file}: {place}") for line in lines)] == places


def test_nothing_is_printed_where_one_of_the_answers_is_faulty(capsys, tmp_path):
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("on: 2026-11-22\nprofile: x\npractices: {charter: {agreed: 7}}\n")
    unreadable = tmp_path / "unreadable.yaml"
    unreadable.write_text("a: [")

    lines = refused(capsys, EDITION, path("01-complete"), str(faulty), str(unreadable), str(tmp_path / "none.yaml"))

    assert lines[:2] == [
        f'{faulty}: practices.charter.agreed: must be 0, 1, 2, 3, 4 or "na"',
        f"{faulty}: profile: names x, which is not among the profiles",
    ]
    assert lines[2].startswith(f"{unreadable}, line 1: is not YAML")
    assert lines[3:] == [f"{tmp_path / 'none.yaml'}: cannot be read: No such file or directory"]


def test_a_fault_is_one_line_whatever_its_place(capsys, tmp_path):
    faulty = tmp_path / "faulty.json"
    faulty.write_text('{"on": "2026-11-22", "two\\nlines": 1}')

    assert refused(capsys, EDITION, str(faulty)) == [f"{faulty}: two lines: is not a known field"]


def test_an_edition_that_is_not_there_is_told(capsys):
    assert refused(capsys, "nowhere.json", "-") == ["nowhere.json: cannot be read: No such file or directory"]
