# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
import random
import signal
import subprocess
import sys
from contextlib import suppress
from threading import BoundedSemaphore

import pytest
from structlog.testing import capture_logs

from assessments.domain.canonical import canonical_json, checksum
from assessments.imports import limited
from assessments.imports.checking import read_edition
from assessments.imports.child import EDITION, MOST_SECONDS, OUT_OF_MEMORY
from assessments.imports.limited import BUSY, MOST_BYTES, ROOT, read_limited
from assessments.imports.unreadable import FaultyDocument, TryAgain, UnreadableDocument
from assessments.imports.writing import as_json, as_yaml
from tests.assessments.domain.cases import conformance, small_document
from tests.assessments.imports.hostile import hostile_files
from tests.assessments.imports.test_checking import check_refusal
from tests.factories import built_in_document

# As many tokens as its bytes allow: ten seconds' work for a YAML reader.
DENSE = b"[" + b"[]," * (MOST_BYTES // 3 - 3) + b"[]]"
TOO_MUCH = "is too much to read: it takes more than 5 seconds or 300 MiB of memory"


def patiently(data, name):
    """What reading comes to for somebody who tries again where the machine is busy, as with other tests."""
    for _ in range(20):
        with suppress(TryAgain):
            return read_limited(data, name=name)
    raise AssertionError("The machine was busy each time.")


def refusal(data, name="pack.yaml", read=patiently):
    with pytest.raises((UnreadableDocument, FaultyDocument)) as refused:
        read(data, name=name)
    return refused.value


@pytest.mark.parametrize(
    ("name", "write"), [("pack.yaml", as_yaml), ("PACK.YML", as_yaml), ("pack.json", as_json), ("pack\0;ls", as_json)]
)
def test_a_file_in_order_comes_back_as_canonical_json_with_its_checksum(name, write):
    document = canonical_json(built_in_document())
    read = patiently(write(json.loads(document)).encode(), name=name)

    assert read.document == document
    assert (read.name, read.pack, read.version, read.checksum) == (name, "ospo-journey", "1.0.0", checksum(document))


def test_faults_come_with_their_lines_as_in_this_process():
    document = small_document()
    document["practices"][0]["levle"] = "nowhere"
    document["practices"][1]["scan"] = "often"
    data = as_yaml(document).encode()
    with pytest.raises(FaultyDocument) as here:
        read_edition(data, name="pack.yaml")
    found = refusal(data)

    assert isinstance(found, FaultyDocument)
    assert found.faults == here.value.faults
    assert str(found) == str(here.value)


def test_what_cannot_be_read_comes_with_its_line():
    found = refusal(b"a: 1\nb: 010\n", "mine.yaml")

    assert (found.line, found.values, found.name) == (2, {"word": "010"}, "mine.yaml")


def test_of_very_many_faults_the_first_are_listed_and_the_others_counted():
    found = refusal(as_json({f"k{number:04}": 1 for number in range(1000)} | {"x" * 5000: 1}).encode(), "pack.json")

    assert len(found.faults) == 300
    assert found.more == 1000 + 1 - 300 + 2  # two fields are missing that a draft needs, too
    assert str(found).endswith("pack.json: 703 more faults")
    assert max(map(len, str(found).split("\n"))) < 200


def test_a_file_that_is_too_large_is_not_read():
    assert str(refusal(b" " * (MOST_BYTES + 1))) == "pack.yaml: is larger than 1 MiB"


def test_what_takes_too_long_is_given_up_when_its_time_is_over(monkeypatch):
    """A drill measures that nothing takes longer than it may."""
    assert limited.ALL_SECONDS[EDITION] < MOST_SECONDS == 5
    monkeypatch.setitem(limited.ALL_SECONDS, EDITION, 0.5)
    monkeypatch.setattr(limited, "FAIR_SECONDS", 0.0)
    with capture_logs() as logged:
        found = refusal(DENSE, read=read_limited)

    assert found.message == TOO_MUCH
    assert [line["status"] for line in logged] == [-signal.SIGKILL]


def test_a_child_that_had_no_time_of_its_own_is_not_to_blame(monkeypatch):
    monkeypatch.setitem(limited.ALL_SECONDS, EDITION, 0.0)

    assert isinstance(refusal(DENSE, read=read_limited), TryAgain)


def test_where_too_many_files_are_read_at_once_others_are_told_to_try_again(monkeypatch):
    monkeypatch.setattr(limited, "WAIT_SECONDS", 0.01)
    monkeypatch.setitem(limited._room, EDITION, BoundedSemaphore())
    with limited._place_in_line(EDITION):
        other = refusal(b"{}", read=read_limited)

    assert isinstance(other, TryAgain)
    assert other.message == BUSY
    assert str(refusal(b"{}")).startswith("pack.yaml, line 1: pack: is missing")


def test_what_takes_too_much_memory_is_given_up():
    """Two thousand faults, each with a place of 400,000 characters."""
    document = small_document()
    answers = {"on": "2026-11-22", "practices": {"k" * 400_000: {"responses": [{}] * 2000}}}
    document["samples"] = [{"key": "s", "name": {"en": "x"}, "answers": answers}]
    with capture_logs() as logged:
        found = refusal(as_json(document).encode(), "pack.json")

    assert found.message == TOO_MUCH
    assert logged[-1]["status"] in (OUT_OF_MEMORY, -signal.SIGABRT)


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ("open('/etc/hosts')", "Too many open files"),
        ("socket.socket()", "Too many open files"),
        ("os.pipe()", "Too many open files"),
        ("os.environ['PATH']", "KeyError"),
        ("bytearray(350 * 1024 * 1024)", "MemoryError"),
        ("os.write(1, bytes(9 * 1024 * 1024)) > 8 * 1024 * 1024 or os.write(1, b'x')", "File too large"),
    ],
)
def test_the_child_has_no_way_to_anything(deed, error, tmp_path):
    start = "child._give_up_rights(child.LIMITS[child.EDITION])"
    code = f"import os, socket; from assessments.imports import child; {start}; {deed}"
    with (tmp_path / "answer").open("wb") as answer:
        done = subprocess.run(
            [sys.executable, "-E", "-s", "-c", code], cwd=ROOT, env={}, stdout=answer, stderr=subprocess.PIPE, text=True
        )

    assert error in done.stderr


def test_a_child_that_breaks_is_a_refusal_and_a_line_in_the_log(monkeypatch, tmp_path):
    monkeypatch.setattr(limited, "ROOT", tmp_path)
    with capture_logs() as logged:
        found = refusal(b"{}")

    assert found.message == TOO_MUCH
    assert [(line["event"], line["status"]) for line in logged] == [("file_not_read", 1)]
    assert "No module named" in logged[0]["said"]


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_hostile_files_are_refused(kind):
    """A few that are large; test_checking.py tries all in this process, and a drill all at their largest."""
    some = random.Random(3).sample(hostile_files(kind, size=100_000), 5)  # noqa: S311 not for secrets
    for file in some:
        try:
            read_limited(file.data, name=file.name)
            assert file.may_be_draft, str(file)
        except (UnreadableDocument, FaultyDocument) as error:
            check_refusal(error)


def test_an_edition_of_the_conformance_cases_passes():
    assert patiently(as_yaml(conformance("edition.json")).encode(), name="a.yaml").pack == "conformance"
