# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_organizations_by_depth"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="unsubscribe",
            field=models.CharField(blank=True, max_length=500, verbose_name="link that stops such mails"),
        ),
        migrations.CreateModel(
            name="ReminderDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("run", models.UUIDField(help_text="Whoever came first.", verbose_name="run")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "day of reminders",
                "verbose_name_plural": "days of reminders",
                "indexes": [models.Index(fields=["day"], name="reminder_day_day")],
                "constraints": [models.UniqueConstraint(fields=("user", "day"), name="reminder_day_once")],
            },
        ),
        migrations.CreateModel(
            name="ReminderStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(blank=True, max_length=20, verbose_name="kind")),
                ("stopped_at", models.DateTimeField(verbose_name="stopped at")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "stopped reminders",
                "verbose_name_plural": "stopped reminders",
                "constraints": [models.UniqueConstraint(fields=("user", "kind"), name="reminder_stop_once")],
            },
        ),
    ]
