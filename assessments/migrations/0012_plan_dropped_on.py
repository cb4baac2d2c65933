# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import TruncDate


def say_when(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Dropped on the day of the last change, which is mostly that of dropping it."""
    items = apps.get_model("assessments", "PlanItem").objects.using(editor.connection.alias)
    items.filter(status="dropped").update(dropped_on=TruncDate("changed_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0011_plan"),
    ]

    operations = [
        migrations.AddField(
            model_name="planitem",
            name="dropped_on",
            field=models.DateField(null=True, verbose_name="dropped on"),
        ),
        migrations.RunPython(say_when, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dropped_on__isnull", False), ("status", "dropped")),
                    models.Q(models.Q(("status", "dropped"), _negated=True), ("dropped_on__isnull", True)),
                    _connector="OR",
                ),
                name="plan_item_dropped_has_day",
            ),
        ),
    ]
