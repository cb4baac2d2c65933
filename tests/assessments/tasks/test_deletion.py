# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django_tasks_db.models import DBTaskResult

from accounts.models import Organization
from assessments.services.deleting import ask_deletion
from assessments.tasks.deletion import AGAIN_AFTER, delete_organizations


def test_what_is_due_is_deleted_and_counted(aozora, mana, now, time_machine):
    asked = ask_deletion(organization=aozora, by=mana, now=now)
    assert delete_organizations.func() == "0 deleted"

    time_machine.move_to(asked.due_at)

    assert delete_organizations.func() == "1 deleted"
    assert not Organization.objects.exists()


def test_it_looks_again_later_should_it_die_over_what_is_due(aozora, mana, now, time_machine):
    asked = ask_deletion(organization=aozora, by=mana, now=now)
    delete_organizations.func()
    tasks = DBTaskResult.objects.filter(task_path=delete_organizations.module_path)
    assert not tasks.exists()

    time_machine.move_to(asked.due_at)
    delete_organizations.func()

    assert [one.run_after - asked.due_at for one in tasks] == [AGAIN_AFTER]
    time_machine.move_to(asked.due_at + AGAIN_AFTER)
    assert delete_organizations.func() == "0 deleted"
    assert tasks.count() == 1
