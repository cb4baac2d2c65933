# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache

from accounts.limits import allow


def tries(count: int, now: datetime, address: str = "192.0.2.1", what: str = "link") -> int:
    return sum(allow(what, address, most=3, seconds=60, now=now) for _ in range(count))


def test_an_address_has_so_many_tries_in_a_while(now: datetime) -> None:
    assert tries(5, now) == 3
    assert tries(5, now + timedelta(seconds=60)) == 3


def test_addresses_and_purposes_are_counted_apart(now: datetime) -> None:
    tries(3, now)

    assert tries(1, now) == 0
    assert tries(1, now, address="192.0.2.2") == 1
    assert tries(1, now, what="begin") == 1


def test_no_address_is_kept_and_what_is_kept_changes_daily(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(cache, "add", lambda key, *rest: bool(kept.append(key)) or True)

    tries(1, now)
    tries(1, now + timedelta(days=1))

    first, second = kept
    assert "192.0.2.1" not in first + second
    assert first != second
