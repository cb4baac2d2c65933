# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Limits on how often an address may try something, counted in the cache that all processes share.

An address itself is never kept: only a keyed hash of it, with the day, so that it says nothing from one day to the
next.
"""

from datetime import datetime

from django.core.cache import cache
from django.utils.crypto import salted_hmac


def allow(what: str, address: str, *, most: int, seconds: int, now: datetime) -> bool:
    """Count one try, and say whether it still is among the `most` that an address has in so many seconds.

    Each try takes a place of its own in the cache, and a place is taken only once: whoever comes at the same moment
    is counted too.
    """
    window = int(now.timestamp()) // seconds
    key = salted_hmac(f"tries on {now:%Y-%m-%d}", f"{what} {window} {address}", algorithm="sha256").hexdigest()
    place = cache.get(key, 0)
    while place < most:
        place += 1
        if cache.add(f"{key}.{place}", 1, seconds):
            cache.set(key, place, seconds)
            return True
    return False
