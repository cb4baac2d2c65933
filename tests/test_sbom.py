# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The software bill of materials says all that runs, nothing else, and the same in every run."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from django.conf import settings

from tests.sbom_parts import CONCLUDED, PARTS

ROOT = Path(settings.BASE_DIR)


def written(file: Path) -> str:
    command = [sys.executable, "-W", "error", "-m", "tests.sbom", str(file)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return file.read_text("utf-8")


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("sbom") / "sbom.cdx.json")


@pytest.fixture(scope="module")
def bom(text: str) -> dict[str, Any]:
    return json.loads(text)


def all_components(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in node.get("components", []):
        yield one
        yield from all_components(one)


def named(bom: dict[str, Any], purl: str) -> dict[str, Any]:
    (one,) = [one for one in bom["components"] if one["purl"].startswith(f"{purl}@")]
    return one


def properties(one: dict[str, Any], name: str) -> list[str]:
    return [entry["value"] for entry in one.get("properties", []) if entry["name"] == f"cairn:{name}"]


def test_it_is_valid(text: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_two_runs_give_the_same_bytes(text: str, tmp_path: Path) -> None:
    assert written(tmp_path / "again.json") == text


def test_it_is_about_cairn_and_its_pack(bom: dict[str, Any]) -> None:
    root = bom["metadata"]["component"]

    assert (root["type"], root["name"], root["version"]) == ("application", "cairn", settings.VERSION)
    assert [entry["license"]["id"] for entry in root["licenses"]] == ["Apache-2.0"]
    assert [(one["name"], one["licenses"][0]["license"]["id"]) for one in root["components"]] == [
        ("ospo-journey", "CC-BY-4.0")
    ]


def test_it_holds_every_locked_package_and_no_other(bom: dict[str, Any]) -> None:
    pins = re.findall(r"^([a-z0-9-]+)(?:\[[a-z,-]+\])?==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    npm = [(place.removeprefix("node_modules/").replace("@", "%40"), lock[place]["version"]) for place in lock if place]

    wanted = {f"pkg:pypi/{name}@{version}" for name, version in pins}
    wanted |= {f"pkg:npm/{name}@{version}" for name, version in npm}

    assert {one["purl"] for one in bom["components"]} == wanted


def test_checksums_are_those_of_the_locks(bom: dict[str, Any]) -> None:
    locked = set(re.findall(r"--hash=sha256:(\w+)", (ROOT / "requirements.lock").read_text()))
    python = [one for one in bom["components"] if one["purl"].startswith("pkg:pypi/")]

    assert {entry["content"] for one in python for entry in one["hashes"]} == locked
    assert all(one["hashes"] for one in bom["components"])
    assert {entry["alg"] for entry in named(bom, "pkg:npm/%40tabler/core")["hashes"]} == {"SHA-512"}


def test_every_component_has_a_licence_or_says_why_not(bom: dict[str, Any]) -> None:
    def is_stated(one: dict[str, Any]) -> bool:
        found = [entry.get("expression") or entry.get("license") for entry in one.get("licenses", [])]
        return bool(found) and all(found)

    lacking = [one for one in all_components(bom) if not is_stated(one)]

    assert [one["bom-ref"] for one in lacking if not properties(one, "licence-unknown")] == []
    assert [one["purl"] for one in bom["components"] if one in lacking] == []


def test_licences_of_packages_are_spdx(bom: dict[str, Any]) -> None:
    by_name = [
        one["purl"]
        for one in bom["components"]
        if any("name" in entry.get("license", {}) for entry in one.get("licenses", []))
    ]

    assert by_name == []


def test_what_people_read_is_marked_as_such_and_still_needed(bom: dict[str, Any]) -> None:
    def acknowledged(one: dict[str, Any]) -> set[str]:
        return {entry.get("license", entry)["acknowledgement"] for entry in one["licenses"]}

    assert {one["name"] for one in bom["components"] if acknowledged(one) == {"concluded"}} == set(CONCLUDED)


def test_it_names_what_packages_carry(bom: dict[str, Any]) -> None:
    htmx = [one["version"] for one in named(bom, "pkg:pypi/django-htmx")["components"]]
    tabler = {one["name"]: one["version"] for one in named(bom, "pkg:npm/%40tabler/core")["components"]}
    psycopg = {one["name"] for one in named(bom, "pkg:pypi/psycopg-binary")["components"]}

    served = settings.BASE_DIR / "node_modules" / "@tabler" / "core" / "dist" / "js" / "tabler.js"
    assert f'VERSION = "{tabler["bootstrap"]}"' in served.read_text()
    assert tabler["core"] == named(bom, "pkg:npm/%40popperjs/core")["version"]
    assert any(one.startswith("2.") for one in htmx)
    assert {"openssl", "krb5"} <= psycopg
    assert {part.owner for part in PARTS} == {"django-htmx", "@tabler/core", "psycopg-binary"}


def test_it_takes_over_the_bills_of_materials_in_wheels(bom: dict[str, Any]) -> None:
    carried = {one["name"] for one in named(bom, "pkg:pypi/nh3")["components"]}

    assert "ammonia" in carried
    assert "nh3" not in carried


def test_it_says_who_needs_what(bom: dict[str, Any]) -> None:
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in bom["dependencies"]}
    django = f"pkg:pypi/django@{version('django')}"
    lines = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    direct = {re.split(r"[^a-z0-9.-]", line, maxsplit=1)[0].replace(".", "-") for line in lines}

    by_root = {ref.partition("/")[2].partition("@")[0] for ref in needs[f"cairn@{settings.VERSION}"] if "pypi" in ref}
    assert by_root == direct
    assert f"pkg:pypi/sqlparse@{version('sqlparse')}" in needs[django]
    assert (
        f"pkg:npm/%40tabler/core@{named(bom, 'pkg:npm/%40tabler/core')['version']}"
        in needs[f"cairn@{settings.VERSION}"]
    )


def test_it_names_no_address_but_purls_and_no_path_of_this_machine(bom: dict[str, Any], text: str) -> None:
    rest = text.replace(bom["$schema"], "")

    assert re.findall(r"\w+://\S+", rest) == []
    assert [path for path in (str(ROOT), sys.prefix) if path in rest] == []
    assert "timestamp" not in bom["metadata"]
