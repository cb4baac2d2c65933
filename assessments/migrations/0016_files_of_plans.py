# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_organizations_by_depth"),
        ("assessments", "0015_advice_count"),
    ]

    operations = [
        migrations.AddField(
            model_name="incomingfile",
            name="organization",
            field=models.ForeignKey(
                help_text="Whose plan it changes.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.organization",
            ),
        ),
        migrations.AlterField(
            model_name="export",
            name="what",
            field=models.CharField(
                choices=[
                    ("assessment", "Assessment"),
                    ("result", "Results"),
                    ("dashboard", "Group dashboard"),
                    ("plan", "Plan"),
                    ("archive", "Archive"),
                ],
                max_length=13,
                verbose_name="what",
            ),
        ),
        migrations.AlterField(
            model_name="incomingfile",
            name="what",
            field=models.CharField(
                choices=[("questionnaire", "Questionnaire"), ("plan", "Plan"), ("archive", "Archive")],
                max_length=13,
                verbose_name="what",
            ),
        ),
    ]
