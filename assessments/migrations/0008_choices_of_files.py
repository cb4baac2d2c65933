# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0


from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0007_revision_follows"),
    ]

    operations = [
        migrations.AlterField(
            model_name="export",
            name="what",
            field=models.CharField(
                choices=[
                    ("assessment", "Assessment"),
                    ("result", "Results"),
                    ("dashboard", "Group dashboard"),
                    ("report", "Quarterly report"),
                    ("archive", "Archive"),
                ],
                max_length=13,
                verbose_name="what",
            ),
        ),
    ]
