#!/usr/bin/env python
# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Django's command line."""

import os
import secrets
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

# They read files and print results: no database, and nothing to keep secret.
PURE = ("evaluate", "compare")

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ospo_app.settings")
    if sys.argv[1:2] and sys.argv[1] in PURE:
        os.environ.setdefault("CAIRN_SECRET_KEY", secrets.token_urlsafe(48))
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
