# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json

import pytest
from django.core.management import call_command

from assessments.management.commands.load_pack import BUILT_IN
from tests.assessments.domain.cases import CONFORMANCE
from tests.assessments.domain.linting.drafts import sound_document

DAY = "2026-11-22"


def written(tmp_path, **fields):
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(sound_document(**fields)))
    return str(file)


def ended(capsys, *arguments):
    with pytest.raises(SystemExit) as exit_:
        call_command("lint_pack", *arguments)
    return exit_.value.code, capsys.readouterr()


def test_a_sound_pack_prints_nothing(capsys, tmp_path):
    call_command("lint_pack", written(tmp_path), "--on", DAY)

    assert capsys.readouterr().out == ""


def test_warnings_are_lines_and_no_failure(capsys, tmp_path):
    call_command("lint_pack", written(tmp_path, attribution=[], title={"en": "A\nB" + "x" * 80}))

    assert capsys.readouterr().out.splitlines() == [
        "title.en: warning: has 83 letters, and there is room for 80. Say it in fewer.",
        "attribution: warning: names nobody. Say who wrote the pack and what it rests on.",
    ]


def test_an_error_is_a_failure(capsys):
    status, printed = ended(capsys, str(CONFORMANCE / "faulty-four-anchors.edition.json"))

    assert status == 1
    assert "practices[2].anchors: error: must be five texts, not 4" in printed.out.splitlines()


def test_a_file_that_cannot_be_read_is_another(capsys, tmp_path):
    (tmp_path / "broken.yaml").write_text("a: [")

    status, printed = ended(capsys, str(tmp_path / "broken.yaml"))

    assert (status, printed.out) == (2, "")
    assert "broken.yaml, line 1: is not YAML" in printed.err
    assert ended(capsys, str(tmp_path / "none.yaml"))[0] == 2


def test_the_day_can_be_chosen(capsys):
    call_command("lint_pack", str(BUILT_IN), "--on", "2027-07-01")
    later = capsys.readouterr().out
    call_command("lint_pack", str(BUILT_IN), "--on", "2027-06-30")

    assert later.count("was to be looked through by 2027-06-30") == 3
    assert "was to be looked through" not in capsys.readouterr().out
