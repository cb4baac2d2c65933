# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The settings of production, as far as tests can bear them, whatever the environment of whoever runs them says.

pytest-django reads settings before any conftest.py, so what the environment must say is said here.
"""

import os
import tempfile
from pathlib import Path

for name in [name for name in os.environ if name.startswith("CAIRN_")]:
    del os.environ[name]
os.environ["CAIRN_SECRET_KEY"] = "a key for tests and for nothing else"
os.environ["CAIRN_EMAIL_URL"] = "smtp://localhost"
os.environ["CAIRN_LOG_LEVEL"] = "ERROR"

from ospo_app.settings import *  # noqa: E402, F403 the environment comes first
from ospo_app.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES  # noqa: E402 what is added to below

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Its own file for each process: several runs may go on at once, in one checkout.
    file = Path(tempfile.gettempdir()) / f"cairn-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(file)}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"

# Half a second for each password is too long here.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The cache of production is a table, which tests with transactions of their own would not empty.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Nothing is collected.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
# Two guards on every request: a GET writes nothing, and no query is repeated row by row.
INSTALLED_APPS += ["zeal"]
MIDDLEWARE += ["tests.guards.reading_writes_nothing", "zeal.middleware.zeal_middleware"]
# What allauth repeats is allauth's.
ZEAL_ALLOWLIST = [{"model": "account.EmailAddress"}]
