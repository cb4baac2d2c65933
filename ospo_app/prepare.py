# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What stands between an installed checkout and a running Cairn: python -m ospo_app.prepare [--demo [ADDRESS]]

Builds the stylesheet and the message catalogues and puts the fonts of reports in place; with --demo also brings the
database, the built-in pack and the demo data up to date, whose mails lead to ADDRESS. Every step may be repeated.
"""

import io
import os
import runpy
import sys

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command


def main(*, demo: bool, address: str = "") -> None:
    runpy.run_module("ospo_app.build_css", run_name="__main__")
    runpy.run_module("ospo_app.build_fonts", run_name="__main__")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ospo_app.settings")
    django.setup()
    # The server says a word where it is missing, though a demo keeps nothing there.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("sync_messages", "--compile", verbosity=0)
    if demo:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("make_demo", **({"address": address} if address else {}))
        call_command("send_reminders", stdout=io.StringIO())


if __name__ == "__main__":
    try:
        main(demo="--demo" in sys.argv[1:], address=sys.argv[2] if len(sys.argv) > 2 else "")
    except (CommandError, ImproperlyConfigured) as error:
        sys.exit(str(error))
