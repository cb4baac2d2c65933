# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What no metadata says and people have read: for tests/sbom.py.

Left out, since no file says which version it is: webauthn-json in django-allauth, and those libraries in
psycopg-binary that neither PARTS nor its own bill of materials names. Their files are listed as what it carries.
"""

from dataclasses import dataclass

# Packages that state their licence in words alone, and what their licence files say.
CONCLUDED = {
    "defusedxml": "PSF-2.0",
    "django-csp": "BSD-3-Clause",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "qrcode": "BSD-3-Clause AND MIT",
    "sqlparse": "BSD-3-Clause",
}


@dataclass(frozen=True)
class Part:
    """Software inside a package: `file` is a pattern for its path, `version` one for the bytes that name its version.

    `licences` are none or one; none where no single expression tells its notices.
    """

    owner: str
    purl: str
    licences: list[str]
    file: str
    version: bytes


BOOTSTRAP = rb'VERSION = "([\d.]+)"'
PARTS = [
    Part("@tabler/core", "pkg:npm/bootstrap", ["MIT"], r"^dist/js/tabler\.js$", BOOTSTRAP),
    Part("@tabler/core", "pkg:npm/%40popperjs/core", ["MIT"], r"^dist/js/tabler\.js$", rb"@popperjs\+core@([\d.]+)/"),
    Part("django-htmx", "pkg:npm/htmx.org", ["0BSD"], r"/htmx-2\.js$", rb"version: '([^']+)'"),
    Part("django-htmx", "pkg:npm/htmx.org", ["0BSD"], r"/htmx-4\.js$", rb"\.version = '([^']+)'"),
    Part("psycopg-binary", "pkg:generic/openssl", ["Apache-2.0"], r"libs/libcrypto", rb"OpenSSL (\d+\.\d+\.\d+) \d"),
    Part("psycopg-binary", "pkg:generic/krb5", [], r"libs/libkrb5[.-]", rb"krb5-([\d.]+)-final"),
]
