# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0009_revision_taken"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="sharelink",
            name="report",
        ),
        migrations.AlterField(
            model_name="export",
            name="what",
            field=models.CharField(
                choices=[
                    ("assessment", "Assessment"),
                    ("result", "Results"),
                    ("dashboard", "Group dashboard"),
                    ("archive", "Archive"),
                ],
                max_length=13,
                verbose_name="what",
            ),
        ),
    ]
