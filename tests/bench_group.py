# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How long a group's dashboard is at work, against an empty view for somebody who has signed in; for tests/bench.py."""

import re
from collections.abc import Iterator

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Organization, Role
from tests.bench_served import ROUNDS, in_turns
from tests.factories import join, make_built_in_edition, make_user
from tests.made_up_group import made_up_group
from tests.reading import statements_of

PERIODS = 12
SMALL, MIDDLE, LARGE = 100, 1_000, 10_000


def bench_group() -> None:
    """Dashboards of 100 to 10,000 units over 12 periods, unfiltered and filtered, and what each statement reads."""
    call_command("migrate", verbosity=0)
    edition, user = make_built_in_edition(), make_user("Olga")
    groups = {units: made_up_group(units, PERIODS, edition=edition, by=user) for units in (SMALL, MIDDLE, LARGE)}
    for group in groups.values():
        join(user, group, Role.OWNER)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    members = reverse("organization_members", args=[groups[SMALL].pk])
    cases = {"empty view": "/empty/", "preferences": "/preferences/", "members": members} | {
        f"{units} units{words}": reverse("group", args=[group.pk]) + query
        for units, group in groups.items()
        for words, query in _asked(client, group)
    }
    spent = in_turns(user, cases)
    print(f"{connection.vendor}, 50 rows of a dashboard, {PERIODS} periods, medians of {ROUNDS} rounds:")
    for name, figure in spent.items():
        print(f"  {name}: {1000 * figure:.1f} ms at work, {figure / spent['empty view']:.1f} times the empty view")
    print(f"  {LARGE} units to {SMALL}: {spent[f'{LARGE} units'] / spent[f'{SMALL} units']:.2f}")
    for name, address in cases.items():
        if str(LARGE) in name:
            _explain(client, name, address)


def _asked(client: Client, group: Organization) -> Iterator[tuple[str, str]]:
    """What is asked of a group, each with the words for it."""
    yield "", ""
    yield ", one quarter", "?period=2026-Q1"
    yield ", sorted by practices at target", "?sort=share"
    yield ", sorted by a level", "?sort=level-ospo"
    yield ", longest overdue first", "?sort=first_due"
    yield ", something overdue", "?plan=overdue"
    yield ", companies", "?kind=company"
    yield ", faced by", "?situation=technology-only"
    yield ", recommended", "?advice=secure-a-sponsor"
    page = client.get(reverse("group", args=[group.pk])).content.decode()
    yield ", second page", re.findall(r'rel="next" href="([^"#]*)', page)[0]


def _explain(client: Client, name: str, address: str) -> None:
    """How many queries a page takes, and how many rows the statement reads that reads the most."""
    statements = statements_of(client, address)
    most, sql = max(statements)
    read = f", {most} rows at most are read by one part of a statement ({_table(sql)})" if most else ""
    print(f"  {name}: {len(statements)} queries{read}")


def _table(sql: str) -> str:
    return sql.partition("FROM ")[2].partition(" ")[0].strip('"')
