# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re

from accounts.tokens import digest_of, new_token


def test_a_token_is_random_and_can_stand_in_an_address() -> None:
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)


def test_a_digest_says_nothing_of_its_token() -> None:
    token = new_token()

    assert re.fullmatch(r"[0-9a-f]{64}", digest_of(token))
    assert token not in digest_of(token)
    assert digest_of(token) == digest_of(token) != digest_of(token + "x")
