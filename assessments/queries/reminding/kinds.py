# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What reminders there are: each kind can be stopped by itself."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reminder(TextChoices):
    """A kind of reminder, in the order in which a mail names them."""

    DUE = "due", _("Answers and actions that are due soon")
    OVERDUE = "overdue", _("Actions that are overdue")
    PERIOD = "period", _("A quarter that begins, or is opened for you")
    EVIDENCE = "evidence", _("Evidence that has grown stale")
    HELPED = "helped", _("Whether an action helped, 90 days after it was done")
    EDITION = "edition", _("A newer edition of the questions")
    ROUND = "round", _("What whoever runs a round sends to remind you")
