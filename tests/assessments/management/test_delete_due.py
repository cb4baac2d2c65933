# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.core.management import call_command

from accounts.models import Organization
from assessments.services.deleting import ask_deletion


def test_delete_due_deletes_what_is_due(aozora, mana, now, time_machine, capsys):
    asked = ask_deletion(organization=aozora, by=mana, now=now)
    time_machine.move_to(asked.due_at)

    call_command("delete_due")

    assert capsys.readouterr().out == "1 deleted.\n"
    assert not Organization.objects.exists()
