# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""All settings, read from the environment alone.

A wrong value stops the start with one line that names the variable (`docs/settings.md` lists them all).
"""

import re
import sqlite3
import tomllib
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import structlog
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from environs import Env, EnvValidationError, validate

from ospo_app.logs import mask_secrets

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
BUILD_DIR = BASE_DIR / "build"
VERSION: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]


def _is_address(text: str) -> bool:
    try:
        validate_email(parseaddr(text)[1])
    except ValidationError:
        return False
    return True


env = Env(eager=False)
DEBUG = env.bool("CAIRN_DEBUG", False)
DEMO = env.bool("CAIRN_DEMO", False)
SECRET_KEY = env.str("CAIRN_SECRET_KEY", validate=validate.Length(min=32))
SECRET_KEY_FALLBACKS: list[str] = env.list("CAIRN_SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("CAIRN_HOSTS", ["127.0.0.1", "localhost"])
HTTPS = env.bool("CAIRN_HTTPS", False)
SIGNUP_OPEN = env.bool("CAIRN_SIGNUP_OPEN", False)
ADDRESS = env.str("CAIRN_ADDRESS", "")
TRUSTED_PROXIES = env.int("CAIRN_TRUSTED_PROXIES", 0, validate=validate.Range(min=0, max=10))
LOG_LEVEL = env.str("CAIRN_LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]))
EMAIL = env.dj_email_url("CAIRN_EMAIL_URL", "console://")
DEFAULT_FROM_EMAIL = env.str("CAIRN_EMAIL_FROM", "Cairn <cairn@localhost>")
DATABASE: Any = env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'cairn.sqlite3'}")
POOL_SIZE = env.int("CAIRN_DATABASE_POOL", 8, validate=validate.Range(min=1, max=100))

try:
    env.seal()
except EnvValidationError as error:
    texts: Any = error.error_messages
    wrong = "; ".join(f"{name}: {' '.join(texts[name])}" for name in sorted(texts))
    raise ImproperlyConfigured(f"Cairn does not start, since a setting is missing or wrong. {wrong}") from error
# A name or an address without its port, or .name for all below it; never all there are.
HOST = re.compile(r"\.?[\w-]+(\.[\w-]+)*|\[[0-9a-fA-F:]+\]")
# Where browsers find Cairn, for the links in mails that no request asks for.
SITE = re.compile(rf"https?://({HOST.pattern})(:[0-9]{{1,5}})?", re.ASCII)
is_local = set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}
are_hosts = bool(ALLOWED_HOSTS) and all(HOST.fullmatch(host) for host in ALLOWED_HOSTS)
ADDRESS = (ADDRESS or f"{'https' if HTTPS else 'http'}://{[*ALLOWED_HOSTS, ''][0].lstrip('.')}").rstrip("/")
is_database = (
    DATABASE["ENGINE"].endswith((".sqlite3", ".postgresql"))
    and DATABASE["NAME"] not in ("", ":memory:")
    and not Path(DATABASE["NAME"]).is_dir()
)
for is_right, text in [
    (is_local or not DEBUG, "CAIRN_DEBUG is for this machine alone, so leave CAIRN_HOSTS out."),
    (are_hosts, "CAIRN_HOSTS: give the names that browsers ask for, as cairn.example.org,10.0.0.7."),
    (SITE.fullmatch(ADDRESS), "CAIRN_ADDRESS: give where browsers find Cairn, as https://cairn.example.org."),
    (_is_address(DEFAULT_FROM_EMAIL), "CAIRN_EMAIL_FROM: give an address, as Cairn <cairn@example.org>."),
    ("EMAIL_BACKEND" in EMAIL, "CAIRN_EMAIL_URL: give submission://user:password@host:587, smtp://host or console://."),
    (is_database, "DATABASE_URL: give postgresql://user:password@host/name or sqlite:////path/to/file."),
]:
    if not is_right:
        raise ImproperlyConfigured(f"Cairn does not start. {text}")

# WAL has a known fault before SQLite 3.51.3; a system check says which journal is used.
SQLITE_WAL = sqlite3.sqlite_version_info >= (3, 51, 3)
if DATABASE["ENGINE"].endswith("sqlite3"):
    try:
        Path(DATABASE["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        text = f"DATABASE_URL: the folder of the file cannot be made: {error.strerror}."
        raise ImproperlyConfigured(f"Cairn does not start. {text}") from error
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={'WAL' if SQLITE_WAL else 'DELETE'}; PRAGMA synchronous=FULL;",
    }
    # A file, and not memory, so that several connections of a test meet as they do in production.
    DATABASE["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASE["CONN_MAX_AGE"] = 0
    DATABASE["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": POOL_SIZE},
        "options": "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s",
    }
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all processes and hosts: rate limits count there. Django's 300 entries would let whoever tries from many
# addresses push out the counts of others.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

INSTALLED_APPS = [
    "accounts",
    "assessments",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "treebeard",
]
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "ospo_app.middleware.answer_probes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SamePersonMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ospo_app.middleware.LoggedRequests",
    "ospo_app.middleware.refuse_what_no_page_sends",
    "assessments.views.access.GoneMeanwhileMiddleware",
]
ROOT_URLCONF = "ospo_app.urls"
WSGI_APPLICATION = "ospo_app.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ja", _("Japanese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BUILD_DIR / "collected"
STATICFILES_DIRS = [BASE_DIR / "static", BUILD_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or DEMO
REPORT_FONTS = BUILD_DIR / "fonts"  # put there by ospo_app.prepare

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none" if DEMO or EMAIL["EMAIL_BACKEND"].endswith("console.EmailBackend") else "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if HTTPS else ("session", "csrf")
CSRF_FAILURE_VIEW = "ospo_app.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if "*" not in host] if HTTPS else []
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# A whole request that brings an archive of an organization.
LARGEST_ARCHIVE = 33 * 1024 * 1024
# And one that brings the file of a plan.
LARGEST_PLAN = 2 * 1024 * 1024 + 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = EMAIL["EMAIL_BACKEND"], EMAIL["EMAIL_HOST"], EMAIL["EMAIL_PORT"]
if EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_BACKEND = "accounts.smtp.Backend"
elif (DEMO or DEBUG) and EMAIL_BACKEND.endswith("console.EmailBackend"):
    # /inbox/ shows them.
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_USER"], EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL["EMAIL_USE_TLS"], EMAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

shared_processors: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
]
structlog.configure(
    processors=[*shared_processors, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *(
                    [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
                    if DEBUG or DEMO
                    else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
                ),
                mask_secrets,
            ],
            "foreign_pre_chain": shared_processors,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Without handlers of their own, which Django gives them and which write past the formatter.
    "loggers": {"django": {"handlers": []}, "django.server": {"handlers": [], "propagate": True}},
}
