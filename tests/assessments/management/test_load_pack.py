# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Edition
from tests.factories import CONFORMANCE, make_draft, make_edition


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


def test_a_version_that_is_a_draft_in_the_studio_is_not_published_from_a_file(carol):
    make_draft(carol, make_edition(pack="conformance", edition="1.1.0"), edition="1.2.0")

    with pytest.raises(CommandError, match=r"conformance 1\.2\.0 is a draft in the studio"):
        call_command("load_pack", CONFORMANCE / "edition.json")


@pytest.mark.parametrize("name", ["faulty-four-anchors.edition.json", "nothing.yaml"])
def test_what_cannot_be_read_is_said_and_not_published(db, name):
    with pytest.raises(CommandError):
        call_command("load_pack", CONFORMANCE / name)

    assert not Edition.objects.exists()
