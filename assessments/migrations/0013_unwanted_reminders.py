# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0012_plan_dropped_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="unwanted_at",
            field=models.DateTimeField(
                help_text="By whoever was asked.", null=True, verbose_name="reminders stopped at"
            ),
        ),
    ]
