# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0


import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("to", models.EmailField(max_length=254, verbose_name="recipient")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                ("purpose", models.CharField(max_length=40, verbose_name="purpose")),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "next_at",
                    models.DateTimeField(help_text="Empty: sent, or given up.", null=True, verbose_name="next attempt"),
                ),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="being sent until")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent at")),
                (
                    "last_error",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unreachable", "The mail server accepts no connection."),
                            ("silent", "The mail server did not answer in time."),
                            ("login", "The mail server refused the login."),
                            ("later", "The mail server asked to try again later."),
                            ("refused", "The mail server refused the message."),
                            ("dropped", "The mail server ended the connection."),
                            ("uncertain", "The connection ended before the mail server confirmed the message."),
                            ("other", "The mail could not be sent."),
                        ],
                        max_length=11,
                        verbose_name="last error",
                    ),
                ),
                ("possibly_sent", models.BooleanField(default=False, verbose_name="may have arrived")),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "mails",
                "indexes": [models.Index(fields=["next_at"], name="mail_next_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sent_at", None), ("next_at", None), _connector="OR"),
                        name="mail_sent_is_not_due",
                    )
                ],
            },
        ),
    ]
