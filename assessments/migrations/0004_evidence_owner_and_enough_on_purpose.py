# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0


from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0003_invitations"),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="review_on",
            field=models.DateField(
                help_text="Until when a target is enough on purpose.", null=True, verbose_name="review day"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="owner",
            field=models.CharField(
                blank=True, help_text="A role or a name: who keeps it.", max_length=120, verbose_name="owner"
            ),
        ),
        migrations.AddField(
            model_name="organizationprofile",
            name="enough",
            field=models.JSONField(
                default=dict, help_text="Practice to reason and review day.", verbose_name="enough on purpose"
            ),
        ),
        migrations.AlterField(
            model_name="answer",
            name="reason",
            field=models.TextField(
                blank=True,
                help_text="Why it is not applicable, or why a target is enough on purpose.",
                verbose_name="reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("review_on", None),
                    models.Q(("kind", "target"), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="answer_review_day_has_reason",
            ),
        ),
    ]
