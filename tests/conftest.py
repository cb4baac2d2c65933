# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Stock people: at Aozora alice owns, mana manages, connie contributes and bob views; carol curates, sita operates the
site, and charlie, a stranger, owns Midori.

The guards that watch every page are in tests/settings.py and tests/guards.py.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
import pytest_django
import time_machine as clock
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TestCase, override_settings

from accounts.models import Organization, Role, User
from tests.factories import join, make_organization, make_user

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)

# The same examples in every run; a failure is a fault of the change at hand.
hypothesis.settings.register_profile("cairn", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("cairn")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", metavar="FOLDER", help="keep a picture of every page of the demo in this folder")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `database` what can turn out otherwise on another database: what asks for rows, and the drills, whose
    processes open it themselves."""
    drills = Path(__file__).parent / "drills"
    for item in items:
        asks = "db" in getattr(item, "fixturenames", ()) or item.get_closest_marker("django_db")
        if asks or item.path.is_relative_to(drills):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The test database can be dropped at the end, although a thread of a server may still hold a connection."""
    yield
    if connection.vendor == "postgresql":
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"{others} AND pid <> pg_backend_pid()")


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The demo as `make run` makes it, on the day of `now`: made once for all tests of a module, which ask for `db`
    too and leave it as it was; gone after them."""
    with django_db_blocker.unblock():
        atomics = TestCase._enter_atomics()  # which let durable ones be within them
        try:
            with clock.travel(NOW, tick=False), override_settings(DEMO=True):
                call_command("make_demo", address="http://127.0.0.1:8123", verbosity=0)
            yield
        finally:
            TestCase._rollback_atomics(atomics)


@pytest.fixture
def now() -> Iterator[datetime]:
    """Monday, 16 November 2026, 09:00 UTC (18:00 in Tokyo); the clock stands still there."""
    with clock.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def aozora(db: None) -> Organization:
    return make_organization("Aozora", time_zone="Asia/Tokyo", language="ja")


@pytest.fixture
def midori(db: None) -> Organization:
    return make_organization("Midori")


@pytest.fixture
def alice(aozora: Organization) -> User:
    return join(make_user("Alice"), aozora, Role.OWNER).user


@pytest.fixture
def mana(aozora: Organization) -> User:
    return join(make_user("Mana"), aozora, Role.MANAGER).user


@pytest.fixture
def connie(aozora: Organization) -> User:
    return join(make_user("Connie"), aozora, Role.CONTRIBUTOR).user


@pytest.fixture
def bob(aozora: Organization) -> User:
    return join(make_user("Bob"), aozora, Role.VIEWER).user


@pytest.fixture
def charlie(midori: Organization) -> User:
    return join(make_user("Charlie"), midori, Role.OWNER).user


@pytest.fixture
def carol(db: None) -> User:
    return make_user("Carol", is_curator=True)


@pytest.fixture
def sita(db: None) -> User:
    return make_user("Sita", is_superuser=True)
