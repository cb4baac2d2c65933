# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Edition
from tests.factories import CONFORMANCE


def test_the_built_in_pack_is_published_once(db, capsys):
    call_command("load_pack")
    call_command("load_pack")

    assert capsys.readouterr().out == "ospo-journey 1.0.0 is published.\nospo-journey 1.0.0 was published already.\n"
    assert Edition.objects.published().get().pack == Edition.BUILT_IN


def test_changed_content_needs_a_new_version(db, tmp_path):
    document = json.loads((CONFORMANCE / "edition.json").read_text())
    call_command("load_pack", CONFORMANCE / "edition.json")
    path = tmp_path / "edition.json"
    path.write_text(json.dumps(document | {"licence": "CC0-1.0"}))

    with pytest.raises(CommandError, match="published with other content"):
        call_command("load_pack", path)


@pytest.mark.parametrize("name", ["faulty-four-anchors.edition.json", "nothing.yaml"])
def test_what_cannot_be_read_is_said_and_not_published(db, name):
    with pytest.raises(CommandError):
        call_command("load_pack", CONFORMANCE / name)

    assert not Edition.objects.exists()
