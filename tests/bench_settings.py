# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The settings of tests without what watches over them, and with an empty view to compare with."""

from tests.settings import *  # noqa: F403 all but what is said below
from tests.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS.remove("zeal")
MIDDLEWARE = [one for one in MIDDLEWARE if not one.startswith(("tests.", "zeal."))]
ROOT_URLCONF = "tests.bench_served"
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
