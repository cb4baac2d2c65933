# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json

import pytest
from django.core.management import CommandError, call_command


def test_export_person_prints_what_is_kept(mana, capsys):
    call_command("export_person", mana.email.upper())

    assert json.loads(capsys.readouterr().out)["account"]["email"] == mana.email


def test_export_person_knows_no_stranger(db):
    with pytest.raises(CommandError, match="no account with this address"):
        call_command("export_person", "nobody@example.org")
