# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Random keys that open one thing each: shown or sent once, and kept as a digest alone."""

import hashlib
import secrets

BYTES = 32


def new_token() -> str:
    """32 random bytes, written so that they can stand in an address."""
    return secrets.token_urlsafe(BYTES)


def digest_of(token: str) -> str:
    """What is stored of a token, and looked up by."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
