# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.core.management import call_command

from assessments.domain.schema import schema_json


def test_it_prints_the_schema_byte_for_byte(capsys):
    call_command("pack_schema")

    assert capsys.readouterr().out == schema_json()
